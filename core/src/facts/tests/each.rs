//! Each customer as of a day of its own, and windows that an event ends.

use super::*;

fn orders_of_two() -> EventStream {
    let days = ["2024-01-31", "2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01", "2024-06-30", ""];
    let of = |customer: u32| days.iter().enumerate().map(move |(n, day)| (customer, *day, Some(100 + n as i64), ["A", "B", "C"][n % 3]));
    let mut rows: Vec<Order<'_>> = of(0).chain(of(1)).collect();
    rows.sort_by_key(|row| (row.0, row.1));
    orders(&rows)
}

const WINDOWS: &str = r#", {"name": "month", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "window": {"calendar": {"unit": "month", "count": 2}}},
    {"name": "quarter", "measure": {"count": {"of": "orders"}}, "window": {"calendar": {"unit": "quarter", "back": 1}}},
    {"name": "since", "measure": {"count": {"of": "orders"}}, "window": {"since": {"event": {"of": "orders", "where": "product = \"B\""}, "edge": "first", "days": 3}}},
    {"name": "before", "measure": {"count": {"of": "orders"}}, "window": {"before": {"event": {"of": "orders"}, "edge": "last", "days": 30}}},
    {"name": "spacing", "measure": {"spacing": {"of": "orders", "statistic": "longest"}}, "window": {"rolling": {"days": 90}}},
    {"name": "share", "measure": {"share": {"of": "orders"}}, "where": "product = \"A\"", "window": {"rolling": {"days": 40}}}"#;

#[test]
fn a_row_is_what_an_evaluation_of_its_day_says() {
    let plan = plan(&format!("{METRICS}{WINDOWS}"));
    let stream = [orders_of_two()];
    let days = ["2024-01-30", "2024-02-29", "2024-03-30", "2024-04-01", "2024-05-15", "2024-07-01"];
    for (one, other) in days.iter().flat_map(|one| days.iter().map(move |other| (*one, *other))) {
        let number = |day: &str| i64::from(date(day).to_epoch_days());
        let each = plan.evaluate_each(&stream, &[number(one), number(other)]);
        for (row, day) in [one, other].into_iter().enumerate() {
            let alone = plan.evaluate(&stream, 2, Some(date(day)));
            for (a, b) in each.table.columns.iter().zip(&alone.table.columns) {
                assert_eq!((a.number(row), a.text(row)), (b.number(row), b.text(row)), "{} of {day} beside {one} and {other}", a.name);
            }
            for (a, b) in each.samples.iter().zip(&alone.samples) {
                assert_eq!(a[row], b[row]);
            }
        }
    }
}

/// Half-open: what is 30 days before the last order is not within 30 days before it, nor is the order itself.
#[test]
fn a_window_ends_before_its_event() {
    let window = |edge: &str, days: u32| {
        format!(
            r#"{{"name": "n", "measure": {{"count": {{"of": "orders"}}}}, "window": {{"before": {{"event": {{"of": "orders", "where": "product = \"A\""}}, "edge": "{edge}", "days": {days}}}}}}}"#
        )
    };
    let stream = [orders(&[(0, "2024-03-01", None, "B"), (0, "2024-03-02", None, "B"), (0, "2024-03-31", None, "A"), (0, "2024-04-02", None, "A"), (1, "2024-03-31", None, "B")])];
    for (edge, days, counts) in [("first", 29, 0), ("first", 30, 1), ("first", 31, 2), ("last", 3, 1), ("last", 32, 2), ("last", 33, 3), ("first", 1, 0)] {
        let facts = plan(&window(edge, days)).evaluate(&stream, 2, Some(date("2024-06-30")));
        assert_eq!(column(&facts, "n"), [Some(counts), Some(0)], "{edge} {days}");
    }
    let text = "count(orders, 30d before last(orders where product = \"A\")) >= 1";
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec(""), &inline_aggregates(text, "r"), &mut errors);
    let rule = crate::rule::Rule::compile(text, "r", plan.fields(), &mut errors).unwrap();
    assert_eq!((rule.text(), errors.len()), (text, 0));
    let mut errors = Vec::new();
    let _ = FactsPlan::compile(&spec(&window("first", 0)), &[], &mut errors);
    assert_eq!(errors.iter().map(|e| (e.code(), e.path())).collect::<Vec<_>>(), [(Code::OutOfRange, "facts.metrics[0].window")]);
}
