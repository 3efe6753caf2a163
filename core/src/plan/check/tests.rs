use super::*;
use crate::model::{FactTable, Language, Severity, WitnessEvent};
use crate::rule::Rule;

pub(super) fn shop() -> Spec {
    serde_json::from_str(include_str!("../../../../examples/specs/shop.json")).unwrap()
}

/// Two streams, metrics and rules as JSON.
pub(super) fn spec(metrics: &str, tags: &str) -> Spec {
    let text = format!(
        r#"{{"version": 1, "sources": [], "fields": [{{"name": "备注", "kind": {{"text": {{}}}}}}], "facts": {{"streams": [
          {{"name": "i", "attributes": [{{"name": "type", "kind": {{"category": {{}}}}}}, {{"name": "content", "kind": {{"text": {{}}}}}}]}},
          {{"name": "o", "attributes": [{{"name": "amount", "kind": {{"money": {{}}}}}}, {{"name": "no", "kind": {{"text": {{}}}}}}]}}],
          "metrics": [{metrics}]}}, "tags": {{"name": "T", "version": "1", "dimensions": [{tags}]}}}}"#
    );
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

pub(super) const METRICS: &str = r#"
  {"name": "n30", "measure": {"count": {"of": "i"}}, "window": {"rolling": {"days": 30}}},
  {"name": "n90", "measure": {"count": {"of": "i"}}, "window": {"rolling": {"days": 90}}},
  {"name": "n", "measure": {"count": {"of": "i"}}},
  {"name": "last", "measure": {"recency": {"of": "i"}}},
  {"name": "spent", "measure": {"sum": {"of": "o", "attribute": "amount"}}, "window": {"rolling": {"days": 365}}},
  {"name": "orders", "measure": {"distinct": {"of": "o", "attribute": "no"}}},
  {"name": "again", "measure": {"repeat": {"of": "o", "attribute": "no"}}},
  {"name": "rate", "measure": {"ratio": {"numerator": "again", "denominator": "orders"}}}"#;

/// The facts that histories give, one customer each.
pub(super) fn lived(sets: &Sets<'_>, histories: &[Vec<WitnessEvent>]) -> FactTable {
    sets.facts.evaluate(&history::lived(&sets.written, histories, witness::as_of()), histories.len(), Some(witness::as_of())).table
}

/// The facts and tags that a witness really has in a rule set.
pub(super) fn relived(sets: &Sets<'_>, witness: &Witness) -> FactTable {
    let mut facts = lived(sets, std::slice::from_ref(&witness.events));
    for (name, _) in sets.spec.fields.iter().map(|f| (&f.name, ())) {
        let mut push = |name: String, text: Option<&str>| {
            let mut texts = crate::table::Interner::new();
            let ids = vec![text.map(|text| texts.intern(text))];
            facts.columns.push(crate::model::FactColumn { name, unit: crate::model::FactUnit::Text, values: crate::model::FactValues::Text { ids, texts } });
        };
        let text = witness.fields.get(name).map_or("", String::as_str);
        let state = crate::normalize::missing_state(text);
        push(name.clone(), Some(text).filter(|_| state.is_none()));
        push(crate::rule::state_column(name), Some(state.map_or(crate::rule::KNOWN, |state| state.as_str())));
    }
    facts
}

/// Every witness of a report is in its cell, and holes and overlaps are what they are said to be.
pub(super) fn holds(spec: &Spec, report: &RuleReport) {
    let sets = Sets::of(spec, &[]);
    for finding in report.findings() {
        let Some(witness) = &finding.witness else { continue };
        let facts = relived(&sets, witness);
        let Some(at) = sets.sets.iter().position(|set| set.name() == finding.rule_set) else { continue };
        let set = &sets.sets[at];
        let tags = if set.errors.is_empty() { set.plan.evaluate(&facts) } else { crate::model::TagTable::default() };
        let known = crate::rule::Known { facts: &facts, tags: &tags };
        let mut errors = Vec::new();
        if !finding.cell.is_empty() && (set.errors.is_empty() || finding.code != "layer_gap" && finding.code != "contradicted_cell") {
            let rule = Rule::compile(&finding.cell, "", &set.fields, &mut errors);
            assert!(errors.is_empty(), "{}: {errors:?}", finding.cell);
            assert_eq!(rule.unwrap().row(&known, 0), crate::rule::Verdict::True, "{finding:?}");
        }
        if set.errors.is_empty() {
            let value = tags.value(&finding.name, 0);
            match finding.code {
                "gap" | "parent_gap" => assert_eq!(value, None, "{finding:?}"),
                "beyond_parent" => assert!(value.is_some_and(|value| value != "unknown"), "{finding:?}"),
                "undecided" => assert_eq!(value, Some("unknown"), "{finding:?}"),
                "overlap" => assert!(tags.findings.iter().any(|f| f.dimension == finding.name), "{finding:?}"),
                _ => {}
            }
        }
    }
}

fn cells(findings: &[RuleFinding]) -> Vec<(&str, &str)> {
    findings.iter().map(|f| (f.code, f.cell.as_str())).collect()
}

#[test]
fn the_rules_of_the_shop_leave_nobody_out() {
    let spec = shop();
    let report = check_rules(&spec);
    holds(&spec, &report);
    assert!(report.gaps.iter().all(|f| f.code == "undecided" && f.severity == Severity::Note));
    assert!(report.overlaps.iter().all(|f| f.code == "ordered_overlap"));
    assert!(report.findings().filter(|f| !f.cell.is_empty()).all(|f| f.witness.is_some()));
    assert_eq!((report.shadowed.len(), report.undefined.len(), report.not_analysed.len()), (0, 0, 0), "{report:#?}");
}

#[test]
fn holes_and_overlaps_are_told_with_a_history() {
    let state = r#"{"name": "状态", "hit": {"unique": {}}, "unknown": "无", "rules": [{"value": "活跃", "when": "n30 >= 2"},
      {"value": "沉睡", "when": "last in [30天, 90天]"}, {"value": "流失", "when": "last >= 90天"}]}"#;
    let spec = spec(METRICS, state);
    let report = check_rules(&spec);
    holds(&spec, &report);
    assert_eq!(cells(&report.gaps), [("gap", "n30 = 1")]);
    assert_eq!(cells(&report.overlaps), [("overlap", "last = 90天")]);
    assert_eq!(report.gaps[0].text["en"], "1 `i` in the last 30 days: no `状态`. Add a value for them, widen `活跃` or `沉睡`, or say `otherwise`.");
    assert_eq!(report.gaps[0].text["zh"], "近30天 i 1 次: 「状态」没有值。请补一类、放宽「活跃」或「沉睡」, 或写明 `otherwise`。");
    assert_eq!(report.gaps[0].witness.as_ref().unwrap().text["en"], "1 of `i` on the day itself");
    let mut counted = report.gaps[0].clone();
    (counted.customers, counted.of, counted.revenue) = (Some(78), Some(1000), Some(1_234_500));
    assert!(counted.tell(Language::En).ends_with("(7.8 %), 12345.00 a year."), "of no currency that is known: {}", counted.tell(Language::En));
    counted.currency = Some("CNY".to_owned());
    assert!(counted.tell(Language::En).ends_with("78 of your 1000 customers (7.8 %), ¥12345.00 a year."), "{}", counted.tell(Language::En));
    assert!(counted.tell(Language::Zh).ends_with("现有 1000 位客户中的 78 位 (7.8 %), 年消费 ¥12345.00。"));
}

#[test]
fn definitions_exclude_what_cannot_be() {
    // Each would be a hole or an overlap if windows did not nest and ratios had no parts.
    for (rules, gaps, overlaps) in [
        (r#"{"value": "a", "when": "n30 >= 3"}, {"value": "b", "when": "n90 < 3"}"#, vec!["n30 <= 2 and n90 >= 3"], vec![]),
        (r#"{"value": "a", "when": "n30 >= 1"}, {"value": "b", "when": "last >= 30天"}, {"value": "c", "when": "last is missing"}"#, vec![], vec![]),
        (r#"{"value": "a", "when": "rate > 50%"}, {"value": "b", "when": "orders <= 2"}, {"value": "c", "when": "orders >= 3 and rate <= 50%"}"#, vec![], vec![]),
        (r#"{"value": "a", "when": "rate is missing"}, {"value": "b", "when": "orders >= 1"}"#, vec![], vec![]),
        (r#"{"value": "a", "when": "n = 0"}, {"value": "b", "when": "n30 >= 1"}, {"value": "c", "when": "n >= 1 and n30 = 0"}"#, vec![], vec![]),
    ] {
        let spec = spec(METRICS, &format!(r#"{{"name": "d", "hit": {{"unique": {{}}}}, "unknown": "?", "rules": [{rules}]}}"#));
        let report = check_rules(&spec);
        holds(&spec, &report);
        let found = |findings: &[RuleFinding]| findings.iter().map(|f| f.cell.clone()).collect::<Vec<_>>();
        assert_eq!((found(&report.gaps), found(&report.overlaps)), (gaps.iter().map(|g| (*g).to_owned()).collect(), overlaps), "{rules}");
    }
}

#[test]
fn rules_that_never_decide_and_constants_that_change_nothing() {
    let first = r#"{"name": "d", "otherwise": "低", "rules": [{"value": "高", "when": "spent >= 10000元"}, {"value": "中", "when": "spent in [3000元, 10000元)"},
      {"value": "很高", "when": "spent > 20000元"}, {"value": "无", "when": "n30 > n30x"}]}"#
        .replace("n30 > n30x", "n30 >= 1 and n90 = 0");
    let spec = spec(METRICS, &first);
    let report = check_rules(&spec);
    holds(&spec, &report);
    let codes: Vec<(&str, &[String])> = report.shadowed.iter().map(|f| (f.code, f.paths.as_slice())).collect();
    assert_eq!(codes, [("masked", &["tags.dimensions[0].rules[2].when".to_owned()][..]), ("never_true", &["tags.dimensions[0].rules[3].when".to_owned()][..])]);
    assert!(report.dead_constants.iter().any(|f| f.text["en"].contains("`10000元` in the rule for `中` changes nothing")), "{:#?}", report.dead_constants);
    assert!(!report.dead_constants.iter().any(|f| f.text["en"].contains("`3000元`")));
}

#[test]
fn texts_fields_and_other_dimensions_are_looked_through() {
    let tags = r#"{"name": "价值", "otherwise": "低", "rules": [{"value": "高", "when": "spent >= 10000元"}]},
      {"name": "e", "hit": {"unique": {}}, "unknown": "?", "rules": [{"value": "a", "when": "价值 = \"高\""}, {"value": "b", "when": "spent < 9000元"},
        {"value": "c", "when": "备注 in {\"x\", \"y\"} and spent < 5000元"}]},
      {"name": "f", "otherwise": "-", "rules": [{"value": "a", "when": "count(i where content contains {\"参数\"}, 30d) >= 1"}]}"#;
    let spec = spec(METRICS, tags);
    let report = check_rules(&spec);
    holds(&spec, &report);
    let own: Vec<&str> = report.gaps.iter().filter(|f| f.name == "e").map(|f| f.cell.as_str()).collect();
    assert_eq!(own, ["spent in [9000元, 10000元)"]);
    let overlap = &report.overlaps[0];
    assert_eq!(overlap.cell, "spent < 5000元 and 备注 in {\"x\", \"y\"}");
    assert_eq!(overlap.witness.as_ref().unwrap().fields["备注"], "x");
}

#[test]
fn what_cannot_be_read_is_said_and_the_rest_is_checked() {
    let tags = r#"{"name": "a", "rules": [{"value": "x", "when": "n30 >="}, {"value": "y", "when": "n30 = 1"}]},
      {"name": "b", "rules": [{"value": "x", "when": "n3O >= 1"}]}, {"name": "c", "rules": [{"value": "x", "when": "n30 = \"y\""}]},
      {"name": "p", "rules": [{"value": "x", "when": "q = \"x\""}]}, {"name": "q", "rules": [{"value": "x", "when": "p = \"x\""}]},
      {"name": "ok", "hit": {"unique": {}}, "rules": [{"value": "x", "when": "n30 >= 1"}, {"value": "y", "when": "n30 <= 1"}]}"#;
    let report = check_rules(&spec(METRICS, tags));
    assert_eq!(cells(&report.overlaps), [("overlap", "n30 = 1")]);
    assert_eq!(report.undefined.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["n3O"]);
    assert!(report.undefined[0].text["en"].contains("did you mean `n30`?"), "{:?}", report.undefined[0].text);
    let codes: Vec<&str> = report.not_analysed.iter().map(|f| f.code).collect();
    for code in ["rule_syntax", "type_mismatch", "dependency_cycle"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    // A rule that cannot be read may fill the hole.
    assert!(report.gaps.iter().all(|f| f.name != "a"));
}

#[test]
fn hostile_rules_are_bounded() {
    let deep = format!("{}n30 >= 1{}", "(".repeat(10_000), ")".repeat(10_000));
    // The bench `rules` has 10,000 of them, and as much work as there is.
    let many: Vec<String> = (0..300).map(|n| format!(r#"{{"value": "v{n}", "when": "n = {n}"}}"#)).collect();
    let wide: Vec<String> = (0..11).map(|n| format!(r#"{{"value": "w{n}", "when": "count(i where type = \"t{n}\") in [1, 3]"}}"#)).collect();
    let tags = format!(
        r#"{{"name": "deep", "rules": [{{"value": "x", "when": "{deep}"}}]}}, {{"name": "many", "hit": {{"unique": {{}}}}, "rules": [{}]}},
           {{"name": "wide", "hit": {{"unique": {{}}}}, "otherwise": "-", "rules": [{}]}}"#,
        many.join(","),
        wide.join(",")
    );
    let spec = spec(METRICS, &tags);
    let report = super::report(&Sets { work: 20_000, ..Sets::of(&spec, &[]) });
    let told: Vec<(&str, &str)> = report.not_analysed.iter().map(|f| (f.code, f.name.as_str())).collect();
    assert_eq!(told, [("too_many_cells", "many"), ("too_many_cells", "wide"), ("more_overlaps", "wide"), ("too_large", "tags.dimensions[0].rules[0].when")]);
    // Pairs are still looked at exactly.
    assert!(report.overlaps.iter().any(|f| f.name == "wide" && f.cell.matches("in [1, 3]").count() == 2), "{:?}", report.overlaps.first());
}

#[test]
fn a_rule_set_takes_the_place_of_the_tags() {
    let mut spec = spec(METRICS, r#"{"name": "d", "otherwise": "-", "rules": [{"value": "x", "when": "n30 >= 1"}]}"#);
    let other = r#"{"name": "U", "version": "1", "dimensions": [{"name": "d", "otherwise": "-", "rules": [{"value": "x", "when": "n30 >= 2"}]}]}"#;
    spec.rule_sets.push(serde_json::from_str(other).unwrap());
    let report = check_rules(&spec);
    holds(&spec, &report);
    assert_eq!(cells(&report.conflicts), [("conflicting_dimension", "n30 = 1")]);
    let turned = spec.clone().with_rule_set("U").unwrap();
    assert_eq!((turned.tags.name.as_str(), turned.rule_sets[0].name.as_str()), ("U", "T"));
    assert!(spec.clone().with_rule_set("V").is_none());
    spec.rule_sets[0].name = "T".to_owned();
    spec.rule_sets[0].dimensions[0].rules[0].when = "nn >= 2".to_owned();
    let error = crate::Plan::compile(&spec).unwrap_err();
    let paths: Vec<&str> = error.related().iter().map(crate::Error::path).collect();
    assert!(paths.contains(&"rule_sets[0].name") && paths.contains(&"rule_sets[0].dimensions[0].rules[0].when"), "{paths:?}");
}

#[test]
fn test_cases_say_what_the_rules_give() {
    let tags = r#"{"name": "d", "otherwise": "-", "rules": [{"value": "x", "when": "n30 >= 2 and not spent < 100元 or rate > 60%"}]}"#;
    let spec = spec(METRICS, tags);
    let cases = rule_test_cases(&serde_json::to_string(&spec).unwrap()).unwrap().cases;
    let sets = Sets::of(&spec, &[]);
    for case in &cases {
        let facts = relived(&sets, &case.witness);
        let tags = sets.sets[0].plan.evaluate(&facts);
        assert_eq!(tags.dimension("d").unwrap().values(0).collect::<Vec<_>>(), case.expect, "{case:?}");
    }
    let spent: std::collections::BTreeSet<i64> = cases.iter().map(|c| relived(&sets, &c.witness).column("spent").unwrap().number(0).unwrap()).collect();
    assert!(spent.contains(&9_999) && spent.contains(&10_000), "{spent:?}");
    for comparison in ["n30 >= 2", "spent < 100元", "rate > 60%"] {
        let own: Vec<&crate::model::RuleTestCase> = cases.iter().filter(|c| c.aim.contains(&format!("mcdc: rule 1 by {comparison}"))).collect();
        assert!(!own.is_empty(), "{comparison}: {cases:#?}");
    }
}

/// Windows of the calendar and between two days lie within one another and hold days of some age: what cannot be is not told, and what
/// can be has a history.
#[test]
fn windows_of_the_calendar_have_laws() {
    let count = |name: &str, window: &str| format!(r#"{{"name": "{name}", "measure": {{"count": {{"of": "i"}}}}, "window": {window}}}"#);
    let metrics = [
        count("month", r#"{"calendar": {"unit": "month"}}"#),
        count("year", r#"{"calendar": {"unit": "year"}}"#),
        count("before", r#"{"calendar": {"unit": "month", "count": 2, "back": 1}}"#),
        count("n92", r#"{"rolling": {"days": 93}}"#),
        count("spring", r#"{"fixed": {"from": "2024-03-01", "to": "2024-06-01"}}"#),
        count("march", r#"{"fixed": {"from": "2024-03-01", "to": "2024-04-01"}}"#),
        r#"{"name": "last", "measure": {"recency": {"of": "i"}}}"#.to_owned(),
    ];
    let of = |rules: &[(&str, &str)]| {
        let rules: Vec<String> = rules.iter().map(|(value, when)| format!(r#"{{"value": "{value}", "when": "{when}"}}"#)).collect();
        spec(&metrics.join(","), &format!(r#"{{"name": "d", "hit": {{"unique": {{}}}}, "unknown": "-", "rules": [{}]}}"#, rules.join(",")))
    };
    // Nobody has events this month and none this year, or of March and none of spring, or the last one 40 days ago and one this month.
    for impossible in [
        "month >= 1 and year = 0",
        "march >= 1 and spring = 0",
        "before >= 1 and n92 = 0",
        "month >= 1 and last >= 31天",
        "month = 0 and last = 0天",
        "before >= 1 and last > 92天",
    ] {
        let (first, second) = impossible.split_once(" and ").unwrap();
        let report = check_rules(&of(&[("a", first), ("b", second)]));
        assert!(report.overlaps.is_empty(), "{impossible}: {:?}", report.overlaps);
    }
    for possible in
        ["month >= 1 and before >= 1", "year >= 1 and month = 0", "spring >= 1 and march = 0", "n92 >= 1 and before = 0", "month = 0 and last = 30天", "before = 0 and last > 92天"]
    {
        let (first, second) = possible.split_once(" and ").unwrap();
        let spec = of(&[("a", first), ("b", second)]);
        let report = check_rules(&spec);
        holds(&spec, &report);
        assert!(report.overlaps.iter().any(|f| f.witness.is_some()), "{possible}: {:?}", report.overlaps);
    }
}

/// What compile gives looks at its rules once, whichever copy is asked, and says what is graver than a note, the gravest first.
#[test]
fn a_plan_says_what_is_found_in_its_rules() {
    let rules = r#"{"name": "d", "hit": {"unique": {}}, "unknown": "-", "rules": [{"value": "a", "when": "n30 >= 2"}, {"value": "a", "when": "n30 >= 3"}, {"value": "b", "when": "n30 >= 4"}]}"#;
    let mut spec = spec(METRICS, rules);
    spec.sources = serde_json::from_str(r#"[{"name": "s", "columns": [{"field": "备注", "from": ["备注"]}]}]"#).unwrap();
    let plan = crate::Plan::compile(&spec).unwrap();
    let copy = plan.clone();
    assert!(std::ptr::eq(plan.check_rules(), copy.check_rules()));
    assert_eq!(*plan.check_rules(), check_rules(&spec));
    let warnings = plan.check_rules().warnings();
    let grave: Vec<Severity> = warnings.iter().map(|finding| finding.severity).collect();
    assert!(grave.is_sorted_by(|a, b| a >= b) && grave.contains(&Severity::Error) && grave.contains(&Severity::Warning) && !grave.contains(&Severity::Note), "{grave:?}");
    assert_eq!(warnings.len(), plan.check_rules().findings().filter(|finding| finding.severity > Severity::Note).count());
    let told = crate::interop::json::plan_warnings(&plan, Language::Zh);
    assert_eq!(told, warnings.iter().map(|finding| finding.tell(Language::Zh)).collect::<Vec<_>>());
}

#[test]
fn aggregates_over_what_there_is_not_are_told_as_compile_tells_them() {
    for (when, word, help) in [
        ("sum(orders.amount, 365d) > 3元", "orders", "stream"),
        ("sum(o.amont, 365d) > 3元", "amont", "did you mean `amount`?"),
        (r#"count(i where tipe = \"a\", 30d) > 1"#, "tipe", "did you mean `type`?"),
        ("sum(o.no, 365d) > 3元", "", "no"),
    ] {
        let rules = format!(r#"{{"name": "D", "rules": [{{"value": "v0", "when": "{when}"}}, {{"value": "v1", "when": "n30 >= 1"}}], "otherwise": "z"}}"#);
        let report = check_rules(&spec(METRICS, &rules));
        let told: Vec<_> = report.undefined.iter().chain(&report.not_analysed).collect();
        assert!(told.iter().any(|f| f.paths == ["tags.dimensions[0].rules[0].when"] && f.text["en"].contains(word) && f.text["en"].contains(help)), "{when}: {told:#?}");
        assert!(report.gaps.is_empty() && report.overlaps.is_empty() && report.shadowed.is_empty(), "{when}: {report:#?}");
    }
}

#[test]
fn what_stands_beside_a_strange_aggregate_is_read_elsewhere() {
    let rules = r#"{"name": "D", "rules": [{"value": "v0", "when": "sum(o.amont, 365d) > 3元 and sum(o.amount, 90d) > 3元"}], "otherwise": "z"},
      {"name": "E", "rules": [{"value": "w", "when": "sum(o.amount, 90d) > 9元"}], "otherwise": "z", "unknown": "z"}"#;
    let report = check_rules(&spec(METRICS, rules));
    let told: Vec<_> = report.undefined.iter().chain(&report.not_analysed).flat_map(|f| &f.paths).collect();
    assert!(!told.is_empty() && told.iter().all(|path| path.starts_with("tags.dimensions[0]")), "{told:?}");
}
