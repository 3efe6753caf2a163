//! The canonical text: what is printed reads back as the same tree.

use super::ast::{Bound, Constant, Predicate, Subject, Test};
use super::lex::is_bare;
use super::number::{ONE, decimal};
use super::windowed::split;
use chrono::NaiveDate;
use std::fmt::{self, Display, Formatter};

impl Display for Predicate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Predicate::All { of } => joined(f, of, " and ", |part| matches!(part, Predicate::Any { .. } | Predicate::All { .. })),
            Predicate::Any { of } => joined(f, of, " or ", |part| matches!(part, Predicate::Any { .. })),
            Predicate::Not { of } => match &**of {
                Predicate::All { .. } | Predicate::Any { .. } => write!(f, "not ({of})"),
                _ => write!(f, "not {of}"),
            },
            Predicate::Compare { subject, test } => write!(f, "{subject} {test}"),
        }
    }
}

fn joined(f: &mut Formatter<'_>, of: &[Predicate], by: &str, brackets: impl Fn(&Predicate) -> bool) -> fmt::Result {
    for (n, part) in of.iter().enumerate() {
        if n > 0 {
            f.write_str(by)?;
        }
        if brackets(part) {
            write!(f, "({part})")?;
        } else {
            write!(f, "{part}")?;
        }
    }
    Ok(())
}

impl Display for Subject {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Field { name } => Name(name).fmt(f),
            Subject::Aggregate(aggregate) => aggregate.fmt(f),
        }
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Test::Is { value } => write!(f, "= {value}"),
            Test::IsNot { value } => write!(f, "!= {value}"),
            Test::AtLeast { value } => write!(f, ">= {value}"),
            Test::MoreThan { value } => write!(f, "> {value}"),
            Test::AtMost { value } => write!(f, "<= {value}"),
            Test::LessThan { value } => write!(f, "< {value}"),
            Test::Between { low, high } => {
                let (open, close) = (bracket(low, "[", "("), bracket(high, "]", ")"));
                write!(f, "in {open}{}, {}{close}", low.value, high.value)
            }
            Test::OneOf { values } => {
                f.write_str("in {")?;
                list(f, values.iter())?;
                f.write_str("}")
            }
            Test::Contains { any } => {
                f.write_str("contains {")?;
                list(f, any.iter().map(|text| Quoted(text)))?;
                f.write_str("}")
            }
            Test::Missing {} => f.write_str("is missing"),
            Test::MissingAs { state } => write!(f, "is {}", state.as_str()),
            Test::Known {} => f.write_str("is known"),
        }
    }
}

fn bracket(bound: &Bound, closed: &'static str, open: &'static str) -> &'static str {
    if bound.closed { closed } else { open }
}

fn list<T: Display>(f: &mut Formatter<'_>, items: impl Iterator<Item = T>) -> fmt::Result {
    for (n, item) in items.enumerate() {
        if n > 0 {
            f.write_str(", ")?;
        }
        item.fmt(f)?;
    }
    Ok(())
}

impl Display for Constant {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Constant::Number { millionths } => f.write_str(&decimal(*millionths, ONE)),
            Constant::Money { fen } => write!(f, "{}元", decimal(*fen, 100)),
            Constant::Days { days } => write!(f, "{days}天"),
            Constant::Count { count } => write!(f, "{count}"),
            Constant::Ratio { millionths } => write!(f, "{}%", decimal(*millionths, ONE / 100)),
            Constant::Date { days } => match date(*days) {
                Some(date) => date.fmt(f),
                None => write!(f, "{days}天"),
            },
            Constant::Whether { yes } => yes.fmt(f),
            Constant::Text { text } => Quoted(text).fmt(f),
        }
    }
}

/// The date of a number of days since 1970-01-01.
pub(super) fn date(days: i64) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(i32::try_from(days).ok()?)
}

/// A name, in backticks where it cannot stand bare.
pub(super) struct Name<'a>(pub(super) &'a str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if let Some((of, _)) = split(self.0).filter(|_| self.0.ends_with(')'))
            && let Some(window) = self.0.strip_prefix(&of)
        {
            return write!(f, "{}{window}", Name(&of));
        }
        if is_bare(self.0) { f.write_str(self.0) } else { write!(f, "`{}`", self.0.replace('`', "``")) }
    }
}

struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if !self.0.bytes().any(|b| matches!(b, b'\\' | b'"' | b'\n' | b'\t')) {
            return [r#"""#, self.0, r#"""#].into_iter().try_for_each(|part| f.write_str(part));
        }
        let escaped = self.0.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t");
        write!(f, "\"{escaped}\"")
    }
}
