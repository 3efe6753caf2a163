//! Fixed lines: area code, local number, and area codes that were given up.
//!
//! | digits without the trunk zero | reading |
//! |---|---|
//! | `2162345678` | area 21, eight digits |
//! | `3514123456` | area 351, seven digits |
//! | `3782865033` | given up: 371 and `22865033` |
//! | `21962288` | a short code of the area |
//!
//! Source: area codes are the table `area_code`; lengths of local numbers follow libphonenumber's metadata of China (9.0.43,
//! Apache-2.0); successors and added digits are those that the provinces announced (2006 咸阳, 2009 株洲 and 湘潭, 2011 沈阳's
//! neighbours and 巢湖, 2013 开封, 2014 遵义 and 安顺, 2019 莱芜).

use super::service;
use crate::data::area_code::AreaCodes;
use crate::model::Reason;
use crate::normalize::clean::cut;

/// What digits without the trunk zero were read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Landline<'a> {
    /// Area code and local number.
    Number { area: &'a str, local: &'a str },
    /// As today's area code would write it: a digit may come in front of the local number.
    Old { area: &'static str, added: &'static str, local: &'a str },
    /// A short code of one city.
    Short,
}

/// Reads digits without the trunk zero.
pub(super) fn read<'a>(codes: &AreaCodes, digits: &'a str) -> Result<Landline<'a>, Reason> {
    let (area, local) = cut(digits, area_len(digits));
    if !codes.is_known(area.as_bytes()) {
        return old(codes, area, local).ok_or(if matches!(local.len(), 7 | 8) { Reason::UnknownAreaCode } else { Reason::WrongLength });
    }
    if service::local(local.as_bytes()) {
        return Ok(Landline::Short);
    }
    check(area, local)?;
    Ok(Landline::Number { area, local })
}

/// Whether a local number can be one of the area's.
pub(super) fn check(area: &str, local: &str) -> Result<(), Reason> {
    if !fits(area, local.len()) {
        return Err(Reason::WrongLength);
    }
    if matches!(local, "12345678" | "1234567") {
        return Err(Reason::Placeholder);
    }
    if starts_well(local) { Ok(()) } else { Err(Reason::UnassignedPrefix) }
}

/// Whether digits begin as a local number does: 0, 1 and 9 lead elsewhere.
pub(super) fn starts_well(local: &str) -> bool {
    matches!(local.as_bytes(), [b'2'..=b'8', ..])
}

/// How many of the first digits are the area code.
pub(super) fn area_len(digits: &str) -> usize {
    if matches!(digits.as_bytes(), [b'1', b'0', ..] | [b'2', ..]) { 2 } else { 3 }
}

/// Whether the area has local numbers of this length.
fn fits(area: &str, len: usize) -> bool {
    let [a, b, c] = area.as_bytes() else {
        return len == 8;
    };
    match (a, b, c) {
        (b'4', b'3', b'3' | b'5') | (b'7', b'5', b'4') | (b'8', b'5', b'1') => matches!(len, 7 | 8),
        (b'3', b'1', b'1') | (b'3', b'7', b'1' | b'7' | b'9') => len == 8,
        (b'4', b'1' | b'5', b'1') | (b'4', b'3', b'1' | b'2') => len == 8,
        (b'5', b'1', _) | (b'5', b'2', b'3' | b'7') | (b'5', b'3', b'1' | b'2') | (b'5', b'5', b'1') => len == 8,
        (b'5', b'7', b'1' | b'3'..=b'7' | b'9') | (b'5', b'9', b'1' | b'5') => len == 8,
        (b'7', b'3' | b'9', b'1') | (b'7', b'5', b'5' | b'7') | (b'7', b'6', b'0' | b'9') => len == 8,
        (b'8', b'7', b'1') | (b'8', b'9', b'8') => len == 8,
        _ => len == 7,
    }
}

/// Reads a number with an area code that was given up. Where local numbers became longer on that day, seven digits get
/// the digit that the area put in front of them.
fn old<'a>(codes: &AreaCodes, area: &str, local: &'a str) -> Option<Landline<'a>> {
    let (area, added) = successor(area, local)?;
    let added = if local.len() == 7 { added } else { "" };
    let first = if added.is_empty() { local } else { added };
    (codes.is_known(area.as_bytes()) && starts_well(first) && fits(area, added.len() + local.len())).then_some(Landline::Old { area, added, local })
}

/// The area code that took over, and the digit that came in front of local numbers.
pub(super) fn successor(area: &str, local: &str) -> Option<(&'static str, &'static str)> {
    Some(match area {
        "378" => ("371", "2"), // 开封
        "410" => ("24", "7"),  // 铁岭
        "413" => ("24", "5"),  // 抚顺
        "414" => ("24", "4"),  // 本溪
        "440" => ("433", ""),  // 珲春
        "448" => ("435", ""),  // 梅河口
        // 巢湖 was divided: 含山 and 和县 went to 马鞍山, 无为 to 芜湖, the rest to 合肥.
        "565" => match local.as_bytes() {
            [b'4' | b'5', ..] => ("555", ""),
            [b'6', ..] if local.len() == 7 => ("553", ""),
            _ => ("551", "8"),
        },
        "634" => ("531", "7"), // 莱芜
        "732" => ("731", "5"), // 湘潭
        "733" => ("731", "2"), // 株洲
        "765" => ("757", "2"), // 顺德
        "852" => ("851", "2"), // 遵义
        "853" => ("851", "3"), // 安顺
        "899" => ("898", ""),  // 三亚
        "910" => ("29", "3"),  // 咸阳
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    fn of(digits: &str) -> Result<Landline<'_>, Reason> {
        read(ReferenceTables::builtin().area_codes(), digits)
    }

    #[test]
    fn areas_and_lengths() {
        for (digits, area) in [("2162345678", "21"), ("1062345678", "10"), ("75583765566", "755"), ("3514123456", "351"), ("4336123456", "433"), ("43361234567", "433")] {
            let Ok(Landline::Number { area: got, .. }) = of(digits) else { panic!("{digits}") };
            assert_eq!(got, area, "{digits}");
        }
        for (digits, reason) in [
            ("216234567", Reason::WrongLength),
            ("51262345", Reason::WrongLength),
            ("5126234567", Reason::WrongLength),
            ("35141234567", Reason::WrongLength),
            ("7022345678", Reason::UnknownAreaCode),
            ("2112345678", Reason::Placeholder),
            ("2192345678", Reason::UnassignedPrefix),
            ("21", Reason::WrongLength),
            ("", Reason::WrongLength),
        ] {
            assert_eq!(of(digits), Err(reason), "{digits}");
        }
        assert_eq!(of("21962288"), Ok(Landline::Short));
    }

    #[test]
    fn given_up_codes() {
        for (digits, area, written) in [
            ("3782865033", "371", "22865033"),
            ("37822865033", "371", "22865033"),
            ("4132650114", "24", "52650114"),
            ("7328292130", "731", "58292130"),
            ("8528222222", "851", "28222222"),
            ("6346213201", "531", "76213201"),
            ("5652311111", "551", "82311111"),
            ("5655312345", "555", "5312345"),
            ("9103321000", "29", "33321000"),
        ] {
            let Ok(Landline::Old { area: new, added, local }) = of(digits) else { panic!("{digits}") };
            assert_eq!((new, format!("{added}{local}").as_str()), (area, written), "{digits}");
        }
        assert_eq!(of("37812345"), Err(Reason::WrongLength));
    }

    /// Every code of the table has local numbers of some length, and none of them is said to be given up.
    #[test]
    fn the_table_and_the_successors_agree() {
        let codes = ReferenceTables::builtin().area_codes();
        for n in 0..1000_u32 {
            let code = n.to_string();
            if codes.is_known(code.as_bytes()) {
                assert!(fits(&code, 7) || fits(&code, 8));
                assert_eq!(successor(&code, "2345678"), None, "{code}");
            }
            if let Some((new, added)) = successor(&code, "2345678") {
                assert!(codes.is_known(new.as_bytes()) && (added.is_empty() || fits(new, 8)), "{code}");
            }
        }
    }
}
