//! The C interface of guiyi: `include/guiyi.h`.
//!
//! One file per noun. No function here decides anything about customers: it checks its pointers, calls
//! the `guiyi` crate and hands the answer out. The rules of the interface stand at the head of the header.
#![expect(non_camel_case_types, reason = "the types are named as C knows them")]

mod error;
mod guard;
mod outcome;
mod plan;
mod reference_tables;
mod text;
mod timeline;
mod tools;
mod version;

pub use error::*;
pub use outcome::*;
pub use plan::*;
pub use reference_tables::*;
pub use text::*;
pub use timeline::*;
pub use tools::*;
pub use version::*;
