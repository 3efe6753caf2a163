//! The cell that holds a telephone number.

use crate::calendar::Moment;
use crate::dirt::{self, PhoneDirt};
use crate::name_cell::Grade;
use crate::person::Person;
use crate::random::Random;
use crate::row::{Cell, Channel};
use crate::telephone::{Book, Style};

/// The number as the channel has it on that day.
///
/// A damaged or shared number identifies its owner only beside a full name.
pub(crate) fn write(person: &Person, channel: Channel, when: Moment, grade: Grade, book: &Book, random: &mut Random) -> Cell {
    let rates = rates(channel);
    let number = person.mobile_on(when.day);
    let foreign = number.starts_with('+');
    let named = grade == Grade::Full;
    let beside_name = named.then(|| format!("name beside {number}"));
    let damaged = |text: String| Cell { text, marks: beside_name.iter().cloned().collect() };
    let readable = |text: String| Cell { text, marks: beside_name.iter().cloned().chain([format!("phone:{number}")]).collect() };
    if random.chance(rates.missing) && (named || !person.shared) {
        return Cell::plain(dirt::missing_key(random));
    }
    if let Some(mut cell) = two_numbers(person, channel, when, random) {
        cell.marks.extend(beside_name);
        return cell;
    }
    if let Some(home) = &person.landline
        && random.chance(rates.landline)
    {
        return Cell::marked(home.clone(), format!("phone:{home}"));
    }
    if foreign {
        return readable(number.to_owned());
    }
    let damage = [rates.mistyped, rates.masked, rates.destroyed, rates.scientific, rates.float];
    let untouched = 1000 - damage.iter().sum::<u64>();
    let [mistyped, masked, destroyed, scientific, float] = damage;
    match random.weighted(&[mistyped, masked, destroyed, scientific, float, untouched]) {
        0 => damaged(book.mistyped(number, random)),
        1 => damaged(Style::Masked.write(number)),
        2 => Cell::plain(Style::Destroyed.write(number)),
        3 => Cell::plain(Style::Scientific.write(number)),
        4 => readable(Style::Float.write(number)),
        _ => readable(habit(channel, random).write(number)),
    }
}

fn rates(channel: Channel) -> PhoneDirt {
    match channel {
        Channel::Web => dirt::WEB,
        Channel::Shop => dirt::SHOP,
        Channel::Video => dirt::VIDEO,
        Channel::Store => dirt::STORE,
        Channel::Fair => dirt::FAIR,
    }
}

/// The old and the new number, or the mobile number and the one at home.
fn two_numbers(person: &Person, channel: Channel, when: Moment, random: &mut Random) -> Option<Cell> {
    if matches!(channel, Channel::Shop | Channel::Video) {
        return None;
    }
    let number = person.mobile_on(when.day);
    let other = match (&person.changed, &person.landline) {
        (Some((since, _)), _) if when.day >= *since && random.chance(dirt::OLD_AND_NEW) => &person.mobile,
        (_, Some(home)) if random.chance(dirt::MOBILE_AND_HOME) => home,
        _ => return None,
    };
    let between = random.text(&["/", "、", " / ", "；", " 或 "]);
    Some(Cell { text: format!("{number}{between}{other}"), marks: vec![format!("phone:{number}"), format!("phone:{other}")] })
}

/// How the channel writes an undamaged number.
fn habit(channel: Channel, random: &mut Random) -> Style {
    let habits: &[(Style, u64)] = match channel {
        Channel::Web => &[(Style::Plain, 860), (Style::Spaced, 50), (Style::Dashed, 40), (Style::International, 50)],
        Channel::Shop => &[(Style::Plain, 400), (Style::International, 250), (Style::Spaced, 200), (Style::Country, 150)],
        Channel::Video => &[(Style::Plain, 700), (Style::FullWidth, 160), (Style::Marked, 140)],
        Channel::Store => &[(Style::Plain, 560), (Style::Dashed, 420), (Style::Spaced, 20)],
        Channel::Fair => &[(Style::Plain, 500), (Style::Dashed, 300), (Style::International, 200)],
    };
    let weights: Vec<u64> = habits.iter().map(|(_, weight)| *weight).collect();
    habits.get(random.weighted(&weights)).map_or(Style::Plain, |(style, _)| *style)
}
