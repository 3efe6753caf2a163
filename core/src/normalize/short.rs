//! A short text on the stack.

/// At most `N` bytes of text; a piece that does not fit is refused whole.
#[derive(Clone, Copy)]
pub(super) struct Short<const N: usize> {
    bytes: [u8; N],
    len: usize,
}

impl<const N: usize> Short<N> {
    pub(super) const fn new() -> Self {
        Short { bytes: [0; N], len: 0 }
    }

    /// A text known when the program is compiled; empty when it does not fit.
    #[expect(clippy::indexing_slicing, reason = "evaluated at compile time")]
    pub(super) const fn of(text: &str) -> Self {
        let text = text.as_bytes();
        let mut short = Short::new();
        if text.len() <= N {
            while short.len < text.len() {
                short.bytes[short.len] = text[short.len];
                short.len += 1;
            }
        }
        short
    }

    /// Adds a character; false when it does not fit.
    pub(super) fn push(&mut self, c: char) -> bool {
        self.push_str(c.encode_utf8(&mut [0; 4]))
    }

    /// Adds a text; false when it does not fit.
    pub(super) fn push_str(&mut self, text: &str) -> bool {
        match self.bytes.get_mut(self.len..self.len + text.len()) {
            Some(slot) => {
                slot.copy_from_slice(text.as_bytes());
                self.len += text.len();
                true
            }
            None => false,
        }
    }

    /// Adds ASCII letters in lower case; false when they do not fit.
    pub(super) fn push_lower(&mut self, letters: &str) -> bool {
        let start = self.len;
        let fits = self.push_str(letters);
        self.bytes.get_mut(start..self.len).into_iter().for_each(<[u8]>::make_ascii_lowercase);
        fits
    }

    /// A stretch of the text.
    pub(super) fn get(&self, range: std::ops::Range<usize>) -> &str {
        self.bytes.get(range).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }

    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or_default()
    }

    pub(super) fn len(&self) -> usize {
        self.len
    }

    pub(super) fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl<const N: usize> std::fmt::Debug for Short<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.as_str().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Short;

    #[test]
    fn refuses_what_does_not_fit() {
        let mut s = Short::<4>::new();
        assert!(s.push('张') && s.push('a') && !s.push('b'));
        assert_eq!(s.as_str(), "张a");
        assert_eq!(Short::<4>::of("张").as_str(), "张");
        assert!(Short::<2>::of("张").is_empty());
    }
}
