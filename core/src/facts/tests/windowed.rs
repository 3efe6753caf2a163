//! Names with a window in rules: the metric or the stream that is named, in that window.

use super::*;
use crate::rule::Rule;

const METRIC: &str = r#"{"name": "累计消费", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "where": "product = \"A\""},
    {"name": "近30天orders", "measure": {"count": {"of": "orders"}}, "where": "product = \"B\""},
    {"name": "占比", "measure": {"ratio": {"numerator": "累计消费", "denominator": "累计消费"}}}"#;

/// The rule's canonical text, or its errors.
fn read(text: &str) -> Result<(String, FactsPlan), Vec<String>> {
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec(METRIC), &inline_aggregates(text, "r"), &mut errors);
    let rule = Rule::compile(text, "r", plan.fields(), &mut errors);
    match rule {
        Some(rule) if errors.is_empty() => Ok((rule.text().to_owned(), plan)),
        _ => Err(errors.iter().map(|error| format!("{} {error} {}", error.path(), error.help().unwrap_or_default())).collect()),
    }
}

#[test]
fn canonical_texts_read_back() {
    for (text, canon) in [
        ("累计消费(近1年)≥10000元", "累计消费(365d) >= 10000元"),
        ("累计消费（近 30 天）", ""),
        ("累计消费(近半年)≥10000元", "累计消费(180d) >= 10000元"),
        ("近三个月 orders ≥ 2次", "orders(90d) >= 2"),
        ("近一年orders≥2次", "近一年orders >= 2"),
        ("占比（近一年）≥ 50%", "占比(365d) >= 50%"),
        ("累计消费（最近3个月） 3000-10000", "累计消费(90d) in [3000元, 10000元]"),
        ("累计消费(this month) > 1元", "累计消费(this month) > 1元"),
        ("累计消费([2024-01-01, 2024-02-01)) > 1元", "累计消费([2024-01-01, 2024-02-01)) > 1元"),
        ("累计消费(30d since first(orders where product = \"A\")) > 1元", "累计消费(30d since first(orders where product = \"A\")) > 1元"),
        ("累计消费(lifetime) > 1元", "累计消费(lifetime) > 1元"),
        ("近7天orders≥2次", "近7天orders >= 2"),
        ("近2周 orders 不少于 2次", "orders(14d) >= 2"),
        ("近30天累计消费 且 非", ""),
        ("非 近30天累计消费 > 5元", "not 近30天累计消费 > 5元"),
    ] {
        if canon.is_empty() {
            assert!(read(text).is_err(), "{text}");
            continue;
        }
        let (written, _) = read(text).unwrap();
        assert_eq!(written, canon, "{text}");
        assert_eq!(read(&written).unwrap().0, canon, "again: {canon}");
    }
}

#[test]
fn they_are_the_metric_in_another_window() {
    let stream = orders(&[(0, "2024-06-29", Some(100), "A"), (0, "2024-06-20", Some(30), "B"), (0, "2023-08-01", Some(7), "A"), (0, "2020-01-01", Some(1), "A")]);
    for (name, value) in [
        ("累计消费(365d)", 107),
        ("近30天累计消费", 100),
        ("近5年累计消费", 108),
        ("orders(30d)", 2),
        ("近7天orders", 1),
        // A metric by exactly that name goes first.
        ("近30天orders", 1),
    ] {
        let (_, plan) = read(&format!("{name} is known")).unwrap();
        let facts = plan.evaluate(std::slice::from_ref(&stream), 1, Some(date("2024-06-30")));
        assert_eq!(column(&facts, name), [Some(value)], "{name}");
    }
}

/// A ratio of its parts within the window, a sequence whose first event is within it.
#[test]
fn ratios_and_sequences_take_a_window() {
    let metrics = r#"{"name": "金额", "measure": {"sum": {"of": "orders", "attribute": "amount"}}}, {"name": "单数", "measure": {"count": {"of": "orders"}}},
      {"name": "A单", "measure": {"count": {"of": "orders"}}, "where": "product = \"A\""},
      {"name": "客单价", "measure": {"ratio": {"numerator": "金额", "denominator": "单数"}}},
      {"name": "A率", "measure": {"ratio": {"numerator": "A单", "denominator": "单数"}}},
      {"name": "再购", "measure": {"sequence": {"first": {"of": "orders", "where": "product = \"B\""}, "then": {"of": "orders"}, "within": 30, "gives": "count"}}}"#;
    let stream = orders(&[
        (0, "2024-06-29", Some(100), "A"),
        (0, "2024-06-20", Some(30), "B"),
        (0, "2023-08-01", Some(8), "A"),
        (0, "2020-01-01", Some(1), "B"),
        (0, "2020-01-02", Some(1), "A"),
    ]);
    let spec = spec(metrics);
    for (name, value) in [("客单价(近一年)", 46), ("近30天客单价", 65), ("A率(近一年)", 666_667), ("A率(近两周)", 500_000), ("再购(lifetime)", 2), ("近一年再购", 1)]
    {
        let mut errors = Vec::new();
        let text = format!("{name} is known");
        let plan = FactsPlan::compile(&spec, &inline_aggregates(&text, "r"), &mut errors);
        let rule = Rule::compile(&text, "r", plan.fields(), &mut errors).unwrap_or_else(|| panic!("{errors:?}"));
        assert!(errors.is_empty(), "{errors:?}");
        let facts = plan.evaluate(std::slice::from_ref(&stream), 1, Some(date("2024-06-30")));
        let fact = rule.text().strip_suffix(" is known").unwrap();
        assert_eq!(column(&facts, fact), [Some(value)], "{name}");
        assert!(plan.definitions().find(|d| d.name == fact).is_some_and(|d| !d.id.is_empty()), "{name}");
    }
}

#[test]
fn names_nobody_knows_are_errors() {
    for (text, parts) in [
        ("累积消费(近1年) > 1元", &["`累积消费`", "did you mean `累计消费`?"][..]),
        ("oders(30d) > 1", &["`oders`", "did you mean `orders`?"]),
        ("近7天oders > 1", &["`近7天oders`", "did you mean `近7天orders`?"]),
        ("累计消费(0d) > 1元", &["expected"]),
        ("累计消费(近1年 > 1元", &["expected"]),
        ("累计消费(近1年) > 3天", &["3天"]),
        ("sum(orders.amount where amount(30d) > 1元) > 1元", &["an aggregate within an aggregate"]),
    ] {
        let Err(errors) = read(text) else { panic!("{text}") };
        assert_eq!(errors.len(), 1, "{text}: {errors:?}");
        assert!(parts.iter().all(|part| errors[0].contains(part)), "{text}: {errors:?}");
    }
}
