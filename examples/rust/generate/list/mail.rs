//! A mailbox as a row has it.

use super::typo;
use crate::random::Random;

/// Typing errors.
const MISTYPED: u64 = 30;

/// The mailbox.
pub(crate) fn write(mail: &str, random: &mut Random) -> String {
    if random.chance(MISTYPED) {
        let Some((own, domain)) = mail.split_once('@') else { return mail.to_owned() };
        let wrong = match domain {
            "gmail.com" => "gmial.com",
            "qq.com" => "qq.con",
            "163.com" => "163.con",
            "yahoo.com" => "yaho.com",
            "hotmail.com" => "hotmial.com",
            _ => domain,
        };
        return if wrong != domain && random.chance(500) { format!("{own}@{wrong}") } else { format!("{}@{domain}", typo::letters(own, random)) };
    }
    match random.weighted(&[915, 60, 20, 5]) {
        1 => mail.to_uppercase(),
        2 => format!(" {mail}"),
        3 => mail.replace('@', "＠"),
        _ => mail.to_owned(),
    }
}
