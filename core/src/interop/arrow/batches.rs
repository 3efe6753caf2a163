//! Record batches by table, as inputs.

use super::texts::{Texts, texts};
use crate::error::{Code, Error, Result, quote};
use crate::model::Assignment;
use crate::plan::{Metrics, Plan};
use crate::table::{Inputs, Table};
use arrow_array::RecordBatch;

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

#[cfg(test)]
mod tests {
    use super::super::customers;
    use super::*;
    use arrow_array::{ArrayRef, ListArray, StringArray};
    use serde_json::json;
    use std::sync::Arc;

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
}
