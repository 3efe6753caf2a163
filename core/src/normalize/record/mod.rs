//! The values of one record, read together: one field settles what another leaves open.
//!
//! | record | what happens |
//! |---|---|
//! | 公司 `北京云帆科技有限公司`, 地址 `朝阳区建国路88号` | 朝阳区 is Beijing's (`110105`), not Changchun's |
//! | 地址 `上海市徐汇区`, 电话 `62345678` | `+862162345678` |
//! | 地址 `广东省深圳市`, 电话 `021-62345678` | both are read; a contradiction |
//! | 身份证 `4403…`, 地址 `上海市…` | both are read; elsewhere, which is no error: people move |
//!
//! A value is first read alone. Only where that leaves it open (several places of one name, a local
//! telephone number) the places of the other fields are asked, those first that say most. What a record
//! settles is marked: status repaired, reason `city_assumed`.

mod settle;
mod witness;

pub use settle::{Contradiction, contradictions, is_open, settle, speaks_of_place};
pub use witness::Witness;

use super::{Context, Normalizer, builtin};
use crate::data::ReferenceTables;
use crate::model::{Adcode, Normalized};
use crate::schema::FieldKind;
use std::sync::Arc;

/// Reads the values of records, one record after the other.
///
/// ```
/// use guiyi::normalize::record::{RecordReader, RecordReading};
/// use guiyi::{FieldKind, ReferenceTables};
///
/// let fields = [FieldKind::Company {}, FieldKind::Address {}, FieldKind::phone()];
/// let mut reader = RecordReader::new(fields, ReferenceTables::builtin());
/// let mut reading = RecordReading::default();
/// reader.read(&["北京云帆科技有限公司", "朝阳区建国路88号", "62345678"], &mut reading);
/// assert_eq!(reading.values[1].key, "110105 建国路88号");
/// assert_eq!(reading.values[2].key, "+861062345678");
/// assert!(reading.contradictions.is_empty());
/// ```
#[derive(Clone, Debug)]
pub struct RecordReader {
    fields: Vec<(FieldKind, Arc<dyn Normalizer>)>,
    witness: Witness,
    places: Vec<Adcode>,
}

/// What became of one record.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct RecordReading {
    /// The values, one per field.
    pub values: Vec<Normalized>,
    /// Fields that say different places.
    pub contradictions: Vec<Contradiction>,
}

impl RecordReader {
    /// Records with these fields.
    #[must_use]
    pub fn new(fields: impl IntoIterator<Item = FieldKind>, tables: &ReferenceTables) -> Self {
        let fields: Vec<(FieldKind, Arc<dyn Normalizer>)> = fields
            .into_iter()
            .map(|kind| {
                let normalizer = builtin(&kind, tables);
                (kind, normalizer)
            })
            .collect();
        RecordReader { places: vec![Adcode::NONE; fields.len()], fields, witness: Witness::new(tables) }
    }

    /// The normalizers of the fields.
    pub fn normalizers(&self) -> impl Iterator<Item = &dyn Normalizer> {
        self.fields.iter().map(|(_, normalizer)| &**normalizer)
    }

    /// Reads one record; a value that is not there is empty. The reading is reused.
    pub fn read(&mut self, values: &[&str], out: &mut RecordReading) {
        out.values.resize_with(self.fields.len(), Normalized::default);
        out.contradictions.clear();
        let mut open = false;
        let raws = values.iter().copied().chain(std::iter::repeat(""));
        for ((((kind, normalizer), raw), value), place) in self.fields.iter().zip(raws).zip(&mut out.values).zip(&mut self.places) {
            normalizer.normalize(raw, value);
            if speaks_of_place(kind) {
                *place = self.witness.place(kind, &**normalizer, value);
                open |= is_open(kind, &value.reasons);
            }
        }
        if open {
            for (at, (kind, normalizer)) in self.fields.iter().enumerate() {
                let Some(value) = out.values.get_mut(at).filter(|value| is_open(kind, &value.reasons)) else { continue };
                let others = self.fields.iter().zip(&self.places).enumerate().filter(|(other, _)| *other != at).map(|(_, ((kind, _), place))| (kind, *place));
                let region = settle(others);
                if !region.is_none() {
                    normalizer.normalize_with(values.get(at).copied().unwrap_or_default(), &Context { region }, value);
                    if let Some(place) = self.places.get_mut(at) {
                        *place = self.witness.place(kind, &**normalizer, value);
                    }
                }
            }
        }
        // Most records say one place only.
        if self.places.iter().filter(|place| !place.is_none()).nth(1).is_none() {
            return;
        }
        let said = self.fields.iter().zip(&self.places).map(|((kind, _), place)| (kind, *place));
        contradictions(said, &mut out.contradictions);
    }
}
