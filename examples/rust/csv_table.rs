//! CSV as channels export it: BOM, GB18030 (Excel's default in China), UTF-16, quoted newlines, uneven
//! rows, broken bytes. Whatever the file holds, there is a table, and a finding for what was odd.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use guiyi::{Column, ColumnBuffer, Finding, Table};

/// A file as columns.
#[derive(Debug, Default)]
pub struct CsvTable {
    names: Vec<String>,
    columns: Vec<ColumnBuffer>,
    /// Rows of data.
    pub rows: usize,
    /// What was odd, with line numbers.
    pub findings: Vec<Finding>,
}

/// Findings of one kind per file; the rest is counted.
const MOST_FINDINGS: usize = 100;

impl CsvTable {
    /// Reads a file's bytes; `name` stands in the findings.
    #[must_use]
    pub fn read(name: &str, bytes: &[u8]) -> Self {
        let mut table = CsvTable::default();
        if bytes.is_empty() {
            table.findings.push(Finding::new("empty_file", name, "the file is empty"));
            return table;
        }
        let Some(text) = decode(name, bytes, &mut table.findings) else {
            return table;
        };
        table.parse(name, &text);
        table
    }

    fn parse(&mut self, name: &str, text: &str) {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut uneven = 0usize;
        let mut first = true;
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => {
                    self.findings.push(Finding::new("unreadable_row", name, format!("line {}: {error}", line(&record))));
                    continue;
                }
            }
            if first {
                first = false;
                self.header(name, &record);
                continue;
            }
            if record.len() == 1 && record.get(0).is_some_and(|c| c.trim().is_empty()) && self.names.len() > 1 {
                continue;
            }
            if record.len() != self.names.len() {
                uneven += 1;
                if uneven <= MOST_FINDINGS {
                    let extra: Vec<&str> = record.iter().skip(self.names.len()).collect();
                    let lost = if extra.is_empty() { "the missing ones are empty".to_owned() } else { format!("left over: {}", cut(&extra.join(" | "))) };
                    self.findings.push(Finding::new(
                        "uneven_row",
                        name,
                        format!("line {}: {} cells where the header has {}; {lost}", line(&record), record.len(), self.names.len()),
                    ));
                }
            }
            for (i, column) in self.columns.iter_mut().enumerate() {
                column.push(record.get(i));
            }
            self.rows += 1;
        }
        if uneven > MOST_FINDINGS {
            self.findings.push(Finding::new("uneven_row", name, format!("{} more uneven rows", uneven - MOST_FINDINGS)));
        }
        if self.rows == 0 {
            self.findings.push(Finding::new("no_rows", name, "there is a header but no row"));
        }
    }

    fn header(&mut self, name: &str, record: &csv::StringRecord) {
        for (i, cell) in record.iter().enumerate() {
            let written = cell.trim().trim_start_matches('\u{FEFF}').to_owned();
            let mut unique = if written.is_empty() { format!("column {}", i + 1) } else { written };
            if self.names.contains(&unique) {
                self.findings.push(Finding::new("duplicate_column", name, format!("column {} repeats the name {unique}", i + 1)));
                unique = format!("{unique} ({})", i + 1);
            }
            self.names.push(unique);
        }
        self.columns.resize_with(self.names.len(), ColumnBuffer::new);
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

    /// The rows by the value of one column, as tables of their own: one list that holds several sources.
    #[must_use]
    pub fn split(&self, by: &str) -> Vec<(String, CsvTable)> {
        let Some(key) = self.column(by) else {
            return Vec::new();
        };
        let mut parts: Vec<(String, CsvTable)> = Vec::new();
        for row in 0..self.rows {
            let value = key.get(row).unwrap_or("").trim();
            let at = parts.iter().position(|(name, _)| name == value).unwrap_or_else(|| {
                let columns = self.names.iter().map(|_| ColumnBuffer::new()).collect();
                parts.push((value.to_owned(), CsvTable { names: self.names.clone(), columns, ..CsvTable::default() }));
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

fn line(record: &csv::StringRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

fn cut(text: &str) -> String {
    let mut out: String = text.chars().take(80).collect();
    if out.len() < text.len() {
        out.push('…');
    }
    out
}

/// Bytes to text: by BOM, else UTF-8, else GB18030, else UTF-8 with the broken places marked.
fn decode(name: &str, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<String> {
    if let Some(encoding) = [(UTF_16LE, [0xff, 0xfe]), (UTF_16BE, [0xfe, 0xff])].into_iter().find(|(_, bom)| bytes.starts_with(bom)).map(|(e, _)| e) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        findings.push(Finding::new("encoding", name, "read as UTF-16"));
        return Some(text.into_owned());
    }
    let controls = bytes.iter().filter(|b| matches!(b, 0..=8 | 14..=31 | 127)).count();
    if controls * 20 > bytes.len() {
        findings.push(Finding::new("not_csv", name, format!("{} % of the bytes are control characters: this is not a CSV file, no row is read", controls * 100 / bytes.len())));
        return None;
    }
    if bytes.contains(&0) {
        findings.push(Finding::new(
            "nul_byte",
            name,
            format!("{} NUL bytes, the first in line {}; they are dropped from values", bytes.iter().filter(|b| **b == 0).count(), line_of(bytes, &[0])),
        ));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let broken = match std::str::from_utf8(bytes) {
        Ok(text) => return Some(text.to_owned()),
        Err(error) => error.valid_up_to(),
    };
    let lossy = String::from_utf8_lossy(bytes);
    // Broken places against sound characters beyond ASCII: one bad byte does not make a file GB18030.
    let (bad, good) = lossy.chars().fold((0usize, 0usize), |(bad, good), c| if c == '\u{FFFD}' { (bad + 1, good) } else { (bad, good + usize::from(!c.is_ascii())) });
    if bad > good
        && let Some(text) = GB18030.decode_without_bom_handling_and_without_replacement(bytes)
    {
        findings.push(Finding::new("encoding", name, "read as GB18030"));
        return Some(text.into_owned());
    }
    let line = 1 + bytes.iter().take(broken).filter(|b| **b == b'\n').count();
    findings.push(Finding::new("invalid_utf8", name, format!("{bad} places are not UTF-8, the first in line {line}; they are marked with U+FFFD")));
    Some(lossy.into_owned())
}

fn line_of(bytes: &[u8], wanted: &[u8]) -> usize {
    let at = bytes.windows(wanted.len()).position(|w| w == wanted).unwrap_or(0);
    1 + bytes.iter().take(at).filter(|b| **b == b'\n').count()
}
