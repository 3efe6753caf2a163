//! Customers that were not joined: what each side has against it, in words and as data.

use crate::interop::json;
use crate::model::{Explanation, Language, Statement};
use crate::{Outcome, Plan};
use serde_json::{Value, json};

/// Two lists of names, telephones, nicknames and identity numbers. By the model that is given a telephone or a nickname in common is
/// enough, a name is not.
fn run(identity: &Value, unique: bool, web: &Value, shop: &Value) -> Outcome {
    let named = |name: &str, kind: &str| json!({"name": name, "kind": {kind: {}}});
    let fields = json!([named("姓名", "person_name"), named("电话", "phone"), named("昵称", "nickname"), named("证件", "resident_id")]);
    let columns: Vec<Value> = ["姓名", "电话", "昵称", "证件"].iter().map(|name| json!({"field": name, "from": [name]})).collect();
    let source = |name: &str, unique: bool| json!({"name": name, "id": "号", "unique": unique, "columns": columns});
    let comparison = |field: &str| json!({"field": field, "term_frequency": false, "levels": [{"label": "exact", "test": {"exact": {}}}]});
    let level = |label: &str, bits: i32| json!({"label": label, "m": 0.5, "u": 0.5, "weight": bits * 1024});
    let weights = |field: &str, other: i32, exact: i32| json!({"name": field, "levels": [level("missing", 0), level("else", other), level("exact", exact)]});
    let mut all = json!({
        "blocking": {"rules": [{"keys": [{"field": "姓名"}]}, {"keys": [{"field": "电话"}]}, {"keys": [{"field": "昵称"}]}]},
        "comparisons": [comparison("姓名"), comparison("电话"), comparison("昵称")], "rules": [],
        "model": {"prior": {"random_pair": -7 * 1024}, "comparisons": [weights("姓名", -5, 6), weights("电话", -3, 13), weights("昵称", -1, 10)]}
    });
    for (key, value) in identity.as_object().unwrap() {
        all[key] = value.clone();
    }
    let spec = json!({"version": 1, "fields": fields, "sources": [source("官网", unique), source("门店", false)], "identity": all});
    json::run(&Plan::from_json(&spec.to_string()).unwrap(), &json!({"tables": {"官网": web, "门店": shop}}).to_string()).unwrap()
}

/// The statement of a code under why a pair's customers were not joined, told of the pair and of both customers alike.
fn told(out: &Outcome, (a, b): ((&str, &str), (&str, &str)), code: &str) -> Explanation {
    let pair = out.explain_pair(a, b).unwrap();
    let of = |why: &Explanation| why.parts.iter().find(|part| part.code() == code).cloned();
    let found = of(&pair).unwrap_or_else(|| panic!("{pair}"));
    for record in [a, b] {
        let customer = out.customer_of(record.0, record.1).unwrap();
        let why = out.explain_customer(customer.id()).unwrap();
        let refused: Vec<Explanation> = why.parts.iter().filter(|part| part.code() == "refused").filter_map(of).collect();
        assert_eq!(refused.len(), 1, "{why}");
    }
    found
}

fn zh(why: &Explanation) -> String {
    why.clone().in_language(Language::Zh).text
}

const PAIR: ((&str, &str), (&str, &str)) = (("官网", "1"), ("门店", "M1"));

#[test]
fn a_ban_names_the_rule_and_both_values() {
    let never = json!({"rules": [{"never": [{"comparison": "姓名", "at_most": "else"}]}]});
    let web = json!([{"号": "1", "电话": "13812345678"}, {"号": "2", "姓名": "王芳", "电话": "13812345678"}]);
    let out = run(&never, false, &web, &json!([{"号": "M1", "姓名": "李强", "电话": "13812345678"}]));
    let pair = if out.customer_of("官网", "1").unwrap().id() == out.customer_of("官网", "2").unwrap().id() { PAIR } else { (("官网", "1"), ("官网", "2")) };
    let ban = told(&out, pair, "banned");
    assert!(ban.text.contains("rule 1 keeps 官网 2 and 门店 M1 apart: different 姓名 (王芳 and 李强)"), "{ban}");
    assert_eq!(ban.parts[0].code(), "rule");
    assert_eq!(zh(&ban), "规则 1 不允许 官网 2 与 门店 M1 合并：姓名不同（王芳 与 李强）");
}

#[test]
fn a_field_of_which_a_customer_has_one_is_named_with_both_values() {
    let one = json!({"exclusive": ["证件"]});
    let web = json!([{"号": "1", "电话": "13812345678", "证件": "11010519491231002X"}]);
    let out = run(&one, false, &web, &json!([{"号": "M1", "电话": "13812345678", "证件": "440524188001010014"}]));
    let differing = told(&out, PAIR, "differing");
    assert_eq!(differing.text, "the 证件 of one is 11010519491231002X, of the other 440524188001010014");
    assert_eq!(zh(&differing), "一方的证件是 11010519491231002X，另一方是 440524188001010014");
}

#[test]
fn a_source_without_duplicates_is_named_with_both_records() {
    let web = json!([{"号": "1", "电话": "13812345678"}, {"号": "2", "昵称": "山野同学9390"}]);
    let out = run(&json!({}), true, &web, &json!([{"号": "M1", "电话": "13812345678", "昵称": "山野同学9390"}]));
    let both = told(&out, (("官网", "2"), ("门店", "M1")), "both_in");
    assert!(both.text.starts_with("in 官网 the one has {官网 ") && both.text.contains("官网 1") && both.text.contains("官网 2"), "{both}");
    assert!(zh(&both).starts_with("在官网中，一方有【官网 "), "{}", zh(&both));
}

#[test]
fn a_contradiction_names_the_fields_and_all_values_of_both_sides() {
    // The nickname ties 1 and 2, the telephone 1 and M1; what M1 and 2 say together of the name stands against it.
    let web = json!([{"号": "1", "电话": "13812345678", "昵称": "山野同学9390"}, {"号": "2", "姓名": "张承家", "昵称": "山野同学9390"}]);
    let shop = json!([{"号": "M1", "姓名": "张家承", "电话": "13812345678"}]);
    let out = run(&json!({"clustering": {"correlation": {"doubt": 1}}}), false, &web, &shop);
    assert_eq!(out.customers().len(), 2);
    let against = told(&out, (("官网", "1"), ("官网", "2")), "contradicts");
    let Statement::Contradicts { evidence } = &against.statement else { panic!("{against}") };
    assert_eq!(evidence.iter().map(|e| (e.comparison.as_str(), &e.left[..], &e.right[..])).collect::<Vec<_>>(), [("姓名", &["张家承".to_owned()][..], &["张承家".to_owned()][..])]);
    assert_eq!(against.text, "what their records contradict one another in: different 姓名 (张家承 and 张承家)");
    assert_eq!(zh(&against), "双方互相矛盾之处：姓名不同（张家承 与 张承家）");
}

#[test]
fn a_pair_whose_records_are_taken_says_where_they_are() {
    let web = json!([{"号": "1", "电话": "13812345678", "昵称": "山野同学9390"}, {"号": "2", "昵称": "山野同学9390"}]);
    let out = run(&json!({"clustering": {"one_to_one": {}}}), false, &web, &json!([{"号": "M1", "电话": "13812345678"}]));
    let id = out.customer_of("官网", "1").unwrap().id().to_owned();
    let placed = told(&out, (("官网", "1"), ("官网", "2")), "placed");
    assert!(placed.text.starts_with(&format!("官网 1 already belongs to {id} with 门店 M1: the same 电话 (138")), "{placed}");
    assert!(zh(&placed).starts_with(&format!("官网 1 已与 门店 M1 同属 {id}：电话相同（")), "{}", zh(&placed));
}

#[test]
fn a_value_that_too_many_share_is_told_of_its_customer() {
    let names = "王芳李强张伟刘洋陈杰杨娟赵磊黄敏周静吴丽徐涛孙明胡超朱兰高霞".chars().collect::<Vec<_>>();
    let rows: Vec<Value> = names.chunks(2).enumerate().map(|(n, name)| json!({"号": n.to_string(), "姓名": name.iter().collect::<String>(), "电话": "021-62345678"})).collect();
    let out = run(&json!({"limits": [{"field": "电话", "customers": 10}]}), false, &json!(rows), &json!([]));
    assert_eq!(out.customers().len(), 15);
    let why = out.explain_customer(out.customer_of("官网", "1").unwrap().id()).unwrap();
    let said = why.parts.iter().find(|part| part.code() == "generic").unwrap_or_else(|| panic!("{why}"));
    assert_eq!(said.text, "the 电话 “021-62345678” stands on 15 records under 15 names, so it does not count as a sign of one customer");
    assert_eq!(zh(said), "电话“021-62345678”见于 15 条记录，分属 15 个不同的姓名或名称，因此不作为同一位客户的依据");
}
