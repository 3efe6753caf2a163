use super::*;
use crate::model::{Reason, Status};

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    BankCard.normalize(raw, &mut out);
    out
}

#[test]
fn reads_numbers_however_they_are_written() {
    for (raw, key, status) in [
        ("6225885007947872", "6225885007947872", Status::Ok),
        ("6222027148561019654", "6222027148561019654", Status::Ok),
        ("\u{202d}6225885007947872\u{202c}\n", "6225885007947872", Status::Repaired),
        ("622588\u{200b}5007947872", "6225885007947872", Status::Repaired),
        ("6225 8850 0794 7872", "6225885007947872", Status::Repaired),
        ("(6225885007947872)", "6225885007947872", Status::Repaired),
        ("卡1 6225885007947872", "6225885007947872", Status::Repaired),
        ("6225885007947872 123", "6225885007947872", Status::Suspicious),
        ("6222-0271-4856-1019-654", "6222027148561019654", Status::Repaired),
        ("3742 043505 32566", "374204350532566", Status::Repaired),
        ("622202 7148561019654", "6222027148561019654", Status::Repaired),
        ("6,225,885,007,947,872", "6225885007947872", Status::Repaired),
        ("6225/8850/0794/7872", "6225885007947872", Status::Repaired),
        ("６２２５ ８８５０ ０７９４ ７８７２", "6225885007947872", Status::Repaired),
        ("卡号：6222 0271 4856 1019 654", "6222027148561019654", Status::Repaired),
        ("Card No.: 4539566301173292", "4539566301173292", Status::Repaired),
        ("招商银行：6225885007947872", "6225885007947872", Status::Repaired),
        ("招商银行6225885007947872", "6225885007947872", Status::Repaired),
        ("6225885007947872（招商银行 张三 13812345678）", "6225885007947872", Status::Repaired),
        ("开户行：招商银行 账号：6225885007947872", "6225885007947872", Status::Repaired),
        ("ICBC 6222027148561019654", "6222027148561019654", Status::Repaired),
        ("'6225885007947872", "6225885007947872", Status::Repaired),
        ("=\"6225885007947872\"", "6225885007947872", Status::Repaired),
        ("374204350532566.0", "374204350532566", Status::Repaired),
        ("4539566301173292.0", "4539566301173292", Status::Repaired),
        ("6.225885007947872E+15", "6225885007947872", Status::Repaired),
        ("6225885007947872;6225 8850 0794 7872", "6225885007947872", Status::Repaired),
        ("4111111111111111", "4111111111111111", Status::Suspicious),
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.display.as_str(), out.status), (key, key, status), "{raw} {:?}", out.reasons);
    }
}

#[test]
fn refuses_what_is_no_card() {
    for (raw, status, reason) in [
        ("6222027148561019655", Status::Invalid, Reason::BadCheckDigit),
        ("6225 8850 0794 7875", Status::Invalid, Reason::BadCheckDigit),
        ("6.2226E+18", Status::Invalid, Reason::DigitsLost),
        ("卡号：6.22202021234568e18", Status::Invalid, Reason::DigitsLost),
        ("6222022331415120000", Status::Invalid, Reason::DigitsLost),
        ("6217003272754220000.0", Status::Invalid, Reason::DigitsLost),
        ("6217 0022 1180 5050 000", Status::Invalid, Reason::DigitsLost),
        ("1234", Status::Invalid, Reason::DestroyedMask),
        ("62221234", Status::Invalid, Reason::DestroyedMask),
        ("622211680278", Status::Invalid, Reason::WrongLength),
        ("62220275761430965875", Status::Invalid, Reason::WrongLength),
        ("6222022740846288556795274", Status::Invalid, Reason::WrongLength),
        ("13812345678", Status::Invalid, Reason::WrongLength),
        ("6225885A07947872", Status::Invalid, Reason::BadCharacter),
        ("11010519491231002X", Status::Invalid, Reason::BadCharacter),
        ("工商银行", Status::Invalid, Reason::BadCharacter),
        ("0000 0000 0000 0000", Status::Invalid, Reason::Placeholder),
        ("8888888888888888", Status::Invalid, Reason::Placeholder),
        ("6222 **** **** 1234", Status::Suspicious, Reason::Masked),
        ("622202＊＊＊＊＊＊＊＊＊1234", Status::Suspicious, Reason::Masked),
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status), ("", status), "{raw} {:?}", out.reasons);
        assert!(out.reasons.contains(&reason), "{raw} {:?}", out.reasons);
    }
    for raw in ["", "-", "无", "N/A", "0", "卡号：无"] {
        assert_eq!(read(raw).status, Status::Missing, "{raw}");
    }
}

#[test]
fn masks_show_both_ends() {
    for (raw, tail4, issuer) in [
        ("6222 **** **** 1234", "1234", "unionpay"),
        ("6222************1234", "1234", "unionpay"),
        ("6222-****-****-****-123", "", "unionpay"),
        ("**** **** **** 1234", "1234", ""),
        ("622202xxxxxxxxx1234", "1234", "unionpay"),
        ("4539 XXXX XXXX 3292", "3292", "visa"),
        ("6222....1234", "1234", "unionpay"),
        ("6222 •••• •••• 1234", "1234", "unionpay"),
        ("Visa ****3292", "3292", ""),
        ("卡号：6222 **** **** 12 34", "1234", "unionpay"),
        ("招商银行尾号1234", "1234", ""),
        ("尾号为 1234", "1234", ""),
        ("Visa ending in 1234", "1234", ""),
        ("622202*************", "", "unionpay"),
    ] {
        let out = read(raw);
        assert_eq!(
            (out.key.as_str(), [out.components[TAIL4].as_str(), out.components[ISSUER].as_str()], out.status),
            ("", [tail4, issuer], Status::Suspicious),
            "{raw} {:?}",
            out.reasons
        );
    }
}

#[test]
fn several_cards() {
    for raw in [
        "6225885007947872;6222027148561019654",
        "6225885007947872 6222027148561019654",
        "6225885007947872\n6222027148561019654",
        "6225 8850 0794 7872；6222 0271 4856 1019 654",
        "6225 8850 0794 7872 6222 0271 4856 1019 654",
        "招行6225885007947872，工行6222027148561019654",
        "6225885007947872/6222027148561019654",
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status), ("6225885007947872", Status::Ambiguous), "{raw}");
        assert_eq!(out.candidates, ["6225885007947872", "6222027148561019654"]);
        assert_eq!(out.components, ["7872", "", "", "unionpay"]);
    }
    let out = read("6222027148561019655;6225885007947872");
    assert_eq!((out.key.as_str(), out.status), ("6225885007947872", Status::Suspicious));
}

#[test]
fn what_is_no_number_keeps_what_it_shows() {
    for (raw, visible, unchecked) in
        [("6222 **** **** 1234", "6222*1234", ""), ("尾号1234", "*1234", ""), ("6225885007947873", "", "6225885007947873"), ("6225885007947872", "", "")]
    {
        let out = read(raw);
        assert_eq!((out.components[VISIBLE].as_str(), out.components[UNCHECKED].as_str()), (visible, unchecked), "{raw}");
    }
}
