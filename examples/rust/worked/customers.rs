//! The customers whom events name, as a source of their own, so that facts and tags of an example are a spec that compiles and runs.

use super::Example;
use guiyi::spec::SourceSpec;
use guiyi::{Assignment, ColumnBuffer, Spec, Table};

/// Whom the events name: a list with a row for each, and the ids by which the outcome calls them.
#[derive(Debug)]
pub struct Register {
    ids: ColumnBuffer,
    assignment: Assignment,
}

impl Register {
    /// The name of the list in a spec and among the inputs.
    pub const SOURCE: &str = "customers";
    const ID: &str = "id";

    /// The list of some ids.
    #[must_use]
    pub fn of(ids: &[String]) -> Self {
        let mut assignment = Assignment::new();
        for id in ids {
            assignment.push(Self::SOURCE, id, id);
        }
        Register { ids: ids.iter().map(|id| Some(id.as_str())).collect(), assignment }
    }

    /// The list.
    #[must_use]
    pub fn as_table(&self) -> Table<'_> {
        Table::new([(Self::ID, self.ids.as_column())])
    }

    /// Whose each row is: customers keep the ids that events know them by.
    #[must_use]
    pub fn assignment(&self) -> &Assignment {
        &self.assignment
    }
}

impl Example {
    /// Facts, tags and rule sets as a spec whose one source is a [`Register`].
    #[must_use]
    pub fn spec(&self) -> Spec {
        let source = SourceSpec { name: Register::SOURCE.to_owned(), id: Some(Register::ID.to_owned()), unique: true, ..SourceSpec::default() };
        Spec { facts: self.facts.clone(), tags: self.tags.clone(), rule_sets: self.rule_sets.clone(), ..Spec::new(vec![source], Vec::new()) }
    }
}
