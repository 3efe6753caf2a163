//! Aggregates that stand in a rule: `sum(orders.amount where product = "A", 365d)`.

use super::ast::{Aggregate, Constant, Subject};
use super::lex::Kind;
use super::parse::Parser;
use crate::error::{Error, quote};
use crate::spec::{Measure, Window};

impl Parser<'_> {
    pub(super) fn subject(&mut self, depth: usize) -> Result<Subject, Error> {
        let call = matches!(self.peek(0), Some(Kind::Word(_))) && self.peek(1) == Some(&Kind::Mark('('));
        if !call {
            return Ok(Subject::Field { name: self.name("a name")? });
        }
        if self.inside {
            return Err(self.error("an aggregate within an aggregate"));
        }
        let start = self.at;
        let function = self.name("a name")?;
        self.expect('(', "`(`")?;
        let of = self.name("the name of a stream")?;
        let attribute = if self.mark('.') { Some(self.name("the name of an attribute")?) } else { None };
        let Some(measure) = measure(&function, of, attribute) else {
            self.at = start;
            return Err(self.error(&format!("{} does not exist or reads something else", quote(&function))).with_help(
                "aggregates are count, recency, first_date, last_date and repeat of a stream, and sum, mean, min, max, first, last, distinct and repeat of a stream's attribute",
            ));
        };
        let filter = if self.word("where") {
            self.inside = true;
            let filter = self.any(depth)?;
            self.inside = false;
            Some(filter)
        } else {
            None
        };
        let window = if self.mark(',') { self.window()? } else { Window::Lifetime {} };
        self.expect(')', "`,`, `where` or `)`")?;
        Ok(Subject::Aggregate(Box::new(Aggregate { measure, filter, window })))
    }

    fn window(&mut self) -> Result<Window, Error> {
        if self.word("lifetime") {
            return Ok(Window::Lifetime {});
        }
        let days = match self.peek(0) {
            Some(Kind::Number(number)) => match number.constant(false) {
                Ok(Constant::Days { days }) => u32::try_from(days).ok().filter(|days| *days > 0),
                _ => None,
            },
            _ => None,
        };
        let days = days.ok_or_else(|| self.error("expected a window such as `365d`"))?;
        self.at += 1;
        Ok(Window::Rolling { days })
    }
}

fn measure(function: &str, of: String, attribute: Option<String>) -> Option<Measure> {
    Some(match (function, attribute) {
        ("count", None) => Measure::Count { of },
        ("recency", None) => Measure::Recency { of },
        ("first_date", None) => Measure::FirstDate { of },
        ("last_date", None) => Measure::LastDate { of },
        ("repeat", attribute) => Measure::Repeat { of, attribute },
        ("distinct", Some(attribute)) => Measure::Distinct { of, attribute },
        ("sum", Some(attribute)) => Measure::Sum { of, attribute },
        ("mean", Some(attribute)) => Measure::Mean { of, attribute },
        ("min", Some(attribute)) => Measure::Min { of, attribute },
        ("max", Some(attribute)) => Measure::Max { of, attribute },
        ("first", Some(attribute)) => Measure::First { of, attribute },
        ("last", Some(attribute)) => Measure::Last { of, attribute },
        _ => return None,
    })
}
