//! What a column is for.

use crate::schema::{DateOrder, FieldKind};
use serde::{Deserialize, Serialize};

/// What a column is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    /// The id of the row.
    RecordId,
    /// When the row was written.
    RecordTime,
    /// A person's whole name.
    PersonName,
    /// A given name.
    GivenName,
    /// A middle name.
    MiddleName,
    /// A family name.
    FamilyName,
    /// A company's name.
    Company,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A resident identity number.
    ResidentId,
    /// A unified social credit code.
    CreditCode,
    /// A date of birth.
    BirthDate,
    /// A region.
    Region,
    /// An address.
    Address,
    /// A postcode.
    Postcode,
    /// A part of an address.
    Place,
    /// An identifier.
    Code,
    /// A person's sex.
    Gender,
    /// A latitude in degrees.
    Latitude,
    /// A longitude in degrees.
    Longitude,
    /// Latitude and longitude in one text.
    Point,
    /// A value from a short list.
    Category,
    /// The name of a thing.
    Title,
    /// Free text.
    Text,
    /// Nothing about who the customer is.
    Unused,
}

impl Role {
    /// What the values of such a column mean, before any was looked at.
    #[must_use]
    pub fn kind(self) -> FieldKind {
        match self {
            Role::PersonName => FieldKind::PersonName {},
            Role::GivenName | Role::MiddleName => FieldKind::GivenName {},
            Role::FamilyName => FieldKind::FamilyName {},
            Role::Company => FieldKind::Company {},
            Role::Phone => FieldKind::phone(),
            Role::Email => FieldKind::Email {},
            Role::ResidentId => FieldKind::ResidentId {},
            Role::CreditCode => FieldKind::CreditCode {},
            Role::BirthDate | Role::RecordTime => FieldKind::Date { order: DateOrder::Unknown },
            Role::Region => FieldKind::Region {},
            Role::Code | Role::RecordId => FieldKind::Code { scope: String::new() },
            Role::Gender => FieldKind::Gender {},
            Role::Latitude | Role::Longitude => FieldKind::Number {},
            Role::Point => FieldKind::Geo {},
            Role::Title => FieldKind::Title {},
            Role::Category => FieldKind::Category {},
            Role::Address | Role::Postcode | Role::Place | Role::Text | Role::Unused => FieldKind::Text {},
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Role::RecordId => "a record id",
            Role::RecordTime => "the time of the row",
            Role::PersonName => "a person's name",
            Role::GivenName => "a given name",
            Role::MiddleName => "a middle name",
            Role::FamilyName => "a family name",
            Role::Company => "a company's name",
            Role::Phone => "a phone number",
            Role::Email => "an e-mail address",
            Role::ResidentId => "a resident identity number",
            Role::CreditCode => "a social credit code",
            Role::BirthDate => "a date of birth",
            Role::Region => "a region",
            Role::Address => "an address",
            Role::Postcode => "a postcode",
            Role::Place => "a part of an address",
            Role::Code => "an identifier",
            Role::Gender => "a person's sex",
            Role::Latitude => "a latitude",
            Role::Longitude => "a longitude",
            Role::Point => "a point on the earth",
            Role::Category => "a category",
            Role::Title => "the name of a thing",
            Role::Text => "free text",
            Role::Unused => "nothing about who the customer is",
        }
    }
}
