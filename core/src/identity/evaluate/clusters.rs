//! Whole groups: how many predicted ones are exactly a true one (Menestrina, Whang and Garcia-Molina, PVLDB 2010, call it cluster
//! comparison; closest in spirit to what a person sees: this customer is right, that one is not).

use super::coded::Cells;

/// Predicted groups that hold the rows of one true group, all of them and no others.
pub(super) fn exact(cells: &Cells) -> u64 {
    cells.cells.iter().filter(|cell| cell.rows == cells.truth_rows(cell) && cell.rows == cells.predicted_rows(cell)).count() as u64
}
