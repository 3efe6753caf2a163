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
pub struct guiyi_outcome(pub(crate) Outcome);

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

/// The metrics of an outcome, as a JSON object: `{"as_of", "metrics": [{"name", "id", "text", "unit", "note"}, …], "rates": […],
/// "customers": [{"customer_id", "facts": {name: {"value", "n"}}}, …]}`; `n` is the number of events that a fact rests on. Money is in
/// 分, a ratio in millionths, a date `2023-12-15`; what is not known is null.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `json` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_facts(outcome: *const guiyi_outcome, json: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(json, err, || Ok(guiyi_text::new(json::facts(&guard::handle("outcome", outcome)?.0).to_string()))) }
}

/// The layerings of an outcome and the sheets of the spec, as a JSON object: `{"as_of", "layerings": [{"name", "kind", "by", "layers":
/// [{"layer", "customers", "of_customers", "sum", "of_sum"}, …], "model", "customers": {id: layer}}, …], "sheets": [{"name", "columns",
/// "rows"}, …]}`. Shares are in millionths. `model` stands as it is under `model` of the layering in a spec; the whole document is what
/// `guiyi_layer_migration` reads.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `json` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_layers(outcome: *const guiyi_outcome, json: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(json, err, || Ok(guiyi_text::new(json::layers(&guard::handle("outcome", outcome)?.0).to_string()))) }
}

/// The channels of the spec with their costs in 分, and what arrived of every table with a sync rule, as a JSON object:
/// `{"channels": […], "sync": [{"table", "rows", "keys", "repeated", "superseded", "from", "to", "next_from", …}, …]}`.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `json` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_sources(outcome: *const guiyi_outcome, json: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(json, err, || Ok(guiyi_text::new(json::sources(&guard::handle("outcome", outcome)?.0).to_string()))) }
}

/// What is found in the rules of the outcome's plan, as `guiyi_plan_check_rules` says it; each finding about customers says how many
/// of the outcome's they are (`customers`, `of`) and what they spent in the year before, in 分 (`revenue`).
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `report` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_check_rules(outcome: *const guiyi_outcome, report: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(report, err, || Ok(guiyi_text::new(json::check_outcome_rules(&guard::handle("outcome", outcome)?.0).to_string()))) }
}

/// A timeline of the outcome's customers by a script: `{"from": "2024-01-01", "steps": [{"advance": {"to": "2024-07-31"}}, …]}`. The answer is a
/// JSON array with an entry per step. Steps let the clock go on, tell, correct and withdraw events, publish other rules or say who would change,
/// follow another run (an event that was told and stands in its tables as well counts twice where its stream keeps repeats), and ask for
/// values, next changes, transitions, choices by hand and due dates. `GUIYI_ERROR_MISSING_AS_OF` for an outcome without a date,
/// `GUIYI_ERROR_CLOCK_BACKWARDS` for a step back in time; the first error ends the script.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `script` has `script_len` readable bytes; `answers` and `err` are NULL
/// or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_timeline(
    outcome: *const guiyi_outcome,
    script: *const c_char,
    script_len: usize,
    answers: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(answers, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            let found = json::timeline(&outcome.0, guard::text("script", script, script_len)?)?;
            Ok(guiyi_text::new(found.to_string()))
        })
    }
}

/// How well the customers agree with a known truth: `{"truth": [{"source": …, "record_id": …, "customer": …}, …], "across_only": false,
/// "sampling": "uniform", "name": "field"}`, all but `truth` optional, `source` only where there are several. The answer is JSON:
/// precision and recall of pairs, by record and of whole customers, merge distance, names, precision by band of probability
/// (`scores`), and with `sampling` (`uniform`, `by_size`: how the known customers were drawn) an `estimate` of the whole.
/// `GUIYI_ERROR_INVALID_INPUT` when a column is missing, `GUIYI_ERROR_UNKNOWN_FIELD` when there is no such field.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `truth` has `truth_len` readable bytes; `result` and `err` are NULL
/// or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_evaluate(
    outcome: *const guiyi_outcome,
    truth: *const c_char,
    truth_len: usize,
    result: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(result, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            Ok(guiyi_text::new(json::evaluate_outcome(&outcome.0, guard::text("truth", truth, truth_len)?)?.to_string()))
        })
    }
}

/// What a role is shown (a view of the spec's `views`), as a JSON object: `{"role", "as_of", "customers": [{"customer_id", "attributes",
/// "history", "preferences", "stage", "value"}, …]}`. `customer_id` chooses one customer; empty: all. `GUIYI_ERROR_UNKNOWN_ROLE` when no
/// view is declared for the role, `GUIYI_ERROR_UNKNOWN_CUSTOMER` when nobody has the id.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `role` and `customer_id` have as many readable bytes as is said of
/// them; `json` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_view(
    outcome: *const guiyi_outcome,
    role: *const c_char,
    role_len: usize,
    customer_id: *const c_char,
    customer_id_len: usize,
    json: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(json, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            let customer_id = Some(guard::text("customer_id", customer_id, customer_id_len)?).filter(|id| !id.is_empty());
            Ok(guiyi_text::new(json::view(&outcome.0, guard::text("role", role, role_len)?, customer_id)?.to_string()))
        })
    }
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

/// How two records are connected, in lines of text: of all ways over the ties of their customer, the one whose weakest
/// tie is the strongest. For records of two customers, what speaks for and against them, and why they were not joined.
/// `language` is `en` or `zh` (`language_len` bytes), or NULL for English; `GUIYI_ERROR_UNKNOWN_VALUE` when it is none,
/// `GUIYI_ERROR_UNKNOWN_RECORD` when there is no record of a name.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; each text has as many readable bytes as is said of
/// it; `text` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_explain_path(
    outcome: *const guiyi_outcome,
    source_a: *const c_char,
    source_a_len: usize,
    record_a: *const c_char,
    record_a_len: usize,
    source_b: *const c_char,
    source_b_len: usize,
    record_b: *const c_char,
    record_b_len: usize,
    language: *const c_char,
    language_len: usize,
    text: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(text, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            let a = (guard::text("source_a", source_a, source_a_len)?, guard::text("record_a", record_a, record_a_len)?);
            let b = (guard::text("source_b", source_b, source_b_len)?, guard::text("record_b", record_b, record_b_len)?);
            let language = guard::language(language, language_len)?;
            Ok(guiyi_text::new(outcome.0.explain_path(a, b)?.in_language(language).to_string()))
        })
    }
}

/// What would become of a customer if a field, or one value of it, were ignored, in lines of text: one customer still, or
/// which ones. `value` is NULL for the whole field; `language` as in `guiyi_outcome_explain_path`.
/// `GUIYI_ERROR_UNKNOWN_CUSTOMER`, `GUIYI_ERROR_UNKNOWN_FIELD`, `GUIYI_ERROR_UNKNOWN_VALUE` when no record has the value.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; each text has as many readable bytes as is said of
/// it; `text` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_explain_without(
    outcome: *const guiyi_outcome,
    customer_id: *const c_char,
    customer_id_len: usize,
    field: *const c_char,
    field_len: usize,
    value: *const c_char,
    value_len: usize,
    language: *const c_char,
    language_len: usize,
    text: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(text, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            let (customer, field) = (guard::text("customer_id", customer_id, customer_id_len)?, guard::text("field", field, field_len)?);
            let (value, language) = (guard::optional("value", value, value_len)?, guard::language(language, language_len)?);
            Ok(guiyi_text::new(outcome.0.explain_without(customer, field, value)?.in_language(language).to_string()))
        })
    }
}

/// Answers a question of `question_len` bytes of JSON, `{"about": …, "language": "en" or "zh"}`, as a JSON object: `code`,
/// `data` (its parameters), `text` (one line), `parts` (what it rests on; left out where there is none).
///
/// `about` is one of `{"customer": C}`, `{"ties": C}`, `{"pair": {"a": R, "b": R}}`, `{"path": {"a": R, "b": R}}`,
/// `{"value": {"customer": C, "field": …}}`, `{"tag": {"customer": C, "dimension": …}}`,
/// `{"layer": {"customer": C, "layering": …}}`, `{"next_tag": {"customer": C, "dimension": …, "value": …}}`,
/// `{"next_layer": {"customer": C, "layering": …, "layer": …}}`, `{"without": {"customer": C, "field": …, "value": …}}`,
/// `{"ignored": {"field": …, "value": …}}`, where C is `{"id": …}` or `{"record": R}` and R
/// `{"source": …, "record_id": …}`.
///
/// # Safety
/// `outcome` is NULL or came from this library and was not freed; `question` has `question_len` readable bytes; `json`
/// and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_ask(
    outcome: *const guiyi_outcome,
    question: *const c_char,
    question_len: usize,
    json: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(json, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            json::ask(&outcome.0, guard::text("question", question, question_len)?).map(|answer| guiyi_text::new(answer.to_string()))
        })
    }
}

/// As `guiyi_outcome_ask`, the answer in lines of text; a line that another one rests on is indented under it.
///
/// # Safety
/// As of `guiyi_outcome_ask`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_outcome_tell(
    outcome: *const guiyi_outcome,
    question: *const c_char,
    question_len: usize,
    text: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(text, err, || {
            let outcome = guard::handle("outcome", outcome)?;
            json::tell(&outcome.0, guard::text("question", question, question_len)?).map(guiyi_text::new)
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
