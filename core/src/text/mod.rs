//! Kernels on text: folding, scripts, similarity, traces of damage.

pub mod fold;
pub mod lost;
mod radical;
pub mod redact;
pub mod ruby;
pub mod script;
pub mod similarity;
