//! Area codes of fixed lines on the mainland and the cities they serve.
//!
//! | input | answer |
//! |---|---|
//! | `cities("021")`, `cities("21")` | 上海 |
//! | `cities("024")` | 沈阳、铁岭、抚顺、本溪 |
//! | `area_code_of("苏州")` | `0512` |

use std::sync::OnceLock;

use hashbrown::HashMap;

use super::blob::{self, Id};

/// The short names of the cities of an area code, with or without its leading zero, joined by 、.
#[must_use]
pub fn cities(area_code: &str) -> Option<&'static str> {
    let code = area_code.strip_prefix('0').unwrap_or(area_code);
    table().by_code.get(code).copied()
}

/// The area code of a city by its short name, with its leading zero.
#[must_use]
pub fn area_code_of(city_short_name: &str) -> Option<&'static str> {
    table().by_city.get(city_short_name).copied()
}

struct Table {
    /// By the code without its zero.
    by_code: HashMap<&'static str, &'static str>,
    by_city: HashMap<&'static str, &'static str>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { by_code: HashMap::new(), by_city: HashMap::new() };
        for (code, cities) in blob::pairs(blob::text(Id::AreaCode)) {
            table.by_code.insert(code.strip_prefix('0').unwrap_or(code), cities);
            for city in cities.split('、') {
                // Rows are sorted: the lowest code of a city wins.
                table.by_city.entry(city).or_insert(code);
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::division;

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
        assert_eq!(table().by_code.len(), 320);
        for province in division::provinces().filter(|row| row.is_mainland()) {
            let code = area_code_of(province.short());
            let municipality = province.name().ends_with('市');
            // 吉林 and 海南 are also a city and a prefecture.
            assert!(code.is_some() == municipality || ["吉林", "海南"].contains(&province.short()));
        }
        for code in (110_000..660_000).step_by(100) {
            if let Some(row) = division::by_code(code).filter(|row| row.level() == division::Level::Prefecture) {
                assert!(area_code_of(division::shorten(row.name())).is_some(), "{row:?}");
            }
        }
    }
}
