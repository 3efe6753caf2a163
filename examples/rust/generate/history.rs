//! Lets every customer live, and collects the rows that the five channels keep of it.

use crate::life::{self, Life};
use crate::person::Person;
use crate::random::Random;
use crate::row::{Channel, Row};
use crate::speech::{self, Mood};
use crate::store::{Register, Seen};
use crate::world::World;
use crate::{fair, named, shop, video, web};

/// One customer with its history.
#[derive(Debug)]
pub(crate) struct Customer {
    /// Which true customer.
    pub(crate) entity: usize,
    /// What was lived.
    pub(crate) life: Life,
    /// What it talks about.
    pub(crate) mood: Mood,
    /// A company, or somebody who buys for one.
    pub(crate) business: bool,
}

/// Everything that happened.
#[derive(Debug)]
pub(crate) struct History {
    /// All rows, by file and then by time.
    pub(crate) rows: Vec<Row>,
    /// Record number of each row.
    pub(crate) records: Vec<String>,
    /// All customers except the named examples.
    pub(crate) customers: Vec<Customer>,
}

/// Writes the history of the world.
pub(crate) fn write(world: &World, seed: u64) -> History {
    let mut rows = named::rows();
    let mut customers = Vec::new();
    let mut register = Register::default();
    for person in &world.people {
        let mut random = Random::new(seed, "life", person.entity as u64);
        let life = life::of_person(person.contact(), &mut random);
        rows.extend(of_person(person, &life, world, &mut register, &mut random));
        customers.push(Customer { entity: person.entity, life, mood: person.mood, business: person.contact() });
    }
    let first = named::NAMES.len() + world.people.len();
    let firms = world.companies.iter().take(world.company_customers);
    for (number, company) in firms.enumerate() {
        let entity = first + number;
        let mut random = Random::new(seed, "firm", number as u64);
        let life = life::of_company(&mut random);
        for (channel, when) in &life.visits {
            rows.push(match channel {
                Channel::Fair => fair::of_company(entity, company, *when, &mut random),
                _ => web::of_company(entity, company, world, *when, &mut random),
            });
        }
        customers.push(Customer { entity, life, mood: speech::mood(&mut random), business: true });
    }
    rows.sort_by(|one, other| {
        let key = |row: &Row| (row.channel, row.when, row.entity);
        key(one).cmp(&key(other)).then_with(|| one.cells.cmp(&other.cells))
    });
    let records = number(&rows);
    History { rows, records, customers }
}

fn of_person(person: &Person, life: &Life, world: &World, register: &mut Register, random: &mut Random) -> Vec<Row> {
    let online = life.sales.iter().filter(|sale| sale.online);
    let in_store = life.visits.iter();
    let seen = Seen { rows: life.visits.len() + online.clone().count(), visits: in_store.filter(|(channel, _)| *channel == Channel::Store).count() };
    let mut rows: Vec<Row> = online.map(|sale| shop::row(person, world, sale, random)).collect();
    for (channel, when) in &life.visits {
        let row = match channel {
            Channel::Web => web::of_person(person, world, *when, random),
            Channel::Store => register.row(person, seen, world, *when, random),
            Channel::Fair => fair::of_person(person, world, *when, random),
            _ => video::row(person, world, *when, random),
        };
        rows.push(row);
    }
    rows
}

fn number(rows: &[Row]) -> Vec<String> {
    let mut sequence = 0;
    let mut before = None;
    rows.iter()
        .map(|row| {
            sequence = if before == Some(row.channel) { sequence + 1 } else { 1 };
            before = Some(row.channel);
            row.channel.record(row.when, sequence)
        })
        .collect()
}
