//! What this library is.

use std::ffi::{CStr, c_char};

/// The version of the binary interface that this header describes. It grows when a caller must be rebuilt.
pub const GUIYI_ABI_VERSION: u32 = 1;

/// The library's version with its terminator; checked when the crate is compiled.
const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// The version of the binary interface of the library that is linked; it should be `GUIYI_ABI_VERSION`.
#[unsafe(no_mangle)]
pub extern "C" fn guiyi_abi_version() -> u32 {
    GUIYI_ABI_VERSION
}

/// The library's version, such as `0.1.0`. NUL-terminated and never released.
#[unsafe(no_mangle)]
pub extern "C" fn guiyi_version() -> *const c_char {
    VERSION.as_ptr()
}
