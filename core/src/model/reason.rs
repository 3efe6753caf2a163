//! Why a value was changed, doubted or refused: the stable codes.

use serde::{Serialize, Serializer};

macro_rules! reasons {
    ($($variant:ident, $code:literal, $meaning:literal;)*) => {
        /// A stable reason code on a normalized value.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[non_exhaustive]
        pub enum Reason {
            $(#[doc = $meaning] $variant,)*
        }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Reason] = &[$(Reason::$variant,)*];

            /// The stable name, such as `bad_check_digit`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Reason::$variant => $code,)* }
            }

            /// What it means, in one line.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Reason::$variant => $meaning,)* }
            }
        }
    };
}

reasons! {
    Trimmed, "trimmed", "Blanks or punctuation around the value were dropped.";
    Width, "width", "Full-width characters were folded.";
    Invisible, "invisible", "Invisible or control characters were dropped.";
    Separators, "separators", "Separators inside the value were dropped.";
    Case, "case", "Letter case was folded in the key.";
    Traditional, "traditional", "Traditional characters were folded in the key.";
    CountryPrefix, "country_prefix", "A country prefix was dropped or added.";
    Extension, "extension", "An extension was split off.";
    SpreadsheetNumber, "spreadsheet_number", "A spreadsheet turned the value into a number; it could be restored.";
    DigitsLost, "digits_lost", "A spreadsheet destroyed digits; the value cannot be restored.";
    Masked, "masked", "The value is masked and has no exact-match key.";
    DestroyedMask, "destroyed_mask", "What remains of a mask; not a value.";
    MultipleValues, "multiple_values", "The cell holds several values; the first readable one is used.";
    WrongLength, "wrong_length", "The number of characters is not one this kind has.";
    UnassignedPrefix, "unassigned_prefix", "The number starts with a prefix that is not assigned.";
    UnknownAreaCode, "unknown_area_code", "The area code is not assigned.";
    ServiceNumber, "service_number", "A service or hotline number, not a person's.";
    Placeholder, "placeholder", "A made-up value such as 11111111111.";
    BadCheckDigit, "bad_check_digit", "The check character does not fit.";
    BadDate, "bad_date", "The date does not exist.";
    BadCharacter, "bad_character", "A character that this kind does not have.";
    UnknownRegion, "unknown_region", "The region is not in the table.";
    OldFormat, "old_format", "An older form of the code, still valid.";
    OrderUnknown, "order_unknown", "Day and month could be read both ways.";
    PartialDate, "partial_date", "Only a part of a date: a year, a year and month, or what has no year.";
    TwoDigitYear, "two_digit_year", "The year has two digits; the century is assumed.";
    Range, "range", "A range of values, not one value.";
    Unbounded, "unbounded", "A range with one open side.";
    Unit, "unit", "A unit was applied.";
    Currency, "currency", "A currency was written.";
    SurnameOnly, "surname_only", "Only a surname or a form of address.";
    Honorific, "honorific", "A form of address was split off.";
    NameOrder, "name_order", "Family and given name were put in order.";
    BracketsFolded, "brackets_folded", "Brackets were folded in the key.";
    LegalFormFolded, "legal_form_folded", "The legal form was folded in the key.";
    ShortName, "short_name", "A short name was completed from the table.";
    DefaultAssumed, "default_assumed", "A default was used to read the value.";
    Syntax, "syntax", "The value has not the form of this kind.";
    RoleMailbox, "role_mailbox", "A role mailbox, not a person's.";
    LostBytes, "lost_bytes", "Bytes were lost before the value arrived here.";
    TooLong, "too_long", "The value is longer than the limit and was cut.";
    Nickname, "nickname", "Looks like a nickname rather than a name.";
    Label, "label", "A label or remark around the value was dropped.";
    SubAddress, "sub_address", "A tag or dots that the mail provider ignores were dropped in the key.";
    Approximate, "approximate", "The value is said to be approximate.";
    Rounded, "rounded", "More decimals than the unit has; rounded.";
    Era, "era", "The year was counted in an era and converted.";
    Epoch, "epoch", "A count of seconds since 1970, read at UTC+8.";
    SingleName, "single_name", "Only one part of a name.";
    UnknownSurname, "unknown_surname", "The name starts with no surname in the table.";
    NotAPerson, "not_a_person", "Names an organisation or a role, not a person.";
    Detail, "detail", "Further text behind the value is not part of the key.";
    Namesakes, "namesakes", "Several places or branches bear this name; the candidates list them.";
    Branch, "branch", "A branch of a company, not the company itself.";
    RelayNumber, "relay_number", "A number that a shop or platform lends to many people; the extension tells them apart.";
    NoAreaCode, "no_area_code", "A local number without area code, and no city to complete it from.";
    CityAssumed, "city_assumed", "The area code was completed from the city that the option or the record gives.";
    OldNumbering, "old_numbering", "An area code that was given up; its successor stands in the key.";
    InnerCheck, "bad_inner_check", "The check character of the organisation code inside does not fit.";
    LookAlike, "look_alike", "Characters that look like others were read as those.";
    LegacyRegion, "legacy_region", "The region's code has been given up since.";
    RegionNotInForce, "region_not_in_force", "The region's code was not in force at birth.";
    Idn, "idn", "An international domain, in its ASCII form in the key.";
    Numerals, "numerals", "Digits of another script, in words or as letters of a keypad were read as digits.";
    Relative, "relative", "Counts from today or another day that is not said.";
    Lunar, "lunar", "A date of the lunisolar calendar, which is not converted.";
    OldName, "old_name", "A name that was given up; what is there today stands in the key.";
    Contradiction, "contradiction", "Parts of the value contradict each other.";
    Ruby, "ruby", "Readings in brackets behind characters were dropped.";
    Decoration, "decoration", "Signs that only decorate were dropped: emoji, stars, frames.";
    UnknownGender, "unknown_gender", "The word is not known for a sex.";
    UnknownChannel, "unknown_channel", "The channel is not in the table.";
    OutOfRange, "out_of_range", "The number is larger than this kind holds, or less than nothing.";
    UnknownIndustry, "unknown_industry", "Names no branch of industry in the table.";
    OtherEdition, "other_edition", "A name or code of another edition of the classification.";
    CountryOfRecord, "country_of_record", "The number was read as it is dialled in the country that the record gives.";
}

impl Reason {
    /// Whether the value is not one customer's own: such values never count as an exact match.
    #[must_use]
    pub const fn is_impersonal(self) -> bool {
        matches!(self, Reason::ServiceNumber | Reason::RelayNumber | Reason::RoleMailbox | Reason::NotAPerson | Reason::Nickname | Reason::Placeholder)
    }
}

impl Serialize for Reason {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
