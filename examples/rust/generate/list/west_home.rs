//! Towns, streets and addresses of the United States, Britain and Germany.

use super::typo;
use super::west_words::{GERMAN_STREETS, STREETS, SUFFIXES, TOWNS, early};
use crate::random::Random;

/// A country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Country {
    /// The United States.
    America,
    /// Britain.
    Britain,
    /// Germany.
    Germany,
}

impl Country {
    /// Its two letters.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::America => "US",
            Self::Britain => "GB",
            Self::Germany => "DE",
        }
    }

    /// The country of two letters.
    pub(crate) fn of(code: &str) -> Option<Self> {
        [Self::America, Self::Britain, Self::Germany].into_iter().find(|country| country.code() == code)
    }

    /// Its domain for companies.
    pub(crate) fn domain(self) -> &'static str {
        match self {
            Self::America => "com",
            Self::Britain => "co.uk",
            Self::Germany => "de",
        }
    }
}

/// A town.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Town {
    /// The country.
    pub(crate) country: Country,
    /// State or region.
    pub(crate) state: &'static str,
    /// Its name.
    pub(crate) name: &'static str,
    /// Telephone area code.
    pub(crate) area: &'static str,
    /// What its postal codes begin with.
    pub(crate) post: &'static str,
}

/// An address.
#[derive(Debug, Clone)]
pub(crate) struct WestHome {
    /// The town.
    pub(crate) town: Town,
    post: String,
    number: i64,
    street: &'static str,
    suffix: (&'static str, &'static str),
    flat: Option<i64>,
}

impl WestHome {
    /// A new address.
    pub(crate) fn draw(random: &mut Random) -> Self {
        let town = early(&TOWNS, random);
        Self::at(town.unwrap_or(Town { country: Country::America, state: "NY", name: "New York", area: "212", post: "100" }), random)
    }

    /// A new address in that country.
    pub(crate) fn of(country: Country, random: &mut Random) -> Self {
        loop {
            let home = Self::draw(random);
            if home.town.country == country {
                return home;
            }
        }
    }

    fn at(town: Town, random: &mut Random) -> Self {
        let (post, number, street, suffix) = match town.country {
            Country::America => (format!("{}{}", town.post, random.digits(2)), random.between(1, 9900), random.text(&STREETS), random.pick(SUFFIXES).copied().unwrap_or_default()),
            Country::Britain => {
                let letters = ["A", "B", "D", "E", "F", "G", "H", "J", "L", "N"];
                let post = format!("{}{} {}{}{}", town.post, random.between(1, 9), random.between(1, 9), random.text(&letters), random.text(&letters));
                (post, random.between(1, 220), random.text(&STREETS), random.pick(SUFFIXES).copied().unwrap_or_default())
            }
            Country::Germany => (format!("{}{}", town.post, random.digits(2)), random.between(1, 180), random.text(&GERMAN_STREETS), ("straße", "str.")),
        };
        Self { town, post, number, street, suffix, flat: random.chance(300).then(|| random.between(1, 400)) }
    }

    /// The postal code.
    pub(crate) fn postcode(&self) -> &str {
        &self.post
    }

    /// The address as a row has it.
    pub(crate) fn written(&self, random: &mut Random) -> String {
        let Self { town, post, number, street, suffix, flat } = self;
        let suffix = if random.chance(450) { suffix.0 } else { suffix.1 };
        let text = if town.country == Country::Germany {
            format!("{street}{suffix} {number}, {post} {}", town.name)
        } else {
            let flat = flat.map_or_else(String::new, |flat| format!("{}{flat}", random.text(&[", Apt ", " #", ", Unit "])));
            match random.weighted(&[60, 20, 20]) {
                0 => format!("{number} {street} {suffix}{flat}, {}, {} {post}", town.name, town.state),
                1 => format!("{number} {street} {suffix}{flat}, {} {post}", town.name),
                _ => format!("{number} {street} {suffix}{flat}"),
            }
        };
        match random.weighted(&[87, 8, 5]) {
            1 => text.to_uppercase(),
            2 => typo::letters(&text, random),
            _ => text,
        }
    }
}
