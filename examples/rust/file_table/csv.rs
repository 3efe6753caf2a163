//! CSV as channels export it: quoted newlines, uneven rows, quotation marks that never close.

use super::decode::decode;
use super::fast;
use super::filling::{Filling, LONG_CELL};

/// Reads a file's bytes; `filling` knows what stands in the findings.
pub(super) fn read(filling: &mut Filling<'_>, bytes: &[u8]) {
    if bytes.is_empty() {
        filling.odd("empty_file", "the file is empty");
    } else if let Some(fast) = fast::read(bytes, LONG_CELL) {
        let cells: Vec<Option<&str>> = fast.header.iter().map(|cell| Some(cell.as_str())).collect();
        filling.header(&cells, &mut String::new);
        filling.table.columns = fast.columns;
        filling.table.rows = fast.rows;
        filling.end("");
    } else if let Some(text) = decode(filling.name, bytes, &mut filling.table.findings) {
        parse(filling, &text);
    }
}

fn parse(filling: &mut Filling<'_>, text: &str) {
    let mut lines = Lines::new(text);
    let mut reader = reader(text, true);
    let mut record = csv::StringRecord::new();
    let (mut base, mut quoting, mut first) = (0, true, true);
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                filling.odd("unreadable_row", error.to_string());
                continue;
            }
        }
        let start = base + record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
        let rest = text.get(start..).unwrap_or("");
        if quoting && reader_is_done(&reader, text) && ends_in_quotes(rest) {
            let line = lines.at(start);
            filling.odd("open_quote", format!("line {line}: a quotation mark is never closed; from here on they are read as plain characters"));
            reader = self::reader(rest, false);
            (base, quoting) = (start, false);
            continue;
        }
        let cells: Vec<Option<&str>> = record.iter().map(Some).collect();
        let mut place = || format!("line {}", lines.at(start));
        if first {
            first = false;
            filling.header(&cells, &mut place);
        } else if !(matches!(cells.as_slice(), [Some(only)] if only.trim().is_empty()) && filling.table.names().len() > 1) {
            filling.row(&cells, &mut place);
        }
    }
    if let [_] = filling.table.names() {
        filling.odd("one_column", "no comma in the header, so there is only one column; is this a CSV file?");
    }
    filling.end("the file holds nothing but line ends");
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_reader_reads_what_the_careful_one_does() {
        let cells = ["", "a", "\"b\"", "\"b,\"\"c\"\"\"", "\"d\ne\"", "张", "x\"y", "\"open", "\"z\"z", " ", "\0"];
        let ends = ["\n", "\r\n", "\n\n", "\r", ""];
        for (one, other, end, header) in cells
            .iter()
            .flat_map(|one| cells.iter().map(move |other| (one, other)))
            .flat_map(|(one, other)| ends.iter().flat_map(move |end| ["h,i", "\"h\",i", "\u{feff}h,i,j", "h"].map(|header| (one, other, end, header))))
        {
            let text = format!("{header}{end}{one},{other}{end}1,2{end}");
            let mut careful = Filling::new("t");
            if let Some(text) = decode("t", text.as_bytes(), &mut careful.table.findings) {
                parse(&mut careful, &text);
            }
            let mut fast = Filling::new("t");
            read(&mut fast, text.as_bytes());
            let shown = |filling: &Filling<'_>| {
                let columns = filling.table.columns.iter().map(guiyi::ColumnBuffer::as_column).map(|c| (0..c.len()).map(|row| c.get(row).map(str::to_owned)).collect::<Vec<_>>());
                (filling.table.names.clone(), columns.collect::<Vec<_>>(), filling.table.rows, filling.table.findings.clone())
            };
            assert_eq!(shown(&fast), shown(&careful), "{text:?}");
        }
    }
}
