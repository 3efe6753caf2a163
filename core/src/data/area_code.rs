//! Area codes of fixed lines on the mainland and the cities they serve.
//!
//! | input | answer |
//! |---|---|
//! | `cities("021")`, `cities("21")` | 上海 |
//! | `cities("024")` | 沈阳、铁岭、抚顺、本溪 |
//! | `area_code_of("苏州")` | `0512` |

use hashbrown::HashMap;

use super::blob::Id;
use super::source::Source;

/// The area codes.
#[derive(Debug)]
pub struct AreaCodes {
    /// By the code without its zero.
    by_code: HashMap<&'static str, &'static str>,
    by_city: HashMap<&'static str, &'static str>,
    /// One bit per code of two or three digits, for the question that every telephone number asks.
    known: [u64; 16],
}

impl AreaCodes {
    pub(super) fn read(source: &Source) -> Self {
        let mut table = AreaCodes { by_code: HashMap::new(), by_city: HashMap::new(), known: [0; 16] };
        for (code, cities) in source.pairs(Id::AreaCode) {
            let bare = code.strip_prefix('0').unwrap_or(code);
            table.by_code.insert(bare, cities);
            if let Some((word, bit)) = place(bare.as_bytes())
                && let Some(word) = table.known.get_mut(word)
            {
                *word |= bit;
            }
            for city in cities.split('、') {
                // Rows are sorted: the lowest code of a city wins.
                table.by_city.entry(city).or_insert(code);
            }
        }
        table
    }

    /// The short names of the cities of an area code, with or without its leading zero, joined by 、.
    #[must_use]
    pub fn cities(&self, area_code: &str) -> Option<&'static str> {
        self.by_code.get(area_code.strip_prefix('0').unwrap_or(area_code)).copied()
    }

    /// Whether digits without the leading zero are an area code.
    #[must_use]
    pub fn is_known(&self, bare: &[u8]) -> bool {
        place(bare).is_some_and(|(word, bit)| self.known.get(word).is_some_and(|w| w & bit != 0))
    }

    /// The area code of a city by its short name, with its leading zero.
    #[must_use]
    pub fn area_code_of(&self, city_short_name: &str) -> Option<&'static str> {
        self.by_city.get(city_short_name).copied()
    }
}

/// Word and bit of a code of two digits (0–99) or three (200–999).
fn place(bare: &[u8]) -> Option<(usize, u64)> {
    let digit = |b: &u8| b.is_ascii_digit().then(|| usize::from(b - b'0'));
    let number = match bare {
        [a, b] => digit(a)? * 10 + digit(b)?,
        [a, b, c] => Some(digit(a)? * 100 + digit(b)? * 10 + digit(c)?).filter(|n| *n >= 200)?,
        _ => return None,
    };
    Some((number / 64, 1 << (number % 64)))
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;
    use crate::data::division::{self, Level};

    fn cities(code: &str) -> Option<&'static str> {
        let known = ReferenceTables::builtin().area_codes().is_known(code.strip_prefix('0').unwrap_or(code).as_bytes());
        let cities = ReferenceTables::builtin().area_codes().cities(code);
        assert_eq!(cities.is_some(), known, "{code}");
        cities
    }

    fn area_code_of(city: &str) -> Option<&'static str> {
        ReferenceTables::builtin().area_codes().area_code_of(city)
    }

    #[test]
    fn both_ways() {
        for (code, expected) in [
            ("021", "上海"),
            ("21", "上海"),
            ("010", "北京"),
            ("10", "北京"),
            ("024", "沈阳、铁岭、抚顺、本溪"),
            ("0371", "郑州、开封"),
            ("335", "秦皇岛"),
            ("0470", "呼伦贝尔"),
            ("0433", "延边、珲春、延吉"),
            ("0692", "德宏"),
            ("0731", "长沙、湘潭、株洲"),
        ] {
            assert_eq!(cities(code), Some(expected), "{code}");
        }
        for (city, code) in [("苏州", "0512"), ("深圳", "0755"), ("伊犁", "0999"), ("海西", "0977"), ("吕梁", "0358")] {
            assert_eq!(area_code_of(city), Some(code), "{city}");
        }
        for code in ["", "0", "00", "1", "138", "0021", "33", "33a", "０２１"] {
            assert_eq!(cities(code), None, "{code}");
        }
        assert_eq!(area_code_of("火星"), None);
    }

    #[test]
    fn every_prefecture_and_municipality_has_one() {
        let divisions = ReferenceTables::builtin().divisions();
        assert_eq!(ReferenceTables::builtin().area_codes().by_code.len(), 320);
        for province in divisions.provinces().filter(|row| row.is_mainland()) {
            let code = area_code_of(province.short());
            let municipality = province.name().ends_with('市');
            // 吉林 and 海南 are also a city and a prefecture.
            assert!(code.is_some() == municipality || ["吉林", "海南"].contains(&province.short()));
        }
        for code in (110_000..660_000).step_by(100) {
            if let Some(row) = divisions.by_code(code).filter(|row| row.level() == Level::Prefecture) {
                assert!(area_code_of(division::shorten(row.name())).is_some(), "{row:?}");
            }
        }
    }
}
