//! Where something is, as a division of GB/T 2260.

use serde::Serialize;

/// A division by its six-digit code: 310000 a province, 320500 a city, 310115 a county. 0: nowhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize)]
#[serde(transparent)]
pub struct Adcode(u32);

impl Adcode {
    /// Nowhere.
    pub const NONE: Adcode = Adcode(0);

    /// The place of a six-digit code; anything else is nowhere.
    #[must_use]
    pub fn of_code(code: &str) -> Adcode {
        if code.len() == 6 { code.parse().map_or(Adcode::NONE, Adcode::of_number) } else { Adcode::NONE }
    }

    /// As [`Adcode::of_code`], of a number.
    #[must_use]
    pub const fn of_number(code: u32) -> Adcode {
        if code >= 100_000 && code <= 999_999 { Adcode(code) } else { Adcode::NONE }
    }

    /// The six digits; 0: nowhere.
    #[must_use]
    pub const fn code(self) -> u32 {
        self.0
    }

    /// Whether it is nowhere.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The province it is in.
    #[must_use]
    pub const fn province(self) -> Adcode {
        Adcode(self.0 / 10_000 * 10_000)
    }

    /// The city it is in: the province itself where it is one.
    #[must_use]
    pub const fn city(self) -> Adcode {
        Adcode(self.0 / 100 * 100)
    }

    /// Whether the other place is this one or lies in it. The two middle digits of a municipality say
    /// nothing: 310000 holds 310100 and 310115.
    #[must_use]
    pub const fn holds(self, other: Adcode) -> bool {
        if self.0 == 0 || other.0 == 0 {
            return false;
        }
        if self.0.is_multiple_of(10_000) {
            return self.0 == other.province().0;
        }
        if self.0.is_multiple_of(100) { self.0 == other.city().0 } else { self.0 == other.0 }
    }

    /// Whether both are known and neither lies in the other, looking no closer than at cities.
    #[must_use]
    pub const fn is_elsewhere(self, other: Adcode) -> bool {
        let (a, b) = (self.city(), other.city());
        // Counties directly under a province have no city of their own: 4290xx.
        self.0 != 0 && other.0 != 0 && !a.holds(b) && !b.holds(a)
    }
}

#[cfg(test)]
mod tests {
    use super::Adcode;

    #[test]
    fn what_lies_in_what() {
        let place = Adcode::of_code;
        for (a, b, holds, elsewhere) in [
            ("310000", "310115", true, false),
            ("320500", "320505", true, false),
            ("320505", "320500", false, false),
            ("320500", "330100", false, true),
            ("320505", "320508", false, false),
            ("320000", "330100", false, true),
            ("", "330100", false, false),
            ("12345", "330100", false, false),
        ] {
            assert_eq!((place(a).holds(place(b)), place(a).is_elsewhere(place(b))), (holds, elsewhere), "{a} {b}");
        }
    }
}
