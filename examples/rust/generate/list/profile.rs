//! Where the customers of a list are from.

/// The mix of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// China.
    Cn,
    /// The United States, Britain and Germany.
    West,
    /// Seven in ten from China.
    Mixed,
}

impl Profile {
    /// The profile of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "cn" => Some(Self::Cn),
            "west" => Some(Self::West),
            "mixed" => Some(Self::Mixed),
            _ => None,
        }
    }

    /// Western households, per thousand.
    pub(crate) fn western(self) -> u64 {
        match self {
            Self::Cn => 0,
            Self::West => 1000,
            Self::Mixed => 300,
        }
    }
}
