//! Filling a table row by row, whatever the rows come from, and reporting what is odd about them.

use super::FileTable;
use guiyi::table::header;
use guiyi::{ColumnBuffer, Finding};
use std::collections::BTreeMap;

/// Findings of one kind per file; the rest is counted.
const MOST_FINDINGS: usize = 100;
/// A cell of more bytes than this is no name, number or remark.
pub(super) const LONG_CELL: usize = 1 << 16;

/// A table on its way.
pub(super) struct Filling<'a> {
    pub(super) name: &'a str,
    pub(super) table: FileTable,
    counts: BTreeMap<&'static str, usize>,
}

impl<'a> Filling<'a> {
    pub(super) fn new(name: &'a str) -> Self {
        Filling { name, table: FileTable::default(), counts: BTreeMap::new() }
    }

    /// A finding about the file.
    pub(super) fn odd(&mut self, code: &'static str, text: impl Into<String>) {
        self.table.findings.push(Finding::new(code, self.name, text));
    }

    /// A finding about a place, of which there may be many.
    pub(super) fn often(&mut self, code: &'static str, text: impl FnOnce() -> String) {
        let n = self.counts.entry(code).or_insert(0);
        *n += 1;
        if *n <= MOST_FINDINGS {
            let text = text();
            self.odd(code, text);
        }
    }

    /// The row that names the columns.
    pub(super) fn header(&mut self, cells: &[Option<&str>], place: &mut impl FnMut() -> String) {
        self.long_cells(cells, place);
        for (i, column) in header::row(cells.iter().map(|c| c.unwrap_or(""))).into_iter().enumerate() {
            let at = i + 1;
            let path = format!("{}.{}", self.name, column.label);
            if column.header.written.is_empty() {
                self.table.findings.push(Finding::new("empty_header", path, format!("column {at} has no name")));
            } else if let Some(first) = column.repeats {
                let text = format!("column {at} repeats the name {} of column {first}; it is called {}", cut(&column.header.written), cut(&column.label));
                self.table.findings.push(Finding::new("duplicate_header", path, text));
            }
            self.table.names.push(column.label);
        }
        self.table.columns.resize_with(self.table.names.len(), ColumnBuffer::new);
    }

    /// A row of data.
    pub(super) fn row(&mut self, cells: &[Option<&str>], place: &mut impl FnMut() -> String) {
        self.long_cells(cells, place);
        let names = self.table.names.len();
        if cells.len() != names {
            let extra: Vec<&str> = cells.iter().skip(names).filter_map(|c| *c).collect();
            let lost = if cells.len() < names { "the missing ones are empty".to_owned() } else { format!("left over: {}", cut(&extra.join(" | "))) };
            self.often("uneven_row", || format!("{}: {} cells where the header has {names}; {lost}", place(), cells.len()));
        }
        for (i, column) in self.table.columns.iter_mut().enumerate() {
            column.push(cells.get(i).copied().flatten());
        }
        self.table.rows += 1;
    }

    fn long_cells(&mut self, cells: &[Option<&str>], place: &mut impl FnMut() -> String) {
        if let Some((at, cell)) = cells.iter().enumerate().find_map(|(i, c)| c.filter(|c| c.len() > LONG_CELL).map(|c| (i + 1, c))) {
            self.often("long_cell", || format!("{}: {} bytes in cell {at}", place(), cell.len()));
        }
    }

    /// What can be said when everything was read; `nothing` when there was nothing at all.
    pub(super) fn end(&mut self, nothing: &str) {
        for (code, n) in std::mem::take(&mut self.counts) {
            if n > MOST_FINDINGS {
                self.odd(code, format!("{} more of them", n - MOST_FINDINGS));
            }
        }
        if self.table.names.is_empty() {
            self.odd("empty_file", nothing);
        } else if self.table.rows == 0 {
            self.odd("no_rows", "there is a header but no row");
        }
    }
}

/// A text of the file as a finding may have it.
pub(super) fn cut(text: &str) -> String {
    let mut out: String = text.chars().take(80).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}
