//! Metrics held to an oracle that looks at every event of every customer; one customer alone; any order.

use super::*;
use crate::spec::Window;
use proptest::prelude::*;

/// (customer, day or none, amount or none, product or none); days from 2024-01-01 on.
type Row = (u32, Option<u8>, Option<i16>, Option<u8>);

const START: &str = "2024-01-01";

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0..4_u32, prop::option::weighted(0.9, 0..120_u8), prop::option::weighted(0.8, any::<i16>()), prop::option::weighted(0.8, 0..3_u8));
    prop::collection::vec(row, 0..40)
}

/// In the order of (customer, time, content), as the library hands streams over.
fn stream(rows: &[Row]) -> EventStream {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    let day = |d: u8| (date(START) + chrono::Days::new(u64::from(d))).to_string();
    let named: Vec<(u32, String, Option<i64>, &str)> =
        rows.iter().map(|(c, d, a, p)| (*c, d.map(day).unwrap_or_default(), a.map(i64::from), p.map_or("", |p| ["A", "B", "C"][p as usize]))).collect();
    let rows: Vec<Order<'_>> = named.iter().map(|(c, d, a, p)| (*c, d.as_str(), *a, *p)).collect();
    orders(&rows)
}

const WINDOWS: [&str; 6] = [
    r#"{"lifetime": {}}"#,
    r#"{"rolling": {"days": 20}}"#,
    r#"{"calendar": {"unit": "month"}}"#,
    r#"{"calendar": {"unit": "month", "count": 2, "back": 1}}"#,
    r#"{"fixed": {"from": "2024-01-20", "to": "2024-03-05"}}"#,
    r#"{"since": {"event": {"of": "orders", "where": "product = \"A\""}, "edge": "first", "days": 15}}"#,
];

fn metrics(window: &str) -> String {
    let of = |name: &str, measure: &str, filter: &str| format!(r#"{{"name": "{name}", "measure": {measure}, "window": {window}{filter}}}"#);
    let plain = |name: &str| of(name, &format!(r#"{{"{name}": {{"of": "orders"}}}}"#), "");
    let valued = |name: &str, attribute: &str| of(name, &format!(r#"{{"{name}": {{"of": "orders", "attribute": "{attribute}"}}}}"#), "");
    [
        plain("count"),
        plain("first_date"),
        plain("last_date"),
        plain("recency"),
        valued("sum", "amount"),
        valued("mean", "amount"),
        valued("min", "amount"),
        valued("max", "amount"),
        valued("distinct", "product"),
        valued("again", "product"),
        of("of_b", r#"{"sum": {"of": "orders", "attribute": "amount"}}"#, r#", "where": "product = \"B\"""#),
        of("share", r#"{"share": {"of": "orders"}}"#, r#", "where": "product = \"B\"""#),
        of("spacing", r#"{"spacing": {"of": "orders", "statistic": "longest"}}"#, ""),
        of(
            "then",
            r#"{"sequence": {"first": {"of": "orders", "where": "product = \"A\""}, "then": {"of": "orders", "where": "product = \"B\""}, "within": 10, "gives": "count"}}"#,
            "",
        ),
    ]
    .join(",")
}

/// Whether an event is in a window, by the days themselves.
fn holds(window: &str, own: &[Row], day: Option<u8>, today: u8) -> bool {
    use chrono::Datelike;
    let lifetime = serde_json::from_str::<Window>(window).unwrap().is_lifetime();
    let Some(day) = day else { return lifetime };
    if day > today {
        return false;
    }
    let of = |day: u8| date(START) + chrono::Days::new(u64::from(day));
    let month = |day: u8| of(day).month0();
    match WINDOWS.iter().position(|w| *w == window).unwrap() {
        0 => true,
        1 => today - day < 20,
        2 => month(day) == month(today),
        3 => month(day) + 1 == month(today) || month(day) + 2 == month(today),
        4 => of(day) >= date("2024-01-20") && of(day) < date("2024-03-05"),
        _ => {
            let opens = own.iter().filter(|row| row.3 == Some(0)).filter_map(|row| row.1).filter(|d| *d <= today).min();
            opens.is_some_and(|opens| day >= opens && day < opens.saturating_add(15))
        }
    }
}

fn oracle(name: &str, window: &str, own: &[Row], today: u8) -> Option<i64> {
    let inside: Vec<&Row> = own.iter().filter(|row| holds(window, own, row.1, today)).collect();
    let epoch = i64::from(date(START).to_epoch_days());
    let days: Vec<i64> = inside.iter().filter_map(|row| row.1).map(i64::from).collect();
    let amounts = |of: &dyn Fn(&&&Row) -> bool| -> Vec<i64> { inside.iter().filter(of).filter_map(|row| row.2).map(i64::from).collect() };
    let all = amounts(&|_| true);
    let products: Vec<u8> = inside.iter().filter_map(|row| row.3).collect();
    let kinds = (0..3).filter(|p| products.contains(p)).count() as i64;
    let half_away = |a: i64, b: i64| (a.abs() + b / 2) / b * a.signum();
    let sum = |amounts: &[i64], some: bool| (!some || !amounts.is_empty()).then(|| amounts.iter().sum::<i64>());
    match name {
        "count" => Some(inside.len() as i64),
        "first_date" => days.iter().min().map(|d| d + epoch),
        "last_date" => days.iter().max().map(|d| d + epoch),
        "recency" => days.iter().max().map(|d| i64::from(today) - d),
        "sum" => sum(&all, !inside.is_empty()),
        "mean" => (!all.is_empty()).then(|| half_away(all.iter().sum(), all.len() as i64)),
        "min" => all.iter().min().copied(),
        "max" => all.iter().max().copied(),
        "distinct" => Some(kinds),
        "again" => Some(products.len() as i64 - kinds),
        "of_b" => sum(&amounts(&|row| row.3 == Some(1)), products.contains(&1)),
        "share" => (!inside.is_empty()).then(|| half_away(products.iter().filter(|p| **p == 1).count() as i64 * 1_000_000, inside.len() as i64)),
        "spacing" => {
            let mut days = days;
            days.sort_unstable();
            days.dedup();
            days.windows(2).map(|pair| pair[1] - pair[0]).max()
        }
        _ => {
            let of = |p: u8| inside.iter().filter(move |row| row.3 == Some(p)).filter_map(|row| row.1);
            Some(of(0).filter(|a| of(1).any(|b| b > *a && b - *a < 10)).count() as i64)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_metric_and_window_agrees_with_the_oracle(rows in rows(), today in 0..120_u8) {
        let as_of = Some(date(START) + chrono::Days::new(u64::from(today)));
        for window in WINDOWS {
            let plan = plan(&metrics(window));
            let facts = plan.evaluate(&[stream(&rows)], 4, as_of);
            for column in &facts.table.columns {
                for customer in 0..4_u32 {
                    let own: Vec<Row> = rows.iter().filter(|row| row.0 == customer).copied().collect();
                    prop_assert_eq!(column.number(customer as usize), oracle(&column.name, window, &own, today), "{} {} of {}", column.name, window, customer);
                }
            }
        }
    }

    #[test]
    fn a_customer_alone_has_the_facts_of_the_batch(rows in rows(), today in 0..120_u8) {
        let as_of = Some(date(START) + chrono::Days::new(u64::from(today)));
        for window in WINDOWS {
            let top = r#"{"name": "top", "measure": {"top": {"of": "orders", "attribute": "product", "most": 2}}}, {"name": "last", "measure": {"last": {"of": "orders", "attribute": "product"}}}"#;
            let plan = plan(&format!("{}, {top}", metrics(window)));
            let batch = plan.evaluate(&[stream(&rows)], 4, as_of);
            for customer in 0..4_u32 {
                let own: Vec<Row> = rows.iter().filter(|row| row.0 == customer).map(|row| (0, row.1, row.2, row.3)).collect();
                let alone = plan.evaluate(&[stream(&own)], 1, as_of);
                for (n, (one, all)) in alone.table.columns.iter().zip(&batch.table.columns).enumerate() {
                    prop_assert_eq!((one.number(0), one.text(0)), (all.number(customer as usize), all.text(customer as usize)), "{}", one.name);
                    prop_assert_eq!(alone.samples[n][0], batch.samples[n][customer as usize]);
                }
            }
        }
    }

    #[test]
    fn the_order_of_events_does_not_show(rows in rows(), seed in any::<u64>()) {
        // Without first and last, which take the input's order among equal times.
        let plan = plan(&metrics(WINDOWS[0]));
        let sorted = plan.evaluate(&[stream(&rows)], 4, Some(date("2024-03-01")));
        let mut stream = stream(&rows);
        let n = stream.customers.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|i| (*i as u64).wrapping_mul(seed | 1).rotate_left(17));
        stream.customers = order.iter().map(|i| stream.customers[*i]).collect();
        stream.times = order.iter().map(|i| stream.times[*i]).collect();
        for attribute in &mut stream.attributes {
            match &mut attribute.values {
                EventValues::Money(v) | EventValues::Number(v) => *v = order.iter().map(|i| v[*i]).collect(),
                EventValues::Text { ids, .. } => *ids = order.iter().map(|i| ids[*i]).collect(),
            }
        }
        let mixed = plan.evaluate(&[stream], 4, Some(date("2024-03-01")));
        for (a, b) in sorted.table.columns.iter().zip(&mixed.table.columns) {
            for row in 0..4 {
                prop_assert_eq!(a.number(row), b.number(row), "{}", a.name);
            }
        }
        prop_assert_eq!(sorted.samples, mixed.samples);
    }
}
