//! Gamma–Gamma: what a customer spends at a time, as a mean of its own around that of all.

use super::bgnbd::digits;
use super::newton::{At, maximum};
use super::special::{digamma, trigamma};
use super::{FEWEST_AMOUNTS, Positive, Refusal};
use serde::{Deserialize, Serialize};

/// What a repeat buyer spent.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Spending {
    /// Repeat purchases.
    pub frequency: u32,
    /// The mean amount of one.
    pub mean: f64,
}

/// The model of Fader and Hardie (2013): amounts of a customer vary by a gamma distribution (shape `p`) around a mean of its own, and these
/// means between customers by another (shape `q`, scale `v`). It takes amounts to be independent of how often somebody buys; the
/// correlation in [`GammaGammaFit`] says how far that holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GammaGamma {
    /// Shape of the amounts of a customer.
    pub p: Positive,
    /// Shape of their scales between customers; above 1.
    pub q: Positive,
    /// Scale, in units of money.
    pub v: Positive,
    /// How the parameters were found; left out, they are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<GammaGammaFit>,
}

/// How parameters were found. Numbers are text for people: nothing is computed from them.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GammaGammaFit {
    /// Repeat buyers it rests on.
    pub customers: u64,
    /// The logarithm of the likelihood at the parameters.
    pub log_likelihood: f64,
    /// Standard errors of `p`, `q`, `v`.
    pub standard_errors: [f64; 3],
    /// The correlation between frequency and mean amount (Pearson), which the model takes for 0.
    pub correlation: f64,
    /// Steps of the solver.
    pub steps: u32,
}

impl Eq for GammaGammaFit {}

impl Spending {
    /// Whether it is that of a repeat buyer.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.frequency > 0 && self.mean.is_finite() && self.mean > 0.0
    }
}

impl GammaGamma {
    /// Fits the parameters by maximum likelihood.
    ///
    /// # Errors
    /// A [`Refusal`]: too few repeat buyers, amounts that are not positive, parameters that the data do not tell or that have no mean.
    pub fn fit(customers: &[Spending]) -> Result<Self, Refusal> {
        let impossible = customers.iter().filter(|customer| !customer.is_possible()).count();
        if impossible > 0 {
            return Err(Refusal::Impossible { observations: impossible });
        }
        if customers.len() < FEWEST_AMOUNTS {
            return Err(Refusal::TooFewRepeating { customers: customers.len(), needed: FEWEST_AMOUNTS });
        }
        let sorted = sorted(customers);
        let mean = sorted.iter().map(|customer| customer.mean).sum::<f64>() / sorted.len() as f64;
        // A start where a customer's amounts and the customers' means spread alike: p v / (q - 1) is the mean of all.
        let top = maximum([2.0, 3.0, mean], ["p", "q", "v"], |parameters| likelihood(parameters, &sorted))?;
        let [p, q, v] = top.parameters.map(Positive::new);
        let (Some(p), Some(q), Some(v)) = (p, q, v) else { return Err(Refusal::NotConverged) };
        if q.get() <= 1.0 {
            return Err(Refusal::NoMean);
        }
        let fit = GammaGammaFit {
            customers: customers.len() as u64,
            log_likelihood: digits(top.value),
            standard_errors: top.errors.map(digits),
            correlation: digits(correlation(&sorted)),
            steps: top.steps,
        };
        Ok(GammaGamma { p, q, v, fit: Some(fit) })
    }

    /// The logarithm of the likelihood of repeat buyers under these parameters.
    #[must_use]
    pub fn log_likelihood(&self, customers: &[Spending]) -> f64 {
        likelihood(&[self.p.get(), self.q.get(), self.v.get()], &sorted(customers)).value
    }

    /// What a purchase to come is expected to be: between the customer's own mean and that of all, the nearer to its own the more it rests
    /// on. Without repeat purchases (`None`) that of all; `NaN` where `q`, which was given, is at most 1.
    #[must_use]
    pub fn expected(&self, customer: Option<&Spending>) -> f64 {
        let (p, q, v) = (self.p.get(), self.q.get(), self.v.get());
        if q <= 1.0 {
            return f64::NAN;
        }
        let (x, mean) = customer.map_or((0.0, 0.0), |customer| (f64::from(customer.frequency), customer.mean));
        p * (v + x * mean) / (p * x + q - 1.0)
    }
}

fn sorted(customers: &[Spending]) -> Vec<Spending> {
    let mut sorted = customers.to_vec();
    sorted.sort_unstable_by(|a, b| a.frequency.cmp(&b.frequency).then(a.mean.total_cmp(&b.mean)));
    sorted
}

/// The logarithm of the likelihood (equation 1a of the note) with its derivatives; customers come by frequency.
fn likelihood(&[p, q, v]: &[f64; 3], customers: &[Spending]) -> At<3> {
    /// What depends on the frequency alone.
    struct OfFrequency {
        gamma: f64,
        both: (f64, f64),
        own: (f64, f64),
    }
    let mut all = At::<3>::ZERO;
    let (log_v, gamma_q, first_q, second_q) = (libm::log(v), libm::lgamma(q), digamma(q), trigamma(q));
    for equal in customers.chunk_by(|a, b| a.frequency == b.frequency) {
        let x = equal.first().map_or(1.0, |customer| f64::from(customer.frequency));
        let log_x = libm::log(x);
        let (px, sum) = (p * x, p * x + q);
        let of = OfFrequency { gamma: libm::lgamma(sum) - libm::lgamma(px) - gamma_q, both: (digamma(sum), trigamma(sum)), own: (digamma(px), trigamma(px)) };
        for customer in equal {
            let log_mean = libm::log(customer.mean);
            let spent = x * customer.mean + v;
            let log_spent = libm::log(spent);
            let share = 1.0 / spent;
            all.value += of.gamma + q * log_v + (px - 1.0) * log_mean + px * log_x - sum * log_spent;
            let slope = [x * (of.both.0 - of.own.0 + log_mean + log_x - log_spent), of.both.0 - first_q + log_v - log_spent, q / v - sum * share];
            let (pq, pv, qv) = (x * of.both.1, -x * share, 1.0 / v - share);
            let bend = [[x * x * (of.both.1 - of.own.1), pq, pv], [pq, of.both.1 - second_q, qv], [pv, qv, -q / (v * v) + sum * share * share]];
            for ((slot, row), (slope, bend)) in all.slope.iter_mut().zip(&mut all.curve).zip(slope.iter().zip(&bend)) {
                *slot += slope;
                row.iter_mut().zip(bend).for_each(|(cell, bend)| *cell += bend);
            }
        }
    }
    all
}

fn correlation(customers: &[Spending]) -> f64 {
    let n = customers.len() as f64;
    let mean = |of: fn(&Spending) -> f64| customers.iter().map(of).sum::<f64>() / n;
    let (x, m) = (mean(|c| f64::from(c.frequency)), mean(|c| c.mean));
    let (mut xx, mut mm, mut xm) = (0.0, 0.0, 0.0);
    for customer in customers {
        let (dx, dm) = (f64::from(customer.frequency) - x, customer.mean - m);
        (xx, mm, xm) = (xx + dx * dx, mm + dm * dm, xm + dx * dm);
    }
    if xx > 0.0 && mm > 0.0 { xm / libm::sqrt(xx * mm) } else { 0.0 }
}
