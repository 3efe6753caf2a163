//! Numbers and names as explanations write them, in any language.

use super::{Compared, RecordGroup, RecordName};
use crate::error::excerpt;

/// A weight in bits: `+12.3`.
pub(super) fn bits(weight: i32) -> String {
    format!("{:+.1}", f64::from(weight) / 1024.0)
}

/// A probability in per cent, with as many digits as tell it from certainty: `97.3`, `99.98`, `> 99.99`.
pub(super) fn percent(probability: f64) -> String {
    let percent = probability * 100.0;
    match percent {
        100.0 => "100".to_owned(),
        p if p > 99.99 => "> 99.99".to_owned(),
        p if p >= 99.0 => format!("{p:.2}"),
        p if p >= 1.0 => format!("{p:.1}"),
        p if p >= 0.01 => format!("{p:.2}"),
        0.0 => "0".to_owned(),
        _ => "< 0.01".to_owned(),
    }
}

/// `官网 GW00001`.
pub(super) fn name(record: &RecordName) -> String {
    format!("{} {}", excerpt(&record.source, 40), excerpt(&record.record_id, 60))
}

/// The names of a group, and how many more there are.
pub(super) fn names(group: &RecordGroup, comma: &str, more: impl Fn(u32) -> String) -> String {
    let named: Vec<String> = group.named.iter().map(name).collect();
    let rest = group.records.saturating_sub(u32::try_from(named.len()).unwrap_or(u32::MAX));
    let more = if rest > 0 { more(rest) } else { String::new() };
    format!("{}{more}", named.join(comma))
}

/// A user's text, safe to print and in the quotes of running text.
pub(super) fn said(text: &str) -> String {
    format!("“{}”", excerpt(text, 60))
}

/// A rule's text, safe to print.
pub(super) fn rule(text: &str) -> String {
    format!("`{}`", excerpt(text, 200))
}

/// Values of one record, as written, but for marks that nobody sees.
pub(super) fn values(values: &[String]) -> String {
    let unseen = |c: char| matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    values.iter().map(|v| excerpt(&v.replace(unseen, ""), 60)).collect::<Vec<_>>().join(" / ")
}

/// The values of both sides of an evidence as written; once, where they are written alike.
pub(super) fn written(evidence: &Compared, against: &str) -> String {
    let (left, right) = (values(&evidence.left), values(&evidence.right));
    if left == right { left } else { format!("{left}{against}{right}") }
}

/// The values of both sides of an evidence: the one that they share, else both; empty where there are none.
pub(super) fn both(evidence: &Compared, against: &str) -> String {
    if let Some(shared) = &evidence.shared {
        return excerpt(&shared.value, 60);
    }
    written(evidence, against)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certainty_is_never_claimed_by_rounding() {
        let shown = [1.0, 0.999_999, 0.9998, 0.973, 0.3, 0.004, 0.000_01, 0.0].map(percent);
        assert_eq!(shown, ["100", "> 99.99", "99.98", "97.3", "30.0", "0.40", "< 0.01", "0"]);
    }
}
