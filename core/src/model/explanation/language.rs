//! The languages that explanations are told in.

use crate::error::{Code, Error, Result, quote};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A language that explanations are told in. What users wrote (names, values, rules) stays as they wrote it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::En, Language::Zh];

    /// The stable name: `en`, `zh`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Zh => "zh",
        }
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let unknown = || {
            let names = Language::ALL.map(Language::as_str);
            Error::new(Code::UnknownValue, "language", format!("there is no language {}; known are {}", quote(name), names.join(", "))).with_nearest(name, names)
        };
        Language::ALL.into_iter().find(|l| l.as_str() == name).ok_or_else(unknown)
    }
}
