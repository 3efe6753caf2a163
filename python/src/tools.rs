//! What works without a plan.

use crate::error::raise;
use crate::reference_tables::{ReferenceTables, or_embedded};
use crate::table::Table;
use crate::tables::Tables;
use guiyi::interop::{arrow, json};
use guiyi::{Code, Error};
use pyo3::intern;
use pyo3::prelude::*;

/// Proposes a spec for tables never seen before; `{"spec": …, "evidence": …}` as JSON.
#[pyfunction]
pub(crate) fn propose(py: Python<'_>, tables: &Bound<'_, PyAny>, id: Option<String>, ignore: Vec<String>, unique: Vec<String>) -> PyResult<String> {
    let tables = Tables::read(tables)?;
    let proposed = py.detach(|| {
        let ignore: Vec<&str> = ignore.iter().map(String::as_str).collect();
        let unique: Vec<&str> = unique.iter().map(String::as_str).collect();
        let inputs = tables.with_written(tables.batches.inputs_except(&ignore)?);
        let proposal = guiyi::propose(&inputs, id.as_deref(), &ignore, &unique);
        serde_json::to_string(&proposal).map_err(|e| Error::new(Code::Internal, "", "the proposal cannot be written").with_source(e))
    });
    proposed.map_err(|e| raise(py, &e))
}

/// Normalizes one value by reference tables; the kind as it stands in a spec (`{"phone": {}}`), as JSON.
#[pyfunction]
pub(crate) fn normalize<'py>(py: Python<'py>, kind: &str, value: &str, tables: Option<&Bound<'py, ReferenceTables>>) -> PyResult<Bound<'py, PyAny>> {
    let found = json::normalize(kind, value, or_embedded(tables)).map_err(|e| raise(py, &e))?;
    loads(py, &found.to_string())
}

/// Reads the values of one record together; fields and record as JSON.
#[pyfunction]
pub(crate) fn normalize_record<'py>(py: Python<'py>, fields: &str, record: &str, tables: Option<&Bound<'py, ReferenceTables>>) -> PyResult<Bound<'py, PyAny>> {
    let found = json::normalize_record(fields, record, or_embedded(tables)).map_err(|e| raise(py, &e))?;
    loads(py, &found.to_string())
}

/// What the columns of tables are, and what is wrong in them; frozen profiles as JSON.
#[pyfunction]
pub(crate) fn profile_tables<'py>(
    py: Python<'py>,
    inputs: &Bound<'py, PyAny>,
    profiles: Option<&str>,
    tables: Option<&Bound<'py, ReferenceTables>>,
) -> PyResult<Bound<'py, PyAny>> {
    let by = or_embedded(tables);
    let inputs = Tables::read(inputs)?;
    let found = py.detach(|| json::profile_inputs(&inputs.with_written(inputs.batches.inputs_except(&[])?), profiles, by)).map_err(|e: Error| raise(py, &e))?;
    loads(py, &found.to_string())
}

/// How well any partition agrees with the truth, of the tables `records` and `pairs`; options as JSON.
#[pyfunction]
pub(crate) fn evaluate<'py>(py: Python<'py>, tables: &Bound<'py, PyAny>, options: &str) -> PyResult<Bound<'py, PyAny>> {
    let tables = Tables::read(tables)?;
    let found = py.detach(|| json::evaluate_inputs(&tables.with_written(tables.batches.inputs_except(&[])?), options));
    loads(py, &found.map_err(|e| raise(py, &e))?.to_string())
}

/// What is found in the rules of a spec (JSON) before any data is seen.
#[pyfunction]
pub(crate) fn check_rules<'py>(py: Python<'py>, spec: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = py.detach(|| json::check_rules(spec)).map_err(|e| raise(py, &e))?;
    loads(py, &found.to_string())
}

/// A JSON text as Python's own values.
pub(crate) fn loads<'py>(py: Python<'py>, text: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import(intern!(py, "json"))?.call_method1(intern!(py, "loads"), (text,))
}

/// Normalizes the column `value` of the table `column`; kind and reference tables as in [`normalize`].
#[pyfunction]
pub(crate) fn normalize_column(py: Python<'_>, kind: &str, column: &Bound<'_, PyAny>, tables: Option<&Bound<'_, ReferenceTables>>) -> PyResult<Table> {
    let by = or_embedded(tables);
    let normalizer = json::normalizer(kind, by).map_err(|e| raise(py, &e))?;
    let column = Tables::read(column)?;
    let frame = py.detach(|| Ok(arrow::normalized(&*normalizer, &column.with_written(column.batches.inputs_except(&[])?), "column", "value")));
    Table::new(py, "normalized", frame.map_err(|e: Error| raise(py, &e))?)
}

/// The ready-made schema of a business.
#[pyfunction]
pub(crate) fn template<'py>(py: Python<'py>, business: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = json::template(business).map_err(|e| raise(py, &e))?;
    py.import(intern!(py, "json"))?.call_method1(intern!(py, "loads"), (found.to_string(),))
}

/// How customers went between the layers of two documents of `Outcome.layers` (JSON).
#[pyfunction]
pub(crate) fn layer_migration<'py>(py: Python<'py>, before: &str, after: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = py.detach(|| json::layer_migration(before, after)).map_err(|e| raise(py, &e))?;
    loads(py, &found.to_string())
}

/// The catalogue of decision tables.
#[pyfunction]
pub(crate) fn layer_catalogue(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    loads(py, &json::layer_catalogue().to_string())
}

/// Drafts a spec for a business from the headers of its tables (JSON); `{"spec": …, "unbound": …}`.
#[pyfunction]
pub(crate) fn draft<'py>(py: Python<'py>, business: &str, headers: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = json::draft(business, headers).map_err(|e| raise(py, &e))?;
    py.import(intern!(py, "json"))?.call_method1(intern!(py, "loads"), (found.to_string(),))
}

/// Splink's settings as a spec (JSON, all of it); `{"spec": …, "findings": […]}`.
#[pyfunction]
pub(crate) fn from_splink<'py>(py: Python<'py>, settings: &str, spec: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
    let found = json::from_splink(settings, spec).map_err(|e| raise(py, &e))?;
    loads(py, &found.to_string())
}

/// A spec (JSON) as Splink's settings; `{"settings": …, "findings": […]}`.
#[pyfunction]
pub(crate) fn to_splink<'py>(py: Python<'py>, spec: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = json::to_splink(spec).map_err(|e| raise(py, &e))?;
    loads(py, &found.to_string())
}
