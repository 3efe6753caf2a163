//! Brackets around a quantity: an interval's, or an accountant's.
//!
//! | text | reading |
//! |---|---|
//! | `[10,50)`, `(,10000]`, `[10,50)万元` | an interval |
//! | `(1,500)`, `$(1,500)`, `(¥1,500)` | negative |
//! | `(5000元)` | 5000, in doubt |
//! | `(50-80万)`, `公司规模(20-99人)` | what stands inside |

use super::fold::MOST;
use super::front_words;
use super::pair::Pair;
use super::read::{self, Joined};
use super::term::{self, Said};
use super::words::{self, Bound, Word};
use super::{Column, Counted, Quantity, behind, currency};
use crate::model::Reason;
use crate::normalize::clean::cut;
use crate::normalize::short::Short;

/// `[10,50)`, `(,10000]`, `[10,50)万元`.
pub(super) fn interval(text: &str, column: &Column, said: Said) -> Result<Option<Quantity>, Reason> {
    let left_open = match text.chars().next() {
        Some('(') => true,
        Some('[') => false,
        _ => return Ok(None),
    };
    let inner = cut(text, 1).1;
    let Some(end) = inner.find([')', ']']) else {
        return Ok(None);
    };
    let (inner, tail) = cut(inner, end);
    let right_open = tail.starts_with(')');
    let tail = cut(tail, 1).1;
    for (at, _) in inner.match_indices([',', ';']).take(4) {
        let (left, right) = cut(inner, at);
        let right = cut(right, 1).1.trim_start_matches(' ');
        // Brackets of one kind around what is one number are an accountant's.
        let first = inner.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let grouped = || super::arabic::read(cut(inner, first).1).is_some_and(|(number, rest)| !rest.contains([',', ';']) && !number.comma);
        if left_open && right_open && first < at && grouped() {
            return Ok(None);
        }
        let mut said = said;
        let (left_text, right_text) = (left.trim_matches(' '), right);
        let endless = |text: &str| text.is_empty() || words::endless(text).is_some_and(str::is_empty);
        // What stands behind the brackets belongs to the last number inside.
        let (Some(left), Some(right)) = (joined(left_text, if endless(right_text) { tail } else { "" }), joined(right_text, tail)) else {
            return Ok(None);
        };
        let mut ends = [None, None];
        let mut good = false;
        for (slot, (text, inside)) in ends.iter_mut().zip([(&left, left_text), (&right, right_text)]) {
            if endless(inside) {
                continue;
            }
            match term::read(text.as_str(), column, &mut said) {
                Ok(Some((term, rest))) if rest.trim_start_matches(' ').is_empty() && term.bound.is_none() => *slot = Some(term),
                _ => {
                    good = false;
                    break;
                }
            }
            good = true;
        }
        let [mut first, mut second] = ends;
        if !good {
            continue;
        }
        if let Some(term) = &mut first {
            term.bound = Some(Bound::AtLeast.with(!left_open));
        }
        if let Some(term) = &mut second {
            term.bound = Some(Bound::AtMost.with(!right_open));
        }
        let pair = match first {
            None => Pair { first: second, second: None, joined: Joined::And },
            Some(_) => Pair { first, second, joined: Joined::And },
        };
        return pair.quantity(column, said).map(Some);
    }
    Ok(None)
}

/// Two texts in one.
fn joined(text: &str, tail: &str) -> Option<Short<MOST>> {
    let mut out = Short::new();
    (out.push_str(text) && out.push_str(tail)).then_some(out)
}

/// `(1,500)`, `$(1,500)`, `(¥1,500) USD`: negative where the brackets are all that is around a number in digits.
pub(super) fn in_brackets(text: &str, column: &Column, mut said: Said) -> Result<Option<Quantity>, Reason> {
    let mut text = text;
    if text.ends_with(')') {
        // 公司规模(20-99人): the label alone stands in front.
        while let Some((word @ (Word::Label | Word::Money | Word::People | Word::Period(_)), rest)) = front_words::in_front(text) {
            match word {
                Word::Money => said.money = true,
                Word::People if column.counted == Counted::People => said.people = true,
                Word::Period(period) => said.period = Some(period),
                Word::Label => said.label = true,
                _ => return Ok(None),
            }
            text = rest.trim_start_matches(' ');
        }
    }
    let text = match currency::read(text, said.capitals) {
        Some((found, rest)) if rest.trim_start_matches(' ').starts_with('(') => {
            said.name(found)?;
            rest.trim_start_matches(' ')
        }
        _ => text,
    };
    let Some((inner, tail)) = behind::bracket(text).filter(|(inner, _)| !inner.is_empty()) else {
        return Ok(None);
    };
    let mut inside = said;
    let Ok(Some((mut term, rest))) = term::read(inner, column, &mut inside) else {
        return Ok(None);
    };
    let tail = tail.trim_start_matches(' ');
    if !rest.trim_start_matches(' ').is_empty() {
        // A range in brackets is a range.
        return if tail.is_empty() { read::plain(inner, column, said).map(Some) } else { Ok(None) };
    }
    if !behind::tail(tail, column, &mut inside, &mut term) {
        return Ok(None);
    }
    let words = term.value.han || term.bound.is_some() || inside.about || inside.people || inside.label || term.value.spread;
    if term.negative || term.coin && !words {
        // (5000元) is a remark as often as a loss.
        inside.separators = true;
    } else if !words && text.starts_with('(') {
        term.negative = true;
    }
    Pair { first: Some(term), second: None, joined: Joined::Dash }.quantity(column, inside).map(Some)
}
