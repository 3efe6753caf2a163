//! Texts of a field's values, their characters and words.

use super::Form;
use crate::model::{Component, FieldColumn, Values};
use crate::table::Interner;

/// Where the texts lie that are compared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Source<'a> {
    #[default]
    Nothing,
    Keys(&'a Values),
    Form(&'a Component),
}

impl<'a> Source<'a> {
    pub(super) fn of(field: &'a FieldColumn, form: Form) -> Self {
        match form {
            None => Source::Keys(&field.values),
            Some(component) => field.values.components.get(component).map_or(Source::Nothing, Source::Form),
        }
    }

    /// A text by its id.
    fn get(self, id: u32) -> &'a str {
        match self {
            Source::Nothing => "",
            Source::Keys(values) => values.key(id),
            Source::Form(component) => component.texts.get(id),
        }
    }

    /// All texts in the order of their ids.
    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        let count = match self {
            Source::Nothing => 0,
            Source::Keys(values) => values.keys.len(),
            Source::Form(component) => component.texts.len(),
        };
        (0u32..).take(count).map(move |id| self.get(id))
    }
}

/// One text's characters with their signature.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Text<'a> {
    pub(super) chars: &'a [char],
    pub(super) signature: u64,
}

impl<'a> Text<'a> {
    /// As the kernels take it.
    pub(super) fn signed(self) -> (&'a [char], u64) {
        (self.chars, self.signature)
    }
}

/// The characters of the two texts at hand.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    left: Read,
    right: Read,
}

/// A text that was read, and which it is.
#[derive(Debug, Default)]
struct Read {
    of: Option<(usize, u32)>,
    chars: Vec<char>,
}

impl Read {
    /// The text of an id, by the place of its source.
    fn read(&mut self, (place, source, id): (usize, Source<'_>, u32)) -> &[char] {
        if self.of != Some((place, id)) {
            self.of = Some((place, id));
            self.chars.clear();
            self.chars.extend(source.get(id).chars());
        }
        &self.chars
    }
}

impl Scratch {
    pub(super) fn read(&mut self, left: (usize, Source<'_>, u32), right: (usize, Source<'_>, u32)) -> (&[char], &[char]) {
        (self.left.read(left), self.right.read(right))
    }
}

/// Words of distinct texts as sorted ids, by text.
#[derive(Debug, Default)]
pub(super) struct Words {
    ends: Vec<u32>,
    items: Vec<u32>,
}

impl Words {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let (mut out, mut known) = (Words::default(), Interner::new());
        for text in texts {
            let start = out.items.len();
            out.items.extend(text.split(' ').filter(|w| !w.is_empty()).map(|w| known.intern(w)));
            if let Some(row) = out.items.get_mut(start..) {
                row.sort_unstable();
            }
            out.ends.push(u32::try_from(out.items.len()).unwrap_or(u32::MAX));
        }
        out
    }

    pub(super) fn get(&self, id: u32) -> &[u32] {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends.get(id - 1).copied().unwrap_or(u32::MAX) };
        let end = self.ends.get(id).copied().unwrap_or(0);
        self.items.get(start as usize..end as usize).unwrap_or(&[])
    }
}
