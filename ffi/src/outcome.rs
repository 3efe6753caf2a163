//! Runs and what they leave.

use crate::error::{guiyi_error, guiyi_status};
use crate::guard::{self, call};
use crate::plan::guiyi_plan;
use crate::text::guiyi_text;
use guiyi::Outcome;
use guiyi::interop::json;
use std::ffi::c_char;

/// The outcome of a run: customers, links, tags, layers, notes and findings.
///
/// Immutable: any number of threads may read it; one of them frees it when all are done.
#[derive(Debug)]
pub struct guiyi_outcome(Outcome);

/// Runs a plan on the tables of a JSON document (`input_len` bytes):
/// `{"tables": {"name": [{"column": "value"}, …]}, "as_of": "2024-06-30", "threads": 0, "only_links": false,
/// "previous": …}`, all but `tables` optional; `previous` is the assignment that an earlier run wrote (`guiyi_outcome_assignment`). Whatever the rows hold, there is an outcome; a document of another shape is
/// `GUIYI_ERROR_INVALID_JSON` or `GUIYI_ERROR_INVALID_DATE`.
///
/// # Safety
/// `plan` is NULL or came from this library and was not freed; `input` has `input_len` readable bytes; `outcome` and
/// `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_plan_run(
    plan: *const guiyi_plan,
    input: *const c_char,
    input_len: usize,
    outcome: *mut *mut guiyi_outcome,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(outcome, err, || {
            let plan = guard::handle("plan", plan)?;
            json::run(&plan.plan, guard::text("input", input, input_len)?).map(guiyi_outcome)
        })
    }
}

/// The whole outcome as one JSON document: `{"customers": […], "notes": […], "findings": […], …}`. The same plan and
/// rows give the same bytes.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `json` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_json(outcome: *const guiyi_outcome, json: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(json, err, || Ok(guiyi_text::new(json::outcome(&guard::handle("outcome", outcome)?.0).to_string()))) }
}

/// The customer ids of all records, as a JSON document: `"previous"` of the next run, so that customers keep their ids. What
/// happened to ids since the run before is in `guiyi_outcome_json`, `"changes"`.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `json` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_assignment(outcome: *const guiyi_outcome, json: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(json, err, || Ok(guiyi_text::new(json::written(&guard::handle("outcome", outcome)?.0.assignment())?))) }
}

/// What became of the values of every source and field, as a JSON array: counts by status, missing state and reason,
/// with examples.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `json` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_quality(outcome: *const guiyi_outcome, json: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(json, err, || Ok(guiyi_text::new(json::quality(&guard::handle("outcome", outcome)?.0).to_string()))) }
}

/// What matching did and what to expect of it, as a JSON object: pairs, the expected precision and recall at every threshold
/// (`curve`), what each comparison's weights were learned from (`comparisons`), agreement with the labels (`labels`).
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `json` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_report(outcome: *const guiyi_outcome, json: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(json, err, || Ok(guiyi_text::new(json::report(&guard::handle("outcome", outcome)?.0).to_string()))) }
}

/// Why a customer is as it is, in lines of text: what holds its records together, its values, tags and layers. A
/// line that another one rests on is indented under it. `GUIYI_ERROR_UNKNOWN_CUSTOMER` when nobody has the id.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `customer_id` has `customer_id_len` readable bytes;
/// `text` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_explain(
    outcome: *const guiyi_outcome,
    customer_id: *const c_char,
    customer_id_len: usize,
    text: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(text, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            let why = outcome.0.explain(guard::text("customer_id", customer_id, customer_id_len)?)?;
            Ok(guiyi_text::new(why.to_string()))
        })
    }
}

/// Why two records are, or are not, the same customer, in lines of text: the weight of every comparison. A record is
/// named by its source and its record id; `GUIYI_ERROR_UNKNOWN_RECORD` when there is none of that name.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; each text has as many readable bytes as is said of
/// it; `text` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_explain_pair(
    outcome: *const guiyi_outcome,
    source_a: *const c_char,
    source_a_len: usize,
    record_a: *const c_char,
    record_a_len: usize,
    source_b: *const c_char,
    source_b_len: usize,
    record_b: *const c_char,
    record_b_len: usize,
    text: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(text, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            let a = (guard::text("source_a", source_a, source_a_len)?, guard::text("record_a", record_a, record_a_len)?);
            let b = (guard::text("source_b", source_b, source_b_len)?, guard::text("record_b", record_b, record_b_len)?);
            Ok(guiyi_text::new(outcome.0.explain_pair(a, b)?.to_string()))
        })
    }
}

/// Releases an outcome. NULL is fine.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_free(outcome: *mut guiyi_outcome) {
    // SAFETY: as the caller promises.
    unsafe { guard::free(outcome) }
}
