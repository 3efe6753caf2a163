//! Centres: sampled, standardised, begun and moved by the content of the numbers alone.

use super::{Column, ONE, coordinate, measured, nearest};
use crate::model::{CentreColumn, Centres, Numbers};

/// Beginnings that are tried.
const BEGINNINGS: u64 = 8;
/// Turns of moving the centres, at most.
const TURNS: usize = 200;
/// A deviation below this is none: the numbers are equal but for rounding.
const LEAST: f64 = 1e-6;

/// The customers that are fitted to, as distinct combinations of numbers in their order, with how many have each.
struct Points {
    numbers: Vec<Vec<i64>>,
    counts: Vec<u64>,
}

/// The centres of at most so many groups. `None`: no customer's numbers are all known.
pub(super) fn centres(own: &[Column], groups: usize, most: usize, numbers: &[&Numbers], rows: usize) -> Option<Centres> {
    let known = (0..rows).filter(|row| numbers.iter().all(|of| of.get(*row).is_some())).count();
    let points = points(numbers, rows, known, most);
    let fitted: u64 = points.counts.iter().sum();
    if fitted == 0 {
        return None;
    }
    let columns: Vec<CentreColumn> = own.iter().enumerate().map(|(at, column)| standard(column, &points, at)).collect();
    let place = |numbers: &Vec<i64>| columns.iter().zip(numbers).map(|(column, value)| coordinate(column, *value)).collect::<Vec<f64>>();
    let placed: Vec<Vec<f64>> = points.numbers.iter().map(place).collect();
    let seed = points.numbers.iter().zip(&points.counts).fold(groups as u64, |hash, (numbers, count)| mixed(content(numbers) ^ hash.rotate_left(5) ^ count));
    let tried = (0..BEGINNINGS).map(|turn| moved(begin(&placed, &points.counts, groups, mixed(seed ^ turn)), &placed, &points.counts));
    let best = tried.reduce(|best, other| if other.1 < best.1 { other } else { best })?;
    let lowest: Vec<bool> = own.iter().map(|column| column.lowest_first).collect();
    Some(written(best.0, columns, &lowest, &placed, &points.counts, (rows as u64).saturating_sub(known as u64)))
}

/// The points that are fitted to: all, or of many those whose content draws a low number.
fn points(numbers: &[&Numbers], rows: usize, known: usize, most: usize) -> Points {
    let lowest = if known <= most { u64::MAX } else { (u128::from(u64::MAX) * most as u128 / known as u128) as u64 };
    let mut all: Vec<Vec<i64>> = Vec::with_capacity(known.min(most));
    let mut point = vec![0; numbers.len()];
    'rows: for row in 0..rows {
        for (value, of) in point.iter_mut().zip(numbers) {
            let Some(number) = of.get(row) else { continue 'rows };
            *value = number;
        }
        if lowest == u64::MAX || content(&point) <= lowest {
            all.push(point.clone());
        }
    }
    all.sort_unstable();
    let mut found = Points { numbers: Vec::new(), counts: Vec::new() };
    for equal in all.chunk_by(|a, b| a == b) {
        found.numbers.extend(equal.first().cloned());
        found.counts.push(equal.len() as u64);
    }
    found
}

/// Mean and standard deviation of a number, rounded once: what the model holds is what coordinates are made with.
fn standard(column: &Column, points: &Points, at: usize) -> CentreColumn {
    let of = || points.numbers.iter().zip(&points.counts).filter_map(|(numbers, count)| Some((measured(*numbers.get(at)?, column.unit, column.plain), *count as f64)));
    let all: f64 = of().map(|(_, count)| count).sum();
    let mean = of().map(|(x, count)| x * count).sum::<f64>() / all;
    let squares: f64 = of().map(|(x, count)| (x - mean) * (x - mean) * count).sum();
    let deviation = if all > 1.0 { libm::sqrt(squares / (all - 1.0)) } else { 0.0 };
    let rounded = |x: f64| (x * ONE).round() as i64;
    CentreColumn { by: column.by.clone(), unit: column.unit, plain: column.plain, mean: rounded(mean), deviation: if deviation < LEAST { 0 } else { rounded(deviation) } }
}

/// SplitMix64's finish (Steele, Lea, Flood 2014).
fn mixed(hash: u64) -> u64 {
    let hash = hash.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

fn content(numbers: &[i64]) -> u64 {
    numbers.iter().fold(numbers.len() as u64, |hash, number| mixed(hash ^ number.cast_unsigned()))
}

/// k-means++: each further centre is a point, drawn in proportion to its square distance from the nearest one there is.
fn begin(points: &[Vec<f64>], counts: &[u64], groups: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut far: Vec<f64> = counts.iter().map(|count| *count as f64).collect();
    let mut centres: Vec<Vec<f64>> = Vec::with_capacity(groups);
    let mut state = seed;
    while centres.len() < groups {
        let total: f64 = far.iter().sum();
        if total <= 0.0 {
            break;
        }
        state = mixed(state);
        let mut left = (state >> 11) as f64 / (1_u64 << 53) as f64 * total;
        // Rounding may leave something beyond the last point: then it is the last one that can be drawn.
        let mut drawn = None;
        for (at, weight) in far.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            drawn = Some(at);
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        let Some(centre) = drawn.and_then(|at| points.get(at)).cloned() else { break };
        let first = centres.is_empty();
        for ((far, point), count) in far.iter_mut().zip(points).zip(counts) {
            let square = squared(point, &centre) * *count as f64;
            *far = if first { square } else { far.min(square) };
        }
        centres.push(centre);
    }
    centres
}

fn squared(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// Lloyd's algorithm: the centres where nothing moves any more, and the sum of the square distances. Sums run in the order of the points.
fn moved(centres: Vec<Vec<f64>>, points: &[Vec<f64>], counts: &[u64]) -> (Vec<Vec<f64>>, f64) {
    let axes = centres.first().map_or(1, Vec::len).max(1);
    // One after the other: a turn reads everything from the first to the last.
    let points: Vec<f64> = points.iter().flatten().copied().collect();
    let mut centres: Vec<f64> = centres.into_iter().flatten().collect();
    let mut groups = vec![usize::MAX; counts.len()];
    let mut spread = f64::INFINITY;
    let (mut weights, mut sums) = (vec![0.0; centres.len() / axes], vec![0.0; centres.len()]);
    for _ in 0..TURNS {
        weights.fill(0.0);
        sums.fill(0.0);
        let (mut still, mut far) = (true, 0.0);
        for ((point, count), group) in points.chunks_exact(axes).zip(counts).zip(&mut groups) {
            let (nearest, square) = closest(&centres, axes, point);
            let count = *count as f64;
            far += square * count;
            still &= *group == nearest;
            *group = nearest;
            if let Some(weight) = weights.get_mut(nearest) {
                *weight += count;
            }
            for (sum, x) in sums.iter_mut().skip(nearest * axes).zip(point) {
                *sum += x * count;
            }
        }
        spread = far;
        if still {
            break;
        }
        for ((centre, sum), weight) in centres.chunks_exact_mut(axes).zip(sums.chunks_exact(axes)).zip(&weights) {
            // A group that lost everybody keeps its centre.
            if *weight > 0.0 {
                for (x, sum) in centre.iter_mut().zip(sum) {
                    *x = sum / weight;
                }
            }
        }
    }
    (centres.chunks_exact(axes).map(<[f64]>::to_vec).collect(), spread)
}

fn closest(centres: &[f64], axes: usize, point: &[f64]) -> (usize, f64) {
    let far = centres.chunks_exact(axes).enumerate().map(|(at, centre)| (at, squared(centre, point)));
    far.reduce(|best, other| if other.1 < best.1 { other } else { best }).unwrap_or((0, 0.0))
}

/// The model: centres in millionths, the best first, and how many customers each has by it.
fn written(centres: Vec<Vec<f64>>, columns: Vec<CentreColumn>, lowest_first: &[bool], points: &[Vec<f64>], counts: &[u64], unknown: u64) -> Centres {
    let mut centres: Vec<Vec<i64>> = centres.iter().map(|centre| centre.iter().map(|x| (x * ONE).round() as i64).collect()).collect();
    let good = |centre: &[i64]| centre.iter().zip(lowest_first).map(|(x, lowest)| if *lowest { -i128::from(*x) } else { i128::from(*x) }).sum::<i128>();
    centres.sort_unstable_by(|a, b| good(b).cmp(&good(a)).then_with(|| b.cmp(a)));
    centres.dedup();
    let mut customers = vec![0; centres.len()];
    let mut spread = 0.0;
    for (point, count) in points.iter().zip(counts) {
        let ((at, far), _) = nearest(&centres, point);
        spread += far * *count as f64;
        if let Some(customers) = customers.get_mut(at) {
            *customers += count;
        }
    }
    let fitted: u64 = counts.iter().sum();
    Centres { columns, centres, customers, fitted, unknown, spread: (spread / fitted.max(1) as f64 * ONE).round() as i64 }
}
