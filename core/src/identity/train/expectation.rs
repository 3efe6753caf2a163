//! The E of EM: how many of each pattern's pairs are expected to match, and what that says of every level.

use super::super::compare::{Comparison, Layout, Tally};
use super::super::dependence::{Dependences, Together};
use super::super::labels::Label;
use super::{Counts, Pattern};
use crate::threads::in_parallel;

/// Patterns that one thread takes at a time. Their sums are put together in order, so that no number of threads changes a bit.
const TOGETHER: usize = 1 << 11;

/// What a round starts from.
pub(super) struct Round<'a> {
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

/// A round, with what it asks of each level looked up beforehand.
pub(super) struct Expectation<'a> {
    round: Round<'a>,
    /// By comparison and code.
    levels: Vec<Vec<Says>>,
}

/// What a level says of every pair that is on it.
#[derive(Clone, Copy, Default)]
struct Says {
    part: f64,
    against: f64,
    /// The comparison as a bit, where the level speaks for a match, and where it is a person's own.
    agrees: u64,
    owns: u64,
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

impl<'a> Expectation<'a> {
    pub(super) fn new(round: Round<'a>) -> Self {
        let of = |table: &[Vec<f64>], index: usize, code: u8| table.get(index).and_then(|l| l.get(usize::from(code))).copied().unwrap_or(0.0);
        let says = |index: usize, c: &Comparison, code: u8| {
            let bit = |is: bool| if is && index < 64 { 1 << index } else { 0 };
            Says {
                part: of(round.parts, index, code),
                against: round.against.map_or(0.0, |(ratios, _)| of(ratios, index, code)),
                agrees: bit(code > 1 && of(round.ratio, index, code) > 0.0),
                owns: bit(c.kinship.1 < c.codes() && code >= c.kinship.1),
            }
        };
        let levels = round.comparisons.iter().enumerate().map(|(index, c)| (0..c.codes()).map(|code| says(index, c, code)).collect()).collect();
        Expectation { round, levels }
    }

    /// What is expected of all patterns.
    pub(super) fn of(&self, counts: &Counts) -> Expected {
        let parts = in_parallel(counts.chunks(TOGETHER).collect(), |counts| {
            let mut expected = self.nothing(counts.len());
            let mut codes = Vec::with_capacity(self.levels.len());
            counts.iter().for_each(|(pattern, n)| self.add(pattern, *n as f64, &mut codes, &mut expected));
            expected
        });
        parts.into_iter().reduce(Expected::and).unwrap_or_else(|| self.nothing(0))
    }

    fn nothing(&self, patterns: usize) -> Expected {
        let zeros: Vec<Vec<f64>> = self.levels.iter().map(|levels| vec![0.0; levels.len()]).collect();
        let (together, of_patterns) = (Together::new(self.round.comparisons), Vec::with_capacity(patterns));
        Expected { clean: zeros.clone(), all: zeros.clone(), tied: zeros.clone(), of_kin: zeros, relatives: 0.0, together, of_patterns }
    }

    /// How much less likely than the same customer it is that a pattern's pair are strangers, and that they are relatives.
    fn against(&self, pattern: &Pattern, codes: &[(u8, Says)], agrees: u64) -> (f64, f64) {
        let Round { comparisons, dependences, odds, against, .. } = &self.round;
        let mut strangers = Tally::new(odds + f64::from(pattern.rarity) * std::f64::consts::LN_2);
        let mut relatives = Tally::new(against.map_or(0.0, |(_, odds)| *odds));
        for ((index, (code, says)), c) in codes.iter().enumerate().zip(*comparisons).filter(|((_, (code, _)), _)| *code > 0) {
            strangers.add(c.group, says.part + dependences.change(index, *code, agrees));
            relatives.add(c.group, says.against);
        }
        (libm::exp(-strangers.total()), if against.is_some() { libm::exp(-relatives.total()) } else { 0.0 })
    }

    fn add(&self, pattern: &Pattern, n: f64, codes: &mut Vec<(u8, Says)>, to: &mut Expected) {
        let Round { layout, touches, scale, .. } = &self.round;
        let says = |(code, levels): (u8, &Vec<Says>)| (code, levels.get(usize::from(code)).copied().unwrap_or_default());
        codes.clear();
        codes.extend(layout.levels(pattern.vector).zip(&self.levels).map(says));
        let (agrees, owns) = codes.iter().fold((0, 0), |(agrees, owns), (_, says)| (agrees | says.agrees, owns | says.owns));
        let (strange, kin) = self.against(pattern, codes, agrees);
        let pairs = scale * n;
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
        // The passes that do not touch the comparison's field, pooled.
        let fair = |index: usize| pattern.rules & !touches.get(index).copied().unwrap_or(0) != 0;
        for (index, (code, _)) in codes.iter().enumerate() {
            add(&mut to.all, index, *code, expected + akin);
            add(&mut to.of_kin, index, *code, akin);
            if owns & !(1 << index.min(63)) != 0 {
                add(&mut to.tied, index, *code, expected);
            }
            if fair(index) {
                add(&mut to.clean, index, *code, expected);
            }
        }
        if expected < pairs / 2.0 {
            to.together.add(layout, pattern.vector, agrees, pairs - expected - akin, fair);
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
