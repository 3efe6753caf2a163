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

/// What stands below a circle is unknown: no range is claimed of it, and compile refuses it.
#[test]
fn ratios_in_a_circle_have_no_range_and_no_plan() {
    for parts in [named(&[("x0", "x0")]), named(&[("x0", "x1"), ("x1", "x0")])] {
        let spec = ratios(&parts);
        assert_eq!(Sets::of(&spec, &[]).definitions.domain("x0"), crate::rule::analyse::Span::ANY);
        super::report(&Sets::of(&spec, &[]));
        assert!(crate::plan::Plan::compile(&spec).is_err());
    }
}

/// Each ratio rests on the next one, the last on a count.
#[test]
fn a_chain_of_ratios_is_longer_than_the_stack() {
    let chain = |n: usize| (0..n).map(|k| (format!("x{k}"), if k + 1 == n { "n".to_owned() } else { format!("x{}", k + 1) })).collect::<Vec<_>>();
    let spec = ratios(&chain(5_000));
    let sets = Sets::of(&spec, &[]);
    assert_eq!(sets.definitions.domain("x0").low, 0);
    super::report(&sets);
}
