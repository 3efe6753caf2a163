//! The channels of a list, and how often each of them learns what.

use crate::random::Random;

/// Where a row came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    /// The customer system.
    Crm,
    /// The till of a shop.
    Store,
    /// The web shop.
    Shop,
    /// WeChat; elsewhere an app.
    App,
    /// The call centre.
    Phone,
    /// Visiting cards of a fair.
    Fair,
    /// Contracts with companies.
    Contract,
}

/// How many rows of a thousand have the value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filled {
    /// A name.
    pub(crate) name: u64,
    /// A mobile number.
    pub(crate) mobile: u64,
    /// A mailbox.
    pub(crate) mail: u64,
    /// An identity number, or a company's number.
    pub(crate) identity: u64,
    /// A date of birth.
    pub(crate) birth: u64,
    /// An address.
    pub(crate) address: u64,
    /// The employer, or the company's name.
    pub(crate) company: u64,
    /// The identity in the application.
    pub(crate) app: u64,
    /// The gender.
    pub(crate) gender: u64,
}

impl Filled {
    /// In the order of the fields.
    const fn new(rates: [u64; 9]) -> Self {
        let [name, mobile, mail, identity, birth, address, company, app, gender] = rates;
        Self { name, mobile, mail, identity, birth, address, company, app, gender }
    }
}

impl Channel {
    /// Where a person comes in.
    pub(crate) fn of_person(random: &mut Random) -> Self {
        [Self::Crm, Self::Store, Self::Shop, Self::App, Self::Phone, Self::Fair].get(random.weighted(&[25, 20, 22, 18, 10, 5])).copied().unwrap_or(Self::Crm)
    }

    /// Where a company comes in.
    pub(crate) fn of_company(random: &mut Random) -> Self {
        [Self::Contract, Self::Crm, Self::Phone, Self::Fair].get(random.weighted(&[50, 25, 15, 10])).copied().unwrap_or(Self::Contract)
    }

    /// What stands in the column `source`.
    pub(crate) fn name(self, western: bool) -> &'static str {
        match self {
            Self::Crm => "crm",
            Self::Store => "store",
            Self::Shop => "shop",
            Self::App if western => "app",
            Self::App => "wechat",
            Self::Phone => "phone",
            Self::Fair => "fair",
            Self::Contract => "b2b",
        }
    }

    /// How often each value is there.
    pub(crate) fn filled(self) -> Filled {
        match self {
            Self::Crm => Filled::new([990, 900, 620, 440, 600, 640, 400, 150, 700]),
            Self::Store => Filled::new([900, 940, 280, 120, 400, 200, 120, 80, 400]),
            Self::Shop => Filled::new([970, 970, 660, 130, 300, 900, 150, 260, 450]),
            Self::App => Filled::new([850, 540, 200, 80, 300, 200, 100, 1000, 700]),
            Self::Phone => Filled::new([850, 970, 200, 80, 180, 300, 150, 0, 350]),
            Self::Fair => Filled::new([950, 850, 600, 60, 150, 280, 620, 120, 350]),
            Self::Contract => Filled::new([990, 850, 640, 680, 0, 750, 1000, 0, 0]),
        }
    }
}
