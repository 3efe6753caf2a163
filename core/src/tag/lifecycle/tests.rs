//! The stages of R91, the transitions of R65 to R67 with T7 and T9, and what is wrong with machines.

use super::super::{Given, LastTag, TagPlan};
use super::*;
use crate::error::Error;
use crate::model::{FactColumn, FactUnit, FactValues};
use crate::rule::Fields;
use crate::spec::TagsSpec;

fn day(text: &str) -> i64 {
    i64::from(text.parse::<NaiveDate>().unwrap().to_epoch_days())
}

fn spec(name: &str, rules: &str, lifecycle: &str) -> TagsSpec {
    let previous = r#"{"table": "上次", "customer": "c", "dimension": "d", "value": "v", "since": "s", "until": "u"}"#;
    let json = format!(r#"{{"name": "t", "version": "1", "previous": {previous}, "dimensions": [{{"name": "{name}", "rules": [{rules}], "lifecycle": {lifecycle}}}]}}"#);
    serde_json::from_str(&json).unwrap()
}

fn fields() -> Fields {
    [("n30", FactUnit::Count), ("last", FactUnit::Days), ("orders", FactUnit::Count), ("orders30", FactUnit::Count), ("score", FactUnit::Count)].into_iter().collect()
}

fn plan(spec: &TagsSpec) -> TagPlan {
    let mut errors = Vec::new();
    let plan = TagPlan::compile(spec, &fields(), &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    plan
}

fn errors(spec: &TagsSpec) -> Vec<Error> {
    let mut errors = Vec::new();
    let _ = TagPlan::compile(spec, &fields(), &mut errors);
    errors
}

/// One customer day by day: what it is on each day goes into the next as the stage before.
struct Walk<'p> {
    plan: &'p TagPlan,
    before: Vec<LastTag>,
}

impl Walk<'_> {
    fn on(&mut self, date: &str, facts: &[(&str, i64)]) -> (String, TagTable, FactTable) {
        let column = |(name, value): &(&str, i64)| FactColumn { name: (*name).into(), unit: FactUnit::Count, values: FactValues::Number(vec![Some(*value)].into()) };
        let facts = FactTable { rows: 1, columns: facts.iter().map(column).collect() };
        let given = Given { last: self.before.clone(), ..Given::default() };
        let tags = self.plan.evaluate_with(&facts, &given, Some(day(date)));
        let name = tags.dimensions[0].domain.name.clone();
        self.before = tags.stages[0].stages[0]
            .map(|stage| LastTag {
                customer: 0,
                dimension: name.clone(),
                since: i64::from(stage.since.unwrap()),
                value: tags.dimensions[0].domain.value(stage.code).unwrap().into(),
                until: stage.until.map(i64::from),
            })
            .into_iter()
            .collect();
        (tags.value(&name, 0).unwrap_or("").to_owned(), tags, facts)
    }

    fn why(&self, (_, tags, facts): &(String, TagTable, FactTable)) -> (String, String) {
        let name = tags.dimensions[0].domain.name.clone();
        let why = self.plan.explain(facts, tags, &name, 0).unwrap();
        (why.text.clone(), why.in_language(crate::model::Language::Zh).text)
    }
}

/// R56 with the repair of T1, and R65 as T7 reads it: a repurchase wakes a sleeper for 30 days, whatever the state rule says.
fn state() -> TagPlan {
    let rules = r#"{"value": "活跃", "when": "n30 >= 2"}, {"value": "低频", "when": "n30 = 1"}, {"value": "沉睡", "when": "last in [30天, 90天]"}, {"value": "流失", "when": "last > 90天"}"#;
    let all = r#"{"moves": [{"from": "活跃", "to": ["低频", "沉睡", "流失"]}, {"from": "低频", "to": ["活跃", "沉睡", "流失"]}, {"from": "流失", "to": ["活跃", "低频", "沉睡"]},
        {"from": "沉睡", "to": ["活跃"], "when": "orders30 >= 1", "days": 30}, {"from": "沉睡", "to": ["活跃", "低频", "流失"]}]}"#;
    plan(&spec("状态", rules, all))
}

#[test]
fn r65_a_sleeper_who_buys_within_30_days_is_active_for_30_days() {
    let plan = state();
    let mut walk = Walk { plan: &plan, before: Vec::new() };
    let facts = |n30, last, orders30| vec![("n30", n30), ("last", last), ("orders30", orders30)];
    assert_eq!(walk.on("2024-06-01", &facts(0, 40, 0)).0, "沉睡");
    // One order: by rule 56 alone (T7) one interaction in 30 days is 低频.
    let woken = walk.on("2024-06-20", &facts(1, 0, 1));
    assert_eq!(woken.0, "活跃");
    assert_eq!(
        walk.why(&woken),
        ("状态: 活跃 (since 2024-06-20: moved from 沉睡, as `orders30 >= 1` holds)".to_owned(), "状态：活跃（自 2024-06-20 起：由沉睡转入，因为符合 `orders30 >= 1`）".to_owned())
    );
    let stays = walk.on("2024-07-19", &facts(1, 29, 1));
    assert_eq!(stays.0, "活跃");
    assert_eq!(walk.why(&stays).0, "状态: 活跃 (since 2024-06-20: not left before 2024-07-20, though the rules point to 低频)");
    // After 30 days the state rule decides again.
    let over = walk.on("2024-07-20", &facts(0, 30, 0));
    assert_eq!(over.0, "沉睡");
    assert_eq!(walk.why(&over).0, "状态: 沉睡 (since 2024-07-20: moved from 活跃, where the rules point)");
    // Whoever did not sleep is not woken: without the transition R56 holds to the letter.
    let mut other = Walk { plan: &plan, before: Vec::new() };
    assert_eq!(other.on("2024-06-20", &facts(1, 0, 1)).0, "低频");
}

/// 连续3个月无互动转流失跟进 (R67) by either clock of T9: from the last interaction, or from entering 沉睡.
#[test]
fn r67_both_clocks_of_t9() {
    let rules = r#"{"value": "沉睡", "when": "last >= 30天"}, {"value": "活跃", "when": "last < 30天"}"#;
    let machine = |clock: &str| {
        let mut spec = spec(
            "跟进",
            rules,
            &format!(
                r#"{{"moves": [{{"from": "活跃", "to": ["沉睡"]}}, {{"from": "沉睡", "to": ["流失跟进"], {clock}}}, {{"from": "沉睡", "to": ["活跃"]}}, {{"from": "流失跟进", "to": ["活跃"]}}]}}"#
            ),
        );
        spec.dimensions[0].domain = ["活跃", "沉睡", "流失跟进"].map(str::to_owned).to_vec();
        plan(&spec)
    };
    let entered = |plan: &TagPlan| {
        let mut walk = Walk { plan, before: Vec::new() };
        let first: NaiveDate = "2024-01-01".parse().unwrap();
        (0..200_i64).find(|age| walk.on(&(first + chrono::Days::new(u64::try_from(*age).unwrap())).to_string(), &[("last", *age)]).0 == "流失跟进")
    };
    assert_eq!(entered(&machine(r#""when": "last > 90天""#)), Some(91));
    assert_eq!(entered(&machine(r#""after": 90"#)), Some(120));
}

/// R91: 认知–兴趣–决策–购买–售后–复购–推荐, one step at a time, with what may be skipped; R66's walk is part of it.
#[test]
fn r91_the_journey_goes_by_declared_moves() {
    let rules = r#"{"value": "推荐", "when": "score >= 90"}, {"value": "复购", "when": "orders >= 2"}, {"value": "购买", "when": "orders = 1"},
        {"value": "决策", "when": "score >= 60"}, {"value": "兴趣", "when": "n30 >= 1"}, {"value": "认知", "when": "n30 = 0"}"#;
    let machine = r#"{"start": ["认知", "兴趣"], "moves": [{"from": "认知", "to": ["兴趣"]}, {"from": "兴趣", "to": ["决策", "购买", "认知"]}, {"from": "决策", "to": ["购买", "兴趣"]},
        {"from": "购买", "to": ["售后"], "after": 1}, {"from": "售后", "to": ["复购"]}, {"from": "复购", "to": ["推荐"]}, {"from": "推荐", "to": ["复购"]}]}"#;
    let mut journey = spec("旅程", rules, machine);
    journey.dimensions[0].domain = ["认知", "兴趣", "决策", "购买", "售后", "复购", "推荐"].map(str::to_owned).to_vec();
    let plan = plan(&journey);
    let mut walk = Walk { plan: &plan, before: Vec::new() };
    let facts = |n30, orders, score| vec![("n30", n30), ("orders", orders), ("score", score)];
    let mut way = Vec::new();
    for (date, facts) in [
        ("2024-01-01", facts(0, 0, 0)),
        ("2024-01-02", facts(2, 0, 0)),
        ("2024-01-03", facts(3, 0, 70)),
        ("2024-01-04", facts(3, 1, 70)),
        ("2024-01-05", facts(3, 1, 70)),
        ("2024-02-01", facts(3, 2, 70)),
        ("2024-02-02", facts(3, 2, 95)),
    ] {
        way.push(walk.on(date, &facts).0);
    }
    assert_eq!(way, ["认知", "兴趣", "决策", "购买", "售后", "复购", "推荐"]);
    // A move that there is not is reported, and nobody moves.
    let mut walk = Walk { plan: &plan, before: Vec::new() };
    walk.on("2024-01-01", &facts(0, 0, 0));
    let barred = walk.on("2024-01-02", &facts(1, 2, 0));
    assert_eq!(barred.0, "认知");
    assert_eq!(walk.why(&barred).0, "旅程: 认知 (since 2024-01-01: the rules point to 复购, but it leads to 兴趣 only)");
    assert_eq!(barred.1.notes.iter().map(|n| n.code).collect::<Vec<_>>(), ["barred_moves"]);
    let unusual = Walk { plan: &plan, before: Vec::new() }.on("2024-01-01", &facts(1, 5, 0));
    assert_eq!((unusual.0.as_str(), unusual.1.notes[0].code), ("复购", "unusual_starts"));
}

/// T14: the pipeline and the behaviour are two dimensions; 潜在客户 → 成交客户 and 沉睡 → 复购 (R66) are moves of each.
#[test]
fn r66_a_prospect_who_orders_is_a_customer_for_good() {
    let rules = r#"{"value": "成交客户", "when": "orders >= 1"}, {"value": "潜在客户", "when": "orders = 0"}"#;
    let plan = plan(&spec("交易状态", rules, r#"{"moves": [{"from": "潜在客户", "to": ["成交客户"]}], "final": ["成交客户"]}"#));
    let mut walk = Walk { plan: &plan, before: Vec::new() };
    let way: Vec<String> = [("2024-01-01", 0), ("2024-01-02", 1), ("2024-01-03", 0)].iter().map(|(date, n)| walk.on(date, &[("orders", *n)]).0).collect();
    // The order was withdrawn; a deal does not become a prospect again by itself, and that is said.
    assert_eq!(way, ["潜在客户", "成交客户", "成交客户"]);
}

#[test]
fn leaving_takes_less_than_entering() {
    let rules = r#"{"value": "高", "when": "score >= 60"}, {"value": "低", "when": "score < 60"}"#;
    let machine = r#"{"moves": [{"from": "高", "to": ["低"]}, {"from": "低", "to": ["高"]}], "stays": [{"stage": "高", "while": "score >= 50"}, {"stage": "低", "days": 7}]}"#;
    let plan = plan(&spec("意向", rules, machine));
    let mut walk = Walk { plan: &plan, before: Vec::new() };
    let way: Vec<String> = [("2024-01-01", 61), ("2024-01-02", 55), ("2024-01-03", 49), ("2024-01-04", 61), ("2024-01-10", 61)]
        .iter()
        .map(|(date, score)| walk.on(date, &[("score", *score)]).0)
        .collect();
    assert_eq!(way, ["高", "高", "低", "低", "高"]);
    // What is not known moves nobody.
    let unknown = walk.on("2024-02-01", &[]);
    assert_eq!((unknown.0.as_str(), walk.why(&unknown).0.as_str()), ("高", "意向: 高 (since 2024-01-10: the rules point nowhere, so it stays)"));
}

#[test]
fn odd_stages_before_are_counted_and_hurt_nobody() {
    let plan = state();
    let facts = FactTable { rows: 3, columns: vec![FactColumn { name: "n30".into(), unit: FactUnit::Count, values: FactValues::Number(vec![Some(5), Some(5), Some(5)].into()) }] };
    let last = |customer, value: &str, since: &str| LastTag { customer, dimension: "状态".into(), since: day(since), value: value.into(), until: None };
    let given = Given {
        last: vec![last(0, "睡着", "2024-01-01"), last(1, "沉睡", "2025-01-01"), last(2, "流失", "2024-01-01"), last(2, "沉睡", "2024-02-01"), last(9, "沉睡", "2024-01-01")],
        ..Given::default()
    };
    let tags = plan.evaluate_with(&facts, &given, Some(day("2024-06-30")));
    assert_eq!((0..3).map(|row| tags.value("状态", row).unwrap()).collect::<Vec<_>>(), ["活跃"; 3]);
    assert_eq!(tags.notes.iter().map(|n| n.code).collect::<Vec<_>>(), ["future_stages", "unknown_stages"]);
    // The latest of several counts: one that merging brought together.
    assert_eq!(tags.stages[0].before[2].unwrap().code, tags.dimensions[0].domain.code("沉睡").unwrap());
    // Without a day nobody moves.
    let still = plan.evaluate_with(&facts, &given, None);
    assert_eq!(still.value("状态", 2), Some("沉睡"));
}

#[test]
fn what_is_wrong_with_a_machine_is_found_at_once() {
    let rules = r#"{"value": "甲", "when": "n30 >= 2"}, {"value": "乙", "when": "n30 = 1"}, {"value": "丙", "when": "n30 = 0"}"#;
    let codes = |spec: &TagsSpec| errors(spec).iter().map(|e| (e.code().as_str(), e.path().to_owned(), e.detail().to_owned())).collect::<Vec<_>>();
    let found = codes(&spec("d", rules, r#"{"start": ["甲"], "moves": [{"from": "甲", "to": ["乙"]}]}"#));
    let told: Vec<(&str, &str)> = found.iter().map(|(code, _, detail)| (*code, detail.as_str())).collect();
    assert_eq!(told, [("dead_end", "no move leads out of the stage `乙`"), ("unreachable_stage", "no way leads to the stage `丙`")]);
    let found = codes(&spec(
        "d",
        rules,
        r#"{"start": ["申"], "moves": [{"from": "甲", "to": ["甲"]}, {"from": "甲", "to": ["乙", "丙"], "when": "nn30 >= 1"}], "stays": [{"stage": "甲"}], "final": ["丁"]}"#,
    ));
    let mut found: Vec<(&str, &str)> = found.iter().map(|(code, path, _)| (*code, path.trim_start_matches("tags.dimensions[0].lifecycle."))).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("duplicate_name", "moves[0].to[0]"),
            ("empty_list", "moves[1].to"),
            ("empty_list", "stays[0]"),
            ("unknown_metric", "moves[1].when"),
            ("unknown_value", "final[0]"),
            ("unknown_value", "start[0]")
        ]
    );
    let mut without = spec("d", rules, r#"{"moves": []}"#);
    without.previous = None;
    without.dimensions[0].hit = crate::spec::HitPolicy::Collect {};
    let codes: Vec<&str> = codes(&without).into_iter().map(|(code, ..)| code).collect();
    assert!(["missing_data", "empty_list", "type_mismatch"].iter().all(|code| codes.contains(code)), "{codes:?}");
}
