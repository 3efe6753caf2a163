//! From the digits of one number to the plan that reads them.

use super::abroad::{self, Home};
use super::china::{self, China};
use super::number::Number;
use crate::model::Reason;

/// Reads numbers as somebody at home in one country writes them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    pub(super) home: &'a Home,
    pub(super) china: China<'a>,
}

impl<'a> Reader<'a> {
    /// The same reader with another area code for Chinese local numbers.
    pub(super) fn in_area<'b>(self, area: &'b str) -> Reader<'b>
    where
        'a: 'b,
    {
        Reader { home: self.home, china: China { area, ..self.china } }
    }

    /// Reads digits in groups that end there; `plus` says that they start with a country code.
    pub(super) fn read(&self, digits: &str, plus: bool, ends: &[u8]) -> Result<Number, Reason> {
        if is_placeholder(digits) {
            return Err(Reason::Placeholder);
        }
        if plus {
            return self.international(digits.strip_prefix("00").unwrap_or(digits));
        }
        if let Some(abroad) = self.home.dialled_abroad(digits).filter(|d| d.len() >= 7) {
            return self.international(abroad).map(Number::after_prefix);
        }
        match self.home {
            Home::China => self.china.domestic(digits, ends),
            Home::Abroad(home) => abroad::national(home, digits).or_else(|wrong| {
                // 86 and a mobile number: only the plus is missing.
                let national = digits.strip_prefix("86").filter(|national| china::clean_mobile(national.as_bytes()).is_some());
                national.map_or(Err(wrong), |national| self.china.international(national))
            }),
        }
    }

    /// Reads digits that start with a country code.
    fn international(&self, digits: &str) -> Result<Number, Reason> {
        match digits.strip_prefix("86") {
            Some(national) if is_placeholder(national) => Err(Reason::Placeholder),
            Some(national) => self.china.international(national),
            None => abroad::international(digits),
        }
    }
}

/// Whether the digits are made up: one digit throughout, a sequence, an all-zero subscriber.
fn is_placeholder(digits: &str) -> bool {
    let [first, second, rest @ ..] = digits.as_bytes() else {
        return false;
    };
    if rest.len() < 5 {
        return false;
    }
    let counts = || digits.as_bytes().is_sorted_by(|a, b| *b == if *a == b'9' { b'0' } else { a + 1 }) || digits == "12345678910";
    first == second && rest.iter().all(|b| b == first)
        || matches!((first, second), (b'0', b'1') | (b'1', b'2')) && counts()
        || digits == "9876543210"
        || rest.len() == 9 && rest.ends_with(b"00000000")
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn placeholders() {
        for digits in ["11111111111", "1234567", "12345678", "123456789", "1234567890", "0123456789", "12345678901", "12345678910", "13000000000", "00000000000"] {
            assert!(is_placeholder(digits), "{digits}");
        }
        for digits in ["13812345678", "13888888888", "888", "23456789", "87654321", "4008208820", "13800138000"] {
            assert!(!is_placeholder(digits), "{digits}");
        }
    }
}
