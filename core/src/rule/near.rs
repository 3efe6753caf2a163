//! 近 as a rolling window: `近30天`, `最近3个月`, `近一年`, `近半年`.

/// Days of what people call 近: a convention of ours, as rules count months and years in days everywhere; and those of half of it.
const UNITS: &[(&str, u32, u32)] = &[("天", 1, 0), ("日", 1, 0), ("周", 7, 0), ("个月", 30, 15), ("月", 30, 15), ("年", 365, 180)];

/// `近30天互动` as its days and what is behind them; the longer 最近 is read alike.
///
/// | text | days | behind |
/// |---|---:|---|
/// | `近30天互动` | 30 | `互动` |
/// | `近一年` | 365 | |
/// | `最近三个月` | 90 | |
/// | `近半年` | 180 | |
/// | `近十二个月` | 360 | |
pub(super) fn near(word: &str) -> Option<(u32, &str)> {
    let rest = word.strip_prefix("近").or_else(|| word.strip_prefix("最近"))?;
    if let Some(rest) = rest.strip_prefix('半') {
        return UNITS.iter().filter(|(.., half)| *half > 0).find_map(|(unit, _, half)| Some((*half, rest.strip_prefix(unit)?)));
    }
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || digit(c).is_some() || multiplier(c).is_some());
    let count = rest.strip_suffix(behind)?;
    let count: u32 = count.parse().ok().or_else(|| chinese(count))?;
    let (days, name) = UNITS.iter().find_map(|(unit, days, _)| Some((*days, behind.strip_prefix(unit)?)))?;
    Some((count.checked_mul(days).filter(|days| *days > 0)?, name))
}

fn digit(c: char) -> Option<u32> {
    if c == '两' {
        return Some(2);
    }
    "〇一二三四五六七八九".chars().position(|known| known == c || (c == '零' && known == '〇')).and_then(|at| u32::try_from(at).ok())
}

fn multiplier(c: char) -> Option<u32> {
    [('十', 10), ('百', 100), ('千', 1000)].into_iter().find(|(known, _)| *known == c).map(|(_, value)| value)
}

/// `三`, `十二`, `一百零五`, `三六五`.
fn chinese(text: &str) -> Option<u32> {
    if text.is_empty() || text.chars().count() > 9 {
        return None;
    }
    if text.chars().all(|c| digit(c).is_some()) {
        return text.chars().filter_map(digit).try_fold(0_u32, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
    }
    // Larger multipliers stand first, each behind its digit; 十 alone is ten.
    let (mut sum, mut open, mut below) = (0, None, u32::MAX);
    for c in text.chars() {
        match (digit(c), multiplier(c)) {
            (Some(0), _) if open.is_none() => {}
            (Some(digit), _) if open.is_none() => open = Some(digit),
            (None, Some(by)) if by < below && (open.is_some() || by == 10 && sum == 0) => {
                sum += open.take().unwrap_or(1) * by;
                below = by;
            }
            _ => return None,
        }
    }
    Some(sum + open.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_digits_and_words() {
        for (text, days) in [
            ("近30天", 30),
            ("近一年", 365),
            ("最近三个月", 90),
            ("近两周", 14),
            ("近十日", 10),
            ("近十二个月", 360),
            ("近二十四月", 720),
            ("近一百零五天", 105),
            ("近一百八十天", 180),
            ("近三六五天", 365),
            ("近半年", 180),
            ("近半个月", 15),
        ] {
            assert_eq!(near(text), Some((days, "")), "{text}");
            assert_eq!(near(&format!("{text}互动")), Some((days, "互动")), "{text}");
        }
        for text in ["近年", "近零天", "近0天", "近半天", "近十百天", "近一二十天", "近期", "近十分", "最", "近一二三四五六七八九一二天"] {
            assert_eq!(near(text), None, "{text}");
        }
    }
}
