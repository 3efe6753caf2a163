//! Layers. Of decision tables: cells that are missing, and overrides that contradict what the table says.

use super::Check;
use super::open::Open;
use super::sets::{Grid, RuleSet};
use super::steps;
use crate::model::{RuleFinding, Severity, TagDimension, TagTable};
use crate::rule::analyse::{Axis, Product, cover};
use crate::rule::{FieldType, Rule, Verdict, field_names};
use crate::spec::{Cells, LayerTableSpec, LayererSpec};
use std::collections::{BTreeMap, BTreeSet};

/// Boxes of missing cells that are told apart.
const BOXES: usize = 30;

pub(super) fn check(check: &mut Check<'_>) {
    let sets = check.sets;
    let set = sets.sets.iter().find(|set| set.path == "tags");
    for (n, layerer) in sets.spec.layers.layerers.iter().enumerate() {
        let path = format!("layers[{n}].{}", layerer.kind());
        let name = || set.map_or_else(String::new, |set| set.name().to_owned());
        match (layerer.written(), set) {
            (LayererSpec::Table(table), Some(set)) => one(check, set, &table, &path),
            (LayererSpec::Score(spec), _) => steps::score(check, name(), set.map_or(&sets.fields, |set| &set.fields), &spec, &path),
            (LayererSpec::Rfm(spec), _) => steps::segments(check, name(), &spec, &path),
            _ => {}
        }
    }
}

fn one(check: &mut Check<'_>, set: &RuleSet<'_>, table: &LayerTableSpec, path: &str) {
    let places: Option<Vec<usize>> = table.dimensions.iter().map(|name| set.dimension(name)).collect();
    let Some(places) = places.filter(|places| !places.is_empty()) else { return };
    let overrides: Vec<Option<Rule>> = table.overrides.iter().map(|o| Rule::compile(&o.when, "", &set.fields, &mut Vec::new())).collect();
    let read = overrides.iter().flatten().flat_map(|rule| field_names(rule.predicate())).filter_map(|name| set.dimension(name));
    let Some(s) = check.sets.sets.iter().position(|other| other.path == set.path) else { return };
    let roots: Vec<(usize, usize)> = places.iter().copied().chain(read).collect::<BTreeSet<usize>>().into_iter().map(|d| (s, d)).collect();
    let axes: Vec<Axis> = places.iter().zip(&table.dimensions).map(|(d, name)| Axis::of_texts(name, values(set, *d))).collect();
    let Some(grid) = check.sets.grid(&roots).filter(|grid| grid.product.complete) else {
        let finding = RuleFinding::new("too_many_cells", Severity::Warning, set.name(), &table.name).at(path);
        check
            .report
            .not_analysed
            .push(finding.told(format!("the dimensions of `{}` cannot be looked at together.", table.name), format!("「{}」的各维度无法合并检查。", table.name)));
        return;
    };
    // Combinations of values that can be, with the first cell in which they are. Values without a rule may be anybody's who has none.
    let open: Vec<Open<'_>> = places.iter().zip(&axes).map(|(d, axis)| Open::of(set, *d, axis)).collect();
    let given = Given::of(&grid, s, &axes);
    let mut rows: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    let mut seen: BTreeSet<Vec<Option<u32>>> = BTreeSet::new();
    for row in 0..grid.product.rows() {
        let own = given.places(row);
        if !seen.contains(&own) {
            for places in combinations(&own, &open) {
                rows.entry(places).or_insert(row);
            }
            seen.insert(own);
        }
    }
    let possible: Vec<(Vec<u32>, usize)> = rows.into_iter().collect();
    let product = Product::of_rows(axes, possible.iter().map(|(places, _)| places.as_slice()));
    let missing: Vec<bool> = (0..product.rows()).map(|row| layer(table, &product, row).is_none()).collect();
    let none = missing.iter().filter(|missing| **missing).count();
    for found in cover(&product, &missing, BOXES) {
        let cell = found.predicate(&product).map_or_else(String::new, |predicate| predicate.to_string());
        let count = found.rows(&product).count();
        let mut finding = RuleFinding::new("layer_gap", Severity::Error, set.name(), &table.name).at(format!("{path}.cells")).told(
            format!("`{cell}`: no layer in `{}` ({count} of its {} possible cells{}). Write them out.", table.name, product.rows(), more_en(count, none)),
            format!("`{cell}`: 「{}」没有写明层级 ({} 个可能的格子中的 {count} 个{}), 请逐格写明。", table.name, product.rows(), more_zh(count, none)),
        );
        finding.cell = cell;
        let all_ruled = !open.iter().any(Open::is_open);
        let counted = if all_ruled { None } else { super::open::counted(&open, &product, &found) };
        // Whose values nothing tells apart there is no history for.
        if all_ruled || counted.is_some() {
            finding.witness = possible.get(found.row).and_then(|(_, row)| check.witness_of(&grid, *row));
        }
        if let Some(counted) = counted {
            check.counted.insert((table.name.clone(), finding.cell.clone()), counted.to_string());
        }
        check.report.gaps.push(finding);
    }
    for (o, rule) in overrides.iter().enumerate() {
        let (Some(rule), Some(spec)) = (rule, table.overrides.get(o).filter(|o| o.note.is_none())) else { continue };
        // What the table says, and nobody gets.
        let said = |places: &[u32]| {
            let said = layer_at(table, &product.axes, places).filter(|layer| *layer != spec.layer)?;
            Some(table.layers.iter().position(|layer| layer == said))
        };
        let lost: Vec<(Option<usize>, Vec<u32>, usize)> = if field_names(rule.predicate()).iter().all(|name| table.dimensions.iter().any(|d| d == name)) {
            let true_of = super::dimension::verdicts_on(rule, &product.table(), &TagTable::default());
            let found = possible.iter().zip(true_of).filter(|(_, verdict)| *verdict == Verdict::True as u8);
            found.filter_map(|((places, row), _)| Some((said(places)?, places.clone(), *row))).collect()
        } else {
            let verdicts = super::dimension::verdicts(rule, &grid, s);
            let of_rows = (0..).zip(verdicts).filter(|(_, verdict)| *verdict == Verdict::True as u8);
            let places = of_rows.filter_map(|(row, _)| Some((row, given.places(row).into_iter().collect::<Option<Vec<u32>>>()?)));
            places.filter_map(|(row, places)| Some((said(&places)?, places, row))).collect()
        };
        // The best layer that is lost.
        let Some((_, places, row)) = lost.into_iter().min() else { continue };
        let said = layer_at(table, &product.axes, &places).unwrap_or_default();
        let own: Vec<String> = product.axes.iter().zip(&places).filter_map(|(axis, place)| axis.predicate(&only(axis, *place))).map(|p| p.to_string()).collect();
        let cell = own.join(" and ");
        let mut finding = RuleFinding::new("contradicted_cell", Severity::Warning, set.name(), &table.name).at(format!("{path}.overrides[{o}]")).at(format!("{path}.cells")).told(
            format!(
                "`{cell}`: `{said}` by the table of `{}` and `{}` by the override `{}`, which decides. Say why in its `note`, or change the cell.",
                table.name,
                spec.layer,
                rule.text()
            ),
            format!("`{cell}`: 按「{}」的表格为「{said}」, 按例外 `{}` 为「{}」, 以例外为准。请在 `note` 中说明, 或改写该格。", table.name, rule.text(), spec.layer),
        );
        finding.cell = cell;
        if !open.iter().zip(&places).any(|(open, place)| open.places().contains(place)) {
            finding.witness = check.witness_of(&grid, row);
        }
        check.report.conflicts.push(finding);
    }
}

fn only(axis: &Axis, place: u32) -> Vec<bool> {
    (0..axis.cells.len()).map(|at| at == place as usize).collect()
}

/// The values that a dimension gives and that are known.
fn values<'s>(set: &'s RuleSet<'_>, dimension: usize) -> impl Iterator<Item = &'s str> {
    let name = set.spec.dimensions.get(dimension).map_or("", |d| d.name.as_str());
    let domain = if let Some(FieldType::Values(domain)) = set.fields.find(name) { Some(domain) } else { None };
    domain.into_iter().flat_map(|domain| domain.known()).map(|(_, value)| value)
}

/// That there are more cells without a layer than those of one box.
fn more_en(count: usize, none: usize) -> String {
    if none > count { format!("; {none} have none") } else { String::new() }
}

fn more_zh(count: usize, none: usize) -> String {
    if none > count { format!(", 共 {none} 个没有") } else { String::new() }
}

/// The combinations of values that a cell can have: where no rule that is there gives one, each value without a rule.
fn combinations(given: &[Option<u32>], open: &[Open<'_>]) -> Vec<Vec<u32>> {
    let mut found: Vec<Vec<u32>> = vec![Vec::new()];
    for (own, open) in given.iter().zip(open) {
        let places: Vec<u32> = own.map_or_else(|| open.places().to_vec(), |place| vec![place]);
        let with = |before: Vec<u32>| places.iter().map(move |place| before.iter().copied().chain([*place]).collect::<Vec<u32>>()).collect::<Vec<_>>();
        found = found.into_iter().flat_map(with).collect();
    }
    found
}

/// The values that cells give in the dimensions of a table.
struct Given<'g>(Vec<Option<Places<'g>>>);

/// A dimension with the places of its values by their codes.
type Places<'g> = (&'g TagDimension, Vec<Option<u32>>);

impl<'g> Given<'g> {
    fn of(grid: &'g Grid, set: usize, axes: &[Axis]) -> Self {
        let dimension = |axis: &Axis| {
            let dimension = grid.tags.get(set)?.dimension(&axis.name)?;
            Some((dimension, dimension.domain.values.iter().map(|value| axis.place_of(value)).collect()))
        };
        Given(axes.iter().map(dimension).collect())
    }

    /// The places of the values of a cell; `None`: of none that is known.
    fn places(&self, row: usize) -> Vec<Option<u32>> {
        let place = |(dimension, places): &Places<'_>| places.get(usize::from(dimension.codes(row).next()?)).copied().flatten();
        self.0.iter().map(|dimension| place(dimension.as_ref()?)).collect()
    }
}

fn layer<'t>(table: &'t LayerTableSpec, product: &Product, row: usize) -> Option<&'t str> {
    layer_at(table, &product.axes, product.row(row))
}

fn layer_at<'t>(table: &'t LayerTableSpec, axes: &[Axis], places: &[u32]) -> Option<&'t str> {
    let mut cells = &table.cells;
    for (axis, place) in axes.iter().zip(places) {
        let Cells::Split(below) = cells else { return None };
        cells = below.get(axis.text_of(*place)?)?;
    }
    if let Cells::Layer(layer) = cells { Some(layer) } else { None }
}
