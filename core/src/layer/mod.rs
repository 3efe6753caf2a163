//! Layers: exactly one layer per customer, out of its facts and tags.
//!
//! ```text
//! LayersSpec + Fields + TagDomains --compile--> LayerPlan --evaluate(FactTable, TagTable)--> [LayerTable]
//! Layerer --fit(all customers)--> LayerModel --assign(the model, any customers)--> codes
//! ```
//!
//! | built-in | facts and tags → layer |
//! |---|---|
//! | table | overrides in order, then one cell per combination of values: `高`, `高`, `低` → `S级` |
//! | score | points per dimension, weighted and summed, in bands: 68 → `A级` |
//! | ranking | the place by one number: quantiles, the top N %, the head that makes most of a sum |
//! | rfm | scores of recency, frequency and monetary value, and the segment of every combination: `5 5 5` → `冠军客户` |
//! | k_means | the nearest of some centres, for exploration |
//!
//! Beside them: [`shares`] of customers and of a sum, and [`Migration`] between two dates.
//!
//! Each is total: every combination of known values has its layer, and whoever is not known in something that a layer rests on gets the
//! declared `otherwise`. A ranking, RFM and k-means depend on the population: they are fitted once, and their model is part of the
//! outcome ([`LayerTable::model`]).

mod checker;
mod k_means;
mod migration;
mod number;
mod ranking;
mod rfm;
mod score;
mod shares;
mod table;

pub use migration::{LEAST_SHARE, Migration, Stability};
pub use shares::{LayerShareOf, shares};

#[cfg(test)]
mod tests;

use crate::error::{Code, Error, Result, quote};
use crate::model::{Explanation, FactTable, Finding, LayerModel, LayerModels, LayerTable, TagDomain, TagTable};
use crate::rule::{FieldType, Fields, InlineAggregate, Rule, inline_aggregates};
use crate::spec::{LayerTableSpec, LayerTableTemplate, LayerTableUse, LayererSpec, LayersSpec};
use std::fmt::Debug;
use std::sync::Arc;

/// Gives every customer exactly one layer, in two steps: what the layers have to know of the whole population is fitted once, and given
/// that model every customer stands alone. Total and pure: with the same model one customer alone gets the same layer as in a batch.
pub trait Layerer: Debug + Send + Sync {
    /// The layering's name.
    fn name(&self) -> &str;

    /// The layers, best first; a code is an index into them.
    fn layers(&self) -> &[String];

    /// The rules that it decides by, for whoever asks when they can change their mind.
    fn rules(&self) -> Vec<&Rule> {
        Vec::new()
    }

    /// The facts that it reads beside those of its rules, for whoever asks when they can change a layer.
    fn reads(&self, model: Option<&LayerModel>) -> Vec<LayerRead> {
        let _ = model;
        Vec::new()
    }

    /// What the layers have to know of all customers together. `None`: nothing, or there is nobody to learn it from. The same for any
    /// order of the customers. A layerer whose spec gives a model returns that one.
    fn fit(&self, facts: &FactTable, tags: &TagTable) -> Option<LayerModel> {
        let (_, _) = (facts, tags);
        None
    }

    /// What the caller should know about a model that was fitted: customers that could not be told apart, numbers that say nothing.
    fn findings(&self, model: Option<&LayerModel>) -> Vec<Finding> {
        let _ = model;
        Vec::new()
    }

    /// The layer of every customer, each by the model and its own facts and tags. A model of another layerer counts as none, and without
    /// one that it needs a layerer says so by the layer of what is not known.
    fn assign(&self, model: Option<&LayerModel>, facts: &FactTable, tags: &TagTable) -> Vec<u16>;

    /// Why a customer is in its layer.
    fn explain(&self, model: Option<&LayerModel>, facts: &FactTable, tags: &TagTable, row: usize) -> Explanation;
}

/// A fact that a layer hangs on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LayerRead {
    /// The fact.
    pub name: String,
    /// The numbers from which on a layer can be another one; `None`: any can be one.
    pub cuts: Option<Vec<i64>>,
}

/// The layerings of a spec, resolved and checked.
#[derive(Clone, Debug, Default)]
pub struct LayerPlan {
    layerers: Vec<Arc<dyn Layerer>>,
}

/// The aggregates that stand in the rules; the facts must be compiled with them.
#[must_use]
pub fn aggregates(spec: &LayersSpec) -> Vec<InlineAggregate> {
    let mut found = Vec::new();
    for (n, layerer) in spec.layerers.iter().enumerate() {
        for (at, rule) in layerer.rules() {
            found.extend(inline_aggregates(&rule, &format!("layers[{n}].{}.{at}", layerer.kind())));
        }
    }
    found
}

impl LayerPlan {
    /// Resolves and checks the layerings; `fields` are the facts and `domains` the tag dimensions they may name.
    ///
    /// Errors are pushed with their paths (`layers[0].table.cells.高.低`); the plan is usable when none were.
    #[must_use]
    pub fn compile<'a>(spec: &LayersSpec, fields: &Fields, domains: impl IntoIterator<Item = &'a Arc<TagDomain>>, errors: &mut Vec<Error>) -> Self {
        let domains: Vec<&Arc<TagDomain>> = domains.into_iter().collect();
        let mut known = fields.clone();
        for domain in &domains {
            known.push_type(&domain.name, FieldType::Values(Arc::clone(domain)));
        }
        let mut layerers: Vec<Arc<dyn Layerer>> = Vec::new();
        for (n, layerer) in spec.layerers.iter().enumerate() {
            let path = format!("layers[{n}].{}", layerer.kind());
            if layerer.name().is_empty() {
                errors.push(Error::new(Code::OutOfRange, format!("{path}.name"), "a layering needs a name"));
            } else if layerers.iter().any(|other| other.name() == layerer.name()) {
                let detail = format!("the layering {} is declared twice", quote(layerer.name()));
                errors.push(Error::new(Code::DuplicateName, format!("{path}.name"), detail));
            }
            let mut checker = checker::Checker { path: &path, fields: &known, domains: &domains, errors };
            layerers.push(match layerer {
                LayererSpec::Table(spec) => Arc::new(table::Table::compile(spec, &path, &known, &domains, errors)),
                LayererSpec::Catalogue(wanted) => match catalogue(wanted, &mut checker) {
                    Some(spec) => Arc::new(table::Table::compile(&spec, &path, &known, &domains, errors)),
                    None => continue,
                },
                LayererSpec::Score(spec) => Arc::new(score::Score::compile(spec, &mut checker)),
                LayererSpec::Ranking(spec) => Arc::new(ranking::Ranking::compile(spec, &mut checker)),
                LayererSpec::Rfm(spec) => Arc::new(rfm::Rfm::compile(spec, &mut checker)),
                LayererSpec::KMeans(spec) => Arc::new(k_means::KMeans::compile(spec, &mut checker)),
            });
        }
        LayerPlan { layerers }
    }

    /// The layerings, in declaration order.
    #[must_use]
    pub fn layerers(&self) -> &[Arc<dyn Layerer>] {
        &self.layerers
    }

    /// The layers of all customers, one table per layering, each with the model that it rests on.
    #[must_use]
    pub fn evaluate(&self, facts: &FactTable, tags: &TagTable) -> Vec<LayerTable> {
        self.layerers.iter().map(|layerer| table_of(&**layerer, layerer.fit(facts, tags), facts, tags)).collect()
    }

    /// As [`LayerPlan::evaluate`], by the models of an earlier run: what any customers, and be it one, get in the population that those
    /// were fitted to. A layering that `models` does not name is fitted.
    #[must_use]
    pub fn evaluate_given(&self, models: &LayerModels, facts: &FactTable, tags: &TagTable) -> Vec<LayerTable> {
        let model = |layerer: &dyn Layerer| models.get(layerer.name()).cloned().or_else(|| layerer.fit(facts, tags));
        self.layerers.iter().map(|layerer| table_of(&**layerer, model(&**layerer), facts, tags)).collect()
    }

    /// What the caller should know about the models of some tables.
    pub fn findings(&self, tables: &[LayerTable]) -> impl Iterator<Item = Finding> {
        let of = |layerer: &Arc<dyn Layerer>| layerer.findings(tables.iter().find(|table| table.name == layerer.name()).and_then(|table| table.model.as_ref()));
        self.layerers.iter().flat_map(of)
    }

    /// Why a customer is in its layer of a layering; `tables` are those of the customers.
    pub fn explain(&self, tables: &[LayerTable], facts: &FactTable, tags: &TagTable, layering: &str, row: usize) -> Result<Explanation> {
        let model = tables.iter().find(|table| table.name == layering).and_then(|table| table.model.as_ref());
        match self.layerers.iter().find(|layerer| layerer.name() == layering) {
            Some(layerer) => Ok(layerer.explain(model, facts, tags, row)),
            None => {
                let error = Error::new(Code::UnknownDimension, "", format!("there is no layering {}", quote(layering)));
                Err(error.with_nearest(layering, self.layerers.iter().map(|layerer| layerer.name())))
            }
        }
    }
}

/// A table of the catalogue, if there is one of that name.
fn catalogue(wanted: &LayerTableUse, checker: &mut checker::Checker<'_>) -> Option<LayerTableSpec> {
    let written = wanted.written();
    if written.is_none() {
        let error = Error::new(Code::UnknownValue, format!("{}.table", checker.path), format!("the catalogue has no table {}", quote(&wanted.table)));
        let names = || LayerTableTemplate::all().iter().map(|template| template.name.as_str());
        checker.errors.push(error.with_help(format!("it has {}", names().collect::<Vec<_>>().join(", "))).with_nearest(&wanted.table, names()));
        return None;
    }
    for name in wanted.dimensions.keys().filter(|name| !wanted.known_dimensions().any(|known| known == name.as_str())) {
        let error = Error::new(Code::UnknownDimension, format!("{}.dimensions.{name}", checker.path), format!("the table has no dimension {}", quote(name)));
        checker.errors.push(error.with_nearest(name, wanted.known_dimensions()));
    }
    for name in wanted.values.keys().filter(|name| !written.as_ref().is_some_and(|table| table.dimensions.contains(*name))) {
        checker.error(Code::UnknownDimension, &format!("values.{name}"), format!("the table has no dimension that is called {} here", quote(name)));
    }
    written
}

fn table_of(layerer: &dyn Layerer, model: Option<LayerModel>, facts: &FactTable, tags: &TagTable) -> LayerTable {
    let codes = layerer.assign(model.as_ref(), facts, tags);
    LayerTable { name: layerer.name().to_owned(), layers: layerer.layers().to_vec(), codes, model }
}
