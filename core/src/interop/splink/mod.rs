//! Models of [Splink](https://moj-analytical-services.github.io/splink/): its settings document in and out.
//!
//! Splink writes its conditions in SQL. What is read of it:
//!
//! | condition | test |
//! |---|---|
//! | `"x_l" = "x_r"`, also in `lower`, `trim`, `nullif(…, '')`, casts and readings of dates | `exact` |
//! | `jaro_winkler_similarity("x_l", "x_r") >= 0.9` (`jaro_winkler`) | `jaro_winkler` |
//! | `levenshtein("x_l", "x_r") <= 2`, `damerau_levenshtein(…)` | `edits` (swapped neighbours are one edit) |
//! | `jaccard("x_l", "x_r") >= 0.9` | `jaccard` (of words, there of characters) |
//! | `ABS(EPOCH("x_l") - EPOCH("x_r")) <= 86400`, `abs(datediff(…)) <= 1` | `days_within` |
//! | `array_length(list_intersect("x_l", "x_r")) >= 1` | `exact` (a field of several values) |
//! | `"x_l" = "y_r" AND "x_r" = "y_l"` | `swapped` |
//! | `regexp_extract("x_l", '^[^@]+') = …` of an e-mail address | the same `local_key` |
//! | `"x__form_l"`, `"x__form_r"` | the derived form `form` of the field `x` |
//! | `… AND …`, `… OR …` of one column | `all`, `any` |
//! | `"x_l" IS NULL AND "x_r" IS NULL`, not as the null level | `both_absent` |
//! | `"x_l" IS NULL OR "x_r" IS NULL`; `ELSE` | `missing`; `else` |
//!
//! A column is the field of the same name. A level that is none of these is an error with its place, the SQL and what to do; a
//! blocking rule or a setting that cannot be kept is a [`Finding`]. Scores are not the same to the last digit: values are
//! normalized before they are compared, rarities are those of the run, one level weighs 30 bits at most, and blocks have a largest size.
//!
//! ```
//! use guiyi::interop::splink;
//! use guiyi::spec::Spec;
//! let settings = r#"{"link_type": "dedupe_only", "probability_two_random_records_match": 0.001,
//!   "blocking_rules_to_generate_predictions": ["l.email = r.email"],
//!   "comparisons": [{"output_column_name": "email", "comparison_levels": [
//!     {"sql_condition": "\"email_l\" IS NULL OR \"email_r\" IS NULL", "label_for_charts": "null", "is_null_level": true},
//!     {"sql_condition": "\"email_l\" = \"email_r\"", "label_for_charts": "exact", "m_probability": 0.9, "u_probability": 0.001},
//!     {"sql_condition": "ELSE", "label_for_charts": "else", "m_probability": 0.1, "u_probability": 0.999}]}]}"#;
//! let spec = Spec::new(Vec::new(), splink::fields(settings)?);
//! let imported = splink::import(settings, &spec)?;
//! assert_eq!(imported.spec.identity.model.as_ref().map(|m| m.comparisons.len()), Some(1));
//! let exported = splink::export(&imported.spec)?;
//! assert!(exported.settings.contains(r#""m_probability": 0.9"#));
//! # Ok::<(), guiyi::Error>(())
//! ```

mod export;
mod import;
mod sql;
#[cfg(test)]
mod tests;

use crate::model::Finding;
use crate::spec::Spec;
use serde::Serialize;

pub use export::export;
pub use import::{fields, import};

/// A spec with the comparisons, blocking and model of Splink's settings.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Imported {
    /// The spec.
    pub spec: Spec,
    /// What is not quite as it was there.
    pub findings: Vec<Finding>,
}

/// Splink's settings with the comparisons, blocking and model of a spec.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Exported {
    /// The settings, as JSON, for DuckDB.
    pub settings: String,
    /// What Splink has no word for, and columns that its tables must have.
    pub findings: Vec<Finding>,
}

/// Between a field and its derived form, in the name of a column.
const FORM: &str = "__";
