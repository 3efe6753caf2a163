//! Borrowed columns in Arrow's layout, what their headers say, and distinct texts as ids.

mod buffer;
mod column;
mod ends;
pub mod header;
mod inputs;
mod interner;
mod texts;

pub use buffer::ColumnBuffer;
pub use column::Column;
pub use inputs::{Inputs, Table};
pub use interner::Interner;
pub use texts::Texts;
