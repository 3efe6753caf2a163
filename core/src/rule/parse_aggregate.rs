//! Aggregates that stand in a rule: `sum(orders.amount where product = "A", 365d)`.

use super::ast::{Aggregate, Predicate, Subject};
use super::lex::Kind;
use super::parse::Parser;
use crate::error::{Error, quote};
use crate::spec::{Measure, SpacingStatistic, Ties, Window};

impl Parser<'_> {
    pub(super) fn subject(&mut self, depth: usize) -> Result<Subject, Error> {
        if let Some(name) = self.windowed(depth)? {
            return Ok(Subject::Field { name });
        }
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
                "aggregates are count, share, repeat, recency, first_date, last_date and mean_spacing, median_spacing, longest_spacing, shortest_spacing of a stream, and sum, mean, min, max, share, first, last, distinct, repeat, again and top1, top2, … of a stream's attribute",
            ));
        };
        let filter = self.filter(depth)?;
        let window = if self.mark(',') { self.window(depth)? } else { Window::Lifetime {} };
        self.expect(')', "`,`, `where` or `)`")?;
        Ok(Subject::Aggregate(Box::new(Aggregate { measure, filter, window })))
    }

    /// `where` and a rule over attributes, if it is there.
    pub(super) fn filter(&mut self, depth: usize) -> Result<Option<Predicate>, Error> {
        if !self.word("where") {
            return Ok(None);
        }
        self.inside = true;
        let filter = self.any(depth)?;
        self.inside = false;
        Ok(Some(filter))
    }
}

fn measure(function: &str, of: String, attribute: Option<String>) -> Option<Measure> {
    if let Some(statistic) = function.strip_suffix("_spacing").or_else(|| function.strip_suffix("_gap")) {
        let statistic = match statistic {
            "mean" => SpacingStatistic::Mean,
            "median" => SpacingStatistic::Median,
            "longest" => SpacingStatistic::Longest,
            "shortest" => SpacingStatistic::Shortest,
            _ => return None,
        };
        return attribute.is_none().then_some(Measure::Spacing { of, statistic });
    }
    if let Some(rest) = function.strip_prefix("top") {
        let (most, ties) = match rest.split_once('_') {
            None => (rest, Ties::Include),
            Some((most, "without_ties")) => (most, Ties::Exclude),
            Some((most, "of_ties_the_first")) => (most, Ties::First),
            Some(_) => return None,
        };
        return Some(Measure::Top { of, attribute: attribute?, most: most.parse().ok().filter(|most| *most > 0)?, ties });
    }
    Some(match (function, attribute) {
        ("count", None) => Measure::Count { of },
        ("recency", None) => Measure::Recency { of },
        ("first_date", None) => Measure::FirstDate { of },
        ("last_date", None) => Measure::LastDate { of },
        ("share", attribute) => Measure::Share { of, attribute },
        ("again", Some(attribute)) => Measure::Again { of, attribute },
        ("repeat", attribute) => Measure::Repeat { of, attribute },
        ("distinct", Some(attribute)) => Measure::Distinct { of, attribute },
        ("sum", Some(attribute)) => Measure::Sum { of, attribute },
        ("mean" | "avg", Some(attribute)) => Measure::Mean { of, attribute },
        ("min", Some(attribute)) => Measure::Min { of, attribute },
        ("max", Some(attribute)) => Measure::Max { of, attribute },
        ("first", Some(attribute)) => Measure::First { of, attribute },
        ("last", Some(attribute)) => Measure::Last { of, attribute },
        _ => return None,
    })
}
