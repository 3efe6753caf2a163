//! Day or month first: what the values of a column show.

use crate::data::ReferenceTables;
use crate::model::Normalized;
use crate::normalize;
use crate::schema::{DateOrder, FieldKind};

/// Day or month first: whichever order more values allow that the other forbids.
pub(crate) fn date_order(texts: &[String]) -> DateOrder {
    let count = |order: DateOrder| {
        let normalizer = normalize::builtin(&FieldKind::Date { order }, ReferenceTables::builtin());
        let mut out = Normalized::default();
        let good = texts.iter().filter(|t| {
            normalizer.normalize(t, &mut out);
            !out.key.is_empty()
        });
        good.count()
    };
    let unsure = count(DateOrder::Unknown);
    let (day, month) = (count(DateOrder::DayFirst), count(DateOrder::MonthFirst));
    if day.max(month) == unsure {
        return DateOrder::Unknown;
    }
    // Values with a part over 12 read under both; only which order the rest of them show can decide.
    match decided(texts).cmp(&0) {
        std::cmp::Ordering::Greater => DateOrder::DayFirst,
        std::cmp::Ordering::Less => DateOrder::MonthFirst,
        std::cmp::Ordering::Equal => DateOrder::Unknown,
    }
}

/// Values that are day-first beyond doubt, less those that are month-first beyond doubt.
fn decided(texts: &[String]) -> i64 {
    texts
        .iter()
        .map(|text| {
            let mut numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|p| !p.is_empty()).filter_map(|p| p.parse::<u32>().ok());
            match (numbers.next(), numbers.next()) {
                (Some(first @ 13..=31), Some(1..=12)) if first <= 31 => 1,
                (Some(1..=12), Some(13..=31)) => -1,
                _ => 0,
            }
        })
        .sum()
}
