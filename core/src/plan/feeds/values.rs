//! The cells of a feed: times and attribute values.

use super::super::time::TimeReader;
use super::Value;
use crate::data::ReferenceTables;
use crate::model::Normalized;
use crate::normalize::{self, Normalizer};
use crate::schema::FieldKind;
use crate::spec::{AttributeKind, FeedValue, UtcOffset};
use crate::table::header::Header;
use crate::table::{Column, Inputs, Table};
use hashbrown::HashMap;
use std::sync::Arc;

/// A reader of the times of a table.
pub(in super::super) fn times(inputs: &Inputs<'_>, table: &str, column: Option<&str>, clock: UtcOffset) -> TimeReader {
    let columns = inputs.batches(table).filter_map(|t| t.column(column?));
    TimeReader::of(columns.flat_map(|column| (0..column.len()).filter_map(move |row| column.get(row))), clock)
}

/// Where the values of an attribute are in a batch.
pub(super) enum Cells<'a> {
    None,
    Column(Column<'a>, Header),
    Constant(&'a str),
}

impl<'a> Cells<'a> {
    pub(super) fn of(value: Option<&'a FeedValue>, table: &'a Table<'a>) -> Self {
        match value {
            Some(FeedValue::Column(name)) => table.column(name).map_or(Cells::None, |column| Cells::Column(column, table.header(name))),
            Some(FeedValue::Constant(text)) => Cells::Constant(text),
            None => Cells::None,
        }
    }
}

/// Reads attribute values, each distinct money text once.
pub(in super::super) struct ValueReader {
    amount: Arc<dyn Normalizer>,
    money: HashMap<String, Option<i64>>,
    scratch: Normalized,
    text: String,
}

impl ValueReader {
    pub(in super::super) fn new() -> Self {
        let amount = normalize::builtin(&FieldKind::amount(), ReferenceTables::builtin());
        ValueReader { amount, money: HashMap::new(), scratch: Normalized::default(), text: String::new() }
    }

    /// A plain number has the unit of its column's header, if it is money.
    pub(in super::super) fn read(&mut self, kind: AttributeKind, raw: &str, header: Option<&Header>) -> Value {
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
