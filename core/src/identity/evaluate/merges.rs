//! Generalized merge distance: the cheapest way from the predicted groups to the true ones that first splits and then merges groups
//! (Menestrina, Whang and Garcia-Molina, "Evaluating entity resolution results", PVLDB 3, 2010), by the linear algorithm of the paper
//! ("slice"): of each true group, its parts are split off the predicted groups that hold them, then merged one after the other.

use super::coded::{Cells, codes};
use std::hash::Hash;

/// Splits and merges from the predicted groups to the true ones, and the pairs that they part and join.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Merges {
    pub(super) splits: u64,
    pub(super) merges: u64,
    pub(super) split_pairs: u64,
    pub(super) merged_pairs: u64,
}

/// With cost 1 per operation (the basic merge distance), and with the cost x·y of parting or joining x and y rows.
pub(super) fn count(cells: &Cells) -> Merges {
    let mut found = Merges::default();
    slice(
        cells,
        |left, rows| {
            found.splits += 1;
            found.split_pairs += left * rows;
        },
        |_, _| {},
    );
    slice(
        cells,
        |_, _| {},
        |rows, already| {
            found.merges += 1;
            found.merged_pairs += rows * already;
        },
    );
    found
}

/// The generalized merge distance between partitions, given as (true group, predicted group) per record, under costs of one's own:
/// what it costs to split a group into parts of x and y records, and to merge groups of x and y records.
///
/// As in the paper, a cost must not depend on the order of operations, `f(x, y) + f(x + y, z) = f(x, z) + f(x + z, y)`, as it is for a
/// constant, for `x * y`, and for sums of both; for others the result is one of several. Linear in the records, apart from sorting.
///
/// ```
/// use guiyi::identity::evaluate::merge_distance;
///
/// // Truth {0,1,2} {3,4}; predicted {0,1} {2,3} {4}: split {2,3}, merge 2 with {0,1} and 3 with {4}.
/// let records = [('a', 1), ('a', 1), ('a', 2), ('b', 2), ('b', 3)];
/// assert_eq!(merge_distance(&records, |_, _| 1.0, |_, _| 1.0), 3.0);
/// assert_eq!(merge_distance(&records, |x, y| (x * y) as f64, |x, y| (x * y) as f64), 4.0);
/// ```
#[must_use]
pub fn merge_distance<T: Hash + Eq, P: Hash + Eq>(records: &[(T, P)], split: impl Fn(u64, u64) -> f64, merge: impl Fn(u64, u64) -> f64) -> f64 {
    let rows = super::coded::Coded { truth: codes(records.iter().map(|record| &record.0)), predicted: codes(records.iter().map(|record| &record.1)), source: Vec::new() };
    let (mut parted, mut joined) = (0.0, 0.0);
    let cells = rows.cells();
    slice(&cells, |left, part| parted += split(left, part), |_, _| {});
    slice(&cells, |_, _| {}, |part, already| joined += merge(part, already));
    parted + joined
}

/// Calls `split` with (rows that stay, rows that go) and `merge` with (rows that come, rows that are there).
fn slice(cells: &Cells, mut split: impl FnMut(u64, u64), mut merge: impl FnMut(u64, u64)) {
    let mut left = cells.predicted.clone();
    for of_truth in cells.cells.chunk_by(|a, b| a.truth == b.truth) {
        let mut already = 0;
        for cell in of_truth {
            if let Some(left) = left.get_mut(cell.predicted as usize) {
                *left = left.saturating_sub(cell.rows);
                if *left > 0 {
                    split(*left, cell.rows);
                }
            }
            if already > 0 {
                merge(cell.rows, already);
            }
            already += cell.rows;
        }
    }
}
