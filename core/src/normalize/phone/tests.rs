use super::Phone;
use crate::model::{Normalized, Reason, Status};
use crate::normalize::Normalizer;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Phone.normalize(raw, &mut out);
    out
}

/// raw, display, key, class, status
const CASES: &[(&str, &str, &str, &str, Status)] = &[
    ("13812345678", "13812345678", "+8613812345678", "mobile", Status::Ok),
    ("138 1234 5678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("138-1234-5678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("+86 138 1234 5678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("0086-13812345678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("8613812345678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("(+86)13812345678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("013812345678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("17951 13812345678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("１３８１２３４５６７８", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("\u{202d}13812345678\u{202c}", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("手机：13812345678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("13812345678（张先生）", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("13812345678.0", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("1.3812345678E+10", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("13,812,345,678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("=\"13812345678\"", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("14612345678", "14612345678", "+8614612345678", "iot", Status::Ok),
    ("14812345678", "14812345678", "+8614812345678", "iot", Status::Ok),
    ("14912345678", "14912345678", "+8614912345678", "mobile", Status::Ok),
    ("1440012345678", "1440012345678", "+861440012345678", "iot", Status::Ok),
    ("17012345678", "17012345678", "+8617012345678", "virtual", Status::Ok),
    ("13491234567", "13491234567", "+8613491234567", "satellite", Status::Ok),
    ("021-62345678", "021-62345678", "+862162345678", "landline", Status::Ok),
    ("02162345678", "021-62345678", "+862162345678", "landline", Status::Ok),
    ("(021)62345678", "021-62345678", "+862162345678", "landline", Status::Ok),
    ("+86-21-62345678", "021-62345678", "+862162345678", "landline", Status::Repaired),
    ("+86 (0)21 6234 5678", "021-62345678", "+862162345678", "landline", Status::Repaired),
    ("0755-83765566", "0755-83765566", "+8675583765566", "landline", Status::Ok),
    ("0310-1234567", "0310-1234567", "03101234567", "unknown", Status::Suspicious),
    ("0310-3234567", "0310-3234567", "+863103234567", "landline", Status::Ok),
    ("021-62345678-801", "021-62345678-801", "+862162345678", "landline", Status::Repaired),
    ("021-62345678转801", "021-62345678-801", "+862162345678", "landline", Status::Repaired),
    ("021-62345678 ext. 801", "021-62345678-801", "+862162345678", "landline", Status::Repaired),
    ("21-62345678", "021-62345678", "+862162345678", "landline", Status::Suspicious),
    ("+1 (702) 919-1300", "+17029191300", "+17029191300", "international", Status::Repaired),
    ("+442079460958", "+442079460958", "+442079460958", "international", Status::Ok),
    ("+44 (0)20 7946 0958", "+442079460958", "+442079460958", "international", Status::Repaired),
    ("0044 20 7946 0958", "+442079460958", "+442079460958", "international", Status::Repaired),
    ("702-919-1300", "702-919-1300", "7029191300", "unknown", Status::Suspicious),
    ("310/246-1501", "310/246-1501", "3102461501", "unknown", Status::Suspicious),
    ("404/351 -9533", "404/351 -9533", "4043519533", "unknown", Status::Suspicious),
    ("0412 345 678", "0412 345 678", "0412345678", "unknown", Status::Suspicious),
    ("15412345678", "15412345678", "15412345678", "unknown", Status::Suspicious),
    ("+8615412345678", "+8615412345678", "+8615412345678", "unknown", Status::Suspicious),
    ("62345678", "62345678", "62345678", "unknown", Status::Suspicious),
    ("400-812-3123", "400-812-3123", "", "service", Status::Suspicious),
    ("95588", "95588", "", "service", Status::Suspicious),
    ("021-962288", "021-962288", "", "service", Status::Suspicious),
    ("13812345678-1234", "13812345678-1234", "", "mobile", Status::Suspicious),
    ("138****5678", "138****5678", "", "mobile", Status::Suspicious),
    ("138xxxx5678", "138xxxx5678", "", "mobile", Status::Suspicious),
    ("****5678", "****5678", "", "", Status::Suspicious),
    ("尾号5678", "尾号5678", "", "", Status::Suspicious),
    ("138…", "138…", "", "mobile", Status::Suspicious),
    ("138", "138", "", "", Status::Invalid),
    ("5678", "5678", "", "", Status::Invalid),
    ("8888", "8888", "", "", Status::Invalid),
    ("1.38E+10", "1.38E+10", "", "", Status::Invalid),
    ("11111111111", "11111111111", "", "", Status::Invalid),
    ("12345678901", "12345678901", "", "", Status::Invalid),
    ("13812345O78", "13812345O78", "", "", Status::Invalid),
    ("+86138123", "+86138123", "", "", Status::Invalid),
    ("张三", "张三", "", "", Status::Invalid),
    ("a@b.com", "a@b.com", "", "", Status::Invalid),
    ("13812345678/13912345678", "13812345678/13912345678", "+8613812345678", "mobile", Status::Ambiguous),
    ("13812345678 13912345678", "13812345678 13912345678", "+8613812345678", "mobile", Status::Ambiguous),
    ("1381234567813912345678", "1381234567813912345678", "+8613812345678", "mobile", Status::Ambiguous),
    ("02162345678、13812345678", "02162345678、13812345678", "+862162345678", "landline", Status::Ambiguous),
    ("13812345678;13812345678", "13812345678", "+8613812345678", "mobile", Status::Repaired),
    ("021-62345678/79", "021-62345678/79", "+862162345678", "landline", Status::Suspicious),
    ("-", "", "", "", Status::Missing),
    ("0", "", "", "", Status::Missing),
];

#[test]
fn reads_the_table() {
    for (raw, display, key, class, status) in CASES {
        let out = read(raw);
        let got = (out.display.as_str(), out.key.as_str(), out.components[3].as_str(), out.status);
        assert_eq!(got, (*display, *key, *class, *status), "{raw} {:?}", out.reasons);
    }
}

#[test]
fn tells_why() {
    for (raw, reason) in [
        ("138", Reason::DestroyedMask),
        ("8888", Reason::DestroyedMask),
        ("1.38E+10", Reason::DigitsLost),
        ("13812345678.0", Reason::SpreadsheetNumber),
        ("11111111111", Reason::Placeholder),
        ("15412345678", Reason::UnassignedPrefix),
        ("702-919-1300", Reason::WrongLength),
        ("0707-2345", Reason::WrongLength),
        ("021-62345678转801", Reason::Extension),
        ("13812345678/13912345678", Reason::MultipleValues),
        ("138****5678", Reason::Masked),
        ("400-812-3123", Reason::ServiceNumber),
        ("手机：13812345678", Reason::Label),
        ("0086-13812345678", Reason::CountryPrefix),
    ] {
        assert!(read(raw).reasons.contains(&reason), "{raw} {:?}", read(raw).reasons);
    }
}

#[test]
fn tails_of_masked_numbers() {
    assert_eq!(read("138****5678").components, ["", "", "5678", "mobile"]);
    assert_eq!(read("1***2345678").components, ["", "2345678", "5678", ""]);
    assert_eq!(read("702-919-1300").components, ["7029191300", "9191300", "1300", "unknown"]);
}

#[test]
fn candidates_of_two_numbers() {
    assert_eq!(read("13812345678 / 13912345678").candidates, ["+8613812345678", "+8613912345678"]);
}
