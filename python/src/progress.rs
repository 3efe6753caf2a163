//! Progress and Ctrl-C while a run works without the interpreter's lock.

use guiyi::{Control, Progress};
use pyo3::prelude::*;

/// Tells a callback where the run stands, and stops the run when it says `False`, raises, or a signal arrives.
#[derive(Debug)]
pub(crate) struct Watch {
    callback: Option<Py<PyAny>>,
    /// What the run was stopped by, if by an exception.
    pub(crate) raised: Option<PyErr>,
}

impl Watch {
    pub(crate) fn new(callback: Option<Py<PyAny>>) -> Self {
        Watch { callback, raised: None }
    }

    pub(crate) fn look(&mut self, progress: &Progress) -> Control {
        match Python::attach(|py| self.ask(py, progress)) {
            Ok(true) => Control::Continue,
            Ok(false) => Control::Cancel,
            Err(raised) => {
                self.raised = Some(raised);
                Control::Cancel
            }
        }
    }

    fn ask(&self, py: Python<'_>, progress: &Progress) -> PyResult<bool> {
        py.check_signals()?;
        let Some(callback) = &self.callback else { return Ok(true) };
        let answer = callback.bind(py).call1((progress.stage, progress.done, progress.total))?;
        Ok(!answer.is(pyo3::types::PyBool::new(py, false)))
    }
}
