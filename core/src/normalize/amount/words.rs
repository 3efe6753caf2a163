//! The words around an amount: bounds, currencies, periods.

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

    pub(super) fn is_exclusive(self) -> bool {
        matches!(self, Bound::MoreThan | Bound::LessThan)
    }

    /// The same side, without the number itself.
    pub(super) fn exclusive(self) -> Bound {
        if self.is_lower() { Bound::MoreThan } else { Bound::LessThan }
    }
}

/// Longer words stand before the words they start with.
const IN_FRONT: [(&str, Bound); 38] = [
    ("大于等于", Bound::AtLeast),
    ("大于或等于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("不少于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("最少", Bound::AtLeast),
    ("最低", Bound::AtLeast),
    ("起码", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    ("≧", Bound::AtLeast),
    ("⩾", Bound::AtLeast),
    (">=", Bound::AtLeast),
    ("小于等于", Bound::AtMost),
    ("小于或等于", Bound::AtMost),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("最高", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("≦", Bound::AtMost),
    ("⩽", Bound::AtMost),
    ("<=", Bound::AtMost),
    ("超过", Bound::MoreThan),
    ("大于", Bound::MoreThan),
    ("高于", Bound::MoreThan),
    ("多于", Bound::MoreThan),
    (">", Bound::MoreThan),
    ("不满", Bound::LessThan),
    ("未满", Bound::LessThan),
    ("不足", Bound::LessThan),
    ("不到", Bound::LessThan),
    ("小于", Bound::LessThan),
    ("低于", Bound::LessThan),
    ("<", Bound::LessThan),
];

/// 以上, 以下, 以内 include the number, 以外 does not (Civil Code, article 1259); `+` is read as 以上.
const BEHIND: [(&str, Bound); 14] = [
    ("及以上", Bound::AtLeast),
    ("或以上", Bound::AtLeast),
    ("含以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("起", Bound::AtLeast),
    ("+", Bound::AtLeast),
    ("及以下", Bound::AtMost),
    ("或以下", Bound::AtMost),
    ("含以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("以外", Bound::MoreThan),
    ("之外", Bound::MoreThan),
];

const CURRENCIES: [(&str, &str); 46] = [
    ("人民币", "CNY"),
    ("rmb", "CNY"),
    ("cny", "CNY"),
    ("￥", "CNY"),
    ("¥", "CNY"),
    ("美元", "USD"),
    ("美金", "USD"),
    ("us$", "USD"),
    ("usd", "USD"),
    ("hk$", "HKD"),
    ("hkd", "HKD"),
    ("港币", "HKD"),
    ("港元", "HKD"),
    ("港幣", "HKD"),
    ("nt$", "TWD"),
    ("twd", "TWD"),
    ("新台币", "TWD"),
    ("台币", "TWD"),
    ("欧元", "EUR"),
    ("eur", "EUR"),
    ("€", "EUR"),
    ("英镑", "GBP"),
    ("gbp", "GBP"),
    ("£", "GBP"),
    ("日元", "JPY"),
    ("日圆", "JPY"),
    ("jpy", "JPY"),
    ("韩元", "KRW"),
    ("krw", "KRW"),
    ("₩", "KRW"),
    ("澳元", "AUD"),
    ("a$", "AUD"),
    ("aud", "AUD"),
    ("加元", "CAD"),
    ("cad", "CAD"),
    ("新加坡元", "SGD"),
    ("新元", "SGD"),
    ("sgd", "SGD"),
    ("瑞郎", "CHF"),
    ("chf", "CHF"),
    ("澳门元", "MOP"),
    ("mop", "MOP"),
    ("$", "USD"),
    ("卢布", "RUB"),
    ("rub", "RUB"),
    ("泰铢", "THB"),
];

/// Every word of yuan behind a number.
pub(super) const YUAN: [&str; 5] = ["块钱", "元", "圆", "圓", "块"];

const PERIODS: [(&str, &str); 18] = [
    ("/年", "year"),
    ("每年", "year"),
    ("一年", "year"),
    ("／年", "year"),
    ("per year", "year"),
    ("a year", "year"),
    ("/year", "year"),
    ("/yr", "year"),
    ("p.a.", "year"),
    ("/a", "year"),
    ("/月", "month"),
    ("每月", "month"),
    ("每个月", "month"),
    ("一个月", "month"),
    ("per month", "month"),
    ("a month", "month"),
    ("/month", "month"),
    ("/mo", "month"),
];

const ABOUT: [&str; 14] = ["大约", "大概", "约为", "约", "将近", "接近", "近", "左右", "上下", "≈", "approx.", "approx", "about", "多"];

fn take<'t, T: Copy>(text: &'t str, words: &[(&str, T)]) -> Option<(T, &'t str)> {
    words.iter().find_map(|(word, meaning)| strip(text, word).map(|rest| (*meaning, rest)))
}

/// Strips a lower-case prefix, whatever the case of the text.
pub(super) fn strip<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

pub(super) fn bound_in_front(text: &str) -> Option<(Bound, &str)> {
    take(text, &IN_FRONT)
}

pub(super) fn bound_behind(text: &str) -> Option<(Bound, &str)> {
    take(text, &BEHIND)
}

pub(super) fn currency(text: &str) -> Option<(&'static str, &str)> {
    take(text, &CURRENCIES)
}

pub(super) fn period(text: &str) -> Option<(&'static str, &str)> {
    take(text, &PERIODS)
}

pub(super) fn about(text: &str) -> Option<&str> {
    ABOUT.iter().find_map(|word| strip(text, word))
}
