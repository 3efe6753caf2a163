//! Texts of one length that differ in one place: a key beside the one that was meant, two characters exchanged, another tail.

/// The one character of each that differs, where all others stand in place and agree.
fn one_replaced(a: &[char], b: &[char]) -> Option<(char, char)> {
    // A text of one character has nothing else to agree on.
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let mut differing = a.iter().zip(b).filter(|(x, y)| x != y);
    let (x, y) = differing.next()?;
    differing.next().is_none().then_some((*x, *y))
}

/// Whether one character is another one that passes this.
pub(super) fn one_slip(a: &[char], b: &[char], alike: impl Fn(char, char) -> bool) -> bool {
    one_replaced(a, b).is_some_and(|(x, y)| alike(x, y))
}

/// Whether two neighbouring characters stand exchanged.
pub(super) fn transposed(a: &[char], b: &[char]) -> bool {
    let mut differing = a.iter().zip(b).enumerate().filter(|(_, (x, y))| x != y);
    let (Some((i, (x, y))), Some((j, (u, v))), None) = (differing.next(), differing.next(), differing.next()) else { return false };
    a.len() == b.len() && j == i + 1 && x == v && y == u
}

/// Whether the texts are one but for their last characters, of which there are at most so many.
pub(super) fn changed_tail(a: &[char], b: &[char], most: u32) -> bool {
    let head = a.len().saturating_sub(most as usize);
    a.len() == b.len() && head > 0 && a.get(..head) == b.get(..head)
}

/// Whether two signs lie beside each other on a QWERTY keyboard: in a row, or one above the other.
pub(super) fn neighbouring_keys(a: char, b: char) -> bool {
    let (Some((row, x)), Some((other, y))) = (key(a), key(b)) else { return false };
    match row.abs_diff(other) {
        0 => x.abs_diff(y) == 2,
        // Each row stands half a key to the right of the one above.
        1 => x.abs_diff(y) == 1,
        _ => false,
    }
}

/// Row and place of a key, in halves of a key.
fn key(c: char) -> Option<(u32, u32)> {
    let c = c.to_ascii_lowercase();
    (0u32..).zip(["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"]).find_map(|(row, keys)| {
        let at = u32::try_from(keys.find(c)?).ok()?;
        Some((row, at * 2 + row))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    fn both_ways(test: impl Fn(&[char], &[char]) -> bool, a: &str, b: &str) -> bool {
        let (a, b) = (chars(a), chars(b));
        let found = test(&a, &b);
        assert_eq!(found, test(&b, &a), "{a:?} {b:?}");
        found
    }

    #[test]
    fn keys() {
        for (a, b) in [('a', 's'), ('q', 'a'), ('w', 'a'), ('s', 'z'), ('a', 'z'), ('1', 'q'), ('2', 'q'), ('p', 'o'), ('T', 'g'), ('n', 'm')] {
            assert!(neighbouring_keys(a, b) && neighbouring_keys(b, a), "{a} {b}");
        }
        for (a, b) in [('a', 'a'), ('a', 'd'), ('e', 'a'), ('q', 'z'), ('p', 'q'), ('张', '章'), ('a', '张'), ('m', 'q')] {
            assert!(!neighbouring_keys(a, b) && !neighbouring_keys(b, a), "{a} {b}");
        }
    }

    #[test]
    fn slips() {
        let slip = |a: &[char], b: &[char]| one_slip(a, b, neighbouring_keys);
        assert!(both_ways(slip, "john smith", "john smirh"));
        for (a, b) in [("john", "john"), ("john", "jonh"), ("john", "johnn"), ("john", "jphm"), ("a", "s"), ("", "")] {
            assert!(!both_ways(slip, a, b), "{a} {b}");
        }
    }

    #[test]
    fn exchanged() {
        assert!(both_ways(transposed, "13812345678", "13812354678"));
        assert!(both_ways(transposed, "ab", "ba"));
        for (a, b) in [("13812345678", "13812345678"), ("123", "321"), ("123", "213x"), ("1212", "2121"), ("12", "13"), ("", "")] {
            assert!(!both_ways(transposed, a, b), "{a} {b}");
        }
    }

    #[test]
    fn tails() {
        let tail = |a: &[char], b: &[char]| changed_tail(a, b, 4);
        assert!(both_ways(tail, "+862162345678", "+862162340000"));
        for (a, b) in [("+862162345678", "+862162245678"), ("+862162345678", "+86216234567"), ("1234", "5678"), ("", "")] {
            assert!(!both_ways(tail, a, b), "{a} {b}");
        }
    }
}
