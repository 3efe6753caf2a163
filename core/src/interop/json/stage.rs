//! Stages of lifecycles as JSON.

use crate::model::{Stage, TagTable};
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

/// The stages of a customer, by dimension; those of which there is none are left out.
pub(super) fn stages(tags: &TagTable, row: usize) -> Map<String, Value> {
    let mut found = Map::new();
    for table in &tags.stages {
        let Some(domain) = tags.dimensions.get(table.dimension).map(|dimension| &dimension.domain) else { continue };
        let day = |day: Option<i32>| day.and_then(NaiveDate::from_epoch_days).map(|day| day.to_string());
        let written = |stage: &Stage| json!({"stage": domain.value(stage.code), "since": day(stage.since), "until": day(stage.until)});
        let Some(mut stage) = table.stages.get(row).copied().flatten().as_ref().map(written) else { continue };
        if let Some(stage) = stage.as_object_mut() {
            stage.insert("before".to_owned(), table.before.get(row).copied().flatten().as_ref().map_or(Value::Null, written));
        }
        found.insert(domain.name.clone(), stage);
    }
    found
}
