//! Writes a quantity: key, components, status and reasons.

use super::period::Period;
use super::{End, Quantity, fixed};
use crate::model::{Normalized, Reason};
use crate::normalize::clean::{doubt, repair};

/// The components that all quantities have, in this order from the first on.
const MIN: usize = 0;
const MAX: usize = 1;
const BOUNDS: usize = 2;
const UNIT: usize = 3;
const PERIOD: usize = 4;

/// Writes a quantity whose unit `home` stands in no key.
pub(in crate::normalize) fn write(quantity: &Quantity, home: &str, out: &mut Normalized) {
    let said = &quantity.said;
    if let Some(also) = quantity.also {
        let other = Some(End { amount: also, open: false });
        for (min, max) in [(quantity.min, quantity.max), (other, other)] {
            let mut key = String::new();
            write_key(min, max, quantity.unit, home, said.period, &mut key);
            if !out.candidates.contains(&key) {
                out.candidates.push(key);
            }
        }
        out.because(Reason::MultipleValues);
        out.status = out.status.max(crate::model::Status::Ambiguous);
        out.confidence = out.confidence.min(50);
        return;
    }
    match (quantity.min, quantity.max) {
        (Some(min), Some(max)) if min.amount == max.amount => {}
        (Some(_), Some(_)) => out.because(Reason::Range),
        _ => out.because(Reason::Unbounded),
    }
    if said.unit {
        out.because(Reason::Unit);
    }
    if quantity.unit != home {
        out.because(Reason::Currency);
    }
    if said.assumed {
        out.because(Reason::DefaultAssumed);
    }
    if said.doubted {
        doubt(out, Reason::DefaultAssumed, 70);
    }
    if said.label {
        out.repaired(Reason::Label);
    }
    if said.scientific {
        repair(out, Reason::SpreadsheetNumber, 90);
    }
    if said.cut {
        repair(out, Reason::Rounded, 90);
    }
    if said.lost {
        doubt(out, Reason::DigitsLost, 70);
    }
    if said.separators {
        doubt(out, Reason::Separators, 70);
    }
    if said.about {
        doubt(out, Reason::Approximate, 80);
    }
    if said.detail {
        doubt(out, Reason::Detail, 80);
    }
    if quantity.reversed {
        doubt(out, Reason::Range, 60);
    }
    let Normalized { key, components, .. } = &mut *out;
    write_key(quantity.min, quantity.max, quantity.unit, home, said.period, key);
    let single = quantity.min.zip(quantity.max).is_some_and(|(min, max)| min.amount == max.amount);
    for (component, end) in [(MIN, quantity.min), (MAX, quantity.max)] {
        if let Some((end, slot)) = end.zip(components.get_mut(component)) {
            match key.split_once([' ', '/']) {
                Some((number, _)) if single => slot.push_str(number),
                None if single => slot.push_str(key),
                _ => fixed::write(end.amount, slot),
            }
        }
    }
    out.set(BOUNDS, brackets(quantity.min, quantity.max));
    out.set(UNIT, quantity.unit);
    out.set(PERIOD, said.period.map_or("", Period::as_str));
}

/// `[]`, `[)`, `(]` or `()`; an open side is round.
fn brackets(min: Option<End>, max: Option<End>) -> &'static str {
    let closed = |end: Option<End>| end.is_some_and(|end| !end.open);
    match (closed(min), closed(max)) {
        (true, true) => "[]",
        (true, false) => "[)",
        (false, true) => "(]",
        (false, false) => "()",
    }
}

fn write_key(min: Option<End>, max: Option<End>, unit: &str, home: &str, period: Option<Period>, key: &mut String) {
    match (min, max) {
        (Some(min), Some(max)) if min.amount == max.amount => fixed::write(min.amount, key),
        _ => {
            let brackets = brackets(min, max);
            key.push(if brackets.starts_with('[') { '[' } else { '(' });
            if let Some(min) = min {
                fixed::write(min.amount, key);
            }
            key.push(',');
            if let Some(max) = max {
                fixed::write(max.amount, key);
            }
            key.push(if brackets.ends_with(']') { ']' } else { ')' });
        }
    }
    if unit != home {
        key.push(' ');
        key.push_str(unit);
    }
    if let Some(period) = period {
        key.push('/');
        key.push_str(period.as_str());
    }
}
