//! Statements in English.

use super::conditions::{test_in_words, value_in_words};
use super::levels::in_words;
use super::numbers::{bits, both, name, names, percent, rule, said, values, written};
use super::{
    Agreement, Assumption, Compared, Decided, Disagreement, Holds, Language, Line, Loss, Omitted, PairVerdict, Preference, RecordGroup, RefusalReason, RuleCondition, Scored,
    Statement, Tie,
};
use crate::error::{excerpt, quote};
use crate::model::Status;

/// From here on something is said without reserve.
const LIKELY: f64 = 0.9;

/// A statement as one line.
pub(super) fn sentence(statement: &Statement) -> String {
    match statement {
        Statement::Customer { customer, records, sources, agreements, probability } => match probability {
            None => format!("{customer}: one record, from {}; no other record was found to be the same customer", sources.join(", ")),
            Some(p) => {
                let on = list(agreements.iter().map(|a| agreement(a, *records > 2)));
                format!("{customer}: {records} records from {} are one customer: {on}; {}", sources.join(", "), weakest(*p))
            }
        },
        Statement::Weakest { tie, ties } => {
            let of = if *ties == 1 { "the only tie".to_owned() } else { format!("the weakest of {ties} ties") };
            format!("{of}: {} and {}, {} ({})", name(&tie.a), name(&tie.b), grounds(tie), chance(tie))
        }
        Statement::Bridge { tie, left, right } => {
            let text =
                format!("hangs on the tie of {} and {}, {}; without it {} and {} would be two customers", name(&tie.a), name(&tie.b), grounds(tie), group(left), group(right));
            text
        }
        Statement::Joint { record, parts } => format!("hangs on the record {}; without it the others would be {parts} customers", name(record)),
        Statement::Pair { tie, verdict, customers, refusal, weak_only } => pair(tie, *verdict, customers, refusal.as_ref(), *weak_only),
        Statement::Rule { number, always, conditions } => {
            let then = if *always { "one customer" } else { "never one customer" };
            format!("rule {number} decided: {then} given {}", conditions.iter().map(condition).collect::<Vec<_>>().join(" and "))
        }
        Statement::WeakOnly {} => "what speaks for it only supports: by itself that is never enough".to_owned(),
        Statement::Prior { weight, one_in } => {
            let one_in = one_in.map_or("hardly a random pair of records is one customer".to_owned(), |n| format!("1 of {n:.0} random pairs of records is one customer"));
            format!("{:>7}  to start with, {one_in} (from here on each +1 doubles the odds of one customer, each -1 halves them)", bits(*weight))
        }
        Statement::Comparison(evidence) => comparison(evidence),
        Statement::Generic { field, value, records, names } => {
            format!("the {field} {} stands on {records} records under {names} names, so it does not count as a sign of one customer", said(value))
        }
        Statement::Relatives { weight } => format!(
            "{:>7}  against two people of one household or firm, who have much in common, too: of this and the sum so far the lower one counts, a little less where the two are close",
            bits(*weight)
        ),
        Statement::Calibration { slope, shift } => format!("{:>7}  added to {:.2} of all that, as labelled pairs say", bits(*shift), f64::from(*slope) / 1024.0),
        Statement::Total { weight, probability } => format!("{:>7}  in all: one customer is {} % likely", bits(*weight), percent(*probability)),
        Statement::Refused { customer, tie, reason, pairs } => {
            let more = if *pairs > 1 { format!(" and {} more pairs", pairs - 1) } else { String::new() };
            format!("not joined with {customer}, though {} and {} agree ({}){more}: {}", name(&tie.a), name(&tie.b), grounds(tie), refusal_words(reason))
        }
        Statement::Against(tie) => format!("what speaks against it the most is {} and {}: {}", name(&tie.a), name(&tie.b), list(tie.disagrees.iter().map(brief))),
        Statement::Contradicts { evidence } => format!("what their records contradict one another in: {}", list(evidence.iter().map(brief))),
        Statement::Banned(tie) => format!("{} keeps {} and {} apart{}", by_rule(tie), name(&tie.a), name(&tie.b), because(tie)),
        Statement::Differing { field, left, right } => format!("the {field} of one is {}, of the other {}", values(left), values(right)),
        Statement::BothIn { source, left, right } => format!("in {} the one has {}, the other {}", excerpt(source, 40), group(left), group(right)),
        Statement::Placed { record, customer, tie } => {
            let other = if tie.a == *record { &tie.b } else { &tie.a };
            format!("{} already belongs to {customer} with {}: {} ({})", name(record), name(other), grounds(tie), chance(tie))
        }
        Statement::Path { a, b, customer, steps, probability } if *steps == 1 => {
            format!("{} and {} are both {customer}, tied directly; {}", name(a), name(b), sure(*probability))
        }
        Statement::Path { a, b, customer, steps, probability } => {
            format!("{} and {} are both {customer}, tied in {steps} steps; of the weakest {}", name(a), name(b), sure(*probability))
        }
        Statement::Step(tie) => format!("{} and {}: {} ({})", name(&tie.a), name(&tie.b), grounds(tie), chance(tie)),
        Statement::NoPath { a, b, customers: [x, y] } => format!("{} belongs to {x}, {} to {y}: nothing ties the two", name(a), name(b)),
        Statement::Without { customer, field, value, groups, customers, records } => without(customer, &which(field, value.as_deref()), groups, *customers, *records),
        Statement::LostTie { tie, probability } => {
            let left = probability.map_or("too little would be left in common".to_owned(), |p| format!("only {} % likely", percent(p)));
            format!("{} and {} would no longer be tied: {left} (today {})", name(&tie.a), name(&tie.b), chance(tie))
        }
        Statement::Gained { customers, count } => format!("it would come together with {}", counted(customers, *count, |more| format!(" and {more} more customers"))),
        Statement::Ignored { field, value, customers, split } => {
            format!("without {}, {split} of {customers} customers with several records would fall apart", which(field, value.as_deref()))
        }
        Statement::Assumed { field, what: Assumption::Weights } => format!("said with the weights of this run; learned anew without the {field} they might differ a little"),
        Statement::Assumed { field, what: Assumption::Readings(fields) } => {
            format!("the {} of some of these records was read with the help of the {field}; it is taken as it was read", fields.join(", "))
        }
        Statement::LeftOut { what, count } => format!("… and {count} more {}", omitted(*what, *count == 1)),
        Statement::Profile {} => "profile".to_owned(),
        Statement::Value { field, value: None, written, .. } => format!("{field}: no usable value among {written} written"),
        Statement::Value { field, value: Some(value), record, by, .. } => {
            let from = record.as_ref().map_or(String::new(), |r| format!(" from {}", name(r)));
            format!("{field} = {}{from} ({})", said(value), by.as_ref().map_or("no other value".to_owned(), preference))
        }
        Statement::Verified { method, date, operator, record } => {
            let or = |text: &Option<String>| text.as_deref().map_or("not said".to_owned(), said);
            format!("verified: method {}, date {}, operator {}, says {}", or(method), date.as_deref().unwrap_or("not said"), or(operator), name(record))
        }
        Statement::Loser { value, record, status, lost } => format!("not {} from {} ({})", said(value), name(record), loss(*status, lost.as_ref())),
        Statement::Conflict { field, kind, values } => {
            let how = match kind {
                Disagreement::Contradiction => "can only be one, and the records say",
                Disagreement::Undecided => "nothing but order decided between",
            };
            format!("{field}: {how} {}", list(values.iter().map(|v| said(v))))
        }
        Statement::Tag { dimension, values, decided } => {
            let value = if values.is_empty() { "no value".to_owned() } else { values.join(", ") };
            let why = decided.as_ref().map_or(String::new(), |d| format!(" ({})", decision(d)));
            format!("{dimension}: {value}{why}")
        }
        Statement::Layer { layering, layer, decided } => format!("{layering}: {layer} ({})", decision(decided)),
        Statement::Next { of, wanted, reached: true, .. } => format!("{of}: {wanted} is what it is"),
        Statement::Next { of, wanted, now, changes, .. } => {
            let now = if now.is_empty() { "no value".to_owned() } else { now.join(", ") };
            let what = match changes {
                0 => "no single change was found that would do, nor any of the pairs that were tried".to_owned(),
                1 => "this would do".to_owned(),
                n => format!("each of these {n} would do, the nearest first"),
            };
            format!("{of}: {now} now; to be {wanted}, {what}")
        }
        Statement::Change(change) => super::next::sentence(change, Language::En),
        Statement::Becomes { column, from, to } => format!("{column}: {} → {}", from.as_deref().unwrap_or("not known"), to.as_deref().unwrap_or("not known")),
        Statement::Searched { events, days, pair_events, pair_days, kinds } => {
            format!(
                "looked at: up to {events} more events of one kind, one more event of any amount, up to {days} days without events, another value of a field; and of pairs: up to {pair_events} more events of one kind ({kinds} kinds of each stream) or another value of a field, with up to {pair_events} more events or one more event of some amount; such events with another value of a field; and one event or another value of a field after up to {pair_days} days without events"
            )
        }
        Statement::Lacks { column, value, test, by, too_much } => {
            format!("{column} = {value}; {} takes {by} {}", excerpt(&test_in_words(Language::En, test), 200), if *too_much { "less" } else { "more" })
        }
        Statement::Case { value, rule: text, holds } => {
            let gives = value.as_ref().map_or(String::new(), |v| format!("{v} if "));
            format!("{gives}{} is {}", rule(text), truth(*holds))
        }
        Statement::Test { column, value, test, holds } => {
            format!(
                "{column} = {}; {} is {}",
                value.as_deref().map_or("not known", |value| value_in_words(Language::En, value)),
                excerpt(&test_in_words(Language::En, test), 200),
                truth(*holds)
            )
        }
        Statement::Text { words } => words.clone(),
    }
}

fn pair(tie: &Tie, verdict: PairVerdict, customers: &[String; 2], refusal: Option<&RefusalReason>, weak_only: bool) -> String {
    let (a, b) = (name(&tie.a), name(&tie.b));
    let against = list(tie.disagrees.iter().map(brief));
    let but = |word: &str| if tie.disagrees.is_empty() { String::new() } else { format!("; {word} {against}") };
    match verdict {
        PairVerdict::Same => {
            let are = if tie.rule.is_some() || tie.probability >= LIKELY { "are" } else { "are taken for" };
            format!("{a} and {b} {are} the same customer: {}{}; {}", grounds(tie), but("though"), certainty(tie))
        }
        PairVerdict::SameThroughOthers => {
            let said = if tie.agrees.is_empty() { "have nothing in common themselves".to_owned() } else { format!("have only this in common: {}", grounds(tie)) };
            format!("{a} and {b} are the same customer, {}, through other records; the two {said}{}; by themselves {}", customers[0], but("and"), chance(tie))
        }
        PairVerdict::Refused => {
            let why = refusal.map_or("other records spoke against it".to_owned(), refusal_words);
            format!("{a} and {b} look like the same customer ({}), but were kept apart: {why}", grounds(tie))
        }
        PairVerdict::Different if tie.rule.is_some() => {
            format!("{a} and {b} are not the same customer, as rule {} says{}{against}", tie.rule.unwrap_or(0), if against.is_empty() { "" } else { ": " })
        }
        PairVerdict::Different => {
            let only = match (tie.agrees.is_empty(), weak_only) {
                (true, _) => "nothing in common that counts".to_owned(),
                (false, true) => format!("in common only {}, which by itself is never enough", grounds(tie)),
                (false, false) => format!("in common only {}", grounds(tie)),
            };
            format!("{a} and {b} are not the same customer: {only}{}; {}", but("and"), chance(tie))
        }
    }
}

fn comparison(e: &Compared) -> String {
    let mut text = format!("{:>7}  {} — {}", bits(e.weight), in_words(Language::En, &e.comparison, &e.level), written(e, " ~ "));
    if let Some(shared) = &e.shared {
        text.push_str(&format!(" (on {} records)", shared.records));
    }
    if e.dependence != 0 {
        let (change, size) = (if e.dependence < 0 { "taken off" } else { "added" }, f64::from(e.dependence.unsigned_abs()) / 1024.0);
        text.push_str(&format!(" ({size:.1} {change}, as it tends to come along with other things in common)"));
    }
    if e.weak {
        text.push_str(" (supports, but is never enough by itself)");
    }
    if !e.counted {
        text.push_str(" (not counted: a related comparison says more)");
    }
    text
}

/// What speaks for a tie, in words.
fn grounds(tie: &Tie) -> String {
    if tie.agrees.is_empty() { "nothing in common".to_owned() } else { list(tie.agrees.iter().map(brief)) }
}

/// One evidence, with its values and how rare they are.
fn brief(e: &Compared) -> String {
    let words = in_words(Language::En, &e.comparison, &e.level);
    let values = both(e, " and ");
    match e.shared.as_ref().map(|s| s.records) {
        Some(2) => format!("{words} ({values}, on no other record)"),
        Some(n) => format!("{words} ({values}, on {n} records)"),
        None if values.is_empty() => words,
        None => format!("{words} ({values})"),
    }
}

/// What ties agree on; how many of them, where there are several.
fn agreement(a: &Agreement, counted: bool) -> String {
    let ties = match a.ties {
        _ if !counted => String::new(),
        1 => " (1 tie)".to_owned(),
        n => format!(" ({n} ties)"),
    };
    format!("{}{ties}", in_words(Language::En, &a.comparison, &a.level))
}

fn by_rule(tie: &Tie) -> String {
    tie.rule.map_or_else(|| "a rule".to_owned(), |n| format!("rule {n}"))
}

/// What the two of a pair differ in, behind a colon.
fn because(tie: &Tie) -> String {
    if tie.disagrees.is_empty() { String::new() } else { format!(": {}", list(tie.disagrees.iter().map(brief))) }
}

/// Parts of a sentence, one after the other.
fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

/// How sure the weakest tie of a customer is.
fn weakest(probability: f64) -> String {
    if probability >= 1.0 { "rules say so".to_owned() } else { format!("the weakest tie is {}", sure(probability)) }
}

fn chance(tie: &Tie) -> String {
    tie.rule.map_or_else(|| format!("{} % likely", percent(tie.probability)), |n| format!("certain by rule {n}"))
}

fn certainty(tie: &Tie) -> String {
    match tie.rule {
        Some(n) => format!("rule {n} says so"),
        None => sure(tie.probability),
    }
}

fn sure(probability: f64) -> String {
    let how = match probability {
        p if p >= 1.0 => return "a rule says so".to_owned(),
        p if p >= 0.999 => "almost certain",
        p if p >= 0.99 => "very likely",
        p if p >= LIKELY => "likely",
        p if p >= 0.7 => "fairly likely",
        _ => "not quite sure",
    };
    format!("{how} ({} %)", percent(probability))
}

fn group(g: &RecordGroup) -> String {
    format!("{{{}}}", names(g, ", ", |n| format!(" and {n} more")))
}

/// Customers, and how many more there are.
fn counted(customers: &[String], count: u32, more: impl Fn(u32) -> String) -> String {
    let rest = count.saturating_sub(u32::try_from(customers.len()).unwrap_or(u32::MAX));
    format!("{}{}", customers.join(", "), if rest > 0 { more(rest) } else { String::new() })
}

fn which(field: &str, value: Option<&str>) -> String {
    value.map_or_else(|| format!("the {field}"), |v| format!("the {field} {}", said(v)))
}

fn without(customer: &str, what: &str, groups: &[RecordGroup], customers: u32, records: u32) -> String {
    match (records, customers) {
        (0, 0 | 1) => format!("{customer} has no record with {what}: it would still be one customer"),
        (_, 0 | 1) => format!("without {what} {customer} would still be one customer"),
        (_, n) => {
            let mut shown: Vec<String> = groups.iter().map(group).collect();
            if let Some(more) = (n as usize).checked_sub(groups.len()).filter(|more| *more > 0) {
                shown.push(format!("{more} more"));
            }
            let last = shown.pop().unwrap_or_default();
            let number = if n == 2 { "two".to_owned() } else { n.to_string() };
            format!("without {what} {customer} would be {number} customers: {} and {last}", shown.join(", "))
        }
    }
}

fn refusal_words(reason: &RefusalReason) -> String {
    match reason {
        RefusalReason::Ban => "a rule keeps some of their records apart".to_owned(),
        RefusalReason::UniqueSource(source) => format!("both have a record in {source}, where nobody stands twice"),
        RefusalReason::ExclusiveField(field) => format!("their {field} differ, and a customer has one"),
        RefusalReason::Evidence => "all their records together speak against it".to_owned(),
        RefusalReason::Contradiction => "taken together, their records contradict one another".to_owned(),
        RefusalReason::Taken => "one of the two has its place already".to_owned(),
    }
}

fn condition(c: &RuleCondition) -> String {
    let words = |level: &str| in_words(Language::En, &c.comparison, level);
    match (c.at_least.as_deref(), c.at_most.as_deref()) {
        (Some(low), Some(high)) => format!("{} or better, up to {}", words(low), words(high)),
        (Some(best @ ("exact" | "same_mobile")), None) => words(best),
        (Some(low), None) => format!("{} (or closer)", words(low)),
        (None, Some("else")) => words("else"),
        (None, Some(high)) => format!("{} or worse", words(high)),
        (None, None) => format!("{} known on both sides", c.comparison),
    }
}

fn omitted(what: Omitted, one: bool) -> &'static str {
    match (what, one) {
        (Omitted::Ties | Omitted::LostTies, true) => "tie",
        (Omitted::Ties | Omitted::LostTies, false) => "ties",
        (Omitted::Bridges, true) => "tie on which it hangs",
        (Omitted::Bridges, false) => "ties on which it hangs",
        (Omitted::Joints, true) => "record on which it hangs",
        (Omitted::Joints, false) => "records on which it hangs",
        (Omitted::Refusals, true) => "customer that it was kept apart from",
        (Omitted::Refusals, false) => "customers that it was kept apart from",
        (Omitted::Splits, true) => "customer",
        (Omitted::Splits, false) => "customers",
        (Omitted::Generic, true) => "value that does not count",
        (Omitted::Generic, false) => "values that do not count",
    }
}

fn preference(by: &Preference) -> String {
    let words = match by {
        Preference::Valid => "the soundest reading",
        Preference::SourcePriority => "the most trusted source",
        Preference::MostRecent => "the most recent record",
        Preference::MostFrequent => "on most records",
        Preference::Longest => "the longest form",
        Preference::Verified => "it was verified",
        Preference::Complete => "the most complete",
        Preference::Listed => "the value that goes first",
        Preference::Filled => "its group's record says nothing, and this one does not contradict it",
        Preference::Order => "nothing but order sets it apart",
        Preference::Sources(order) => return format!("the source that goes first: {}", order.join(", ")),
        Preference::Custom(name) => return format!("chosen by {}", said(name)),
    };
    words.to_owned()
}

/// Why a value lost, behind how it reads.
fn loss(status: Status, lost: Option<&Loss>) -> String {
    match lost {
        None | Some(Loss::Unusable) => quality(status).to_owned(),
        Some(Loss::Writing) => "the same value in another writing".to_owned(),
        Some(Loss::By(by)) => format!("{}, but another one goes first: {}", quality(status), preference(by)),
        Some(Loss::Group) => "its record contradicts that of the group".to_owned(),
    }
}

fn quality(status: Status) -> &'static str {
    match status {
        Status::Ok => "sound",
        Status::Repaired => "sound once repaired",
        Status::Suspicious => "doubtful",
        Status::Ambiguous => "open to several readings",
        Status::Invalid => "unusable",
        Status::Missing => "as good as empty",
    }
}

fn decision(decided: &Decided) -> String {
    let cells = |cells: &[(String, Option<String>)]| list(cells.iter().map(|(d, v)| format!("{d} = {}", v.as_deref().unwrap_or("no value"))));
    match decided {
        Decided::Rule(number, text) => format!("rule {number}: {}", rule(text)),
        Decided::Rules(1) => "1 rule is true".to_owned(),
        Decided::Rules(n) => format!("{n} rules are true"),
        Decided::Score { points, rules, open: 0 } => format!("{points} points from {}", if *rules == 1 { "1 rule".to_owned() } else { format!("{rules} rules") }),
        Decided::Score { points, rules, open } => format!("{points} points from {rules} rules, and {open} cannot be decided"),
        Decided::Manual { actor, reason, until } => {
            let by = actor.as_ref().map(|actor| format!(" by {}", quote(actor))).unwrap_or_default();
            let why = reason.as_ref().map(|reason| format!(": {}", quote(reason))).unwrap_or_default();
            let until = until.as_ref().map(|until| format!(", until {until}")).unwrap_or_default();
            format!("chosen by hand{by}{until}{why}")
        }
        Decided::Kept(since) => format!("cannot be decided now, kept from {since}"),
        Decided::Undecided => "no rule is true, and not all can be decided".to_owned(),
        Decided::Otherwise => "every rule is false".to_owned(),
        Decided::Joined => "joined".to_owned(),
        Decided::Stage { reason, since } => super::stages::said(reason, since.as_ref(), Language::En),
        Decided::Override(number, text) => format!("override {number}: {}", rule(text)),
        Decided::Cell(values) => format!("cell {}", cells(values)),
        Decided::NoCell(values) => format!("otherwise, since not everything is known: {}", cells(values)),
        Decided::Ranked { by, value, lowest_first, of_sum, ranked, reached, missed } => {
            let who = |line: &Line| {
                let best = if *lowest_first { "lowest" } else { "highest" };
                if *of_sum { format!("those who make {} of the sum", line.share) } else { format!("the {best} {}", line.share) }
            };
            let (at_least, short) = if *lowest_first { ("at most", "more than") } else { ("at least", "less than") };
            let mut text = format!("{by} {value} among {ranked} customers");
            if let Some(line) = reached {
                text.push_str(&format!(": {at_least} the {} of {}", line.number, who(line)));
            }
            if let Some(line) = missed {
                text.push_str(&format!("{} {short} the {} of {}", if reached.is_some() { "," } else { ":" }, line.number, who(line)));
            }
            text
        }
        Decided::Weighted { score, of, weights, from, below } => {
            let part = |s: &Scored| format!("{} {} gives {} × {}", s.by, s.value.as_deref().unwrap_or("not known"), s.points.unwrap_or(0), s.weight);
            let band = match (from, below) {
                (Some(from), _) => format!(", from {from} on"),
                (None, Some(below)) => format!(", below {below}"),
                (None, None) => String::new(),
            };
            format!("{score} points{band}: {}; by {weights}", list(of.iter().map(part)))
        }
        Decided::Scores { scores, of } => list(scores.iter().map(|(by, value, score)| format!("{by} {value} scores {score} of {of}"))),
        Decided::Nearest { numbers, distance, next } => {
            let next = next.as_ref().map(|(layer, far)| format!(", the next one, {}, {far}", quote(layer))).unwrap_or_default();
            format!("the nearest centre is {distance} standard deviations away{next}: {}", cells(numbers))
        }
    }
}

fn truth(holds: Holds) -> &'static str {
    match holds {
        Holds::True => "true",
        Holds::False => "false",
        Holds::Unknown => "not known",
    }
}
