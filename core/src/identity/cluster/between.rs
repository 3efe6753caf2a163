//! What stands between the groups of a component: sums of edges.

use hashbrown::HashMap;

/// Edges between two groups: their sum, and the first edge that stands for them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bundle {
    pub(super) sum: i64,
    pub(super) edge: u32,
}

/// The bundles between groups, by the places of their roots.
#[derive(Debug)]
pub(super) enum Between {
    /// Of few rows: a square of them.
    Dense(usize, Vec<Option<Bundle>>),
    /// Of many: by row.
    Sparse(Vec<HashMap<u32, Bundle>>),
}

/// Rows whose square is kept.
const DENSE: usize = 256;

impl Between {
    pub(super) fn new(rows: usize) -> Self {
        if rows <= DENSE { Between::Dense(rows, vec![None; rows * rows]) } else { Between::Sparse(vec![HashMap::new(); rows]) }
    }

    pub(super) fn get(&self, a: u32, b: u32) -> Option<Bundle> {
        match self {
            Between::Dense(rows, all) => all.get(a as usize * rows + b as usize).copied().flatten(),
            Between::Sparse(all) => all.get(a as usize).and_then(|m| m.get(&b)).copied(),
        }
    }

    /// Puts a bundle between two groups, or nothing.
    pub(super) fn set(&mut self, a: u32, b: u32, bundle: Option<Bundle>) {
        for (x, y) in [(a, b), (b, a)] {
            match self {
                Between::Dense(rows, all) => {
                    if let Some(slot) = all.get_mut(x as usize * *rows + y as usize) {
                        *slot = bundle;
                    }
                }
                Between::Sparse(all) => {
                    if let Some(map) = all.get_mut(x as usize) {
                        match bundle {
                            Some(bundle) => _ = map.insert(y, bundle),
                            None => _ = map.remove(&y),
                        }
                    }
                }
            }
        }
    }

    /// Takes away everything that a group has, with the groups that it is with.
    pub(super) fn take(&mut self, gone: u32) -> Vec<(u32, Bundle)> {
        let of: Vec<(u32, Bundle)> = match self {
            Between::Dense(rows, all) => {
                let start = gone as usize * *rows;
                let row = all.get(start..start + *rows).unwrap_or(&[]);
                (0u32..).zip(row).filter_map(|(other, bundle)| Some((other, (*bundle)?))).collect()
            }
            Between::Sparse(all) => all.get_mut(gone as usize).map(std::mem::take).unwrap_or_default().into_iter().collect(),
        };
        of.iter().for_each(|(other, _)| self.set(gone, *other, None));
        of
    }
}
