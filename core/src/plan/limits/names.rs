//! What certainly tells customers apart before anything is matched: their names.

use super::super::compile::Compiled;
use crate::model::Records;
use crate::schema::FieldKind;

/// A name as value ids: which fields it is of, and the values.
pub(super) type Name = (u8, usize, u32, u32);

/// The fields that name a customer.
pub(super) struct Names {
    companies: Vec<usize>,
    people: Vec<usize>,
    given: Option<usize>,
    family: Option<usize>,
}

impl Names {
    pub(super) fn of(plan: &Compiled) -> Self {
        let fields = |kind: fn(&FieldKind) -> bool| plan.fields.iter().enumerate().filter(move |(_, f)| f.spec.is_of_identity() && kind(&f.spec.kind)).map(|(at, _)| at);
        Names {
            companies: fields(|k| matches!(k, FieldKind::Company {})).collect(),
            people: fields(|k| matches!(k, FieldKind::PersonName {})).collect(),
            given: fields(|k| matches!(k, FieldKind::GivenName {})).next(),
            family: fields(|k| matches!(k, FieldKind::FamilyName {})).next(),
        }
    }

    /// Who a row is about: its company, so that the colleagues at one switchboard are one customer; else its person.
    pub(super) fn name(&self, records: &Records, row: usize) -> Option<Name> {
        let value = |field: usize| {
            let column = records.fields.get(field)?;
            records.field_values(row, column).iter().copied().find(|value| column.values.has_key(*value))
        };
        let first = |of: u8, fields: &[usize]| fields.iter().find_map(|field| Some((of, *field, value(*field)?, 0)));
        let parts = || {
            let of = |field: Option<usize>| field.and_then(value).unwrap_or(0);
            Some((of(self.given), of(self.family))).filter(|parts| *parts != (0, 0)).map(|(given, family)| (2, 0, given, family))
        };
        first(0, &self.companies).or_else(|| first(1, &self.people)).or_else(parts)
    }
}
