//! A dimension decided by ordered rules.

use super::single::Way;
use super::{Step, Tagged, Tagger};
use crate::model::{Codes, Decided, Explanation, FactTable, Finding, NO_TAG, Spare, Statement, TagCodes, TagDimension, TagDomain, TagFinding, TagTable};
use crate::rule::{BLOCK, Binding, Cell, Known, Lookup, Rule, Verdict};
use hashbrown::HashMap;
use std::sync::{Arc, OnceLock};

/// One rule and what it gives.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) code: u16,
    pub(super) points: i64,
    pub(super) rule: Rule,
    /// The rule's number in the spec, from 0.
    pub(super) number: usize,
}

/// What several true rules make.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Policy {
    First,
    Unique,
    Collect {
        /// How many values a customer may have.
        most: usize,
    },
    Score {
        /// From how many points on, and the code; downwards.
        bands: Vec<(i64, u16)>,
    },
}

/// Ordered rules with a hit policy.
#[derive(Clone, Debug)]
pub(super) struct RuleTagger {
    domain: Arc<TagDomain>,
    needs: Vec<String>,
    policy: Policy,
    cases: Vec<Case>,
    /// The value when every rule is false, or [`NO_TAG`].
    otherwise: u16,
    /// The value when no rule is true and some cannot be decided, or [`NO_TAG`].
    undecided: u16,
    /// All rules as one table, unless it would be too large; made when somebody is tagged, as who only checks rules needs none.
    table: OnceLock<Option<Table>>,
}

/// The rules as a lookup, and what each of its cells gives.
#[derive(Clone, Debug)]
struct Table {
    lookup: Lookup,
    /// The code of each cell, where there is one per customer.
    one: Vec<u16>,
    /// Whether rules are true together in some cell.
    together: bool,
}

impl Tagger for RuleTagger {
    fn domain(&self) -> &Arc<TagDomain> {
        &self.domain
    }

    fn needs(&self) -> &[String] {
        &self.needs
    }

    fn tag(&self, facts: &FactTable, tags: &TagTable, spare: &mut Spare) -> Tagged {
        let known = Known { facts, tags };
        let mut pairs = Pairs::default();
        let bound = self.table().and_then(|table| Some((table, table.lookup.bind(&known)?)));
        let codes = match (&self.policy, bound) {
            (Policy::Collect { .. }, Some((table, bound))) => self.collected(facts.rows, |visit| {
                bound.cells(facts.rows, |_, cells| cells.iter().filter_map(|cell| table.lookup.cells().get(usize::from(*cell))).for_each(&mut *visit));
            }),
            (Policy::Collect { .. }, None) => self.collected(facts.rows, |visit| self.each(&known, facts.rows, visit)),
            (Policy::Unique, Some((table, bound))) => {
                if table.together {
                    bound.cells(facts.rows, |start, cells| pairs.count(start, cells.iter().filter_map(|cell| table.lookup.cells().get(usize::from(*cell)))));
                }
                Tagged::one(bound.codes(facts.rows, &table.one, self.narrow(), spare))
            }
            (Policy::First | Policy::Score { .. }, Some((table, bound))) => Tagged::one(bound.codes(facts.rows, &table.one, self.narrow(), spare)),
            (Policy::First, None) => Tagged::one(self.first(&known, facts.rows)),
            (Policy::Unique | Policy::Score { .. }, None) => {
                let mut codes = Vec::with_capacity(facts.rows);
                self.each(&known, facts.rows, &mut |cell| {
                    if self.policy == Policy::Unique {
                        pairs.count(codes.len(), std::iter::once(cell));
                    }
                    codes.push(self.decide(cell));
                });
                Tagged::one(Codes::from(codes))
            }
        };
        Tagged { findings: self.overlaps(pairs), ..codes }
    }

    fn explain(&self, facts: &FactTable, tags: &TagTable, row: usize) -> Explanation {
        let known = Known { facts, tags };
        let own = tags.dimension(&self.domain.name);
        let values = own.into_iter().flat_map(|d: &TagDimension| d.values(row)).map(str::to_owned).collect();
        let verdicts: Vec<Verdict> = self.cases.iter().map(|case| case.rule.row(&known, row)).collect();
        let fired = verdicts.iter().position(|verdict| *verdict == Verdict::True);
        let count = |of: Verdict| verdicts.iter().filter(|v| **v == of).count();
        let decided = match (&self.policy, fired.and_then(|at| self.cases.get(at))) {
            (Policy::Score { .. }, _) => {
                let points = |of: Verdict| self.cases.iter().zip(&verdicts).filter(|(_, v)| **v == of).map(|(case, _)| case.points).sum();
                Decided::Score { points: points(Verdict::True), rules: count(Verdict::True), open: count(Verdict::Unknown) }
            }
            (Policy::First | Policy::Unique, Some(case)) => Decided::Rule(case.number + 1, case.rule.text().to_owned()),
            (Policy::Collect { .. }, Some(_)) => Decided::Rules(count(Verdict::True)),
            (_, None) if verdicts.contains(&Verdict::Unknown) => Decided::Undecided,
            (_, None) => Decided::Otherwise,
        };
        let mut explanation = Explanation::new(Statement::Tag { dimension: self.domain.name.clone(), values, decided: Some(decided) });
        // What stands behind the rule that decided was not looked at, unless the policy looks at all.
        let read = fired.filter(|_| self.policy == Policy::First).map_or(self.cases.len(), |at| at + 1);
        for case in self.cases.iter().take(read) {
            let points = matches!(self.policy, Policy::Score { .. }).then(|| format!("{:+}", case.points));
            explanation.push(case.rule.explain_row(&known, row, points.as_deref().or(self.domain.value(case.code))));
        }
        explanation
    }

    fn rules(&self) -> Vec<&Rule> {
        self.cases.iter().map(|case| &case.rule).collect()
    }

    fn deciding(&self, facts: &FactTable, tags: &TagTable) -> Vec<Option<usize>> {
        let mut deciding = vec![None; facts.rows];
        if !matches!(self.policy, Policy::First | Policy::Unique) {
            return deciding;
        }
        let known = Known { facts, tags };
        let mut verdicts: Vec<u8> = vec![0; BLOCK.min(facts.rows)];
        for case in &self.cases {
            let binding = case.rule.bind(&known);
            for (block, rules) in deciding.chunks_mut(BLOCK).enumerate() {
                let Some(verdicts) = verdicts.get_mut(..rules.len()) else { continue };
                binding.block(block * BLOCK, verdicts);
                for (rule, _) in rules.iter_mut().zip(verdicts.iter()).filter(|(rule, verdict)| rule.is_none() && **verdict == Verdict::True as u8) {
                    *rule = Some(case.number);
                }
            }
        }
        deciding
    }

    fn single(&self) -> Step<'_> {
        Step(match self.table() {
            Some(table) if !self.domain.many => Way::Table(&table.lookup, &table.one, self),
            _ => Way::Rules(self),
        })
    }

    #[cfg(test)]
    fn without_table(&self) -> Option<Arc<dyn Tagger>> {
        Some(Arc::new(RuleTagger { table: OnceLock::from(None), ..self.clone() }))
    }
}

impl RuleTagger {
    pub(super) fn new(domain: Arc<TagDomain>, needs: Vec<String>, policy: Policy, cases: Vec<Case>, otherwise: u16, undecided: u16) -> Self {
        RuleTagger { domain, needs, policy, cases, otherwise, undecided, table: OnceLock::new() }
    }

    fn table(&self) -> Option<&Table> {
        let make = || {
            let lookup = Lookup::compile(self.cases.iter().map(|case| &case.rule), self.policy != Policy::First)?;
            let one = if self.domain.many { Vec::new() } else { lookup.cells().iter().map(|cell| self.decide(cell)).collect() };
            let together = lookup.cells().iter().any(|cell| cell.fired.len() > 1);
            Some(Table { lookup, one, together })
        };
        self.table.get_or_init(make).as_ref()
    }

    pub(super) fn cases(&self) -> &[Case] {
        &self.cases
    }

    fn narrow(&self) -> bool {
        Codes::fit_bytes(self.domain.values.len())
    }

    fn code(&self, case: &usize) -> u16 {
        self.cases.get(*case).map_or(NO_TAG, |case| case.code)
    }

    fn fallback(&self, cell: &Cell) -> u16 {
        if cell.open.is_empty() { self.otherwise } else { self.undecided }
    }

    /// The one code of what the rules say, or [`NO_TAG`].
    pub(super) fn decide(&self, cell: &Cell) -> u16 {
        let Policy::Score { bands } = &self.policy else {
            return cell.fired.first().map_or_else(|| self.fallback(cell), |case| self.code(case));
        };
        let points = |cases: &[usize], keep: fn(&i64) -> bool| -> i64 { cases.iter().filter_map(|case| self.cases.get(*case)).map(|case| case.points).filter(keep).sum() };
        let sum = points(&cell.fired, |_| true);
        let band = |sum: i64| bands.iter().find(|(from, _)| *from <= sum).map_or(NO_TAG, |(_, code)| *code);
        // What is open can only move the sum between these.
        let (low, high) = (band(sum + points(&cell.open, |p| *p < 0)), band(sum + points(&cell.open, |p| *p > 0)));
        if low == high { low } else { self.undecided }
    }

    /// The codes of what the rules say, sorted, each once; and how many there were before the limit.
    pub(super) fn collect(&self, cell: &Cell, most: usize) -> (Vec<u16>, usize) {
        let mut found: Vec<u16> = cell.fired.iter().map(|case| self.code(case)).collect();
        if found.is_empty() {
            let fallback = self.fallback(cell);
            found.extend((fallback != NO_TAG).then_some(fallback));
        }
        found.sort_unstable();
        found.dedup();
        let all = found.len();
        found.truncate(most);
        (found, all)
    }

    /// How many values a customer may have.
    pub(super) fn most(&self) -> usize {
        match self.policy {
            Policy::Collect { most } => most,
            _ => 1,
        }
    }

    /// The values of all true rules, of the cells that `each` visits row by row.
    fn collected(&self, rows: usize, each: impl FnOnce(&mut dyn FnMut(&Cell))) -> Tagged {
        let mut offsets = Vec::with_capacity(rows + 1);
        let mut codes: Vec<u16> = Vec::new();
        let (mut over, mut example) = (0_u64, 0);
        offsets.push(0);
        each(&mut |cell| {
            let (found, all) = self.collect(cell, self.most());
            if all > found.len() {
                example = if over == 0 { offsets.len() - 1 } else { example };
                over += 1;
            }
            codes.extend(found);
            offsets.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
        });
        let mut notes = Vec::new();
        if over > 0 {
            let text =
                format!("{over} customers have more than {} values, and those last in the domain are left out; the first is customer {} of the outcome", self.most(), example + 1);
            notes.push(Finding::new("too_many_tags", self.domain.name.clone(), text));
        }
        Tagged { codes: TagCodes::Many { offsets, codes }, findings: Vec::new(), notes }
    }

    /// Calls `visit` with what the rules say of each row, rule by rule.
    fn each(&self, known: &Known<'_>, rows: usize, visit: &mut dyn FnMut(&Cell)) {
        let bound: Vec<Binding<'_>> = self.cases.iter().map(|case| case.rule.bind(known)).collect();
        let mut matrix = vec![0; BLOCK * self.cases.len()];
        for start in (0..rows).step_by(BLOCK) {
            let length = BLOCK.min(rows - start);
            for (verdicts, binding) in matrix.chunks_mut(BLOCK).zip(&bound) {
                if let Some(verdicts) = verdicts.get_mut(..length) {
                    binding.block(start, verdicts);
                }
            }
            for row in 0..length {
                let mut cell = Cell::default();
                for (n, verdicts) in matrix.chunks(BLOCK).enumerate() {
                    cell.say(n, verdicts.get(row).copied().unwrap_or(Verdict::Unknown as u8), true);
                }
                visit(&cell);
            }
        }
    }

    /// One value per customer, rule by rule.
    fn first(&self, known: &Known<'_>, rows: usize) -> Codes {
        let mut codes = vec![NO_TAG; rows];
        let mut verdicts = vec![0; BLOCK];
        let mut state: Vec<u8> = vec![0; BLOCK];
        let bound: Vec<Binding<'_>> = self.cases.iter().map(|case| case.rule.bind(known)).collect();
        for (block, codes) in codes.chunks_mut(BLOCK).enumerate() {
            let (Some(verdicts), Some(state)) = (verdicts.get_mut(..codes.len()), state.get_mut(..codes.len())) else {
                continue;
            };
            state.fill(0);
            for (case, binding) in self.cases.iter().zip(&bound) {
                binding.block(block * BLOCK, verdicts);
                // The largest verdict so far: once it is «true», a code stands.
                for ((code, verdict), state) in codes.iter_mut().zip(verdicts.iter()).zip(state.iter_mut()) {
                    let new = (*verdict == Verdict::True as u8) & (*state != Verdict::True as u8);
                    *code = if new { case.code } else { *code };
                    *state = (*state).max(*verdict);
                }
            }
            for (code, state) in codes.iter_mut().zip(state.iter()) {
                let fallback = if *state == Verdict::Unknown as u8 { self.undecided } else { self.otherwise };
                *code = if *state == Verdict::True as u8 { *code } else { fallback };
            }
        }
        Codes::from(codes)
    }

    fn overlaps(&self, pairs: Pairs) -> Vec<TagFinding> {
        let text = |case: &Case| format!("{} if `{}`", self.domain.value(case.code).unwrap_or_default(), case.rule.text());
        let finding = |((first, second), (customers, example))| {
            let (first, second): (&Case, &Case) = (self.cases.get(first)?, self.cases.get(second)?);
            Some(TagFinding {
                dimension: self.domain.name.clone(),
                first: first.number,
                second: second.number,
                first_rule: text(first),
                second_rule: text(second),
                customers,
                example,
            })
        };
        let mut findings: Vec<TagFinding> = pairs.0.into_iter().filter_map(finding).collect();
        findings.sort_unstable();
        findings
    }
}

/// Pairs of rules that are true together: the one that decided and another; how many customers, and the first of them.
#[derive(Default)]
struct Pairs(HashMap<(usize, usize), (u64, u32)>);

impl Pairs {
    fn count<'c>(&mut self, start: usize, cells: impl Iterator<Item = &'c Cell>) {
        for (row, cell) in cells.enumerate().filter(|(_, cell)| cell.fired.len() > 1) {
            let example = u32::try_from(start + row).unwrap_or(u32::MAX);
            if let Some((first, others)) = cell.fired.split_first() {
                for other in others {
                    self.0.entry((*first, *other)).or_insert((0, example)).0 += 1;
                }
            }
        }
    }
}
