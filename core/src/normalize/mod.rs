//! From raw text to a display form, a match key and derived forms. One file per field kind.

mod category;
mod clean;
mod code;
mod company_name;
mod credit_code;
mod date;
mod email;
mod latin;
mod missing;
mod name_part;
mod numeral;
mod person_name;
mod phone;
mod region;
mod resident_id;
mod sheet;
mod short;
mod text;

mod amount;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod vectors;

pub use amount::Amount;
pub use category::Category;
pub use code::Code;
pub use company_name::CompanyName;
pub use credit_code::CreditCode;
pub use date::Date;
pub use email::Email;
pub use name_part::NamePart;
pub use person_name::PersonName;
pub use phone::Phone;
pub use region::Region;
pub use resident_id::ResidentId;
pub use text::Text;

use crate::model::{Missing, Normalized, Reason};
use crate::schema::FieldKind;
use std::fmt::Debug;
use std::sync::Arc;

/// Reads raw values of one field kind.
///
/// Contract: total (never panics, never fails), pure, and idempotent on its display form: reading
/// `display` again gives the same key. Derived forms depend on the key alone, or, where there is no
/// key (masked values), on the visible part.
pub trait Normalizer: Debug + Send + Sync {
    /// The names of the derived forms, in the order of [`Normalized::components`].
    fn components(&self) -> &'static [&'static str];

    /// Reads one trimmed, non-missing value into a cleared result.
    ///
    /// Callers use [`Normalizer::normalize`], which takes care of missing values first.
    fn read(&self, text: &str, out: &mut Normalized);

    /// Reads one raw value.
    fn normalize(&self, raw: &str, out: &mut Normalized) {
        out.clear(self.components().len());
        let text = crate::text::fold::trim(raw);
        match self.missing(text) {
            Some(state) => out.set_missing(state),
            None => {
                if text.len() < raw.len() {
                    out.repaired(Reason::Trimmed);
                }
                self.read(text, out);
            }
        }
    }

    /// Whether a trimmed text stands for a missing value of this kind.
    fn missing(&self, text: &str) -> Option<Missing> {
        missing::state(text)
    }
}

/// The built-in normalizer of a field kind.
#[must_use]
pub fn builtin(kind: &FieldKind) -> Arc<dyn Normalizer> {
    match kind {
        FieldKind::PersonName {} => Arc::new(PersonName),
        FieldKind::GivenName {} => Arc::new(NamePart::Given),
        FieldKind::FamilyName {} => Arc::new(NamePart::Family),
        FieldKind::CompanyName {} => Arc::new(CompanyName),
        FieldKind::Phone {} => Arc::new(Phone),
        FieldKind::Email {} => Arc::new(Email),
        FieldKind::ResidentId {} => Arc::new(ResidentId),
        FieldKind::CreditCode {} => Arc::new(CreditCode),
        FieldKind::Date { order } => Arc::new(Date { order: *order }),
        FieldKind::Amount {} => Arc::new(Amount),
        FieldKind::Region {} => Arc::new(Region),
        FieldKind::Text {} => Arc::new(Text),
        FieldKind::Code { .. } => Arc::new(Code),
        FieldKind::Category {} => Arc::new(Category),
    }
}

/// The missing state that a trimmed text stands for, whatever the field's kind.
#[must_use]
pub fn missing_state(text: &str) -> Option<Missing> {
    missing::state(text)
}
