//! A date of birth as a row has it.

use super::west_home::Country;
use crate::calendar::Day;
use crate::random::Random;
use crate::telephone::full_width;

/// A date that stands for none.
const PLACEHOLDER: u64 = 12;
/// Day and month the wrong way round, or another year.
const WRONG: u64 = 18;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The date.
pub(crate) fn write(born: Day, abroad: Option<Country>, random: &mut Random) -> String {
    if random.chance(PLACEHOLDER) {
        return if abroad.is_none() { "1900-01-01" } else { "1970-01-01" }.to_owned();
    }
    let born = if random.chance(WRONG) { wrong(born, random) } else { born };
    match abroad {
        None => chinese(born, random),
        Some(country) => western(born, country, random),
    }
}

fn wrong(born: Day, random: &mut Random) -> Day {
    let (year, month, day) = born.civil();
    if day <= 12 && random.chance(500) { Day::new(year, day, month) } else { Day::new(year + random.between(0, 2) - 1, month, day.min(28)) }
}

fn chinese(born: Day, random: &mut Random) -> String {
    let (year, month, day) = born.civil();
    match random.weighted(&[50, 15, 13, 10, 5, 4, 2, 1]) {
        0 => born.written("-"),
        1 => format!("{year}/{month}/{day}"),
        2 => born.written(""),
        3 => format!("{year}年{month}月{day}日"),
        4 => born.written("."),
        5 => format!("{} 00:00:00", born.written("-")),
        6 => full_width(&born.written("-")),
        // The number that a spreadsheet has for the day.
        _ => (born.0 - Day::new(1899, 12, 30).0).to_string(),
    }
}

fn western(born: Day, country: Country, random: &mut Random) -> String {
    let (year, month, day) = born.civil();
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or("Jan");
    match (random.weighted(&[40, 35, 10, 10, 5]), country) {
        (0, _) => born.written("-"),
        (1, Country::America) => format!("{month:02}/{day:02}/{year}"),
        (1, Country::Britain) => format!("{day:02}/{month:02}/{year}"),
        (1, Country::Germany) => format!("{day:02}.{month:02}.{year}"),
        (2, _) => format!("{name} {day}, {year}"),
        (3, _) => format!("{day} {name} {year}"),
        _ => born.written(""),
    }
}
