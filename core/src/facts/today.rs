//! On which day facts are true: on one for all customers, or for each on its own.

/// The day, in days since 1970-01-01.
#[derive(Clone, Copy, Debug)]
pub(super) enum Today<'d> {
    /// Nothing that depends on the day is known.
    Unknown,
    /// One day for all.
    One(i64),
    /// A day for each customer.
    Each(&'d [i64]),
}

impl Today<'_> {
    pub(super) fn is_unknown(self) -> bool {
        matches!(self, Today::Unknown)
    }

    /// The day of a customer.
    pub(super) fn of(self, customer: usize) -> Option<i64> {
        match self {
            Today::Unknown => None,
            Today::One(day) => Some(day),
            Today::Each(days) => days.get(customer).copied(),
        }
    }
}
