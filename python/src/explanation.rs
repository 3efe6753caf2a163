//! Why: statements and what they rest on.

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
        self.0.code
    }

    /// The statement in words and numbers, one line.
    #[getter]
    fn text(&self) -> &str {
        &self.0.text
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
        format!("guiyi.Explanation({}: {}; {} parts, print() shows them)", self.0.code, self.0.text, self.0.parts.len())
    }
}
