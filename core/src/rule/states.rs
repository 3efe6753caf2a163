//! The column of a field's missing states, which rules like `电话 is 待补充` read beside the field itself.

use super::compile::{KNOWN, state_column};
use crate::model::{FactColumn, FactUnit, FactValues, Missing};
use crate::table::Interner;

/// Which missing state a field of each customer is in; `None`: there is a value. Facts that are put together by hand need it where rules ask for
/// states; those of an outcome have it.
///
/// ```
/// use guiyi::model::{FactTable, Missing};
/// use guiyi::rule::{Fields, Rule, Verdict, states};
///
/// let mut fields = Fields::default();
/// fields.push_field("电话");
/// let rule = Rule::compile("电话 is 待补充", "", &fields, &mut Vec::new()).unwrap();
/// let facts = FactTable { rows: 3, columns: vec![states("电话", [None, Some(Missing::ToBeFilled), Some(Missing::Absent)])] };
/// let verdicts: Vec<Verdict> = (0..3).map(|row| rule.row(&facts, row)).collect();
/// assert_eq!(verdicts, [Verdict::False, Verdict::True, Verdict::False]);
/// ```
#[must_use]
pub fn states(field: &str, states: impl IntoIterator<Item = Option<Missing>>) -> FactColumn {
    let mut texts = Interner::new();
    let ids = states.into_iter().map(|state| Some(texts.intern(state.map_or(KNOWN, Missing::as_str)))).collect();
    FactColumn { name: state_column(field), unit: FactUnit::Text, values: FactValues::Text { ids, texts } }
}
