//! What layerers have in common when they are compiled: names of layers, numbers, tests of a number.

use crate::error::{Code, Error, quote};
use crate::model::{FactUnit, TagDomain};
use crate::rule::{Bound, Constant, FieldType, Fields, Predicate, Subject, Test, check, parse};
use std::sync::Arc;

/// Checks the parts of one layering and says where what is wrong.
pub(super) struct Checker<'a> {
    pub(super) path: &'a str,
    pub(super) fields: &'a Fields,
    pub(super) domains: &'a [&'a Arc<TagDomain>],
    pub(super) errors: &'a mut Vec<Error>,
}

/// A range of whole numbers, both ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Range {
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Checker<'_> {
    pub(super) fn error(&mut self, code: Code, at: &str, detail: impl Into<String>) {
        self.errors.push(Error::new(code, format!("{}.{at}", self.path), detail));
    }

    /// A model that is not one of the layering.
    pub(super) fn foreign(&mut self, at: &str) {
        let error = Error::new(Code::ForeignModel, format!("{}.{at}", self.path), "the model is not one of this layering: its numbers, their number or their order differ");
        self.errors.push(error.with_help("leave it out to fit another one, or give the layering as it was when the model was fitted"));
    }

    /// The code of a layer, which is added where it is new.
    pub(super) fn layer(&mut self, layers: &mut Vec<String>, layer: &str, at: &str) -> u16 {
        if layer.is_empty() {
            self.error(Code::OutOfRange, at, "a layer needs a name");
        }
        let code = layers.iter().position(|known| known == layer).unwrap_or_else(|| {
            layers.push(layer.to_owned());
            layers.len() - 1
        });
        u16::try_from(code).unwrap_or(u16::MAX)
    }

    /// As [`Checker::layer`], for a name that must not stand there already.
    pub(super) fn new_layer(&mut self, layers: &mut Vec<String>, layer: &str, at: &str) -> u16 {
        if layers.iter().any(|known| known == layer) {
            self.error(Code::DuplicateName, at, format!("the layer {} stands twice", quote(layer)));
        }
        self.layer(layers, layer, at)
    }

    /// The unit of a numeric fact.
    pub(super) fn number(&mut self, name: &str, at: &str) -> Option<FactUnit> {
        match self.fields.find(name) {
            Some(FieldType::Unit(FactUnit::Text) | FieldType::Values(_)) => {
                self.error(Code::TypeMismatch, at, format!("{} is no number", quote(name)));
                None
            }
            Some(FieldType::Unit(unit)) => Some(*unit),
            // What is wrong with it was said where it is declared.
            Some(FieldType::Unresolved) => None,
            None => {
                let error = Error::new(Code::UnknownMetric, format!("{}.{at}", self.path), format!("there is no fact {}", quote(name)));
                self.errors.push(error.with_nearest(name, self.fields.names()));
                None
            }
        }
    }

    /// A test as it stands behind a name, checked against what that name is.
    pub(super) fn test(&mut self, name: &str, test: &str, at: &str) -> Option<Predicate> {
        let path = format!("{}.{at}", self.path);
        let parsed = match parse(&format!("x {test}"), &path) {
            Ok(parsed) => parsed,
            Err(error) => {
                self.errors.push(error);
                return None;
            }
        };
        let Predicate::Compare { test, .. } = parsed else {
            self.error(Code::RuleSyntax, at, format!("one test of {} is expected, without `and`, `or` and `not`", quote(name)));
            return None;
        };
        let predicate = Predicate::Compare { subject: Subject::Field { name: name.to_owned() }, test };
        check(&predicate, &path, self.fields, self.errors)
    }

    /// A number with its unit, such as `30天`, as it is compared with a fact.
    pub(super) fn constant(&mut self, name: &str, text: &str, at: &str) -> Option<i64> {
        match self.test(name, &format!("= {text}"), at)? {
            Predicate::Compare { test: Test::Is { value }, .. } => value.integer(),
            _ => None,
        }
    }

    /// The numbers for which a test holds, where they are one range.
    pub(super) fn range(&mut self, name: &str, test: &str, at: &str) -> Option<Range> {
        let predicate = self.test(name, test, at)?;
        let Predicate::Compare { test, .. } = &predicate else { return None };
        let found = range(test);
        if found.is_none() {
            self.error(Code::TypeMismatch, at, "a step is one range of numbers: `>= 10`, `in [5, 10)`, `= 3`");
        }
        found
    }

    /// A percentage that is more than the one before.
    pub(super) fn percent(&mut self, percent: u32, before: u32, at: &str) {
        if !(1..100).contains(&percent) {
            self.error(Code::OutOfRange, at, format!("{percent} is not a percentage from 1 to 99"));
        } else if percent <= before {
            self.error(Code::OutOfRange, at, format!("shares are counted from the best: {percent} is not more than {before}"));
        }
    }
}

fn range(test: &Test) -> Option<Range> {
    let (first, last) = (i64::MIN, i64::MAX);
    let (low, high) = match test {
        Test::Is { value } => (value.integer()?, value.integer()?),
        Test::AtLeast { value } => (value.integer()?, last),
        Test::MoreThan { value } => (value.integer()?.saturating_add(1), last),
        Test::AtMost { value } => (first, value.integer()?),
        Test::LessThan { value } => (first, value.integer()?.saturating_sub(1)),
        Test::Between { low, high } => (end(low, 1)?, end(high, -1)?),
        _ => return None,
    };
    Some(Range { low, high })
}

/// An open end is the next whole number.
fn end(bound: &Bound, inwards: i64) -> Option<i64> {
    let value: &Constant = &bound.value;
    value.integer().map(|end| if bound.closed { end } else { end.saturating_add(inwards) })
}
