//! Plans.

use crate::error::{guiyi_error, guiyi_status};
use crate::guard::{self, call};
use crate::reference_tables::{guiyi_reference_tables, or_embedded};
use crate::text::guiyi_str;
use crate::text::guiyi_text;
use guiyi::Plan;
use guiyi::interop::json;
use std::ffi::c_char;

/// A compiled spec.
///
/// Immutable: any number of threads may run it at the same time; one of them frees it when all are done, or each
/// frees a clone of its own.
#[derive(Clone, Debug)]
pub struct guiyi_plan {
    pub(crate) plan: Plan,
    fingerprint: std::sync::Arc<guiyi_text>,
}

/// Compiles a spec (JSON, `spec_len` bytes) to a plan that reads values by `tables` (NULL: the embedded ones). All
/// errors in the spec are reported at once.
///
/// # Safety
/// `spec` has `spec_len` readable bytes; `tables` is NULL or came from this library and was not freed; `plan` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_plan_compile(
    spec: *const c_char,
    spec_len: usize,
    tables: *const guiyi_reference_tables,
    plan: *mut *mut guiyi_plan,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe {
        call(plan, err, || {
            let plan = Plan::from_json_with(guard::text("spec", spec, spec_len)?, or_embedded(tables))?;
            let fingerprint = guiyi_text::new(plan.fingerprint().to_owned()).into();
            Ok(guiyi_plan { plan, fingerprint })
        })
    }
}

/// Gives out the same plan once more, cheaply; each of the two is freed on its own. NULL gives an error.
///
/// # Safety
/// `plan` is NULL or came from this library and was not freed; `clone` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_plan_clone(plan: *const guiyi_plan, clone: *mut *mut guiyi_plan, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(clone, err, || Ok(guard::handle("plan", plan)?.clone())) }
}

/// Sixteen hexadecimal digits that name the spec's content.
///
/// # Safety
/// `plan` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_plan_fingerprint(plan: *const guiyi_plan) -> guiyi_str {
    // SAFETY: as the caller promises.
    unsafe { plan.as_ref() }.map_or(guiyi_str::NONE, |plan| plan.fingerprint.as_str())
}

/// What is found in the plan's rules, as `guiyi_check_rules` says of a spec: findings are no errors, and a plan with them runs. They are
/// looked at when this is first asked of the plan or a clone of it, and never again: who does not ask pays nothing.
///
/// # Safety
/// `plan` is NULL or came from this library and was not freed; `report` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_plan_check_rules(plan: *const guiyi_plan, report: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(report, err, || Ok(guiyi_text::new(json::check_plan_rules(&guard::handle("plan", plan)?.plan).to_string()))) }
}

/// Releases a plan. NULL is fine. Outcomes of the plan stay usable.
///
/// # Safety
/// `plan` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_plan_free(plan: *mut guiyi_plan) {
    // SAFETY: as the caller promises.
    unsafe { guard::free(plan) }
}
