//! Why: a tree of statements that is both text and data.

use serde::Serialize;
use std::fmt;

/// One statement and the statements it rests on.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Explanation {
    /// A stable code for what kind of statement this is, such as `pair`, `comparison`, `edge`, `rule`.
    pub code: &'static str,
    /// The statement in words and numbers, one line.
    pub text: String,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Explanation>,
}

impl Explanation {
    /// A statement without parts yet.
    #[must_use]
    pub fn new(code: &'static str, text: impl Into<String>) -> Self {
        Explanation { code, text: text.into(), parts: Vec::new() }
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

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(0, f)
    }
}
