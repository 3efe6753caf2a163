//! The weighted score: points per dimension, a weighted sum, bands.
//!
//! | facts and tags → score → layer | |
//! |---|---|
//! | 年消费 ¥12,000 (100 points, weight 50), 忠诚度 中 (60, weight 30), 活跃度 低 (0, weight 20) | 68: `A级` where it begins at 60 |
//!
//! Sums are exact: points times weights are compared with the band's end times the sum of weights, so no score is rounded into a layer.

use super::checker::{Checker, Range};
use super::number::{self, block};
use super::{LayerRead, Layerer};
use crate::error::{Code, Error, quote};
use crate::model::{Decided, Explanation, FactTable, FactUnit, LayerModel, Scored, Statement, TagCodes, TagDimension, TagDomain, TagTable};
use crate::rule::{FieldType, Rule, Verdict, decimal, number_text};
use crate::spec::{LayerBand, ScoreDimension, ScoreSpec};
use std::sync::Arc;

/// Points lie within so many below and above zero, and a sum of weights is at most so large.
const MOST: i32 = 1_000_000;
/// The sum of the weights times the largest points is at most so much: sums then fit 32 bits.
const LARGEST: u64 = 1_000_000_000;
/// Dimensions of a score, at most.
const DIMENSIONS: usize = 1000;

/// Dimensions, weights and bands.
#[derive(Debug)]
pub(super) struct Score {
    name: String,
    layers: Vec<String>,
    otherwise: u16,
    weights: i64,
    dimensions: Vec<Dimension>,
    /// From which weighted sum on each layer is reached, best first; whoever reaches none has the last one.
    from: Vec<i32>,
}

/// What gives points, times the weight.
#[derive(Debug)]
struct Dimension {
    by: String,
    weight: i64,
    of: Of,
    /// `None`: without it there is no score.
    unknown: Option<i64>,
}

#[derive(Debug)]
enum Of {
    /// The first range that a number is in gives the points, else `points` are given.
    Number { unit: FactUnit, steps: Vec<(Range, i64)>, points: i64 },
    /// Points by the value of a tag dimension; the values are held for explaining alone.
    Tag { points: Vec<Option<i64>> },
}

/// Instead of a sum: there is no score, whatever is added.
const NONE: i32 = i32::MIN;

impl Score {
    pub(super) fn compile(spec: &ScoreSpec, checker: &mut Checker<'_>) -> Self {
        let sum: u64 = spec.dimensions.iter().map(|dimension| u64::from(dimension.weight)).sum();
        if spec.dimensions.is_empty() {
            checker.error(Code::EmptyList, "dimensions", "a score needs dimensions");
        } else if spec.dimensions.len() > DIMENSIONS {
            checker.error(Code::TooLarge, "dimensions", format!("a score has at most {DIMENSIONS} dimensions"));
        } else if sum != u64::from(spec.weights) {
            let error = Error::new(Code::WrongWeights, format!("{}.dimensions", checker.path), format!("the weights sum to {sum}, and {} is declared", spec.weights));
            checker.errors.push(error.with_help("change a weight, or `weights`"));
        }
        if !(1..=MOST.unsigned_abs()).contains(&spec.weights) {
            checker.error(Code::OutOfRange, "weights", format!("{} is not from 1 to {MOST}", spec.weights));
        }
        let points = spec.dimensions.iter().flat_map(|d| d.steps.iter().map(|step| step.points).chain([d.points]).chain(d.unknown));
        let points = points.chain(spec.bands.iter().filter_map(|band| band.from)).map(|points| u64::from(points.unsigned_abs())).max().unwrap_or(0);
        if points.saturating_mul(u64::from(spec.weights)) > LARGEST {
            checker.error(Code::TooLarge, "weights", format!("the sum of the weights times the largest points is at most {LARGEST}"));
        }
        let mut dimensions: Vec<Dimension> = Vec::new();
        for (n, dimension) in spec.dimensions.iter().enumerate() {
            let at = format!("dimensions[{n}]");
            if dimensions.iter().any(|other| other.by == dimension.by) {
                checker.error(Code::DuplicateName, &format!("{at}.by"), format!("{} stands twice", quote(&dimension.by)));
            }
            dimensions.extend(Dimension::compile(dimension, &at, checker));
        }
        let mut layers = Vec::new();
        let from = bands(&spec.bands, i64::from(spec.weights), &mut layers, checker);
        let otherwise = checker.layer(&mut layers, &spec.otherwise, "otherwise");
        Score { name: spec.name.clone(), layers, otherwise, weights: i64::from(spec.weights), dimensions, from }
    }

    /// The layer of a weighted sum.
    fn layer(&self, sum: i64) -> u16 {
        self.from.iter().map(|from| u16::from(sum < i64::from(*from))).sum()
    }

    /// The layers of sums.
    fn layers_of(&self, sums: &[i32], out: &mut [u16]) {
        for from in &self.from {
            for (code, sum) in out.iter_mut().zip(sums) {
                *code += u16::from(*sum < *from);
            }
        }
        for (code, sum) in out.iter_mut().zip(sums) {
            *code = if *sum == NONE { self.otherwise } else { *code };
        }
    }
}

impl Dimension {
    fn compile(spec: &ScoreDimension, at: &str, checker: &mut Checker<'_>) -> Option<Self> {
        let points = |points: i32, at: String, checker: &mut Checker<'_>| {
            if !(-MOST..=MOST).contains(&points) {
                checker.error(Code::OutOfRange, &at, format!("{points} is not from {} to {MOST}", -MOST));
            }
            i64::from(points)
        };
        let otherwise = points(spec.points, format!("{at}.points"), checker);
        let unknown = spec.unknown.map(|unknown| points(unknown, format!("{at}.unknown"), checker));
        let domain = checker.domains.iter().copied().find(|domain| domain.name == spec.by);
        let of = match (checker.fields.find(&spec.by), domain) {
            (Some(FieldType::Values(_)), Some(domain)) if domain.many => {
                checker.error(Code::TypeMismatch, &format!("{at}.by"), format!("{} has several values per customer", quote(&spec.by)));
                return None;
            }
            (Some(FieldType::Values(_)), Some(domain)) => {
                let mut by_value: Vec<Option<i64>> = (0..).zip(&domain.values).map(|(code, _): (u16, _)| (domain.unknown != Some(code)).then_some(otherwise)).collect();
                // The first step that holds is written last.
                for (n, step) in spec.steps.iter().enumerate().rev() {
                    let given = points(step.points, format!("{at}.steps[{n}].points"), checker);
                    let Some(predicate) = checker.test(&spec.by, &step.when, &format!("{at}.steps[{n}].when")) else { continue };
                    let Some(rule) = Rule::from_predicate(&predicate, checker.path, checker.fields, checker.errors) else { continue };
                    let every = every(domain);
                    for (row, place) in by_value.iter_mut().enumerate() {
                        if rule.row(&every, row) == Verdict::True {
                            *place = Some(given);
                        }
                    }
                }
                Of::Tag { points: by_value }
            }
            _ => {
                let unit = checker.number(&spec.by, &format!("{at}.by"))?;
                let mut steps = Vec::new();
                for (n, step) in spec.steps.iter().enumerate() {
                    let given = points(step.points, format!("{at}.steps[{n}].points"), checker);
                    steps.extend(checker.range(&spec.by, &step.when, &format!("{at}.steps[{n}].when")).map(|range| (range, given)));
                }
                Of::Number { unit, steps, points: otherwise }
            }
        };
        Some(Dimension { by: spec.by.clone(), weight: i64::from(spec.weight), of, unknown })
    }

    /// Points times the weight; that they fit is checked where the score is compiled.
    fn weighed(&self, points: i64) -> i32 {
        i32::try_from(points * self.weight).unwrap_or(0)
    }

    fn add(&self, facts: &FactTable, tags: &TagTable, start: usize, sums: &mut [i32]) {
        let unknown = self.unknown.map_or(NONE, |points| self.weighed(points));
        let sum = |sum: &mut i32, own: i32| *sum = if *sum == NONE || own == NONE { NONE } else { sum.wrapping_add(own) };
        match &self.of {
            Of::Number { steps, points, .. } => {
                let mut own = [0_i32; number::ROWS];
                let Some(own) = own.get_mut(..sums.len()) else { return };
                own.fill(self.weighed(*points));
                // The first step that holds is written last.
                let narrow = |own: &mut [i32], cells: &[i32]| {
                    for (range, points) in steps.iter().rev() {
                        let Some((low, high)) = narrow(*range) else { continue };
                        write(own, cells, |cell| low <= *cell && *cell <= high, self.weighed(*points));
                    }
                };
                let wide = |own: &mut [i32], cells: &[i64]| {
                    for (range, points) in steps.iter().rev() {
                        write(own, cells, |cell| range.low <= *cell && *cell <= range.high, self.weighed(*points));
                    }
                };
                block(number::of(facts, &self.by), start, own, narrow, wide, |points| *points = unknown);
                for (to, own) in sums.iter_mut().zip(own) {
                    sum(to, *own);
                }
            }
            Of::Tag { points } => {
                let of: Vec<i32> = points.iter().map(|points| points.map_or(unknown, |points| self.weighed(points))).collect();
                match tags.dimension(&self.by) {
                    Some(TagDimension { codes: TagCodes::One(codes), .. }) => {
                        let there = codes.len().saturating_sub(start).min(sums.len());
                        codes.read(start, sums, &of, unknown, sum);
                        sums.iter_mut().skip(there).for_each(|to| sum(to, unknown));
                    }
                    _ => sums.iter_mut().for_each(|to| sum(to, unknown)),
                }
            }
        }
    }

    /// The value of a customer, in words, and its points.
    fn of_row(&self, facts: &FactTable, tags: &TagTable, row: usize) -> (Option<String>, Option<i64>) {
        match &self.of {
            Of::Number { unit, steps, points } => {
                let Some(value) = number::of(facts, &self.by).and_then(|numbers| numbers.get(row)) else { return (None, self.unknown) };
                let found = steps.iter().find(|(range, _)| (range.low..=range.high).contains(&value)).map_or(*points, |(_, points)| *points);
                (Some(number_text(value, *unit)), Some(found))
            }
            Of::Tag { points } => {
                let Some(dimension) = tags.dimension(&self.by) else { return (None, self.unknown) };
                let code = dimension.codes(row).next();
                let known = code.and_then(|code| points.get(usize::from(code)).copied().flatten());
                (code.and_then(|code| dimension.domain.value(code)).map(quote), known.or(self.unknown))
            }
        }
    }
}

fn write<T>(points: &mut [i32], cells: &[T], holds: impl Fn(&T) -> bool, given: i32) {
    for (points, cell) in points.iter_mut().zip(cells) {
        *points = if holds(cell) { given } else { *points };
    }
}

/// A range among narrow numbers; `None`: none of them is in it.
fn narrow(range: Range) -> Option<(i32, i32)> {
    let (low, high) = (range.low.max(i64::from(i32::MIN)), range.high.min(i64::from(i32::MAX)));
    (low <= high).then_some(())?;
    Some((i32::try_from(low).ok()?, i32::try_from(high).ok()?))
}

/// A table with a row for every value of a dimension, by which a test is asked of each of them.
fn every(domain: &Arc<TagDomain>) -> TagTable {
    let codes: Vec<u16> = (0..).take(domain.values.len()).collect();
    let dimension = TagDimension { domain: Arc::clone(domain), codes: TagCodes::One(codes.into()) };
    TagTable { rows: domain.values.len(), dimensions: vec![dimension], ..TagTable::default() }
}

/// From which weighted sum on each band but the last is reached.
fn bands(bands: &[LayerBand], weights: i64, layers: &mut Vec<String>, checker: &mut Checker<'_>) -> Vec<i32> {
    if bands.is_empty() {
        checker.error(Code::EmptyList, "bands", "a score needs bands");
    }
    let mut from: Vec<i32> = Vec::new();
    for (n, band) in bands.iter().enumerate() {
        checker.new_layer(layers, &band.layer, &format!("bands[{n}].layer"));
        let at = format!("bands[{n}].from");
        match band.from {
            None if n + 1 == bands.len() => {}
            None => checker.error(Code::OutOfRange, &at, "only the last band takes all that is left"),
            Some(_) if n + 1 == bands.len() => checker.error(Code::IncompleteTable, &at, "the last band takes all that is left and has no `from`"),
            Some(points) => {
                let points = i32::try_from(i64::from(points) * weights).unwrap_or(i32::MAX);
                if from.last().is_some_and(|before| points >= *before) {
                    checker.error(Code::OutOfRange, &at, "bands come best first, each below the one before");
                }
                from.push(points);
            }
        }
    }
    from
}

impl Layerer for Score {
    fn name(&self) -> &str {
        &self.name
    }

    fn layers(&self) -> &[String] {
        &self.layers
    }

    fn reads(&self, _: Option<&LayerModel>) -> Vec<LayerRead> {
        let of = |dimension: &Dimension| match &dimension.of {
            Of::Number { steps, .. } => {
                let cuts = steps.iter().flat_map(|(range, _)| [range.low, range.high.saturating_add(1)]).collect();
                Some(LayerRead { name: dimension.by.clone(), cuts: Some(cuts) })
            }
            Of::Tag { .. } => None,
        };
        self.dimensions.iter().filter_map(of).collect()
    }

    fn assign(&self, _: Option<&LayerModel>, facts: &FactTable, tags: &TagTable) -> Vec<u16> {
        let mut out = vec![0; facts.rows];
        let mut sums = [0_i32; number::ROWS];
        for (at, out) in out.chunks_mut(number::ROWS).enumerate() {
            let Some(sums) = sums.get_mut(..out.len()) else { continue };
            sums.fill(0);
            for dimension in &self.dimensions {
                dimension.add(facts, tags, at * number::ROWS, sums);
            }
            self.layers_of(sums, out);
        }
        out
    }

    fn explain(&self, _: Option<&LayerModel>, facts: &FactTable, tags: &TagTable, row: usize) -> Explanation {
        let mut sum = Some(0_i64);
        let mut of = Vec::new();
        for dimension in &self.dimensions {
            let (value, points) = dimension.of_row(facts, tags, row);
            sum = sum.zip(points).map(|(sum, points)| sum + points * dimension.weight);
            of.push(Scored { by: dimension.by.clone(), value, points, weight: dimension.weight });
        }
        let code = sum.map_or(self.otherwise, |sum| self.layer(sum));
        let written = |sum: i64| decimal(i64::try_from(i128::from(sum) * 100 / i128::from(self.weights.max(1))).unwrap_or(i64::MAX), 100);
        let decided = match sum {
            Some(sum) => {
                let bound = |at: Option<usize>| at.and_then(|at| self.from.get(at)).map(|from| decimal(i64::from(*from) / self.weights.max(1), 1));
                let place = usize::from(self.layer(sum));
                Decided::Weighted { score: written(sum), of, weights: self.weights, from: bound(Some(place)), below: bound(place.checked_sub(1)) }
            }
            None => Decided::NoCell(of.into_iter().map(|scored| (scored.by, scored.value)).collect()),
        };
        let layer = self.layers.get(usize::from(code)).cloned().unwrap_or_default();
        Explanation::new(Statement::Layer { layering: self.name.clone(), layer, decided })
    }
}
