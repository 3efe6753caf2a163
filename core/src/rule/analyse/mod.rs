//! What rules say before any data is seen: every value that a rule can tell apart, and nothing else.
//!
//! ```text
//! predicates --cut--> Axis (cells of one name) --multiply--> Product (possible cells) --FactTable--> the evaluator itself
//!                                                                 |
//!                                     rows of interest --cover--> boxes --> a rule in the language of rules
//! ```
//!
//! # Meaning
//! * An **axis** is a name with the cells that the constants cut its values into. Within a cell every comparison of the rules has one
//!   verdict. Numbers are whole in their unit, so cells are exact: `> 5` and `>= 6` cut a count at the same place, and an empty cell
//!   never comes up. «Not known» is a cell of its own.
//! * A **product** holds one row per combination of cells that its [`Feasible`] allows. Its table of facts goes through the evaluator that
//!   customers go through, so rules mean here what they mean there.
//! * A **box** is a set of cells per axis. Impossible cells inside it do no harm, so boxes are told in few words.
//!
//! # Limits
//! A text that several `contains` look at is cut by what they say of it together, as long as some text gets no more than 64 verdicts; else by each
//! test by itself and two at a time ([`Axis::complete`]). Products end at a budget; the caller then samples.
//!
//! Sources: decision tables as boxes, Calvanese, Dumas, Laurson, Maggi, Montali, Teinemaa, «Semantics and Analysis of DMN Decision Tables»
//! (BPM 2016); the cutting and the possible cells are ours.

mod axis;
mod bond;
mod cover;
mod feasible;
mod implied;
mod product;
mod span;
mod texts;

#[cfg(test)]
mod tests;

pub use axis::{Axis, Cell, Texts, axes};
pub use bond::Bond;
pub use cover::{Cover, cover};
pub use feasible::Feasible;
pub use implied::{Implied, implied};
pub use product::{Product, product, sample};
pub use span::Span;
