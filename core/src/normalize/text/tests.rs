use super::*;
use crate::model::{Missing, Status};

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Text::default().normalize(raw, &mut out);
    out
}

#[test]
fn keys_and_forms() {
    for (raw, key, simplified, loose, tokens, numbers, prefix) in [
        ("12 Pinkerton Circuit", "12 pinkerton circuit", "12 pinkerton circuit", "12 pinkerton circuit", "12 circuit pinkerton", "12", "12pi"),
        ("张江路１５號", "张江路15號", "张江路15号", "张江路15号", "15 号 张江 江路", "15", "张江"),
        ("Beef & Beer!", "beef & beer!", "beef & beer!", "beef beer", "beef beer", "", "beef"),
        ("O'Brien's", "o'brien's", "o'brien's", "obriens", "obriens", "", "obri"),
        ("a  b\nA", "a b a", "a b a", "a b a", "a b", "", "aba"),
        ("A-1, 2.5", "a-1, 2.5", "a-1, 2.5", "a 1 2 5", "1 2 5 a", "1 2 5", "a125"),
        ("产品X价格", "产品x价格", "产品x价格", "产品x价格", "x 产品 价格", "", "产品"),
        ("路", "路", "路", "路", "路", "", "路"),
        ("!!!", "!!!", "!!!", "", "", "", ""),
        ("Straße Ünal", "straße ünal", "straße ünal", "straße ünal", "straße ünal", "", "stra"),
        ("mp3 player", "mp3 player", "mp3 player", "mp3 player", "mp3 player", "3", "mp3p"),
        ("會員計畫", "會員計畫", "会员计划", "会员计划", "会员 员计 计划", "", "会员"),
        ("abcdefghij abcdefghia", "abcdefghij abcdefghia", "abcdefghij abcdefghia", "abcdefghij abcdefghia", "abcdefghia abcdefghij", "", "abcd"),
    ] {
        let out = read(raw);
        assert_eq!(out.key, key, "{raw}");
        assert_eq!(out.components[..5], [simplified, loose, tokens, numbers, prefix], "{raw}");
    }
}

#[test]
fn what_qualifies_goes() {
    for (raw, bare) in [
        ("Petra (Jordan)", "petra"),
        ("San José, California", "san jose"),
        ("Hollywood, Los Angeles, California", "hollywood"),
        ("(formerly) Straße [2]", "strasse"),
        ("（高）", "高"),
        ("产品，价格", "产品"),
        (", a", "a"),
        ("a) b (c", "a b"),
        ("12 Main St.", "12 main st"),
        ("!!!", ""),
    ] {
        assert_eq!(read(raw).components[5], bare, "{raw}");
    }
}

#[test]
fn folds() {
    for (raw, key) in [
        ("ＡＢＣ（１２３）！", "abc(123)!"),
        ("10⁵ H₂O m²", "10⁵ h₂o m²"),
        ("½杯 ⅓", "½杯 ⅓"),
        ("①②③ ⑴ ㈠ ㊀ ⒈", "①②③ ⑴ ㈠ ㊀ 1."),
        ("№５ ℡ ㎡ ㈱ Ⅻ ﬁle", "no5 tel m2 (株) xii file"),
        ("ﾌｧﾐﾘｰ", "ファミリー"),
        ("⻓⾧⼀⺌", "长長一小"),
        ("“引號”、。《》", "“引號”、。《》"),
        ("等等…", "等等..."),
        ("e\u{301}A", "éa"),
    ] {
        assert_eq!(read(raw).key, key, "{raw}");
    }
}

#[test]
fn what_is_told() {
    for (raw, status, reasons) in [
        ("無錫", Status::Ok, &[Reason::Traditional][..]),
        ("ＡＢＣ", Status::Ok, &[Reason::Width]),
        ("說(shuō)明", Status::Repaired, &[Reason::Ruby, Reason::Traditional]),
        ("a\u{200b}b", Status::Repaired, &[Reason::Invisible]),
        ("确??蛻粼", Status::Suspicious, &[Reason::LostBytes, Reason::Traditional]),
        ("真的吗??", Status::Ok, &[]),
        ("浣犲ソ", Status::Suspicious, &[Reason::LostBytes]),
        ("無", Status::Missing, &[]),
    ] {
        let out = read(raw);
        assert_eq!((out.status, out.reasons.as_slice()), (status, reasons), "{raw}");
    }
    assert_eq!(read("\u{200b}\u{feff}").missing, Some(Missing::Absent));
    assert_eq!(read("內(nèi)容").display, "內容");
}

#[test]
fn long_texts_are_cut() {
    let out = read(&"字".repeat(5000));
    assert_eq!((out.status, out.display.chars().count()), (Status::Suspicious, 4096));
    assert_eq!(out.reasons, [Reason::TooLong]);
}
