//! Which field's place counts for another, and which places should agree.

use crate::model::{Adcode, Reason};
use crate::schema::FieldKind;
use serde::Serialize;

/// Whether a value of a kind is left open, by its reasons, that a place could settle.
#[must_use]
pub fn is_open(kind: &FieldKind, reasons: &[Reason]) -> bool {
    speaks_of_place(kind) && reasons.iter().any(|reason| matches!(reason, Reason::NoAreaCode | Reason::Namesakes))
}

/// How much a field's place says about where the customer is: what was written to say so first, where
/// somebody was once registered last.
fn rank(kind: &FieldKind) -> Option<u8> {
    Some(match kind {
        FieldKind::Region {} => 0,
        FieldKind::Address {} => 1,
        FieldKind::Company {} => 2,
        FieldKind::CreditCode {} | FieldKind::OrgCode {} => 3,
        FieldKind::Phone { .. } => 4,
        FieldKind::ResidentId {} => 5,
        _ => return None,
    })
}

/// Whether values of a kind may say where their customer is.
#[must_use]
pub fn speaks_of_place(kind: &FieldKind) -> bool {
    rank(kind).is_some()
}

/// The place that the other fields of a record give, from the field that says most; nowhere when none does.
#[must_use]
pub fn settle<'a>(others: impl Iterator<Item = (&'a FieldKind, Adcode)>) -> Adcode {
    let known = others.filter(|(_, place)| !place.is_none()).filter_map(|(kind, place)| Some((rank(kind)?, place)));
    known.min_by_key(|(rank, place)| (*rank, place.code())).map_or(Adcode::NONE, |(_, place)| place)
}

/// Two fields of a record that say different places.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Contradiction {
    /// The first field.
    pub a: usize,
    /// The second field.
    pub b: usize,
    /// The place of the first.
    pub place_a: Adcode,
    /// The place of the second.
    pub place_b: Adcode,
    /// Whether the two are expected to agree; if not, the difference is only told: people move, companies
    /// sell elsewhere.
    pub expected: bool,
}

/// Whether two fields are expected to name the same city.
fn should_agree(a: &FieldKind, b: &FieldKind) -> bool {
    use FieldKind::{Address, Company, CreditCode, Phone, Region};
    matches!(
        (a, b),
        (Region {} | Address {}, Region {} | Address {} | Phone { .. }) | (Phone { .. }, Region {} | Address {}) | (Company {}, CreditCode {}) | (CreditCode {}, Company {})
    )
}

/// Adds every pair of fields that say different cities.
pub fn contradictions<'a>(fields: impl Iterator<Item = (&'a FieldKind, Adcode)> + Clone, out: &mut Vec<Contradiction>) {
    let known = fields.enumerate().filter(|(_, (_, place))| !place.is_none());
    for (a, (kind_a, place_a)) in known.clone() {
        for (b, (kind_b, place_b)) in known.clone().skip_while(|(b, _)| *b <= a) {
            if place_a.is_elsewhere(place_b) {
                out.push(Contradiction { a, b, place_a, place_b, expected: should_agree(kind_a, kind_b) });
            }
        }
    }
}
