//! Adapters: JSON (always) and Arrow (behind the feature `arrow`).

pub mod json;
