//! What every entry point does: check the pointers, catch panics, report, write outputs on success only.

use crate::error::{guiyi_error, guiyi_status};
use guiyi::{Code, Error, Language, Result};
use std::any::Any;
use std::ffi::c_char;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The status of a call that succeeded.
pub(crate) const OK: guiyi_status = 0;

/// Does the work and writes what it gives to `out`; a failure goes to `err`, if that is wanted.
///
/// # Safety
/// `out` and `err` are NULL or may be written to.
pub(crate) unsafe fn call<T>(out: *mut *mut T, err: *mut *mut guiyi_error, work: impl FnOnce() -> Result<T>) -> guiyi_status {
    let checked = || {
        if out.is_null() {
            return Err(null("out"));
        }
        work().map(|value| Box::into_raw(Box::new(value)))
    };
    // Nothing that a panic leaves half done is looked at again: plans and outcomes are immutable, and a timeline changes under a mutex that a
    // panic poisons.
    let failure = match catch_unwind(AssertUnwindSafe(checked)) {
        Ok(Ok(value)) => {
            // SAFETY: it is not NULL, and may be written to as the caller promises.
            unsafe { out.write(value) };
            return OK;
        }
        Ok(Err(error)) => error,
        Err(panic) => Error::new(Code::Internal, "", format!("the library panicked: {}", message(&*panic))).with_help("please report it"),
    };
    let status = failure.code().number();
    if !err.is_null() {
        // Writing the report allocates; should even that fail, the status alone must do.
        if let Ok(report) = catch_unwind(AssertUnwindSafe(|| Box::into_raw(Box::new(guiyi_error::new(&failure))))) {
            // SAFETY: it is not NULL, and may be written to as the caller promises.
            unsafe { err.write(report) };
        }
    }
    status
}

/// Releases what [`call`] gave out.
///
/// # Safety
/// `object` is NULL or came from [`call`] (or a `Box`) and was not freed.
pub(crate) unsafe fn free<T>(object: *mut T) {
    if !object.is_null() {
        // SAFETY: it came from a box, as the caller promises.
        let object = unsafe { Box::from_raw(object) };
        // There is nobody to tell; what a panicking drop leaves behind is leaked.
        drop(catch_unwind(AssertUnwindSafe(|| drop(object))));
    }
}

/// The object behind a handle.
///
/// # Safety
/// `object` is NULL or came from this library and was not freed.
pub(crate) unsafe fn handle<'a, T>(name: &str, object: *const T) -> Result<&'a T> {
    // SAFETY: as the caller promises.
    unsafe { object.as_ref() }.ok_or_else(|| null(name))
}

/// A text argument.
///
/// # Safety
/// `data` is NULL or has `len` readable bytes that nobody changes during the call.
pub(crate) unsafe fn text<'a>(name: &str, data: *const c_char, len: usize) -> Result<&'a str> {
    if data.is_null() {
        return Err(null(name));
    }
    if isize::try_from(len).is_err() {
        return Err(Error::new(Code::TooLarge, name, format!("`{name}` is said to have {len} bytes, more than there can be")));
    }
    // SAFETY: as the caller promises, and the length is one that a slice can have.
    let bytes = unsafe { std::slice::from_raw_parts(data.cast::<u8>(), len) };
    std::str::from_utf8(bytes).map_err(|e| Error::new(Code::InvalidUtf8, name, format!("`{name}` is not UTF-8 from byte {} on", e.valid_up_to())).with_source(e))
}

/// A text argument that may be left out: NULL.
///
/// # Safety
/// As [`text`].
pub(crate) unsafe fn optional<'a>(name: &str, data: *const c_char, len: usize) -> Result<Option<&'a str>> {
    // SAFETY: as the caller promises.
    if data.is_null() { Ok(None) } else { unsafe { text(name, data, len) }.map(Some) }
}

/// A language by its name, English where there is none.
///
/// # Safety
/// As [`text`].
pub(crate) unsafe fn language(name: *const c_char, len: usize) -> Result<Language> {
    // SAFETY: as the caller promises.
    unsafe { optional("language", name, len) }?.map_or(Ok(Language::En), str::parse)
}

fn null(name: &str) -> Error {
    Error::new(Code::NullPointer, name, format!("`{name}` is NULL"))
}

fn message(panic: &(dyn Any + Send)) -> &str {
    panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{guiyi_error_free, guiyi_error_message, guiyi_error_number};
    use std::ptr::null_mut;

    #[test]
    fn a_panic_is_a_status_with_its_message() {
        let mut out: *mut u8 = null_mut();
        let mut err = null_mut();
        // SAFETY: both outputs are local variables, and what comes out is freed once.
        unsafe {
            let status = call(&raw mut out, &raw mut err, || -> Result<u8> { panic!("tile {} is gone", 7) });
            assert_eq!((status, guiyi_error_number(err), out), (Code::Internal.number(), status, null_mut()));
            let text = guiyi_error_message(err);
            assert_eq!(super::text("message", text.data, text.len).unwrap(), "the library panicked: tile 7 is gone");
            guiyi_error_free(err);
            assert_eq!(call(&raw mut out, null_mut(), || -> Result<u8> { panic!("nobody asks") }), status);
        }
    }

    #[test]
    fn a_panicking_drop_stays_inside() {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("drop");
            }
        }
        // SAFETY: the box is given up here and freed once.
        unsafe { free(Box::into_raw(Box::new(Bomb))) }
    }
}
