//! The values of one record, read together: one field settles what another leaves open.
//!
//! | record | what happens |
//! |---|---|
//! | 公司 `北京云帆科技有限公司`, 地址 `朝阳区建国路88号` | 朝阳区 is Beijing's (`110105`), not Changchun's |
//! | 地址 `上海市徐汇区`, 电话 `62345678` | `+862162345678` |
//! | 地址 `广东省深圳市`, 电话 `021-62345678` | both are read; a contradiction |
//! | 国家 `US`, 电话 `213-780-4216` | `+12137804216` |
//! | 身份证 `4403…`, 地址 `上海市…` | both are read; elsewhere, which is no error: people move |
//!
//! A value is first read alone. Only where that leaves it open (several places of one name, a local
//! telephone number) the places of the other fields are asked, those first that say most. What a record
//! settles is marked: status repaired, reason `city_assumed`.
//!
//! A telephone number without an international prefix is read as it is dialled in the country of its record, where another field says one
//! other than the field's own and the number is valid there: status repaired, reason `country_of_record`.

mod country;
mod settle;
mod shape;
mod witness;

pub use country::{Said, country_of, country_said, home, speaks_of_country, weigh_codes};
pub use settle::{Contradiction, contradictions, is_open, settle, speaks_of_place};
pub use witness::Witness;

use super::{Context, Normalizer, builtin};
use crate::data::ReferenceTables;
use crate::model::{Adcode, Country, Normalized};
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
    fields: Vec<Field>,
    witness: Witness,
    /// Where the values of the records at hand say that their customers are, record by record.
    places: Vec<Adcode>,
}

#[derive(Clone, Debug)]
struct Field {
    kind: FieldKind,
    normalizer: Arc<dyn Normalizer>,
    speaks_of_place: bool,
    speaks_of_country: bool,
    /// Where its values are at home.
    home: Option<Country>,
}

/// Records that a batch reads field by field: one normalizer at a time keeps the processor's caches warm, and the readings
/// of so many records still fit them.
const BLOCK: usize = 16;

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
        let field = |kind: FieldKind| Field {
            normalizer: builtin(&kind, tables),
            speaks_of_place: speaks_of_place(&kind),
            speaks_of_country: speaks_of_country(&kind),
            home: home(&kind),
            kind,
        };
        RecordReader { fields: fields.into_iter().map(field).collect(), witness: Witness::new(tables), places: Vec::new() }
    }

    /// The normalizers of the fields.
    pub fn normalizers(&self) -> impl Iterator<Item = &dyn Normalizer> {
        self.fields.iter().map(|field| &*field.normalizer)
    }

    /// Reads one record; a value that is not there is empty. The reading is reused.
    pub fn read(&mut self, values: &[&str], out: &mut RecordReading) {
        self.read_block(&[values], std::slice::from_mut(out));
    }

    /// Reads many records, and hands out what became of each in their order. What comes out is what [`Self::read`] gives.
    pub fn read_batch<'a>(&mut self, records: impl IntoIterator<Item = &'a [&'a str]>, mut each: impl FnMut(&RecordReading)) {
        let mut records = records.into_iter();
        let mut readings: [RecordReading; BLOCK] = Default::default();
        let mut block: Vec<&[&str]> = Vec::with_capacity(BLOCK);
        loop {
            block.clear();
            block.extend(records.by_ref().take(BLOCK));
            if block.is_empty() {
                return;
            }
            let readings = readings.get_mut(..block.len()).unwrap_or_default();
            self.read_block(&block, readings);
            readings.iter().for_each(&mut each);
        }
    }

    fn read_block(&mut self, records: &[&[&str]], out: &mut [RecordReading]) {
        let width = self.fields.len();
        self.places.clear();
        self.places.resize(records.len() * width, Adcode::NONE);
        for reading in out.iter_mut() {
            reading.values.resize_with(width, Normalized::default);
            reading.contradictions.clear();
        }
        for (at, field) in self.fields.iter().enumerate() {
            let places = self.places.iter_mut().skip(at).step_by(width.max(1));
            for ((values, reading), place) in records.iter().zip(out.iter_mut()).zip(places) {
                let Some(value) = reading.values.get_mut(at) else { continue };
                field.normalizer.normalize(values.get(at).copied().unwrap_or_default(), value);
                if field.speaks_of_place {
                    *place = self.witness.place(&field.kind, &*field.normalizer, value);
                }
            }
        }
        for ((values, reading), places) in records.iter().zip(out).zip(self.places.chunks_exact_mut(width.max(1))) {
            settle_record(&self.fields, &mut self.witness, values, places, reading);
        }
    }
}

/// Reads again what a record's other fields settle, and finds what they contradict each other in.
fn settle_record(fields: &[Field], witness: &mut Witness, raws: &[&str], places: &mut [Adcode], out: &mut RecordReading) {
    let country = country_of_record(fields, raws, places);
    for (at, field) in fields.iter().enumerate().filter(|(_, field)| field.speaks_of_place) {
        let Some(value) = out.values.get_mut(at) else { continue };
        let others = fields.iter().zip(places.iter()).enumerate().filter(|(other, _)| *other != at).map(|(_, (field, place))| (&field.kind, *place));
        let region = if is_open(&field.kind, &value.reasons) { settle(others) } else { Adcode::NONE };
        let country = if field.home.is_some_and(|home| home != country) { country } else { Country::NONE };
        if !region.is_none() || !country.is_none() {
            field.normalizer.normalize_with(raws.get(at).copied().unwrap_or_default(), &Context { region, country }, value);
            if let Some(place) = places.get_mut(at) {
                *place = witness.place(&field.kind, &*field.normalizer, value);
            }
        }
    }
    // Most records say one place only.
    if places.iter().filter(|place| !place.is_none()).nth(1).is_some() {
        let said = fields.iter().zip(places.iter()).map(|(field, place)| (&field.kind, *place));
        contradictions(said, &mut out.contradictions);
    }
}

/// The country that the fields of a record give; not asked for where nothing is read by it.
fn country_of_record(fields: &[Field], raws: &[&str], places: &[Adcode]) -> Country {
    if fields.iter().zip(raws).all(|(field, raw)| field.home.is_none() || raw.is_empty()) {
        return Country::NONE;
    }
    let said = fields.iter().zip(raws).zip(places).filter(|((field, _), _)| field.speaks_of_country);
    country_of(said.map(|((field, raw), place)| country_said(&field.kind, *place, raw)))
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, RecordReader, RecordReading};
    use crate::{FieldKind, ReferenceTables};

    #[test]
    fn a_batch_gives_what_one_by_one_gives() {
        let fields = || [FieldKind::Company {}, FieldKind::Address {}, FieldKind::phone()];
        let one = |n: usize| match n % 4 {
            0 => ["北京云帆科技有限公司", "朝阳区建国路88号", "62345678"],
            1 => ["", "广东省深圳市", "021-62345678"],
            2 => ["上海星河贸易有限公司", "", "62345678"],
            _ => ["", "", ""],
        };
        let records: Vec<[&str; 3]> = (0..2 * BLOCK + 3).map(one).collect();
        let (mut all, mut each) = (RecordReader::new(fields(), ReferenceTables::builtin()), RecordReader::new(fields(), ReferenceTables::builtin()));
        let mut alone = RecordReading::default();
        let mut count = 0;
        all.read_batch(records.iter().map(<[&str; 3]>::as_slice), |reading| {
            each.read(&records[count], &mut alone);
            assert_eq!(*reading, alone);
            count += 1;
        });
        assert_eq!(count, records.len());
        all.read_batch([["62345678"].as_slice()], |reading| assert_eq!(reading.values.len(), 3));
    }

    #[test]
    fn numbers_are_read_in_the_country_of_their_record() {
        let fields = [FieldKind::Category {}, FieldKind::Text {}, FieldKind::phone()];
        let mut reader = RecordReader::new(fields, ReferenceTables::builtin());
        let mut reading = RecordReading::default();
        for (country, address, phone, key) in [
            ("US", "", "213-780-4216", "+12137804216"),
            ("United States", "", "2155606996", "+12155606996"),
            ("美国", "", "(215) 560-6996", "+12155606996"),
            ("", "6625 Oak St, Houston, TX 77054", "713 780 4216", "+17137804216"),
            ("DE", "", "01711 9246840", "+4917119246840"),
            ("", "Mozartstr. 1, 50681 Köln", "01711 9246840", "+4917119246840"),
            ("GB", "", "07911 123456", "+447911123456"),
            ("", "4 High St, Edinburgh EH8 8AL", "07911 123456", "+447911123456"),
            // Valid at home only, or written with a prefix.
            ("US", "", "13812345678", "+8613812345678"),
            ("GB", "", "2155606996", "+862155606996"),
            ("US", "", "+8613812345678", "+8613812345678"),
            // No country, China, or two that contradict each other.
            ("", "", "2155606996", "+862155606996"),
            ("CN", "6625 Oak St, Houston, TX 77054", "2155606996", "+862155606996"),
            ("中国", "", "01711 9246840", "+8617119246840"),
        ] {
            reader.read(&[country, address, phone], &mut reading);
            assert_eq!(reading.values[2].key, key, "{country} {address} {phone} {:?}", reading.values[2]);
        }
    }
}
