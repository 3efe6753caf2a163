use super::super::Phone;
use super::super::tests::{check, line, read};
use crate::data::ReferenceTables;
use crate::model::{Reason, Status};
use Status::{Invalid, Ok, Repaired, Suspicious};

fn at_home(region: &str) -> Phone {
    Phone::new(region, "", ReferenceTables::builtin())
}

/// What needs no library: key and status.
#[test]
fn keys() {
    for (region, raw, status, key) in [
        ("CN", "+14155552671", Ok, "+14155552671"),
        ("CN", "+1 (415) 555-2671", Repaired, "+14155552671"),
        ("CN", "001 415 555 2671", Repaired, "+14155552671"),
        ("CN", "+44 (0)20 7946 0958", Repaired, "+442079460958"),
        ("CN", "+85261234567", Ok, "+85261234567"),
        ("CN", "00852-61234567", Repaired, "+85261234567"),
        ("CN", "+886-0912-345-678", Repaired, "+886912345678"),
        ("CN", "+39 06 4521 1234", Repaired, "+390645211234"),
        ("CN", "+1 800 FLOWERS", Repaired, "+18003569377"),
        ("US", "4155552671", Ok, "+14155552671"),
        ("US", "(415) 555-2671", Repaired, "+14155552671"),
        ("US", "1-415-555-2671", Repaired, "+14155552671"),
        ("US", "1-800-FLOWERS", Repaired, "+18003569377"),
        ("US", "011 86 138 1234 5678", Repaired, "+8613812345678"),
        ("US", "+86 138 1234 5678", Repaired, "+8613812345678"),
        ("US", "86 138 1234 5678", Repaired, "+8613812345678"),
        ("HK", "13812345678", Invalid, ""),
        ("US", "555-2671", Suspicious, ""),
        ("US", "(000) 000-0000", Invalid, ""),
        ("US", "123-456-7890", Invalid, ""),
        ("GB", "020 7946 0958", Repaired, "+442079460958"),
        ("GB", "07911 12345", Invalid, ""),
        ("AU", "0412 345 678", Repaired, "+61412345678"),
        ("AU", "0011 86 138 1234 5678", Repaired, "+8613812345678"),
        ("DE", "089/63648018", Repaired, "+498963648018"),
        ("FR", "06 12 34 56 78", Repaired, "+33612345678"),
        ("JP", "03(3580)3311", Repaired, "+81335803311"),
        ("JP", "010-1-415-555-2671", Repaired, "+14155552671"),
        ("KR", "010-2345-6789", Repaired, "+821023456789"),
        ("HK", "9123 4567", Repaired, "+85291234567"),
        ("TW", "(02) 2345-6789", Repaired, "+886223456789"),
        ("sg", "91234567", Ok, "+6591234567"),
        ("CN", "+999 12345678", Invalid, ""),
        ("CN", "+0 415 555 2671", Invalid, ""),
        ("CN", "+1 123 456 7890", Invalid, ""),
        ("CN", "+1 415 555 267", Invalid, ""),
        ("CN", "+852 6123 456", Invalid, ""),
        ("CN", "+852 0123 4567", Invalid, ""),
        ("CN", "+123", Invalid, ""),
        ("CN", "+14155552671000000", Invalid, ""),
        ("CN", "+", Invalid, ""),
        ("XX", "4155552671", Invalid, ""),
    ] {
        let phone = at_home(region);
        let (out, again) = (read(&phone, raw), read(&phone, &read(&phone, raw).display));
        assert_eq!((out.status, out.key.as_str()), (status, key), "{region} {raw} {:?}", out.reasons);
        assert_eq!((&again.key, &again.components[..4]), (&out.key, &out.components[..4]), "{region} {raw} {:?}", out.display);
    }
}

#[test]
fn displays_and_extensions() {
    let phone = at_home("US");
    for raw in ["(415) 555-2671 x123", "415-555-2671 ext. 123", "+1 415 555 2671 #123"] {
        let (status, said) = line(&phone, raw);
        assert!(status == Repaired && said.starts_with("+14155552671 ext. 123 +14155552671 ") && said.contains(" -123"), "{raw} {said}");
        assert_eq!(read(&phone, "+14155552671 ext. 123").key, "+14155552671");
    }
    check(
        &phone,
        &[
            ("+86 138 1234 5678", Repaired, "+8613812345678 +8613812345678 mobile CM CN"),
            ("+86 21 62345678转801", Repaired, "+862162345678 ext. 801 +862162345678 landline -801 CN"),
        ],
    );
    assert_eq!(read(&at_home("XX"), "4155552671").reasons, [Reason::UnknownRegion]);
}

#[cfg(feature = "phone-intl")]
#[test]
fn what_the_library_knows() {
    check(
        &at_home("CN"),
        &[
            ("+14155552671", Ok, "+14155552671 +14155552671 landline_or_mobile US"),
            ("+14169671111", Ok, "+14169671111 +14169671111 landline_or_mobile CA"),
            ("+18003569377", Ok, "+18003569377 +18003569377 toll_free US"),
            ("+447400123456", Ok, "+447400123456 +447400123456 mobile GB"),
            ("+442079460958", Ok, "+442079460958 +442079460958 landline GB"),
            ("+77012345678", Ok, "+77012345678 +77012345678 mobile KZ"),
            ("+80012345678", Ok, "+80012345678 +80012345678 toll_free 001"),
            ("+44 20 7946 095", Invalid, "+44 20 7946 095"),
            ("+1 415 155 2671", Invalid, "+1 415 155 2671"),
        ],
    );
    // No number of +1 391: the plus stands between two Chinese ones.
    assert_eq!(read(&at_home("CN"), "13812345678+13912345678").candidates, ["+8613812345678", "+8613912345678"]);
}

#[cfg(not(feature = "phone-intl"))]
#[test]
fn what_calling_codes_tell() {
    check(
        &at_home("CN"),
        &[
            ("+14155552671", Ok, "+14155552671 +14155552671"),
            ("+85261234567", Ok, "+85261234567 +85261234567 HK"),
            ("+819012345678", Ok, "+819012345678 +819012345678 JP"),
            ("+1 415 155 2671", Invalid, "+1 415 155 2671"),
        ],
    );
}
