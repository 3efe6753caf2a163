//! The decision table: overrides, then one gather per customer.

use super::Layerer;
use crate::error::{Code, Error, quote};
use crate::model::{Decided, Explanation, FactTable, LayerModel, Statement, TagCodes, TagDomain, TagTable};
use crate::rule::{BLOCK, Fields, Known, Rule, Verdict};
use crate::spec::{Cells, LayerTableSpec};
use std::sync::Arc;

/// How many cells a table may have.
const LARGEST: usize = 100_000;
/// How many missing or surplus cells of a table are listed one by one.
const LISTED: usize = 100;

/// A decision table with every cell filled.
#[derive(Debug)]
pub(super) struct Table {
    name: String,
    layers: Vec<String>,
    overrides: Vec<(Rule, u16)>,
    dimensions: Vec<Axis>,
    /// The layer of each combination of places, the last dimension running fastest.
    cells: Vec<u16>,
    otherwise: u16,
}

/// A dimension of the table.
#[derive(Debug)]
struct Axis {
    name: String,
    /// The place of each code; `None` for what is not known.
    places: Vec<Option<usize>>,
    /// The values by place.
    values: Vec<String>,
}

impl Table {
    pub(super) fn compile(spec: &LayerTableSpec, path: &str, fields: &Fields, domains: &[&Arc<TagDomain>], errors: &mut Vec<Error>) -> Self {
        let mut compiler = Compiler { path, closed: !spec.layers.is_empty(), layers: Vec::new(), errors };
        for (n, layer) in spec.layers.iter().enumerate() {
            if compiler.layers.contains(layer) {
                let detail = format!("the layer {} stands twice", quote(layer));
                compiler.error(Code::DuplicateName, &format!("layers[{n}]"), detail);
            } else {
                compiler.layers.push(layer.clone());
            }
        }
        let mut overrides = Vec::new();
        for (n, case) in spec.overrides.iter().enumerate() {
            let code = compiler.layer(&case.layer, &format!("overrides[{n}].layer"));
            let rule = Rule::compile(&case.when, &format!("{path}.overrides[{n}].when"), fields, compiler.errors);
            overrides.extend(rule.map(|rule| (rule, code)));
        }
        let dimensions = compiler.axes(spec, domains);
        let mut table =
            Table { name: spec.name.clone(), layers: Vec::new(), overrides, dimensions: Vec::new(), cells: Vec::new(), otherwise: compiler.layer(&spec.otherwise, "otherwise") };
        if let Some(dimensions) = dimensions {
            let mut filler = Filler { axes: &dimensions, cells: Vec::new(), wrong: 0 };
            filler.fill(Some(&spec.cells), &mut Vec::new(), &mut compiler);
            if filler.wrong > LISTED {
                let detail = format!("{} cells are missing or surplus in all", filler.wrong);
                compiler.error(Code::IncompleteTable, "cells", detail);
            }
            table.cells = filler.cells;
            table.dimensions = dimensions;
        }
        table.layers = compiler.layers;
        table
    }

    fn cell(&self, tags: &TagTable, row: usize) -> Option<u16> {
        let mut cell = 0;
        for axis in &self.dimensions {
            let code = tags.dimension(&axis.name)?.codes(row).next()?;
            cell = cell * axis.values.len() + axis.places.get(usize::from(code)).copied().flatten()?;
        }
        self.cells.get(cell).copied()
    }
}

impl Layerer for Table {
    fn name(&self) -> &str {
        &self.name
    }

    fn layers(&self) -> &[String] {
        &self.layers
    }

    fn rules(&self) -> Vec<&Rule> {
        self.overrides.iter().map(|(rule, _)| rule).collect()
    }

    fn assign(&self, _: Option<&LayerModel>, facts: &FactTable, tags: &TagTable) -> Vec<u16> {
        // A cell that something unknown went into lies beyond the last one.
        let beyond = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        let mut buffer: Vec<u32> = vec![0; BLOCK.min(facts.rows)];
        let mut codes: Vec<u16> = Vec::with_capacity(facts.rows);
        for start in (0..facts.rows).step_by(BLOCK) {
            let Some(cells) = buffer.get_mut(..BLOCK.min(facts.rows - start)) else { continue };
            cells.fill(0);
            let mut stride = 1_u32;
            for axis in self.dimensions.iter().rev() {
                let share = |place: &Option<usize>| place.and_then(|place| u32::try_from(place).ok()).map_or(beyond, |place| place * stride);
                let shares: Vec<u32> = axis.places.iter().map(share).collect();
                match tags.dimension(&axis.name).map(|d| &d.codes) {
                    Some(TagCodes::One(codes)) if codes.len() >= facts.rows => codes.read(start, cells, &shares, beyond, |cell, share| *cell = cell.saturating_add(share)),
                    _ => cells.fill(beyond),
                }
                stride = stride.saturating_mul(u32::try_from(axis.values.len()).unwrap_or(u32::MAX));
            }
            codes.extend(cells.iter().map(|cell| self.cells.get(*cell as usize).copied().unwrap_or(self.otherwise)));
        }
        let known = Known { facts, tags };
        // The last override is written first, so that the first true one stands.
        for (rule, layer) in self.overrides.iter().rev() {
            rule.bind(&known).blocks(|start, verdicts| {
                for (code, verdict) in codes.iter_mut().skip(start).zip(verdicts) {
                    *code = if *verdict == Verdict::True as u8 { *layer } else { *code };
                }
            });
        }
        codes
    }

    fn explain(&self, _: Option<&LayerModel>, facts: &FactTable, tags: &TagTable, row: usize) -> Explanation {
        let known = Known { facts, tags };
        let name = |code: u16| self.layers.get(usize::from(code)).map_or("", String::as_str);
        let mut parts = Vec::new();
        let mut found = None;
        for (n, (rule, layer)) in self.overrides.iter().enumerate() {
            parts.push(rule.explain_row(&known, row, Some(name(*layer))));
            if rule.row(&known, row) == Verdict::True {
                found = Some((*layer, Decided::Override(n + 1, rule.text().to_owned())));
                break;
            }
        }
        let (layer, decided) = found.unwrap_or_else(|| {
            let values = self.dimensions.iter().map(|axis| (axis.name.clone(), tags.value(&axis.name, row).map(str::to_owned))).collect();
            match self.cell(tags, row) {
                Some(layer) => (layer, Decided::Cell(values)),
                None => (self.otherwise, Decided::NoCell(values)),
            }
        });
        let mut explanation = Explanation::new(Statement::Layer { layering: self.name.clone(), layer: name(layer).to_owned(), decided });
        explanation.parts = parts;
        explanation
    }
}

struct Compiler<'a> {
    path: &'a str,
    /// Whether the spec lists the layers.
    closed: bool,
    layers: Vec<String>,
    errors: &'a mut Vec<Error>,
}

impl Compiler<'_> {
    fn error(&mut self, code: Code, at: &str, detail: String) {
        self.errors.push(Error::new(code, format!("{}.{at}", self.path), detail));
    }

    /// The code of a layer; new, unless the spec lists the layers.
    fn layer(&mut self, layer: &str, at: &str) -> u16 {
        let found = self.layers.iter().position(|l| l == layer);
        if layer.is_empty() {
            self.error(Code::OutOfRange, at, "a layer needs a name".to_owned());
        } else if found.is_none() && self.closed {
            let path = format!("{}.{at}", self.path);
            let error = Error::new(Code::UnknownValue, path, format!("the layer {} is not listed under `layers`", quote(layer)));
            self.errors.push(error.with_nearest(layer, self.layers.iter().map(String::as_str)));
        } else if found.is_none() {
            self.layers.push(layer.to_owned());
        }
        let at = found.unwrap_or_else(|| self.layers.len().saturating_sub(1));
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn axes(&mut self, spec: &LayerTableSpec, domains: &[&Arc<TagDomain>]) -> Option<Vec<Axis>> {
        if spec.dimensions.is_empty() {
            self.error(Code::EmptyList, "dimensions", "a table needs dimensions".to_owned());
            return None;
        }
        let mut axes: Vec<Axis> = Vec::new();
        for (n, name) in spec.dimensions.iter().enumerate() {
            let at = format!("dimensions[{n}]");
            match domains.iter().find(|domain| domain.name == *name) {
                None => {
                    let path = format!("{}.{at}", self.path);
                    let error = Error::new(Code::UnknownDimension, path, format!("there is no dimension {}", quote(name)));
                    self.errors.push(error.with_nearest(name, domains.iter().map(|d| d.name.as_str())));
                }
                Some(domain) if domain.many => {
                    let detail = format!("{} has several values per customer", quote(name));
                    self.error(Code::TypeMismatch, &at, detail);
                }
                Some(_) if axes.iter().any(|axis| axis.name == *name) => {
                    self.error(Code::DuplicateName, &at, format!("the dimension {} stands twice", quote(name)));
                }
                Some(domain) => axes.push(Axis::new(domain)),
            }
        }
        if axes.len() < spec.dimensions.len() {
            return None;
        }
        let size = axes.iter().try_fold(1_usize, |size, axis| size.checked_mul(axis.values.len()));
        if size.is_none_or(|size| size > LARGEST) {
            self.error(Code::TooLarge, "dimensions", format!("a table has at most {LARGEST} cells"));
            return None;
        }
        Some(axes)
    }
}

impl Axis {
    fn new(domain: &TagDomain) -> Self {
        let mut axis = Axis { name: domain.name.clone(), places: Vec::new(), values: Vec::new() };
        for (code, value) in (0u16..).zip(&domain.values) {
            if domain.unknown == Some(code) {
                axis.places.push(None);
            } else {
                axis.places.push(Some(axis.values.len()));
                axis.values.push(value.clone());
            }
        }
        axis
    }
}

/// Flattens nested cells, naming every one that is missing or surplus; a branch that is missing as a whole
/// is named once.
struct Filler<'a> {
    axes: &'a [Axis],
    cells: Vec<u16>,
    wrong: usize,
}

impl Filler<'_> {
    fn fill(&mut self, cells: Option<&Cells>, way: &mut Vec<String>, compiler: &mut Compiler<'_>) {
        let axes = self.axes;
        let Some(axis) = axes.get(way.len()) else {
            let code = match cells {
                Some(Cells::Layer(layer)) => compiler.layer(layer, &place(way)),
                Some(Cells::Split(_)) => {
                    self.wrong(compiler, way, "the cells go deeper than the dimensions".to_owned(), "write the layer itself");
                    0
                }
                None => 0,
            };
            self.cells.push(code);
            return;
        };
        let split = match cells {
            Some(Cells::Split(split)) => Some(split),
            Some(Cells::Layer(_)) => {
                let detail = format!("a layer stands where the values of {} are expected", quote(&axis.name));
                self.wrong(compiler, way, detail, &format!("write a layer for each: {}", axis.values.join(", ")));
                None
            }
            None => None,
        };
        for value in split.into_iter().flat_map(|split| split.keys()).filter(|value| !axis.values.contains(*value)) {
            way.push(value.clone());
            self.wrong(compiler, way, format!("{} has no value {}", quote(&axis.name), quote(value)), &format!("its values are {}", axis.values.join(", ")));
            way.pop();
        }
        for value in &axis.values {
            way.push(value.clone());
            let below = split.and_then(|split| split.get(value));
            if split.is_some() && below.is_none() {
                let words: Vec<String> = axes.iter().zip(&*way).map(|(a, v)| format!("{} = {v}", a.name)).collect();
                self.wrong(compiler, way, format!("no layer for {}", quote(&words.join(", "))), "write the cell out: every combination of values that is known has its layer");
            }
            self.fill(below, way, compiler);
            way.pop();
        }
    }

    fn wrong(&mut self, compiler: &mut Compiler<'_>, way: &[String], detail: String, help: &str) {
        self.wrong += 1;
        if self.wrong <= LISTED {
            compiler.errors.push(Error::new(Code::IncompleteTable, format!("{}.{}", compiler.path, place(way)), detail).with_help(help));
        }
    }
}

fn place(way: &[String]) -> String {
    std::iter::once("cells").chain(way.iter().map(String::as_str)).collect::<Vec<_>>().join(".")
}
