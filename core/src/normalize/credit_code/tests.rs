use super::*;
use crate::model::Status;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    CreditCode.normalize(raw, &mut out);
    out
}

#[test]
fn reads_the_table() {
    for (raw, key, status, reasons) in [
        ("91350100M000100Y43", "91350100M000100Y43", Status::Ok, &[][..]),
        ("91350100m000100y43", "91350100M000100Y43", Status::Ok, &[Reason::Case]),
        ("9135 0100 M000 100Y43", "91350100M000100Y43", Status::Repaired, &[Reason::Separators]),
        ("税号:91350100M000100Y43", "91350100M000100Y43", Status::Repaired, &[Reason::Label]),
        ("统一社会信用代码 91350100M000100Y43", "91350100M000100Y43", Status::Repaired, &[Reason::Label]),
        ("USCC91350100M000100Y43", "91350100M000100Y43", Status::Repaired, &[Reason::Label]),
        ("9135O1OOM000100Y43", "91350100M000100Y43", Status::Repaired, &[Reason::LookAlike]),
        ("9I350I00M000I00Y43", "91350100M000100Y43", Status::Repaired, &[Reason::LookAlike]),
        ("91440300708461136Т", "91440300708461136T", Status::Repaired, &[Reason::LookAlike]),
        ("9144030086480E1503", "9144030086480E1503", Status::Ok, &[]),
        ("914403001922038216.0", "914403001922038216", Status::Repaired, &[Reason::SpreadsheetNumber]),
        ("91440300708461135P", "91440300708461135P", Status::Suspicious, &[Reason::InnerCheck]),
        ("91440300708461136T/440301103448669", "91440300708461136T", Status::Suspicious, &[Reason::MultipleValues]),
        ("M000100Y-4", "", Status::Suspicious, &[Reason::OldFormat, Reason::Separators]),
        ("组织机构代码 M000100Y-4", "", Status::Suspicious, &[Reason::OldFormat, Reason::Separators, Reason::Label]),
        ("9135**********0Y43", "", Status::Suspicious, &[Reason::Masked]),
        ("91440300XXXXXX136T", "", Status::Suspicious, &[Reason::Masked]),
        ("91350100M000100Y44", "", Status::Invalid, &[Reason::BadCheckDigit]),
        ("9135O100M000100Y44", "", Status::Invalid, &[Reason::BadCharacter]),
        ("9111000060003IOZSV", "", Status::Invalid, &[Reason::BadCharacter]),
        ("91310115VA1K3BTP2B", "", Status::Invalid, &[Reason::BadCharacter]),
        ("91350100M000100Y4", "", Status::Invalid, &[Reason::WrongLength]),
        ("440301708461136", "", Status::Invalid, &[Reason::WrongLength]),
        ("136T", "", Status::Invalid, &[Reason::DestroyedMask, Reason::WrongLength]),
        ("9.135E+17", "", Status::Invalid, &[Reason::DigitsLost]),
        ("914403001922038000", "", Status::Invalid, &[Reason::DigitsLost]),
        ("000000000000000000", "", Status::Invalid, &[Reason::Placeholder]),
        ("914403000000000000", "", Status::Invalid, &[Reason::Placeholder]),
        ("XXXXXXXXXXXXXXXXXX", "", Status::Invalid, &[Reason::Placeholder]),
        ("9144030七708461136", "", Status::Invalid, &[Reason::BadCharacter]),
        ("华为技术有限公司", "", Status::Invalid, &[Reason::BadCharacter]),
        ("11010519491231002X", "", Status::Invalid, &[Reason::BadCheckDigit]),
        ("-", "", Status::Missing, &[]),
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status, out.reasons.as_slice()), (key, status, reasons), "{raw}");
    }
}

#[test]
fn real_codes_pass_both_checks() {
    // Published codes of listed companies and universities.
    for code in ["914403001922038216", "91440300708461136T", "91330100799655058B", "91110000802100433B", "91100000100003962T", "12100000400002259P"] {
        assert_eq!(read(code).status, Status::Ok, "{code} {:?}", read(code).reasons);
    }
}

#[test]
fn what_is_no_code_keeps_what_it_shows() {
    for (raw, visible, unchecked, other) in [
        ("9144****136T", "9144****136T", "", ""),
        ("91350100M000100Y44", "", "91350100M000100Y44", ""),
        ("91350100M000100Y43", "", "", ""),
        ("54-6614929", "", "", "546614929"),
        ("GB 782186413", "", "", "GB782186413"),
        ("M000100Y-4", "", "", "M000100Y4"),
        ("440301708461136", "", "", "440301708461136"),
    ] {
        assert_eq!(read(raw).components[VISIBLE..], [visible, unchecked, other], "{raw}");
    }
}

#[test]
fn components() {
    for (raw, expected) in [
        ("91350100M000100Y43", ["M000100Y4", "350100", "enterprise"]),
        ("51420106MD8R6KQ18U", ["MD8R6KQ18", "420106", "social_organisation"]),
        ("N2440300MJ0A2K717J", ["MJ0A2K717", "440300", "village_collective"]),
        ("M000100Y-4", ["M000100Y4", "", ""]),
        ("91350100**********", ["", "350100", "enterprise"]),
        ("91440300708461136*", ["708461136", "440300", "enterprise"]),
        ("9144****136T", ["", "", "enterprise"]),
    ] {
        assert_eq!(read(raw).components[..VISIBLE], expected, "{raw}");
    }
}

#[test]
fn what_a_code_may_have_been() {
    for (raw, candidates) in [
        ("91340600MA2P8M9HXD", &["91340600MA2PBM9HXD"][..]),
        ("9144030070846L136T", &["91440300708461136T"]),
        ("9144030070846113GT", &["91440300708461136T"]),
        ("91440300708461136U", &[]),
        ("914403OO708461136U", &[]),
    ] {
        let out = read(raw);
        assert_eq!((out.status, out.candidates.iter().map(String::as_str).collect::<Vec<_>>().as_slice()), (Status::Invalid, candidates), "{raw}");
    }
}

#[test]
fn odd_heads_are_kept_and_flagged() {
    let with_check = |body: &str| {
        let found =
            "0123456789ABCDEFGHJKLMNPQRTUWXY".chars().map(|c| format!("{body}{c}")).find(|code| !matches!(verdict(code.as_bytes().first_chunk().unwrap()), Verdict::BadOuter));
        found.unwrap()
    };
    for (body, reason) in [("94440300708461136", Reason::UnassignedPrefix), ("91990300708461136", Reason::UnknownRegion)] {
        let out = read(&with_check(body));
        assert_eq!((out.status, out.reasons.as_slice()), (Status::Suspicious, [reason].as_slice()), "{body}");
        assert!(!out.key.is_empty());
    }
}

#[test]
fn several_codes() {
    for raw in ["91440300708461136T/91330100799655058B", "91440300708461136T 91330100799655058B", "91440300708461136T91330100799655058B"] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status, out.candidates.len()), ("91440300708461136T", Status::Ambiguous, 2), "{raw}");
    }
}
