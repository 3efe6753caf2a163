//! Laws between the values of metrics, and what follows from them.

use super::span::Span;

/// A law between two or three values, by their places. Each holds of every history of events.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bond {
    /// The events (or values) of the first are among those of the second: the first number is at most the second.
    Within(usize, usize),
    /// The first number is how many the second has beyond one.
    Beyond(usize, usize),
    /// The first is a sum over so many events: 0 without any.
    Sum(usize, usize),
    /// Without such events the first is 0 where it is known.
    Zero(usize, usize),
    /// The first is known only if there are at least so many events: `(value, events, least)`.
    Needs(usize, usize, i64),
    /// The first is known if there are such events, and else it is not.
    Known(usize, usize),
    /// There are some of the one if and only if there are some of the other.
    Some(usize, usize),
    /// The first number is below the second, unless both are 0.
    Fewer(usize, usize),
    /// The first is a sum of so many values: known with some, and without any known as 0 at most.
    Added(usize, usize),
    /// The first is a sum over so many events, each of which adds at least so much, above 0: `(sum, events, least)`.
    Each(usize, usize, i64),
    /// The first number is what the second has more than the third.
    Rest(usize, usize, usize),
    /// Where both are known, the first number is at most the second.
    Below(usize, usize),
    /// If the first is known, so is the second, and is at least as large.
    Higher(usize, usize),
    /// The first, and no other, is known whenever there are such dated events, and they are the youngest: `(days, events, window)` with
    /// the events among those whose last one is so many days old.
    Young(usize, usize, i64),
    /// The events whose last one is so many days old are among those that are counted in the window.
    Seen(usize, usize, i64),
    /// Both are known or neither is.
    Together(usize, usize),
    /// If the first is known, so is the second, and is at most as large.
    Later(usize, usize),
    /// The first is the second over the third, which is not below 0, times so many (millionths, or one): `(ratio, above, below, times)`.
    Ratio(usize, usize, usize, i64),
    /// The first is the second over the third, of any sign.
    Quotient(usize, usize, usize),
    /// The first is how much of the second is beyond one, in millionths: `(n - 1) / n`.
    ShareBeyond(usize, usize),
}

/// A set of places: those beyond the last bit share it.
pub(super) fn bit(place: usize) -> u64 {
    1 << place.min(63)
}

impl Bond {
    /// The places of the values that it speaks of.
    #[must_use]
    pub fn places(self) -> [Option<usize>; 3] {
        match self {
            Bond::Within(a, b)
            | Bond::Beyond(a, b)
            | Bond::Sum(a, b)
            | Bond::Zero(a, b)
            | Bond::Needs(a, b, _)
            | Bond::Known(a, b)
            | Bond::Some(a, b)
            | Bond::Fewer(a, b)
            | Bond::Added(a, b)
            | Bond::Each(a, b, _)
            | Bond::Below(a, b)
            | Bond::Higher(a, b)
            | Bond::Young(a, b, _)
            | Bond::Seen(a, b, _)
            | Bond::Together(a, b)
            | Bond::Later(a, b)
            | Bond::ShareBeyond(a, b) => [Some(a), Some(b), None],
            Bond::Ratio(a, b, c, _) | Bond::Quotient(a, b, c) | Bond::Rest(a, b, c) => [Some(a), Some(b), Some(c)],
        }
    }

    /// Of which values it says more than was known; `None`: one of them cannot be anything.
    pub(super) fn tighten(self, spans: &mut [Span]) -> Option<u64> {
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
            Bond::Zero(a, b) => two(a, b, &|value, events| {
                if events.high <= 0 {
                    value.at_least(0);
                    value.at_most(0);
                }
                if value.surely_known() && (value.low > 0 || value.high < 0) {
                    events.at_least(1);
                }
            }),
            Bond::Needs(a, b, least) => two(a, b, &|value, events| {
                if events.high < least {
                    value.known = false;
                }
                if value.surely_known() {
                    events.at_least(least);
                }
            }),
            Bond::Known(a, b) => two(a, b, &|value, events| {
                value.known &= events.high >= 1;
                value.missing &= events.low <= 0;
                if value.surely_known() {
                    events.at_least(1);
                }
                if value.surely_missing() {
                    events.at_most(0);
                }
            }),
            Bond::Some(a, b) => two(a, b, &|a, b| {
                if a.low >= 1 || b.low >= 1 {
                    a.at_least(1);
                    b.at_least(1);
                }
                if a.high <= 0 || b.high <= 0 {
                    a.at_most(0);
                    b.at_most(0);
                }
            }),
            Bond::Fewer(a, b) => two(a, b, &|fewer, all| {
                fewer.at_most(all.high.saturating_sub(1).max(0));
                if fewer.low > 0 {
                    all.at_least(fewer.low.saturating_add(1));
                }
            }),
            Bond::Added(a, b) => two(a, b, &|sum, values| {
                if values.low >= 1 {
                    sum.missing = false;
                }
                if values.high <= 0 {
                    sum.at_least(0);
                    sum.at_most(0);
                }
                if sum.surely_missing() {
                    values.at_most(0);
                }
                if sum.surely_known() && (sum.low > 0 || sum.high < 0) {
                    values.at_least(1);
                }
            }),
            Bond::Each(a, b, least) => two(a, b, &|sum, events| {
                sum.at_least(events.low.saturating_mul(least));
                events.at_most(sum.high.max(0) / least.max(1));
                if sum.low > 0 {
                    events.at_least(1);
                }
            }),
            Bond::Rest(rest, all, others) => {
                let (mut r, mut a, mut o) = (at(spans, rest), at(spans, all), at(spans, others));
                r.at_least(a.low.saturating_sub(o.high));
                r.at_most(a.high.saturating_sub(o.low));
                a.at_least(r.low.saturating_add(o.low));
                a.at_most(r.high.saturating_add(o.high));
                o.at_least(a.low.saturating_sub(r.high));
                o.at_most(a.high.saturating_sub(r.low));
                for (place, span) in [(rest, r), (all, a), (others, o)] {
                    put(spans, place, span);
                }
            }
            Bond::Below(a, b) => two(a, b, &|a, b| {
                if b.surely_known() {
                    a.at_most(b.high);
                }
                if a.surely_known() {
                    b.at_least(a.low);
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
            Bond::Higher(a, b) => two(a, b, &|a, b| {
                if a.surely_known() {
                    b.missing = false;
                    b.at_least(a.low);
                }
                if b.surely_missing() {
                    a.known = false;
                }
                if b.surely_known() {
                    a.at_most(b.high);
                }
            }),
            Bond::ShareBeyond(a, b) => two(a, b, &|share, all| {
                // Rounded as the ratio itself is, so that the bound is exact: more of all is a larger share.
                let of = |n: i64| rounded(n.max(1) - 1, n.max(1), 1_000_000);
                share.at_least(of(all.low));
                share.at_most(of(all.high));
            }),
            Bond::Ratio(ratio, above, below, times) => {
                let (mut r, mut a, mut b) = (at(spans, ratio), at(spans, above), at(spans, below));
                divided(&mut r, &mut a, &mut b);
                if r.surely_known() {
                    b.at_least(1);
                }
                if b.high >= 1 {
                    let (low, high) = quotients(a, b, times);
                    r.at_least(low);
                    r.at_most(high);
                }
                for (place, span) in [(ratio, r), (above, a), (below, b)] {
                    put(spans, place, span);
                }
            }
            Bond::Quotient(ratio, above, below) => {
                let (mut r, mut a, mut b) = (at(spans, ratio), at(spans, above), at(spans, below));
                divided(&mut r, &mut a, &mut b);
                for (place, span) in [(ratio, r), (above, a), (below, b)] {
                    put(spans, place, span);
                }
            }
        }
        (!impossible).then_some(changed)
    }
}

/// A quotient is known where both its parts are, and it does not divide by 0.
fn divided(ratio: &mut Span, above: &mut Span, below: &mut Span) {
    if above.surely_missing() || below.surely_missing() || (below.low == 0 && below.high == 0) {
        ratio.known = false;
    }
    if ratio.surely_known() {
        (above.missing, below.missing) = (false, false);
        if below.low == 0 {
            below.at_least(1);
        }
        if below.high == 0 {
            below.at_most(-1);
        }
        // What is above 0 by so much that it is not rounded to 0 is so by a number of the sign.
        if below.low >= 1 && ratio.low > 0 {
            above.at_least(1);
        }
        if below.low >= 1 && ratio.high < 0 {
            above.at_most(-1);
        }
    }
    if above.surely_known() && below.surely_known() && (below.low >= 1 || below.high <= -1) {
        ratio.missing = false;
    }
}

/// The lowest and the highest quotient by what is at least 1, rounded as ratios are: what is more above is never less.
fn quotients(above: Span, below: Span, times: i64) -> (i64, i64) {
    let ends = [below.low.max(1), below.high.max(1)];
    let low = ends.map(|below| rounded(above.low, below, times)).into_iter().min().unwrap_or(i64::MIN);
    let high = ends.map(|below| rounded(above.high, below, times)).into_iter().max().unwrap_or(i64::MAX);
    // A number without a bound may be any, so it has no quotient with one.
    (if above.low == i64::MIN { i64::MIN } else { low }, if above.high == i64::MAX { i64::MAX } else { high })
}

/// A quotient rounded half away from 0, held at the ends of 64 bits.
fn rounded(above: i64, below: i64, times: i64) -> i64 {
    let (above, below) = (i128::from(above) * i128::from(times), i128::from(below));
    let quotient = (above.abs() + below / 2) / below.max(1) * above.signum();
    i64::try_from(quotient).unwrap_or(if quotient < 0 { i64::MIN } else { i64::MAX })
}
