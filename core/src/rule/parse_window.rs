//! Windows of aggregates: `365d`, `previous month`, `[2023-01-01, 2024-01-01)`, `30d since first(orders)`, `30d before last(orders)`.

use super::ast::Constant;
use super::lex::Kind;
use super::number::{ONE, Unit};
use super::parse::Parser;
use crate::error::Error;
use crate::spec::{CalendarUnit, Edge, EventsSpec, Window};
use chrono::NaiveDate;

const EXPECTED: &str = "expected a window such as `365d`, `this month`, `previous 3 months`, `[2023-01-01, 2024-01-01)` or `30d since first(orders)`";

impl Parser<'_> {
    pub(super) fn window(&mut self, depth: usize) -> Result<Window, Error> {
        if self.word("lifetime") {
            return Ok(Window::Lifetime {});
        }
        if self.mark('[') {
            let from = self.day()?;
            self.expect(',', "`,` and the day after the last one")?;
            let to = self.day()?;
            self.expect(')', "`)`: a window ends before its last day")?;
            return Ok(Window::Fixed { from, to });
        }
        for (word, back) in [("this", 0), ("previous", 1)] {
            if self.word(word) {
                let count = self.whole().unwrap_or(1);
                return Ok(Window::Calendar { unit: self.unit()?, count, back });
            }
        }
        if let Some(count) = self.whole() {
            let unit = self.unit()?;
            let back = if self.word("back") { self.whole().ok_or_else(|| self.error("expected how many units back"))? } else { 0 };
            return Ok(Window::Calendar { unit, count, back });
        }
        let days = match self.peek(0) {
            Some(Kind::Number(number)) => match number.constant(false) {
                Ok(Constant::Days { days }) => u32::try_from(days).ok().filter(|days| *days > 0),
                _ => None,
            },
            _ => None,
        };
        let days = days.ok_or_else(|| self.error(EXPECTED))?;
        self.at += 1;
        if self.word("since") {
            let (event, edge) = self.edge_of(depth)?;
            return Ok(Window::Since { event, edge, days });
        }
        if self.word("before") {
            let (event, edge) = self.edge_of(depth)?;
            return Ok(Window::Before { event, edge, days });
        }
        Ok(Window::Rolling { days })
    }

    /// `first(orders where product = "A")`.
    fn edge_of(&mut self, depth: usize) -> Result<(EventsSpec, Edge), Error> {
        let edges = [Edge::First, Edge::Last];
        let Some(edge) = edges.into_iter().find(|edge| self.word(edge.as_str())) else {
            return Err(self.error("expected `first(…)` or `last(…)`"));
        };
        self.expect('(', "`(`")?;
        let of = self.name("the name of a stream")?;
        let filter = self.filter(depth)?.map(|filter| filter.to_string());
        self.expect(')', "`where` or `)`")?;
        Ok((EventsSpec { of, filter }, edge))
    }

    fn day(&mut self) -> Result<String, Error> {
        let day = match self.peek(0) {
            Some(Kind::Date(days)) => i32::try_from(*days).ok().and_then(NaiveDate::from_epoch_days),
            _ => None,
        };
        let day = day.ok_or_else(|| self.error("expected a day such as `2023-01-01`"))?;
        self.at += 1;
        Ok(day.to_string())
    }

    /// A whole number without a unit, at least 1.
    fn whole(&mut self) -> Option<u32> {
        let Some(Kind::Number(number)) = self.peek(0) else { return None };
        if number.unit != Unit::None || number.multiplier != 1 || number.millionths % ONE != 0 {
            return None;
        }
        let whole = u32::try_from(number.millionths / ONE).ok().filter(|n| *n > 0)?;
        self.at += 1;
        Some(whole)
    }

    fn unit(&mut self) -> Result<CalendarUnit, Error> {
        let found = CalendarUnit::ALL.into_iter().find(|unit| self.word(unit.as_str()) || self.word(&format!("{}s", unit.as_str())));
        found.ok_or_else(|| self.error("expected `month`, `quarter` or `year`"))
    }
}
