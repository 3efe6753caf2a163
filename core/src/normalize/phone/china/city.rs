//! From a city, as an option or a record names it, to the area code of its local numbers.
//!
//! | city | area code |
//! |---|---|
//! | `苏州` `苏州市` `江苏省苏州市` `0512` `512` | 512 |
//! | `昆山市` `江苏省-苏州市-昆山市` | 512 |
//! | `浦东新区` `上海市` | 21 |
//! | `江苏省` `火星` | none |

use super::landline;
use crate::data::ReferenceTables;
use crate::data::division::{Level, shorten};
use crate::model::Adcode;
use crate::normalize::short::Short;

/// An area code without its zero.
pub(in crate::normalize::phone) type Area = Short<4>;

/// The area code of a city; empty when it has none or is not known.
pub(in crate::normalize::phone) fn area(tables: &ReferenceTables, city: &str) -> Area {
    let city = city.trim();
    let digits = city.strip_prefix('0').unwrap_or(city);
    if tables.area_codes().is_known(digits.as_bytes()) {
        return short(digits);
    }
    if let Some((successor, _)) = landline::successor(digits, "") {
        return short(successor);
    }
    let simplified: String = city.chars().take(64).map(|c| tables.variants().simplified(c)).collect();
    // 江苏省苏州市: the first tail that names a city.
    simplified.char_indices().filter_map(|(at, _)| named(tables, simplified.get(at..)?)).next().unwrap_or_else(Area::new)
}

/// The area code of a place: of its city, else of the county itself.
pub(in crate::normalize::phone) fn area_at(tables: &ReferenceTables, place: Adcode) -> Area {
    let divisions = tables.divisions();
    let codes = tables.area_codes();
    let code = |place: Adcode| divisions.by_code(place.code()).and_then(|d| codes.area_code_of(d.short()).or_else(|| codes.area_code_of(shorten(d.name()))));
    let city = match place.code() {
        code if matches!(code / 10_000, 11 | 12 | 31 | 50) => place.province(),
        // Counties directly under a province: 4290xx.
        code if code / 100 % 100 == 90 => place,
        // 吉林省 is not 吉林市.
        code if code.is_multiple_of(10_000) => Adcode::NONE,
        _ => place.city(),
    };
    code(city).map_or_else(Area::new, short)
}

fn short(digits: &str) -> Area {
    let mut area = Area::new();
    area.push_str(digits.strip_prefix('0').unwrap_or(digits));
    area
}

/// The area code of a place by its whole name.
fn named(tables: &ReferenceTables, name: &str) -> Option<Area> {
    // 吉林 is a city too, 吉林省 is not.
    if name.chars().nth(1).is_none() || name.ends_with('省') {
        return None;
    }
    let codes = tables.area_codes();
    if let Some(code) = codes.area_code_of(name).or_else(|| codes.area_code_of(shorten(name))) {
        return Some(short(code));
    }
    // A county has the code of its prefecture or municipality, unless it shares its name with others elsewhere.
    let divisions = tables.divisions();
    let mut found = divisions.find(name).iter().filter(|d| d.level() == Level::County).map(|county| {
        let above = divisions.parent(*county)?;
        codes.area_code_of(above.short()).or_else(|| codes.area_code_of(shorten(above.name())))
    });
    let first = found.next()??;
    found.all(|other| other == Some(first)).then(|| short(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cities() {
        for (city, expected) in [
            ("苏州", "512"),
            ("苏州市", "512"),
            ("蘇州市", "512"),
            ("江苏省苏州市", "512"),
            ("江苏苏州", "512"),
            ("江苏省-苏州市-昆山市", "512"),
            ("昆山", "512"),
            ("0512", "512"),
            ("512", "512"),
            ("021", "21"),
            ("上海", "21"),
            ("上海市浦东新区", "21"),
            ("0378", "371"),
            ("吉林省长春市", "431"),
            ("延边朝鲜族自治州", "433"),
            ("江苏省", ""),
            ("吉林省", ""),
            ("火星", ""),
            ("", ""),
            ("市", ""),
        ] {
            assert_eq!(area(ReferenceTables::builtin(), city).as_str(), expected, "{city}");
        }
    }

    #[test]
    fn places() {
        for (place, expected) in [("110105", "10"), ("310000", "21"), ("320505", "512"), ("320500", "512"), ("429004", "728"), ("220000", ""), ("211302", "421"), ("", "")] {
            assert_eq!(area_at(ReferenceTables::builtin(), Adcode::of_code(place)).as_str(), expected, "{place}");
        }
    }
}
