//! The rows of a feed.

use super::odd::{Bounds, Odd, Oddity};
use super::values::{Cells, ValueReader, times};
use super::{Event, Holders, Superseded, Value};
use crate::error::quote;
use crate::model::Finding;
use crate::spec::{AttributeKind, FeedSpec, Late, StreamSpec, UtcOffset};
use crate::table::{Column, Inputs, Table};

/// Reads the feeds of a stream.
pub(super) struct Reader<'a> {
    spec: &'a StreamSpec,
    clock: UtcOffset,
    holders: &'a Holders<'a>,
    superseded: &'a Superseded,
    inputs: &'a Inputs<'a>,
    bounds: Bounds,
    values: ValueReader,
    pub(super) events: Vec<Event>,
    pub(super) odd: Odd,
}

/// Where a feed's rows say whose they are.
enum Whose<'a> {
    /// Of the record that they are.
    Row,
    Record(Option<Column<'a>>, Option<Column<'a>>),
    Customer(Option<Column<'a>>),
}

/// Rows whose customer does not exist.
#[derive(Default)]
struct Unlinked {
    n: u64,
    /// The least of them, so that the order of rows does not show.
    example: String,
}

fn cell(column: Option<Column<'_>>, row: usize) -> &str {
    column.and_then(|c| c.get(row)).map_or("", crate::text::fold::trim)
}

impl<'a> Reader<'a> {
    pub(super) fn new(spec: &'a StreamSpec, clock: UtcOffset, holders: &'a Holders<'a>, superseded: &'a Superseded, inputs: &'a Inputs<'a>) -> Self {
        Reader { spec, clock, holders, superseded, inputs, bounds: Bounds::of(spec), values: ValueReader::new(), events: Vec::new(), odd: Odd::default() }
    }

    pub(super) fn feed(&mut self, at: usize, findings: &mut Vec<Finding>) {
        let inputs = self.inputs;
        let Some(feed) = self.spec.feeds.get(at) else { return };
        let (mut number, mut unlinked) = (0, Unlinked::default());
        let mut missing: Vec<&str> = Vec::new();
        let mut own = times(inputs, &feed.table, feed.time.as_deref(), self.clock);
        let mut written = times(inputs, &feed.table, feed.recorded.as_deref(), self.clock);
        let superseded = self.superseded.get(&feed.table);
        for table in inputs.batches(&feed.table) {
            let look = |name: &Option<String>| name.as_ref().and_then(|name| table.column(name));
            let (time, recorded) = (look(&feed.time), look(&feed.recorded));
            let whose = whose(feed, table);
            let cells: Vec<(AttributeKind, Cells<'_>)> = self.spec.attributes.iter().map(|a| (a.kind, Cells::of(feed.attributes.get(&a.name), table))).collect();
            missing.extend(feed.named_columns().filter(|name| table.column(name).is_none()));
            for row in 0..table.rows() {
                let holder = self.holder(feed, &whose, number, row, &mut unlinked);
                let gone = superseded.is_some_and(|gone| gone.get(number).copied().unwrap_or(false));
                number += 1;
                let Some((customer, record)) = holder.filter(|_| !gone) else { continue };
                let time = time.and_then(|c| c.get(row)).and_then(|raw| own.seconds(raw));
                let recorded = recorded.and_then(|c| c.get(row)).and_then(|raw| written.seconds(raw));
                let values = cells.iter().map(|(kind, cells)| match cells {
                    Cells::Column(column, header) => column.get(row).map_or(Value::None, |raw| self.values.read(*kind, raw, Some(header))),
                    Cells::Constant(text) => self.values.read(*kind, text, None),
                    Cells::None => Value::None,
                });
                let event = Event { customer, time, values: values.collect(), feed: at, record };
                if self.keep(feed, &event, recorded) {
                    self.events.push(event);
                }
            }
        }
        self.report(feed, missing, &unlinked, findings);
    }

    fn holder(&self, feed: &FeedSpec, whose: &Whose<'_>, number: usize, row: usize, unlinked: &mut Unlinked) -> Option<(u32, u32)> {
        let (found, name) = match whose {
            Whose::Row => return self.holders.of_row(&feed.table, number),
            Whose::Record(source, id) => {
                let (source, id) = (cell(*source, row), cell(*id, row));
                (self.holders.of_record(source, id), (source, id))
            }
            Whose::Customer(id) => {
                let id = cell(*id, row);
                (self.holders.of_customer(id), ("", id))
            }
        };
        if found.is_none() {
            unlinked.n += 1;
            let name = if matches!(whose, Whose::Customer(_)) { name.1.to_owned() } else { format!("{}/{}", name.0, name.1) };
            if unlinked.n == 1 || name < unlinked.example {
                unlinked.example = name;
            }
        }
        found
    }

    /// Whether the event counts; what is odd about it is noted.
    fn keep(&mut self, feed: &FeedSpec, event: &Event, recorded: Option<i64>) -> bool {
        let holders = self.holders;
        let late = self.bounds.is_late(event.time, recorded);
        let early = event.time.is_some_and(|time| time.div_euclid(86_400) < self.bounds.from);
        let numbers = self.spec.attributes.iter().zip(&event.values);
        let mut money = numbers.filter(|(attribute, _)| matches!(attribute.kind, AttributeKind::Money { .. }));
        let large = money.any(|(_, value)| matches!(value, Value::Number(fen) if fen.unsigned_abs() > self.bounds.amount));
        for (odd, what) in [(late, Oddity::Late), (early, Oddity::Time), (large, Oddity::Amount)] {
            if odd {
                self.odd.count(&feed.table, what, || holders.example(event));
            }
        }
        !(late && matches!(self.spec.late, Some(Late::Drop { .. })))
    }

    fn report(&self, feed: &FeedSpec, mut missing: Vec<&str>, unlinked: &Unlinked, findings: &mut Vec<Finding>) {
        missing.sort_unstable();
        missing.dedup();
        for name in missing {
            findings.push(Finding::new("missing_column", format!("{}.{name}", feed.table), "a feed names a column that the table does not have; its values are missing"));
        }
        if self.inputs.batches(&feed.table).next().is_none() {
            findings.push(Finding::new("missing_source", feed.table.clone(), format!("the stream {} names a table that is not among the inputs", self.spec.name)));
        }
        if unlinked.n > 0 {
            let what = if feed.customer.is_some() { "customer" } else { "record" };
            findings.push(Finding::new(
                "unlinked_events",
                feed.table.clone(),
                format!("{} events of {} name a {what} that does not exist, such as {}", unlinked.n, self.spec.name, quote(&unlinked.example)),
            ));
        }
    }
}

fn whose<'a>(feed: &FeedSpec, table: &Table<'a>) -> Whose<'a> {
    match (&feed.link, &feed.customer) {
        (Some(link), _) => Whose::Record(table.column(&link.source), table.column(&link.id)),
        (None, Some(customer)) => Whose::Customer(table.column(customer)),
        (None, None) => Whose::Row,
    }
}
