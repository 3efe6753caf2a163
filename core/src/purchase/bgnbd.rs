//! BG/NBD: customers buy at random while they are alive, and may leave after any purchase.

use super::newton::{At, maximum};
use super::special::gauss;
use super::{FEWEST, FEWEST_REPEATING, Positive, Refusal};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// What is known of a customer's purchases, in any one unit of time.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Purchases {
    /// Repeat purchases.
    pub frequency: u32,
    /// From the first purchase to the last one; 0 without a repeat purchase.
    pub recency: f64,
    /// From the first purchase to the day of observation.
    pub age: f64,
}

/// The beta-geometric/negative binomial model of Fader, Hardie and Lee (2005).
///
/// While alive a customer buys by a Poisson process whose rate differs between customers by a gamma distribution (shape `r`, rate `alpha`);
/// after each purchase it leaves with a probability that differs by a beta distribution (`a`, `b`).
///
/// ```
/// use guiyi::purchase::{BgNbd, Purchases};
/// // CDNOW, weeks; the paper's customer with 2 repeat purchases, the last in week 30.43 of 38.86.
/// let model: BgNbd = serde_json::from_str(r#"{"r": 0.2426, "alpha": 4.4135, "a": 0.7929, "b": 2.4257}"#)?;
/// let customer = Purchases { frequency: 2, recency: 30.43, age: 38.86 };
/// assert!((model.expected(&customer, 39.0) - 1.226).abs() < 0.001);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BgNbd {
    /// Shape of the distribution of purchase rates.
    pub r: Positive,
    /// Its rate, in units of time.
    pub alpha: Positive,
    /// First shape of the distribution of probabilities to leave.
    pub a: Positive,
    /// Its second shape.
    pub b: Positive,
    /// How the parameters were found; left out, they are given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<BgNbdFit>,
}

/// How parameters were found. Numbers are text for people: nothing is computed from them.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BgNbdFit {
    /// Customers it rests on.
    pub customers: u64,
    /// Those of them with a repeat purchase.
    pub repeating: u64,
    /// The logarithm of the likelihood at the parameters.
    pub log_likelihood: f64,
    /// Standard errors of `r`, `alpha`, `a`, `b`.
    pub standard_errors: [f64; 4],
    /// Steps of the solver.
    pub steps: u32,
}

impl Eq for BgNbdFit {}

const NAMES: [&str; 4] = ["r", "alpha", "a", "b"];

impl Purchases {
    /// Whether there can be such a customer.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let times = self.recency.is_finite() && self.age.is_finite() && self.recency >= 0.0 && self.recency <= self.age;
        times && (self.frequency == 0) == (self.recency == 0.0) && self.frequency <= MOST
    }

    pub(super) fn order(&self, other: &Self) -> Ordering {
        self.frequency.cmp(&other.frequency).then(self.recency.total_cmp(&other.recency)).then(self.age.total_cmp(&other.age))
    }
}

/// Repeat purchases that anybody can have: one each day of some 2,700 years.
const MOST: u32 = 1_000_000;

impl BgNbd {
    /// Fits the parameters by maximum likelihood.
    ///
    /// # Errors
    /// A [`Refusal`]: too few customers, impossible observations, parameters that the data do not tell.
    pub fn fit(customers: &[Purchases]) -> Result<Self, Refusal> {
        let impossible = customers.iter().filter(|customer| !customer.is_possible()).count();
        if impossible > 0 {
            return Err(Refusal::Impossible { observations: impossible });
        }
        if customers.len() < FEWEST {
            return Err(Refusal::TooFew { customers: customers.len() });
        }
        let repeating = customers.iter().filter(|customer| customer.frequency > 0).count();
        if repeating < FEWEST_REPEATING {
            return Err(Refusal::TooFewRepeating { customers: repeating, needed: FEWEST_REPEATING });
        }
        let groups = grouped(customers);
        let (bought, lived) = groups.iter().fold((0.0, 0.0), |(bought, lived), (c, n)| (bought + n * f64::from(c.frequency), lived + n * c.age));
        let top = maximum([1.0, lived / bought, 1.0, 1.0], NAMES, |parameters| likelihood(parameters, &groups))?;
        let [r, alpha, a, b] = top.parameters.map(Positive::new);
        let (Some(r), Some(alpha), Some(a), Some(b)) = (r, alpha, a, b) else { return Err(Refusal::NotConverged) };
        let fit = BgNbdFit {
            customers: customers.len() as u64,
            repeating: repeating as u64,
            log_likelihood: digits(top.value),
            standard_errors: top.errors.map(digits),
            steps: top.steps,
        };
        Ok(BgNbd { r, alpha, a, b, fit: Some(fit) })
    }

    /// The logarithm of the likelihood of customers under these parameters.
    #[must_use]
    pub fn log_likelihood(&self, customers: &[Purchases]) -> f64 {
        likelihood(&[self.r.get(), self.alpha.get(), self.a.get(), self.b.get()], &grouped(customers)).value
    }

    /// The probability that a customer has not left.
    #[must_use]
    pub fn alive(&self, customer: &Purchases) -> f64 {
        1.0 / (1.0 + self.odds_of_having_left(customer))
    }

    fn odds_of_having_left(&self, customer: &Purchases) -> f64 {
        if customer.frequency == 0 {
            return 0.0;
        }
        let (r, alpha, a, b, x) = self.numbers(customer);
        a / (b + x - 1.0) * libm::exp((r + x) * libm::log((alpha + customer.age) / (alpha + customer.recency)))
    }

    /// The probability that a customer buys nothing within `ahead` from the day of observation: it has left, or does not come so soon.
    #[must_use]
    pub fn silent(&self, customer: &Purchases, ahead: f64) -> f64 {
        let (r, alpha, .., x) = self.numbers(customer);
        let waits = libm::exp(-(r + x) * libm::log1p(ahead.max(0.0) / (alpha + customer.age)));
        1.0 - self.alive(customer) * (1.0 - waits)
    }

    /// How many purchases of a customer to expect within `ahead` from the day of observation (equation 10 of the paper).
    #[must_use]
    pub fn expected(&self, customer: &Purchases, ahead: f64) -> f64 {
        /// Beside `a = 1` the formula is a quotient of two numbers near 0; the mean of both sides is as good as its value there.
        const BESIDE: f64 = 1e-4;
        let (r, alpha, a, b, x) = self.numbers(customer);
        let z = ahead.max(0.0) / (alpha + customer.age + ahead.max(0.0));
        let if_alive = if (a - 1.0).abs() < BESIDE { (while_alive(r, 1.0 - BESIDE, b, x, z) + while_alive(r, 1.0 + BESIDE, b, x, z)) / 2.0 } else { while_alive(r, a, b, x, z) };
        if_alive.max(0.0) * self.alive(customer)
    }

    fn numbers(&self, customer: &Purchases) -> (f64, f64, f64, f64, f64) {
        (self.r.get(), self.alpha.get(), self.a.get(), self.b.get(), f64::from(customer.frequency))
    }
}

/// The purchases to expect of somebody who is alive; `z` is the share of the time to come in `alpha`, the age and it.
fn while_alive(r: f64, a: f64, b: f64, x: f64, z: f64) -> f64 {
    // `a + b + x - 1` is 0 where `a + b` is 1 and nothing was bought again; beside it the product is smooth.
    let c = a + b + x - 1.0;
    let c = if c.abs() < 1e-9 { 1e-9 } else { c };
    let falls = libm::exp((r + x) * libm::log1p(-z));
    gauss(r + x, b + x, c, z).map_or(f64::NAN, |series| c / (a - 1.0) * (1.0 - falls * series))
}

/// Equal customers as one, with their number, in an order that is theirs.
fn grouped(customers: &[Purchases]) -> Vec<(Purchases, f64)> {
    let mut sorted = customers.to_vec();
    sorted.sort_unstable_by(Purchases::order);
    sorted.chunk_by(|a, b| a == b).filter_map(|equal| Some((*equal.first()?, equal.len() as f64))).collect()
}

/// Sums over `0..x` of what `r + k`, `b + k` and `a + b + k` give: differences of logarithms of the gamma function, and of its derivatives.
#[derive(Clone, Copy, Default)]
struct Rising {
    log: f64,
    first: f64,
    second: f64,
}

impl Rising {
    fn add(&mut self, at: f64) {
        let inverse = 1.0 / at;
        self.log += libm::log(at);
        self.first += inverse;
        self.second -= inverse * inverse;
    }
}

/// The logarithm of the likelihood (equation 6 of the paper) with its derivatives; customers come by frequency.
fn likelihood(&[r, alpha, a, b]: &[f64; 4], groups: &[(Purchases, f64)]) -> At<4> {
    let (log_alpha, log_a) = (libm::log(alpha), libm::log(a));
    let mut all = At::<4>::ZERO;
    let (mut by_r, mut by_b, mut by_ab) = (Rising::default(), Rising::default(), Rising::default());
    let mut done = 0_u32;
    for (customer, n) in groups {
        while done < customer.frequency {
            let k = f64::from(done);
            by_r.add(r + k);
            by_b.add(b + k);
            by_ab.add(a + b + k);
            done += 1;
        }
        let x = f64::from(customer.frequency);
        let shape = r + x;
        // Alive to the end, or gone after the last purchase: two ways, weighed by `gone`.
        let (end, last) = (alpha + customer.age, alpha + customer.recency);
        let (log_end, log_last) = (libm::log(end), libm::log(last));
        let stays = -shape * log_end;
        let (ways, gone, b_last) = if customer.frequency == 0 {
            (stays, 0.0, 1.0)
        } else {
            let b_last = b + x - 1.0;
            let leaves = log_a - libm::log(b_last) - shape * log_last;
            let (high, low) = if stays > leaves { (stays, leaves) } else { (leaves, stays) };
            let odds = libm::exp(low - high);
            let less = odds / (1.0 + odds);
            (high + libm::log1p(odds), if stays > leaves { less } else { 1.0 - less }, b_last)
        };
        all.value += n * (by_r.log + r * log_alpha + by_b.log - by_ab.log + ways);
        let (u, v) = (1.0 / end, 1.0 / last);
        let stay = [-log_end, -shape * u];
        let leave = [-log_last, -shape * v, 1.0 / a, -1.0 / b_last];
        let [stay_r, stay_alpha] = stay;
        let [leave_r, leave_alpha, leave_a, leave_b] = leave;
        let alive = 1.0 - gone;
        let apart = [leave_r - stay_r, leave_alpha - stay_alpha, leave_a, leave_b];
        let slope = [
            by_r.first + log_alpha + alive * stay_r + gone * leave_r,
            r / alpha + alive * stay_alpha + gone * leave_alpha,
            -by_ab.first + gone * leave_a,
            by_b.first - by_ab.first + gone * leave_b,
        ];
        // `second` is negative: the derivative of `first`.
        let across = 1.0 / alpha - alive * u - gone * v;
        let bend = [
            [by_r.second, across, 0.0, 0.0],
            [across, -r / (alpha * alpha) + shape * (alive * u * u + gone * v * v), 0.0, 0.0],
            [0.0, 0.0, -by_ab.second - gone * leave_a * leave_a, -by_ab.second],
            [0.0, 0.0, -by_ab.second, by_b.second - by_ab.second + gone * leave_b * leave_b],
        ];
        let spread = alive * gone;
        for ((slot, row), ((slope, bend), own)) in all.slope.iter_mut().zip(&mut all.curve).zip(slope.iter().zip(&bend).zip(&apart)) {
            *slot += n * slope;
            for ((cell, bend), other) in row.iter_mut().zip(bend).zip(&apart) {
                *cell += n * (bend + spread * own * other);
            }
        }
    }
    all
}

/// Twelve significant digits.
pub(super) fn digits(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}
