//! A role's view as JSON.

use super::clock;
use crate::error::Result;
use crate::model::FactUnit;
use crate::plan::{Amount, CustomerRef, Outcome, Shown, ShownEvents, View};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// What a role is shown (R9), of all customers or of one, in the sections of the unified view (R24).
///
/// ```json
/// {"role": "客服", "as_of": "2024-06-30", "customers": [{"customer_id": "C20240501001",
///   "attributes": {"姓名": {"value": "安然", "source": "官网", "time": "2024-05-01T10:23:11"}},
///   "history": {"orders": {"count": 1, "first": "2024-05-02", "last": "2024-05-02",
///                          "events": [{"time": "2024-05-02T09:00:00", "attributes": {"product": "A软件", "amount": 150.0}}]},
///               "累计消费": 150.0},
///   "preferences": {"需求": ["新品优先"]}, "stage": {"状态": "沉睡"}, "value": {"综合分层": "B级"}}]}
/// ```
///
/// Money is in yuan, ratios are shares, dates are texts; what is not known is null; fields without a value and sections without
/// anything to show are left out. No key, no record id, no loser: they might hold what the view leaves out. Contact data in running text is
/// hidden (`138****5678`) where the view declares no field of its kind.
///
/// # Errors
/// `unknown_role`, `unknown_customer`.
pub fn view(outcome: &Outcome, role: &str, customer_id: Option<&str>) -> Result<Value> {
    let view = outcome.view(role)?;
    let customers: Vec<Value> = match customer_id {
        Some(id) => vec![of_customer(view, view.customer(id)?, outcome)],
        None => view.customers().map(|c| of_customer(view, c, outcome)).collect(),
    };
    Ok(json!({"role": view.role(), "as_of": outcome.as_of().map(day), "customers": customers}))
}

/// What a role is shown of one customer: an entry of `customers` of [`view`].
///
/// # Errors
/// `unknown_role`, `unknown_customer`.
pub fn customer_view(outcome: &Outcome, role: &str, customer_id: &str) -> Result<Value> {
    let view = outcome.view(role)?;
    Ok(of_customer(view, view.customer(customer_id)?, outcome))
}

fn of_customer(view: View<'_>, customer: CustomerRef<'_>, outcome: &Outcome) -> Value {
    let mut out = Map::new();
    out.insert("customer_id".to_owned(), json!(customer.id()));
    for item in view.items() {
        let value = match item.of(customer) {
            None => continue,
            Some(Shown::Field(field)) => {
                let mut value = json!({"value": field.value, "source": field.source, "time": field.time.and_then(clock)});
                if let (true, Some(value)) = (field.verified, value.as_object_mut()) {
                    value.insert("verified".to_owned(), json!(true));
                }
                value
            }
            Some(Shown::Events(events)) => of_events(&events, item.lists_events()),
            Some(Shown::Metric(metric)) => metric.as_ref().map_or(Value::Null, amount),
            Some(Shown::Tags(values)) if outcome.tags().dimension(item.name).is_some_and(|d| d.domain.many) => json!(values),
            Some(Shown::Tags(values)) => json!(values.first()),
            Some(Shown::Layer(layer)) => json!(layer),
        };
        if let Some(section) = out.entry(item.section.as_str()).or_insert_with(|| json!({})).as_object_mut() {
            // A field and a tag may share a name.
            let numbered = (2..).map(|n| format!("{}_{n}", item.name));
            let name = std::iter::once(item.name.to_owned()).chain(numbered).find(|name| !section.contains_key(name)).unwrap_or_default();
            section.insert(name, value);
        }
    }
    Value::Object(out)
}

fn of_events(events: &ShownEvents<'_>, one_by_one: bool) -> Value {
    let mut value = json!({"count": events.count, "first": events.first.map(day), "last": events.last.map(day)});
    if let (true, Some(value)) = (one_by_one, value.as_object_mut()) {
        value.insert("events".to_owned(), listed(events));
    }
    value
}

/// The events that are shown one by one.
pub(in crate::interop) fn listed(events: &ShownEvents<'_>) -> Value {
    let event = |e: &crate::plan::ShownEvent<'_>| {
        let attributes: Map<String, Value> = e.attributes.iter().map(|(name, value)| ((*name).to_owned(), amount(value))).collect();
        json!({"time": e.time.and_then(clock), "attributes": attributes})
    };
    events.events.iter().map(event).collect()
}

fn amount(amount: &Amount<'_>) -> Value {
    match *amount {
        Amount::Text(ref text) => json!(text),
        Amount::Number(fen, FactUnit::Money) => json!(fen as f64 / 100.0),
        Amount::Number(millionths, FactUnit::Ratio) => json!(millionths as f64 / 1e6),
        Amount::Number(days, FactUnit::Date) => json!(i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days).map(day)),
        Amount::Number(n, _) => json!(n),
    }
}

fn day(date: NaiveDate) -> String {
    date.to_string()
}
