//! The reference tables that values are read by.

use crate::error::{guiyi_error, guiyi_status};
use crate::guard::{self, call, text};
use crate::text::guiyi_text;
use guiyi::ReferenceTables;
use guiyi::interop::json;
use std::ffi::c_char;

/// Reference tables: the embedded ones with packs of your own on top. Wherever a function takes them, NULL stands for
/// the embedded ones.
///
/// Immutable: any number of threads may use them at the same time; one of them frees them when all are done. Plans
/// compiled with them keep what they need.
#[derive(Clone, Debug)]
pub struct guiyi_reference_tables(ReferenceTables);

/// The tables behind a handle, or the embedded ones.
///
/// # Safety
/// `tables` is NULL or came from this library and was not freed.
pub(crate) unsafe fn or_embedded<'a>(tables: *const guiyi_reference_tables) -> &'a ReferenceTables {
    // SAFETY: as the caller promises.
    unsafe { tables.as_ref() }.map_or(ReferenceTables::builtin(), |tables| &tables.0)
}

/// Lays a pack (UTF-8 text, `pack_len` bytes) over tables. Each table of the pack replaces the one of its name.
///
/// # Safety
/// `tables` is NULL or came from this library and was not freed; `pack` has `pack_len` readable bytes; `result` and
/// `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_reference_tables_with_pack(
    tables: *const guiyi_reference_tables,
    pack: *const c_char,
    pack_len: usize,
    result: *mut *mut guiyi_reference_tables,
    err: *mut *mut guiyi_error,
) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_reference_tables(or_embedded(tables).with_pack(text("pack", pack, pack_len)?)?))) }
}

/// What every table is, as a JSON array of `{"name", "as_of", "version", "rows", "columns", "replaced"}`.
///
/// # Safety
/// `tables` is NULL or came from this library and was not freed; `result` and `err` are NULL or may be written to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_reference_tables_info(tables: *const guiyi_reference_tables, result: *mut *mut guiyi_text, err: *mut *mut guiyi_error) -> guiyi_status {
    // SAFETY: as the caller promises.
    unsafe { call(result, err, || Ok(guiyi_text::new(json::reference_tables(or_embedded(tables)).to_string()))) }
}

/// Releases tables. NULL is fine.
///
/// # Safety
/// `tables` is NULL or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn guiyi_reference_tables_free(tables: *mut guiyi_reference_tables) {
    // SAFETY: as the caller promises.
    unsafe { guard::free(tables) }
}
