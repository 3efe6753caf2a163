//! Both models together: what to expect of a customer.

use super::{BgNbd, GammaGamma, Purchases, Spending};
use serde::{Deserialize, Serialize};

/// A fitted model of repeat buying. It is all that a forecast needs: one customer alone gets the same forecast as in a batch.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurchaseModel {
    /// How often, and until when.
    pub frequency: BgNbd,
    /// For how much; left out where amounts are not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<GammaGamma>,
}

/// What to expect of a customer within a time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Forecast {
    /// The probability that it has not left.
    pub alive: f64,
    /// The probability that it buys nothing within the time.
    pub silent: f64,
    /// Purchases to expect within the time.
    pub purchases: f64,
    /// The amount of one; `None`: there is no model of amounts.
    pub amount: Option<f64>,
    /// The amount of all of them.
    pub value: Option<f64>,
}

impl PurchaseModel {
    /// What to expect of a customer within `ahead`, in the unit of its recency and age; `None` where its purchases cannot be, or the series
    /// does not come to rest.
    #[must_use]
    pub fn forecast(&self, customer: &Purchases, spending: Option<&Spending>, ahead: f64) -> Option<Forecast> {
        if !(customer.is_possible() && ahead >= 0.0 && ahead.is_finite()) {
            return None;
        }
        let purchases = self.frequency.expected(customer, ahead);
        let spending = spending.filter(|spending| spending.is_possible());
        let amount = self.amount.map(|model| model.expected(spending)).filter(|amount| amount.is_finite());
        let forecast =
            Forecast { alive: self.frequency.alive(customer), silent: self.frequency.silent(customer, ahead), purchases, amount, value: amount.map(|amount| amount * purchases) };
        purchases.is_finite().then_some(forecast)
    }
}
