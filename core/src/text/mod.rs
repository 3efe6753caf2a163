//! Kernels on text: folding, scripts, similarity.

pub mod fold;
pub mod script;
pub mod similarity;
