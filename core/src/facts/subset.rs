//! A plan of some of the metrics of another, without compiling them again.

use super::FactsPlan;
use super::compile::{Metric, Source};
use std::sync::Arc;

/// The metrics that are wanted, and those that they are ratios of; `name` is what they are called here, if something else. Rates and the
/// names for checking rules are left out.
pub(super) fn of<'n>(plan: &FactsPlan, wanted: impl Fn(usize, &str) -> bool, name: impl Fn(usize) -> Option<&'n str>) -> FactsPlan {
    let mut needed: Vec<bool> = plan.metrics.iter().enumerate().map(|(at, metric)| wanted(at, &metric.definition.name)).collect();
    let mut queue: Vec<usize> = needed.iter().enumerate().filter(|(_, needed)| **needed).map(|(at, _)| at).collect();
    while let Some(at) = queue.pop() {
        let Some(Metric { source: Source::Ratio { numerator, denominator }, .. }) = plan.metrics.get(at) else { continue };
        for part in [*numerator, *denominator] {
            if let Some(needed) = needed.get_mut(part).filter(|needed| !**needed) {
                *needed = true;
                queue.push(part);
            }
        }
    }
    let place = |at: usize| needed.iter().take(at).filter(|needed| **needed).count();
    let kept = plan.metrics.iter().enumerate().zip(&needed).filter(|(_, needed)| **needed).map(|((at, metric), _)| (at, metric.clone()));
    let metrics = kept.map(|(at, mut metric)| {
        if let Some(name) = name(at) {
            name.clone_into(&mut Arc::make_mut(&mut metric.definition).name);
        }
        if let Source::Ratio { numerator, denominator } = &mut metric.source {
            (*numerator, *denominator) = (place(*numerator), place(*denominator));
        }
        metric
    });
    let metrics: Vec<Metric> = metrics.collect();
    // Models stay where metrics say they are, or are not needed at all.
    let forecasts = metrics.iter().any(|metric| matches!(metric.source, Source::Purchases { .. }));
    let purchases = if forecasts { plan.purchases.clone() } else { Vec::new() };
    FactsPlan { metrics, streams: plan.streams.clone(), purchases, ..FactsPlan::default() }
}

#[cfg(test)]
mod tests {
    use super::super::FactsPlan;
    use crate::model::{EventAttribute, EventStream, EventValues};

    /// A ratio of the last two metrics, without the first: the same column as in the whole plan.
    #[test]
    fn a_ratio_brings_its_parts() {
        let spec = serde_json::from_str(
            r#"{"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}], "metrics": [
              {"name": "n", "measure": {"count": {"of": "orders"}}},
              {"name": "mean", "measure": {"ratio": {"numerator": "sum", "denominator": "n30"}}},
              {"name": "n30", "measure": {"count": {"of": "orders"}}, "window": {"rolling": {"days": 30}}},
              {"name": "sum", "measure": {"sum": {"of": "orders", "attribute": "amount"}}}]}"#,
        )
        .unwrap();
        let mut errors = Vec::new();
        let plan = FactsPlan::compile(&spec, &[], &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        let values = EventValues::Money(vec![Some(100), Some(250)]);
        let as_of = "2024-06-30".parse().ok();
        let stream = EventStream {
            name: "orders".to_owned(),
            customers: vec![0, 0],
            times: vec![Some(1_719_700_000), Some(1_600_000_000)],
            attributes: vec![EventAttribute { name: "amount".to_owned(), values }],
        };
        let part = plan.of_metrics(|name| name == "mean");
        let (whole, some) = (plan.evaluate(std::slice::from_ref(&stream), 2, as_of), part.evaluate(&[stream], 2, as_of));
        assert_eq!(some.table.columns.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(), ["mean", "n30", "sum"]);
        assert_eq!(some.table.column("mean").unwrap().number(0), Some(350));
        assert_eq!(whole.table.column("mean").unwrap().number(0), Some(350));
    }
}
