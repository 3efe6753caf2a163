//! What works without a plan.

use crate::error::raise;
use crate::tables::Tables;
use guiyi::interop::json;
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

/// Normalizes one value; the kind as it stands in a spec (`{"phone": {}}`) or its name, both as JSON.
#[pyfunction]
pub(crate) fn normalize<'py>(py: Python<'py>, kind: &str, value: &str) -> PyResult<Bound<'py, PyAny>> {
    let found = json::normalize(kind, value).map_err(|e| raise(py, &e))?;
    py.import(intern!(py, "json"))?.call_method1(intern!(py, "loads"), (found.to_string(),))
}
