//! Domains, scores, what cannot be decided, and choices by hand.

use super::tests::{errors, facts, plan, values};
use super::*;
use crate::model::{GivenBy, Missing};
use proptest::prelude::*;

const SCORE: &str = r#"{"name": "潜力", "hit": {"score": {"bands": [{"value": "重点跟进", "from": 60}, {"value": "观望", "from": 20}, {"value": "无"}]}}, "rules": [
    {"points": 50, "when": "n >= 5"}, {"points": 20, "when": "n >= 2"}, {"points": -30, "when": "m = 7"}]}"#;

fn notes(tags: &TagTable) -> Vec<(&str, &str, &str)> {
    tags.notes.iter().map(|note| (note.code, note.path.as_str(), note.text.as_str())).collect()
}

fn choice(customer: u32, dimension: &str, value: &str) -> Choice {
    Choice { customer, dimension: dimension.to_owned(), value: value.to_owned(), ..Choice::default() }
}

#[test]
fn points_add_up_and_bands_give_the_value() {
    let plan = plan(SCORE);
    let tags = plan.evaluate(&facts(&[Some(5), Some(4), Some(1), None]));
    // 70, 20 and 0 points; of nobody knows what, 0 to 70.
    assert_eq!(values(&tags, "潜力"), ["重点跟进", "观望", "无", "unknown"]);
    let why = plan.explain(&facts(&[Some(5)]), &plan.evaluate(&facts(&[Some(5)])), "潜力", 0).unwrap().to_string();
    assert!(why.starts_with("潜力: 重点跟进 (70 points from 2 rules)"), "{why}");
    assert!(why.contains("+50"), "{why}");
}

#[test]
fn what_is_open_decides_only_where_it_could() {
    // 50 points are sure; 5 more or none lie in one band, 50 more do not.
    let with = |points: i32| {
        let spec = format!(
            r#"{{"name": "d", "hit": {{"score": {{"bands": [{{"value": "high", "from": 60}}, {{"value": "low"}}]}}}}, "rules": [
                {{"points": 50, "when": "m = 1"}}, {{"points": {points}, "when": "n > 0"}}]}}"#
        );
        values(&plan(&spec).evaluate(&facts(&[None])), "d").remove(0)
    };
    assert_eq!((with(5), with(50), with(-5)), ("low".into(), "unknown".into(), "low".into()));
}

#[test]
fn a_domain_orders_values_and_refuses_others() {
    let rules = r#""rules": [{"value": "中", "when": "n > 2"}, {"value": "高", "when": "n > 5"}], "otherwise": "低"}"#;
    let plan = plan(&format!(r#"{{"name": "d", "domain": ["高", "中", "低", "潜力"], {rules}"#));
    assert_eq!(plan.domains().next().unwrap().values, ["高", "中", "低", "潜力", "unknown"]);
    let mut errors = Vec::new();
    let wrong = r#"{"name": "t", "version": "1", "dimensions": [{"name": "d", "domain": ["高价值", "低价值", "高价值"],
        "rules": [{"value": "高价指", "when": "n > 2"}], "otherwise": "其他"}]}"#;
    _ = TagPlan::compile(&serde_json::from_str(wrong).unwrap(), &super::tests::fields(), &mut errors);
    let found: Vec<_> = errors.iter().map(|e| (e.path(), e.code())).collect();
    assert_eq!(
        found,
        [("tags.dimensions[0].domain[2]", Code::DuplicateName), ("tags.dimensions[0].rules[0].value", Code::UnknownValue), ("tags.dimensions[0].otherwise", Code::UnknownValue)]
    );
    assert!(errors[1].help().unwrap_or_default().contains("高价值"), "{:?}", errors[1]);
}

#[test]
fn what_cannot_be_decided_can_be_blank() {
    let plan = plan(r#"{"name": "d", "null": {"blank": {}}, "otherwise": "b", "rules": [{"value": "a", "when": "n > 2"}]}"#);
    assert_eq!(values(&plan.evaluate(&facts(&[Some(3), Some(1), None])), "d"), ["a", "b", ""]);
}

#[test]
fn last_values_are_kept_for_a_while() {
    let mut spec: TagsSpec = serde_json::from_str(
        r#"{"name": "t", "version": "1", "dimensions": [{"name": "d", "null": {"keep_last": {"days": 30}}, "otherwise": "b", "rules": [{"value": "a", "when": "n > 2"}]}],
            "previous": {"table": "上次", "customer": "编号", "dimension": "维度", "value": "标签", "since": "日期"}}"#,
    )
    .unwrap();
    let mut errors = Vec::new();
    let plan = TagPlan::compile(&spec, &super::tests::fields(), &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    let last = |customer, value: &str, since| LastTag { customer, dimension: "d".into(), since, value: value.into(), until: None };
    let given = Given { last: vec![last(0, "b", 100), last(1, "a", 100), last(1, "b", 99), last(2, "a", 69), last(3, "x", 100), last(9, "a", 100)], ..Given::default() };
    let facts = facts(&[Some(3), None, None, None, None]);
    let tags = plan.evaluate_with(&facts, &given, Some(100));
    // Decided anew; kept, the latest; too old; no such value; none before.
    assert_eq!(values(&tags, "d"), ["a", "a", "unknown", "unknown", "unknown"]);
    assert_eq!(notes(&tags), [("expired_tags", "d", "1 values of the run before are older than 30 days and are not kept")]);
    let why = plan.explain(&facts, &tags, "d", 1).unwrap().to_string();
    assert!(why.starts_with("d: a (cannot be decided now, kept from 1970-04-11)"), "{why}");
    assert_eq!(values(&plan.evaluate_with(&facts, &given, Some(130)), "d")[1], "a");
    assert_eq!(values(&plan.evaluate_with(&facts, &given, Some(131)), "d")[1], "unknown");
    assert_eq!(values(&plan.evaluate_with(&facts, &given, None), "d")[1], "unknown");
    spec.previous = None;
    let mut errors = Vec::new();
    _ = TagPlan::compile(&spec, &super::tests::fields(), &mut errors);
    assert_eq!(errors.iter().map(|e| (e.path(), e.code())).collect::<Vec<_>>(), [("tags.dimensions[0].null", Code::MissingData)]);
}

#[test]
fn r61_a_choice_by_hand_or_an_automatic_match() {
    // R54: 客户等级 高/中/潜力, matched automatically, or chosen by hand.
    let of = |policy: &str| {
        plan(&format!(
            r#"{{"name": "客户等级", "domain": ["高", "中", "潜力"], "manual": {{"{policy}": {{}}}}, "rules": [{{"value": "高", "when": "n >= 100"}}, {{"value": "中", "when": "n >= 50"}}]}},
               {{"name": "跟进", "otherwise": "常规", "rules": [{{"value": "重点", "when": "客户等级 in {{\"高\", \"潜力\"}}"}}]}}"#
        ))
    };
    let given = Given {
        choices: vec![
            Choice { actor: Some("张伟".into()), reason: Some("预算 50-80万".into()), until: Some(100), ..choice(0, "客户等级", "潜力") },
            Choice { until: Some(99), ..choice(1, "客户等级", "潜力") },
            Choice { at: Some(101 * 86_400), ..choice(2, "客户等级", "潜力") },
            choice(3, "客户等级", "潜在"),
            Choice { at: Some(86_400), ..choice(4, "客户等级", "高") },
            Choice { at: Some(2 * 86_400), ..choice(4, "客户等级", "潜力") },
            choice(4, "客户等级", "中"),
            choice(0, "等级", "高"),
            choice(99, "客户等级", "高"),
        ],
        ..Given::default()
    };
    let facts = facts(&[Some(50), Some(50), Some(50), Some(50), None]);
    let wins = of("wins");
    let tags = wins.evaluate_with(&facts, &given, Some(100));
    assert_eq!(values(&tags, "客户等级"), ["潜力", "中", "中", "中", "潜力"]);
    // What rests on a dimension sees what was chosen.
    assert_eq!(values(&tags, "跟进"), ["重点", "常规", "常规", "常规", "重点"]);
    assert_eq!(
        notes(&tags),
        [
            ("contested_choices", "客户等级", "1 customers have choices by hand that differ; the latest counts"),
            ("expired_choices", "客户等级", "1 choices by hand have expired and do not count"),
            ("future_choices", "客户等级", "1 choices by hand are dated after the as-of date and do not count yet"),
            ("unknown_dimension", "等级", "tags are given in a dimension that there is not"),
            ("unknown_tags", "客户等级", "1 choices by hand are values that the dimension does not have, such as `潜在`; did you mean `潜力`?"),
        ]
    );
    assert!(matches!(&tags.given[0].by, GivenBy::Choice { actor: Some(actor), .. } if actor == "张伟"));
    let why = wins.explain(&facts, &tags, "客户等级", 0).unwrap();
    assert!(why.to_string().starts_with("客户等级: 潜力 (chosen by hand by `张伟`, until 1970-04-11: `预算 50-80万`)"), "{why}");
    assert!(why.to_string().contains("中 if"), "what the rules say stands below it: {why}");
    let fills = of("fills").evaluate_with(&facts, &given, Some(100));
    assert_eq!(values(&fills, "客户等级"), ["中", "中", "中", "中", "潜力"]);
    let refused = of("refused").evaluate_with(&facts, &given, Some(100));
    assert_eq!(values(&refused, "客户等级"), ["中", "中", "中", "中", "unknown"]);
    assert_eq!(notes(&refused)[0].0, "refused_choices");
}

#[test]
fn collecting_dimensions_have_a_limit_and_take_choices() {
    let plan = plan(
        r#"{"name": "d", "hit": {"collect": {}}, "most": 2, "domain": ["a", "b", "c", "手动"], "rules": [
            {"value": "c", "when": "n > 0"}, {"value": "b", "when": "n > 1"}, {"value": "a", "when": "n > 2"}]}"#,
    );
    let given = Given { choices: vec![choice(0, "d", "手动"), choice(1, "d", "c")], ..Given::default() };
    let tags = plan.evaluate_with(&facts(&[Some(0), Some(2), Some(3)]), &given, None);
    assert_eq!(values(&tags, "d"), ["手动", "b,c", "a,b"]);
    assert_eq!(notes(&tags)[0].0, "too_many_tags");
    assert!(notes(&tags)[0].2.starts_with("1 customers have more than 2 values"), "{:?}", notes(&tags));
}

#[test]
fn policies_that_do_not_go_together_are_errors() {
    let found = errors(
        r#"{"name": "a", "hit": {"score": {"bands": []}}, "rules": [{"value": "x", "when": "n = 1"}]},
           {"name": "b", "hit": {"score": {"bands": [{"value": "x", "from": 1}, {"value": "y", "from": 2}]}}, "otherwise": "z", "rules": [{"points": 1, "when": "n = 1"}]},
           {"name": "c", "most": 0, "rules": [{"value": "x", "points": 3, "when": "n = 1"}]},
           {"name": "e", "combine": ["c"], "null": {"blank": {}}},
           {"name": "f", "hit": {"collect": {}}, "manual": {"fills": {}}, "rules": [{"value": "x", "when": "n = 1"}]}"#,
    );
    let at = |d: usize, part: &str| format!("tags.dimensions[{d}]{part}");
    let expected = [
        (at(0, ".rules[0].value"), Code::OutOfRange),
        (at(0, ".rules[0].points"), Code::TypeMismatch),
        (at(0, ".hit.score.bands"), Code::EmptyList),
        (at(1, ".hit.score.bands"), Code::TypeMismatch),
        (at(1, ".hit.score.bands[1].from"), Code::OutOfRange),
        (at(2, ".rules[0].points"), Code::TypeMismatch),
        (at(2, ".most"), Code::TypeMismatch),
        (at(2, ".most"), Code::OutOfRange),
        (at(3, ".combine"), Code::TypeMismatch),
        (at(4, ".manual"), Code::TypeMismatch),
    ];
    for expected in expected {
        assert!(found.contains(&expected), "{expected:?} in {found:#?}");
    }
}

fn atom() -> impl Strategy<Value = String> {
    let op = prop_oneof![Just(">="), Just(">"), Just("<"), Just("<="), Just("="), Just("!=")];
    prop_oneof![
        (prop_oneof![Just("n"), Just("m")], op, -3i64..5).prop_map(|(f, op, c)| format!("{f} {op} {c}")),
        (-3i64..2, 2i64..5).prop_map(|(low, high)| format!("n in [{low}, {high})")),
        Just("m is missing".to_owned()),
        Just("t = \"x\"".to_owned()),
        Just("t contains {\"y\"}".to_owned()),
        Just("d0 = \"a\"".to_owned()),
        Just("d1 in {\"a\", \"b\"}".to_owned()),
    ]
}

fn dimension(name: &'static str) -> impl Strategy<Value = String> {
    let when = prop_oneof![atom(), (atom(), atom()).prop_map(|(a, b)| format!("{a} and {b}")), (atom(), atom()).prop_map(|(a, b)| format!("not ({a} or {b})"))];
    let rules = proptest::collection::vec((when, 0usize..3), 1..5);
    (rules, 0usize..4, any::<bool>()).prop_map(move |(rules, hit, otherwise)| {
        // No dimension refers to itself or a later one.
        let fits = |when: &str| !(when.contains("d1") && name != "d2" || when.contains("d0") && name == "d0");
        let when = |when: &str| serde_json::to_string(if fits(when) { when } else { "n = 1" }).unwrap();
        let rules: Vec<String> = rules
            .iter()
            .map(|(text, value)| match hit {
                3 => format!(r#"{{"points": {}, "when": {}}}"#, *value as i64 * 10 - 5, when(text)),
                _ => format!(r#"{{"value": "{}", "when": {}}}"#, ["a", "b", "c"][*value], when(text)),
            })
            .collect();
        let hit =
            [r#"{"first": {}}"#, r#"{"unique": {}}"#, r#"{"collect": {}}"#, r#"{"score": {"bands": [{"value": "a", "from": 10}, {"value": "b", "from": 0}, {"value": "c"}]}}"#]
                [hit];
        let otherwise = if otherwise && !hit.contains("score") { r#""otherwise": "c","# } else { "" };
        // Both values exist, whatever the rules give.
        format!(r#"{{"name": "{name}", "domain": ["a", "b", "c"], "hit": {hit}, {otherwise} "rules": [{}]}}"#, rules.join(","))
    })
}

proptest! {
    /// The table of a dimension, its rules one by one, and one customer alone give the same codes.
    #[test]
    fn every_way_of_tagging_agrees(
        dimensions in (dimension("d0"), dimension("d1"), dimension("d2")),
        rows in proptest::collection::vec((proptest::option::of(-4i64..6), proptest::option::of(-4i64..6), proptest::option::of("[xy]{0,2}")), 1..12),
    ) {
        let spec = format!(r#"{{"name": "t", "version": "1", "dimensions": [{}, {}, {}]}}"#, dimensions.0, dimensions.1, dimensions.2);
        let mut errors = Vec::new();
        let plan = TagPlan::compile(&serde_json::from_str(&spec).unwrap(), &super::tests::fields_of(), &mut errors);
        prop_assert!(errors.is_empty(), "{:?}\n{}", errors, spec);
        let facts = super::tests::facts_of(&rows);
        let tags = plan.evaluate(&facts);
        let mut slow = plan.clone();
        slow.taggers = slow.taggers.iter().map(|tagger| tagger.without_table().unwrap_or_else(|| tagger.clone())).collect();
        let by_rules = slow.evaluate(&facts);
        prop_assert_eq!(&tags.findings, &by_rules.findings);
        let single = plan.single(&["n", "m", "t"]);
        let mut alone = SingleTags::default();
        for (row, (n, m, t)) in rows.iter().enumerate() {
            let number = |n: &Option<i64>| n.map_or(Fact::Unknown, Fact::Number);
            single.tag(&[number(n), number(m), t.as_deref().map_or(Fact::Unknown, Fact::Text)], &mut alone);
            for (at, dimension) in tags.dimensions.iter().enumerate() {
                let codes: Vec<u16> = dimension.codes(row).collect();
                prop_assert_eq!(&single.codes(&alone, at).collect::<Vec<_>>(), &codes, "alone, row {} of {}", row, spec);
                prop_assert_eq!(&by_rules.dimensions[at].codes(row).collect::<Vec<_>>(), &codes, "by rules, row {} of {}", row, spec);
            }
        }
    }
}

/// Missing states: the table, the rules one by one, and one customer alone agree, and each is true or false.
#[test]
fn states_are_the_same_in_every_way() {
    let rules = r#"{"value": "a", "when": "t is 待补充"}, {"value": "b", "when": "t is not unknown and t is missing"}, {"value": "c", "when": "t = \"x\" or t is 未知"}"#;
    let spec = format!(
        r#"{{"name": "t", "version": "1", "dimensions": [{{"name": "one", "otherwise": "-", "rules": [{rules}]}}, {{"name": "all", "hit": {{"collect": {{}}}}, "otherwise": "-", "rules": [{rules}]}}]}}"#
    );
    let mut fields = Fields::default();
    fields.push_field("t");
    let mut errors = Vec::new();
    let plan = TagPlan::compile(&serde_json::from_str(&spec).unwrap(), &fields, &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    let rows: Vec<(Option<&str>, Option<Missing>)> = [(Some("x"), None), (Some("y"), None)].into_iter().chain(Missing::ALL.into_iter().map(|state| (None, Some(state)))).collect();
    let mut texts = crate::table::Interner::new();
    let ids = rows.iter().map(|(text, _)| text.map(|text| texts.intern(text))).collect();
    let own = crate::model::FactColumn { name: "t".into(), unit: crate::model::FactUnit::Text, values: crate::model::FactValues::Text { ids, texts } };
    let facts = FactTable { rows: rows.len(), columns: vec![own, crate::rule::states("t", rows.iter().map(|(_, state)| *state))] };
    let tags = plan.evaluate(&facts);
    let mut slow = plan.clone();
    slow.taggers = slow.taggers.iter().map(|tagger| tagger.without_table().unwrap_or_else(|| tagger.clone())).collect();
    let by_rules = slow.evaluate(&facts);
    let single = plan.single(&["t"]);
    let mut alone = SingleTags::default();
    let mut told = Vec::new();
    for (row, (text, state)) in rows.iter().enumerate() {
        let fact = text.map_or_else(|| state.filter(|state| *state != Missing::Absent).map_or(Fact::Unknown, Fact::Missing), Fact::Text);
        single.tag(&[fact], &mut alone);
        for dimension in ["one", "all"] {
            let values: Vec<&str> = tags.dimension(dimension).unwrap().values(row).collect();
            assert_eq!(by_rules.dimension(dimension).unwrap().values(row).collect::<Vec<_>>(), values, "by rules, row {row}");
            assert_eq!(single.values(&alone, dimension).collect::<Vec<_>>(), values, "alone, row {row}");
        }
        told.push(tags.value("one", row).unwrap());
    }
    assert_eq!(told, ["c", "-", "b", "a", "c", "b"]);
    // A field that is not handed in is absent.
    plan.single(&[]).tag(&[], &mut alone);
    assert_eq!(plan.single(&[]).values(&alone, "one").collect::<Vec<_>>(), ["b"]);
}
