//! The clock that days begin by.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// How far a clock is ahead of UTC: `"+08:00"`, `"-03:30"`, `"Z"`. Whole minutes, at most 14 hours either way; it knows of no summer time.
///
/// Times with an offset of their own are moved to this clock, times without one are taken for its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct UtcOffset {
    minutes: i16,
}

/// The farthest that any clock is ahead or behind, in minutes.
const MOST: i16 = 14 * 60;

impl UtcOffset {
    /// So many minutes ahead of UTC; none beyond 14 hours.
    #[must_use]
    pub fn from_minutes(minutes: i16) -> Option<Self> {
        (-MOST..=MOST).contains(&minutes).then_some(UtcOffset { minutes })
    }

    /// Minutes ahead of UTC.
    #[must_use]
    pub fn minutes(self) -> i16 {
        self.minutes
    }

    /// Whether it is the one that a spec has without saying so.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == UtcOffset::default()
    }
}

impl Default for UtcOffset {
    /// That of China, `+08:00`.
    fn default() -> Self {
        UtcOffset { minutes: 8 * 60 }
    }
}

impl FromStr for UtcOffset {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not an offset from UTC such as `+08:00`, `-03:30` or `Z`, of at most 14 hours");
        if text == "Z" {
            return Ok(UtcOffset { minutes: 0 });
        }
        let [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] = text.as_bytes() else { return Err(wrong()) };
        let digit = |byte: &u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
        let (Some(h1), Some(h2), Some(m1), Some(m2)) = (digit(h1), digit(h2), digit(m1), digit(m2)) else { return Err(wrong()) };
        let minutes = (h1 * 10 + h2) * 60 + m1 * 10 + m2;
        if m1 > 5 {
            return Err(wrong());
        }
        UtcOffset::from_minutes(if *sign == b'-' { -minutes } else { minutes }).ok_or_else(wrong)
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", self.minutes.abs() / 60, self.minutes.abs() % 60)
    }
}

impl Serialize for UtcOffset {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UtcOffset {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_read_as_they_are_written() {
        for (text, minutes) in [("+08:00", 480), ("-03:30", -210), ("+00:00", 0), ("+14:00", 840)] {
            let offset: UtcOffset = text.parse().unwrap();
            assert_eq!((offset.minutes(), offset.to_string().as_str()), (minutes, text));
        }
        assert_eq!("Z".parse(), Ok(UtcOffset { minutes: 0 }));
        for wrong in ["", "8", "+8", "08:00", "+0800", "+08:60", "+14:01", "-15:00", "+08:00:00", "Asia/Shanghai", "＋08:00"] {
            assert!(wrong.parse::<UtcOffset>().unwrap_err().contains("+08:00"), "{wrong}");
        }
    }
}
