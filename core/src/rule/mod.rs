//! Rules: predicates over the facts, tags and events of a customer.
//!
//! ```text
//! text --parse--> Predicate --check against Fields--> typed Predicate --compile--> Program
//!                                                        |                         | bind to Columns
//!                                                   canonical text        verdicts of blocks, of one row, and why
//! ```
//!
//! # The language
//! | form | examples |
//! |---|---|
//! | comparison | `年消费 >= 10000元` · `n30 = 1` · `状态 != "流失"` |
//! | interval | `recency in [30天, 90天]` · `amount in [3000元, 10000元)` · `3000-10000元` (both ends closed) |
//! | set | `状态 in {"沉睡", "流失"}` |
//! | part of a text | `content contains {"参数", "规格"}` (any of them; ASCII letters in either case) |
//! | no value | `x is missing` · `x is known` · of a field of the profile what was written instead of one: `电话 is 待补充` (`to_be_filled`) · `未知` (`unknown`) · `待沟通确认` (`to_be_confirmed`) · `absent`: nothing |
//! | yes or no | `回购 = true` · `回购 = 否`; of a text it is the word itself, as tables write what is either: `已付 = true` is `已付 = "true"` |
//! | Chinese thresholds | `年消费 10万元以上`, `三千元以上` (≥) · `以下` `以内` (≤) · `超过` (>) · `不满` (<) · `10万+` (≥) · `5天` · `60%` |
//! | aggregates | `sum(orders.amount, 365d)` · `count(interactions where content contains {"参数"}, 30d)` · `recency(interactions)` · `last(interactions.result)` |
//! | windows of names | `累计消费(近1年)` · `累计消费(365d)` · `互动(this month)` · `近30天互动` · `近30天 互动` |
//! | together | `and` `or` `not` `( )`, also `且` `或` `非`; `not` binds tightest, then `and` |
//!
//! Full-width punctuation and `≥ ≤ ≠ ＝` are read as their ASCII forms. Names of letters, digits and `_`
//! stand bare (`累计消费`); any other name stands in backticks, and so does a name that contains one of
//! the words `且`, `或`, `超过`, `不满` and their kin, or starts with `非`. Texts stand in `"…"` or `“…”`.
//!
//! A name with a window is the metric of that name (measure and filter) within that window instead of its own, or the number of the
//! events of the stream of that name; metrics go first, and before both whatever is declared by exactly that name: a metric called
//! `近30天互动` stays what it is. A ratio within a window is that of its parts within it; a sequence begins within it. 近 and 最近 with digits or
//! Chinese numerals and 天, 日, 周, 个月, 月 or 年 are rolling windows, a week of 7 days, a month of 30, a year of 365, half a year of 180 (a
//! convention of ours): `近1年` and `近一年` are the as-of day and the 364 before it.
//! In canonical text the window in brackets is as in aggregates.
//!
//! # Meaning
//! A comparison with a value that is not known is itself **unknown**; `and`, `or` and `not` follow
//! Kleene's tables. Only `is missing`, `is known` and the missing states always decide. A field is in a missing state where none of a customer's
//! records has a value; where they say several, the most urgent counts: 待补充, then 待沟通确认, then 未知, then nothing. Numbers are integers in the unit of
//! the fact (分, days, millionths), so every comparison is exact.
//!
//! # Limits
//! A rule may be 64 levels deep and hold 10,000 nodes; more is `too_large`.

pub mod analyse;
mod ast;
mod check;
mod collect;
mod columns;
mod compile;
mod evaluate;
mod explain;
mod fields;
mod fingerprint;
mod keywords;
mod leaf;
mod lex;
mod lookup;
mod near;
mod number;
mod parse;
mod parse_aggregate;
mod parse_window;
mod reads;
mod search;
mod states;
mod text;
mod text_aggregate;
mod windowed;
mod words;

#[cfg(test)]
mod tests;

pub use ast::{Aggregate, Bound, Constant, Predicate, Subject, Test};
pub use check::check;
pub use collect::{InlineAggregate, field_names, inline_aggregates, with_parts};
pub use columns::{Column, Columns, Known};
pub use compile::Program;
pub(crate) use compile::{KNOWN, field_of_states, state_column};
pub use evaluate::{BLOCK, Binding, Verdict};
pub(crate) use explain::number as number_text;
pub use fields::{FieldType, Fields};
pub(crate) use lookup::{Cell, Lookup, Place};
pub(crate) use number::decimal;
pub use parse::{parse, parse_aggregate_filter};
pub(crate) use search::Searched;
pub use states::states;

use crate::error::Error;
use crate::model::Explanation;
use std::sync::{Arc, OnceLock};

/// A checked rule, ready to run. Copies share what it was compiled to.
#[derive(Clone, Debug)]
pub struct Rule(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    predicate: Predicate,
    program: Program,
    /// The canonical text, for whoever asks.
    text: OnceLock<String>,
}

impl Rule {
    /// Reads, checks and compiles a rule's text; every error carries `path`.
    pub fn compile(text: &str, path: &str, fields: &Fields, errors: &mut Vec<Error>) -> Option<Self> {
        match parse(text, path) {
            Ok(predicate) => Self::from_predicate(&predicate, path, fields, errors),
            Err(error) => {
                errors.push(error);
                None
            }
        }
    }

    /// Checks and compiles a predicate that was built or deserialised.
    pub fn from_predicate(predicate: &Predicate, path: &str, fields: &Fields, errors: &mut Vec<Error>) -> Option<Self> {
        let predicate = check(predicate, path, fields, errors)?;
        let program = Program::compile(&predicate, fields);
        Some(Rule(Arc::new(Compiled { predicate, program, text: OnceLock::new() })))
    }

    /// The typed predicate.
    #[must_use]
    pub fn predicate(&self) -> &Predicate {
        &self.0.predicate
    }

    /// How many comparisons it makes.
    pub(crate) fn size(&self) -> usize {
        self.program().size()
    }

    /// The program that it runs as.
    fn program(&self) -> &Program {
        &self.0.program
    }

    /// The rule in canonical text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.text.get_or_init(|| self.predicate().to_string())
    }

    /// Looks up the rule's columns, for all rows.
    #[must_use]
    pub fn bind<'a>(&'a self, columns: &'a dyn Columns) -> Binding<'a> {
        Binding::new(self.program(), columns, 0..columns.rows())
    }

    /// The verdict on one row: the same program on a block of one.
    #[must_use]
    pub fn row(&self, columns: &dyn Columns, row: usize) -> Verdict {
        Binding::new(self.program(), columns, row..row.saturating_add(1)).row(row)
    }

    /// The verdict on one row, and every comparison with the value it read; `gives` is what the rule decides for, if anything.
    #[must_use]
    pub fn explain_row(&self, columns: &dyn Columns, row: usize, gives: Option<&str>) -> Explanation {
        explain::rule(self.predicate(), self.program(), columns, row, gives)
    }
}
