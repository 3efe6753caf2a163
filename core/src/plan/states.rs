//! Which missing state fields of the profile are in, where rules ask (R28): `电话 is 待补充`.
//!
//! | the customer's records say | value | state |
//! |---|---|---|
//! | `13817650501`, `待补充` | `13817650501` | known |
//! | `待补充`, `未知` | none | to be filled: what is most urgent goes first |
//! | `待沟通确认`, nothing | none | to be confirmed |
//! | nothing, or what is no telephone | none | absent |

use super::outcome::Outcome;
use crate::model::{FactColumn, FactUnit, FactValues, FieldColumn, Missing};
use crate::rule::{KNOWN, Rule, field_of_states, state_column};
use crate::table::Interner;
use std::collections::BTreeSet;

/// The most urgent first.
const URGENCY: [Missing; 4] = [Missing::ToBeFilled, Missing::ToBeConfirmed, Missing::Unknown, Missing::Absent];

/// The fields whose states some rules ask for.
pub(super) fn asked<'r>(rules: impl IntoIterator<Item = &'r Rule>) -> BTreeSet<String> {
    rules.into_iter().flat_map(Rule::reads).filter_map(|(column, _)| field_of_states(column)).map(str::to_owned).collect()
}

/// The states of all customers, a column per field that is asked for.
pub(super) fn columns(outcome: &Outcome, asked: &BTreeSet<String>) -> Vec<FactColumn> {
    let fields = outcome.records.fields.iter().enumerate().filter(|(_, field)| asked.contains(&field.name));
    fields.map(|(at, field)| column(outcome, at, field)).collect()
}

fn column(outcome: &Outcome, at: usize, field: &FieldColumn) -> FactColumn {
    let mut texts = Interner::new();
    let state = |customer: usize, known: bool| if known { KNOWN } else { declared(outcome, customer, field).as_str() };
    let ids = outcome.customers().enumerate().map(|(n, customer)| Some(texts.intern(state(n, customer.value_at(at).is_some())))).collect();
    FactColumn { name: state_column(&field.name), unit: FactUnit::Text, values: FactValues::Text { ids, texts } }
}

/// What the records of a customer say of a field of which none has a value.
fn declared(outcome: &Outcome, customer: usize, field: &FieldColumn) -> Missing {
    let rows = outcome.matched.partition.rows_of(customer).iter().map(|row| *row as usize);
    let forms = rows.flat_map(|row| outcome.records.row_forms(row).get(field.first_slot..field.first_slot + field.slots).unwrap_or(&[]));
    let states = forms.filter_map(|form| field.forms.missing.get(*form as usize).copied().flatten());
    states.min_by_key(|state| URGENCY.iter().position(|urgent| urgent == state)).unwrap_or(Missing::Absent)
}

#[cfg(test)]
mod tests {
    use crate::interop::json;
    use crate::plan::Plan;
    use chrono::NaiveDate;

    const SPEC: &str = r#"{"version": 1,
      "fields": [{"name": "姓名", "kind": {"person_name": {}}}, {"name": "电话", "kind": {"phone": {}}}, {"name": "编码", "kind": {"text": {}}}],
      "sources": [{"name": "表", "id": "编号", "columns": [{"field": "姓名", "from": ["姓名"]}, {"field": "电话", "from": ["电话"]}, {"field": "编码", "from": ["编码"]}]}],
      "identity": {"comparisons": [{"field": "编码"}], "blocking": {"rules": [{"keys": [{"field": "编码"}]}]}, "rules": [{"always": [{"comparison": "编码", "at_least": "exact"}]}]},
      "tags": {"name": "T", "version": "1", "dimensions": [{"name": "电话状态", "hit": {"unique": {}}, "rules": [
        {"value": "有", "when": "电话 is known"}, {"value": "催", "when": "电话 is 待补充"}, {"value": "问", "when": "电话 is 待沟通确认"},
        {"value": "未知", "when": "电话 is 未知"}, {"value": "没有", "when": "电话 is absent"}]}]}}"#;

    const TABLES: &str = r#"{"as_of": "2024-06-30", "tables": {"表": [
      {"编号": "1", "编码": "alpha", "姓名": "安然", "电话": "13817650501"}, {"编号": "2", "编码": "alpha", "姓名": "安然", "电话": "待补充"},
      {"编号": "3", "编码": "beta", "姓名": "王芳", "电话": "未知"}, {"编号": "4", "编码": "beta", "姓名": "王芳", "电话": "待补充"},
      {"编号": "5", "编码": "gamma", "姓名": "李雷", "电话": "待沟通确认"}, {"编号": "6", "编码": "gamma", "姓名": "李雷", "电话": ""},
      {"编号": "7", "编码": "delta", "姓名": "韩梅", "电话": "不详"}, {"编号": "8", "编码": "epsilon", "姓名": "赵云", "电话": "无"}]}}"#;

    #[test]
    fn the_most_urgent_state_of_a_customers_records_counts() {
        let outcome = json::run(&Plan::from_json(SPEC).unwrap(), TABLES).unwrap();
        let mut found: Vec<(String, String)> = Vec::new();
        for (n, customer) in outcome.customers().enumerate() {
            let name = customer.value("姓名").unwrap().value.to_owned();
            found.push((name, outcome.tags.value("电话状态", n).unwrap().to_owned()));
        }
        found.sort();
        let told: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(told, [("安然", "有"), ("李雷", "问"), ("王芳", "催"), ("赵云", "没有"), ("韩梅", "未知")]);
        let report = outcome.check_rules();
        assert!(report.gaps.is_empty() && report.overlaps.is_empty(), "{report:?}");
        let of = |name: &str| outcome.customers().position(|c| c.value("姓名").unwrap().value == name).unwrap();
        let why = outcome.explain_tag(outcome.customers().nth(of("王芳")).unwrap().id(), "电话状态").unwrap().to_string();
        assert!(why.contains("is to_be_filled") && !why.contains('\0'), "{why}");
    }

    /// A timeline carries the states, and does not take rules that ask for more of them.
    #[test]
    fn timelines_carry_states() {
        let plan = Plan::from_json(SPEC).unwrap();
        let outcome = json::run(&plan, TABLES).unwrap();
        let mut timeline = outcome.timeline(None).unwrap();
        let day = NaiveDate::from_ymd_opt(2024, 7, 1).unwrap();
        timeline.advance(day).unwrap();
        for (n, customer) in outcome.customers().enumerate() {
            assert_eq!(timeline.values_on(customer.id(), "电话状态", day).unwrap(), [outcome.tags.value("电话状态", n).unwrap()]);
        }
        let other = Plan::from_json(&SPEC.replace("电话 is 待补充", "姓名 is 待补充")).unwrap();
        assert_eq!(timeline.publish(&other).unwrap_err().code().as_str(), "missing_data");
    }
}
