//! Edit distances, with and without transpositions, counted in characters.

/// The Levenshtein distance: insertions, deletions and replacements.
#[must_use]
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    bounded(&a, &b, usize::MAX, false).unwrap_or(usize::MAX)
}

/// The optimal string alignment distance (Levenshtein with swapped neighbours as one edit), if at most `most`.
#[must_use]
pub fn osa_within(a: &[char], b: &[char], most: usize) -> Option<usize> {
    bounded(a, b, most, true)
}

/// Dynamic programming over a reused pair of rows, with the common ends stripped and an early way out.
fn bounded(a: &[char], b: &[char], most: usize, swaps: bool) -> Option<usize> {
    let prefix = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(prefix..)?, b.get(prefix..)?);
    let suffix = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.get(..a.len() - suffix)?, b.get(..b.len() - suffix)?);
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    if a.is_empty() || b.is_empty() {
        return Some(a.len().max(b.len()));
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (i, &x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        let (mut left, mut least, mut last_b) = (i + 1, i + 1, None);
        for (j, &y) in b.iter().enumerate() {
            let up = above.get(j + 1).copied().unwrap_or(usize::MAX);
            let corner = above.get(j).copied().unwrap_or(usize::MAX);
            let mut cell = (corner + usize::from(x != y)).min(up + 1).min(left + 1);
            if swaps && last_a == Some(y) && last_b == Some(x) && x != y {
                cell = cell.min(before.get(j.wrapping_sub(1)).copied().unwrap_or(usize::MAX - 1) + 1);
            }
            row.push(cell);
            (left, least, last_b) = (cell, least.min(cell), Some(y));
        }
        // A swap looks two rows back, so one row above the bound is no proof.
        if least > most.saturating_add(1) {
            return None;
        }
        before = std::mem::replace(&mut above, row);
        last_a = Some(x);
    }
    above.last().copied().filter(|d| *d <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn osa(a: &str, b: &str, most: usize) -> Option<usize> {
        osa_within(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>(), most)
    }

    #[test]
    fn textbook_values() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "张三"), 2);
        assert_eq!(distance("张伟", "张玮"), 1);
        assert_eq!(osa("ca", "abc", 9), Some(3));
        assert_eq!(osa("13812345678", "13812354678", 1), Some(1));
        assert_eq!(osa("abcd", "badc", 9), Some(2));
        assert_eq!(osa("abc", "xyz", 2), None);
        assert_eq!(osa("same", "same", 0), Some(0));
    }
}
