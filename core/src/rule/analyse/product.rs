//! Axes multiplied: one row per combination of cells that can be.

use super::axis::{Axis, Cell};
use super::bond::bit;
use super::feasible::{Feasible, Left};
use crate::model::{FactColumn, FactTable, FactUnit, FactValues};
use crate::rule::states;
use crate::table::Interner;

/// Combinations of cells that can be.
#[derive(Clone, Debug)]
pub struct Product {
    /// The axes.
    pub axes: Vec<Axis>,
    /// Per row and axis, the place of the cell.
    places: Vec<u32>,
    rows: usize,
    /// Whether every combination that can be is a row.
    pub complete: bool,
}

/// How many nodes of the search are looked at per row that is allowed.
const PATIENCE: usize = 8;

/// All combinations that can be.
///
/// # Errors
/// The axes, when there are more than `most`.
pub fn product(axes: Vec<Axis>, feasible: &Feasible, most: usize) -> Result<Product, Vec<Axis>> {
    if free(&axes, feasible) > most {
        return Err(axes);
    }
    let start = Left { spans: feasible.spans.clone(), settled: false };
    let left = std::iter::once(start).chain(axes.iter().map(|_| Left::default())).collect();
    let mut search = Search { axes: &axes, feasible, reads: feasible.reads(), most, looks: most.saturating_mul(PATIENCE), place: Vec::new(), left, found: Vec::new(), rows: 0 };
    let done = search.deeper();
    let (places, rows) = (search.found, search.rows);
    if done { Ok(Product { axes, places, rows, complete: true }) } else { Err(axes) }
}

/// How many combinations there are of the axes that no law speaks of, whatever the others are; capped.
fn free(axes: &[Axis], feasible: &Feasible) -> usize {
    let bound = |axis: usize| feasible.bonds.iter().any(|bond| bond.places().contains(&Some(axis)));
    axes.iter().enumerate().filter(|(at, _)| !bound(*at)).fold(1, |all, (_, axis)| all.saturating_mul(axis.cells.len().max(1)))
}

struct Search<'a> {
    axes: &'a [Axis],
    feasible: &'a Feasible,
    reads: Vec<u64>,
    most: usize,
    looks: usize,
    place: Vec<u32>,
    /// What the values can be, given the places of the first axes: by how many they are.
    left: Vec<Left>,
    found: Vec<u32>,
    rows: usize,
}

impl Search<'_> {
    fn deeper(&mut self) -> bool {
        let depth = self.place.len();
        let Some(axis) = self.axes.get(depth) else {
            self.found.extend(&self.place);
            self.rows += 1;
            return self.rows <= self.most;
        };
        let Some([before, after]) = self.left.get_mut(depth..depth + 2) else { return false };
        // What no law speaks of changes nothing.
        let free = !self.reads.iter().any(|reads| reads & bit(depth) != 0);
        if free {
            after.copy(before);
        }
        for (place, cell) in (0_u32..).zip(&axis.cells) {
            if self.looks == 0 {
                return false;
            }
            self.looks -= 1;
            let Some([before, after]) = self.left.get_mut(depth..depth + 2) else { return false };
            if !free && !self.feasible.allows_next(&self.reads, before, depth, cell, after) {
                continue;
            }
            self.place.push(place);
            if !self.deeper() {
                return false;
            }
            self.place.pop();
        }
        true
    }
}

/// Some combinations that can be, drawn evenly by a fixed sequence.
#[must_use]
pub fn sample(axes: Vec<Axis>, feasible: &Feasible, wanted: usize) -> Product {
    let mut state: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut next = || {
        // The multiplier of Knuth's MMIX generator.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut places = Vec::new();
    let mut rows = 0;
    for _ in 0..wanted.saturating_mul(4) {
        let row: Vec<u32> = axes.iter().map(|axis| u32::try_from(next() % (axis.cells.len().max(1) as u64)).unwrap_or(0)).collect();
        let cells = axes.iter().zip(&row).filter_map(|(axis, place)| axis.cells.get(*place as usize));
        if feasible.allows(cells) {
            places.extend(row);
            rows += 1;
        }
        if rows == wanted {
            break;
        }
    }
    Product { axes, places, rows, complete: false }
}

impl Product {
    /// Combinations that are known beforehand, by the places of their cells.
    #[must_use]
    pub fn of_rows<'r>(axes: Vec<Axis>, rows: impl IntoIterator<Item = &'r [u32]>) -> Self {
        let mut product = Product { axes, places: Vec::new(), rows: 0, complete: true };
        for row in rows {
            product.places.extend(row);
            product.rows += 1;
        }
        product
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The places of a row's cells, one per axis.
    #[must_use]
    pub fn row(&self, row: usize) -> &[u32] {
        let width = self.axes.len();
        self.places.get(row * width..(row + 1) * width).unwrap_or(&[])
    }

    /// A row's cells, one per axis.
    pub fn cells(&self, row: usize) -> impl Iterator<Item = (&Axis, &Cell)> {
        self.axes.iter().zip(self.row(row)).filter_map(|(axis, place)| Some((axis, axis.cells.get(*place as usize)?)))
    }

    /// One customer per row, with a value out of each of its cells.
    #[must_use]
    pub fn table(&self) -> FactTable {
        let axes = || self.axes.iter().enumerate();
        let columns = axes().map(|(at, axis)| self.column(at, axis)).chain(axes().filter_map(|(at, axis)| self.states(at, axis))).collect();
        FactTable { rows: self.rows, columns }
    }

    /// Which missing state a field is in; `None`: no rule asks.
    fn states(&self, at: usize, axis: &Axis) -> Option<FactColumn> {
        axis.cells.iter().find(|cell| matches!(cell, Cell::MissingAs(_)))?;
        let state = |cell: &Cell| if let Cell::MissingAs(state) = cell { Some(*state) } else { None };
        let cell = |row: usize| axis.cells.get(*self.row(row).get(at)? as usize);
        Some(states(&axis.name, (0..self.rows).map(|row| cell(row).and_then(state))))
    }

    fn column(&self, at: usize, axis: &Axis) -> FactColumn {
        let place = |row: usize| self.row(row).get(at).copied().unwrap_or(0) as usize;
        let values = if axis.unit == FactUnit::Text {
            let mut texts = Interner::new();
            let ids: Vec<Option<u32>> = axis.cells.iter().map(|cell| if let Cell::Text { example, .. } = cell { Some(texts.intern(example)) } else { None }).collect();
            FactValues::Text { ids: (0..self.rows).map(|row| ids.get(place(row)).copied().flatten()).collect(), texts }
        } else {
            let numbers: Vec<Option<i64>> = axis.cells.iter().map(Cell::number).collect();
            FactValues::Number((0..self.rows).map(|row| numbers.get(place(row)).copied().flatten()).collect())
        };
        FactColumn { name: axis.name.clone(), unit: axis.unit, values }
    }
}
