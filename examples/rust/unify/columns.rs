//! Columns that the spec names, in files that call them something like it.
//!
//! The exact name goes first. Where there is none, a column whose header reads as that name stands in for it, and a
//! finding says so: `*手机号（必填）` for `手机号`, `证件号码号` for `身份证号`. Numbers of amounts get the unit of their header.

use crate::sources::ReferenceTables;
use guiyi::spec::{AttributeKind, FeedValue, Spec};
use guiyi::table::header::{self, Header};
use guiyi::{FieldKind, Finding};
use guiyi_examples::file_table::FileTable;
use std::collections::BTreeMap;

/// Renames columns that stand in for those the spec names.
pub(crate) fn stand_in(spec: &Spec, tables: &mut ReferenceTables, findings: &mut Vec<Finding>) {
    for (name, table) in tables.lists.iter_mut().chain(&mut tables.events) {
        let wanted = wanted(spec, name);
        let found = found(name, table, &wanted, findings);
        for (wanted, written) in &found {
            let text = format!("the spec names {wanted}, which the list has not; this column reads as it and stands in{}", hole(written));
            findings.push(Finding::new("header_read", format!("{name}.{written}"), text));
            table.rename(written, wanted);
        }
        for (wanted, _) in wanted.iter().filter(|(_, money)| **money) {
            let written = found.get(wanted).map_or(*wanted, String::as_str);
            with_units(name, table, wanted, &header::read(written), findings);
        }
    }
}

fn hole(written: &str) -> &'static str {
    if header::read(written).hole { "; characters are missing in its header" } else { "" }
}

/// The columns that the spec wants of a table, and whether they hold money of which it does not say the unit.
fn wanted<'a>(spec: &'a Spec, table: &str) -> BTreeMap<&'a str, bool> {
    let mut wanted = BTreeMap::new();
    let mut want = |name: &'a str, money: bool| *wanted.entry(name).or_insert(false) |= money;
    for source in spec.sources.iter().filter(|s| s.name == table) {
        source.id.iter().chain(&source.time).for_each(|c| want(c, false));
        for column in &source.columns {
            let money = spec.fields.iter().any(|f| f.name == column.field && matches!(&f.kind, FieldKind::Amount { unit, .. } if unit.is_empty()));
            column.from.iter().for_each(|c| want(c, money));
        }
    }
    for stream in &spec.facts.streams {
        for feed in stream.feeds.iter().filter(|f| f.table == table) {
            let link = feed.link.iter().flat_map(|l| [&l.source, &l.id]);
            feed.time.iter().chain(link).for_each(|c| want(c, false));
            for (attribute, value) in &feed.attributes {
                let money = stream.attributes.iter().any(|a| a.name == *attribute && matches!(a.kind, AttributeKind::Money {}));
                if let FeedValue::Column(column) = value {
                    want(column, money);
                }
            }
        }
    }
    wanted
}

/// Which written column stands in for which wanted one; what could be several is none.
fn found<'a>(name: &str, table: &FileTable, wanted: &BTreeMap<&'a str, bool>, findings: &mut Vec<Finding>) -> BTreeMap<&'a str, String> {
    let free: Vec<(&String, Header)> = table.names().iter().filter(|n| !wanted.contains_key(n.as_str())).map(|n| (n, header::read(n))).collect();
    let missing: Vec<(&'a str, Header)> = wanted.keys().filter(|w| !table.names().iter().any(|n| n == *w)).map(|w| (*w, header::read(w))).collect();
    let mut found = BTreeMap::new();
    for (want, header) in &missing {
        let fits: Vec<&(&String, Header)> = free.iter().filter(|(_, h)| fits(h, want, header)).collect();
        let rivals = fits.iter().any(|(_, h)| missing.iter().filter(|(w, r)| self::fits(h, w, r)).count() > 1);
        match fits.as_slice() {
            [] => {}
            [(written, read)] if !rivals => match (&read.unit, &header.unit) {
                (Some(unit), Some(other)) if unit != other => {
                    let text = format!("the spec names {want}, but this column is in another unit, {unit}; it is not read");
                    findings.push(Finding::new("header_unit", format!("{name}.{written}"), text));
                }
                _ => _ = found.insert(*want, (*written).clone()),
            },
            several => {
                let names: Vec<&str> = several.iter().map(|(n, _)| n.as_str()).collect();
                let text = format!("the spec names {want}, which the list has not; {} may be meant, or another column of the spec, so none is read", names.join(", "));
                findings.push(Finding::new("ambiguous_header", name, text));
            }
        }
    }
    found
}

fn fits(header: &Header, wanted: &str, read: &Header) -> bool {
    header.may_be(wanted) || header.may_be(&read.name) || read.others.iter().any(|o| header.may_be(o))
}

/// `12.5` under `金额（万元）` is 12.5 万元.
fn with_units(name: &str, table: &mut FileTable, column: &str, header: &Header, findings: &mut Vec<Finding>) {
    let changed = table.column(column).map_or(0, |c| (0..table.rows).filter(|row| c.get(*row).is_some_and(|cell| header.with_unit(cell).is_some())).count());
    if let (Some(unit), true) = (&header.unit, changed > 0) {
        table.map(column, |_, cell| cell.map(|cell| header.with_unit(cell).unwrap_or_else(|| cell.to_owned())));
        findings.push(Finding::new("header_unit", format!("{name}.{}", header.written), format!("{changed} plain numbers are read as {unit}, as the header says")));
    }
}
