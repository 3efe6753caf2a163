//! What the digits of one number were read as.

use super::kind::Kind;
use crate::model::Reason;
use crate::normalize::short::Short;

/// An ISO 3166 code, or `001` for numbers of no country.
pub(super) type Region = Short<3>;

/// What is to be said about a reading.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Note {
    /// It was changed, with this confidence.
    Repair(Reason, u8),
    /// It is odd, with this confidence.
    Doubt(Reason, u8),
}

/// One number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    /// Country code and national number; a short code or a local number alone.
    digits: Short<20>,
    /// Digits of the country code; none: there is no E.164 form.
    country: u8,
    /// Digits of the Chinese area code.
    pub(super) area: u8,
    pub(super) kind: Kind,
    /// Who the prefix was given to.
    pub(super) carrier: &'static str,
    pub(super) region: Region,
    chinese: bool,
    /// A prefix such as `+86`, `0086` or `17951` was dropped.
    pub(super) prefixed: bool,
    pub(super) note: Option<Note>,
}

const CN: &str = "CN";
const CHINA: &str = "86";

impl Number {
    fn new(kind: Kind, region: &str, parts: &[&str]) -> Option<Number> {
        let mut number = Number { digits: Short::new(), country: 0, area: 0, kind, carrier: "", region: Short::new(), chinese: region == CN, prefixed: false, note: None };
        (number.region.push_str(region) && parts.iter().all(|part| number.digits.push_str(part))).then_some(number)
    }

    /// A Chinese number with an E.164 form.
    pub(super) fn chinese(kind: Kind, carrier: &'static str, national: &str) -> Option<Number> {
        let mut number = Number::new(kind, CN, &[CHINA, national])?;
        number.country = 2;
        number.carrier = carrier;
        Some(number)
    }

    /// A Chinese fixed line.
    pub(super) fn landline(area: &str, added: &str, local: &str) -> Option<Number> {
        let mut number = Number::new(Kind::Landline, CN, &[CHINA, area, added, local])?;
        number.country = 2;
        number.area = u8::try_from(area.len()).ok()?;
        Some(number)
    }

    /// A number that is dialled within one country or city only.
    pub(super) fn local(kind: Kind, region: &str, digits: &str) -> Option<Number> {
        Number::new(kind, region, &[digits])
    }

    /// A number of another country.
    pub(super) fn foreign(kind: Kind, region: &str, country: &str, national: &str) -> Option<Number> {
        let mut number = Number::new(kind, region, &[country, national])?;
        number.country = u8::try_from(country.len()).ok()?;
        Some(number)
    }

    pub(super) fn noted(mut self, note: Note) -> Number {
        self.note = Some(note);
        self
    }

    pub(super) fn after_prefix(mut self) -> Number {
        self.prefixed = true;
        self
    }

    /// Whether it has an E.164 form.
    pub(super) fn has_key(&self) -> bool {
        self.country > 0
    }

    pub(super) fn is_chinese(&self) -> bool {
        self.chinese
    }

    /// Whether it is a short code.
    pub(super) fn is_code(&self) -> bool {
        !self.has_key() && self.kind.is_service()
    }

    /// Whether it is a local number that lacks its area code.
    pub(super) fn lacks_area(&self) -> bool {
        !self.has_key() && !self.kind.is_service()
    }

    /// Whether there is no other way to read it.
    pub(super) fn is_certain(&self) -> bool {
        !matches!(self.note, Some(Note::Doubt(Reason::DefaultAssumed | Reason::NoAreaCode, _)))
    }

    /// Country code and national number.
    pub(super) fn digits(&self) -> &str {
        self.digits.as_str()
    }

    /// The national number among [`Number::digits`], for Chinese ones without the trunk zero; with the country code when foreign.
    pub(super) fn national_of<'d>(&self, digits: &'d str) -> &'d str {
        let dropped = if self.is_chinese() { self.country } else { 0 };
        digits.get(usize::from(dropped)..).unwrap_or_default()
    }

    /// The area code of a Chinese fixed line; empty for others.
    pub(super) fn area_code(&self) -> &str {
        self.national_of(self.digits()).get(..usize::from(self.area)).unwrap_or_default()
    }
}
