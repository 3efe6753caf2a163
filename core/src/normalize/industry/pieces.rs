//! A text in pieces: steps of a path, remarks in brackets, codes beside names, lists.
//!
//! | text | pieces |
//! |---|---|
//! | `制造业-专用设备制造` | 制造业 > 专用设备制造 |
//! | `C 制造业/35` | C, 制造业, 35 |
//! | `[C35]专用设备制造业` | C35, 专用设备制造业 |
//! | `农、林、牧、渔业` | one: what is a name as a whole is not taken apart |

use super::chain::{Chain, Joint};
use super::code;
use super::lookup;
use super::set::{Found, How};
use crate::data::ReferenceTables;
use crate::data::industry_fold::Folded;
use crate::data::list::{List, list};

/// What may stand in front of a value, folded.
const LABELS: List = list![
    "行业",
    "所属行业",
    "所在行业",
    "国民经济行业",
    "国民经济行业分类",
    "国民经济行业代码",
    "行业类别",
    "行业分类",
    "行业代码",
    "行业名称",
    "国标行业",
    "行业大类",
    "行业门类",
    "行业中类",
    "行业小类",
    "门类",
    "大类",
    "中类",
    "小类",
    "主营行业",
    "主营业务",
    "经营范围",
    "企业行业",
    "客户行业",
    "公司行业",
    "industry",
    "sector",
    "一级行业",
    "二级行业",
    "三级行业",
    "国标",
    "gbt4754",
    "gbt47542017",
    "行业类型",
];

/// The text behind a label such as `所属行业：`; 制造业：… is no label.
pub(super) fn unlabel(text: &str) -> &str {
    // Most texts have no colon; the last byte of ： is 0x9a.
    let bytes = text.as_bytes();
    if !bytes.contains(&b':') && !bytes.contains(&0x9a) {
        return text;
    }
    let mut text = text;
    while let Some((at, sign)) = text.char_indices().take(24).find(|(_, c)| matches!(c, ':' | '：')) {
        let (label, rest) = text.split_at_checked(at).unwrap_or_default();
        let rest = rest.get(sign.len_utf8()..).unwrap_or_default().trim_start();
        if rest.is_empty() || !is_label(label) {
            break;
        }
        text = rest;
    }
    text
}

fn is_label(text: &str) -> bool {
    let mut folded = [0_u8; 64];
    let mut len = 0;
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        let c = c.to_ascii_lowercase();
        let Some(slot) = folded.get_mut(len..len + c.len_utf8()) else { return false };
        c.encode_utf8(slot);
        len += c.len_utf8();
    }
    let folded = folded.get(..len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default();
    LABELS.contains(folded)
}

/// Without quotes and what spreadsheets put around codes: `="35"`, `'35`.
pub(super) fn unquote(text: &str) -> &str {
    super::clean::strip_quotes(text)
}

/// Without the decimals that spreadsheets give to codes of digits: `35.0`.
pub(super) fn without_decimals(text: &str) -> &str {
    text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")).filter(|number| number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit())).unwrap_or(text)
}

/// What the signs of each level mean, the strongest first.
const PARTING: [Joint; 5] = [Joint::Path, Joint::Bracket, Joint::Slash, Joint::List, Joint::List];

/// The level of a sign that parts.
fn level(c: char) -> Option<usize> {
    Some(match c {
        '-' | '－' | '–' | '—' | '―' | '>' | '＞' | '»' | '›' | '→' | '⇒' | '|' | '｜' | '_' | '＿' | '~' | '～' | ':' | '：' | '\\' | '＼' | '·' | '•' => 0,
        '(' | ')' | '（' | '）' | '[' | ']' | '［' | '］' | '【' | '】' | '{' | '}' | '「' | '」' | '《' | '》' | '<' | '〈' | '〉' => 1,
        '/' | '／' | '+' | '＋' | '&' | '＆' => 2,
        '、' | '､' | ',' | '，' | ';' | '；' | '。' | '.' => 3,
        '和' | '及' | '与' | '與' | '或' => 4,
        '\u{4e00}'..='\u{9fff}' => return None,
        c if c.is_whitespace() => 2,
        _ => return None,
    })
}

/// A text with its folded form, where it is not too long, and what it stands for as a whole.
pub(super) struct Named {
    folded: Option<Folded>,
    pub(super) found: Option<Found>,
}

impl Named {
    pub(super) fn of(tables: &ReferenceTables, text: &str) -> Self {
        let folded = Folded::of(text, tables.variants());
        let found = folded.as_ref().and_then(|folded| lookup::whole(tables.industries(), folded.as_bytes()));
        Named { folded, found }
    }
}

/// Reads a text into a chain. It is the whole text that has been looked up already, or a part of it.
pub(super) fn read(tables: &ReferenceTables, text: &str, (whole, named): (&str, &Named), chain: &mut Chain<'_>) {
    if bare(text).len() == whole.len() {
        piece(tables, text, named, (Joint::Path, 0), chain);
    } else {
        part(tables, text, Joint::Path, 0, chain);
    }
}

/// Without signs around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !(matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()))
}

fn part(tables: &ReferenceTables, text: &str, joint: Joint, from: usize, chain: &mut Chain<'_>) {
    let text = bare(text);
    if !text.is_empty() {
        piece(tables, text, &Named::of(tables, text), (joint, from), chain);
    }
}

/// One piece: as a whole if it has a meaning, else by the strongest signs in it.
fn piece(tables: &ReferenceTables, text: &str, named: &Named, (joint, from): (Joint, usize), chain: &mut Chain<'_>) {
    if !chain.has_room() {
        chain.unknown = true;
        return;
    }
    // 金融-保险 is a path though 金融保险 is a word; `E-commerce` is none.
    let path = || !text.is_ascii() && text.contains(|c| level(c) == Some(0));
    if let Some((found, folded)) = named.found.zip(named.folded.as_ref()).filter(|(found, _)| found.how == How::Name || !path()) {
        chain.name(Some(found), folded, joint);
        return;
    }
    if is_label(text) {
        chain.label = true;
        return;
    }
    if let Some((token, rest)) = code::token(text) {
        // `K12 教育`: a word that looks like a code.
        let run = text.strip_suffix(rest).unwrap_or(text);
        let word = Named::of(tables, run);
        if let Some((found, folded)) = word.found.zip(word.folded.as_ref()) {
            chain.name(Some(found), folded, joint);
        } else if token.letter.is_none() && code::is_unit(rest) && !is_word(tables, rest) {
            chain.foreign();
            return;
        } else {
            chain.code(token, joint);
        }
        let next = rest.chars().next().and_then(level).and_then(|level| PARTING.get(level)).map_or(Joint::Path, |next| *next);
        part(tables, rest, if next == Joint::Bracket { Joint::Path } else { next }, from, chain);
        return;
    }
    if let Some((token, front)) = code::last_token(text).filter(|(_, front)| !is_word(tables, text.strip_prefix(*front).unwrap_or_default())) {
        part(tables, front, joint, from, chain);
        chain.code(token, Joint::Path);
        return;
    }
    let strongest = text.chars().filter_map(level).filter(|level| *level >= from).min();
    let find = || named.folded.as_ref().and_then(|folded| Some((lookup::find(tables.industries(), folded.as_str())?, folded)));
    if let Some((strongest, sign)) = strongest.and_then(|level| Some((level, *PARTING.get(level)?))) {
        // A name that lacks its ending is one name, whatever signs it has.
        if sign == Joint::List
            && let Some((found, folded)) = find()
        {
            chain.name(Some(found), folded, joint);
            return;
        }
        let mut next = joint;
        for piece in text.split(|c| level(c) == Some(strongest)) {
            part(tables, piece, next, strongest, chain);
            next = sign;
        }
        return;
    }
    match &named.folded {
        Some(folded) => chain.name(lookup::find(tables.industries(), folded.as_str()), folded, joint),
        None => chain.unknown = true,
    }
}

/// Whether a text is a name or an everyday word as a whole.
fn is_word(tables: &ReferenceTables, text: &str) -> bool {
    Named::of(tables, text).found.is_some()
}
