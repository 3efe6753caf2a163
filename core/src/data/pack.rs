//! Packs: a user's own rows in the place of an embedded table.
//!
//! A pack is a text, lines end with a newline, cells are separated by tabs. `#` starts a comment. A line
//! `table`, the table's name, the date its content stands for, and its version begins a table; what
//! follows are its rows, in the columns that [`super::ReferenceTables::info`] lists:
//!
//! ```text
//! # divisions after the changes of January; → stands for a tab
//! table→division→2027-01-31→civil affairs bulletin 2027/1
//! 110000→北京市
//! 110101→东城区
//! ```
//!
//! A pack replaces a table whole. Packs are loaded seldom and their text is kept for the life of the process.

use super::blob::{Id, keep};
use crate::error::{Code, Error, Result, quote};

/// The tables of one pack.
#[derive(Clone, Debug)]
pub(super) struct Pack {
    pub(super) sections: Vec<Section>,
}

/// One table of a pack.
#[derive(Clone, Copy, Debug)]
pub(super) struct Section {
    pub(super) id: Id,
    pub(super) as_of: &'static str,
    pub(super) version: &'static str,
    pub(super) rows: usize,
    /// The rows as written, one per line.
    pub(super) text: &'static str,
}

/// A table while it is read.
struct Open {
    id: Id,
    as_of: String,
    version: String,
    rows: usize,
    text: String,
}

impl Open {
    fn close(self) -> Section {
        let Open { id, as_of, version, rows, text } = self;
        Section { id, as_of: keep(as_of), version: keep(version), rows, text: keep(text) }
    }
}

impl Pack {
    /// Reads and checks a pack.
    ///
    /// # Errors
    /// `invalid_pack` with the number of the first line that is wrong.
    pub(super) fn parse(text: &str) -> Result<Pack> {
        let mut done: Vec<Open> = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim_end_matches('\r').trim_start_matches('\u{feff}');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let wrong = |detail: String| Error::new(Code::InvalidPack, format!("line {number}"), detail);
            if let Some(head) = line.strip_prefix("table\t") {
                let open = header(head).map_err(wrong)?;
                if done.iter().any(|d| d.id == open.id) {
                    return Err(wrong(format!("the table `{}` stands twice in the pack", open.id.name())));
                }
                done.push(open);
                continue;
            }
            let Some(open) = done.last_mut() else {
                return Err(wrong("rows must follow a line `table`, a table's name, a date and a version".to_owned()));
            };
            check(open.id, line).map_err(wrong)?;
            open.text.push_str(line);
            open.text.push('\n');
            open.rows += 1;
        }
        if let Some(empty) = done.iter().find(|open| open.rows == 0) {
            return Err(Error::new(Code::InvalidPack, "", format!("the table `{}` has no rows", empty.id.name())));
        }
        if done.is_empty() {
            return Err(Error::new(Code::InvalidPack, "", "the pack has no table").with_help("begin with a line `table`, a table's name, a date and a version, separated by tabs"));
        }
        Ok(Pack { sections: done.into_iter().map(Open::close).collect() })
    }
}

fn header(head: &str) -> std::result::Result<Open, String> {
    let mut cells = head.split('\t');
    let name = cells.next().unwrap_or_default();
    let id = Id::ALL.into_iter().find(|id| id.name() == name).ok_or_else(|| format!("there is no table {}", quote(name)))?;
    let as_of = cells.next().unwrap_or_default();
    if !as_of.is_empty() && chrono::NaiveDate::parse_from_str(as_of, "%Y-%m-%d").is_err() {
        return Err(format!("the date must be written `2027-01-31`, not {}", quote(as_of)));
    }
    Ok(Open { id, as_of: as_of.to_owned(), version: cells.next().unwrap_or_default().to_owned(), rows: 0, text: String::new() })
}

/// Whether a row has its table's columns.
fn check(id: Id, line: &str) -> std::result::Result<(), String> {
    let columns = id.columns();
    let found = line.split('\t').count();
    if found != columns.len() {
        return Err(format!("a row of `{}` has {} columns ({}), not {found}", id.name(), columns.len(), columns.join(", ")));
    }
    let first = line.split('\t').next().unwrap_or_default();
    let section = id == Id::Industry && matches!(first.as_bytes(), [b'A'..=b'T']);
    if columns.first() == Some(&"code") && !section && (first.is_empty() || !first.bytes().all(|b| b.is_ascii_digit())) {
        return Err(format!("a code has digits only, not {}", quote(first)));
    }
    if first.is_empty() {
        return Err("the first column is empty".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        for (text, path, part) in [
            ("", "", "no table"),
            ("table\tdivision\t2027-01-31\t1\n", "", "no rows"),
            ("110000\t北京市\n", "line 1", "must follow"),
            ("table\tdivison\t2027-01-31\t1\n", "line 1", "no table `divison`"),
            ("# x\ntable\tdivision\t31.1.2027\t1\n", "line 2", "the date"),
            ("table\tdivision\t2027-01-31\t1\n110000\n", "line 2", "2 columns (code, name), not 1"),
            ("table\tdivision\t2027-01-31\t1\n11000x\t北京市\n", "line 2", "digits only"),
            ("table\tpinyin\t2027-01-31\t1\n\tbei\n", "line 2", "empty"),
            ("table\tpinyin\t\t\n北\tbei\ntable\tpinyin\t\t\n", "line 3", "twice"),
        ] {
            let error = Pack::parse(text).unwrap_err();
            assert_eq!((error.code(), error.path()), (Code::InvalidPack, path), "{text}");
            assert!(error.detail().contains(part), "{text}: {}", error.detail());
        }
    }
}
