//! Unified social credit codes.
//!
//! | raw | key | org | region | class |
//! |---|---|---|---|---|
//! | `91350100M000100Y43` | as written | `M000100Y4` | `350100` | `enterprise` |
//! | `9135 0100 m000 100y43` | `91350100M000100Y43` | | | |
//! | `9135O1OOM000100Y43` | `91350100M000100Y43` (letters O read as zeros) | | | |
//! | `91350100M000100Y44` | none: wrong check character | | | |
//! | `M000100Y-4` (organisation code) | none: old format | `M000100Y4` | | |
//!
//! Both checks must pass: the last character (GB 32100, MOD 31-3) and the ninth of the organisation
//! code inside (GB 11714, MOD 11); a code whose outer check alone passes is suspicious. The alphabet has
//! no I, O, S, V and Z: these are read as look-alikes if exactly one reading passes both checks,
//! otherwise the code is invalid and the readings are candidates.
//!
//! JSON: `{"credit_code": {}}`. Source: GB 32100-2015, GB 11714-1997.

use super::clean::{self, doubt, repair};
use super::sheet::{self, Sheet};
use super::short::Short;
use super::{Normalizer, missing};
use crate::model::{Missing, Normalized, Reason};

/// Reads unified social credit codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CreditCode;

const ORG: usize = 0;
const REGION: usize = 1;
const CLASS: usize = 2;

type Code = Short<24>;

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// The value of a character of the alphabet, which has no I, O, S, V and Z.
fn value(c: char) -> Option<usize> {
    let (from, first) = match c {
        '0'..='9' => ('0', 0),
        'A'..='H' => ('A', 10),
        'J'..='N' => ('J', 18),
        'P'..='R' => ('P', 23),
        'T' | 'U' => ('T', 26),
        'W'..='Y' => ('W', 28),
        _ => return None,
    };
    Some(c as usize - from as usize + first)
}

impl Normalizer for CreditCode {
    fn components(&self) -> &'static [&'static str] {
        &["org", "region", "class"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        missing::state_or(text, &["0", "0.0"])
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        clean::cell(text, out, |text| self.missing(text), read_cell);
    }
}

fn read_cell(written: &str, out: &mut Normalized) {
    let text = clean::strip_quotes(written);
    if text.len() < written.len() {
        out.repaired(Reason::Trimmed);
    }
    if matches!(sheet::number(text), Some(Sheet::Lost)) {
        return out.invalid(Reason::DigitsLost);
    }
    let mut code = Code::new();
    for c in text.chars() {
        let fits = match c {
            _ if c.is_ascii_alphanumeric() => code.push(c.to_ascii_uppercase()),
            ' ' | '-' | '_' | '.' | '\u{2013}' => {
                out.repaired(Reason::Separators);
                true
            }
            _ if clean::is_mask(c) => code.push('*'),
            _ => return out.invalid(Reason::BadCharacter),
        };
        if !fits {
            return out.invalid(Reason::WrongLength);
        }
    }
    if text.contains(|c: char| c.is_ascii_lowercase()) {
        out.because(Reason::Case);
    }
    let code = code.as_str();
    match code.len() {
        _ if code.contains('*') => masked(code, out),
        18 => whole(code, out),
        9 if organisation_check(code) == code.chars().next_back() => {
            // Region and class are not known, so the new code cannot be built.
            out.set(ORG, code);
            doubt(out, Reason::OldFormat, 80);
        }
        9 => out.invalid(Reason::BadCheckDigit),
        _ => out.invalid(Reason::WrongLength),
    }
}

fn whole(code: &str, out: &mut Normalized) {
    if code.chars().all(|c| value(c).is_some()) {
        return match (is_valid(code), outer_check(code) == code.chars().next_back()) {
            (true, _) => write(code, out),
            (false, true) if region_is_numeric(code) => {
                write(code, out);
                doubt(out, Reason::BadCheckDigit, 60);
            }
            _ => out.invalid(Reason::BadCheckDigit),
        };
    }
    let mut found: Vec<Code> = Vec::new();
    look_alikes(code, Code::new(), &mut found);
    match found.as_slice() {
        [only] => {
            write(only.as_str(), out);
            repair(out, Reason::BadCharacter, 90);
        }
        several => {
            out.invalid(if several.is_empty() { Reason::BadCheckDigit } else { Reason::BadCharacter });
            out.candidates.extend(several.iter().map(|c| c.as_str().to_owned()));
        }
    }
}

/// Collects the readings of a code with forbidden letters that pass both checks.
fn look_alikes(rest: &str, done: Code, found: &mut Vec<Code>) {
    let mut chars = rest.chars();
    let Some(c) = chars.next() else {
        if is_valid(done.as_str()) {
            found.push(done);
        }
        return;
    };
    let readings = match c {
        'O' => "0DQ",
        'I' => "1",
        'S' => "5",
        'Z' => "2",
        'V' => "UY",
        _ => "",
    };
    let forbidden = rest.chars().filter(|c| value(*c).is_none()).count();
    // More than five misread characters are no longer a misreading.
    let (one, all) = (c.encode_utf8(&mut [0; 4]).to_owned(), readings);
    let readings = if readings.is_empty() { one.as_str() } else { all };
    for reading in readings.chars().take(if forbidden > 5 { 1 } else { 3 }) {
        let mut next = done;
        if next.push(reading) {
            look_alikes(chars.as_str(), next, found);
        }
    }
}

fn is_valid(code: &str) -> bool {
    let organisation = code.get(8..17).unwrap_or_default();
    region_is_numeric(code) && organisation_check(organisation) == organisation.chars().next_back() && outer_check(code) == code.chars().next_back()
}

fn region_is_numeric(code: &str) -> bool {
    code.get(2..8).is_some_and(|r| r.bytes().all(|b| b.is_ascii_digit()))
}

/// The check character of GB 32100 over the first 17.
fn outer_check(code: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for c in code.chars().take(17) {
        sum += value(c)? * weight;
        weight = weight * 3 % 31;
    }
    ALPHABET.get((31 - sum % 31) % 31).map(|b| char::from(*b))
}

/// The check character of GB 11714 over the first eight.
fn organisation_check(code: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    let mut chars = code.chars();
    for weight in WEIGHTS {
        sum += chars.next()?.to_digit(36)? * weight;
    }
    match 11 - sum % 11 {
        10 => Some('X'),
        11 => Some('0'),
        n => char::from_digit(n, 10),
    }
}

fn write(code: &str, out: &mut Normalized) {
    out.key.push_str(code);
    out.display.push_str(code);
    out.set(ORG, code.get(8..17).unwrap_or_default());
    out.set(REGION, code.get(2..8).unwrap_or_default());
    let head = code.get(..2).unwrap_or_default();
    out.set(CLASS, class(head).unwrap_or(head));
}

/// What kind of body the first two characters name.
fn class(head: &str) -> Option<&'static str> {
    Some(match head {
        "11" => "government",
        "12" | "A1" => "public_institution",
        "13" => "editorial_board",
        "19" => "other_institution",
        "21" | "29" => "foreign_office",
        "31" => "law_firm",
        "32" | "33" | "34" | "35" | "39" => "justice_body",
        "51" => "social_organisation",
        "52" => "private_institution",
        "53" => "foundation",
        "54" => "village_committee",
        "81" => "trade_union",
        "91" => "enterprise",
        "92" => "individual_business",
        "93" => "farmers_cooperative",
        "N1" => "collective_economy",
        _ => return None,
    })
}

fn masked(code: &str, out: &mut Normalized) {
    if code.len() == 18 {
        let visible = |from: usize, to: usize| code.get(from..to).filter(|t| !t.contains('*')).unwrap_or_default();
        out.set(ORG, visible(8, 17));
        out.set(REGION, visible(2, 8));
        let head = visible(0, 2);
        out.set(CLASS, class(head).unwrap_or(head));
    }
    doubt(out, Reason::Masked, 50);
}

#[cfg(test)]
mod tests {
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
            ("9135O1OOM000100Y43", "91350100M000100Y43", Status::Repaired, &[Reason::BadCharacter]),
            ("9I350I00M000I00Y43", "91350100M000100Y43", Status::Repaired, &[Reason::BadCharacter]),
            ("91350100M000100Y44", "", Status::Invalid, &[Reason::BadCheckDigit]),
            ("9135O100M000100Y44", "", Status::Invalid, &[Reason::BadCheckDigit]),
            ("91350100M000100Y4", "", Status::Invalid, &[Reason::WrongLength]),
            ("M000100Y-4", "", Status::Suspicious, &[Reason::Separators, Reason::OldFormat]),
            ("9.135E+17", "", Status::Invalid, &[Reason::DigitsLost]),
            ("9135**********0Y43", "", Status::Suspicious, &[Reason::Masked]),
            ("华为技术有限公司", "", Status::Invalid, &[Reason::BadCharacter]),
            ("-", "", Status::Missing, &[]),
        ] {
            let out = read(raw);
            assert_eq!((out.key.as_str(), out.status, out.reasons.as_slice()), (key, status, reasons), "{raw}");
        }
    }

    #[test]
    fn real_codes_pass_both_checks() {
        // Published codes of listed companies.
        for code in ["914403001922038216", "91440300708461136T", "91330100799655058B", "91110000802100433B"] {
            assert_eq!(read(code).status, Status::Ok, "{code} {:?}", read(code).reasons);
        }
    }

    #[test]
    fn derived_forms() {
        assert_eq!(read("91350100M000100Y43").components, ["M000100Y4", "350100", "enterprise"]);
        assert_eq!(read("M000100Y-4").components, ["M000100Y4", "", ""]);
        assert_eq!(read("91350100**********").components, ["", "350100", "enterprise"]);
    }
}
