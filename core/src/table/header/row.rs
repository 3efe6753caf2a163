//! A row of headers: every column has a name of its own.

use super::{Header, read};
use hashbrown::HashMap;

/// A column's header beside its neighbours.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedHeader {
    /// What the column is called: as written, else by its position, `column 3`; a name that came before gets its
    /// position too, `姓名 (3)`.
    pub label: String,
    /// How it reads.
    pub header: Header,
    /// The position, from 1, of the first column that is written the same.
    pub repeats: Option<usize>,
}

/// Reads a row of headers. No two labels are alike.
///
/// ```
/// let row = guiyi::table::header::row(["姓名", "", "姓名", "*手机"]);
/// let labels: Vec<&str> = row.iter().map(|h| h.label.as_str()).collect();
/// assert_eq!(labels, ["姓名", "column 2", "姓名 (3)", "*手机"]);
/// assert_eq!((row[2].repeats, row[3].header.name.as_str()), (Some(1), "手机"));
/// ```
#[must_use]
pub fn row<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<NamedHeader> {
    let headers: Vec<Header> = texts.into_iter().map(read).collect();
    let mut taken: HashMap<String, usize> = HashMap::with_capacity(headers.len());
    for (i, header) in headers.iter().enumerate() {
        taken.entry(header.written.clone()).or_insert(i + 1);
    }
    let mut out = Vec::with_capacity(headers.len());
    for (i, header) in headers.into_iter().enumerate() {
        let at = i + 1;
        let empty = header.written.is_empty();
        let repeats = taken.get(&header.written).copied().filter(|first| !empty && *first < at);
        let mut label = match repeats {
            _ if empty => format!("column {at}"),
            Some(_) => format!("{} ({at})", header.written),
            None => header.written.clone(),
        };
        // Somebody may have written such a name.
        while (empty || repeats.is_some()) && taken.contains_key(&label) {
            label.push('\'');
        }
        taken.entry(label.clone()).or_insert(at);
        out.push(NamedHeader { label, header, repeats });
    }
    out
}
