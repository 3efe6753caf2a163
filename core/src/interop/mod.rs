//! Adapters: JSON (always) and Arrow (behind the feature `arrow`).

#[cfg(feature = "arrow")]
pub mod arrow;
pub mod json;
