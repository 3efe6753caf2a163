//! Reading what the command line names.

use crate::arguments::Arguments;
use guiyi::spec::{AttributeKind, AttributeSpec, FeedSpec, FeedValue, LinkSpec, Spec, StreamSpec};
use guiyi::{Finding, Inputs};
use guiyi_examples::csv_table::CsvTable;
use std::error::Error;
use std::fs;
use std::path::Path;

/// Every table by name: the sources, then the event tables.
pub(crate) fn read(a: &Arguments, findings: &mut Vec<Finding>) -> Result<Vec<(String, CsvTable)>, Box<dyn Error>> {
    let mut tables = Vec::new();
    for (name, path) in &a.sources {
        let mut table = file(name, path)?;
        findings.append(&mut table.findings);
        match &a.source_column {
            Some(by) if table.names().contains(by) => tables.extend(table.split(by)),
            Some(by) => {
                findings.push(Finding::new("missing_column", format!("{name}.{by}"), "the list has no such column; all its rows are one source"));
                tables.push((name.clone(), table));
            }
            None => tables.push((name.clone(), table)),
        }
    }
    for (name, path) in [("interactions", &a.interactions), ("orders", &a.orders)] {
        if let Some(path) = path {
            let mut table = file(name, path)?;
            findings.append(&mut table.findings);
            tables.push((name.to_owned(), table));
        }
    }
    Ok(tables)
}

/// One file; its findings carry its name.
pub(crate) fn file(name: &str, path: &Path) -> Result<CsvTable, Box<dyn Error>> {
    let bytes = fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(CsvTable::read(name, &bytes))
}

/// Event tables without a spec: their columns by name, so that facts can be counted on them.
pub(crate) fn propose_streams(spec: &mut Spec, inputs: &Inputs<'_>) {
    for (stream, attributes) in [
        ("interactions", [("content", "内容", AttributeKind::Text {}), ("type", "类型", AttributeKind::Category {})]),
        ("orders", [("amount", "金额", AttributeKind::Money {}), ("product", "商品", AttributeKind::Category {})]),
    ] {
        let Some(table) = inputs.batches(stream).next() else {
            continue;
        };
        let find = |names: &[&str]| table.columns().iter().map(|(n, _)| n.clone()).find(|n| names.contains(&n.to_lowercase().as_str()));
        let link = find(&["来源", "source"]).zip(find(&["记录号", "record_id", "id"])).map(|(source, id)| LinkSpec { source, id });
        let Some(link) = link else { continue };
        let found: Vec<_> = attributes.into_iter().filter_map(|(english, chinese, kind)| Some((english, find(&[english, chinese])?, kind))).collect();
        spec.facts.streams.push(StreamSpec {
            name: stream.to_owned(),
            attributes: found.iter().map(|(name, _, kind)| AttributeSpec { name: (*name).to_owned(), kind: *kind }).collect(),
            feeds: vec![FeedSpec {
                table: stream.to_owned(),
                time: find(&["时间", "time", "date", "日期"]),
                link: Some(link),
                attributes: found.into_iter().map(|(name, column, _)| (name.to_owned(), FeedValue::Column(column))).collect(),
            }],
        });
    }
}
