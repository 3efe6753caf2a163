//! Which texts stand for a missing value, and for which state of it (R28).
//!
//! | raw | state |
//! |---|---|
//! | `` `-` `—` `/` `N/A` `NULL` `nan` `无` | absent |
//! | `待补充` | to be filled |
//! | `未知` `不详` `unknown` | unknown |
//! | `待沟通确认` `TBD` | to be confirmed |
//!
//! The whole value must match, after folding width, case, blanks and one pair of brackets:
//! `无锡`, `Null Corp` and `Na Ying` are values. Kinds add their own: `0` is missing for a phone, not
//! for an amount.

use super::short::Short;
use crate::data::ReferenceTables;
use crate::model::Missing;
use crate::text::fold;

/// The state that a trimmed text stands for, in any kind of field.
pub(super) fn state(text: &str) -> Option<Missing> {
    if !may_be_token(text) {
        return None;
    }
    state_of(&fold(text)?)
}

/// Whether a text can be a token at all, by its first character: most values cannot. No token of all kinds starts
/// with a digit, and few Han characters start one.
fn may_be_token(text: &str) -> bool {
    match text.as_bytes() {
        [b'0'..=b'9', ..] => false,
        [0xe4..=0xe9, ..] => text.starts_with(['无', '無', '没', '沒', '暂', '暫', '空', '缺', '未', '不', '待']),
        _ => true,
    }
}

/// As [`state`], with further texts (folded) that mean absence.
pub(super) fn state_or(text: &str, absent: &[&str]) -> Option<Missing> {
    if matches!(text.as_bytes(), [b'1'..=b'9', ..]) {
        return None;
    }
    let folded = fold(text)?;
    if absent.contains(&folded.as_str()) { Some(Missing::Absent) } else { state_of(&folded) }
}

type Folded = Short<48>;

/// The text without width, case, blanks and brackets; `None` when it is too long to be a token.
fn fold(text: &str) -> Option<Folded> {
    if text.len() > 96 {
        return None;
    }
    let mut out = Folded::new();
    // The tokens are ours: a pack with other characters does not change them.
    let variants = ReferenceTables::builtin().variants();
    for c in unbracket(text).chars() {
        let c = fold::width(c);
        if c.is_whitespace() || fold::is_invisible(c) {
            continue;
        }
        if !out.push(variants.simplified(c).to_ascii_lowercase()) {
            return None;
        }
    }
    Some(out)
}

fn unbracket(text: &str) -> &str {
    const PAIRS: [(char, char); 7] = [('(', ')'), ('（', '）'), ('[', ']'), ('【', '】'), ('<', '>'), ('「', '」'), ('{', '}')];
    PAIRS.iter().find_map(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close)).unwrap_or(text)
}

fn state_of(folded: &Folded) -> Option<Missing> {
    let text = folded.as_str();
    if text.chars().all(|c| matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '_' | '/' | '\\' | '.' | '。' | '·' | '\u{387}' | '…' | '~' | '|')) {
        return Some(Missing::Absent);
    }
    match text {
        "n/a" | "na" | "n.a." | "n.a" | "null" | "none" | "nan" | "nil" | "nat" | "undefined" | "\\n" | "?" => Some(Missing::Absent),
        "#n/a" | "#na" | "#null!" | "#ref!" | "#value!" | "#name?" | "#div/0!" => Some(Missing::Absent),
        "无" | "没有" | "暂无" | "空" | "空值" | "缺失" | "未填" | "未填写" | "未提供" | "无数据" => Some(Missing::Absent),
        "未知" | "不详" | "不明" | "不清楚" | "unknown" | "unk" => Some(Missing::Unknown),
        "待补充" | "待补" | "待填" | "待填写" | "待完善" => Some(Missing::ToBeFilled),
        "待沟通确认" | "待沟通" | "待确认" | "待定" | "tbd" | "tbc" => Some(Missing::ToBeConfirmed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_each_state() {
        for text in ["", "-", "--", "—", "——", "/", "N/A", "n / a", "NULL", "null", "none", "NaN", "无", "（无）", "＃N/A", "<NA>", "\\N", "......", "無"] {
            assert_eq!(state(text), Some(Missing::Absent), "{text}");
        }
        assert_eq!(state("待补充"), Some(Missing::ToBeFilled));
        assert_eq!(state("【待補充】"), Some(Missing::ToBeFilled));
        assert_eq!(state("未知"), Some(Missing::Unknown));
        assert_eq!(state("待沟通确认"), Some(Missing::ToBeConfirmed));
        assert_eq!(state("待溝通確認"), Some(Missing::ToBeConfirmed));
        assert_eq!(state("TBD"), Some(Missing::ToBeConfirmed));
    }

    #[test]
    fn values_that_look_like_tokens_stay() {
        for text in ["无锡", "无极", "Null Corp", "Na Ying", "Nanjing", "0", "未知数科技", "(", "-1", "none of it"] {
            assert_eq!(state(text), None, "{text}");
        }
    }

    #[test]
    fn kinds_add_their_own() {
        assert_eq!(state_or("0", &["0"]), Some(Missing::Absent));
        assert_eq!(state_or("未知", &["0"]), Some(Missing::Unknown));
    }
}
