//! Explanations of customers that are large, and of what is not known.

use super::otherwise::Ignored;
use crate::interop::json;
use crate::model::{Assumption, Explanation, Language, Omitted, Statement};
use crate::{Code, Outcome, Plan};
use serde_json::{Value, json};

/// So many records that share a telephone in pairs, each pair chained to the next by an address.
fn chain(records: usize) -> Outcome {
    let spec = r#"{"version":1,"fields":[{"name":"phone","kind":{"phone":{}}},{"name":"email","kind":{"email":{}}}],
      "sources":[{"name":"s","id":"id","columns":[{"field":"phone","from":["phone"]},{"field":"email","from":["email"]}]}],
      "identity":{"blocking":{"rules":[{"keys":[{"field":"phone"}]},{"keys":[{"field":"email"}]}]},"clustering":{"best_first":{}},
      "comparisons":[{"field":"phone","term_frequency":false,"levels":[{"label":"exact","test":{"exact":{}},"m":0.9,"u":0.0001}]},
        {"field":"email","term_frequency":false,"levels":[{"label":"exact","test":{"exact":{}},"m":0.9,"u":0.0001}]}],
      "rules":[{"always":[{"comparison":"phone","at_least":"exact"}]},{"always":[{"comparison":"email","at_least":"exact"}]}],
      "training":{"prior":{"random_pair":0.01}}}}"#;
    let row = |n: usize| format!(r#"{{"id":"{n:04}","phone":"138{:08}","email":"a{}@example.com"}}"#, n / 2 * 7 + 10_000_001, n.div_ceil(2));
    let rows: Vec<String> = (0..records).map(row).collect();
    json::run(&Plan::from_json(spec).unwrap(), &format!(r#"{{"tables":{{"s":[{}]}}}}"#, rows.join(","))).unwrap()
}

fn count(why: &Explanation, code: &str) -> usize {
    why.parts.iter().filter(|part| part.code() == code).count()
}

fn left_out(why: &Explanation, wanted: Omitted) -> u32 {
    let of = |part: &Explanation| if let Statement::LeftOut { what, count } = part.statement { Some((what, count)) } else { None };
    why.parts.iter().filter_map(of).find(|(what, _)| *what == wanted).map_or(0, |(_, count)| count)
}

#[test]
fn a_large_customer_is_explained_in_bounds() {
    let out = chain(400);
    let customer = out.customer_of("s", "0000").unwrap();
    assert_eq!(customer.records().len(), 400);
    let why = out.explain_customer(customer.id()).unwrap();
    let Statement::Weakest { ties, .. } = why.parts[0].statement else { panic!("{why}") };
    assert_eq!((ties, count(&why, "pair") as u32 + left_out(&why, Omitted::Ties)), (399, 399));
    assert_eq!(count(&why, "bridge") as u32 + left_out(&why, Omitted::Bridges), 399);
    assert_eq!(count(&why, "joint") as u32 + left_out(&why, Omitted::Joints), 398);
    assert!(why.to_string().lines().count() < 200 && why.in_language(Language::Zh).to_string().len() < 40_000);
    let way = out.explain_path(("s", "0399"), ("s", "0000")).unwrap();
    assert_eq!(way.parts.len(), 399);
    let Statement::Step(first) = &way.parts[0].statement else { panic!("{way}") };
    assert_eq!((first.a.record_id.as_str(), first.b.record_id.as_str()), ("0399", "0398"));
}

#[test]
fn what_is_ignored_takes_customers_apart() {
    let out = chain(40);
    let splits = out.what_if_ignored("email", None).unwrap();
    assert_eq!(splits.iter().map(|s| s.groups.len()).collect::<Vec<_>>(), [20]);
    assert_eq!(splits[0].groups[1], [2, 3]);
    // One address is a bridge of the chain.
    let one = out.what_if_ignored("email", Some("A3@Example.com")).unwrap();
    assert_eq!(one[0].groups.iter().map(Vec::len).collect::<Vec<_>>(), [6, 34]);
    let why = out.explain_without(out.customers().next().unwrap().id(), "email", Some("a3@example.com")).unwrap();
    let Statement::Without { customers, records, groups, .. } = &why.statement else { panic!("{why}") };
    assert_eq!((*customers, *records, groups[1].records, groups[1].named.len()), (2, 2, 34, 6));
    assert_eq!(count(&why, "lost_tie"), 1);
}

#[test]
fn unknown_names_are_told_with_the_nearest() {
    let out = chain(4);
    let id = out.customers().next().unwrap().id().to_owned();
    let error = out.explain_customer("C0000000000").unwrap_err();
    assert_eq!((error.code(), error.help().is_some()), (Code::UnknownCustomer, true));
    let error = out.explain_path(("s", "0000"), ("s", "000x")).unwrap_err();
    assert_eq!((error.code(), error.help()), (Code::UnknownRecord, Some("did you mean `0000`?")));
    assert_eq!(out.explain_pair(("t", "0000"), ("s", "0001")).unwrap_err().help(), Some("did you mean `s`?"));
    let error = out.explain_without(&id, "emial", None).unwrap_err();
    assert_eq!((error.code(), error.help()), (Code::UnknownField, Some("did you mean `email`?")));
    let error = out.what_if_ignored("email", Some("a1@exampel.com")).unwrap_err();
    assert_eq!((error.code(), error.path(), error.help()), (Code::UnknownValue, "value", Some("did you mean `a1@example.com`?")));
    assert_eq!("de".parse::<Language>().unwrap_err().code(), Code::UnknownValue);
}

#[test]
fn codes_are_those_of_the_json() {
    let out = chain(6);
    let why = out.explain_customer(out.customers().next().unwrap().id()).unwrap();
    let json = json::explanation(&why);
    let mut stack = vec![(&why, &json)];
    while let Some((why, json)) = stack.pop() {
        assert_eq!(json["code"], why.code());
        assert!(json["data"].is_object() && json["text"] == why.text.as_str(), "{json}");
        stack.extend(why.parts.iter().zip(json["parts"].as_array().into_iter().flatten()));
    }
}

const FIELDS: [(&str, &str); 3] = [("name", "person_name"), ("phone", "phone"), ("mail", "email")];

/// Two records of each person; every third stands under the telephone of a shop, some have an address, one name is written in two ways.
fn people(count: usize, cell: impl Fn(&str, String) -> String) -> Vec<Value> {
    let surnames: Vec<char> = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗".chars().collect();
    let given: Vec<char> = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超兰霞平".chars().collect();
    let row = |n: usize| {
        let person = n / 2;
        let name: String = [surnames[person % 20], given[person / 3 % 20], given[(person * 7 + n % 2 * usize::from(person.is_multiple_of(5))) % 20]].iter().collect();
        let phone = if n.is_multiple_of(3) { "021-62345678".to_owned() } else { format!("138{:08}", person * 7919) };
        let mail = if n % 4 < 2 { format!("mail{person}@example.com") } else { String::new() };
        json!({"id": format!("{n:04}"), "name": cell("name", name), "phone": cell("phone", phone), "mail": cell("mail", mail)})
    };
    (0..count).map(row).collect()
}

fn run(model: Option<&Outcome>, rows: &[Value]) -> Outcome {
    let fields: Vec<Value> = FIELDS.iter().map(|(name, kind)| json!({"name": name, "kind": {*kind: {}}})).collect();
    let columns: Vec<Value> = FIELDS.iter().map(|(name, _)| json!({"field": name, "from": [name]})).collect();
    let mut spec =
        json!({"version": 1, "fields": fields, "sources": [{"name": "s", "id": "id", "columns": columns}], "identity": {"limits": [{"field": "phone", "customers": 10}]}});
    if let Some(model) = model.and_then(Outcome::model) {
        spec["identity"]["model"] = serde_json::to_value(model).unwrap();
    }
    json::run(&Plan::from_json(&spec.to_string()).unwrap(), &json!({"tables": {"s": rows}}).to_string()).unwrap()
}

#[test]
fn a_what_if_says_what_a_run_without_says() {
    let out = run(None, &people(160, |_, text| text));
    assert!(out.report().generic.iter().any(|g| g.left_out), "{:?}", out.report().generic);
    let mut gains = 0;
    for (field, _) in FIELDS {
        let again = run(Some(&out), &people(160, |name, text| if name == field { String::new() } else { text }));
        let ignored = Ignored { field: out.records.field(field).unwrap(), value: None };
        assert_eq!(out.otherwise(ignored).partition.of_row, again.matched.partition.of_row, "{field}");
        let ids: Vec<String> = out.customers().map(|c| c.id().to_owned()).collect();
        gains += ids.iter().filter(|id| count(&out.explain_without(id, field, None).unwrap(), "gained") > 0).count();
    }
    assert!(gains > 0, "without the names the telephone of the shop counts again");
    // One value: of a customer's telephone, and of an address.
    for (field, value) in [("phone", "13800007919"), ("mail", "mail4@example.com")] {
        let again = run(Some(&out), &people(160, |name, text| if name == field && text == value { String::new() } else { text }));
        let ignored = out.ignored(field, Some(value)).unwrap();
        assert_eq!(out.otherwise(ignored).partition.of_row, again.matched.partition.of_row, "{value}");
    }
}

#[test]
fn what_a_what_if_takes_for_granted_is_said() {
    let assumed =
        |why: &Explanation| why.parts.iter().filter_map(|p| if let Statement::Assumed { what, .. } = &p.statement { Some(what.clone()) } else { None }).collect::<Vec<_>>();
    let out = run(None, &people(40, |_, text| text));
    let id = out.customers().next().unwrap().id().to_owned();
    assert_eq!(assumed(&out.explain_without(&id, "mail", None).unwrap()), [Assumption::Weights]);
    assert_eq!(assumed(&out.explain_ignored("mail", None).unwrap()), [Assumption::Weights]);
    assert_eq!(assumed(&out.explain_ignored("mail", Some("mail4@example.com")).unwrap()), []);
    // With a model that was given nothing is learned anew.
    let given = run(Some(&out), &people(40, |_, text| text));
    assert_eq!(assumed(&given.explain_without(&id, "mail", None).unwrap()), []);
    // The telephone was read in the country that the place says.
    let spec = r#"{"version":1,"fields":[{"name":"phone","kind":{"phone":{}}},{"name":"place","kind":{"region":{}}}],
      "sources":[{"name":"s","id":"id","columns":[{"field":"phone","from":["phone"]},{"field":"place","from":["place"]}]}]}"#;
    let rows = r#"{"tables":{"s":[{"id":"1","phone":"213-780-4216","place":"US"},{"id":"2","phone":"13812345678","place":"上海"}]}}"#;
    let out = json::run(&Plan::from_json(spec).unwrap(), rows).unwrap();
    let of = |id: &str| assumed(&out.explain_without(out.customer_of("s", id).unwrap().id(), "place", None).unwrap());
    assert_eq!(of("1"), [Assumption::Weights, Assumption::Readings(vec!["phone".to_owned()])]);
    assert_eq!(of("2"), [Assumption::Weights]);
}
