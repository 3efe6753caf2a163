//! Unified social credit codes.
//!
//! | raw | key | org | region_code | entity_class |
//! |---|---|---|---|---|
//! | `91350100M000100Y43` | as written | `M000100Y4` | `350100` | `enterprise` |
//! | `9135 0100 m000 100y43` | `91350100M000100Y43` | | | |
//! | `9135O1OOM000100Y43` | `91350100M000100Y43` (`look_alike`) | | | |
//! | `91440300708461135P` | as written, suspicious (`bad_inner_check`) | `708461135` | `440300` | `enterprise` |
//! | `91340600MA2P8M9HXD` | none: wrong check character; candidate `91340600MA2PBM9HXD` | | | |
//! | `91440300******136T` | none: masked | | `440300` | `enterprise` |
//! | `M000100Y-4` (organisation code) | none: old format | `M000100Y4` | | |
//! | `440301708461136` (old tax number), `54-6614929` (of another country) | none: wrong length | | | |
//!
//! Both checks are made: the last character (GB 32100, MOD 31-3) and the ninth of the organisation code
//! inside (GB 11714, MOD 11). Where the outer one fails, the readings with one character exchanged for
//! another that looks like it are candidates if they pass both. I, O, S, V and Z are not in the alphabet: they
//! are read as 1, 0, 5, U or Y, and 2, if exactly one reading passes both checks, otherwise as other
//! look-alikes; else the code is invalid and the readings are candidates.
//!
//! An unknown province is suspicious (`unknown_region`), and so is an unknown class (`unassigned_prefix`). All
//! components are match forms, with `visible` (a masked code, `*` for what is hidden), `unchecked` (a code whose check
//! character is wrong) and `other` (the letters and digits of a number of another plan). Classes: see the table `CLASSES` in the source.
//!
//! JSON: `{"credit_code": {}}`. Source: GB 32100-2015 with its first amendment, GB 11714-1997.

mod class;
mod look_alike;
#[cfg(test)]
mod tests;

use super::Normalizer;
use super::checked::{self, Checked, organisation, visible};
use super::clean::{doubt, repair};
use crate::model::{Missing, Normalized, Reason};

/// Reads unified social credit codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CreditCode;

const ORG: usize = 0;
const REGION_CODE: usize = 1;
const ENTITY_CLASS: usize = 2;
const VISIBLE: usize = 3;
const UNCHECKED: usize = 4;
const OTHER: usize = 5;

impl Normalizer for CreditCode {
    fn components(&self) -> &'static [&'static str] {
        &["org", "region_code", "entity_class", "visible", "unchecked", "other"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        checked::missing(text)
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        checked::read(self, text, out);
    }
}

impl Checked for CreditCode {
    const LEN: usize = 18;

    fn write(&self, code: &[u8], out: &mut Normalized) -> Result<(), Reason> {
        let Some(full) = code.first_chunk::<18>().filter(|_| code.len() == 18) else {
            return self.write_other(code, out);
        };
        match verdict(full) {
            Verdict::Sound | Verdict::BadInner if is_nobody(full) => return Err(Reason::Placeholder),
            Verdict::Sound => write(full, out),
            Verdict::BadInner => {
                write(full, out);
                doubt(out, Reason::InnerCheck, 60);
            }
            Verdict::BadOuter => return Err(if is_nobody(full) { Reason::Placeholder } else { Reason::BadCheckDigit }),
            Verdict::NoCode if full.iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()) => match look_alike::only_reading(full) {
                Some(read) => {
                    write(&read, out);
                    repair(out, Reason::LookAlike, 90);
                }
                None => return Err(Reason::BadCharacter),
            },
            Verdict::NoCode => return Err(Reason::BadCharacter),
        }
        Ok(())
    }

    fn refuse(&self, code: &[u8], reason: Reason, out: &mut Normalized) {
        out.invalid(match reason {
            // A spreadsheet keeps fifteen digits.
            Reason::BadCheckDigit if code.ends_with(b"000") && code.iter().all(u8::is_ascii_digit) => Reason::DigitsLost,
            Reason::WrongLength if code.len() == 4 => Reason::DestroyedMask,
            _ => reason,
        });
        if reason == Reason::WrongLength {
            out.because(reason);
            out.set(OTHER, checked::of_another_plan(code).unwrap_or_default());
        }
        if let Some(full) = code.first_chunk::<18>().filter(|_| code.len() == 18) {
            look_alike::candidates(full, &mut out.candidates);
            if out.reasons.contains(&Reason::BadCheckDigit) {
                out.set(UNCHECKED, checked::text(full));
            }
        }
    }

    fn masked(&self, code: &[u8], out: &mut Normalized) {
        let (head, _) = visible(code);
        if let Some(class) = head.first_chunk::<2>() {
            out.set(ENTITY_CLASS, class::name(*class).unwrap_or_default());
        }
        if let Some(region) = head.get(2..8).filter(|r| r.iter().all(u8::is_ascii_digit)) {
            out.set(REGION_CODE, checked::text(region));
        }
        if let Some(org) = code.get(8..17).filter(|org| code.len() == 18 && !org.contains(&b'*')) {
            out.set(ORG, checked::text(org));
        }
        out.set(VISIBLE, checked::text(code));
        doubt(out, Reason::Masked, 50);
    }
}

impl CreditCode {
    /// An organisation code has no region and no class, so that no credit code can be made of it.
    fn write_other(self, code: &[u8], out: &mut Normalized) -> Result<(), Reason> {
        if checked::is_placeholder(code) || code.len() == 9 && organisation::is_empty(code) {
            return Err(Reason::Placeholder);
        }
        if code.len() != 9 {
            return Err(Reason::WrongLength);
        }
        if !organisation::fits(code) {
            return Err(Reason::WrongLength);
        }
        let (body, check) = code.split_at_checked(8).unwrap_or_default();
        for part in [checked::text(body), "-", checked::text(check)] {
            out.display.push_str(part);
        }
        out.set(ORG, checked::text(code));
        // One number in eleven of another country passes this check.
        out.set(OTHER, checked::text(code));
        doubt(out, Reason::OldFormat, 80);
        Ok(())
    }
}

/// What the checks say of 18 characters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Sound,
    /// The outer check passes, the inner one fails.
    BadInner,
    BadOuter,
    /// Characters that no code has.
    NoCode,
}

/// No value: a character outside the alphabet.
const NONE: u8 = u8::MAX;

/// The values of the characters: the alphabet has no I, O, S, V and Z.
const VALUES: [u8; 128] = {
    let mut values = [NONE; 128];
    let mut rest: &[u8] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let mut value = 0;
    while let [byte, tail @ ..] = rest {
        // Constant evaluation stops where this is out of bounds.
        #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
        {
            values[*byte as usize] = value;
        }
        value += 1;
        rest = tail;
    }
    values
};

/// The powers of three modulo 31.
const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

fn value(byte: u8) -> u8 {
    VALUES.get(usize::from(byte)).copied().unwrap_or(NONE)
}

#[inline]
fn verdict(code: &[u8; 18]) -> Verdict {
    let [_, _, r1, r2, r3, r4, r5, r6, .., last] = *code;
    let last_value = value(last);
    let mut sum = 0;
    let mut strange = last_value == NONE;
    for (byte, weight) in code.iter().zip(WEIGHTS) {
        let value = value(*byte);
        strange |= value == NONE;
        sum += u32::from(value) * weight;
    }
    if strange {
        return Verdict::NoCode;
    }
    if !(sum + u32::from(last_value)).is_multiple_of(31) || ![r1, r2, r3, r4, r5, r6].iter().all(u8::is_ascii_digit) {
        return Verdict::BadOuter;
    }
    if organisation::fits(code.get(8..17).unwrap_or_default()) { Verdict::Sound } else { Verdict::BadInner }
}

/// Whether the characters are made up, though both checks may pass: eighteen zeros pass.
fn is_nobody(code: &[u8; 18]) -> bool {
    checked::is_placeholder(code) || organisation::is_empty(code.get(8..17).unwrap_or_default())
}

fn write(code: &[u8; 18], out: &mut Normalized) {
    let text = checked::text(code);
    out.key.push_str(text);
    out.display.push_str(text);
    out.set(ORG, text.get(8..17).unwrap_or_default());
    out.set(REGION_CODE, text.get(2..8).unwrap_or_default());
    let [first, second, r1, r2, ..] = *code;
    match class::name([first, second]) {
        Some(class) => out.set(ENTITY_CLASS, class),
        None => doubt(out, Reason::UnassignedPrefix, 80),
    }
    if !class::is_province([r1, r2]) {
        doubt(out, Reason::UnknownRegion, 80);
    }
}
