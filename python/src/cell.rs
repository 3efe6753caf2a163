//! One Python value as the text a cell would hold.

use guiyi::{Code, Error};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyFloat, PyInt, PyMapping, PySequence, PySet, PyString};

/// `None`, NaN and their like are nulls; numbers read as they do in Arrow tables.
pub(crate) fn text(value: &Bound<'_, PyAny>, path: &str) -> PyResult<Option<String>> {
    let py = value.py();
    if value.is_none() {
        return Ok(None);
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(Some(text.to_string_lossy().into_owned()));
    }
    if let Ok(truth) = value.cast::<PyBool>() {
        return Ok(Some(truth.is_true().to_string()));
    }
    if value.is_instance_of::<PyInt>() {
        return Ok(Some(value.str()?.to_string_lossy().into_owned()));
    }
    if let Ok(number) = value.cast::<PyFloat>() {
        let number = number.value();
        return Ok((!number.is_nan()).then(|| number.to_string()));
    }
    // What is not equal to itself is no value: NaT, NA, a Decimal's NaN.
    if value.ne(value).unwrap_or(true) {
        return Ok(None);
    }
    let holds_others = value.cast::<PySequence>().is_ok() || value.cast::<PyMapping>().is_ok() || value.cast::<PySet>().is_ok();
    if holds_others || value.is_instance_of::<PyBytes>() || value.is_instance_of::<PyByteArray>() {
        let detail = format!("a cell holds a `{}`, which is no text, number or date", value.get_type().name()?);
        return Err(crate::error::raise(py, &Error::new(Code::InvalidInput, path, detail).with_help("turn it into text, or leave the column out")));
    }
    let text = if value.hasattr(intern!(py, "isoformat"))? { value.call_method0(intern!(py, "isoformat"))?.str()? } else { value.str()? };
    Ok(Some(text.to_string_lossy().into_owned()))
}
