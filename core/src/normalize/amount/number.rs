//! Numbers as written in amounts: `1,280.00`, `50万`, `一万二`, `1亿5000万`, `1.5e5`.

use crate::normalize::clean::cut;
use crate::normalize::numeral;
use crate::normalize::sheet::digits;

/// Millionths: what numbers are counted in before they become fen.
pub(super) const MICRO: i128 = 1_000_000;

/// No amount is larger, in units: a hundred trillion.
const MOST: i128 = 100_000_000_000_000;

/// A number with its units applied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Value {
    /// In millionths.
    pub(super) micro: i128,
    /// The first number before any unit, and that unit (1 when there is none).
    pub(super) mantissa: i128,
    pub(super) unit: i128,
    /// More decimals than millionths.
    pub(super) cut: bool,
    /// Written as 1.5E+5.
    pub(super) scientific: bool,
    /// A comma was read as a decimal mark.
    pub(super) comma: bool,
    /// 10余万, 10多万.
    pub(super) about: bool,
}

/// A number without unit.
#[derive(Clone, Copy, Debug)]
struct Plain {
    micro: i128,
    /// One digit that a larger unit in front may rule: 二 in 一万二.
    bare: bool,
    cut: bool,
    scientific: bool,
    comma: bool,
    arabic: bool,
}

/// Reads a number with its units; the rest of the text.
pub(super) fn value(text: &str) -> Option<(Value, &str)> {
    let mut value = Value { micro: 0, mantissa: 0, unit: 1, cut: false, scientific: false, comma: false, about: false };
    let (mut rest, mut last_unit, mut parts) = (text, i128::MAX, 0);
    while let Some((plain, mut tail)) = plain(rest) {
        if let Some(more) = tail.strip_prefix('余').or_else(|| tail.strip_prefix('多')).filter(|t| unit(t, plain.arabic).is_some()) {
            value.about = true;
            tail = more;
        }
        let (unit, tail) = unit(tail, plain.arabic).unwrap_or((1, tail));
        let scaled = if unit == 1 && plain.bare && parts > 0 && last_unit >= 10 { plain.micro.checked_mul(last_unit / 10)? } else { plain.micro.checked_mul(unit)? };
        if parts > 0 && (scaled >= last_unit.saturating_mul(MICRO) || unit >= last_unit) {
            return None;
        }
        if parts == 0 {
            (value.mantissa, value.unit) = (plain.micro, unit);
        }
        value.micro = value.micro.checked_add(scaled).filter(|v| *v <= MOST * MICRO)?;
        value.cut |= plain.cut;
        value.scientific |= plain.scientific;
        value.comma |= plain.comma;
        (rest, parts) = (tail, parts + 1);
        if unit == 1 {
            break;
        }
        last_unit = unit;
    }
    (parts > 0).then_some((value, rest))
}

/// The unit a text starts with.
fn unit(text: &str, arabic: bool) -> Option<(i128, &str)> {
    const HAN: [(&str, i128); 12] = [
        ("万亿", 1_000_000_000_000),
        ("萬億", 1_000_000_000_000),
        ("亿", 100_000_000),
        ("億", 100_000_000),
        ("千万", 10_000_000),
        ("百万", 1_000_000),
        ("十万", 100_000),
        ("万", 10_000),
        ("萬", 10_000),
        ("千", 1000),
        ("仟", 1000),
        ("百", 100),
    ];
    const LATIN: [(&str, i128); 9] = [
        ("thousand", 1000),
        ("million", 1_000_000),
        ("billion", 1_000_000_000),
        ("mn", 1_000_000),
        ("bn", 1_000_000_000),
        ("mm", 1_000_000),
        ("w", 10_000),
        ("k", 1000),
        ("m", 1_000_000),
    ];
    // In Chinese numerals 千 and 百 are part of the number.
    if let Some((han, n)) = HAN.iter().find(|(word, n)| text.starts_with(word) && (arabic || *n >= 10_000)) {
        return Some((*n, cut(text, han.len()).1));
    }
    let text = text.trim_start_matches(' ');
    let (word, n) = LATIN.iter().find(|(word, _)| super::words::strip(text, word).is_some())?;
    let rest = cut(text, word.len()).1;
    (arabic && !rest.starts_with(|c: char| c.is_ascii_alphanumeric())).then_some((*n, rest))
}

fn plain(text: &str) -> Option<(Plain, &str)> {
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return arabic(text);
    }
    let end = text.find(|c| !numeral::is_numeral(c)).unwrap_or(text.len());
    let (run, rest) = cut(text, end);
    let small = numeral::small(run)?;
    let mut plain = Plain { micro: i128::from(small.value) * MICRO, bare: small.bare && !small.zero, cut: false, scientific: false, comma: false, arabic: false };
    if let Some(decimals) = rest.strip_prefix('点').or_else(|| rest.strip_prefix('點')) {
        let end = decimals.find(|c| numeral::digit(c).is_none()).unwrap_or(decimals.len());
        let (run, tail) = cut(decimals, end);
        let mut scale = MICRO;
        for d in run.chars().filter_map(numeral::digit) {
            scale /= 10;
            plain.micro += i128::from(d) * scale;
        }
        return (!run.is_empty()).then_some((Plain { bare: false, ..plain }, tail));
    }
    Some((plain, rest))
}

/// Reads digits with separators and decimals.
fn arabic(text: &str) -> Option<(Plain, &str)> {
    let end = token_end(text);
    let (token, mut rest) = cut(text, end);
    let mut plain = Plain { micro: 0, bare: token.len() == 1 && token != "0", cut: false, scientific: false, comma: false, arabic: true };
    let (whole, fraction) = split(token, &mut plain.comma)?;
    for c in whole.chars().filter(char::is_ascii_digit) {
        plain.micro = plain.micro.checked_mul(10)?.checked_add(i128::from(c.to_digit(10)?))?;
        if plain.micro > MOST {
            return None;
        }
    }
    plain.micro *= MICRO;
    let mut scale = MICRO;
    for c in fraction.chars() {
        scale /= 10;
        plain.micro += i128::from(c.to_digit(10)?) * scale;
        plain.cut |= scale == 0 && c != '0';
    }
    if let Some((exponent, tail)) = exponent(rest) {
        plain.micro = plain.micro.checked_mul(10_i128.checked_pow(exponent)?)?;
        plain.scientific = true;
        rest = tail;
    }
    Some((plain, rest))
}

/// `E+10` behind a number.
fn exponent(text: &str) -> Option<(u32, &str)> {
    let tail = text.strip_prefix(['e', 'E'])?;
    let (run, rest) = digits(tail.strip_prefix('+').unwrap_or(tail))?;
    let exponent = run.parse().ok().filter(|e| *e <= 15)?;
    Some((exponent, rest))
}

/// Where a number ends: digits, commas, dots, apostrophes, and blanks in front of three digits.
fn token_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    loop {
        match bytes.get(at) {
            Some(b'0'..=b'9') => at += 1,
            Some(b',' | b'.' | b'\'') if digit(at + 1) => at += 1,
            Some(b' ') if (1..4).all(|n| digit(at + n)) && !digit(at + 4) && digit(at.saturating_sub(1)) => at += 1,
            _ => return at,
        }
    }
}

/// Whole part with its separators, and decimals; `None` when the separators make no number.
fn split<'a>(token: &'a str, comma: &mut bool) -> Option<(&'a str, &'a str)> {
    let commas = token.matches(',').count();
    let dots = token.matches('.').count();
    let (whole, fraction) = match (commas, dots) {
        (0, 0) => (token, ""),
        (0, 1) => token.split_once('.')?,
        (1, 0) if !grouped(token, ',') => {
            let (whole, fraction) = token.split_once(',')?;
            *comma = true;
            (whole, Some(fraction).filter(|f| f.len() <= 2)?)
        }
        (_, 0) | (0, _) => (token, ""),
        (1, _) if token.rfind(',') > token.rfind('.') => token.split_once(',')?,
        (_, 1) => token.split_once('.')?,
        _ => return None,
    };
    let regular = [',', '.', '\'', ' '].iter().all(|separator| !whole.contains(*separator) || grouped(whole, *separator));
    (regular && fraction.bytes().all(|b| b.is_ascii_digit())).then_some((whole, fraction))
}

/// Groups of three digits, or of four as 万 are counted; the first may be shorter.
fn grouped(text: &str, separator: char) -> bool {
    let mut groups = text.split(separator);
    let first = groups.next().unwrap_or_default();
    let all = |len: usize| text.split(separator).skip(1).all(|g| g.len() == len) && (1..=len).contains(&first.len());
    all(3) || all(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, units, rest) in [
            ("1,280.00元", 1280, "元"),
            ("150,000", 150_000, ""),
            ("15,0000", 150_000, ""),
            ("1 280 000", 1_280_000, ""),
            ("1.280.000,00", 1_280_000, ""),
            ("50万", 500_000, ""),
            ("1.5亿", 150_000_000, ""),
            ("1亿5000万元", 150_000_000, "元"),
            ("3万5", 35_000, ""),
            ("3万5千", 35_000, ""),
            ("1万2000", 12_000, ""),
            ("8千", 8000, ""),
            ("3百万", 3_000_000, ""),
            ("10w", 100_000, ""),
            ("20k+", 20_000, "+"),
            ("1.5 million", 1_500_000, ""),
            ("一万二", 12_000, ""),
            ("一万零二", 10_002, ""),
            ("三千五百元", 3500, "元"),
            ("两百五", 250, ""),
            ("一点五亿", 150_000_000, ""),
            ("壹万贰仟", 12_000, ""),
            ("一亿二千万", 120_000_000, ""),
            ("十万", 100_000, ""),
            ("1.5e5", 150_000, ""),
            ("10余万", 100_000, ""),
        ] {
            let (value, tail) = value(text).unwrap();
            assert_eq!((value.micro, tail), (units * MICRO, rest), "{text}");
        }
        for text in ["1,23,4", "1.2.3", "5万3万", "万", "abc", "1,280,00.0,0"] {
            assert!(value(text).is_none_or(|(_, rest)| !rest.is_empty()), "{text}");
        }
    }
}
