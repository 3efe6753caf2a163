//! Adapters: JSON and Splink's models (always), and Arrow (behind the feature `arrow`).

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod json;
pub mod splink;
