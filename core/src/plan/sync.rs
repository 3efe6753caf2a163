//! What arrived, beside the rule by which it should (R46).

use super::feeds::{Superseded, times};
use super::time::{TimeReader, date_of};
use crate::error::{Code, Error, quote};
use crate::model::Finding;
use crate::spec::{Spec, SyncMode, SyncSpec, UtcOffset};
use crate::table::{Column, Inputs, Table};
use chrono::{Days, NaiveDate};
use hashbrown::HashMap;
use serde::{Serialize, Serializer};

/// What arrived of a table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SyncReport {
    /// The table.
    pub table: String,
    /// The system that it comes from.
    pub system: Option<String>,
    /// How many rows.
    pub rows: u64,
    /// How many different keys.
    pub keys: u64,
    /// Rows beyond the first of their key.
    pub repeated: u64,
    /// Those of them that do not count, since another row of the key is later.
    pub superseded: u64,
    /// Rows of which a part of the key is empty.
    pub without_key: u64,
    /// Rows without a readable time of change, where the rule names one.
    pub without_time: u64,
    /// The day of the earliest change.
    #[serde(serialize_with = "written")]
    pub from: Option<NaiveDate>,
    /// The day of the latest change.
    #[serde(serialize_with = "written")]
    pub to: Option<NaiveDate>,
    /// The day from which the next increment has to begin: that of the latest change less the days for late rows. What it brings
    /// again, the key tells.
    #[serde(serialize_with = "written")]
    pub next_from: Option<NaiveDate>,
    /// How often it should come.
    pub every_hours: Option<u32>,
}

fn written<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    day.map(|day| day.to_string()).serialize(serializer)
}

/// Checks that rules are of tables that the spec knows, once each, with a key.
pub(super) fn compile(spec: &Spec, errors: &mut Vec<Error>) {
    let feeds = spec.facts.streams.iter().flat_map(|s| &s.feeds).map(|f| f.table.as_str());
    let known: Vec<&str> = spec.sources.iter().map(|s| s.name.as_str()).chain(feeds).collect();
    for (n, rule) in spec.sync.iter().enumerate() {
        let path = format!("sync[{n}]");
        if !known.contains(&rule.table.as_str()) {
            let error = Error::new(Code::UnknownSource, format!("{path}.table"), format!("no source and no feed is called {}", quote(&rule.table)));
            errors.push(error.with_nearest(&rule.table, known.iter().copied()));
        }
        if spec.sync.iter().take(n).any(|other| other.table == rule.table) {
            errors.push(Error::new(Code::DuplicateName, format!("{path}.table"), format!("{} has a rule already", quote(&rule.table))));
        }
        if rule.key.is_empty() {
            errors.push(Error::new(Code::EmptyList, format!("{path}.key"), "a row needs a key of at least one column"));
        }
        if rule.every_hours == Some(0) {
            errors.push(Error::new(Code::OutOfRange, format!("{path}.every_hours"), "a table comes every hour at the most"));
        }
    }
}

/// Looks at what arrived of every table with a rule.
pub(super) fn check(spec: &Spec, inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> (Vec<SyncReport>, Superseded) {
    let mut superseded = Superseded::new();
    let reports = spec.sync.iter().map(|rule| {
        let feeds = spec.facts.streams.iter().any(|stream| stream.feeds.iter().any(|feed| feed.table == rule.table && (feed.link.is_some() || feed.customer.is_some())));
        let (report, gone) = arrived(rule, spec.utc_offset, feeds && rule.mode.time().is_some(), inputs, findings);
        if report.superseded > 0 {
            superseded.insert(rule.table.clone(), gone);
        }
        report
    });
    (reports.collect(), superseded)
}

/// A row of a table with several batches.
struct Row<'a> {
    table: &'a Table<'a>,
    at: usize,
    number: usize,
    time: Option<i64>,
}

impl<'a> Row<'a> {
    /// What it says, in the order of the columns' names: the last resort among rows of one key and time.
    fn content(&self) -> Vec<(&'a str, Option<&'a str>)> {
        let mut cells: Vec<(&str, Option<&str>)> = self.table.columns().iter().map(|(name, column)| (name.as_str(), column.get(self.at))).collect();
        cells.sort_unstable();
        cells
    }

    fn is_later(&self, other: &Row<'_>) -> bool {
        self.time > other.time || (self.time == other.time && self.content() > other.content())
    }
}

fn arrived(rule: &SyncSpec, clock: UtcOffset, upsert: bool, inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> (SyncReport, Vec<bool>) {
    let mut reader: TimeReader = times(inputs, &rule.table, rule.mode.time(), clock);
    let mut latest: HashMap<Vec<&str>, Row<'_>> = HashMap::new();
    let mut gone = Vec::new();
    let (mut repeated, mut without_key, mut without_time) = (0_u64, 0_u64, 0_u64);
    let (mut from, mut to): (Option<i64>, Option<i64>) = (None, None);
    let mut missing: Vec<&str> = Vec::new();
    for table in inputs.batches(&rule.table) {
        let keys: Vec<Option<Column<'_>>> = rule.key.iter().map(|name| table.column(name)).collect();
        let time = rule.mode.time().and_then(|name| table.column(name));
        missing.extend(rule.key.iter().map(String::as_str).chain(rule.mode.time()).filter(|name| table.column(name).is_none()));
        for at in 0..table.rows() {
            let number = gone.len();
            gone.push(false);
            let time = time.and_then(|c| c.get(at)).and_then(|raw| reader.seconds(raw));
            without_time += u64::from(time.is_none() && rule.mode.time().is_some());
            from = [from, time].into_iter().flatten().min();
            to = to.max(time);
            let key: Vec<&str> = keys.iter().map(|c| c.and_then(|c| c.get(at)).map_or("", crate::text::fold::trim)).collect();
            if key.iter().any(|part| part.is_empty()) {
                without_key += 1;
                continue;
            }
            let row = Row { table, at, number, time };
            let loser = match latest.get_mut(&key) {
                None => {
                    latest.insert(key, row);
                    continue;
                }
                Some(best) if row.is_later(best) => std::mem::replace(best, row).number,
                Some(_) => row.number,
            };
            repeated += 1;
            if let Some(slot) = gone.get_mut(loser) {
                *slot = upsert;
            }
        }
    }
    missing.sort_unstable();
    missing.dedup();
    for name in missing {
        findings.push(Finding::new("missing_column", format!("{}.{name}", rule.table), "a sync rule names a column that the table does not have"));
    }
    let superseded = if upsert { repeated } else { 0 };
    let notes = [
        (superseded, "superseded_rows", "rows have the key of a later one and do not count"),
        (repeated - superseded, "repeated_keys", "rows have the key of another one; each counts"),
        (without_key, "rows_without_key", "rows lack a part of the key; each counts"),
        (without_time, "rows_without_time", "rows have no readable time of change"),
    ];
    findings.extend(notes.into_iter().filter(|(n, ..)| *n > 0).map(|(n, code, text)| Finding::new(code, rule.table.clone(), format!("{n} {text}"))));
    let late = match rule.mode {
        SyncMode::Full {} => None,
        SyncMode::Incremental { late_days, .. } => Some(Days::new(u64::from(late_days))),
    };
    let day = |seconds: Option<i64>| seconds.and_then(date_of);
    let report = SyncReport {
        table: rule.table.clone(),
        system: rule.system.clone(),
        rows: gone.len() as u64,
        keys: latest.len() as u64,
        repeated,
        superseded,
        without_key,
        without_time,
        from: day(from),
        to: day(to),
        next_from: day(to).zip(late).and_then(|(to, late)| to.checked_sub_days(late)),
        every_hours: rule.every_hours,
    };
    (report, gone)
}
