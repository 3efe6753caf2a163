//! From the text of a quantity to its ends.
//!
//! | text | ends |
//! |---|---|
//! | `50-80万`, `50万-80` | both in 万: a unit counts for the other end too where that keeps them in order |
//! | `8000-1万`, `5千-1万` | each in its own |
//! | `1000元以上5000元以下`, `超过3000元至12000元`, `10万<x≤50万` | two bounds |
//! | `[10,50)万元`, `(,10000]` | an interval in brackets |
//! | `(1,500)`, `$(1,500)`, `1,500.00-` | negative, as accountants write |
//! | `80-50` | put in order, in doubt |
//! | `5000/8000`, `5000或8000` | two values: ambiguous |

use super::brackets::{in_brackets, interval};
use super::fold::fold_into;
use super::pair::Pair;
use super::term::{self, Said, Term};
use super::words::{self, Bound};
use super::{Column, Quantity};
use crate::data::list::{List, list};
use crate::model::Reason;
use crate::normalize::numeral;

/// Reads a quantity.
pub(super) fn read(raw: &str, column: &Column, scratch: &mut String) -> Result<Quantity, Reason> {
    let folded = fold_into(raw, scratch).ok_or(Reason::Syntax)?;
    let mut said = Said { capitals: folded.capitals, ..Said::default() };
    let text = scratch.trim_end_matches(['。', '.', '!', ';', ',', ' ']);
    let text = year(text).inspect(|_| said.label = true).unwrap_or(text);
    if let Some(quantity) = interval(text, column, said)? {
        return Ok(quantity);
    }
    if let Some(quantity) = in_brackets(text, column, said)? {
        return Ok(quantity);
    }
    plain(text, column, said)
}

/// `2023年营收…`: which year it is of.
fn year(text: &str) -> Option<&str> {
    let (run, rest) = crate::normalize::sheet::digits(text).filter(|(run, _)| run.len() == 4 && (run.starts_with("19") || run.starts_with("20")))?;
    let rest = rest.strip_prefix('年')?;
    let rest = rest.strip_prefix('度').unwrap_or(rest).trim_start_matches([' ', ':']);
    (run.len() == 4 && !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '~' | '至' | '到') || numeral::is_numeral(c))).then_some(rest)
}

/// A number, a bound, a range.
pub(super) fn plain(text: &str, column: &Column, mut said: Said) -> Result<Quantity, Reason> {
    let (first, rest) = match words::endless(text) {
        Some(rest) => (None, rest),
        None => {
            let (term, rest) = term::read(text, column, &mut said)?.ok_or(Reason::Syntax)?;
            (Some(term), rest)
        }
    };
    let rest = rest.trim_start_matches(' ');
    if rest.is_empty() || is_remark(rest) {
        said.detail |= !rest.is_empty();
        return Pair { first, second: None, joined: Joined::Dash }.quantity(column, said);
    }
    let (joined, rest) = connector(rest, text, first.as_ref()).ok_or(Reason::Syntax)?;
    if rest.is_empty() && joined == Joined::Dash {
        // 5000~: from 5000 on.
        let mut first = first.filter(|term| term.bound.is_none() && text.ends_with('~')).ok_or(Reason::Range)?;
        first.bound = Some(Bound::AtLeast);
        said.separators = true;
        return Pair { first: Some(first), second: None, joined }.quantity(column, said);
    }
    let label = said.label;
    let (second, rest) = match words::endless(rest) {
        Some(rest) => (None, rest),
        None => {
            let (term, rest) = term::read(rest, column, &mut said)?.ok_or(Reason::Syntax)?;
            (Some(term), rest)
        }
    };
    let rest = rest.trim_start_matches(' ');
    if !rest.is_empty() && !is_remark(rest) || first.is_none() && second.is_none() {
        return Err(Reason::Syntax);
    }
    said.detail |= !rest.is_empty();
    if joined == Joined::Side && first.is_some_and(|term| term.bound.is_some()) {
        // 5万<金额≤10万: what stands between is a variable.
        said.label = label;
    }
    let zero = |term: &Option<Term>| term.is_some_and(|t| t.value.zero);
    if zero(&first) || zero(&second) {
        // 2024-05 and 021-62345678 are no ranges.
        return Err(Reason::Syntax);
    }
    let pair = Pair { first, second, joined };
    match (pair.first, pair.second) {
        (Some(_), Some(_)) => pair.quantity(column, said),
        (Some(mut only), None) if only.bound.is_none() && joined == Joined::Dash => {
            only.bound = Some(Bound::AtLeast.with(only.included.unwrap_or(true)));
            Pair { first: Some(only), second: None, joined }.quantity(column, said)
        }
        (Some(only), None) if only.bound.is_some_and(Bound::is_lower) => Pair { first: Some(only), second: None, joined }.quantity(column, said),
        (None, Some(mut only)) if joined == Joined::Dash => {
            let bound = only.bound.unwrap_or(Bound::AtMost.with(only.included.unwrap_or(true)));
            only.bound = Some(bound).filter(|b| !b.is_lower());
            only.bound.ok_or(Reason::Syntax)?;
            Pair { first: Some(only), second: None, joined }.quantity(column, said)
        }
        _ => Err(Reason::Syntax),
    }
}

/// Text behind the value that says no number.
fn is_remark(text: &str) -> bool {
    let separate = text.starts_with([',', ';', '。', '、', '(', '!', '·', '|']) || text.starts_with("其中");
    let numbers = text.contains(|c: char| c.is_ascii_digit() || matches!(c, '%' | '‰' | '万' | '亿' | '元' | '折'));
    separate && (!numbers || text.contains("其中"))
}

/// How two ends are joined.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joined {
    /// From one to the other.
    Dash,
    /// Both bounds hold.
    And,
    /// Nothing stands between.
    Side,
    /// One or the other.
    Or,
}

fn connector<'t>(text: &'t str, whole: &str, first: Option<&Term>) -> Option<(Joined, &'t str)> {
    const DASHES: List = list!["-", "~", "至", "到", "…", "to", "through", "till", "until", "→"];
    for dash in DASHES.iter().filter(|_| text.starts_with(['-', '~', '至', '到', '…', 't', 'u', '→'])) {
        if let Some(rest) = words::strip(text, dash).filter(|rest| !(dash == "至" && rest.starts_with(['少', '多']))) {
            let rest = if first.is_some_and(|term| term.negative) { rest } else { rest.trim_start_matches(['-', '~', '…']) };
            return Some((Joined::Dash, rest.trim_start_matches(' ')));
        }
    }
    let within = || whole.contains("之间") || whole.contains("between") || whole.contains("介于") || whole.contains("区间");
    for and in ["并且", "而且", "且", "并", "但是", "但", "和", "与", "and", "but"] {
        if let Some(rest) = words::strip(text, and) {
            return Some((if within() { Joined::Dash } else { Joined::And }, rest.trim_start_matches([' ', ','])));
        }
    }
    for or in ["或者", "或", "or", "/", "、", ",", ";", "|"] {
        if let Some(rest) = words::strip(text, or) {
            return Some((Joined::Or, rest.trim_start_matches(' ')));
        }
    }
    Some((Joined::Side, text))
}

/// Whether zero was said in words: 免费, free.
pub(super) fn is_free(text: &str) -> bool {
    matches!(text, "免费" | "free" | "free of charge" | "全免" | "免单")
}
