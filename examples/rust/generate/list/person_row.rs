//! A row that a person left in a channel.

use super::channel::Channel;
use super::customer::{Customer, Home, Person};
use super::line::Line;
use super::scene::Scene;
use super::{cn_name, date_cell, identity, mail, number, times, west_name};
use crate::random::Random;

/// Letters of the identities that applications give.
const LETTERS: &[u8; 64] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
/// Rows that know the identity in an application and also the one across applications.
const UNION: u64 = 550;
/// Rows that say the country.
const COUNTRY: u64 = 650;
/// Values in the wrong column, and words for missing.
const CONFUSED: u64 = 12;

/// The row.
pub(crate) fn write(customer: &Customer, person: &Person, scene: &Scene, random: &mut Random) -> Line {
    let channel = Channel::of_person(random);
    let filled = channel.filled();
    let (created, updated) = times::stay(random);
    let home = customer.home.on(created.day);
    let abroad = home.abroad();
    let mut line = Line { source: channel.name(abroad.is_some()).to_owned(), created_at: created.full(), updated_at: updated.full(), ..Line::default() };
    if random.chance(filled.name) {
        line.name = match abroad {
            Some(_) => west_name::write(&person.name, person.middle, random),
            None => cn_name::write(&person.name, channel, scene, random),
        };
    }
    if random.chance(filled.mobile) {
        line.mobile = number::write(&person.mobile, created.day, abroad, scene, random);
    }
    if let Some(usual) = person.mails.first()
        && random.chance(filled.mail)
    {
        let other = person.mails.last().filter(|_| random.chance(200));
        line.email = mail::write(other.unwrap_or(usual), random);
    }
    if let Some(own) = &person.identity
        && random.chance(filled.identity)
    {
        line.id_number = identity::of_person(own, person.born, abroad.is_some(), random);
    }
    if random.chance(filled.birth) {
        line.birth_date = date_cell::write(person.born, abroad, random);
    }
    if random.chance(filled.address) {
        address(home, scene, &mut line, random);
    }
    if let Some(employer) = &person.employer
        && random.chance(filled.company)
    {
        line.company = employer.written(scene, random);
    }
    if random.chance(filled.app) {
        line.openid = format!("o{}", token(scene.seed, channel.name(abroad.is_some()), customer.number));
        if random.chance(UNION) {
            line.unionid = format!("u{}", token(scene.seed, "union", customer.number));
        }
    }
    if random.chance(filled.gender) {
        gender(person.name.female != random.chance(10), abroad.is_some(), random).clone_into(&mut line.gender);
    }
    if random.chance(COUNTRY) {
        home.country().clone_into(&mut line.country);
    }
    if random.chance(CONFUSED) {
        confuse(&mut line, random);
    }
    line
}

/// The address, and the postal code where the form has a field for it.
pub(crate) fn address(home: &Home, scene: &Scene, line: &mut Line, random: &mut Random) {
    match home {
        Home::Cn(home) => {
            line.address = home.written(scene, random);
            if random.chance(250) {
                line.postcode = home.postcode();
            }
        }
        Home::West(home) => {
            line.address = home.written(random);
            if random.chance(600) {
                home.postcode().clone_into(&mut line.postcode);
            }
        }
    }
}

/// An identity that an application gives: always the same for one customer.
fn token(seed: u64, application: &str, customer: u64) -> String {
    let mut random = Random::new(seed, application, customer);
    (0..27).map(|_| random.pick(LETTERS).map_or('0', |letter| char::from(*letter))).collect()
}

fn gender(female: bool, abroad: bool, random: &mut Random) -> &'static str {
    match (female, abroad) {
        (true, false) => random.text(&["女", "女", "2", "F", "女士"]),
        (false, false) => random.text(&["男", "男", "1", "M", "先生"]),
        (true, true) => random.text(&["F", "Female", "female"]),
        (false, true) => random.text(&["M", "Male", "male"]),
    }
}

fn confuse(line: &mut Line, random: &mut Random) {
    match random.weighted(&[35, 25, 15, 25]) {
        0 => std::mem::swap(&mut line.name, &mut line.company),
        1 if line.email.is_empty() => std::mem::swap(&mut line.email, &mut line.mobile),
        2 if line.phone2.is_empty() => std::mem::swap(&mut line.phone2, &mut line.id_number),
        3 if line.name.is_empty() => random.text(&["无", "NULL", "N/A", "-", "未知", "none", "不详"]).clone_into(&mut line.name),
        _ if line.email.is_empty() => random.text(&["test@test.com", "无", "N/A", "no@email.com"]).clone_into(&mut line.email),
        _ => {}
    }
}
