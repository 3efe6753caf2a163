//! The library's errors as Python's.

use guiyi::{Class, Error};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// The exception for an error; its classes live in `guiyi/_errors.py`.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    exception(py, error).map_or_else(|failed| failed, PyErr::from_value)
}

fn exception<'py>(py: Python<'py>, error: &Error) -> PyResult<Bound<'py, PyAny>> {
    let class = match error.code().class() {
        Class::Config => intern!(py, "ConfigError"),
        Class::Data => intern!(py, "DataError"),
        _ => intern!(py, "InternalError"),
    };
    let related = error.related().iter().map(|one| exception(py, one)).collect::<PyResult<Vec<_>>>()?;
    let values = PyDict::new(py);
    values.set_item(intern!(py, "code"), error.code().as_str())?;
    values.set_item(intern!(py, "path"), error.path())?;
    values.set_item(intern!(py, "message"), error.detail())?;
    values.set_item(intern!(py, "help"), error.help())?;
    values.set_item(intern!(py, "related"), PyTuple::new(py, related)?)?;
    py.import(intern!(py, "guiyi._errors"))?.getattr(class)?.call((error.to_string(),), Some(&values))
}
