//! Reads the one embedded file, `core/data/guiyi.bin`.
//!
//! Layout, all numbers little-endian: magic (8 bytes), format version (u16), table count (u16), then one
//! directory entry of 28 bytes per table (id, as-of date as `yyyymmdd` or 0, rows, CRC-32 of the raw bytes,
//! offset, stored size, raw size; u32 each), then the tables, each deflated on its own. The builder is the
//! test `drift_data`, so that this crate only ever reads.
//!
//! Everything here is total: a damaged file gives empty tables, never a panic.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

const BLOB: &[u8] = include_bytes!("../../data/guiyi.bin");
const MAGIC: &[u8] = b"guiyi\0\r\n";
const VERSION: u16 = 1;
/// No table comes near this; it bounds what a damaged directory can make us allocate.
const RAW_LIMIT: usize = 1 << 20;

macro_rules! tables {
    ($($variant:ident = $number:literal, $name:literal, $columns:expr;)*) => {
        /// The tables by their number in the directory.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        #[repr(u32)]
        pub(super) enum Id {
            $($variant = $number,)*
        }

        impl Id {
            /// Every table.
            pub(super) const ALL: [Id; [$($number),*].len()] = [$(Id::$variant,)*];

            /// The name, as in `core/data` and in packs.
            pub(super) const fn name(self) -> &'static str {
                match self { $(Id::$variant => $name,)* }
            }

            /// The columns of a row in a pack.
            pub(super) const fn columns(self) -> &'static [&'static str] {
                match self { $(Id::$variant => &$columns,)* }
            }
        }
    };
}

tables! {
    Division = 1, "division", ["code", "name"];
    DivisionShort = 2, "division_short", ["code", "short"];
    Surname = 3, "surname", ["surname", "reading"];
    Pinyin = 4, "pinyin", ["character", "reading"];
    VariantChar = 5, "variant_char", ["character", "simplified"];
    VariantPhrase = 6, "variant_phrase", ["phrase", "simplified"];
    AreaCode = 7, "area_code", ["area_code", "cities"];
    PinyinSet = 10, "pinyin_set", ["character", "readings"];
    SurnameRomanization = 11, "surname_romanization", ["spelling", "reading"];
    Nickname = 12, "nickname", ["name", "nickname"];
    CompanyTrade = 13, "company_trade", ["word"];
    LegalForm = 14, "legal_form", ["form", "country"];
    SurnameFrequency = 15, "surname_frequency", ["surname", "ppm"];
    TableVersion = 8, "table_version", ["table", "version"];
    DivisionHistory = 9, "division_history", ["code", "name", "start", "end"];
    RegionGroup = 16, "region_group", ["hierarchy", "name", "codes"];
    DivisionSuccessor = 17, "division_successor", ["code", "name", "successors", "how"];
    Channel = 21, "channel", ["channel", "class", "rank", "within", "aliases"];
    Industry = 18, "industry", ["code", "name"];
    IndustryAlias = 19, "industry_alias", ["alias", "codes", "confidence", "edition"];
    IndustryCrosswalk = 20, "industry_crosswalk", ["from_year", "from_code", "to_code", "kind"];
}

#[cfg(test)]
impl Id {
    /// Whether the embedded file has no such table, so that only a pack gives it rows.
    pub(super) const fn is_pack_only(self) -> bool {
        matches!(self, Id::IndustryCrosswalk)
    }
}

/// One line of the directory.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Entry {
    pub(super) as_of: u32,
    pub(super) rows: usize,
    crc: u32,
    offset: usize,
    stored: usize,
    raw: usize,
}

/// The directory line of a table of the embedded file.
pub(super) fn entry(id: Id) -> Option<Entry> {
    entry_in(BLOB, id)
}

/// The inflated bytes of a table and its number of rows; empty when the file is damaged.
pub(super) fn bytes(id: Id) -> (Vec<u8>, usize) {
    bytes_in(BLOB, id).unwrap_or_default()
}

/// Keeps a text for the life of the process: tables are few, read once, and hand out `&'static str`.
///
/// Equal texts are kept once, so that loading a pack again and again costs nothing.
pub(super) fn keep(text: String) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(text.as_str()) {
        return known;
    }
    let text: &'static str = text.leak();
    kept.insert(text);
    text
}

/// Keeps bytes; not UTF-8 (which a correct checksum rules out) becomes empty.
pub(super) fn keep_bytes(bytes: Vec<u8>) -> &'static str {
    String::from_utf8(bytes).map_or("", keep)
}

/// Takes ascending numbers, written as deltas, off the front.
pub(super) fn ascending(bytes: &mut &[u8], count: usize) -> Vec<u32> {
    let mut number = 0_u32;
    let next = |_| {
        number = number.saturating_add(varint(bytes)?);
        Some(number)
    };
    (0..count).map_while(next).collect()
}

/// Takes one LEB128 number off the front.
pub(super) fn varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0_u32;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn entry_in(blob: &[u8], id: Id) -> Option<Entry> {
    let rest = blob.strip_prefix(MAGIC)?;
    let (version, rest) = rest.split_first_chunk::<2>()?;
    let (count, mut rest) = rest.split_first_chunk::<2>()?;
    if u16::from_le_bytes(*version) != VERSION {
        return None;
    }
    for _ in 0..u16::from_le_bytes(*count) {
        let mut fields = [0_u32; 7];
        for field in &mut fields {
            let (chunk, tail) = rest.split_first_chunk::<4>()?;
            *field = u32::from_le_bytes(*chunk);
            rest = tail;
        }
        let [number, as_of, rows, crc, offset, stored, raw] = fields;
        if number == id as u32 {
            let size = |value: u32| usize::try_from(value).ok();
            return Some(Entry { as_of, rows: size(rows)?, crc, offset: size(offset)?, stored: size(stored)?, raw: size(raw)? });
        }
    }
    None
}

fn bytes_in(blob: &[u8], id: Id) -> Option<(Vec<u8>, usize)> {
    let entry = entry_in(blob, id)?;
    let stored = blob.get(entry.offset..entry.offset.checked_add(entry.stored)?)?;
    // Every row costs at least one raw byte in every layout used here.
    if entry.raw > RAW_LIMIT || entry.rows > entry.raw {
        return None;
    }
    let raw = miniz_oxide::inflate::decompress_to_vec_with_limit(stored, entry.raw).ok()?;
    (raw.len() == entry.raw && crc32(&raw) == entry.crc).then_some((raw, entry.rows))
}

/// CRC-32 as in zip and PNG, a nibble at a time: small, and fast enough for tables read once.
fn crc32(bytes: &[u8]) -> u32 {
    const NIBBLES: [u32; 16] = {
        let mut table = [0_u32; 16];
        let mut rest: &mut [u32] = &mut table;
        let mut index = 0_u32;
        while let Some((slot, tail)) = rest.split_first_mut() {
            let mut value = index;
            let mut bit = 0;
            while bit < 4 {
                value = if value & 1 == 1 { 0xedb8_8320 ^ (value >> 1) } else { value >> 1 };
                bit += 1;
            }
            *slot = value;
            rest = tail;
            index += 1;
        }
        table
    };
    let step = |crc: u32| NIBBLES.get((crc & 15) as usize).map_or(0, |value| value ^ (crc >> 4));
    !bytes.iter().fold(!0, |crc, &byte| step(step(crc ^ u32::from(byte))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksum_is_the_common_one() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn every_table_is_there() {
        for id in Id::ALL {
            let (raw, rows) = bytes(id);
            assert_eq!((raw.is_empty(), rows == 0), (id.is_pack_only(), id.is_pack_only()), "{id:?}");
        }
    }

    #[test]
    fn damage_gives_nothing() {
        for length in 0..BLOB.len().min(400) {
            for id in Id::ALL {
                assert_eq!(bytes_in(&BLOB[..length], id), None);
            }
        }
        // Flip bits all over: the answer is the true table or nothing.
        let truth = Id::ALL.map(bytes);
        for position in (0..220).chain((220..BLOB.len()).step_by(997)) {
            let mut damaged = BLOB.to_vec();
            damaged[position] ^= 0x55;
            for (id, truth) in Id::ALL.into_iter().zip(&truth) {
                if let Some((raw, _)) = bytes_in(&damaged, id) {
                    assert_eq!(raw, truth.0, "{id:?} at {position}");
                }
            }
        }
    }

    #[test]
    fn numbers_that_never_end_are_refused() {
        assert_eq!(varint(&mut &[0xff; 9][..]), None);
        assert_eq!(varint(&mut &[0x80][..]), None);
        assert_eq!(varint(&mut &[0xe5, 0x8e, 0x26][..]), Some(624_485));
    }
}
