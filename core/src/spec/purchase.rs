//! Models of repeat buying whose forecasts are facts.
//!
//! ```json
//! {"name": "复购", "of": "orders", "amount": "amount", "ahead": 90,
//!  "gives": {"alive": "存活概率", "purchases": "预计购买次数", "value": "预计消费"}}
//! ```

use crate::purchase::PurchaseModel;
use serde::{Deserialize, Serialize};

/// A model of repeat buying (BG/NBD, and Gamma–Gamma where there are amounts; see [`crate::purchase`]), fitted to the purchases of all customers
/// as of the day, and what it says of each.
///
/// A purchase is a day with events of the stream; events of one day are one purchase, undated ones none. A customer without purchases has none of
/// these facts, and where the model refuses to be fitted nobody has: a finding says why (`purchase_model_refused`).
///
/// CDNOW's customer 1, who bought on 1997-01-01, 01-18 and 08-02, as of 1997-09-30 with 273 days ahead:
///
/// | fact | value |
/// |---|---|
/// | `alive` | 72.56% |
/// | `purchases` | 1.22 |
/// | `amount` | 24.66 元 |
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurchaseSpec {
    /// The model's name.
    pub name: String,
    /// The stream of purchases.
    pub of: String,
    /// A rule over the stream's attributes; only events for which it is true are purchases. It keeps refunds out.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The attribute with the money that was paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// How many days the forecasts look ahead, from the day after `as_of` on.
    pub ahead: u32,
    /// The model's unit of time in days; changes the scale of `alpha` and nothing else.
    #[serde(default = "week", skip_serializing_if = "is_week")]
    pub unit_days: u32,
    /// What is told of each customer.
    pub gives: PurchaseFacts,
    /// A model that was fitted before: nothing is fitted then, and one customer alone has the facts that it has in a batch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<PurchaseModel>,
    /// The definition in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The names of the facts that a model of repeat buying gives; at least one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurchaseFacts {
    /// The probability that the customer still buys: a ratio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alive: Option<String>,
    /// The probability that it has left: a ratio, 1 less `alive`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub churn: Option<String>,
    /// The probability of no purchase in the days ahead: a ratio, no less than `churn`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silent: Option<String>,
    /// Purchases to expect in the days ahead: a ratio, such as 1.22.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchases: Option<String>,
    /// The amount to expect of one purchase.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<String>,
    /// The amount to expect in the days ahead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// One fact of a model of repeat buying.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PurchaseFact {
    /// The probability that the customer still buys.
    Alive,
    /// The probability that it has left.
    Churn,
    /// The probability of no purchase in the days ahead.
    Silent,
    /// Purchases in the days ahead.
    Purchases,
    /// The amount of one purchase.
    Amount,
    /// The amount in the days ahead.
    Value,
}

impl PurchaseFact {
    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            PurchaseFact::Alive => "alive",
            PurchaseFact::Churn => "churn",
            PurchaseFact::Silent => "silent",
            PurchaseFact::Purchases => "purchases",
            PurchaseFact::Amount => "amount",
            PurchaseFact::Value => "value",
        }
    }

    /// Whether it is of money.
    #[must_use]
    pub fn is_money(self) -> bool {
        matches!(self, PurchaseFact::Amount | PurchaseFact::Value)
    }
}

impl PurchaseFacts {
    /// The facts that are asked for, with their names.
    pub fn named(&self) -> impl Iterator<Item = (PurchaseFact, &str)> {
        let all = [
            (PurchaseFact::Alive, &self.alive),
            (PurchaseFact::Churn, &self.churn),
            (PurchaseFact::Silent, &self.silent),
            (PurchaseFact::Purchases, &self.purchases),
            (PurchaseFact::Amount, &self.amount),
            (PurchaseFact::Value, &self.value),
        ];
        all.into_iter().filter_map(|(fact, name)| Some((fact, name.as_deref()?)))
    }
}

fn week() -> u32 {
    7
}

fn is_week(days: &u32) -> bool {
    *days == week()
}
