//! Explanations of customers that are large, and of what is not known.

use crate::interop::json;
use crate::model::{Explanation, Language, Omitted, Statement};
use crate::{Code, Outcome, Plan};

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
