//! Parameters: positive, finite, of twelve digits.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A positive, finite number of at most 12 significant digits, so that it survives JSON exactly.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
pub struct Positive(f64);

// It is never NaN.
impl Eq for Positive {}

impl Positive {
    /// The number, rounded to 12 digits; `None`: it is zero, negative or not finite.
    #[must_use]
    pub fn new(number: f64) -> Option<Self> {
        const DIGITS: i32 = 11;
        if !number.is_finite() || number <= 0.0 {
            return None;
        }
        let rounded: f64 = format!("{number:.*e}", usize::try_from(DIGITS).unwrap_or(0)).parse().ok()?;
        (rounded.is_finite() && rounded > 0.0).then_some(Positive(rounded))
    }

    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

impl fmt::Debug for Positive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Positive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Positive {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Positive {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Positive::new(number).ok_or_else(|| serde::de::Error::custom(format!("{number} is not positive and finite")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_digits_survive_json() {
        for number in [0.242_594_617_3, 4.413_532_109_876_543, 1e-9, 7.0 / 3.0, 123_456_789.987_654_33] {
            let positive = Positive::new(number).unwrap();
            assert!((positive.get() / number - 1.0).abs() < 1e-11);
            let json = serde_json::to_string(&positive).unwrap();
            assert_eq!(serde_json::from_str::<Positive>(&json).unwrap(), positive, "{json}");
        }
        assert!([0.0, -1.0, f64::NAN, f64::INFINITY].iter().all(|number| Positive::new(*number).is_none()));
        assert!(serde_json::from_str::<Positive>("-0.5").unwrap_err().to_string().contains("not positive"));
    }
}
