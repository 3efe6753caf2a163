//! Texts that cross the boundary.

use crate::guard;
use std::ffi::c_char;

/// A borrowed text: `len` bytes of UTF-8 at `data`, with a NUL after them that `len` does not count.
///
/// It lives as long as the object it was asked from. A text that is not there has `data` NULL.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct guiyi_str {
    /// The first byte.
    pub data: *const c_char,
    /// How many bytes.
    pub len: usize,
}

impl guiyi_str {
    pub(crate) const NONE: guiyi_str = guiyi_str { data: std::ptr::null(), len: 0 };
}

/// An owned text.
///
/// Immutable: any number of threads may read it; one of them frees it when all are done.
#[derive(Debug)]
pub struct guiyi_text(String);

impl guiyi_text {
    /// Keeps a text with a terminator behind it.
    pub(crate) fn new(mut text: String) -> Self {
        text.push('\0');
        guiyi_text(text)
    }

    pub(crate) fn as_str(&self) -> guiyi_str {
        guiyi_str { data: self.0.as_ptr().cast(), len: self.0.len() - 1 }
    }
}

/// The first byte of the text; a NUL stands after the last. NULL when `text` is NULL.
///
/// # Safety
/// `text` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_text_data(text: *const guiyi_text) -> *const c_char {
    // SAFETY: as the caller promises.
    unsafe { text.as_ref() }.map_or(std::ptr::null(), |text| text.as_str().data)
}

/// How many bytes the text has. 0 when `text` is NULL.
///
/// # Safety
/// `text` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_text_len(text: *const guiyi_text) -> usize {
    // SAFETY: as the caller promises.
    unsafe { text.as_ref() }.map_or(0, |text| text.as_str().len)
}

/// Releases a text. NULL is fine.
///
/// # Safety
/// `text` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_text_free(text: *mut guiyi_text) {
    // SAFETY: as the caller promises.
    unsafe { guard::free(text) }
}
