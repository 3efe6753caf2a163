//! The labels of rows: the column that says which are known to be one customer.

use super::compile::Compiled;
use crate::identity::labels::Labels;
use crate::model::{Finding, Records};
use crate::table::{Column, Inputs};
use crate::text::fold;
use hashbrown::HashMap;

/// Reads the labels of all rows.
pub(super) fn read(plan: &Compiled, inputs: &Inputs<'_>, records: &Records, findings: &mut Vec<Finding>) -> Labels {
    let Some(labels) = &plan.spec.identity.training.labels else { return Labels::default() };
    // By source: the first row of each batch, and its column.
    let batches: Vec<Vec<(u32, Option<Column<'_>>)>> = records
        .sources
        .iter()
        .map(|source| {
            inputs
                .batches(source)
                .scan(0u32, |next, table| {
                    let first = *next;
                    *next = first.saturating_add(u32::try_from(table.rows()).unwrap_or(u32::MAX));
                    Some((first, table.column(&labels.column)))
                })
                .collect()
        })
        .collect();
    if batches.iter().flatten().all(|(_, column)| column.is_none()) {
        findings.push(Finding::new("missing_column", labels.column.clone(), "no source has the column of labels: nothing is known beforehand"));
        return Labels::default();
    }
    let text = |source: u16, row: u32| {
        let batches = batches.get(usize::from(source))?;
        let (first, column) = batches.get(batches.partition_point(|(first, _)| *first <= row).checked_sub(1)?)?;
        column.as_ref()?.get(row.checked_sub(*first)? as usize).map(fold::trim).filter(|text| !text.is_empty())
    };
    let mut known: HashMap<&str, u32> = HashMap::new();
    let of_row = records.source.iter().zip(&records.row).map(|(source, row)| {
        let next = u32::try_from(known.len()).unwrap_or(u32::MAX).saturating_add(1);
        text(*source, *row).map_or(0, |text| *known.entry(text).or_insert(next))
    });
    Labels::new(of_row.collect())
}
