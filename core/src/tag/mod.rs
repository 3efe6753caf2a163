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
//! * `score`: true rules add their points, and the band of the sum gives the value; what cannot be decided leaves it
//!   open only where it could move the sum into another band.
//! * A choice by hand goes before the rules, or fills what they leave open, by the dimension's `manual`; with the null
//!   policy `keep_last` the value of the run before stays for so many days where nothing can be decided ([`Given`]).
//! * A dimension with a `lifecycle` is a state machine: its rules point to a stage, and the customer goes there if a move leads there, it has
//!   been long enough where it is, and nothing keeps it ([`crate::spec::LifecycleSpec`]).
//! * Dimensions may refer to one another in any order, but not in a circle.
//!
//! | built-in | facts → value |
//! |---|---|
//! | rules | `{"name": "价值", "rules": [{"value": "高", "when": "年消费 >= 10000元"}], "otherwise": "低"}`: ¥15000 → `高` |
//! | score | `"hit": {"score": {"bands": [{"value": "重点跟进", "from": 60}, {"value": "观望"}]}}`, `"rules": [{"points": 70, "when": "预算 >= 50万元"}]`: 50万 → `重点跟进` |
//! | combination | `{"name": "组合", "combine": ["价值", "状态"]}`: `高`, `活跃` → `高价值+活跃` (with the label `{}价值`) |

mod combine;
mod compile;
mod given;
mod lifecycle;
mod rules;
mod shape;
mod single;
mod stages;

#[cfg(test)]
mod large_tests;
#[cfg(test)]
mod policy_tests;
#[cfg(test)]
mod seed_tests;
#[cfg(test)]
mod tests;

pub use compile::aggregates;
pub use given::{Choice, Given, LastTag};
pub use single::{Fact, SingleTagger, SingleTags, Step};

use crate::error::{Code, Error, Result, quote};
use crate::model::{Codes, Explanation, FactTable, Finding, Spare, TagCodes, TagDimension, TagDomain, TagFinding, TagTable};
use crate::rule::{Fields, Known, Rule};
use crate::spec::TagsSpec;
use std::fmt::Debug;
use std::sync::Arc;

/// Gives every customer its values in one dimension, out of facts and the dimensions it depends on.
///
/// Pure: the same facts and tags give the same values, whether for one customer or for all.
pub trait Tagger: Debug + Send + Sync {
    /// The dimension and its values.
    fn domain(&self) -> &Arc<TagDomain>;

    /// The dimensions that must be decided before this one.
    fn needs(&self) -> &[String];

    /// The values of all customers; buffers may come from `spare`.
    fn tag(&self, facts: &FactTable, tags: &TagTable, spare: &mut Spare) -> Tagged;

    /// Why a customer has its values: what decided, and what was tried before.
    fn explain(&self, facts: &FactTable, tags: &TagTable, row: usize) -> Explanation;

    /// How one customer alone is tagged without tables.
    fn single(&self) -> Step<'_>;

    /// The rules that it decides by, for whoever asks when they can change their mind.
    fn rules(&self) -> Vec<&Rule> {
        Vec::new()
    }

    /// Of each customer, the rule of the spec (from 0) that decides alone; none where several do, or none is true.
    fn deciding(&self, facts: &FactTable, tags: &TagTable) -> Vec<Option<usize>> {
        let _ = tags;
        vec![None; facts.rows]
    }

    /// The same dimension, rule by rule.
    #[cfg(test)]
    fn without_table(&self) -> Option<Arc<dyn Tagger>> {
        None
    }
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
    /// What is given beside the rules of each tagger counts by these.
    policies: Vec<given::Policies>,
    /// The state machine of each tagger, where it is one.
    machines: Vec<Option<lifecycle::Machine>>,
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
    pub fn domains(&self) -> impl Iterator<Item = &Arc<TagDomain>> {
        self.taggers.iter().map(|tagger| tagger.domain())
    }

    /// The taggers, in declaration order.
    #[must_use]
    pub fn taggers(&self) -> &[Arc<dyn Tagger>] {
        &self.taggers
    }

    /// The tags of all customers, by the rules alone.
    #[must_use]
    pub fn evaluate(&self, facts: &FactTable) -> TagTable {
        self.evaluate_with(facts, &Given::default(), None)
    }

    /// The tags of all customers: by the rules, and by what is given beside them on the day `as_of`, in days since
    /// 1970-01-01. Without a day no choice expires, and no last value is kept.
    #[must_use]
    pub fn evaluate_with(&self, facts: &FactTable, given: &Given, as_of: Option<i64>) -> TagTable {
        let mut tags = TagTable::default();
        self.evaluate_into(facts, given, as_of, &mut tags);
        tags
    }

    /// As [`TagPlan::evaluate_with`], into a table whose buffers are used again; what it held is gone.
    pub fn evaluate_into(&self, facts: &FactTable, given: &Given, as_of: Option<i64>, tags: &mut TagTable) {
        let mut spare = Spare::default();
        for dimension in tags.dimensions.drain(..).rev() {
            if let TagCodes::One(codes) = dimension.codes {
                spare.keep(codes);
            }
        }
        *tags = TagTable { name: self.name.clone(), version: self.version.clone(), rows: facts.rows, ..TagTable::default() };
        for (at, tagger) in self.order.iter().filter_map(|at| Some((*at, self.taggers.get(*at)?))) {
            let Tagged { codes, findings, notes } = tagger.tag(facts, tags, &mut spare);
            let mut dimension = TagDimension { domain: Arc::clone(tagger.domain()), codes };
            tags.findings.extend(findings);
            tags.notes.extend(notes);
            if let Some(Some(machine)) = self.machines.get(at) {
                machine.apply(at, facts, given, as_of, &mut dimension, tags);
            }
            if let Some(policies) = self.policies.get(at) {
                given.apply(at, *policies, as_of, &mut dimension, tags);
            }
            tags.dimensions.push(dimension);
        }
        given.strangers(self.domains(), &mut tags.notes);
        let place = |name: &str| self.taggers.iter().position(|tagger| tagger.domain().name == name);
        tags.dimensions.sort_by_key(|dimension| place(&dimension.domain.name));
        tags.findings.sort_by_key(|finding| (place(&finding.dimension), finding.first, finding.second));
        tags.notes.sort();
        tags.given.sort();
        tags.stages.sort_by_key(|stages| stages.dimension);
    }

    /// Why a customer has its values in a dimension.
    pub fn explain(&self, facts: &FactTable, tags: &TagTable, dimension: &str, row: usize) -> Result<Explanation> {
        match self.taggers.iter().enumerate().find(|(_, tagger)| tagger.domain().name == dimension) {
            Some((at, tagger)) => {
                let rules = tagger.explain(facts, tags, row);
                let known = Known { facts, tags };
                let stage = match self.machines.get(at) {
                    Some(Some(machine)) => machine.explain(at, rules, &known, row),
                    _ => rules,
                };
                Ok(given::explain(at, stage, tags, row))
            }
            None => {
                let error = Error::new(Code::UnknownDimension, "", format!("there is no dimension {}", quote(dimension)));
                Err(error.with_nearest(dimension, self.domains().map(|domain| domain.name.as_str())))
            }
        }
    }
}
