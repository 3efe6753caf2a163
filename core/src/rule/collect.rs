//! What rules refer to: the names, and the aggregates that must be computed first.

use super::ast::{Aggregate, Predicate, Subject};
use super::parse::parse;

/// An aggregate that stands in a rule instead of under `facts.metrics`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InlineAggregate {
    /// The path of the rule, for errors.
    pub path: String,
    /// The aggregate. Its fact is named by its canonical text.
    pub aggregate: Aggregate,
}

/// The aggregates in a rule's text; none when it cannot be read (compiling it says why).
#[must_use]
pub fn inline_aggregates(text: &str, path: &str) -> Vec<InlineAggregate> {
    let mut found = Vec::new();
    if let Ok(predicate) = parse(text, path) {
        visit(&predicate, &mut |subject| {
            if let Subject::Aggregate(aggregate) = subject {
                found.push(InlineAggregate { path: path.to_owned(), aggregate: (**aggregate).clone() });
            }
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
