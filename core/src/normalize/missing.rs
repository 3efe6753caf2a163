//! Which texts stand for a missing value, and for which state of it (R28).
//!
//! | raw | state |
//! |---|---|
//! | `` `-` `—` `/` `N/A` `#N/A` `NULL` `None` `nan` `无` `空` `暫無` `不适用` | absent |
//! | `待补充` `待完善` | to be filled |
//! | `未知` `不详` `unknown` | unknown |
//! | `待沟通确认` `待核实` `TBD` | to be confirmed |
//!
//! The whole value must match, after folding width, case, traditional characters, blanks, one pair of brackets or quotation marks
//! and a full stop: `无锡`, `无极`, `空军`, `Null Corp`, `Na Ying` and `Nanjing` are values. Kinds add their own: `0` is missing for a
//! phone or a date, not for an amount; `Null`, `Nan` and `Na` so written are parts of names. Source: R28, and what spreadsheets,
//! databases and people write; ours.

use super::short::Short;
use crate::data::ReferenceTables;
use crate::model::Missing;
use crate::text::fold;

/// The state that a trimmed text stands for, in any kind of field.
pub(super) fn state(text: &str) -> Option<Missing> {
    if text.is_empty() {
        return Some(Missing::Absent);
    }
    if !may_be_token(text) {
        return None;
    }
    state_of(&fold(text)?)
}

/// Whether a text can be a token at all, by its first character: most values cannot. No token of all kinds starts
/// with a digit, and few letters and Han characters start one.
fn may_be_token(text: &str) -> bool {
    match text.as_bytes() {
        [b'0'..=b'9', ..] => text == "1.#QNAN",
        [b'a'..=b'z' | b'A'..=b'Z', rest @ ..] => {
            rest.len() < 24 && text.as_bytes().first().is_some_and(|first| matches!(first.to_ascii_lowercase(), b'n' | b'u' | b't' | b'm' | b'e' | b'b'))
        }
        [0xe4..=0xe9, ..] => text.starts_with(['无', '無', '没', '沒', '暂', '暫', '空', '缺', '未', '不', '待', '查', '拒', '后', '後', '尚', '需', '补', '補', '另']),
        // Blocks, stars, dingbats, and emoji.
        [0xe2, 0x96..=0xaf, ..] | [0xf0, 0x9f, ..] => false,
        _ => true,
    }
}

/// As [`state`], with further texts (folded) that mean absence.
pub(super) fn state_or(text: &str, absent: &[&str]) -> Option<Missing> {
    match text.as_bytes() {
        [] => return Some(Missing::Absent),
        [b'1'..=b'9', ..] => return None,
        _ => {}
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
    for c in unbracket(text.strip_suffix(['。', '．', '｡']).unwrap_or(text)).chars() {
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
    const PAIRS: [(char, char); 16] = [
        ('(', ')'),
        ('（', '）'),
        ('[', ']'),
        ('【', '】'),
        ('<', '>'),
        ('＜', '＞'),
        ('「', '」'),
        ('『', '』'),
        ('{', '}'),
        ('《', '》'),
        ('〈', '〉'),
        ('〔', '〕'),
        ('“', '”'),
        ('‘', '’'),
        ('"', '"'),
        ('\'', '\''),
    ];
    let Some(first) = text.chars().next() else { return text };
    let pair = PAIRS.iter().find(|(open, _)| *open == first);
    pair.and_then(|(open, close)| text.strip_prefix(*open)?.strip_suffix(*close)).unwrap_or(text)
}

fn state_of(folded: &Folded) -> Option<Missing> {
    let text = folded.as_str();
    if text.chars().all(is_stroke) {
        return Some(Missing::Absent);
    }
    if text.is_ascii() { ascii(text) } else { han(text) }
}

/// Signs that are drawn where nothing is written.
const fn is_stroke(c: char) -> bool {
    matches!(
        c,
        '-' | '‐'
            | '‑'
            | '‒'
            | '–'
            | '—'
            | '―'
            | '−'
            | '─'
            | '━'
            | '﹣'
            | '_'
            | '/'
            | '\\'
            | '.'
            | '。'
            | '·'
            | '\u{387}'
            | '•'
            | '…'
            | '~'
            | '〜'
            | '|'
            | '、'
            | ','
            | 'ー'
            | '⁄'
            | '∕'
            | '╱'
            | '\''
            | '"'
    )
}

fn ascii(text: &str) -> Option<Missing> {
    match text {
        "n/a" | "na" | "n.a." | "n.a" | "n\\a" | "n-a" | "n/a." | "null" | "none" | "nan" | "nil" | "nat" | "undefined" | "undef" | "\\n" | "?" | "n/d" | "nd." => {
            Some(Missing::Absent)
        }
        "#n/a" | "#na" | "#n/an/a" | "#null!" | "#ref!" | "#value!" | "#name?" | "#div/0!" | "#num!" | "#getting_data" | "#error!" | "#spill!" | "#calc!" | "1.#qnan" | "-nan"
        | "-1.#ind" => Some(Missing::Absent),
        "missing" | "empty" | "blank" | "nodata" | "notavailable" | "notapplicable" | "notprovided" | "notspecified" | "unspecified" | "nonegiven" | "novalue" | "nullvalue"
        | "noinfo" => Some(Missing::Absent),
        "null,null" | "[objectobject]" | "objectobject" | "emptystring" | "notfilled" => Some(Missing::Absent),
        "unknown" | "unk" | "unk." | "unknown." | "notknown" | "n/k" => Some(Missing::Unknown),
        "tobefilled" | "tobecompleted" | "tobeadded" | "tobefilledin" => Some(Missing::ToBeFilled),
        "tbd" | "tbc" | "tba" | "t.b.d." | "t.b.c." | "t.b.a." | "tobeconfirmed" | "tobedetermined" | "tobeadvised" | "tobeannounced" | "tobeverified" => {
            Some(Missing::ToBeConfirmed)
        }
        _ => None,
    }
}

fn han(text: &str) -> Option<Missing> {
    match text {
        "无" | "没有" | "没" | "暂无" | "空" | "空值" | "空白" | "缺失" | "缺" | "暂缺" | "未填" | "未填写" | "未提供" | "未登记" | "未录入" | "未采集" | "未留" | "未留存"
        | "未获取" | "未收集" | "未填报" => Some(Missing::Absent),
        "无数据" | "暂无数据" | "没有数据" | "无信息" | "暂无信息" | "没有信息" | "无资料" | "暂无资料" | "无记录" | "暂无记录" | "查无" | "查无数据" | "无此项" | "无内容"
        | "暂无内容" | "无值" | "缺失值" | "不适用" | "不填" => Some(Missing::Absent),
        "没填" | "没有填" | "没有填写" | "没写" | "暂未提供" | "暂未填写" | "未提供信息" | "尚未填写" | "尚未提供" | "拒绝提供" | "不愿提供" | "不便提供" | "不便透露"
        | "不提供" | "拒填" | "未透露" | "不愿透露" | "未公开" => Some(Missing::Absent),
        "未知" | "不详" | "不明" | "不清楚" | "不知道" | "不知" | "未详" | "未明" | "不确定" | "不晓得" | "不得而知" | "情况不明" => {
            Some(Missing::Unknown)
        }
        "待补充" | "待补" | "待补全" | "待填" | "待填写" | "待填报" | "待完善" | "待录入" | "待更新" | "待提供" | "待收集" | "待采集" | "待登记" | "待添加" | "需补充"
        | "需完善" | "后补" | "补充中" | "另补" | "待补录" => Some(Missing::ToBeFilled),
        "待沟通确认" | "待沟通" | "待确认" | "待定" | "待核实" | "待核对" | "待核查" | "待核验" | "待客户确认" | "待商定" | "待商议" | "待跟进确认" | "待进一步确认"
        | "待进一步沟通" | "未确认" | "需确认" | "需核实" | "尚未确认" | "待验证" | "需沟通" | "尚待确认" | "未定" => Some(Missing::ToBeConfirmed),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_each_state() {
        for text in [
            "",
            "-",
            "--",
            "—",
            "——",
            "/",
            "N/A",
            "n / a",
            "NULL",
            "null",
            "none",
            "NaN",
            "无",
            "（无）",
            "＃N/A",
            "<NA>",
            "\\N",
            "......",
            "無",
            "#N/A",
            "None",
            "暫無",
            "空",
            "“无”",
            "无。",
            "\"N/A\"",
            "不适用",
            "暂无数据",
            "N / A",
            "――",
            "#DIV/0!",
            "Not available",
            "1.#QNAN",
            "（空）",
            "\u{200b}\u{200b}",
        ] {
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
        for text in [
            "无锡",
            "无极",
            "Null Corp",
            "Na Ying",
            "Nanjing",
            "0",
            "未知数科技",
            "(",
            "-1",
            "none of it",
            "空军",
            "空港",
            "无名氏",
            "没关系",
            "不二",
            "缺一不可",
            "待字",
            "Empty Bowl",
            "Missingham",
            "Nana",
            "T",
            "后海",
            "需求",
            "查理",
            "A",
        ] {
            assert_eq!(state(text), None, "{text}");
        }
    }

    #[test]
    fn kinds_add_their_own() {
        assert_eq!(state_or("0", &["0"]), Some(Missing::Absent));
        assert_eq!(state_or("未知", &["0"]), Some(Missing::Unknown));
    }
}
