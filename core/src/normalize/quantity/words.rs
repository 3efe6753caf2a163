//! The words around a number: bounds, hedges, periods, labels, and what is counted.
//!
//! T15, our convention: 以上, 以下, 以内, 不低于, 不超过, 至少, 最多, 起, `≥`, `≤` and `+` include the number; 不满, 不足,
//! 超过, 大于, 小于, 高于, 低于, 多于, 少于, 以外, `>` and `<` do not (Civil Code, article 1259).

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
    Period(&'static str),
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
    let rest = text.strip_prefix(word)?;
    let splits = word.ends_with(|c: char| c.is_ascii_alphabetic()) && rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (!splits).then_some(rest)
}

pub(super) fn take<'t>(text: &'t str, words: &[(&str, Word)]) -> Option<(Word, &'t str)> {
    words.iter().find_map(|(word, meaning)| strip(text, word).map(|rest| (*meaning, rest)))
}

/// The sign of a relation that a text starts with.
pub(super) fn relation(text: &str) -> Option<(Bound, &str)> {
    const SIGNS: [(&str, Bound); 12] = [
        (">=", Bound::AtLeast),
        ("=>", Bound::AtLeast),
        ("> =", Bound::AtLeast),
        ("≥", Bound::AtLeast),
        ("≮", Bound::AtLeast),
        ("<=", Bound::AtMost),
        ("=<", Bound::AtMost),
        ("< =", Bound::AtMost),
        ("≤", Bound::AtMost),
        ("≯", Bound::AtMost),
        (">", Bound::MoreThan),
        ("<", Bound::LessThan),
    ];
    if !text.starts_with(['>', '=', '<', '≥', '≤', '≮', '≯']) {
        return None;
    }
    SIGNS.iter().find_map(|(sign, bound)| text.strip_prefix(sign).map(|rest| (*bound, rest)))
}

/// A period: 每月, /年, 一个月, per year, p.a.
pub(super) fn period(text: &str) -> Option<(&'static str, &str)> {
    let adverb: &[(&str, &'static str)] = match text.chars().next()? {
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
        'p' => &[("p.a.", "year"), ("p.a", "year"), ("pa", "year"), ("per annum", "year"), ("pcm", "month"), ("p.m.", "month"), ("pw", "week"), ("per", "")],
        'a' => &[("annually", "year"), ("annual", "year"), ("an", ""), ("a", "")],
        'y' => &[("yearly", "year")],
        'm' => &[("monthly", "month")],
        'w' => &[("weekly", "week")],
        'd' => &[("daily", "day")],
        'h' => &[("hourly", "hour")],
        'q' => &[("quarterly", "quarter")],
        'e' => &[("each", ""), ("every", "")],
        _ => return None,
    };
    let (period, rest) = adverb.iter().find_map(|(word, period)| strip(text, word).map(|rest| (*period, rest)))?;
    if period.is_empty() { noun(rest.trim_start()) } else { Some((period, rest)) }
}

/// A unit of time.
fn noun(text: &str) -> Option<(&'static str, &str)> {
    let words: &[(&str, &'static str)] = match text.chars().next()? {
        '年' => &[("年度", "year"), ("年", "year")],
        '月' => &[("月", "month")],
        '个' => &[("个月", "month"), ("个小时", "hour"), ("个季度", "quarter"), ("个星期", "week")],
        '周' => &[("周", "week")],
        '星' => &[("星期", "week")],
        '礼' => &[("礼拜", "week")],
        '天' => &[("天", "day")],
        '日' => &[("日", "day")],
        '小' => &[("小时", "hour")],
        '时' => &[("时", "hour")],
        '钟' => &[("钟头", "hour")],
        '季' => &[("季度", "quarter"), ("季", "quarter")],
        'y' => &[("year", "year"), ("yr.", "year"), ("yr", "year"), ("y", "year")],
        'a' => &[("annum", "year"), ("a", "year")],
        'm' => &[("month", "month"), ("mth", "month"), ("mon", "month"), ("mo.", "month"), ("mo", "month"), ("m", "month")],
        'w' => &[("week", "week"), ("wk", "week")],
        'd' => &[("day", "day"), ("d", "day")],
        'h' => &[("hour", "hour"), ("hr", "hour"), ("h", "hour")],
        'q' => &[("quarter", "quarter"), ("qtr", "quarter"), ("q", "quarter")],
        _ => return None,
    };
    words.iter().find_map(|(word, period)| strip(text, word).map(|rest| (*period, rest)))
}

/// What makes an open end: 不限, ∞.
pub(super) fn endless(text: &str) -> Option<&str> {
    const WORDS: [&str; 15] = ["不限", "无上限", "无下限", "无限", "不封顶", "上不封顶", "正无穷", "负无穷", "无穷大", "无穷", "+∞", "-∞", "∞", "+inf", "inf"];
    if !text.starts_with(['不', '无', '上', '正', '负', '+', '-', '∞', 'i']) {
        return None;
    }
    WORDS.iter().find_map(|word| strip(text, word))
}
