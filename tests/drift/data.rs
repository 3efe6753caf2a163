//! Rebuilds `core/data/guiyi.bin` from the committed slices and patches and compares it byte for byte.
//!
//! `GUIYI_UPDATE=1` writes it instead. The builder lives here so that the crate itself only reads; the
//! layout is described in `core/src/data/blob.rs`. Needs no network: `core/data/refresh.py` fetches.

#![allow(clippy::string_slice, clippy::type_complexity, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test: to stop is the answer")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use guiyi::data::division::shorten;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/data")
}

fn read(file: &str) -> String {
    let path = folder().join(file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// The rows of a table of tab-separated values without the header, each with the expected width.
fn rows(file: &str, width: usize) -> Vec<Vec<String>> {
    let text = read(file);
    assert!(text.ends_with('\n') && !text.contains('\r'), "{file}: unix lines");
    text.lines()
        .skip(1)
        .map(|line| {
            let row: Vec<String> = line.split('\t').map(str::to_owned).collect();
            assert_eq!(row.len(), width, "{file}: {line}");
            row
        })
        .collect()
}

/// A slice of two columns as a map; sorted and without repeated keys.
fn slice(table: &str) -> BTreeMap<String, String> {
    let rows = rows(&format!("extract/{table}.tsv"), 2);
    assert!(rows.is_sorted_by(|a, b| a[0] < b[0]), "{table}: sorted, no key twice");
    rows.into_iter().map(|mut row| (row.remove(0), row.remove(0))).collect()
}

struct Patch {
    key: String,
    old: String,
    new: String,
}

fn patches(table: &str) -> Vec<Patch> {
    let file = format!("patch/{table}.tsv");
    let mut keys = BTreeSet::new();
    rows(&file, 7)
        .into_iter()
        .map(|row| {
            let [name, key, old, new, reason, citation, provisional] = &row[..] else { panic!("{file}: width") };
            assert_eq!(name, table);
            assert!(!reason.is_empty() && !citation.is_empty(), "{file} {key}: reason and citation");
            assert!(["yes", "no"].contains(&provisional.as_str()), "{file} {key}: provisional");
            assert!(keys.insert(key.clone()), "{file} {key}: twice");
            Patch { key: key.clone(), old: old.clone(), new: new.clone() }
        })
        .collect()
}

/// Applies patches to a map. An empty `old` adds, an empty `new` removes; one that changes nothing, or
/// that meets another old value, fails, so that a fix upstream is noticed.
fn apply(table: &str, map: &mut BTreeMap<String, String>, patches: Vec<Patch>) {
    for Patch { key, old, new } in patches {
        assert_ne!(old, new, "{table} {key}: the patch changes nothing");
        assert_eq!(map.get(&key).map_or("", String::as_str), old, "{table} {key}: not the expected old value");
        if new.is_empty() {
            map.remove(&key);
        } else {
            map.insert(key, new);
        }
    }
}

fn patched(table: &str) -> BTreeMap<String, String> {
    let mut map = slice(table);
    apply(table, &mut map, patches(table));
    map
}

/// A reading in ASCII: no tones, no spaces, ü as v.
fn toneless(reading: &str) -> String {
    let plain: String = reading
        .chars()
        .filter_map(|c| {
            Some(match c {
                'ā' | 'á' | 'ǎ' | 'à' => 'a',
                'ē' | 'é' | 'ě' | 'è' | 'ê' | 'ế' | 'ề' => 'e',
                'ī' | 'í' | 'ǐ' | 'ì' => 'i',
                'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
                'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
                'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
                'ń' | 'ň' | 'ǹ' => 'n',
                'ḿ' => 'm',
                ' ' | '\u{300}' | '\u{301}' | '\u{304}' | '\u{30c}' => return None,
                other => other,
            })
        })
        .collect();
    assert!(!plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_lowercase()), "{reading}");
    plain
}

fn pinyin() -> BTreeMap<char, String> {
    let one = |text: String| text.chars().next().expect("a character");
    patched("pinyin").into_iter().map(|(c, reading)| (one(c), toneless(&reading))).collect()
}

fn surnames() -> BTreeMap<String, String> {
    let inventory: BTreeSet<String> = rows("extract/surname_inventory.tsv", 1).into_iter().flatten().collect();
    let pinyin = pinyin();
    let by_rule = |surname: &str| surname.chars().map(|c| pinyin[&c].as_str()).collect::<Vec<_>>().join(" ");
    let build = |readings: BTreeMap<String, String>| {
        let mut all: BTreeMap<_, _> = inventory.iter().map(|surname| (surname.clone(), by_rule(surname))).collect();
        all.extend(readings.into_iter().map(|(surname, reading)| (surname, reading.split(' ').map(toneless).collect::<Vec<_>>().join(" "))));
        all
    };
    let before = build(slice("surname_reading"));
    let after = build(patched("surname_reading"));
    for Patch { key, .. } in patches("surname_reading") {
        assert_ne!(before.get(&key), after.get(&key), "surname_reading {key}: the patch changes nothing");
    }
    after
}

fn short_names(divisions: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    patches("division_short")
        .into_iter()
        .map(|Patch { key, old, new }| {
            assert_eq!(shorten(&divisions[&key]), old, "division_short {key}: not what the rule gives");
            assert!(old != new && !new.is_empty(), "division_short {key}: the patch changes nothing");
            (key, new)
        })
        .collect()
}

/// 广东省广州市 → 广州, 四川甘孜 → 甘孜, 辽宁省沈阳市、铁岭市 → 沈阳、铁岭.
fn city_names(raw: &str, provinces: &[&str]) -> String {
    let mut cities: Vec<&str> = Vec::new();
    for piece in raw.split('、') {
        let city = provinces
            .iter()
            .flat_map(|province| [*province, shorten(province)])
            .filter_map(|province| piece.strip_prefix(province))
            .find(|rest| !["", "省", "市"].contains(rest))
            .unwrap_or(piece);
        let city = shorten(city);
        if !cities.contains(&city) {
            cities.push(city);
        }
    }
    cities.join("、")
}

fn varint(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn deltas(values: impl Iterator<Item = u32>, out: &mut Vec<u8>) {
    values.fold(0, |last, value| {
        varint(value - last, out);
        value
    });
}

fn coded(map: &BTreeMap<String, String>) -> (usize, Vec<u8>) {
    let mut raw = Vec::new();
    deltas(map.keys().map(|code| code.parse().expect("a code")), &mut raw);
    raw.extend(map.values().map(String::as_str).collect::<Vec<_>>().join("\n").bytes());
    (map.len(), raw)
}

/// The rows of the history that the table of today does not say, by code, start and end; ends corrected by the patch.
fn history(divisions: &BTreeMap<String, String>) -> Vec<[String; 4]> {
    let rows = rows("extract/division_history.tsv", 4);
    assert!(rows.is_sorted(), "division_history: sorted");
    let mut ends: BTreeMap<String, String> = BTreeMap::new();
    for row in rows {
        assert!(ends.insert(row[..3].join("|"), row[3].clone()).is_none(), "division_history: {row:?} twice");
    }
    apply("division_history", &mut ends, patches("division_history"));
    let mut all: Vec<[String; 4]> = ends
        .into_iter()
        .map(|(key, end)| {
            let [code, name, start] = key.split('|').collect::<Vec<_>>()[..] else { panic!("division_history {key}: width") };
            [code.to_owned(), start.to_owned(), end, name.to_owned()]
        })
        .collect();
    all.sort();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for row in &all {
        *counts.entry(row[0].clone()).or_default() += 1;
    }
    all.retain(|row| !(row[1].is_empty() && row[2].is_empty() && divisions.get(&row[0]) == Some(&row[3]) && counts[&row[0]] == 1));
    all
}

/// Codes as deltas, then the years as bytes from 1979 on (0: open), then the names.
fn history_table(divisions: &BTreeMap<String, String>) -> (usize, Vec<u8>) {
    let rows = history(divisions);
    let year = |text: &str| match text {
        "" => 0,
        year => u8::try_from(year.parse::<u16>().expect("a year") - 1979).ok().filter(|byte| *byte > 0).expect("a year after 1979"),
    };
    let mut raw = Vec::new();
    deltas(rows.iter().map(|row| row[0].parse().expect("a code")), &mut raw);
    raw.extend(rows.iter().map(|row| year(&row[1])));
    raw.extend(rows.iter().map(|row| year(&row[2])));
    raw.extend(rows.iter().map(|row| row[3].as_str()).collect::<Vec<_>>().join("\n").bytes());
    (rows.len(), raw)
}

/// Greater areas and clusters of cities: hierarchy, name, codes.
fn region_groups(divisions: &BTreeMap<String, String>) -> (usize, Vec<u8>) {
    let rows = rows("own/region_group.tsv", 5);
    for row in &rows {
        assert!(["macro_region", "city_cluster"].contains(&row[0].as_str()) && !row[3].is_empty() && ["yes", "no"].contains(&row[4].as_str()), "region_group: {row:?}");
        assert!(row[2].split(' ').all(|code| divisions.contains_key(code)), "region_group: {row:?}");
    }
    let column = |at: usize| rows.iter().map(|row| row[at].as_str()).collect::<Vec<_>>().join("\n");
    (rows.len(), format!("{}\0{}\0{}", column(0), column(1), column(2)).into_bytes())
}

/// What became of the divisions that are not there any more: by code and name, today's codes and how they were found.
///
/// By rule: the one division of today in the province that has the name without its kind, of the same level (of several, the one in the
/// prefecture that followed the old one); else the division that has the code today; else only the prefecture. The patch lists the others.
fn successors(divisions: &BTreeMap<String, String>) -> BTreeMap<(String, String), (String, &'static str)> {
    let pairs: BTreeSet<(String, String)> = rows("extract/division_history.tsv", 4)
        .into_iter()
        .map(|row| (row[0].clone(), row[1].clone()))
        .filter(|(code, name)| divisions.get(code) != Some(name) && !["市辖区", "县", "市"].contains(&name.as_str()) && !name.contains("直辖") && code.as_str() < "700000")
        .collect();
    let is_prefecture = |code: &str| code.ends_with("00");
    let province = |code: &str, other: &str| {
        let (a, b) = (&code[..2], &other[..2]);
        a == b || [("51", "50"), ("44", "46")].contains(&(a, b))
    };
    let patch: BTreeMap<String, Patch> = patches("division_successor").into_iter().map(|patch| (patch.key.clone(), patch)).collect();
    let mut used = BTreeSet::new();
    let mut out: BTreeMap<(String, String), (String, &'static str)> = BTreeMap::new();
    let mut of_prefecture: BTreeMap<String, String> = BTreeMap::new();
    // Prefectures first: counties ask what became of theirs.
    for (code, name) in pairs.iter().filter(|p| is_prefecture(&p.0)).chain(pairs.iter().filter(|p| !is_prefecture(&p.0))) {
        let core = shorten(name);
        let fits = |(other, today): &(&String, &String)| province(code, other) && is_prefecture(code) == is_prefecture(other) && shorten(today) == core && !other.ends_with("0000");
        let mut found: Vec<&String> = divisions.iter().filter(fits).map(|(other, _)| other).collect();
        let old_prefecture = format!("{}00", &code[..4]);
        let above = if divisions.contains_key(&old_prefecture) { Some(old_prefecture) } else { of_prefecture.get(&old_prefecture).cloned() };
        if found.len() > 1 {
            found.retain(|other| Some(&other[..4]) == above.as_deref().map(|above| &above[..4]));
        }
        let by_rule = match found.as_slice() {
            [one] => (one.to_string(), "derived"),
            _ if divisions.contains_key(code) && !["郊区", "城区", "市区"].contains(&name.as_str()) => (code.clone(), "derived"),
            _ if is_prefecture(code) => (String::new(), ""),
            _ => above.map_or((String::new(), ""), |above| (above, "prefecture_only")),
        };
        if is_prefecture(code) && !by_rule.0.is_empty() {
            of_prefecture.insert(code.clone(), by_rule.0.clone());
        }
        let key = [format!("{code}|{name}"), code.clone()].into_iter().find(|key| patch.contains_key(key));
        let answer = match key.and_then(|key| patch.get(&key)) {
            Some(row) => {
                used.insert(row.key.clone());
                assert_eq!(by_rule.0, row.old, "division_successor {}: not what the rule gives", row.key);
                assert!(row.new.split(' ').all(|code| divisions.contains_key(code)) && row.new != row.old, "division_successor {}: codes of today, others than by rule", row.key);
                (row.new.clone(), "listed")
            }
            None => by_rule,
        };
        if !answer.0.is_empty() {
            out.insert((code.clone(), name.clone()), answer);
        }
    }
    assert_eq!(used.len(), patch.len(), "division_successor: a patch of a code or name that is not in the history: {:?}", patch.keys().find(|key| !used.contains(*key)));
    out
}

/// One row per code where all its names have one answer, else one per name; what a reader knows by itself (a division that has the
/// code today, or else the prefecture that has its first digits) is left out.
fn successor_rows(divisions: &BTreeMap<String, String>) -> Vec<(String, String, Vec<String>, &'static str)> {
    let all = successors(divisions);
    let mut by_code: BTreeMap<&String, Vec<(&String, &(String, &str))>> = BTreeMap::new();
    for ((code, name), answer) in &all {
        by_code.entry(code).or_default().push((name, answer));
    }
    let mut out = Vec::new();
    for (code, names) in by_code {
        let one = names.iter().all(|(_, answer)| *answer == names[0].1) && !divisions.contains_key(code);
        for (name, (codes, how)) in names.into_iter().take(if one { 1 } else { usize::MAX }) {
            let known = codes == code || *how == "prefecture_only" && *codes == format!("{}00", &code[..4]) && !divisions.contains_key(code);
            if !known {
                out.push((code.clone(), if one { String::new() } else { name.clone() }, codes.split(' ').map(str::to_owned).collect(), *how));
            }
        }
    }
    out
}

/// Codes as deltas, then how and how many successors in a byte each, then the successors as differences from the row before, then the names.
fn successor_table(divisions: &BTreeMap<String, String>) -> (usize, Vec<u8>) {
    let rows = successor_rows(divisions);
    let mut raw = Vec::new();
    deltas(rows.iter().map(|row| row.0.parse().expect("a code")), &mut raw);
    for (_, _, codes, how) in &rows {
        let how = ["listed", "derived", "prefecture_only"].iter().position(|h| h == how).expect("a way") as u8;
        raw.push(how | (codes.len() as u8) << 2);
    }
    let mut last = 0_i32;
    for code in rows.iter().flat_map(|row| &row.2) {
        let code: i32 = code.parse().expect("a code");
        let delta = code - last;
        varint(((delta << 1) ^ (delta >> 31)) as u32, &mut raw);
        last = code;
    }
    raw.extend(rows.iter().map(|row| row.1.as_str()).collect::<Vec<_>>().join("\n").bytes());
    (rows.len(), raw)
}

fn two_columns(map: &BTreeMap<String, String>) -> (usize, Vec<u8>) {
    let column = |fields: Vec<&String>| fields.into_iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let text = format!("{}\0{}", column(map.keys().collect()), column(map.values().collect()));
    (map.len(), text.into_bytes())
}

fn pinyin_table() -> (usize, Vec<u8>) {
    let pinyin = pinyin();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for syllable in pinyin.values() {
        *counts.entry(syllable).or_default() += 1;
    }
    let mut syllables: Vec<&str> = counts.keys().copied().collect();
    syllables.sort_by_key(|syllable| (std::cmp::Reverse(counts[syllable]), *syllable));
    let numbers: Vec<u16> = ('\u{4e00}'..='\u{9fff}')
        .map(|c| {
            let syllable = pinyin.get(&c)?;
            let index = syllables.iter().position(|other| other == syllable)?;
            u16::try_from(index + 1).ok()
        })
        .map(Option::unwrap_or_default)
        .collect();
    let mut raw = syllables.join(" ").into_bytes();
    raw.push(0);
    raw.extend(numbers.iter().map(|number| *number as u8));
    raw.extend(numbers.iter().map(|number| (number >> 8) as u8));
    (pinyin.len(), raw)
}

/// The characters of several readings; tones apart there must be two.
fn pinyin_sets() -> BTreeMap<String, String> {
    let toneless_set = |readings: String| readings.split(',').map(toneless).collect::<BTreeSet<_>>();
    let sets = slice("pinyin_set").into_iter().map(|(c, readings)| (c, toneless_set(readings)));
    sets.filter(|(_, set)| set.len() > 1).map(|(c, set)| (c, set.into_iter().collect::<Vec<_>>().join(","))).collect()
}

/// The likeliest reading of every spelling that is at least a likely one; pinyin itself is among the spellings.
fn romanizations() -> BTreeMap<String, String> {
    let rows = rows("extract/surname_romanization.tsv", 3);
    let mut shares: BTreeMap<String, String> = rows.iter().map(|row| (format!("{}|{}", row[0], row[1]), row[2].clone())).collect();
    apply("surname_romanization", &mut shares, patches("surname_romanization"));
    let attested = |key: &str| rows.iter().any(|row| key == format!("{}|{}", row[0], row[1]));
    let mut best: BTreeMap<String, ((f64, bool), String)> = BTreeMap::new();
    for (key, share) in shares {
        let (spelling, pinyin) = key.split_once('|').expect("two columns");
        // Of equals, the one that the package attests.
        let rank = (share.parse().expect("a share"), attested(&key));
        if best.get(spelling).is_none_or(|(known, _)| rank > *known) {
            best.insert(spelling.to_owned(), (rank, pinyin.to_owned()));
        }
    }
    best.into_iter().map(|(spelling, (_, pinyin))| (spelling, pinyin)).collect()
}

fn two_column_rows(rows: &[Vec<String>]) -> (usize, Vec<u8>) {
    let column = |at: usize| rows.iter().map(|row| row[at].as_str()).collect::<Vec<_>>().join("\n");
    (rows.len(), format!("{}\0{}", column(0), column(1)).into_bytes())
}

/// Trade words, and what stands in front of the kind in the common endings of names (水果店).
fn trade_words() -> (usize, Vec<u8>) {
    let list = |table: &str| {
        let rows = rows(&format!("extract/{table}.tsv"), 1);
        assert!(rows.is_sorted_by(|a, b| a < b), "{table}: sorted, no key twice");
        let mut words: BTreeMap<String, String> = rows.into_iter().map(|mut row| row.remove(0)).map(|word| (word.clone(), word)).collect();
        apply(table, &mut words, patches(table));
        words.into_keys()
    };
    let mut words: BTreeSet<String> = list("company_trade").collect();
    let fronts = list("company_suffix").filter_map(|ending| ["商店", "商行", "店", "厂", "行", "馆"].iter().find_map(|kind| ending.strip_suffix(kind)).map(str::to_owned));
    words.extend(fronts.filter(|front| front.chars().count() > 1 && !NOT_TRADES.contains(&front.as_str())));
    (words.len(), words.into_iter().collect::<Vec<_>>().join("\n").into_bytes())
}

/// What is in front of a kind without being a trade.
const NOT_TRADES: [&str; 4] = ["大酒", "旗舰", "形象", "体验"];

/// Forms with their countries; the patch writes country and kind in one cell.
fn legal_forms() -> BTreeMap<String, String> {
    let rows = rows("extract/legal_form.tsv", 3);
    let mut forms: BTreeMap<String, String> = rows.into_iter().map(|row| (row[0].clone(), row[1..].join("|"))).collect();
    apply("legal_form", &mut forms, patches("legal_form"));
    forms.into_iter().map(|(form, both)| (form, both.split('|').next().expect("a country").to_owned())).collect()
}

fn variant_chars() -> (usize, Vec<u8>) {
    let one = |text: &str| {
        let mut chars = text.chars();
        let c = chars.next().expect("a character");
        assert!(chars.next().is_none(), "{text}: one character");
        u32::from(c)
    };
    let pairs: Vec<(u32, u32)> =
        slice("variant_char").into_iter().map(|(key, values)| (one(&key), one(values.split(' ').next().expect("a candidate")))).filter(|(key, value)| key != value).collect();
    let mut raw = Vec::new();
    deltas(pairs.iter().map(|pair| pair.0), &mut raw);
    pairs.iter().fold(0_u32, |last, &(_, value)| {
        let delta = value.wrapping_sub(last) as i32;
        varint(((delta << 1) ^ (delta >> 31)) as u32, &mut raw);
        value
    });
    (pairs.len(), raw)
}

/// The tables that are written by hand, with what they rest on and the day they are as of.
const OWN: [(&str, &str, u32); 2] = [("region_group", "by hand, from the plans that its rows cite", 20_211_020), ("channel", "by hand", 20_261_125)];

/// Channels: known classes and ranks, aliases in lower case, each with one channel.
fn channels() -> (usize, Vec<u8>) {
    let rows = rows("own/channel.tsv", 5);
    let codes: BTreeSet<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(codes.len(), rows.len(), "channel: no code twice");
    let mut aliases = BTreeSet::new();
    for row in &rows {
        assert!(["online", "offline", "internal", "third_party"].contains(&row[1].as_str()), "channel {}: class", row[0]);
        assert!(["0", "1", "2", "3"].contains(&row[2].as_str()), "channel {}: rank", row[0]);
        assert!(row[3].split('|').all(|code| code.is_empty() || codes.contains(code)), "channel {}: within", row[0]);
        for alias in row[4].split('|') {
            assert!(!alias.is_empty() && alias.trim() == alias && alias.to_lowercase() == alias, "channel {}: `{alias}`", row[0]);
            assert!(aliases.insert(alias), "channel: `{alias}` stands twice");
        }
    }
    let column = |at: usize| rows.iter().map(|row| row[at].as_str()).collect::<Vec<_>>().join("\n");
    (rows.len(), (0..5).map(column).collect::<Vec<_>>().join("\0").into_bytes())
}

/// Codes and names of GB/T 4754, brackets full-width and without stray blanks.
fn industries() -> BTreeMap<String, String> {
    let tidy = |name: String| name.trim().replace('(', "（").replace(')', "）");
    patched("industry").into_iter().map(|(code, name)| (code, tidy(name))).collect()
}

/// Sections as 1 to 20, other codes as four digits times four and their level; then the names in that order, in UTF-16 (little-endian),
/// which is deflated better than UTF-8.
fn industry_table() -> (usize, Vec<u8>) {
    let number = |code: &str| match code.as_bytes() {
        [letter @ b'A'..=b'T'] => u32::from(letter - b'A' + 1),
        digits => code.parse::<u32>().expect("a code") * [100, 10, 1][digits.len() - 2] * 4 + digits.len() as u32 - 1,
    };
    let rows: BTreeMap<u32, String> = industries().into_iter().map(|(code, name)| (number(&code), name)).collect();
    let mut raw = Vec::new();
    deltas(rows.keys().copied(), &mut raw);
    raw.extend(rows.values().map(String::as_str).collect::<Vec<_>>().join("\n").encode_utf16().flat_map(u16::to_le_bytes));
    (rows.len(), raw)
}

/// Everyday words and names of older editions; the patch writes codes, confidence and edition in one cell.
fn industry_aliases() -> (usize, Vec<u8>) {
    let mut aliases = BTreeMap::new();
    apply("industry_alias", &mut aliases, patches("industry_alias"));
    let known = industries();
    let mut columns: [Vec<String>; 4] = Default::default();
    // By their codes: neighbours are alike.
    let mut rows: Vec<(&String, &String)> = aliases.iter().collect();
    rows.sort_by_key(|(alias, cell)| (*cell, *alias));
    for (alias, cell) in rows {
        let [codes, confidence, edition] = cell.split('|').collect::<Vec<_>>()[..] else { panic!("industry_alias {alias}: width") };
        for code in codes.split(',') {
            let stands_for_itself = code.strip_suffix('0').is_some_and(|group| group.len() == 3 && known.contains_key(group));
            assert!(known.contains_key(code) || stands_for_itself, "industry_alias {alias}: {code}");
        }
        assert!(confidence.parse::<u8>().is_ok_and(|c| c < 100), "industry_alias {alias}: confidence");
        assert!(["", "2002", "2011"].contains(&edition), "industry_alias {alias}: edition");
        for (column, text) in columns.iter_mut().zip([alias, codes, confidence, edition]) {
            column.push(text.to_owned());
        }
    }
    (aliases.len(), columns.map(|column| column.join("\n")).join("\0").into_bytes())
}

struct Source {
    table: String,
    used: String,
    package: String,
    licence: String,
    as_of: u32,
}

fn lock() -> Vec<Source> {
    rows("registry.lock", 9)
        .into_iter()
        .map(|row| {
            assert!(row[6].len() == 64 && row[6].bytes().all(|byte| byte.is_ascii_hexdigit()), "{}: hash", row[3]);
            Source {
                table: row[0].clone(),
                used: row[1].clone(),
                package: format!("{} {}", row[3], row[4]),
                licence: row[7].clone(),
                as_of: row[8].replace('-', "").parse().unwrap_or(0),
            }
        })
        .collect()
}

/// Which slices a table is built from, where it does not bear its slice's name.
const BUILT_FROM: [(&str, &[&str]); 3] = [
    ("surname", &["surname_reading", "surname_inventory"]),
    ("company_trade", &["company_trade", "company_suffix"]),
    ("division_successor", &["division", "division_history", "division_successor"]),
];

/// The packages behind every table, with our own corrections named.
fn versions(lock: &[Source]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for table in [
        "division",
        "division_short",
        "surname",
        "pinyin",
        "variant_char",
        "variant_phrase",
        "area_code",
        "pinyin_set",
        "surname_romanization",
        "nickname",
        "surname_frequency",
        "company_trade",
        "legal_form",
        "division_history",
        "division_successor",
        "industry",
    ] {
        let slices = BUILT_FROM.iter().find(|(name, _)| *name == table).map_or(vec![table], |(_, slices)| slices.to_vec());
        let packages: BTreeSet<&str> = lock.iter().filter(|s| slices.contains(&s.table.as_str())).map(|s| s.package.as_str()).collect();
        let patched = slices.iter().any(|slice| folder().join(format!("patch/{slice}.tsv")).exists());
        assert!(!packages.is_empty(), "{table}: no package");
        let packages = packages.into_iter().collect::<Vec<_>>().join(", ");
        out.insert(table.to_owned(), if patched { format!("{packages}, corrected") } else { packages });
    }
    out.extend(OWN.map(|(table, version, _)| (table.to_owned(), version.to_owned())));
    out.insert("industry_alias".to_owned(), "general usage".to_owned());
    out
}

fn build() -> Vec<u8> {
    let lock = lock();
    let as_of = |table: &str| {
        let source = lock.iter().find(|source| source.table == table);
        source.unwrap_or_else(|| panic!("{table}: not in registry.lock")).as_of
    };
    let divisions = patched("division");
    let provinces: Vec<&str> = divisions.iter().filter(|(code, _)| code.ends_with("0000")).map(|(_, name)| name.as_str()).collect();
    let area_codes: BTreeMap<String, String> = patched("area_code").into_iter().map(|(code, raw)| (format!("0{code}"), city_names(&raw, &provinces))).collect();
    let phrases = patched("variant_phrase").into_iter().map(|(phrase, values)| (phrase, values.split(' ').next().expect("a candidate").to_owned())).collect();
    let versions = versions(&lock);
    let tables = [
        (as_of("division"), coded(&divisions)),
        (as_of("division_short"), coded(&short_names(&divisions))),
        (as_of("surname_reading"), two_columns(&surnames())),
        (as_of("pinyin"), pinyin_table()),
        (as_of("variant_char"), variant_chars()),
        (as_of("variant_phrase"), two_columns(&phrases)),
        (as_of("area_code"), two_columns(&area_codes)),
        (as_of("pinyin_set"), two_columns(&pinyin_sets())),
        (as_of("surname_romanization"), two_columns(&romanizations())),
        (as_of("nickname"), two_column_rows(&rows("extract/nickname.tsv", 2))),
        (as_of("surname_frequency"), two_columns(&slice("surname_frequency"))),
        (as_of("division"), two_columns(&versions)),
        (as_of("company_trade"), trade_words()),
        (as_of("legal_form"), two_columns(&legal_forms())),
        (as_of("division_history"), history_table(&divisions)),
        (OWN[0].2, region_groups(&divisions)),
        (as_of("division"), successor_table(&divisions)),
        (OWN[1].2, channels()),
        (as_of("industry"), industry_table()),
        (as_of("industry"), industry_aliases()),
    ];
    let ids = [1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 15, 8, 13, 14, 9, 16, 17, 21, 18, 19];
    let mut blob = b"guiyi\0\r\n".to_vec();
    blob.extend(1_u16.to_le_bytes());
    blob.extend((tables.len() as u16).to_le_bytes());
    let mut body = Vec::new();
    let start = blob.len() + 28 * tables.len();
    for (id, (as_of, (rows, raw))) in ids.into_iter().zip(&tables) {
        let stored = miniz_oxide::deflate::compress_to_vec(raw, 10);
        for field in [id, *as_of, *rows as u32, crc32(raw), (start + body.len()) as u32, stored.len() as u32, raw.len() as u32] {
            blob.extend(field.to_le_bytes());
        }
        body.extend(stored);
    }
    blob.extend(body);
    blob
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 }))
}

#[test]
fn blob_is_what_the_slices_give() {
    let (first, second) = (build(), build());
    assert!(first == second, "building twice gives the same bytes");
    assert!(first.len() < 500 * 1024, "{} bytes: the blob stays small", first.len());
    let path = folder().join("guiyi.bin");
    if std::env::var_os("GUIYI_UPDATE").is_some() {
        fs::write(&path, &first).expect("core/data is writable");
    }
    let committed = fs::read(&path).expect("core/data/guiyi.bin");
    assert!(first == committed, "core/data/guiyi.bin is stale: run again with GUIYI_UPDATE=1");
}

#[test]
fn slices_have_the_expected_rows() {
    for (table, count) in [
        ("division", 3209),
        ("division_second", 3225),
        ("surname_reading", 492),
        ("pinyin", 20_924),
        ("variant_char", 4148),
        ("variant_phrase", 476),
        ("area_code", 320),
        ("industry", 1772),
    ] {
        assert_eq!(slice(table).len(), count, "{table}");
    }
    assert_eq!(rows("extract/surname_inventory.tsv", 1).len(), 1055);
    assert_eq!((rows("extract/division_history.tsv", 4).len(), history(&patched("division")).len()), (8187, 7543));
    assert_eq!(slice("surname_reading").keys().filter(|name| name.chars().count() > 1).count(), 61);
    let mut levels = [0; 3];
    for code in patched("division").keys().filter(|code| code.as_str() < "700000") {
        levels[if code.ends_with("0000") { 0 } else { 1 + usize::from(!code.ends_with("00")) }] += 1;
    }
    assert_eq!(levels, [31, 333, 2847]);
}

/// The counts that the statistics offices give for GB/T 4754-2017 with its first amendment, and what the patch corrects.
#[test]
fn industries_are_complete() {
    let all = industries();
    let of = |level: usize| all.keys().filter(|code| code.len() == level && code.starts_with(|c: char| c.is_ascii_digit())).collect::<BTreeSet<_>>();
    let (divisions, groups, classes) = (of(2), of(3), of(4));
    let childless = groups.iter().filter(|group| !classes.iter().any(|class| class.starts_with(group.as_str()))).count();
    assert_eq!(all.keys().filter(|code| code.starts_with(|c: char| c.is_ascii_uppercase())).count(), 20);
    assert_eq!((divisions.len(), groups.len(), classes.len() + childless, childless), (97, 473, 1382, 199));
    for code in groups.iter().chain(&classes) {
        assert!(all.contains_key(&code[..code.len() - 1]), "{code}: parent");
    }
    for code in ["019", "403", "970"] {
        assert!(groups.iter().any(|group| *group == code) && !classes.iter().any(|class| class.starts_with(code)), "{code} stands for its class");
    }
    assert!(!all.contains_key("2038") && all.contains_key("2039"));
    assert_eq!(["9231", "9232", "9233", "96"].map(|code| all[code].as_str()), ["监察委员会", "人民法院", "人民检察院", "基层群众自治组织及其他组织"]);
    assert!(all.values().all(|name| !name.contains([' ', '(', ')', ','])));
}

/// Two independent lists of divisions agree but for what is written down here.
#[test]
fn divisions_agree_with_the_second_source() {
    let (ours, theirs) = (patched("division"), slice("division_second"));
    let only = |a: &BTreeMap<String, String>, b: &BTreeMap<String, String>| -> Vec<String> {
        a.iter().filter(|(code, _)| !b.contains_key(*code)).map(|(code, name)| format!("{code} {name}")).collect()
    };
    // Changed after the end of 2024, when the second list was cut.
    assert_eq!(only(&ours, &theirs), ["500157 两江新区", "653132 岑岭县", "659013 草湖市"]);
    let extra = only(&theirs, &ours);
    let codes: Vec<&str> = extra.iter().filter_map(|row| row.split(' ').next()).collect();
    // Summary rows of municipalities and of counties run by the province, old codes, what 500157 replaced.
    assert_eq!(codes, ["110100", "120100", "310100", "419000", "429000", "460321", "460322", "460323", "469000", "500100", "500105", "500112", "500200", "659000"]);
    let renamed: Vec<String> = ours
        .iter()
        .filter_map(|(code, name)| Some((code, name, theirs.get(code)?)))
        .filter(|(_, name, other)| name != other)
        .map(|(code, name, other)| format!("{code} {name}/{other}"))
        .collect();
    assert_eq!(renamed, Vec::<String>::new());
}

#[test]
fn inputs_have_licences_that_allow_this() {
    for source in lock() {
        assert!(["MIT", "ISC", "Apache-2.0", "Unicode-3.0"].contains(&source.licence.as_str()), "{}", source.table);
        assert!(["extract", "witness", "consulted"].contains(&source.used.as_str()), "{}", source.table);
        let committed = folder().join(format!("extract/{}.tsv", source.table)).exists();
        assert_eq!(committed, source.used != "consulted", "{}: slice", source.table);
    }
}

#[test]
#[should_panic(expected = "changes nothing")]
fn patch_that_changes_nothing_fails() {
    let mut map = BTreeMap::from([("a".to_owned(), "b".to_owned())]);
    let same = Patch { key: "a".to_owned(), old: "b".to_owned(), new: "b".to_owned() };
    apply("example", &mut map, vec![same]);
}

#[test]
#[should_panic(expected = "not the expected old value")]
fn patch_that_upstream_made_needless_fails() {
    let mut map = BTreeMap::from([("a".to_owned(), "c".to_owned())]);
    let late = Patch { key: "a".to_owned(), old: "b".to_owned(), new: "c".to_owned() };
    apply("example", &mut map, vec![late]);
}

#[test]
#[ignore = "prints what the rule gives, for writing patches"]
fn successors_by_rule() {
    for ((code, name), (codes, how)) in successors(&patched("division")) {
        println!("{code}\t{name}\t{codes}\t{how}");
    }
}
