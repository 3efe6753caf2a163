//! The numbers that layers read: block by block, with what is not known.

use crate::model::Cells;
use crate::model::{FactColumn, FactTable, FactValues, Numbers};

/// Rows that are worked on at once: their codes stay in the first cache.
pub(super) const ROWS: usize = 4096;

/// The numbers of a fact; `None`: there is no such fact, or it is a text.
pub(super) fn of<'a>(facts: &'a FactTable, name: &str) -> Option<&'a Numbers> {
    match facts.column(name)? {
        FactColumn { values: FactValues::Number(numbers), .. } => Some(numbers),
        FactColumn { .. } => None,
    }
}

/// Calls `narrow` or `wide` with the numbers of a block, and `unknown` with the places of those that are not known; rows beyond the last
/// number are not known.
pub(super) fn block<O>(
    numbers: Option<&Numbers>,
    start: usize,
    out: &mut [O],
    narrow: impl FnOnce(&mut [O], &[i32]),
    wide: impl FnOnce(&mut [O], &[i64]),
    unknown: impl Fn(&mut O),
) {
    let Some(numbers) = numbers else {
        out.iter_mut().for_each(unknown);
        return;
    };
    let there = numbers.len().saturating_sub(start).min(out.len());
    let end = start + there;
    if let Some(out) = out.get_mut(..there) {
        match numbers.cells() {
            Cells::Narrow(cells) => narrow(out, cells.get(start..end).unwrap_or(&[])),
            Cells::Wide(cells) => wide(out, cells.get(start..end).unwrap_or(&[])),
        }
    }
    if let Some(known) = numbers.known() {
        for (out, known) in out.iter_mut().zip(known.get(start..end).unwrap_or(&[])) {
            if !known {
                unknown(out);
            }
        }
    }
    out.iter_mut().skip(there).for_each(unknown);
}
