//! The unit that a column's header gives.

use super::fixed::ONE;
use super::fold::fold_into;
use super::{Column, currency, period, unit};
use crate::normalize::clean::cut;
use crate::normalize::numeral;

/// The unit of a column, as its header gives it: 万元, 百万, k, 万美元, USD million; `None` when it is none.
pub(super) fn read(text: &str, column: &mut Column) -> Option<()> {
    let mut folded = String::new();
    fold_into(text, &mut folded)?;
    let mut rest = folded.trim_matches([' ', '(', ')', '[', ']']);
    rest = rest.strip_prefix("单位").map_or(rest, |rest| rest.trim_start_matches([' ', ':']));
    if rest.is_empty() {
        return None;
    }
    let mut seen_period = false;
    while !rest.is_empty() {
        if let Some((period, tail)) = period::period(rest).filter(|_| !seen_period) {
            (column.period, seen_period, rest) = (Some(period), true, tail);
            continue;
        }
        let c = rest.chars().next()?;
        let tail = cut(rest, c.len_utf8()).1;
        if let Some(unit) = numeral::small_unit(c) {
            column.times = column.times.checked_mul(i128::from(unit))?;
            rest = tail;
        } else if let Some((unit, tail)) = unit::big(rest, true).or_else(|| thousands(rest)) {
            column.times = column.times.checked_mul(unit)?;
            rest = tail;
        } else if let Some((found, tail)) = currency::read(rest, true) {
            column.currency = found.code;
            column.parts = if found.cents { 100 } else { column.parts };
            rest = tail;
        } else {
            match c {
                '元' | '圆' | '块' => {}
                '角' | '毛' => column.parts = 10,
                '分' => column.parts = 100,
                ' ' | '/' | '.' | ',' | '\'' => {}
                _ => return None,
            }
            rest = tail;
        }
    }
    (column.times < ONE).then_some(())
}

/// `000` in a header.
fn thousands(text: &str) -> Option<(i128, &str)> {
    let rest = text.strip_prefix("000")?;
    Some((1000, rest.strip_prefix('s').unwrap_or(rest)))
}
