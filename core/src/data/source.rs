//! Where a table's rows come from: the embedded file, or a pack that replaces the table.

use super::blob::{self, Id, keep_bytes};
use super::pack::{Pack, Section};

/// The embedded tables under the packs laid over them.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    /// The replaced tables; a later pack wins.
    sections: Vec<Section>,
}

impl Source {
    /// The same with a pack on top.
    pub(super) fn with(&self, pack: Pack) -> Self {
        let mut sections = self.sections.clone();
        sections.extend(pack.sections);
        Source { sections }
    }

    /// The texts of the replaced tables.
    pub(super) fn texts(&self) -> impl Iterator<Item = &'static str> {
        self.sections.iter().map(|section| section.text)
    }

    /// What replaces a table.
    pub(super) fn section(&self, id: Id) -> Option<&Section> {
        self.sections.iter().rev().find(|section| section.id == id)
    }

    /// The inflated bytes of an embedded table and its number of rows.
    #[expect(clippy::unused_self, reason = "what is read depends on the source as soon as there are two files")]
    pub(super) fn bytes(&self, id: Id) -> (Vec<u8>, usize) {
        blob::bytes(id)
    }

    /// The rows of two columns of a pack; `None` where the embedded table stands.
    pub(super) fn rows(&self, id: Id) -> Option<impl Iterator<Item = (&'static str, &'static str)> + use<>> {
        let text = self.section(id)?.text;
        Some(lines(text).map(|line| line.split_once('\t').unwrap_or((line, ""))))
    }

    /// The rows of a table of two columns of text, wherever they come from.
    pub(super) fn pairs(&self, id: Id) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        self.columns::<2>(id).into_iter().map(|[first, second]| (first, second))
    }

    /// The rows of a table of text columns, wherever they come from; missing cells are empty.
    pub(super) fn columns<const N: usize>(&self, id: Id) -> Vec<[&'static str; N]> {
        if let Some(section) = self.section(id) {
            return lines(section.text).map(|line| cells(line.split('\t'))).collect();
        }
        // Embedded: column by column, NUL between columns, newline between rows.
        let mut columns = keep_bytes(blob::bytes(id).0).split('\0').map(|column| column.split('\n'));
        let mut columns: [_; N] = std::array::from_fn(|_| columns.next());
        std::iter::from_fn(|| {
            let mut any = false;
            let row = std::array::from_fn(|at| {
                let cell = columns.get_mut(at).and_then(Option::as_mut).and_then(Iterator::next);
                any |= cell.is_some();
                cell.unwrap_or("")
            });
            any.then_some(row)
        })
        .collect()
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.split('\n').filter(|line| !line.is_empty())
}

fn cells<const N: usize>(mut parts: impl Iterator<Item = &'static str>) -> [&'static str; N] {
    std::array::from_fn(|_| parts.next().unwrap_or(""))
}
