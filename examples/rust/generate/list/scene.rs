//! What every row of a list draws from.

use super::script::Script;
use super::{Order, Profile};
use crate::naming::Names;
use crate::places::{City, cities};
use crate::random::Random;
use crate::telephone;

/// Rows for every telephone of a shop; a list of ten times the rows has ten times the shops.
const ROWS_OF_A_SHOP: usize = 3600;
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
    shops: Vec<String>,
}

impl Scene {
    /// Reads the tables.
    pub(crate) fn new(order: Order) -> Self {
        let cities = cities();
        let weights = cities.iter().map(|city| city.weight).collect();
        let mut random = Random::new(order.seed, "shops", 0);
        let shops = (0..(order.records / ROWS_OF_A_SHOP).max(3)).map(|_| telephone::drawn(&mut random)).collect();
        Self { profile: order.profile, seed: order.seed, names: Names::new(), script: Script::new(), cities, weights, shops }
    }

    /// A city, by its people.
    pub(crate) fn city(&self, random: &mut Random) -> Option<&City> {
        self.cities.get(random.weighted(&self.weights))
    }

    /// The telephone of a shop, written down in place of the customer's.
    pub(crate) fn shop(&self, random: &mut Random) -> &str {
        let street: Vec<_> = self.shops.chunks(CROWDED.len()).collect();
        let shops = random.pick(&street).copied().unwrap_or_default();
        let weights: Vec<u64> = CROWDED.iter().copied().take(shops.len()).collect();
        shops.get(random.weighted(&weights)).map_or("", String::as_str)
    }
}
