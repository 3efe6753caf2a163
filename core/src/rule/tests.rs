//! The language as a whole: what is read, what is refused, and that every way of evaluating agrees.

use super::*;
use crate::error::Code;
use crate::model::{FactColumn, FactTable, FactUnit, FactValues, TagCodes, TagDimension, TagDomain, TagTable};
use crate::table::Interner;
use proptest::prelude::*;

fn fields() -> Fields {
    let mut fields: Fields = [
        ("累计消费", FactUnit::Money),
        ("amount", FactUnit::Money),
        ("n30", FactUnit::Count),
        ("recency", FactUnit::Days),
        ("复购率", FactUnit::Ratio),
        ("content", FactUnit::Text),
        ("last_date", FactUnit::Date),
        ("sum(orders.amount, 365d)", FactUnit::Money),
        ("count(interactions where content contains {\"参数\"})", FactUnit::Count),
        ("last(interactions.result)", FactUnit::Text),
        ("最多消费", FactUnit::Money),
    ]
    .into_iter()
    .collect();
    fields.push_type("state", FieldType::Values(vec!["沉睡".into(), "流失".into(), "unknown".into()]));
    fields.push_type("broken", FieldType::Unresolved);
    fields
}

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
    assert_eq!(
        canonical("count(interactions where content 包含 “参数”) >= 1"),
        "count(interactions where content contains {\"参数\"}) >= 1"
    );
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
    ] {
        let error = refused(text);
        assert_eq!(error.code(), Code::RuleSyntax, "{text}");
        assert!(error.detail().contains(place), "{text}: {}", error.detail());
    }
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

fn table(n30: Vec<Option<i64>>, texts: &[Option<&str>]) -> FactTable {
    let mut interner = Interner::new();
    let ids = texts.iter().map(|t| t.map(|t| interner.intern(t))).collect();
    let rows = n30.len();
    let column = |name: &str, unit, values| FactColumn { name: name.into(), unit, values };
    FactTable {
        rows,
        columns: vec![
            column("n30", FactUnit::Count, FactValues::Number(n30.clone())),
            column("累计消费", FactUnit::Money, FactValues::Number(n30)),
            column("content", FactUnit::Text, FactValues::Text { ids, texts: interner }),
        ],
    }
}

fn verdicts(text: &str, columns: &dyn Columns) -> Vec<Verdict> {
    let mut errors = Vec::new();
    let rule = Rule::compile(text, "p", &fields(), &mut errors).unwrap_or_else(|| panic!("{errors:?}"));
    let mut out = Vec::new();
    rule.bind(columns).blocks(|_, block| out.extend(block.iter().map(|b| Verdict::from_byte(*b))));
    let rows: Vec<Verdict> = (0..columns.rows()).map(|row| rule.row(columns, row)).collect();
    assert_eq!(out, rows, "{text}");
    out
}

#[test]
fn unknown_values_make_unknown_verdicts() {
    use Verdict::{False as F, True as T, Unknown as U};
    let facts = table(vec![Some(0), Some(1), Some(2), None], &[Some("CNC参数"), Some("cnc"), None, Some("")]);
    assert_eq!(verdicts("n30 >= 1", &facts), [F, T, T, U]);
    assert_eq!(verdicts("not n30 >= 1", &facts), [T, F, F, U]);
    assert_eq!(verdicts("n30 != 1", &facts), [T, F, T, U]);
    assert_eq!(verdicts("n30 in {2, 0}", &facts), [T, F, T, U]);
    assert_eq!(verdicts("n30 is missing", &facts), [F, F, F, T]);
    assert_eq!(verdicts("n30 is known and n30 < 2", &facts), [T, T, F, F]);
    assert_eq!(verdicts("content contains {\"cNc\"}", &facts), [T, T, U, F]);
    assert_eq!(verdicts("content != \"cnc\"", &facts), [T, F, U, T]);
    assert_eq!(verdicts("content is missing", &facts), [F, F, T, F]);
    assert_eq!(verdicts("n30 = 0 or content = \"cnc\"", &facts), [T, T, U, U]);
    assert_eq!(verdicts("n30 = 2 and content = \"cnc\"", &facts), [F, F, U, F]);
    // A column that is not there is not known.
    assert_eq!(verdicts("recency > 90", &facts), [U, U, U, U]);
    assert_eq!(verdicts("recency is missing", &facts), [T, T, T, T]);
}

#[test]
fn tags_are_columns() {
    use Verdict::{False as F, True as T, Unknown as U};
    let values: Vec<String> = vec!["沉睡".into(), "流失".into(), "unknown".into()];
    let dimension = |many, codes| TagDimension {
        domain: TagDomain { name: "state".into(), parent: None, values: values.clone(), unknown: Some(2), many },
        codes,
    };
    let tags = |dimension| TagTable { rows: 4, dimensions: vec![dimension], ..TagTable::default() };
    let one = tags(dimension(false, TagCodes::One(vec![0, 1, 2, crate::model::NO_TAG])));
    assert_eq!(verdicts("state = \"沉睡\"", &one), [T, F, U, U]);
    assert_eq!(verdicts("state is missing", &one), [F, F, T, T]);
    let many = tags(dimension(true, TagCodes::Many { offsets: vec![0, 2, 3, 4, 4], codes: vec![0, 1, 1, 2] }));
    assert_eq!(verdicts("state = \"沉睡\"", &many), [T, F, U, F]);
    assert_eq!(verdicts("state != \"沉睡\"", &many), [F, T, U, T]);
    assert_eq!(verdicts("state is missing", &many), [F, F, T, T]);
}

#[test]
fn explanations_show_values_and_verdicts() {
    let facts = table(vec![Some(999_999), None], &[Some("参数"), None]);
    let mut errors = Vec::new();
    let rule = Rule::compile("累计消费 >= 1万元 or content contains \"参数\"", "p", &fields(), &mut errors).unwrap();
    assert_eq!(
        rule.explain_row(&facts, 0).to_string(),
        "`累计消费 >= 10000元 or content contains {\"参数\"}` is true\n  累计消费 = ¥9999.99; >= 10000元 is false\n  content = `参数`; contains {\"参数\"} is true\n"
    );
    assert!(rule.explain_row(&facts, 1).to_string().contains("累计消费 = not known; >= 10000元 is not known"));
}

fn predicates() -> impl Strategy<Value = Predicate> {
    let constant = (-3i64..6).prop_map(|count| Constant::Count { count });
    let numeric = prop_oneof![
        constant.clone().prop_map(|value| Test::Is { value }),
        constant.clone().prop_map(|value| Test::IsNot { value }),
        constant.clone().prop_map(|value| Test::AtLeast { value }),
        constant.clone().prop_map(|value| Test::MoreThan { value }),
        constant.clone().prop_map(|value| Test::AtMost { value }),
        constant.clone().prop_map(|value| Test::LessThan { value }),
        proptest::collection::vec(constant, 1..4).prop_map(|values| Test::OneOf { values }),
        (-3i64..2, 2i64..6, any::<bool>(), any::<bool>()).prop_map(|(low, high, a, b)| Test::Between {
            low: Bound { value: Constant::Count { count: low }, closed: a },
            high: Bound { value: Constant::Count { count: high }, closed: b },
        }),
        Just(Test::Missing {}),
        Just(Test::Known {}),
    ]
    .prop_map(|test| Predicate::Compare { subject: Subject::Field { name: "n30".into() }, test });
    let text = prop_oneof![
        "[ab\"\\\\参]{0,2}".prop_map(|text| Test::Is { value: Constant::Text { text } }),
        "[ab参]{1,2}".prop_map(|text| Test::Contains { any: vec![text] }),
        Just(Test::Known {}),
    ]
    .prop_map(|test| Predicate::Compare { subject: Subject::Field { name: "content".into() }, test });
    prop_oneof![numeric, text].prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|of| Predicate::All { of }),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|of| Predicate::Any { of }),
            inner.prop_map(|of| Predicate::Not { of: Box::new(of) }),
        ]
    })
}

/// The meaning written down once more, row by row, on options of bool.
fn meaning(predicate: &Predicate, number: Option<i64>, text: Option<&str>) -> Option<bool> {
    let all = |of: &[Predicate], stop: bool| {
        let parts: Vec<Option<bool>> = of.iter().map(|p| meaning(p, number, text)).collect();
        if parts.contains(&Some(stop)) {
            Some(stop)
        } else if parts.contains(&None) {
            None
        } else {
            Some(!stop)
        }
    };
    let n = |value: &Constant| value.integer().unwrap();
    match predicate {
        Predicate::All { of } => all(of, false),
        Predicate::Any { of } => all(of, true),
        Predicate::Not { of } => meaning(of, number, text).map(|v| !v),
        Predicate::Compare { subject, test } => {
            let on_text = matches!(subject, Subject::Field { name } if name == "content");
            match test {
                Test::Missing {} => Some(if on_text { text.is_none() } else { number.is_none() }),
                Test::Known {} => Some(if on_text { text.is_some() } else { number.is_some() }),
                Test::Is { value: Constant::Text { text: t } } => text.map(|text| text == t),
                Test::Contains { any } => text.map(|text| any.iter().any(|t| text.contains(t.as_str()))),
                Test::Is { value } => number.map(|v| v == n(value)),
                Test::IsNot { value } => number.map(|v| v != n(value)),
                Test::AtLeast { value } => number.map(|v| v >= n(value)),
                Test::MoreThan { value } => number.map(|v| v > n(value)),
                Test::AtMost { value } => number.map(|v| v <= n(value)),
                Test::LessThan { value } => number.map(|v| v < n(value)),
                Test::OneOf { values } => number.map(|v| values.iter().any(|value| v == n(value))),
                Test::Between { low, high } => number.map(|v| {
                    let above = if low.closed { v >= n(&low.value) } else { v > n(&low.value) };
                    above && if high.closed { v <= n(&high.value) } else { v < n(&high.value) }
                }),
            }
        }
    }
}

proptest! {
    #[test]
    fn text_and_tree_and_columns_agree(
        predicate in predicates(),
        rows in proptest::collection::vec((proptest::option::of(-4i64..7), proptest::option::of("[ab\"\\\\参]{0,3}")), 1..20),
    ) {
        let mut errors = Vec::new();
        let rule = Rule::from_predicate(&predicate, "p", &fields(), &mut errors).unwrap();
        let again = Rule::compile(rule.text(), "p", &fields(), &mut errors).unwrap();
        prop_assert_eq!(again.predicate(), rule.predicate());
        let texts: Vec<Option<&str>> = rows.iter().map(|(_, t)| t.as_deref()).collect();
        let facts = table(rows.iter().map(|(n, _)| *n).collect(), &texts);
        let found = verdicts(rule.text(), &facts);
        for ((number, text), verdict) in rows.iter().zip(found) {
            let expected = match meaning(&predicate, *number, text.as_deref()) {
                Some(true) => Verdict::True,
                Some(false) => Verdict::False,
                None => Verdict::Unknown,
            };
            prop_assert_eq!(verdict, expected);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}", tail in "[n30 =<>{}()\\[\\],.\"`0-9万元天以上且或非-]{0,30}") {
        let _ = parse(&text, "p");
        let _ = parse(&tail, "p");
        let mixed = format!("n30 {tail}{text}");
        if let Ok(predicate) = parse(&mixed, "p") {
            let printed = predicate.to_string();
            prop_assert_eq!(parse(&printed, "p").unwrap().to_string(), printed);
        }
    }
}

#[test]
fn blocks_and_rows_agree_beyond_one_block() {
    let values: Vec<Option<i64>> = (0..BLOCK as i64 * 2 + 17).map(|i| (i % 7 != 0).then_some(i % 5)).collect();
    let texts: Vec<Option<&str>> = values.iter().map(|v| v.map(|v| if v > 2 { "参数" } else { "价格" })).collect();
    let facts = table(values, &texts);
    let found = verdicts("n30 > 1 and content contains \"参数\" or n30 is missing", &facts);
    assert_eq!(found.iter().filter(|v| **v == Verdict::Unknown).count(), 0);
}
