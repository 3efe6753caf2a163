//! A typed predicate into a program: leaves that test one column each, and connectives in postfix order.

use super::ast::{Constant, Predicate, Subject, Test};
use super::fields::{FieldType, Fields};
use super::keywords::Keywords;
use crate::model::FactUnit;

/// A compiled predicate.
#[derive(Clone, Debug)]
pub struct Program {
    /// In the order of the predicate's comparisons.
    pub(super) leaves: Vec<Leaf>,
    pub(super) ops: Vec<Op>,
    /// How many buffers evaluation needs at once.
    pub(super) stack: usize,
}

/// One comparison.
#[derive(Clone, Debug)]
pub(super) struct Leaf {
    /// The column's name: a field, or the canonical text of an aggregate.
    pub(super) column: String,
    pub(super) unit: FactUnit,
    pub(super) check: Check,
}

/// What a leaf tests.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Check {
    /// A number lies in `low..=high`, or does not when negated.
    Range { low: i64, high: i64, negate: bool },
    /// A number is one of these, sorted.
    Numbers(Vec<i64>),
    /// A text is one of these, or none of them when negated.
    Texts { of: Vec<String>, negate: bool },
    /// A text contains one of these.
    Contains(Keywords),
    /// There is no value.
    Missing,
    /// There is a value.
    Known,
}

/// One step over a stack of verdicts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Op {
    /// Push a leaf's verdicts.
    Leaf(usize),
    /// Pop two, push the smaller.
    And,
    /// Pop two, push the larger.
    Or,
    /// Turn the top around.
    Not,
}

/// The end of the name of a column that says of each customer which missing state a field is in; no name has it.
const STATE: &str = "\0state";

/// What such a column says where a value is known.
pub(crate) const KNOWN: &str = "known";

/// The column of the missing states of a field.
pub(crate) fn state_column(field: &str) -> String {
    format!("{field}{STATE}")
}

/// The field whose missing states a column holds.
pub(crate) fn field_of_states(column: &str) -> Option<&str> {
    column.strip_suffix(STATE)
}

impl Program {
    /// Compiles a predicate that [`super::check`] returned for the same fields.
    #[must_use]
    pub fn compile(predicate: &Predicate, fields: &Fields) -> Self {
        let mut program = Program { leaves: Vec::new(), ops: Vec::new(), stack: 0 };
        program.emit(predicate, fields);
        let mut depth: usize = 0;
        for op in &program.ops {
            match op {
                Op::Leaf(_) => depth += 1,
                Op::And | Op::Or => depth = depth.saturating_sub(1),
                Op::Not => {}
            }
            program.stack = program.stack.max(depth);
        }
        program
    }

    /// How many comparisons.
    pub(super) fn size(&self) -> usize {
        self.leaves.len()
    }

    fn emit(&mut self, predicate: &Predicate, fields: &Fields) {
        match predicate {
            Predicate::All { of } => self.joined(of, Op::And, fields),
            Predicate::Any { of } => self.joined(of, Op::Or, fields),
            Predicate::Not { of } => {
                self.emit(of, fields);
                self.ops.push(Op::Not);
            }
            Predicate::Compare { subject, test } => {
                self.ops.push(Op::Leaf(self.leaves.len()));
                let column = match subject {
                    Subject::Field { name } => name.clone(),
                    Subject::Aggregate(aggregate) => aggregate.to_string(),
                };
                let unit = match fields.find(&column) {
                    Some(FieldType::Unit(unit)) => *unit,
                    _ => FactUnit::Text,
                };
                let column = if matches!(test, Test::MissingAs { .. }) { state_column(&column) } else { column };
                self.leaves.push(Leaf { column, unit, check: check(test) });
            }
        }
    }

    fn joined(&mut self, of: &[Predicate], op: Op, fields: &Fields) {
        for (n, part) in of.iter().enumerate() {
            self.emit(part, fields);
            if n > 0 {
                self.ops.push(op);
            }
        }
    }
}

fn check(test: &Test) -> Check {
    let range = |low: Option<i64>, high: Option<i64>, negate| Check::Range { low: low.unwrap_or(i64::MAX), high: high.unwrap_or(i64::MIN), negate };
    let number = |value: &Constant| value.integer();
    match test {
        Test::Is { value } => equal(value, false),
        Test::IsNot { value } => equal(value, true),
        Test::AtLeast { value } => range(number(value), Some(i64::MAX), false),
        Test::MoreThan { value } => range(number(value).and_then(|v| v.checked_add(1)), Some(i64::MAX), false),
        Test::AtMost { value } => range(Some(i64::MIN), number(value), false),
        Test::LessThan { value } => range(Some(i64::MIN), number(value).and_then(|v| v.checked_sub(1)), false),
        // Values are whole numbers of their unit, so an open end is the next whole number.
        Test::Between { low, high } => {
            range(number(&low.value).and_then(|v| v.checked_add(i64::from(!low.closed))), number(&high.value).and_then(|v| v.checked_sub(i64::from(!high.closed))), false)
        }
        Test::OneOf { values } => {
            let mut numbers: Vec<i64> = values.iter().filter_map(number).collect();
            if numbers.is_empty() {
                let of = values.iter().filter_map(text).map(str::to_owned).collect();
                return Check::Texts { of, negate: false };
            }
            numbers.sort_unstable();
            numbers.dedup();
            Check::Numbers(numbers)
        }
        Test::Contains { any } => Check::Contains(Keywords::new(any)),
        Test::Missing {} => Check::Missing,
        Test::MissingAs { state } => Check::Texts { of: vec![state.as_str().to_owned()], negate: false },
        Test::Known {} => Check::Known,
    }
}

fn equal(value: &Constant, negate: bool) -> Check {
    match (value.integer(), text(value)) {
        (Some(number), _) => Check::Range { low: number, high: number, negate },
        (None, text) => Check::Texts { of: text.map(str::to_owned).into_iter().collect(), negate },
    }
}

fn text(value: &Constant) -> Option<&str> {
    match value {
        Constant::Text { text } => Some(text),
        _ => None,
    }
}

impl Check {
    /// Whether a number passes.
    pub(super) fn number(&self, number: i64) -> bool {
        match self {
            Check::Range { low, high, negate } => (*low <= number && number <= *high) != *negate,
            Check::Numbers(of) => of.binary_search(&number).is_ok(),
            Check::Known => true,
            Check::Missing | Check::Texts { .. } | Check::Contains(_) => false,
        }
    }

    /// Whether a text passes.
    pub(super) fn text(&self, text: &str) -> bool {
        match self {
            Check::Texts { of, negate } => of.iter().any(|t| t == text) != *negate,
            Check::Contains(keywords) => keywords.within(text),
            Check::Known => true,
            Check::Missing | Check::Range { .. } | Check::Numbers(_) => false,
        }
    }

    /// Whether the test decides rows without a value, and how.
    pub(super) fn absent(&self) -> Option<bool> {
        match self {
            Check::Missing => Some(true),
            Check::Known => Some(false),
            _ => None,
        }
    }
}
