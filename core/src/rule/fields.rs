//! What a rule may refer to: names and the types behind them.

use crate::model::{FactUnit, TagDomain};
use std::sync::Arc;

/// The names that rules know, in the order they were declared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Fields {
    /// Names are shared by copies: every rule set has its own, with its dimensions.
    entries: Vec<(Arc<str>, FieldType)>,
    /// Those that are fields of the profile.
    profile: Vec<Arc<str>>,
    /// Streams: no values, but with a window their events are counted.
    streams: Vec<String>,
}

/// What stands behind a name.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum FieldType {
    /// Numbers of a unit, or texts.
    Unit(FactUnit),
    /// One of the values of a tag dimension that say something.
    Values(Arc<TagDomain>),
    /// Declared, but its own definition is wrong; comparisons with it are not checked further.
    Unresolved,
}

impl Fields {
    /// No names.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a fact.
    pub fn push(&mut self, name: impl AsRef<str>, unit: FactUnit) {
        self.entries.push((name.as_ref().into(), FieldType::Unit(unit)));
    }

    /// Adds a field of the profile: a text, or one of the missing states. Where rules ask for these, facts have a column of them
    /// ([`states`](super::states())); those of an outcome have it.
    pub fn push_field(&mut self, name: impl AsRef<str>) {
        let name: Arc<str> = name.as_ref().into();
        self.profile.push(Arc::clone(&name));
        self.entries.push((name, FieldType::Unit(FactUnit::Text)));
    }

    /// Whether a name is a field of the profile.
    #[must_use]
    pub fn is_of_profile(&self, name: &str) -> bool {
        self.profile.iter().any(|known| **known == *name)
    }

    /// Adds a name with its type.
    pub fn push_type(&mut self, name: impl AsRef<str>, kind: FieldType) {
        self.entries.push((name.as_ref().into(), kind));
    }

    /// Takes a name out.
    pub fn forget(&mut self, name: &str) {
        self.entries.retain(|(known, _)| **known != *name);
    }

    /// Adds a stream, whose events a rule can count in a window: `orders(30d)`.
    pub fn push_stream(&mut self, name: impl Into<String>) {
        self.streams.push(name.into());
    }

    /// The streams, in order.
    pub fn streams(&self) -> impl Iterator<Item = &str> {
        self.streams.iter().map(String::as_str)
    }

    /// The type behind a name; the first, if it was added twice.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&FieldType> {
        self.entries.iter().find(|(n, _)| **n == *name).map(|(_, kind)| kind)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| &**name)
    }
}

impl<N: AsRef<str>> FromIterator<(N, FactUnit)> for Fields {
    fn from_iter<I: IntoIterator<Item = (N, FactUnit)>>(iter: I) -> Self {
        Fields { entries: iter.into_iter().map(|(name, unit)| (name.as_ref().into(), FieldType::Unit(unit))).collect(), ..Fields::default() }
    }
}
