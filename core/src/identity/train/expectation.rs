//! The E of EM: how many of each pattern's pairs are expected to match, and what that says of every level.

use super::super::compare::{Comparison, Layout, Tally};
use super::super::dependence::{Dependences, Together};
use super::super::labels::Label;
use super::{Counts, Pattern};
use crate::threads::in_parallel;

/// Patterns that one thread takes at a time. Their sums are put together in order, so that no number of threads changes a bit.
const TOGETHER: usize = 1 << 11;

/// What a round starts from.
pub(super) struct Expectation<'a> {
    pub(super) comparisons: &'a [Comparison],
    pub(super) layout: &'a Layout,
    /// Per comparison, the rules that use its field, as bits.
    pub(super) touches: &'a [u64],
    /// How many pairs a counted one stands for.
    pub(super) scale: f64,
    /// Of a random pair, as a logarithm.
    pub(super) odds: f64,
    /// By comparison and code, log(m / u).
    pub(super) ratio: &'a [Vec<f64>],
    /// As `ratio`, where the value itself says how rare it is log m.
    pub(super) parts: &'a [Vec<f64>],
    pub(super) dependences: &'a Dependences<f64>,
    /// What each level says for the same customer against relatives, and the odds of that.
    pub(super) against: Option<&'a (Vec<Vec<f64>>, f64)>,
}

/// What is expected, by comparison and code.
pub(super) struct Expected {
    /// Matches among the pairs of passes that do not touch the comparison's field, pooled.
    pub(super) clean: Vec<Vec<f64>>,
    /// Matches and relatives among all pairs.
    pub(super) all: Vec<Vec<f64>>,
    /// Matches among the pairs that something else of a person's own ties together.
    pub(super) tied: Vec<Vec<f64>>,
    pub(super) of_kin: Vec<Vec<f64>>,
    pub(super) relatives: f64,
    pub(super) together: Together,
    /// Matches of every pattern, in the order of the counts.
    pub(super) of_patterns: Vec<f64>,
}

impl Expectation<'_> {
    /// What is expected of all patterns.
    pub(super) fn of(&self, counts: &Counts) -> Expected {
        let parts = in_parallel(counts.chunks(TOGETHER).collect(), |counts| {
            let mut expected = self.nothing();
            counts.iter().for_each(|(pattern, n)| self.add(pattern, *n as f64, &mut expected));
            expected
        });
        parts.into_iter().reduce(Expected::and).unwrap_or_else(|| self.nothing())
    }

    fn nothing(&self) -> Expected {
        let zeros: Vec<Vec<f64>> = self.comparisons.iter().map(|c| vec![0.0; usize::from(c.codes())]).collect();
        let together = Together::new(self.comparisons);
        Expected { clean: zeros.clone(), all: zeros.clone(), tied: zeros.clone(), of_kin: zeros, relatives: 0.0, together, of_patterns: Vec::new() }
    }

    /// The comparisons of a pattern that are so, as bits.
    fn bits(&self, pattern: &Pattern, is: impl Fn(usize, u8) -> bool) -> u64 {
        self.layout.levels(pattern.vector).enumerate().take(64).filter(|(index, code)| is(*index, *code)).fold(0, |bits, (index, _)| bits | 1 << index)
    }

    /// How much less likely than the same customer it is that a pattern's pair are strangers, and that they are relatives.
    fn against(&self, pattern: &Pattern, agrees: u64) -> (f64, f64) {
        let mut tally = Tally::new(self.odds + f64::from(pattern.rarity) * std::f64::consts::LN_2);
        for (index, (code, (parts, c))) in self.layout.levels(pattern.vector).zip(self.parts.iter().zip(self.comparisons)).enumerate() {
            if code > 0 {
                tally.add(c.group, parts.get(usize::from(code)).copied().unwrap_or(0.0) + self.dependences.change(index, code, agrees));
            }
        }
        let relatives = self.against.map_or(0.0, |(ratios, odds)| {
            let mut tally = Tally::new(*odds);
            for ((code, ratios), c) in self.layout.levels(pattern.vector).zip(ratios).zip(self.comparisons) {
                if code > 0 {
                    tally.add(c.group, ratios.get(usize::from(code)).copied().unwrap_or(0.0));
                }
            }
            libm::exp(-tally.total())
        });
        (libm::exp(-tally.total()), relatives)
    }

    fn add(&self, pattern: &Pattern, n: f64, to: &mut Expected) {
        let speaks = |index: usize, code: u8| code > 1 && self.ratio.get(index).and_then(|r| r.get(usize::from(code))).is_some_and(|r| *r > 0.0);
        let agrees = self.bits(pattern, speaks);
        let (strange, kin) = self.against(pattern, agrees);
        let pairs = self.scale * n;
        // Labelled pairs are what they are (Nigam, McCallum, Thrun and Mitchell 2000); of those that do not match only who they are is open.
        let (expected, akin) = match pattern.label {
            Label::Unknown => {
                let expected = pairs / (1.0 + strange + kin);
                (expected, expected * kin)
            }
            Label::Match => (pairs, 0.0),
            Label::NonMatch => (0.0, if kin > 0.0 { pairs / (1.0 + strange / kin) } else { 0.0 }),
        };
        to.relatives += akin;
        to.of_patterns.push(expected);
        let owns = self.bits(pattern, |index, code| self.comparisons.get(index).is_some_and(|c| c.kinship.1 < c.codes() && code >= c.kinship.1));
        // The passes that do not touch the comparison's field, pooled.
        let fair = |index: usize| pattern.rules & !self.touches.get(index).copied().unwrap_or(0) != 0;
        for (index, code) in self.layout.levels(pattern.vector).enumerate() {
            add(&mut to.all, index, code, expected + akin);
            add(&mut to.of_kin, index, code, akin);
            if owns & !(1 << index.min(63)) != 0 {
                add(&mut to.tied, index, code, expected);
            }
            if fair(index) {
                add(&mut to.clean, index, code, expected);
            }
        }
        if expected < pairs / 2.0 {
            to.together.add(self.layout, pattern.vector, agrees, pairs - expected - akin, fair);
        }
    }
}

fn add(to: &mut [Vec<f64>], index: usize, code: u8, n: f64) {
    if let Some(slot) = to.get_mut(index).and_then(|l| l.get_mut(usize::from(code))) {
        *slot += n;
    }
}

impl Expected {
    /// With what is expected of the patterns that follow.
    fn and(mut self, more: Expected) -> Self {
        let tables = [(&mut self.clean, more.clean), (&mut self.all, more.all), (&mut self.tied, more.tied), (&mut self.of_kin, more.of_kin)];
        for (sums, more) in tables {
            sums.iter_mut().flatten().zip(more.into_iter().flatten()).for_each(|(sum, more)| *sum += more);
        }
        self.relatives += more.relatives;
        self.together.merge(more.together);
        self.of_patterns.extend(more.of_patterns);
        self
    }
}
