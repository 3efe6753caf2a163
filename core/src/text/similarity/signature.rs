//! Signatures: one bit per character present, folded into 64, and the bounds that follow from two of them.
//!
//! A bit that only one side has stands for at least one character that has no partner on the other side, so these bounds hold
//! for every pair, whatever characters share a bit.

/// The signature of a text; that of a part is a part of it.
#[must_use]
pub fn signature(text: &[char]) -> u64 {
    text.iter().fold(0, |bits, &c| bits | 1 << bit(c))
}

/// Which bit stands for a character: digits, small Latin letters and the space have one each.
#[inline]
fn bit(c: char) -> u32 {
    let c = u32::from(c);
    c.wrapping_add((c >> 6).wrapping_mul(26)) & 63
}

/// The fewest edits (insertions, deletions, replacements, swaps of neighbours) between texts with these signatures.
///
/// Each edit takes away at most one character that the other side lacks, and brings at most one.
#[must_use]
#[inline]
pub fn least_edits(a: u64, b: u64) -> u32 {
    (a & !b).count_ones().max((b & !a).count_ones())
}

/// Whether [`least_edits`] is more than `max`, for the small bounds that are common without counting.
#[must_use]
#[inline]
pub fn beyond(a: u64, b: u64, max: u32) -> bool {
    let less = |bits: u64| bits & bits.wrapping_sub(1);
    let (left, right) = (a & !b, b & !a);
    match max {
        0 => left | right != 0,
        1 => less(left) | less(right) != 0,
        2 => less(less(left)) | less(less(right)) != 0,
        _ => least_edits(a, b) > max,
    }
}

/// The most characters that two texts of these lengths and signatures can have in common, each counted once.
#[must_use]
#[inline]
pub fn most_matches(a: (usize, u64), b: (usize, u64)) -> usize {
    let left = |(length, own): (usize, u64), other: u64| length.saturating_sub((own & !other).count_ones() as usize);
    left(a, b.1).min(left(b, a.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_characters_have_a_bit_each() {
        let of = |text: &str| signature(&text.chars().collect::<Vec<_>>());
        assert_eq!(of("abcdefghijklmnopqrstuvwxyz0123456789 ").count_ones(), 37);
        assert_eq!(of(""), 0);
        assert_eq!(of("张伟伟"), of("伟张"));
        assert_eq!((least_edits(of("abc"), of("abd")), most_matches((3, of("abc")), (3, of("abd")))), (1, 2));
    }
}
