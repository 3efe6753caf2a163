//! A dimension decided by ordered rules.

use super::{Tagged, Tagger};
use crate::model::{Decided, Explanation, FactTable, NO_TAG, Statement, TagCodes, TagDimension, TagDomain, TagFinding, TagTable};
use crate::rule::{BLOCK, Binding, Known, Rule, Verdict};
use crate::spec::HitPolicy;
use hashbrown::HashMap;

const TRUE: u8 = Verdict::True as u8;
const UNKNOWN: u8 = Verdict::Unknown as u8;

/// One rule and the value it gives.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) code: u16,
    pub(super) rule: Rule,
    /// The rule's number in the spec, from 0.
    pub(super) number: usize,
}

/// Ordered rules with a hit policy.
#[derive(Clone, Debug)]
pub(super) struct RuleTagger {
    pub(super) domain: TagDomain,
    pub(super) needs: Vec<String>,
    pub(super) hit: HitPolicy,
    pub(super) cases: Vec<Case>,
    /// The value when every rule is false, or [`NO_TAG`].
    pub(super) otherwise: u16,
    /// The value when no rule is true and some cannot be decided, or [`NO_TAG`].
    pub(super) undecided: u16,
}

impl Tagger for RuleTagger {
    fn domain(&self) -> &TagDomain {
        &self.domain
    }

    fn needs(&self) -> &[String] {
        &self.needs
    }

    fn tag(&self, facts: &FactTable, tags: &TagTable) -> Tagged {
        let known = Known { facts, tags };
        let bound: Vec<Binding<'_>> = self.cases.iter().map(|case| case.rule.bind(&known)).collect();
        if self.hit == (HitPolicy::Collect {}) { self.collect(&bound, facts.rows) } else { self.first(&bound, facts.rows) }
    }

    fn explain(&self, facts: &FactTable, tags: &TagTable, row: usize) -> Explanation {
        let known = Known { facts, tags };
        let own = tags.dimension(&self.domain.name);
        let values = own.into_iter().flat_map(|d: &TagDimension| d.values(row)).map(str::to_owned).collect();
        let collects = self.hit == (HitPolicy::Collect {});
        let verdicts: Vec<Verdict> = self.cases.iter().map(|case| case.rule.row(&known, row)).collect();
        let fired = verdicts.iter().position(|verdict| *verdict == Verdict::True);
        let decided = match fired.and_then(|at| self.cases.get(at)) {
            Some(case) if !collects => Decided::Rule(case.number + 1, case.rule.text().to_owned()),
            Some(_) => Decided::Rules(verdicts.iter().filter(|v| **v == Verdict::True).count()),
            None if verdicts.contains(&Verdict::Unknown) => Decided::Undecided,
            None => Decided::Otherwise,
        };
        let mut explanation = Explanation::new(Statement::Tag { dimension: self.domain.name.clone(), values, decided: Some(decided) });
        // What stands behind the rule that decided was not looked at, unless the policy looks at all.
        let all = collects || self.hit == (HitPolicy::Unique {});
        let read = fired.filter(|_| !all).map_or(self.cases.len(), |at| at + 1);
        for case in self.cases.iter().take(read) {
            explanation.push(case.rule.explain_row(&known, row, self.domain.value(case.code)));
        }
        explanation
    }
}

impl RuleTagger {
    /// One value per customer; with `unique` also the pairs of rules that are true together.
    fn first(&self, bound: &[Binding<'_>], rows: usize) -> Tagged {
        let unique = self.hit == (HitPolicy::Unique {});
        let mut codes = vec![NO_TAG; rows];
        let mut pairs: HashMap<(usize, usize), (u64, u32)> = HashMap::new();
        let mut verdicts = vec![0; BLOCK];
        let mut uncertain = vec![0; BLOCK];
        let mut fired = vec![NO_TAG; BLOCK];
        for (block, codes) in codes.chunks_mut(BLOCK).enumerate() {
            let start = block * BLOCK;
            let (Some(verdicts), Some(uncertain), Some(fired)) = (verdicts.get_mut(..codes.len()), uncertain.get_mut(..codes.len()), fired.get_mut(..codes.len())) else {
                continue;
            };
            uncertain.fill(0);
            fired.fill(NO_TAG);
            for (n, (case, binding)) in self.cases.iter().zip(bound).enumerate() {
                binding.block(start, verdicts);
                let index = u16::try_from(n).unwrap_or(NO_TAG);
                for (((code, verdict), uncertain), fired) in codes.iter_mut().zip(verdicts.iter()).zip(uncertain.iter_mut()).zip(fired.iter_mut()) {
                    let new = (*verdict == TRUE) & (*fired == NO_TAG);
                    *code = if new { case.code } else { *code };
                    *fired = if new { index } else { *fired };
                    *uncertain |= u8::from(*verdict == UNKNOWN);
                }
                if unique {
                    for (row, (verdict, fired)) in verdicts.iter().zip(fired.iter()).enumerate() {
                        if *verdict == TRUE && *fired != index {
                            let example = u32::try_from(start + row).unwrap_or(u32::MAX);
                            pairs.entry((usize::from(*fired), n)).or_insert((0, example)).0 += 1;
                        }
                    }
                }
            }
            for ((code, fired), uncertain) in codes.iter_mut().zip(fired.iter()).zip(uncertain.iter()) {
                let fallback = if *uncertain == 0 { self.otherwise } else { self.undecided };
                *code = if *fired == NO_TAG { fallback } else { *code };
            }
        }
        let mut findings: Vec<TagFinding> = pairs
            .into_iter()
            .filter_map(|((first, second), (customers, example))| {
                let (first, second) = (self.cases.get(first)?, self.cases.get(second)?);
                let text = |case: &Case| format!("{} if `{}`", self.domain.value(case.code).unwrap_or_default(), case.rule.text());
                Some(TagFinding {
                    dimension: self.domain.name.clone(),
                    first: first.number,
                    second: second.number,
                    first_rule: text(first),
                    second_rule: text(second),
                    customers,
                    example,
                })
            })
            .collect();
        findings.sort_unstable();
        Tagged { codes: TagCodes::One(codes), findings }
    }

    /// The values of all true rules, sorted, each once.
    fn collect(&self, bound: &[Binding<'_>], rows: usize) -> Tagged {
        let mut offsets = Vec::with_capacity(rows + 1);
        let mut codes = Vec::new();
        offsets.push(0);
        let mut matrix = vec![0; BLOCK * self.cases.len()];
        for start in (0..rows).step_by(BLOCK) {
            let length = BLOCK.min(rows - start);
            for (verdicts, binding) in matrix.chunks_mut(BLOCK).zip(bound) {
                if let Some(verdicts) = verdicts.get_mut(..length) {
                    binding.block(start, verdicts);
                }
            }
            for row in 0..length {
                let verdict = |case: usize| matrix.get(case * BLOCK + row).copied().unwrap_or(UNKNOWN);
                let mut found: Vec<u16> = Vec::new();
                for (n, case) in self.cases.iter().enumerate() {
                    if verdict(n) == TRUE {
                        found.push(case.code);
                    }
                }
                if found.is_empty() {
                    let uncertain = (0..self.cases.len()).any(|n| verdict(n) == UNKNOWN);
                    let fallback = if uncertain { self.undecided } else { self.otherwise };
                    found.extend((fallback != NO_TAG).then_some(fallback));
                }
                found.sort_unstable();
                found.dedup();
                codes.extend(found);
                offsets.push(u32::try_from(codes.len()).unwrap_or(u32::MAX));
            }
        }
        Tagged { codes: TagCodes::Many { offsets, codes }, findings: Vec::new() }
    }
}
