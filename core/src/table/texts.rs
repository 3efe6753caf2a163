//! Texts one behind the other: one arena, four bytes more per text.

use super::ends::Ends;

/// A growing list of texts.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    text: String,
    ends: Ends,
}

impl Texts {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a text.
    #[inline]
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
    }

    /// The text at a place; empty past the end.
    #[must_use]
    #[inline]
    pub fn get(&self, at: usize) -> &str {
        self.ends.range(at).and_then(|range| self.text.get(range)).unwrap_or("")
    }

    /// How many texts.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every text in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Makes room for more texts of so many bytes together.
    pub(crate) fn reserve(&mut self, texts: usize, bytes: usize) {
        self.ends.reserve(texts);
        self.text.reserve(bytes);
    }

    /// Forgets the texts, and keeps the room for them.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// Adds other texts behind these.
    pub(crate) fn append(&mut self, other: &Texts) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.ends.append(&other.ends, base);
    }

    /// Bytes of all texts together.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// Gives back what was reserved and is not needed.
    pub(crate) fn shrink(&mut self) {
        self.ends.shrink();
        self.text.shrink_to_fit();
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut out = Texts::new();
        texts.into_iter().for_each(|text| out.push(text));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn texts_read_back() {
        let texts: Texts = ["张三", "", "b"].into_iter().collect();
        assert_eq!((texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.len()), ("张三", "", "b", "", 3));
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["张三", "", "b"]);
    }
}
