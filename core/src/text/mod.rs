//! Kernels on text: folding, scripts, similarity, traces of damage.

pub mod fold;
pub(crate) mod lexicon;
pub(crate) mod list;
pub mod lost;
mod radical;
pub mod ruby;
pub mod script;
pub mod similarity;
