//! What one value can be: from where to where, and whether it can be known or not.

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

    pub(super) fn at_least(&mut self, low: i64) {
        self.low = self.low.max(low);
        self.known &= self.low <= self.high;
    }

    pub(super) fn at_most(&mut self, high: i64) {
        self.high = self.high.min(high);
        self.known &= self.low <= self.high;
    }

    pub(super) fn meet(&mut self, other: Span) {
        (self.known, self.missing) = (self.known && other.known, self.missing && other.missing);
        self.at_least(other.low);
        self.at_most(other.high);
    }

    pub(super) fn impossible(&self) -> bool {
        !self.known && !self.missing
    }

    pub(super) fn surely_known(&self) -> bool {
        self.known && !self.missing
    }

    pub(super) fn surely_missing(&self) -> bool {
        self.missing && !self.known
    }
}
