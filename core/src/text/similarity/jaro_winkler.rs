//! Jaro–Winkler similarity (Winkler 1990), in thousandths, counted in characters.

/// The similarity of two texts: 0 (nothing in common) to 1000 (equal).
///
/// Up to four common leading characters add a tenth of the missing part each.
#[must_use]
pub fn similarity(a: &[char], b: &[char]) -> u32 {
    let jaro = jaro(a, b);
    let prefix = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count();
    let boosted = jaro + prefix as f64 * 0.1 * (1.0 - jaro);
    // Rounded once, so that a threshold is an integer comparison.
    (boosted * 1000.0 + 0.5) as u32
}

fn jaro(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return if a.len() == b.len() { 1.0 } else { 0.0 };
    }
    // Positions past 128 characters are beyond what names need; the bitmaps hold the first 128.
    let (a, b) = (a.get(..a.len().min(128)).unwrap_or(a), b.get(..b.len().min(128)).unwrap_or(b));
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut hit_a, mut hit_b) = (0u128, 0u128);
    for (i, x) in a.iter().enumerate() {
        let from = i.saturating_sub(reach);
        for (j, y) in b.iter().enumerate().take(i + reach + 1).skip(from) {
            if x == y && hit_b >> j & 1 == 0 {
                hit_a |= 1 << i;
                hit_b |= 1 << j;
                break;
            }
        }
    }
    let matches = hit_a.count_ones();
    if matches == 0 {
        return 0.0;
    }
    let left = a.iter().enumerate().filter(|(i, _)| hit_a >> i & 1 == 1).map(|(_, c)| c);
    let right = b.iter().enumerate().filter(|(j, _)| hit_b >> j & 1 == 1).map(|(_, c)| c);
    let half_swaps = left.zip(right).filter(|(x, y)| x != y).count();
    let m = f64::from(matches);
    (m / a.len() as f64 + m / b.len() as f64 + (m - (half_swaps / 2) as f64) / m) / 3.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jw(a: &str, b: &str) -> u32 {
        similarity(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
    }

    #[test]
    fn textbook_values() {
        assert_eq!(jw("MARTHA", "MARHTA"), 961);
        assert_eq!(jw("DWAYNE", "DUANE"), 840);
        assert_eq!(jw("DIXON", "DICKSONX"), 813);
        assert_eq!((jw("", ""), jw("a", ""), jw("张三", "张三")), (1000, 0, 1000));
    }
}
