//! Partitions as numbers: dense codes of groups, and the table of how two partitions cut each other.

use hashbrown::HashMap;
use std::hash::Hash;

/// Rows with the codes of their groups.
#[derive(Clone, Debug, Default)]
pub(super) struct Coded {
    /// The true group of each row.
    pub(super) truth: Vec<u32>,
    /// The predicted group of each row.
    pub(super) predicted: Vec<u32>,
    /// The source of each row.
    pub(super) source: Vec<u32>,
}

/// Rows that a true and a predicted group have in common.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cell {
    pub(super) truth: u32,
    pub(super) predicted: u32,
    pub(super) rows: u64,
}

/// How two partitions cut each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Cells {
    /// The common parts that are not empty, by (true, predicted) group.
    pub(super) cells: Vec<Cell>,
    /// Rows of each true group.
    pub(super) truth: Vec<u64>,
    /// Rows of each predicted group.
    pub(super) predicted: Vec<u64>,
}

/// Numbers keys from 0, in the order in which they are first met.
pub(super) fn codes<K: Hash + Eq>(keys: impl Iterator<Item = K>) -> Vec<u32> {
    let mut known: HashMap<K, u32> = HashMap::new();
    keys.map(|key| {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
        *known.entry(key).or_insert(next)
    })
    .collect()
}

impl Coded {
    pub(super) fn new<T: Hash + Eq, P: Hash + Eq, S: Hash + Eq>(rows: impl Iterator<Item = (T, P, S)> + Clone) -> Self {
        Coded { truth: codes(rows.clone().map(|row| row.0)), predicted: codes(rows.clone().map(|row| row.1)), source: codes(rows.map(|row| row.2)) }
    }

    pub(super) fn len(&self) -> usize {
        self.truth.len()
    }

    /// (True group, predicted group, source) of each row.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, u32, u32)> + '_ {
        self.truth.iter().zip(&self.predicted).zip(&self.source).map(|((truth, predicted), source)| (*truth, *predicted, *source))
    }

    pub(super) fn cells(&self) -> Cells {
        let mut both: Vec<(u32, u32)> = self.truth.iter().copied().zip(self.predicted.iter().copied()).collect();
        both.sort_unstable();
        let cell = |part: &[(u32, u32)]| part.first().map(|(truth, predicted)| Cell { truth: *truth, predicted: *predicted, rows: part.len() as u64 });
        Cells { cells: both.chunk_by(|a, b| a == b).filter_map(cell).collect(), truth: sizes(&self.truth), predicted: sizes(&self.predicted) }
    }
}

impl Cells {
    pub(super) fn truth_rows(&self, cell: &Cell) -> u64 {
        self.truth.get(cell.truth as usize).copied().unwrap_or(1)
    }

    pub(super) fn predicted_rows(&self, cell: &Cell) -> u64 {
        self.predicted.get(cell.predicted as usize).copied().unwrap_or(1)
    }
}

/// Rows of each code.
pub(super) fn sizes(codes: &[u32]) -> Vec<u64> {
    let mut sizes = vec![0; codes.iter().max().map_or(0, |most| *most as usize + 1)];
    for code in codes {
        if let Some(size) = sizes.get_mut(*code as usize) {
            *size += 1;
        }
    }
    sizes
}

/// A sum that does not depend on the order of its parts.
pub(super) fn sum(mut parts: Vec<f64>) -> f64 {
    parts.sort_by(f64::total_cmp);
    parts.iter().sum()
}

/// A share; of nothing it is 1.
pub(super) fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

pub(super) fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}
