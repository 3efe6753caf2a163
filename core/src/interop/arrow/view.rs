//! A role's view as a table.

use super::writer::{Cell, Frame, Kind, Writer};
use crate::error::Result;
use crate::interop::json;
use crate::model::FactUnit;
use crate::plan::{Amount, Outcome, Shown};
use chrono::NaiveDate;

/// What a role is shown (R9), one row per customer: `customer_id`, then a column for every field, metric, tag dimension (several
/// values are joined by `;`) and layering of its view, section by section (R24). A stream has its count under its name, the days
/// of the first and last event under `…_first` and `…_last`, and, where events are shown one by one, those as JSON under
/// `…_events`. Beside every field stand its source and time (R40), under `…_source` and `…_time`. Money is in yuan, ratios are
/// shares.
///
/// # Errors
/// `unknown_role`.
pub fn view(outcome: &Outcome, role: &str) -> Result<Frame> {
    let view = outcome.view(role)?;
    let mut names: Vec<(String, Kind)> = vec![("customer_id".to_owned(), Kind::Text)];
    for item in view.items() {
        match item.unit() {
            Some(unit) => names.push((item.name.to_owned(), kind(unit))),
            None if item.is_stream() => {
                names.push((item.name.to_owned(), Kind::Count));
                names.extend(["first", "last"].map(|end| (format!("{}_{end}", item.name), Kind::Day)));
                names.extend(item.lists_events().then(|| (format!("{}_events", item.name), Kind::Text)));
            }
            None if item.is_field() => names.extend(["", "_source", "_time"].map(|end| (format!("{}{end}", item.name), Kind::Text))),
            None => names.push((item.name.to_owned(), Kind::Text)),
        }
    }
    let columns: Vec<(&str, Kind)> = names.iter().map(|(name, kind)| (name.as_str(), *kind)).collect();
    let mut out = Writer::new(&columns);
    for customer in view.customers() {
        // Texts that are made for a row live until it is written.
        let shown: Vec<_> = view.items().map(|item| (item, item.of(customer))).collect();
        let made: Vec<Option<String>> = shown
            .iter()
            .map(|(item, shown)| match shown {
                Some(Shown::Field(field)) => field.time.and_then(json::clock),
                Some(Shown::Events(events)) if item.lists_events() => Some(json::listed(events).to_string()),
                _ => None,
            })
            .collect();
        let mut row = vec![Cell::text(customer.id())];
        for ((item, shown), made) in shown.iter().zip(&made) {
            match shown {
                Some(Shown::Field(field)) => row.extend([Cell::text(&field.value), Cell::text(field.source), Cell::Text(made.as_deref())]),
                None if item.is_field() => row.extend([Cell::Text(None), Cell::Text(None), Cell::Text(None)]),
                Some(Shown::Events(events)) => {
                    row.extend([Cell::Count(usize::try_from(events.count).unwrap_or(usize::MAX)), Cell::Day(events.first), Cell::Day(events.last)]);
                    row.extend(item.lists_events().then_some(Cell::Text(made.as_deref())));
                }
                Some(Shown::Metric(metric)) => row.push(item.unit().map_or(Cell::Text(None), |unit| amount(metric.as_ref(), unit))),
                Some(Shown::Tags(values)) => row.push(Cell::Joined(values.clone())),
                Some(Shown::Layer(layer)) => row.push(Cell::Text(*layer)),
                None if item.is_stream() => {
                    row.extend([Cell::Count(0), Cell::Day(None), Cell::Day(None)]);
                    row.extend(item.lists_events().then_some(Cell::Text(None)));
                }
                None => row.push(Cell::Text(None)),
            }
        }
        out.row(&row);
    }
    Ok(out.finish())
}

fn kind(unit: FactUnit) -> Kind {
    match unit {
        FactUnit::Text => Kind::Text,
        FactUnit::Date => Kind::Day,
        _ => Kind::Number,
    }
}

fn amount<'a>(amount: Option<&'a Amount<'_>>, unit: FactUnit) -> Cell<'a> {
    match (amount, unit) {
        (Some(Amount::Text(text)), _) => Cell::text(text),
        (Some(Amount::Number(fen, FactUnit::Money)), _) => Cell::Number(Some(*fen as f64 / 100.0)),
        (Some(Amount::Number(millionths, FactUnit::Ratio)), _) => Cell::Number(Some(*millionths as f64 / 1e6)),
        (Some(Amount::Number(days, FactUnit::Date)), _) => Cell::Day(i32::try_from(*days).ok().and_then(NaiveDate::from_epoch_days)),
        (Some(Amount::Number(n, _)), _) => Cell::Number(Some(*n as f64)),
        (None, FactUnit::Date) => Cell::Day(None),
        (None, FactUnit::Text) => Cell::Text(None),
        (None, _) => Cell::Number(None),
    }
}
