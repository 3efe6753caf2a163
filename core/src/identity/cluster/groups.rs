//! Disjoint groups of some rows that know what they may not hold together.

use super::Constraints;
use crate::model::Refusal;
use hashbrown::{HashMap, HashSet};

/// A union–find (Tarjan 1975) whose groups carry their bans, unique sources and exclusive values.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<u32>,
    size: Vec<u32>,
    bans: HashMap<u32, HashSet<u32>>,
    sources: Vec<SmallSet>,
    exclusive: Vec<(u16, Vec<u32>)>,
}

/// A few numbers, sorted.
#[derive(Clone, Debug, Default)]
struct SmallSet(Vec<u16>);

impl Groups {
    /// Of the given rows, by their places in the list; `bans` are pairs of places.
    pub(super) fn new(rows: &[u32], constraints: &Constraints, bans: impl Iterator<Item = (u32, u32)>) -> Self {
        let of = |values: &[u32], row: u32| values.get(row as usize).copied().unwrap_or(0);
        let source = |row: &u32| constraints.unique_source.get(*row as usize).filter(|s| **s != u16::MAX);
        let mut groups = Groups {
            parent: (0u32..).take(rows.len()).collect(),
            size: vec![1; rows.len()],
            bans: HashMap::new(),
            sources: rows.iter().map(|row| SmallSet(source(row).map(|s| vec![*s]).unwrap_or_default())).collect(),
            exclusive: constraints.exclusive.iter().map(|(field, values)| (*field, rows.iter().map(|row| of(values, *row)).collect())).collect(),
        };
        for (a, b) in bans {
            groups.bans.entry(a).or_default().insert(b);
            groups.bans.entry(b).or_default().insert(a);
        }
        groups
    }

    /// The root of a place's group.
    pub(super) fn find(&mut self, row: u32) -> u32 {
        let mut root = row;
        while let Some(up) = self.parent.get(root as usize).copied()
            && up != root
        {
            root = up;
        }
        let mut at = row;
        while let Some(slot) = self.parent.get_mut(at as usize)
            && *slot != root
        {
            at = std::mem::replace(slot, root);
        }
        root
    }

    /// Whether two groups (by their roots) may become one.
    pub(super) fn refusal(&self, a: u32, b: u32) -> Option<Refusal> {
        if self.bans.get(&a).is_some_and(|bans| bans.contains(&b)) {
            return Some(Refusal::Ban);
        }
        if let (Some(x), Some(y)) = (self.sources.get(a as usize), self.sources.get(b as usize))
            && let Some(source) = x.0.iter().find(|s| y.0.contains(s))
        {
            return Some(Refusal::UniqueSource(*source));
        }
        self.exclusive.iter().find_map(|(field, values)| {
            let (x, y) = (values.get(a as usize)?, values.get(b as usize)?);
            (*x != 0 && *y != 0 && x != y).then_some(Refusal::ExclusiveField(*field))
        })
    }

    /// Makes two groups (by their roots) one; the new root.
    pub(super) fn join(&mut self, a: u32, b: u32) -> u32 {
        let size = |g: &Self, r: u32| g.size.get(r as usize).copied().unwrap_or(0);
        // The larger group stays; equal ones keep the smaller row, so that nothing depends on luck.
        let (keep, gone) = if (size(self, b), a) > (size(self, a), b) { (b, a) } else { (a, b) };
        let sum = size(self, keep) + size(self, gone);
        if let Some(slot) = self.size.get_mut(keep as usize) {
            *slot = sum;
        }
        if let Some(slot) = self.parent.get_mut(gone as usize) {
            *slot = keep;
        }
        if let Some(moved) = self.bans.remove(&gone) {
            for other in &moved {
                if let Some(back) = self.bans.get_mut(other) {
                    back.remove(&gone);
                    back.insert(keep);
                }
            }
            self.bans.entry(keep).or_default().extend(moved);
        }
        let moved = self.sources.get_mut(gone as usize).map(std::mem::take).unwrap_or_default();
        if let Some(set) = self.sources.get_mut(keep as usize) {
            set.0.extend(moved.0);
        }
        for (_, values) in &mut self.exclusive {
            let value = values.get(gone as usize).copied().unwrap_or(0);
            if let Some(slot) = values.get_mut(keep as usize)
                && *slot == 0
            {
                *slot = value;
            }
        }
        keep
    }

    /// By place, the first place of its group.
    pub(super) fn labels(&mut self) -> Vec<u32> {
        let mut first = vec![u32::MAX; self.parent.len()];
        (0u32..)
            .take(self.parent.len())
            .map(|at| {
                let root = self.find(at);
                match first.get_mut(root as usize) {
                    Some(slot) => {
                        *slot = (*slot).min(at);
                        *slot
                    }
                    None => at,
                }
            })
            .collect()
    }
}
