//! Rows entered by hand (R25): a source `manual`, whose records say who entered them.

use crate::arguments::Arguments;
use crate::sources;
use guiyi::spec::{ColumnSpec, FieldSpec, Module, SourceSpec, Spec};
use guiyi::table::header;
use guiyi::{FieldKind, Finding, normalize};
use guiyi_examples::file_table::FileTable;
use std::error::Error;

/// The source of manual rows.
pub(crate) const SOURCE: &str = "manual";
/// The field that is added where the spec has none for the operator.
const FIELD: &str = "operator";
/// What a column of operators is called.
const COLUMNS: [&str; 8] = ["operator", "操作人", "录入人", "操作员", "录入员", "填写人", "经办人", "entered_by"];
/// What a column of times is called, where no other source has one of this name.
const TIMES: [&str; 5] = ["录入时间", "时间", "日期", "time", "date"];
/// Rows without operator that are named; the rest is counted.
const MOST_NAMED: usize = 100;

/// The rows, and the column that names the operator: the file's own, filled up with the one of the command line.
pub(crate) fn read(a: &Arguments, findings: &mut Vec<Finding>) -> Result<Option<(FileTable, String)>, Box<dyn Error>> {
    let Some(path) = &a.manual else { return Ok(None) };
    let mut table = sources::without_ignored(SOURCE, sources::file(SOURCE, path)?, a, findings);
    let column = column(&table, &COLUMNS).unwrap_or_else(|| FIELD.to_owned());
    let given = |cell: Option<&str>| cell.filter(|c| normalize::missing_state(c).is_none()).map(str::to_owned);
    table.map(&column, |_, cell| given(cell).or_else(|| a.operator.clone()));
    without_operator(a, &table, &column, findings);
    Ok(Some((table, column)))
}

fn without_operator(a: &Arguments, table: &FileTable, column: &str, findings: &mut Vec<Finding>) {
    let operators = table.column(column);
    let id = a.id.iter().map(String::as_str).chain(["id", "record_id"]).find_map(|name| table.column(name));
    let rows: Vec<usize> = (0..table.rows).filter(|row| operators.and_then(|c| c.get(*row)).is_none()).collect();
    for row in rows.iter().take(MOST_NAMED) {
        let number = (row + 1).to_string();
        let id = id.and_then(|c| c.get(*row)).map(str::trim).filter(|id| !id.is_empty()).unwrap_or(&number);
        let text = format!("row {number} does not say who entered it; give a column 操作人 or --operator (手工录入, 需保证信息准确)");
        findings.push(Finding::new("manual_without_operator", SOURCE, text).about(id));
    }
    if rows.len() > MOST_NAMED {
        findings.push(Finding::new("manual_without_operator", SOURCE, format!("{} more of them", rows.len() - MOST_NAMED)));
    }
}

/// Gives the spec what it lacks for manual rows: the source, by the names of the other sources' columns, and a field for
/// the operator, by which nothing is compared.
pub(crate) fn complete(spec: &mut Spec, table: &FileTable, operator: &str, findings: &mut Vec<Finding>) {
    if !spec.sources.iter().any(|s| s.name == SOURCE) {
        let source = source(spec, table, operator);
        let read: Vec<String> = source.columns.iter().map(|c| format!("{} as {}", c.from.join(" "), c.field)).collect();
        let text =
            format!("the spec has no source of this name; its columns are read as other sources name them: {}", if read.is_empty() { "none".to_owned() } else { read.join(", ") });
        findings.push(Finding::new("manual_columns", SOURCE, text));
        spec.sources.push(source);
    }
    let Some(source) = spec.sources.iter_mut().find(|s| s.name == SOURCE) else { return };
    if source.columns.iter().any(|c| c.from.iter().any(|from| from == operator)) {
        return;
    }
    source.columns.push(ColumnSpec { field: FIELD.to_owned(), from: vec![operator.to_owned()], ..ColumnSpec::default() });
    if !spec.fields.iter().any(|f| f.name == FIELD) {
        // Of a module by which nothing is compared.
        spec.fields.push(FieldSpec { module: Some(Module::FollowUp), ..FieldSpec::new(FIELD, FieldKind::Category {}) });
    }
}

/// A source for the table: each column means what a field of its name is, or what it means in another source.
fn source(spec: &Spec, table: &FileTable, operator: &str) -> SourceSpec {
    let mut source = SourceSpec { name: SOURCE.to_owned(), ..SourceSpec::default() };
    let by_field = spec.fields.iter().map(|f| (f.name.as_str(), f.name.as_str()));
    let elsewhere = spec.sources.iter().flat_map(|s| &s.columns).filter_map(|c| Some((c.from.first().filter(|_| c.from.len() == 1)?.as_str(), c.field.as_str())));
    let known: Vec<(&str, &str)> = by_field.chain(elsewhere).collect();
    for name in table.names().iter().filter(|n| *n != operator) {
        let read = header::read(name);
        let exact = known.iter().find(|(column, _)| column == name);
        if let Some((_, field)) = exact.or_else(|| known.iter().find(|(column, _)| read.may_be(column))) {
            source.columns.push(ColumnSpec { field: (*field).to_owned(), from: vec![name.clone()], ..ColumnSpec::default() });
        }
    }
    let times = spec.sources.iter().filter_map(|s| s.time.as_deref());
    source.time = column(table, &times.chain(TIMES).collect::<Vec<_>>());
    source
}

/// The first column that reads as one of the names.
fn column(table: &FileTable, names: &[&str]) -> Option<String> {
    table
        .names()
        .iter()
        .find(|n| {
            let read = header::read(n);
            names.iter().any(|name| read.may_be(name))
        })
        .cloned()
}
