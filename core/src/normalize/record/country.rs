//! In which country a value says its customer is.
//!
//! | value of a category, region, text or address | country |
//! |---|---|
//! | `US`, `USA`, `United States`, `美国`; `UK`, `英国`; `DE`, `Deutschland` | as named |
//! | `12 Main St, Leeds, UK`, `美国加利福尼亚州…` | as named |
//! | `291 Forest Pl, Houston, TX 77054` | US: state and ZIP code |
//! | `4 High St, Edinburgh EH8 8AL` | GB: postcode |
//! | `Mozartstr. 1, 50681 Köln` | DE: street and five-digit postcode before the city |
//! | an address or region of China | CN; HK, MO, TW |
//!
//! What names a country as a whole goes first. `CA` and `DE` are states of North America, too: such a code counts least, and in a column of
//! many records only if most of its values are countries and one of them is no state.

use super::shape;
use crate::data::{country, letters};
use crate::model::{Adcode, Country};
use crate::normalize::short::Short;
use crate::schema::FieldKind;

/// What a value says of the country, and how much that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Said {
    /// The country; none when it says nothing.
    pub country: Country,
    by: By,
}

/// What it is said by; what counts most first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
enum By {
    /// A value that names a country and nothing else.
    #[default]
    Name,
    /// Two letters that are a country's code and no state's.
    Code,
    /// A place in it.
    Place,
    /// Two letters that are a state's code, too.
    StateCode,
}

/// The longest name of a country, in bytes as written.
const LONGEST: usize = 64;

/// Whether values of a kind may say a country.
#[must_use]
pub fn speaks_of_country(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Category {} | FieldKind::Region {} | FieldKind::Address {} | FieldKind::Text {})
}

/// The country in which a field's values are at home where they do not say so; `None` for kinds that are the same everywhere.
#[must_use]
pub fn home(kind: &FieldKind) -> Option<Country> {
    match kind {
        FieldKind::Phone { region, .. } if region.is_empty() => Some(Country::CHINA),
        FieldKind::Phone { region, .. } => Some(Country::of_code(region)),
        _ => None,
    }
}

/// What a raw value of a kind that speaks of countries says, given the Chinese place that was read from it.
#[must_use]
pub fn country_said(kind: &FieldKind, place: Adcode, raw: &str) -> Said {
    match place.province().code() {
        0 => {}
        810_000 => return Said { country: Country::of_code("HK"), by: By::Place },
        820_000 => return Said { country: Country::of_code("MO"), by: By::Place },
        710_000 => return Said { country: Country::of_code("TW"), by: By::Place },
        _ => return Said { country: Country::CHINA, by: By::Place },
    }
    let text = raw.trim();
    if let Some((country, letters)) = named(text) {
        let by = match letters {
            2 if shape::is_state(text) => By::StateCode,
            2 => By::Code,
            _ => By::Name,
        };
        return Said { country, by };
    }
    let country = match kind {
        FieldKind::Address {} | FieldKind::Text {} => shape::country(text, matches!(kind, FieldKind::Address {})),
        _ => Country::NONE,
    };
    Said { country, by: if country.is_none() { By::Name } else { By::Place } }
}

/// The country that a text names as a whole, and how many letters that takes.
pub(super) fn named(text: &str) -> Option<(Country, usize)> {
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let mut folded = Short::<LONGEST>::new();
    let (mut letters, mut fits) = (0, true);
    for lower in text.chars().flat_map(char::to_lowercase) {
        letters::each_plain(lower.encode_utf8(&mut [0; 4]), |c| {
            fits &= folded.push(c);
            letters += 1;
        });
    }
    let code = country::of(folded.as_str()).filter(|_| fits)?;
    Some((Country::of_code(code), if folded.len() == letters { letters } else { LONGEST }))
}

/// Which codes among all distinct values of a field are countries: none of them in a column of states, of yes and no.
pub fn weigh_codes(said: &mut [Said], is_value: impl Fn(usize) -> bool) {
    let is_code = |said: &Said| matches!(said.by, By::Code | By::StateCode);
    if !said.iter().any(is_code) {
        return;
    }
    let (mut values, mut countries, mut certain) = (0usize, 0usize, false);
    for (_, said) in said.iter().enumerate().filter(|(at, _)| is_value(*at)) {
        values += 1;
        countries += usize::from(!said.country.is_none());
        certain |= !said.country.is_none() && said.by != By::StateCode;
    }
    let all = certain && countries * 3 >= values * 2;
    for said in said.iter_mut().filter(|said| is_code(said)) {
        *said = if all { Said { by: By::Name, ..*said } } else { Said::default() };
    }
}

/// The country of a record by what its fields say: what counts most decides, if it agrees with itself.
#[must_use]
pub fn country_of(said: impl Iterator<Item = Said>) -> Country {
    let mut best: Option<Said> = None;
    for one in said.filter(|one| !one.country.is_none()) {
        best = match best {
            Some(known) if known.by < one.by || known == one => best,
            Some(known) if known.by == one.by => Some(Said { country: Country::NONE, ..known }),
            _ => Some(one),
        };
    }
    best.map_or(Country::NONE, |said| said.country)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(kind: &FieldKind, raw: &str) -> Said {
        country_said(kind, Adcode::NONE, raw)
    }

    #[test]
    fn values_that_name_a_country() {
        for kind in [FieldKind::Category {}, FieldKind::Region {}, FieldKind::Text {}, FieldKind::Address {}] {
            for (raw, code) in [
                ("US", "US"),
                (" usa ", "US"),
                ("U.S.A.", "US"),
                ("United States", "US"),
                ("美国", "US"),
                ("ＵＫ", "GB"),
                ("GB", "GB"),
                ("DE", "DE"),
                ("Germany", "DE"),
                ("Österreich", "AT"),
                ("中国", "CN"),
                ("TX", ""),
                ("NO", ""),
                ("", ""),
                ("Gold customer", ""),
            ] {
                assert_eq!(said(&kind, raw).country.code(), code, "{kind:?} {raw}");
            }
        }
        let place = |code: &str| country_said(&FieldKind::Region {}, Adcode::of_code(code), "x").country;
        assert_eq!(["440300", "810000", "710000", "820000"].map(|code| place(code).code().to_owned()), ["CN", "HK", "TW", "MO"]);
    }

    #[test]
    fn states_are_no_countries() {
        let weighed = |texts: &[&str]| {
            let mut all: Vec<Said> = texts.iter().map(|text| said(&FieldKind::Category {}, text)).collect();
            weigh_codes(&mut all, |at| !texts[at].is_empty());
            all.iter().map(|one| one.country.code().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(weighed(&["", "CN", "DE", "GB", "US"]), ["", "CN", "DE", "GB", "US"]);
        assert_eq!(weighed(&["CA", "DE", "GA"]), ["", "", ""]);
        assert_eq!(weighed(&["IT", "Sales", "Finance", "HR"]), ["", "", "", ""]);
        assert_eq!(weighed(&["广东-深圳", "北京", "美国"]), ["", "", "US"]);
    }

    #[test]
    fn what_counts_most_decides() {
        let text = FieldKind::Text {};
        let of = |raws: &[&str]| country_of(raws.iter().map(|raw| said(&text, raw))).code().to_owned();
        assert_eq!(of(&["DE", "291 Forest Pl, Wilmington, DE 19801"]), "US");
        assert_eq!(of(&["Germany", "291 Forest Pl, Wilmington, DE 19801"]), "DE");
        assert_eq!(of(&["US", "CA"]), "US");
        assert_eq!(of(&["Germany", "France", "Germany"]), "");
        assert_eq!(of(&["Germany", "Deutschland", ""]), "DE");
        assert_eq!(of(&[]), "");
    }
}
