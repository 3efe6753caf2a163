//! Where the header of a sheet is: below a title, in one row or in two with merged cells.

use super::filling::{Filling, cut};
use std::collections::{BTreeMap, BTreeSet};

/// The cells of a sheet that hold something, by row and column from 0.
pub(super) type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// A merged region.
#[derive(Clone, Copy)]
pub(super) struct Merged {
    pub(super) rows: (u32, u32),
    pub(super) columns: (u32, u32),
}

/// Titles above a header, at most.
const MOST_TITLES: usize = 5;

/// Fills the table: titles are passed over, the header is one row or two, the rest is data.
pub(super) fn fill(filling: &mut Filling<'_>, mut cells: Cells, merged: &[Merged]) {
    for _ in 0..MOST_TITLES {
        let mut rows = cells.iter();
        // A list of one column has one cell in every row.
        let (Some((&at, title)), Some((_, next))) = (rows.next(), rows.next()) else { break };
        if title.len() > 1 || next.len() < 2 {
            break;
        }
        let text = title.values().next().map_or(String::new(), |t| cut(t));
        filling.odd("title_row", format!("row {}: {text}: one cell above the header is taken for a title", at + 1));
        cells.remove(&at);
    }
    let Some((&top, _)) = cells.iter().next() else { return };
    let first = cells.values().filter_map(|row| row.keys().next()).min().copied().unwrap_or(0);
    let header = match groups(&cells, merged, top) {
        Some(header) => {
            filling.odd("merged_header", format!("rows {} and {}: merged cells over a second row of names; they are read as one header", top + 1, top + 2));
            cells.remove(&top);
            cells.remove(&(top + 1));
            header
        }
        None => cells.remove(&top).unwrap_or_default(),
    };
    let last = header.keys().next_back().copied().unwrap_or(first);
    filling.header(&dense(&header, first, last), &mut || format!("row {}", top + 1));
    for (at, row) in &cells {
        let end = row.keys().next_back().map_or(last, |c| last.max(*c));
        filling.row(&dense(row, first, end), &mut || format!("row {}", at + 1));
    }
}

fn dense(row: &BTreeMap<u32, String>, first: u32, last: u32) -> Vec<Option<&str>> {
    (first..=last).map(|c| row.get(&c).map(String::as_str)).collect()
}

/// A header of two rows: cells merged over columns, the names of these below them, and every other name merged over
/// both rows or at least alone.
fn groups(cells: &Cells, merged: &[Merged], top: u32) -> Option<BTreeMap<u32, String>> {
    let (above, below) = (cells.get(&top)?, cells.get(&(top + 1))?);
    let groups: Vec<&Merged> = merged.iter().filter(|m| m.rows == (top, top) && m.columns.0 < m.columns.1 && above.contains_key(&m.columns.0)).collect();
    let group_of = |column: u32| groups.iter().find(|m| (m.columns.0..=m.columns.1).contains(&column));
    // A name below no group would be data.
    if groups.is_empty() || below.keys().any(|c| group_of(*c).is_none()) {
        return None;
    }
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&str> = below.values().filter(|name| !seen.insert(name.as_str())).map(String::as_str).collect();
    let mut header = above.clone();
    for (&column, name) in below {
        let group = group_of(column).and_then(|m| above.get(&m.columns.0)).filter(|_| twice.contains(name.as_str()));
        header.insert(column, group.map_or(name.clone(), |group| format!("{}/{name}", group.trim())));
    }
    Some(header)
}
