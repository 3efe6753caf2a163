//! The rule sets of a spec, each compiled as far as it goes, and the cells of its dimensions.

use super::definitions::Definitions;
use crate::error::Error;
use crate::facts::FactsPlan;
use crate::layer;
use crate::model::{FactTable, FactUnit, Spare, TagDimension, TagDomain, TagTable};
use crate::rule::analyse::{Axis, Product, axes, product, sample};
use crate::rule::{FieldType, Fields, InlineAggregate, Predicate, Rule, field_names};
use crate::spec::{DimensionSpec, FactsSpec, Spec, TagsSpec};
use crate::tag::{self, TagPlan, Tagged};
use hashbrown::HashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Cells that are multiplied out; beyond that they are drawn.
pub(super) const MOST_CELLS: usize = 100_000;
/// Cells that are drawn where there are too many.
pub(super) const DRAWN: usize = 4_096;

/// Steps that are taken for one dimension, its constants or its points.
const WORK: usize = 60_000_000;
/// Verdicts of a dimension's rules, which are looked at side by side, are so many a step; beyond that cells are drawn.
const VERDICTS: usize = 4;

/// All rule sets of a spec over the same facts.
#[derive(Debug)]
pub(super) struct Sets<'a> {
    pub(super) spec: &'a Spec,
    /// The metrics, those of the catalogue written out.
    pub(super) written: FactsSpec,
    pub(super) facts: FactsPlan,
    /// Facts and fields of the profile.
    pub(super) fields: Fields,
    pub(super) definitions: Definitions,
    pub(super) sets: Vec<RuleSet<'a>>,
    /// What is wrong with the facts.
    pub(super) errors: Vec<Error>,
    /// How many steps are taken for a dimension, and how many of its cells are looked at.
    pub(super) work: usize,
    pub(super) cells: usize,
}

/// One rule set.
#[derive(Debug)]
pub(super) struct RuleSet<'a> {
    pub(super) spec: &'a TagsSpec,
    /// Where it stands: `tags`, `rule_sets[0]`.
    pub(super) path: String,
    pub(super) plan: TagPlan,
    /// Facts, fields and dimensions.
    pub(super) fields: Fields,
    /// The rules of each dimension; `None` where one cannot be read.
    pub(super) rules: Vec<Vec<Option<Rule>>>,
    /// What is wrong with it, with paths that start at [`RuleSet::path`].
    pub(super) errors: Vec<Error>,
    /// The places of dimensions by their names.
    places: HashMap<&'a str, usize>,
    /// Per dimension, those that it reads.
    below: Vec<Vec<usize>>,
}

/// A dimension of a rule set, by place.
pub(super) type Place = (usize, usize);

/// The cells that some dimensions tell apart, and the values that these dimensions and those below them give.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) product: Product,
    pub(super) facts: FactTable,
    /// Per rule set, the dimensions that were needed.
    pub(super) tags: Vec<TagTable>,
}

impl<'a> Sets<'a> {
    pub(super) fn of(spec: &'a Spec, extra: &[InlineAggregate]) -> Self {
        let all = || [&spec.tags].into_iter().chain(&spec.rule_sets);
        let mut inline: Vec<InlineAggregate> = all().flat_map(tag::aggregates).collect();
        inline.extend(layer::aggregates(&spec.layers));
        inline.extend(extra.iter().cloned());
        let inline = crate::plan::events::undeclared(inline, spec);
        let mut errors = Vec::new();
        let (facts, written) = FactsPlan::compile_written(&spec.facts, &inline, &mut errors);
        let mut fields = facts.fields().clone();
        // An aggregate over what there is not is no fact: what was said of it where it is compiled stands for the rule that reads it.
        let strange = errors.extract_if(.., |error| !error.path().starts_with("facts")).count() > 0;
        let strange: Vec<Vec<Error>> = all().map(|set| if strange { crate::plan::events::facts_of(set, spec).1 } else { Vec::new() }).collect();
        let unresolved: Vec<String> = inline.iter().map(InlineAggregate::fact).filter(|name| fields.find(name) == Some(&FieldType::Unresolved)).collect();
        unresolved.iter().for_each(|name| fields.forget(name));
        for field in spec.fields.iter().filter(|f| facts.fields().find(&f.name).is_none()) {
            fields.push_field(&field.name);
        }
        let definitions = Definitions::of(&written, &inline, &facts);
        let sets = all()
            .enumerate()
            .zip(&strange)
            .filter(|((_, set), _)| !set.dimensions.is_empty())
            .map(|((n, set), strange)| RuleSet::of(set, if n == 0 { "tags".to_owned() } else { format!("rule_sets[{}]", n - 1) }, &fields, strange))
            .collect();
        Sets { spec, written, facts, fields, definitions, sets, errors, work: WORK, cells: MOST_CELLS }
    }

    /// The cells of dimensions, with their values; drawn where there are too many. `None`: a dimension cannot be read at all.
    pub(super) fn grid(&self, roots: &[Place]) -> Option<Grid> {
        let needed = self.needed(roots);
        self.filled(self.multiplied(&needed), &needed)
    }

    /// The cells of one dimension, with the values of those that it reads and of one beside it; cells are drawn where there would be too many verdicts of its
    /// rules.
    pub(super) fn grid_below(&self, root: Place, beside: Option<usize>, rules: &[Option<Rule>]) -> Option<Grid> {
        let roots = [Some(root), beside.map(|dimension| (root.0, dimension))];
        let mut needed = self.needed(&roots.into_iter().flatten().collect::<Vec<_>>());
        let mut product = self.multiplied(&needed);
        let each: usize = rules.iter().flatten().map(Rule::size).sum();
        let most = self.work.saturating_mul(VERDICTS);
        if product.rows().saturating_mul(each) > most {
            let feasible = self.definitions.feasible(&product.axes);
            product = sample(product.axes, &feasible, DRAWN.min(most / each.max(1)));
        }
        // Unless the one beside it reads it.
        if let Some(own) = needed.get_mut(root.0).filter(|_| beside.is_none()) {
            own.retain(|dimension| *dimension != root.1);
        }
        self.filled(product, &needed)
    }

    fn needed(&self, roots: &[Place]) -> Vec<Vec<usize>> {
        (0..self.sets.len()).map(|s| self.closure(s, roots.iter().filter(|(set, _)| *set == s).map(|(_, d)| *d))).collect()
    }

    fn multiplied(&self, needed: &[Vec<usize>]) -> Product {
        let axes = self.axes(needed);
        let feasible = self.definitions.feasible(&axes);
        product(axes, &feasible, self.cells).unwrap_or_else(|axes| sample(axes, &feasible, DRAWN))
    }

    fn filled(&self, product: Product, needed: &[Vec<usize>]) -> Option<Grid> {
        let facts = product.table();
        let tags = self.sets.iter().zip(needed).map(|(set, needed)| set.tags(needed, &facts)).collect::<Option<Vec<TagTable>>>()?;
        Some(Grid { product, facts, tags })
    }

    /// The cells of some rules alone, with the dimensions that they read.
    pub(super) fn grid_of(&self, set: usize, rules: &[&Rule]) -> Option<Grid> {
        let own = self.sets.get(set)?;
        let names: Vec<usize> = rules.iter().flat_map(|rule| own.read(rule.predicate())).collect();
        let needed: Vec<Vec<usize>> = (0..self.sets.len()).map(|s| if s == set { self.closure(s, names.iter().copied()) } else { Vec::new() }).collect();
        let mut predicates: Vec<&Predicate> = rules.iter().map(|rule| rule.predicate()).collect();
        predicates.extend(needed.get(set)?.iter().filter_map(|d| own.rules.get(*d)).flatten().flatten().map(Rule::predicate));
        let axes = self.cut(own, predicates);
        let feasible = self.definitions.feasible(&axes);
        let product = product(axes, &feasible, MOST_CELLS).ok()?;
        self.filled(product, &needed)
    }

    /// Dimensions with those that they read, deepest first.
    pub(super) fn closure(&self, set: usize, roots: impl Iterator<Item = usize>) -> Vec<usize> {
        let Some(set) = self.sets.get(set) else { return Vec::new() };
        let mut found = Vec::new();
        let mut seen = vec![false; set.below.len()];
        for root in roots {
            set.gather(root, &mut seen, &mut found);
        }
        found
    }

    fn axes(&self, needed: &[Vec<usize>]) -> Vec<Axis> {
        let mut found: Vec<Axis> = Vec::new();
        let several = needed.iter().filter(|dimensions| !dimensions.is_empty()).count() > 1;
        if !several {
            for (set, dimensions) in self.sets.iter().zip(needed).filter(|(_, d)| !d.is_empty()) {
                found = self.cut(set, set.predicates(dimensions));
            }
            return found;
        }
        let all: Vec<(&RuleSet<'a>, Vec<&Predicate>)> = self.sets.iter().zip(needed).map(|(set, d)| (set, set.predicates(d).collect())).collect();
        let skip = |name: &str| all.iter().any(|(set, of)| !of.is_empty() && set.dimension(name).is_some()) && self.fields.find(name).is_none();
        let mut found = axes(all.iter().flat_map(|(_, of)| of.iter().copied()), &self.fields, skip, |name| self.definitions.domain(name));
        self.definitions.refine(&mut found);
        found
    }

    pub(super) fn cut<'p>(&self, set: &RuleSet<'_>, predicates: impl IntoIterator<Item = &'p Predicate>) -> Vec<Axis> {
        let skip = |name: &str| set.dimension(name).is_some() && self.fields.find(name).is_none();
        let mut found = axes(predicates, &self.fields, skip, |name| self.definitions.domain(name));
        self.definitions.refine(&mut found);
        found
    }
}

impl<'a> RuleSet<'a> {
    fn of(spec: &'a TagsSpec, path: String, facts: &Fields, strange: &[Error]) -> Self {
        let mut errors = Vec::new();
        let plan = TagPlan::compile(spec, facts, &mut errors);
        errors.retain(|error| !strange.iter().any(|known| known.path() == error.path()));
        let errors = strange.iter().chain(&errors).map(|error| under(&path, error)).collect();
        let mut fields = facts.clone();
        for dimension in &spec.dimensions {
            fields.push_type(&dimension.name, values(dimension, &plan));
        }
        let rule = |when: &str| Rule::compile(when, "", &fields, &mut Vec::new());
        let taggers = if plan.taggers().len() == spec.dimensions.len() { plan.taggers() } else { &[] };
        let mut rules = Vec::with_capacity(spec.dimensions.len());
        for (d, dimension) in spec.dimensions.iter().enumerate() {
            // Where all of them could be read, the dimension has them already.
            let own = taggers.get(d).map_or_else(Vec::new, |tagger| tagger.rules());
            let all = own.len() == dimension.rules.len() && dimension.combine.is_none();
            let mut own: Vec<Option<Rule>> = if all { own.into_iter().cloned().map(Some).collect() } else { dimension.rules.iter().map(|r| rule(&r.when)).collect() };
            // Of a metric that is wrong itself nothing is known, and that was said where it stands.
            let wrong = |rule: &Rule| field_names(rule.predicate()).into_iter().any(|name| fields.find(name) == Some(&FieldType::Unresolved));
            own.iter_mut().filter(|rule| rule.as_ref().is_some_and(wrong)).for_each(|rule| *rule = None);
            rules.push(own);
        }
        let mut places = HashMap::with_capacity(spec.dimensions.len());
        for (d, dimension) in spec.dimensions.iter().enumerate() {
            places.entry(dimension.name.as_str()).or_insert(d);
        }
        let mut set = RuleSet { spec, path, plan, fields, rules, errors, places, below: Vec::new() };
        set.below = spec.dimensions.iter().zip(&set.rules).map(|(dimension, rules)| set.reads(dimension, rules)).collect();
        set
    }

    /// The dimensions that one reads, each once.
    fn reads(&self, dimension: &DimensionSpec, rules: &[Option<Rule>]) -> Vec<usize> {
        let parts = dimension.combine.iter().flatten().filter_map(|name| self.dimension(name));
        let mut found: Vec<usize> = parts.chain(rules.iter().flatten().flat_map(|rule| self.read(rule.predicate()))).collect();
        let mut seen = BTreeSet::new();
        found.retain(|below| seen.insert(*below));
        found
    }

    /// `002-零售 1`.
    pub(super) fn name(&self) -> &str {
        &self.spec.name
    }

    pub(super) fn dimension(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    pub(super) fn path_of(&self, dimension: usize, rule: usize) -> String {
        format!("{}.dimensions[{dimension}].rules[{rule}].when", self.path)
    }

    /// The rules of some dimensions that can be read.
    fn predicates(&self, dimensions: &[usize]) -> impl Iterator<Item = &Predicate> {
        dimensions.iter().filter_map(|d| self.rules.get(*d)).flatten().flatten().map(Rule::predicate)
    }

    /// The dimensions that a rule reads.
    pub(super) fn read(&self, predicate: &Predicate) -> Vec<usize> {
        field_names(predicate).into_iter().filter_map(|name| self.dimension(name)).collect()
    }

    /// A dimension behind those that it reads, without those that were seen; a loop rather than a call in itself, for a chain of them can be
    /// longer than the stack.
    fn gather(&self, root: usize, seen: &mut [bool], found: &mut Vec<usize>) {
        let mut new = |dimension: usize| seen.get_mut(dimension).is_some_and(|seen| !std::mem::replace(seen, true));
        // Dimensions on the way, and how many of those below each were looked at.
        let mut way: Vec<(usize, usize)> = if new(root) { vec![(root, 0)] } else { Vec::new() };
        while let Some((dimension, looked)) = way.last_mut() {
            match self.below.get(*dimension).and_then(|below| below.get(*looked)) {
                Some(below) => {
                    *looked += 1;
                    if new(*below) {
                        way.push((*below, 0));
                    }
                }
                None => {
                    found.push(*dimension);
                    way.pop();
                }
            }
        }
    }

    /// The values of dimensions, in an order in which each stands behind those it reads; `None` where one is not there.
    pub(super) fn tags(&self, dimensions: &[usize], facts: &FactTable) -> Option<TagTable> {
        let mut table = TagTable { rows: facts.rows, ..TagTable::default() };
        for dimension in dimensions {
            let name = &self.spec.dimensions.get(*dimension)?.name;
            let own = self.plan.taggers().get(*dimension).filter(|tagger| tagger.domain().name == *name);
            let tagger = own.or_else(|| self.plan.taggers().iter().find(|tagger| tagger.domain().name == *name))?;
            let Tagged { codes, .. } = tagger.tag(facts, &table, &mut Spare::default());
            table.dimensions.push(TagDimension { domain: Arc::clone(tagger.domain()), codes });
        }
        Some(table)
    }
}

/// What rules may compare a dimension with, as where rule sets are compiled.
fn values(dimension: &DimensionSpec, plan: &TagPlan) -> FieldType {
    if dimension.combine.is_some() {
        return FieldType::Unit(FactUnit::Text);
    }
    let domain = plan.domains().find(|domain| domain.name == dimension.name);
    FieldType::Values(domain.map_or_else(|| Arc::new(TagDomain::empty(&dimension.name)), Arc::clone))
}

/// An error of a rule set at the place where the set stands.
pub(in crate::plan) fn under(path: &str, error: &Error) -> Error {
    let place = error.path().strip_prefix("tags").map_or_else(|| error.path().to_owned(), |rest| format!("{path}{rest}"));
    let moved = Error::new(error.code(), place, error.detail());
    match error.help() {
        Some(help) => moved.with_help(help),
        None => moved,
    }
}
