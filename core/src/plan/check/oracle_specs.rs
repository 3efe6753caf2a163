//! Random specs over the whole language of facts: every measure in every window, and rules over what they give.

use crate::spec::Spec;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::ops::Range;

/// What a metric is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Unit {
    Count,
    Days,
    Date,
    Money,
    Ratio,
    Text,
}

use Unit::{Count, Date, Days, Money, Ratio, Text};

/// Measures of the stream `i`.
const OF_I: [(&str, Unit); 18] = [
    (r#"{"count": {"of": "i"}}"#, Count),
    (r#"{"repeat": {"of": "i"}}"#, Count),
    (r#"{"recency": {"of": "i"}}"#, Days),
    (r#"{"first_date": {"of": "i"}}"#, Date),
    (r#"{"last_date": {"of": "i"}}"#, Date),
    (r#"{"distinct": {"of": "i", "attribute": "type"}}"#, Count),
    (r#"{"repeat": {"of": "i", "attribute": "type"}}"#, Count),
    (r#"{"again": {"of": "i", "attribute": "type"}}"#, Count),
    (r#"{"first": {"of": "i", "attribute": "type"}}"#, Text),
    (r#"{"last": {"of": "i", "attribute": "content"}}"#, Text),
    (r#"{"top": {"of": "i", "attribute": "type", "most": 1}}"#, Text),
    (r#"{"top": {"of": "i", "attribute": "type", "most": 1, "ties": "exclude"}}"#, Text),
    (r#"{"top": {"of": "i", "attribute": "content", "most": 2}}"#, Text),
    (r#"{"spacing": {"of": "i", "statistic": "shortest"}}"#, Days),
    (r#"{"spacing": {"of": "i", "statistic": "mean"}}"#, Days),
    (r#"{"spacing": {"of": "i", "statistic": "median"}}"#, Days),
    (r#"{"spacing": {"of": "i", "statistic": "longest"}}"#, Days),
    (r#"{"share": {"of": "i"}}"#, Ratio),
];

/// Measures of the stream `o`.
const OF_O: [(&str, Unit); 15] = [
    (r#"{"count": {"of": "o"}}"#, Count),
    (r#"{"recency": {"of": "o"}}"#, Days),
    (r#"{"sum": {"of": "o", "attribute": "amount"}}"#, Money),
    (r#"{"mean": {"of": "o", "attribute": "amount"}}"#, Money),
    (r#"{"min": {"of": "o", "attribute": "amount"}}"#, Money),
    (r#"{"max": {"of": "o", "attribute": "amount"}}"#, Money),
    (r#"{"first": {"of": "o", "attribute": "amount"}}"#, Money),
    (r#"{"last": {"of": "o", "attribute": "amount"}}"#, Money),
    (r#"{"sum": {"of": "o", "attribute": "qty"}}"#, Count),
    (r#"{"distinct": {"of": "o", "attribute": "no"}}"#, Count),
    (r#"{"distinct": {"of": "o", "attribute": "amount"}}"#, Count),
    (r#"{"repeat": {"of": "o", "attribute": "no"}}"#, Count),
    (r#"{"again": {"of": "o", "attribute": "no"}}"#, Count),
    (r#"{"share": {"of": "o"}}"#, Ratio),
    (r#"{"share": {"of": "o", "attribute": "amount"}}"#, Ratio),
];

/// What follows what.
const SEQUENCES: [(&str, Unit); 6] = [
    (r#"{"sequence": {"first": {"of": "i"}, "then": {"of": "o"}, "within": 3, "gives": "count"}}"#, Count),
    (r#"{"sequence": {"first": {"of": "i"}, "then": {"of": "i"}, "within": 3, "gives": "count"}}"#, Count),
    (r#"{"sequence": {"first": {"of": "i"}, "then": {"of": "i"}, "within": 3, "gives": "count", "or_same_time": true}}"#, Count),
    (r#"{"sequence": {"first": {"of": "i", "where": "type = \"t\""}, "then": {"of": "o"}, "within": 3, "gives": "whether"}}"#, Count),
    (r#"{"sequence": {"first": {"of": "o"}, "then": {"of": "i", "where": "type = \"t\""}, "within": 3, "gives": "last_date"}}"#, Date),
    (r#"{"sequence": {"first": {"of": "i"}, "then": {"of": "o", "where": "qty >= 2"}, "within": 5, "gives": "delay"}}"#, Days),
];

const WHERE_I: [&str; 5] = ["type = \"t\"", "type != \"t\"", "content contains {\"参数\"}", "content contains {\"参\", \"价\"}", "type = \"t\" and content contains {\"参\"}"];
const WHERE_O: [&str; 4] = ["amount >= 100元", "no is known", "qty >= 2", "amount >= 100元 and qty >= 2"];

const WINDOWS: [&str; 15] = [
    r#"{"lifetime": {}}"#,
    r#"{"lifetime": {}}"#,
    r#"{"lifetime": {}}"#,
    r#"{"rolling": {"days": 2}}"#,
    r#"{"rolling": {"days": 4}}"#,
    r#"{"rolling": {"days": 31}}"#,
    r#"{"calendar": {"unit": "month"}}"#,
    r#"{"calendar": {"unit": "month", "back": 1}}"#,
    r#"{"calendar": {"unit": "quarter"}}"#,
    r#"{"fixed": {"from": "2024-06-10", "to": "2024-06-28"}}"#,
    r#"{"since": {"event": {"of": "i"}, "edge": "first", "days": 3}}"#,
    r#"{"since": {"event": {"of": "o", "where": "qty >= 2"}, "edge": "last", "days": 2}}"#,
    r#"{"since": {"event": {"of": "i", "where": "type = \"t\""}, "edge": "first", "days": 30}}"#,
    r#"{"before": {"event": {"of": "o"}, "edge": "last", "days": 3}}"#,
    r#"{"before": {"event": {"of": "i"}, "edge": "first", "days": 30}}"#,
];

/// A metric by name.
#[derive(Clone, Debug)]
struct Metric {
    json: Value,
    unit: Unit,
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Metrics in one window or another of two, of all events or of those of one filter per stream, so that they have much to do with one another.
fn metrics(number: Range<usize>) -> impl Strategy<Value = Vec<Metric>> {
    let window = || prop::sample::select(&WINDOWS[..]);
    let shared = ((window(), window()), (prop::sample::select(&WHERE_I[..]), prop::sample::select(&WHERE_O[..])));
    shared.prop_flat_map(move |(windows, filters)| prop::collection::vec(metric(windows, filters), number.clone()))
}

fn metric(windows: (&'static str, &'static str), filters: (&'static str, &'static str)) -> impl Strategy<Value = Metric> {
    let window = prop_oneof![3 => Just(windows.0), 1 => Just(windows.1), 1 => Just(WINDOWS[0])];
    let of = |measures: &'static [(&'static str, Unit)], filter: &'static str| {
        (prop::sample::select(measures), prop::bool::weighted(0.4), window.clone()).prop_map(move |((measure, unit), filtered, window)| {
            let mut json = json!({"measure": read(measure), "window": read(window)});
            // A share needs a filter.
            if filtered || measure.contains("share") {
                json["where"] = filter.into();
            }
            Metric { json, unit }
        })
    };
    let sequence = (prop::sample::select(&SEQUENCES[..]), window.clone())
        .prop_map(|((measure, unit), window)| Metric { json: json!({"measure": read(measure), "window": read(window)}), unit });
    prop_oneof![4 => of(&OF_I, filters.0), 4 => of(&OF_O, filters.1), 1 => sequence]
}

/// A rule, before it is known what its metrics are.
#[derive(Clone, Debug)]
enum Tree {
    /// Which metric, how it is compared, and with what.
    Leaf(usize, usize, usize),
    Both(Box<Tree>, Box<Tree>),
    Either(Box<Tree>, Box<Tree>),
    Not(Box<Tree>),
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = (0..12_usize, 0..8_usize, 0..6_usize).prop_map(|(metric, how, what)| Tree::Leaf(metric, how, what));
    leaf.prop_recursive(2, 4, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Tree::Both(Box::new(a), Box::new(b))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Tree::Either(Box::new(a), Box::new(b))),
            inner.prop_map(|a| Tree::Not(Box::new(a))),
        ]
    })
}

impl Tree {
    fn text(&self, metrics: &[Metric]) -> String {
        match self {
            Tree::Both(a, b) => format!("({}) and ({})", a.text(metrics), b.text(metrics)),
            Tree::Either(a, b) => format!("({}) or ({})", a.text(metrics), b.text(metrics)),
            Tree::Not(a) => format!("not ({})", a.text(metrics)),
            Tree::Leaf(metric, how, what) => {
                let metric = metric % metrics.len();
                format!("m{metric} {}", compared(metrics[metric].unit, *how, *what))
            }
        }
    }
}

fn compared(unit: Unit, how: usize, what: usize) -> String {
    if how == 7 {
        return if what < 3 { "is missing" } else { "is known" }.to_owned();
    }
    let constant = match unit {
        Count => ["0", "1", "2", "3", "1", "4"][what].to_owned(),
        Days => ["0天", "1天", "2天", "4天", "30天", "3天"][what].to_owned(),
        Date => ["2024-06-30", "2024-06-29", "2024-06-28", "2024-06-01", "2024-06-10", "2024-05-31"][what].to_owned(),
        Money => ["0元", "50元", "100元", "150元", "200元", "300元"][what].to_owned(),
        Ratio => ["0%", "50%", "100%", "34%", "66%", "200%"][what].to_owned(),
        Text => {
            let text = ["t", "u", "参", "参数", "t、u", "价"][what];
            return match how {
                0 | 1 => format!("= \"{text}\""),
                2 => format!("!= \"{text}\""),
                3 => format!("in {{\"{text}\", \"t\"}}"),
                4 => format!("contains {{\"{text}\", \"u\"}}"),
                _ => format!("contains {{\"{text}\"}}"),
            };
        }
    };
    format!("{} {constant}", [">=", "<", "=", "!=", ">", "<=", ">="][how])
}

/// A spec of one dimension, over so many metrics by so many rules.
pub(super) fn spec(number: Range<usize>, rules: Range<usize>) -> impl Strategy<Value = Spec> {
    let ratio = prop::option::weighted(0.3, (0..4_usize, 0..4_usize));
    let future = prop::array::uniform2(prop::bool::weighted(0.15));
    (metrics(number), ratio, prop::collection::vec(tree(), rules), any::<bool>(), future).prop_map(|(mut metrics, ratio, rules, unique, future)| {
        if let Some((a, b)) = ratio.map(|(a, b)| (a % metrics.len(), b % metrics.len())) {
            let unit = match (metrics[a].unit, metrics[b].unit) {
                (Count, Count) | (Days, Days) | (Money, Money) => Some(Ratio),
                (Money, Count) => Some(Money),
                (Days, Count) => Some(Days),
                _ => None,
            };
            metrics.extend(unit.map(|unit| Metric { json: json!({"measure": {"ratio": {"numerator": format!("m{a}"), "denominator": format!("m{b}")}}}), unit }));
        }
        let rules: Vec<Value> = rules.iter().enumerate().map(|(n, rule)| json!({"value": format!("v{n}"), "when": rule.text(&metrics)})).collect();
        let named = |(n, metric): (usize, &Metric)| {
            let mut json = metric.json.clone();
            json["name"] = format!("m{n}").into();
            json
        };
        let policy = |future: bool| if future { json!({"count": {}}) } else { json!({"ignore": {}}) };
        let attribute = |name: &str, kind: &str| json!({"name": name, "kind": {kind: {}}});
        let streams = json!([
            {"name": "i", "future": policy(future[0]), "attributes": [attribute("type", "category"), attribute("content", "text")]},
            {"name": "o", "future": policy(future[1]), "attributes": [attribute("amount", "money"), attribute("no", "text"), attribute("qty", "number")]},
        ]);
        let hit = if unique { json!({"unique": {}}) } else { json!({"first": {}}) };
        let spec = json!({"version": 1, "sources": [], "fields": [],
            "facts": {"streams": streams, "metrics": metrics.iter().enumerate().map(named).collect::<Vec<Value>>()},
            "tags": {"name": "T", "version": "1", "dimensions": [{"name": "d", "hit": hit, "rules": rules}]}});
        serde_json::from_value(spec.clone()).unwrap_or_else(|error| panic!("{error}: {spec}"))
    })
}
