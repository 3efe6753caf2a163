//! The unit that a column's name gives its numbers.
//!
//! | name | unit |
//! |---|---|
//! | `预算（万元）`, `预算(万元)`, `预算/万元`, `预算_万元` | `万元` |
//! | `发行总额（亿）` | `亿` |
//! | `price (USD)` | none: a currency is no factor |

/// Units a name may end in, longer ones first.
const UNITS: [&str; 9] = ["百万元", "千万元", "万元", "亿元", "千元", "百万", "亿", "万", "元"];

/// The unit in brackets, or behind a stroke, at the end of a name; empty: none.
pub(super) fn of(column: &str) -> String {
    let name = column.trim().trim_end_matches([')', '）', ']', '】']);
    let head = |unit: &&&str| name.strip_suffix(**unit).is_some_and(|head| head.ends_with(['(', '（', '[', '【', '/', '／', '_', ':', '：']) || head.ends_with("单位"));
    UNITS.iter().find(head).map_or_else(String::new, |unit| (*unit).to_owned())
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_unit_in_a_name() {
        for (name, unit) in
            [("预算（万元）", "万元"), ("预算/万元", "万元"), ("发行总额（亿）", "亿"), ("金额(元)", "元"), ("price (USD)", ""), ("单位：千元", "千元"), ("美元", ""), ("", "")]
        {
            assert_eq!(of(name), unit, "{name}");
        }
    }
}
