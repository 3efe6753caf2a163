//! Questions to an outcome, as JSON: every explanation by one door.

use super::json::parse;
use crate::error::Result;
use crate::model::{Explanation, Language, RecordName};
use crate::plan::Outcome;
use serde::Deserialize;

/// A question to an outcome, and the language of the answer.
///
/// ```json
/// {"about": {"pair": {"a": {"source": "官网", "record_id": "1"}, "b": {"source": "门店", "record_id": "M1"}}}, "language": "zh"}
/// ```
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What is asked.
    pub about: About,
    /// The language of the answer: `en`, if nothing is said, or `zh`.
    #[serde(default)]
    pub language: Option<String>,
}

/// What is asked of an outcome.
///
/// | JSON | answer |
/// |---|---|
/// | `{"customer": C}` | [`Outcome::explain`] |
/// | `{"ties": C}` | [`Outcome::explain_customer`] |
/// | `{"pair": {"a": R, "b": R}}` | [`Outcome::explain_pair`] |
/// | `{"path": {"a": R, "b": R}}` | [`Outcome::explain_path`] |
/// | `{"value": {"customer": C, "field": "姓名"}}` | [`Outcome::explain_value`] |
/// | `{"tag": {"customer": C, "dimension": "状态"}}` | [`Outcome::explain_tag`] |
/// | `{"layer": {"customer": C, "layering": "分层"}}` | [`Outcome::explain_layer`] |
/// | `{"next_tag": {"customer": C, "dimension": "状态", "value": "活跃"}}` | [`Outcome::explain_next_tag`]: why not, and what would give it |
/// | `{"next_layer": {"customer": C, "layering": "分层", "layer": "S级"}}` | [`Outcome::explain_next_layer`] |
/// | `{"without": {"customer": C, "field": "电话", "value": "13812345678"}}` | [`Outcome::explain_without`]; without `value` the whole field |
/// | `{"ignored": {"field": "电话", "value": "13812345678"}}` | [`Outcome::explain_ignored`]; without `value` the whole field |
///
/// C names a customer, `{"id": "C20240501001"}` or `{"record": R}`; R a record, `{"source": "官网", "record_id": "1"}`.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
pub enum About {
    /// Everything about a customer.
    Customer(CustomerName),
    /// What holds a customer's records together.
    Ties(CustomerName),
    /// Why two records are, or are not, one customer's.
    Pair {
        /// The first record.
        a: RecordName,
        /// The second record.
        b: RecordName,
    },
    /// How two records are connected.
    Path {
        /// The first record.
        a: RecordName,
        /// The second record.
        b: RecordName,
    },
    /// Why a field has its value.
    Value {
        /// The customer.
        customer: CustomerName,
        /// The field.
        field: String,
    },
    /// Why a customer has its tag.
    Tag {
        /// The customer.
        customer: CustomerName,
        /// The dimension.
        dimension: String,
    },
    /// Why a customer is in its layer.
    Layer {
        /// The customer.
        customer: CustomerName,
        /// The layering.
        layering: String,
    },
    /// Why a customer does not have a tag, and what would give it.
    NextTag {
        /// The customer.
        customer: CustomerName,
        /// The dimension.
        dimension: String,
        /// The value.
        value: String,
    },
    /// Why a customer is not in a layer, and what would bring it there.
    NextLayer {
        /// The customer.
        customer: CustomerName,
        /// The layering.
        layering: String,
        /// The layer.
        layer: String,
    },
    /// What would become of a customer if a field, or one value of it, were ignored.
    Without {
        /// The customer.
        customer: CustomerName,
        /// The field.
        field: String,
        /// The value; left out: the whole field.
        #[serde(default)]
        value: Option<String>,
    },
    /// Which customers would fall apart if a field, or one value of it, were ignored.
    Ignored {
        /// The field.
        field: String,
        /// The value; left out: the whole field.
        #[serde(default)]
        value: Option<String>,
    },
}

/// A customer by its id, or as that of a record.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerName {
    /// The customer id.
    Id(String),
    /// One of its records.
    Record(RecordName),
}

impl Question {
    /// Reads a question.
    ///
    /// # Errors
    /// `invalid_json`, with the path of what is wrong.
    pub fn from_json(json: &str) -> Result<Self> {
        parse(json)
    }

    /// The answer, in its language.
    ///
    /// # Errors
    /// As those of the explanation that is asked for; `unknown_value` for a language that is none.
    pub fn answer(&self, outcome: &Outcome) -> Result<Explanation> {
        let language: Language = self.language.as_deref().unwrap_or(Language::En.as_str()).parse()?;
        self.about.answer(outcome).map(|answer| answer.in_language(language))
    }
}

impl About {
    fn answer(&self, outcome: &Outcome) -> Result<Explanation> {
        match self {
            About::Customer(customer) => outcome.explain(&customer.id(outcome)?),
            About::Ties(customer) => outcome.explain_customer(&customer.id(outcome)?),
            About::Pair { a, b } => outcome.explain_pair(a.as_pair(), b.as_pair()),
            About::Path { a, b } => outcome.explain_path(a.as_pair(), b.as_pair()),
            About::Value { customer, field } => outcome.explain_value(&customer.id(outcome)?, field),
            About::Tag { customer, dimension } => outcome.explain_tag(&customer.id(outcome)?, dimension),
            About::Layer { customer, layering } => outcome.explain_layer(&customer.id(outcome)?, layering),
            About::NextTag { customer, dimension, value } => outcome.explain_next_tag(&customer.id(outcome)?, dimension, value),
            About::NextLayer { customer, layering, layer } => outcome.explain_next_layer(&customer.id(outcome)?, layering, layer),
            About::Without { customer, field, value } => outcome.explain_without(&customer.id(outcome)?, field, value.as_deref()),
            About::Ignored { field, value } => outcome.explain_ignored(field, value.as_deref()),
        }
    }
}

impl CustomerName {
    fn id(&self, outcome: &Outcome) -> Result<String> {
        match self {
            CustomerName::Id(id) => Ok(id.clone()),
            CustomerName::Record(record) => Ok(outcome.find_record(record.as_pair()).map(|r| outcome.customer_at(r.row))?.map_or(String::new(), |c| c.id().to_owned())),
        }
    }
}
