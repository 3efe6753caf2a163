//! When to stop comparing: most pairs of a block are nobody's, and show it long before the last comparison.

/// The most that a pair can come to while some of its comparisons are open.
#[derive(Clone, Debug, Default)]
pub struct Ceilings {
    /// A pair that cannot come to so much is of no account.
    floor: i32,
    /// What a pair comes to of which nothing is known: for one customer at all, and against relatives.
    nothing: (i32, i32),
    /// By comparison.
    comparisons: Vec<Ceiling>,
    /// The comparisons, those first whose outcome matters most.
    order: Vec<usize>,
    /// Conditions (comparison, least and greatest level) that keep a pair whatever it comes to.
    always: Vec<Vec<(usize, u8, u8)>>,
}

/// The most that one comparison adds: for one customer at all, and against relatives.
#[derive(Clone, Debug, Default)]
struct Ceiling {
    /// By level.
    levels: Vec<(i32, i32)>,
    /// Of all levels.
    any: (i32, i32),
    /// Of all levels of two different values that are both there.
    unequal: (i32, i32),
}

/// How far a pair has come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    most: (i32, i32),
    /// The comparisons that are open, as bits, and those of them that can no longer reach the best level.
    open: u64,
    unequal: u64,
}

impl Standing {
    /// Whether a comparison is open.
    pub(super) fn is_open(&self, comparison: usize) -> bool {
        self.open >> comparison & 1 == 1
    }

    /// The comparisons that are open.
    pub(super) fn open(&self) -> impl Iterator<Item = usize> + use<> {
        bits(self.open)
    }
}

impl Ceiling {
    fn missing(&self) -> (i32, i32) {
        self.levels.first().copied().unwrap_or_default()
    }
}

/// The places of the bits that are set.
pub(super) fn bits(mut of: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = (of != 0).then(|| of.trailing_zeros() as usize)?;
        of &= of - 1;
        Some(at)
    })
}

fn plus(a: (i32, i32), b: (i32, i32)) -> (i32, i32) {
    (a.0.saturating_add(b.0), a.1.saturating_add(b.1))
}

fn minus(a: (i32, i32), b: (i32, i32)) -> (i32, i32) {
    (a.0.saturating_sub(b.0), a.1.saturating_sub(b.1))
}

impl Ceilings {
    /// `start` is the odds of one customer at all and against relatives (`i32::MAX`: the model knows of none); `levels` the most
    /// that each level of each comparison adds to either; a pair is kept that comes to `floor` or that the conditions of one of
    /// `always` hold for.
    #[must_use]
    pub fn new(floor: i32, start: (i32, i32), levels: Vec<Vec<(i32, i32)>>, always: Vec<Vec<(usize, u8, u8)>>) -> Self {
        let most = |of: &[(i32, i32)]| of.iter().copied().reduce(|a, b| (a.0.max(b.0), a.1.max(b.1))).unwrap_or_default();
        let ceiling = |levels: Vec<(i32, i32)>| {
            let unequal = levels.split_last().map_or((0, 0), |(_, rest)| most(rest));
            Ceiling { any: most(&levels), unequal, levels }
        };
        let comparisons: Vec<Ceiling> = levels.into_iter().map(ceiling).collect();
        let mut order: Vec<usize> = (0..comparisons.len()).collect();
        // By how much it takes away where nothing agrees.
        order.sort_by_key(|at| comparisons.get(*at).map_or(0, |c| c.levels.get(1).map_or(0, |differs| differs.0.saturating_sub(c.unequal.0))));
        let nothing = comparisons.iter().fold(start, |sum, c| plus(sum, c.missing()));
        Ceilings { floor, nothing, comparisons, order, always }
    }

    /// Every pair is of account.
    #[must_use]
    pub fn none(comparisons: usize) -> Self {
        Ceilings::new(i32::MIN, (0, i32::MAX), vec![Vec::new(); comparisons], Vec::new())
    }

    /// These comparisons are open, the others have nothing to compare.
    pub(super) fn standing(&self, open: u64) -> Standing {
        let start = Standing { most: self.nothing, open, unequal: 0 };
        let known = bits(open).filter_map(|at| self.comparisons.get(at));
        Standing { most: known.fold(start.most, |most, c| plus(minus(most, c.missing()), c.any)), ..start }
    }

    /// The comparisons, those first whose outcome matters most.
    pub(super) fn order(&self) -> impl Iterator<Item = usize> + '_ {
        self.order.iter().copied()
    }

    /// A comparison came out.
    pub(super) fn settle(&self, standing: &mut Standing, comparison: usize, level: u8) {
        let Some(c) = self.comparisons.get(comparison) else { return };
        let was = if standing.unequal >> comparison & 1 == 1 { c.unequal } else { c.any };
        standing.open &= !(1 << comparison);
        standing.most = plus(minus(standing.most, was), c.levels.get(usize::from(level)).copied().unwrap_or(c.any));
    }

    /// A comparison is open, and cannot reach its best level.
    pub(super) fn narrow(&self, standing: &mut Standing, comparison: usize) {
        let Some(c) = self.comparisons.get(comparison) else { return };
        standing.unequal |= 1 << comparison;
        standing.most = plus(minus(standing.most, c.any), c.unequal);
    }

    /// Whether what is open can neither bring the pair to the floor nor make an always-rule hold; `level` is that of a comparison
    /// that came out.
    pub(super) fn is_out(&self, standing: &Standing, level: impl Fn(usize) -> u8) -> bool {
        let below = standing.most.0 < self.floor || standing.most.1 < self.floor;
        let may_hold = |(comparison, low, high): &(usize, u8, u8)| standing.is_open(*comparison) || (*low..=*high).contains(&level(*comparison));
        below && !self.always.iter().any(|rule| rule.iter().all(may_hold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_out_once_nothing_open_can_save_it() {
        // Missing, else, alike, the same.
        let levels = vec![(0, 0), (-3, -1), (4, 2), (9, 3)];
        let ceilings = Ceilings::new(0, (-10, i32::MAX), vec![levels.clone(), levels], vec![vec![(1, 3, 3)]]);
        let mut standing = ceilings.standing(0b11);
        let out = |standing: &Standing, second: u8| ceilings.is_out(standing, |at| if at == 1 { second } else { 0 });
        assert!(!out(&standing, 0), "-10 + 9 + 9");
        ceilings.narrow(&mut standing, 0);
        assert!(!out(&standing, 0), "-10 + 4 + 9");
        ceilings.settle(&mut standing, 0, 1);
        assert!(!out(&standing, 0), "-10 - 3 + 9, but the rule may hold");
        ceilings.settle(&mut standing, 1, 2);
        assert!(out(&standing, 2));
        assert!(!out(&standing, 3));
    }
}
