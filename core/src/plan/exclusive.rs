//! Of which values a customer has at most one.

use super::compile::Compiled;
use crate::identity::cluster::Constraints;
use crate::model::{FieldColumn, Records, Status};
use crate::schema::FieldKind;
use std::collections::BTreeSet;

/// How many records hold a number that nothing checks before it counts as one: a slip of the pen is hardly made twice.
const BORNE_OUT: u32 = 2;

/// What a customer may not hold together, by the rows of a run.
pub(super) fn constraints(plan: &Compiled, records: &Records) -> Constraints {
    let unique = |source: &u16| {
        if plan.sources.get(*source as usize).is_some_and(|s| s.unique) { *source } else { u16::MAX }
    };
    let mut exclusive = Vec::new();
    for field in &plan.exclusive {
        let Some(column) = records.fields.get(*field).filter(|column| column.slots > 0) else { continue };
        let mut push = |held: &dyn Fn(u32, u32) -> bool| {
            let of_row = |row: usize| {
                let slot = row * records.slots + column.first_slot;
                let of = |ids: &[u32]| ids.get(slot).copied().unwrap_or(0);
                let (form, value) = (of(&records.forms), of(&records.values));
                if held(form, value) { value } else { 0 }
            };
            exclusive.push((u16::try_from(*field).unwrap_or(u16::MAX), (0..records.len()).map(of_row).collect()));
        };
        let sound = |form: u32| matches!(column.forms.status.get(form as usize), Some(Status::Ok | Status::Repaired));
        push(&|form, value| sound(form) && column.values.has_key(value));
        let lengths = lengths(column);
        for length in lengths.iter().copied().collect::<BTreeSet<usize>>().into_iter().filter(|length| *length > 0) {
            push(&|_, value| lengths.get(value as usize) == Some(&length));
        }
    }
    Constraints { unique_source: records.source.iter().map(unique).collect(), exclusive }
}

/// The length of each value that is a firm's number of another plan, such as a tax number from abroad; 0: it is none, or too few records
/// hold it. Numbers of two lengths are of two plans, of which a firm may have one each. A person may have several passports.
fn lengths(column: &FieldColumn) -> Vec<usize> {
    let other = column.values.component("other").filter(|_| matches!(column.kind, FieldKind::CreditCode {} | FieldKind::OrgCode {}));
    let Some(other) = other else { return Vec::new() };
    let of_value = |(value, records): (u32, &u32)| if *records >= BORNE_OUT { column.values.component_text(other, value).len() } else { 0 };
    (0u32..).zip(&column.values.frequency).map(of_value).collect()
}

#[cfg(test)]
mod tests {
    use crate::{ColumnBuffer, Inputs, Plan, Table};

    /// The customers of rows of name, telephone and tax number.
    fn customers(rows: &[[&str; 3]]) -> usize {
        let fields = serde_json::json!([{"name": "name", "kind": {"company": {}}}, {"name": "phone", "kind": {"phone": {}}}, {"name": "tax", "kind": {"credit_code": {}}}]);
        let columns = serde_json::json!([{"field": "name", "from": ["name"]}, {"field": "phone", "from": ["phone"]}, {"field": "tax", "from": ["tax"]}]);
        let spec = serde_json::json!({"version": 1, "fields": fields, "sources": [{"name": "all", "columns": columns}]});
        let plan = Plan::from_json(&spec.to_string()).unwrap();
        let column = |at: usize| rows.iter().map(|row| Some(row[at])).collect::<ColumnBuffer>();
        let columns = [column(0), column(1), column(2)];
        let table = Table::new(["name", "phone", "tax"].into_iter().zip(columns.iter().map(ColumnBuffer::as_column)));
        plan.run(&Inputs::new().with("all", table), None).customers().len()
    }

    #[test]
    fn a_firm_has_one_tax_number_of_a_plan() {
        let of = |tax: &'static str| ["Falcon Supply Co", "+17168903197", tax];
        assert_eq!(customers(&[of("54-6614929"), of("54-6614929"), of("20-0456606"), of("20-0456606")]), 2);
        // A slip of the pen, a number that one record alone has, and one of another plan.
        assert_eq!(customers(&[of("54-6614929"), of("54-6614929"), of("54-6614928")]), 1);
        assert_eq!(customers(&[of("54-6614929"), of("54-6614929"), of("GB782186413"), of("GB782186413")]), 1);
    }
}
