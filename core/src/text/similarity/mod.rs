//! Similarities of two texts, one file per measure, on slices of characters that were prepared before.
//!
//! | file | what |
//! |---|---|
//! | [`jaro_winkler`] | Jaro–Winkler similarity in thousandths, whole or against a threshold |
//! | [`levenshtein`], [`osa`] | edit distances, whole or up to a bound |
//! | [`mod@signature`] | sixty-four bits per text, which settle most pairs before any is compared |
//!
//! Every measure is symmetric, total, and allocates only for edit distances of texts that still differ over more than 64
//! characters. Texts compared row by row are short and meet once, so nothing is prepared per text but the signature, which
//! may be kept beside it.

mod edit;
mod jaro;
pub mod jaro_winkler;
pub mod levenshtein;
pub mod osa;
mod pattern;
pub mod signature;
#[cfg(test)]
mod textbook;

pub use signature::signature;
