//! Tables that leave, for whatever reads Arrow.

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use guiyi::interop::arrow::Frame;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyTuple};
use pyo3_arrow::PyTable;

/// A table of an outcome. `pyarrow.table(it)`, `polars.DataFrame(it)`, `pandas.DataFrame.from_arrow(it)` and DuckDB
/// read it without copying; `it.to_pylist()` needs nothing else.
#[pyclass(frozen, module = "guiyi")]
#[derive(Debug)]
pub(crate) struct Table {
    name: &'static str,
    frame: Frame,
    exported: Py<PyTable>,
}

impl Table {
    pub(crate) fn new(py: Python<'_>, name: &'static str, frame: Frame) -> PyResult<Self> {
        let exported = Py::new(py, PyTable::try_new(frame.batches.clone(), frame.schema.clone())?)?;
        Ok(Table { name, frame, exported })
    }

    fn names(&self) -> Vec<&str> {
        self.frame.schema.fields().iter().map(|field| field.name().as_str()).collect()
    }
}

#[pymethods]
impl Table {
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(&self, py: Python<'py>, requested_schema: Option<Bound<'py, PyCapsule>>) -> PyResult<Bound<'py, PyAny>> {
        self.exported.bind(py).call_method1("__arrow_c_stream__", (requested_schema,))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.exported.bind(py).call_method0("__arrow_c_schema__")
    }

    fn __len__(&self) -> usize {
        self.frame.rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.names())
    }

    /// The rows as dicts.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let names = self.names();
        let rows = PyList::empty(py);
        for batch in &self.frame.batches {
            for row in 0..batch.num_rows() {
                let values = PyDict::new(py);
                for (name, column) in names.iter().zip(batch.columns()) {
                    values.set_item(name, value(py, column, row)?)?;
                }
                rows.append(values)?;
            }
        }
        Ok(rows)
    }

    fn __repr__(&self) -> String {
        format!("guiyi.Table({}: {} rows of {}; pyarrow.table(it), polars.DataFrame(it) or it.to_pylist() show them)", self.name, self.frame.rows(), self.names().join(", "))
    }

    fn _repr_html_(&self, py: Python<'_>) -> PyResult<String> {
        let head: String = self.names().into_iter().map(|name| format!("<th>{}</th>", escaped(name))).collect();
        let mut body = String::new();
        for (batch, row) in self.frame.batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row))).take(10) {
            body.push_str(&format!("<tr>{}</tr>", cells(py, batch, row)?));
        }
        Ok(format!("<table><caption>{}: {} rows</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>", self.name, self.frame.rows()))
    }
}

fn cells(py: Python<'_>, batch: &RecordBatch, row: usize) -> PyResult<String> {
    let cell = |column: &ArrayRef| {
        let value = value(py, column, row)?;
        let text = if value.is_none() { String::new() } else { value.str()?.to_string_lossy().into_owned() };
        Ok(format!("<td>{}</td>", escaped(&text)))
    };
    batch.columns().iter().map(cell).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A value of the few types that tables of outcomes have.
fn value<'py>(py: Python<'py>, column: &dyn Array, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    if let Some(texts) = column.as_string_opt::<i32>() {
        return Ok(texts.value(row).into_pyobject(py)?.into_any());
    }
    if let Some(counts) = column.as_primitive_opt::<Int64Type>() {
        return Ok(counts.value(row).into_pyobject(py)?.into_any());
    }
    if let Some(numbers) = column.as_primitive_opt::<Float64Type>() {
        return Ok(numbers.value(row).into_pyobject(py)?.into_any());
    }
    match column.as_primitive_opt::<Date32Type>().and_then(|days| days.value_as_date(row)) {
        Some(day) => Ok(day.into_pyobject(py)?.into_any()),
        None => Ok(py.None().into_bound(py)),
    }
}
