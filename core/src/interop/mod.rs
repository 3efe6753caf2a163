//! Adapters: JSON (rows, outcomes, questions), rules as JsonLogic and Splink's models (always), and Arrow (behind the feature `arrow`).

mod analysis;
#[cfg(feature = "arrow")]
pub mod arrow;
mod evaluation;
mod facts;
pub mod json;
pub mod json_logic;
mod layers;
mod question;
pub mod splink;
mod timeline;

pub use question::{About, CustomerName, Question};
