//! The currency that amounts are in.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A currency by its code of ISO 4217, such as `CNY` or `GBP`. Whether there is such a code is looked at when a plan is compiled.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The code.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// Whether it is the one that a spec has without saying so.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Currency::default()
    }
}

impl Default for Currency {
    /// Yuan.
    fn default() -> Self {
        Currency(*b"CNY")
    }
}

impl FromStr for Currency {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let code = <[u8; 3]>::try_from(text.as_bytes()).ok().filter(|code| code.iter().all(u8::is_ascii_uppercase));
        code.map(Currency).ok_or_else(|| format!("`{text}` is not the code of a currency: three capital letters of ISO 4217, such as `CNY` or `GBP`"))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_as_they_are_written() {
        let pounds: Currency = serde_json::from_str("\"GBP\"").unwrap();
        assert_eq!((pounds.code(), pounds.is_default(), serde_json::to_string(&pounds).unwrap().as_str()), ("GBP", false, "\"GBP\""));
        for wrong in ["", "gbp", "GB", "GBPS", "£", "英镑", "美"] {
            assert!(wrong.parse::<Currency>().unwrap_err().contains("ISO 4217"), "{wrong}");
        }
    }
}
