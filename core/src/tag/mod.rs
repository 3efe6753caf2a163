//! Tags: each dimension gives every customer one of its values (or several), with the reason.
//!
//! ```text
//! TagsSpec + Fields of the facts --compile--> TagPlan --evaluate(FactTable)--> TagTable
//! ```
//!
//! # Meaning
//! * Rules are over facts, over other dimensions as texts (`价值 = "高"`) and over aggregates of streams,
//!   which the facts must hold under their canonical text (see [`aggregates`]).
//! * `first`: the first true rule decides. `unique`: the same, and every pair of rules that are true together
//!   is reported as a [`crate::model::TagFinding`]. `collect`: every true rule adds its value.
//! * When no rule is true and some rule cannot be decided, the value is `unknown` (a collecting dimension has
//!   none, unless one is declared). When every rule is false, it is `otherwise`, or none.
//! * The unknown value counts as «not known» in other rules and in layers, unless a rule or `otherwise` gives
//!   the same value.
//! * A combination joins the values of other dimensions with `+`, each written in its dimension's `label`.
//! * Dimensions may refer to one another in any order, but not in a circle.
//!
//! | built-in | facts → value |
//! |---|---|
//! | rules | `{"name": "价值", "rules": [{"value": "高", "when": "年消费 >= 10000元"}], "otherwise": "低"}`: ¥15000 → `高` |
//! | combination | `{"name": "组合", "combine": ["价值", "状态"]}`: `高`, `活跃` → `高价值+活跃` (with the label `{}价值`) |

mod combine;
mod compile;
mod rules;
mod shape;
mod single;

#[cfg(test)]
mod seed_tests;
#[cfg(test)]
mod tests;

pub use compile::aggregates;
pub use single::{Fact, SingleTagger, SingleTags, Step};

use crate::error::{Code, Error, Result, quote};
use crate::model::{Codes, Explanation, FactTable, Finding, TagCodes, TagDimension, TagDomain, TagFinding, TagTable};
use crate::rule::Fields;
use crate::spec::TagsSpec;
use std::fmt::Debug;
use std::sync::Arc;

/// Gives every customer its values in one dimension, out of facts and the dimensions it depends on.
///
/// Pure: the same facts and tags give the same values, whether for one customer or for all.
pub trait Tagger: Debug + Send + Sync {
    /// The dimension and its values.
    fn domain(&self) -> &TagDomain;

    /// The dimensions that must be decided before this one.
    fn needs(&self) -> &[String];

    /// The values of all customers.
    fn tag(&self, facts: &FactTable, tags: &TagTable) -> Tagged;

    /// Why a customer has its values: what decided, and what was tried before.
    fn explain(&self, facts: &FactTable, tags: &TagTable, row: usize) -> Explanation;

    /// How one customer alone is tagged without tables.
    fn single(&self) -> Step<'_>;
}

/// What a tagger returns.
#[derive(Clone, Debug)]
pub struct Tagged {
    /// The values of all customers.
    pub codes: TagCodes,
    /// Rules that were true together and should not be.
    pub findings: Vec<TagFinding>,
    /// Limits that were hit.
    pub notes: Vec<Finding>,
}

impl Tagged {
    fn one(codes: Codes) -> Self {
        Tagged { codes: TagCodes::One(codes), findings: Vec::new(), notes: Vec::new() }
    }
}

/// A named, versioned rule set, resolved and checked.
#[derive(Clone, Debug, Default)]
pub struct TagPlan {
    name: String,
    version: String,
    /// In declaration order.
    taggers: Vec<Arc<dyn Tagger>>,
    /// The order of evaluation, as indices into `taggers`.
    order: Vec<usize>,
}

impl TagPlan {
    /// Resolves and checks a rule set; `fields` are the facts that rules may name.
    ///
    /// Errors are pushed with their paths (`tags.dimensions[2].rules[0].when`); the plan is usable when none were.
    #[must_use]
    pub fn compile(spec: &TagsSpec, fields: &Fields, errors: &mut Vec<Error>) -> Self {
        compile::plan(spec, fields, errors)
    }

    /// The dimensions, in declaration order.
    pub fn domains(&self) -> impl Iterator<Item = &TagDomain> {
        self.taggers.iter().map(|tagger| tagger.domain())
    }

    /// The taggers, in declaration order.
    #[must_use]
    pub fn taggers(&self) -> &[Arc<dyn Tagger>] {
        &self.taggers
    }

    /// The tags of all customers.
    #[must_use]
    pub fn evaluate(&self, facts: &FactTable) -> TagTable {
        let mut tags = TagTable { name: self.name.clone(), version: self.version.clone(), rows: facts.rows, ..TagTable::default() };
        for tagger in self.order.iter().filter_map(|at| self.taggers.get(*at)) {
            let Tagged { codes, findings, notes } = tagger.tag(facts, &tags);
            tags.dimensions.push(TagDimension { domain: tagger.domain().clone(), codes });
            tags.findings.extend(findings);
            tags.notes.extend(notes);
        }
        let place = |name: &str| self.taggers.iter().position(|tagger| tagger.domain().name == name);
        tags.dimensions.sort_by_key(|dimension| place(&dimension.domain.name));
        tags.findings.sort_by_key(|finding| (place(&finding.dimension), finding.first, finding.second));
        tags
    }

    /// Why a customer has its values in a dimension.
    pub fn explain(&self, facts: &FactTable, tags: &TagTable, dimension: &str, row: usize) -> Result<Explanation> {
        match self.taggers.iter().find(|tagger| tagger.domain().name == dimension) {
            Some(tagger) => Ok(tagger.explain(facts, tags, row)),
            None => {
                let error = Error::new(Code::UnknownDimension, "", format!("there is no dimension {}", quote(dimension)));
                Err(error.with_nearest(dimension, self.domains().map(|domain| domain.name.as_str())))
            }
        }
    }
}
