//! The embedded reference tables, their readers, and the packs that replace them.
//!
//! One compressed file, rebuilt from `core/data/extract` and `core/data/patch`; each table is inflated on
//! first use. Every lookup is total. [`ReferenceTables`] is a value: normalizers hold the one they were made with, and
//! a plan compiled with other tables does not change those compiled before.
//!
//! Words that belong to the code rather than to a table stand beside it as a `List` or a `Lexicon`.

pub mod area_code;
mod blob;
pub mod channel;
pub(crate) mod country;
pub mod division;
pub(crate) mod gazetteer;
pub mod history;
pub mod industry;
pub(crate) mod industry_fold;
pub mod legal_form;
pub(crate) mod letters;
pub(crate) mod lexicon;
pub(crate) mod list;
pub mod nickname;
mod pack;
pub mod pinyin;
pub mod place_name;
pub mod region_group;
pub mod romanization;
mod source;
pub mod successor;
pub mod surname;
pub mod trade;
pub(crate) mod trie;
pub mod variant;

use area_code::AreaCodes;
use channel::Channels;
use division::Divisions;
use gazetteer::Gazetteer;
use history::Histories;
use industry::Industries;
use legal_form::LegalForms;
use nickname::Nicknames;
use pinyin::Pinyin;
use place_name::PlaceNames;
use region_group::RegionGroups;
use romanization::Romanizations;
use source::Source;
use std::sync::{Arc, OnceLock};
use successor::Successors;
use surname::Surnames;
use trade::TradeWords;
use variant::{Phrases, Variants};

/// What a table is.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct TableInfo {
    /// The table's name, as in `core/data` and in packs.
    pub name: &'static str,
    /// The date the content stands for, `yyyy-mm-dd`; empty when the source states none.
    pub as_of: String,
    /// The source and its version.
    pub version: &'static str,
    /// How many rows the table has.
    pub rows: usize,
    /// The columns of a row in a pack.
    pub columns: &'static [&'static str],
    /// Whether a pack replaced the embedded table.
    pub replaced: bool,
}

/// The reference tables: the embedded ones, or those with a user's packs on top. Cheap to clone.
///
/// ```
/// use guiyi::data::ReferenceTables;
///
/// let tables = ReferenceTables::builtin().with_pack("table\tarea_code\t2027-01-31\texample\n0999\t新城\n")?;
/// assert_eq!(tables.area_codes().cities("0999"), Some("新城"));
/// assert_eq!(ReferenceTables::builtin().area_codes().cities("0999"), Some("伊犁"));
/// # Ok::<(), guiyi::Error>(())
/// ```
#[derive(Clone)]
pub struct ReferenceTables(Arc<Inner>);

#[derive(Default)]
struct Inner {
    source: Source,
    area_codes: OnceLock<AreaCodes>,
    channels: OnceLock<Channels>,
    divisions: OnceLock<Divisions>,
    gazetteer: OnceLock<Gazetteer>,
    history: OnceLock<Histories>,
    industries: OnceLock<Industries>,
    legal_forms: OnceLock<LegalForms>,
    nicknames: OnceLock<Nicknames>,
    pinyin: OnceLock<Pinyin>,
    place_names: OnceLock<PlaceNames>,
    region_groups: OnceLock<RegionGroups>,
    romanizations: OnceLock<Romanizations>,
    successors: OnceLock<Successors>,
    surnames: OnceLock<Surnames>,
    trade_words: OnceLock<TradeWords>,
    variants: OnceLock<Variants>,
    phrases: OnceLock<Phrases>,
}

impl std::fmt::Debug for ReferenceTables {
    /// Not the tables themselves: they are long, and every program would carry the code that writes them.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReferenceTables").finish_non_exhaustive()
    }
}

impl ReferenceTables {
    /// The embedded tables.
    #[must_use]
    pub fn builtin() -> &'static ReferenceTables {
        static BUILTIN: OnceLock<ReferenceTables> = OnceLock::new();
        BUILTIN.get_or_init(|| ReferenceTables(Arc::default()))
    }

    /// These tables with those of a pack in the place of their namesakes.
    ///
    /// # Errors
    /// `invalid_pack`, with the line.
    pub fn with_pack(&self, text: &str) -> crate::error::Result<ReferenceTables> {
        let source = self.0.source.with(pack::Pack::parse(text)?);
        Ok(ReferenceTables(Arc::new(Inner { source, ..Inner::default() })))
    }

    /// Every table, in a fixed order.
    #[must_use]
    pub fn info(&self) -> Vec<TableInfo> {
        let versions = Source::default().columns::<2>(blob::Id::TableVersion);
        let listed = blob::Id::ALL.into_iter().filter(|id| *id != blob::Id::TableVersion);
        let info = |id: blob::Id| match self.0.source.section(id) {
            Some(section) => TableInfo { name: id.name(), as_of: section.as_of.to_owned(), version: section.version, rows: section.rows, columns: id.columns(), replaced: true },
            None => {
                let (as_of, rows) = blob::entry(id).map_or((0, 0), |entry| (entry.as_of, entry.rows));
                let date = |d: u32| format!("{:04}-{:02}-{:02}", d / 10_000, d / 100 % 100, d % 100);
                let version = versions.iter().find(|[name, _]| *name == id.name()).map_or("", |[_, version]| version);
                TableInfo { name: id.name(), as_of: if as_of == 0 { String::new() } else { date(as_of) }, version, rows, columns: id.columns(), replaced: false }
            }
        };
        listed.map(info).collect()
    }

    /// The texts of the tables that packs replaced: part of what a plan's fingerprint names.
    pub(crate) fn replaced(&self) -> impl Iterator<Item = &'static str> {
        self.0.source.texts()
    }

    /// Telephone area codes.
    #[must_use]
    pub fn area_codes(&self) -> &AreaCodes {
        self.0.area_codes.get_or_init(|| AreaCodes::read(&self.0.source))
    }

    /// The channels customers come through.
    #[must_use]
    pub fn channels(&self) -> &Channels {
        self.0.channels.get_or_init(|| Channels::read(&self.0.source))
    }

    /// Administrative divisions of today.
    #[must_use]
    pub fn divisions(&self) -> &Divisions {
        self.0.divisions.get_or_init(|| Divisions::read(&self.0.source))
    }

    /// What codes of divisions meant when.
    #[must_use]
    pub fn history(&self) -> &Histories {
        self.0.history.get_or_init(|| Histories::read(&self.0.source, self.divisions()))
    }

    /// Branches of industry.
    #[must_use]
    pub fn industries(&self) -> &Industries {
        self.0.industries.get_or_init(|| Industries::read(&self.0.source, self.variants()))
    }

    /// The names of the divisions, for finding them at the start of a text.
    #[must_use]
    pub fn place_names(&self) -> &PlaceNames {
        self.0.place_names.get_or_init(|| PlaceNames::read(self.divisions(), self.history()))
    }

    /// Greater areas and clusters of cities.
    #[must_use]
    pub fn region_groups(&self) -> &RegionGroups {
        self.0.region_groups.get_or_init(|| RegionGroups::read(&self.0.source))
    }

    /// What became of divisions that were given up.
    #[must_use]
    pub fn successors(&self) -> &Successors {
        self.0.successors.get_or_init(|| Successors::read(&self.0.source))
    }

    /// The names of divisions, today's and old ones, as addresses write them.
    #[must_use]
    pub(crate) fn gazetteer(&self) -> &Gazetteer {
        self.0.gazetteer.get_or_init(|| Gazetteer::read(self))
    }

    /// Legal forms of companies in all countries.
    #[must_use]
    pub fn legal_forms(&self) -> &LegalForms {
        self.0.legal_forms.get_or_init(|| LegalForms::read(&self.0.source))
    }

    /// Words for trades in the names of Chinese companies.
    #[must_use]
    pub fn trade_words(&self) -> &TradeWords {
        self.0.trade_words.get_or_init(|| TradeWords::read(&self.0.source))
    }

    /// English given names and their short forms.
    #[must_use]
    pub fn nicknames(&self) -> &Nicknames {
        self.0.nicknames.get_or_init(|| Nicknames::read(&self.0.source))
    }

    /// Chinese surnames in Latin letters.
    #[must_use]
    pub fn romanizations(&self) -> &Romanizations {
        self.0.romanizations.get_or_init(|| Romanizations::read(&self.0.source))
    }

    /// The readings of each character.
    #[must_use]
    pub fn pinyin(&self) -> &Pinyin {
        self.0.pinyin.get_or_init(|| Pinyin::read(&self.0.source))
    }

    /// Chinese surnames.
    #[must_use]
    pub fn surnames(&self) -> &Surnames {
        self.0.surnames.get_or_init(|| Surnames::read(&self.0.source))
    }

    /// Traditional and variant characters.
    #[must_use]
    pub fn variants(&self) -> &Variants {
        self.0.variants.get_or_init(|| Variants::read(&self.0.source))
    }

    /// Traditional phrases.
    #[must_use]
    pub fn phrases(&self) -> &Phrases {
        self.0.phrases.get_or_init(|| Phrases::read(&self.0.source, self.variants()))
    }
}

impl Default for ReferenceTables {
    fn default() -> Self {
        Self::builtin().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_reports_itself() {
        let tables = ReferenceTables::builtin().info();
        assert_eq!(tables.len(), blob::Id::ALL.len() - 1);
        let (pack_only, tables): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| table.name == "industry_crosswalk");
        assert_eq!((pack_only.len(), pack_only[0].rows, pack_only[0].columns.len()), (1, 0, 4));
        for table in &tables {
            assert!(table.rows > 0 && table.as_of.len() == 10 && !table.columns.is_empty() && !table.version.is_empty() && !table.replaced, "{table:?}");
        }
        assert_eq!((tables[0].as_of.as_str(), tables[0].rows), ("2026-07-17", 3214));
    }

    #[test]
    fn packs_replace_tables_and_nothing_else() {
        let pack = "table\tdivision\t2027-01-31\tmine\n110000\t北京市\n110199\t新设区\ntable\tpinyin\t2027-01-31\tmine\n乐\tyue\n\
                    table\tsurname\t2027-01-31\tmine\n丂\tkao\n欧丂\toukao\ntable\tvariant_char\t2027-01-31\tmine\n張\t章\n";
        let tables = ReferenceTables::builtin().with_pack(pack).unwrap();
        assert_eq!(tables.divisions().by_code(110_199).map(|d| d.name()), Some("新设区"));
        assert_eq!(tables.divisions().by_code(310_000), None);
        assert_eq!((tables.pinyin().syllable('乐'), tables.pinyin().syllable('中')), (Some("yue"), None));
        assert!(tables.surnames().is_surname("丂") && tables.surnames().is_compound("欧丂") && !tables.surnames().is_surname("王"));
        assert_eq!((tables.variants().simplified('張'), tables.variants().simplified('體')), ('章', '體'));
        assert_eq!(tables.area_codes().cities("021"), Some("上海"));
        assert_eq!(ReferenceTables::builtin().variants().simplified('張'), '张');
        let info = tables.info();
        let division = info.iter().find(|t| t.name == "division").unwrap();
        assert_eq!((division.as_of.as_str(), division.version, division.rows, division.replaced), ("2027-01-31", "mine", 2, true));
        assert!(!info.iter().find(|t| t.name == "area_code").unwrap().replaced);
        // A second pack on top of the first.
        let both = tables.with_pack("table\tpinyin\t\t\n中\tzhong\n").unwrap();
        assert_eq!((both.pinyin().syllable('乐'), both.surnames().is_surname("丂")), (None, true));
    }
}
