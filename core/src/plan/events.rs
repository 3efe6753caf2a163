//! Inputs to events, and everything that is decided on them: facts, tags, layers.

use super::Plan;
use super::outcome::Outcome;
use super::repeats;
use super::stand_in;
use super::time::{TimeReader, date_of};
use crate::data::ReferenceTables;
use crate::error::{Code, Error, quote};
use crate::facts::FactsPlan;
use crate::layer::{self, LayerPlan};
use crate::model::{EventAttribute, EventStream, EventValues, FactColumn, FactUnit, FactValues, Finding, Normalized, Records};
use crate::normalize::{self, Normalizer};
use crate::rule::Rule;
use crate::schema::FieldKind;
use crate::spec::{AttributeKind, FeedValue, Spec, StreamSpec};
use crate::table::header::Header;
use crate::table::{Column, Inputs, Interner, Table};
use crate::tag::{self, TagPlan};
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::sync::Arc;

/// Compiles facts, tags and layers, and checks that the feeds name tables that can be joined.
pub(super) fn compile_rules(spec: &Spec, errors: &mut Vec<Error>) -> (FactsPlan, TagPlan, LayerPlan, Option<Rule>) {
    for (s, stream) in spec.facts.streams.iter().enumerate() {
        for (f, feed) in stream.feeds.iter().enumerate() {
            let path = format!("facts.streams[{s}].feeds[{f}]");
            if feed.link.is_none() && !spec.sources.iter().any(|source| source.name == feed.table) {
                let error =
                    Error::new(Code::UnknownSource, format!("{path}.table"), format!("there is no source {}, and an event table needs a link to its records", quote(&feed.table)));
                errors.push(error.with_nearest(&feed.table, spec.sources.iter().map(|s| s.name.as_str())));
            }
        }
    }
    let mut inline = tag::aggregates(&spec.tags);
    inline.extend(layer::aggregates(&spec.layers));
    inline.extend(super::analysis::aggregates(spec));
    let facts = FactsPlan::compile(&spec.facts, &inline, errors);
    let mut fields = facts.fields().clone();
    for field in spec.fields.iter().filter(|f| facts.fields().find(&f.name).is_none()) {
        fields.push(&field.name, FactUnit::Text);
    }
    let tags = TagPlan::compile(&spec.tags, &fields, errors);
    let layers = LayerPlan::compile(&spec.layers, &fields, tags.domains(), errors);
    let analysed = super::analysis::compile(spec, &fields, &tags, errors);
    (facts, tags, layers, analysed)
}

/// Reads the events and decides facts, tags and layers.
pub(super) fn build(outcome: &mut Outcome, inputs: &Inputs<'_>) {
    let plan = outcome.plan.clone();
    let mut findings = Vec::new();
    outcome.streams = streams(&plan.0.spec.facts.streams, &outcome.records, &outcome.matched.partition.of_row, inputs, &mut findings);
    outcome.given = super::given::read(outcome, inputs, &mut findings);
    outcome.findings.append(&mut findings);
    decide(outcome);
}

/// Decides facts, tags and layers on the streams that are there.
pub(super) fn decide(outcome: &mut Outcome) {
    let plan = outcome.plan.clone();
    let facts = plan.0.facts.evaluate(&outcome.streams, outcome.customers.len(), outcome.as_of);
    let notes = [
        (facts.future_events, "future_events", "events are dated after the as-of date and count in no window"),
        (facts.undated_events, "undated_events", "events have no readable time; they count in lifetime counts and sums only"),
        (facts.skipped_values, "skipped_values", "values were missing or unreadable and are left out of sums, means and extremes"),
        (facts.saturated, "saturated_sums", "sums did not fit 64 bits and are held at the end"),
    ];
    for (n, code, text) in notes.into_iter().filter(|(n, ..)| *n > 0) {
        outcome.findings.push(Finding::new(code, "facts", format!("{n} {text}")));
    }
    outcome.facts = facts.table;
    outcome.facts.rows = outcome.customers.len();
    let fields: Vec<FactColumn> = (0..outcome.records.fields.len()).filter_map(|field| field_facts(outcome, field)).collect();
    outcome.facts.columns.extend(fields);
    outcome.tags = plan.0.tags.evaluate_with(&outcome.facts, &outcome.given, outcome.as_of.map(|date| i64::from(date.to_epoch_days())));
    outcome.findings.extend(outcome.tags.notes.iter().cloned());
    for finding in &outcome.tags.findings {
        let text = format!("{} customers fit both {} and {}", finding.customers, quote(&finding.first_rule), quote(&finding.second_rule));
        outcome.findings.push(Finding::new("overlapping_rules", finding.dimension.clone(), text));
    }
    outcome.layers = plan.0.layers.evaluate(&outcome.facts, &outcome.tags);
}

/// A profile field as a fact, unless a metric has its name.
fn field_facts(outcome: &Outcome, field: usize) -> Option<FactColumn> {
    let column = outcome.records.fields.get(field)?;
    if outcome.facts.column(&column.name).is_some() {
        return None;
    }
    let mut texts = Interner::new();
    let ids = outcome.customers().map(|c| c.value_at(field).map(|v| texts.intern(v.value))).collect();
    Some(FactColumn { name: column.name.clone(), unit: FactUnit::Text, values: FactValues::Text { ids, texts } })
}

fn streams(specs: &[StreamSpec], records: &Records, of_row: &[u32], inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> Vec<EventStream> {
    let mut places = Places::new(records);
    specs.iter().map(|spec| stream(spec, &mut places, of_row, inputs, findings)).collect()
}

/// Finds records by where they stand or by what they are called.
struct Places<'a> {
    records: &'a Records,
    /// Per source, the record of each row of its table.
    by_row: Vec<Vec<u32>>,
    by_id: HashMap<(&'a str, &'a str), u32>,
}

impl<'a> Places<'a> {
    fn new(records: &'a Records) -> Self {
        let mut by_row: Vec<Vec<u32>> = records.sources.iter().map(|_| Vec::new()).collect();
        let mut by_id = HashMap::with_capacity(records.len());
        for record in 0..records.len() {
            let row = u32::try_from(record).unwrap_or(u32::MAX);
            by_id.entry((records.source_name(record), records.id(record))).or_insert(row);
            let (Some(source), Some(at)) = (records.source.get(record), records.row.get(record)) else {
                continue;
            };
            if let Some(rows) = by_row.get_mut(*source as usize) {
                let at = *at as usize;
                if rows.len() <= at {
                    rows.resize(at + 1, u32::MAX);
                }
                if let Some(slot) = rows.get_mut(at) {
                    *slot = row;
                }
            }
        }
        Places { records, by_row, by_id }
    }

    fn of_table(&self, table: &str, row: usize) -> Option<u32> {
        let source = self.records.sources.iter().position(|s| s == table)?;
        self.by_row.get(source)?.get(row).copied().filter(|r| *r != u32::MAX)
    }
}

/// One event; in the order of its fields, so that the input's order never shows.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event {
    pub(super) customer: u32,
    pub(super) time: Option<i64>,
    pub(super) values: Vec<Value>,
    /// The feed it comes from.
    pub(super) feed: usize,
    /// The record that it belongs to.
    pub(super) record: u32,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    None,
    Number(i64),
    Text(String),
}

fn stream(spec: &StreamSpec, places: &mut Places<'_>, of_row: &[u32], inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> EventStream {
    let mut events: Vec<Event> = Vec::new();
    let mut reader = ValueReader::new();
    for feed in 0..spec.feeds.len() {
        read_feed(spec, feed, places, of_row, inputs, &mut reader, &mut events, findings);
    }
    events.sort_unstable();
    repeats::find(spec, &mut events, places.records, findings);
    let attributes = spec.attributes.iter().enumerate().map(|(i, attribute)| {
        let number = |e: &Event| match e.values.get(i) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        };
        let values = match attribute.kind {
            AttributeKind::Money {} => EventValues::Money(events.iter().map(number).collect()),
            AttributeKind::Number {} => EventValues::Number(events.iter().map(number).collect()),
            _ => {
                let mut texts = Interner::new();
                let text = |e: &Event| match e.values.get(i) {
                    Some(Value::Text(t)) => Some(texts.intern(t)),
                    _ => None,
                };
                EventValues::Text { ids: events.iter().map(text).collect(), texts }
            }
        };
        EventAttribute { name: attribute.name.clone(), values }
    });
    let attributes = attributes.collect();
    EventStream { name: spec.name.clone(), customers: events.iter().map(|e| e.customer).collect(), times: events.iter().map(|e| e.time).collect(), attributes }
}

#[expect(clippy::too_many_arguments, reason = "one private call that binds a feed to everything it reads")]
fn read_feed(
    spec: &StreamSpec,
    at: usize,
    places: &mut Places<'_>,
    of_row: &[u32],
    inputs: &Inputs<'_>,
    reader: &mut ValueReader,
    events: &mut Vec<Event>,
    findings: &mut Vec<Finding>,
) {
    let Some(feed) = spec.feeds.get(at) else { return };
    let (mut number, mut unlinked, mut example) = (0usize, 0u64, String::new());
    let mut missing: Vec<&str> = Vec::new();
    let mut times = times(inputs, &feed.table, feed.time.as_deref());
    for table in inputs.batches(&feed.table) {
        let look = |name: &String| table.column(name);
        let time = feed.time.as_ref().and_then(look);
        let link = feed.link.as_ref().map(|l| (look(&l.source), look(&l.id)));
        let cells: Vec<(AttributeKind, Cells<'_>)> = spec.attributes.iter().map(|a| (a.kind, Cells::of(feed.attributes.get(&a.name), table))).collect();
        missing.extend(feed.named_columns().filter(|name| table.column(name).is_none()));
        for row in 0..table.rows() {
            let record = match &link {
                None => places.of_table(&feed.table, number),
                Some((source, id)) => {
                    let cell = |c: &Option<crate::table::Column<'_>>| c.and_then(|c| c.get(row)).map(crate::text::fold::trim).unwrap_or("").to_owned();
                    let (source, id) = (cell(source), cell(id));
                    let found = places.by_id.get(&(source.as_str(), id.as_str())).copied();
                    if found.is_none() {
                        unlinked += 1;
                        // The least of them, so that the rows' order does not show.
                        let name = format!("{source}/{id}");
                        if example.is_empty() || name < example {
                            example = name;
                        }
                    }
                    found
                }
            };
            number += 1;
            let Some((record, customer)) = record.and_then(|r| Some((r, *of_row.get(r as usize)?))) else {
                continue;
            };
            let time = time.and_then(|c| c.get(row)).and_then(|raw| times.seconds(raw));
            let values = cells.iter().map(|(kind, cells)| match cells {
                Cells::Column(column, header) => column.get(row).map_or(Value::None, |raw| reader.read(*kind, raw, Some(header))),
                Cells::Constant(text) => reader.read(*kind, text, None),
                Cells::None => Value::None,
            });
            events.push(Event { customer, time, values: values.collect(), feed: at, record });
        }
    }
    missing.sort_unstable();
    missing.dedup();
    for name in missing {
        findings.push(Finding::new("missing_column", format!("{}.{name}", feed.table), "a feed names a column that the table does not have; its values are missing"));
    }
    if inputs.batches(&feed.table).next().is_none() {
        findings.push(Finding::new("missing_source", feed.table.clone(), format!("the stream {} names a table that is not among the inputs", spec.name)));
    }
    if unlinked > 0 {
        findings.push(Finding::new(
            "unlinked_events",
            feed.table.clone(),
            format!("{unlinked} events of {} name a record that does not exist, such as {}", spec.name, quote(&example)),
        ));
    }
}

/// A reader of the times of a table.
fn times(inputs: &Inputs<'_>, table: &str, column: Option<&str>) -> TimeReader {
    let columns = inputs.batches(table).filter_map(|t| t.column(column?));
    TimeReader::of(columns.flat_map(|column| (0..column.len()).filter_map(move |row| column.get(row))))
}

/// Where the values of an attribute are in a batch.
enum Cells<'a> {
    None,
    Column(Column<'a>, Header),
    Constant(&'a str),
}

impl<'a> Cells<'a> {
    fn of(value: Option<&'a FeedValue>, table: &'a Table<'a>) -> Self {
        match value {
            Some(FeedValue::Column(name)) => table.column(name).map_or(Cells::None, |column| Cells::Column(column, table.header(name))),
            Some(FeedValue::Constant(text)) => Cells::Constant(text),
            None => Cells::None,
        }
    }
}

/// Reads attribute values, each distinct money text once.
struct ValueReader {
    amount: Arc<dyn Normalizer>,
    money: HashMap<String, Option<i64>>,
    scratch: Normalized,
    text: String,
}

impl ValueReader {
    fn new() -> Self {
        let amount = normalize::builtin(&FieldKind::amount(), ReferenceTables::builtin());
        ValueReader { amount, money: HashMap::new(), scratch: Normalized::default(), text: String::new() }
    }

    /// A plain number has the unit of its column's header, if it is money.
    fn read(&mut self, kind: AttributeKind, raw: &str, header: Option<&Header>) -> Value {
        let text = crate::text::fold::trim(raw);
        if normalize::missing_state(text).is_some() {
            return Value::None;
        }
        match kind {
            AttributeKind::Money {} => {
                let with_unit = header.and_then(|header| header.with_unit(text));
                self.money(with_unit.as_deref().unwrap_or(text)).map_or(Value::None, Value::Number)
            }
            AttributeKind::Number {} => text.parse().map_or(Value::None, Value::Number),
            _ => {
                self.text.clear();
                crate::text::fold::clean_into(text, &mut self.text);
                Value::Text(self.text.clone())
            }
        }
    }

    /// An amount in 分; ranges and other currencies are no single amount.
    fn money(&mut self, text: &str) -> Option<i64> {
        if let Some(known) = self.money.get(text) {
            return *known;
        }
        self.amount.normalize(text, &mut self.scratch);
        let amount = normalize::fen(&self.scratch);
        self.money.insert(text.to_owned(), amount);
        amount
    }
}

impl Plan {
    /// The latest date in the time columns of the inputs: what a batch is naturally «as of».
    #[must_use]
    pub fn latest_date(&self, inputs: &Inputs<'_>) -> Option<NaiveDate> {
        let sources = self.0.sources.iter().filter_map(|s| Some((s.name.as_str(), s.time.as_deref()?)));
        let feeds = self.0.spec.facts.streams.iter().flat_map(|s| &s.feeds).filter_map(|f| Some((f.table.as_str(), f.time.as_deref()?)));
        let mut columns: Vec<(&str, &str)> = sources.chain(feeds).collect();
        columns.sort_unstable();
        columns.dedup();
        let inputs = stand_in::named(&self.0.spec, inputs, &mut Vec::new());
        let mut latest: Option<i64> = None;
        for (table, name) in columns {
            let mut reader = times(&inputs, table, Some(name));
            for column in inputs.batches(table).filter_map(|t| t.column(name)) {
                latest = latest.max((0..column.len()).filter_map(|row| column.get(row)).filter_map(|raw| reader.seconds(raw)).max());
            }
        }
        latest.and_then(date_of)
    }
}

impl Outcome {
    /// The same customers with facts, tags and layers as of another date.
    #[must_use]
    pub fn with_as_of(mut self, as_of: Option<NaiveDate>) -> Self {
        self.as_of = as_of;
        self.findings.retain(|f| !matches!(f.code, "future_events" | "undated_events" | "skipped_values" | "saturated_sums" | "overlapping_rules") && !self.tags.notes.contains(f));
        decide(&mut self);
        self.findings.sort();
        self
    }
}
