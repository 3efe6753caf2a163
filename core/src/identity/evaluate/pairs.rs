//! Pairs of rows that belong together, that were put together, and that are both.

use super::coded::Coded;

/// (True pairs, predicted pairs, right pairs). With `across_only` those within one source do not count.
pub(super) fn count(rows: &Coded, across_only: bool) -> (u64, u64, u64) {
    (together(rows, across_only, |t, _| (t, 0)), together(rows, across_only, |_, p| (p, 0)), together(rows, across_only, |t, p| (t, p)))
}

fn together(rows: &Coded, across_only: bool, group: fn(u32, u32) -> (u32, u32)) -> u64 {
    // Sorted by source within a group, one pass counts both.
    let mut keys: Vec<((u32, u32), u32)> = rows.rows().map(|(t, p, s)| (group(t, p), s)).collect();
    keys.sort_unstable();
    let of_group = |part: &[((u32, u32), u32)]| {
        let within: u64 = if across_only { part.chunk_by(|a, b| a.1 == b.1).map(|same| choose(same.len() as u64)).sum() } else { 0 };
        choose(part.len() as u64) - within
    };
    keys.chunk_by(|a, b| a.0 == b.0).map(of_group).sum()
}

/// Pairs of so many rows.
pub(super) fn choose(rows: u64) -> u64 {
    rows * rows.saturating_sub(1) / 2
}
