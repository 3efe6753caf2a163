//! Candidate pairs counted by their patterns: what training learns from.

use super::super::block::{Blocks, Chosen, Tile};
use super::super::compare::{Batched, Cache, Ceilings, Prepared, Vector};
use super::super::labels::{Label, Labels};
use super::super::rarity::Rarities;
use super::super::score::BIT;
use hashbrown::HashMap;

/// What pairs are counted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pattern {
    /// The comparison vector.
    pub vector: Vector,
    /// The blocking rules that produce the pair, as bits.
    pub rules: u64,
    /// How rare the values are together that the pair has in common, in bits. The chance that they are a match depends
    /// on the sum alone, so that term frequencies cost no more than one number a pattern.
    pub(super) rarity: i16,
    /// What is known of the pair beforehand.
    pub label: Label,
}

/// How often each pattern came up among the candidate pairs.
pub type Counts = Vec<(Pattern, u64)>;

/// Counts the patterns of sampled pairs.
#[derive(Clone, Copy, Debug)]
pub struct Counter<'a> {
    /// The candidate pairs.
    pub blocks: &'a Blocks,
    /// What is compared.
    pub prepared: &'a Prepared<'a>,
    /// How rare the values are.
    pub rarities: &'a Rarities,
    /// What is known of them.
    pub labels: &'a Labels,
    /// Which pairs are counted.
    pub chosen: Chosen,
}

impl Counter<'_> {
    /// Counts a tile's pairs.
    pub fn count(&self, tile: &Tile, comparable: impl Fn(u32, u32) -> bool, cache: &mut Cache, into: &mut HashMap<Pattern, u64>) {
        let Counter { blocks, prepared, rarities, labels, chosen } = *self;
        let alone: Vec<usize> = prepared.comparisons().iter().enumerate().filter(|(_, c)| c.group.is_none()).map(|(index, _)| index).collect();
        let mut count = |a: u32, b: u32, vector: Vector| {
            let of = |index: &usize| rarities.of(prepared.records(), *index, prepared.layout().level(vector, *index), a, b).unwrap_or(0);
            let rarity = i16::try_from(alone.iter().map(of).sum::<i32>() / BIT).unwrap_or(i16::MAX);
            *into.entry(Pattern { vector, rules: blocks.rules_of(a, b), rarity, label: labels.of(a, b) }).or_default() += 1;
        };
        compare((blocks, chosen, tile), prepared, comparable, cache, &mut count);
    }
}

/// Compares the chosen pairs of a tile to their end.
pub(super) fn compare(
    (blocks, chosen, tile): (&Blocks, Chosen, &Tile),
    prepared: &Prepared<'_>,
    comparable: impl Fn(u32, u32) -> bool,
    cache: &mut Cache,
    found: &mut impl FnMut(u32, u32, Vector),
) {
    let all = Ceilings::none(prepared.comparisons().len());
    let mut batched = Batched::new(prepared, &all, cache);
    blocks.sample(tile, chosen, |a, b| {
        if comparable(a, b) {
            batched.add(a, b, &mut *found);
        }
    });
    batched.compare(found);
}
