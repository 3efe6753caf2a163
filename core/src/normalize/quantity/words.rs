//! The words around a number: bounds, hedges, periods, labels, and what is counted.
//!
//! T15, our convention: 以上, 以下, 以内, 不低于, 不超过, 至少, 最多, 起, `≥`, `≤` and `+` include the number; 不满, 不足,
//! 超过, 大于, 小于, 高于, 低于, 多于, 少于, 以外, `>` and `<` do not (Civil Code, article 1259).

use super::period::Period;
use crate::data::lexicon::{Lexicon, lexicon};
use crate::data::list::{List, list};

/// What a bound includes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

impl Bound {
    pub(super) fn is_lower(self) -> bool {
        matches!(self, Bound::AtLeast | Bound::MoreThan)
    }

    pub(super) fn is_open(self) -> bool {
        matches!(self, Bound::MoreThan | Bound::LessThan)
    }

    /// The same side, with or without the number itself.
    pub(super) fn with(self, included: bool) -> Bound {
        match (self.is_lower(), included) {
            (true, true) => Bound::AtLeast,
            (true, false) => Bound::MoreThan,
            (false, true) => Bound::AtMost,
            (false, false) => Bound::LessThan,
        }
    }

    /// What `10 <` says of what stands behind it.
    pub(super) fn seen_from_behind(self) -> Bound {
        match self {
            Bound::AtLeast => Bound::AtMost,
            Bound::MoreThan => Bound::LessThan,
            Bound::AtMost => Bound::AtLeast,
            Bound::LessThan => Bound::MoreThan,
        }
    }
}

/// What a word around a number says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    Bound(Bound),
    About,
    Period(Period),
    /// Says what the number is of: 预算, 合同金额.
    Label,
    /// A label of turnover or capital: the number is money.
    Money,
    /// A label or a measure of people.
    People,
    /// Says nothing: 从, 整, 之间.
    Filler,
    Negative,
    /// A lower bound where no upper one follows.
    From,
    /// What follows is not part of the value: 其中.
    Rest,
}

/// Strips a folded word; one that ends in a Latin letter ends there.
pub(super) fn strip<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    // The last byte tells most words apart.
    if text.as_bytes().get(word.len().wrapping_sub(1)) != word.as_bytes().last() {
        return None;
    }
    let rest = text.strip_prefix(word)?;
    let splits = word.ends_with(|c: char| c.is_ascii_alphabetic()) && rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (!splits).then_some(rest)
}

/// The word of a list that a text starts with, and what follows.
pub(super) fn take(text: &str, words: Lexicon<Word>) -> Option<(Word, &str)> {
    words.find_map(text.chars().next()?, |word, meaning| strip(text, word).map(|rest| (*meaning, rest)))
}

/// The sign of a relation that a text starts with.
pub(super) fn relation(text: &str) -> Option<(Bound, &str)> {
    const SIGNS: Lexicon<Bound> = lexicon![
        ("> =", Bound::AtLeast),
        (">=", Bound::AtLeast),
        (">", Bound::MoreThan),
        ("=>", Bound::AtLeast),
        ("=<", Bound::AtMost),
        ("≥", Bound::AtLeast),
        ("≮", Bound::AtLeast),
        ("< =", Bound::AtMost),
        ("<=", Bound::AtMost),
        ("<", Bound::LessThan),
        ("≤", Bound::AtMost),
        ("≯", Bound::AtMost),
    ];
    if !text.starts_with(['>', '=', '<', '≥', '≤', '≮', '≯']) {
        return None;
    }
    SIGNS.find_map(text.chars().next()?, |sign, bound| text.strip_prefix(sign).map(|rest| (*bound, rest)))
}

/// What makes an open end: 不限, ∞.
pub(super) fn endless(text: &str) -> Option<&str> {
    const WORDS: List = list!["不限", "无上限", "无下限", "无限", "不封顶", "上不封顶", "正无穷", "负无穷", "无穷大", "无穷", "+∞", "-∞", "∞", "+inf", "inf"];
    if !text.starts_with(['不', '无', '上', '正', '负', '+', '-', '∞', 'i']) {
        return None;
    }
    WORDS.iter().find_map(|word| strip(text, word))
}
