//! Models of repeat buying: who still buys, how often, for how much. Pure numbers, without events, names or clocks.
//!
//! ```text
//! (frequency, recency, age) of customers --fit--> BgNbd         --> P(alive), purchases to come, probability of silence
//! (frequency, mean amount) of repeat buyers --fit--> GammaGamma --> amount of a purchase to come
//! ```
//!
//! | built-in | of a customer → gives | source |
//! |---|---|---|
//! | [`BgNbd`] | 2 repeat purchases, the last in week 30.43 of 38.86 → 1.226 purchases in the next 39 weeks (CDNOW customer 1) | Fader, Hardie, Lee: "Counting Your Customers" the Easy Way, Marketing Science 24 (2005) |
//! | [`GammaGamma`] | 2 repeat purchases of 22.35 on average → 24.66 for the next one (CDNOW customer 1) | Fader, Hardie: The Gamma-Gamma Model of Monetary Value (2013) |
//!
//! A **repeat purchase** is a day with purchases after the first such day; **frequency** is how many there are, **recency** the time from the
//! first to the last one, **age** the time from the first one to the day of observation, all in one unit (weeks, unless the spec says otherwise).
//!
//! # How
//! Both likelihoods are maximised by Newton steps in the logarithms of the parameters, damped until the likelihood grows, with first and second
//! derivatives written out. Sums go over distinct observations in their order, so that neither the order of customers nor threads show.
//! Parameters are rounded to 12 digits: a model that was written as JSON and read again is the same one.
//!
//! # Limits
//! A fit needs 50 customers, 10 of them with a repeat purchase, and 30 repeat buyers for amounts (bounds of ours: below them standard errors are
//! as large as the parameters), and refuses what no finite parameters describe ([`Refusal`]). By the model itself a customer without repeat
//! purchase is alive: it can leave only after one.

mod bgnbd;
mod forecast;
mod gamma_gamma;
mod newton;
mod positive;
mod refusal;
mod special;

#[cfg(test)]
mod tests;

pub use bgnbd::{BgNbd, BgNbdFit, Purchases};
pub use forecast::{Forecast, PurchaseModel};
pub use gamma_gamma::{GammaGamma, GammaGammaFit, Spending};
pub use positive::Positive;
pub use refusal::Refusal;

/// Customers that a fit needs.
pub const FEWEST: usize = 50;
/// Customers with a repeat purchase that a fit of frequencies needs.
pub const FEWEST_REPEATING: usize = 10;
/// Repeat buyers that a fit of amounts needs.
pub const FEWEST_AMOUNTS: usize = 30;
