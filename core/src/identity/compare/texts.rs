//! Characters and words of distinct texts, laid out flat.

use crate::table::Interner;
use crate::text::similarity::signature;

/// Characters of distinct texts, by id.
#[derive(Debug, Default)]
pub(super) struct Chars {
    spans: Vec<Span>,
    items: Vec<char>,
}

/// Where a text's characters lie, and which there are: what rejects most pairs without a look at them.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    len: u32,
    signature: u64,
}

/// One text's characters with their signature.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Text<'a> {
    pub(super) chars: &'a [char],
    pub(super) signature: u64,
}

impl Chars {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut out = Chars::default();
        for text in texts {
            let start = u32::try_from(out.items.len()).unwrap_or(u32::MAX);
            out.items.extend(text.chars());
            let len = u32::try_from(out.items.len()).unwrap_or(u32::MAX).saturating_sub(start);
            let signature = signature(out.items.get(start as usize..).unwrap_or(&[]));
            out.spans.push(Span { start, len, signature });
        }
        out
    }

    pub(super) fn get(&self, id: u32) -> Text<'_> {
        let Some(span) = self.spans.get(id as usize) else { return Text::default() };
        let start = span.start as usize;
        Text { chars: self.items.get(start..start + span.len as usize).unwrap_or(&[]), signature: span.signature }
    }
}

impl<'a> Text<'a> {
    pub(super) fn is_empty(self) -> bool {
        self.chars.is_empty()
    }

    /// As the kernels take it.
    pub(super) fn signed(self) -> (&'a [char], u64) {
        (self.chars, self.signature)
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
