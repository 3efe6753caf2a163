//! Organisation codes, the nine characters that companies had before the unified credit code and have inside it.
//!
//! | raw | display | key |
//! |---|---|---|
//! | `19220382-1`, `192203821` | `19220382-1` | `192203821` |
//! | `组织机构代码：d2143569-x` | `D2143569-X` | `D2143569X` |
//! | `7084****-6` | as written | none: masked |
//! | `70846113-7` | as written | none: wrong check character |
//!
//! The one check (MOD 11) lets one wrong code in eleven pass, so that look-alikes are not read. Components: `visible`
//! (a masked code), `unchecked` (a code whose check character is wrong) and `other` (a number of another plan), all match forms.
//!
//! JSON: `{"org_code": {}}`. Source: GB 11714-1997.

use super::Normalizer;
use super::checked::{self, Checked, organisation};
use super::clean::doubt;
use crate::model::{Missing, Normalized, Reason};

/// Reads organisation codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OrgCode;

const VISIBLE: usize = 0;
const UNCHECKED: usize = 1;
const OTHER: usize = 2;

impl Normalizer for OrgCode {
    fn components(&self) -> &'static [&'static str] {
        &["visible", "unchecked", "other"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        checked::missing(text)
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        checked::read(self, text, out);
    }
}

impl Checked for OrgCode {
    const LEN: usize = 9;
    const HYPHEN: Option<usize> = Some(8);

    fn write(&self, code: &[u8], out: &mut Normalized) -> Result<(), Reason> {
        if checked::is_placeholder(code) || code.len() == Self::LEN && organisation::is_empty(code) {
            return Err(Reason::Placeholder);
        }
        let (body, check) = code.split_at_checked(8).filter(|_| code.len() == Self::LEN).ok_or(Reason::WrongLength)?;
        if !organisation::fits(code) {
            return Err(if check.iter().all(|b| b.is_ascii_digit() || *b == b'X') { Reason::BadCheckDigit } else { Reason::BadCharacter });
        }
        out.key.push_str(checked::text(code));
        for part in [checked::text(body), "-", checked::text(check)] {
            out.display.push_str(part);
        }
        Ok(())
    }

    fn refuse(&self, code: &[u8], reason: Reason, out: &mut Normalized) {
        out.invalid(reason);
        if reason == Reason::BadCheckDigit {
            out.set(UNCHECKED, checked::text(code));
        }
        if reason == Reason::WrongLength {
            out.set(OTHER, checked::of_another_plan(code).unwrap_or_default());
        }
    }

    fn masked(&self, code: &[u8], out: &mut Normalized) {
        out.set(VISIBLE, checked::text(code));
        doubt(out, Reason::Masked, 50);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        OrgCode.normalize(raw, &mut out);
        out
    }

    #[test]
    fn reads_the_table() {
        for (raw, key, display, status, reasons) in [
            ("192203821", "192203821", "19220382-1", Status::Ok, &[][..]),
            ("19220382-1", "192203821", "19220382-1", Status::Ok, &[]),
            ("d2143569-x", "D2143569X", "D2143569-X", Status::Ok, &[Reason::Case]),
            ("008587539", "008587539", "00858753-9", Status::Ok, &[]),
            ("9742014E3", "9742014E3", "9742014E-3", Status::Ok, &[]),
            ("7E0000010", "7E0000010", "7E000001-0", Status::Ok, &[]),
            ("19220382 - 1", "192203821", "19220382-1", Status::Repaired, &[Reason::Separators]),
            ("1922-0382-1", "192203821", "19220382-1", Status::Repaired, &[Reason::Separators]),
            ("７０８４６１１３－６", "708461136", "70846113-6", Status::Repaired, &[Reason::Width]),
            ("组织机构代码 D2143569-X", "D2143569X", "D2143569-X", Status::Repaired, &[Reason::Label]),
            ("10001686-Х", "10001686X", "10001686-X", Status::Repaired, &[Reason::LookAlike]),
            ("192203821.0", "192203821", "19220382-1", Status::Repaired, &[Reason::SpreadsheetNumber]),
            ("1.92203821E+08", "192203821", "19220382-1", Status::Repaired, &[Reason::SpreadsheetNumber]),
            ("1.92E+08", "", "1.92E+08", Status::Invalid, &[Reason::DigitsLost]),
            ("70846113-7", "", "70846113-7", Status::Invalid, &[Reason::BadCheckDigit]),
            ("70846113-A", "", "70846113-A", Status::Invalid, &[Reason::BadCharacter]),
            ("1922O3821", "", "1922O3821", Status::Invalid, &[Reason::BadCheckDigit]),
            ("7084六113-6", "", "7084六113-6", Status::Invalid, &[Reason::BadCharacter]),
            ("91440300708461136T", "", "91440300708461136T", Status::Invalid, &[Reason::WrongLength]),
            ("000000000", "", "000000000", Status::Invalid, &[Reason::Placeholder]),
            ("7084****-6", "", "7084****-6", Status::Suspicious, &[Reason::Masked]),
            ("7084XXXX6", "", "7084XXXX6", Status::Suspicious, &[Reason::Masked]),
            ("0", "", "", Status::Missing, &[]),
        ] {
            let out = read(raw);
            assert_eq!((out.key.as_str(), out.display.as_str(), out.status, out.reasons.as_slice()), (key, display, status, reasons), "{raw}");
        }
    }

    #[test]
    fn several_codes() {
        for raw in ["70846113-6/79965505-8", "708461136、799655058", "70846113-6 79965505-8", "708461136799655058", "A：70846113-6，B：79965505-8"] {
            let out = read(raw);
            assert_eq!((out.key.as_str(), out.status), ("708461136", Status::Ambiguous), "{raw}");
            assert_eq!(out.candidates, ["708461136", "799655058"], "{raw}");
        }
    }
}
