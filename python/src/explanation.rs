//! Why: statements and what they rest on.

use crate::error::raise;
use guiyi::interop::json;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// One statement and the statements it rests on. `print(it)` gives the whole in lines.
#[pyclass(frozen, module = "guiyi")]
#[derive(Debug)]
pub(crate) struct Explanation(pub(crate) guiyi::Explanation);

#[pymethods]
impl Explanation {
    /// What kind of statement this is, such as `pair`, `comparison`, `rule`.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code()
    }

    /// The statement in words and numbers, one line.
    #[getter]
    fn text(&self) -> &str {
        &self.0.text
    }

    /// What is said, as a dict; its names are stable.
    #[getter]
    fn data<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py)?.get_item("data")
    }

    /// The whole as a dict: `code`, `data`, `text`, and `parts` where there are any.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        crate::tools::loads(py, &json::explanation(&self.0).to_string())
    }

    /// The same, told in `"en"` or `"zh"`.
    fn in_language(&self, py: Python<'_>, language: &str) -> PyResult<Self> {
        let language: guiyi::Language = language.parse().map_err(|e| raise(py, &e))?;
        Ok(Explanation(self.0.clone().in_language(language)))
    }

    /// What it rests on.
    #[getter]
    fn parts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.parts.iter().map(|part| Explanation(part.clone())))
    }

    fn __str__(&self) -> String {
        self.0.to_string().trim_end().to_owned()
    }

    fn __repr__(&self) -> String {
        format!("guiyi.Explanation({}: {}; {} parts, print() shows them)", self.0.code(), self.0.text, self.0.parts.len())
    }
}
