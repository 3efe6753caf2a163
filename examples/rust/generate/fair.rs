//! Rows of 展会.csv: visiting cards collected at fairs.

use crate::calendar::Moment;
use crate::company::Company;
use crate::life::FAIRS;
use crate::mail_cell;
use crate::name_cell::{self, Grade};
use crate::person::Person;
use crate::phone_cell;
use crate::random::Random;
use crate::row::{Cell, Channel, Row};
use crate::world::World;

/// The card of a person.
pub(crate) fn of_person(person: &Person, world: &World, when: Moment, random: &mut Random) -> Row {
    let (name, grade) = name_cell::write(person, Channel::Fair, &world.names, random);
    let phone = phone_cell::write(person, Channel::Fair, when, grade, &world.book, random);
    let employer = person.company.and_then(|at| Some((at, world.companies.get(at)?)));
    let company = match employer {
        Some((at, company)) if grade == Grade::Full => Cell::marked(company.written(random), format!("employee:{at}")),
        Some((_, company)) => Cell::plain(company.written(random)),
        None => Cell::default(),
    };
    let employer = employer.map(|(_, company)| company);
    let mail = match employer {
        Some(company) if random.chance(60) => Cell::plain(format!("info@{}", company.domain)),
        _ => mail_cell::write(person, 920, random),
    };
    let switchboard = match employer {
        Some(company) if random.chance(750) => switchboard(company, random),
        _ => String::new(),
    };
    let code = employer.filter(|_| random.chance(220));
    let cells = vec![
        Cell::plain(name),
        Cell::plain(person.title.unwrap_or_default()),
        company,
        phone,
        Cell::plain(switchboard),
        mail,
        Cell::plain(code.map_or("", |company| company.code.as_str())),
        Cell::plain(fair(when)),
        Cell::plain(when.day.written(".")),
    ];
    Row::new(person.entity, Channel::Fair, when, cells)
}

/// The card of a company's stand, with nobody's name on it.
pub(crate) fn of_company(entity: usize, company: &Company, when: Moment, random: &mut Random) -> Row {
    let code = if random.chance(600) { company.code.as_str() } else { "" };
    let cells = vec![
        Cell::default(),
        Cell::default(),
        Cell::marked(company.written(random), format!("company:{entity}")),
        Cell::default(),
        Cell::plain(company.switchboard.clone()),
        Cell::plain(format!("info@{}", company.domain)),
        Cell::plain(code),
        Cell::plain(fair(when)),
        Cell::plain(when.day.written(".")),
    ];
    Row::new(entity, Channel::Fair, when, cells)
}

/// The number that all colleagues share, sometimes with an extension.
fn switchboard(company: &Company, random: &mut Random) -> String {
    let number = &company.switchboard;
    match random.weighted(&[80, 10, 10]) {
        1 => format!("{number}转{}", random.between(800, 899)),
        2 => format!("{number}-{}", random.between(800, 899)),
        _ => number.clone(),
    }
}

fn fair(when: Moment) -> &'static str {
    FAIRS.iter().rev().find(|(_, day)| *day <= when.day).map_or("", |(name, _)| name)
}
