//! The test cases of one dimension: customers on both sides of each constant, and pairs that one comparison alone tells apart.

use super::Check;
use super::dimension::{TRUE, UNKNOWN, verdicts};
use super::history::lived;
use super::sets::{Grid, Place};
use super::untested::Untested;
use super::witness::as_of;
use crate::model::{FactColumn, FactTable, FactUnit, FactValues, Missing, RuleTestCase, WitnessEvent};
use crate::rule::analyse::{Axis, Cell, Cover, Product};
use crate::rule::{KNOWN, Predicate, Rule, state_column};
use crate::table::Interner;
use std::collections::{BTreeMap, BTreeSet};

/// Histories that are looked for per dimension.
const HISTORIES: usize = 5_000;
/// Of how many events histories are read together.
const EVENTS: usize = 1_000_000;

/// The cases of a dimension, of which what they give is not yet known.
pub(super) struct Cases<'c, 's> {
    check: &'c Check<'s>,
    at: Place,
    /// How many histories may be looked for, and how many comparisons of cells made.
    histories: usize,
    work: usize,
    /// The places of cases by what their customers did and are.
    known: BTreeMap<(Vec<WitnessEvent>, BTreeMap<String, String>), usize>,
    cases: Vec<RuleTestCase>,
    /// What no history was found for, and how often.
    lost: BTreeMap<String, usize>,
    /// Whether some were left out because they would take too long.
    unfinished: bool,
}

impl<'c, 's> Cases<'c, 's> {
    pub(super) fn new(check: &'c Check<'s>, at: Place) -> Self {
        Cases { check, at, histories: HISTORIES, work: check.sets.work, known: BTreeMap::new(), cases: Vec::new(), lost: BTreeMap::new(), unfinished: false }
    }

    /// Whether there is no more to spend on what is still to be looked at.
    pub(super) fn is_spent(&mut self) -> bool {
        let spent = self.histories == 0 || self.work == 0;
        self.unfinished |= spent;
        spent
    }

    /// Cases on the cells that all rules of the dimension tell apart: ends of intervals where its value turns, if it does.
    pub(super) fn of_all(&mut self, grid: &Grid, rules: &[&Rule], untested: &mut Untested<'_>) {
        let own = self.check.sets.sets.get(self.at.0).and_then(|set| set.spec.dimensions.get(self.at.1));
        let values = own.and_then(|own| grid.tags.get(self.at.0)?.dimension(&own.name));
        self.boundaries(grid, |row| values.into_iter().flat_map(|values| values.codes(row)).collect());
        for (n, rule) in rules.iter().enumerate() {
            if self.is_spent() {
                return;
            }
            self.conditions(grid, n, rule, &verdicts(rule, grid, self.at.0), untested);
        }
    }

    /// Cases on the cells that one rule tells apart: ends of intervals where it turns, if it does.
    pub(super) fn of_one(&mut self, grid: &Grid, number: usize, rule: &Rule, untested: &mut Untested<'_>) {
        let verdicts = verdicts(rule, grid, self.at.0);
        self.boundaries(grid, |row| verdicts.get(row).copied().map(u16::from).into_iter().collect());
        self.conditions(grid, number, rule, &verdicts, untested);
    }

    /// One case, unless its history stands in another.
    fn push(&mut self, aim: &str, product: &Product, row: usize, narrowed: Option<(usize, Cell)>) {
        let Some(left) = self.histories.checked_sub(1) else {
            self.unfinished = true;
            return;
        };
        self.histories = left;
        let own = narrowed.as_ref().map(|(at, cell)| (*at, cell));
        let wanted: Vec<(&Axis, &Cell)> = product.cells(row).enumerate().map(|(n, (axis, cell))| (axis, own.filter(|(at, _)| *at == n).map_or(cell, |(_, cell)| cell))).collect();
        let Some(witness) = self.check.history(&wanted) else {
            *self.lost.entry(aim.to_owned()).or_insert(0) += 1;
            return;
        };
        let key = (witness.events.clone(), witness.fields.clone());
        if let Some(known) = self.known.get(&key).and_then(|at| self.cases.get_mut(*at)) {
            if !known.aim.contains(aim) {
                known.aim = format!("{}; {aim}", known.aim);
            }
            return;
        }
        self.known.insert(key, self.cases.len());
        let cell = Cover::of(product, row).predicate(product).map_or_else(String::new, |p| p.to_string());
        let (rule_set, dimension, aim) = (String::new(), String::new(), aim.to_owned());
        self.cases.push(RuleTestCase { rule_set, dimension, aim, cell, witness, expect: Vec::new() });
    }

    /// Both sides of every cut, where what is given turns if it does anywhere.
    fn boundaries(&mut self, grid: &Grid, given: impl Fn(usize) -> Vec<u16>) {
        let product = &grid.product;
        for (at, axis) in product.axes.iter().enumerate() {
            let sides = sides(product, at, &given);
            let aim = format!("boundary: {}", axis.name);
            for (below, pair) in (0_u32..).zip(axis.cells.windows(2)) {
                let ([Cell::Range { high, .. }, Cell::Range { low, .. }], Some((a, b))) = (pair, sides.get(&below)) else { continue };
                self.push(&aim, product, *a, Some((at, Cell::Range { low: *high, high: *high })));
                self.push(&aim, product, *b, Some((at, Cell::Range { low: *low, high: *low })));
            }
        }
    }

    /// For every comparison of a rule, two cells in which it alone turns the rule.
    fn conditions(&mut self, grid: &Grid, number: usize, rule: &Rule, whole: &[u8], untested: &mut Untested<'_>) {
        let Some(set) = self.check.sets.sets.get(self.at.0) else { return };
        let mut written = BTreeSet::new();
        let mut comparisons: Vec<(Predicate, Vec<u8>)> = Vec::new();
        let mut all = Vec::new();
        rule.predicate().comparisons(&mut |subject, test| all.push(Predicate::Compare { subject: subject.clone(), test: test.clone() }));
        for comparison in all {
            if written.insert(comparison.to_string())
                && let Some(leaf) = Rule::from_predicate(&comparison, "", &set.fields, &mut Vec::new())
            {
                self.work = self.work.saturating_sub(whole.len());
                comparisons.push((comparison, verdicts(&leaf, grid, self.at.0)));
            }
        }
        let pairs = alone(whole, &comparisons.iter().map(|(_, verdicts)| verdicts.as_slice()).collect::<Vec<_>>());
        let mut seen = BTreeSet::new();
        let mut never: Vec<String> = Vec::new();
        for ((comparison, _), pair) in comparisons.iter().zip(pairs) {
            let Some((fails, holds)) = pair else {
                never.push(comparison.to_string());
                continue;
            };
            for row in [holds, fails] {
                if seen.insert(row) {
                    self.push(&format!("mcdc: rule {} by {comparison}", number + 1), &grid.product, row, None);
                }
            }
        }
        if !never.is_empty() {
            untested.never_alone(number, &never);
        }
    }

    /// The cases with the values that the dimension gives to their customers.
    pub(super) fn expected(mut self, untested: &mut Untested<'_>) -> Vec<RuleTestCase> {
        untested.no_history(&self.lost);
        if self.unfinished {
            untested.unfinished();
        }
        let (check, mut rest) = (self.check, self.cases.as_mut_slice());
        while !rest.is_empty() {
            let mut events = 0;
            let few = rest.iter().take_while(|case| {
                events += case.witness.events.iter().map(|event| event.times as usize).sum::<usize>();
                events <= EVENTS
            });
            // At least one, however long it is.
            let few = few.count().max(1).min(rest.len());
            let (now, later) = rest.split_at_mut(few);
            expect(check, self.at, now);
            rest = later;
        }
        self.cases
    }
}

/// Fills in what a dimension gives to the customers of cases.
fn expect(check: &Check<'_>, (s, d): Place, cases: &mut [RuleTestCase]) {
    let sets = check.sets;
    let Some((set, dimension)) = sets.sets.get(s).and_then(|set| Some((set, set.spec.dimensions.get(d)?))) else { return };
    let histories: Vec<Vec<&WitnessEvent>> = cases.iter().map(|case| case.witness.events.iter().collect()).collect();
    let mut facts: FactTable = sets.facts.evaluate(&lived(&sets.written, &histories, as_of()), cases.len(), Some(as_of())).table;
    facts.rows = cases.len();
    for field in sets.spec.fields.iter().filter(|field| sets.facts.fields().find(&field.name).is_none()) {
        let written = |case: &RuleTestCase| case.witness.fields.get(&field.name).cloned().unwrap_or_default();
        let state = |case: &RuleTestCase| crate::normalize::missing_state(&written(case));
        facts.columns.push(texts(field.name.clone(), cases.iter().map(|case| Some(written(case)).filter(|_| state(case).is_none()))));
        let states = cases.iter().map(|case| Some(state(case).map_or(KNOWN, Missing::as_str).to_owned()));
        facts.columns.push(texts(state_column(&field.name), states));
    }
    let tags = set.tags(&sets.closure(s, std::iter::once(d)), &facts);
    let values = tags.as_ref().and_then(|tags| tags.dimension(&dimension.name));
    for (row, case) in cases.iter_mut().enumerate() {
        set.name().clone_into(&mut case.rule_set);
        case.dimension.clone_from(&dimension.name);
        case.expect = values.into_iter().flat_map(|values| values.values(row)).map(str::to_owned).collect();
    }
}

/// A column of texts.
fn texts(name: String, values: impl Iterator<Item = Option<String>>) -> FactColumn {
    let mut texts = Interner::new();
    let ids = values.map(|text| text.map(|text| texts.intern(&text))).collect();
    FactColumn { name, unit: FactUnit::Text, values: FactValues::Text { ids, texts } }
}

/// By the place of a cell on an axis, a row there and one in the next cell: of those that are else alike the first that differ in what is given, else the
/// first; where no customer can be on both sides and else alike, the first on each.
fn sides(product: &Product, at: usize, given: impl Fn(usize) -> Vec<u16>) -> BTreeMap<u32, (usize, usize)> {
    let place = |row: usize| product.row(row).get(at).copied().unwrap_or(0);
    let others = |row: usize| product.row(row).iter().enumerate().filter(|(n, _)| *n != at).map(|(_, place)| *place);
    let mut order: Vec<usize> = (0..product.rows()).collect();
    order.sort_by(|a, b| others(*a).cmp(others(*b)).then_with(|| place(*a).cmp(&place(*b))));
    // Whether they are given the same, the upper row, the lower.
    let mut found: BTreeMap<u32, (bool, usize, usize)> = BTreeMap::new();
    for pair in order.windows(2) {
        let [lower, upper] = *pair else { continue };
        if place(upper) == place(lower) + 1 && others(lower).eq(others(upper)) {
            let best = found.entry(place(lower)).or_insert((true, usize::MAX, usize::MAX));
            if (false, upper, lower) < *best {
                *best = (*best).min((given(lower) == given(upper), upper, lower));
            }
        }
    }
    let mut first: BTreeMap<u32, usize> = BTreeMap::new();
    for row in 0..product.rows() {
        first.entry(place(row)).or_insert(row);
    }
    let mut sides: BTreeMap<u32, (usize, usize)> = first.iter().filter_map(|(place, row)| Some((*place, (*row, *first.get(&(place + 1))?)))).collect();
    sides.extend(found.into_iter().map(|(place, (_, upper, lower))| (place, (lower, upper))));
    sides
}

/// Per comparison of a rule two rows, in the first of which the rule fails and in the second of which it holds, that differ in that comparison and in
/// no other.
fn alone(whole: &[u8], comparisons: &[&[u8]]) -> Vec<Option<(usize, usize)>> {
    // What stands for a verdict of a comparison among all of a row: the finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    let mark = |comparison: usize, verdict: u8| {
        let mut z = (comparison as u64 * 3 + u64::from(verdict) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let verdict = |comparison: usize, row: usize| comparisons.get(comparison).and_then(|verdicts| verdicts.get(row)).copied().unwrap_or(UNKNOWN);
    let marks: Vec<u64> = (0..whole.len()).map(|row| (0..comparisons.len()).fold(0, |all, n| all ^ mark(n, verdict(n, row)))).collect();
    let of = |comparison: usize| {
        let mut rows: BTreeMap<u64, [Option<usize>; 2]> = BTreeMap::new();
        for (row, (own, all)) in whole.iter().zip(&marks).enumerate().filter(|(_, (own, _))| **own != UNKNOWN) {
            let here = verdict(comparison, row);
            if here == UNKNOWN {
                continue;
            }
            let slot = rows.entry(all ^ mark(comparison, here)).or_default();
            // Of a comparison that is turned by `not`, the rule holds on its false side.
            if let Some(side) = slot.get_mut(usize::from(*own == TRUE)) {
                side.get_or_insert(row);
            }
            if let [Some(fails), Some(holds)] = *slot
                && (0..comparisons.len()).all(|n| (verdict(n, fails) == verdict(n, holds)) == (n != comparison))
            {
                return Some((fails, holds));
            }
        }
        None
    };
    (0..comparisons.len()).map(of).collect()
}
