//! RFM: three scores, and the segment of every combination.
//!
//! | recency, frequency, monetary → scores → segment | |
//! |---|---|
//! | 3 days, 12 orders, ¥20,000 | `5 5 5`: 冠军客户 |
//! | 400 days, 12 orders, ¥20,000 | `1 5 5`: 不能流失客户 |
//! | 3 days, 1 order, ¥20 | `5 1 1`: 新客户 |
//!
//! Scores are quantiles of the customers whose number is known (a ranking each, with its rule on ties), or end at numbers that the spec
//! gives. The segments must cover every combination. Those that are shipped follow Putler's table of eleven segments by recency and the
//! mean of frequency and monetary value; where its ranges overlap, the choice of one is ours, and so are the Chinese names.

use super::checker::Checker;
use super::number;
use super::ranking::{self, Ranked, codes};
use super::{LayerRead, Layerer};
use crate::error::{Code, Error, quote};
use crate::model::{Cuts, Decided, Explanation, FactTable, Finding, LayerModel, RfmRankings, Statement, TagTable};
use crate::rule::number_text;
use crate::spec::{RfmAxis, RfmSegment, RfmSpec};

/// Scores that a table of combinations is held for, at most.
const MOST: u32 = 10;
/// Room for all combinations and for what lies beyond them where up to three scores are not known.
const CELLS: usize = 4096;
/// Combinations without a segment that are listed.
const LISTED: usize = 10;

/// Three scores and their segments.
#[derive(Debug)]
pub(super) struct Rfm {
    name: String,
    layers: Vec<String>,
    otherwise: u16,
    axes: [Axis; 3],
    scores: u16,
    /// The segment by places: recency, frequency, monetary; the best score has the place 0.
    cells: Vec<u16>,
    given: Option<LayerModel>,
}

/// One of the three numbers.
#[derive(Debug)]
struct Axis {
    ranked: Ranked,
    /// The ends, where the spec gives them.
    fixed: Option<Vec<i64>>,
}

impl Rfm {
    pub(super) fn compile(spec: &RfmSpec, checker: &mut Checker<'_>) -> Self {
        let scores = if (2..=MOST).contains(&spec.scores) {
            spec.scores
        } else {
            checker.error(Code::OutOfRange, "scores", format!("{} is not from 2 to {MOST}", spec.scores));
            2
        };
        ranking::ties(spec.ties, checker);
        let mut axis = |axis: &RfmAxis, at: &str, lowest_first: bool| {
            let unit = checker.number(&axis.by, &format!("{at}.by"));
            let shares = ranking::quantiles(scores as usize);
            let ranked = Ranked { by: axis.by.clone(), unit: unit.unwrap_or(crate::model::FactUnit::Count), lowest_first, of_sum: false, ties: spec.ties, shares };
            Axis { fixed: unit.and_then(|_| ends(axis, scores, at, lowest_first, checker)), ranked }
        };
        let axes = [axis(&spec.recency, "recency", true), axis(&spec.frequency, "frequency", false), axis(&spec.monetary, "monetary", false)];
        let mut layers = Vec::new();
        let cells = cells(spec.segments.as_deref().unwrap_or_else(|| RfmSegment::usual()), scores, &mut layers, checker);
        let otherwise = checker.layer(&mut layers, &spec.otherwise, "otherwise");
        let mut rfm = Rfm { name: spec.name.clone(), layers, otherwise, axes, scores: u16::try_from(scores).unwrap_or(2), cells, given: None };
        if let Some(model) = &spec.model {
            if rfm.ends(Some(model)).is_some() {
                rfm.given = Some(model.clone());
            } else {
                checker.foreign("model");
            }
        }
        rfm
    }

    /// The ends of the three scores. `None`: a ranking is missing, or not one of these.
    fn ends<'m>(&'m self, model: Option<&'m LayerModel>) -> Option<[&'m [i64]; 3]> {
        let of = |axis: &'m Axis, cuts: Option<&'m Cuts>| axis.fixed.as_deref().or_else(|| cuts.filter(|cuts| axis.ranked.is_of(cuts)).map(|cuts| cuts.ends.as_slice()));
        let [r, f, m] = &self.axes;
        let [recency, frequency, monetary] = fitted(model);
        Some([of(r, recency)?, of(f, frequency)?, of(m, monetary)?])
    }

    fn segment(&self, places: [u16; 3]) -> u16 {
        let scores = usize::from(self.scores);
        let at = places.iter().fold(0, |at, place| at * scores + usize::from(*place).min(scores - 1));
        self.cells.get(at).copied().unwrap_or(self.otherwise)
    }
}

fn fitted(model: Option<&LayerModel>) -> [Option<&Cuts>; 3] {
    match model {
        Some(LayerModel::Rfm(rankings)) => [rankings.recency.as_ref(), rankings.frequency.as_ref(), rankings.monetary.as_ref()],
        _ => [None; 3],
    }
}

impl Layerer for Rfm {
    fn name(&self) -> &str {
        &self.name
    }

    fn layers(&self) -> &[String] {
        &self.layers
    }

    fn reads(&self, model: Option<&LayerModel>) -> Vec<LayerRead> {
        let Some(ends) = self.ends(model.or(self.given.as_ref())) else { return Vec::new() };
        self.axes.iter().zip(ends).map(|(axis, ends)| axis.ranked.read(ends)).collect()
    }

    fn fit(&self, facts: &FactTable, _: &TagTable) -> Option<LayerModel> {
        if self.given.is_some() {
            return self.given.clone();
        }
        let fit = |axis: &Axis| if axis.fixed.is_some() { None } else { axis.ranked.fit(number::of(facts, &axis.ranked.by), facts.rows) };
        let [recency, frequency, monetary] = self.axes.each_ref().map(fit);
        let any = recency.is_some() || frequency.is_some() || monetary.is_some();
        any.then(|| LayerModel::Rfm(Box::new(RfmRankings { recency, frequency, monetary })))
    }

    fn findings(&self, model: Option<&LayerModel>) -> Vec<Finding> {
        let mut found = Vec::new();
        for (axis, cuts) in self.axes.iter().zip(fitted(model)).filter(|(axis, _)| axis.fixed.is_none()) {
            match cuts {
                Some(cuts) => found.extend(ranking::findings(&self.name, cuts, axis.ranked.ties)),
                None => found.push(ranking::nobody(&self.name, &axis.ranked.by)),
            }
        }
        found
    }

    fn assign(&self, model: Option<&LayerModel>, facts: &FactTable, _: &TagTable) -> Vec<u16> {
        let Some(ends) = self.ends(model) else { return vec![self.otherwise; facts.rows] };
        let numbers = self.axes.each_ref().map(|axis| number::of(facts, &axis.ranked.by));
        let mut out = vec![0; facts.rows];
        let mut places = [const { [0_u16; number::ROWS] }; 3];
        let scores = self.scores;
        // A place that is not known makes the cell lie beyond the last one, whatever the other places are.
        let beyond = [scores, scores * scores, scores * scores * scores];
        let mut cells = [self.otherwise; CELLS];
        for (cell, segment) in cells.iter_mut().zip(&self.cells) {
            *cell = *segment;
        }
        for (at, out) in out.chunks_mut(number::ROWS).enumerate() {
            for ((((places, axis), ends), numbers), beyond) in places.iter_mut().zip(&self.axes).zip(ends).zip(numbers).zip(beyond) {
                let Some(places) = places.get_mut(..out.len()) else { continue };
                codes(ends, axis.ranked.lowest_first, numbers, at * number::ROWS, places, beyond);
            }
            let [r, f, m] = &places;
            for (((out, r), f), m) in out.iter_mut().zip(r).zip(f).zip(m) {
                *out = r.wrapping_mul(scores * scores).wrapping_add(f.wrapping_mul(scores)).wrapping_add(*m);
            }
            for out in out {
                *out = cells.get(usize::from(*out) % CELLS).copied().unwrap_or(self.otherwise);
            }
        }
        out
    }

    fn explain(&self, model: Option<&LayerModel>, facts: &FactTable, _: &TagTable, row: usize) -> Explanation {
        let values = self.axes.each_ref().map(|axis| number::of(facts, &axis.ranked.by).and_then(|numbers| numbers.get(row)));
        let said = |axis: &Axis, value: Option<i64>| value.map(|value| number_text(value, axis.ranked.unit));
        let (code, decided) = match (self.ends(model), values) {
            (Some(ends), [Some(r), Some(f), Some(m)]) => {
                let place = |axis: &Axis, ends: &[i64], value: i64| ends.iter().filter(|end| if axis.ranked.lowest_first { value > **end } else { value < **end }).count();
                let mut places = [0; 3];
                let mut scores = Vec::new();
                for (((axis, ends), value), out) in self.axes.iter().zip(ends).zip([r, f, m]).zip(&mut places) {
                    *out = u16::try_from(place(axis, ends, value)).unwrap_or(0);
                    scores.push((axis.ranked.by.clone(), number_text(value, axis.ranked.unit), u32::from(self.scores.saturating_sub(*out))));
                }
                (self.segment(places), Decided::Scores { scores, of: u32::from(self.scores) })
            }
            _ => (self.otherwise, Decided::NoCell(self.axes.iter().zip(values).map(|(axis, value)| (axis.ranked.by.clone(), said(axis, value))).collect())),
        };
        let layer = self.layers.get(usize::from(code)).cloned().unwrap_or_default();
        Explanation::new(Statement::Layer { layering: self.name.clone(), layer, decided })
    }
}

/// The ends that the spec gives, in the unit of the fact.
fn ends(axis: &RfmAxis, scores: u32, at: &str, lowest_first: bool, checker: &mut Checker<'_>) -> Option<Vec<i64>> {
    let written = axis.ends.as_ref()?;
    if written.len() + 1 != scores as usize {
        checker.error(Code::OutOfRange, &format!("{at}.ends"), format!("{scores} scores have {} ends, not {}", scores - 1, written.len()));
    }
    let ends: Vec<i64> = written.iter().enumerate().filter_map(|(n, text)| checker.constant(&axis.by, text, &format!("{at}.ends[{n}]"))).collect();
    for (n, pair) in ends.windows(2).enumerate() {
        if !matches!(pair, [a, b] if if lowest_first { a < b } else { a > b }) {
            checker.error(Code::OutOfRange, &format!("{at}.ends[{}]", n + 1), "ends come best first, each worse than the one before");
        }
    }
    Some(ends)
}

/// The segment of every combination of scores; those without one are told.
fn cells(segments: &[RfmSegment], scores: u32, layers: &mut Vec<String>, checker: &mut Checker<'_>) -> Vec<u16> {
    let codes: Vec<u16> = segments.iter().enumerate().map(|(n, segment)| checker.layer(layers, &segment.layer, &format!("segments[{n}].layer"))).collect();
    for (n, segment) in segments.iter().enumerate() {
        for (axis, range) in [("r", segment.r), ("f", segment.f), ("m", segment.m), ("fm", segment.fm)] {
            if let Some((low, high)) = range.filter(|(low, high)| !(1 <= *low && low <= high && *high <= scores)) {
                checker.error(Code::OutOfRange, &format!("segments[{n}].{axis}"), format!("{low} to {high} is no range of scores from 1 to {scores}"));
            }
        }
    }
    let (mut cells, mut holes) = (Vec::new(), Vec::new());
    let of = || (1..=scores).rev();
    for (r, f, m) in of().flat_map(|r| of().flat_map(move |f| of().map(move |m| (r, f, m)))) {
        let found = segments.iter().zip(&codes).find(|(segment, _)| segment.holds(r, f, m));
        if found.is_none() {
            holes.push(format!("{r} {f} {m}"));
        }
        cells.push(found.map_or(0, |(_, code)| *code));
    }
    if !holes.is_empty() {
        let more = if holes.len() > LISTED { format!(" and {} more", holes.len() - LISTED) } else { String::new() };
        let listed: Vec<&str> = holes.iter().take(LISTED).map(String::as_str).collect();
        let error = Error::new(Code::IncompleteTable, format!("{}.segments", checker.path), format!("no segment for the scores {}{more}", quote(&listed.join(", "))));
        checker.errors.push(error.with_help("add a segment, or widen one: every combination of scores has its segment"));
    }
    cells
}
