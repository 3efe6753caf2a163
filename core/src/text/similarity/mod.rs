//! Similarities of two texts, one file per measure.

pub mod jaro_winkler;
pub mod levenshtein;
