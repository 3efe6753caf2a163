//! Numbers of bank cards.
//!
//! | raw | key | tail4 | issuer |
//! |---|---|---|---|
//! | `6225885007947872` | as written | `7872` | `unionpay` |
//! | `6225 8850 0794 7872`, `6225-8850-0794-7872` | `6225885007947872` | | |
//! | `卡号：６２２５８８５００７９４７８７２`, `招商银行6225885007947872` | `6225885007947872` | | |
//! | `4539566301173292.0` | `4539566301173292` | `3292` | `visa` |
//! | `6225885007947872；4539566301173292` | the first, ambiguous: both are candidates | | |
//! | `6222 **** **** 1234`, `622202xxxxxxxxx1234` | none: masked | `1234` | `unionpay` |
//! | `尾号1234` | none: masked | `1234` | |
//! | `4111111111111111` | as written; suspicious: a number for tests | | |
//! | `6.2226E+18`, `6222022331415120000` | none: a spreadsheet lost the digits | | |
//! | `6225885007947873` | none: `bad_check_digit` | | |
//! | `0000000000000000` | none: a placeholder | | |
//! | `1234`, `62221234` | none: what a mask left over | | |
//!
//! The key, and the display, are the digits alone. Components: the match forms `tail4`, `visible` (a masked number:
//! `6222*1234`) and `unchecked` (a number whose check digit is wrong), then `issuer`: `unionpay`,
//! `visa`, `mastercard`, `amex`, `jcb`, `diners`, `discover` or `maestro`, by the first digits.
//!
//! Limits: 13 to 19 digits, the last of which is the check digit (Luhn). Spreadsheets keep 15 digits: a number whose
//! digits behind the fifteenth are all zero is taken for damaged when its check fails, and is suspicious with three
//! or more such zeros though it holds. Words around a number are dropped, letters against it are not.
//!
//! JSON: `{"bank_card": {}}`. Source: ISO/IEC 7812-1 (structure, Luhn); JR/T 0008-2000 for mainland cards.

mod cell;
mod check;
mod issuer;
mod masked;
#[cfg(test)]
mod tests;

use super::{Normalizer, missing};
use crate::model::{Missing, Normalized};

/// Reads bank card numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BankCard;

const TAIL4: usize = 0;
const VISIBLE: usize = 1;
const UNCHECKED: usize = 2;
const ISSUER: usize = 3;

impl Normalizer for BankCard {
    fn components(&self) -> &'static [&'static str] {
        &["tail4", "visible", "unchecked", "issuer"]
    }

    fn forms(&self) -> &'static [&'static str] {
        &["tail4", "visible", "unchecked"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        missing::state_or(text, &["0", "0.0"])
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if check::is_length(text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
            check::judge(text, out);
            if out.display.is_empty() {
                out.display.push_str(text);
            }
            return;
        }
        cell::read(text, out, |text| self.missing(text));
    }
}
