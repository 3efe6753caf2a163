//! Borrowed columns in Arrow's layout, what their headers say, and distinct texts as ids.

mod column;
pub mod header;
mod inputs;
mod interner;

pub use column::{Column, ColumnBuffer};
pub use inputs::{Inputs, Table};
pub use interner::Interner;
