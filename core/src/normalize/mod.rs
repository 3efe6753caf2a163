//! From raw text to a display form, a match key and derived forms. One file per field kind.

mod address;
mod bank_card;
mod category;
mod channel;
mod checked;
mod clean;
mod code;
mod company;
mod credit_code;
mod date;
mod email;
pub mod flattened;
mod gender;
mod geo;
mod industry;
mod latin;
mod missing;
mod name_part;
mod nickname;
mod number;
mod numeral;
mod org_code;
mod person_name;
mod phone;
mod quantity;
pub mod record;
mod region;
mod resident_id;
mod scale;
mod sheet;
mod short;
mod text;
mod wechat_id;

mod amount;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod vectors;

pub use address::Address;
pub use amount::{Amount, fen, hundredths};
pub use bank_card::BankCard;
pub use category::Category;
pub use channel::Channel;
pub use code::Code;
pub use company::Company;
pub use credit_code::CreditCode;
pub use date::{Date, OrderCount, OrderEvidence};
pub use email::Email;
pub use gender::Gender;
pub use geo::Geo;
pub use industry::Industry;
pub use name_part::NamePart;
pub use nickname::Nickname;
pub use number::Number;
pub use org_code::OrgCode;
pub use person_name::PersonName;
pub use phone::Phone;
pub use region::Region;
pub use resident_id::ResidentId;
pub use scale::Scale;
pub use text::Text;
pub use wechat_id::WechatId;

use crate::data::ReferenceTables;
use crate::error::{self, Error, quote};
use crate::model::{Adcode, Country, Missing, Normalized, Reason};
use crate::schema::FieldKind;
use std::fmt::Debug;
use std::sync::Arc;

/// What the record around a value says that helps to read it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Context {
    /// Where the rest of the record says it is, for telephone numbers without an area code and for places
    /// that share their name with others.
    pub region: Adcode,
    /// The country that the rest of the record gives, for telephone numbers without an international prefix.
    pub country: Country,
}

/// Reads raw values of one field kind.
///
/// Contract: total (never panics, never fails), pure, and idempotent on its display form: reading
/// `display` again gives the same key and the same match forms.
pub trait Normalizer: Debug + Send + Sync {
    /// The names of the components, in the order of [`Normalized::components`].
    fn components(&self) -> &'static [&'static str];

    /// The components, from the first on, that comparisons and blocking may use: match forms, which depend on
    /// the key alone (where there is none, on the visible part). The others say what was written.
    fn forms(&self) -> &'static [&'static str] {
        self.components()
    }

    /// The match form, by index, that tells bearers of one key apart: the generation of a person's name.
    fn apart(&self) -> Option<usize> {
        None
    }

    /// Reads one trimmed, non-missing value into a cleared result.
    ///
    /// Callers use [`Normalizer::normalize`], which takes care of missing values first.
    fn read(&self, text: &str, out: &mut Normalized);

    /// As [`Normalizer::read`], in a record that says more. Most kinds need nothing else and ignore it.
    fn read_with(&self, text: &str, context: &Context, out: &mut Normalized) {
        let _ = context;
        self.read(text, out);
    }

    /// Reads many raw values, one after the other, into one reused result: nothing is allocated per value
    /// once the buffers have grown.
    fn normalize_batch(&self, values: &mut dyn Iterator<Item = &str>, each: &mut dyn FnMut(&Normalized)) {
        let mut out = Normalized::default();
        for raw in values {
            self.normalize(raw, &mut out);
            each(&out);
        }
    }

    /// Reads one raw value.
    fn normalize(&self, raw: &str, out: &mut Normalized) {
        self.normalize_with(raw, &Context::default(), out);
    }

    /// Reads one raw value of a record that says more.
    fn normalize_with(&self, raw: &str, context: &Context, out: &mut Normalized) {
        out.clear(self.components().len());
        let text = crate::text::fold::trim(raw);
        match self.missing(text) {
            Some(state) => out.set_missing(state),
            None => {
                if text.len() < raw.len() {
                    out.repaired(Reason::Trimmed);
                }
                self.read_with(text, context, out);
                // Marks without shape may have hidden that nothing is said.
                if !out.key.is_empty()
                    && out.reasons.contains(&Reason::Invisible)
                    && let Some(state) = self.missing(&out.display)
                {
                    out.set_missing(state);
                }
            }
        }
    }

    /// Whether a trimmed text stands for a missing value of this kind.
    fn missing(&self, text: &str) -> Option<Missing> {
        missing::state(text)
    }
}

/// The built-in normalizer of a field kind, with these reference tables.
#[must_use]
pub fn builtin(kind: &FieldKind, tables: &ReferenceTables) -> Arc<dyn Normalizer> {
    match kind {
        FieldKind::PersonName {} => Arc::new(PersonName::new(tables)),
        FieldKind::GivenName {} => Arc::new(NamePart::given(tables)),
        FieldKind::FamilyName {} => Arc::new(NamePart::family(tables)),
        FieldKind::Company {} => Arc::new(Company::new(tables)),
        FieldKind::Phone { region, city, .. } => Arc::new(Phone::new(region, city, tables)),
        FieldKind::Email {} => Arc::new(Email),
        FieldKind::ResidentId {} => Arc::new(ResidentId::new(tables)),
        FieldKind::CreditCode {} => Arc::new(CreditCode),
        FieldKind::OrgCode {} => Arc::new(OrgCode),
        FieldKind::Date { order } => Arc::new(Date { order: *order }),
        FieldKind::Amount { unit, currency } => Arc::new(Amount::new(unit, currency)),
        FieldKind::Scale {} => Arc::new(Scale),
        FieldKind::Region {} => Arc::new(Region::new(tables)),
        FieldKind::Address {} => Arc::new(Address::new(tables)),
        FieldKind::Text {} | FieldKind::Title {} => Arc::new(Text::new(tables)),
        FieldKind::BankCard {} => Arc::new(BankCard),
        FieldKind::WechatId { scope } => Arc::new(WechatId::new(scope)),
        FieldKind::Code { .. } => Arc::new(Code),
        FieldKind::Nickname {} => Arc::new(Nickname::new(tables)),
        FieldKind::Industry {} => Arc::new(Industry::new(tables)),
        FieldKind::Channel {} => Arc::new(Channel::new(tables)),
        FieldKind::Gender {} => Arc::new(Gender::new(tables)),
        FieldKind::Category {} => Arc::new(Category::new(tables)),
        FieldKind::Geo {} => Arc::new(Geo),
        FieldKind::Number {} => Arc::new(Number),
    }
}

/// Checks the parameters of a kind that nothing but themselves decides; `path` is where the kind stands.
pub fn check(kind: &FieldKind, path: &str, errors: &mut Vec<Error>) {
    match kind {
        FieldKind::Amount { unit, currency } => amount::check(unit, currency, path, errors),
        FieldKind::Phone { region, .. } if !(region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase())) => errors.push(
            Error::new(error::Code::UnknownValue, format!("{path}.region"), format!("{} is not the code of a country", quote(region)))
                .with_help("two capital letters of ISO 3166, such as `CN` or `US`"),
        ),
        _ => {}
    }
}

/// The missing state that a trimmed text stands for, whatever the field's kind.
#[must_use]
pub fn missing_state(text: &str) -> Option<Missing> {
    missing::state(text)
}
