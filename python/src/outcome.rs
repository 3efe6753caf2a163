//! The outcome of a run.

use crate::error::raise;
use crate::explanation::Explanation;
use crate::table::Table;
use guiyi::interop::arrow::{self, Frame};
use guiyi::interop::json;
use pyo3::prelude::*;

/// What a run leaves: tables for whatever reads Arrow, and explanations.
#[pyclass(frozen, module = "guiyi")]
#[derive(Debug)]
pub(crate) struct Outcome(pub(crate) guiyi::Outcome);

impl Outcome {
    fn table(&self, py: Python<'_>, name: &'static str, build: fn(&guiyi::Outcome) -> Frame) -> PyResult<Table> {
        let frame = py.detach(|| build(&self.0));
        Table::new(py, name, frame)
    }

    fn explained(&self, py: Python<'_>, explain: impl Send + FnOnce(&guiyi::Outcome) -> guiyi::Result<guiyi::Explanation>) -> PyResult<Explanation> {
        py.detach(|| explain(&self.0)).map(Explanation).map_err(|e| raise(py, &e))
    }
}

#[pymethods]
impl Outcome {
    /// Golden profiles, one row per customer: `customer_id`, `first_seen`, `records`, `sources`, a column per field, `provenance` (JSON).
    #[getter]
    fn customers(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "customers", arrow::customers)
    }

    /// Which customer every record belongs to: `source`, `record_id`, `customer_id`, `probability`.
    #[getter]
    fn links(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "links", arrow::links)
    }

    /// What happened to customer ids since the previous assignment: `change`, `from`, `into`, `source`, `record_id`.
    #[getter]
    fn changes(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "changes", arrow::changes)
    }

    /// The customer ids of all records, for `previous` of the next run: `version`, `links`, `redirects`, `next`.
    #[getter]
    fn assignment<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::written(&self.0.assignment())).map_err(|e| raise(py, &e))?;
        crate::tools::loads(py, &text)
    }

    /// One row per customer: `customer_id`, a column per tag dimension and per layering.
    #[getter]
    fn tags(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "tags", arrow::tags)
    }

    /// Every value that was repaired, doubted, refused or declared missing, and why.
    #[getter]
    fn notes(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "notes", arrow::notes)
    }

    /// What you should know about the inputs and the run.
    #[getter]
    fn findings(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "findings", arrow::findings)
    }

    /// The date the tags are as of, as `YYYY-MM-DD`.
    #[getter]
    fn as_of(&self) -> Option<String> {
        self.0.as_of().map(|date| date.to_string())
    }

    /// What became of the values of every source and field: counts by status, missing state and reason, with examples.
    fn quality<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::quality(&self.0).to_string());
        crate::tools::loads(py, &text)
    }

    /// What matching did and what to expect of it: pairs, the expected precision and recall at every threshold (`curve`), what each
    /// comparison's weights were learned from (`comparisons`), agreement with the labels (`labels`).
    fn report<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::report(&self.0).to_string());
        crate::tools::loads(py, &text)
    }

    /// Why a customer is as it is: what holds its records together, its values, tags and layers.
    fn explain(&self, py: Python<'_>, customer_id: &str) -> PyResult<Explanation> {
        self.explained(py, |outcome| outcome.explain(customer_id))
    }

    /// Why two records, each a pair of source and record id, are or are not the same customer.
    fn explain_pair(&self, py: Python<'_>, a: (String, String), b: (String, String)) -> PyResult<Explanation> {
        self.explained(py, |outcome| outcome.explain_pair((&a.0, &a.1), (&b.0, &b.1)))
    }

    /// The whole outcome as one JSON document. The same plan and rows give the same text.
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| json::outcome(&self.0).to_string())
    }

    fn __repr__(&self) -> String {
        let (customers, records) = (self.0.customers().len(), self.0.records().len());
        format!("guiyi.Outcome({customers} customers from {records} records; .customers .links .changes .tags .notes .findings are tables, .explain(customer_id) says why)")
    }
}
