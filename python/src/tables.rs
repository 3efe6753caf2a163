//! Python's tables as inputs.

use crate::{cell, error};
use guiyi::interop::arrow::Batches;
use guiyi::{Code, ColumnBuffer, Error, Inputs, Table};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList, PyMapping};
use pyo3_arrow::input::AnyRecordBatch;
use std::collections::BTreeMap;

/// Tables taken in: Arrow's held as they are, Python's own written out.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) batches: Batches,
    written: Vec<(String, BTreeMap<String, ColumnBuffer>)>,
}

impl Tables {
    /// Reads a mapping of names to tables.
    pub(crate) fn read(tables: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mapping = tables.cast::<PyMapping>().map_err(|_| wrong(tables, "", "the tables are not a dict of names and tables"))?;
        let mut out = Tables::default();
        for item in mapping.items()?.iter() {
            let (name, table): (String, Bound<'_, PyAny>) = item.extract().map_err(|_| wrong(tables, "", "the name of a table is not a text"))?;
            out.push(&name, &table)?;
        }
        Ok(out)
    }

    /// Reads one table.
    pub(crate) fn one(name: &str, table: &Bound<'_, PyAny>) -> PyResult<Self> {
        let mut out = Tables::default();
        out.push(name, table)?;
        Ok(out)
    }

    fn push(&mut self, name: &str, table: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = table.py();
        if table.hasattr(intern!(py, "__arrow_c_stream__"))? || table.hasattr(intern!(py, "__arrow_c_array__"))? {
            let reader = table.extract::<AnyRecordBatch>()?.into_reader()?;
            for batch in reader {
                let batch = batch.map_err(|e| error::raise(py, &Error::new(Code::InvalidInput, name, format!("the table cannot be read: {e}"))))?;
                self.batches.push(name, &batch);
            }
        } else if let Ok(rows) = table.cast::<PyList>() {
            self.written.push((name.to_owned(), rows_of(name, rows)?));
        } else if let Ok(columns) = table.cast::<PyDict>() {
            self.written.push((name.to_owned(), columns_of(name, columns)?));
        } else {
            return Err(wrong(table, name, "a table is neither Arrow's (with `__arrow_c_stream__`) nor a list of dicts nor a dict of lists"));
        }
        Ok(())
    }

    /// Adds what was written out to what Arrow holds.
    pub(crate) fn with_written<'a>(&'a self, mut inputs: Inputs<'a>) -> Inputs<'a> {
        for (name, columns) in &self.written {
            inputs.push(name, Table::new(columns.iter().map(|(name, buffer)| (name, buffer.as_column()))));
        }
        inputs
    }
}

fn rows_of(table: &str, rows: &Bound<'_, PyList>) -> PyResult<BTreeMap<String, ColumnBuffer>> {
    let mut columns: BTreeMap<String, (ColumnBuffer, usize)> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        let row = row.cast::<PyMapping>().map_err(|_| wrong(&row, table, "a row is not a dict of columns and values"))?;
        for item in row.items()?.iter() {
            let (name, value): (String, Bound<'_, PyAny>) = item.extract().map_err(|_| wrong(&item, table, "the name of a column is not a text"))?;
            let text = cell::text(&value, &format!("{table}.{name}"))?;
            let (column, filled) = columns.entry(name).or_default();
            fill(column, filled, number);
            column.push(text.as_deref());
            *filled += 1;
        }
    }
    let complete = |(name, (mut column, mut filled)): (String, (ColumnBuffer, usize))| {
        fill(&mut column, &mut filled, rows.len());
        (name, column)
    };
    Ok(columns.into_iter().map(complete).collect())
}

/// Nulls for the rows that did not name the column.
fn fill(column: &mut ColumnBuffer, filled: &mut usize, rows: usize) {
    for _ in *filled..rows {
        column.push(None);
    }
    *filled = rows.max(*filled);
}

fn columns_of(table: &str, columns: &Bound<'_, PyDict>) -> PyResult<BTreeMap<String, ColumnBuffer>> {
    let mut out: BTreeMap<String, ColumnBuffer> = BTreeMap::new();
    let mut rows = None;
    for (name, values) in columns {
        let name: String = name.extract().map_err(|_| wrong(&name, table, "the name of a column is not a text"))?;
        let path = format!("{table}.{name}");
        let mut column = ColumnBuffer::new();
        let mut len = 0usize;
        for value in values.try_iter().map_err(|_| wrong(&values, &path, "a column is not a list of values"))? {
            column.push(cell::text(&value?, &path)?.as_deref());
            len += 1;
        }
        if *rows.get_or_insert(len) != len {
            return Err(wrong(&values, &path, "the columns of a table are not of one length"));
        }
        out.insert(name, column);
    }
    Ok(out)
}

fn wrong(value: &Bound<'_, PyAny>, path: &str, what: &str) -> PyErr {
    let found = value.get_type().name().map_or_else(|_| String::new(), |name| format!(" (found a `{name}`)"));
    error::raise(value.py(), &Error::new(Code::InvalidInput, path, format!("{what}{found}")))
}
