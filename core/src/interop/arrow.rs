//! Arrow in and out: record batches to [`Inputs`], an [`Outcome`] to record batches.
//!
//! | column | read as |
//! |---|---|
//! | `Utf8`, `LargeUtf8` | the text itself, borrowed from the batch |
//! | `Utf8View`, dictionaries | the text, written out |
//! | integers, `Decimal` | `42`, `12.50` |
//! | floats | `13812345678` for 13812345678.0 (what a data frame makes of integers with gaps), `0.5`; NaN is null |
//! | `Boolean` | `true`, `false` |
//! | dates and timestamps | `2024-05-01`, `2024-05-01T10:23:11`; a timestamp with a zone as that zone's clock shows it, with its offset: `2024-05-01T10:23:11+08:00` |
//! | `Null` | nulls |
//! | anything else | an error that names the column, if the column is needed |
//!
//! ```
//! use arrow_array::{ArrayRef, RecordBatch, StringArray};
//! use guiyi::{interop::arrow, Plan};
//! use std::sync::Arc;
//!
//! let plan = Plan::from_json(r#"{"version": 1, "fields": [{"name": "phone", "kind": {"phone": {}}}],
//!   "sources": [{"name": "官网", "columns": [{"field": "phone", "from": ["手机"]}]}]}"#)?;
//! let phones: ArrayRef = Arc::new(StringArray::from(vec!["138-1234-5678", "13812345678"]));
//! let mut batches = arrow::Batches::new();
//! batches.push("官网", &RecordBatch::try_from_iter([("手机", phones)]).unwrap());
//! let outcome = plan.run(&batches.inputs_of(&plan)?, None);
//! assert_eq!(arrow::links(&outcome).rows(), 2);
//! # Ok::<(), guiyi::Error>(())
//! ```

mod view;

pub use view::view;

use crate::error::{Code, Error, Result, quote};
use crate::model::{Assignment, FactTable, FactUnit, Missing, Normalized, Ranking};
use crate::normalize::Normalizer;
use crate::plan::{Metrics, MetricsOutcome, Outcome, Plan};
use crate::table::{Column, ColumnBuffer, Inputs, Table};
use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::{as_datetime, as_datetime_with_timezone};
use arrow_array::timezone::Tz;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, ArrowTimestampType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Float16Type,
    Float32Type, Float64Type, GenericStringType, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, GenericByteArray, OffsetSizeTrait, PrimitiveArray, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// Record batches by table, held so that [`Inputs`] can borrow their texts.
#[derive(Debug, Default)]
pub struct Batches {
    batches: Vec<Batch>,
    /// (table, column, why) of columns that cannot be read.
    unreadable: Vec<(String, String, String)>,
}

#[derive(Debug)]
struct Batch {
    table: String,
    columns: Vec<(String, Texts)>,
}

/// A column as texts: the batch's own, or written out.
#[derive(Debug)]
enum Texts {
    Small(GenericByteArray<GenericStringType<i32>>),
    Large(GenericByteArray<GenericStringType<i64>>),
    /// The texts of a slice, with offsets that start at its beginning.
    SmallSlice(GenericByteArray<GenericStringType<i32>>, Vec<i64>),
    LargeSlice(GenericByteArray<GenericStringType<i64>>, Vec<i64>),
    Written(ColumnBuffer),
}

impl Batches {
    /// No batches yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table, or one more batch of it.
    pub fn push(&mut self, table: impl Into<String>, batch: &RecordBatch) {
        let table = table.into();
        let mut columns = Vec::with_capacity(batch.num_columns());
        for (field, array) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            match texts(array) {
                Ok(texts) => columns.push((field.name().clone(), texts)),
                Err(why) => self.unreadable.push((table.clone(), field.name().clone(), why)),
            }
        }
        // The order of the columns never shows, not even where rows of one id are told apart by their content.
        columns.sort_by(|a, b| a.0.cmp(&b.0));
        self.batches.push(Batch { table, columns });
    }

    /// The batches as a plan's inputs.
    ///
    /// # Errors
    /// `invalid_input` when a column that the plan reads is of a type that cannot be read.
    pub fn inputs_of(&self, plan: &Plan) -> Result<Inputs<'_>> {
        self.inputs(|table, column| plan.spec().columns_of(table).any(|named| named == column))
    }

    /// The batches as inputs of metrics over the caller's own customers.
    ///
    /// # Errors
    /// `invalid_input` when a column that the metrics read is of a type that cannot be read.
    pub fn inputs_of_metrics(&self, metrics: &Metrics) -> Result<Inputs<'_>> {
        self.inputs(|table, column| metrics.columns_of(table).any(|named| named == column))
    }

    /// The batches as inputs of a proposal, for which every column counts but the ignored ones.
    ///
    /// # Errors
    /// `invalid_input` when a column is of a type that cannot be read.
    pub fn inputs_except(&self, ignore: &[&str]) -> Result<Inputs<'_>> {
        self.inputs(|_, column| !ignore.contains(&column))
    }

    /// The batches as a table of an [`crate::Assignment`].
    ///
    /// # Errors
    /// `invalid_input` when one of its columns is of a type that cannot be read.
    pub fn inputs_of_assignment(&self) -> Result<Inputs<'_>> {
        self.inputs(|_, column| Assignment::COLUMNS.contains(&column))
    }

    fn inputs(&self, needed: impl Fn(&str, &str) -> bool) -> Result<Inputs<'_>> {
        if let Some((table, column, why)) = self.unreadable.iter().find(|(table, column, _)| needed(table, column)) {
            let detail = format!("the column {} of {} {why}", quote(column), quote(table));
            return Err(Error::new(Code::InvalidInput, format!("{table}.{column}"), detail).with_help("turn the column into text, or leave it out"));
        }
        let mut inputs = Inputs::new();
        for batch in &self.batches {
            inputs.push(batch.table.as_str(), Table::new(batch.columns.iter().map(|(name, texts)| (name.as_str(), texts.column()))));
        }
        Ok(inputs)
    }
}

impl Texts {
    fn column(&self) -> Column<'_> {
        match self {
            Texts::Small(array) => Column::small(text(array), array.value_offsets(), validity(array)),
            Texts::Large(array) => Column::large(text(array), array.value_offsets(), validity(array)),
            Texts::SmallSlice(array, offsets) => Column::large(text(array), offsets, validity(array)),
            Texts::LargeSlice(array, offsets) => Column::large(text(array), offsets, validity(array)),
            Texts::Written(buffer) => buffer.as_column(),
        }
    }
}

/// The bytes that an array's values lie in, and nothing around them.
fn bytes<O: OffsetSizeTrait>(array: &GenericByteArray<GenericStringType<O>>) -> Option<&[u8]> {
    let offsets = array.value_offsets();
    array.value_data().get(offsets.first()?.as_usize()..offsets.last()?.as_usize())
}

// It was UTF-8 when the array was taken in; looking again is cheap beside reading the values.
fn text<O: OffsetSizeTrait>(array: &GenericByteArray<GenericStringType<O>>) -> &str {
    bytes(array).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
}

fn validity(array: &dyn Array) -> Option<(&[u8], usize)> {
    array.nulls().map(|nulls| (nulls.inner().values(), nulls.inner().offset()))
}

/// Takes a column in; an error says what is wrong with it.
fn texts(array: &ArrayRef) -> Result<Texts, String> {
    Ok(match array.data_type() {
        DataType::Utf8 => borrowed(array.as_string::<i32>(), Texts::Small, Texts::SmallSlice),
        DataType::LargeUtf8 => borrowed(array.as_string::<i64>(), Texts::Large, Texts::LargeSlice),
        _ => Texts::Written(written(array)?),
    })
}

fn borrowed<O: OffsetSizeTrait>(
    array: &GenericByteArray<GenericStringType<O>>,
    whole: impl Fn(GenericByteArray<GenericStringType<O>>) -> Texts,
    slice: impl Fn(GenericByteArray<GenericStringType<O>>, Vec<i64>) -> Texts,
) -> Texts {
    // What comes over the C interface was promised to be UTF-8, not checked.
    if bytes(array).is_none_or(|bytes| std::str::from_utf8(bytes).is_err()) {
        return Texts::Written(strings(array));
    }
    let offsets = array.value_offsets();
    match offsets.first() {
        Some(first) if first.as_usize() > 0 => {
            let offset = |o: &O| i64::try_from(o.as_usize().saturating_sub(first.as_usize())).unwrap_or(i64::MAX);
            slice(array.clone(), offsets.iter().map(offset).collect())
        }
        _ => whole(array.clone()),
    }
}

/// Texts that are not all UTF-8: what is not, is replaced by U+FFFD.
fn strings<O: OffsetSizeTrait>(array: &GenericByteArray<GenericStringType<O>>) -> ColumnBuffer {
    let offsets = array.value_offsets();
    let mut buffer = ColumnBuffer::new();
    for (row, (from, to)) in offsets.iter().zip(offsets.iter().skip(1)).enumerate() {
        let bytes = array.value_data().get(from.as_usize()..to.as_usize());
        let text = bytes.filter(|_| array.is_valid(row)).map(String::from_utf8_lossy);
        buffer.push(text.as_deref());
    }
    buffer
}

macro_rules! numbers {
    ($array:expr, $($type:ty),*) => {
        $(if let Some(array) = $array.as_primitive_opt::<$type>() {
            return Ok(each(array, |value| Some(value.to_string())));
        })*
    };
}

macro_rules! decimals {
    ($array:expr, $($type:ty),*) => {
        $(if let Some(array) = $array.as_primitive_opt::<$type>() {
            let (precision, scale) = (array.precision(), array.scale());
            return Ok(each(array, |value| Some(<$type as DecimalType>::format_decimal(value, precision, scale))));
        })*
    };
}

macro_rules! dictionaries {
    ($array:expr, $($type:ty),*) => {
        $(if let Some(dictionary) = $array.as_dictionary_opt::<$type>() {
            return chosen(dictionary.keys(), dictionary.values());
        })*
    };
}

/// The texts of a column that has none.
fn written(array: &ArrayRef) -> Result<ColumnBuffer, String> {
    numbers!(array, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type);
    decimals!(array, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type);
    dictionaries!(array, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type);
    Ok(match array.data_type() {
        DataType::Null => (0..array.len()).map(|_| None).collect(),
        DataType::Utf8 => strings(array.as_string::<i32>()),
        DataType::LargeUtf8 => strings(array.as_string::<i64>()),
        DataType::Utf8View => array.as_string_view().iter().collect(),
        DataType::Boolean => array.as_boolean().iter().map(|b| b.map(|b| if b { "true" } else { "false" })).collect(),
        DataType::Float16 => each(array.as_primitive::<Float16Type>(), |v| float(v.is_nan(), &v)),
        DataType::Float32 => each(array.as_primitive::<Float32Type>(), |v| float(v.is_nan(), &v)),
        DataType::Float64 => each(array.as_primitive::<Float64Type>(), |v| float(v.is_nan(), &v)),
        DataType::Date32 => each(array.as_primitive::<Date32Type>(), |v| as_datetime::<Date32Type>(i64::from(v)).map(clock)),
        DataType::Date64 => each(array.as_primitive::<Date64Type>(), |v| as_datetime::<Date64Type>(v).map(clock)),
        DataType::Timestamp(unit, zone) => {
            let zone = zone.as_deref().map(|name| name.parse::<Tz>().map_err(|_| format!("has times in the zone {}, which is not known here", quote(name)))).transpose()?;
            match unit {
                TimeUnit::Second => times(array.as_primitive::<TimestampSecondType>(), zone),
                TimeUnit::Millisecond => times(array.as_primitive::<TimestampMillisecondType>(), zone),
                TimeUnit::Microsecond => times(array.as_primitive::<TimestampMicrosecondType>(), zone),
                TimeUnit::Nanosecond => times(array.as_primitive::<TimestampNanosecondType>(), zone),
            }
        }
        other => {
            return Err(format!("is of type {other}, which holds no text, number or date"));
        }
    })
}

fn each<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, write: impl Fn(T::Native) -> Option<String>) -> ColumnBuffer {
    array.iter().fold(ColumnBuffer::new(), |mut buffer, value| {
        buffer.push(value.and_then(&write).as_deref());
        buffer
    })
}

fn float(nan: bool, value: &impl ToString) -> Option<String> {
    (!nan).then(|| value.to_string())
}

fn times<T: ArrowTimestampType>(array: &PrimitiveArray<T>, zone: Option<Tz>) -> ColumnBuffer {
    each(array, |value| match zone {
        Some(zone) => as_datetime_with_timezone::<T>(value, zone).map(|at| at.format("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        None => as_datetime::<T>(value).map(clock),
    })
}

/// Midnight is what a date column becomes in a data frame, so it is written as a date.
fn clock(at: NaiveDateTime) -> String {
    if at.num_seconds_from_midnight() == 0 { at.date().to_string() } else { at.format("%Y-%m-%dT%H:%M:%S").to_string() }
}

/// The values that a dictionary's keys choose.
fn chosen<K: ArrowDictionaryKeyType>(keys: &PrimitiveArray<K>, values: &ArrayRef) -> Result<ColumnBuffer, String> {
    use arrow_buffer::ArrowNativeType;
    let values = written(values)?;
    let values = values.as_column();
    Ok(keys.iter().map(|key| values.get(key?.as_usize())).collect())
}

/// A table that leaves: its schema, and its rows in batches.
#[derive(Clone, PartialEq, Debug)]
pub struct Frame {
    /// The columns.
    pub schema: SchemaRef,
    /// The rows.
    pub batches: Vec<RecordBatch>,
}

impl Frame {
    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }
}

/// Golden profiles, one row per customer: `customer_id`, `first_seen`, `records`, `sources` (joined by `;`), one
/// column per field, and `provenance`: JSON with the source, record, columns and time of every value, what decided, what lost, and what
/// conflicts.
#[must_use]
pub fn customers(outcome: &Outcome) -> Frame {
    let fields: Vec<&str> = outcome.plan().spec().fields.iter().map(|f| f.name.as_str()).collect();
    let mut columns = vec![("customer_id", Kind::Text), ("first_seen", Kind::Day), ("records", Kind::Count), ("sources", Kind::Text)];
    columns.extend(fields.iter().map(|field| (*field, Kind::Text)));
    columns.push(("provenance", Kind::Text));
    let mut out = Writer::new(&columns);
    for customer in outcome.customers() {
        let mut sources: Vec<&str> = customer.records().map(|r| r.source).collect();
        sources.dedup();
        let values: Vec<_> = fields.iter().map(|field| customer.value(field)).collect();
        let origin = |v: &crate::plan::ProfileValue<'_>| {
            let time = |seconds| chrono::DateTime::from_timestamp(seconds, 0).map(|t| clock(t.naive_utc()));
            (v.field.to_owned(), Value::Object(super::json::provenance(customer, v, time)))
        };
        let provenance: Map<String, Value> = values.iter().flatten().map(origin).collect();
        let mut row = vec![Cell::text(customer.id()), Cell::Day(customer.first_seen()), Cell::Count(customer.records().len()), Cell::Joined(sources)];
        row.extend(values.iter().map(|v| Cell::Text(v.as_ref().map(|v| v.value))));
        let provenance = Value::Object(provenance).to_string();
        row.push(Cell::text(&provenance));
        out.row(&row);
    }
    out.finish()
}

/// A column of a table, normalized: `raw`, `display`, `key`, `status`, `missing`, `reasons` and `candidates` (joined by
/// `;`), `confidence`, and one column per component; one row per value, what is empty is null.
#[must_use]
pub fn normalized(normalizer: &dyn Normalizer, inputs: &Inputs<'_>, table: &str, column: &str) -> Frame {
    let names = ["raw", "display", "key", "status", "missing", "reasons", "candidates"];
    let mut columns: Vec<(&str, Kind)> = names.map(|name| (name, Kind::Text)).into();
    columns.push(("confidence", Kind::Count));
    columns.extend(normalizer.components().iter().map(|name| (*name, Kind::Text)));
    let mut out = Writer::new(&columns);
    let mut value = Normalized::default();
    for batch in inputs.batches(table) {
        let texts = batch.column(column);
        for row in 0..batch.rows() {
            let raw = texts.and_then(|texts| texts.get(row));
            normalizer.normalize(raw.unwrap_or_default(), &mut value);
            let filled = |text| Cell::Text(Some(text).filter(|text: &&str| !text.is_empty()));
            let mut cells = vec![Cell::Text(raw), filled(value.display.as_str()), filled(value.key.as_str()), Cell::text(value.status.as_str())];
            cells.push(Cell::Text(value.missing.map(Missing::as_str)));
            cells.push(Cell::Joined(value.reasons.iter().map(|reason| reason.as_str()).collect()));
            cells.push(Cell::Joined(value.candidates.iter().map(String::as_str).collect()));
            cells.push(Cell::Count(usize::from(value.confidence)));
            cells.extend(value.components.iter().map(|text| filled(text.as_str())));
            out.row(&cells);
        }
    }
    out.finish()
}

/// Which customer every record belongs to: `source`, `record_id`, `customer_id`, `probability`.
#[must_use]
pub fn links(outcome: &Outcome) -> Frame {
    let mut out = Writer::new(&[("source", Kind::Text), ("record_id", Kind::Text), ("customer_id", Kind::Text), ("probability", Kind::Number)]);
    for record in outcome.records() {
        let id = outcome.customer_at(record.row).map(|c| c.id());
        // Six decimals, as everywhere.
        let probability = (outcome.probability(record.row) * 1e6).round() / 1e6;
        out.row(&[Cell::text(record.source), Cell::text(record.id), Cell::Text(id), Cell::Number(Some(probability))]);
    }
    out.finish()
}

/// What happened to customer ids since the previous assignment: `change`, `from`, `into`, `source`, `record_id`.
#[must_use]
pub fn changes(outcome: &Outcome) -> Frame {
    let mut out = Writer::new(&["change", "from", "into", "source", "record_id"].map(|name| (name, Kind::Text)));
    for change in outcome.changes() {
        let record = change.record;
        let cells = [Some(change.kind.as_str()), change.from, change.into, record.map(|r| r.source), record.map(|r| r.id)];
        out.row(&cells.map(Cell::Text));
    }
    out.finish()
}

/// One row per customer: `customer_id`, one column per tag dimension (several values are joined by `;`), one per layering.
#[must_use]
pub fn tags(outcome: &Outcome) -> Frame {
    let (dimensions, layers) = (&outcome.tags().dimensions, outcome.layers());
    let mut columns = vec![("customer_id", Kind::Text)];
    columns.extend(dimensions.iter().map(|d| (d.domain.name.as_str(), Kind::Text)));
    columns.extend(layers.iter().map(|l| (l.name.as_str(), Kind::Text)));
    let mut out = Writer::new(&columns);
    for customer in outcome.customers() {
        let mut row = vec![Cell::text(customer.id())];
        row.extend(dimensions.iter().map(|d| Cell::Joined(d.values(customer.index).collect())));
        row.extend(layers.iter().map(|l| Cell::Text(l.layer(customer.index))));
        out.row(&row);
    }
    out.finish()
}

/// One row per customer: `customer_id`, and of every metric a column of its facts and one of the events that they rest on (`…_n`); of a
/// `top` metric also its values, the most frequent first (`…_values`, a list of texts), and how often each came (`…_counts`, a list of
/// numbers of the same length, null where there is no value). Where a metric has such a name, it is the metric's, and the column beside another
/// one is numbered (`…_n_2`). Money is in 分, a ratio in millionths, days are whole.
#[must_use]
pub fn facts(outcome: &Outcome) -> Frame {
    let ids = outcome.customers().map(|customer| customer.id());
    fact_rows(outcome.facts(), outcome.fact_samples(), outcome.rankings(), ids)
}

/// As [`facts`], of customers whom the caller knows.
#[must_use]
pub fn metrics(outcome: &MetricsOutcome) -> Frame {
    fact_rows(outcome.facts(), outcome.samples(), outcome.rankings(), outcome.customers().iter().map(String::as_str))
}

fn fact_rows<'a>(table: &FactTable, samples: &[Vec<u32>], rankings: &[Ranking], ids: impl Iterator<Item = &'a str>) -> Frame {
    let free = |name: &String| table.columns.iter().all(|column| column.name != *name);
    let beside = |name: String| {
        let numbered = (2..).map(|n| format!("{name}_{n}"));
        std::iter::once(name.clone()).chain(numbered).find(free).unwrap_or_default()
    };
    let names: Vec<[String; 3]> = table.columns.iter().map(|column| ["n", "values", "counts"].map(|what| beside(format!("{}_{what}", column.name)))).collect();
    let ranking = |name: &str| rankings.iter().find(|ranking| ranking.metric == name);
    let mut columns = vec![("customer_id", Kind::Text)];
    for ((column, [counted, values, counts]), _) in table.columns.iter().zip(&names).zip(samples) {
        let kind = match column.unit {
            FactUnit::Text => Kind::Text,
            FactUnit::Date => Kind::Day,
            _ => Kind::Count,
        };
        columns.extend([(column.name.as_str(), kind), (counted.as_str(), Kind::Count)]);
        if ranking(&column.name).is_some() {
            columns.extend([(values.as_str(), Kind::Texts), (counts.as_str(), Kind::Counts)]);
        }
    }
    let mut out = Writer::new(&columns);
    for (row, id) in ids.enumerate() {
        let mut cells = vec![Cell::text(id)];
        for (column, samples) in table.columns.iter().zip(samples) {
            cells.push(match column.unit {
                FactUnit::Text => Cell::Text(column.text(row)),
                FactUnit::Date => Cell::Day(super::facts::day(column.number(row))),
                _ => Cell::Integer(column.number(row)),
            });
            cells.push(Cell::Integer(samples.get(row).map(|n| i64::from(*n))));
            if let Some(ranking) = ranking(&column.name) {
                let (values, counts) = ranking.of(row).unzip();
                cells.extend([Cell::Texts(values), Cell::Counts(counts)]);
            }
        }
        out.row(&cells);
    }
    out.finish()
}

/// Every value that was repaired, doubted, refused or declared missing, and why.
#[must_use]
pub fn notes(outcome: &Outcome) -> Frame {
    let names = ["source", "record_id", "field", "raw", "value", "status", "missing", "reasons", "candidates"];
    let mut columns: Vec<_> = names.iter().map(|name| (*name, Kind::Text)).collect();
    columns.push(("confidence", Kind::Count));
    let mut out = Writer::new(&columns);
    for note in outcome.notes() {
        let status = json!(note.status);
        out.row(&[
            Cell::text(note.source),
            Cell::text(note.record_id),
            Cell::text(note.field),
            Cell::text(note.raw),
            Cell::Text(Some(note.value).filter(|value| !value.is_empty())),
            Cell::Text(status.as_str()),
            Cell::Text(note.missing.map(|state| state.as_str())),
            Cell::Joined(note.reasons.iter().map(|reason| reason.as_str()).collect()),
            Cell::Joined(note.candidates.iter().map(String::as_str).collect()),
            Cell::Count(usize::from(note.confidence)),
        ]);
    }
    out.finish()
}

/// What the caller should know about the inputs and the run: `code`, `path`, `text`, `record_id`.
#[must_use]
pub fn findings(outcome: &Outcome) -> Frame {
    let mut out = Writer::new(&[("code", Kind::Text), ("path", Kind::Text), ("text", Kind::Text), ("record_id", Kind::Text)]);
    for finding in outcome.findings() {
        out.row(&[Cell::text(finding.code), Cell::text(&finding.path), Cell::text(&finding.text), Cell::Text(finding.record_id.as_deref())]);
    }
    out.finish()
}

/// What a column holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Day,
    Count,
    Number,
    Texts,
    Counts,
}

enum Cell<'a> {
    Text(Option<&'a str>),
    /// Texts with `;` between them; null when there are none.
    Joined(Vec<&'a str>),
    Day(Option<NaiveDate>),
    Count(usize),
    Integer(Option<i64>),
    Number(Option<f64>),
    /// A list; null when it is empty.
    Texts(Vec<&'a str>),
    Counts(Vec<u32>),
}

impl<'a> Cell<'a> {
    fn text(text: &'a str) -> Self {
        Cell::Text(Some(text))
    }
}

enum Builder {
    Text(StringBuilder),
    Day(Date32Builder),
    Count(Int64Builder),
    Number(Float64Builder),
    Texts(ListBuilder<StringBuilder>),
    Counts(ListBuilder<Int64Builder>),
}

/// Rows to batches that stay below the 2 GB that 32-bit offsets reach.
struct Writer {
    schema: SchemaRef,
    builders: Vec<Builder>,
    rows: usize,
    bytes: usize,
    batches: Vec<RecordBatch>,
}

const MOST_ROWS: usize = 1 << 16;
const MOST_BYTES: usize = 1 << 29;

impl Writer {
    fn new(columns: &[(&str, Kind)]) -> Self {
        let mut fields: Vec<Field> = Vec::with_capacity(columns.len());
        let mut builders = Vec::with_capacity(columns.len());
        for (name, kind) in columns {
            // Data frames refuse two columns of one name.
            let numbered = (2..).map(|n| format!("{name}_{n}"));
            let free = |name: &String| fields.iter().all(|field| field.name() != name);
            let name = std::iter::once((*name).to_owned()).chain(numbered).find(free).unwrap_or_default();
            let (data_type, builder) = match kind {
                Kind::Text => (DataType::Utf8, Builder::Text(StringBuilder::new())),
                Kind::Day => (DataType::Date32, Builder::Day(Date32Builder::new())),
                Kind::Count => (DataType::Int64, Builder::Count(Int64Builder::new())),
                Kind::Number => (DataType::Float64, Builder::Number(Float64Builder::new())),
                Kind::Texts => (DataType::new_list(DataType::Utf8, true), Builder::Texts(ListBuilder::new(StringBuilder::new()))),
                Kind::Counts => (DataType::new_list(DataType::Int64, true), Builder::Counts(ListBuilder::new(Int64Builder::new()))),
            };
            fields.push(Field::new(name, data_type, true));
            builders.push(builder);
        }
        Writer { schema: Arc::new(Schema::new(fields)), builders, rows: 0, bytes: 0, batches: Vec::new() }
    }

    fn row(&mut self, cells: &[Cell<'_>]) {
        let size = |cell: &Cell<'_>| match cell {
            Cell::Text(text) => text.map_or(0, str::len),
            Cell::Joined(texts) | Cell::Texts(texts) => texts.iter().map(|text| text.len() + 1).sum(),
            Cell::Counts(counts) => 8 * counts.len(),
            _ => 8,
        };
        let bytes: usize = cells.iter().map(size).sum();
        if self.rows == MOST_ROWS || (self.rows > 0 && self.bytes + bytes > MOST_BYTES) {
            self.flush();
        }
        self.rows += 1;
        self.bytes += bytes;
        for (builder, cell) in self.builders.iter_mut().zip(cells) {
            match (builder, cell) {
                (Builder::Text(column), Cell::Text(text)) => column.append_option(text.map(limited)),
                (Builder::Text(column), Cell::Joined(texts)) => column.append_option((!texts.is_empty()).then(|| texts.join(";")).as_deref().map(limited)),
                (Builder::Day(column), Cell::Day(day)) => column.append_option(day.map(|day| day.to_epoch_days())),
                (Builder::Count(column), Cell::Integer(number)) => column.append_option(*number),
                (Builder::Count(column), Cell::Count(count)) => column.append_value(i64::try_from(*count).unwrap_or(i64::MAX)),
                (Builder::Number(column), Cell::Number(number)) => column.append_option(*number),
                (Builder::Texts(column), Cell::Texts(texts)) if !texts.is_empty() => column.append_value(texts.iter().map(|text| Some(limited(text)))),
                (Builder::Counts(column), Cell::Counts(counts)) if !counts.is_empty() => column.append_value(counts.iter().map(|n| Some(i64::from(*n)))),
                (Builder::Text(column), _) => column.append_null(),
                (Builder::Day(column), _) => column.append_null(),
                (Builder::Count(column), _) => column.append_null(),
                (Builder::Number(column), _) => column.append_null(),
                (Builder::Texts(column), _) => column.append_null(),
                (Builder::Counts(column), _) => column.append_null(),
            }
        }
    }

    fn flush(&mut self) {
        let column = |builder: &mut Builder| -> ArrayRef {
            match builder {
                Builder::Text(column) => Arc::new(column.finish()),
                Builder::Day(column) => Arc::new(column.finish()),
                Builder::Count(column) => Arc::new(column.finish()),
                Builder::Number(column) => Arc::new(column.finish()),
                Builder::Texts(column) => Arc::new(column.finish()),
                Builder::Counts(column) => Arc::new(column.finish()),
            }
        };
        let columns = self.builders.iter_mut().map(column).collect();
        // Cannot fail: the columns are those of the schema and of one length.
        self.batches.extend(RecordBatch::try_new(self.schema.clone(), columns));
        self.rows = 0;
        self.bytes = 0;
    }

    fn finish(mut self) -> Frame {
        if self.rows > 0 || self.batches.is_empty() {
            self.flush();
        }
        Frame { schema: self.schema, batches: self.batches }
    }
}

/// A single cell of a gigabyte is cut, so that no offset overflows.
fn limited(text: &str) -> &str {
    text.get(..text.floor_char_boundary(1 << 30)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::types::Int8Type;
    use arrow_array::{
        BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray, ListArray, NullArray, StringArray, StringViewArray,
        TimestampMillisecondArray,
    };

    fn read(array: impl Array + 'static) -> Vec<Option<String>> {
        let array: ArrayRef = Arc::new(array);
        let texts = texts(&array).unwrap();
        let column = texts.column();
        assert_eq!(column.len(), array.len());
        (0..column.len()).map(|row| column.get(row).map(str::to_owned)).collect()
    }

    fn is(found: &[Option<String>], wanted: &[Option<&str>]) {
        assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn strings_are_borrowed_with_their_slices_and_nulls() {
        let values: Vec<Option<&str>> = (0..40).map(|n| if n % 3 == 0 { None } else { Some(["张三", "", "x"][n % 3]) }).collect();
        for (from, len) in [(0, 40), (0, 7), (5, 30), (9, 0), (13, 1)] {
            let small = StringArray::from(values.clone()).slice(from, len);
            let large = LargeStringArray::from(values.clone()).slice(from, len);
            is(&read(small.clone()), &values[from..from + len]);
            is(&read(large), &values[from..from + len]);
            let held = texts(&(Arc::new(small.clone()) as ArrayRef)).unwrap();
            let inside = |text: &str| small.value_data().as_ptr_range().contains(&text.as_ptr());
            let column = held.column();
            assert!((0..len).filter_map(|row| column.get(row)).filter(|text| !text.is_empty()).all(inside), "no copy");
        }
    }

    #[test]
    fn other_types_are_written_out() {
        is(&read(StringViewArray::from(vec![Some("张三"), None, Some("a text longer than a view")])), &[Some("张三"), None, Some("a text longer than a view")]);
        is(&read(DictionaryArray::<Int8Type>::from_iter([Some("男"), None, Some("女"), Some("男")])), &[Some("男"), None, Some("女"), Some("男")]);
        is(&read(Int64Array::from(vec![Some(13_812_345_678), None, Some(-1)])), &[Some("13812345678"), None, Some("-1")]);
        is(&read(Float64Array::from(vec![13_812_345_678.0, 0.5, f64::NAN])), &[Some("13812345678"), Some("0.5"), None]);
        is(&read(BooleanArray::from(vec![true, false])), &[Some("true"), Some("false")]);
        is(&read(Decimal128Array::from(vec![123_450]).with_precision_and_scale(10, 2).unwrap()), &[Some("1234.50")]);
        is(&read(Date32Array::from(vec![19_844])), &[Some("2024-05-01")]);
        is(&read(NullArray::new(2)), &[None, None]);
    }

    #[test]
    fn times_show_the_clock_of_their_zone() {
        let times = TimestampMillisecondArray::from(vec![1_714_530_191_000, 1_714_521_600_000]);
        is(&read(times.clone()), &[Some("2024-05-01T02:23:11"), Some("2024-05-01")]);
        is(&read(times.clone().with_timezone("+08:00")), &[Some("2024-05-01T10:23:11+08:00"), Some("2024-05-01T08:00:00+08:00")]);
        let nowhere: ArrayRef = Arc::new(times.with_timezone("Moon/Tycho"));
        assert_eq!(texts(&nowhere).unwrap_err(), "has times in the zone `Moon/Tycho`, which is not known here");
    }

    #[test]
    fn a_column_that_cannot_be_read_matters_only_where_it_is_needed() {
        let lists: ArrayRef = Arc::new(ListArray::from_iter_primitive::<arrow_array::types::Int32Type, _, _>([Some([Some(1)])]));
        let names: ArrayRef = Arc::new(StringArray::from(vec!["安然"]));
        let plan = |column: &str| {
            let spec =
                json!({"version": 1, "fields": [{"name": "name", "kind": {"person_name": {}}}], "sources": [{"name": "官网", "columns": [{"field": "name", "from": [column]}]}]});
            Plan::from_json(&spec.to_string()).unwrap()
        };
        let mut batches = Batches::new();
        batches.push("官网", &RecordBatch::try_from_iter([("姓名", names), ("标签", lists)]).unwrap());
        assert_eq!(customers(&plan("姓名").run(&batches.inputs_of(&plan("姓名")).unwrap(), None)).rows(), 1);
        let error = batches.inputs_of(&plan("标签")).unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::InvalidInput, "官网.标签"));
        assert!(batches.inputs_except(&[]).is_err());
        assert!(batches.inputs_except(&["标签"]).is_ok());
    }

    #[test]
    fn names_of_columns_are_made_unique_and_no_rows_still_have_columns() {
        let mut out = Writer::new(&[("records", Kind::Count), ("records", Kind::Text)]);
        out.row(&[Cell::Count(1), Cell::Joined(Vec::new())]);
        let frame = out.finish();
        assert_eq!(frame.schema.fields().iter().map(|f| f.name().as_str()).collect::<Vec<_>>(), ["records", "records_2"]);
        assert_eq!((frame.rows(), frame.batches[0].column(1).null_count()), (1, 1));
        assert_eq!(Writer::new(&[("code", Kind::Text)]).finish().batches.len(), 1);
    }

    #[test]
    fn the_most_frequent_values_come_with_their_counts() {
        let mut ranking = Ranking::default().named("热销");
        ranking.push([("A", 3), ("B", 1)]);
        ranking.push([]);
        let mut texts = crate::table::Interner::new();
        let ids = vec![Some(texts.intern("A, B")), None];
        let values = crate::model::FactValues::Text { ids, texts };
        let table = FactTable { rows: 2, columns: vec![crate::model::FactColumn { name: "热销".to_owned(), unit: FactUnit::Text, values }] };
        let frame = fact_rows(&table, &[vec![4, 0]], &[ranking], ["C1", "C2"].into_iter());
        let names: Vec<&str> = frame.schema.fields().iter().map(|field| field.name().as_str()).collect();
        assert_eq!(names, ["customer_id", "热销", "热销_n", "热销_values", "热销_counts"]);
        let batch = &frame.batches[0];
        let (values, counts) = (batch.column(3).as_list::<i32>(), batch.column(4).as_list::<i32>());
        assert_eq!(values.value(0).as_string::<i32>().iter().collect::<Vec<_>>(), [Some("A"), Some("B")]);
        assert_eq!(counts.value(0).as_primitive::<arrow_array::types::Int64Type>().values(), &[3, 1]);
        assert!(values.is_null(1) && counts.is_null(1));
    }

    #[test]
    fn a_metric_keeps_its_name() {
        let column = |name: &str, of: i64| crate::model::FactColumn {
            name: name.to_owned(),
            unit: FactUnit::Count,
            values: crate::model::FactValues::Number([Some(of)].into_iter().collect()),
        };
        let table = FactTable { rows: 1, columns: vec![column("a", 1), column("a_n", 2), column("a_values", 3), column("a_n_2", 4)] };
        let mut ranking = Ranking::default().named("a");
        ranking.push([("A", 3)]);
        let frame = fact_rows(&table, &[vec![9], vec![8], vec![7], vec![6]], &[ranking], ["C1"].into_iter());
        let names: Vec<&str> = frame.schema.fields().iter().map(|field| field.name().as_str()).collect();
        assert_eq!(names, ["customer_id", "a", "a_n_3", "a_values_2", "a_counts", "a_n", "a_n_n", "a_values", "a_values_n", "a_n_2", "a_n_2_n"]);
        let number = |name: &str| frame.batches[0].column_by_name(name).unwrap().as_primitive::<arrow_array::types::Int64Type>().value(0);
        assert_eq!(["a", "a_n", "a_values", "a_n_2", "a_n_3"].map(number), [1, 2, 3, 4, 9]);
    }
}
