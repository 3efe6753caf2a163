//! In which country something is, by ISO 3166-1.

use serde::{Serialize, Serializer};

/// A country by its two-letter code (ISO 3166-1 alpha-2), `CN` or `US`; none: not known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Country([u8; 2]);

impl Country {
    /// Not known.
    pub const NONE: Country = Country([0; 2]);
    /// China.
    pub const CHINA: Country = Country(*b"CN");

    /// The country of a two-letter code in either case; anything else is not known. Whether the code is given to a country is not checked.
    #[must_use]
    pub const fn of_code(code: &str) -> Country {
        match code.as_bytes() {
            [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => Country([a.to_ascii_uppercase(), b.to_ascii_uppercase()]),
            _ => Country::NONE,
        }
    }

    /// The two capital letters; empty: not known.
    #[must_use]
    pub fn code(&self) -> &str {
        if self.is_none() { "" } else { std::str::from_utf8(&self.0).unwrap_or_default() }
    }

    /// Whether it is not known.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0[0] == 0
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.code().fmt(f)
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Country;

    #[test]
    fn codes() {
        assert_eq!((Country::of_code("us").code(), Country::of_code("CN")), ("US", Country::CHINA));
        for text in ["", "USA", "1a", "美国"] {
            assert!(Country::of_code(text).is_none() && Country::of_code(text).code().is_empty(), "{text}");
        }
    }
}
