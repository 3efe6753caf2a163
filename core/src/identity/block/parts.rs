//! Keys made of the parts of a text: words, a prefix, grams, or their least hashes.

use super::key::{hash, mix};

/// Which parts of a text are keys.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Parts {
    /// Every word.
    Words,
    /// The first so many characters.
    Prefix(usize),
    /// Every run of so many characters.
    Grams(usize),
    /// The least of the hashes of all grams of so many characters, under so many hash functions (Broder 1997).
    MinHash(usize, usize),
}

impl Parts {
    /// Appends the keys of a text; none of an empty one.
    pub fn keys(self, text: &str, out: &mut Vec<u64>) {
        if text.is_empty() {
            return;
        }
        match self {
            Parts::Words => out.extend(text.split_whitespace().map(|part| hash(0, part))),
            Parts::Prefix(of) => out.extend(gram(text, 0, of).map(|part| hash(0, part))),
            Parts::Grams(of) => grams(text, of, |gram| out.push(hash(0, gram))),
            Parts::MinHash(of, keys) => {
                let start = out.len();
                out.resize(start + keys, u64::MAX);
                grams(text, of, |gram| {
                    let gram = hash(0, gram);
                    for (seed, least) in (1u64..).zip(out.iter_mut().skip(start)) {
                        *least = (*least).min(mix(gram ^ mix(seed)));
                    }
                });
                // The same least hash under another function is another key.
                for (seed, least) in (1u64..).zip(out.iter_mut().skip(start)) {
                    *least = mix(*least ^ seed);
                }
            }
        }
    }
}

/// So many characters from a byte on, if there are as many.
fn gram(text: &str, from: usize, of: usize) -> Option<&str> {
    let rest = text.get(from..)?;
    match rest.char_indices().nth(of) {
        Some((end, _)) => rest.get(..end),
        None if rest.chars().count() == of => Some(rest),
        None => None,
    }
}

/// Every run of so many characters; of a shorter text itself.
fn grams<'t>(text: &'t str, of: usize, mut each: impl FnMut(&'t str)) {
    let mut any = false;
    for gram in text.char_indices().map_while(|(from, _)| gram(text, from, of)) {
        any = true;
        each(gram);
    }
    if !any {
        each(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(parts: Parts, text: &str) -> Vec<u64> {
        let mut out = Vec::new();
        parts.keys(text, &mut out);
        out
    }

    #[test]
    fn parts_of_a_text() {
        assert_eq!(keys(Parts::Words, "park hotel"), [hash(0, "park"), hash(0, "hotel")]);
        assert_eq!(keys(Parts::Prefix(2), "上海浦东"), [hash(0, "上海")]);
        assert!(keys(Parts::Prefix(5), "上海浦东").is_empty());
        assert_eq!(keys(Parts::Grams(3), "上海浦东"), [hash(0, "上海浦"), hash(0, "海浦东")]);
        assert_eq!(keys(Parts::Grams(3), "上海"), [hash(0, "上海")]);
        for parts in [Parts::Words, Parts::Prefix(1), Parts::Grams(2), Parts::MinHash(2, 4)] {
            assert!(keys(parts, "").is_empty());
        }
    }

    #[test]
    fn least_hashes_agree_as_often_as_texts_do() {
        let (a, b) = ("an example of a rather long text", "an example of a rather long test");
        let (x, y) = (keys(Parts::MinHash(3, 64), a), keys(Parts::MinHash(3, 64), b));
        let same = x.iter().zip(&y).filter(|(x, y)| x == y).count();
        // 28 of 32 grams are in common: 0.875 of 64.
        assert!((45..=62).contains(&same), "{same}");
        assert_eq!(x.len(), 64);
        assert!(keys(Parts::MinHash(3, 64), "nothing alike").iter().zip(&x).filter(|(x, y)| x == y).count() < 5);
    }
}
