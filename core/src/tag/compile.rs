//! Names, values, rules and the order of evaluation of a rule set.

use super::combine::{CombineTagger, Part};
use super::given::{self, Policies};
use super::rules::{Case, Policy, RuleTagger};
use super::shape::shape;
use super::{TagPlan, Tagger, lifecycle};
use crate::error::{Code, Error, quote};
use crate::model::{FactUnit, NO_TAG, TagDomain};
use crate::rule::{FieldType, Fields, InlineAggregate, Rule, field_names, inline_aggregates};
use crate::spec::{Band, DimensionSpec, HitPolicy, NullPolicy, TagsSpec};
use hashbrown::HashMap;
use std::sync::Arc;

/// The value of a customer of whom nothing can be said, unless the spec names another.
pub(super) const UNKNOWN: &str = "unknown";

/// The aggregates that stand in the rules; the facts must be compiled with them.
#[must_use]
pub fn aggregates(spec: &TagsSpec) -> Vec<InlineAggregate> {
    let mut found = Vec::new();
    for (d, dimension) in spec.dimensions.iter().enumerate() {
        for (r, rule) in dimension.rules.iter().enumerate() {
            found.extend(inline_aggregates(&rule.when, &when(d, r)));
        }
        for (at, rule) in dimension.lifecycle.iter().flat_map(|lifecycle| lifecycle.rules()) {
            found.extend(inline_aggregates(rule, &format!("tags.dimensions[{d}].lifecycle.{at}")));
        }
    }
    found
}

fn when(dimension: usize, rule: usize) -> String {
    format!("tags.dimensions[{dimension}].rules[{rule}].when")
}

pub(super) fn plan(spec: &TagsSpec, facts: &Fields, errors: &mut Vec<Error>) -> TagPlan {
    if !spec.dimensions.is_empty() {
        for (part, text) in [("name", &spec.name), ("version", &spec.version)] {
            if text.is_empty() {
                let error = Error::new(Code::OutOfRange, format!("tags.{part}"), format!("a rule set needs a {part}"));
                errors.push(error.with_help("rule sets are named and versioned, and never merged"));
            }
        }
    }
    names(spec, facts, errors);
    given::check(spec, errors);
    let domains: Vec<Arc<TagDomain>> = spec.dimensions.iter().map(|dimension| Arc::new(domain(dimension))).collect();
    let mut fields = facts.clone();
    for (dimension, domain) in spec.dimensions.iter().zip(&domains) {
        fields.push_type(&dimension.name, kind(dimension, domain));
    }
    // Where a name is a fact as well, which is an error already, rules mean the fact.
    let own: Vec<&str> = domains.iter().map(|d| d.name.as_str()).filter(|name| facts.find(name).is_none()).collect();
    let mut taggers: Vec<Option<Arc<dyn Tagger>>> = vec![None; spec.dimensions.len()];
    let mut needs: Vec<Vec<usize>> = vec![Vec::new(); spec.dimensions.len()];
    let mut machines = Vec::with_capacity(spec.dimensions.len());
    for (d, (dimension, domain)) in spec.dimensions.iter().zip(&domains).enumerate() {
        let path = format!("tags.dimensions[{d}]");
        shape(dimension, &path, errors);
        let tagger: Option<Arc<dyn Tagger>> = match &dimension.combine {
            Some(parts) => combine(spec, &domains, dimension, parts, &path, errors).map(|t| Arc::new(t) as Arc<dyn Tagger>),
            None => Some(Arc::new(rules(dimension, domain, d, &fields, &own, errors))),
        };
        let machine = dimension.lifecycle.as_ref().map(|spec| lifecycle::compile(spec, dimension, domain, &format!("{path}.lifecycle"), &fields, errors));
        if let (Some(slot), Some(tagger)) = (needs.get_mut(d), &tagger) {
            let of_machine = machine.iter().flat_map(|machine| machine.rules()).flat_map(|rule| field_names(rule.predicate())).filter(|name| own.contains(name));
            let of_machine: Vec<usize> = of_machine.filter_map(|name| domains.iter().position(|d| d.name == *name)).collect();
            *slot = tagger.needs().iter().filter_map(|name| domains.iter().position(|d| d.name == *name)).chain(of_machine).collect();
        }
        machines.push(machine);
        if let Some(slot) = taggers.get_mut(d) {
            *slot = tagger;
        }
    }
    let order = order(&domains, &needs, errors);
    // With an error in the spec the plan is thrown away, so holes need not keep the order's indices right.
    let taggers: Vec<Arc<dyn Tagger>> = taggers.into_iter().flatten().collect();
    TagPlan { name: spec.name.clone(), version: spec.version.clone(), taggers, order, policies: spec.dimensions.iter().map(Policies::of).collect(), machines }
}

fn names(spec: &TagsSpec, facts: &Fields, errors: &mut Vec<Error>) {
    for (d, dimension) in spec.dimensions.iter().enumerate() {
        let path = format!("tags.dimensions[{d}].name");
        let name = &dimension.name;
        if name.is_empty() {
            errors.push(Error::new(Code::OutOfRange, path, "a dimension needs a name"));
        } else if spec.dimensions.iter().take(d).any(|other| other.name == *name) {
            errors.push(Error::new(Code::DuplicateName, path, format!("the dimension {} is declared twice", quote(name))));
        } else if facts.find(name).is_some() {
            let detail = format!("{} is already the name of a fact", quote(name));
            errors.push(Error::new(Code::DuplicateName, path, detail));
        }
    }
}

/// What rules may compare a dimension with: a value it can have, or for a combination any text. The unknown
/// value is none of them, since nothing equals it; `is missing` asks for it.
fn kind(dimension: &DimensionSpec, domain: &Arc<TagDomain>) -> FieldType {
    if dimension.combine.is_some() { FieldType::Unit(FactUnit::Text) } else { FieldType::Values(Arc::clone(domain)) }
}

/// The values a dimension can have: the declared ones, else those of its rules or bands in order and `otherwise`; and
/// the unknown one.
fn domain(dimension: &DimensionSpec) -> TagDomain {
    let many = dimension.hit == (HitPolicy::Collect {});
    let mut domain = TagDomain { parent: dimension.parent.clone(), many, ..TagDomain::empty(&dimension.name) };
    let mut seen: HashMap<&str, ()> = HashMap::new();
    for value in dimension.domain.iter().map(String::as_str).chain(values(dimension)) {
        if !value.is_empty() && seen.insert(value, ()).is_none() {
            domain.values.push(value.to_owned());
        }
    }
    let unknown = dimension.unknown.as_deref().or((!many && dimension.combine.is_none()).then_some(UNKNOWN));
    if let Some(unknown) = unknown
        && !seen.contains_key(unknown)
    {
        domain.unknown = u16::try_from(domain.values.len()).ok();
        domain.values.push(unknown.to_owned());
    }
    domain
}

fn bands(dimension: &DimensionSpec) -> &[Band] {
    if let HitPolicy::Score { bands } = &dimension.hit { bands } else { &[] }
}

/// The values that rules, bands and `otherwise` give.
fn values(dimension: &DimensionSpec) -> impl Iterator<Item = &str> {
    dimension.rules.iter().map(|rule| &rule.value).chain(bands(dimension).iter().map(|band| &band.value)).chain(&dimension.otherwise).map(String::as_str)
}

/// The same, with their paths within the dimension.
pub(super) fn given(dimension: &DimensionSpec) -> impl Iterator<Item = (String, &str)> {
    let rules = (0..dimension.rules.len()).map(|n| format!(".rules[{n}].value"));
    let bands = (0..bands(dimension).len()).map(|n| format!(".hit.score.bands[{n}].value"));
    rules.chain(bands).chain(dimension.otherwise.iter().map(|_| ".otherwise".to_owned())).zip(values(dimension))
}

fn rules(dimension: &DimensionSpec, domain: &Arc<TagDomain>, at: usize, fields: &Fields, dimensions: &[&str], errors: &mut Vec<Error>) -> RuleTagger {
    let mut needs: Vec<String> = Vec::new();
    let mut cases = Vec::new();
    let codes: HashMap<&str, u16> = domain.values.iter().map(String::as_str).zip(0u16..).collect();
    let code = |value: Option<&str>| value.and_then(|value| codes.get(value)).copied().unwrap_or(NO_TAG);
    for (number, spec) in dimension.rules.iter().enumerate() {
        let Some(rule) = Rule::compile(&spec.when, &when(at, number), fields, errors) else {
            continue;
        };
        for name in field_names(rule.predicate()) {
            if dimensions.contains(&name) && !needs.iter().any(|n| n == name) {
                needs.push(name.to_owned());
            }
        }
        cases.push(Case { code: code(Some(&spec.value)), points: i64::from(spec.points.unwrap_or(0)), rule, number });
    }
    let unknown = dimension.unknown.as_deref().or((!domain.many).then_some(UNKNOWN));
    let undecided = if dimension.null == (NullPolicy::Blank {}) { None } else { unknown };
    let policy = match &dimension.hit {
        HitPolicy::First {} => Policy::First,
        HitPolicy::Unique {} => Policy::Unique,
        HitPolicy::Collect {} => Policy::Collect { most: dimension.most.map_or(usize::MAX, usize::from) },
        HitPolicy::Score { bands } => Policy::Score { bands: bands.iter().map(|band| (band.from.unwrap_or(i64::MIN), code(Some(&band.value)))).collect() },
    };
    RuleTagger::new(Arc::clone(domain), needs, policy, cases, code(dimension.otherwise.as_deref()), code(undecided))
}

fn combine(spec: &TagsSpec, domains: &[Arc<TagDomain>], dimension: &DimensionSpec, names: &[String], path: &str, errors: &mut Vec<Error>) -> Option<CombineTagger> {
    if names.is_empty() {
        errors.push(Error::new(Code::EmptyList, format!("{path}.combine"), "a combination needs dimensions"));
        return None;
    }
    let mut parts = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let path = format!("{path}.combine[{n}]");
        match spec.dimensions.iter().zip(domains).find(|(d, _)| d.name == *name) {
            None => {
                let error = Error::new(Code::UnknownDimension, path, format!("there is no dimension {}", quote(name)));
                errors.push(error.with_nearest(name, domains.iter().map(|d| d.name.as_str())));
            }
            Some((other, _)) if other.combine.is_some() || other.hit == (HitPolicy::Collect {}) => {
                let detail = format!("{} has not one plain value per customer", quote(name));
                errors.push(Error::new(Code::TypeMismatch, path, detail));
            }
            Some((other, domain)) => parts.push(Part { domain: Arc::clone(domain), label: other.label.clone(), none: other.unknown.clone().unwrap_or_else(|| UNKNOWN.to_owned()) }),
        }
    }
    if parts.len() < names.len() {
        return None;
    }
    let tagger = CombineTagger::new(&dimension.name, dimension.parent.clone(), &parts);
    if tagger.is_none() {
        let detail = "there are more than 65,534 combinations";
        errors.push(Error::new(Code::TooLarge, format!("{path}.combine"), detail));
    }
    tagger
}

/// Every dimension after those it needs; a circle is an error at each circle's first dimension.
fn order(domains: &[Arc<TagDomain>], needs: &[Vec<usize>], errors: &mut Vec<Error>) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    let mut placed = vec![false; domains.len()];
    let mut open: Vec<usize> = (0..domains.len()).collect();
    while !open.is_empty() {
        let ready = |at: &usize| needs.get(*at).is_none_or(|needs| needs.iter().all(|need| placed.get(*need) == Some(&true)));
        let next: Vec<usize> = open.iter().copied().filter(ready).collect();
        let next = if next.is_empty() {
            let circle = circle(&open, needs);
            let name = |at: &usize| domains.get(*at).map_or("", |d| d.name.as_str());
            let way: Vec<&str> = circle.iter().chain(circle.first()).map(name).collect();
            let path = format!("tags.dimensions[{}]", circle.first().copied().unwrap_or(0));
            let detail = format!("the dimensions refer to one another in a circle: {}", quote(&way.join(" → ")));
            errors.push(Error::new(Code::DependencyCycle, path, detail));
            circle
        } else {
            next
        };
        for at in &next {
            placed.get_mut(*at).into_iter().for_each(|placed| *placed = true);
        }
        open.retain(|at| placed.get(*at) == Some(&false));
        order.extend(next);
    }
    order
}

/// A circle among dimensions that all wait, starting at its lowest index.
fn circle(open: &[usize], needs: &[Vec<usize>]) -> Vec<usize> {
    let mut seen: HashMap<usize, usize> = HashMap::new();
    let mut way: Vec<usize> = Vec::new();
    let mut at = open.first().copied();
    while let Some(here) = at {
        if let Some(start) = seen.get(&here) {
            way.drain(..*start);
            break;
        }
        seen.insert(here, way.len());
        way.push(here);
        at = needs.get(here).and_then(|needs| needs.iter().copied().find(|need| open.contains(need)));
    }
    if let Some(lowest) = way.iter().enumerate().min_by_key(|(_, at)| **at).map(|(n, _)| n) {
        way.rotate_left(lowest);
    }
    way
}
