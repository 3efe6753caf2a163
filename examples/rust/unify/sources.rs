//! Reading what the command line names.

use crate::arguments::Arguments;
use crate::manual;
use guiyi::spec::{AttributeKind, AttributeSpec, FeedSpec, FeedValue, LinkSpec, Spec, StreamSpec};
use guiyi::{Finding, Inputs};
use guiyi_examples::file_table::FileTable;
use std::error::Error;
use std::path::Path;

/// The table of labelled pairs.
pub(crate) const LABEL_PAIRS: &str = "label-pairs";

/// What the command line names, by name.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) lists: Vec<(String, FileTable)>,
    pub(crate) events: Vec<(String, FileTable)>,
    /// Labelled pairs.
    pub(crate) pairs: Option<(String, FileTable)>,
    /// The column of the manual rows that names who entered them.
    pub(crate) operator: Option<String>,
}

impl Tables {
    /// Everything as inputs of a run.
    pub(crate) fn inputs(&self) -> Inputs<'_> {
        inputs(self.lists.iter().chain(&self.events).chain(&self.pairs))
    }

    /// The manual rows, and the column that names who entered them.
    pub(crate) fn manual(&self) -> Option<(&FileTable, &str)> {
        let (_, table) = self.lists.iter().find(|(name, _)| name == manual::SOURCE)?;
        Some((table, self.operator.as_deref()?))
    }

    /// The customer lists alone.
    pub(crate) fn only_lists(&self) -> Inputs<'_> {
        inputs(&self.lists)
    }
}

fn inputs<'a>(tables: impl IntoIterator<Item = &'a (String, FileTable)>) -> Inputs<'a> {
    tables.into_iter().fold(Inputs::new(), |inputs, (name, table)| inputs.with(name.clone(), table.as_table()))
}

/// Reads every file; columns to ignore are left behind here, so that nothing later can use them.
pub(crate) fn read(a: &Arguments, findings: &mut Vec<Finding>) -> Result<Tables, Box<dyn Error>> {
    let mut tables = Tables::default();
    for (name, path) in &a.sources {
        let table = without_ignored(name, file(name, path)?, a, findings);
        for (option, column) in [("--id", &a.id), ("--source-column", &a.source_column)] {
            if let Some(column) = column.as_ref().filter(|c| !table.names().is_empty() && !table.names().contains(c)) {
                findings.push(Finding::new("missing_column", format!("{name}.{column}"), format!("the list has not the column that {option} names")));
            }
        }
        match &a.source_column {
            Some(by) if table.names().contains(by) => tables.lists.extend(table.split(by, name)),
            _ => tables.lists.push((name.clone(), table)),
        }
    }
    if let Some((table, operator)) = manual::read(a, findings)? {
        tables.lists.push((manual::SOURCE.to_owned(), table));
        tables.operator = Some(operator);
    }
    for (name, path) in [("interactions", &a.interactions), ("orders", &a.orders)] {
        if let Some(path) = path {
            let table = without_ignored(name, file(name, path)?, a, findings);
            tables.events.push((name.to_owned(), table));
        }
    }
    if let Some(path) = &a.label_pairs {
        let mut table = file(LABEL_PAIRS, path)?;
        findings.append(&mut table.findings);
        tables.pairs = Some((LABEL_PAIRS.to_owned(), table));
    }
    Ok(tables)
}

pub(crate) fn without_ignored(name: &str, mut table: FileTable, a: &Arguments, findings: &mut Vec<Finding>) -> FileTable {
    findings.append(&mut table.findings);
    // What is known of a row is read, though nothing is compared by it.
    for column in a.ignore.iter().filter(|column| a.labels.as_ref() != Some(column) && table.remove(column)) {
        findings.push(Finding::new("ignored_column", format!("{name}.{column}"), "named among the columns to ignore: never used"));
    }
    table
}

/// One file; its findings carry its name.
pub(crate) fn file(name: &str, path: &Path) -> Result<FileTable, Box<dyn Error>> {
    Ok(FileTable::open(name, path)?)
}

/// An event table without a spec: its columns by name, so that facts can be counted on them.
pub(crate) fn propose_stream(spec: &mut Spec, stream: &str, table: &FileTable) -> bool {
    let attributes = match stream {
        "orders" => [("amount", "金额", AttributeKind::money()), ("product", "商品", AttributeKind::Category {})],
        _ => [("content", "内容", AttributeKind::Text {}), ("type", "类型", AttributeKind::Category {})],
    };
    let find = |wanted: &[&str]| table.names().iter().find(|n| wanted.contains(&n.to_lowercase().as_str())).cloned();
    let link = find(&["来源", "source"]).zip(find(&["记录号", "record_id", "id"])).map(|(source, id)| LinkSpec { source, id });
    let found: Vec<_> = attributes.into_iter().filter_map(|(english, chinese, kind)| Some((english, find(&[english, chinese])?, kind))).collect();
    let linked = link.is_some();
    if linked {
        spec.facts.streams.push(StreamSpec {
            name: stream.to_owned(),
            attributes: found.iter().map(|(name, _, kind)| AttributeSpec { name: (*name).to_owned(), kind: *kind }).collect(),
            feeds: vec![FeedSpec {
                table: stream.to_owned(),
                time: find(&["时间", "time", "date", "日期"]),
                link,
                attributes: found.into_iter().map(|(name, column, _)| (name.to_owned(), FeedValue::Column(column))).collect(),
                ..FeedSpec::default()
            }],
            ..StreamSpec::default()
        });
    }
    linked
}
