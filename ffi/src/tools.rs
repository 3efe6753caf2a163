//! What works without a plan.

use crate::error::{guiyi_error, guiyi_status};
use crate::guard::{call, text};
use crate::reference_tables::{guiyi_reference_tables, or_embedded};
use crate::text::guiyi_text;
use guiyi::interop::json;
use guiyi::{Code, Error};
use std::ffi::c_char;

/// Normalizes one value by `tables` (NULL: the embedded ones): `kind` as it stands in a spec (`{"phone": {}}`), `raw`
/// as it was written. The answer is JSON: `{"display", "key", "components", "status", "missing", "reasons", "candidates", "confidence"}`.
///
/// # Safety
/// `kind` and `raw` have as many readable bytes as is said; `tables` is NULL or came from this library and was not
/// freed; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_normalize(
    kind: *const c_char,
    kind_len: usize,
    raw: *const c_char,
    raw_len: usize,
    tables: *const guiyi_reference_tables,
    result: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(result, err, || {
            let value = json::normalize(text("kind", kind, kind_len)?, text("raw", raw, raw_len)?, or_embedded(tables))?;
            Ok(guiyi_text::new(value.to_string()))
        })
    }
}

/// Reads the values of one record together, so that one field settles what another leaves open: `fields` is an array of
/// `{"name", "kind"}`, `record` an object of name and text. The answer is JSON: `{"values": {name: …}, "contradictions": […]}`.
///
/// # Safety
/// `fields` and `record` have as many readable bytes as is said; `tables` is NULL or came from this library and was not
/// freed; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_normalize_record(
    fields: *const c_char,
    fields_len: usize,
    record: *const c_char,
    record_len: usize,
    tables: *const guiyi_reference_tables,
    result: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(result, err, || {
            let value = json::normalize_record(text("fields", fields, fields_len)?, text("record", record, record_len)?, or_embedded(tables))?;
            Ok(guiyi_text::new(value.to_string()))
        })
    }
}

/// What the columns of the tables of a JSON document are, and what is wrong in them: `{"profiles", "quality", "findings"}`.
/// With `profiles` (an array of those; empty: none) columns are read as those say.
///
/// # Safety
/// `input` and `profiles` have as many readable bytes as is said; `tables` is NULL or came from this library and was not
/// freed; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_profile_tables(
    input: *const c_char,
    input_len: usize,
    profiles: *const c_char,
    profiles_len: usize,
    tables: *const guiyi_reference_tables,
    result: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(result, err, || {
            let profiles = text("profiles", profiles, profiles_len)?;
            let profiles = Some(profiles).filter(|text| !text.is_empty());
            let value = json::profile_tables(text("input", input, input_len)?, profiles, or_embedded(tables))?;
            Ok(guiyi_text::new(value.to_string()))
        })
    }
}

/// Proposes a spec for the tables of a JSON document, with its evidence: `{"spec": …, "evidence": …}`. The document
/// is that of `guiyi_plan_run`, with `"id"` (the column of the record id), `"ignore"` (columns never to use) and
/// `"unique"` (sources without duplicates inside) instead of `"as_of"`.
///
/// # Safety
/// `input` has `input_len` readable bytes; `proposal` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_propose(input: *const c_char, input_len: usize, proposal: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(proposal, err, || {
            let proposal = json::propose_for(text("input", input, input_len)?)?;
            let written = serde_json::to_string(&proposal).map_err(|e| Error::new(Code::Internal, "", "the proposal cannot be written").with_source(e))?;
            Ok(guiyi_text::new(written))
        })
    }
}

/// How well any partition agrees with the truth, whoever made it: `{"records": [{"customer": …, "predicted": …, "source": …,
/// "record_id": …, "name": …}, …], "pairs": [{"source_a": …, "record_a": …, "source_b": …, "record_b": …, "probability": …}, …],
/// "across_only": false, "sampling": "uniform"}`; of all that, `predicted` is needed. The answer is as that of
/// `guiyi_outcome_evaluate`; `GUIYI_ERROR_INVALID_INPUT` when a column is missing.
///
/// # Safety
/// `input` has `input_len` readable bytes; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_evaluate(input: *const c_char, input_len: usize, result: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_text::new(json::evaluate(text("input", input, input_len)?)?.to_string()))) }
}

/// How customers went between the layers of two outcomes: `before` and `after` are documents of `guiyi_outcome_layers`. The answer is a
/// JSON array, an entry per layering that both have: `{"layering", "from", "to", "layers", "moves", "before", "after", "gone", "new", "up",
/// "down", "stayed", "parts", "index", "stability", "text": {"en", "zh"}}`; the index is the population stability index in millionths.
/// `GUIYI_ERROR_UNKNOWN_DIMENSION` when they have no layering in common.
///
/// # Safety
/// `before` and `after` have as many readable bytes as is said; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_layer_migration(
    before: *const c_char,
    before_len: usize,
    after: *const c_char,
    after_len: usize,
    result: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_text::new(json::layer_migration(text("before", before, before_len)?, text("after", after, after_len)?)?.to_string()))) }
}

/// The catalogue of decision tables as a JSON array: `{"name", "version", "label", "seed", "table"}` each.
///
/// # Safety
/// `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_layer_catalogue(result: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_text::new(json::layer_catalogue().to_string()))) }
}

/// Facts of customers whom the caller knows, without identity. `metrics` is the document that stands under `facts` in a spec, whose feeds
/// name a `customer` column; `input` is `{"as_of": "2024-06-30", "tables": {name: [row, …]}}`. The answer is that of
/// `guiyi_outcome_facts` with `findings`.
///
/// # Safety
/// `metrics` and `input` have as many readable bytes as is said; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_metrics(
    metrics: *const c_char,
    metrics_len: usize,
    input: *const c_char,
    input_len: usize,
    result: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_text::new(json::metrics(text("metrics", metrics, metrics_len)?, text("input", input, input_len)?)?.to_string()))) }
}

/// The catalogue of ready-made metrics as a JSON array: of each `name`, `version`, `label` (its Chinese name), `seed`, `measure`, `where`,
/// `window`, `when`, `among`, `note`. A spec takes them under `facts.catalogue`.
///
/// # Safety
/// `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_metric_catalogue(result: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_text::new(json::metric_catalogue().to_string()))) }
}

/// What is found in the rules of a spec before any data is seen: holes, overlaps, rules that never decide, names that mean two things,
/// words without a definition, each with a history that leads there. The answer is JSON: `{"gaps", "overlaps", "shadowed",
/// "dead_constants", "conflicts", "undefined", "lints", "not_analysed"}`. A spec that does not compile is checked as far as it goes; a
/// document that is no spec is `GUIYI_ERROR_INVALID_JSON` or `GUIYI_ERROR_UNSUPPORTED_VERSION`.
///
/// # Safety
/// `spec` has `spec_len` readable bytes; `report` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_check_rules(spec: *const c_char, spec_len: usize, report: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(report, err, || Ok(guiyi_text::new(json::check_rules(text("spec", spec, spec_len)?)?.to_string()))) }
}

/// The ready-made schema of a business (`b2b`, `b2c`, `key_account`, `retail`, `services`, `startup`), with every field's name in
/// English and Chinese, kind, module, need, purpose and headers, as JSON: `{"business", "label", "note", "modules": […], "fields": […]}`.
/// `GUIYI_ERROR_UNKNOWN_VALUE` when there is no such business.
///
/// # Safety
/// `business` has `business_len` readable bytes; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_template(business: *const c_char, business_len: usize, result: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_text::new(json::template(text("business", business, business_len)?)?.to_string()))) }
}

/// Drafts a spec for a business from the headers of its tables, `{"table": ["header", …], …}`. The answer is JSON:
/// `{"spec": …, "unbound": {"table": ["header", …]}}`; what is unbound means nothing to the business.
///
/// # Safety
/// `business` and `headers` have as many readable bytes as is said; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_template_draft(
    business: *const c_char,
    business_len: usize,
    headers: *const c_char,
    headers_len: usize,
    result: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(result, err, || {
            let draft = json::draft(text("business", business, business_len)?, text("headers", headers, headers_len)?)?;
            Ok(guiyi_text::new(draft.to_string()))
        })
    }
}

/// Splink's settings as a spec. `spec` (empty: none) is one whose fields and sources are used; without it the fields are the
/// settings' columns. The answer is JSON: `{"spec": …, "findings": […]}`; what has no equivalent is `GUIYI_ERROR_INVALID_SPEC`.
///
/// # Safety
/// `settings` and `spec` have as many readable bytes as is said; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_from_splink(
    settings: *const c_char,
    settings_len: usize,
    spec: *const c_char,
    spec_len: usize,
    result: *mut *mut guiyi_text,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(result, err, || {
            let spec = text("spec", spec, spec_len)?;
            let spec = Some(spec).filter(|text| !text.is_empty());
            let imported = json::from_splink(text("settings", settings, settings_len)?, spec)?;
            Ok(guiyi_text::new(imported.to_string()))
        })
    }
}

/// A spec as Splink's settings, with the model that it holds. The answer is JSON: `{"settings": …, "findings": […]}`.
///
/// # Safety
/// `spec` has `spec_len` readable bytes; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_to_splink(spec: *const c_char, spec_len: usize, result: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_text::new(json::to_splink(text("spec", spec, spec_len)?)?.to_string()))) }
}
