//! Timelines that stay open.

use crate::error::{guiyi_error, guiyi_status};
use crate::guard::{self, call};
use crate::outcome::guiyi_outcome;
use crate::text::guiyi_text;
use guiyi::interop::json;
use guiyi::{Code, Error};
use std::ffi::c_char;
use std::sync::Mutex;

/// A timeline of an outcome's customers: it goes on with the clock and with what happens.
///
/// It changes with its steps. Threads may share it: steps are taken one after another; one of the threads frees it when all are done.
#[derive(Debug)]
pub struct guiyi_timeline(Mutex<json::OpenTimeline>);

/// Opens a timeline on the customers of an outcome, as of a day (`from`, `2024-01-01`, `from_len` bytes) and then advanced to that of the
/// outcome; with NULL as of the outcome's day. The outcome may be freed before it. `GUIYI_ERROR_MISSING_AS_OF` for an outcome without a date,
/// `GUIYI_ERROR_CLOCK_BACKWARDS` for a day after it, `GUIYI_ERROR_INVALID_DATE` for what is no day.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `from` is NULL or has `from_len` readable bytes; `timeline` and `err` are
/// NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_timeline_open(
    outcome: *const guiyi_outcome,
    from: *const c_char,
    from_len: usize,
    timeline: *mut *mut guiyi_timeline,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(timeline, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            let open = json::OpenTimeline::new(&outcome.0, guard::optional("from", from, from_len)?)?;
            Ok(guiyi_timeline(Mutex::new(open)))
        })
    }
}

/// Takes a step, and answers: one of the steps of `guiyi_outcome_timeline`, such as `{"advance": {"to": "2024-07-31"}}`, `{"tell": …}`,
/// `{"withdraw": …}`, `{"transitions": {}}`, `{"next_change": {"customer": "C20240501001"}}`, `{"due": {}}`; the answer is the same JSON. After
/// an error the timeline is what it was.
///
/// # Safety
/// `timeline` is NULL or came from this library and was not freed; `step` has `step_len` readable bytes; `answer` and `err` are NULL or may
/// be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_timeline_step(
    timeline: *const guiyi_timeline,
    step: *const c_char,
    step_len: usize,
    answer: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(answer, err, || {
            let (timeline, step) = (guard::handle("timeline", timeline)?, guard::text("step", step, step_len)?);
            // What a panic left half done is not gone on with.
            let broken = |_| Error::new(Code::Internal, "timeline", "a step before ended in a panic").with_help("free the timeline and open another one");
            let found = timeline.0.lock().map_err(broken)?.step(step)?;
            Ok(guiyi_text::new(found.to_string()))
        })
    }
}

/// Releases a timeline. NULL is fine.
///
/// # Safety
/// `timeline` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_timeline_free(timeline: *mut guiyi_timeline) {
    // SAFETY: as the caller promises.
    unsafe { guard::free(timeline) }
}
