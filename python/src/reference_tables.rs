//! The reference tables that values are read by.

use crate::error::raise;
use guiyi::interop::json;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// The reference tables that values are read by: the embedded ones with packs (texts) of your own on top.
#[pyclass(frozen, module = "guiyi")]
#[derive(Debug)]
pub(crate) struct ReferenceTables {
    pub(crate) tables: guiyi::ReferenceTables,
    packs: Vec<String>,
}

#[pymethods]
impl ReferenceTables {
    #[new]
    #[pyo3(signature = (*packs))]
    fn new(py: Python<'_>, packs: Vec<String>) -> PyResult<Self> {
        let mut tables = guiyi::ReferenceTables::builtin().clone();
        for pack in &packs {
            tables = tables.with_pack(pack).map_err(|e| raise(py, &e))?;
        }
        Ok(ReferenceTables { tables, packs })
    }

    /// What every table is: name, date, version, rows, columns, and whether a pack replaced it.
    #[getter]
    fn info<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import(intern!(py, "json"))?.call_method1(intern!(py, "loads"), (json::reference_tables(&self.tables).to_string(),))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        PyTuple::new(py, [slf.get_type().into_any(), PyTuple::new(py, &slf.get().packs)?.into_any()])
    }

    fn __repr__(&self) -> String {
        let info = self.tables.info();
        let replaced: Vec<&str> = info.iter().filter(|table| table.replaced).map(|table| table.name).collect();
        let replaced = if replaced.is_empty() { "none replaced".to_owned() } else { format!("replaced: {}", replaced.join(", ")) };
        format!("guiyi.ReferenceTables({} tables, {replaced}; .info lists them)", info.len())
    }
}

/// The tables of an argument, or the embedded ones.
pub(crate) fn or_embedded<'a>(tables: Option<&'a Bound<'_, ReferenceTables>>) -> &'a guiyi::ReferenceTables {
    tables.map_or(guiyi::ReferenceTables::builtin(), |tables| &tables.get().tables)
}
