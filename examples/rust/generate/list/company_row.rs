//! A row about a company, by whoever spoke for it.

use super::channel::Channel;
use super::customer::{Company, Customer, Once};
use super::line::Line;
use super::scene::Scene;
use super::{cn_name, identity, mail, number, person_row, times, west_name};
use crate::random::Random;

/// How often the first, the second and the third contact speaks.
const SPEAKS: [u64; 3] = [70, 20, 10];
/// Rows that name a person; the others name the company in the field for names.
const PERSON: u64 = 700;
/// Rows with the switchboard.
const SWITCHBOARD: u64 = 650;
/// Mailboxes of a person rather than of the house.
const OWN_MAILBOX: u64 = 350;
/// Rows that say the country.
const COUNTRY: u64 = 700;

/// The row.
pub(crate) fn write(customer: &Customer, company: &Company, scene: &Scene, random: &mut Random) -> Line {
    let channel = Channel::of_company(random);
    let filled = channel.filled();
    let (created, updated) = times::stay(random);
    let home = customer.home.on(created.day);
    let abroad = home.abroad();
    let mut line = Line { source: channel.name(abroad.is_some()).to_owned(), created_at: created.full(), updated_at: updated.full(), ..Line::default() };
    let weights: Vec<u64> = SPEAKS.iter().copied().take(company.contacts.len()).collect();
    let contact = company.contacts.get(random.weighted(&weights));
    if random.chance(filled.name) {
        line.name = match contact {
            Some(contact) if channel == Channel::Contract || random.chance(PERSON) => match abroad {
                Some(_) => west_name::write(&contact.name, None, random),
                None => cn_name::write(&contact.name, channel, scene, random),
            },
            _ => company.firm.written(scene, random),
        };
    }
    if let Some(contact) = contact
        && random.chance(filled.mobile)
    {
        line.mobile = number::write(&Once::new(contact.mobile.clone(), None), created.day, abroad, scene, random);
    }
    if random.chance(SWITCHBOARD) {
        line.phone2 = if abroad.is_some() { number::format(&company.switchboard, abroad, random) } else { company.switchboard.clone() };
    }
    if random.chance(filled.mail) {
        let own = contact.filter(|_| random.chance(OWN_MAILBOX)).map(|contact| contact.name.latin.as_str());
        line.email = mail::write(&format!("{}@{}", own.unwrap_or("info"), company.domain), random);
    }
    if random.chance(filled.identity) {
        line.credit_code = identity::of_company(&company.code, random);
    }
    if random.chance(filled.company.max(350)) {
        line.company = company.firm.written(scene, random);
    }
    if random.chance(filled.address) {
        person_row::address(home, scene, &mut line, random);
    }
    if random.chance(COUNTRY) {
        home.country().clone_into(&mut line.country);
    }
    line
}
