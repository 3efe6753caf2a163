//! Timelines that stay open.

use crate::error::raise;
use guiyi::interop::json;
use guiyi::{Code, Error};
use pyo3::prelude::*;
use std::sync::Mutex;

/// A timeline of an outcome's customers that stays open. The package `guiyi` gives its steps names.
#[pyclass(frozen, module = "guiyi")]
#[derive(Debug)]
pub(crate) struct OpenTimeline(Mutex<Option<json::OpenTimeline>>);

impl OpenTimeline {
    pub(crate) fn new(open: json::OpenTimeline) -> Self {
        OpenTimeline(Mutex::new(Some(open)))
    }
}

#[pymethods]
impl OpenTimeline {
    /// Takes a step, its JSON, and answers as a script does.
    fn step<'py>(&self, py: Python<'py>, step: &str) -> PyResult<Bound<'py, PyAny>> {
        let taken = || {
            // What a panic left half done is not gone on with.
            let mut open = self.0.lock().map_err(|_| Error::new(Code::Internal, "timeline", "a step before ended in a panic"))?;
            let open = open.as_mut().ok_or_else(|| Error::new(Code::InvalidInput, "timeline", "the timeline is closed"))?;
            open.step(step)
        };
        let found = py.detach(taken).map_err(|e| raise(py, &e))?;
        crate::tools::loads(py, &found.to_string())
    }

    /// The date that values are true on.
    #[getter]
    fn as_of(&self) -> Option<String> {
        self.0.lock().ok()?.as_ref().map(|open| open.timeline().as_of().to_string())
    }

    /// Lets go of what it holds; further steps are errors.
    fn close(&self) {
        if let Ok(mut open) = self.0.lock() {
            open.take();
        }
    }
}
