//! A sample of rows that is the same on every machine.

use super::key::mix;

/// Rows chosen by a hash of their number in canonical order; pairs are sampled by the one that stands first in its block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chosen {
    /// The share of them, in 2^-32.
    share: u64,
    /// Which of many such samples.
    salt: u64,
}

impl Default for Chosen {
    fn default() -> Self {
        Chosen::ALL
    }
}

impl Chosen {
    /// Every row.
    pub const ALL: Chosen = Chosen { share: 1 << 32, salt: 0x243f_6a88_85a3_08d3 };

    /// About so many of so many.
    #[must_use]
    pub fn about(wanted: u64, of: u64) -> Self {
        if of <= wanted { Chosen::ALL } else { Chosen { share: ((u128::from(wanted) << 32) / u128::from(of)) as u64, ..Chosen::ALL } }
    }

    /// As large a sample, of rows that have nothing to do with these.
    #[must_use]
    pub fn apart(self) -> Self {
        Chosen { salt: mix(self.salt), ..self }
    }

    /// Whether every row is chosen.
    #[must_use]
    pub fn is_all(self) -> bool {
        self.share == Chosen::ALL.share
    }

    /// The share of the rows.
    #[must_use]
    pub fn share(self) -> f64 {
        self.share as f64 / (1u64 << 32) as f64
    }

    /// Whether a row is chosen.
    #[must_use]
    pub fn takes(self, row: u32) -> bool {
        self.is_all() || mix(u64::from(row) ^ self.salt) >> 32 < self.share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_as_many_as_wanted() {
        let chosen = Chosen::about(1000, 100_000);
        let count = (0..100_000).filter(|row| chosen.takes(*row)).count();
        assert!((900..1100).contains(&count), "{count}");
        assert!(Chosen::about(10, 10).is_all());
        let both = (0..100_000).filter(|row| chosen.takes(*row) && chosen.apart().takes(*row)).count();
        assert!(both < 30, "{both}");
    }
}
