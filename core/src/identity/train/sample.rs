//! Random pairs: how often strangers come to each level.

use super::super::block::mix;
use super::super::compare::{Batched, Ceilings, Comparison, Prepared, Vector};
use crate::threads::each;
use std::ops::Range;

/// How often each level came up among random pairs.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Sample {
    /// Per comparison and code.
    pub levels: Vec<Vec<f64>>,
    /// Pairs that could have been drawn.
    pub all_pairs: f64,
}

/// Pairs that one thread draws at a time.
const DRAWN_TOGETHER: u64 = 1 << 13;
/// Rows whose pairs one thread takes at a time, where all are taken.
const ROWS_TOGETHER: u64 = 1 << 6;

/// Draws pairs of rows by a fixed sequence, or takes all when there are few, and counts levels.
#[must_use]
pub fn sample(prepared: &Prepared<'_>, most: u32, comparable: impl Fn(u32, u32) -> bool + Sync) -> Sample {
    let rows = prepared.records().len() as u64;
    let all = rows * rows.saturating_sub(1) / 2;
    let every = all <= u64::from(most);
    let mut draws: Vec<Draw> = if every {
        (0..rows).step_by(ROWS_TOGETHER as usize).map(|from| Draw::new(from..(from + ROWS_TOGETHER).min(rows), prepared)).collect()
    } else {
        (0..u64::from(most)).step_by(DRAWN_TOGETHER as usize).map(|from| Draw::new(from..(from + DRAWN_TOGETHER).min(u64::from(most)), prepared)).collect()
    };
    let all_levels = Ceilings::none(prepared.comparisons().len());
    let count = |levels: &mut [Vec<u64>], vector: Vector| {
        for (counts, level) in levels.iter_mut().zip(prepared.layout().levels(vector)) {
            if let Some(count) = counts.get_mut(level as usize) {
                *count += 1;
            }
        }
    };
    each(&mut draws, |_, draw| {
        let mut cache = prepared.cache();
        let mut batched = Batched::new(prepared, &all_levels, &mut cache);
        let mut pairs = |a: u32, b: u32| {
            draw.looked += 1;
            if comparable(a, b) {
                draw.drawn += 1;
                batched.add(a, b, |_, _, vector| count(&mut draw.levels, vector));
            }
        };
        for n in draw.which.clone() {
            if every {
                (n as u32 + 1..rows as u32).for_each(|b| pairs(n as u32, b));
                continue;
            }
            // Weyl sequence through splitmix64: every run draws the same pairs of canonical rows.
            let x = mix(0x243f_6a88_85a3_08d3u64.wrapping_add((n + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)));
            let (a, b) = (((x >> 32) * rows) >> 32, ((x & 0xffff_ffff) * rows) >> 32);
            if a != b {
                pairs(a.min(b) as u32, a.max(b) as u32);
            }
        }
        batched.compare(|_, _, vector| count(&mut draw.levels, vector));
    });
    let mut levels: Vec<Vec<f64>> = prepared.comparisons().iter().map(|c| vec![0.0; c.codes() as usize]).collect();
    let (mut looked, mut drawn) = (0, 0);
    for draw in draws {
        looked += draw.looked;
        drawn += draw.drawn;
        for (sum, count) in levels.iter_mut().flatten().zip(draw.levels.iter().flatten()) {
            *sum += *count as f64;
        }
    }
    let all_pairs = if looked == 0 { 0.0 } else { all as f64 * drawn as f64 / looked as f64 };
    let scale = if drawn == 0 { 0.0 } else { all_pairs / drawn as f64 };
    for (counts, c) in levels.iter_mut().zip(prepared.comparisons()) {
        counts.iter_mut().for_each(|n| *n *= scale);
        close_exact(counts, c, prepared);
    }
    Sample { levels, all_pairs }
}

/// Some of the random pairs.
struct Draw {
    which: Range<u64>,
    looked: u64,
    drawn: u64,
    /// Per comparison and code.
    levels: Vec<Vec<u64>>,
}

impl Draw {
    fn new(which: Range<u64>, prepared: &Prepared<'_>) -> Self {
        Draw { which, looked: 0, drawn: 0, levels: prepared.comparisons().iter().map(|c| vec![0; c.codes() as usize]).collect() }
    }
}

/// Replaces the sampled count of an exact level by Σ f(f-1)/2 over the value frequencies.
fn close_exact(counts: &mut [f64], c: &Comparison, prepared: &Prepared<'_>) {
    if !c.levels.first().is_some_and(|l| l.when.is_exact()) {
        return;
    }
    let Some(field) = prepared.records().fields.get(c.field).filter(|f| f.slots == 1) else {
        return;
    };
    let values = (0u32..).zip(&field.values.frequency).filter(|(v, _)| field.values.has_key(*v));
    let exact: f64 = values.map(|(_, f)| f64::from(*f) * (f64::from(*f) - 1.0) / 2.0).sum();
    let present: f64 = counts.iter().skip(1).sum();
    if let Some(last) = counts.last_mut() {
        *last = exact.min(present.max(exact));
    }
}
