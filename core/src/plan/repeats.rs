//! Events that say again what another one said: counted, and dropped where the stream asks for it.

use super::feeds::{Event, Holders};
use crate::error::quote;
use crate::model::Finding;
use crate::spec::{Repeats, StreamSpec};
use std::collections::BTreeMap;

/// Reports the repeats among sorted events by table, and drops them if the stream says so.
pub(super) fn find(spec: &StreamSpec, events: &mut Vec<Event>, holders: &Holders<'_>, findings: &mut Vec<Finding>) {
    let mut seen: BTreeMap<&str, (u64, String)> = BTreeMap::new();
    for pair in events.windows(2) {
        if let [before, event] = pair
            && repeat(before, event)
        {
            let table = spec.feeds.get(event.feed).map_or("", |f| f.table.as_str());
            seen.entry(table).or_insert_with(|| (0, holders.example(event))).0 += 1;
        }
    }
    let drop = !spec.repeats.is_keep();
    if drop && !seen.is_empty() {
        events.dedup_by(|event, before| repeat(before, event));
    }
    let done = match spec.repeats {
        Repeats::Keep {} => "they count all the same",
        Repeats::Drop {} => "they are dropped",
    };
    for (table, (n, example)) in seen {
        let text = format!("{n} events of {} have the time and the values of another one of the same customer, such as {example}; {done}", quote(&spec.name));
        findings.push(Finding::new("repeated_events", table, text));
    }
}

/// Whether an event says what the one before it says. Without a time nothing does.
fn repeat(before: &Event, event: &Event) -> bool {
    event.time.is_some() && (event.customer, event.time, &event.values) == (before.customer, before.time, &before.values)
}

#[cfg(test)]
mod tests {
    use crate::interop::json;
    use crate::{Outcome, Plan};

    /// Two systems export visits; the first one's rows, then the second one's.
    fn run(repeats: &str, web: &str, desk: &str) -> Outcome {
        let feed = |table: &str| {
            format!(r#"{{"table":"{table}","time":"时间","link":{{"source":"来源","id":"号"}},"attributes":{{"what":{{"column":"内容"}},"amount":{{"column":"金额"}}}}}}"#)
        };
        let spec = format!(
            r#"{{"version":1,"fields":[{{"name":"姓名","kind":{{"person_name":{{}}}}}},{{"name":"电话","kind":{{"phone":{{}}}}}}],
            "sources":[{{"name":"客户","id":"号","columns":[{{"field":"姓名","from":["姓名"]}},{{"field":"电话","from":["电话"]}}]}}],
            "facts":{{"streams":[{{"name":"visits"{repeats},"attributes":[{{"name":"what","kind":{{"text":{{}}}}}},{{"name":"amount","kind":{{"money":{{}}}}}}],
              "feeds":[{},{}]}}],
              "metrics":[{{"name":"n","measure":{{"count":{{"of":"visits"}}}}}},{{"name":"sum","measure":{{"sum":{{"of":"visits","attribute":"amount"}}}}}}]}}}}"#,
            feed("公众号"),
            feed("前台"),
        );
        // Records 1 and 2 are one customer.
        let customers = r#"[{"号":"1","姓名":"王芳","电话":"13812345678"},{"号":"2","姓名":"王芳","电话":"138 1234 5678"},{"号":"3","姓名":"李四","电话":"13987654321"}]"#;
        let tables = format!(r#"{{"as_of":"2024-06-30","tables":{{"客户":{customers},"公众号":[{web}],"前台":[{desk}]}}}}"#);
        json::run(&Plan::from_json(&spec).unwrap(), &tables).unwrap()
    }

    fn row(id: u32, time: &str, what: &str, amount: &str) -> String {
        format!(r#"{{"来源":"客户","号":"{id}","时间":"{time}","内容":"{what}","金额":"{amount}"}}"#)
    }

    fn column(out: &Outcome, name: &str) -> Vec<Option<i64>> {
        let column = out.facts().column(name).unwrap();
        (0..out.customers().len()).map(|c| column.number(c)).collect()
    }

    fn reported(out: &Outcome) -> Vec<(&str, &str)> {
        out.findings().iter().filter(|f| f.code == "repeated_events").map(|f| (f.path.as_str(), f.text.as_str())).collect()
    }

    const DROP: &str = r#","repeats":{"drop":{}}"#;

    #[test]
    fn the_same_interaction_out_of_two_systems_counts_once() {
        let web = [row(1, "2024-05-01 10:00:00", "咨询", "100.00"), row(3, "2024-05-01 10:00:00", "咨询", "100")].join(",");
        let desk = [row(2, "2024/5/1 10:00", " 咨询 ", "¥100"), row(2, "2024-05-01 10:00:01", "咨询", "100")].join(",");
        let kept = run("", &web, &desk);
        assert_eq!((column(&kept, "n"), column(&kept, "sum")), (vec![Some(3), Some(1)], vec![Some(30_000), Some(10_000)]));
        let text = "1 events of `visits` have the time and the values of another one of the same customer, such as `客户/2` at 2024-05-01 10:00:00; they count all the same";
        assert_eq!(reported(&kept), [("前台", text)]);
        let dropped = run(DROP, &web, &desk);
        assert_eq!((column(&dropped, "n"), column(&dropped, "sum")), (vec![Some(2), Some(1)], vec![Some(20_000), Some(10_000)]));
        assert!(reported(&dropped).iter().all(|(table, text)| *table == "前台" && text.ends_with("they are dropped")));
    }

    #[test]
    fn what_is_a_repeat_and_what_is_not() {
        for (one, other, repeats) in [
            (["2024-05-01", "A", "1"], ["2024年5月1日", "A", "1.00"], true),
            (["2024-05-01", "A", "1"], ["2024-05-01 10:00", "A", "1"], false),
            (["2024-05-01 10:00", "A", "1"], ["2024-05-01 10:00", "B", "1"], false),
            (["2024-05-01 10:00", "A", "1"], ["2024-05-01 10:00", "A", ""], false),
            (["2024-05-01 10:00", "A", "未知"], ["2024-05-01 10:00", "A", ""], true),
            (["2024-05-01 10:00", "", ""], ["2024-05-01 10:00", "", ""], true),
            (["", "A", "1"], ["", "A", "1"], false),
            (["昨天", "A", "1"], ["昨天", "A", "1"], false),
        ] {
            let [a, b] = [one, other].map(|[time, what, amount]| row(1, time, what, amount));
            let out = run(DROP, &format!("{a},{b}"), "");
            assert_eq!(column(&out, "n").first(), Some(&Some(2 - i64::from(repeats))), "{one:?} {other:?}");
            assert_eq!(reported(&out).len(), usize::from(repeats));
        }
    }

    #[test]
    fn the_order_of_rows_does_not_show() {
        let rows: Vec<String> = (0..24).map(|i| row(1 + i % 3, ["2024-05-01", "2024-05-01 10:00", "2024-05-02"][i as usize % 3], ["A", "B"][i as usize % 2], "5")).collect();
        let reversed: Vec<String> = rows.iter().rev().cloned().collect();
        for repeats in ["", DROP] {
            let one = run(repeats, &rows[..12].join(","), &rows[12..].join(","));
            let again = run(repeats, &reversed[12..].join(","), &reversed[..12].join(","));
            assert_eq!((column(&one, "n"), column(&one, "sum"), one.findings()), (column(&again, "n"), column(&again, "sum"), again.findings()));
            assert_eq!(reported(&one).len(), 2);
        }
    }

    #[test]
    fn the_spec_is_silent_about_the_default() {
        let spec = |repeats: &str| format!(r#"{{"name":"s"{repeats}}}"#);
        let read = |json: &str| serde_json::from_str::<crate::spec::StreamSpec>(json).unwrap();
        assert_eq!(serde_json::to_string(&read(&spec(r#","repeats":{"keep":{}}"#))).unwrap(), spec(""));
        assert_eq!(serde_json::to_string(&read(&spec(DROP))).unwrap(), spec(DROP));
    }
}
