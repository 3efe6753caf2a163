//! The measures beyond counts and sums, over lives that can be followed by hand.

use super::*;

/// The table of `Measure`: 2024-05-01 A 100.00, 2024-05-11 B 50.00, 2024-06-30 A 30.00.
const LIFE: [Order<'static>; 3] = [(0, "2024-05-01", Some(10_000), "A"), (0, "2024-05-11", Some(5_000), "B"), (0, "2024-06-30", Some(3_000), "A")];

/// The number or text of customer 0, and what it rests on.
fn of(rows: &[Order<'_>], metric: &str) -> (Option<i64>, Option<String>, u32) {
    let metrics = format!(r#"{{"name": "repeat", "measure": {{"repeat": {{"of": "orders"}}}}}}, {{"name": "m", {metric}}}"#);
    let facts = plan(&metrics).evaluate(&[orders(rows)], 2, Some(date("2024-06-30")));
    let column = facts.table.column("m").unwrap();
    (column.number(0), column.text(0).map(str::to_owned), facts.samples[1][0])
}

fn number(rows: &[Order<'_>], metric: &str) -> (Option<i64>, u32) {
    let (number, text, n) = of(rows, metric);
    assert_eq!(text, None);
    (number, n)
}

#[test]
fn the_table_of_measures_is_true() {
    let day = |text| i64::from(date(text).to_epoch_days());
    for (metric, value, n) in [
        (r#""measure": {"count": {"of": "orders"}}"#, 3, 3),
        (r#""measure": {"repeat": {"of": "orders"}}"#, 2, 3),
        (r#""measure": {"again": {"of": "orders", "attribute": "product"}}"#, 1, 3),
        (r#""measure": {"distinct": {"of": "orders", "attribute": "product"}}"#, 2, 3),
        (r#""measure": {"sum": {"of": "orders", "attribute": "amount"}}"#, 18_000, 3),
        (r#""measure": {"avg": {"of": "orders", "attribute": "amount"}}"#, 6_000, 3),
        (r#""measure": {"min": {"of": "orders", "attribute": "amount"}}"#, 3_000, 3),
        (r#""measure": {"max": {"of": "orders", "attribute": "amount"}}"#, 10_000, 3),
        (r#""measure": {"first_date": {"of": "orders"}}"#, day("2024-05-01"), 3),
        (r#""measure": {"last_date": {"of": "orders"}}"#, day("2024-06-30"), 3),
        (r#""measure": {"recency": {"of": "orders"}}"#, 0, 3),
        (r#""measure": {"spacing": {"of": "orders", "statistic": "median"}}"#, 30, 2),
        (r#""measure": {"spacing": {"of": "orders", "statistic": "mean"}}"#, 30, 2),
        (r#""measure": {"spacing": {"of": "orders", "statistic": "longest"}}"#, 50, 2),
        (r#""measure": {"spacing": {"of": "orders", "statistic": "shortest"}}"#, 10, 2),
        (r#""measure": {"share": {"of": "orders"}}, "where": "product = \"A\"""#, 666_667, 3),
        (r#""measure": {"share": {"of": "orders", "attribute": "amount"}}, "where": "product = \"A\"""#, 722_222, 3),
        (r#""measure": {"sequence": {"first": {"of": "orders", "where": "product = \"A\""}, "then": {"of": "orders"}, "within": 30, "gives": "count"}}"#, 1, 2),
        (r#""measure": {"ratio": {"numerator": "repeat", "denominator": "repeat"}}"#, 1_000_000, 3),
    ] {
        assert_eq!(number(&LIFE, metric), (Some(value), n), "{metric}");
    }
    for (metric, text) in [
        (r#""measure": {"first": {"of": "orders", "attribute": "product"}}"#, "A"),
        (r#""measure": {"last": {"of": "orders", "attribute": "product"}}"#, "A"),
        (r#""measure": {"top": {"of": "orders", "attribute": "product", "most": 1}}"#, "A"),
        (r#""measure": {"top": {"of": "orders", "attribute": "product"}}"#, "A、B"),
    ] {
        assert_eq!(of(&LIFE, metric), (None, Some(text.to_owned()), 3), "{metric}");
    }
}

#[test]
fn ties_among_the_most_frequent_are_declared() {
    let rows = [(0, "2024-06-01", None, "乙"), (0, "2024-06-01", None, "甲"), (0, "2024-06-01", None, "丁"), (0, "2024-06-02", None, "丁"), (0, "2024-06-02", None, "")];
    let top = |most: u32, ties: &str| of(&rows, &format!(r#""measure": {{"top": {{"of": "orders", "attribute": "product", "most": {most}, "ties": "{ties}"}}}}"#));
    for (most, ties, text) in
        [(1, "include", "丁"), (2, "include", "丁、乙、甲"), (2, "exclude", "丁"), (2, "first", "丁、乙"), (3, "exclude", "丁、乙、甲"), (9, "include", "丁、乙、甲")]
    {
        assert_eq!(top(most, ties), (None, Some(text.to_owned()), 4), "{most} {ties}");
    }
    assert_eq!(of(&[], r#""measure": {"top": {"of": "orders", "attribute": "product"}}"#), (None, None, 0));
}

/// 热销产品 as a list with counts (R22, R88), of every customer its own.
#[test]
fn the_most_frequent_values_say_how_often_they_came() {
    let metric = r#"{"name": "n", "measure": {"count": {"of": "orders"}}}, {"name": "热销产品", "measure": {"top": {"of": "orders", "attribute": "product", "most": 2}}}"#;
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec(metric), &[], &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    let rows = [
        (2, "2024-06-01", None, "乙"),
        (0, "2024-06-01", None, "甲"),
        (2, "2024-06-01", None, "丁"),
        (2, "2024-06-02", None, "丁"),
        (2, "2024-06-02", None, ""),
        (0, "2024-06-03", None, "乙"),
    ];
    let facts = plan.evaluate(&[orders(&rows)], 3, Some(date("2024-06-30")));
    assert_eq!(facts.rankings.iter().map(|ranking| ranking.metric.as_str()).collect::<Vec<_>>(), ["热销产品"]);
    let of = |customer| facts.rankings[0].of(customer).collect::<Vec<_>>();
    assert_eq!((of(0), of(1), of(2)), (vec![("乙", 1), ("甲", 1)], vec![], vec![("丁", 2), ("乙", 1)]));
    assert_eq!(of(3), []);
}

#[test]
fn spacings_lie_between_days_not_between_lines() {
    let spacing = |rows: &[Order<'_>]| number(rows, r#""measure": {"spacing": {"of": "orders", "statistic": "median"}}"#);
    assert_eq!(spacing(&[(0, "2024-06-01", None, ""), (0, "2024-06-01", None, "")]), (None, 0));
    assert_eq!(spacing(&[(0, "2024-06-10", None, ""), (0, "", None, ""), (0, "2024-06-01", None, ""), (0, "2024-06-10", None, "")]), (Some(9), 1));
    // Older specs say `gap`.
    assert_eq!(number(&[(0, "2024-06-10", None, ""), (0, "2024-06-01", None, "")], r#""measure": {"gap": {"of": "orders", "statistic": "median"}}"#), (Some(9), 1));
    // The middle of 1 and 2 is 1.5, rounded away from zero.
    assert_eq!(spacing(&[(0, "2024-06-01", None, ""), (0, "2024-06-02", None, ""), (0, "2024-06-04", None, "")]), (Some(2), 2));
}

#[test]
fn a_share_of_nothing_is_not_known() {
    let share = |rows: &[Order<'_>]| number(rows, r#""measure": {"share": {"of": "orders", "attribute": "amount"}}, "where": "product = \"A\"""#);
    assert_eq!(share(&[]), (None, 0));
    assert_eq!(share(&[(0, "2024-06-01", None, "A")]), (None, 0));
    assert_eq!(share(&[(0, "2024-06-01", Some(-5), "A")]), (None, 1));
    assert_eq!(share(&[(0, "2024-06-01", Some(5), "B")]), (Some(0), 1));
    assert_eq!(number(&[], r#""measure": {"share": {"of": "orders"}}, "where": "product = \"A\"""#), (None, 0));
}

#[test]
fn what_follows_what() {
    let sequence = |rows: &[Order<'_>], rest: &str| {
        number(
            rows,
            &format!(r#""measure": {{"sequence": {{"first": {{"of": "orders", "where": "product = \"A\""}}, "then": {{"of": "orders", "where": "product = \"B\""}}, {rest}}}}}"#),
        )
    };
    // A on the 1st and on the 20th; B on the 5th, on the 20th, and thirty days after the 1st.
    let life =
        [(0, "2024-05-01", None, "A"), (0, "2024-05-05", None, "B"), (0, "2024-05-20", None, "A"), (0, "2024-05-20", None, "B"), (0, "2024-05-31", None, "B"), (0, "", None, "B")];
    let last = Some(i64::from(date("2024-05-31").to_epoch_days()));
    for (rest, value, n) in [
        (r#""within": 30, "gives": "count""#, Some(2), 2),
        (r#""within": 30, "gives": "whether""#, Some(1), 2),
        (r#""within": 30, "gives": "last_date""#, last, 2),
        // 4 days and 11 days.
        (r#""within": 30, "gives": "delay""#, Some(8), 2),
        (r#""within": 11, "gives": "count""#, Some(1), 2),
        (r#""within": 12, "gives": "count""#, Some(2), 2),
        (r#""within": 4, "gives": "whether""#, Some(0), 2),
        (r#""within": 4, "gives": "delay""#, None, 0),
        // With those of the same instant, the second is answered on its day.
        (r#""within": 5, "gives": "delay", "or_same_time": true"#, Some(2), 2),
    ] {
        assert_eq!(sequence(&life, rest), (value, n), "{rest}");
    }
    assert_eq!(sequence(&[(0, "2024-05-01", None, "B")], r#""within": 30, "gives": "whether""#), (None, 0));
    // An event does not follow itself, but another one at its time may.
    let any = r#""measure": {"sequence": {"first": {"of": "orders"}, "then": {"of": "orders"}, "within": 1, "gives": "count", "or_same_time": true}}"#;
    assert_eq!(number(&[(0, "2024-05-01", None, "A")], any), (Some(0), 1));
    assert_eq!(number(&[(0, "2024-05-01", None, "A"), (0, "2024-05-01", None, "B")], any), (Some(2), 2));
}

#[test]
fn an_amount_by_a_count_is_an_amount() {
    let rows = [(0, "2024-06-01", Some(100), "A"), (0, "2024-06-02", Some(101), "A")];
    let metrics = r#"
        {"name": "rate", "measure": {"ratio": {"numerator": "sum", "denominator": "n"}}},
        {"name": "sum", "measure": {"sum": {"of": "orders", "attribute": "amount"}}},
        {"name": "n", "measure": {"count": {"of": "orders"}}}"#;
    let plan = plan(metrics);
    let facts = plan.evaluate(&[orders(&rows)], 2, None);
    assert_eq!(column(&facts, "rate"), [Some(101), None]);
    assert_eq!(facts.table.column("rate").unwrap().unit, FactUnit::Money);
    assert_eq!(facts.samples[0], [2, 0]);
}

#[test]
fn absurd_times_and_amounts_do_not_panic() {
    let ends = [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX];
    let mut stream = orders(&[]);
    stream.customers = vec![0; ends.len()];
    stream.times = ends.iter().map(|t| Some(*t)).collect();
    stream.attributes[0].values = EventValues::Money(ends.iter().map(|t| Some(*t)).collect());
    let windows = [
        "",
        r#", "window": {"rolling": {"days": 4294967295}}"#,
        r#", "window": {"calendar": {"unit": "year", "count": 4294967295, "back": 4294967295}}"#,
        r#", "window": {"fixed": {"from": "0001-01-01", "to": "9999-12-31"}}"#,
        r#", "window": {"since": {"event": {"of": "orders"}, "edge": "last", "days": 4294967295}}"#,
    ];
    for window in windows {
        let metrics: Vec<String> = ["recency", "first_date", "last_date", "spacing", "sum", "mean", "max"]
            .iter()
            .map(|measure| {
                let more = match *measure {
                    "spacing" => r#", "statistic": "mean""#,
                    "sum" | "mean" | "max" => r#", "attribute": "amount""#,
                    _ => "",
                };
                format!(r#"{{"name": "{measure}", "measure": {{"{measure}": {{"of": "orders"{more}}}}}{window}}}"#)
            })
            .collect();
        let plan = plan(&metrics.join(","));
        for as_of in [None, Some(date("2024-06-30")), Some(NaiveDate::MIN), Some(NaiveDate::MAX)] {
            let facts = plan.evaluate(&[stream.clone()], 1, as_of);
            assert_eq!(facts.table.columns.len(), 7);
        }
    }
    let sum = plan(r#"{"name": "m", "measure": {"sum": {"of": "orders", "attribute": "amount"}}}"#).evaluate(&[stream], 1, None);
    assert_eq!(column(&sum, "m"), [Some(-3)]);
}

#[test]
fn definitions_say_what_is_counted() {
    let metrics = r#"
        {"name": "a", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "where": "amount >= 3万", "window": {"rolling": {"days": 365}}},
        {"name": "b", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "where": "amount >= 30000元", "window": {"rolling": {"days": 365}}, "note": "R83"},
        {"name": "c", "measure": {"sum": {"of": "orders", "attribute": "amount"}}, "where": "amount > 30000元", "window": {"rolling": {"days": 365}}},
        {"name": "d", "measure": {"ratio": {"numerator": "a", "denominator": "c"}}},
        {"name": "e", "measure": {"ratio": {"numerator": "b", "denominator": "c"}}}"#;
    let plan = plan(metrics);
    let found: Vec<&Definition> = plan.definitions().collect();
    assert_eq!(found[0].text, "sum(orders.amount where amount >= 30000元, 365d)");
    assert_eq!((found[0].unit, found[1].note.as_deref()), (FactUnit::Money, Some("R83")));
    assert_eq!(found[0].id, found[1].id);
    assert_ne!(found[0].id, found[2].id);
    assert_eq!(found[3].id, found[4].id);
    assert_eq!((found[3].text.as_str(), found[4].text.as_str()), ("ratio(a, c)", "ratio(b, c)"));
    assert!(found[0].id.len() == 16 && found[3].id != found[0].id);
}

#[test]
fn many_customers_in_any_order_have_the_facts_of_the_sorted_stream() {
    let mut rows: Vec<Order<'_>> = Vec::new();
    for n in 0..60_000_u32 {
        let day = ["2024-05-01", "2024-06-10", "2024-06-30"][n as usize % 3];
        rows.push((n.wrapping_mul(7_919) % 50_000, day, (n % 7 > 0).then_some(i64::from(n)), ["A", "B", "C", "D"][n as usize % 4]));
    }
    let text = |facts: &Facts, name: &str| -> Vec<Option<String>> {
        let column = facts.table.column(name).unwrap();
        (0..50_000).map(|row| column.text(row).map(str::to_owned)).collect()
    };
    let plan = plan(METRICS);
    let mixed = plan.evaluate(&[orders(&rows)], 50_000, Some(date("2024-06-30")));
    // A stable sort: each customer's events stay as they are.
    rows.sort_by_key(|row| row.0);
    let sorted = plan.evaluate(&[orders(&rows)], 50_000, Some(date("2024-06-30")));
    for one in &mixed.table.columns {
        if one.unit == FactUnit::Text {
            assert_eq!(text(&mixed, &one.name), text(&sorted, &one.name), "{}", one.name);
        } else {
            assert_eq!(column(&mixed, &one.name), column(&sorted, &one.name), "{}", one.name);
        }
    }
    assert_eq!((&mixed.samples, mixed.skipped_values), (&sorted.samples, sorted.skipped_values));
    assert_eq!(column(&sorted, "sum").iter().flatten().sum::<i64>(), rows.iter().filter_map(|row| row.2).sum::<i64>());
}
