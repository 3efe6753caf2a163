//! Headers of the inputs that say less than they should (R2): torn, empty, twice the same.

use crate::error::quote;
use crate::model::Finding;
use crate::table::{Inputs, header};
use std::collections::BTreeSet;

/// What is odd about the headers of the inputs, each once per table however many batches it has.
pub(super) fn odd(inputs: &Inputs<'_>) -> Vec<Finding> {
    let mut found: BTreeSet<Finding> = BTreeSet::new();
    for name in inputs.names() {
        let rows: BTreeSet<Vec<&str>> = inputs.batches(name).map(|table| table.columns().iter().map(|(n, _)| n.as_str()).collect()).collect();
        for row in rows {
            for (i, column) in header::row(row).into_iter().enumerate() {
                found.extend(about(name, i + 1, &column));
            }
        }
    }
    found.into_iter().collect()
}

fn about(table: &str, at: usize, column: &header::NamedHeader) -> Option<Finding> {
    let written = quote(&column.header.written);
    let path = || format!("{table}.{}", column.header.written);
    if column.header.written.is_empty() {
        return Some(Finding::new("empty_header", table, format!("column {at} has no name")));
    }
    if let Some(first) = column.repeats {
        let text = format!("columns {first} and {at} are both named {written}; only the first of them is read");
        return Some(Finding::new("duplicate_header", path(), text));
    }
    let others: Vec<String> = column.header.others.iter().map(|o| quote(o)).collect();
    let or = if others.is_empty() { String::new() } else { format!(" (or {})", others.join(", ")) };
    let text = format!("something is missing in the header {written} of column {at}; it may be {}{or}", quote(&column.header.name));
    column.header.hole.then(|| Finding::new("header_hole", path(), text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ColumnBuffer, Table};

    #[test]
    fn odd_headers_are_reported_once() {
        let cell: ColumnBuffer = [Some("1")].into_iter().collect();
        let table = |names: &[&'static str]| Table::new(names.iter().map(|n| (*n, cell.as_column())));
        let inputs = Inputs::new()
            .with("官网", table(&["姓名", "", "证件号码号", "姓名", "渠户"]))
            .with("官网", table(&["姓名", "", "证件号码号", "姓名", "渠户"]))
            .with("门店", table(&["姓名", "手机（必填）"]));
        let found: Vec<String> = odd(&inputs).into_iter().map(|f| format!("{} {}: {}", f.code, f.path, f.text)).collect();
        assert_eq!(
            found,
            [
                "duplicate_header 官网.姓名: columns 1 and 4 are both named `姓名`; only the first of them is read",
                "empty_header 官网: column 2 has no name",
                "header_hole 官网.渠户: something is missing in the header `渠户` of column 5; it may be `渠道/客户` (or `渠道`, `渠道客户`, `客户`)",
                "header_hole 官网.证件号码号: something is missing in the header `证件号码号` of column 3; it may be `身份证号`",
            ]
        );
    }
}
