//! Why: a tree of statements that is data first, and is told in a language.

mod conditions;
mod en;
mod language;
mod levels;
mod next;
mod numbers;
mod parameters;
mod stages;
mod statement;
mod zh;

pub use language::Language;
pub use next::Change;
pub use parameters::{
    Agreement, Assumption, Compared, Decided, Disagreement, Holds, Line, Loss, Omitted, PairVerdict, Preference, RecordGroup, RecordName, RefusalReason, RuleCondition, Scored,
    Shared, Tie,
};
pub use stages::StageReason;
pub use statement::Statement;

use serde::Serialize;
use std::fmt;

/// One statement and the statements it rests on.
///
/// As JSON: `{"code", "data", "text", "parts"}`; `parts` is left out where there are none. Codes and the names in `data` are stable, words
/// may change.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Explanation {
    /// What is said, as data.
    #[serde(flatten)]
    pub statement: Statement,
    /// The statement in words and numbers, one line; in English, until [`Explanation::in_language`] says otherwise.
    pub text: String,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}

impl Explanation {
    /// A statement without parts yet.
    #[must_use]
    pub fn new(statement: Statement) -> Self {
        Explanation { text: en::sentence(&statement), statement, parts: Vec::new() }
    }

    /// The stable code of what is said, such as `pair`, `comparison`, `bridge`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.statement.code()
    }

    /// The same tree, told in a language.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.tell(language);
        self
    }

    fn tell(&mut self, language: Language) {
        self.text = match language {
            Language::En => en::sentence(&self.statement),
            Language::Zh => zh::sentence(&self.statement),
        };
        self.parts.iter_mut().for_each(|part| part.tell(language));
    }

    /// Adds a part.
    #[must_use]
    pub fn with(mut self, part: Explanation) -> Self {
        self.parts.push(part);
        self
    }

    /// Adds a part in place.
    pub fn push(&mut self, part: Explanation) {
        self.parts.push(part);
    }

    fn write(&self, depth: usize, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:indent$}{}", "", self.text, indent = depth * 2)?;
        self.parts.iter().try_for_each(|part| part.write(depth + 1, f))
    }
}

impl From<Statement> for Explanation {
    fn from(statement: Statement) -> Self {
        Explanation::new(statement)
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(0, f)
    }
}
