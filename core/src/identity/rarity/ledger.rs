//! Counting each value's holders again, round after round, by edges whose values are looked up once.
//!
//! Of the f(f-1)/2 pairs of a value's records, the expected matches are taken away; what is left are coincidences. A
//! shop's telephone keeps its many holders; a customer with nine orders is one. Pairs of which nothing else is known are
//! left out: what is expected of them is what this says.
//!
//! Training knows of holders by classes of frequency alone, and takes some customers with many records for strangers that share much. Once
//! holders are known, the edges come to more matches than it expected; the prior follows, as in any other round of EM.

use super::strangers::{CLASSES, Met, PRIOR_VALUES, USUAL_PAIRS, class, fewest_strangers, strange_share};
use super::{Rarities, Shared, id_of, in_common};
use crate::identity::compare::Vector;
use crate::identity::score::{Weights, weight_of};
use crate::identity::worth::Worth;
use crate::model::{Decision, Edge, Records};
use crate::schema::FieldKind;
use crate::threads::{each, in_parallel};
use hashbrown::HashMap;
use std::hint::black_box;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

/// Edges that are worked on together.
const CHUNK: usize = 1 << 13;
/// Edges whose values are asked of memory at a time.
const TOGETHER: usize = 1 << 7;
/// Matches that what was expected counts for, however few it was.
const FEWEST_MATCHES: f64 = 50.0;
/// From here on a reference is to what is not one value in common.
const ODD: u32 = 1 << 31;
/// Probabilities are summed as whole numbers of this part, so that no order of the edges matters.
const UNIT: f64 = (1u64 << 24) as f64;

/// The values that the edges have in common.
pub(in crate::identity) struct Ledger {
    /// What each distinct vector is worth.
    worths: Vec<Worth>,
    chunks: Vec<Chunk>,
    /// The values that some edge refers to.
    touched: Touched,
    /// By form and class, how many other values stand on two records or more.
    untouched: Vec<[f64; CLASSES]>,
    frequency: Vec<u32>,
    rarity: Vec<i32>,
    /// What the prior grew by, in 1/1024 bit.
    grown: i32,
}

/// Some edges that follow one another.
#[derive(Default)]
struct Chunk {
    worth: Vec<u32>,
    /// Where each edge's references end.
    ends: Vec<u32>,
    /// By edge: one for each part of its worth that counts by value, then the other values in common.
    references: Vec<u32>,
    odd: Vec<Odd>,
}

/// Several values in common, or none but two that are alike.
struct Odd {
    values: Vec<u32>,
    common: bool,
}

impl Chunk {
    /// The references of each edge, and its worth.
    fn iter(&self) -> impl Iterator<Item = (u32, &[u32])> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let spans = starts.zip(&self.ends).map(|(from, to)| self.references.get(from as usize..*to as usize).unwrap_or(&[]));
        self.worth.iter().copied().zip(spans)
    }
}

/// Which of all values are referred to, as bits with their ranks (Jacobson 1989).
#[derive(Default)]
struct Touched {
    bits: Vec<AtomicU64>,
    before: Vec<u32>,
}

impl Touched {
    fn new(values: usize) -> Self {
        Touched { bits: (0..=values / 64).map(|_| AtomicU64::new(0)).collect(), before: Vec::new() }
    }

    fn note(&self, value: u32) {
        // Most were noted before.
        if let Some(word) = self.bits.get((value / 64) as usize).filter(|_| !self.holds(value)) {
            word.fetch_or(1 << (value % 64), Ordering::Relaxed);
        }
    }

    fn word(&self, at: usize) -> u64 {
        self.bits.get(at).map_or(0, |word| word.load(Ordering::Relaxed))
    }

    /// How many values are noted in front of one.
    fn rank(&self, value: u32) -> u32 {
        let word = (value / 64) as usize;
        let below = self.word(word) & ((1u64 << (value % 64)) - 1);
        self.before.get(word).copied().unwrap_or(0) + below.count_ones()
    }

    fn holds(&self, value: u32) -> bool {
        self.word((value / 64) as usize) >> (value % 64) & 1 == 1
    }

    /// Counts; the number of noted values.
    fn settle(&mut self) -> u32 {
        let mut sum = 0;
        for word in &mut self.bits {
            self.before.push(sum);
            sum += word.get_mut().count_ones();
        }
        sum
    }
}

/// What is summed for each value.
struct Sums {
    matches: Vec<AtomicU64>,
    matches_alone: Vec<AtomicU64>,
    alone: Vec<AtomicU32>,
}

impl Sums {
    fn new(values: usize) -> Self {
        let zeros = || (0..values).map(|_| AtomicU64::new(0)).collect();
        Sums { matches: zeros(), matches_alone: zeros(), alone: (0..values).map(|_| AtomicU32::new(0)).collect() }
    }

    fn add(&self, value: u32, matches: u64, alone: bool) {
        let add = |to: &[AtomicU64]| _ = to.get(value as usize).map(|sum| sum.fetch_add(matches, Ordering::Relaxed));
        add(&self.matches);
        if alone {
            add(&self.matches_alone);
            self.alone.get(value as usize).map(|n| n.fetch_add(1, Ordering::Relaxed));
        }
    }

    fn of(&self, value: usize) -> Met {
        let sum = |of: &[AtomicU64]| of.get(value).map_or(0.0, |sum| sum.load(Ordering::Relaxed) as f64 / UNIT);
        let alone = self.alone.get(value).map_or(0, |n| n.load(Ordering::Relaxed));
        Met { matches: sum(&self.matches), matches_alone: sum(&self.matches_alone), alone: f64::from(alone) }
    }
}

impl Ledger {
    /// Looks up what the edges have in common.
    pub(in crate::identity) fn new(weights: &Weights, rarities: &Rarities, records: &Records, edges: &[Edge]) -> Self {
        let mut known: HashMap<u64, u32> = HashMap::new();
        let mut worths: Vec<Worth> = Vec::new();
        let mut of_edge = Vec::with_capacity(edges.len());
        for edge in edges {
            of_edge.push(*known.entry(edge.vector).or_insert_with(|| {
                worths.push(weights.worth(Vector(edge.vector)));
                u32::try_from(worths.len() - 1).unwrap_or(0)
            }));
        }
        let starts = rarities.starts();
        let lookup = Lookup { rarities, records, starts: &starts };
        let chunks = edges.chunks(CHUNK).zip(of_edge.chunks(CHUNK)).collect();
        let mut chunks: Vec<Chunk> = in_parallel(chunks, |(edges, worth)| lookup.chunk(edges, worth, &worths));
        let all = rarities.shared().map(|(_, s)| s.rarity.len()).sum::<usize>();
        let mut touched = Touched::new(all);
        each(&mut chunks, |_, chunk| {
            chunk.references.iter().filter(|r| **r < ODD).for_each(|r| touched.note(*r));
            chunk.odd.iter().flat_map(|o| &o.values).for_each(|v| touched.note(*v));
        });
        let count = touched.settle() as usize;
        each(&mut chunks, |_, chunk| {
            chunk.references.iter_mut().filter(|r| **r < ODD).for_each(|r| *r = touched.rank(*r));
            chunk.odd.iter_mut().flat_map(|o| &mut o.values).for_each(|v| *v = touched.rank(*v));
        });
        let (mut frequency, mut untouched) = (Vec::with_capacity(count), Vec::new());
        for ((_, shared), start) in rarities.shared().zip(&starts) {
            let mut others = [0.0; CLASSES];
            for (value, f) in (*start..).zip(&shared.frequency) {
                if touched.holds(value) {
                    frequency.push(*f);
                } else if let Some(count) = others.get_mut(class(*f)).filter(|_| *f > 1) {
                    *count += 1.0;
                }
            }
            untouched.push(others);
        }
        let rarity = vec![0; count];
        Ledger { worths, chunks, touched, untouched, frequency, rarity, grown: 0 }
    }

    /// Counts holders by the edges and weighs the edges by the holders, so many times; by how much the prior grew, in 1/1024 bit. `matches`
    /// were expected before; `None`: the prior is what it is.
    pub(in crate::identity) fn recount(mut self, rarities: &mut Rarities, edges: &mut [Edge], matches: Option<f64>, rounds: usize) -> i32 {
        let known = matches_of(edges);
        let starts = rarities.starts();
        let kinds: Vec<(FieldKind, f64)> = rarities.shared().map(|(kind, shared)| (kind.clone(), shared.records)).collect();
        let spans: Vec<(usize, usize)> = starts
            .windows(2)
            .map(|w| (w.first().copied().unwrap_or(0), w.last().copied().unwrap_or(0)))
            .map(|(a, b)| (self.touched.rank(a) as usize, self.touched.rank(b) as usize))
            .collect();
        let mut usual = vec![[0.5; CLASSES]; spans.len()];
        for _ in 0..rounds {
            let sums = self.sums(edges);
            let mut parts: Vec<(usize, &mut [i32], [f64; CLASSES])> = Vec::new();
            let mut rest = self.rarity.as_mut_slice();
            for (at, (from, to)) in spans.iter().enumerate() {
                let (part, others) = rest.split_at_mut_checked(to - from).unwrap_or_default();
                parts.push((at, part, [0.5; CLASSES]));
                rest = others;
            }
            let (frequency, untouched) = (&self.frequency, &self.untouched);
            each(&mut parts, |_, (at, rarity, usual)| {
                let (Some((kind, records)), Some((from, to)), Some(others)) = (kinds.get(*at), spans.get(*at), untouched.get(*at)) else { return };
                let met: Vec<Met> = (*from..*to).map(|value| sums.of(value)).collect();
                let frequency = frequency.get(*from..*to).unwrap_or(&[]);
                *usual = usual_shares(kind, frequency, &met, others);
                for ((slot, f), met) in rarity.iter_mut().zip(frequency).zip(&met) {
                    *slot = rarity_of(kind, *records, *f, met, usual);
                }
            });
            usual = parts.into_iter().map(|(_, _, usual)| usual).collect();
            self.weigh(edges);
            if let Some(matches) = matches {
                let expected = matches + FEWEST_MATCHES;
                self.grown = weight_of((expected + matches_of(edges) - known).max(1.0), expected);
            }
        }
        if rounds > 0 {
            self.write(rarities, &starts, &kinds, &usual);
        }
        self.grown
    }

    /// What the edges say of each value.
    fn sums(&mut self, edges: &[Edge]) -> Sums {
        let sums = Sums::new(self.rarity.len());
        let worths = &self.worths;
        let mut work: Vec<(&Chunk, &[Edge])> = self.chunks.iter().zip(edges.chunks(CHUNK)).collect();
        each(&mut work, |_, (chunk, edges)| {
            for ((worth, references), edge) in chunk.iter().zip(edges.iter()) {
                let Some(worth) = worths.get(worth as usize) else { continue };
                let matches = expected(edge);
                for reference in references {
                    if *reference < ODD {
                        sums.add(*reference, matches, worth.alone);
                    } else if let Some(odd) = chunk.odd.get((*reference - ODD) as usize).filter(|odd| odd.common) {
                        odd.values.iter().for_each(|value| sums.add(*value, matches, worth.alone));
                    }
                }
            }
        });
        sums
    }

    /// Brings the edges' weights up to date.
    fn weigh(&self, edges: &mut [Edge]) {
        let mut work: Vec<(&Chunk, &mut [Edge])> = self.chunks.iter().zip(edges.chunks_mut(CHUNK)).collect();
        let rarity = |value: &u32| self.rarity.get(*value as usize).copied();
        each(&mut work, |_, (chunk, edges)| {
            for ((worth, references), edge) in chunk.iter().zip(edges.iter_mut()) {
                let Some(worth) = self.worths.get(worth as usize) else { continue };
                let of = |part: usize| {
                    let reference = references.get(part)?;
                    if *reference < ODD {
                        return rarity(reference);
                    }
                    let odd = chunk.odd.get((*reference - ODD) as usize)?;
                    let rarities = odd.values.iter().filter_map(rarity);
                    if odd.common { rarities.max() } else { rarities.min() }
                };
                edge.weight = worth.weight(|part, _| of(part)).0 + self.grown;
            }
        });
    }

    /// Puts the last round's rarities where they are looked up.
    fn write(&self, rarities: &mut Rarities, starts: &[u32], kinds: &[(FieldKind, f64)], usual: &[[f64; CLASSES]]) {
        let mut parts: Vec<&mut Shared> = rarities.shared_mut().collect();
        each(&mut parts, |at, shared| {
            let (Some(start), Some((kind, records)), Some(usual)) = (starts.get(at), kinds.get(at), usual.get(at)) else { return };
            let mut others: HashMap<u32, i32> = HashMap::new();
            for ((value, f), slot) in (*start..).zip(&shared.frequency).zip(&mut shared.rarity) {
                *slot = if self.touched.holds(value) {
                    self.rarity.get(self.touched.rank(value) as usize).copied().unwrap_or(0)
                } else {
                    *others.entry(*f).or_insert_with(|| rarity_of(kind, *records, *f, &Met::default(), usual))
                };
            }
        });
    }
}

/// Expected matches of edges.
fn matches_of(edges: &[Edge]) -> f64 {
    in_parallel(edges.chunks(CHUNK).collect(), |edges| edges.iter().map(expected).sum::<u64>()).into_iter().sum::<u64>() as f64 / UNIT
}

/// Expected matches of an edge, in [`UNIT`]s.
fn expected(edge: &Edge) -> u64 {
    match edge.decision {
        Decision::Always(_) => UNIT as u64,
        Decision::Never(_) => 0,
        Decision::Weight | Decision::WeakOnly => (edge.probability() * UNIT) as u64,
    }
}

/// Looks up the values of edges.
struct Lookup<'a> {
    rarities: &'a Rarities,
    records: &'a Records,
    /// Where the values of each form start among all.
    starts: &'a [u32],
}

impl Lookup<'_> {
    fn chunk(&self, edges: &[Edge], worth: &[u32], worths: &[Worth]) -> Chunk {
        let mut chunk = Chunk { worth: worth.to_vec(), ..Chunk::default() };
        for (edges, worth) in edges.chunks(TOGETHER).zip(worth.chunks(TOGETHER)) {
            let worths = || edges.iter().zip(worth.iter().map(|worth| worths.get(*worth as usize)));
            black_box(edges.iter().fold(0, |asked, edge| asked ^ self.records.ahead(edge.a) ^ self.records.ahead(edge.b)));
            let forms = |edge: &Edge, worth: &Worth| worth.levels.iter().fold(0, |asked, (c, _)| asked ^ self.rarities.ahead(self.records, *c, edge.a, edge.b));
            black_box(worths().fold(0, |asked, (edge, worth)| asked ^ worth.map_or(0, |worth| forms(edge, worth))));
            for (edge, worth) in worths() {
                if let Some(worth) = worth {
                    self.edge(edge, worth, &mut chunk);
                }
                chunk.ends.push(u32::try_from(chunk.references.len()).unwrap_or(u32::MAX));
            }
        }
        chunk
    }

    fn edge(&self, edge: &Edge, worth: &Worth, chunk: &mut Chunk) {
        let mut values = Vec::new();
        for part in &worth.by_value {
            let Some((place, field, shared)) = self.rarities.meant(self.records, part.comparison, part.level) else { continue };
            let start = self.starts.get(place).copied().unwrap_or(0);
            values.clear();
            values.extend(in_common(self.records, field, shared.form, edge.a, edge.b).map(|id| start + id));
            if let [one] = values.as_slice() {
                chunk.references.push(*one);
                continue;
            }
            let common = !values.is_empty();
            if !common {
                let sides = [edge.a, edge.b].into_iter().flat_map(|row| self.records.field_values(row as usize, field));
                values.extend(sides.map(|v| id_of(field, shared.form, *v)).filter(|id| *id != 0).map(|id| start + id));
            }
            chunk.references.push(ODD + u32::try_from(chunk.odd.len()).unwrap_or(0));
            chunk.odd.push(Odd { values: values.clone(), common });
        }
        // What they have in common beside what their levels mean: an equal name has one pinyin, too.
        for (comparison, level) in &worth.levels {
            for (place, field, shared) in self.rarities.others(self.records, *comparison, *level) {
                let start = self.starts.get(place).copied().unwrap_or(0);
                chunk.references.extend(in_common(self.records, field, shared.form, edge.a, edge.b).map(|id| start + id));
            }
        }
    }
}

/// By class, the share of strangers among the pairs of a value: a pair must not answer for its own rarity, so that what a few
/// pairs say is counted beside what all values on as many records say.
fn usual_shares(kind: &FieldKind, frequency: &[u32], met: &[Met], others: &[f64; CLASSES]) -> [f64; CLASSES] {
    let mut classes = others.map(|others| (PRIOR_VALUES * strange_share(kind) + others, PRIOR_VALUES + others));
    for (f, met) in frequency.iter().zip(met).filter(|(f, _)| **f > 1) {
        let (pairs, strange) = met.strangers(f64::from(*f));
        if let Some((share, values)) = classes.get_mut(class(*f))
            && pairs > 0.0
        {
            *share += strange / pairs;
            *values += 1.0;
        }
    }
    classes.map(|(share, values)| share / values)
}

/// The rarity of a value on `f` of so many records.
fn rarity_of(kind: &FieldKind, records: f64, f: u32, met: &Met, usual: &[f64; CLASSES]) -> i32 {
    let usual = usual.get(class(f)).copied().unwrap_or(0.5);
    let f = f64::from(f).max(1.0);
    let (pairs, strange) = met.strangers(f);
    let others = (pairs - 1.0).max(0.0);
    let own = if others > 0.0 { strange * others / pairs } else { 0.0 };
    let strangers = (f - 1.0).max(1.0) * (own + USUAL_PAIRS * usual) / (others + USUAL_PAIRS);
    weight_of(1.0, ((strangers + fewest_strangers(kind)) / records).min(1.0))
}
