//! Windows: their days, one by one.

use super::*;
use crate::rule::{Subject, parse};
use crate::spec::Window;
use chrono::Days;

/// The days of a range of years that a window holds as of a date.
fn days(window: &str, as_of: &str, more: &str) -> Vec<NaiveDate> {
    let spec: FactsSpec = serde_json::from_str(&format!(
        r#"{{"streams": [{{"name": "orders"{more}}}], "metrics": [{{"name": "n", "measure": {{"count": {{"of": "orders"}}}}, "window": {window}}}]}}"#
    ))
    .unwrap();
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec, &[], &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    let all: Vec<NaiveDate> = date("2021-12-01").iter_days().take_while(|day| *day < date("2024-09-01")).collect();
    // The first and the last second of every day, each day a customer.
    let times = all.iter().flat_map(|day| [day.and_hms_opt(0, 0, 0), day.and_hms_opt(23, 59, 59)]).map(|t| t.map(|t| t.and_utc().timestamp()));
    let customers = (0..all.len() as u32).flat_map(|c| [c, c]).collect();
    let stream = EventStream { name: "orders".into(), customers, times: times.collect(), attributes: Vec::new() };
    let facts = plan.evaluate(&[stream], all.len(), Some(date(as_of)));
    let counts = column(&facts, "n");
    assert!(counts.iter().all(|n| matches!(n, Some(0 | 2))), "a day is whole or out");
    all.into_iter().zip(counts).filter(|(_, n)| *n == Some(2)).map(|(day, _)| day).collect()
}

fn span(days: &[NaiveDate]) -> Option<(String, String, usize)> {
    Some((days.first()?.to_string(), days.last()?.to_string(), days.len()))
}

#[test]
fn the_table_of_windows_is_true() {
    for (window, rule, from, to, n) in [
        (r#"{"rolling": {"days": 30}}"#, "30d", "2024-04-21", "2024-05-20", 30),
        (r#"{"rolling": {"days": 1}}"#, "1d", "2024-05-20", "2024-05-20", 1),
        (r#"{"calendar": {"unit": "month"}}"#, "this month", "2024-05-01", "2024-05-20", 20),
        (r#"{"calendar": {"unit": "month", "back": 1}}"#, "previous month", "2024-04-01", "2024-04-30", 30),
        (r#"{"calendar": {"unit": "month", "count": 3, "back": 1}}"#, "previous 3 months", "2024-02-01", "2024-04-30", 90),
        (r#"{"calendar": {"unit": "quarter"}}"#, "this quarter", "2024-04-01", "2024-05-20", 50),
        (r#"{"calendar": {"unit": "quarter", "count": 2}}"#, "this 2 quarters", "2024-01-01", "2024-05-20", 141),
        (r#"{"calendar": {"unit": "quarter", "back": 1}}"#, "previous quarter", "2024-01-01", "2024-03-31", 91),
        (r#"{"calendar": {"unit": "year"}}"#, "this year", "2024-01-01", "2024-05-20", 141),
        (r#"{"calendar": {"unit": "year", "back": 1}}"#, "previous year", "2023-01-01", "2023-12-31", 365),
        (r#"{"calendar": {"unit": "year", "back": 2}}"#, "1 year back 2", "2022-01-01", "2022-12-31", 365),
        (r#"{"calendar": {"unit": "month", "count": 2, "back": 5}}"#, "2 months back 5", "2023-11-01", "2023-12-31", 61),
        (r#"{"fixed": {"from": "2023-01-01", "to": "2024-01-01"}}"#, "[2023-01-01, 2024-01-01)", "2023-01-01", "2023-12-31", 365),
        (r#"{"fixed": {"from": "2024-05-01", "to": "2025-01-01"}}"#, "[2024-05-01, 2025-01-01)", "2024-05-01", "2024-05-20", 20),
    ] {
        assert_eq!(span(&days(window, "2024-05-20", "")), Some((from.to_owned(), to.to_owned(), n)), "{window}");
        // The same in a rule, and back.
        let text = format!("count(orders, {rule}) >= 1");
        let parsed = parse(&text, "").unwrap();
        assert_eq!(parsed.to_string(), text);
        let crate::rule::Predicate::Compare { subject: Subject::Aggregate(aggregate), .. } = parsed else { panic!("{text}") };
        assert_eq!(aggregate.window, serde_json::from_str::<Window>(window).unwrap());
    }
}

#[test]
fn a_stream_may_let_the_future_count() {
    let future = r#", "future": {"count": {}}"#;
    for (window, from, to) in [
        (r#"{"calendar": {"unit": "month"}}"#, "2024-05-01", "2024-05-31"),
        (r#"{"fixed": {"from": "2024-05-01", "to": "2024-07-01"}}"#, "2024-05-01", "2024-06-30"),
        (r#"{"lifetime": {}}"#, "2021-12-01", "2024-08-31"),
        // What is rolling ends with the day all the same.
        (r#"{"rolling": {"days": 2}}"#, "2024-05-19", "2024-05-20"),
    ] {
        let found = span(&days(window, "2024-05-20", future)).map(|(from, to, _)| (from, to));
        assert_eq!(found, Some((from.to_owned(), to.to_owned())), "{window}");
    }
}

/// What lies ahead is no contact that was: days since the last one are never below 0, and none where there was none yet.
#[test]
fn recency_looks_back_where_the_future_counts() {
    let text = r#"{"streams": [{"name": "b", "future": {"count": {}}}], "metrics": [{"name": "last", "measure": {"last_date": {"of": "b"}}},
      {"name": "r", "measure": {"recency": {"of": "b"}}}, {"name": "n", "measure": {"count": {"of": "b"}}}]}"#;
    let plan = FactsPlan::compile(&serde_json::from_str(text).unwrap(), &[], &mut Vec::new());
    let day = |text: &str| Some(i64::from(date(text).to_epoch_days()) * 86_400);
    let stream = EventStream { name: "b".to_owned(), customers: vec![0, 0, 1], times: vec![day("2024-05-18"), day("2024-05-25"), day("2024-05-25")], attributes: Vec::new() };
    let facts = plan.evaluate(&[stream], 2, Some(date("2024-05-20"))).table;
    let of = |name: &str| [0, 1].map(|row| facts.column(name).unwrap().number(row));
    assert_eq!((of("r"), of("n")), ([Some(2), None], [Some(2), Some(1)]));
    assert_eq!(of("last"), [day("2024-05-25").map(|t| t / 86_400); 2]);
}

#[test]
fn on_every_day_of_three_years_windows_hold_what_the_calendar_says() {
    use chrono::Datelike;
    let of_quarter = |day: NaiveDate| (day.year(), day.month0() / 3);
    let of_month = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
    let day = |text: &str| i64::from(date(text).to_epoch_days());
    let calendar = |unit, count, back| super::super::span::Span::Calendar { unit, count, back };
    use crate::spec::CalendarUnit::{Month, Quarter, Year};
    for today in date("2022-01-01").iter_days().take_while(|day| *day < date("2024-12-31")).step_by(3) {
        let now = i64::from(today.to_epoch_days());
        let holds = |span: &super::super::span::Span, at: NaiveDate| {
            let bounds = span.bounds(Some(now), false);
            let second = i64::from(at.to_epoch_days()) * 86_400;
            (bounds.from..=bounds.last).contains(&second) && (bounds.from..=bounds.last).contains(&(second + 86_399))
        };
        for at in date("2021-06-01").iter_days().take_while(|at| *at <= today + Days::new(2)).step_by(5) {
            let past = at <= today;
            let age = now - i64::from(at.to_epoch_days());
            assert_eq!(holds(&calendar(Month, 1, 0), at), past && of_month(at) == of_month(today));
            assert_eq!(holds(&calendar(Month, 3, 1), at), (1..=3).contains(&(of_month(today) - of_month(at))));
            assert_eq!(holds(&calendar(Quarter, 1, 0), at), past && of_quarter(at) == of_quarter(today));
            assert_eq!(holds(&calendar(Year, 1, 1), at), at.year() == today.year() - 1);
            assert_eq!(holds(&super::super::span::Span::Rolling { days: 90 }, at), (0..90).contains(&age));
            let fixed = super::super::span::Span::Fixed { from: day("2022-03-01"), to: day("2023-03-01") };
            assert_eq!(holds(&fixed, at), past && at >= date("2022-03-01") && at < date("2023-03-01"));
        }
    }
}

#[test]
fn an_event_opens_a_window() {
    let rows = [
        (0, "2024-04-01", None, "B"),
        (0, "2024-05-01", None, "A"),
        (0, "2024-05-10", None, "B"),
        (0, "2024-05-11", None, "B"),
        (0, "2024-06-01", None, "A"),
        (0, "2024-06-02", None, "B"),
        (1, "2024-05-01", None, "B"),
    ];
    let count = |edge: &str, days: u32, filter: &str| {
        let window = format!(r#"{{"since": {{"event": {{"of": "orders", "where": "product = \"A\""}}, "edge": "{edge}", "days": {days}}}}}"#);
        let metric = format!(r#"{{"name": "n", "measure": {{"count": {{"of": "orders"}}}}, "where": "product in {{{filter}}}", "window": {window}}}"#);
        column(&plan(&metric).evaluate(&[orders(&rows)], 2, Some(date("2024-06-30"))), "n")
    };
    assert_eq!(count("first", 10, "\\\"B\\\""), [Some(1), Some(0)]);
    assert_eq!(count("first", 11, "\\\"B\\\""), [Some(2), Some(0)]);
    assert_eq!(count("first", 1, "\\\"A\\\""), [Some(1), Some(0)]);
    assert_eq!(count("last", 30, "\\\"A\\\", \\\"B\\\""), [Some(2), Some(0)]);
    // Nothing is known of what is after the as-of date, events that would open a window included.
    let window = r#""window": {"since": {"event": {"of": "orders"}, "edge": "last", "days": 30}}"#;
    let metric = format!(r#"{{"name": "n", "measure": {{"count": {{"of": "orders"}}}}, {window}}}"#);
    assert_eq!(column(&plan(&metric).evaluate(&[orders(&rows)], 2, Some(date("2024-05-10"))), "n"), [Some(1), Some(1)]);
    let text = "count(orders, 30d since last(orders where product = \"A\")) >= 1";
    assert_eq!(parse(text, "").unwrap().to_string(), text);
    let extra = inline_aggregates(text, "x");
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec(""), &extra, &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(column(&plan.evaluate(&[orders(&rows)], 2, Some(date("2024-06-30"))), "count(orders, 30d since last(orders where product = \"A\"))"), [Some(2), Some(0)]);
}

#[test]
fn windows_that_cannot_be_are_errors() {
    for (window, code, path) in [
        (r#"{"calendar": {"unit": "month", "count": 0}}"#, Code::OutOfRange, "facts.metrics[0].window"),
        (r#"{"fixed": {"from": "2024-01-01", "to": "2024-01-01"}}"#, Code::OutOfRange, "facts.metrics[0].window"),
        (r#"{"fixed": {"from": "2024-02-30", "to": "2024-03-01"}}"#, Code::InvalidDate, "facts.metrics[0].window.fixed.from"),
        (r#"{"fixed": {"from": "2024-02-01", "to": "soon"}}"#, Code::InvalidDate, "facts.metrics[0].window.fixed.to"),
        (r#"{"since": {"event": {"of": "orders"}, "edge": "first", "days": 0}}"#, Code::OutOfRange, "facts.metrics[0].window"),
        (r#"{"since": {"event": {"of": "oders"}, "edge": "first", "days": 3}}"#, Code::UnknownMetric, "facts.metrics[0].window.since.event"),
        (r#"{"since": {"event": {"of": "orders", "where": "x = 1"}, "edge": "first", "days": 3}}"#, Code::UnknownMetric, "facts.metrics[0].window.since.event.where"),
    ] {
        let spec = spec(&format!(r#"{{"name": "n", "measure": {{"count": {{"of": "orders"}}}}, "window": {window}}}"#));
        let mut errors = Vec::new();
        _ = FactsPlan::compile(&spec, &[], &mut errors);
        let found: Vec<(Code, &str)> = errors.iter().map(|e| (e.code(), e.path())).collect();
        assert_eq!(found, [(code, path)], "{window}");
    }
    for text in [
        "count(orders, 0 months) > 1",
        "count(orders, this) > 1",
        "count(orders, this fortnight) > 1",
        "count(orders, [2024-01-01, 2024-02-01]) > 1",
        "count(orders, [2024-01-01) > 1",
        "count(orders, 3d since) > 1",
        "count(orders, 3d since last orders) > 1",
        "count(orders, 2 months back) > 1",
        "count(orders, 1.5 months) > 1",
        "top0(orders.product) = \"A\"",
        "top(orders.product) = \"A\"",
        "usual_spacing(orders) > 3",
        "again(orders) > 3",
    ] {
        assert_eq!(parse(text, "").unwrap_err().code(), Code::RuleSyntax, "{text}");
    }
}
