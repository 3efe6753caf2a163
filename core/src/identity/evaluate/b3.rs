//! B³: precision and recall by record (Bagga and Baldwin 1998, "Algorithms for scoring coreference chains").
//!
//! Of each record: the rows of its predicted group that truly belong to it, as a share of the predicted group (precision) and of the
//! true group (recall); then the mean over all records. The pairs of a source with itself count, whatever is asked of the pairs.

use super::coded::{Cells, sum};

/// (Precision, recall).
pub(super) fn shares(cells: &Cells) -> (f64, f64) {
    let rows = cells.cells.iter().map(|cell| cell.rows).sum::<u64>().max(1) as f64;
    let mean = |of: fn(&Cells, &super::coded::Cell) -> u64| sum(cells.cells.iter().map(|cell| (cell.rows * cell.rows) as f64 / of(cells, cell) as f64).collect()) / rows;
    (mean(Cells::predicted_rows), mean(Cells::truth_rows))
}
