//! What a cell holds beside one name: several names, remarks, stray blanks and quotes.
//!
//! | cell | answer |
//! |---|---|
//! | `华为技术有限公司；中兴通讯股份有限公司` | two names |
//! | `华为技术有限公司（已注销）`, `【客户】华为技术有限公司` | the name; the remark goes |
//! | `华为技术有限公司-采购部` | the name; what follows is a detail |
//! | `深圳市 腾讯 计算机系统 有限公司` | the name without blanks |

use super::name;
use crate::data::list::{List, list};
use crate::normalize::clean::cut;
use crate::text::script;

/// Whether a character makes a name one of East Asia.
pub(super) fn is_eastern(c: char) -> bool {
    script::is_han(c) || matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff66}'..='\u{ff9f}' | '㈱' | '㈲' | '㈜')
}

/// Drops quotes around a whole name and punctuation before and behind it.
pub(super) fn trim(text: &str, eastern: bool) -> &str {
    const PAIRS: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('「', '」')];
    let mut text = text.strip_prefix('=').filter(|rest| rest.starts_with('"')).unwrap_or(text);
    loop {
        let mut inner = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '。' | '、' | '|' | '·'));
        inner = inner.trim_start_matches(['.', ':', '：', '/', '-', '_', '—']);
        if eastern {
            inner = inner.trim_end_matches(['-', '_', '—', ':', '：', '/', '．', '!', '！', '?', '？']);
            inner = inner.strip_suffix('.').filter(|rest| rest.ends_with(|c: char| !c.is_ascii())).unwrap_or(inner);
        }
        let pair = PAIRS.iter().find_map(|(open, close)| inner.strip_prefix(*open)?.strip_suffix(*close));
        if let Some(whole) = pair.filter(|whole| !whole.contains(['"', '“', '”'])) {
            inner = whole;
        } else if let Some(rest) = inner.strip_prefix(['\'', '`']).filter(|rest| !rest.contains(['\'', '`'])) {
            inner = rest;
        }
        if inner.len() == text.len() {
            return text;
        }
        text = inner;
    }
}

/// Takes the blanks out of an eastern name, but for those between Latin words and in Korean; whether there were any.
pub(super) fn close_up(display: &mut String) -> bool {
    // Japanese names part form and name.
    if display.contains(|c| matches!(c, '\u{3041}'..='\u{30ff}' | '㈱' | '㈲')) || ["株式", "会社", "（株）", "(株)"].iter().any(|word| display.contains(word)) {
        return false;
    }
    let loose = |c: Option<char>| c.is_none_or(|c| is_eastern(c) && !matches!(c, '\u{ac00}'..='\u{d7a3}') || matches!(c, '(' | ')' | '（' | '）'));
    let mut closed = String::with_capacity(display.len());
    let mut chars = display.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_whitespace() || !(loose(closed.chars().next_back()) || loose(chars.peek().copied())) {
            closed.push(c);
        }
    }
    let changed = closed.len() < display.len();
    if changed {
        *display = closed;
    }
    changed
}

/// The names of a cell that holds several.
pub(super) fn several(text: &str) -> Option<Vec<&str>> {
    if text.bytes().all(|b| b.is_ascii() && !matches!(b, b';' | b'|' | b'/' | b'\n' | b'\r')) {
        return None;
    }
    let parts = |signs: &'static [char]| -> Option<Vec<&str>> {
        if !text.contains(signs) {
            return None;
        }
        let parts: Vec<&str> = text.split(signs).map(str::trim).filter(|part| part.chars().any(char::is_alphanumeric)).collect();
        (parts.len() > 1).then_some(parts)
    };
    if text.contains([';', '；', '|', '｜']) {
        return parts(&[';', '；', '|', '｜']).filter(|parts| parts.iter().all(|part| part.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some()));
    }
    // Other signs also stand inside one name: there every part must have its legal form.
    let all = |signs: &'static [char], whole: fn(&str) -> bool| parts(signs).filter(|parts| parts.iter().all(|part| whole(part)));
    if text.contains(is_eastern) {
        return [&['\n', '\r'][..], &['、', '，', ',', '/', '／', '&', '＆', '+'], &[' ', '　']].into_iter().find_map(|signs| all(signs, is_whole));
    }
    [&['\n', '\r'][..], &['/', '／']].into_iter().find_map(|signs| all(signs, is_whole_western))
}

/// Whether a text ends with a Chinese legal form and has something before it.
fn is_whole(text: &str) -> bool {
    let stem = text.trim_end().strip_suffix("公司").or_else(|| text.trim_end().strip_suffix("集团"));
    stem.is_some_and(|stem| stem.chars().filter(|c| is_eastern(*c)).nth(3).is_some() && !stem.ends_with('分') && !stem.ends_with('子'))
}

/// Whether a text ends with one of the commonest Western forms.
fn is_whole_western(text: &str) -> bool {
    const FORMS: List = list!["ltd", "limited", "inc", "incorporated", "corp", "corporation", "llc", "llp", "plc", "gmbh", "ag", "kg", "sa", "bv", "nv", "company"];
    let plain = text.trim().trim_end_matches('.');
    plain.rsplit_once([' ', ',']).is_some_and(|(before, last)| before.chars().any(char::is_alphanumeric) && FORMS.iter().any(|form| last.eq_ignore_ascii_case(form)))
}

/// The stretch of a text that is left without remarks in brackets before and behind the name.
pub(super) fn without_remarks(text: &str, _: bool) -> &str {
    const OPEN: [char; 5] = ['(', '（', '[', '【', '〔'];
    const CLOSE: [char; 5] = [')', '）', ']', '】', '〕'];
    let mut name = text.trim();
    while let Some(inner) = name.strip_suffix(CLOSE) {
        let Some(open) = inner.rfind(OPEN).filter(|open| *open > 0) else {
            break;
        };
        let (before, bracket) = cut(inner, open);
        if !is_remark(bracket.trim_start_matches(OPEN)) {
            break;
        }
        name = before.trim_end();
    }
    if let Some((inner, rest)) = name.strip_prefix(OPEN).and_then(|rest| rest.split_once(CLOSE)) {
        let rest = rest.trim_start();
        let known = is_remark(inner) || name.starts_with(['【', '[', '〔']) && !matches!(inner, "株" | "有");
        if known && rest.chars().filter(|c| c.is_alphanumeric()).nth(1).is_some() {
            return rest;
        }
    }
    name
}

/// Whether the text in brackets is a note on the company, not part of its name.
fn is_remark(inner: &str) -> bool {
    const STARTS: List = list![
        "原",
        "曾用名",
        "又名",
        "简称",
        "以下简称",
        "下称",
        "现",
        "更名",
        "变更",
        "备注",
        "已",
        "注销",
        "吊销",
        "停业",
        "歇业",
        "存续",
        "在业",
        "在营",
        "开业",
        "盖章",
        "公章",
        "签章",
        "筹",
        "暂定",
        "客户",
        "供应商",
        "甲方",
        "乙方",
        "重点",
        "测试",
    ];
    const WHOLE: List = list!["总部", "本部", "总公司", "母公司", "老客户", "新客户", "大客户", "代理商", "经销商", "VIP", "vip", "重复", "作废", "停用", "黑名单", "待核实"];
    let inner = inner.trim();
    WHOLE.contains(inner) || STARTS.iter().any(|start| inner.starts_with(start)) && !["原生", "原创", "现代", "现货", "原料", "原材料"].iter().any(|word| inner.starts_with(word))
}

/// The name before a detail: what follows a company's legal form behind a sign and is no branch. Of a Western name
/// and a Chinese one side by side the latter.
pub(super) fn without_detail(text: &str) -> &str {
    if text.starts_with(|c: char| c.is_ascii_alphabetic())
        && let Some((western, eastern)) = text.find(is_eastern).map(|at| cut(text, at))
        && is_whole_western(western.trim_end_matches(['(', '（', '/', '-', ' ']))
    {
        return eastern.trim_end_matches([')', '）']);
    }
    let mut from = 0;
    while let Some(found) = cut(text, from).1.find("公司") {
        let end = from + found + "公司".len();
        let (name, tail) = cut(text, end);
        let rest = tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—' | '–' | '_' | '/' | '|' | ':' | '：' | ',' | '，' | '~' | '*'));
        let parted = rest.len() < tail.len() && !rest.is_empty();
        if parted && !name.ends_with("分公司") && is_detail(rest) {
            return name;
        }
        from = end;
    }
    text
}

fn is_detail(rest: &str) -> bool {
    let chars: Vec<char> = rest.chars().take(name::LIMIT).collect();
    !rest.contains("公司") && !super::form::is_branch(&chars) && rest.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_trimmed() {
        for (text, expected) in [
            ("\"Acme\"", "Acme"),
            ("=\"华为\"", "华为"),
            ("“华为”", "华为"),
            ("'华为", "华为"),
            ("Apple Inc.", "Apple Inc."),
            ("ООО \"Ромашка\"", "ООО \"Ромашка\""),
            ("、华为技术有限公司，", "华为技术有限公司"),
            ("“三”号“四”", "“三”号“四”"),
        ] {
            assert_eq!(trim(text, false), expected, "{text}");
        }
        assert_eq!(trim("华为技术有限公司.", true), "华为技术有限公司");
    }

    #[test]
    fn blanks() {
        for (text, expected) in [
            ("深圳市 腾讯 公司", "深圳市腾讯公司"),
            ("微软 (中国) 有限公司", "微软(中国)有限公司"),
            ("上海 ABC 科技", "上海ABC科技"),
            ("上海Big Data科技", "上海Big Data科技"),
            ("주식회사 카카오", "주식회사 카카오"),
            ("株式会社 任天堂", "株式会社 任天堂"),
        ] {
            let mut display = text.to_owned();
            assert_eq!(close_up(&mut display), text != expected);
            assert_eq!(display, expected);
        }
    }

    #[test]
    fn cells_with_several_names() {
        for (text, count) in [
            ("华为技术有限公司；中兴通讯股份有限公司", 2),
            ("华为技术有限公司\n中兴通讯股份有限公司", 2),
            ("华为技术有限公司、中兴通讯股份有限公司", 2),
            ("华为技术有限公司 中兴通讯股份有限公司", 2),
            ("Acme Ltd; Foo Inc", 2),
            ("华为技术有限公司；", 0),
            ("深圳市 腾讯 计算机系统 有限公司", 0),
            ("Acme, Inc.", 0),
            ("Acme Inc. / Foo Ltd", 2),
            ("Acme/Foo Ltd", 0),
            ("华为技术有限公司/采购部", 0),
            ("华为技术有限公司 上海分公司", 0),
        ] {
            assert_eq!(several(text).map_or(0, |parts| parts.len()), count, "{text}");
        }
    }

    #[test]
    fn remarks_and_details() {
        for (text, expected) in [
            ("华为技术有限公司（已注销）", "华为技术有限公司"),
            ("华为技术有限公司（原深圳华为）（盖章）", "华为技术有限公司"),
            ("【客户】华为技术有限公司", "华为技术有限公司"),
            ("阿里巴巴（中国）", "阿里巴巴（中国）"),
            ("（株）ニトリ", "（株）ニトリ"),
            ("上海言序中心（有限合伙）", "上海言序中心（有限合伙）"),
            ("华为（原创）", "华为（原创）"),
        ] {
            assert_eq!(without_remarks(text, true), expected, "{text}");
        }
        for (text, expected) in [
            ("华为技术有限公司-采购部", "华为技术有限公司"),
            ("华为技术有限公司 Huawei Co., Ltd.", "华为技术有限公司"),
            ("华为技术有限公司-上海分公司", "华为技术有限公司-上海分公司"),
            ("华为技术有限公司采购部", "华为技术有限公司采购部"),
            ("Huawei Co., Ltd. 华为技术有限公司", "华为技术有限公司"),
            ("IBM 中国", "IBM 中国"),
        ] {
            assert_eq!(without_detail(text), expected, "{text}");
        }
    }
}
