//! How well addresses are read: `GUIYI_DATA=… cargo bench -p guiyi-benches --bench address [-- --wrong FIELD]`.
//!
//! Reads the two files of `zh_address_parse` (addresses cut into labelled elements) and prints, for each field, how many of the labels the
//! reading meets. A row counts for a field only where its label says something; of several elements with one label the first counts.
//! `--wrong FIELD` lists the rows that were read otherwise.
//!
//! How they are compared, since labels are the text as written and readings are names of today:
//!
//! * province, city, district: the label is itself read as a region, behind the labels of the levels above it. Right is the same
//!   province or city; for a district the same code, or, where the label is ambiguous without more context, the same candidates. A label
//!   that is no division (鄞卅区, 杭州湾新区) can only be wrong.
//! * town: the same text, without 办事处 at the end. `town (kind)` are the rows whose label has a kind (镇, 乡, 街道) at all:
//!   no list of towns is used, so 下沙 is not known to be one.
//! * road: the label, or the labels of road and lane one behind the other (柳石路 + 西三巷). Groups of villages (三组) that the data call
//!   roads are left out.

use guiyi::data::ReferenceTables;
use guiyi::normalize::{Normalizer, builtin};
use guiyi::{FieldKind, Normalized};
use guiyi_benches::data_folder;
use guiyi_examples::file_table::FileTable;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

/// A file, and its columns for province, city and district.
const FILES: [(&str, [&str; 3]); 2] = [("addresses.csv", ["prov", "city", "district"]), ("addresses_supermap.csv", ["province", "city", "county"])];
const FIELDS: [&str; 6] = ["province", "city", "district", "town", "town (kind)", "road"];

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let Some(folder) = data_folder().map(|f| f.join("zh_address_parse")).filter(|f| f.is_dir()) else {
        return writeln!(out, "skipped: GUIYI_DATA names no folder with zh_address_parse");
    };
    let arguments: Vec<String> = std::env::args().collect();
    let wrong = arguments.iter().position(|a| a == "--wrong").and_then(|at| arguments.get(at + 1));
    let readers = Readers { address: reader(&FieldKind::Address {}), region: reader(&FieldKind::Region {}) };
    writeln!(out, "| file | rows | {} |\n|---|---:|---:|---:|---:|---:|---:|---:|", FIELDS.join(" | "))?;
    for (file, columns) in FILES {
        let (rows, counts, misses) = measure(&folder.join(file), columns, &readers)?;
        let shares: Vec<String> = counts.iter().map(|(right, all)| format!("{:.1} % ({right}/{all})", 100.0 * *right as f64 / (*all).max(1) as f64)).collect();
        writeln!(out, "| {file} | {rows} | {} |", shares.join(" | "))?;
        for (field, address, label, got) in misses.iter().filter(|miss| wrong.is_some_and(|field| field == miss.0)) {
            writeln!(out, "{field}: {address}: {label} read as {got}")?;
        }
    }
    Ok(())
}

struct Readers {
    address: Arc<dyn Normalizer>,
    region: Arc<dyn Normalizer>,
}

fn reader(kind: &FieldKind) -> Arc<dyn Normalizer> {
    builtin(kind, ReferenceTables::builtin())
}

/// What a text reads as, with its components by name.
struct Reading<'a> {
    normalizer: &'a dyn Normalizer,
    value: Normalized,
}

impl<'a> Reading<'a> {
    fn of(normalizer: &'a dyn Normalizer, text: &str) -> Self {
        let mut value = Normalized::default();
        normalizer.normalize(text, &mut value);
        Reading { normalizer, value }
    }

    fn get(&self, component: &str) -> &str {
        let at = self.normalizer.components().iter().position(|name| *name == component);
        at.and_then(|at| self.value.components.get(at)).map_or("", String::as_str)
    }
}

type Counts = [(usize, usize); FIELDS.len()];
type Miss = (&'static str, String, String, String);

fn measure(path: &Path, columns: [&str; 3], readers: &Readers) -> std::io::Result<(usize, Counts, Vec<Miss>)> {
    let bytes = std::fs::read(path)?;
    let table = FileTable::read("addresses", &bytes);
    let mut counts = [(0, 0); FIELDS.len()];
    let mut misses = Vec::new();
    for row in 0..table.rows {
        let cell = |name: &str| table.column(name).and_then(|column| column.get(row)).unwrap_or("");
        let address = cell("address");
        let reading = Reading::of(&*readers.address, address);
        let mut mark = |field: usize, right: bool, label: &str, got: &str| {
            if let (Some((good, all)), Some(name)) = (counts.get_mut(field), FIELDS.get(field)) {
                *all += 1;
                *good += usize::from(right);
                if !right {
                    misses.push((*name, address.to_owned(), label.to_owned(), got.to_owned()));
                }
            }
        };
        let labels = columns.map(|column| first(cell(column)));
        let mut above = String::new();
        for (level, label) in labels.into_iter().enumerate().filter(|(_, label)| !label.is_empty()) {
            above.push_str(label);
            let wanted = Reading::of(&*readers.region, &above);
            let same = |component: &str| !wanted.get(component).is_empty() && wanted.get(component) == reading.get(component);
            let sorted = |reading: &Reading<'_>| {
                let mut candidates = reading.value.candidates.clone();
                candidates.sort();
                candidates
            };
            let ambiguous = wanted.value.key.is_empty() && !wanted.value.candidates.is_empty() && sorted(&wanted) == sorted(&reading);
            match level {
                0 => mark(0, same("province"), label, reading.get("province")),
                1 => mark(1, same("city"), label, reading.get("city")),
                _ => mark(2, same("adcode") || ambiguous, label, reading.get("adcode")),
            }
        }
        let town = first(cell("town"));
        if !town.is_empty() {
            let office = |text: &str| text.strip_suffix("办事处").unwrap_or(text).to_owned();
            let right = office(town) == office(reading.get("town"));
            mark(3, right, town, reading.get("town"));
            if ["镇", "乡", "街道", "办事处"].iter().any(|kind| town.ends_with(kind)) {
                mark(4, right, town, reading.get("town"));
            }
        }
        let road = first(cell("road"));
        if !road.is_empty() && !road.ends_with(['组', '队', '社', '村', '排']) {
            let right = road == reading.get("road") || lanes(cell("segments")).iter().any(|joined| joined == reading.get("road"));
            mark(5, right, road, reading.get("road"));
        }
    }
    Ok((table.rows, counts, misses))
}

/// The first of several elements.
fn first(cell: &str) -> &str {
    cell.split(';').next().unwrap_or("")
}

/// The roads and lanes of a row, each with those before it.
fn lanes(segments: &str) -> Vec<String> {
    let roads = segments.split('|').filter_map(|s| s.split_once('=')).filter(|(label, _)| matches!(*label, "road" | "subRoad" | "subroad")).map(|(_, text)| text);
    let mut joined = String::new();
    roads
        .map(|road| {
            joined.push_str(road);
            joined.clone()
        })
        .collect()
}
