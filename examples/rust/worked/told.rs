//! What an example tells of its tags.

use serde_json::Value;

/// `{"amount": "近1年总交易额", "cross": ["价值", "状态"], "why": [{"customer": "17", "dimension": "状态", "wanted": "活跃"}], "reading": ["…"]}`.
#[derive(Debug)]
pub struct Told {
    /// The fact whose sum is told beside the customers of each value; empty: none.
    pub amount: String,
    /// Two dimensions that are set beside one another.
    pub cross: Option<[String; 2]>,
    /// The customers who are explained.
    pub why: Vec<Why>,
    /// What the figures say, in sentences of whoever wrote the example.
    pub reading: Vec<String>,
}

/// A customer who is explained.
#[derive(Debug)]
pub struct Why {
    /// Its id.
    pub customer: String,
    /// The dimension.
    pub dimension: String,
    /// The value that it might have; empty: not asked.
    pub wanted: String,
}

impl Told {
    /// Reads that part of a document; what is not there is not told.
    pub(super) fn of(document: &Value) -> Self {
        let text = |of: &Value, key: &str| of.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let list = |key: &str| document.get(key).and_then(Value::as_array).into_iter().flatten();
        let texts = |key: &str| -> Vec<String> { list(key).filter_map(Value::as_str).map(str::to_owned).collect() };
        Told {
            amount: text(document, "amount"),
            cross: texts("cross").try_into().ok(),
            why: list("why").map(|why| Why { customer: text(why, "customer"), dimension: text(why, "dimension"), wanted: text(why, "wanted") }).collect(),
            reading: texts("reading"),
        }
    }
}
