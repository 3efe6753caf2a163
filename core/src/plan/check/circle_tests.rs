//! Metrics that rest on themselves, and long chains of them: nothing runs out of stack.

use super::tests::spec;
use super::*;

fn ratios(parts: &[(String, String)]) -> Spec {
    let metric = |(name, of): &(String, String)| format!(r#"{{"name": "{name}", "measure": {{"ratio": {{"numerator": "{of}", "denominator": "{of}"}}}}}}"#);
    let metrics: Vec<String> = parts.iter().map(metric).chain([r#"{"name": "n", "measure": {"count": {"of": "i"}}}"#.to_owned()]).collect();
    spec(&metrics.join(","), r#"{"name": "D", "rules": [{"value": "v", "when": "x0 >= 50%"}], "otherwise": "z"}"#)
}

fn named(parts: &[(&str, &str)]) -> Vec<(String, String)> {
    parts.iter().map(|(name, of)| ((*name).to_owned(), (*of).to_owned())).collect()
}

/// The findings of a report but for the ids that could outgrow their digits: code and paths.
fn told(report: &RuleReport) -> Vec<(&str, Vec<&str>)> {
    report.findings().filter(|f| f.code != "id_overflow").map(|f| (f.code, f.paths.iter().map(String::as_str).collect())).collect()
}

/// What stands on a circle, or on what stands on one, is unknown: nothing is claimed of it but that it is wrong, and compile refuses it.
#[test]
fn ratios_in_a_circle_have_no_range_and_no_plan() {
    for parts in [named(&[("x0", "x0")]), named(&[("x0", "x1"), ("x1", "x0")]), named(&[("x0", "x1"), ("x1", "x1")])] {
        let spec = ratios(&parts);
        assert_eq!(Sets::of(&spec, &[]).definitions.domain("x0"), crate::rule::analyse::Span::ANY);
        let report = check_rules(&spec);
        let places: Vec<String> = (0..parts.len()).map(|n| format!("facts.metrics[{n}].measure")).collect();
        let wanted: Vec<(&str, Vec<&str>)> = places.iter().map(|place| ("type_mismatch", vec![place.as_str()])).collect();
        assert_eq!(told(&report), wanted, "{parts:?}");
        assert!(crate::plan::Plan::compile(&spec).is_err());
    }
}

/// Each ratio rests on the next one, the last on a count. No ratio is one of ratios, so all but the last are wrong.
#[test]
fn a_chain_of_ratios_is_longer_than_the_stack() {
    let chain = |n: usize| (0..n).map(|k| (format!("x{k}"), if k + 1 == n { "n".to_owned() } else { format!("x{}", k + 1) })).collect::<Vec<_>>();
    let spec = ratios(&chain(5_000));
    let sets = Sets::of(&spec, &[]);
    assert_eq!((sets.definitions.domain("x0").low, sets.definitions.domain("x4999").low), (i64::MIN, 1_000_000));
    assert_eq!(told(&super::report(&sets)).len(), 4_999);
}
