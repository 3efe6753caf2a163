//! That a value was confirmed (真实性核验, R27).

/// How, when and by whom a value was confirmed, as its record says.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Verification {
    /// How, such as by phone.
    pub method: Option<Box<str>>,
    /// When: civil seconds since 1970-01-01.
    pub date: Option<i64>,
    /// By whom.
    pub operator: Option<Box<str>>,
}

impl Verification {
    /// Whether method, date and operator are all there; only then the value counts as verified.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.method.is_some() && self.date.is_some() && self.operator.is_some()
    }
}
