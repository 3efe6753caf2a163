//! What comes beside the rules: choices by hand, and the tags of the run before.

use crate::error::{Code, Error, nearest, quote};
use crate::model::{Codes, Decided, Explanation, Finding, GivenBy, GivenTag, Statement, TagCodes, TagDimension, TagDomain, TagTable};
use crate::spec::{DimensionSpec, ManualPolicy, NullPolicy, TagsSpec};
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::sync::Arc;

/// What is given beside the rules, in any order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    /// Choices by hand.
    pub choices: Vec<Choice>,
    /// The tags of the run before.
    pub last: Vec<LastTag>,
}

/// A choice by hand.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Choice {
    /// The customer, as an index into the rows of facts.
    pub customer: u32,
    /// The dimension.
    pub dimension: String,
    /// When it was made: civil seconds since 1970-01-01. Later ones go before earlier ones.
    pub at: Option<i64>,
    /// The value.
    pub value: String,
    /// Who chose.
    pub actor: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it counts, as days since 1970-01-01.
    pub until: Option<i64>,
}

/// A tag of the run before.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct LastTag {
    /// The customer, as an index into the rows of facts.
    pub customer: u32,
    /// The dimension.
    pub dimension: String,
    /// The day on which the value was last decided, as days since 1970-01-01.
    pub since: i64,
    /// The value.
    pub value: String,
    /// The day before which a stage is not left, as days since 1970-01-01.
    pub until: Option<i64>,
}

/// What counts of what is given for a dimension.
#[derive(Clone, Copy, Debug)]
pub(super) struct Policies {
    null: NullPolicy,
    manual: ManualPolicy,
    combined: bool,
}

impl Policies {
    pub(super) fn of(dimension: &DimensionSpec) -> Self {
        Policies { null: dimension.null, manual: dimension.manual, combined: dimension.combine.is_some() }
    }
}

/// Whether tables of choices and of last tags say whose they are.
pub(super) fn check(spec: &TagsSpec, errors: &mut Vec<Error>) {
    let manual = spec.manual.as_ref().map(|m| ("manual", &m.table, m.customer.is_some(), m.link.is_some()));
    let previous = spec.previous.as_ref().map(|p| ("previous", &p.table, p.customer.is_some(), p.link.is_some()));
    for (part, table, customer, link) in [manual, previous].into_iter().flatten() {
        if table.is_empty() {
            errors.push(Error::new(Code::OutOfRange, format!("tags.{part}.table"), "a table needs a name"));
        }
        if customer == link {
            errors.push(Error::new(Code::TypeMismatch, format!("tags.{part}"), "either `customer` or `link` says whose the tags are"));
        }
    }
    let keeps = spec.dimensions.iter().position(|d| matches!(d.null, NullPolicy::KeepLast { .. }));
    for (at, _) in spec.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.lifecycle.is_some() && spec.previous.is_none()) {
        let error = Error::new(Code::MissingData, format!("tags.dimensions[{at}].lifecycle"), "a lifecycle needs the stages of the run before");
        errors.push(error.with_help("name their table under `tags.previous`; before the first run it is empty"));
    }
    if let (Some(at), None) = (keeps, &spec.previous) {
        let error = Error::new(Code::MissingData, format!("tags.dimensions[{at}].null"), "`keep_last` needs the tags of the run before");
        errors.push(error.with_help("name their table under `tags.previous`"));
    }
}

impl Given {
    /// Puts what counts of a dimension in its place; what does not is noted.
    pub(super) fn apply(&self, at: usize, policies: Policies, as_of: Option<i64>, dimension: &mut TagDimension, tags: &mut TagTable) {
        if let (NullPolicy::KeepLast { days }, Some(today)) = (policies.null, as_of) {
            self.keep(at, i64::from(days), today, dimension, tags);
        }
        let choices: Vec<&Choice> = self.choices.iter().filter(|choice| choice.dimension == dimension.domain.name && (choice.customer as usize) < tags.rows).collect();
        if choices.is_empty() {
            return;
        }
        let mut notes = Notes::new(&dimension.domain.name);
        if policies.combined || policies.manual == (ManualPolicy::Refused {}) {
            notes.count("refused_choices", choices.len(), "choices by hand are refused: the dimension takes none");
        } else {
            let counted = valid(&choices, as_of, &dimension.domain, &mut notes);
            match &mut dimension.codes {
                TagCodes::One(codes) => choose(at, &counted, policies.manual, dimension.domain.unknown, codes, &mut notes, &mut tags.given),
                TagCodes::Many { offsets, codes } => add(at, &counted, offsets, codes, &mut tags.given),
            }
        }
        tags.notes.extend(notes.found);
    }

    /// Last values stand where nothing can be decided, unless they are too old.
    fn keep(&self, at: usize, days: i64, today: i64, dimension: &mut TagDimension, tags: &mut TagTable) {
        let TagDimension { domain, codes: TagCodes::One(codes) } = dimension else { return };
        let mut last: Vec<&LastTag> = self.last.iter().filter(|last| last.dimension == domain.name).collect();
        // The latest of a customer first; among equals the order of values decides, not that of rows.
        last.sort_by_key(|last| (last.customer, std::cmp::Reverse(last.since), &last.value));
        last.dedup_by_key(|last| last.customer);
        let mut expired = 0;
        for last in last {
            let row = last.customer as usize;
            let Some(code) = domain.code(&last.value).filter(|code| Some(*code) != domain.unknown) else { continue };
            if domain.unknown.is_none() || codes.get(row) != domain.unknown {
                continue;
            }
            // One of the future is as good as new.
            if today.saturating_sub(last.since) > days {
                expired += 1;
                continue;
            }
            codes.set(row, Some(code));
            tags.given.push(GivenTag { dimension: at, customer: last.customer, by: GivenBy::Kept(last.since) });
        }
        let mut notes = Notes::new(&domain.name);
        notes.count("expired_tags", expired, &format!("values of the run before are older than {days} days and are not kept"));
        tags.notes.extend(notes.found);
    }

    /// Notes dimensions that there are not.
    pub(super) fn strangers<'d>(&self, domains: impl Iterator<Item = &'d Arc<TagDomain>>, notes: &mut Vec<Finding>) {
        let names: Vec<&str> = domains.map(|domain| domain.name.as_str()).collect();
        let mut strange: Vec<&str> = self.choices.iter().map(|c| c.dimension.as_str()).chain(self.last.iter().map(|l| l.dimension.as_str())).collect();
        strange.sort_unstable();
        strange.dedup();
        for name in strange.into_iter().filter(|name| !names.contains(name)) {
            notes.push(Finding::new("unknown_dimension", name, format!("tags are given in a dimension that there is not{}", like(name, names.iter().copied()))));
        }
    }
}

/// The choices that count today, as (customer, order of precedence, code).
fn valid<'c>(choices: &[&'c Choice], as_of: Option<i64>, domain: &TagDomain, notes: &mut Notes) -> Vec<(&'c Choice, u16)> {
    let (mut expired, mut future) = (0, 0);
    let mut strange: Vec<&str> = Vec::new();
    let mut counted = Vec::new();
    for choice in choices {
        let day = choice.at.map(|at| at.div_euclid(86_400));
        if as_of.is_some_and(|today| choice.until.is_some_and(|until| until < today)) {
            expired += 1;
        } else if as_of.is_some_and(|today| day.is_some_and(|day| day > today)) {
            future += 1;
        } else if let Some(code) = domain.code(&choice.value) {
            counted.push((*choice, code));
        } else {
            strange.push(&choice.value);
        }
    }
    notes.count("expired_choices", expired, "choices by hand have expired and do not count");
    notes.count("future_choices", future, "choices by hand are dated after the as-of date and do not count yet");
    let all = strange.len();
    strange.sort_unstable();
    if let Some(first) = strange.first() {
        let known = (0u16..).zip(&domain.values).filter(|(code, _)| Some(*code) != domain.unknown).map(|(_, value)| value.as_str());
        notes.count("unknown_tags", all, &format!("choices by hand are values that the dimension does not have, such as {}{}", quote(first), like(first, known)));
    }
    counted.sort();
    counted
}

/// The latest choice of a customer stands in the place of its value.
fn choose(at: usize, choices: &[(&Choice, u16)], policy: ManualPolicy, unknown: Option<u16>, codes: &mut Codes, notes: &mut Notes, given: &mut Vec<GivenTag>) {
    let (mut contested, mut chosen) = (0, Vec::new());
    for of_customer in choices.chunk_by(|a, b| a.0.customer == b.0.customer) {
        let Some((choice, code)) = of_customer.last() else { continue };
        contested += usize::from(of_customer.iter().any(|(_, other)| other != code));
        let row = choice.customer as usize;
        let open = codes.get(row).is_none_or(|code| Some(code) == unknown);
        if policy == (ManualPolicy::Fills {}) && !open {
            continue;
        }
        codes.set(row, Some(*code));
        chosen.push(tag(at, choice));
    }
    // A choice goes before a last value that was kept. Both lists are in the order of customers.
    given.retain(|other| other.dimension != at || chosen.binary_search_by_key(&other.customer, |tag: &GivenTag| tag.customer).is_err());
    given.extend(chosen);
    notes.count("contested_choices", contested, "customers have choices by hand that differ; the latest counts");
}

/// Every choice is one value more.
fn add(at: usize, choices: &[(&Choice, u16)], offsets: &mut Vec<u32>, codes: &mut Vec<u16>, given: &mut Vec<GivenTag>) {
    let mut more: HashMap<u32, Vec<u16>> = HashMap::new();
    for (choice, code) in choices {
        more.entry(choice.customer).or_default().push(*code);
        given.push(tag(at, choice));
    }
    let (mut new_offsets, mut new_codes) = (vec![0], Vec::with_capacity(codes.len() + choices.len()));
    for (row, ends) in (0u32..).zip(offsets.windows(2)) {
        let mut own: Vec<u16> = match ends {
            [from, to] => codes.get(*from as usize..*to as usize).unwrap_or(&[]).to_vec(),
            _ => Vec::new(),
        };
        own.extend(more.get(&row).into_iter().flatten());
        own.sort_unstable();
        own.dedup();
        new_codes.extend(own);
        new_offsets.push(u32::try_from(new_codes.len()).unwrap_or(u32::MAX));
    }
    (*offsets, *codes) = (new_offsets, new_codes);
}

fn tag(dimension: usize, choice: &Choice) -> GivenTag {
    let by = GivenBy::Choice { actor: choice.actor.clone(), reason: choice.reason.clone(), until: choice.until };
    GivenTag { dimension, customer: choice.customer, by }
}

/// What was given says where a value comes from; what the rules say stands below it.
pub(super) fn explain(at: usize, rules: Explanation, tags: &TagTable, row: usize) -> Explanation {
    let given = tags.given.iter().rev().find(|given| given.dimension == at && given.customer as usize == row);
    let (Some(given), Statement::Tag { dimension, values, .. }) = (given, &rules.statement) else {
        return rules;
    };
    let date = |days: i64| i32::try_from(days).ok().and_then(NaiveDate::from_epoch_days).map_or_else(|| days.to_string(), |date| date.to_string());
    let decided = match &given.by {
        GivenBy::Choice { actor, reason, until } => Decided::Manual { actor: actor.clone(), reason: reason.clone(), until: until.map(date) },
        GivenBy::Kept(since) => Decided::Kept(date(*since)),
    };
    let mut explanation = Explanation::new(Statement::Tag { dimension: dimension.clone(), values: values.clone(), decided: Some(decided) });
    explanation.parts = rules.parts;
    explanation
}

fn like<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    nearest(name, known).map(|near| format!("; did you mean {}?", quote(near))).unwrap_or_default()
}

/// Findings about one dimension.
struct Notes<'d> {
    dimension: &'d str,
    found: Vec<Finding>,
}

impl<'d> Notes<'d> {
    fn new(dimension: &'d str) -> Self {
        Notes { dimension, found: Vec::new() }
    }

    fn count(&mut self, code: &'static str, n: usize, text: &str) {
        if n > 0 {
            self.found.push(Finding::new(code, self.dimension, format!("{n} {text}")));
        }
    }
}
