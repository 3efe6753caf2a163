//! Layers by the place in a ranking.
//!
//! | cut | numbers → layers |
//! |---|---|
//! | quantiles | 5 layers, numbers 1 to 10: `9, 10` the first, `7, 8` the second … |
//! | top | 20 %: `9, 10`; all others: `rest` |
//! | of_sum | 60 % of 55: `10, 9, 8, 7` (34); all others: `rest` |
//!
//! Numbers that are not known stand in no ranking: their customers get `otherwise`. A layer ends at the number of its last customer;
//! whoever has that number, too, is in (`include`), or, where a cut goes through equal numbers, none of them is (`exclude`). Ten equal
//! numbers in quintiles are thus all in the first layer, or all in the last, and a finding says so.

mod cut;
mod keys;
mod select;

pub(super) use cut::{Ranked, codes};

use super::checker::Checker;
use super::number;
use super::{LayerRead, Layerer};
use crate::error::{Code, quote};
use crate::model::{Cuts, Decided, Explanation, FactTable, Finding, LayerModel, Line, Statement, TagTable};
use crate::rule::number_text;
use crate::spec::{CutSpec, LayerShare, RankingSpec, Ties};

/// Layers of a ranking, at most.
const MOST: usize = 1000;

/// A ranking, cut into layers.
#[derive(Debug)]
pub(super) struct Ranking {
    name: String,
    layers: Vec<String>,
    otherwise: u16,
    ranked: Ranked,
    given: Option<Cuts>,
}

impl Ranking {
    pub(super) fn compile(spec: &RankingSpec, checker: &mut Checker<'_>) -> Self {
        let mut layers = Vec::new();
        let (shares, of_sum) = match &spec.cut {
            CutSpec::Quantiles { layers: parts } => {
                if parts.len() < 2 {
                    checker.error(Code::EmptyList, "cut.quantiles.layers", "quantiles are at least two layers");
                }
                if parts.len() > MOST {
                    checker.error(Code::TooLarge, "cut.quantiles.layers", format!("a ranking has at most {MOST} layers"));
                }
                for (n, layer) in parts.iter().take(MOST).enumerate() {
                    checker.new_layer(&mut layers, layer, &format!("cut.quantiles.layers[{n}]"));
                }
                (quantiles(parts.len().min(MOST)), false)
            }
            CutSpec::Top { shares, rest } => (parts(shares, rest, "cut.top", &mut layers, checker), false),
            CutSpec::OfSum { shares, rest } => (parts(shares, rest, "cut.of_sum", &mut layers, checker), true),
        };
        if of_sum && spec.lowest_first {
            checker.error(Code::OutOfRange, "lowest_first", "what makes most of a sum is ranked by the greatest numbers");
        }
        let unit = checker.number(&spec.by, "by").unwrap_or(crate::model::FactUnit::Count);
        ties(spec.ties, checker);
        let otherwise = checker.layer(&mut layers, &spec.otherwise, "otherwise");
        let ranked = Ranked { by: spec.by.clone(), unit, lowest_first: spec.lowest_first, of_sum, ties: spec.ties, shares };
        let given = given(spec.model.as_ref(), &ranked, checker);
        Ranking { name: spec.name.clone(), layers, otherwise, ranked, given }
    }

    fn cuts<'m>(&self, model: Option<&'m LayerModel>) -> Option<&'m Cuts> {
        match model {
            Some(LayerModel::Cuts(cuts)) if self.ranked.is_of(cuts) => Some(cuts),
            _ => None,
        }
    }

    fn line(&self, cuts: &Cuts, at: usize) -> Option<Line> {
        let (part, of) = self.ranked.shares.get(at)?;
        Some(Line { share: percent(*part, *of), number: number_text(*cuts.ends.get(at)?, cuts.unit) })
    }
}

impl Layerer for Ranking {
    fn name(&self) -> &str {
        &self.name
    }

    fn layers(&self) -> &[String] {
        &self.layers
    }

    fn reads(&self, model: Option<&LayerModel>) -> Vec<LayerRead> {
        self.cuts(model).map(|cuts| self.ranked.read(&cuts.ends)).into_iter().collect()
    }

    fn fit(&self, facts: &FactTable, _: &TagTable) -> Option<LayerModel> {
        let fitted = || self.ranked.fit(number::of(facts, &self.ranked.by), facts.rows);
        self.given.clone().or_else(fitted).map(LayerModel::Cuts)
    }

    fn findings(&self, model: Option<&LayerModel>) -> Vec<Finding> {
        match self.cuts(model) {
            Some(cuts) => findings(&self.name, cuts, self.ranked.ties),
            None => vec![nobody(&self.name, &self.ranked.by)],
        }
    }

    fn assign(&self, model: Option<&LayerModel>, facts: &FactTable, _: &TagTable) -> Vec<u16> {
        let Some(cuts) = self.cuts(model) else { return vec![self.otherwise; facts.rows] };
        let numbers = number::of(facts, &cuts.by);
        let mut out = vec![0; facts.rows];
        for (at, out) in out.chunks_mut(number::ROWS).enumerate() {
            codes(&cuts.ends, cuts.lowest_first, numbers, at * number::ROWS, out, self.otherwise);
        }
        out
    }

    fn explain(&self, model: Option<&LayerModel>, facts: &FactTable, _: &TagTable, row: usize) -> Explanation {
        let by = &self.ranked.by;
        let value = number::of(facts, by).and_then(|numbers| numbers.get(row));
        let (code, decided) = match (self.cuts(model), value) {
            (Some(cuts), Some(value)) => {
                let missed = |end: &&i64| if cuts.lowest_first { value > **end } else { value < **end };
                let code = cuts.ends.iter().filter(missed).count();
                let decided = Decided::Ranked {
                    by: by.clone(),
                    value: number_text(value, cuts.unit),
                    lowest_first: cuts.lowest_first,
                    of_sum: self.ranked.of_sum,
                    ranked: cuts.ranked,
                    reached: self.line(cuts, code),
                    missed: code.checked_sub(1).and_then(|above| self.line(cuts, above)),
                };
                (u16::try_from(code).unwrap_or(self.otherwise), decided)
            }
            (_, value) => (self.otherwise, Decided::NoCell(vec![(by.clone(), value.map(|value| number_text(value, self.ranked.unit)))])),
        };
        let layer = self.layers.get(usize::from(code)).cloned().unwrap_or_default();
        Explanation::new(Statement::Layer { layering: self.name.clone(), layer, decided })
    }
}

impl Ranked {
    /// The numbers from which on a customer is on another side of an end.
    pub(super) fn read(&self, ends: &[i64]) -> LayerRead {
        // The end is in the better layer: of the lowest first that ends behind it.
        let cuts = ends.iter().map(|end| end.saturating_add(i64::from(self.lowest_first))).collect();
        LayerRead { name: self.by.clone(), cuts: Some(cuts) }
    }

    /// Whether a model is one of this ranking.
    pub(super) fn is_of(&self, cuts: &Cuts) -> bool {
        let ordered = cuts.ends.windows(2).all(|ends| matches!(ends, [a, b] if if cuts.lowest_first { a <= b } else { a >= b }));
        cuts.by == self.by
            && cuts.unit == self.unit
            && cuts.lowest_first == self.lowest_first
            && cuts.ends.len() == self.shares.len()
            && cuts.tied.len() == self.shares.len()
            && ordered
    }
}

/// The parts of so many equal ones that are above each end.
pub(super) fn quantiles(parts: usize) -> Vec<(u32, u32)> {
    let of = u32::try_from(parts).unwrap_or(u32::MAX);
    (1..of).map(|part| (part, of)).collect()
}

fn parts(shares: &[LayerShare], rest: &str, at: &str, layers: &mut Vec<String>, checker: &mut Checker<'_>) -> Vec<(u32, u32)> {
    if shares.is_empty() {
        checker.error(Code::EmptyList, &format!("{at}.shares"), "at least one share is needed");
    }
    let mut before = 0;
    for (n, share) in shares.iter().enumerate() {
        checker.percent(share.percent, before, &format!("{at}.shares[{n}].percent"));
        checker.new_layer(layers, &share.layer, &format!("{at}.shares[{n}].layer"));
        before = share.percent;
    }
    checker.new_layer(layers, rest, &format!("{at}.rest"));
    shares.iter().map(|share| (share.percent, 100)).collect()
}

/// Who comes first among equal ones is nothing that a customer alone could tell.
pub(super) fn ties(ties: Ties, checker: &mut Checker<'_>) {
    if ties == Ties::First {
        checker.error(Code::OutOfRange, "ties", "of equal customers nothing but their order would say who is in; `include` or `exclude` them");
    }
}

/// The model that the spec gives, if it is one of the ranking.
fn given(model: Option<&LayerModel>, ranked: &Ranked, checker: &mut Checker<'_>) -> Option<Cuts> {
    match model? {
        LayerModel::Cuts(cuts) if ranked.is_of(cuts) => Some(cuts.clone()),
        _ => {
            checker.foreign("model");
            None
        }
    }
}

/// What is to be known of a ranking that was fitted.
pub(super) fn findings(layering: &str, cuts: &Cuts, ties: Ties) -> Vec<Finding> {
    let mut found = Vec::new();
    let most = cuts.tied.iter().zip(&cuts.ends).enumerate().max_by_key(|(at, (tied, _))| (**tied, std::cmp::Reverse(*at)));
    if let Some((_, (tied, end))) = most.filter(|(_, (tied, _))| **tied > 0) {
        let through = cuts.tied.iter().filter(|tied| **tied > 0).count();
        let how = if ties == Ties::Exclude { "none of them is in the better layer" } else { "all of them are in the better layer" };
        let end = if ties == Ties::Exclude && cuts.lowest_first { end.saturating_add(1) } else { end.saturating_sub(i64::from(ties == Ties::Exclude)) };
        let text = format!(
            "{through} of {} cuts of {} go through customers with equal numbers: {tied} of {} ranked customers have {}; {how}, as `ties` says",
            cuts.ends.len(),
            quote(&cuts.by),
            cuts.ranked,
            number_text(end, cuts.unit)
        );
        found.push(Finding::new("tied_layers", layering, text));
    }
    if cuts.negative > 0 {
        found.push(Finding::new("negative_values", layering, format!("{} customers have less than nothing of {} and add nothing to its sum", cuts.negative, quote(&cuts.by))));
    }
    found
}

/// A ranking of nobody.
pub(super) fn nobody(layering: &str, by: &str) -> Finding {
    Finding::new("empty_population", layering, format!("no customer's {} is known, so nobody can be ranked", quote(by)))
}

/// A share as it is written: `20%`, `33.3%`.
fn percent(part: u32, of: u32) -> String {
    let tenths = (u64::from(part) * 2000 / u64::from(of.max(1))).div_ceil(2);
    if tenths.is_multiple_of(10) { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}
