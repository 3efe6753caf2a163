//! CSV that is what it should be: UTF-8, rows as long as the header, quotation marks that close. It is read in pieces, on several
//! threads, straight into columns. Anything else is left to the careful reader.

use guiyi::ColumnBuffer;
use std::thread;

/// A table without oddities.
#[derive(Default)]
pub(super) struct Fast {
    pub(super) header: Vec<String>,
    pub(super) columns: Vec<ColumnBuffer>,
    pub(super) rows: usize,
}

/// Bytes that are worth a thread.
const PIECE: usize = 1 << 20;
const MOST_THREADS: usize = 8;

/// Reads a file's bytes; `None` where something about them is odd. Cells of more than `longest` bytes are.
pub(super) fn read(bytes: &[u8], longest: usize) -> Option<Fast> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut fast = Fast::default();
    let start = header(bytes, longest, &mut fast.header)?;
    let rest = bytes.get(start..)?;
    let threads = thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(rest.len() / PIECE + 1);
    let width = fast.header.len();
    // A quoted cell may lie across two pieces.
    let parts = parts(&pieces(rest, threads), width, longest).or_else(|| if threads > 1 { parts(&[rest], width, longest) } else { None })?;
    // As the careful reader decides what is no CSV file at all.
    if parts.iter().map(|part| part.controls).sum::<usize>() * 20 > bytes.len() {
        return None;
    }
    fast.columns.resize_with(width, ColumnBuffer::new);
    for part in parts {
        fast.rows += part.rows;
        for (column, more) in fast.columns.iter_mut().zip(part.columns) {
            column.append(more);
        }
    }
    Some(fast)
}

/// Reads every piece on a thread of its own.
fn parts(pieces: &[&[u8]], width: usize, longest: usize) -> Option<Vec<Part>> {
    if let [only] = pieces {
        return Some(vec![part(only, width, longest)?]);
    }
    thread::scope(|scope| {
        let threads: Vec<_> = pieces.iter().map(|piece| scope.spawn(|| part(piece, width, longest))).collect();
        threads.into_iter().map(|thread| thread.join().ok().flatten()).collect()
    })
}

/// The cells of the first row, and where the second begins.
fn header(bytes: &[u8], longest: usize, names: &mut Vec<String>) -> Option<usize> {
    let end = bytes.iter().position(|b| matches!(b, b'\n' | b'\r'))?;
    let line = bytes.get(..end)?;
    // Blank lines before it are for the careful reader, as are line ends in quotation marks.
    if line.is_empty() || line.contains(&0) {
        return None;
    }
    let mut cells = Cells { text: std::str::from_utf8(line).ok()?, bytes: line, at: 0, unquoted: String::new() };
    loop {
        let (cell, last) = cells.next(longest)?;
        names.push(cell.to_owned());
        if last {
            break;
        }
    }
    (names.len() > 1).then_some(end)
}

/// Cuts a text behind line ends. That a line end is one inside a quoted cell is found out by the piece before.
fn pieces(rest: &[u8], n: usize) -> Vec<&[u8]> {
    let mut pieces = Vec::with_capacity(n);
    let mut rest = rest;
    for left in (2..=n).rev() {
        let about = rest.len() / left;
        let end = rest.iter().skip(about).position(|b| *b == b'\n').map_or(rest.len(), |at| about + at + 1);
        let (piece, others) = rest.split_at(end.min(rest.len()));
        pieces.push(piece);
        rest = others;
    }
    pieces.push(rest);
    pieces
}

/// The rows of a piece.
struct Part {
    columns: Vec<ColumnBuffer>,
    rows: usize,
    controls: usize,
}

fn part(bytes: &[u8], width: usize, longest: usize) -> Option<Part> {
    let is_control = |b: &u8| matches!(b, 0..=8 | 14..=31 | 127);
    let controls = bytes.chunks(128).map(|chunk| usize::from(chunk.iter().map(|b| u8::from(is_control(b))).sum::<u8>())).sum();
    let text = std::str::from_utf8(bytes).ok()?;
    if controls > 0 && bytes.contains(&0) {
        return None;
    }
    let mut part = Part { columns: Vec::new(), rows: 0, controls };
    part.columns.resize_with(width, ColumnBuffer::new);
    let mut cells = Cells { text, bytes, at: 0, unquoted: String::new() };
    while cells.begin_row() {
        let mut columns = part.columns.iter_mut();
        loop {
            let (cell, last) = cells.next(longest)?;
            columns.next()?.push(Some(cell));
            if last {
                break;
            }
        }
        if columns.next().is_some() {
            return None;
        }
        part.rows += 1;
    }
    Some(part)
}

/// Walks over the cells of a text.
struct Cells<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    unquoted: String,
}

impl Cells<'_> {
    /// Whether there is another row; line ends alone are none.
    fn begin_row(&mut self) -> bool {
        while let Some(b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
        self.at < self.bytes.len()
    }

    /// The next cell, and whether it is the last of its row.
    #[inline]
    fn next(&mut self, longest: usize) -> Option<(&str, bool)> {
        let rest = self.bytes.get(self.at..)?;
        if rest.first() == Some(&b'"') {
            return self.quoted(longest);
        }
        let len = rest.iter().position(|b| matches!(b, b',' | b'\n' | b'\r')).unwrap_or(rest.len());
        if len > longest {
            return None;
        }
        let cell = self.text.get(self.at..self.at + len)?;
        let last = rest.get(len) != Some(&b',');
        // What stands behind a comma at the very end is an empty cell.
        self.at += len + usize::from(!last);
        Some((cell, last))
    }

    /// A quoted cell; `None` where it does not end as it should.
    fn quoted(&mut self, longest: usize) -> Option<(&str, bool)> {
        self.unquoted.clear();
        let mut start = self.at + 1;
        loop {
            let rest = self.bytes.get(start..)?;
            let len = rest.iter().position(|b| *b == b'"')?;
            self.unquoted.push_str(self.text.get(start..start + len)?);
            if self.unquoted.len() > longest {
                return None;
            }
            match rest.get(len + 1) {
                Some(b'"') => {
                    self.unquoted.push('"');
                    start += len + 2;
                }
                Some(b',') => {
                    self.at = start + len + 2;
                    return Some((&self.unquoted, false));
                }
                None | Some(b'\n' | b'\r') => {
                    self.at = start + len + 1;
                    return Some((&self.unquoted, true));
                }
                Some(_) => return None,
            }
        }
    }
}
