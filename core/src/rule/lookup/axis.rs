//! One column of a lookup, cut into places within which no comparison tells two values apart.

use super::super::compile::{Check, Leaf};
use super::super::evaluate::{FALSE, TRUE, byte};
use crate::model::FactUnit;

/// How many different tests of one text column become places when some look for parts of texts.
const MOST_TESTS: usize = 6;

/// A column, its places, and how far apart they lie among the cells. The last place is «not known».
#[derive(Clone, Debug)]
pub(super) struct Axis {
    pub(super) column: String,
    pub(super) text: bool,
    cut: Cut,
    /// How many cells apart two neighbouring places are.
    pub(super) stride: usize,
}

#[derive(Clone, Debug)]
enum Cut {
    /// A number's place is how many of these are not above it; sorted.
    Numbers(Vec<i64>),
    /// A text's place is its own, or the one of all others; sorted.
    Texts(Vec<String>),
    /// A text's place is what each of the tests says of it, read as bits.
    Tests(Vec<Check>),
}

impl Axis {
    /// The axis of all comparisons with one column; `None` when it would need too many places.
    pub(super) fn new(column: &str, leaves: &[&Leaf]) -> Option<Self> {
        let text = leaves.iter().any(|leaf| leaf.unit == FactUnit::Text);
        let cut = if !text {
            Cut::Numbers(cuts(leaves))
        } else if leaves.iter().any(|leaf| matches!(leaf.check, Check::Contains(_))) {
            let mut tests: Vec<Check> = Vec::new();
            for leaf in leaves.iter().filter(|leaf| leaf.check.absent().is_none()) {
                if !tests.contains(&leaf.check) {
                    tests.push(leaf.check.clone());
                }
            }
            if tests.len() > MOST_TESTS {
                return None;
            }
            Cut::Tests(tests)
        } else {
            let mut texts: Vec<String> = Vec::new();
            for leaf in leaves {
                if let Check::Texts { of, .. } = &leaf.check {
                    texts.extend(of.iter().cloned());
                }
            }
            texts.sort_unstable();
            texts.dedup();
            Cut::Texts(texts)
        };
        Some(Axis { column: column.to_owned(), text, cut, stride: 1 })
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.missing() + 1
    }

    /// The place of what is not known.
    pub(super) fn missing(&self) -> usize {
        match &self.cut {
            Cut::Numbers(cuts) => cuts.len() + 1,
            Cut::Texts(texts) => texts.len() + 1,
            Cut::Tests(tests) => 1 << tests.len(),
        }
    }

    /// Where the places of numbers begin, but for the first.
    pub(super) fn cuts(&self) -> &[i64] {
        match &self.cut {
            Cut::Numbers(cuts) => cuts,
            Cut::Texts(_) | Cut::Tests(_) => &[],
        }
    }

    /// The place of a number.
    pub(super) fn number(&self, number: i64) -> usize {
        let cuts = self.cuts();
        // A few cuts are counted quicker than they are searched.
        if cuts.len() <= 16 { cuts.iter().map(|cut| usize::from(*cut <= number)).sum() } else { cuts.partition_point(|cut| *cut <= number) }
    }

    /// The place of a text.
    pub(super) fn words(&self, text: &str) -> usize {
        match &self.cut {
            Cut::Numbers(_) => self.missing(),
            Cut::Texts(texts) => texts.binary_search_by(|t| t.as_str().cmp(text)).unwrap_or(texts.len()),
            Cut::Tests(tests) => tests.iter().enumerate().map(|(bit, test)| usize::from(test.text(text)) << bit).sum(),
        }
    }

    /// What a comparison with this column says in a place.
    pub(super) fn verdict(&self, check: &Check, place: usize) -> u8 {
        if place >= self.missing() {
            return check.absent().map_or(super::super::evaluate::UNKNOWN, byte);
        }
        match &self.cut {
            Cut::Numbers(cuts) => {
                let some = match place.checked_sub(1) {
                    Some(before) => cuts.get(before).copied().unwrap_or(i64::MAX),
                    None => cuts.first().map_or(0, |cut| cut.saturating_sub(1)),
                };
                byte(check.number(some))
            }
            Cut::Texts(texts) => match (texts.get(place), check) {
                (Some(text), _) => byte(check.text(text)),
                (None, Check::Texts { negate, .. }) => byte(*negate),
                (None, Check::Known) => TRUE,
                (None, _) => FALSE,
            },
            Cut::Tests(tests) => match tests.iter().position(|test| test == check) {
                Some(bit) => byte(place >> bit & 1 == 1),
                None => byte(matches!(check, Check::Known)),
            },
        }
    }

    /// The places in which a comparison may hold or be undecided; `None`: perhaps all of them.
    pub(super) fn support(&self, check: &Check) -> Option<Vec<usize>> {
        let known: Vec<usize> = match (check, &self.cut) {
            (Check::Range { low, high, negate: false }, Cut::Numbers(_)) if low > high => Vec::new(),
            (Check::Range { low, high, negate: false }, Cut::Numbers(_)) => (self.number(*low)..=self.number(*high)).collect(),
            (Check::Numbers(of), Cut::Numbers(_)) => of.iter().map(|n| self.number(*n)).collect(),
            (Check::Texts { of, negate: false }, Cut::Texts(_)) => of.iter().map(|text| self.words(text)).collect(),
            (Check::Missing, _) => Vec::new(),
            _ => return None,
        };
        Some(known.into_iter().chain([self.missing()]).collect())
    }
}

/// The numbers at which some comparison changes its mind.
pub(in super::super) fn cuts(leaves: &[&Leaf]) -> Vec<i64> {
    let mut cuts: Vec<i64> = Vec::new();
    let mut range = |low: i64, high: i64| {
        if low <= high {
            cuts.extend((low > i64::MIN).then_some(low));
            cuts.extend(high.checked_add(1));
        }
    };
    for leaf in leaves {
        match &leaf.check {
            Check::Range { low, high, .. } => range(*low, *high),
            Check::Numbers(of) => of.iter().for_each(|n| range(*n, *n)),
            _ => {}
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}
