//! Keys made of fields and their derived forms.

use super::{Blocker, Parts};
use crate::model::Records;

/// A field's match key, or one of its derived forms, by index.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct FieldKey {
    /// The field.
    pub field: usize,
    /// The derived form; `None`: the match key.
    pub component: Option<usize>,
    /// The parts of its text that are keys; `None`: the whole.
    pub parts: Option<Parts>,
}

impl FieldKey {
    /// The id behind one value; 0: none.
    #[must_use]
    pub fn id(self, records: &Records, value: u32) -> u32 {
        let Some(field) = records.fields.get(self.field) else {
            return 0;
        };
        match self.component {
            Some(component) => field.values.component_id(component, value),
            None if field.values.has_key(value) => value,
            None => 0,
        }
    }
}

impl FieldKey {
    /// Appends the keys of a row's values.
    pub(crate) fn of_row(self, records: &Records, row: usize, out: &mut Vec<u64>) {
        if let Some(field) = records.fields.get(self.field) {
            records.field_values(row, field).iter().for_each(|value| self.keys(records, *value, out));
        }
    }

    /// Appends the keys of one value.
    fn keys(self, records: &Records, value: u32, out: &mut Vec<u64>) {
        let id = self.id(records, value);
        if id == 0 {
            return;
        }
        match (self.parts, records.fields.get(self.field)) {
            (Some(parts), Some(field)) => parts.keys(self.component.map_or_else(|| field.values.key(value), |c| field.values.component_text(c, value)), out),
            _ => out.push(u64::from(id)),
        }
    }
}

/// Records share a key when every named field agrees; several values per field give several keys.
#[derive(Clone, Debug)]
pub struct KeyBlocker {
    /// The fields that must agree.
    pub keys: Vec<FieldKey>,
}

impl Blocker for KeyBlocker {
    fn keys(&self, records: &Records, row: usize, out: &mut Vec<u64>) {
        if let Some(key) = self.single(records, row) {
            out.extend(key);
            return;
        }
        let start = out.len();
        out.push(START);
        let mut parts = Vec::new();
        for key in &self.keys {
            let so_far = out.len();
            parts.clear();
            key.of_row(records, row, &mut parts);
            for part in &parts {
                for prefix in start..so_far {
                    let hash = out.get(prefix).copied().unwrap_or(0);
                    out.push(mix(hash ^ part));
                }
            }
            out.drain(start..so_far);
        }
        if let Some(tail) = out.get_mut(start..) {
            tail.sort_unstable();
        }
        let mut kept = start;
        for i in start..out.len() {
            let key = out.get(i).copied();
            if i == start || key != out.get(kept.wrapping_sub(1)).copied() {
                if let (Some(slot), Some(key)) = (out.get_mut(kept), key) {
                    *slot = key;
                }
                kept += 1;
            }
        }
        out.truncate(kept);
    }
}

const START: u64 = 0x9e37_79b9_7f4a_7c15;

impl KeyBlocker {
    /// The only key of a row, if it has one; `None`: some field may have several.
    fn single(&self, records: &Records, row: usize) -> Option<Option<u64>> {
        let mut hash = START;
        for key in &self.keys {
            let field = records.fields.get(key.field).filter(|f| f.slots == 1 && key.parts.is_none())?;
            let id = records.values.get(row * records.slots + field.first_slot).map_or(0, |value| key.id(records, *value));
            if id == 0 {
                return Some(None);
            }
            hash = mix(hash ^ u64::from(id));
        }
        Some(Some(hash))
    }
}

/// The finaliser of splitmix64 (Steele, Lea, Flood 2014): a bijection that spreads every bit.
pub(crate) fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A hash that is the same on every machine, eight bytes at a time.
pub(crate) fn hash(seed: u64, text: &str) -> u64 {
    let mut state = mix(seed ^ text.len() as u64);
    for chunk in text.as_bytes().chunks(8) {
        let mut word = [0; 8];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        state = mix(state ^ u64::from_le_bytes(word));
    }
    state
}
