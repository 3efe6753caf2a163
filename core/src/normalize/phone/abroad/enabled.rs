//! Numbers of other countries, read by `rlibphonenumber` (Apache-2.0), a port of Google's libphonenumber with its metadata.

use super::super::kind::Kind;
use super::super::number::{Note, Number};
use super::home::Abroad;
use crate::model::Reason;
use crate::normalize::short::Short;
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, ParseError, PhoneNumber, PhoneNumberType, Region, ValidationError, get_national_significant_number_owned};

/// Reads a country code and a number.
pub(in crate::normalize::phone) fn international(digits: &str) -> Result<Number, Reason> {
    let mut text = Short::<48>::new();
    if !(text.push('+') && text.push_str(digits)) {
        return Err(Reason::WrongLength);
    }
    number(&PHONE_NUMBER_UTIL.parse(text.as_str(), None).map_err(|e| reason(&e))?)
}

/// Reads a number as it is dialled at home.
pub(in crate::normalize::phone) fn national(home: &Abroad, digits: &str) -> Result<Number, Reason> {
    let region = Region::from_code(home.region.as_str()).ok().filter(|r| PHONE_NUMBER_UTIL.get_country_code_for_region(*r).is_some());
    let region = region.ok_or(Reason::UnknownRegion)?;
    let parsed = PHONE_NUMBER_UTIL.parse(digits, Some(region)).map_err(|e| reason(&e))?;
    if PHONE_NUMBER_UTIL.is_possible_number_with_reason(&parsed) == Ok(NumberLengthType::IsPossibleLocalOnly) {
        let local = Number::local(Kind::Landline, home.region.as_str(), digits);
        return local.map(|n| n.noted(Note::Doubt(Reason::NoAreaCode, 60))).ok_or(Reason::WrongLength);
    }
    number(&parsed)
}

/// What the library says about a number that it could take apart.
fn number(parsed: &PhoneNumber) -> Result<Number, Reason> {
    let Some(kind) = kind(PHONE_NUMBER_UTIL.get_number_type(parsed)) else {
        // Long enough but not in the plan, or not even that.
        return Err(match PHONE_NUMBER_UTIL.is_possible_number_with_reason(parsed) {
            Ok(_) | Err(ValidationError::InvalidCountryCode) => Reason::UnassignedPrefix,
            Err(_) => Reason::WrongLength,
        });
    };
    let region = PHONE_NUMBER_UTIL.get_region_for_number(parsed).ok_or(Reason::UnassignedPrefix)?;
    let national = get_national_significant_number_owned(parsed);
    Number::foreign(kind, &region.as_region_str(), &parsed.country_code.to_string(), &national).ok_or(Reason::WrongLength)
}

fn kind(kind: PhoneNumberType) -> Option<Kind> {
    Some(match kind {
        PhoneNumberType::FixedLine => Kind::Landline,
        PhoneNumberType::Mobile => Kind::Mobile,
        PhoneNumberType::FixedLineOrMobile => Kind::LandlineOrMobile,
        PhoneNumberType::TollFree => Kind::TollFree,
        PhoneNumberType::PremiumRate => Kind::PremiumRate,
        PhoneNumberType::SharedCost => Kind::SharedCost,
        PhoneNumberType::VoIP => Kind::Voip,
        PhoneNumberType::PersonalNumber => Kind::Personal,
        PhoneNumberType::Pager => Kind::Pager,
        PhoneNumberType::UAN => Kind::Corporate,
        PhoneNumberType::VoiceMail => Kind::Voicemail,
        PhoneNumberType::Unknown => return None,
    })
}

fn reason(error: &ParseError) -> Reason {
    match error {
        ParseError::InvalidCountryCode => Reason::UnassignedPrefix,
        ParseError::NotANumber(_) => Reason::Syntax,
        ParseError::TooShortAfterIdd | ParseError::TooShortNsn | ParseError::TooLongNsn => Reason::WrongLength,
    }
}
