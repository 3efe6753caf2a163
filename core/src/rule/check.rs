//! Names, units and limits: a parsed predicate into a typed one.

use super::ast::{Bound, Constant, Predicate, Subject, Test};
use super::fields::{FieldType, Fields};
use super::number::ONE;
use super::parse::DEEPEST;
use super::windowed::split;
use crate::error::{Code, Error, quote};
use crate::model::{FactUnit, TagDomain};
use crate::spec::Measure;
use std::borrow::Cow;

/// How yes and no are written: of texts the words themselves, `true` and `false` as tables write what is either.
pub(super) const TRUTHS: [(&str, bool); 4] = [("true", true), ("false", false), ("是", true), ("否", false)];

/// How many nodes (comparisons, connectives, members of sets) a rule may have.
const LARGEST: usize = 10_000;

/// Checks a predicate against the names it may use; every finding carries `path`.
///
/// The result is typed (plain numbers have taken their subject's unit) and canonical (no `and`
/// directly within `and`, no connective with fewer than two parts). `None` when there was an error.
pub fn check(predicate: &Predicate, path: &str, fields: &Fields, errors: &mut Vec<Error>) -> Option<Predicate> {
    let mut nodes = 0;
    if !fits(predicate, 1, &mut nodes) {
        let detail = format!("the rule is deeper than {DEEPEST} levels or has more than {LARGEST} nodes");
        errors.push(Error::new(Code::TooLarge, path, detail));
        return None;
    }
    let before = errors.len();
    let typed = Checker { path, fields, errors }.predicate(predicate);
    (errors.len() == before).then_some(typed)
}

fn fits(predicate: &Predicate, depth: usize, nodes: &mut usize) -> bool {
    *nodes += match predicate {
        Predicate::Compare { test: Test::OneOf { values }, .. } => 1 + values.len(),
        Predicate::Compare { test: Test::Contains { any }, .. } => 1 + any.len(),
        _ => 1,
    };
    if depth > DEEPEST || *nodes > LARGEST {
        return false;
    }
    match predicate {
        Predicate::All { of } | Predicate::Any { of } => of.iter().all(|part| fits(part, depth + 1, nodes)),
        Predicate::Not { of } => fits(of, depth + 1, nodes),
        Predicate::Compare { subject: Subject::Aggregate(aggregate), .. } => aggregate.filter.as_ref().is_none_or(|filter| fits(filter, depth + 1, nodes)),
        Predicate::Compare { .. } => true,
    }
}

struct Checker<'a> {
    path: &'a str,
    fields: &'a Fields,
    errors: &'a mut Vec<Error>,
}

impl Checker<'_> {
    fn error(&mut self, code: Code, detail: String) {
        self.errors.push(Error::new(code, self.path, detail));
    }

    fn predicate(&mut self, predicate: &Predicate) -> Predicate {
        match predicate {
            Predicate::All { of } => Predicate::all(self.parts(of)),
            Predicate::Any { of } => Predicate::any(self.parts(of)),
            Predicate::Not { of } => Predicate::negated(self.predicate(of)),
            Predicate::Compare { subject, test } => {
                let test = match self.kind(subject) {
                    Some(FieldType::Unit(unit)) => self.test(subject, test, unit),
                    Some(FieldType::Values(domain)) => {
                        self.values(subject, test, &domain);
                        self.test(subject, test, FactUnit::Text)
                    }
                    Some(FieldType::Unresolved) | None => test.clone(),
                };
                Predicate::Compare { subject: subject.clone(), test }
            }
        }
    }

    fn parts(&mut self, of: &[Predicate]) -> Vec<Predicate> {
        if of.is_empty() {
            self.error(Code::EmptyList, "`and` and `or` need at least one part".to_owned());
        }
        of.iter().map(|part| self.predicate(part)).collect()
    }

    fn kind(&mut self, subject: &Subject) -> Option<FieldType> {
        let name = match subject {
            Subject::Field { name } => Cow::Borrowed(name.as_str()),
            Subject::Aggregate(aggregate) if matches!(aggregate.measure, Measure::Ratio { .. } | Measure::Sequence { .. }) => {
                self.error(Code::TypeMismatch, "ratios and sequences must be declared as metrics".to_owned());
                return None;
            }
            Subject::Aggregate(aggregate) => Cow::Owned(aggregate.to_string()),
        };
        if let Some(kind) = self.fields.find(&name) {
            return Some(kind.clone());
        }
        // What is wrong with an aggregate was already said where the facts were compiled.
        let known = matches!(subject, Subject::Aggregate(_)) && self.errors.iter().any(|e| e.path() == self.path);
        if let (Subject::Field { .. }, Some((of, _))) = (subject, split(&name)) {
            let detail = format!("nothing is known by the name {}, and neither a metric over events nor a stream is called {}", quote(&name), quote(&of));
            let error = Error::new(Code::UnknownMetric, self.path, detail);
            // The window behind the name is no part of it; one before it may be.
            let (wanted, own) = if name.ends_with(')') { (of.as_str(), None) } else { (&*name, name.strip_suffix(of.as_str())) };
            let streams: Vec<String> = self.fields.streams().chain(self.fields.names()).map(|known| format!("{}{known}", own.unwrap_or_default())).collect();
            self.errors.push(error.with_nearest(wanted, self.fields.names().chain(streams.iter().map(String::as_str)).filter(|known| *known != of)));
        } else if !known {
            let error = Error::new(Code::UnknownMetric, self.path, format!("nothing is known by the name {}", quote(&name)));
            self.errors.push(error.with_nearest(&name, self.fields.names()));
        }
        None
    }

    /// Texts that a dimension can never have are slips of the pen.
    fn values(&mut self, subject: &Subject, test: &Test, domain: &TagDomain) {
        let constants = match test {
            Test::Is { value } | Test::IsNot { value } => std::slice::from_ref(value),
            Test::OneOf { values } => values.as_slice(),
            _ => &[],
        };
        for constant in constants {
            if let Constant::Text { text } = constant
                && !domain.known().any(|(_, known)| known == text)
            {
                let error = Error::new(Code::UnknownValue, self.path, format!("{subject} has no value {}", quote(text)));
                self.errors.push(error.with_nearest(text, domain.known().map(|(_, known)| known)));
            }
        }
    }

    fn test(&mut self, subject: &Subject, test: &Test, unit: FactUnit) -> Test {
        let ordered = match test {
            Test::AtLeast { .. } | Test::MoreThan { .. } | Test::AtMost { .. } | Test::LessThan { .. } | Test::Between { .. } => true,
            Test::Contains { .. } if unit != FactUnit::Text => {
                self.error(Code::TypeMismatch, format!("{subject} is {}, and only texts contain texts", noun(unit)));
                return test.clone();
            }
            _ => false,
        };
        if ordered && unit == FactUnit::Text {
            self.error(Code::TypeMismatch, format!("{subject} is a text, and texts have no order"));
            return test.clone();
        }
        let mut typed = |value: &Constant| self.constant(subject, value, unit);
        match test {
            Test::Is { value } => Test::Is { value: typed(value) },
            Test::IsNot { value } => Test::IsNot { value: typed(value) },
            Test::AtLeast { value } => Test::AtLeast { value: typed(value) },
            Test::MoreThan { value } => Test::MoreThan { value: typed(value) },
            Test::AtMost { value } => Test::AtMost { value: typed(value) },
            Test::LessThan { value } => Test::LessThan { value: typed(value) },
            Test::Between { low, high } => {
                let low = Bound { value: typed(&low.value), closed: low.closed };
                let high = Bound { value: typed(&high.value), closed: high.closed };
                self.interval(subject, low, high)
            }
            Test::OneOf { values } => {
                let values: Vec<Constant> = values.iter().map(typed).collect();
                self.not_empty(values.is_empty());
                Test::OneOf { values }
            }
            Test::Contains { any } => {
                self.not_empty(any.iter().all(String::is_empty));
                Test::Contains { any: any.clone() }
            }
            Test::Missing {} => Test::Missing {},
            Test::MissingAs { state } => {
                self.has_states(subject);
                Test::MissingAs { state: *state }
            }
            Test::Known {} => Test::Known {},
        }
    }

    /// Whoever wrote a value down may have written why there is none; what is counted has no such states.
    fn has_states(&mut self, subject: &Subject) {
        if !matches!(subject, Subject::Field { name } if self.fields.is_of_profile(name)) {
            let error = Error::new(Code::TypeMismatch, self.path, format!("{subject} is no field of the profile, and only these have missing states"));
            self.errors.push(error.with_help("`is missing` and `is known` ask of anything whether there is a value"));
        }
    }

    fn not_empty(&mut self, empty: bool) {
        if empty {
            self.error(Code::EmptyList, "a set needs at least one member".to_owned());
        }
    }

    fn interval(&mut self, subject: &Subject, low: Bound, high: Bound) -> Test {
        if let (Some(from), Some(to)) = (low.value.integer(), high.value.integer())
            && (from > to || (from == to && !(low.closed && high.closed)))
        {
            let test = Test::Between { low: low.clone(), high: high.clone() };
            self.error(Code::OutOfRange, format!("no value lies in the interval of {}", quote(&format!("{subject} {test}"))));
        }
        Test::Between { low, high }
    }

    /// A constant in the unit of its subject.
    fn constant(&mut self, subject: &Subject, value: &Constant, unit: FactUnit) -> Constant {
        let plain = match value {
            Constant::Number { millionths } => Some(*millionths),
            _ => None,
        };
        let whole = |each: i64| plain.filter(|m| m % each == 0).map(|m| m / each);
        let found = match unit {
            FactUnit::Money => whole(ONE / 100).map(|fen| Constant::Money { fen }),
            FactUnit::Days => whole(ONE).map(|days| Constant::Days { days }),
            FactUnit::Count => whole(ONE).map(|count| Constant::Count { count }),
            FactUnit::Ratio => plain.filter(|m| (0..=ONE).contains(m)).map(|millionths| Constant::Ratio { millionths }),
            FactUnit::Whether => whole(ONE).map(|count| Constant::Count { count }).or_else(|| yes_or_no(value)),
            FactUnit::Text => {
                if let Constant::Whether { yes } = value {
                    Some(Constant::Text { text: yes.to_string() })
                } else {
                    None
                }
            }
            FactUnit::Date => None,
        };
        let fits = matches!(
            (unit, value),
            (FactUnit::Money, Constant::Money { .. })
                | (FactUnit::Days, Constant::Days { .. })
                | (FactUnit::Count, Constant::Count { .. })
                | (FactUnit::Ratio, Constant::Ratio { .. })
                | (FactUnit::Whether, Constant::Count { .. } | Constant::Whether { .. })
                | (FactUnit::Date, Constant::Date { .. })
                | (FactUnit::Text, Constant::Text { .. })
        );
        if found.is_none() && !fits {
            let detail = format!("{subject} is {} and cannot be compared with {}", noun(unit), quote(&value.to_string()));
            let help = match unit {
                FactUnit::Money => "write an amount such as `10000元` or `1万元`, no finer than 0.01元",
                FactUnit::Days => "write whole days such as `30天`",
                FactUnit::Count => "write a whole number such as `2` or `2次`",
                FactUnit::Ratio => "write a percentage such as `60%`, or a number from 0 to 1",
                FactUnit::Date => "write a date such as `2024-05-01`",
                FactUnit::Whether => "write `true` or `false`",
                FactUnit::Text => "write a text in quotation marks",
            };
            self.errors.push(Error::new(Code::TypeMismatch, self.path, detail).with_help(help));
        }
        found.unwrap_or_else(|| value.clone())
    }
}

fn noun(unit: FactUnit) -> &'static str {
    match unit {
        FactUnit::Count => "a count",
        FactUnit::Money => "an amount of money",
        FactUnit::Days => "a number of days",
        FactUnit::Date => "a date",
        FactUnit::Ratio => "a ratio",
        FactUnit::Whether => "true or false",
        FactUnit::Text => "a text",
    }
}

/// What is read as a text, since nothing but its subject says what it is.
fn yes_or_no(value: &Constant) -> Option<Constant> {
    let Constant::Text { text } = value else { return None };
    TRUTHS.into_iter().find(|(word, _)| word == text).map(|(_, yes)| Constant::Whether { yes })
}

impl Constant {
    /// The constant in its unit; `None` for a text.
    pub(crate) fn integer(&self) -> Option<i64> {
        match self {
            Constant::Number { millionths } | Constant::Ratio { millionths } => Some(*millionths),
            Constant::Money { fen } => Some(*fen),
            Constant::Days { days } | Constant::Date { days } => Some(*days),
            Constant::Count { count } => Some(*count),
            Constant::Whether { yes } => Some(i64::from(*yes)),
            Constant::Text { .. } => None,
        }
    }
}
