//! Layers that score: numbers between steps, steps and segments that never count, bands and combinations that nobody is in.

use super::Check;
use crate::model::{FactTable, RuleFinding, Severity};
use crate::rule::analyse::{Axis, Cell, Product, axes};
use crate::rule::{FieldType, Fields, Predicate, Rule, Subject, Verdict, decimal, parse};
use crate::spec::{RfmSegment, RfmSpec, ScoreDimension, ScoreSpec};

/// Combinations of scores that are told one by one.
const TOLD: usize = 5;
/// Scores that combinations are looked at of.
const SCORES: u32 = 10;
/// Pairs of steps or segments that are told apart.
const PAIRS: usize = 50;

/// A layering that is looked at.
struct Layering<'a, 'c> {
    check: &'a mut Check<'c>,
    set: String,
    name: &'a str,
    path: &'a str,
}

impl Layering<'_, '_> {
    fn finding(&self, code: &'static str, severity: Severity, at: &str) -> RuleFinding {
        RuleFinding::new(code, severity, &self.set, self.name).at(format!("{}.{at}", self.path))
    }

    /// Says that there are too many steps or segments at a place for as many cells.
    fn too_many(&mut self, at: &str) {
        let finding = self.finding("too_many_cells", Severity::Warning, at);
        let finding = finding
            .told(format!("`{}` has too many of these for as many cells: they were not looked at.", self.name), format!("「{}」此处的分档与组合太多, 未能检查。", self.name));
        self.check.report.not_analysed.push(finding);
    }

    /// Pairs that share cells, where neither is a part of the other, with the cells that both hold in: [`PAIRS`] of them at most. The rest is reported.
    fn shared(&mut self, holds: &[Vec<bool>], at: &str, differ: impl Fn(usize, usize) -> bool) -> Vec<(usize, usize, Vec<usize>)> {
        let within = |inner: &[bool], outer: &[bool]| inner.iter().zip(outer).all(|(inner, outer)| !inner || *outer);
        let (mut found, mut count, mut work) = (Vec::new(), 0, self.check.sets.work);
        'all: for (a, first) in holds.iter().enumerate() {
            for (b, second) in holds.iter().enumerate().skip(a + 1) {
                // A pair costs something even where it is of one kind.
                let Some(left) = work.checked_sub(1) else { break 'all };
                work = left;
                if !differ(a, b) {
                    continue;
                }
                work = work.saturating_sub(first.len());
                if within(first, second) || within(second, first) {
                    continue;
                }
                let both = || first.iter().zip(second).enumerate().filter(|(_, (one, other))| **one && **other).map(|(row, _)| row);
                if both().next().is_some() {
                    count += 1;
                    if found.len() < PAIRS {
                        found.push((a, b, both().collect()));
                    }
                }
            }
        }
        if work == 0 {
            let finding = self.finding("unfinished", Severity::Note, at);
            self.check.report.not_analysed.push(
                finding.told(format!("not all pairs of `{}` were looked at: more of them may overlap.", self.name), format!("「{}」未能逐对检查, 其余可能也有重叠。", self.name)),
            );
        }
        if count > PAIRS {
            let finding = self.finding("more_overlaps", Severity::Warning, at);
            self.check.report.not_analysed.push(
                finding
                    .told(format!("{count} pairs of `{}` overlap; the first {PAIRS} are told.", self.name), format!("「{}」有 {count} 对重叠, 只列出前 {PAIRS} 对。", self.name)),
            );
        }
        found
    }
}

/// A weighted score: its steps, and what its points can come to.
pub(super) fn score(check: &mut Check<'_>, set: String, fields: &Fields, spec: &ScoreSpec, path: &str) {
    let mut layering = Layering { check, set, name: &spec.name, path };
    // The least and the most of the weighted sum, if every dimension can be read.
    let mut sums = Some((0_i64, 0_i64));
    for (d, dimension) in spec.dimensions.iter().enumerate() {
        let points = steps(&mut layering, fields, dimension, d);
        let weighed = points.map(|(least, most)| (least * i64::from(dimension.weight), most * i64::from(dimension.weight)));
        sums = sums.zip(weighed).map(|((low, high), (least, most))| (low.saturating_add(least), high.saturating_add(most)));
    }
    let Some((least, most)) = sums else { return };
    let weights = i64::from(spec.weights.max(1));
    // As explanations write them.
    let written = |sum: i64| decimal(i64::try_from(i128::from(sum) * 100 / i128::from(weights)).unwrap_or(i64::MAX), 100);
    let mut above = None;
    for (n, band) in spec.bands.iter().enumerate() {
        let from = band.from.map(|from| i64::from(from) * weights);
        if from.is_some_and(|from| most < from) || above.is_some_and(|above| above <= least) {
            let finding = layering.finding("empty_band", Severity::Warning, &format!("bands[{n}]")).told(
                format!("nobody can be `{}` by points: scores go from {} to {}.", band.layer, written(least), written(most)),
                format!("没有人的得分能成为「{}」: 得分在 {} 至 {} 之间。", band.layer, written(least), written(most)),
            );
            layering.check.report.shadowed.push(finding);
        }
        above = from.or(above);
    }
}

/// The steps of a dimension, over the cells that they cut its values into; returns the least and the most points. `None`: not readable.
fn steps(layering: &mut Layering<'_, '_>, fields: &Fields, dimension: &ScoreDimension, d: usize) -> Option<(i64, i64)> {
    let kind = fields.find(&dimension.by)?;
    let unit = match kind {
        FieldType::Unit(unit) => *unit,
        FieldType::Values(_) => crate::model::FactUnit::Text,
        FieldType::Unresolved => return None,
    };
    let own: Fields = [(dimension.by.clone(), unit)].into_iter().collect();
    let rules: Vec<Rule> = dimension.steps.iter().map(|step| rule(&dimension.by, &step.when, &own)).collect::<Option<_>>()?;
    let axis = match kind {
        FieldType::Values(domain) => Axis::of_texts(&dimension.by, domain.known().map(|(_, value)| value)),
        _ => {
            axes(rules.iter().map(Rule::predicate), &own, |_| false, |name| layering.check.sets.definitions.domain(name)).pop().unwrap_or_else(|| Axis::of_texts(&dimension.by, []))
        }
    };
    let cells: Vec<u32> = (0_u32..).zip(&axis.cells).filter(|(_, cell)| !cell.is_missing()).map(|(at, _)| at).collect();
    if rules.len().saturating_mul(cells.len()) > layering.check.sets.work {
        layering.too_many(&format!("dimensions[{d}]"));
        return None;
    }
    let product = Product::of_rows(vec![axis.clone()], cells.iter().map(std::slice::from_ref));
    let facts = product.table();
    let holds: Vec<Vec<bool>> = rules.iter().map(|rule| holds(rule, &facts)).collect();
    let given: Vec<Option<usize>> = (0..cells.len()).map(|row| holds.iter().position(|step| step.get(row) == Some(&true))).collect();
    let points = |step: Option<usize>| step.map_or(Some(dimension.points), |step| dimension.steps.get(step).map(|step| step.points)).map_or(0, i64::from);
    let seen = Seen { dimension, d, axis: &axis, cells: &cells, holds: &holds, given: &given };
    seen.idle(layering);
    seen.overlaps(layering);
    if unit != crate::model::FactUnit::Text {
        seen.gaps(layering);
    }
    // Without a step everybody has the points of none.
    let all = given.iter().copied().map(points).chain(cells.is_empty().then_some(i64::from(dimension.points))).chain(dimension.unknown.map(i64::from));
    all.fold(None, |ends: Option<(i64, i64)>, points| Some(ends.map_or((points, points), |(least, most)| (least.min(points), most.max(points)))))
}

/// Where a rule is true.
fn holds(rule: &Rule, facts: &FactTable) -> Vec<bool> {
    rule.bind(facts).verdicts().into_iter().map(|verdict| verdict == Verdict::True as u8).collect()
}

/// A test behind a name as a rule.
fn rule(by: &str, test: &str, fields: &Fields) -> Option<Rule> {
    let Predicate::Compare { test, .. } = parse(&format!("x {test}"), "").ok()? else { return None };
    Rule::from_predicate(&Predicate::Compare { subject: Subject::Field { name: by.to_owned() }, test }, "", fields, &mut Vec::new())
}

/// The steps of a dimension over its cells.
struct Seen<'a> {
    dimension: &'a ScoreDimension,
    d: usize,
    axis: &'a Axis,
    /// The places of the known cells.
    cells: &'a [u32],
    /// Per step, whether it holds in each cell.
    holds: &'a [Vec<bool>],
    /// The step that counts in each cell.
    given: &'a [Option<usize>],
}

impl Seen<'_> {
    fn at(&self, step: usize) -> String {
        format!("dimensions[{}].steps[{step}]", self.d)
    }

    fn when(&self, step: usize) -> String {
        format!("{} {}", self.dimension.by, self.dimension.steps.get(step).map_or("", |step| step.when.as_str()))
    }

    fn points(&self, step: usize) -> i32 {
        self.dimension.steps.get(step).map_or(0, |step| step.points)
    }

    /// Sets the cell of a finding, and a history that leads there.
    fn place(&self, layering: &Layering<'_, '_>, mut finding: RuleFinding, rows: &[usize]) -> RuleFinding {
        let mut chosen = vec![false; self.axis.cells.len()];
        for place in rows.iter().filter_map(|row| self.cells.get(*row)) {
            if let Some(slot) = chosen.get_mut(*place as usize) {
                *slot = true;
            }
        }
        finding.cell = self.axis.predicate(&chosen).map_or_else(String::new, |predicate| predicate.to_string());
        let cell = rows.first().and_then(|row| self.axis.cells.get(*self.cells.get(*row)? as usize));
        finding.witness = cell.filter(|cell| matches!(cell, Cell::Range { .. })).and_then(|cell| layering.check.history(&[(self.axis, cell)]));
        for text in finding.text.values_mut() {
            *text = format!("`{}`: {text}", finding.cell);
        }
        finding
    }

    /// Steps that never count.
    fn idle(&self, layering: &mut Layering<'_, '_>) {
        for (step, own) in self.holds.iter().enumerate().filter(|(step, _)| !self.given.contains(&Some(*step))) {
            let when = self.when(step);
            let finding = if own.contains(&true) {
                let text = (format!("`{when}` never gives its points: the steps before it take all of it."), format!("`{when}` 永远不计分: 前面的分档已全部覆盖。"));
                layering.finding("masked", Severity::Warning, &self.at(step)).told(text.0, text.1)
            } else {
                layering.finding("never_true", Severity::Warning, &self.at(step)).told(format!("`{when}` is never true."), format!("`{when}` 永远不成立。"))
            };
            layering.check.report.shadowed.push(finding);
        }
    }

    /// Steps of other points that share some of their numbers, where neither is a part of the other: their order decides.
    fn overlaps(&self, layering: &mut Layering<'_, '_>) {
        for (a, b, both) in layering.shared(self.holds, &format!("dimensions[{}]", self.d), |a, b| self.points(a) != self.points(b)) {
            let finding = layering.finding("ordered_overlap", Severity::Note, &self.at(a)).at(format!("{}.{}", layering.path, self.at(b))).told(
                format!("`{}` gives {} points and `{}` would give {}; the first decides.", self.when(a), self.points(a), self.when(b), self.points(b)),
                format!("`{}` 给 {} 分, `{}` 本会给 {} 分; 以先者为准。", self.when(a), self.points(a), self.when(b), self.points(b)),
            );
            let finding = self.place(layering, finding, &both);
            layering.check.report.overlaps.push(finding);
        }
    }

    /// Numbers between two steps that none of them is true of. Points that lie between those of the neighbours may be meant.
    fn gaps(&self, layering: &mut Layering<'_, '_>) {
        let mut row = 0;
        for run in self.given.chunk_by(|a, b| a.is_none() == b.is_none()) {
            let rows: Vec<usize> = (row..row + run.len()).collect();
            row += run.len();
            let step = |at: Option<usize>| at.and_then(|at| self.given.get(at).copied().flatten());
            let (Some(Some(_)), Some(below), Some(above)) =
                (run.first().map(|given| given.is_none().then_some(())), step(rows.first().and_then(|r| r.checked_sub(1))), step(Some(row)))
            else {
                continue;
            };
            let (low, high) = (self.points(below).min(self.points(above)), self.points(below).max(self.points(above)));
            let severity = if (low..=high).contains(&self.dimension.points) { Severity::Note } else { Severity::Warning };
            let finding = layering.finding("step_gap", severity, &self.at(below)).at(format!("{}.{}", layering.path, self.at(above))).told(
                format!("between two steps, of {} and {} points, and in neither: {} points.", self.points(below), self.points(above), self.dimension.points),
                format!("在 {} 分与 {} 分两档之间, 不属于任何一档: 得 {} 分。", self.points(below), self.points(above), self.dimension.points),
            );
            let finding = self.place(layering, finding, &rows);
            layering.check.report.gaps.push(finding);
        }
    }
}

/// RFM: combinations of scores without a segment, segments without a combination, segments that share some.
pub(super) fn segments(check: &mut Check<'_>, set: String, spec: &RfmSpec, path: &str) {
    let mut layering = Layering { check, set, name: &spec.name, path };
    let segments = spec.segments.as_deref().unwrap_or_else(|| RfmSegment::usual());
    if !(1..=SCORES).contains(&spec.scores) {
        return;
    }
    let of = || (1..=spec.scores).rev();
    let cells: Vec<(u32, u32, u32)> = of().flat_map(|r| of().flat_map(move |f| of().map(move |m| (r, f, m)))).collect();
    if segments.len().saturating_mul(cells.len()) > layering.check.sets.work {
        return layering.too_many("segments");
    }
    let holds: Vec<Vec<bool>> = segments.iter().map(|segment| cells.iter().map(|(r, f, m)| segment.holds(*r, *f, *m)).collect()).collect();
    let given: Vec<Option<usize>> = (0..cells.len()).map(|cell| holds.iter().position(|segment| segment.get(cell) == Some(&true))).collect();
    let told = |chosen: &dyn Fn(usize) -> bool| {
        let all: Vec<String> = cells.iter().enumerate().filter(|(at, _)| chosen(*at)).map(|(_, (r, f, m))| format!("{r} {f} {m}")).collect();
        let more = all.len().saturating_sub(TOLD);
        let listed = all.get(..TOLD.min(all.len())).unwrap_or_default().join(", ");
        let (en, zh) = if more > 0 { (format!("`{listed}` and {more} more"), format!("`{listed}` 等 {} 格", all.len())) } else { (format!("`{listed}`"), format!("`{listed}`")) };
        (!all.is_empty()).then_some((en, zh))
    };
    let name = |at: usize| segments.get(at).map_or("", |segment| segment.layer.as_str());
    let mut gaps = Vec::new();
    if let Some((en, zh)) = told(&|cell| given.get(cell) == Some(&None)) {
        gaps.push(
            layering
                .finding("layer_gap", Severity::Error, "segments")
                .told(format!("no segment for the scores {en}. Write them out."), format!("得分 {zh} 没有对应的分群, 请写明。")),
        );
    }
    let (mut idle, mut overlaps) = (Vec::new(), Vec::new());
    for (at, own) in holds.iter().enumerate() {
        if !given.contains(&Some(at)) {
            let path = format!("segments[{at}]");
            idle.push(if own.contains(&true) {
                let told = (
                    format!("nobody can be `{}` by this segment: those before it take all of its scores.", name(at)),
                    format!("没有人能因此成为「{}」: 前面的分群已全部覆盖。", name(at)),
                );
                layering.finding("masked", Severity::Warning, &path).told(told.0, told.1)
            } else {
                layering.finding("never_true", Severity::Warning, &path).told(format!("no scores are `{}`.", name(at)), format!("没有得分属于「{}」。", name(at)))
            });
        }
    }
    for (at, other, both) in layering.shared(&holds, "segments", |a, b| name(a) != name(b)) {
        let Some((en, zh)) = told(&|cell| both.binary_search(&cell).is_ok()) else { continue };
        let finding = layering.finding("ordered_overlap", Severity::Note, &format!("segments[{at}]")).at(format!("{path}.segments[{other}]"));
        overlaps.push(finding.told(
            format!("the scores {en} are `{}` and could be `{}`; the first decides.", name(at), name(other)),
            format!("得分 {zh} 为「{}」, 也符合「{}」; 以先者为准。", name(at), name(other)),
        ));
    }
    let report = &mut layering.check.report;
    report.gaps.extend(gaps);
    report.shadowed.extend(idle);
    report.overlaps.extend(overlaps);
}
