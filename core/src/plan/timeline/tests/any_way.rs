//! Thousands of histories: whatever the way to a day, values are those of a run.

use super::*;

/// Customers of a case, each a history.
const MANY: u32 = 24;
/// Those of a case in which the clock is stepped.
const STEPPED: u32 = 12;

/// The columns that go from day to day: what a run says of them hangs on the runs before.
const FROM_DAY_TO_DAY: [&str; 2] = ["阶段", "阶段色"];

/// Without what hangs on the days before.
fn of_the_day(names: &[String], mut values: Values) -> Values {
    for own in &mut values {
        own.iter_mut().zip(names).filter(|(_, name)| FROM_DAY_TO_DAY.contains(&name.as_str())).for_each(|(value, _)| value.clear());
    }
    values
}

/// The streams of one customer, who is the first then.
fn of_one(events: &[Event], customer: u32) -> Vec<EventStream> {
    streams(&events.iter().filter(|event| event.0 == customer).map(|event| (0, event.1, event.2, event.3, event.4)).collect::<Vec<_>>())
}

proptest! {
    // Twelve histories a case: 20 cases are 240, `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: cases(20), ..ProptestConfig::default() })]

    /// The clock is stepped day by day: what was said to change next changes on that day, and nothing before; every day is what a run as of
    /// it says; the log says the same of the days that are gone.
    #[test]
    fn stepping_the_clock_finds_nothing_else(events in prop::collection::vec(event(STEPPED), 0..100), from in 0..40_u64) {
        let plan = plan();
        let mut timeline = open_of(&plan, STEPPED, &events, day(from));
        let opened = open_of(&plan, STEPPED, &events, day(from));
        let (columns, streams) = (names(&timeline), streams(&events));
        let mut runs = Runs::of(&opened);
        let find = |timeline: &Timeline, customer: usize| timeline.next_changes(&format!("C{customer}")).unwrap().into_iter().map(|(_, day)| day).collect::<Vec<_>>();
        // `None`: it came, and nobody was asked since.
        let mut expected: Vec<Vec<Option<Option<NaiveDate>>>> = (0..STEPPED as usize).map(|customer| find(&timeline, customer).into_iter().map(Some).collect()).collect();
        let mut seen: Vec<Values> = Vec::new();
        for n in from..from + 150 {
            let today = day(n);
            let now = runs.run(&streams, today);
            timeline.advance(today).unwrap();
            prop_assert_eq!(apart(&columns, &current(&timeline), &now), [""; 0], "as of {}", today);
            if let Some(before) = seen.last() {
                for (customer, own) in now.iter().enumerate() {
                    for (column, value) in own.iter().enumerate() {
                        let changed = *value != before[customer][column];
                        let Some(next) = expected[customer][column] else { continue };
                        prop_assert_eq!(changed, next == Some(today), "C{} {} on {}: {:?}", customer, columns[column], today, next);
                    }
                }
            }
            seen.push(now);
            // What was said stands until it has come; now and then everybody is asked anew.
            for (customer, own) in expected.iter_mut().enumerate() {
                if (n - from + customer as u64 * 4).is_multiple_of(48) {
                    *own = find(&timeline, customer).into_iter().map(Some).collect();
                }
                own.iter_mut().filter(|next| **next == Some(Some(today))).for_each(|next| *next = None);
            }
        }
        for (n, said) in seen.iter().enumerate().step_by(7) {
            prop_assert_eq!(apart(&columns, &logged(&timeline, day(from + n as u64), u32::MAX), said), [""; 0], "of {}", day(from + n as u64));
        }
        let mut leap = opened;
        leap.advance(timeline.as_of()).unwrap();
        // Asked about alone, a dimension has the same next change as among all.
        let alone = |column: &String| timeline.next_change("C0", column).unwrap();
        prop_assert_eq!(columns.iter().map(alone).collect::<Vec<_>>(), find(&timeline, 0));
        let plain = |timeline: &Timeline| timeline.transitions().map(|t| (t.customer.to_owned(), t.dimension.to_owned(), t.from.map(str::to_owned), t.to.map(str::to_owned), t.at, t.cause, t.rule.map(str::to_owned))).collect::<Vec<_>>();
        prop_assert_eq!(plain(&leap), plain(&timeline), "one leap is as many steps");
    }
}

proptest! {
    // Twenty-four histories a case: 86 cases are 2,064, `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: cases(86), ..ProptestConfig::default() })]

    /// Events are told in any order between steps of the clock, some late, some corrected, some withdrawn, some told twice. Incremental,
    /// batch, single and as-of replay are the same: after each step values are those of a run that has what is left; at the end the log says
    /// of every day what a run as of it says, of what was known at a step what it said then, and so does a timeline that knew all from the
    /// start, and a run of one customer alone. Now and then other rules are published on the way: of days before, those that were in force count.
    #[test]
    fn any_way_leads_to_the_same(
        events in prop::collection::vec(event(MANY), 1..200),
        known in 0..100_usize,
        order in prop::collection::vec((any::<prop::sample::Index>(), 0..6_u8, 0..12_u64), 16..44),
        marked in any::<prop::sample::Index>(),
        alone in 0..MANY,
        published in prop::option::weighted(0.4, any::<prop::sample::Index>()),
    ) {
        let plan = plan();
        let mut base: Vec<Event> = events[..known.min(events.len())].to_vec();
        let mut timeline = open_of(&plan, MANY, &base, day(10));
        let opened = open_of(&plan, MANY, &base, day(10));
        let columns = names(&timeline);
        let mut live: BTreeMap<usize, Event> = BTreeMap::new();
        let mut today = 10;
        let marked = marked.index(order.len());
        let published = published.map(|at| at.index(order.len()));
        let mut other: Option<Other> = None;
        let mut then: Option<(Vec<Event>, u64, u32, Option<Other>)> = None;
        for (step, (which, what, later)) in order.into_iter().enumerate() {
            let at = which.index(events.len());
            let id = at.to_string();
            match what {
                0 => {
                    let event = TimelineEvent { id, ..told(&events, at) };
                    let there = live.remove(&at).is_some();
                    // What the run had is withdrawn by what it says, under any id.
                    let of_the_run = base.iter().any(|one| says(one) == says(&events[at]));
                    if there || !of_the_run {
                        prop_assert_eq!(timeline.withdraw(&event).is_ok(), there);
                    }
                }
                1 => {
                    // Corrected: what another event says, perhaps of another customer, under this one's id.
                    let other = Event::from((events[(at + 1) % events.len()].0, events[at].1, events[(at + 1) % events.len()].2, events[(at + 1) % events.len()].3, events[at].4));
                    timeline.tell(&TimelineEvent { id, ..told(&[other], 0) }).unwrap();
                    live.insert(at, other);
                }
                2 if !base.is_empty() => {
                    let gone = base.remove(which.index(base.len()));
                    // Of visits that say the same the run kept one.
                    base.retain(|event| event.1 != 1 || event.2.is_none() || says(event) != says(&gone));
                    timeline.withdraw(&TimelineEvent { id: String::new(), ..told(&[gone], 0) }).unwrap();
                }
                _ => {
                    timeline.tell(&told(&events, at)).unwrap();
                    live.insert(at, events[at]);
                }
            }
            today += later / 4;
            timeline.advance(day(today)).unwrap();
            if published == Some(step) {
                timeline.publish(&other_plan()).unwrap();
                other = Some((day(today), other_plan(), timeline.judge.fitted.clone()));
            }
            let left: Vec<Event> = base.iter().copied().chain(live.values().copied()).collect();
            if step.is_multiple_of(4) || what == 0 {
                let run = Runs { other: other.clone(), ..Runs::of(&opened) }.run(&streams(&left), day(today));
                prop_assert_eq!(apart(&columns, &of_the_day(&columns, current(&timeline)), &of_the_day(&columns, run)), [""; 0], "step {}, {}", step, day(today));
            }
            if step == marked {
                then = Some((left, today, timeline.log.revisions.len() as u32 - 1, other.clone()));
            }
        }
        let left: Vec<Event> = base.iter().copied().chain(live.values().copied()).collect();
        let runs = |other: &Option<Other>| Runs { other: other.clone(), ..Runs::of(&opened) };
        let days = runs(&other).days(&streams(&left), 10, today);
        prop_assert_eq!(apart(&columns, &current(&timeline), days.last().unwrap()), [""; 0]);
        let single = Runs { other: other.clone(), ..Runs::alone(&opened, alone) }.days(&of_one(&left, alone), 10, today);
        for (n, said) in (10..).zip(&days) {
            prop_assert_eq!(apart(&columns, &logged(&timeline, day(n), u32::MAX), said), [""; 0], "of {}", day(n));
            prop_assert_eq!(apart(&columns, &single[n as usize - 10], &vec![said[alone as usize].clone()]), [""; 0], "C{} alone on {}", alone, day(n));
        }
        let (left_then, today_then, revision, other_then) = then.unwrap();
        for (n, said) in (10..).zip(runs(&other_then).days(&streams(&left_then), 10, today_then)) {
            prop_assert_eq!(apart(&columns, &logged(&timeline, day(n), revision), &said), [""; 0], "of {} as it was known on {}", day(n), day(today_then));
        }
        let mut straight = Timeline::open(&plan, ids(MANY), streams(&left), &given(MANY), FactTable::default(), day(10), Some(opened.judge.fitted.clone())).unwrap();
        if let Some((from, plan, fitted)) = &other {
            // A ranking of nobody is fitted by what is known when rules are published, which is more here.
            if opened.judge.fitted.layers.len() < 4 {
                return Ok(());
            }
            prop_assert_eq!(&fitted.layers, &opened.judge.fitted.layers);
            straight.advance(*from).unwrap();
            straight.publish(plan).unwrap();
        }
        straight.advance(day(today)).unwrap();
        prop_assert_eq!(timeline.next_turn(), straight.next_turn());
        for n in [today + 30, today + 200] {
            timeline.advance(day(n)).unwrap();
            straight.advance(day(n)).unwrap();
            prop_assert_eq!(apart(&columns, &current(&timeline), &current(&straight)), [""; 0]);
        }
    }
}
