//! CSV as channels export it: BOM, GB18030 (Excel's default in China), UTF-16, quoted newlines, uneven
//! rows, broken bytes. Whatever the file holds, there is a table, and a finding for what was odd.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
use guiyi::{Column, ColumnBuffer, Finding, Table};
use std::collections::HashMap;

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
/// A cell of more bytes than this is no name, number or remark.
const LONG_CELL: usize = 1 << 16;

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
        let mut lines = Lines::new(text);
        let mut reader = reader(text, true);
        let mut record = csv::StringRecord::new();
        let (mut uneven, mut long) = (0usize, 0usize);
        let (mut base, mut quoting, mut first) = (0, true, true);
        loop {
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(error) => {
                    self.findings.push(Finding::new("unreadable_row", name, error.to_string()));
                    continue;
                }
            }
            let start = base + record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
            let rest = text.get(start..).unwrap_or("");
            if quoting && reader_is_done(&reader, text) && ends_in_quotes(rest) {
                let line = lines.at(start);
                self.findings.push(Finding::new("open_quote", name, format!("line {line}: a quotation mark is never closed; from here on they are read as plain characters")));
                reader = self::reader(rest, false);
                (base, quoting) = (start, false);
                continue;
            }
            if let Some(at) = record.iter().position(|cell| cell.len() > LONG_CELL) {
                long += 1;
                if long <= MOST_FINDINGS {
                    let text = format!("line {}: {} bytes in cell {}", lines.at(start), record.get(at).unwrap_or("").len(), at + 1);
                    self.findings.push(Finding::new("long_cell", name, text));
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
                        format!("line {}: {} cells where the header has {}; {lost}", lines.at(start), record.len(), self.names.len()),
                    ));
                }
            }
            for (i, column) in self.columns.iter_mut().enumerate() {
                column.push(record.get(i));
            }
            self.rows += 1;
        }
        for (code, n) in [("uneven_row", uneven), ("long_cell", long)] {
            if n > MOST_FINDINGS {
                self.findings.push(Finding::new(code, name, format!("{} more of them", n - MOST_FINDINGS)));
            }
        }
        if self.names.len() == 1 {
            self.findings.push(Finding::new("one_column", name, "no comma in the header, so there is only one column; is this a CSV file?"));
        }
        if self.names.is_empty() {
            self.findings.push(Finding::new("empty_file", name, "the file holds nothing but line ends"));
        } else if self.rows == 0 {
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
    pub fn split(&self, by: &str, other: &str) -> Vec<(String, CsvTable)> {
        let Some(key) = self.column(by) else {
            return Vec::new();
        };
        let mut parts: Vec<(String, CsvTable)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for row in 0..self.rows {
            let value = key.get(row).map(str::trim).filter(|v| !v.is_empty()).unwrap_or(other);
            let at = *places.entry(value).or_insert_with(|| {
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

fn reader(text: &str, quoting: bool) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).quoting(quoting).from_reader(text.as_bytes())
}

fn reader_is_done(reader: &csv::Reader<&[u8]>, text: &str) -> bool {
    reader.position().byte() >= text.len() as u64
}

/// Whether a text that begins at a cell ends inside a quoted one.
fn ends_in_quotes(text: &str) -> bool {
    let (mut quoted, mut before) = (false, b',');
    for byte in text.bytes() {
        // A quotation mark opens a cell at its start, and again right after it closed: then it stood for itself.
        let opens = matches!(before, b',' | b'\n' | b'\r' | 0);
        match byte {
            b'"' if quoted => (quoted, before) = (false, 0),
            b'"' if opens => (quoted, before) = (true, b'"'),
            _ => before = byte,
        }
    }
    quoted
}

/// Line numbers of growing places in a text, each newline counted once.
struct Lines<'a> {
    rest: &'a [u8],
    passed: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Lines { rest: text.as_bytes(), passed: 0, line: 1 }
    }

    /// The line of the first cell at or after a place: a record begins behind the line ends before it.
    fn at(&mut self, place: usize) -> usize {
        while let Some((byte, rest)) = self.rest.split_first()
            && (self.passed < place || matches!(byte, b'\r' | b'\n'))
        {
            self.line += usize::from(*byte == b'\n' || (*byte == b'\r' && rest.first() != Some(&b'\n')));
            self.rest = rest;
            self.passed += 1;
        }
        self.line
    }
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
    // Broken places against sound characters beyond ASCII: one bad byte does not make a file GB18030, nor
    // does one unmake it.
    let (bad, good) = quality(&lossy);
    if bad > good {
        let (text, _) = GB18030.decode_without_bom_handling(bytes);
        let (broken, sound) = quality(&text);
        if broken * 10 < sound {
            let but = if broken > 0 { format!(", with {broken} broken places, marked with U+FFFD") } else { String::new() };
            findings.push(Finding::new("encoding", name, format!("read as GB18030{but}")));
            return Some(text.into_owned());
        }
    }
    let line = 1 + bytes.iter().take(broken).filter(|b| **b == b'\n').count();
    findings.push(Finding::new("invalid_utf8", name, format!("{bad} places are not UTF-8, the first in line {line}; they are marked with U+FFFD")));
    Some(lossy.into_owned())
}

/// Characters marked as broken, and sound characters beyond ASCII.
fn quality(text: &str) -> (usize, usize) {
    let count = |(bad, good), c: char| if c == '\u{FFFD}' { (bad + 1, good) } else { (bad, good + usize::from(!c.is_ascii())) };
    text.chars().fold((0, 0), count)
}

fn line_of(bytes: &[u8], wanted: &[u8]) -> usize {
    let at = bytes.windows(wanted.len()).position(|w| w == wanted).unwrap_or(0);
    1 + bytes.iter().take(at).filter(|b| **b == b'\n').count()
}
