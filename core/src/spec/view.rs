//! Views: what each role is shown of a customer (R9, R24).
//!
//! ```json
//! [{"role": "销售"},
//!  {"role": "售后", "fields": ["姓名", "电话"], "streams": [{"of": "orders", "attributes": ["product"], "last": 3}],
//!   "metrics": ["投诉次数"], "tags": ["需求"], "layers": ["综合分层"]}]
//! ```

use serde::{Deserialize, Serialize};

/// What one role is shown of every customer, and nothing else.
///
/// A role that the library knows may leave out all lists; then they are made from the kinds and meanings of what the spec declares:
///
/// | role (R9) | is shown |
/// |---|---|
/// | `sales`, 销售 | who the customer is and how to reach them, what is asked for at entry (required), needs, budget, follow-up; stage, value, priority |
/// | `service`, 客服 | name and telephone, purchases (购买记录) and interactions (沟通备注) one by one, needs and preferences (偏好需求) |
/// | `marketing`, 市场 | industry, region, size, purchasing power (行业/地域/消费能力), never who the customer is |
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ViewSpec {
    /// The role's name.
    pub role: String,
    /// Fields of the profile.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<String>,
    /// Streams of events: how many, the first and the last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub streams: Vec<StreamView>,
    /// Metrics.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metrics: Vec<String>,
    /// Tag dimensions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Layerings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layers: Vec<String>,
    /// What the role needs it for, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl ViewSpec {
    /// Whether nothing is listed.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.fields.is_empty() && self.streams.is_empty() && self.metrics.is_empty() && self.tags.is_empty() && self.layers.is_empty()
    }
}

/// What is shown of a stream.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StreamView {
    /// The stream.
    pub of: String,
    /// The attributes of the events that are shown one by one. Without any, none is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<String>,
    /// How many events are shown one by one, the latest first.
    #[serde(default = "ten", skip_serializing_if = "is_ten")]
    pub last: u32,
}

fn ten() -> u32 {
    10
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_ten(last: &u32) -> bool {
    *last == 10
}
