//! The decimal mark of a column of numbers.
//!
//! | values | mark |
//! |---|---|
//! | `1,280.00`, `3.5` | point |
//! | `1.280,00`, `3,5` | comma |
//! | `1,280`, `150000` | not known: both readings are whole numbers |

use serde::{Deserialize, Serialize};

/// What stands between whole units and their parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DecimalMark {
    /// `1,280.00`
    Point,
    /// `1.280,00`
    Comma,
}

impl DecimalMark {
    /// The mark that the values which can be read one way only agree on; none where there are none, or where
    /// fewer than nine in ten agree.
    #[must_use]
    pub fn of<'a>(values: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let (mut point, mut comma) = (0_u32, 0_u32);
        for value in values {
            match certain(value) {
                Some(DecimalMark::Point) => point += 1,
                Some(DecimalMark::Comma) => comma += 1,
                None => {}
            }
        }
        match point + comma {
            0 => None,
            all if point * 10 >= all * 9 => Some(DecimalMark::Point),
            all if comma * 10 >= all * 9 => Some(DecimalMark::Comma),
            _ => None,
        }
    }
}

/// The mark of one value, where only one reading is possible.
fn certain(value: &str) -> Option<DecimalMark> {
    let last = value.rfind([',', '.'])?;
    let (head, tail) = value.split_at_checked(last)?;
    let tail = tail.get(1..)?;
    let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
    let mark = if value.as_bytes().get(last) == Some(&b'.') { DecimalMark::Point } else { DecimalMark::Comma };
    let other = if mark == DecimalMark::Point { ',' } else { '.' };
    let grouped = head.contains(other);
    let repeated = head.contains(if mark == DecimalMark::Point { '.' } else { ',' });
    match (digits, grouped, repeated) {
        // 1.280.000: the mark groups; the other would be the decimal one, but none is written.
        (_, _, true) | (0, _, _) => None,
        (_, true, _) => Some(mark),
        // 1,280 may be grouped thousands, and so may 0 digits before it not.
        (3, false, _) if !matches!(head.trim_start_matches(|c: char| !c.is_ascii_digit()), "" | "0") => None,
        _ => Some(mark),
    }
}

#[cfg(test)]
mod tests {
    use super::DecimalMark::{self, Comma, Point};

    #[test]
    fn the_mark_that_values_agree_on() {
        for (values, mark) in [
            (vec!["1,280.00", "3.5"], Some(Point)),
            (vec!["1.280,00", "3,5"], Some(Comma)),
            (vec!["1,280", "150000", "1.280.000"], None),
            (vec!["0,125"], Some(Comma)),
            (vec!["¥ 1,280.5 元", "12,5"], None),
            (vec![""], None),
        ] {
            assert_eq!(DecimalMark::of(values.iter().copied()), mark, "{values:?}");
        }
    }
}
