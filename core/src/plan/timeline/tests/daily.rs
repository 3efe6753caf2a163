//! What may say something else every day, given the fitted model: forecasts of repeat buying, and distances by recency.

use super::*;

const MANY: u32 = 24;

const SPEC: &str = r#"{
  "version": 1, "fields": [{"name": "名", "kind": {"text": {}}}], "sources": [{"name": "s", "columns": [{"field": "名", "from": ["名"]}]}],
  "facts": {"streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}]}],
    "metrics": [{"name": "距单", "measure": {"recency": {"of": "orders"}}}, {"name": "单数", "measure": {"count": {"of": "orders"}}}],
    "purchases": [{"name": "复购", "of": "orders", "unit_days": 7, "ahead": 28, "gives": {"alive": "存活", "purchases": "预计"},
      "model": {"frequency": {"r": 0.5, "alpha": 2.0, "a": 0.8, "b": 2.5}}}]},
  "tags": {"name": "t", "version": "1", "dimensions": [
      {"name": "存", "otherwise": "离", "rules": [{"value": "在", "when": "存活 >= 60%"}, {"value": "或", "when": "存活 >= 30%"}]},
      {"name": "多", "otherwise": "少", "rules": [{"value": "多", "when": "count(orders, 30d) >= 2"}]}]},
  "layers": [
    {"ranking": {"name": "前", "by": "预计", "cut": {"top": {"shares": [{"percent": 25, "layer": "前"}], "rest": "后"}}, "ties": "include", "otherwise": "无"}},
    {"k_means": {"name": "群", "columns": [{"by": "距单"}, {"by": "单数"}], "layers": ["甲", "乙", "丙"], "otherwise": "无"}}]
}"#;

fn plan() -> Plan {
    static PLAN: std::sync::OnceLock<Plan> = std::sync::OnceLock::new();
    PLAN.get_or_init(|| Plan::from_json(SPEC).unwrap()).clone()
}

fn orders(events: &[Event]) -> Vec<EventStream> {
    streams(events).into_iter().take(1).collect()
}

fn order() -> impl Strategy<Value = Event> {
    (0..MANY, 0..60_u16, 0..120_u8).prop_map(|(customer, day, amount)| (customer, 0, Some(day * 24 + 3), amount, 0))
}

proptest! {
    // Twenty-four histories a case: 8 cases are 192, `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: cases(8), ..ProptestConfig::default() })]

    #[test]
    fn stepping_the_clock_finds_nothing_else(events in prop::collection::vec(order(), 1..100), told_at in 5..40_u64, what in order()) {
        let mut timeline = plan().timeline(ids(MANY), orders(&events), &Given::default(), FactTable::default(), day(20)).unwrap();
        let opened = plan().timeline(ids(MANY), orders(&events), &Given::default(), FactTable::default(), day(20)).unwrap();
        let runs = || Runs { given: Given::default(), ..Runs::of(&opened) };
        let columns = names(&timeline);
        let mut all = events.clone();
        let mut before: Option<Values> = None;
        let mut expected: BTreeMap<(usize, usize), Option<NaiveDate>> = BTreeMap::new();
        for n in 20..80 {
            timeline.advance(day(n)).unwrap();
            let now = runs().run(&orders(&all), day(n));
            prop_assert_eq!(apart(&columns, &current(&timeline), &now), [""; 0], "as of {}", day(n));
            for (customer, column) in (0..6).flat_map(|customer| (0..columns.len()).map(move |column| (customer, column))) {
                if let (Some(before), Some(next)) = (&before, expected.get(&(customer, column))) {
                    prop_assert_eq!(before[customer][column] != now[customer][column], *next == Some(day(n)), "C{} {} on {}: {:?}", customer, columns[column], day(n), next);
                }
            }
            before = Some(now);
            if n == 20 + told_at {
                // Late or early, told by somebody.
                timeline.tell(&TimelineEvent { values: BTreeMap::from([("amount".into(), what.3.to_string())]), ..told(&[what], 0) }).unwrap();
                all.push(what);
                let now = runs().run(&orders(&all), day(n));
                prop_assert_eq!(apart(&columns, &current(&timeline), &now), [""; 0], "told on {}", day(n));
                (before, expected) = (Some(now), BTreeMap::new());
            }
            // Far ahead every day is looked at: customers are asked about in turn, and again when they changed.
            for customer in 0..6 {
                let again = (0..columns.len()).any(|column| expected.get(&(customer, column)) == Some(&Some(day(n))));
                if again || (customer == (n % 6) as usize && !expected.contains_key(&(customer, 0))) {
                    let found = timeline.next_changes(&format!("C{customer}")).unwrap();
                    expected.extend(found.into_iter().enumerate().map(|(column, (_, next))| ((customer, column), next)));
                }
            }
        }
        let runs = runs();
        for (n, said) in (20..80).zip(runs.days(&orders(&all), 20, 79)) {
            prop_assert_eq!(apart(&columns, &logged(&timeline, day(n), u32::MAX), &said), [""; 0], "of {}", day(n));
        }
    }
}

#[test]
fn models_stay_while_nothing_asks_for_others() {
    let events: Vec<Event> = (0..MANY).flat_map(|customer| (0..=customer % 5).map(move |n| (customer, 0, Some((n * 9) as u16 * 24), 10, 0))).collect();
    let mut timeline = plan().timeline(ids(MANY), orders(&events), &Given::default(), FactTable::default(), day(40)).unwrap();
    let model = |timeline: &Timeline| format!("{:?}", timeline.judge.fitted.layers);
    let before = model(&timeline);
    timeline.advance(day(60)).unwrap();
    // Other rules by the same facts: the models are those that were fitted first.
    timeline.publish(&Plan::from_json(&SPEC.replace("存活 >= 60%", "存活 >= 60% and 单数 >= 2")).unwrap()).unwrap();
    assert_eq!(model(&timeline), before);
    let changed: Vec<&str> = timeline.transitions().filter(|t| t.cause == Cause::Rules).map(|t| t.dimension).collect();
    assert!(!changed.is_empty() && changed.iter().all(|dimension| *dimension == "存"), "{changed:?}");
    // Another ranking is fitted to everybody as of now, the groups stay.
    timeline.publish(&Plan::from_json(&SPEC.replace("\"percent\": 25", "\"percent\": 50")).unwrap()).unwrap();
    assert_ne!(model(&timeline), before);
    let group = timeline.judge.fitted.layers.get("群").map(|model| format!("{model:?}")).unwrap();
    assert!(before.contains(&group), "{before} {group}");
    let front = timeline.customers().iter().filter(|id| timeline.values(id, "前").unwrap() == ["前"]).count();
    assert!(front >= 12, "{front}");
}

/// Publishing fits again what was refused, and keeps what was fitted.
#[test]
fn a_forecast_that_was_refused_is_fitted_again() {
    let timeline = plan().timeline(ids(MANY), orders(&[]), &Given::default(), FactTable::default(), day(140)).unwrap();
    let fitted = timeline.judge.fitted.clone();
    let mut refused = fitted.clone();
    for fit in &mut refused.purchases {
        (fit.model, fit.refused) = (None, Some(crate::purchase::Refusal::TooFew { customers: 0 }));
    }
    let mut other = fitted.clone();
    for fit in &mut other.purchases {
        fit.given = false;
    }
    assert!(fitted.purchases.len() == 1 && fitted.purchases[0].model.is_some() && other.purchases != fitted.purchases);
    assert_eq!(fitted.clone().keeping(&plan(), &plan(), &refused).purchases, fitted.purchases);
    assert_eq!(fitted.clone().keeping(&plan(), &plan(), &other).purchases, other.purchases);
    let others = Plan::from_json(&SPEC.replace("\"ahead\": 28", "\"ahead\": 29")).unwrap();
    assert_eq!(fitted.clone().keeping(&others, &plan(), &other).purchases, fitted.purchases);
}

/// What only a ratio is made of changes nothing by itself.
#[test]
fn a_recency_that_no_rule_reads_is_not_looked_at_every_day() {
    let ratio = SPEC
        .replace(r#"{"name": "单数","#, r#"{"name": "比", "measure": {"ratio": {"numerator": "距单", "denominator": "单数"}}}, {"name": "单数","#)
        .replace("count(orders, 30d) >= 2", "比 >= 3")
        .replace(r#"{"by": "距单"}, "#, "");
    let timeline = Plan::from_json(&ratio).unwrap().timeline(ids(1), orders(&[]), &Given::default(), FactTable::default(), day(1)).unwrap();
    let daily = |name: &str| timeline.judge.moments.is_daily_fact(name);
    assert_eq!((daily("距单"), daily("比"), daily("存活")), (false, false, true));
}
