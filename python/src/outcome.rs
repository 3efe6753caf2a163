//! The outcome of a run.

use crate::error::raise;
use crate::explanation::Explanation;
use crate::table::Table;
use crate::tables::Tables;
use guiyi::interop::arrow::{self, Frame};
use guiyi::interop::{Question, json};
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

    fn explained(&self, py: Python<'_>, language: &str, explain: impl Send + FnOnce(&guiyi::Outcome) -> guiyi::Result<guiyi::Explanation>) -> PyResult<Explanation> {
        let told = || language.parse::<guiyi::Language>().and_then(|language| Ok(explain(&self.0)?.in_language(language)));
        py.detach(told).map(Explanation).map_err(|e| raise(py, &e))
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

    /// One row per customer: `customer_id`, and of every metric its fact and the number of events it rests on (`…_n`).
    #[getter]
    fn facts(&self, py: Python<'_>) -> PyResult<Table> {
        self.table(py, "facts", arrow::facts)
    }

    /// What each metric is, and the shares of customers: `metrics`, `rates`, and `customers` with their facts, as a dict.
    fn metrics<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::facts(&self.0).to_string());
        crate::tools::loads(py, &text)
    }

    /// The layerings with their layers' shares, models and customers, and the sheets of the spec, as a dict.
    fn layers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::layers(&self.0).to_string());
        crate::tools::loads(py, &text)
    }

    /// The channels of the spec, and what arrived of every table with a sync rule, as a dict.
    fn sources<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::sources(&self.0).to_string());
        crate::tools::loads(py, &text)
    }

    /// What is found in the rules of the plan, each finding about customers with how many of these they are, as a dict.
    fn check_rules<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::check_outcome_rules(&self.0).to_string());
        crate::tools::loads(py, &text)
    }

    /// A timeline of the customers by a script: what happens, in order, and what is asked in between; an answer per step.
    fn timeline<'py>(&self, py: Python<'py>, script: &str) -> PyResult<Bound<'py, PyAny>> {
        let found = py.detach(|| json::timeline(&self.0, script)).map_err(|e| raise(py, &e))?;
        crate::tools::loads(py, &found.to_string())
    }

    /// A timeline of the customers that stays open.
    #[pyo3(signature = (from_day = None))]
    fn open_timeline(&self, py: Python<'_>, from_day: Option<&str>) -> PyResult<crate::timeline::OpenTimeline> {
        py.detach(|| json::OpenTimeline::new(&self.0, from_day)).map(crate::timeline::OpenTimeline::new).map_err(|e| raise(py, &e))
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

    /// What a role is shown, one row per customer: `customer_id`, and a column for everything that its view declares, no more.
    fn view(&self, py: Python<'_>, role: &str) -> PyResult<Table> {
        let frame = py.detach(|| arrow::view(&self.0, role)).map_err(|e| raise(py, &e))?;
        Table::new(py, "view", frame)
    }

    /// What a role is shown of one customer, in the sections of the unified view.
    fn customer_view<'py>(&self, py: Python<'py>, role: &str, customer_id: &str) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::customer_view(&self.0, role, customer_id)).map_err(|e| raise(py, &e))?.to_string();
        crate::tools::loads(py, &text)
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

    /// The analysis that the spec asks for, its customers and columns, as a dict; `None`: it asks for none.
    fn analysis<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::analysis(&self.0).to_string());
        crate::tools::loads(py, &text)
    }

    /// How well the customers agree with a known truth: a table with `record_id`, `customer` and, with several sources, `source`.
    #[pyo3(signature = (truth, *, across_only = None, sampling = None, name = None))]
    fn evaluate<'py>(&self, truth: &Bound<'py, PyAny>, across_only: Option<bool>, sampling: Option<&str>, name: Option<&str>) -> PyResult<Bound<'py, PyAny>> {
        let py = truth.py();
        let options = serde_json::json!({"across_only": across_only, "sampling": sampling, "name": name}).to_string();
        let truth = Tables::one("truth", truth)?;
        let found = py.detach(|| json::evaluate_outcome_inputs(&self.0, &truth.with_written(truth.batches.inputs_except(&[])?), &options));
        crate::tools::loads(py, &found.map_err(|e| raise(py, &e))?.to_string())
    }

    /// Why a customer is as it is: what holds its records together, its values, tags and layers.
    #[pyo3(signature = (customer_id, *, language = "en"))]
    fn explain(&self, py: Python<'_>, customer_id: &str, language: &str) -> PyResult<Explanation> {
        self.explained(py, language, |outcome| outcome.explain(customer_id))
    }

    /// Why two records, each a pair of source and record id, are or are not the same customer.
    #[pyo3(signature = (a, b, *, language = "en"))]
    fn explain_pair(&self, py: Python<'_>, a: (String, String), b: (String, String), language: &str) -> PyResult<Explanation> {
        self.explained(py, language, |outcome| outcome.explain_pair((&a.0, &a.1), (&b.0, &b.1)))
    }

    /// How two records, each a pair of source and record id, are connected.
    #[pyo3(signature = (a, b, *, language = "en"))]
    fn explain_path(&self, py: Python<'_>, a: (String, String), b: (String, String), language: &str) -> PyResult<Explanation> {
        self.explained(py, language, |outcome| outcome.explain_path((&a.0, &a.1), (&b.0, &b.1)))
    }

    /// What would become of a customer if a field, or one value of it, were ignored.
    #[pyo3(signature = (customer_id, field, value = None, *, language = "en"))]
    fn explain_without(&self, py: Python<'_>, customer_id: &str, field: &str, value: Option<&str>, language: &str) -> PyResult<Explanation> {
        self.explained(py, language, |outcome| outcome.explain_without(customer_id, field, value))
    }

    /// Which customers would fall apart if a field, or one value of it, were ignored.
    #[pyo3(signature = (field, value = None, *, language = "en"))]
    fn explain_ignored(&self, py: Python<'_>, field: &str, value: Option<&str>, language: &str) -> PyResult<Explanation> {
        self.explained(py, language, |outcome| outcome.explain_ignored(field, value))
    }

    /// Answers a question, given as JSON: `{"about": {"ties": {"id": "C…"}}, "language": "zh"}`.
    fn ask(&self, py: Python<'_>, question: &str) -> PyResult<Explanation> {
        let answer = py.detach(|| Question::from_json(question).and_then(|question| question.answer(&self.0)));
        answer.map(Explanation).map_err(|e| raise(py, &e))
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
