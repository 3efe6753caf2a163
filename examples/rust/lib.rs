//! What the examples share: reading CSV as channels really export it.

pub mod csv_table;
pub mod screen;
