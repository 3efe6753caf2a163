use super::Phone;
use crate::data::ReferenceTables;
use crate::model::Adcode;
use crate::model::{Normalized, Reason, Status};
use crate::normalize::{Context, Normalizer};
use Status::{Ambiguous, Invalid, Missing, Ok, Repaired, Suspicious};

/// A result in one line: status, display, key, then `type carrier -extension region`.
pub(super) fn line(phone: &Phone, raw: &str) -> (Status, String) {
    let out = read(phone, raw);
    let component = |name: &str| phone.components().iter().position(|c| *c == name).map_or("", |at| out.components[at].as_str());
    let mut said = vec![out.display.clone(), out.key.clone(), component("type").to_owned(), component("carrier").to_owned()];
    if !component("extension").is_empty() {
        said.push(format!("-{}", component("extension")));
    }
    said.push(component("region").to_owned());
    said.retain(|part| !part.is_empty());
    (out.status, said.join(" "))
}

pub(super) fn read(phone: &Phone, raw: &str) -> Normalized {
    let mut out = Normalized::default();
    phone.normalize(raw, &mut out);
    out
}

pub(super) fn in_city(city: &str) -> Phone {
    Phone::new("CN", city, ReferenceTables::builtin())
}

fn china() -> Phone {
    in_city("")
}

/// Every case, and that the display reads as the value.
pub(super) fn check(phone: &Phone, cases: &[(&str, Status, &str)]) {
    let mut wrong = Vec::new();
    for (raw, status, expected) in cases {
        let got = line(phone, raw);
        if got != (*status, (*expected).to_owned()) {
            wrong.push(format!("{raw:?}: {got:?} {:?}", read(phone, raw).reasons));
        }
        let (first, again) = (read(phone, raw), read(phone, &read(phone, raw).display));
        if first.key != again.key || !first.key.is_empty() && first.components[..4] != again.components[..4] {
            wrong.push(format!("{raw:?} is not stable: {:?} {:?}", first.display, again.key));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const MOBILE: &str = "13812345678 +8613812345678 mobile CM CN";
const LANDLINE: &str = "021-62345678 +862162345678 landline CN";
const EXTENDED: &str = "021-62345678-801 +862162345678 landline -801 CN";
const RELAY: &str = "17012345678-1234 +8617012345678 mobile MVNO-CT -1234 CN";

#[test]
fn mobiles() {
    let mut cases =
        vec![("13812345678", Ok, MOBILE), ("14612345678", Ok, "14612345678 +8614612345678 iot CU CN"), ("1440012345678", Ok, "1440012345678 +861440012345678 iot CM CN")];
    cases.extend([("13491234567", Ok, "13491234567 +8613491234567 satellite SAT-CT CN"), ("19212345678", Ok, "19212345678 +8619212345678 mobile CBN CN")]);
    for raw in [
        "138 1234 5678",
        "138-1234-5678",
        "138.1234.5678",
        "138/1234/5678",
        "138_1234_5678",
        "138—1234—5678",
        "138·1234·5678",
        "1 3 8 1 2 3 4 5 6 7 8",
        "(138)12345678",
        "（13812345678）",
        "<13812345678>",
        "+8613812345678",
        "+86 138 1234 5678",
        "+86-13812345678",
        "+86(138)12345678",
        "+ 86 13812345678",
        "+0086 13812345678",
        "+86 0138 1234 5678",
        "+86 86 13812345678",
        "0086-13812345678",
        "086-13812345678",
        "00 86 138 1234 5678",
        "86 13812345678",
        "(86)13812345678",
        "（+86）138 1234 5678",
        "+86 (0)13812345678",
        "8613812345678",
        "013812345678",
        "17951 13812345678",
        "12593-13812345678",
        "1790913812345678",
        "１３８１２３４５６７８",
        "＋８６－１３８－１２３４－５６７８",
        "\u{202d}13812345678\u{202c}",
        "138\u{a0}1234\u{a0}5678",
        "&nbsp;13812345678",
        "13812345678_x000D_",
        "手机：13812345678",
        "手机号码 13812345678",
        "【手机】13812345678",
        "Tel.13812345678",
        "Tel13812345678",
        "mobile no. 13812345678",
        "tel:+86-138-1234-5678",
        "联系人：张三 电话：13812345678",
        "张三13812345678",
        "wx13812345678",
        "13812345678（张先生）",
        "13812345678微信同号",
        "13812345678 下午2点后打",
        "2号楼 13812345678",
        "📱13812345678",
        "13812345678!",
        "13812345678.",
        "13812345678.0",
        "1.3812345678E+10",
        "1.3812345678e10",
        "13,812,345,678",
        "=\"13812345678\"",
        "'13812345678",
        "13812345678;13812345678",
        "13812345678/",
        "13812345678/无",
        "١٣٨١٢٣٤٥٦٧٨",
        "一三八一二三四五六七八",
        "幺三八 1234 5678",
        "①③⑧①②③④⑤⑥⑦⑧",
        "1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
        "l3812345678",
        "I38-1234-5678",
        "手机l3812345678",
    ] {
        cases.push((raw, Repaired, MOBILE));
    }
    cases.extend([("13800138000", Suspicious, "13800138000 +8613800138000 mobile CM CN"), ("18888888888", Suspicious, "18888888888 +8618888888888 mobile CM CN")]);
    cases.extend([("138O0138123", Repaired, "13800138123 +8613800138123 mobile CM CN"), ("13888888888", Ok, "13888888888 +8613888888888 mobile CM CN")]);
    cases.extend([
        ("17012345678-1234", Suspicious, RELAY),
        ("17012345678转1234", Suspicious, RELAY),
        ("17012345678,转1234", Suspicious, RELAY),
        ("+86 17012345678 ext. 1234", Suspicious, RELAY),
    ]);
    check(&china(), &cases);
}

#[test]
fn landlines() {
    let mut cases = vec![("021-62345678", Ok, LANDLINE), ("02162345678", Ok, LANDLINE)];
    for raw in [
        "(021)62345678",
        "（021）6234-5678",
        "021 62345678",
        "021—62345678",
        "[021]62345678",
        "021/62345678",
        "+86-21-62345678",
        "+86 (0)21 6234 5678",
        "+86 021 62345678",
        "+862162345678",
        "0086 21 62345678",
        "86-21-62345678",
        "086-21-62345678",
        "862162345678",
        "86 021 62345678",
        "17909 021 62345678",
        "座机：021-62345678",
        "上海 021-62345678",
        "传真 021-62345678",
        "O21-62345678",
    ] {
        cases.push((raw, Repaired, LANDLINE));
    }
    for raw in [
        "021-62345678-801",
        "021-62345678转801",
        "021-62345678－801",
        "021-62345678 ext. 801",
        "021-62345678 x801",
        "021-62345678#801",
        "021-62345678分机号：801",
        "021-62345678（转801）",
        "021-62345678(801)",
        "021-62345678【801】",
        "021-62345678/801",
        "021-62345678 801",
        "021-62345678,801",
        "021-62345678*801",
        "02162345678p801",
        "021-62345678转接801 张小姐",
        "02162345678-801",
        "tel:+86-21-62345678;ext=801",
    ] {
        cases.push((raw, Repaired, EXTENDED));
    }
    for raw in ["2162345678", "21-62345678", "21 6234 5678", "(21)62345678", "2162345678.0"] {
        cases.push((raw, Suspicious, LANDLINE));
    }
    cases.extend([("51262345678", Suspicious, "0512-62345678 +8651262345678 landline CN"), ("21-62345678-801", Suspicious, EXTENDED)]);
    cases.extend([("0351-4123456", Ok, "0351-4123456 +863514123456 landline CN"), ("0351 412 3456", Repaired, "0351-4123456 +863514123456 landline CN")]);
    cases.extend([("3514123456", Suspicious, "0351-4123456 +863514123456 landline CN"), ("0378-2865033", Repaired, "0371-22865033 +8637122865033 landline CN")]);
    cases.extend([("0413-52650114", Repaired, "024-52650114 +862452650114 landline CN"), ("+86 852 822 2222", Repaired, "0851-28222222 +8685128222222 landline CN")]);
    check(&china(), &cases);
}

#[test]
fn services() {
    check(
        &china(),
        &[
            ("4008208820", Ok, "400-820-8820 +864008208820 shared_cost CN"),
            ("400-820-8820", Ok, "400-820-8820 +864008208820 shared_cost CN"),
            ("400 8208 820", Repaired, "400-820-8820 +864008208820 shared_cost CN"),
            ("+86 400 820 8820", Repaired, "400-820-8820 +864008208820 shared_cost CN"),
            ("400-820-8820转2", Repaired, "400-820-8820-2 +864008208820 shared_cost -2 CN"),
            ("800-820-8820", Ok, "800-820-8820 +868008208820 toll_free CN"),
            ("95588", Ok, "95588 service CN"),
            ("客服：95588", Repaired, "95588 service CN"),
            ("12345", Ok, "12345 service CN"),
            ("110", Ok, "110 emergency CN"),
            ("021-962288", Ok, "021-962288 service CN"),
            ("021 962288", Repaired, "021-962288 service CN"),
            ("106575123456", Ok, "106575123456 service CN"),
            ("1062345678", Suspicious, "010-62345678 +861062345678 landline CN"),
        ],
    );
    assert_eq!(read(&china(), "95588").reasons, [Reason::ServiceNumber]);
}

#[test]
fn local_numbers() {
    let suzhou = "0512-62345678 +8651262345678 landline CN";
    check(
        &in_city("苏州"),
        &[
            ("62345678", Repaired, suzhou),
            ("6234-5678", Repaired, suzhou),
            ("电话：62345678", Repaired, suzhou),
            ("62345678转801", Repaired, "0512-62345678-801 +8651262345678 landline -801 CN"),
            ("021-62345678", Ok, LANDLINE),
            ("13812345678", Ok, MOBILE),
            ("87654321", Repaired, "0512-87654321 +8651287654321 landline CN"),
            ("6234567", Invalid, "6234567"),
            ("95588", Ok, "95588 service CN"),
            ("62345678/62345679", Ambiguous, "62345678/62345679 +8651262345678 landline CN"),
            ("62345678/79", Ambiguous, "62345678/79 +8651262345678 landline CN"),
        ],
    );
    check(
        &china(),
        &[
            ("62345678", Suspicious, "62345678 landline CN"),
            ("6234 5678", Suspicious, "62345678 landline CN"),
            ("623-4567", Suspicious, "6234567 landline CN"),
            ("62345678-801", Suspicious, "62345678-801 landline -801 CN"),
            ("62345678/79", Suspicious, "62345678/79 landline CN"),
        ],
    );
    assert_eq!(read(&china(), "62345678").components[..4], ["", "2345678", "5678", "landline"]);
    let mut out = Normalized::default();
    in_city("上海").normalize_with(" 62345678", &Context { region: Adcode::of_code("320505"), ..Context::default() }, &mut out);
    assert_eq!((out.key.as_str(), out.reasons.as_slice()), ("+8651262345678", &[Reason::Trimmed, Reason::CityAssumed][..]));
    in_city("上海").normalize_with("62345678", &Context { region: Adcode::of_code("320000"), ..Context::default() }, &mut out);
    assert_eq!(out.key, "+862162345678");
}

#[test]
fn several() {
    let phone = china();
    for (raw, keys) in [
        ("13812345678/13912345678", &["+8613812345678", "+8613912345678"][..]),
        ("13812345678 13912345678", &["+8613812345678", "+8613912345678"]),
        ("1381234567813912345678", &["+8613812345678", "+8613912345678"]),
        ("138 1234 5678 139 1234 5678", &["+8613812345678", "+8613912345678"]),
        ("13812345678（13912345678）", &["+8613812345678", "+8613912345678"]),
        ("13812345678<br>13912345678", &["+8613812345678", "+8613912345678"]),
        ("张三13812345678 李四13912345678", &["+8613812345678", "+8613912345678"]),
        ("[\"13812345678\",\"13912345678\"]", &["+8613812345678", "+8613912345678"]),
        ("13812345678或021-62345678-801", &["+8613812345678", "+862162345678"]),
        ("13812345678 021-62345678-801", &["+8613812345678", "+862162345678"]),
        ("0512-62345678、62345679", &["+8651262345678", "+8651262345679"]),
        ("021-62345678/79", &["+862162345678", "+862162345679"]),
        ("021-62345678-79", &["+862162345678", "+862162345679"]),
        ("021-62345678/79/80", &["+862162345678", "+862162345679", "+862162345680"]),
        ("021-62345678/5680", &["+862162345678", "+862162345680"]),
        ("0351-4123456 4123457", &["+863514123456", "+863514123457"]),
        ("1.13812345678 2.13912345678", &["+8613812345678", "+8613912345678"]),
        ("021-62345678~85", &["+862162345678", "+862162345685"]),
        ("13812345678/9", &["+8613812345678", "+8613812345679"]),
        ("13812345678 / +852 6123 4567", &["+8613812345678", "+85261234567"]),
        ("13812345678, 13912345678, 13712345678", &["+8613812345678", "+8613912345678", "+8613712345678"]),
    ] {
        let out = read(&phone, raw);
        let got: Vec<&str> = out.candidates.iter().map(String::as_str).collect();
        assert_eq!((out.key.as_str(), got.as_slice(), out.status), (keys[0], keys, Ambiguous), "{raw}");
        assert!(out.reasons.contains(&Reason::MultipleValues) && out.display == raw.replace('（', "(").replace('）', ")"), "{raw} {}", out.display);
    }
    for (raw, key) in [
        ("13812345678/1391234", "+8613812345678"),
        ("1381234567/13912345678", "+8613912345678"),
        ("13812345678/138****1234", "+8613812345678"),
        ("张三 360102199003078888 13812345678", "+8613812345678"),
        ("2024-05-01 13812345678", "+8613812345678"),
    ] {
        let out = read(&phone, raw);
        assert_eq!((out.key.as_str(), out.status, out.reasons.last()), (key, Suspicious, Some(&Reason::MultipleValues)), "{raw}");
    }
}

#[test]
fn masks() {
    check(
        &china(),
        &[
            ("138****5678", Suspicious, "138****5678 mobile CM CN"),
            ("138 **** 5678", Suspicious, "138 **** 5678 mobile CM CN"),
            ("138xxxx5678", Suspicious, "138xxxx5678 mobile CM CN"),
            ("+86 170****5678", Suspicious, "+86 170****5678 CN"),
            ("手机：186****1234", Suspicious, "186****1234 mobile CU CN"),
            ("0512-****5678", Suspicious, "0512-****5678 landline CN"),
            ("****5678", Suspicious, "****5678"),
            ("尾号5678", Suspicious, "尾号5678"),
            ("手机尾号：5678", Suspicious, "手机尾号:5678"),
            ("138…", Suspicious, "138… mobile CM CN"),
            ("+1 415 *** 2671", Suspicious, "+1 415 *** 2671"),
        ],
    );
    assert_eq!(read(&china(), "138****5678").components[..4], ["", "", "5678", "mobile"]);
    assert_eq!(read(&china(), "1***2345678").components[..4], ["", "2345678", "5678", ""]);
}

#[test]
fn invalid_and_missing() {
    for (raw, reason) in [
        ("138", Reason::DestroyedMask),
        ("5678", Reason::DestroyedMask),
        ("8888", Reason::DestroyedMask),
        ("138 5678", Reason::DestroyedMask),
        ("090-1234-5678", Reason::UnknownAreaCode),
        ("2024-05-01", Reason::WrongLength),
        ("400-820-88201", Reason::WrongLength),
        ("852 2345 6789", Reason::WrongLength),
        ("1.38E+10", Reason::DigitsLost),
        ("8.61E+12", Reason::DigitsLost),
        ("#######", Reason::DigitsLost),
        ("11111111111", Reason::Placeholder),
        ("12345678901", Reason::Placeholder),
        ("+86 11111111111", Reason::Placeholder),
        ("021-12345678", Reason::Placeholder),
        ("15412345678", Reason::UnassignedPrefix),
        ("+86 154 1234 5678", Reason::UnassignedPrefix),
        ("17912345678", Reason::UnassignedPrefix),
        ("16101234567", Reason::UnassignedPrefix),
        ("0310-9234567", Reason::UnassignedPrefix),
        ("138123456", Reason::WrongLength),
        ("138123456789", Reason::WrongLength),
        ("+86 1381234567", Reason::WrongLength),
        ("021-6234567", Reason::WrongLength),
        ("0351-41234567", Reason::WrongLength),
        ("021", Reason::WrongLength),
        ("212-345-6789", Reason::WrongLength),
        ("310-246-1501", Reason::WrongLength),
        ("400-820-882", Reason::WrongLength),
        ("440106199001011234", Reason::WrongLength),
        ("6222 0212 3456 7890 123", Reason::WrongLength),
        ("702-919-1300", Reason::UnknownAreaCode),
        ("0702-2345678", Reason::UnknownAreaCode),
        ("13812345a78", Reason::BadCharacter),
        ("abc62345678", Reason::BadCharacter),
        ("张三", Reason::Syntax),
        ("a@b.com", Reason::Syntax),
        ("见备注", Reason::Syntax),
        ("QQ 62345678", Reason::Syntax),
    ] {
        let out = read(&china(), raw);
        assert_eq!((out.status, out.key.as_str(), out.reasons.last()), (Invalid, "", Some(&reason)), "{raw} {:?}", out.reasons);
    }
    for raw in ["-", "0", "无", "电话：无", "N/A", ""] {
        assert_eq!(read(&china(), raw).status, Missing, "{raw}");
    }
}

#[test]
fn tells_why() {
    for (raw, reasons) in [
        ("0086-13812345678", &[Reason::CountryPrefix, Reason::Separators][..]),
        ("8613812345678", &[Reason::CountryPrefix]),
        ("手机：13812345678", &[Reason::Width, Reason::Label]),
        ("2162345678", &[Reason::DefaultAssumed]),
        ("021-62345678转801", &[Reason::Extension, Reason::Separators]),
        ("17012345678-1234", &[Reason::Extension, Reason::RelayNumber]),
        ("13812345678.0", &[Reason::SpreadsheetNumber]),
        ("0378-2865033", &[Reason::OldNumbering]),
        ("l3812345678", &[Reason::LookAlike]),
        ("١٣٨١٢٣٤٥٦٧٨", &[Reason::Numerals]),
        ("13800138000", &[Reason::Placeholder]),
    ] {
        let mut got = read(&china(), raw).reasons;
        got.retain(|r| *r != Reason::Separators || reasons.contains(r));
        assert_eq!(got, reasons, "{raw}");
    }
}

// Without the plans of the world, what may be a number abroad is one.
#[cfg(feature = "phone-intl")]
#[test]
fn unknown_numbers_abroad_end_somehow() {
    let tail = |region: &str, raw: &str| {
        let mut out = Normalized::default();
        Phone::new(region, "", ReferenceTables::builtin()).normalize(raw, &mut out);
        (out.status, out.components.get(1).cloned().unwrap_or_default())
    };
    assert_eq!(tail("US", "+92 42-7925774"), (Status::Invalid, "7925774".to_owned()));
    assert_eq!(tail("US", "92-42-7925774"), (Status::Invalid, "7925774".to_owned()));
    // Placeholders, and what China's plan refuses, end in nothing.
    for (region, raw) in [("US", "123-456-7890"), ("US", "(000) 000-0000"), ("CN", "15412345678")] {
        assert_eq!(tail(region, raw), (Status::Invalid, String::new()), "{raw}");
    }
}
