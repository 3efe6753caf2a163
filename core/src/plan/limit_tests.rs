//! Values that too many customers share, and rules that contradict one another, through whole runs.

use super::{Outcome, Plan};
use crate::interop::json;
use crate::model::Statement;
use crate::{Code, ColumnBuffer, Inputs, RunOptions, Table};
use serde_json::{Value, json};

fn spec(identity: &Value) -> String {
    let fields = json!([{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}, {"name": "mail", "kind": {"email": {}}}]);
    let columns = json!([{"field": "name", "from": ["name"]}, {"field": "phone", "from": ["phone"]}, {"field": "mail", "from": ["mail"]}]);
    json!({"version": 1, "identity": identity, "fields": fields, "sources": [{"name": "all", "id": "id", "columns": columns}]}).to_string()
}

const SHOP: &str = "021-62345678";

/// A name of its own for every number below 40 · 40 · 40.
fn person(n: usize) -> String {
    let surnames: Vec<char> = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕".chars().collect();
    let given: Vec<char> = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超兰霞平刚桂英华玉萍红鹏辉斌波宁梅琳云峰莉燕健玲".chars().collect();
    [surnames[n % 40], given[n / 40 % 40], given[(n / 1600 + n * 7) % 40]].iter().collect()
}

/// So many rows: every fourth is a second record of the customer before it, the others have the telephone of the shop.
fn rows(count: usize) -> Vec<[String; 4]> {
    let row = |n: usize| {
        let again = n % 4 == 3;
        let of = if again { n - 1 } else { n };
        let phone = if n % 4 < 2 { SHOP.to_owned() } else { format!("138{:08}", of * 7919 % 100_000_000) };
        [format!("{n:05}"), person(of), phone, format!("u{of}@example.com")]
    };
    (0..count).map(row).collect()
}

fn run(plan: &Plan, rows: &[[String; 4]], threads: usize) -> Outcome {
    let column = |at: usize| rows.iter().map(|row| Some(row[at].as_str())).collect::<ColumnBuffer>();
    let columns = [column(0), column(1), column(2), column(3)];
    let table = Table::new(["id", "name", "phone", "mail"].into_iter().zip(columns.iter().map(ColumnBuffer::as_column)));
    plan.run_with(&Inputs::new().with("all", table), None, &mut RunOptions { threads, ..RunOptions::default() }).unwrap()
}

fn generic(outcome: &Outcome) -> Vec<(String, u32, u32, bool)> {
    outcome.report().generic.iter().map(|g| (g.value.clone(), g.records, g.names, g.left_out)).collect()
}

#[test]
fn a_shops_telephone_stops_counting_and_is_reported() {
    let plan = Plan::from_json(&spec(&json!({}))).unwrap();
    assert_eq!(plan.spec().identity.limits.iter().flatten().map(|l| (l.field.as_str(), l.customers)).collect::<Vec<_>>(), [("phone", 20), ("mail", 20)]);
    let outcome = run(&plan, &rows(120), 1);
    assert_eq!(generic(&outcome), [("021-62345678".to_owned(), 60, 60, true)], "{:?}", outcome.report().generic);
    assert_eq!(outcome.report().generic_values, 1);
    assert_eq!(outcome.customers().len(), 90);
    let found: Vec<_> = outcome.findings().iter().filter(|f| f.code == "generic_value").collect();
    assert!(found.len() == 1 && found[0].path == "phone" && found[0].text.contains("60 records under 60 names"), "{found:?}");
    // The profile still shows it, and a pair says that it does not count.
    assert_eq!(outcome.customer_of("all", "00000").unwrap().value("phone").unwrap().value, "021-62345678");
    let why = outcome.explain_pair(("all", "00000"), ("all", "00001")).unwrap();
    let said = why.parts.iter().find(|part| part.code() == "generic").unwrap();
    assert!(matches!(&said.statement, Statement::Generic { records: 60, names: 60, .. }), "{said:?}");
    assert!(why.to_string().contains("stands on 60 records under 60 names, so it does not count"), "{why}");
    // A telephone says much; this one nothing.
    let told = &json::report(&outcome)["generic"][0];
    assert_eq!((&told["left_out"], &told["limit"], &told["weight"], told["customers"].as_u64()), (&json!(true), &json!(20), &json!(0), Some(60)), "{told}");
    assert!(told["unshared_weight"].as_i64().is_some_and(|w| w > 4 * 1024), "{told}");
    assert!(found[0].text.contains("of 20 that may share one") && found[0].text.contains("where a value of one customer's alone weighs +"), "{found:?}");
}

#[test]
fn without_a_limit_the_value_counts_as_little_as_it_says() {
    let none = run(&Plan::from_json(&spec(&json!({"limits": []}))).unwrap(), &rows(120), 1);
    assert_eq!((generic(&none), none.customers().len()), (vec![("021-62345678".to_owned(), 60, 60, false)], 90));
    let told = &none.report().generic[0];
    assert!(told.limit.is_none() && told.customers == 60, "{told:?}");
    assert!(told.weight.zip(told.unshared_weight).is_some_and(|(own, unshared)| own < 4 * 1024 && unshared > own + 4 * 1024), "{told:?}");
    let found: Vec<_> = none.findings().iter().filter(|f| f.code == "generic_value").collect();
    assert!(found.len() == 1 && found[0].text.contains("under 60 names: it counts") && found[0].text.contains("a limit on the field would leave it out"), "{found:?}");
    // Under the limit nothing is taken out.
    let high = run(&Plan::from_json(&spec(&json!({"limits": [{"field": "phone", "customers": 60}]}))).unwrap(), &rows(120), 1);
    assert_eq!(generic(&high), []);
}

#[test]
fn an_identity_number_under_many_names_is_reported_with_its_ends_alone() {
    let fields = json!([{"name": "name", "kind": {"person_name": {}}}, {"name": "card", "kind": {"resident_id": {}}}]);
    let columns = json!([{"field": "name", "from": ["name"]}, {"field": "card", "from": ["phone"]}]);
    let mut rows = rows(120);
    rows.iter_mut().filter(|row| row[2] == SHOP).for_each(|row| row[2] = "11010519491231002X".to_owned());
    for (limits, left_out) in [(json!(null), false), (json!([{"field": "card", "customers": 3}]), true)] {
        let spec = json!({"version": 1, "fields": fields, "identity": {"limits": limits}, "sources": [{"name": "all", "id": "id", "columns": columns}]}).to_string();
        let outcome = run(&Plan::from_json(&spec).unwrap(), &rows, 1);
        assert_eq!(generic(&outcome), [("11**************2X".to_owned(), 60, 60, left_out)]);
        let found = outcome.findings().iter().find(|f| f.code == "generic_value").unwrap();
        assert!(found.text.contains("`11**************2X`") && !found.text.contains("19491231"), "{found:?}");
    }
}

#[test]
fn where_there_are_no_names_what_many_customers_share_is_named_beside() {
    let fields = json!([{"name": "phone", "kind": {"phone": {}}}, {"name": "mail", "kind": {"email": {}}}]);
    let columns = json!([{"field": "phone", "from": ["phone"]}, {"field": "mail", "from": ["mail"]}]);
    let spec = json!({"version": 1, "fields": fields, "sources": [{"name": "all", "id": "id", "columns": columns}]}).to_string();
    let outcome = run(&Plan::from_json(&spec).unwrap(), &rows(240), 1);
    let of: Vec<_> = outcome.report().generic.iter().map(|g| (g.records, g.names, g.left_out, g.customers > 20)).collect();
    assert_eq!(of, [(120, 0, false, true)], "{:?}", outcome.report().generic);
}

#[test]
fn colleagues_at_one_switchboard_are_one_customer() {
    let fields = json!([{"name": "firm", "kind": {"company": {}}}, {"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}]);
    let columns = json!([{"field": "firm", "from": ["mail"]}, {"field": "name", "from": ["name"]}, {"field": "phone", "from": ["phone"]}]);
    let spec = json!({"version": 1, "fields": fields, "sources": [{"name": "all", "id": "id", "columns": columns}]}).to_string();
    let mut rows = rows(120);
    rows.iter_mut().for_each(|row| row[3] = "上海绿瑞贸易有限公司".to_owned());
    assert!(run(&Plan::from_json(&spec).unwrap(), &rows, 1).report().generic.iter().all(|g| !g.left_out));
}

#[test]
fn limits_that_cannot_be_are_errors_in_their_place() {
    let error =
        Plan::from_json(&spec(&json!({"limits": [{"field": "phnoe", "customers": 5}, {"field": "phone", "customers": 0}, {"field": "phone", "customers": 2}]}))).unwrap_err();
    let found: Vec<_> = error.related().iter().map(|e| (e.code(), e.path().to_owned())).collect();
    let wanted = [(Code::UnknownField, "identity.limits[0].field"), (Code::OutOfRange, "identity.limits[1].customers"), (Code::DuplicateName, "identity.limits[2].field")];
    assert_eq!(found, wanted.map(|(code, path)| (code, path.to_owned())));
    assert_eq!(error.related()[0].help(), Some("did you mean `phone`?"));
}

#[test]
fn an_always_that_a_never_forbids_is_an_error() {
    let always = json!({"always": [{"comparison": "phone", "at_least": "exact"}, {"comparison": "name", "at_least": "exact"}]});
    let never = json!({"never": [{"comparison": "name", "at_least": "exact"}]});
    for (rules, path, other) in [(json!([&always, &never]), "identity.rules[0].always", "rules[1].never"), (json!([&never, &always]), "identity.rules[1].always", "rules[0].never")]
    {
        let error = Plan::from_json(&spec(&json!({"rules": rules}))).unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::ContradictoryRules, path));
        assert!(error.detail().contains(other) && error.help().is_some(), "{error}");
    }
}

#[test]
fn rules_that_contradict_one_another_on_data_are_a_refused_link() {
    // 1 and 2 share a telephone, 2 and 3 an address; the names of 1 and 3 are known to differ.
    let rules = json!([{"always": [{"comparison": "phone", "at_least": "exact"}]}, {"always": [{"comparison": "mail", "at_least": "exact"}]},
        {"never": [{"comparison": "name", "at_most": "else"}]}]);
    let blocking = json!({"rules": [{"keys": [{"field": "phone"}]}, {"keys": [{"field": "mail"}]}]});
    let plan = Plan::from_json(&spec(&json!({"rules": rules, "blocking": blocking, "limits": []}))).unwrap();
    let row = |id: &str, name: &str, phone: &str, mail: &str| [id, name, phone, mail].map(str::to_owned);
    let mut rows = vec![row("1", "王芳", "13812345678", "a@example.com"), row("2", "", "13812345678", "b@example.com"), row("3", "李强", "13987654321", "b@example.com")];
    let mut seen: Vec<Value> = Vec::new();
    for threads in [1, 2] {
        for _ in 0..2 {
            rows.reverse();
            let outcome = run(&plan, &rows, threads);
            assert_eq!((outcome.customers().len(), outcome.matched.partition.refused.len()), (2, 1));
            let why = outcome.explain_pair(("all", "2"), ("all", "3")).unwrap();
            assert!(why.to_string().contains("kept apart: a rule keeps some of their records apart") && why.parts.iter().any(|p| p.code() == "rule"), "{why}");
            seen.push(json::outcome(&outcome));
        }
    }
    assert!(seen.windows(2).all(|two| two[0] == two[1]));
}

/// Rows behind one telephone: as many as a debug build does in a second; the bench `hostile` has 50,000.
#[test]
fn a_crowd_behind_one_telephone_is_no_customer() {
    let mut rows = rows(1200);
    rows.iter_mut().for_each(|row| row[2] = SHOP.to_owned());
    for limits in [json!({}), json!({"limits": []})] {
        let plan = Plan::from_json(&spec(&limits)).unwrap();
        let (one, two) = (run(&plan, &rows, 1), run(&plan, &rows, 2));
        assert_eq!(json::outcome(&one), json::outcome(&two));
        let largest = one.customers().map(|c| c.records().len()).max();
        assert!(largest.is_some_and(|n| n <= 4), "{largest:?}");
        let reported = one.report().generic.first().map(|g| (g.records, g.customers > 800, g.left_out));
        assert_eq!(reported, Some((1200, true, limits == json!({}))));
    }
}
