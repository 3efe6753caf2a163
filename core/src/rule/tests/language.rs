//! What is read and what is refused.

use super::*;
use crate::error::Code;

fn canonical(text: &str) -> String {
    let mut errors = Vec::new();
    let rule = Rule::compile(text, "p", &fields(), &mut errors);
    assert!(errors.is_empty(), "{text}: {errors:?}");
    rule.unwrap().text().to_owned()
}

fn refused(text: &str) -> Error {
    let mut errors = Vec::new();
    assert!(Rule::compile(text, "tags.dimensions[0].rules[1].when", &fields(), &mut errors).is_none(), "{text}");
    assert_eq!(errors.len(), 1, "{text}: {errors:?}");
    let error = errors.remove(0);
    assert_eq!(error.path(), "tags.dimensions[0].rules[1].when");
    error
}

/// What older rules say.
#[test]
fn former_names_are_read() {
    assert_eq!(parse("median_gap(orders, 365d) > 3天", "").unwrap().to_string(), "median_spacing(orders, 365d) > 3天");
}

#[test]
fn texts_become_canonical() {
    for (text, canon) in [
        ("累计消费>=10000元", "累计消费 >= 10000元"),
        ("累计消费 >= 1万", "累计消费 >= 10000元"),
        ("累计消费≥1.5万元", "累计消费 >= 15000元"),
        ("累计消费 = ¥99.90", "累计消费 = 99.9元"),
        ("n30 = 1", "n30 = 1"),
        ("n30 ≠ ３次", "n30 != 3"),
        ("recency in [30, 90]", "recency in [30天, 90天]"),
        ("recency in [30，90天）", "recency in [30天, 90天)"),
        ("amount in [3000元, 10000元)", "amount in [3000元, 10000元)"),
        ("amount in (3000元, 1万元]", "amount in (3000元, 10000元]"),
        ("state in {\"沉睡\",\"流失\"}", "state in {\"沉睡\", \"流失\"}"),
        ("state in ｛“沉睡”、“流失”｝", "state in {\"沉睡\", \"流失\"}"),
        ("state not in {\"沉睡\"}", "not state in {\"沉睡\"}"),
        ("content contains {\"参数\",\"规格\"}", "content contains {\"参数\", \"规格\"}"),
        ("content 包含 \"参数\"", "content contains {\"参数\"}"),
        ("content = \"a\\\"b\\\\\"", "content = \"a\\\"b\\\\\""),
        ("n30 is missing", "n30 is missing"),
        ("n30 is not missing", "n30 is known"),
        ("n30 缺失 or n30 已知", "n30 is missing or n30 is known"),
        ("复购率 > 60%", "复购率 > 60%"),
        ("复购率 > 0.6", "复购率 > 60%"),
        ("复购率 超过 60.5％", "复购率 > 60.5%"),
        ("last_date >= 2024-06-01", "last_date >= 2024-06-01"),
        ("n30 >= -2", "n30 >= -2"),
        ("`最多消费` > 1元", "`最多消费` > 1元"),
        ("broken >= 3 and n30 = 1", "broken >= 3 and n30 = 1"),
    ] {
        assert_eq!(canonical(text), canon);
        assert_eq!(canonical(canon), canon);
    }
}

#[test]
fn chinese_thresholds_follow_t15() {
    for (text, canon) in [
        ("累计消费 10000元以上", "累计消费 >= 10000元"),
        ("累计消费 10 万元及以上", "累计消费 >= 100000元"),
        ("累计消费 10万+", "累计消费 >= 100000元"),
        ("累计消费 三千元以上", "累计消费 >= 3000元"),
        ("累计消费 超过十万元", "累计消费 > 100000元"),
        ("累计消费 in [三千元, 一万元)", "累计消费 in [3000元, 10000元)"),
        ("recency 三十天以内", "recency <= 30天"),
        ("累计消费 1万以下", "累计消费 <= 10000元"),
        ("recency 30天以内", "recency <= 30天"),
        ("recency 30天以外", "recency > 30天"),
        ("累计消费超过10万", "累计消费 > 100000元"),
        ("累计消费 不满3000元", "累计消费 < 3000元"),
        ("累计消费不超过3000元且n30至少2次", "累计消费 <= 3000元 and n30 >= 2"),
        ("n30 = 1 或 n30 大于 5", "n30 = 1 or n30 > 5"),
        ("非（n30 = 1 或者 n30 = 2）", "not (n30 = 1 or n30 = 2)"),
        // A plain range is closed at both ends; the lower end takes over what the upper one says.
        ("累计消费 3000-10000", "累计消费 in [3000元, 10000元]"),
        ("累计消费 3000-10000元", "累计消费 in [3000元, 10000元]"),
        ("累计消费 5-10万", "累计消费 in [50000元, 100000元]"),
        ("累计消费 = 5至10万元", "累计消费 in [50000元, 100000元]"),
        ("累计消费 3000～1万元", "累计消费 in [3000元, 10000元]"),
        ("recency in 30-90天", "recency in [30天, 90天]"),
    ] {
        assert_eq!(canonical(text), canon, "{text}");
    }
}

#[test]
fn aggregates_have_a_canonical_name() {
    assert_eq!(canonical("sum( orders . amount , 365天 ) in [3000, 10000)"), "sum(orders.amount, 365d) in [3000元, 10000元)");
    assert_eq!(canonical("count(interactions where content 包含 “参数”) >= 1"), "count(interactions where content contains {\"参数\"}) >= 1");
    assert_eq!(canonical("last(interactions.result) = \"满意\""), "last(interactions.result) = \"满意\"");
    let found = inline_aggregates("sum(orders.amount, 365d) > 1 or not count(interactions, 30d) = 0", "p");
    let names: Vec<String> = found.iter().map(|a| a.aggregate.to_string()).collect();
    assert_eq!(names, ["sum(orders.amount, 365d)", "count(interactions, 30d)"]);
}

#[test]
fn connectives_nest_and_flatten() {
    assert_eq!(canonical("n30 = 1 or n30 = 2 and n30 = 3"), "n30 = 1 or n30 = 2 and n30 = 3");
    assert_eq!(canonical("(n30 = 1 OR n30 = 2) && n30 = 3"), "(n30 = 1 or n30 = 2) and n30 = 3");
    assert_eq!(canonical("((n30 = 1 and n30 = 2) and (n30 = 3))"), "n30 = 1 and n30 = 2 and n30 = 3");
    assert_eq!(canonical("not not n30 = 1"), "not not n30 = 1");
    assert_eq!(canonical("not n30 = 1 and n30 = 2"), "not n30 = 1 and n30 = 2");
}

#[test]
fn units_and_names_are_checked() {
    for (text, code) in [
        ("累计消费 >= 30天", Code::TypeMismatch),
        ("recency > 90元", Code::TypeMismatch),
        ("n30 >= 60%", Code::TypeMismatch),
        ("n30 >= 1.5", Code::TypeMismatch),
        ("复购率 > 60", Code::TypeMismatch),
        ("累计消费 >= 0.001", Code::TypeMismatch),
        ("content > \"a\"", Code::TypeMismatch),
        ("content = 3", Code::TypeMismatch),
        ("n30 contains \"a\"", Code::TypeMismatch),
        ("last_date >= 30", Code::TypeMismatch),
        ("state = \"沉睡中\"", Code::UnknownValue),
        ("n31 = 1", Code::UnknownMetric),
        ("count(orders) = 1", Code::UnknownMetric),
        ("amount in [5元, 3元]", Code::OutOfRange),
        ("amount in [5元, 5元)", Code::OutOfRange),
        ("content contains \"\"", Code::EmptyList),
    ] {
        assert_eq!(refused(text).code(), code, "{text}");
    }
    assert_eq!(refused("n31 = 1").help(), Some("did you mean `n30`?"));
}

#[test]
fn syntax_errors_show_the_place() {
    for (text, place) in [
        ("n30 >", "at the end"),
        ("n30 = 1 n30", "at character 9"),
        ("累计消费10000元以上", "at the end"),
        ("n30 in [1, 2", "at the end"),
        ("n30 in {}", "at character 9"),
        ("state = 沉睡", "at character 9"),
        ("state = \"沉睡", "at character 9"),
        ("recency 3个月以上", "at character 10"),
        ("累计消费 超过 10万以上", "at character 12"),
        ("n30 # 1", "at character 5"),
        ("(n30 = 1", "at the end"),
        ("", "at the end"),
        ("sum(orders) = 1", "at character 1"),
        ("count(orders where count(orders) = 1) = 1", "at character 20"),
        ("sum(orders.amount, 0d) = 1", "at character 20"),
        ("n30 = 99999999999999", "at character 7"),
        ("recency >= 2024-02-30", "`2024-02-30` is no day of the calendar at character 12"),
        ("累计消费 >= 10000元/年", "a period behind a number at character 15"),
        ("累计消费 一万二元以上", "at character 6"),
    ] {
        let error = refused(text);
        assert_eq!(error.code(), Code::RuleSyntax, "{text}");
        assert!(error.detail().contains(place), "{text}: {}", error.detail());
    }
    assert!(refused("累计消费 >= 10000元/年").help().is_some_and(|help| help.contains("window of its metric")));
    assert_eq!(refused("state = 沉睡").help(), Some("texts are written in quotation marks: `\"沉睡\"`"));
}

#[test]
fn limits_hold() {
    let deep = format!("{}n30 = 1{}", "(".repeat(100_000), ")".repeat(90_000));
    assert_eq!(refused(&deep).code(), Code::TooLarge);
    assert_eq!(refused(&format!("{}n30 = 1", "not ".repeat(64))).code(), Code::TooLarge);
    assert_eq!(canonical(&format!("{}n30 = 1", "not ".repeat(63))).matches("not").count(), 63);
    let members = |n: usize| format!("n30 in {{{}}}", vec!["1"; n].join(","));
    assert_eq!(refused(&members(10_000)).code(), Code::TooLarge);
    assert!(!canonical(&members(9_999)).is_empty());
    assert_eq!(refused(&" ".repeat(200_001)).code(), Code::TooLarge);
}

#[test]
fn trees_serialise() {
    let predicate = parse("累计消费 in [3000元, 1万元) and not state = \"沉睡\" or count(orders where a = 1, 30d) >= 2", "p").unwrap();
    let json = serde_json::to_string(&predicate).unwrap();
    assert_eq!(serde_json::from_str::<Predicate>(&json).unwrap(), predicate);
    assert!(json.contains(r#"{"count":{"of":"orders"}}"#), "{json}");
}

#[test]
fn whether_and_states_are_written_and_read() {
    let mut fields: Fields = [("回购", FactUnit::Whether), ("已付", FactUnit::Text)].into_iter().collect();
    fields.push_field("电话");
    let text = |text: &str| {
        let mut errors = Vec::new();
        let rule = Rule::compile(text, "p", &fields, &mut errors).unwrap_or_else(|| panic!("{text}: {errors:?}"));
        let again = Rule::compile(rule.text(), "p", &fields, &mut errors).unwrap();
        assert_eq!(rule.predicate(), again.predicate(), "{text}");
        let json = serde_json::to_string(rule.predicate()).unwrap();
        assert_eq!(&serde_json::from_str::<Predicate>(&json).unwrap(), rule.predicate(), "{json}");
        rule.text().to_owned()
    };
    for (written, canonical) in [
        ("回购 = true", "回购 = true"),
        ("回购 = 否", "回购 = false"),
        ("回购 != 是", "回购 != true"),
        ("回购 in {true, 否}", "回购 in {true, false}"),
        ("回购 = 1", "回购 = 1"),
        ("回购 = \"true\"", "回购 = true"),
        // Of a text it is the word itself: what a table writes of what is either.
        ("已付 = true", "已付 = \"true\""),
        ("已付 = 是", "已付 = \"是\""),
        ("电话 is 待补充", "电话 is to_be_filled"),
        ("电话 待沟通确认", "电话 is to_be_confirmed"),
        ("电话 is not 未知", "not 电话 is unknown"),
        ("not 电话 is absent", "not 电话 is absent"),
        ("电话 is not missing", "电话 is known"),
    ] {
        assert_eq!(text(written), canonical);
    }
    let refused = |text: &str| {
        let mut errors = Vec::new();
        assert!(Rule::compile(text, "p", &fields, &mut errors).is_none(), "{text}");
        (errors[0].code().as_str(), errors[0].help().unwrap_or_default().to_owned())
    };
    assert_eq!(refused("回购 = \"也许\""), ("type_mismatch", "write `true` or `false`".to_owned()));
    assert_eq!(refused("回购 is 未知").0, "type_mismatch");
    assert_eq!(refused("电话 is 丢失").0, "rule_syntax");
}
