//! Rows to record batches.

use arrow_array::builder::{Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use chrono::NaiveDate;
use std::sync::Arc;

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

/// What a column holds.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Text,
    Day,
    Count,
    Number,
    Texts,
    Counts,
}

pub(super) enum Cell<'a> {
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
    pub(super) fn text(text: &'a str) -> Self {
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
pub(super) struct Writer {
    schema: SchemaRef,
    builders: Vec<Builder>,
    rows: usize,
    bytes: usize,
    batches: Vec<RecordBatch>,
}

const MOST_ROWS: usize = 1 << 16;
const MOST_BYTES: usize = 1 << 29;

impl Writer {
    pub(super) fn new(columns: &[(&str, Kind)]) -> Self {
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

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) {
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

    pub(super) fn finish(mut self) -> Frame {
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
    use arrow_array::Array;

    #[test]
    fn names_of_columns_are_made_unique_and_no_rows_still_have_columns() {
        let mut out = Writer::new(&[("records", Kind::Count), ("records", Kind::Text)]);
        out.row(&[Cell::Count(1), Cell::Joined(Vec::new())]);
        let frame = out.finish();
        assert_eq!(frame.schema.fields().iter().map(|f| f.name().as_str()).collect::<Vec<_>>(), ["records", "records_2"]);
        assert_eq!((frame.rows(), frame.batches[0].column(1).null_count()), (1, 1));
        assert_eq!(Writer::new(&[("code", Kind::Text)]).finish().batches.len(), 1);
    }
}
