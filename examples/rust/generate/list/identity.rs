//! Numbers of people and companies in their registers, and how a row has them.

use super::typo;
use super::west_home::Country;
use crate::calendar::Day;
use crate::random::Random;
use crate::telephone::full_width;

/// Typing errors.
const MISTYPED: u64 = 20;

/// A passport or a licence.
pub(crate) fn western(random: &mut Random) -> String {
    format!("{}{}", random.text(&["D", "K", "P", "S"]), random.digits(8))
}

/// The number of a company outside China.
pub(crate) fn register(country: Country, random: &mut Random) -> String {
    match country {
        Country::America => format!("{}-{}", random.digits(2), random.digits(7)),
        other => format!("{}{}", other.code(), random.digits(9)),
    }
}

/// The identity number of a person.
pub(crate) fn of_person(number: &str, born: Day, abroad: bool, random: &mut Random) -> String {
    if random.chance(MISTYPED) {
        return typo::digits(number, random);
    }
    if abroad {
        return if random.chance(100) { number.to_lowercase() } else { number.to_owned() };
    }
    let (Some(region), Some(day), Some(rest)) = (number.get(..6), number.get(6..14), number.get(14..)) else { return number.to_owned() };
    match random.weighted(&[905, 40, 25, 10, 10, 10]) {
        1 => number.to_lowercase(),
        2 => format!("{region} {day} {rest}"),
        3 => full_width(number),
        4 => format!("{region}********{rest}"),
        // The first generation: fifteen digits, no century, no check.
        5 if born < Day::new(1985, 1, 1) => format!("{region}{}{}", day.get(2..).unwrap_or(""), rest.get(..3).unwrap_or("")),
        _ => number.to_owned(),
    }
}

/// The number of a company.
pub(crate) fn of_company(code: &str, random: &mut Random) -> String {
    if random.chance(MISTYPED) {
        return typo::digits(code, random);
    }
    match (random.weighted(&[900, 60, 30, 10]), code.get(..8), code.get(8..)) {
        (1, ..) => code.to_lowercase(),
        (2, Some(head), Some(tail)) if code.len() == 18 => format!("{head}-{tail}"),
        (3, ..) => full_width(code),
        _ => code.to_owned(),
    }
}
