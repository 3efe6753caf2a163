//! Golden profiles: groups, orders, losers, conflicts, and what the retraction of a source changes.

use super::run::Conductor;
use super::{ConflictKind, Lost, Outcome, Plan, profiles};
use crate::Code;
use crate::interop::json;
use crate::model::Partition;
use crate::profile::{Contender, Decided, Survival, Survivor};
use crate::registry::Registry;
use crate::spec::Survivorship;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

const FIELDS: [(&str, &str); 6] = [("姓名", "person_name"), ("电话", "phone"), ("地区", "region"), ("地址", "text"), ("生日", "date"), ("性别", "gender")];
const SOURCES: [&str; 3] = ["官网", "门店", "展会"];

fn spec(profile: Value) -> Value {
    let fields: Vec<Value> = FIELDS.iter().map(|(name, kind)| json!({"name": name, "kind": {*kind: {}}})).collect();
    let columns: Vec<Value> = FIELDS.iter().map(|(name, _)| json!({"field": name, "from": [format!("{name}列")]})).collect();
    let source = |(at, name): (usize, &&str)| json!({"name": name, "id": "号", "time": "时间", "priority": at, "columns": columns});
    // All rows share a key, and that alone makes them one customer.
    json!({"version": 1, "fields": fields, "sources": SOURCES.iter().enumerate().map(source).collect::<Vec<_>>(), "profile": profile,
        "identity": {"comparisons": [{"field": "电话"}], "blocking": {"rules": [{"keys": [{"field": "电话"}]}]},
            "rules": [{"always": [{"comparison": "电话", "at_least": "exact"}]}]}})
}

/// One customer of rows of (source, values by field).
fn run(profile: Value, rows: &[(&str, Value)]) -> Outcome {
    run_with(&Plan::from_json(&spec(profile).to_string()).unwrap(), rows)
}

fn run_with(plan: &Plan, rows: &[(&str, Value)]) -> Outcome {
    let mut tables = json!({"官网": [], "门店": [], "展会": []});
    for (at, (source, row)) in rows.iter().enumerate() {
        let mut cells = json!({"号": format!("{}", at + 1), "电话列": "13812345678"});
        for (name, value) in row.as_object().unwrap() {
            let name = if name == "时间" { name.clone() } else { format!("{name}列") };
            cells[name] = value.clone();
        }
        tables[*source].as_array_mut().unwrap().push(cells);
    }
    json::run(plan, &json!({"tables": tables}).to_string()).unwrap()
}

fn values<'a>(out: &'a Outcome, fields: &[&str]) -> Vec<&'a str> {
    let customer = out.customers().next().unwrap();
    fields.iter().map(|field| customer.value(field).map_or("", |v| v.value)).collect()
}

fn errors(profile: Value) -> Vec<(Code, String)> {
    let error = Plan::from_json(&spec(profile).to_string()).unwrap_err();
    let one = |e: &crate::Error| (e.code(), e.path().to_owned());
    if error.related().is_empty() { vec![one(&error)] } else { error.related().iter().map(one).collect() }
}

#[test]
fn an_address_moves_as_one_unit() {
    let rows = [("官网", json!({"地区": "北京", "地址": "建国路88号", "时间": "2024-05-01"})), ("门店", json!({"地区": "上海市浦东新区", "时间": "2024-06-01"}))];
    let recent = json!([{"most_recent": {}}]);
    let apart = run(json!({"groups": [], "default": recent}), &rows);
    assert_eq!(values(&apart, &["地区", "地址"]), ["上海-浦东新区", "建国路88号"], "a street of one city in another");
    let group = |by: &Value, fill: bool| json!({"groups": [{"name": "住址", "fields": ["地区", "地址"], "by": by, "fill": fill}]});
    assert_eq!(values(&run(group(&recent, false), &rows), &["地区", "地址"]), ["上海-浦东新区", ""]);
    assert_eq!(values(&run(group(&recent, true), &rows), &["地区", "地址"]), ["上海-浦东新区", ""], "what contradicts does not fill");
    let complete = run(group(&json!([]), false), &rows);
    assert_eq!(values(&complete, &["地区", "地址"]), ["北京", "建国路88号"]);
    let customer = complete.customers().next().unwrap();
    let region = customer.value("地区").unwrap();
    assert_eq!((region.group, region.by, region.filled), (Some("住址"), Some(&Survivorship::Complete {}), false));
    let losers = customer.losers("地区");
    assert_eq!(losers.iter().map(|l| (l.value, l.record.source, l.lost)).collect::<Vec<_>>(), [("上海-浦东新区", "门店", Lost::By(&Survivorship::Complete {}))]);
}

#[test]
fn a_group_is_filled_by_records_that_do_not_contradict_it() {
    let rows = [("官网", json!({"地区": "北京", "地址": "建国路88号"})), ("门店", json!({"地区": "北京", "生日": "1990-05-01"})), ("展会", json!({"地区": "上海", "性别": "男"}))];
    let group = |fill: bool| json!({"groups": [{"name": "一组", "fields": ["地区", "地址", "生日", "性别"], "by": [{"sources": ["官网"]}], "fill": fill}]});
    assert_eq!(values(&run(group(false), &rows), &["地区", "地址", "生日", "性别"]), ["北京", "建国路88号", "", ""]);
    let filled = run(group(true), &rows);
    assert_eq!(values(&filled, &["地区", "地址", "生日", "性别"]), ["北京", "建国路88号", "1990-05-01", ""]);
    let customer = filled.customers().next().unwrap();
    assert_eq!(customer.value("生日").map(|v| (v.filled, v.record.source)), Some((true, "门店")));
    assert_eq!(customer.losers("地区").iter().map(|l| l.lost).collect::<Vec<_>>(), [Lost::By(&Survivorship::Sources(vec!["官网".into()]))]);
}

#[test]
fn a_group_may_follow_an_order_of_sources_whatever_else_its_records_say() {
    let rows = [("官网", json!({"地区": "北京"})), ("展会", json!({"地址": "世纪大道100号"}))];
    let by = |order: [&str; 2]| json!({"groups": [{"name": "住址", "fields": ["地区", "地址"], "by": [{"sources": order}]}]});
    assert_eq!(values(&run(by(["展会", "官网"]), &rows), &["地区", "地址"]), ["", "世纪大道100号"]);
    assert_eq!(values(&run(by(["官网", "展会"]), &rows), &["地区", "地址"]), ["北京", ""]);
}

#[test]
fn groups_by_default_are_those_that_are_compared_as_one_and_the_parts_of_a_name() {
    let mut document = spec(json!({}));
    document["identity"] = json!({"comparisons": [{"field": "地区", "group": "place"}, {"field": "地址", "group": "place"}, {"field": "电话"}]});
    document["fields"].as_array_mut().unwrap().extend([json!({"name": "姓", "kind": {"family_name": {}}}), json!({"name": "名", "kind": {"given_name": {}}})]);
    let groups = |document: &Value| {
        let plan = Plan::from_json(&document.to_string()).unwrap();
        plan.spec().profile.groups.iter().flatten().map(|g| (g.name.clone(), g.fields.clone(), g.fill)).collect::<Vec<_>>()
    };
    let named = |name: &str, fields: [&str; 2]| (name.to_owned(), fields.map(str::to_owned).to_vec(), true);
    assert_eq!(groups(&document), [named("place", ["地区", "地址"]), named("name", ["姓", "名"])]);
    document["profile"] = json!({"fields": [{"field": "地址", "by": [{"longest": {}}]}]});
    assert_eq!(groups(&document), [named("name", ["姓", "名"])], "a field with strategies of its own stands alone");
    document["fields"][3]["kind"] = json!({"address": {}});
    document["profile"] = json!({});
    document["identity"] = json!({});
    assert_eq!(groups(&document), [named("name", ["姓", "名"]), named("address", ["地区", "地址"])]);
    assert_eq!(Plan::from_json(&document.to_string()).unwrap().spec().profile.single, Some(vec!["生日".to_owned(), "性别".to_owned()]));
}

#[test]
fn orders_of_sources_and_values_and_completeness_decide() {
    let rows = [("官网", json!({"地区": "上海市", "性别": "男"})), ("门店", json!({"地区": "上海市浦东新区", "性别": "女"}))];
    let by = |field: &str, by: Value| run(json!({"groups": [], "fields": [{"field": field, "by": [by]}]}), &rows);
    assert_eq!(values(&by("性别", json!({"sources": ["门店", "官网"]})), &["性别"]), ["女"]);
    assert_eq!(values(&by("性别", json!({"sources": ["展会", "官网"]})), &["性别"]), ["男"]);
    assert_eq!(values(&by("性别", json!({"prefer": ["女"]})), &["性别"]), ["女"]);
    assert_eq!(values(&by("地区", json!({"complete": {}})), &["地区"]), ["上海-浦东新区"]);
}

#[test]
fn a_survivor_of_the_callers_own_chooses() {
    #[derive(Debug)]
    struct Last([Survivorship; 1]);
    impl Survivor for Last {
        fn strategies(&self) -> &[Survivorship] {
            &self.0
        }
        fn survive(&self, contenders: &[Contender<'_>]) -> Option<Survival> {
            let winner = contenders.iter().enumerate().filter(|(_, c)| c.is_usable()).max_by_key(|(_, c)| (c.row, c.slot))?.0;
            Some(Survival { winner, decided: Decided::By(0) })
        }
    }
    let document = serde_json::from_value(spec(json!({"fields": [{"field": "性别", "by": [{"custom": "last"}]}]}))).unwrap();
    let registry = Registry::new().with("last", Arc::new(Last([Survivorship::Custom("last".to_owned())])) as Arc<dyn Survivor>);
    let plan = Plan::compile_with_survivors(&document, crate::ReferenceTables::builtin(), &registry).unwrap();
    let out = run_with(&plan, &[("官网", json!({"性别": "男"})), ("展会", json!({"性别": "女"}))]);
    assert_eq!(values(&out, &["性别"]), ["女"]);
    let customer = out.customers().next().unwrap();
    assert_eq!(customer.value("性别").and_then(|v| v.by), Some(&Survivorship::Custom("last".to_owned())));
    assert_eq!(errors(json!({"fields": [{"field": "性别", "by": [{"custom": "lats"}, {"valid": {}}]}]})).len(), 2);
}

#[test]
fn r40_a_value_says_source_record_column_and_time() {
    let out = run(json!({}), &[("门店", json!({"性别": "男", "时间": "2024-05-01"})), ("官网", json!({"性别": "M"}))]);
    let customer = out.customers().next().unwrap();
    let value = customer.value("性别").unwrap();
    assert_eq!(customer.losers("性别").iter().map(|l| (l.value, l.lost)).collect::<Vec<_>>(), [("M", Lost::Writing)]);
    assert_eq!((value.value, value.record.source, value.record.id, value.columns), ("男", "门店", "1", ["性别列".to_owned()].as_slice()));
    assert_eq!((value.time, value.by, value.decided), (Some(1_714_521_600), None, Decided::Alone), "M is the same value");
}

#[test]
fn losers_say_why_and_conflicts_are_data() {
    let rows = [
        ("官网", json!({"姓名": "陈芳", "性别": "女", "生日": "1990", "地区": "北京"})),
        ("官网", json!({"姓名": "王芳", "性别": "男", "生日": "1990-05-01", "地区": "火星"})),
        ("门店", json!({"姓名": "待补充", "生日": "1991-05-01"})),
    ];
    let out = run(json!({"default": [{"valid": {}}]}), &rows);
    let customer = out.customers().next().unwrap();
    let losers = |field: &str| customer.losers(field).iter().map(|l| (l.value.to_owned(), l.record.id.to_owned(), l.lost)).collect::<Vec<_>>();
    assert_eq!(losers("姓名"), [("王芳".to_owned(), "2".to_owned(), Lost::Order)], "待补充 is no value");
    assert_eq!(losers("地区"), [("火星".to_owned(), "2".to_owned(), Lost::Unusable)]);
    assert_eq!(losers("生日"), [("1990".to_owned(), "1".to_owned(), Lost::By(&Survivorship::Valid {})), ("1991-05-01".to_owned(), "3".to_owned(), Lost::Order)]);
    let conflicts: Vec<(&str, ConflictKind, Vec<&str>)> = customer.conflicts().into_iter().map(|c| (c.field, c.kind, c.values)).collect();
    assert_eq!(
        conflicts,
        [
            ("姓名", ConflictKind::Undecided, vec!["陈芳", "王芳"]),
            ("生日", ConflictKind::Contradiction, vec!["1990-05-01", "1991-05-01"]),
            ("生日", ConflictKind::Undecided, vec!["1990-05-01", "1991-05-01"]),
            ("性别", ConflictKind::Contradiction, vec!["女", "男"]),
            ("性别", ConflictKind::Undecided, vec!["女", "男"]),
        ]
    );
    let found: Vec<(&str, &str)> = out.findings().iter().filter(|f| f.code.ends_with("ing_values") || f.code == "undecided_values").map(|f| (f.code, f.path.as_str())).collect();
    assert_eq!(
        found,
        [("contradicting_values", "性别"), ("contradicting_values", "生日"), ("undecided_values", "姓名"), ("undecided_values", "性别"), ("undecided_values", "生日")]
    );
    let years = run(json!({}), &[("官网", json!({"生日": "1990"})), ("门店", json!({"生日": "1990-05-01"}))]);
    assert_eq!(years.customers().next().unwrap().conflicts(), [], "a year contradicts no day of it");
}

#[test]
fn what_contradicts_itself_in_the_spec_is_an_error() {
    let group = |name: &str, fields: &[&str]| json!({"name": name, "fields": fields});
    let found = errors(json!({
        "default": [{"sources": []}],
        "fields": [{"field": "地区", "by": [{"sources": ["门市"]}]}, {"field": "地区", "by": [{"valid": {}}]}],
        "groups": [group("甲", &["地区", "地址"]), group("甲", &["地址"]), {"name": "乙", "fields": ["姓名", "电活"], "by": [{"prefer": ["x"]}]}],
        "single": ["生曰"]}));
    let wanted = [
        (Code::EmptyList, "profile.default[0].sources"),
        (Code::UnknownSource, "profile.fields[0].by[0].sources[0]"),
        (Code::DuplicateName, "profile.fields[1].field"),
        (Code::InvalidSpec, "profile.groups[0].fields[0]"),
        (Code::DuplicateName, "profile.groups[1].name"),
        (Code::EmptyList, "profile.groups[1].fields"),
        (Code::DuplicateName, "profile.groups[1].fields[0]"),
        (Code::InvalidSpec, "profile.groups[2].by[0]"),
        (Code::UnknownField, "profile.groups[2].fields[1]"),
        (Code::UnknownField, "profile.single[0]"),
    ];
    assert_eq!(found.iter().map(|(code, path)| (*code, path.as_str())).collect::<Vec<_>>(), wanted);
}

/// A cell of each field; some empty, some unreadable.
fn cell(field: &str, at: usize) -> &'static str {
    let texts: [&str; 4] = match field {
        "姓名" => ["", "陈芳", "陳芳", "王芳"],
        "地区" => ["", "北京", "上海市浦东新区", "火星"],
        "地址" => ["", "建国路88号", "世纪大道100号", "待补充"],
        "生日" => ["", "1990", "1990-05-01", "13月"],
        _ => ["", "男", "女", "F"],
    };
    texts[at % 4]
}

type Row = (usize, [usize; 5], usize);

fn rows(drawn: &[Row]) -> Vec<(&'static str, Value)> {
    let fields = ["姓名", "地区", "地址", "生日", "性别"];
    let of = |(source, cells, day): &Row| {
        let mut row = json!({});
        for (field, at) in fields.iter().zip(cells) {
            row[*field] = json!(cell(field, *at));
        }
        if *day > 0 {
            row["时间"] = json!(format!("2024-05-0{day}"));
        }
        (SOURCES[source % 3], row)
    };
    drawn.iter().map(of).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// When a source is retracted and the customers stay, exactly the values that came from it change.
    #[test]
    fn retracting_a_source_changes_exactly_what_came_from_it(drawn in prop::collection::vec((0usize..3, prop::array::uniform5(0usize..4), 0usize..3), 1..7), gone in 0usize..3, grouped: bool) {
        let by = json!([{"valid": {}}, {"sources": ["展会"]}, {"source_priority": {}}, {"most_recent": {}}, {"complete": {}}, {"longest": {}}]);
        let groups = if grouped { json!([{"name": "住址", "fields": ["地区", "地址"], "by": [{"complete": {}}, {"valid": {}}, {"most_recent": {}}]}]) } else { json!([]) };
        let out = run(json!({"default": by, "groups": groups}), &rows(&drawn));
        let records = &out.records;
        let here = |row: u32| records.source_name(row as usize) != SOURCES[gone];
        let labels: Vec<u32> = (0..records.len() as u32).map(|row| if here(row) { (0..=row).find(|r| here(*r)).unwrap_or(row) } else { row }).collect();
        let partition = Partition::from_labels(&labels, Vec::new());
        let (left, _) = profiles::build(&out.plan.0, records, &partition, &mut Conductor::silent()).unwrap();
        let Some(kept) = (0..records.len() as u32).find(|row| here(*row)) else { return Ok(()) };
        let after = partition.of_row[kept as usize] as usize;
        for field in 0..records.fields.len() {
            let before = out.profiles.winner(0, field).map(|w| (w.row, w.form));
            let now = left.winner(after, field).map(|w| (w.row, w.form));
            match before {
                Some((row, _)) if here(row) => prop_assert_eq!(now, before, "field {}", records.fields[field].name),
                Some(_) => prop_assert_ne!(now, before),
                // A field that its group's record left empty may get a value when that record goes.
                None if grouped => {}
                None => prop_assert_eq!(now, None),
            }
            if let Some((row, form)) = now {
                prop_assert!(here(row) && records.field_forms(row as usize, &records.fields[field]).contains(&form), "a value of a record that is there");
            }
        }
    }

    /// Ties are settled by source and record id: the order in which rows came never shows.
    #[test]
    fn shuffled_rows_have_the_same_winners(drawn in prop::collection::vec((0usize..3, prop::array::uniform5(0usize..4), 0usize..3), 1..7), turn in 0usize..7) {
        let profile = json!({"groups": [{"name": "住址", "fields": ["地区", "地址"], "fill": true}]});
        let plan = Plan::from_json(&spec(profile).to_string()).unwrap();
        let document = |order: &[usize]| {
            let all = rows(&drawn);
            let mut tables = json!({"官网": [], "门店": [], "展会": []});
            for at in order {
                let (source, row) = &all[*at];
                let mut cells = json!({"号": format!("{at}"), "电话列": "13812345678"});
                for (name, value) in row.as_object().unwrap() {
                    cells[if name == "时间" { name.clone() } else { format!("{name}列") }] = value.clone();
                }
                tables[*source].as_array_mut().unwrap().push(cells);
            }
            json::outcome(&json::run(&plan, &json!({"tables": tables}).to_string()).unwrap())["customers"].clone()
        };
        let straight: Vec<usize> = (0..drawn.len()).collect();
        let mut other = straight.clone();
        other.rotate_left(turn % drawn.len());
        other.reverse();
        prop_assert_eq!(document(&straight), document(&other));
    }
}
