//! Where a value says its customer is.
//!
//! | kind | place |
//! |---|---|
//! | region, address | the division |
//! | resident_id | the region of the number; of a code that was given up, what of it still stands |
//! | credit_code, org_code | the region of the register |
//! | company | the place in the name |
//! | phone | the city of the area code; mobile numbers say none |

use super::super::{Normalizer, Region};
use crate::data::ReferenceTables;
use crate::model::{Adcode, Normalized};
use crate::schema::FieldKind;
use hashbrown::HashMap;

/// Finds the places that values name.
#[derive(Clone, Debug)]
pub struct Witness {
    tables: ReferenceTables,
    region: Region,
    scratch: Normalized,
    /// Places by name: names of divisions, as companies and the table of area codes write them.
    known: HashMap<Box<str>, Adcode>,
}

impl Witness {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Witness { tables: tables.clone(), region: Region::new(tables), scratch: Normalized::default(), known: HashMap::new() }
    }

    /// The place of a value that a normalizer has just read; nowhere for kinds that say none.
    pub fn place(&mut self, kind: &FieldKind, normalizer: &dyn Normalizer, value: &Normalized) -> Adcode {
        let component = |name: &str| {
            let at = normalizer.components().iter().position(|n| *n == name);
            at.and_then(|at| value.components.get(at)).map_or("", String::as_str)
        };
        match kind {
            FieldKind::Region {} | FieldKind::Address {} => Adcode::of_code(component("adcode")),
            FieldKind::ResidentId {} | FieldKind::CreditCode {} | FieldKind::OrgCode {} => self.in_force(component("region_code")),
            FieldKind::Company {} => self.named(component("place")),
            FieldKind::Phone { .. } => self.served(&value.key),
            _ => Adcode::NONE,
        }
    }

    /// What still stands of a code: the county, else its city, else its province.
    fn in_force(&self, code: &str) -> Adcode {
        let place = Adcode::of_code(code);
        let divisions = self.tables.divisions();
        let known = |place: Adcode| divisions.by_code(place.code()).is_some();
        [place, place.city(), place.province()].into_iter().find(|place| !place.is_none() && known(*place)).unwrap_or(Adcode::NONE)
    }

    /// The division of a name.
    fn named(&mut self, name: &str) -> Adcode {
        if name.is_empty() {
            return Adcode::NONE;
        }
        if let Some(place) = self.known.get(name) {
            return *place;
        }
        self.region.normalize(name, &mut self.scratch);
        let place = Adcode::of_code(&self.scratch.key);
        self.known.insert(name.into(), place);
        place
    }

    /// The city of a fixed line; of several cities with one area code, their province.
    fn served(&mut self, key: &str) -> Adcode {
        // Mobile numbers start with 1 and have no area code; 10 is Beijing's.
        let Some(digits) = key.strip_prefix("+86").filter(|d| !d.starts_with('1') || d.len() < 11 && d.starts_with("10")) else {
            return Adcode::NONE;
        };
        let codes = self.tables.area_codes();
        let Some(cities) = [2, 3].into_iter().find_map(|len| digits.get(..len).and_then(|code| codes.cities(code))) else {
            return Adcode::NONE;
        };
        let mut found = Adcode::NONE;
        for city in cities.split('、') {
            let place = self.named(city);
            found = if found.is_none() || found == place { place } else { found.province() };
        }
        found
    }
}
