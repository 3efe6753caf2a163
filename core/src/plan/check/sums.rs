//! Scores with more cells than can be looked at one by one: rules that have nothing to do with one another are looked at apart, and what
//! their points come to is added up.
//!
//! ```text
//! rules --common names, laws between them--> parts --cells--> sums of each part --added up--> every total that can be
//! ```
//!
//! Totals, bands, points that change nothing and dead constants are found exactly; of a hole one cell is told, with a history that is put together
//! from those of the parts.

use super::dimension::{Fate, One, Scan};
use super::score::Totals;
use super::sets::{Grid, RuleSet};
use super::{Check, constants};
use crate::model::{RuleFinding, Severity};
use crate::rule::analyse::{Cover, Product, cover};
use crate::rule::{Predicate, Rule};
use crate::spec::{Band, DimensionSpec, HitPolicy};
use std::collections::BTreeMap;

/// Rules of all parts, those of other parts left out: beyond that cells are drawn.
const PLACES: usize = 250_000;

/// Sums that are added, for all parts together; beyond that cells are drawn.
const WORK: usize = 20_000_000;

/// The least and the most that points come to.
type Sum = (i64, i64);

/// Rules that share names or laws, on the cells of these names alone.
struct Part {
    /// The rules of the dimension, those of other parts left out.
    rules: Vec<Option<Rule>>,
    grid: Grid,
    /// What its points come to in each row, and the first row of each sum.
    rows: Vec<Sum>,
    sums: BTreeMap<Sum, usize>,
}

/// A dimension of points, part by part.
pub(super) struct Sums<'s> {
    bands: &'s [Band],
    parts: Vec<Part>,
    /// After each part the totals so far, each with the total before and the part's sum.
    totals: Vec<BTreeMap<Sum, (Sum, Sum)>>,
    /// Per part, what all others come to.
    others: Vec<Vec<Sum>>,
}

impl<'s> Sums<'s> {
    /// `None`: no points, rules that cannot be read, one part with too many cells, too many verdicts or parts, or too many totals.
    pub(super) fn of(check: &Check<'s>, set: usize, dimension: &'s DimensionSpec, rules: &[Option<Rule>]) -> Option<Self> {
        let HitPolicy::Score { bands } = &dimension.hit else { return None };
        if bands.is_empty() || dimension.parent.is_some() {
            return None;
        }
        let own = check.sets.sets.get(set)?;
        let mut parts = Vec::new();
        let groups = groups(check, own, set, rules)?;
        if groups.len().saturating_mul(rules.len()) > PLACES {
            return None;
        }
        let mut verdicts = check.sets.work;
        for group in groups {
            let mut of_group: Vec<Option<Rule>> = vec![None; rules.len()];
            for at in &group {
                if let (Some(slot), Some(rule)) = (of_group.get_mut(*at), rules.get(*at)) {
                    slot.clone_from(rule);
                }
            }
            let grid = check.sets.grid_of(set, &of_group.iter().flatten().collect::<Vec<_>>())?;
            verdicts = verdicts.checked_sub(grid.product.rows().saturating_mul(group.len()))?;
            let totals = Totals::of(dimension, &of_group, &grid, set)?;
            let rows = totals.into_sums();
            let mut sums = BTreeMap::new();
            for (row, sum) in rows.iter().enumerate() {
                sums.entry(*sum).or_insert(row);
            }
            parts.push(Part { rules: of_group, grid, rows, sums });
        }
        let mut work = WORK;
        let all: Vec<usize> = (0..parts.len()).collect();
        let totals = added(&parts, &all, &mut work)?;
        let others = all.iter().map(|own| {
            let rest: Vec<usize> = all.iter().copied().filter(|at| at != own).collect();
            Some(added(&parts, &rest, &mut work)?.pop().map_or_else(|| vec![(0, 0)], |sums| sums.into_keys().collect()))
        });
        let others = others.collect::<Option<Vec<_>>>()?;
        Some(Sums { bands, parts, totals, others })
    }

    /// Reports what is found.
    pub(super) fn check(&self, check: &mut Check<'s>, set: &'s RuleSet<'s>, (s, d): (usize, usize), dimension: &'s DimensionSpec) {
        let path = format!("{}.dimensions[{d}]", set.path);
        let finding = RuleFinding::new("added_up", Severity::Note, set.name(), &dimension.name).at(&path);
        let name = &dimension.name;
        check.report.not_analysed.push(finding.told(
            format!("`{name}` has too many cells to look at all: its totals were added up exactly, and of each hole one cell is told."),
            format!("「{name}」的组合太多: 总分已逐一精确相加, 每个缺口只举一例。"),
        ));
        self.holes(check, set, &path, dimension);
        let mut work = check.sets.work;
        for (n, (part, others)) in self.parts.iter().zip(&self.others).enumerate() {
            let Some(totals) = Totals::of(dimension, &part.rules, &part.grid, s).map(|totals| totals.beside(others)) else { continue };
            let scan = Scan::of(&part.rules, &part.grid, s);
            let (grid, totals) = (&part.grid, Some(&totals));
            let mut one = One { check: &mut *check, set, s, d, dimension, rules: &part.rules, readable: true, grid, scan: &scan, totals, parent: None, work };
            let mut dead = one.shadowed();
            dead.extend(one.idle());
            if n == 0 {
                one.empty_bands(self.totals.last().into_iter().flat_map(BTreeMap::keys));
                one.domain();
            }
            constants::check(&mut one, &dead);
            work = one.work;
            if n + 1 == self.parts.len() {
                one.unfinished();
            }
        }
    }

    /// Totals that no band takes, and such as cannot be decided.
    fn holes(&self, check: &mut Check<'s>, set: &RuleSet<'_>, path: &str, dimension: &DimensionSpec) {
        let last = self.totals.last();
        let of = |fate: Fate| last.into_iter().flat_map(BTreeMap::keys).copied().find(|sum| super::score::fate(self.bands, *sum) == fate);
        let name = format!("`{}`", dimension.name);
        let name_zh = format!("「{}」", dimension.name);
        if let Some(sum) = of(Fate::Nobody) {
            let finding = RuleFinding::new("gap", Severity::Error, set.name(), &dimension.name).at(format!("{path}.hit.score.bands"));
            let (en, zh) = super::gaps::no_band(sum, &name, &name_zh);
            let finding = self.place(check, finding.told(en, zh), sum);
            check.report.gaps.push(finding);
        }
        if dimension.unknown.is_none()
            && dimension.null.is_unknown()
            && let Some(sum) = of(Fate::Open)
        {
            let finding = RuleFinding::new("undecided", Severity::Note, set.name(), &dimension.name).at(path);
            let (en, zh) = super::gaps::undecided(&name, &name_zh);
            let finding = self.place(check, finding.told(en, zh), sum);
            check.report.gaps.push(finding);
        }
    }

    /// A finding with a cell of this total, and a history that leads there.
    fn place(&self, check: &Check<'_>, finding: RuleFinding, mut total: Sum) -> RuleFinding {
        let mut covers: Vec<Cover> = Vec::new();
        let (mut axes, mut row): (Vec<_>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut wanted = Vec::new();
        for (part, totals) in self.parts.iter().zip(&self.totals).rev() {
            let Some((before, sum)) = totals.get(&total) else { return finding };
            let Some(first) = part.sums.get(sum) else { return finding };
            let product = &part.grid.product;
            let rows: Vec<bool> = part.rows.iter().map(|other| other == sum).collect();
            covers.extend(cover(product, &rows, 1));
            axes.extend(product.axes.iter().cloned());
            row.extend(product.row(*first));
            wanted.push(product.cells(*first).collect());
            total = *before;
        }
        let product = Product::of_rows(axes, [row.as_slice()]);
        let mut finding = check.tell(finding, &product, &Cover::joined(covers));
        finding.witness = check.search.find_apart(&wanted);
        finding
    }
}

/// The totals of some parts, after each of them; `None`: it takes too long.
fn added(parts: &[Part], which: &[usize], work: &mut usize) -> Option<Vec<BTreeMap<Sum, (Sum, Sum)>>> {
    let mut all: Vec<BTreeMap<Sum, (Sum, Sum)>> = Vec::with_capacity(which.len());
    for part in which.iter().filter_map(|at| parts.get(*at)) {
        let start = BTreeMap::from([((0, 0), ((0, 0), (0, 0)))]);
        let before = all.last().unwrap_or(&start);
        *work = work.checked_sub(before.len().saturating_mul(part.sums.len()))?;
        let mut totals = BTreeMap::new();
        for (low, high) in before.keys() {
            for (least, most) in part.sums.keys() {
                totals.entry((low + least, high + most)).or_insert(((*low, *high), (*least, *most)));
            }
        }
        all.push(totals);
    }
    Some(all)
}

/// Rules that share names, or names between which there are laws, by their places; `None`: one of them cannot be read.
fn groups(check: &Check<'_>, own: &RuleSet<'_>, set: usize, rules: &[Option<Rule>]) -> Option<Vec<Vec<usize>>> {
    let mut names: Vec<Vec<String>> = Vec::with_capacity(rules.len());
    let mut all: Vec<&Predicate> = Vec::new();
    for rule in rules {
        let predicate = rule.as_ref()?.predicate();
        let below = check.sets.closure(set, own.read(predicate).into_iter());
        let below = below.iter().filter_map(|d| own.rules.get(*d)).flatten().flatten().map(Rule::predicate);
        let predicates: Vec<&Predicate> = std::iter::once(predicate).chain(below).collect();
        let mut of_rule = Vec::new();
        predicates.iter().for_each(|predicate| predicate.comparisons(&mut |subject, _| of_rule.push(subject.to_name())));
        names.push(of_rule);
        all.extend(predicates);
    }
    let axes = check.sets.cut(own, all);
    let feasible = check.sets.definitions.feasible(&axes);
    let mut joined = Joined((0..feasible.spans.len().max(axes.len())).collect());
    for bond in &feasible.bonds {
        let places = bond.places();
        places.iter().flatten().zip(places.iter().skip(1).flatten()).for_each(|(a, b)| joined.join(*a, *b));
    }
    let place = |name: &String| axes.iter().position(|axis| axis.name == *name);
    for of_rule in &names {
        let places: Vec<usize> = of_rule.iter().filter_map(place).collect();
        places.iter().zip(places.iter().skip(1)).for_each(|(a, b)| joined.join(*a, *b));
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, of_rule) in names.iter().enumerate() {
        // What reads nothing that has cells is a part of its own.
        let group = of_rule.iter().find_map(place).map_or(usize::MAX, |place| joined.root(place));
        found.entry(group).or_default().push(at);
    }
    Some(found.into_values().collect())
}

/// Places that belong together: each points to one of its group, the first one to itself.
struct Joined(Vec<usize>);

impl Joined {
    fn root(&self, mut place: usize) -> usize {
        while let Some(above) = self.0.get(place).filter(|above| **above != place) {
            place = *above;
        }
        place
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}
