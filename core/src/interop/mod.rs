//! Adapters: JSON (rows, outcomes, questions) and Splink's models (always), and Arrow (behind the feature `arrow`).

mod analysis;
#[cfg(feature = "arrow")]
pub mod arrow;
mod evaluation;
mod facts;
pub mod json;
mod layers;
mod question;
pub mod splink;
mod timeline;

pub use question::{About, CustomerName, Question};
