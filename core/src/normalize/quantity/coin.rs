//! 元, 角 and 分 behind a number: `12元5角3分`, `三块五`, `五毛二`, `两块半`.

use super::fixed::{ONE, plus};
use super::reader;
use super::term::{Said, Term};
use super::value::Pick;
use crate::model::Reason;

/// Reads 元, 角 and 分 behind the number.
pub(super) fn read<'t>(term: &mut Term, text: &'t str, said: &mut Said) -> Result<&'t str, Reason> {
    if let Some((part, rest)) = coin(text) {
        said.yuan = true;
        (term.low, term.high, term.coin) = (term.low / part, term.high / part, true);
        let (small, rest) = if part == 10 { smaller(rest, 10, true)? } else { (0, rest) };
        return add(term, small, rest);
    }
    let trimmed = text.trim_start_matches(' ');
    if !trimmed.starts_with(['块', '元', '圆']) {
        return Ok(text);
    }
    let Some((yuan, rest)) = ["块钱", "元", "圆", "块"].iter().find_map(|word| trimmed.strip_prefix(word).map(|rest| (*word, rest))) else {
        return Ok(text);
    };
    (said.yuan, term.coin) = (true, true);
    if let Some(rest) = rest.strip_prefix('半') {
        return add(term, ONE / 2, rest);
    }
    let (small, rest) = smaller(rest, 1, yuan == "块")?;
    add(term, small, rest)
}

fn add<'t>(term: &mut Term, small: i128, rest: &'t str) -> Result<&'t str, Reason> {
    term.low = plus(term.low, small)?;
    term.high = plus(term.high, small)?;
    Ok(rest)
}

/// 角 and 分, and how many of them a yuan has.
fn coin(text: &str) -> Option<(i128, &str)> {
    if !text.starts_with(['角', '毛', '分']) {
        return None;
    }
    let tenths = text.strip_prefix('角').or_else(|| text.strip_prefix("毛钱")).or_else(|| text.strip_prefix('毛'));
    match tenths {
        Some(rest) => Some((10, rest)),
        None => text.strip_prefix("分钱").or_else(|| text.strip_prefix('分').filter(|rest| !rest.starts_with(['之', '店', '公']))).map(|rest| (100, rest)),
    }
}

/// The coins below the one just read, and what follows: 五毛二 ends in a digit without its coin.
fn smaller(text: &str, above: i128, colloquial: bool) -> Result<(i128, &str), Reason> {
    let none = (0, text);
    let Some((value, rest)) = reader::read(text.trim_start_matches('零'), Pick::Low)? else {
        return Ok(none);
    };
    if value.amount >= 10 * ONE || value.units > 0 {
        return Ok(none);
    }
    match coin(rest) {
        Some((part, rest)) if part > above => {
            let (small, rest) = if part == 10 { smaller(rest, 10, colloquial)? } else { (0, rest) };
            Ok((value.amount / part + small, rest))
        }
        Some(_) => Ok(none),
        // 三块五, 五毛二.
        None if colloquial && value.amount % ONE == 0 && !text.starts_with('零') && !rest.starts_with(['元', '块']) => Ok((value.amount / (above * 10), rest)),
        None => Ok(none),
    }
}
