//! Lists as channels export them: CSV of any encoding and oddity, spreadsheets. Whatever a file holds, there is a
//! table, and a finding for what was odd.

mod cell;
mod csv;
mod decode;
mod fast;
mod filling;
mod layout;
mod spreadsheet;

use filling::Filling;
use guiyi::{Column, ColumnBuffer, Finding, Table};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A file as columns.
#[derive(Debug, Default)]
pub struct FileTable {
    names: Vec<String>,
    columns: Vec<ColumnBuffer>,
    /// Rows of data.
    pub rows: usize,
    /// What was odd, with line numbers.
    pub findings: Vec<Finding>,
}

impl FileTable {
    /// Reads a file's bytes, CSV or the first sheet of a spreadsheet; `name` stands in the findings.
    #[must_use]
    pub fn read(name: &str, bytes: &[u8]) -> Self {
        let mut filling = Filling::new(name);
        if spreadsheet::is_one(bytes) {
            // Without a wish there is no sheet that could be missing.
            _ = spreadsheet::read(&mut filling, bytes, None);
        } else {
            csv::read(&mut filling, bytes);
        }
        filling.table
    }

    /// Reads a file, or one sheet of it: `FILE.xlsx#Sheet`.
    ///
    /// # Errors
    /// One line for the user, when the file cannot be read or has no such sheet.
    pub fn open(name: &str, path: &Path) -> Result<Self, String> {
        let (path, sheet) = file_and_sheet(path);
        let at = path.display();
        let bytes = fs::read(&path).map_err(|e| format!("{at}: {e}"))?;
        let Some(sheet) = sheet else {
            let mut table = Self::read(name, &bytes);
            let says = path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).unwrap_or_default();
            if matches!(says.as_str(), "xlsx" | "xlsm" | "xlsb" | "xls" | "ods") && !spreadsheet::is_one(&bytes) && !bytes.is_empty() {
                table.findings.push(Finding::new("not_spreadsheet", name, format!("the file is named .{says} but holds no spreadsheet; it is read as CSV")));
            }
            return Ok(table);
        };
        if !spreadsheet::is_one(&bytes) {
            return Err(format!("{at}: the file is no spreadsheet, so it has no sheet `{sheet}`"));
        }
        let mut filling = Filling::new(name);
        spreadsheet::read(&mut filling, &bytes, Some(&sheet)).map_err(|e| format!("{at}: {e}"))?;
        Ok(filling.table)
    }

    /// Changes the cells of a column; without one it is added.
    pub fn map(&mut self, name: &str, change: impl Fn(usize, Option<&str>) -> Option<String>) {
        let at = self.names.iter().position(|n| n == name);
        let mut changed = ColumnBuffer::new();
        for row in 0..self.rows {
            let cell = at.and_then(|at| self.columns.get(at)).and_then(|c| c.as_column().get(row));
            changed.push(change(row, cell).as_deref());
        }
        match at.and_then(|at| self.columns.get_mut(at)) {
            Some(column) => *column = changed,
            None => {
                self.names.push(name.to_owned());
                self.columns.push(changed);
            }
        }
    }

    /// The column names.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A column by name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<Column<'_>> {
        let at = self.names.iter().position(|n| n == name)?;
        self.columns.get(at).map(ColumnBuffer::as_column)
    }

    /// The file as a table of the library.
    #[must_use]
    pub fn as_table(&self) -> Table<'_> {
        Table::new(self.names.iter().cloned().zip(self.columns.iter().map(ColumnBuffer::as_column)))
    }

    /// Leaves a column out; whether there was one.
    pub fn remove(&mut self, name: &str) -> bool {
        let at = self.names.iter().position(|n| n == name);
        if let Some(at) = at {
            self.names.remove(at);
            self.columns.remove(at);
        }
        at.is_some()
    }

    /// The rows by the value of one column, as tables of their own: one list that holds several sources.
    /// Rows without a value go to the source `other`.
    #[must_use]
    pub fn split(&self, by: &str, other: &str) -> Vec<(String, FileTable)> {
        let Some(key) = self.column(by) else {
            return Vec::new();
        };
        let mut parts: Vec<(String, FileTable)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for row in 0..self.rows {
            let value = key.get(row).map(str::trim).filter(|v| !v.is_empty()).unwrap_or(other);
            let at = *places.entry(value).or_insert_with(|| {
                let columns = self.names.iter().map(|_| ColumnBuffer::new()).collect();
                parts.push((value.to_owned(), FileTable { names: self.names.clone(), columns, ..FileTable::default() }));
                parts.len() - 1
            });
            if let Some((_, part)) = parts.get_mut(at) {
                for (from, to) in self.columns.iter().zip(&mut part.columns) {
                    to.push(from.as_column().get(row));
                }
                part.rows += 1;
            }
        }
        parts
    }
}

/// `FILE#Sheet` where FILE is one; a file of the whole name goes first.
fn file_and_sheet(path: &Path) -> (PathBuf, Option<String>) {
    let whole = path.to_string_lossy();
    let mut signs = whole.match_indices('#').map(|(at, _)| at);
    if path.exists() {
        return (path.to_owned(), None);
    }
    match signs.find_map(|at| whole.split_at_checked(at).filter(|(file, _)| Path::new(file).is_file())) {
        Some((file, sheet)) => (file.into(), sheet.strip_prefix('#').map(str::to_owned)),
        None => (path.to_owned(), None),
    }
}
