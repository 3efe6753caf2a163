//! The cells of a feed: times and attribute values.

use super::super::time::TimeReader;
use super::Value;
use crate::data::ReferenceTables;
use crate::error::Error;
use crate::model::Normalized;
use crate::normalize::{self, Normalizer};
use crate::schema::FieldKind;
use crate::spec::{AttributeKind, Currency, FactsSpec, FeedValue, UtcOffset};
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
    amounts: Vec<Amounts>,
    scratch: Normalized,
    text: String,
}

/// The amounts of one currency.
struct Amounts {
    currency: Currency,
    amount: Arc<dyn Normalizer>,
    known: HashMap<String, Option<i64>>,
}

impl Amounts {
    fn of(currency: Currency) -> Self {
        let kind = FieldKind::Amount { unit: String::new(), currency: currency.to_string() };
        Amounts { currency, amount: normalize::builtin(&kind, ReferenceTables::builtin()), known: HashMap::new() }
    }

    /// An amount in hundredths; ranges and other currencies are no single amount.
    fn read(&mut self, text: &str, scratch: &mut Normalized) -> Option<i64> {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        self.amount.normalize(text, scratch);
        let amount = normalize::hundredths(scratch, self.currency.code());
        self.known.insert(text.to_owned(), amount);
        amount
    }
}

/// Says which attributes are in a currency that there is not.
pub(in super::super) fn check_currencies(facts: &FactsSpec, errors: &mut Vec<Error>) {
    for (s, stream) in facts.streams.iter().enumerate() {
        for (a, attribute) in stream.attributes.iter().enumerate() {
            if let AttributeKind::Money { currency } = attribute.kind {
                let kind = FieldKind::Amount { unit: String::new(), currency: currency.to_string() };
                normalize::check(&kind, &format!("facts.streams[{s}].attributes[{a}].kind.money"), errors);
            }
        }
    }
}

impl ValueReader {
    pub(in super::super) fn new() -> Self {
        ValueReader { amounts: Vec::new(), scratch: Normalized::default(), text: String::new() }
    }

    /// A plain number has the unit of its column's header, if it is money.
    pub(in super::super) fn read(&mut self, kind: AttributeKind, raw: &str, header: Option<&Header>) -> Value {
        let text = crate::text::fold::trim(raw);
        if normalize::missing_state(text).is_some() {
            return Value::None;
        }
        match kind {
            AttributeKind::Money { currency } => {
                let with_unit = header.and_then(|header| header.with_unit(text));
                self.money(with_unit.as_deref().unwrap_or(text), currency).map_or(Value::None, Value::Number)
            }
            AttributeKind::Number {} => text.parse().map_or(Value::None, Value::Number),
            _ => {
                self.text.clear();
                crate::text::fold::clean_into(text, &mut self.text);
                Value::Text(self.text.clone())
            }
        }
    }

    fn money(&mut self, text: &str, currency: Currency) -> Option<i64> {
        let at = self.amounts.iter().position(|amounts| amounts.currency == currency).unwrap_or_else(|| {
            self.amounts.push(Amounts::of(currency));
            self.amounts.len() - 1
        });
        self.amounts.get_mut(at)?.read(text, &mut self.scratch)
    }
}
