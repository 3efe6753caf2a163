//! What rules refer to: the names, and the aggregates that must be computed first.

use super::ast::{Aggregate, Predicate, Subject};
use super::parse::parse;
use super::windowed;
use crate::spec::{FactsSpec, Measure};

/// An aggregate that stands in a rule instead of under `facts.metrics`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InlineAggregate {
    /// The path of the rule, for errors.
    pub path: String,
    /// The aggregate. Its fact is named by its canonical text, unless `name` says otherwise.
    pub aggregate: Aggregate,
    /// The fact's name where a rule gives a name a window (`累计消费(近1年)`); the aggregate counts a stream of the name that is
    /// within, until [`InlineAggregate::resolve`] finds the metric.
    pub name: Option<String>,
}

impl InlineAggregate {
    /// An aggregate as it stands.
    #[must_use]
    pub fn new(path: impl Into<String>, aggregate: Aggregate) -> Self {
        InlineAggregate { path: path.into(), aggregate, name: None }
    }

    /// The aggregate of a name with a window of its own: `累计消费(365d)`; `None`: it has none.
    pub(super) fn named(path: &str, name: &str) -> Option<Self> {
        let (of, window) = windowed::split(name)?;
        let aggregate = Aggregate { measure: Measure::Count { of }, filter: None, window };
        Some(InlineAggregate { path: path.to_owned(), aggregate, name: Some(name.to_owned()) })
    }

    /// The name of its fact.
    #[must_use]
    pub fn fact(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.aggregate.to_string())
    }

    /// What is computed, given the metrics and streams there are. `None`: it is a name with a window, and neither a metric nor a
    /// stream has that name.
    #[must_use]
    pub fn resolve(&self, spec: &FactsSpec) -> Option<Aggregate> {
        match &self.name {
            Some(_) => windowed::resolve(self.aggregate.measure.stream()?, &self.aggregate.window, spec),
            None => Some(self.aggregate.clone()),
        }
    }
}

/// The aggregates, and before each ratio in a window of its own (`复购率(近1年)`) its parts in that window.
#[must_use]
pub fn with_parts(inline: &[InlineAggregate], spec: &FactsSpec) -> Vec<InlineAggregate> {
    windowed::with_parts(inline, spec)
}

/// The aggregates in a rule's text, and the names with a window of their own; none when it cannot be read (compiling it says why).
#[must_use]
pub fn inline_aggregates(text: &str, path: &str) -> Vec<InlineAggregate> {
    let mut found = Vec::new();
    // Aggregates and windows stand in brackets, or begin with 近.
    if !text.contains(['(', '（', '近']) {
        return found;
    }
    if let Ok(predicate) = parse(text, path) {
        visit(&predicate, &mut |subject| match subject {
            Subject::Aggregate(aggregate) => found.push(InlineAggregate::new(path, (**aggregate).clone())),
            Subject::Field { name } => found.extend(InlineAggregate::named(path, name)),
        });
    }
    found
}

/// The names of the fields that a predicate reads, in order, each once.
#[must_use]
pub fn field_names(predicate: &Predicate) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    visit(predicate, &mut |subject| {
        if let Subject::Field { name } = subject
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    });
    names
}

fn visit<'a>(predicate: &'a Predicate, see: &mut impl FnMut(&'a Subject)) {
    match predicate {
        Predicate::All { of } | Predicate::Any { of } => of.iter().for_each(|part| visit(part, see)),
        Predicate::Not { of } => visit(of, see),
        Predicate::Compare { subject, .. } => see(subject),
    }
}
