//! What the examples share: reading lists as channels really export them.

pub mod file_table;
pub mod screen;
pub mod worked;
