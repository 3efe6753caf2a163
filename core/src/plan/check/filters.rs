//! What a filter says of the attribute that the metric itself reads: amounts of 100 and more have no mean below that.

use super::history::unit;
use crate::rule::analyse::Span;
use crate::rule::{Bound, Constant, Fields, Predicate, Subject, Test, check, field_names};
use crate::spec::{FactsSpec, Measure};

/// What holds of the attribute in every event that counts.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Held {
    tests: Vec<Test>,
}

impl Held {
    /// By the parts of a filter that are joined by `and`.
    pub(super) fn of(measure: &Measure, filter: Option<&Predicate>, spec: &FactsSpec) -> Self {
        let (Some(filter), Some(attribute)) = (filter, measure.attribute()) else { return Held::default() };
        if !field_names(filter).contains(&attribute) {
            return Held::default();
        }
        let Some(stream) = spec.streams.iter().find(|stream| measure.stream() == Some(&stream.name)) else { return Held::default() };
        let fields: Fields = stream.attributes.iter().map(|a| (a.name.as_str(), unit(a.kind))).collect();
        // A bare number is read in the unit of the attribute.
        let Some(typed) = check(filter, "", &fields, &mut Vec::new()) else { return Held::default() };
        let parts = match &typed {
            Predicate::All { of } => of.as_slice(),
            one => std::slice::from_ref(one),
        };
        let own = parts.iter().filter_map(|part| match part {
            Predicate::Compare { subject: Subject::Field { name }, test } if name == attribute => Some(test.clone()),
            _ => None,
        });
        Held { tests: own.collect() }
    }

    pub(super) fn tests(&self) -> &[Test] {
        &self.tests
    }

    /// Whether no event counts without a value.
    pub(super) fn is_known(&self) -> bool {
        self.tests.iter().any(|test| !matches!(test, Test::Missing {}))
    }

    /// What one value can be.
    pub(super) fn span(&self) -> Span {
        let mut span = Span::ANY;
        for test in &self.tests {
            let (low, high) = range(test);
            (span.low, span.high) = (span.low.max(low.unwrap_or(i64::MIN)), span.high.min(high.unwrap_or(i64::MAX)));
            span.known &= !matches!(test, Test::Missing {});
        }
        span.known &= span.low <= span.high;
        span
    }

    /// How many different values there can be.
    pub(super) fn most(&self) -> i64 {
        let of = |test: &Test| match test {
            Test::Is { .. } => 1,
            Test::OneOf { values } => i64::try_from(values.len()).unwrap_or(i64::MAX),
            Test::Missing {} => 0,
            _ => i64::MAX,
        };
        self.tests.iter().map(of).min().unwrap_or(i64::MAX)
    }
}

/// The least and the most that a number can be.
fn range(test: &Test) -> (Option<i64>, Option<i64>) {
    let at = Constant::integer;
    let from = |bound: &Bound| at(&bound.value).and_then(|low| if bound.closed { Some(low) } else { low.checked_add(1) });
    let to = |bound: &Bound| at(&bound.value).and_then(|high| if bound.closed { Some(high) } else { high.checked_sub(1) });
    match test {
        Test::Is { value } => (at(value), at(value)),
        Test::AtLeast { value } => (at(value), None),
        Test::MoreThan { value } => (at(value).and_then(|low| low.checked_add(1)), None),
        Test::AtMost { value } => (None, at(value)),
        Test::LessThan { value } => (None, at(value).and_then(|high| high.checked_sub(1))),
        Test::Between { low, high } => (from(low), to(high)),
        Test::OneOf { values } => (values.iter().filter_map(at).min(), values.iter().filter_map(at).max()),
        Test::IsNot { .. } | Test::Contains { .. } | Test::Missing {} | Test::MissingAs { .. } | Test::Known {} => (None, None),
    }
}
