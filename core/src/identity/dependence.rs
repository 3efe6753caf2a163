//! Comparisons that agree together more often than chance, among records of different customers.
//!
//! Fellegi and Sunter take comparisons for independent. A name and a country are not: strangers called Müller
//! mostly live in one country, and counting both in full makes them one person. Where strangers that agree on one
//! comparison agree on another more often than strangers do, the other's u is taken given the first: one
//! parent per comparison, as in the trees of Chow and Liu (1968).

use super::compare::{Comparison, Layout, Spelling, Vector};

/// What agreement on one comparison changes in the evidence of another.
#[derive(Clone, PartialEq, Debug)]
pub struct Dependence {
    /// The comparison whose evidence changes.
    pub of: usize,
    /// The comparison that must agree.
    pub given: usize,
    /// By the code of `of`: what is added to its log ratio.
    pub change: Vec<f64>,
}

/// Expected pairs of strangers that a dependence is learned from, at least.
const LEAST_STRANGERS: f64 = 50.0;
/// Expected pairs of namesakes whose texts are nearly alike that it is learned from, at least.
const LEAST_ALIKE: f64 = 20.0;
/// Strangers as expected without dependence, counted beside those seen.
const EXPECTED: f64 = 20.0;
/// Changes below this many standard errors, or this many nats, are noise.
const LEAST_ERRORS: f64 = 2.0;
const LEAST_CHANGE: f64 = 0.05;
/// Evidence of more than this many nats gives way to nothing: whether strangers or friends agree on two identifiers together,
/// no counting without labels can tell.
const MOST_INFORMATIVE: f64 = 4.5;
/// The most that a dependence changes, in nats.
const MOST_CHANGE: f64 = 6.0;

/// Counts how comparisons of strangers agree together.
#[derive(Debug)]
pub struct Together {
    /// By given comparison, then comparison, then code.
    counts: Vec<Vec<Vec<f64>>>,
}

impl Together {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(comparisons: &[Comparison]) -> Self {
        let codes: Vec<Vec<f64>> = comparisons.iter().map(|c| vec![0.0; usize::from(c.codes())]).collect();
        Together { counts: vec![codes; comparisons.len()] }
    }

    /// Adds so many expected pairs of strangers. `fair` says whether the pair was not brought together by a comparison's own field.
    pub fn add(&mut self, layout: &Layout, vector: Vector, agrees: u64, strangers: f64, fair: impl Fn(usize) -> bool) {
        for (given, of) in self.counts.iter_mut().enumerate().filter(|(given, _)| agrees >> given & 1 == 1) {
            for (index, (code, counts)) in layout.levels(vector).zip(of).enumerate() {
                if index != given
                    && code > 0
                    && fair(index)
                    && let Some(count) = counts.get_mut(usize::from(code))
                {
                    *count += strangers;
                }
            }
        }
    }

    /// Adds what others counted.
    pub fn merge(&mut self, other: Together) {
        let more = other.counts.into_iter().flatten().flatten();
        self.counts.iter_mut().flatten().flatten().zip(more).for_each(|(sum, more)| *sum += more);
    }

    /// The dependences that the counts show. `ratios` and `u` are by comparison and code.
    #[must_use]
    pub fn dependences(&self, comparisons: &[Comparison], ratios: &[Vec<f64>], u: &[Vec<f64>]) -> Vec<Dependence> {
        let weight = |index: usize| ratios.get(index).and_then(|r| r.last()).copied().unwrap_or(0.0);
        let mut out = Vec::new();
        for (given, of) in self.counts.iter().enumerate() {
            for (index, counts) in of.iter().enumerate() {
                let (Some(c), Some(g), Some(u)) = (comparisons.get(index), comparisons.get(given), u.get(index)) else { continue };
                let seen: f64 = counts.iter().sum();
                // The comparison that says less gives way; those of one group count once anyway.
                let less = weight(index) < MOST_INFORMATIVE && (weight(index), given) < (weight(given), index);
                // What is made of names is nearly alike among namesakes, though whole it is nobody else's.
                let made = !less && c.spelling == Spelling::MadeOfNames && g.spelling == Spelling::Name;
                let grouped = c.group.is_some() && c.group == g.group;
                if index == given || grouped || !(less || made) || seen < LEAST_STRANGERS {
                    continue;
                }
                let short_of_whole = |code: usize| (2..counts.len().saturating_sub(1)).contains(&code);
                let gives_way = |code: usize, n: f64, change: f64| less || (change < 0.0 && n >= LEAST_ALIKE && short_of_whole(code));
                let change = |(code, (n, u)): (usize, (&f64, &f64))| {
                    let share = (n + EXPECTED * u) / (seen + EXPECTED);
                    let change = libm::log(u.max(1e-12) / share.max(1e-12)).clamp(-MOST_CHANGE, MOST_CHANGE);
                    let noise = (LEAST_ERRORS / libm::sqrt(n + 1.0)).max(LEAST_CHANGE);
                    if code == 0 || !gives_way(code, *n, change) || change.abs() < noise { 0.0 } else { change }
                };
                let change: Vec<f64> = counts.iter().zip(u).enumerate().map(change).collect();
                if change.iter().any(|c| *c != 0.0) {
                    out.push(Dependence { of: index, given, change });
                }
            }
        }
        out
    }
}

/// Dependences by the comparison whose evidence changes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Dependences<T> {
    by_comparison: Vec<Vec<(u32, Vec<T>)>>,
}

impl<T: Copy + Default + PartialOrd + std::ops::Neg<Output = T>> Dependences<T> {
    /// In the order of the comparisons.
    #[must_use]
    pub fn new(comparisons: usize, all: impl IntoIterator<Item = (usize, usize, Vec<T>)>) -> Self {
        let mut by_comparison = vec![Vec::new(); comparisons];
        for (of, given, change) in all {
            if let (Some(slot), Ok(given)) = (by_comparison.get_mut(of), u32::try_from(given)) {
                slot.push((given, change));
            }
        }
        Dependences { by_comparison }
    }

    /// What changes for a comparison on a level: by the agreeing comparison that it depends on most.
    #[must_use]
    pub fn change(&self, of: usize, code: u8, agrees: u64) -> T {
        let size = |change: T| if change < T::default() { -change } else { change };
        let mut most = T::default();
        for (given, change) in self.by_comparison.get(of).into_iter().flatten() {
            if agrees >> given & 1 == 1
                && let Some(change) = change.get(usize::from(code)).copied()
                && size(change) > size(most)
            {
                most = change;
            }
        }
        most
    }

    /// No pair's evidence on a level grows by more.
    #[must_use]
    pub fn most(&self, of: usize, code: u8) -> T {
        let changes = self.by_comparison.get(of).into_iter().flatten().filter_map(|(_, change)| change.get(usize::from(code)).copied());
        changes.fold(T::default(), |most, change| if change > most { change } else { most })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_along_with_a_name_says_little() {
        // Two codes each: missing, else; agreement is stood for by «else» here.
        let comparisons = [Comparison::bare(), Comparison::bare()];
        let layout = Layout::new([4, 4]).unwrap();
        let together = |vector: u64| Vector(vector);
        let mut counts = Together { counts: vec![vec![vec![0.0; 3]; 2]; 2] };
        // Of 200 strangers that agree on the first, 180 agree on the second, whose u is 0.2.
        let both = layout.with(layout.with(together(0), 0, 2), 1, 2);
        let one = layout.with(layout.with(together(0), 0, 2), 1, 1);
        counts.add(&layout, both, 0b01, 180.0, |_| true);
        counts.add(&layout, one, 0b01, 20.0, |_| true);
        let ratios = [vec![0.0, -2.0, 9.0], vec![0.0, -1.0, 1.5]];
        let u = [vec![0.0, 0.999, 0.001], vec![0.0, 0.8, 0.2]];
        let found = counts.dependences(&comparisons, &ratios, &u);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].of, found[0].given), (1, 0));
        assert!(found[0].change[2] < -1.3 && found[0].change[1] > 1.5, "{:?}", found[0].change);
        let all = Dependences::new(2, found.into_iter().map(|d| (d.of, d.given, d.change)));
        assert!(all.change(1, 2, 0b01) < -1.3);
        assert_eq!((all.change(1, 2, 0b10), all.change(0, 2, 0b11)), (0.0, 0.0));
        assert!(all.most(1, 1) > 1.5, "{}", all.most(1, 1));
        assert_eq!((all.most(1, 2), all.most(0, 1), all.most(7, 1)), (0.0, 0.0, 0.0), "what only takes away adds nothing");
    }

    #[test]
    fn addresses_made_of_names_are_nearly_alike_among_namesakes() {
        let comparison = |spelling| Comparison { spelling, ..Comparison::bare() };
        let comparisons = [comparison(Spelling::Name), comparison(Spelling::MadeOfNames)];
        let layout = Layout::new([4, 5]).unwrap();
        let pair = |name: u8, email: u8| layout.with(layout.with(Vector(0), 0, name), 1, email);
        let (near, whole) = (2, 3);
        let found = |namesakes: f64, spelling: Spelling| {
            let mut counts = Together { counts: vec![vec![vec![0.0; 4]; 2]; 2] };
            counts.add(&layout, pair(2, near), 0b01, namesakes, |_| true);
            counts.add(&layout, pair(2, whole), 0b01, namesakes, |_| true);
            counts.add(&layout, pair(2, 1), 0b01, 900.0, |_| true);
            let ratios = [vec![0.0, -2.0, 9.0], vec![0.0, -2.0, 6.0, 13.0]];
            let u = [vec![0.0, 0.999, 0.001], vec![0.0, 0.9998, 0.0001, 0.0001]];
            let comparisons = [comparisons[0].clone(), comparison(spelling)];
            counts.dependences(&comparisons, &ratios, &u)
        };
        let made = found(100.0, Spelling::MadeOfNames);
        assert_eq!((made.len(), made[0].of, made[0].given), (1, 1, 0));
        assert!(made[0].change[2] < -4.0, "{:?}", made[0].change);
        assert_eq!((made[0].change[1], made[0].change[3]), (0.0, 0.0), "whole it is one person's, and that it differs is no news");
        assert!(found(100.0, Spelling::Other).is_empty());
        assert!(found(5.0, Spelling::MadeOfNames).is_empty(), "a handful is chance");
    }
}
