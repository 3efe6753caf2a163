//! Dimensions whose rules add points: what the points of a cell can come to, points that change nothing, bands that nobody reaches.

use super::dimension::{Fate, One, TRUE, UNKNOWN, verdicts};
use super::sets::Grid;
use crate::model::Severity;
use crate::rule::Rule;
use crate::spec::{Band, DimensionSpec, HitPolicy};
use hashbrown::HashSet;
use std::collections::BTreeSet;

/// Per cell, the least and the most that its points can come to: what cannot be decided may count or not.
pub(super) struct Totals<'s> {
    bands: &'s [Band],
    sums: Vec<(i64, i64)>,
    /// What rules that have nothing to do with these cells come to, any of it in any cell.
    beside: &'s [(i64, i64)],
}

/// Nothing else.
const ALONE: &[(i64, i64)] = &[(0, 0)];

/// The value of so many points.
fn value(bands: &[Band], sum: i64) -> Option<&str> {
    bands.iter().find(|band| band.from.is_none_or(|from| from <= sum)).map(|band| band.value.as_str())
}

/// The value of some points: of the least, if that of the most is the same. `None`: it cannot be decided.
fn decided(bands: &[Band], (low, high): (i64, i64)) -> Option<Option<&str>> {
    let value = value(bands, low);
    (value == self::value(bands, high)).then_some(value)
}

/// What becomes of so many points.
pub(super) fn fate(bands: &[Band], sum: (i64, i64)) -> Fate {
    match decided(bands, sum) {
        Some(Some(_)) => Fate::Given,
        Some(None) => Fate::Nobody,
        None => Fate::Open,
    }
}

/// What a rule of these points adds, at least and at most.
fn added(points: i64, verdict: u8) -> (i64, i64) {
    match verdict {
        TRUE => (points, points),
        UNKNOWN => (points.min(0), points.max(0)),
        _ => (0, 0),
    }
}

impl<'s> Totals<'s> {
    /// `None`: not a dimension of points, or one without bands, which is an error already.
    pub(super) fn of(dimension: &'s DimensionSpec, rules: &[Option<Rule>], grid: &Grid, set: usize) -> Option<Self> {
        let HitPolicy::Score { bands } = &dimension.hit else { return None };
        if bands.is_empty() {
            return None;
        }
        let mut sums = vec![(0, 0); grid.product.rows()];
        for (rule, spec) in rules.iter().zip(&dimension.rules) {
            let Some(rule) = rule else { continue };
            for ((low, high), verdict) in sums.iter_mut().zip(verdicts(rule, grid, set)) {
                let (least, most) = added(i64::from(spec.points.unwrap_or(0)), verdict);
                *low += least;
                *high += most;
            }
        }
        Some(Totals { bands, sums, beside: ALONE })
    }

    /// The same, where other rules come to any of these.
    pub(super) fn beside(self, others: &'s [(i64, i64)]) -> Self {
        Totals { beside: others, ..self }
    }

    /// Per cell, what its points come to.
    pub(super) fn into_sums(self) -> Vec<(i64, i64)> {
        self.sums
    }

    pub(super) fn fate(&self, row: usize) -> Fate {
        self.sums.get(row).map_or(Fate::Open, |sums| fate(self.bands, *sums))
    }

    /// The least and the most points of some cells.
    pub(super) fn range(&self, rows: impl Iterator<Item = usize>) -> (i64, i64) {
        let sums: Vec<(i64, i64)> = rows.filter_map(|row| self.sums.get(row).copied()).collect();
        (sums.iter().map(|(low, _)| *low).min().unwrap_or(0), sums.iter().map(|(_, high)| *high).max().unwrap_or(0))
    }

    /// Whether other verdicts of a rule of these points change any cell's value; `None`: it would take more than is left of `work`.
    pub(super) fn change(&self, points: i64, before: &[u8], after: &[u8], work: &mut usize) -> Option<bool> {
        let mut seen: HashSet<[i64; 4]> = HashSet::new();
        for (sums, (before, after)) in self.sums.iter().zip(before.iter().zip(after)).filter(|(_, (before, after))| before != after) {
            let ((old_low, old_high), (low, high)) = (added(points, *before), added(points, *after));
            let other = (sums.0 - old_low + low, sums.1 - old_high + high);
            if !seen.insert([sums.0, sums.1, other.0, other.1]) {
                continue;
            }
            let Some(left) = work.checked_sub(self.beside.len()) else {
                *work = 0;
                return None;
            };
            *work = left;
            let decided = |sums: &(i64, i64), (least, most): &(i64, i64)| decided(self.bands, (sums.0 + least, sums.1 + most));
            if self.beside.iter().any(|beside| decided(sums, beside) != decided(&other, beside)) {
                return Some(true);
            }
        }
        Some(false)
    }

    /// Every total that can be, where nothing stands beside.
    pub(super) fn all(&self) -> BTreeSet<(i64, i64)> {
        self.sums.iter().copied().collect()
    }
}

impl One<'_, '_, '_> {
    /// Points that change nobody's value; returns the rules of such points.
    pub(super) fn idle(&mut self) -> Vec<usize> {
        let Some(totals) = self.totals.filter(|_| self.readable) else { return Vec::new() };
        let (mut idle, mut rules) = (Vec::new(), Vec::new());
        for (at, (rule, spec)) in self.rules.iter().zip(&self.dimension.rules).enumerate() {
            let (Some(rule), Some(points), true) = (rule, spec.points, self.scan.truths.get(at) > Some(&0)) else { continue };
            let own = verdicts(rule, self.grid, self.s);
            // What would take too long may well change something.
            if totals.change(i64::from(points), &own, &vec![0; own.len()], &mut self.work).unwrap_or(true) {
                continue;
            }
            rules.push(at);
            idle.push(self.finding("idle_points", Severity::Warning).at(self.set.path_of(self.d, at)).told(
                format!("the {points:+} points of `{}` change nobody's `{}`: no total crosses a band by them.", rule.text(), self.dimension.name),
                format!("`{}` 的 {points:+} 分不改变任何人的「{}」: 没有总分因此跨过分数段。", rule.text(), self.dimension.name),
            ));
        }
        self.check.report.shadowed.extend(idle);
        rules
    }

    /// Bands that nobody is in, of all totals that can be.
    pub(super) fn empty_bands<'t>(&mut self, all: impl Iterator<Item = &'t (i64, i64)> + Clone) {
        let Some(totals) = self.totals.filter(|_| self.readable) else { return };
        let (least, most) = (all.clone().map(|(low, _)| *low).min().unwrap_or(0), all.clone().map(|(_, high)| *high).max().unwrap_or(0));
        let reached: BTreeSet<&str> = all.flat_map(|(low, high)| [value(totals.bands, *low), value(totals.bands, *high)]).flatten().collect();
        for (n, band) in totals.bands.iter().enumerate().filter(|(_, band)| !reached.contains(band.value.as_str())) {
            let path = format!("{}.dimensions[{}].hit.score.bands[{n}]", self.set.path, self.d);
            let finding = self.finding("empty_band", Severity::Warning).at(path).told(
                format!("nobody can be `{}` by points: totals go from {least} to {most}.", band.value),
                format!("没有人的总分能成为「{}」: 总分在 {least} 至 {most} 之间。", band.value),
            );
            self.check.report.shadowed.push(finding);
        }
    }
}
