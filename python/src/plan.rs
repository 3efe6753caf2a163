//! Plans: compile, run, pickle.

use crate::error::raise;
use crate::outcome::Outcome;
use crate::progress::Watch;
use crate::reference_tables::{ReferenceTables, or_embedded};
use crate::tables::Tables;
use guiyi::interop::json;
use guiyi::{Assignment, Code, Error, RunOptions};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

/// A compiled spec: everything resolved and checked. Immutable; any number of threads may run it at once.
#[pyclass(frozen, module = "guiyi")]
#[derive(Debug)]
pub(crate) struct Plan {
    plan: guiyi::Plan,
    tables: Option<Py<ReferenceTables>>,
}

/// Compiles a spec, a dict or its JSON text, to a plan that reads values by reference tables. Everything that is
/// wrong with it is reported at once. What its rules leave out or decide twice is no error: `warnings` of the plan says so.
#[pyfunction]
#[pyo3(signature = (spec, tables = None))]
pub(crate) fn compile(spec: &Bound<'_, PyAny>, tables: Option<Bound<'_, ReferenceTables>>) -> PyResult<Plan> {
    let py = spec.py();
    let text = if spec.is_instance_of::<PyString>() { spec.str()? } else { written(spec)? };
    let text = text.to_string_lossy();
    let by = or_embedded(tables.as_ref());
    let plan = py.detach(|| guiyi::Plan::from_json_with(&text, by)).map_err(|e| raise(py, &e))?;
    Ok(Plan { plan, tables: tables.map(Bound::unbind) })
}

fn written<'py>(spec: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyString>> {
    let py = spec.py();
    let options = PyDict::new(py);
    options.set_item(intern!(py, "ensure_ascii"), false)?;
    py.import(intern!(py, "json"))?.call_method(intern!(py, "dumps"), (spec,), Some(&options))?.str()
}

#[pymethods]
impl Plan {
    /// Sixteen hexadecimal digits that name the spec's content.
    #[getter]
    fn fingerprint(&self) -> &str {
        self.plan.fingerprint()
    }

    /// The spec with every default filled in, as a dict.
    #[getter]
    fn spec<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import(intern!(py, "json"))?.call_method1(intern!(py, "loads"), (self.text(py)?,))
    }

    /// What is found in the plan's rules, as a dict. Findings are no errors, and a plan with them runs.
    fn check_rules<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let text = py.detach(|| json::check_plan_rules(&self.plan).to_string());
        crate::tools::loads(py, &text)
    }

    /// What is graver than a note in the plan's rules, in sentences, the gravest first.
    #[pyo3(signature = (*, language = "en"))]
    fn warnings(&self, py: Python<'_>, language: &str) -> PyResult<Vec<String>> {
        let told = || language.parse::<guiyi::Language>().map(|language| json::plan_warnings(&self.plan, language));
        py.detach(told).map_err(|e| raise(py, &e))
    }

    /// Runs the plan on tables by name, as of a date.
    #[pyo3(signature = (tables, as_of = None, *, threads = 0, progress = None, only_links = false, previous = None))]
    #[expect(clippy::too_many_arguments, reason = "named arguments in Python")]
    fn run(
        &self,
        py: Python<'_>,
        tables: &Bound<'_, PyAny>,
        as_of: Option<&Bound<'_, PyAny>>,
        threads: usize,
        progress: Option<Py<PyAny>>,
        only_links: bool,
        previous: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Outcome> {
        let as_of = as_of.map(day).transpose()?;
        let as_of = as_of.as_deref().map(|text| json::date(text, "as_of")).transpose().map_err(|e| raise(py, &e))?;
        let tables = Tables::read(tables)?;
        let previous = previous.map(assignment).transpose()?;
        let mut watch = Watch::new(progress);
        let done = py.detach(|| {
            let inputs = tables.with_written(tables.batches.inputs_of(&self.plan)?);
            let mut observer = |progress: &guiyi::Progress| watch.look(progress);
            let mut options = RunOptions { threads, only_links, observer: Some(&mut observer), read: None, previous: previous.as_ref() };
            self.plan.run_with(&inputs, as_of, &mut options)
        });
        match watch.raised {
            Some(raised) => Err(raised),
            None => done.map(Outcome).map_err(|e| raise(py, &e)),
        }
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let compile = py.import(intern!(py, "guiyi"))?.getattr(intern!(py, "compile"))?;
        let tables = self.tables.as_ref().map(|tables| tables.bind(py));
        PyTuple::new(py, [compile, (self.text(py)?, tables).into_pyobject(py)?.into_any()])
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<Plan>().is_ok_and(|other| other.get().plan.fingerprint() == self.plan.fingerprint())
    }

    fn __hash__(&self) -> u64 {
        u64::from_str_radix(self.plan.fingerprint(), 16).unwrap_or(0)
    }

    fn __repr__(&self) -> String {
        let spec = self.plan.spec();
        let sources: Vec<&str> = spec.sources.iter().map(|s| s.name.as_str()).collect();
        let fields: Vec<&str> = spec.fields.iter().map(|f| f.name.as_str()).collect();
        format!("guiyi.Plan(sources: {}; fields: {}; fingerprint {}; .run({{source: table, …}}) runs it)", sources.join(", "), fields.join(", "), self.plan.fingerprint())
    }
}

impl Plan {
    fn text(&self, py: Python<'_>) -> PyResult<String> {
        serde_json::to_string(self.plan.spec()).map_err(|e| raise(py, &Error::new(Code::Internal, "", "the spec cannot be written").with_source(e)))
    }
}

/// An assignment: its document, as a text or a dict with `links`, or a table of `source`, `record_id`, `customer_id`.
fn assignment(previous: &Bound<'_, PyAny>) -> PyResult<Assignment> {
    let py = previous.py();
    let document = match previous.cast::<PyDict>() {
        Ok(dict) if dict.contains(intern!(py, "links"))? => Some(written(previous)?),
        _ if previous.is_instance_of::<PyString>() => Some(previous.str()?),
        _ => None,
    };
    let read = match document {
        Some(text) => {
            let text = text.to_string_lossy();
            py.detach(|| json::assignment(&text))
        }
        None => {
            let named = PyDict::new(py);
            named.set_item(intern!(py, "previous"), previous)?;
            let tables = Tables::read(&named)?;
            py.detach(|| Assignment::of_table(&tables.with_written(tables.batches.inputs_of_assignment()?), "previous"))
        }
    };
    read.map_err(|e| raise(py, &e))
}

/// A date, a datetime or a text as `YYYY-MM-DD`.
pub(crate) fn day(value: &Bound<'_, PyAny>) -> PyResult<String> {
    let py = value.py();
    if value.is_instance_of::<PyString>() || !value.hasattr(intern!(py, "isoformat"))? {
        return Ok(value.str()?.to_string_lossy().into_owned());
    }
    let text = value.call_method0(intern!(py, "isoformat"))?.str()?.to_string_lossy().into_owned();
    Ok(text.split('T').next().unwrap_or_default().to_owned())
}
