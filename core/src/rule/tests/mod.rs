//! The language as a whole: what is read, what is refused, and that every way of evaluating agrees.

mod hostile;
mod language;
mod lookup;
mod meaning;

use super::*;
use crate::model::{FactUnit, TagDomain};

fn fields() -> Fields {
    let mut fields: Fields = [
        ("累计消费", FactUnit::Money),
        ("amount", FactUnit::Money),
        ("n30", FactUnit::Count),
        ("recency", FactUnit::Days),
        ("复购率", FactUnit::Ratio),
        ("content", FactUnit::Text),
        ("last_date", FactUnit::Date),
        ("sum(orders.amount, 365d)", FactUnit::Money),
        ("count(interactions where content contains {\"参数\"})", FactUnit::Count),
        ("last(interactions.result)", FactUnit::Text),
        ("最多消费", FactUnit::Money),
    ]
    .into_iter()
    .collect();
    fields.push_type("state", FieldType::Values(Arc::new(TagDomain { values: vec!["沉睡".into(), "流失".into(), "unknown".into()], ..TagDomain::empty("state") })));
    fields.push_field("content");
    fields.push_type("broken", FieldType::Unresolved);
    fields
}
