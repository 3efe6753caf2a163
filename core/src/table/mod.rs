//! Borrowed columns in Arrow's layout, and distinct texts as ids.

mod column;
mod inputs;
mod interner;

pub use column::{Column, ColumnBuffer};
pub use inputs::{Inputs, Table};
pub use interner::Interner;
