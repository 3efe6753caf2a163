//! The country in which numbers without an international prefix are at home, and how one dials there.
//!
//! Source: ITU-T E.164 national numbering plans, trunk and exit codes as in libphonenumber's metadata (9.0.43, Apache-2.0).

use crate::model::Country;
use crate::normalize::short::Short;

/// Where numbers without an international prefix belong.
#[derive(Clone, Debug)]
pub(in crate::normalize::phone) enum Home {
    China,
    Abroad(Abroad),
}

/// Another country than China.
#[derive(Clone, Debug)]
pub(in crate::normalize::phone) struct Abroad {
    /// ISO 3166, upper case.
    pub(in crate::normalize::phone) region: Short<3>,
    /// How one dials there; `None` when the table does not say.
    pub(in crate::normalize::phone) dialling: Option<&'static Dialling>,
}

/// How one dials in a country.
#[derive(Debug)]
pub(in crate::normalize::phone) struct Dialling {
    region: Short<2>,
    pub(super) country: Short<3>,
    /// What is dialled in front of numbers of the same country; empty: nothing.
    #[cfg_attr(feature = "phone-intl", expect(dead_code, reason = "the library knows"))]
    pub(super) trunk: Short<2>,
    /// What is dialled in front of a country code, with blanks between.
    exits: Short<11>,
    /// Digits of a national number without the trunk prefix.
    #[cfg_attr(feature = "phone-intl", expect(dead_code, reason = "the library knows"))]
    pub(super) length: (usize, usize),
}

impl Home {
    /// The home of a region's numbers, by its ISO 3166 code.
    pub(in crate::normalize::phone) fn new(region: &str) -> Home {
        let region = region.trim();
        if region.is_empty() || region.eq_ignore_ascii_case("CN") {
            return Home::China;
        }
        let mut code = Short::new();
        region.chars().for_each(|c| {
            code.push(c.to_ascii_uppercase());
        });
        Home::Abroad(Abroad { region: code, dialling: TABLE.iter().find(|row| row.region.as_str() == code.as_str()) })
    }

    pub(in crate::normalize::phone) fn is_china(&self) -> bool {
        matches!(self, Home::China)
    }

    /// Whether it is this country.
    pub(in crate::normalize::phone) fn is_in(&self, country: Country) -> bool {
        match self {
            Home::China => country == Country::CHINA,
            Home::Abroad(abroad) => abroad.region.as_str() == country.code(),
        }
    }

    /// What is dialled behind the exit code: a country code and a number.
    pub(in crate::normalize::phone) fn dialled_abroad<'a>(&self, digits: &'a str) -> Option<&'a str> {
        let exits = match self {
            Home::Abroad(Abroad { dialling: Some(row), .. }) => row.exits.as_str(),
            _ => ZERO,
        };
        // Many write the 00 of the rest of the world where another code is dialled.
        exits.split(' ').chain([ZERO]).find_map(|exit| digits.strip_prefix(exit))
    }

    /// Whether letters on the keys are part of numbers here: North America.
    pub(in crate::normalize::phone) fn spells(&self) -> bool {
        matches!(self, Home::Abroad(Abroad { dialling: Some(row), .. }) if row.country.as_str() == "1")
    }
}

const ZERO: &str = "00";
const NANP: &str = "011";

const fn row(region: &str, country: &str, trunk: &str, exits: &str, least: usize, most: usize) -> Dialling {
    Dialling { region: Short::of(region), country: Short::of(country), trunk: Short::of(trunk), exits: Short::of(exits), length: (least, most) }
}

const TABLE: &[Dialling] = &[
    row("US", "1", "1", NANP, 10, 10),
    row("CA", "1", "1", NANP, 10, 10),
    row("PR", "1", "1", NANP, 10, 10),
    row("GB", "44", "0", ZERO, 9, 10),
    row("AU", "61", "0", "0011", 9, 9),
    row("NZ", "64", "0", ZERO, 8, 10),
    row("DE", "49", "0", ZERO, 6, 12),
    row("FR", "33", "0", ZERO, 9, 9),
    row("AT", "43", "0", ZERO, 5, 13),
    row("CH", "41", "0", ZERO, 9, 9),
    row("IT", "39", "", ZERO, 6, 11),
    row("ES", "34", "", ZERO, 9, 9),
    row("PT", "351", "", ZERO, 9, 9),
    row("NL", "31", "0", ZERO, 9, 9),
    row("BE", "32", "0", ZERO, 8, 9),
    row("LU", "352", "", ZERO, 5, 11),
    row("IE", "353", "0", ZERO, 7, 9),
    row("DK", "45", "", ZERO, 8, 8),
    row("NO", "47", "", ZERO, 8, 8),
    row("SE", "46", "0", ZERO, 7, 9),
    row("FI", "358", "0", ZERO, 5, 11),
    row("PL", "48", "", ZERO, 9, 9),
    row("CZ", "420", "", ZERO, 9, 9),
    row("HU", "36", "06", ZERO, 8, 9),
    row("GR", "30", "", ZERO, 10, 10),
    row("RO", "40", "0", ZERO, 9, 9),
    row("TR", "90", "0", ZERO, 10, 10),
    row("RU", "7", "8", "810", 10, 10),
    row("UA", "380", "0", ZERO, 9, 9),
    row("IL", "972", "0", ZERO, 8, 9),
    row("AE", "971", "0", ZERO, 8, 9),
    row("SA", "966", "0", ZERO, 8, 9),
    row("EG", "20", "0", ZERO, 8, 10),
    row("ZA", "27", "0", ZERO, 9, 9),
    row("NG", "234", "0", "009", 8, 10),
    row("IN", "91", "0", ZERO, 10, 10),
    row("PK", "92", "0", ZERO, 9, 10),
    row("JP", "81", "0", "010", 9, 10),
    row("KR", "82", "0", "001 002", 8, 10),
    row("HK", "852", "", "001", 8, 8),
    row("MO", "853", "", ZERO, 8, 8),
    row("TW", "886", "0", "002", 8, 9),
    row("SG", "65", "", "001 002 008", 8, 8),
    row("MY", "60", "0", ZERO, 8, 10),
    row("TH", "66", "0", "001", 8, 9),
    row("VN", "84", "0", ZERO, 9, 10),
    row("ID", "62", "0", "001", 8, 12),
    row("PH", "63", "0", ZERO, 8, 10),
    row("BR", "55", "0", ZERO, 10, 11),
    row("MX", "52", "", ZERO, 10, 10),
    row("AR", "54", "0", ZERO, 10, 11),
    row("CL", "56", "", ZERO, 9, 9),
    row("CO", "57", "", ZERO, 10, 10),
];

/// How one dials in the country with this calling code; the first where several share it.
#[cfg(not(feature = "phone-intl"))]
pub(super) fn dialling(country: &str) -> Option<&'static Dialling> {
    TABLE.iter().find(|row| row.country.as_str() == country)
}
