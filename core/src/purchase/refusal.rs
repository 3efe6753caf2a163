//! Why there is no model.

use super::{FEWEST, FEWEST_REPEATING};
use std::fmt;

/// Why a model was not fitted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Refusal {
    /// Fewer customers than a fit needs.
    TooFew {
        /// How many there are.
        customers: usize,
    },
    /// Hardly anybody buys again, so nothing tells how often people buy, or when they leave.
    TooFewRepeating {
        /// How many repeat buyers there are.
        customers: usize,
        /// How many it takes.
        needed: usize,
    },
    /// Observations that cannot be: a recency beyond the age, a negative or not finite number, a repeat purchase at once.
    Impossible {
        /// How many.
        observations: usize,
    },
    /// The likelihood grows without end as a parameter does, or shrinks: the data do not tell it.
    Unbounded {
        /// The parameter.
        parameter: &'static str,
    },
    /// The mean amount of all customers is infinite under the parameters that fit best (`q` is at most 1).
    NoMean,
    /// The solver did not come to rest.
    NotConverged,
}

impl Refusal {
    /// The stable name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Refusal::TooFew { .. } => "too_few_customers",
            Refusal::TooFewRepeating { .. } => "too_few_repeat_buyers",
            Refusal::Impossible { .. } => "impossible_observations",
            Refusal::Unbounded { .. } => "unbounded_parameter",
            Refusal::NoMean => "no_mean",
            Refusal::NotConverged => "not_converged",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::TooFew { customers } => write!(f, "{customers} customers are too few for a fit; it needs {FEWEST}"),
            Refusal::TooFewRepeating { customers, needed } => write!(f, "{customers} repeat buyers are too few for a fit; it needs {needed}"),
            Refusal::Impossible { observations } => {
                write!(f, "{observations} observations cannot be: a recency beyond the age, a repeat purchase at no distance, an amount that is not positive, or no number")
            }
            Refusal::Unbounded { parameter } => write!(f, "the data do not tell `{parameter}`: the likelihood grows as it leaves every bound"),
            Refusal::NoMean => write!(f, "the amounts are so uneven that their mean is infinite under the parameters that fit best"),
            Refusal::NotConverged => write!(f, "the solver did not come to rest"),
        }
    }
}

impl std::error::Error for Refusal {}

const _: () = assert!(FEWEST_REPEATING <= FEWEST);
