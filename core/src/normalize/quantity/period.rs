//! Periods: 每月, /年, 一个月, per year, p.a.

use super::words::strip;
use crate::data::lexicon::{Lexicon, lexicon};
use Adverb::{Each, Per};
use Period::{Day, Hour, Month, Quarter, Week, Year};

/// What a number is of or for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Period {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Period {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Hour => "hour",
            Day => "day",
            Week => "week",
            Month => "month",
            Quarter => "quarter",
            Year => "year",
        }
    }
}

/// What a word in letters says.
#[derive(Clone, Copy, Debug)]
enum Adverb {
    Per(Period),
    /// A unit of time follows.
    Each,
}

/// Longer ones before those they start with, as in the other lists.
#[rustfmt::skip]
const ADVERBS: Lexicon<Adverb> = lexicon![
    ("p.a.", Per(Year)), ("p.a", Per(Year)), ("pa", Per(Year)), ("per annum", Per(Year)), ("pcm", Per(Month)), ("p.m.", Per(Month)), ("pw", Per(Week)), ("per", Each),
    ("annually", Per(Year)), ("annual", Per(Year)), ("an", Each), ("a", Each),
    ("yearly", Per(Year)),
    ("monthly", Per(Month)),
    ("weekly", Per(Week)),
    ("daily", Per(Day)),
    ("hourly", Per(Hour)),
    ("quarterly", Per(Quarter)),
    ("each", Each), ("every", Each),
];

#[rustfmt::skip]
const NOUNS: Lexicon<Period> = lexicon![
    ("年度", Year), ("年", Year),
    ("月", Month),
    ("个月", Month), ("个小时", Hour), ("个季度", Quarter), ("个星期", Week),
    ("周", Week),
    ("星期", Week),
    ("礼拜", Week),
    ("天", Day),
    ("日", Day),
    ("小时", Hour),
    ("时", Hour),
    ("钟头", Hour),
    ("季度", Quarter), ("季", Quarter),
    ("year", Year), ("yr.", Year), ("yr", Year), ("y", Year),
    ("annum", Year), ("a", Year),
    ("month", Month), ("mth", Month), ("mon", Month), ("mo.", Month), ("mo", Month), ("m", Month),
    ("week", Week), ("wk", Week),
    ("day", Day), ("d", Day),
    ("hour", Hour), ("hr", Hour), ("h", Hour),
    ("quarter", Quarter), ("qtr", Quarter), ("q", Quarter),
];

/// The period that a text starts with.
pub(super) fn period(text: &str) -> Option<(Period, &str)> {
    let first = text.chars().next()?;
    match first {
        '/' => return noun(text.strip_prefix('/')?.trim_start()),
        '每' => {
            let rest = text.strip_prefix('每')?;
            return noun(rest.strip_prefix('个').unwrap_or(rest).trim_start_matches('一'));
        }
        '一' => {
            let rest = text.strip_prefix('一')?;
            return match rest.strip_prefix('个') {
                Some(rest) => noun(rest),
                None if rest.starts_with(['月', '季', '日', '时']) => None,
                None => noun(rest),
            };
        }
        _ => {}
    }
    match ADVERBS.find_map(first, |word, adverb| strip(text, word).map(|rest| (*adverb, rest)))? {
        (Per(period), rest) => Some((period, rest)),
        (Each, rest) => noun(rest.trim_start()),
    }
}

/// A unit of time.
fn noun(text: &str) -> Option<(Period, &str)> {
    NOUNS.find_map(text.chars().next()?, |word, period| strip(text, word).map(|rest| (*period, rest)))
}
