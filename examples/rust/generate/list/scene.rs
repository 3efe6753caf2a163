//! What every row of a list draws from.

use super::number;
use super::script::Script;
use super::west_home::{Country, WestHome};
use super::{Order, Profile};
use crate::naming::Names;
use crate::places::{City, cities};
use crate::random::Random;
use crate::telephone;

/// Rows for every telephone of a shop; a list of ten times the rows has ten times the shops.
const ROWS_OF_A_SHOP: u64 = 4000;
/// The countries of the shops, and Western customers per thousand.
const SHOPS: [(Option<Country>, u64); 4] = [(None, 0), (Some(Country::America), 650), (Some(Country::Britain), 200), (Some(Country::Germany), 150)];
/// How often each of eight neighbouring shops gives its own number.
const CROWDED: [u64; 8] = [8, 4, 3, 2, 2, 1, 1, 1];

/// Tables and shared numbers.
#[derive(Debug)]
pub(crate) struct Scene {
    /// Where the customers are from.
    pub(crate) profile: Profile,
    /// The seed, for what a customer has without a draw of its own.
    pub(crate) seed: u64,
    /// Chinese names.
    pub(crate) names: Names,
    /// Traditional characters.
    pub(crate) script: Script,
    /// Cities of China.
    pub(crate) cities: Vec<City>,
    weights: Vec<u64>,
    shops: Vec<(Option<Country>, Vec<String>)>,
}

impl Scene {
    /// Reads the tables.
    pub(crate) fn new(order: Order) -> Self {
        let cities = cities();
        let weights = cities.iter().map(|city| city.weight).collect();
        let shops = SHOPS.map(|(country, share)| (country, shops(country, share, order)));
        Self { profile: order.profile, seed: order.seed, names: Names::new(), script: Script::new(), cities, weights, shops: shops.into() }
    }

    /// A city, by its people.
    pub(crate) fn city(&self, random: &mut Random) -> Option<&City> {
        self.cities.get(random.weighted(&self.weights))
    }

    /// The telephone of a shop in that country, written down in place of the customer's.
    pub(crate) fn shop(&self, country: Option<Country>, random: &mut Random) -> &str {
        let shops = self.shops.iter().find(|(other, _)| *other == country).map_or(&[][..], |(_, shops)| shops);
        let at = usize::try_from(random.below(shops.len() as u64)).unwrap_or(0);
        let shops = shops.chunks(CROWDED.len()).nth(at / CROWDED.len()).unwrap_or_default();
        let weights: Vec<u64> = CROWDED.iter().copied().take(shops.len()).collect();
        shops.get(random.weighted(&weights)).map_or("", String::as_str)
    }
}

/// The shops of a country, which has so many of a thousand Western customers.
fn shops(country: Option<Country>, share: u64, order: Order) -> Vec<String> {
    let western = order.profile.western();
    let share = if country.is_none() { 1000 - western } else { western * share / 1000 };
    let count = order.records as u64 * share / 1000 / ROWS_OF_A_SHOP;
    let mut random = Random::new(order.seed, "shops", share);
    let draw = |random: &mut Random| match country {
        None => telephone::drawn(random),
        Some(country) => number::western(&WestHome::of(country, random), random),
    };
    (0..count.max(3)).map(|_| draw(&mut random)).collect()
}
