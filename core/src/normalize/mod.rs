//! From raw text to a display form, a match key and derived forms. One file per field kind.

mod bank_card;
mod category;
mod checked;
mod clean;
mod code;
mod company;
mod credit_code;
mod date;
mod email;
mod industry;
mod latin;
mod missing;
mod name_part;
mod numeral;
mod org_code;
mod person_name;
mod phone;
mod region;
mod resident_id;
mod sheet;
mod short;
mod text;
mod wechat_id;

mod amount;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod vectors;

pub use amount::Amount;
pub use bank_card::BankCard;
pub use category::Category;
pub use code::Code;
pub use company::Company;
pub use credit_code::CreditCode;
pub use date::Date;
pub use email::Email;
pub use industry::Industry;
pub use name_part::NamePart;
pub use org_code::OrgCode;
pub use person_name::PersonName;
pub use phone::Phone;
pub use region::Region;
pub use resident_id::ResidentId;
pub use text::Text;
pub use wechat_id::WechatId;

use crate::data::ReferenceTables;
use crate::model::{Missing, Normalized, Reason};
use crate::schema::FieldKind;
use std::fmt::Debug;
use std::sync::Arc;

/// What the record around a value says that helps to read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Context<'a> {
    /// The city, for telephone numbers without an area code; empty: not known.
    pub city: &'a str,
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

    /// Reads one trimmed, non-missing value into a cleared result.
    ///
    /// Callers use [`Normalizer::normalize`], which takes care of missing values first.
    fn read(&self, text: &str, out: &mut Normalized);

    /// As [`Normalizer::read`], in a record that says more. Most kinds need nothing else and ignore it.
    fn read_with(&self, text: &str, context: &Context<'_>, out: &mut Normalized) {
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
    fn normalize_with(&self, raw: &str, context: &Context<'_>, out: &mut Normalized) {
        out.clear(self.components().len());
        let text = crate::text::fold::trim(raw);
        match self.missing(text) {
            Some(state) => out.set_missing(state),
            None => {
                if text.len() < raw.len() {
                    out.repaired(Reason::Trimmed);
                }
                self.read_with(text, context, out);
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
        FieldKind::Amount { .. } => Arc::new(Amount),
        FieldKind::Scale {} => Arc::new(Amount),
        FieldKind::Region {} | FieldKind::Address {} => Arc::new(Region::new(tables)),
        FieldKind::Text {} => Arc::new(Text::new(tables)),
        FieldKind::BankCard {} => Arc::new(BankCard),
        FieldKind::WechatId { scope } => Arc::new(WechatId::new(scope)),
        FieldKind::Code { .. } => Arc::new(Code),
        FieldKind::Industry {} => Arc::new(Industry::new(tables)),
        FieldKind::Channel {} | FieldKind::Nickname {} | FieldKind::Category {} => Arc::new(Category::new(tables)),
    }
}

/// The missing state that a trimmed text stands for, whatever the field's kind.
#[must_use]
pub fn missing_state(text: &str) -> Option<Missing> {
    missing::state(text)
}
