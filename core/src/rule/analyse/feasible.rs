//! What several values can be together: the bonds that definitions put on them.

use super::axis::Cell;

/// What a value can be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// The lowest number, if it is known.
    pub low: i64,
    /// The highest number, if it is known.
    pub high: i64,
    /// Whether it can be known.
    pub known: bool,
    /// Whether it can be not known.
    pub missing: bool,
}

impl Span {
    /// Anything at all.
    pub const ANY: Span = Span { low: i64::MIN, high: i64::MAX, known: true, missing: true };
    /// A number from 0 on that is always known.
    pub const COUNT: Span = Span { low: 0, high: i64::MAX, known: true, missing: false };

    fn at_least(&mut self, low: i64) {
        self.low = self.low.max(low);
        self.known &= self.low <= self.high;
    }

    fn at_most(&mut self, high: i64) {
        self.high = self.high.min(high);
        self.known &= self.low <= self.high;
    }

    fn meet(&mut self, other: Span) {
        (self.known, self.missing) = (self.known && other.known, self.missing && other.missing);
        self.at_least(other.low);
        self.at_most(other.high);
    }

    fn impossible(&self) -> bool {
        !self.known && !self.missing
    }

    fn surely_known(&self) -> bool {
        self.known && !self.missing
    }

    fn surely_missing(&self) -> bool {
        self.missing && !self.known
    }
}

/// A law between two or three values, by their places. Each holds of every history of events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bond {
    /// The events (or values) of the first are among those of the second: the first number is at most the second.
    Within(usize, usize),
    /// The first number is how many the second has beyond one.
    Beyond(usize, usize),
    /// The first is a sum over so many events: 0 without any.
    Sum(usize, usize),
    /// The first is known only if there are such events.
    Needs(usize, usize),
    /// The first, and no other, is known whenever there are such dated events, and they are the youngest: `(days, events, window)` with
    /// the events among those whose last one is so many days old.
    Young(usize, usize, i64),
    /// The events whose last one is so many days old are among those that are counted in the window.
    Seen(usize, usize, i64),
    /// Both are known or neither is.
    Together(usize, usize),
    /// If the first is known, so is the second, and is at most as large.
    Later(usize, usize),
    /// The first is the second over the third, in millionths; neither of them is below 0.
    Ratio(usize, usize, usize),
    /// The first is how much of the second is beyond one, in millionths: `(n - 1) / n`.
    ShareBeyond(usize, usize),
}

/// Which cells can go together: one value per axis, then hidden ones that only definitions speak of.
#[derive(Clone, Debug, Default)]
pub struct Feasible {
    /// What each value can be at all.
    pub spans: Vec<Span>,
    /// The laws.
    pub bonds: Vec<Bond>,
}

impl Feasible {
    /// Whether values in these cells, one per axis from the first on, can go together. Never says no to what can be.
    #[must_use]
    pub fn allows<'c>(&self, cells: impl IntoIterator<Item = &'c Cell>) -> bool {
        if self.bonds.is_empty() {
            return true;
        }
        let mut spans = self.spans.clone();
        for (span, cell) in spans.iter_mut().zip(cells) {
            *span = cell.span();
        }
        self.tighten(&self.reads(), &mut spans, ALL).is_some()
    }

    /// Whether the next axis can be in a cell, given what those before it leave; `left` becomes what all of them leave.
    pub(super) fn allows_next(&self, reads: &[u64], before: &Left, axis: usize, cell: &Cell, left: &mut Left) -> bool {
        if self.bonds.is_empty() {
            return true;
        }
        left.copy(before);
        let Some(own) = left.spans.get_mut(axis) else { return true };
        let all = *own;
        own.meet(cell.span());
        if *own == all {
            return true;
        }
        if own.impossible() {
            return false;
        }
        match self.tighten(reads, &mut left.spans, if before.settled { bit(axis) } else { ALL }) {
            Some(settled) => {
                left.settled = settled;
                true
            }
            None => false,
        }
    }

    /// Per law, the values that it speaks of.
    pub(super) fn reads(&self) -> Vec<u64> {
        self.bonds.iter().map(|bond| bond.places().into_iter().flatten().fold(0, |all, place| all | bit(place))).collect()
    }

    /// Draws the conclusions of the laws, given which values are new to them; `None`, if there is nothing left that a value could be, else
    /// whether all conclusions are drawn.
    fn tighten(&self, reads: &[u64], spans: &mut [Span], mut new: u64) -> Option<bool> {
        // Bounds only tighten; laws that chase one another up or down without end are left where they are.
        for _ in 0..8 {
            let mut changed = 0;
            for (bond, reads) in self.bonds.iter().zip(reads) {
                if reads & (new | changed) != 0 {
                    changed |= bond.tighten(spans)?;
                }
            }
            if changed == 0 {
                return Some(true);
            }
            new = changed;
        }
        Some(false)
    }
}

/// What values can be on the way through a product.
#[derive(Clone, Default, Debug)]
pub(super) struct Left {
    pub(super) spans: Vec<Span>,
    /// Whether all conclusions are drawn that the laws allow.
    pub(super) settled: bool,
}

impl Left {
    pub(super) fn copy(&mut self, other: &Left) {
        self.settled = other.settled;
        self.spans.clone_from(&other.spans);
    }
}

/// A set of places: those beyond the last bit share it.
pub(super) fn bit(place: usize) -> u64 {
    1 << place.min(63)
}

const ALL: u64 = u64::MAX;

const ONE: i128 = 1_000_000;

impl Bond {
    /// The places of the values that it speaks of.
    #[must_use]
    pub fn places(self) -> [Option<usize>; 3] {
        match self {
            Bond::Within(a, b)
            | Bond::Beyond(a, b)
            | Bond::Sum(a, b)
            | Bond::Needs(a, b)
            | Bond::Young(a, b, _)
            | Bond::Seen(a, b, _)
            | Bond::Together(a, b)
            | Bond::Later(a, b)
            | Bond::ShareBeyond(a, b) => [Some(a), Some(b), None],
            Bond::Ratio(a, b, c) => [Some(a), Some(b), Some(c)],
        }
    }

    /// Of which values it says more than was known; `None`: one of them cannot be anything.
    fn tighten(self, spans: &mut [Span]) -> Option<u64> {
        let at = |spans: &[Span], n: usize| spans.get(n).copied().unwrap_or(Span::ANY);
        let (mut changed, mut impossible) = (0, false);
        let mut put = |spans: &mut [Span], n: usize, span: Span| {
            if let Some(slot) = spans.get_mut(n).filter(|slot| **slot != span) {
                *slot = span;
                changed |= bit(n);
                impossible |= span.impossible();
            }
        };
        let mut two = |a: usize, b: usize, change: &dyn Fn(&mut Span, &mut Span)| {
            let (mut first, mut second) = (at(spans, a), at(spans, b));
            change(&mut first, &mut second);
            put(spans, a, first);
            put(spans, b, second);
        };
        match self {
            Bond::Within(a, b) => two(a, b, &|a, b| {
                a.at_most(b.high);
                b.at_least(a.low);
            }),
            Bond::Beyond(a, b) => two(a, b, &|beyond, all| {
                beyond.at_most(all.high.saturating_sub(1).max(0));
                beyond.at_least(all.low.saturating_sub(1));
                all.at_most(beyond.high.saturating_add(1));
                if beyond.low > 0 {
                    all.at_least(beyond.low.saturating_add(1));
                }
            }),
            Bond::Sum(a, b) => two(a, b, &|sum, events| {
                if events.high <= 0 {
                    sum.missing = false;
                    sum.at_least(0);
                    sum.at_most(0);
                }
                if sum.surely_missing() || (sum.surely_known() && (sum.low > 0 || sum.high < 0)) {
                    events.at_least(1);
                }
            }),
            Bond::Needs(a, b) => two(a, b, &|value, events| {
                if events.high <= 0 {
                    value.known = false;
                }
                if value.surely_known() {
                    events.at_least(1);
                }
            }),
            Bond::Young(days, events, window) => two(days, events, &|days, events| {
                if events.low >= 1 {
                    days.missing = false;
                    days.at_most(window.saturating_sub(1));
                }
                if days.surely_missing() || (days.surely_known() && days.low >= window) {
                    events.at_most(0);
                }
            }),
            Bond::Seen(days, events, window) => two(days, events, &|days, events| {
                if days.surely_known() && days.high < window {
                    events.at_least(1);
                }
                if events.high <= 0 && days.known {
                    days.at_least(window);
                }
            }),
            Bond::Together(a, b) => two(a, b, &|a, b| {
                (a.known, b.known) = (a.known && (b.known || !b.missing), b.known && (a.known || !a.missing));
                (a.known, a.missing) = (a.known && b.known, a.missing && b.missing);
                (b.known, b.missing) = (a.known, a.missing);
            }),
            Bond::Later(a, b) => two(a, b, &|a, b| {
                if a.surely_known() {
                    b.missing = false;
                    b.at_most(a.high);
                }
                if b.surely_missing() {
                    a.known = false;
                }
                if b.surely_known() {
                    a.at_least(b.low);
                }
            }),
            Bond::ShareBeyond(a, b) => two(a, b, &|share, all| {
                // Rounded as the ratio itself is, so that the bound is exact: more of all is a larger share.
                let of = |n: i64| {
                    let n = i128::from(n.max(1));
                    i64::try_from(((n - 1) * 2 * ONE + n) / (2 * n)).unwrap_or(i64::MAX)
                };
                share.at_least(of(all.low));
                share.at_most(of(all.high));
            }),
            Bond::Ratio(ratio, above, below) => {
                let (mut r, mut a, mut b) = (at(spans, ratio), at(spans, above), at(spans, below));
                if a.surely_missing() || b.surely_missing() || b.high <= 0 {
                    r.known = false;
                }
                if r.surely_known() {
                    (a.missing, b.missing) = (false, false);
                    b.at_least(1);
                    if r.low > 0 {
                        a.at_least(1);
                    }
                }
                if a.surely_known() && b.surely_known() && b.low >= 1 {
                    r.missing = false;
                }
                if b.high >= 1 {
                    // Rounded, so a bound is one wider than the quotient.
                    let low = (i128::from(a.low.max(0)) * ONE / i128::from(b.high)).saturating_sub(1);
                    let high = (i128::from(a.high.max(0)) * ONE / i128::from(b.low.max(1))).saturating_add(1);
                    r.at_least(i64::try_from(low).unwrap_or(i64::MAX).max(0));
                    r.at_most(i64::try_from(high).unwrap_or(i64::MAX));
                }
                for (place, span) in [(ratio, r), (above, a), (below, b)] {
                    put(spans, place, span);
                }
            }
        }
        (!impossible).then_some(changed)
    }
}
