//! Rows of interest in few words: boxes that hold them and no other row that can be.

use super::axis::Cell;
use super::product::Product;
use crate::rule::ast::Predicate;

/// A set of cells per axis.
#[derive(Clone, Debug)]
pub struct Cover {
    /// Per axis, which of its cells.
    cells: Vec<Vec<bool>>,
    /// The first row inside.
    pub row: usize,
}

/// At most `most` boxes that hold rows of interest and no others; together all of them, if there are not more. Impossible cells may lie
/// inside. Every row of interest is in one of them.
#[must_use]
pub fn cover(product: &Product, wanted: &[bool], most: usize) -> Vec<Cover> {
    let mut left: Vec<bool> = wanted.to_vec();
    let mut found = Vec::new();
    while found.len() < most {
        let Some(row) = left.iter().position(|is| *is) else { break };
        let best = around(product, wanted, row);
        for (at, left) in left.iter_mut().enumerate() {
            *left &= !best.holds(product.row(at));
        }
        found.push(best);
    }
    found
}

/// The box around a row that takes the fewest conditions, over some orders in which axes are widened.
fn around(product: &Product, wanted: &[bool], row: usize) -> Cover {
    let axes = product.axes.len();
    let start = Cover::of(product, row).cells;
    let mut best: Option<((usize, usize), Cover)> = None;
    let mut cover = Cover { cells: start.clone(), row };
    let mut seen: Vec<Vec<bool>> = start.clone();
    let mut good = Vec::new();
    // Later axes first, then every other axis last: what is widened first loses its condition.
    for turn in 0..axes.max(1) {
        cover.cells.clone_from(&start);
        for step in 0..axes {
            let axis = (axes + turn - 1 - step) % axes;
            cover.widen(product, wanted, axis, &mut good, &mut seen);
        }
        cover.trim(product, &mut seen);
        let narrow = cover.cells.iter().filter(|cells| !cells.iter().all(|c| *c)).count();
        let outside = cover.cells.iter().map(|cells| cells.iter().filter(|c| !**c).count()).sum();
        if best.as_ref().is_none_or(|(score, _)| (narrow, outside) < *score) {
            best = Some(((narrow, outside), cover.clone()));
        }
    }
    best.map_or(Cover { cells: start, row }, |(_, cover)| cover)
}

impl Cover {
    /// The box of one row's cells and no more.
    #[must_use]
    pub fn of(product: &Product, row: usize) -> Self {
        let cells = product.axes.iter().zip(product.row(row)).map(|(axis, place)| (0..axis.cells.len()).map(|at| at == *place as usize).collect());
        Cover { cells: cells.collect(), row }
    }

    /// The box of which each of some boxes, over axes of its own, is a side; of a product whose axes are theirs in their order.
    #[must_use]
    pub fn joined(covers: impl IntoIterator<Item = Cover>) -> Self {
        Cover { cells: covers.into_iter().flat_map(|cover| cover.cells).collect(), row: 0 }
    }

    fn holds(&self, row: &[u32]) -> bool {
        self.cells.iter().zip(row).all(|(cells, place)| cells.get(*place as usize).copied().unwrap_or(false))
    }

    /// Takes in the cells of an axis that bring rows of interest only; `good` and `seen` are buffers.
    fn widen(&mut self, product: &Product, wanted: &[bool], axis: usize, good: &mut Vec<bool>, seen: &mut [Vec<bool>]) {
        let (Some(cells), Some(seen)) = (self.cells.get(axis), seen.get_mut(axis)) else { return };
        good.clear();
        good.resize(cells.len(), true);
        seen.fill(false);
        for (row, wanted) in wanted.iter().enumerate() {
            let places = product.row(row);
            let beside = self.cells.iter().zip(places).enumerate().all(|(n, (cells, place))| n == axis || cells.get(*place as usize).copied().unwrap_or(false));
            let Some(place) = places.get(axis).filter(|_| beside) else { continue };
            let place = *place as usize;
            if let (Some(good), Some(seen)) = (good.get_mut(place), seen.get_mut(place)) {
                *good &= *wanted;
                *seen = true;
            }
        }
        if !good.iter().all(|g| *g) {
            // Impossible cells are taken in where they join others; alone they would only lengthen what is said.
            let kinds = product.axes.get(axis).map_or(&[][..], |axis| axis.cells.as_slice());
            let ordered = |at: usize| matches!(kinds.get(at), Some(Cell::Range { .. }));
            let mut start = 0;
            while start < good.len() {
                let run = good.iter().enumerate().skip(start).take_while(|(at, good)| **good && (ordered(*at) || *at == start)).count().max(1);
                let useful = seen.iter().zip(cells).skip(start).take(run).any(|(seen, already)| *seen || *already);
                for good in good.iter_mut().skip(start).take(run) {
                    *good &= useful;
                }
                start += run;
            }
        }
        if let Some(slot) = self.cells.get_mut(axis) {
            slot.clone_from(good);
        }
    }

    /// Leaves out impossible cells at the ends of what is said anyway: `= 1` rather than `<= 1` where 0 cannot be.
    fn trim(&mut self, product: &Product, seen: &mut [Vec<bool>]) {
        seen.iter_mut().for_each(|seen| seen.fill(false));
        for row in 0..product.rows() {
            let places = product.row(row);
            if self.holds(places) {
                for (seen, place) in seen.iter_mut().zip(places) {
                    if let Some(seen) = seen.get_mut(*place as usize) {
                        *seen = true;
                    }
                }
            }
        }
        for ((cells, seen), axis) in self.cells.iter_mut().zip(&*seen).zip(&product.axes) {
            if cells.iter().all(|c| *c) {
                continue;
            }
            let ordered = |at: usize| matches!(axis.cells.get(at), Some(Cell::Range { .. }));
            let mut start = 0;
            while start < cells.len() {
                let run = cells.iter().enumerate().skip(start).take_while(|(at, c)| **c && (ordered(*at) || *at == start)).count().max(1);
                let own = || seen.iter().enumerate().skip(start).take(run).filter(|(_, seen)| **seen).map(|(at, _)| at);
                let (first, last) = (own().next(), own().next_back());
                for (at, cell) in cells.iter_mut().enumerate().skip(start).take(run) {
                    *cell &= first.is_some_and(|first| at >= first) && last.is_some_and(|last| at <= last);
                }
                start += run;
            }
        }
    }

    /// What is true of exactly the rows inside; `None`: of all.
    #[must_use]
    pub fn predicate(&self, product: &Product) -> Option<Predicate> {
        let parts: Vec<Predicate> = product.axes.iter().zip(&self.cells).filter_map(|(axis, cells)| axis.predicate(cells)).collect();
        (!parts.is_empty()).then(|| Predicate::all(parts))
    }

    /// The names that the box says something of, with what it says.
    pub fn conditions<'c>(&'c self, product: &'c Product) -> impl Iterator<Item = (&'c str, Predicate)> {
        product.axes.iter().zip(&self.cells).filter_map(|(axis, cells)| Some((axis.name.as_str(), axis.predicate(cells)?)))
    }

    /// The rows of the product that lie inside.
    pub fn rows<'c>(&'c self, product: &'c Product) -> impl Iterator<Item = usize> + 'c {
        (0..product.rows()).filter(|row| self.holds(product.row(*row)))
    }

    /// The places next to the box on each axis, as rows: the values of one axis moved by one cell.
    pub fn beside<'c>(&'c self, product: &'c Product) -> impl Iterator<Item = usize> + 'c {
        (0..product.rows()).filter(|row| {
            let away = self.cells.iter().zip(product.row(*row)).enumerate().filter(|(_, (cells, place))| !cells.get(**place as usize).copied().unwrap_or(false));
            let mut outside = away.map(|(axis, (cells, place))| {
                let place = *place as usize;
                let next = |at: Option<usize>| at.and_then(|at| cells.get(at)).copied().unwrap_or(false);
                let number = product.axes.get(axis).is_some_and(|axis| matches!(axis.cells.get(place), Some(Cell::Range { .. })));
                number && (next(place.checked_sub(1)) || next(place.checked_add(1)))
            });
            outside.next() == Some(true) && outside.next().is_none()
        })
    }
}
