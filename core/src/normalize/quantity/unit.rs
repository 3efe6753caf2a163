//! Units of numbers: 万 and 亿, and those in Latin letters.

use super::{currency, words};
use crate::data::lexicon::{Lexicon, lexicon};
use crate::normalize::clean::cut;
use crate::normalize::numeral;

/// Longer ones before those they start with.
#[rustfmt::skip]
const UNITS: Lexicon<u64> = lexicon![
    ("kw", 10_000_000),
    ("k", 1000),
    ("wan", 10_000),
    ("w", 10_000),
    ("millions", 1_000_000),
    ("million", 1_000_000),
    ("mill.", 1_000_000),
    ("mill", 1_000_000),
    ("mil", 1_000_000),
    ("mln.", 1_000_000),
    ("mln", 1_000_000),
    ("mio.", 1_000_000),
    ("mio", 1_000_000),
    ("mrd.", 1_000_000_000),
    ("mrd", 1_000_000_000),
    ("mn", 1_000_000),
    ("mm", 1_000_000),
    ("m", 1_000_000),
    ("billions", 1_000_000_000),
    ("billion", 1_000_000_000),
    ("bil", 1_000_000_000),
    ("bln", 1_000_000_000),
    ("bn", 1_000_000_000),
    ("b", 1_000_000_000),
    ("trillions", 1_000_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("trn", 1_000_000_000_000),
    ("tn", 1_000_000_000_000),
    ("thousands", 1000),
    ("thousand", 1000),
    ("hundred", 100),
    ("lakhs", 100_000),
    ("lakh", 100_000),
    ("lacs", 100_000),
    ("lac", 100_000),
    ("crores", 10_000_000),
    ("crore", 10_000_000),
    ("crs", 10_000_000),
    ("cr.", 10_000_000),
    ("cr", 10_000_000),
];

/// A unit of 万 or more, or one in Latin letters, and what follows; `scaled` numbers only take the latter.
pub(super) fn big(text: &str, number: bool) -> Option<(i128, &str)> {
    let first = text.chars().next()?;
    let han = match first {
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        '兆' => Some(1_000_000_000_000),
        _ => None,
    };
    if let Some(unit) = han {
        return Some((unit, cut(text, first.len_utf8()).1));
    }
    if !number {
        return None;
    }
    UNITS.find_map(first, |word, unit| {
        let rest = text.strip_prefix(word)?;
        let ends = words::strip(text, word).is_some() || currency::read(rest, true).is_some_and(|(currency, _)| !currency.weak);
        ends.then_some((i128::from(*unit), rest))
    })
}

/// Whether a unit of a number comes next.
pub(super) fn starts_with_unit(text: &str) -> bool {
    let text = text.trim_start_matches(' ');
    text.starts_with(|c| numeral::small_unit(c).is_some()) || big(text, true).is_some()
}

/// Whether a unit of time comes next: 一年 behind a number is a period.
pub(super) fn starts_with_time(text: &str) -> bool {
    text.starts_with(['年', '天', '周']) || ["个月", "个小时", "小时", "个星期", "星期", "个季度"].iter().any(|time| text.starts_with(time))
}

/// Whether a unit, a coin or what is counted comes next.
pub(super) fn starts_with_measure(text: &str) -> bool {
    text.starts_with(['元', '块', '角', '毛', '人', '名', '位', '个', '美']) || starts_with_unit(text)
}
