//! One true customer of a list, before any channel has seen it.

use super::cn_home::CnHome;
use super::firm::Firm;
use super::west_home::{Country, WestHome};
use crate::calendar::Day;
use crate::person::Name;

/// Where somebody lives, or a company sits.
#[derive(Debug, Clone)]
pub(crate) enum Home {
    /// In China.
    Cn(CnHome),
    /// Elsewhere.
    West(WestHome),
}

impl Home {
    /// The country, where it is not China.
    pub(crate) fn abroad(&self) -> Option<Country> {
        match self {
            Self::Cn(_) => None,
            Self::West(home) => Some(home.town.country),
        }
    }

    /// The two letters of the country.
    pub(crate) fn country(&self) -> &'static str {
        self.abroad().map_or("CN", Country::code)
    }
}

/// Something that changed once.
#[derive(Debug, Clone)]
pub(crate) struct Once<T> {
    first: T,
    later: Option<(Day, T)>,
}

impl<T> Once<T> {
    /// What is, and from which day on something else.
    pub(crate) fn new(first: T, later: Option<(Day, T)>) -> Self {
        Self { first, later }
    }

    /// What held on that day.
    pub(crate) fn on(&self, day: Day) -> &T {
        match &self.later {
            Some((since, later)) if day >= *since => later,
            _ => &self.first,
        }
    }

    /// What came first, and what came later.
    pub(crate) fn both(&self) -> Option<(&T, &T)> {
        self.later.as_ref().map(|(_, later)| (&self.first, later))
    }
}

/// A customer.
#[derive(Debug, Clone)]
pub(crate) struct Customer {
    /// Which one.
    pub(crate) number: u64,
    /// The address.
    pub(crate) home: Once<Home>,
    /// Person or company.
    pub(crate) who: Who,
}

/// Person or company.
#[derive(Debug, Clone)]
pub(crate) enum Who {
    /// A person.
    Person(Box<Person>),
    /// A company with the people who speak for it.
    Company(Box<Company>),
}

/// A person.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The name.
    pub(crate) name: Name,
    /// A middle initial.
    pub(crate) middle: Option<char>,
    /// The day of birth.
    pub(crate) born: Day,
    /// The mobile number.
    pub(crate) mobile: Once<String>,
    /// Mailboxes, the usual one first.
    pub(crate) mails: Vec<String>,
    /// The identity number.
    pub(crate) identity: Option<String>,
    /// The employer.
    pub(crate) employer: Option<Firm>,
}

/// A company.
#[derive(Debug, Clone)]
pub(crate) struct Company {
    /// Its name.
    pub(crate) firm: Firm,
    /// Its number in the register.
    pub(crate) code: String,
    /// The telephone that everybody in it shares.
    pub(crate) switchboard: String,
    /// The domain of its mailboxes.
    pub(crate) domain: String,
    /// Those who speak for it, the first one most often.
    pub(crate) contacts: Vec<Contact>,
}

/// Somebody who speaks for a company.
#[derive(Debug, Clone)]
pub(crate) struct Contact {
    /// The name.
    pub(crate) name: Name,
    /// The mobile number.
    pub(crate) mobile: String,
}
