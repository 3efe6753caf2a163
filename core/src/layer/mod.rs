//! Layers: exactly one layer per customer, out of its facts and tags.
//!
//! ```text
//! LayersSpec + Fields + TagDomains --compile--> LayerPlan --evaluate(FactTable, TagTable)--> [LayerTable]
//! ```
//!
//! | built-in | facts and tags → layer |
//! |---|---|
//! | table | overrides in order, then one cell per combination of values: `高`, `高`, `低` → `S级` |
//!
//! A table is total: every combination of known values has its cell, and whoever is not known in one of the
//! dimensions gets the declared `otherwise`.

mod table;

#[cfg(test)]
mod tests;

use crate::error::{Code, Error, Result, quote};
use crate::model::{Explanation, FactTable, LayerTable, TagDomain, TagTable};
use crate::rule::{FieldType, Fields, InlineAggregate, Rule, inline_aggregates};
use crate::spec::{LayererSpec, LayersSpec};
use std::fmt::Debug;
use std::sync::Arc;

/// Gives every customer exactly one layer. Total and pure: one customer alone gets the same layer as in a batch.
pub trait Layerer: Debug + Send + Sync {
    /// The layering's name.
    fn name(&self) -> &str;

    /// The layers, best first; a code is an index into them.
    fn layers(&self) -> &[String];

    /// The rules that it decides by, for whoever asks when they can change their mind.
    fn rules(&self) -> Vec<&Rule> {
        Vec::new()
    }

    /// The layer of every customer.
    fn assign(&self, facts: &FactTable, tags: &TagTable) -> Vec<u16>;

    /// Why a customer is in its layer.
    fn explain(&self, facts: &FactTable, tags: &TagTable, row: usize) -> Explanation;
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
        let LayererSpec::Table(table) = layerer;
        for (o, case) in table.overrides.iter().enumerate() {
            found.extend(inline_aggregates(&case.when, &format!("layers[{n}].table.overrides[{o}].when")));
        }
    }
    found
}

impl LayerPlan {
    /// Resolves and checks the layerings; `fields` are the facts and `domains` the tag dimensions they may name.
    ///
    /// Errors are pushed with their paths (`layers[0].table.cells.高.低`); the plan is usable when none were.
    #[must_use]
    pub fn compile<'a>(spec: &LayersSpec, fields: &Fields, domains: impl IntoIterator<Item = &'a TagDomain>, errors: &mut Vec<Error>) -> Self {
        let domains: Vec<&TagDomain> = domains.into_iter().collect();
        let mut known = fields.clone();
        for domain in &domains {
            let values = (0u16..).zip(&domain.values).filter(|(code, _)| Some(*code) != domain.unknown);
            known.push_type(&domain.name, FieldType::Values(values.map(|(_, value)| value.clone()).collect()));
        }
        let mut layerers: Vec<Arc<dyn Layerer>> = Vec::new();
        for (n, layerer) in spec.layerers.iter().enumerate() {
            let LayererSpec::Table(table) = layerer;
            let path = format!("layers[{n}].table");
            if table.name.is_empty() {
                errors.push(Error::new(Code::OutOfRange, format!("{path}.name"), "a layering needs a name"));
            } else if layerers.iter().any(|other| other.name() == table.name) {
                let detail = format!("the layering {} is declared twice", quote(&table.name));
                errors.push(Error::new(Code::DuplicateName, format!("{path}.name"), detail));
            }
            layerers.push(Arc::new(table::Table::compile(table, &path, &known, &domains, errors)));
        }
        LayerPlan { layerers }
    }

    /// The layerings, in declaration order.
    #[must_use]
    pub fn layerers(&self) -> &[Arc<dyn Layerer>] {
        &self.layerers
    }

    /// The layers of all customers, one table per layering.
    #[must_use]
    pub fn evaluate(&self, facts: &FactTable, tags: &TagTable) -> Vec<LayerTable> {
        let table = |layerer: &Arc<dyn Layerer>| LayerTable { name: layerer.name().to_owned(), layers: layerer.layers().to_vec(), codes: layerer.assign(facts, tags) };
        self.layerers.iter().map(table).collect()
    }

    /// Why a customer is in its layer of a layering.
    pub fn explain(&self, facts: &FactTable, tags: &TagTable, layering: &str, row: usize) -> Result<Explanation> {
        match self.layerers.iter().find(|layerer| layerer.name() == layering) {
            Some(layerer) => Ok(layerer.explain(facts, tags, row)),
            None => {
                let error = Error::new(Code::UnknownDimension, "", format!("there is no layering {}", quote(layering)));
                Err(error.with_nearest(layering, self.layerers.iter().map(|layerer| layerer.name())))
            }
        }
    }
}
