//! What two values show where one of them, or both, hide a part.

/// What hides characters in a form `visible`.
const HIDDEN: char = '*';

/// Whether what is visible of both agrees, and is of at least so many characters.
///
/// How many characters a run of stars stands for is nobody's promise: `张*` may be three characters, `138***5678` is a
/// whole number. What stands between two runs is not looked at.
pub(super) fn agree(a: &[char], b: &[char], min: u32) -> bool {
    let (x, y) = (Shown::of(a), Shown::of(b));
    let head = x.head.len().min(y.head.len());
    let tail = x.tail.len().min(y.tail.len());
    let fits = |hiding: Shown<'_>, whole: &[char]| whole.len() > hiding.head.len() + hiding.tail.len();
    let room = match (x.hides, y.hides) {
        (true, true) => true,
        (true, false) => fits(x, b),
        (false, true) => fits(y, a),
        (false, false) => return false,
    };
    room && head + tail >= min as usize && x.head.get(..head) == y.head.get(..head) && x.last(tail) == y.last(tail)
}

/// What stands before the first hidden character and after the last.
#[derive(Clone, Copy)]
struct Shown<'a> {
    head: &'a [char],
    tail: &'a [char],
    hides: bool,
}

impl<'a> Shown<'a> {
    fn of(text: &'a [char]) -> Self {
        let hides = text.contains(&HIDDEN);
        let head = text.split(|c| *c == HIDDEN).next().unwrap_or_default();
        let tail = text.rsplit(|c| *c == HIDDEN).next().unwrap_or_default();
        Shown { head, tail, hides }
    }

    fn last(&self, count: usize) -> Option<&'a [char]> {
        self.tail.get(self.tail.len().checked_sub(count)?..)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_visible() {
        for (a, b, min, expected) in [
            ("+86138****5678", "+8613812345678", 10, true),
            ("+86138****5678", "+8613812345678", 11, false),
            ("+86138****5678", "+8613912345678", 6, false),
            ("+86138****5678", "+8613812345679", 6, false),
            ("+86138****5678", "+86138****5678", 10, true),
            ("+86138****5678", "+861381******8", 7, true),
            ("+86138****5678", "+861391******8", 1, false),
            ("+86138***5678", "+8613812345678", 10, true),
            ("张*", "张伟", 1, true),
            ("张**", "张伟明", 1, true),
            ("张*", "张", 1, false),
            ("张*明", "张伟明", 2, true),
            ("张*明", "张伟", 1, false),
            ("*", "张伟", 1, false),
            ("*", "*", 1, false),
            ("张伟", "张伟", 1, false),
            ("", "", 0, false),
        ] {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            assert_eq!((agree(&x, &y, min), agree(&y, &x, min)), (expected, expected), "{a} {b}");
        }
    }
}
