//! The city of a record, for telephone numbers that are written without an area code.

use super::ingest::{BoundField, BoundSource, Origin};
use crate::model::Normalized;
use crate::schema::FieldKind;
use hashbrown::HashMap;

/// Reads the region or address field that a telephone field names in `city_from`.
pub(super) struct CityReader<'a> {
    field: &'a BoundField,
    /// Per source, the entries of its columns that feed the region field.
    entries: Vec<Vec<usize>>,
    /// Where the city stands among the region's components, and the county, for those that have no city.
    city: [usize; 2],
    known: HashMap<String, String>,
    scratch: Normalized,
}

impl<'a> CityReader<'a> {
    /// None where the field is no telephone number or names no region.
    pub(super) fn of(field: &BoundField, fields: &'a [BoundField], sources: &[BoundSource]) -> Option<Self> {
        let FieldKind::Phone { city_from, .. } = &field.spec.kind else {
            return None;
        };
        let field = fields.iter().find(|f| f.spec.name == *city_from)?;
        let slots = field.first_slot..field.first_slot + field.slots;
        let entries = sources.iter().map(|s| s.slots.iter().enumerate().filter(|(_, (slot, _))| slots.contains(slot)).map(|(entry, _)| entry).collect()).collect();
        let component = |wanted: &str| field.normalizer.components().iter().position(|name| *name == wanted);
        let city = [component("city")?, component("district")?];
        Some(CityReader { field, entries, city, known: HashMap::new(), scratch: Normalized::default() })
    }

    /// The name of the record's city; empty where it is not known.
    pub(super) fn city(&mut self, row: &Origin<'_>) -> String {
        let mut raw = String::new();
        for entry in self.entries.get(row.source()).into_iter().flatten() {
            raw.clear();
            row.text_into(*entry, &mut raw);
            if let Some(city) = self.known.get(&raw) {
                if city.is_empty() {
                    continue;
                }
                return city.clone();
            }
            self.field.normalizer.normalize(&raw, &mut self.scratch);
            let component = |at: &usize| self.scratch.components.get(*at).filter(|name| !name.is_empty());
            let city = self.city.iter().find_map(component).cloned().unwrap_or_default();
            self.known.insert(raw.clone(), city.clone());
            if !city.is_empty() {
                return city;
            }
        }
        String::new()
    }
}
