//! Telephone numbers of a list, and how a cell holds them.

use super::customer::Once;
use super::scene::Scene;
use super::typo;
use super::west_home::{Country, WestHome};
use crate::calendar::Day;
use crate::places::City;
use crate::random::Random;
use crate::telephone::Style;

/// A number that nobody has.
const PLACEHOLDER: u64 = 4;
/// The shop's number in place of the customer's.
const SHOP: u64 = 13;
/// A typing error.
const MISTYPED: u64 = 20;
/// `138****5678`.
const MASKED: u64 = 6;
/// The old and the new number, of those who changed it.
const BOTH: u64 = 40;

/// A new mobile number elsewhere, with its country code.
pub(crate) fn western(home: &WestHome, random: &mut Random) -> String {
    match home.town.country {
        Country::America => format!("+1{}{}{}", home.town.area, random.between(2, 9), random.digits(6)),
        Country::Britain => format!("+447{}{}", random.text(&["3", "4", "5", "7", "8"]), random.digits(8)),
        Country::Germany => format!("+49{}{}", random.text(&["151", "160", "170", "171", "175", "152", "162", "172"]), random.digits(8)),
    }
}

/// A landline in China: `021-62345678`.
pub(crate) fn landline(city: &City, random: &mut Random) -> String {
    let separator = random.text(&["-", "-", "", " "]);
    format!("{}{separator}{}{}", city.area, random.between(2, 8), random.digits(city.local.saturating_sub(1)))
}

/// A landline elsewhere.
pub(crate) fn western_landline(home: &WestHome, random: &mut Random) -> String {
    let area = home.town.area;
    match home.town.country {
        Country::America => format!("+1{area}{}{}", random.between(2, 9), random.digits(6)),
        Country::Britain => format!("+44{area}{}", random.digits(10 - area.len())),
        Country::Germany => format!("+49{area}{}", random.digits(10 - area.len())),
    }
}

/// The number as a row has it.
pub(crate) fn write(mobile: &Once<String>, day: Day, abroad: Option<Country>, scene: &Scene, random: &mut Random) -> String {
    if random.chance(PLACEHOLDER) {
        return random.text(&["13800138000", "13800000000", "11111111111", "00000000000", "12345678901"]).to_owned();
    }
    let own = mobile.on(day);
    let number = if random.chance(SHOP) { scene.shop(abroad, random) } else { own };
    if random.chance(MISTYPED) {
        return format(&typo::digits(number, random), abroad, random);
    }
    if random.chance(MASKED) {
        return if abroad.is_none() { Style::Masked.write(number) } else { format!("{}****{}", number.get(..5).unwrap_or(""), number.get(9..).unwrap_or("")) };
    }
    match mobile.both() {
        Some((first, later)) if random.chance(BOTH) => format!("{first}/{later}"),
        _ => format(number, abroad, random),
    }
}

/// The number in one of the country's habits.
pub(crate) fn format(number: &str, abroad: Option<Country>, random: &mut Random) -> String {
    match abroad {
        None => chinese(number, random),
        Some(Country::America) => american(number, random),
        Some(_) => european(number, random),
    }
}

fn chinese(number: &str, random: &mut Random) -> String {
    let style = match random.weighted(&[550, 120, 60, 90, 70, 30, 20, 20, 20, 20]) {
        1 => Style::International,
        2 => Style::Country,
        3 => Style::Dashed,
        4 => Style::Spaced,
        5 => Style::FullWidth,
        6 => Style::Marked,
        7 => Style::Float,
        8 => return format!("0086{number}"),
        9 => return format!("手机:{number}"),
        _ => Style::Plain,
    };
    style.write(number)
}

fn american(number: &str, random: &mut Random) -> String {
    let own = number.get(2..).unwrap_or(number);
    let (Some(area), Some(exchange), Some(line)) = (own.get(..3), own.get(3..6), own.get(6..)) else { return number.to_owned() };
    match random.weighted(&[20, 25, 20, 15, 10, 5, 5]) {
        0 => number.to_owned(),
        1 => format!("({area}) {exchange}-{line}"),
        2 => format!("{area}-{exchange}-{line}"),
        3 => own.to_owned(),
        4 => format!("+1 {area} {exchange} {line}"),
        5 => format!("1-{area}-{exchange}-{line}"),
        _ => format!("{area}.{exchange}.{line}"),
    }
}

fn european(number: &str, random: &mut Random) -> String {
    let (Some(code), Some(own)) = (number.get(..3), number.get(3..)) else { return number.to_owned() };
    let (Some(head), Some(tail), Some(digits)) = (own.get(..4), own.get(4..), code.get(1..)) else { return number.to_owned() };
    match random.weighted(&[30, 30, 20, 10, 5, 5]) {
        0 => number.to_owned(),
        1 => format!("0{own}"),
        2 => format!("0{head} {tail}"),
        3 => format!("{code} {head} {tail}"),
        4 => format!("00{digits}{own}"),
        _ => format!("{code} (0){own}"),
    }
}
