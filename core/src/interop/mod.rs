//! Adapters: JSON and Splink's models (always), and Arrow (behind the feature `arrow`).

mod analysis;
#[cfg(feature = "arrow")]
pub mod arrow;
mod evaluation;
pub mod json;
pub mod splink;
