//! Records: rows whose values are ids of distinct normalized values.

use super::{Forms, Verification};
use crate::schema::FieldKind;
use crate::table::{Interner, Texts};
use std::cmp::Ordering;
use std::ops::Range;

/// All records of a run in canonical order (source, record id, content), whatever order they came in.
///
/// A record's values lie together: `values[row * slots + slot]`, 0 where there is none. A field has
/// as many slots as the source with the most columns for it.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// The sources' names.
    pub sources: Vec<String>,
    /// The source of each row.
    pub source: Vec<u16>,
    /// The row's number in its source's table, from 0.
    pub row: Vec<u32>,
    /// The record ids, one per row.
    pub ids: Texts,
    /// When the row says it was written: civil seconds since 1970-01-01.
    pub times: Vec<Option<i64>>,
    /// Slots per row.
    pub slots: usize,
    /// Value ids, row-major.
    pub values: Vec<u32>,
    /// Form ids, row-major: the raw texts and what became of them.
    pub forms: Vec<u32>,
    /// The fields, with their slots.
    pub fields: Vec<FieldColumn>,
    /// Verification ids, row-major, 0 where there is none; empty when no source has any.
    pub verified: Vec<u32>,
    /// The distinct verifications, from id 1 on.
    pub verifications: Vec<Verification>,
}

/// One field's distinct raw texts (forms) and distinct values.
#[derive(Clone, Debug)]
pub struct FieldColumn {
    /// The field's name.
    pub name: String,
    /// What the values mean.
    pub kind: FieldKind,
    /// The first of its slots.
    pub first_slot: usize,
    /// How many slots it has.
    pub slots: usize,
    /// The distinct raw texts.
    pub forms: Forms,
    /// The distinct values.
    pub values: Values,
}

/// Distinct values of a field. Id 0 is «no value».
#[derive(Clone, Debug, Default)]
pub struct Values {
    /// What tells values apart: the match key, or the marked components of a value without one (masked).
    pub keys: Interner,
    /// The values without a key, ascending.
    pub keyless: Vec<u32>,
    /// How many rows carry each value.
    pub frequency: Vec<u32>,
    /// The derived forms, in the normalizer's order.
    pub components: Vec<Component>,
}

/// One derived form of every distinct value. Id 0 is «none».
#[derive(Clone, Debug, Default)]
pub struct Component {
    /// The form's name.
    pub name: &'static str,
    /// The id of each value's form.
    pub ids: Vec<u32>,
    /// The distinct texts.
    pub texts: Interner,
}

/// What marks the identity of a value that has no key, in front of its components.
pub(crate) const KEYLESS: char = '\u{1}';

impl Values {
    /// Whether the value can be equal to another.
    #[must_use]
    pub fn has_key(&self, value: u32) -> bool {
        value != 0 && (self.keyless.is_empty() || self.keyless.binary_search(&value).is_err())
    }

    /// The match key; empty when there is none.
    #[must_use]
    pub fn key(&self, value: u32) -> &str {
        let key = self.keys.get(value);
        if key.starts_with(KEYLESS) { "" } else { key }
    }

    /// The index of a derived form.
    #[must_use]
    pub fn component(&self, name: &str) -> Option<usize> {
        self.components.iter().position(|c| c.name == name)
    }

    /// The id of a value's derived form; 0: none.
    #[must_use]
    pub fn component_id(&self, component: usize, value: u32) -> u32 {
        self.components.get(component).and_then(|c| c.ids.get(value as usize)).copied().unwrap_or(0)
    }

    /// The text of a value's derived form; empty: none.
    #[must_use]
    pub fn component_text(&self, component: usize, value: u32) -> &str {
        self.components.get(component).map_or("", |c| c.texts.get(self.component_id(component, value)))
    }
}

impl Records {
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.source.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.source.is_empty()
    }

    /// The value ids of one row.
    #[must_use]
    pub fn row_values(&self, row: usize) -> &[u32] {
        self.values.get(row * self.slots..(row + 1) * self.slots).unwrap_or(&[])
    }

    /// Asks memory for a row, so that whoever looks at many waits for all of them at a time; what comes back means nothing.
    pub(crate) fn ahead(&self, row: u32) -> u32 {
        match self.row_values(row as usize) {
            [first, .., last] => first ^ last,
            _ => 0,
        }
    }

    /// The form ids of one row.
    #[must_use]
    pub fn row_forms(&self, row: usize) -> &[u32] {
        self.forms.get(row * self.slots..(row + 1) * self.slots).unwrap_or(&[])
    }

    /// The value ids of one row in one field.
    #[must_use]
    pub fn field_values(&self, row: usize, field: &FieldColumn) -> &[u32] {
        self.row_values(row).get(field.first_slot..field.first_slot + field.slots).unwrap_or(&[])
    }

    /// The form ids of one row in one field.
    #[must_use]
    pub fn field_forms(&self, row: usize, field: &FieldColumn) -> &[u32] {
        self.row_forms(row).get(field.first_slot..field.first_slot + field.slots).unwrap_or(&[])
    }

    /// The rows of a source, which lie together.
    #[must_use]
    pub fn rows_of_source(&self, source: usize) -> Range<usize> {
        let before = |limit: usize| self.source.partition_point(|s| usize::from(*s) < limit);
        before(source)..before(source.saturating_add(1))
    }

    /// What a row says about the verification of the value in a slot.
    #[must_use]
    pub fn verification(&self, row: usize, slot: usize) -> Option<&Verification> {
        let id = self.verified.get(row * self.slots + slot)?;
        self.verifications.get((*id as usize).checked_sub(1)?)
    }

    /// The index of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|f| f.name == name)
    }

    /// The name of a row's source.
    #[must_use]
    pub fn source_name(&self, row: usize) -> &str {
        self.source.get(row).and_then(|s| self.sources.get(*s as usize)).map_or("", String::as_str)
    }

    /// The record id of a row.
    #[must_use]
    pub fn id(&self, row: usize) -> &str {
        self.ids.get(row)
    }

    /// The row of a source's record id; the first, if an id stands twice.
    #[must_use]
    pub fn find(&self, source: &str, id: &str) -> Option<u32> {
        let source = self.sources.iter().position(|name| name == source)?;
        let rows = self.rows_of_source(source);
        let (mut from, mut to) = (rows.start, rows.end);
        // The rows of a source are in the order of their ids.
        while from < to {
            let middle = from.midpoint(to);
            if id_order(self.id(middle), id).is_lt() { from = middle + 1 } else { to = middle }
        }
        (from < rows.end && self.id(from) == id).then(|| u32::try_from(from).ok()).flatten()
    }
}

/// The order of record ids: shorter ones first, then by bytes, so that `9` stands before `10`.
#[must_use]
pub(crate) fn id_order(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Texts;

    fn records(of: &[(u16, &str)]) -> Records {
        let mut ids = Texts::new();
        of.iter().for_each(|(_, id)| ids.push(id));
        Records { sources: ["a", "b", "c"].map(str::to_owned).to_vec(), source: of.iter().map(|(source, _)| *source).collect(), ids, ..Records::default() }
    }

    #[test]
    fn a_record_is_found_by_its_id_and_no_other_is() {
        let all = [(0, "9"), (0, "10"), (0, "10"), (0, "é1"), (2, "10"), (2, "11"), (2, "#12")];
        let records = records(&all);
        for (row, (source, id)) in all.iter().enumerate() {
            let first = all.iter().position(|other| other == &(*source, *id)).unwrap();
            assert_eq!(records.find(&records.sources[usize::from(*source)], id), Some(first as u32), "row {row}");
        }
        for (source, id) in [("a", "8"), ("a", "11"), ("a", ""), ("a", "1000"), ("b", "10"), ("c", "9"), ("d", "10")] {
            assert_eq!(records.find(source, id), None, "{source} {id}");
        }
    }
}
