//! Typing errors.

use crate::random::Random;

/// One digit wrong, two the wrong way round, or one left out.
pub(crate) fn digits(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let Some(at) = place(&letters, 1, random) else { return text.to_owned() };
    match random.weighted(&[50, 30, 20]) {
        0 => {
            let wrong = char::from_digit(u32::try_from(random.below(10)).unwrap_or(0), 10).unwrap_or('0');
            if let Some(letter) = letters.get_mut(at) {
                *letter = wrong;
            }
        }
        1 => letters.swap(at, at - 1),
        _ => _ = letters.remove(at),
    }
    letters.into_iter().collect()
}

/// A letter left out, doubled, replaced by its neighbour on the keyboard, or two the wrong way round.
pub(crate) fn letters(text: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let Some(at) = place(&letters, 2, random) else { return text.to_owned() };
    match random.weighted(&[30, 25, 25, 20]) {
        0 => _ = letters.remove(at),
        1 => letters.swap(at, at - 1),
        2 => {
            if let Some(letter) = letters.get_mut(at) {
                *letter = neighbour(*letter);
            }
        }
        _ => {
            if let Some(letter) = letters.get(at).copied() {
                letters.insert(at, letter);
            }
        }
    }
    letters.into_iter().collect()
}

/// A place behind the first letters.
fn place(letters: &[char], first: i64, random: &mut Random) -> Option<usize> {
    let last = i64::try_from(letters.len()).ok()? - 1;
    if last < first {
        return None;
    }
    usize::try_from(random.between(first, last)).ok()
}

fn neighbour(letter: char) -> char {
    const ROWS: [&str; 3] = ["qwertyuiopq", "asdfghjkla", "zxcvbnmz"];
    let low = letter.to_ascii_lowercase();
    ROWS.iter().find_map(|row| row.chars().skip_while(|other| *other != low).nth(1)).unwrap_or(letter)
}
