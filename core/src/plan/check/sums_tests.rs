//! Scores that are added up part by part, against the same scores cell by cell.

use super::tests::{METRICS, holds, relived, spec};
use super::*;
use crate::model::Severity;
use proptest::prelude::*;

/// As [`check_rules`], with no cell looked at that need not be.
fn added_up(spec: &Spec) -> RuleReport {
    report(&Sets { cells: 0, ..Sets::of(spec, &[]) })
}

fn paths(findings: &[RuleFinding]) -> Vec<(&str, String)> {
    let mut told: Vec<(&str, String)> = findings.iter().map(|f| (f.code, format!("{:?} {}", f.paths, f.text["en"]))).collect();
    told.sort();
    told
}

/// 2 to the power of 20 combinations of verdicts, more cells: what can be said of their sum is said exactly, and so are its constants.
#[test]
fn twenty_rules_are_added_up() {
    let rules: Vec<String> = (0..20).map(|n| format!(r#"{{"points": {}, "when": "count(i where type = \"t{n}\", 30d) >= {}"}}"#, if n == 7 { 3 } else { 10 }, n + 1)).collect();
    let spec = spec(
        METRICS,
        &format!(
            r#"{{"name": "s", "unknown": "?", "hit": {{"score": {{"bands": [{{"value": "满", "from": 194}}, {{"value": "高", "from": 95}}, {{"value": "低", "from": 4}}]}}}}, "rules": [{}]}}"#,
            rules.join(",")
        ),
    );
    let report = check_rules(&spec);
    holds(&spec, &report);
    let told: Vec<(&str, Severity)> = report.not_analysed.iter().filter(|f| f.name == "s").map(|f| (f.code, f.severity)).collect();
    assert_eq!(told, [("added_up", Severity::Note)]);
    // 0 and 3 points are below every band; 193 are the most.
    let [gap] = report.gaps.as_slice() else { panic!("{:#?}", report.gaps) };
    assert!(gap.text["en"].ends_with(": 0 points, and no band of `s` takes them. Leave out the last band's `from`."), "{gap:?}");
    assert!(gap.witness.as_ref().unwrap().events.is_empty());
    assert_eq!(
        report.shadowed.iter().map(|f| (f.code, f.text["en"].as_str())).collect::<Vec<_>>(),
        [
            ("empty_band", "nobody can be `满` by points: totals go from 0 to 193."),
            ("idle_points", "the +3 points of `count(i where type = \"t7\", 30d) >= 8` change nobody's `s`: no total crosses a band by them."),
        ]
    );
}

/// The history into a total is put together from those of the parts.
#[test]
fn a_total_of_many_parts_has_a_history() {
    let rules: Vec<String> = (0..12).map(|n| format!(r#"{{"points": -1, "when": "count(i where type = \"t{n}\", 30d) in [1, 3]"}}"#)).collect();
    let spec = spec(METRICS, &format!(r#"{{"name": "s", "unknown": "?", "hit": {{"score": {{"bands": [{{"value": "a", "from": -11}}]}}}}, "rules": [{}]}}"#, rules.join(",")));
    let report = check_rules(&spec);
    holds(&spec, &report);
    let [gap] = report.gaps.as_slice() else { panic!("{:#?}", report.gaps) };
    let witness = gap.witness.as_ref().unwrap();
    assert!(gap.text["en"].contains(": -12 points") && witness.events.len() == 12, "{gap:?}");
    let sets = Sets::of(&spec, &[]);
    let facts = relived(&sets, witness);
    assert_eq!(sets.sets[0].plan.evaluate(&facts).value("s", 0), None);
}

/// Comparisons over two streams, between whose metrics there are laws only within each.
fn rule() -> impl Strategy<Value = String> {
    let name = prop::sample::select(vec!["n30", "n90", "last", "spent", "orders", "again"]);
    let compare = (name, prop::sample::select(vec![">=", "<", "=", ">"]), 0..4_u8).prop_map(|(name, op, k)| format!("{name} {op} {k}"));
    prop_oneof![3 => compare.clone(), 1 => (compare.clone(), compare.clone()).prop_map(|(a, b)| format!("{a} and {b}")), 1 => (compare.clone(), compare).prop_map(|(a, b)| format!("({a}) or not ({b})"))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn what_is_added_up_is_what_all_cells_say(rules in prop::collection::vec((rule(), -3..4_i32), 1..5), top in 0..5_i64, open in any::<bool>()) {
        let score: Vec<String> = rules.iter().map(|(r, points)| format!(r#"{{"points": {points}, "when": "{r}"}}"#)).collect();
        let last = if open { r#""value": "b""# } else { r#""value": "b", "from": -2"# };
        let spec = spec(METRICS, &format!(r#"{{"name": "s", "hit": {{"score": {{"bands": [{{"value": "a", "from": {top}}}, {{{last}}}]}}}}, "rules": [{}]}}"#, score.join(",")));
        let (whole, parts) = (check_rules(&spec), added_up(&spec));
        holds(&spec, &parts);
        prop_assert!(parts.not_analysed.iter().any(|f| f.code == "added_up"));
        prop_assert_eq!(paths(&whole.shadowed), paths(&parts.shadowed));
        prop_assert_eq!(paths(&whole.dead_constants), paths(&parts.dead_constants));
        for code in ["gap", "undecided"] {
            let any = |report: &RuleReport| report.gaps.iter().any(|f| f.code == code);
            prop_assert_eq!(any(&whole), any(&parts), "{}: {:?} {:?}", code, whole.gaps, parts.gaps);
            prop_assert!(parts.gaps.iter().filter(|f| f.code == code).all(|f| f.witness.is_some()), "{:?}", parts.gaps);
        }
    }
}
