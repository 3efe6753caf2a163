//! Facts of customers whom the caller knows.

use crate::error::raise;
use crate::plan::day;
use crate::table::Table;
use crate::tables::Tables;
use guiyi::interop::{arrow, json};
use guiyi::{Metrics, MetricsOutcome};
use pyo3::prelude::*;

/// The facts of all customers that events name.
#[pyclass(frozen, module = "guiyi")]
#[derive(Debug)]
pub(crate) struct Facts(MetricsOutcome);

/// Computes metrics (JSON) over tables of events, each of which names its customer.
#[pyfunction]
#[pyo3(signature = (metrics, tables, as_of = None))]
pub(crate) fn metrics(py: Python<'_>, metrics: &str, tables: &Bound<'_, PyAny>, as_of: Option<&Bound<'_, PyAny>>) -> PyResult<Facts> {
    let as_of = as_of.map(day).transpose()?;
    let as_of = as_of.as_deref().map(|text| json::date(text, "as_of")).transpose().map_err(|e| raise(py, &e))?;
    let tables = Tables::read(tables)?;
    let found = py.detach(|| {
        let metrics = Metrics::from_json(metrics)?;
        let inputs = tables.with_written(tables.batches.inputs_of_metrics(&metrics)?);
        Ok(metrics.run(&inputs, as_of))
    });
    found.map(Facts).map_err(|e| raise(py, &e))
}

/// The catalogue of ready-made metrics.
#[pyfunction]
pub(crate) fn metric_catalogue(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    crate::tools::loads(py, &json::metric_catalogue().to_string())
}

#[pymethods]
impl Facts {
    /// One row per customer: `customer_id`, and of every metric its fact and the number of events it rests on (`…_n`).
    #[getter]
    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        let frame = py.detach(|| arrow::metrics(&self.0));
        Table::new(py, "facts", frame)
    }

    /// Everything as a dict: `as_of`, `metrics`, `rates`, `customers`, `findings`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::tools::loads(py, &self.to_json(py))
    }

    /// Everything as one JSON document. The same metrics and rows give the same text.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| json::of_metrics(&self.0).to_string())
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> = self.0.metrics().definitions().map(|definition| definition.name.as_str()).collect();
        format!("guiyi.Facts({} customers; {})", self.0.customers().len(), names.join(", "))
    }
}
