//! A benchmark list: one file of dirty rows from several channels, and the customer of every row.
//!
//! `generate --out DIR --records N [--seed N] [--profile cn|west|mixed]`. Customers are drawn household by household,
//! each from a stream of its own; their rows wait as text, and are written in a random order, so that neither place nor
//! number of a row says whose it is.

mod channel;
mod cn_home;
mod cn_name;
mod company_row;
mod customer;
mod date_cell;
mod firm;
mod household;
mod identity;
mod line;
mod mail;
mod number;
mod pages;
mod person_row;
mod profile;
mod scene;
mod script;
mod times;
mod typo;
mod west_home;
mod west_name;
mod west_words;

use std::error::Error;
use std::path::Path;

use crate::random::Random;
use customer::Who;
use pages::Pages;
pub(crate) use profile::Profile;
use scene::Scene;

/// What a list is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Order {
    /// The seed of every draw.
    pub(crate) seed: u64,
    /// Rows, exactly.
    pub(crate) records: usize,
    /// Where the customers are from.
    pub(crate) profile: Profile,
}

/// How many rows a customer leaves, and how often (per hundred): 2.4 on average, at most twelve.
const ROWS: [(usize, u64); 8] = [(1, 40), (2, 25), (3, 15), (4, 9), (5, 5), (6, 3), (8, 2), (12, 1)];

/// Writes `records.csv` and `truth.csv`.
pub(crate) fn write(folder: &Path, order: Order) -> Result<(), Box<dyn Error>> {
    let scene = Scene::new(order);
    let mut pages = Pages::new(order.records);
    let weights = ROWS.map(|(_, weight)| weight);
    let (mut number, mut home) = (0, 0);
    while pages.rows() < order.records {
        let mut random = Random::new(order.seed, "household", home);
        home += 1;
        for customer in household::draw(&scene, number, &mut random) {
            let count = ROWS.get(random.weighted(&weights)).map_or(1, |(count, _)| *count);
            for _ in 0..count.min(order.records - pages.rows()) {
                let line = match &customer.who {
                    Who::Person(person) => person_row::write(&customer, person, &scene, &mut random),
                    Who::Company(company) => company_row::write(&customer, company, &scene, &mut random),
                };
                pages.push(number, &line)?;
            }
            number += 1;
        }
    }
    pages.write(folder, order.seed)
}
