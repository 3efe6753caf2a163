//! The measures as textbooks give them, cell by cell, and the texts they are tried on.

use proptest::prelude::*;

/// A text of up to so many characters, of one of several scripts.
fn text(alphabet: Vec<char>, most: usize) -> impl Strategy<Value = Vec<char>> {
    let longest = prop_oneof![Just(4), Just(12), Just(20), Just(40), Just(most)];
    longest.prop_flat_map(move |n| prop::collection::vec(prop::sample::select(alphabet.clone()), 0..=n.min(most)))
}

fn alphabet() -> impl Strategy<Value = Vec<char>> {
    let of = |s: &str| Just(s.chars().collect::<Vec<char>>());
    prop_oneof![
        of("ab"),
        of("abcdefghijklmnopqrstuvwxyz 0123456789"),
        of("王李张刘陈杨赵黄周吴伟芳娜敏静丽晓东海燕军国华淑珍艳桂英婷文博明子涵秀"),
        of("ab é王\u{FFFF}\u{10000}𠮷𡃁"),
        (any::<[char; 8]>()).prop_map(Vec::from),
    ]
}

/// Two texts of up to so many characters: independent ones, or one a few edits away from the other.
pub(super) fn pair(most: usize) -> impl Strategy<Value = (Vec<char>, Vec<char>)> {
    let edits = prop::collection::vec((0..4, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..5);
    (alphabet(), edits).prop_flat_map(move |(alphabet, edits)| {
        let near = text(alphabet.clone(), most).prop_map({
            let alphabet = alphabet.clone();
            move |a| {
                let mut b = a.clone();
                for (kind, at, of) in &edits {
                    let at = at.index(b.len() + 1);
                    let c = alphabet[of.index(alphabet.len())];
                    match kind {
                        0 => b.insert(at, c),
                        1 if at < b.len() => b[at] = c,
                        2 if at + 1 < b.len() => b.swap(at, at + 1),
                        _ if at < b.len() => _ = b.remove(at),
                        _ => {}
                    }
                }
                (a, b)
            }
        });
        prop_oneof![near, (text(alphabet.clone(), most), text(alphabet, most))]
    })
}

/// The edit distance by dynamic programming.
pub(super) fn edits(a: &[char], b: &[char], swaps: bool) -> u32 {
    let mut cost = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            cost[i][j] = match (i, j) {
                (0, _) => j as u32,
                (_, 0) => i as u32,
                _ => {
                    let edit = (cost[i - 1][j - 1] + u32::from(a[i - 1] != b[j - 1])).min(cost[i - 1][j] + 1).min(cost[i][j - 1] + 1);
                    let swapped = swaps && i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if swapped { edit.min(cost[i - 2][j - 2] + 1) } else { edit }
                }
            };
        }
    }
    cost[a.len()][b.len()]
}

/// Jaro–Winkler by two loops, on the first 128 characters.
pub(super) fn jaro_winkler(a: &[char], b: &[char]) -> u32 {
    let jaro = jaro(&a[..a.len().min(128)], &b[..b.len().min(128)]);
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    ((jaro + prefix as f64 * 0.1 * (1.0 - jaro)) * 1000.0 + 0.5) as u32
}

fn jaro(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return if a.len() == b.len() { 1.0 } else { 0.0 };
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut hit_a, mut hit_b) = (vec![false; a.len()], vec![false; b.len()]);
    for (i, x) in a.iter().enumerate() {
        if let Some(j) = (i.saturating_sub(reach)..b.len().min(i + reach + 1)).find(|j| b[*j] == *x && !hit_b[*j]) {
            (hit_a[i], hit_b[j]) = (true, true);
        }
    }
    let matched = |text: &[char], hit: &[bool]| text.iter().zip(hit).filter(|(_, h)| **h).map(|(c, _)| *c).collect::<Vec<char>>();
    let (left, right) = (matched(a, &hit_a), matched(b, &hit_b));
    if left.is_empty() {
        return 0.0;
    }
    let m = left.len() as f64;
    let out_of_place = left.iter().zip(&right).filter(|(x, y)| x != y).count();
    (m / a.len() as f64 + m / b.len() as f64 + (m - (out_of_place / 2) as f64) / m) / 3.0
}
