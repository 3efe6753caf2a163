//! The laws of every built-in normalizer, on arbitrary texts and on texts that look like values.

use super::{Normalizer, builtin};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Status};
use crate::schema::{DateOrder, FieldKind};
use proptest::prelude::*;
use std::collections::HashMap;
use std::sync::Arc;

pub(super) fn kinds() -> Vec<FieldKind> {
    let mut kinds = FieldKind::every();
    kinds.extend([DateOrder::DayFirst, DateOrder::MonthFirst, DateOrder::YearFirst, DateOrder::Excel1900, DateOrder::Excel1904].map(|order| FieldKind::Date { order }));
    kinds.push(FieldKind::Amount { unit: "万元".to_owned(), currency: "CNY".to_owned() });
    kinds.push(FieldKind::WechatId { scope: "wx1234567890abcdef".to_owned() });
    kinds
}

fn read(normalizer: &Arc<dyn Normalizer>, raw: &str) -> Normalized {
    let mut out = Normalized::default();
    normalizer.normalize(raw, &mut out);
    out
}

/// Every law that a result of `raw` must obey.
fn check(raw: &str) {
    for kind in kinds() {
        check_one(&kind, &builtin(&kind, ReferenceTables::builtin()), raw);
    }
}

/// The laws of one kind.
fn check_one(kind: &FieldKind, normalizer: &Arc<dyn Normalizer>, raw: &str) {
    let out = read(normalizer, raw);
    let again = read(normalizer, &out.display);
    assert_eq!(out.key, again.key, "{kind:?} is not idempotent: {raw:?} -> {:?} -> {:?}", out.display, again.display);
    if !out.key.is_empty() {
        let forms = normalizer.forms().len();
        assert_eq!(out.components[..forms], again.components[..forms], "{kind:?}: the match forms of {raw:?} and {:?} differ", out.display);
    }
    assert_eq!(out.components.len(), normalizer.components().len());
    assert!(!out.key.starts_with('\u{1}') && out.key.trim() == out.key, "{kind:?} {raw:?} {:?}", out.key);
    match out.status {
        Status::Missing => assert!(out.display.is_empty() && out.key.is_empty() && out.missing.is_some(), "{kind:?} {raw:?}"),
        // Of what is no value, nothing is said but that its check failed, and how an unknown telephone number ends.
        Status::Invalid => assert!(
            out.key.is_empty()
                && normalizer.components().iter().zip(&out.components).all(|(n, c)| c.is_empty() || matches!(*n, "unchecked" | "other" | "tail7" | "tail4"))
                && out.confidence == 0
                && !out.reasons.is_empty(),
            "{kind:?} {raw:?}"
        ),
        Status::Ok => assert!(out.confidence == 100 && out.missing.is_none(), "{kind:?} {raw:?} {out:?}"),
        _ => assert!(out.missing.is_none() && !out.reasons.is_empty(), "{kind:?} {raw:?} {out:?}"),
    }
    if out.status == Status::Ambiguous {
        assert!(!out.candidates.is_empty(), "{kind:?} {raw:?}");
    }
}

/// A reused result equals a fresh one.
fn check_reuse(first: &str, second: &str) {
    for kind in kinds() {
        let normalizer = builtin(&kind, ReferenceTables::builtin());
        let mut reused = Normalized::default();
        normalizer.normalize(first, &mut reused);
        normalizer.normalize(second, &mut reused);
        assert_eq!(reused, read(&normalizer, second), "{kind:?} {first:?} {second:?}");
    }
}

/// Pieces that values are made of.
const PIECES: &[&str] = &[
    "张",
    "伟",
    "欧阳",
    "先生",
    "总",
    "某",
    "*",
    "小",
    "·",
    "李",
    "女士",
    "138",
    "1381234",
    "5678",
    "13812345678",
    "+86",
    "021",
    "0755",
    "62345678",
    "-",
    " ",
    "/",
    ".",
    ",",
    ":",
    "转",
    "ext",
    "x",
    "X",
    "E+",
    "400",
    "@",
    "qq.com",
    "gmail.com",
    "a.b",
    "+",
    "<",
    ">",
    "2024",
    "05",
    "5",
    "年",
    "月",
    "日",
    "T",
    "Z",
    "10:23",
    "上午",
    "下午",
    "点",
    "半",
    "至",
    "~",
    "二",
    "〇",
    "十",
    "一",
    "万",
    "亿",
    "元",
    "角",
    "分",
    "以上",
    "以下",
    "不满",
    "超过",
    "¥",
    "$",
    "(",
    ")",
    "（",
    "）",
    "广东",
    "省",
    "深圳",
    "市",
    "朝阳",
    "区",
    "上海",
    "吉林",
    "路",
    "有限公司",
    "有限责任公司",
    "分公司",
    "集团",
    "科技",
    "Co.",
    "Ltd",
    "Inc",
    "Smith",
    "John",
    "Dr",
    "Jr",
    "é",
    "е\u{301}",
    "\u{200b}",
    "\u{0}",
    "\u{fffd}",
    "\u{1F600}",
    "🇨🇳",
    "ß",
    "İ",
    "ﬁ",
    "㈱",
    "①",
    "１",
    "Ａ",
    "　",
    "??",
    "无",
    "待补充",
    "未知",
    "null",
    "110105",
    "19491231",
    "002X",
    "91350100M000100Y43",
    "の",
    "さ",
    "김",
    "\u{1}",
    "\n",
    "\t",
    "'",
    "\"",
    "=",
    "零",
    "/年",
    "May",
    "Mon",
    "1st",
    "民国",
    "每月",
    "约",
    "e",
    "1",
    "0",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_texts(raw in any::<String>()) {
        check(&raw);
    }

    #[test]
    fn texts_of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..8)) {
        check(&pieces.concat());
    }

    #[test]
    fn digits_and_signs(raw in "[0-9一二十万亿年月日.,:/ +*()~-]{0,24}") {
        check(&raw);
    }

    #[test]
    fn buffers_can_be_reused(a in prop::collection::vec(prop::sample::select(PIECES), 0..6), b in prop::collection::vec(prop::sample::select(PIECES), 0..6)) {
        check_reuse(&a.concat(), &b.concat());
    }
}

/// What says nothing says nothing, however many marks without shape stand in it.
#[test]
fn hidden_tokens_are_missing() {
    for kind in kinds() {
        let normalizer = builtin(&kind, ReferenceTables::builtin());
        for (first, last) in [("n", "an"), ("n/", "a"), ("未", "知"), ("-", "-")] {
            let raw = format!("{first}{}{last}", "\u{200b}".repeat(100));
            check_one(&kind, &normalizer, &raw);
            assert!(read(&normalizer, &raw).key.is_empty(), "{kind:?} {raw:?}");
        }
    }
}

/// Values with one key have one set of match forms, whatever they were read from.
#[test]
fn match_forms_depend_on_the_key_alone() {
    let mut state = 7_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    for kind in kinds() {
        let normalizer = builtin(&kind, ReferenceTables::builtin());
        let mut known: HashMap<String, (Vec<String>, String)> = HashMap::new();
        for _ in 0..4000 {
            let raw: String = (0..1 + next(4)).map(|_| PIECES[next(PIECES.len())]).collect();
            let out = read(&normalizer, &raw);
            let found = out.components[..normalizer.forms().len()].to_vec();
            let (forms, first) = known.entry(out.key.clone()).or_insert_with(|| (found.clone(), raw.clone()));
            assert!(out.key.is_empty() || *forms == found, "{kind:?} {first:?} {raw:?} {forms:?} {found:?}");
        }
    }
}

#[test]
fn every_single_character() {
    for c in ('\0'..='\u{3ffff}').step_by(61).chain('\0'..='\u{3100}').chain('\u{fe00}'..='\u{ffff}') {
        check(c.encode_utf8(&mut [0; 4]));
    }
}

#[test]
fn very_long_texts() {
    for piece in ["1", "一", "张", "a ", "(", "，", "1,", "至", "-", "@", ".", "万", "公司", "有限公司", "\u{301}", "*", "1-", "2024-05-01至"] {
        check(&piece.repeat(3000));
        check(&piece.repeat(1_000_000 / piece.len()));
    }
}

/// The raw values of the shared vectors, cut, doubled, and with signs put in: what the fuzz targets start from.
#[test]
fn texts_made_from_the_vectors() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/vectors/normalize");
    let signs = ['*', ' ', '·', '\u{200b}', '、', 'X', '0', '（', '.', '-', '@', '\u{301}', '省', '總'];
    for kind in kinds() {
        let cases = std::fs::read_to_string(folder.join(format!("{}.json", kind.name()))).unwrap();
        let cases: Vec<serde_json::Value> = serde_json::from_str(&cases).unwrap();
        let normalizer = builtin(&kind, ReferenceTables::builtin());
        for (number, case) in cases.iter().enumerate() {
            let raw = case["raw"].as_str().unwrap();
            let chars: Vec<char> = raw.chars().collect();
            check_one(&kind, &normalizer, raw);
            check_one(&kind, &normalizer, &format!("{raw}{raw}"));
            let at = number * 7 % (chars.len() + 1);
            check_one(&kind, &normalizer, &chars[..at].iter().collect::<String>());
            check_one(&kind, &normalizer, &chars[at..].iter().collect::<String>());
            let mut changed = chars;
            changed.insert(at, signs[number % signs.len()]);
            check_one(&kind, &normalizer, &changed.iter().collect::<String>());
        }
    }
}

#[test]
fn cases_that_random_texts_once_found() {
    check(",年二年一日:月日亿亿万 -年亿");
}
