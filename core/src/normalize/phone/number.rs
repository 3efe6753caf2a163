//! From the digits of one number to its key and class.

use super::plan::{self, Class, Landline};
use super::scan::Scan;
use crate::model::Reason;
use crate::normalize::clean::cut;
use crate::normalize::short::Short;

/// What one number was read as.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// The match key; empty for service numbers and masked ones.
    pub(super) key: Short<24>,
    /// The national number.
    pub(super) national: Short<24>,
    pub(super) class: Class,
    /// Digits of the area code, for landlines.
    pub(super) area: usize,
    /// A prefix such as `+86`, `0086` or `17951` was dropped.
    pub(super) prefix: bool,
    /// What is odd.
    pub(super) doubt: Option<(Reason, u8)>,
}

impl Number {
    fn new(class: Class, plus: &str, national: &str) -> Option<Number> {
        let mut number = Number { key: Short::new(), national: Short::new(), class, area: 0, prefix: false, doubt: None };
        let fits = number.key.push_str(plus) && number.key.push_str(national) && number.national.push_str(national);
        fits.then_some(number)
    }

    /// Whether the numbering plan knows the number.
    pub(super) fn is_good(&self) -> bool {
        self.class != Class::Unknown && self.doubt.is_none_or(|(r, _)| r == Reason::ServiceNumber)
    }

    fn doubted(mut self, reason: Reason, confidence: u8) -> Number {
        self.doubt = Some((reason, confidence));
        self
    }

    fn prefixed(mut self) -> Number {
        self.prefix = true;
        self
    }
}

/// Reads the digits of a scanned number; the reason when they are none.
pub(super) fn read(scan: &Scan) -> Result<Number, Reason> {
    digits(scan.digits.as_str(), scan.plus)
}

/// Reads digits, with or without an international prefix.
pub(super) fn digits(digits: &str, plus: bool) -> Result<Number, Reason> {
    if plan::is_placeholder(digits) {
        return Err(Reason::Placeholder);
    }
    if let Some(abroad) = (!plus).then(|| digits.strip_prefix("00")).flatten().filter(|d| d.len() >= 8) {
        return international(abroad).map(Number::prefixed);
    }
    if plus {
        return international(digits);
    }
    if let Some(number) = chinese(digits) {
        return Ok(number);
    }
    if let Some(number) = digits.strip_prefix("86").and_then(chinese).filter(|n| n.is_good() && n.class != Class::Service) {
        return Ok(number.prefixed());
    }
    let carrier = ["17951", "17911", "17909", "12593", "10193", "17950", "17901"];
    if let Some(number) = carrier.iter().find_map(|c| chinese(digits.strip_prefix(c)?)).filter(Number::is_good) {
        return Ok(number.prefixed());
    }
    unknown(digits)
}

/// Reads digits behind `+` or `00`.
fn international(digits: &str) -> Result<Number, Reason> {
    if let Some(national) = digits.strip_prefix("86").filter(|d| !d.is_empty()) {
        if plan::is_placeholder(national) {
            return Err(Reason::Placeholder);
        }
        let with_trunk = |d: &str| {
            let mut trunk = Short::<24>::new();
            (trunk.push('0') && trunk.push_str(d)).then_some(trunk).and_then(|t| chinese(t.as_str()))
        };
        let number = chinese(national).filter(|n| n.is_good() || n.class != Class::Landline).or_else(|| with_trunk(national)).or_else(|| chinese(national));
        if let Some(number) = number {
            return Ok(number.prefixed());
        }
        return match national.len() {
            11 if national.starts_with('1') => Number::new(Class::Unknown, "+86", national).map(|n| n.prefixed().doubted(Reason::UnassignedPrefix, 40)).ok_or(Reason::WrongLength),
            _ => Err(Reason::WrongLength),
        };
    }
    match (digits.len(), digits.starts_with('0')) {
        (7..=15, false) => Number::new(Class::International, "+", digits)
            .and_then(|mut n| {
                n.national = Short::new();
                n.national.push_str(digits).then_some(n)
            })
            .ok_or(Reason::WrongLength),
        _ => Err(Reason::WrongLength),
    }
}

/// Reads digits by the Chinese plan.
fn chinese(digits: &str) -> Option<Number> {
    if plan::is_service(digits) && plan::mobile(digits).is_none() {
        return service(digits);
    }
    if let Some(class) = plan::mobile(digits) {
        return Number::new(class, "+86", digits);
    }
    let national = digits.strip_prefix('0')?;
    if let Some(class) = plan::mobile(national) {
        return Number::new(class, "+86", national).map(Number::prefixed);
    }
    let landline = plan::landline(national)?;
    let (area, doubt) = match landline {
        Landline::Number(area) => (area, None),
        Landline::UnknownArea => (3, Some((Reason::UnknownAreaCode, 40))),
        Landline::Service => return service(digits),
    };
    let mut number = Number::new(Class::Landline, "+86", national)?;
    number.area = area;
    number.doubt = doubt;
    Some(number)
}

fn service(digits: &str) -> Option<Number> {
    let mut number = Number::new(Class::Service, "", digits)?;
    number.key = Short::new();
    Some(number.doubted(Reason::ServiceNumber, 90))
}

/// Digits that no plan known here fits: foreign numbers without a prefix, mistyped ones.
fn unknown(digits: &str) -> Result<Number, Reason> {
    match digits.len() {
        7..=15 => {
            let reason = match digits.as_bytes() {
                [b'1', ..] if digits.len() == 11 => Reason::UnassignedPrefix,
                _ => Reason::WrongLength,
            };
            Number::new(Class::Unknown, "", digits).map(|n| n.doubted(reason, 50)).ok_or(Reason::WrongLength)
        }
        4 => Err(Reason::DestroyedMask),
        3 if digits.starts_with('1') => Err(Reason::DestroyedMask),
        _ => Err(Reason::WrongLength),
    }
}

/// Reads a landline written without its trunk zero, `21-62345678`: the grouping gives it away.
pub(super) fn without_trunk(scan: &Scan) -> Option<Number> {
    let digits = scan.digits.as_str();
    let area = scan.ends().next().filter(|_| scan.ends().count() == 2)?;
    if cut(digits, area).1.len() != 8 || plan::landline(digits) != Some(Landline::Number(area)) {
        return None;
    }
    let mut number = Number::new(Class::Landline, "+86", digits)?;
    number.area = area;
    Some(number.doubted(Reason::DefaultAssumed, 80))
}
