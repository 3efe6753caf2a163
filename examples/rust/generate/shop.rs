//! Rows of 电商.csv: one per order.

use crate::calendar::Moment;
use crate::dirt;
use crate::life::Sale;
use crate::name_cell::{self, Grade};
use crate::person::Person;
use crate::phone_cell;
use crate::random::Random;
use crate::row::{Cell, Channel, Row};
use crate::world::World;

/// An order of a person.
pub(crate) fn row(person: &Person, world: &World, sale: &Sale, random: &mut Random) -> Row {
    let when: Moment = sale.when;
    let (name, grade) = name_cell::write(person, Channel::Shop, &world.names, random);
    let phone = phone_cell::write(person, Channel::Shop, when, grade, &world.book, random);
    let cells = vec![
        Cell::plain(name),
        phone,
        address(person, grade, world, random),
        Cell::plain(sale.product),
        Cell::plain(sale.pieces.to_string()),
        Cell::plain(amount(sale.fen, random)),
        Cell::plain(when.slashed()),
    ];
    Row::new(person.entity, Channel::Shop, when, cells)
}

fn address(person: &Person, grade: Grade, world: &World, random: &mut Random) -> Cell {
    let Some(place) = world.cities.get(person.city) else {
        return Cell::default();
    };
    let path = place.path(person.district);
    if random.chance(30) {
        return Cell::plain(format!("{path}***"));
    }
    let text = match random.weighted(&[80, 12, 8]) {
        1 => format!("{}{}{}", place.name, person.district, person.street),
        2 => format!("{} {} {} {}", place.province, place.name, person.district, person.street),
        _ => format!("{path}{}", person.street),
    };
    if grade != Grade::Full {
        return Cell::plain(text.trim());
    }
    let mut cell = Cell::marked(text.trim(), format!("home:{}", person.street));
    if person.only_bearer {
        cell.marks.push(format!("name in {}", place.name));
    }
    cell
}

/// The amount in one of the ways in which people write money.
pub(crate) fn amount(fen: i64, random: &mut Random) -> String {
    let (yuan, cents) = (fen / 100, fen % 100);
    if cents == 0 && yuan >= 3000 && yuan % 100 == 0 && random.chance(dirt::AMOUNT_IN_WAN) {
        let text = format!("{}.{:02}", yuan / 10_000, yuan / 100 % 100);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        return format!("{text}万");
    }
    let grouped = grouped(yuan);
    match random.weighted(&[45, 25, 15, 10, 5]) {
        1 => format!("¥{grouped}.{cents:02}"),
        2 if cents == 0 => format!("{grouped}元"),
        3 => format!("￥{yuan}.{cents:02}"),
        4 if cents == 0 => yuan.to_string(),
        _ => format!("{yuan}.{cents:02}"),
    }
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let count = digits.len();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (count - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
