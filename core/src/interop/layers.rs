//! Layers as JSON: what each layering is, its model, its shares, who is in which layer; migration between two such documents.

use super::json::parse;
use crate::error::{Code, Error, Result, quote};
use crate::layer::Migration;
use crate::model::{Language, LayerRecord};
use crate::plan::Outcome;
use crate::spec::LayerTableTemplate;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The layerings of an outcome: the shares of the layers (of the customers, and of the sum of the number that a layering ranks by), the
/// model that was fitted (for `model` of the layering in a spec), and who is in which layer; the sheets of the spec.
///
/// ```json
/// {"as_of": "2024-06-30",
///  "layerings": [{"name": "营收头部", "kind": "ranking", "by": "年交易额",
///     "layers": [{"layer": "头部", "customers": 3, "of_customers": 150000, "sum": 60000000, "of_sum": 600000}],
///     "model": {"cuts": {"by": "年交易额", "unit": "money", "ends": [20000000], "ranked": 20, "unknown": 0, "tied": [0]}},
///     "customers": {"C20231025001": "头部"}}],
///  "sheets": [{"name": "客户分层表", "columns": ["客户编号", "价值等级"], "rows": [["C20231025001", "高"]]}]}
/// ```
///
/// Shares are in millionths, money is in 分; what is not known is null. Where customer ids changed since the previous assignment there are
/// `redirects` (ids that are gone, and where each leads to) and `split_from` (new ids, and the id that most of their records had), which
/// migration follows.
#[must_use]
pub fn layers(outcome: &Outcome) -> Value {
    let spec = outcome.plan().spec();
    let of = |(table, layerer): (&crate::model::LayerTable, &crate::spec::LayererSpec)| {
        let customers: BTreeMap<&str, Option<&str>> = outcome.customers().map(|customer| (customer.id(), table.layer(customer.index))).collect();
        let by = layerer.sums();
        json!({"name": table.name, "kind": layerer.kind(), "by": by, "layers": outcome.layer_shares(&table.name, by), "model": table.model, "customers": customers})
    };
    let sheet = |sheet: crate::plan::LayerSheet<'_>| json!({"name": sheet.name(), "columns": sheet.headers().collect::<Vec<_>>(), "rows": sheet.rows().collect::<Vec<_>>()});
    let mut document = json!({
        "as_of": outcome.as_of().map(|day| day.to_string()),
        "layerings": outcome.layers().iter().zip(&spec.layers.layerers).map(of).collect::<Vec<_>>(),
        "sheets": outcome.layer_sheets().map(sheet).collect::<Vec<_>>(),
    });
    let (redirects, split_from) = (outcome.redirects(), outcome.split_from());
    if let Some(document) = document.as_object_mut() {
        for (key, ids, value) in [("redirects", redirects.len(), json!(redirects)), ("split_from", split_from.len(), json!(split_from))] {
            if ids > 0 {
                document.insert(key.to_owned(), value);
            }
        }
    }
    document
}

/// A document of [`layers`], as far as migration reads it.
#[derive(Deserialize)]
struct Document {
    as_of: Option<String>,
    layerings: Vec<Layering>,
    #[serde(default)]
    redirects: BTreeMap<String, Option<String>>,
    #[serde(default)]
    split_from: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Layering {
    name: String,
    #[serde(default)]
    layers: Vec<Layer>,
    customers: BTreeMap<String, Option<String>>,
}

#[derive(Deserialize)]
struct Layer {
    layer: String,
}

impl Document {
    fn record(&self, name: &str) -> Option<LayerRecord> {
        let found = self.layerings.iter().find(|layering| layering.name == name)?;
        Some(LayerRecord {
            name: found.name.clone(),
            as_of: self.as_of.clone(),
            layers: found.layers.iter().map(|layer| layer.layer.clone()).collect(),
            customers: found.customers.iter().filter_map(|(id, layer)| Some((id.clone(), layer.clone()?))).collect(),
            redirects: self.redirects.clone(),
            split_from: self.split_from.clone(),
        })
    }
}

/// How customers went between the layers of two documents of [`layers`], of every layering that both have: an array of [`Migration`] with
/// `text` in `en` and `zh`. Customers who came together or apart in between are followed by what the later document says of ids.
///
/// # Errors
/// `invalid_json`; `unknown_dimension` when the documents have no layering in common.
pub fn layer_migration(before: &str, after: &str) -> Result<Value> {
    let (before, after): (Document, Document) = (parse(before)?, parse(after)?);
    let both = |layering: &Layering| Some(Migration::between(&before.record(&layering.name)?, &after.record(&layering.name)?));
    let found: Vec<Migration> = after.layerings.iter().filter_map(both).collect();
    if found.is_empty() {
        let names: Vec<String> = after.layerings.iter().map(|layering| quote(&layering.name)).collect();
        let detail = format!("the earlier document has none of the layerings of the later one: {}", names.join(", "));
        return Err(Error::new(Code::UnknownDimension, "layerings", detail));
    }
    let told = |migration: &Migration| {
        let mut document = json!(migration);
        if let Some(document) = document.as_object_mut() {
            document.insert("text".to_owned(), json!({"en": migration.told(Language::En), "zh": migration.told(Language::Zh)}));
        }
        document
    };
    Ok(found.iter().map(told).collect())
}

/// The catalogue of decision tables as a JSON array (see [`LayerTableTemplate`]).
#[must_use]
pub fn layer_catalogue() -> Value {
    json!(LayerTableTemplate::all())
}
