//! Columns that the spec names, in tables that call them something like it.
//!
//! The exact name goes first. Where a table has none, a column whose header reads as that name stands in for it, and a
//! finding says so: `*手机号（必填）` for `手机号`, `证件号码号` for `身份证号`.

use crate::error::quote;
use crate::model::Finding;
use crate::schema::FieldKind;
use crate::spec::{AttributeKind, Spec};
use crate::table::header::{self, Header};
use crate::table::{Inputs, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The inputs with the columns' names as the spec has them; what was read in place of something else is found once per
/// table, however many batches it has.
pub(super) fn named<'a>(spec: &Spec, inputs: &Inputs<'a>, findings: &mut Vec<Finding>) -> Inputs<'a> {
    let mut named = inputs.clone();
    let mut found: BTreeSet<Finding> = BTreeSet::new();
    let mut numbers: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    for (name, table) in named.batches_mut() {
        let wanted: BTreeSet<&str> = spec.columns_of(name).collect();
        for (wanted, written) in stand_ins(name, table, &wanted, &mut found) {
            let hole = if header::read(&written).hole { "; characters are missing in its header" } else { "" };
            let text = format!("the spec names {}, which the table does not have; this column reads as it and stands in{hole}", quote(wanted));
            found.insert(Finding::new("header_read", format!("{name}.{written}"), text));
            table.rename(&written, wanted);
        }
        for column in money(spec, name) {
            let header = table.header(column);
            let Some(unit) = header.unit.clone() else { continue };
            let cells = table.column(column).map_or(0, |c| (0..c.len()).filter(|row| c.get(*row).is_some_and(|cell| header.with_unit(cell).is_some())).count());
            *numbers.entry((name.to_owned(), header.written, unit)).or_default() += cells;
        }
    }
    for ((table, written, unit), cells) in numbers.into_iter().filter(|(_, cells)| *cells > 0) {
        found.insert(Finding::new("header_unit", format!("{table}.{written}"), format!("{cells} plain numbers are read as {unit}, as the header says")));
    }
    findings.extend(found);
    named
}

/// The columns of a table that hold money of which the spec does not say the unit.
fn money<'a>(spec: &'a Spec, table: &'a str) -> BTreeSet<&'a str> {
    let of_fields = spec.sources.iter().filter(|s| s.name == table).flat_map(|s| &s.columns).filter(|c| {
        let field = spec.fields.iter().find(|f| f.name == c.field);
        field.is_some_and(|f| takes_unit(&f.kind))
    });
    let of_streams = spec.facts.streams.iter().flat_map(|stream| {
        let money = stream.attributes.iter().filter(|a| matches!(a.kind, AttributeKind::Money { .. }));
        let feeds = stream.feeds.iter().filter(move |f| f.table == table);
        feeds.flat_map(move |feed| money.clone().filter_map(|a| feed.attributes.get(&a.name)?.column()))
    });
    of_fields.filter_map(|c| single(&c.from)).chain(of_streams).collect()
}

/// Whether plain numbers of a kind have the unit of their column's header.
pub(super) fn takes_unit(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Amount { unit, .. } if unit.is_empty())
}

/// The column of a value that is not joined from several.
fn single(from: &[String]) -> Option<&str> {
    match from {
        [one] => Some(one),
        _ => None,
    }
}

/// Which written column stands in for which wanted one; what could be several is none.
fn stand_ins<'w>(name: &str, table: &Table<'_>, wanted: &BTreeSet<&'w str>, found: &mut BTreeSet<Finding>) -> BTreeMap<&'w str, String> {
    let missing: Vec<(&'w str, Header)> = wanted.iter().filter(|w| table.column(w).is_none()).map(|w| (*w, header::read(w))).collect();
    let mut stand_ins = BTreeMap::new();
    if missing.is_empty() {
        return stand_ins;
    }
    let free: Vec<(&str, Header)> = table.columns().iter().filter(|(n, _)| !wanted.contains(n.as_str())).map(|(n, _)| (n.as_str(), header::read(n))).collect();
    for (want, header) in &missing {
        let fit: Vec<&(&str, Header)> = free.iter().filter(|(_, h)| fits(h, want, header)).collect();
        let rivals = fit.iter().any(|(_, h)| missing.iter().filter(|(w, r)| fits(h, w, r)).count() > 1);
        match fit.as_slice() {
            [] => {}
            [(written, read)] if !rivals => match (&read.unit, &header.unit) {
                (Some(unit), Some(other)) if unit != other => {
                    let text = format!("the spec names {}, but this column is in another unit, {unit}; it is not read", quote(want));
                    found.insert(Finding::new("header_unit", format!("{name}.{written}"), text));
                }
                _ => _ = stand_ins.insert(*want, (*written).to_owned()),
            },
            several => {
                let names: Vec<String> = several.iter().map(|(written, _)| quote(written)).collect();
                let text =
                    format!("the spec names {}, which the table does not have; {} may be meant, or another column of the spec, so none is read", quote(want), names.join(", "));
                found.insert(Finding::new("ambiguous_header", name, text));
            }
        }
    }
    stand_ins
}

fn fits(header: &Header, wanted: &str, read: &Header) -> bool {
    header.may_be(wanted) || read.readings().any(|reading| header.may_be(reading))
}

#[cfg(test)]
mod tests {
    use crate::interop::json;
    use crate::{Outcome, Plan};

    fn run(rows: &str) -> Outcome {
        let plan = Plan::from_json(
            r#"{"version": 1, "fields": [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "预算", "kind": {"amount": {}}}],
              "sources": [{"name": "展会", "id": "编号", "columns": [{"field": "姓名", "from": ["姓名"]}, {"field": "预算", "from": ["预算"]}]}],
              "facts": {"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}],
                  "feeds": [{"table": "展会", "attributes": {"amount": {"column": "金额"}}}]}],
                "metrics": [{"name": "总额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}}]}}"#,
        );
        json::run(&plan.unwrap(), &format!(r#"{{"tables": {{"展会": [{rows}]}}}}"#)).unwrap()
    }

    #[test]
    fn columns_that_read_as_the_named_ones_are_read_with_their_units() {
        let outcome = run(r#"{"编号": "1", "*姓名（必填）": "安然", "预算（万元）": "50-80", "金额(万元)": "1.5"}"#);
        let values: Vec<_> = outcome.customers().flat_map(|c| c.values().map(|v| (v.field.to_owned(), v.value.to_owned(), v.key.to_owned())).collect::<Vec<_>>()).collect();
        let owned = |f: &str, v: &str, k: &str| (f.to_owned(), v.to_owned(), k.to_owned());
        assert_eq!(values, [owned("姓名", "安然", "安然"), owned("预算", "50-80万元", "[500000,800000]")]);
        let codes: Vec<_> = outcome.findings().iter().map(|f| (f.code, f.path.as_str())).collect();
        for wanted in [("header_read", "展会.*姓名（必填）"), ("header_unit", "展会.预算（万元）"), ("header_unit", "展会.金额(万元)")] {
            assert!(codes.contains(&wanted), "{codes:?}");
        }
        assert_eq!(json::outcome(&outcome)["customers"][0]["records"][0]["record_id"], "1");
    }

    #[test]
    fn of_two_that_may_be_meant_none_is_read() {
        let outcome = run(r#"{"编号": "1", "姓名*": "安然", "姓名（必填）": "王芳"}"#);
        assert_eq!(outcome.customers().flat_map(|c| c.values().map(|v| v.field.to_owned()).collect::<Vec<_>>()).count(), 0);
        let codes: Vec<_> = outcome.findings().iter().map(|f| f.code).collect();
        assert!(codes.contains(&"ambiguous_header") && codes.contains(&"missing_column"), "{codes:?}");
    }
}
