//! One true customer: a person with everything that the channels may or may not learn about them.

use crate::calendar::Day;
use crate::speech::Mood;

/// A personal name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Name {
    /// Family name.
    pub(crate) surname: String,
    /// Given name.
    pub(crate) given: String,
    /// Reading of both, for mailboxes: `zhangwei`.
    pub(crate) latin: String,
    /// Latin script, given name first.
    pub(crate) western: bool,
    /// Sex, for the form of address.
    pub(crate) female: bool,
}

impl Name {
    /// The name in full.
    pub(crate) fn full(&self) -> String {
        if self.western { format!("{} {}", self.given, self.surname) } else { format!("{}{}", self.surname, self.given) }
    }
}

/// A person.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// Which true customer this is.
    pub(crate) entity: usize,
    /// The name.
    pub(crate) name: Name,
    /// Nobody else in the data has this name.
    pub(crate) only_bearer: bool,
    /// Position of the city.
    pub(crate) city: usize,
    /// District of that city.
    pub(crate) district: &'static str,
    /// Street address below the district.
    pub(crate) street: String,
    /// The mobile number (the first one, if it changed).
    pub(crate) mobile: String,
    /// The day on which a new number replaced it.
    pub(crate) changed: Option<(Day, String)>,
    /// The number is also used by the other half of a couple.
    pub(crate) shared: bool,
    /// Telephone at home.
    pub(crate) landline: Option<String>,
    /// Personal or business mailbox.
    pub(crate) email: Option<String>,
    /// Member card.
    pub(crate) card: Option<String>,
    /// Resident identity number.
    pub(crate) identity: Option<String>,
    /// Name on the video platform.
    pub(crate) nickname: String,
    /// Many others use the same nickname.
    pub(crate) common_nickname: bool,
    /// Position of the employer.
    pub(crate) company: Option<usize>,
    /// Position in the company; only business contacts have one.
    pub(crate) title: Option<&'static str>,
    /// What the person tends to talk about.
    pub(crate) mood: Mood,
}

impl Person {
    /// A business contact rather than a consumer.
    pub(crate) fn contact(&self) -> bool {
        self.title.is_some()
    }

    /// The mobile number in use on that day.
    pub(crate) fn mobile_on(&self, day: Day) -> &str {
        match &self.changed {
            Some((since, new)) if day >= *since => new,
            _ => &self.mobile,
        }
    }
}
