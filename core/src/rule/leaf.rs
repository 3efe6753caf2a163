//! One comparison over one column: what it says of blocks of rows.

use super::columns::{Column, Columns};
use super::compile::{Check, Leaf};
use super::evaluate::{TRUE, UNKNOWN, byte};
use crate::model::{Cells, Codes, FactUnit, Numbers, TagDomain};
use std::ops::Range;

/// A leaf with its column.
#[derive(Debug)]
pub(super) enum BoundLeaf<'a> {
    /// The column is not there or has another type.
    Absent(u8),
    /// Optional numbers: events.
    Optional { values: &'a [Option<i64>], check: &'a Check, absent: u8 },
    /// Narrow numbers within a range, or outside it.
    Range { values: &'a Numbers, low: i64, high: i64, negate: u8, absent: u8 },
    /// Narrow numbers in a set.
    Numbers { values: &'a Numbers, of: &'a [i64], absent: u8 },
    /// Verdicts of distinct texts.
    Ids { ids: &'a [Option<u32>], verdicts: Vec<u8>, absent: u8 },
    /// Verdicts of the values of a domain.
    Codes { codes: &'a Codes, verdicts: Vec<u8>, absent: u8 },
    /// Verdicts of rows, from the first row of the binding.
    Rows { verdicts: Vec<u8>, first: usize },
}

/// A column of another type than the rule was checked for reads as not known.
pub(super) fn bind<'a>(leaf: &'a Leaf, columns: &'a dyn Columns, rows: &Range<usize>) -> BoundLeaf<'a> {
    let column = columns.column(&leaf.column);
    let absent = leaf.check.absent().map_or(UNKNOWN, byte);
    let Some(column) = column.filter(|column| column.is_text() == (leaf.unit == FactUnit::Text)) else {
        return BoundLeaf::Absent(absent);
    };
    match column {
        Column::Number(values) => BoundLeaf::Optional { values, check: &leaf.check, absent },
        Column::Numbers(values) => match &leaf.check {
            Check::Numbers(of) => BoundLeaf::Numbers { values, of, absent },
            Check::Range { low, high, negate } => BoundLeaf::Range { values, low: *low, high: *high, negate: u8::from(*negate), absent },
            Check::Known => BoundLeaf::Range { values, low: i64::MIN, high: i64::MAX, negate: 0, absent },
            Check::Missing | Check::Texts { .. } | Check::Contains(_) => BoundLeaf::Range { values, low: i64::MAX, high: i64::MIN, negate: 0, absent },
        },
        Column::Text { ids, texts } => {
            if let Check::Contains(keywords) = &leaf.check
                && let Some(verdicts) = columns.searched(&leaf.column, keywords.any())
            {
                return BoundLeaf::Ids { ids, verdicts: verdicts.to_vec(), absent };
            }
            let verdict = |id: u32| byte(leaf.check.text(texts.get(id)));
            if rows.len() < texts.len() {
                let of = |row: usize| ids.get(row).copied().flatten().map_or(absent, verdict);
                return BoundLeaf::Rows { verdicts: rows.clone().map(of).collect(), first: rows.start };
            }
            let verdicts = (0u32..).take(texts.len()).map(verdict).collect();
            BoundLeaf::Ids { ids, verdicts, absent }
        }
        Column::Tag { codes, domain } => BoundLeaf::Codes { codes, verdicts: domain_verdicts(&leaf.check, domain, absent), absent },
        Column::Tags { offsets, codes, domain } => {
            let of = |row: usize| {
                let bound = |at: usize| offsets.get(at).map(|o| *o as usize);
                several(&leaf.check, bound(row).zip(bound(row + 1)).and_then(|(from, to)| codes.get(from..to)).unwrap_or(&[]), domain)
            };
            BoundLeaf::Rows { verdicts: rows.clone().map(of).collect(), first: rows.start }
        }
    }
}

fn domain_verdicts(check: &Check, domain: &TagDomain, absent: u8) -> Vec<u8> {
    (0u16..).zip(&domain.values).map(|(code, value)| if domain.unknown == Some(code) { absent } else { byte(check.text(value)) }).collect()
}

/// A row with several tags: a positive test holds when it holds for one of them, a negative one when
/// it holds for all. A row without tags is known to have none of them.
pub(super) fn several(check: &Check, codes: &[u16], domain: &TagDomain) -> u8 {
    let uncertain = codes.iter().any(|code| Some(*code) == domain.unknown);
    let has = |code: &u16| Some(*code) != domain.unknown && domain.value(*code).is_some();
    let passes = |code: &u16| has(code) && domain.value(*code).is_some_and(|value| check.text(value));
    match check {
        Check::Missing => byte(!codes.iter().any(has)),
        Check::Known => byte(codes.iter().any(has)),
        Check::Texts { negate: true, .. } => {
            let all = codes.iter().filter(|code| has(code)).all(passes);
            if all && uncertain { UNKNOWN } else { byte(all) }
        }
        _ => {
            let any = codes.iter().any(passes);
            if !any && uncertain { UNKNOWN } else { byte(any) }
        }
    }
}

impl BoundLeaf<'_> {
    /// Rows beyond the column's end read as absent.
    pub(super) fn fill(&self, start: usize, out: &mut [u8]) {
        let (filled, absent) = match self {
            BoundLeaf::Absent(absent) => (0, *absent),
            BoundLeaf::Optional { values, check, absent } => (each(values, start, out, |value| value.map_or(*absent, |value| byte(check.number(value)))), *absent),
            BoundLeaf::Range { values, low, high, negate, absent } => (range(values, start, out, (*low, *high, *negate), *absent), *absent),
            BoundLeaf::Numbers { values, of, absent } => (members(values, start, out, of, *absent), *absent),
            BoundLeaf::Ids { ids, verdicts, absent } => (each(ids, start, out, |id| id.and_then(|id| verdicts.get(id as usize).copied()).unwrap_or(*absent)), *absent),
            BoundLeaf::Codes { codes, verdicts, absent } => {
                codes.read(start, out, verdicts, *absent, |out, verdict| *out = verdict);
                (codes.len().saturating_sub(start).min(out.len()), *absent)
            }
            BoundLeaf::Rows { verdicts, first } => (each(verdicts, start.saturating_sub(*first), out, |verdict| *verdict), UNKNOWN),
        };
        if let Some(rest) = out.get_mut(filled..) {
            rest.fill(absent);
        }
    }
}

/// Writes one verdict per value from `start` on, and returns how many there were.
fn each<T>(values: &[T], start: usize, out: &mut [u8], verdict: impl Fn(&T) -> u8) -> usize {
    let values = values.get(start..).unwrap_or(&[]);
    for (out, value) in out.iter_mut().zip(values) {
        *out = verdict(value);
    }
    values.len().min(out.len())
}

fn range(values: &Numbers, start: usize, out: &mut [u8], (low, high, negate): (i64, i64, u8), absent: u8) -> usize {
    let filled = match values.cells() {
        Cells::Wide(cells) => each(cells, start, out, |v| TRUE * (u8::from((*v >= low) & (*v <= high)) ^ negate)),
        Cells::Narrow(cells) => {
            // Ends beyond four bytes are those of four bytes; a range that lies beyond them holds nothing.
            let (all, none) = ((i32::MIN, i32::MAX), (i32::MAX, i32::MIN));
            let outside = low > high || low > i64::from(all.1) || high < i64::from(all.0);
            let (low, high) = if outside { none } else { (i32::try_from(low).unwrap_or(all.0), i32::try_from(high).unwrap_or(all.1)) };
            each(cells, start, out, |v| TRUE * (u8::from((*v >= low) & (*v <= high)) ^ negate))
        }
    };
    unknown(values, start, out, absent);
    filled
}

fn members(values: &Numbers, start: usize, out: &mut [u8], of: &[i64], absent: u8) -> usize {
    let filled = match values.cells() {
        Cells::Wide(cells) => each(cells, start, out, |v| byte(of.binary_search(v).is_ok())),
        Cells::Narrow(cells) => each(cells, start, out, |v| byte(of.binary_search(&i64::from(*v)).is_ok())),
    };
    unknown(values, start, out, absent);
    filled
}

fn unknown(values: &Numbers, start: usize, out: &mut [u8], absent: u8) {
    for (out, known) in out.iter_mut().zip(values.known().and_then(|known| known.get(start..)).unwrap_or(&[])) {
        *out = if *known { *out } else { absent };
    }
}
