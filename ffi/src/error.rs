//! What went wrong.

use crate::guard;
use crate::text::{guiyi_str, guiyi_text};
use guiyi::Error;

/// `GUIYI_OK`, or the number of an error code: one of the `GUIYI_ERROR_…` constants, or one that a later
/// version of the library added.
pub type guiyi_status = u32;

/// An error: what, where, and what to do about it.
///
/// Immutable: any number of threads may read it; one of them frees it when all are done.
#[derive(Debug)]
pub struct guiyi_error {
    number: guiyi_status,
    code: guiyi_text,
    path: guiyi_text,
    message: guiyi_text,
    help: Option<guiyi_text>,
    json: guiyi_text,
}

impl guiyi_error {
    pub(crate) fn new(error: &Error) -> Self {
        guiyi_error {
            number: error.code().number(),
            code: guiyi_text::new(error.code().as_str().to_owned()),
            path: guiyi_text::new(error.path().to_owned()),
            message: guiyi_text::new(error.detail().to_owned()),
            help: error.help().map(|help| guiyi_text::new(help.to_owned())),
            json: guiyi_text::new(error.to_json().to_string()),
        }
    }
}

/// The number of the error's code, as the call returned it. `GUIYI_OK` when `error` is NULL.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_error_number(error: *const guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { error.as_ref() }.map_or(guard::OK, |error| error.number)
}

/// The stable name of the error's code, such as `unknown_field`.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_error_code(error: *const guiyi_error) -> guiyi_str {
    // SAFETY: as the caller promises.
    unsafe { error.as_ref() }.map_or(guiyi_str::NONE, |error| error.code.as_str())
}

/// Where: a path into the document, or the name of an argument; empty for the whole.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_error_path(error: *const guiyi_error) -> guiyi_str {
    // SAFETY: as the caller promises.
    unsafe { error.as_ref() }.map_or(guiyi_str::NONE, |error| error.path.as_str())
}

/// What went wrong, in one line.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_error_message(error: *const guiyi_error) -> guiyi_str {
    // SAFETY: as the caller promises.
    unsafe { error.as_ref() }.map_or(guiyi_str::NONE, |error| error.message.as_str())
}

/// What to do about it. Not always there: then its data is NULL.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_error_help(error: *const guiyi_error) -> guiyi_str {
    // SAFETY: as the caller promises.
    unsafe { error.as_ref() }.and_then(|error| error.help.as_ref()).map_or(guiyi_str::NONE, guiyi_text::as_str)
}

/// The whole error as JSON: `{"code", "number", "path", "message", "help", "related": […]}`; `related` holds the
/// single findings when a spec has several errors.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_error_json(error: *const guiyi_error) -> guiyi_str {
    // SAFETY: as the caller promises.
    unsafe { error.as_ref() }.map_or(guiyi_str::NONE, |error| error.json.as_str())
}

/// Releases an error. NULL is fine.
///
/// # Safety
/// `error` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_error_free(error: *mut guiyi_error) {
    // SAFETY: as the caller promises.
    unsafe { guard::free(error) }
}
