//! Resident identity numbers (GB 11643) with a valid check digit.

use crate::calendar::Day;
use crate::random::Random;

/// Long-standing division codes, so that they fit any year of birth.
const DIVISIONS: &[&str] = &[
    "110101", "110102", "110105", "110108", "120101", "120103", "130102", "130104", "210102", "210103", "210202", "230103", "310101", "310104", "310105", "310110", "320102",
    "320106", "330102", "330106", "350102", "350203", "360102", "370102", "370103", "370202", "410102", "410103", "420102", "420106", "440103", "440104", "440105", "520102",
    "530102", "610103", "610104", "620102",
];

/// A new number for a person of that sex.
pub(crate) fn number(female: bool, random: &mut Random) -> String {
    let born = Day::between(Day::new(1958, 1, 1), Day::new(2003, 12, 31), random);
    of(born, female, random)
}

/// A new number for a person of that sex, born on that day.
pub(crate) fn of(born: Day, female: bool, random: &mut Random) -> String {
    let serial = random.between(1, 299) * 2 + i64::from(!female);
    let body = format!("{}{}{serial:03}", random.text(DIVISIONS), born.written(""));
    let check = check_digit(&body);
    format!("{body}{check}")
}

/// The check digit for the first seventeen digits.
pub(crate) fn check_digit(body: &str) -> char {
    let sum = body.chars().rev().fold((0, 1), |(sum, weight), digit| {
        let weight = weight * 2 % 11;
        (sum + digit.to_digit(10).unwrap_or(0) * weight, weight)
    });
    let rest = (12 - sum.0 % 11) % 11;
    char::from_digit(rest, 10).unwrap_or('X')
}

/// The number with a wrong check digit.
pub(crate) fn damaged(number: &str) -> String {
    let (body, check) = number.split_at(number.len().saturating_sub(1));
    let wrong = match check.chars().next().and_then(|digit| digit.to_digit(10)) {
        Some(digit) => (digit + 3) % 10,
        None => 4,
    };
    format!("{body}{wrong}")
}
