//! Two angles out of a text.

/// Why a text is no point.
pub(super) enum Fault {
    /// Not two angles.
    Syntax,
    /// More degrees than there are, or minutes.
    OutOfRange,
}

/// One degree in the unit that angles are read in.
const DEGREE: i64 = 1_000_000_000;

/// What an angle is measured along.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Axis {
    Latitude,
    Longitude,
}

/// An angle as written.
#[derive(Clone, Copy, Default)]
struct Angle {
    /// In [`DEGREE`].
    value: i64,
    negative: bool,
    /// The axis, and whether it counts backwards.
    half: Option<(Axis, bool)>,
    /// The unit its last number has: 1 degrees, 2 minutes, 3 seconds; 0: none is written.
    unit: u8,
    too_large: bool,
    /// Its letter stands behind it.
    closed: bool,
}

impl Angle {
    /// Whether a number is its minutes or seconds: by its unit, or without one where it touches what stands in front.
    fn goes_on(&self, unit: u8, touches: bool) -> bool {
        !self.closed && matches!(self.unit, 1 | 2) && (unit > self.unit || touches)
    }
}

/// Words and letters, and what they say of the angle beside them.
const WORDS: [(&str, Axis, bool); 20] = [
    ("latitude", Axis::Latitude, false),
    ("longitude", Axis::Longitude, false),
    ("lat", Axis::Latitude, false),
    ("long", Axis::Longitude, false),
    ("lon", Axis::Longitude, false),
    ("lng", Axis::Longitude, false),
    ("n", Axis::Latitude, false),
    ("s", Axis::Latitude, true),
    ("e", Axis::Longitude, false),
    ("w", Axis::Longitude, true),
    ("北纬", Axis::Latitude, false),
    ("北緯", Axis::Latitude, false),
    ("南纬", Axis::Latitude, true),
    ("南緯", Axis::Latitude, true),
    ("东经", Axis::Longitude, false),
    ("東經", Axis::Longitude, false),
    ("西经", Axis::Longitude, true),
    ("西經", Axis::Longitude, true),
    ("纬度", Axis::Latitude, false),
    ("经度", Axis::Longitude, false),
];

/// Longer texts are no point.
const LONGEST: usize = 120;

/// Latitude and longitude in 1/100 000 degree.
pub(super) fn point(text: &str) -> Result<(i32, i32), Fault> {
    if text.len() > LONGEST {
        return Err(Fault::Syntax);
    }
    let lower = text.trim().to_lowercase();
    let (inner, first) = match lower.strip_prefix("point") {
        Some(inner) => (inner.trim_start(), Axis::Longitude),
        None => (lower.strip_prefix("geo:").unwrap_or(&lower), Axis::Latitude),
    };
    let inner = inner.strip_prefix(['(', '[']).and_then(|t| t.strip_suffix([')', ']'])).unwrap_or(inner);
    let [a, b] = angles(&commas(inner)).ok_or(Fault::Syntax)?;
    let (a, b) = match (a.half.map(|h| h.0), b.half.map(|h| h.0)) {
        (None, None) if first == Axis::Longitude => (b, a),
        (None, None) | (Some(Axis::Latitude), Some(Axis::Longitude)) => (a, b),
        (Some(Axis::Longitude), Some(Axis::Latitude)) => (b, a),
        _ => return Err(Fault::Syntax),
    };
    let (latitude, longitude) = (signed(a)?, signed(b)?);
    if latitude.abs() > 9_000_000 || longitude.abs() > 18_000_000 {
        return Err(Fault::OutOfRange);
    }
    // One meridian, one key.
    Ok((latitude, if longitude == -18_000_000 { 18_000_000 } else { longitude }))
}

/// With the decimal commas of two numbers, `30,3167 35,4833`, as points.
fn commas(text: &str) -> String {
    let mut pieces = text.split([' ', ';']).filter(|piece| !piece.is_empty());
    let decimal = |piece: &str| {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        piece.strip_prefix(['-', '+', '−']).unwrap_or(piece).split_once(',').is_some_and(|(whole, part)| digits(whole) && digits(part))
    };
    match (pieces.next(), pieces.next(), pieces.next()) {
        (Some(a), Some(b), None) if decimal(a) && decimal(b) => text.replace(',', "."),
        _ => text.to_owned(),
    }
}

/// The rounded value with its sign; the hemisphere's letter is one, and a minus beside it would be another.
fn signed(angle: Angle) -> Result<i32, Fault> {
    if angle.too_large {
        return Err(Fault::OutOfRange);
    }
    let back = angle.half.is_some_and(|h| h.1);
    if back && angle.negative {
        return Err(Fault::Syntax);
    }
    let step = DEGREE / 100_000;
    let rounded = i32::try_from((angle.value + step / 2) / step).map_err(|_| Fault::OutOfRange)?;
    Ok(if back || angle.negative { -rounded } else { rounded })
}

/// Exactly two angles.
fn angles(text: &str) -> Option<[Angle; 2]> {
    let mut found: Vec<Angle> = Vec::new();
    let mut before: Option<(Axis, bool)> = None;
    let mut rest = text;
    // Whether something stands between the last number and here.
    let mut apart = true;
    while let Some(c) = rest.chars().next() {
        if let Some((word, axis, back)) = WORDS.iter().find(|(word, ..)| rest.starts_with(word)) {
            let next = rest.get(word.len()..)?;
            // A word of more letters is another word.
            if word.is_ascii() && next.starts_with(|c: char| c.is_alphabetic()) {
                return None;
            }
            match found.last_mut() {
                // Behind its number, unless that one has its letter already, or the word is a label.
                Some(last) if last.half.is_none() && before.is_none() && word.len() == 1 => (last.half, last.closed) = (Some((*axis, *back)), true),
                _ if before.is_none() => before = Some((*axis, *back)),
                _ => return None,
            }
            rest = next;
            apart = true;
        } else if c.is_ascii_digit() || matches!(c, '-' | '+' | '−' | '.') {
            let (negative, digits) = match c {
                '-' | '−' => (true, rest.get(c.len_utf8()..)?),
                '+' => (false, rest.get(1..)?),
                _ => (false, rest),
            };
            let (value, behind) = number(digits)?;
            let (unit, behind) = unit(behind);
            let touches = unit == 0 && !apart;
            let full = found.len() == 2;
            match found.last_mut().filter(|last| c.is_ascii_digit() && last.goes_on(unit, touches)) {
                Some(last) => {
                    last.unit = if unit == 0 { last.unit + 1 } else { unit };
                    last.too_large |= value >= 60 * DEGREE;
                    last.value = last.value.checked_add(value / if last.unit == 2 { 60 } else { 3600 })?;
                }
                None if unit > 1 || full => return None,
                None => found.push(Angle { value, negative, half: before.take(), unit, too_large: value > 180 * DEGREE, closed: false }),
            }
            rest = behind;
            apart = false;
        } else if c.is_whitespace() || matches!(c, ',' | ';' | '、' | '/') || before.is_some() && matches!(c, ':' | '=') {
            rest = rest.get(c.len_utf8()..)?;
            apart = true;
        } else {
            return None;
        }
    }
    match (found.as_slice(), before) {
        ([a, b], None) => Some([*a, *b]),
        _ => None,
    }
}

/// A number without sign in [`DEGREE`], and what follows.
fn number(text: &str) -> Option<(i64, &str)> {
    let whole = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, mut rest) = text.split_at_checked(whole)?;
    if whole > 6 {
        return None;
    }
    let mut value = if digits.is_empty() { 0 } else { digits.parse::<i64>().ok()? * DEGREE };
    if let Some(behind) = rest.strip_prefix('.') {
        let count = behind.bytes().take_while(u8::is_ascii_digit).count();
        if count == 0 {
            return None;
        }
        let mut place = DEGREE;
        for digit in behind.bytes().take(count.min(9)) {
            place /= 10;
            value += i64::from(digit - b'0') * place;
        }
        rest = behind.get(count..)?;
    } else if digits.is_empty() {
        return None;
    }
    Some((value, rest))
}

/// The sign of a unit, and what follows.
fn unit(text: &str) -> (u8, &str) {
    let trimmed = text.trim_start();
    for (marks, unit) in [(&["''", "′′", "\"", "″", "”", "秒"][..], 3), (&["'", "′", "’", "分"], 2), (&["°", "º", "˚", "度"], 1)] {
        if let Some(rest) = marks.iter().find_map(|mark| trimmed.strip_prefix(mark)) {
            return (unit, rest);
        }
    }
    (0, text)
}
