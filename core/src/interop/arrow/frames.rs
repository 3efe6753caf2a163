//! What an outcome holds, as tables.

use super::texts::clock;
use super::writer::{Cell, Frame, Kind, Writer};
use crate::model::{FactTable, FactUnit, Missing, Normalized, Ranking};
use crate::normalize::Normalizer;
use crate::plan::{MetricsOutcome, Outcome};
use crate::table::Inputs;
use serde_json::{Map, Value, json};

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
            (v.field.to_owned(), Value::Object(crate::interop::json::provenance(customer, v, time)))
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
                FactUnit::Date => Cell::Day(crate::interop::facts::day(column.number(row))),
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

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::Array;
    use arrow_array::cast::AsArray;

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
