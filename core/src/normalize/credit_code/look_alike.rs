//! Characters taken for others: by people who copy a code, and by machines that read one.

use super::{Verdict, class, verdict};
use crate::normalize::checked;

/// Groups of characters that look alike.
const GROUPS: [&[u8]; 7] = [b"O0DQ", b"I1LJT", b"S5", b"Z27", b"B8", b"VUY", b"G6"];

/// More letters outside the alphabet than this are no misreading.
const MOST: usize = 8;

/// The one code that a text with letters outside the alphabet can be.
///
/// First each letter is what it usually is: O is 0, I 1, S 5, Z 2, V U or Y. Only if no such code exists are
/// the other characters of its group tried, and then for one or two letters: with more of them a reading may
/// pass both checks by chance.
pub(super) fn only_reading(code: &[u8; 18]) -> Option<[u8; 18]> {
    let [usual, other] = readings(code);
    match (usual.as_slice(), other.as_slice()) {
        ([only], _) | ([], [only]) => Some(*only),
        _ => None,
    }
}

/// The codes that a text may have been meant to be: those with one look-alike exchanged, or all readings of
/// letters outside the alphabet.
pub(super) fn candidates(code: &[u8; 18], out: &mut Vec<String>) {
    let [usual, other] = readings(code);
    let mut all = if usual.is_empty() { other } else { usual };
    if code.iter().all(|b| !is_forbidden(*b)) {
        for at in 0..code.len() {
            let mut changed = *code;
            for &other in group(code.get(at).copied().unwrap_or_default()) {
                if let Some(slot) = changed.get_mut(at) {
                    *slot = other;
                }
                if changed != *code && is_sound(&changed) {
                    all.push(changed);
                }
            }
        }
    }
    out.extend(all.iter().map(|code| checked::text(code).to_owned()));
}

const fn is_forbidden(byte: u8) -> bool {
    matches!(byte, b'I' | b'O' | b'S' | b'V' | b'Z')
}

fn group(byte: u8) -> &'static [u8] {
    GROUPS.iter().find(|group| group.contains(&byte)).copied().unwrap_or_default()
}

fn is_sound(code: &[u8; 18]) -> bool {
    let [first, second, r1, r2, ..] = *code;
    verdict(code) == Verdict::Sound && class::name([first, second]).is_some() && class::is_province([r1, r2])
}

/// The sound readings of the letters outside the alphabet: as what they usually are, and as anything else.
fn readings(code: &[u8; 18]) -> [Vec<[u8; 18]>; 2] {
    let forbidden = code.iter().filter(|b| is_forbidden(**b)).count();
    let (mut usual, mut other) = (Vec::new(), Vec::new());
    if (1..=MOST).contains(&forbidden) {
        try_all(*code, 0, true, &mut usual);
        if usual.is_empty() && forbidden <= 2 {
            try_all(*code, 0, false, &mut other);
        }
    }
    [usual, other]
}

/// Collects the sound codes with the letters from a position on replaced.
fn try_all(code: [u8; 18], from: usize, usual: bool, found: &mut Vec<[u8; 18]>) {
    let Some((at, byte)) = code.iter().copied().enumerate().skip(from).find(|(_, b)| is_forbidden(*b)) else {
        if is_sound(&code) {
            found.push(code);
        }
        return;
    };
    let readings: &[u8] = match byte {
        b'O' if usual => b"0",
        b'I' if usual => b"1",
        b'S' => b"5",
        b'Z' if usual => b"2",
        b'V' => b"UY",
        _ => group(byte),
    };
    for &reading in readings.iter().filter(|b| !is_forbidden(**b)) {
        let mut next = code;
        if let Some(slot) = next.get_mut(at) {
            *slot = reading;
        }
        try_all(next, at + 1, usual, found);
    }
}
