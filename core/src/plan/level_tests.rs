//! Which built-in level two values reach, by kind; and the tests that specs may name.

use super::Plan;
use crate::Code;
use crate::interop::json;
use crate::model::Statement;

fn plan(kind: &str, levels: &str, slots: usize) -> Result<Plan, crate::Error> {
    let columns: Vec<String> = (0..slots).map(|i| format!(r#"{{"field":"x","from":["x{i}"]}}"#)).collect();
    Plan::from_json(&format!(
        r#"{{"version":1,"fields":[{{"name":"x","kind":{kind}}}],"sources":[{{"name":"s","id":"id","columns":[{}]}}],
          "identity":{{"comparisons":[{{"field":"x","levels":{levels}}}]}}}}"#,
        columns.join(",")
    ))
}

/// The level of the first two rows, whichever comes first.
fn level_of(kind: &str, levels: &str, rows: &[&[&str]]) -> String {
    let plan = plan(kind, levels, 2).unwrap();
    let of = |rows: &[&[&str]]| {
        let row = |(at, values): (usize, &&[&str])| {
            let cells: Vec<String> = values.iter().enumerate().map(|(i, v)| format!(r#","x{i}":"{v}""#)).collect();
            format!(r#"{{"id":"{at}"{}}}"#, cells.concat())
        };
        let rows: Vec<String> = rows.iter().enumerate().map(row).collect();
        let out = json::run(&plan, &format!(r#"{{"tables":{{"s":[{}]}}}}"#, rows.join(","))).unwrap();
        let why = out.explain_pair(("s", "0"), ("s", "1")).unwrap();
        let level = |statement: &Statement| if let Statement::Comparison(evidence) = statement { Some(evidence.level.clone()) } else { None };
        why.parts.iter().find_map(|part| level(&part.statement)).unwrap_or_else(|| "missing".to_owned())
    };
    let mut turned = rows.to_vec();
    turned.swap(0, 1);
    let (one, other) = (of(rows), of(&turned));
    assert_eq!(one, other, "symmetric: {rows:?}");
    one
}

fn builtin(kind: &str, a: &str, b: &str) -> String {
    level_of(&format!(r#"{{"{kind}":{{}}}}"#), "[]", &[&[a], &[b]])
}

#[test]
fn levels_of_persons_names() {
    for (a, b, level) in [
        ("张伟", "張偉", "exact"),
        ("张伟", "章玮", "same_reading"),
        ("张伟", "Zhang Wei", "same_reading"),
        ("张末", "张未", "similar_writing"),
        ("陈晴晴", "陈睛晴", "similar_writing"),
        ("余华", "佘华", "similar_writing"),
        ("John Smith", "John Smirh", "similar_writing"),
        ("John Smith", "John Smyth", "similar_90"),
        ("张小生", "臧小森", "similar_sound"),
        ("范妮", "黄莉", "similar_sound"),
        ("刘娜", "牛拉", "similar_sound"),
        ("刘娜", "Niu La", "similar_sound"),
        ("Rena Lane", "Lena Rane", "else"),
        ("张*", "张伟", "masked"),
        ("张**", "张某某", "masked"),
        ("张*明", "张晓明", "masked"),
        ("张*明", "张晓红", "surname_only"),
        ("张*", "李伟", "missing"),
        ("张女士", "张伟", "surname_only"),
        ("张伟", "张建国", "same_surname"),
        ("David Dobbins Jr", "David Dobbins II", "exact"),
        ("David Dobbins Jr", "Dobbins, David", "same_reading"),
        // Father and son.
        ("David Dobbins Jr", "David Dobbins Senior", "else"),
        ("Morris I Klein", "Morris II Klein", "else"),
        ("Margaret Charney", "Peggie Charney", "nickname"),
    ] {
        assert_eq!(builtin("person_name", a, b), level, "{a} {b}");
    }
}

#[test]
fn levels_of_companies() {
    for (a, b, level) in [
        ("Universal Exports Singapore", "Singapore Exports", "contains"),
        ("Universal Exports Worldwide", "Universal Exports", "contains"),
        ("Universal Exports", "Singapore Imports", "else"),
    ] {
        assert_eq!(builtin("company", a, b), level, "{a} {b}");
    }
}

#[test]
fn levels_of_telephones() {
    for (a, b, level) in [
        ("13812345678", "+86 138 1234 5678", "exact"),
        ("138****5678", "13812345678", "masked"),
        ("+86138****5678", "13812345678", "masked"),
        ("138****5678", "138****5678", "masked"),
        ("138****5678", "13912345678", "same_tail4"),
        ("138****5678", "13812345679", "missing"),
        ("0512-****5678", "0512-62345678", "masked"),
        ("13812345678", "13812354678", "transposed"),
        ("13812345678", "13812345679", "one_edit"),
        ("13812345678", "13912345678", "same_tail7"),
        ("13812345678", "13787655678", "same_tail4"),
        ("021-62345678", "021-62341234", "changed_tail"),
        ("021-62345678", "021-58881234", "same_city"),
        ("021-62345678", "0512-58881234", "else"),
        ("13812345678", "13987651234", "else"),
        // Without area codes they have no keys, and disagree all the same.
        ("62345678", "62345678", "same_tail7"),
        ("62345678", "58881234", "else"),
    ] {
        assert_eq!(builtin("phone", a, b), level, "{a} {b}");
    }
}

#[test]
fn levels_of_mailboxes_and_dates() {
    for (a, b, level) in [
        ("Zhang.Wei+shop@Gmail.com", "zhangwei@gmail.com", "exact"),
        ("zhangwei@163.com", "zhangwei@126.com", "same_local"),
        ("zhangwei@163.com", "zhangwej@163.com", "one_edit"),
        ("zhangwei@163.com", "lifang@qq.com", "else"),
    ] {
        assert_eq!(builtin("email", a, b), level, "{a} {b}");
    }
    for (a, b, level) in [
        ("1990-05-14", "1990年5月14日", "exact"),
        ("1990-05-04", "1990-04-05", "day_month_swapped"),
        // Nobody knows which of the two is the month.
        ("04/05/1990", "1990-05-04", "either_order"),
        ("04/05/1990", "1990-04-05", "either_order"),
        ("04/05/1990", "05.04.1990", "either_order"),
        ("04/05/1990", "1990-12-29", "within_a_year"),
        ("04/05/1990", "1972-12-29", "else"),
        ("04/05/1990", "04/06/1972", "else"),
        // A day that stands for none disagrees with nothing.
        ("04/05/1990", "1970-01-01", "missing"),
        ("1990-05-14", "1990-05-15", "one_edit"),
        ("1990-05-14", "1990-05-29", "same_month"),
        ("1990-05-14", "1990-12-29", "within_a_year"),
        ("1990-05-14", "1972-12-29", "else"),
    ] {
        assert_eq!(builtin("date", a, b), level, "{a} {b}");
    }
}

#[test]
fn levels_of_texts() {
    for (a, b, level) in [
        ("8716 S Colfax Ave", "8716 S. Colfax Avenue", "similar_95"),
        ("South Colfax Ave", "South Colfax Avenue", "similar_95"),
        // Two houses of one street.
        ("11123 S Halsted St", "11223 S. Halsted St.", "most_words"),
        ("4301 Wabash", "4314 Wabash", "similar_85"),
    ] {
        assert_eq!(builtin("text", a, b), level, "{a} and {b}");
    }
}

#[test]
fn levels_of_codes() {
    for (kind, a, b, level) in [
        ("resident_id", "11010519491231002X", "11010519491231002x", "exact"),
        // A wrong digit, two exchanged, a wrong check character.
        ("resident_id", "11010519491231002X", "11010519491231012X", "misread"),
        ("resident_id", "11010519491231002X", "11010519491213002X", "misread"),
        ("resident_id", "11010519491231002X", "110105194912310021", "misread"),
        // Both have the same slip.
        ("resident_id", "110105194912310021", "110105194912310021", "misread"),
        // What fails its check disagrees with nothing.
        ("resident_id", "440524188001010014", "110105194912310021", "missing"),
        ("resident_id", "11010519491231002X", "1101**********002X", "masked"),
        ("resident_id", "11010519491231002X", "1102**********002X", "missing"),
        ("resident_id", "11010519491231002X", "440524188001010014", "else"),
        ("credit_code", "91350100M000100Y43", "91350100M000100Y44", "misread"),
        // Passports and tax numbers from abroad.
        ("resident_id", "K65261033", "k65261033", "same_other"),
        ("resident_id", "K65261033", "K65261038", "one_edit"),
        ("resident_id", "K65261033", "D88303511", "another_number"),
        ("resident_id", "K65261033", "11010519491231002X", "missing"),
        ("credit_code", "54-6614929", "546614929", "same_other"),
        ("credit_code", "54-6614929", "20-0456606", "another_number"),
        ("org_code", "GB782186413", "GB782186413", "same_other"),
        ("credit_code", "91350100M000100Y43", "9135**********0Y43", "masked"),
        ("org_code", "70846113-6", "70846113-7", "misread"),
        // Too little is visible.
        ("org_code", "70846113-6", "7084****-6", "missing"),
        ("bank_card", "6225885007947872", "6225885007947873", "misread"),
        ("bank_card", "6225885007947872", "6225 **** **** 7872", "masked"),
        ("code", "VIP-00120034", "vip00120034", "same_loose"),
        ("code", "VIP-00120034", "VIP-00120035", "one_edit"),
        ("code", "VIP-00120034", "VIP-****0034", "masked"),
        ("email", "anna.lee@acme.com", "a***@ACME.com", "masked"),
        ("email", "anna.lee@acme.com", "a***e@acme.com", "masked"),
        ("email", "anna.lee@acme.com", "b***@acme.com", "missing"),
        ("email", "anna.lee@acme.com", "***@acme.com", "missing"),
        ("company", "华为技术（深圳）有限公司", "华为技术(**)有限公司", "masked"),
        ("company", "华为技术（深圳）有限公司", "中兴技术(**)有限公司", "missing"),
        ("company", "Acme Trading Co., Ltd.", "Acm*** Co. Ltd", "masked"),
    ] {
        assert_eq!(builtin(kind, a, b), level, "{kind} {a} {b}");
    }
}

#[test]
fn several_values_compare_by_their_best_pair() {
    let phone = r#"{"phone":{}}"#;
    assert_eq!(level_of(phone, "[]", &[&["13812345678", "021-62345678"], &["13987651234", "138 1234 5678"]]), "exact");
    assert_eq!(level_of(phone, "[]", &[&["13987651234", "13812345678"], &["138****5678"]]), "masked");
    assert_eq!(level_of(phone, "[]", &[&["", "13812345678"], &["13987651234"]]), "else");
    assert_eq!(level_of(phone, "[]", &[&["", ""], &["13987651234"]]), "missing");
}

#[test]
fn words_weigh_by_rarity() {
    let levels = r#"[{"label":"alike","test":{"cosine":{"min":0.5,"component":"tokens"}}}]"#;
    let others: [&[&str]; 4] = [&["park hotel"], &["grand hotel"], &["royal hotel"], &["city hotel"]];
    let text = |a: &str, b: &str| {
        let (a, b) = ([a], [b]);
        let pair: [&[&str]; 2] = [&a, &b];
        level_of(r#"{"text":{}}"#, levels, &[&pair[..], &others[..]].concat())
    };
    assert_eq!(text("savoy hotel", "savoy inn"), "alike");
    assert_eq!(text("savoy hotel", "plaza hotel"), "else");
}

#[test]
fn tests_take_what_they_can_use() {
    let wrong = |kind: &str, test: &str| {
        let error = plan(&format!(r#"{{"{kind}":{{}}}}"#), &format!(r#"[{{"label":"l","test":{test}}}]"#), 1).unwrap_err();
        (error.code(), error.path().trim_start_matches("identity.comparisons[0].levels[0].test.").to_owned())
    };
    for (kind, test, code, path) in [
        ("text", r#"{"cosine":{"min":1.5}}"#, Code::OutOfRange, "cosine.min"),
        ("text", r#"{"cosine":{"min":0.5,"component":"nothing"}}"#, Code::UnknownComponent, "cosine.component"),
        ("date", r#"{"masked":{"min":1}}"#, Code::UnknownComponent, "masked"),
        ("phone", r#"{"masked":{"min":0}}"#, Code::OutOfRange, "masked.min"),
        ("phone", r#"{"misread":{"max":1}}"#, Code::UnknownComponent, "misread"),
        ("phone", r#"{"changed_tail":{"max":0}}"#, Code::OutOfRange, "changed_tail.max"),
        ("phone", r#"{"all":[{"transposed":{"component":"x"}}]}"#, Code::UnknownComponent, "all[0].transposed.component"),
        ("person_name", r#"{"similar_sound":{"component":"sounds"}}"#, Code::UnknownComponent, "similar_sound.component"),
        ("person_name", r#"{"similar_glyphs":{"component":"x"}}"#, Code::UnknownComponent, "similar_glyphs.component"),
        ("person_name", r#"{"neighbouring_keys":{"component":"x"}}"#, Code::UnknownComponent, "neighbouring_keys.component"),
    ] {
        assert_eq!(wrong(kind, test), (code, path.to_owned()), "{test}");
    }
}
