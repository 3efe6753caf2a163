//! One customer at a time: the same tables and rules as for all of them, without tables of facts.

use super::combine::CombineTagger;
use super::rules::RuleTagger;
use super::{TagPlan, Tagger};
use crate::model::{Missing, NO_TAG, TagDomain};
use crate::rule::{Cell, KNOWN, Lookup, Place, field_of_states};

/// One fact of one customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact<'a> {
    /// A number in the unit of its metric: 分, days, millionths, a count.
    Number(i64),
    /// A text.
    Text(&'a str),
    /// Not known.
    Unknown,
    /// A field without a value, and what was written instead; [`Fact::Unknown`] of a field is [`Missing::Absent`].
    Missing(Missing),
}

/// How a dimension tags one customer.
#[derive(Debug)]
pub struct Step<'p>(pub(super) Way<'p>);

#[derive(Debug)]
pub(super) enum Way<'p> {
    /// A lookup and the code of each cell.
    Table(&'p Lookup, &'p [u16], &'p RuleTagger),
    /// Rule by rule.
    Rules(&'p RuleTagger),
    /// The parts' values.
    Joined(&'p CombineTagger),
}

/// A rule set made ready for facts that are handed in one customer after the other, always in the same order.
///
/// Gives what [`TagPlan::evaluate`] gives for the same facts, bit for bit, before choices by hand.
///
/// ```
/// use guiyi::rule::Fields;
/// use guiyi::tag::{Fact, SingleTags, TagPlan};
/// use guiyi::model::FactUnit;
/// let spec = r#"{"name": "002", "version": "1", "dimensions": [{"name": "价值", "otherwise": "低",
///     "rules": [{"value": "高", "when": "年消费 >= 10000元"}, {"value": "中", "when": "年消费 in [3000元, 10000元)"}]}]}"#;
/// let fields: Fields = [("年消费", FactUnit::Money)].into_iter().collect();
/// let plan = TagPlan::compile(&serde_json::from_str(spec)?, &fields, &mut Vec::new());
/// let single = plan.single(&["年消费"]);
/// let mut tags = SingleTags::default();
/// single.tag(&[Fact::Number(1_500_000)], &mut tags);
/// assert_eq!(single.values(&tags, "价值").collect::<Vec<_>>(), ["高"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug)]
pub struct SingleTagger<'p> {
    steps: Vec<Bound<'p>>,
    domains: Vec<&'p TagDomain>,
    /// The names of the facts, in the order in which they are handed in.
    facts: Vec<String>,
}

/// The tags of one customer, in a buffer that can be used again.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SingleTags {
    /// Per dimension, its code or [`NO_TAG`]; of a collecting dimension [`NO_TAG`].
    one: Vec<u16>,
    /// The codes of collecting dimensions, as (dimension, code), sorted.
    many: Vec<(u16, u16)>,
}

#[derive(Debug)]
struct Bound<'p> {
    dimension: usize,
    way: Way<'p>,
    slots: Vec<Slot>,
}

/// Where a column's value comes from.
#[derive(Debug)]
enum Slot {
    Fact(usize),
    /// The missing state of a fact; of one that is not handed in, [`Missing::Absent`].
    State(Option<usize>),
    /// Another dimension, and the place of each of its codes.
    Tag(usize, Vec<usize>),
    None,
}

impl TagPlan {
    /// Makes the rule set ready for single customers, whose facts come in the order of `facts`. A fact that is not among
    /// them is not known.
    #[must_use]
    pub fn single(&self, facts: &[&str]) -> SingleTagger<'_> {
        let domains: Vec<&TagDomain> = self.domains().map(|domain| &**domain).collect();
        let steps = self.order.iter().filter_map(|at| Some((*at, self.taggers.get(*at)?))).map(|(dimension, tagger)| bind(dimension, tagger.as_ref(), facts, &domains)).collect();
        SingleTagger { steps, domains, facts: facts.iter().map(|name| (*name).to_owned()).collect() }
    }
}

fn bind<'p>(dimension: usize, tagger: &'p dyn Tagger, facts: &[&str], domains: &[&'p TagDomain]) -> Bound<'p> {
    let Step(mut way) = tagger.single();
    let of = |name: &str| domains.iter().position(|domain| domain.name == name);
    if let Way::Table(lookup, _, rules) = way {
        // Several tags have no one place.
        let many = |column: &str| !facts.contains(&column) && of(column).and_then(|at| domains.get(at)).is_some_and(|domain| domain.many);
        if lookup.columns().any(|axis| many(axis.column())) {
            way = Way::Rules(rules);
        }
    }
    let mut slots = Vec::new();
    match &way {
        Way::Table(lookup, ..) => {
            for axis in lookup.columns() {
                let place_of = |name: &str| facts.iter().position(|fact| *fact == name);
                let field = field_of_states(axis.column());
                slots.push(match (field.or(Some(axis.column())).and_then(place_of), of(axis.column())) {
                    (fact, _) if field.is_some() => Slot::State(fact),
                    (Some(fact), _) => Slot::Fact(fact),
                    (None, Some(other)) => {
                        let domain = domains.get(other);
                        let place = |(code, value): (u16, &String)| {
                            let known = domain.is_some_and(|domain| domain.unknown != Some(code));
                            axis.place(if known { Place::Text(value) } else { Place::Missing })
                        };
                        Slot::Tag(other, domain.into_iter().flat_map(|domain| (0u16..).zip(&domain.values)).map(place).collect())
                    }
                    (None, None) => Slot::None,
                });
            }
        }
        Way::Joined(_) => slots.extend(tagger.needs().iter().map(|name| of(name).map_or(Slot::None, |other| Slot::Tag(other, Vec::new())))),
        Way::Rules(_) => {}
    }
    Bound { dimension, way, slots }
}

impl SingleTagger<'_> {
    /// The tags of a customer, whose facts stand in the order that was agreed on.
    pub fn tag(&self, facts: &[Fact<'_>], tags: &mut SingleTags) {
        tags.one.clear();
        tags.one.resize(self.domains.len(), NO_TAG);
        tags.many.clear();
        for step in &self.steps {
            let code = match &step.way {
                Way::Table(lookup, codes, _) => {
                    let cell = lookup.cell(|axis| match step.slots.get(axis) {
                        Some(Slot::Fact(at)) => facts.get(*at).map_or(Place::Missing, |fact| place(*fact)),
                        Some(Slot::State(at)) => state(at.and_then(|at| facts.get(at))),
                        Some(Slot::Tag(other, places)) => tags.one.get(*other).and_then(|code| places.get(usize::from(*code))).map_or(Place::Missing, |place| Place::Ready(*place)),
                        Some(Slot::None) | None => Place::Missing,
                    });
                    codes.get(cell).copied().unwrap_or(NO_TAG)
                }
                Way::Joined(tagger) => tagger.join(step.slots.iter().map(|slot| match slot {
                    Slot::Tag(other, _) => tags.one.get(*other).copied().filter(|code| *code != NO_TAG),
                    Slot::Fact(_) | Slot::State(_) | Slot::None => None,
                })),
                Way::Rules(tagger) => self.rules(tagger, step.dimension, facts, tags),
            };
            if let Some(slot) = tags.one.get_mut(step.dimension) {
                *slot = code;
            }
        }
    }

    /// A customer's values in a dimension.
    pub fn values<'t>(&'t self, tags: &'t SingleTags, dimension: &str) -> impl Iterator<Item = &'t str> + use<'t> {
        let at = self.domains.iter().position(|domain| domain.name == dimension);
        self.codes(tags, at.unwrap_or(usize::MAX)).filter_map(move |code| self.domains.get(at?)?.value(code))
    }

    /// A customer's codes in the dimension of a place, in declaration order.
    pub fn codes<'t>(&self, tags: &'t SingleTags, dimension: usize) -> impl Iterator<Item = u16> + use<'t> {
        let one = tags.one.get(dimension).copied().filter(|code| *code != NO_TAG);
        let many = tags.many.iter().filter(move |(of, _)| usize::from(*of) == dimension).map(|(_, code)| *code);
        one.into_iter().chain(many)
    }

    /// The code of what the rules say; those of a collecting dimension are added to `tags`.
    fn rules(&self, tagger: &RuleTagger, dimension: usize, facts: &[Fact<'_>], tags: &mut SingleTags) -> u16 {
        let mut lists: Vec<Vec<u16>> = Vec::new();
        for (at, domain) in self.domains.iter().enumerate() {
            lists.push(if domain.many { self.codes(tags, at).collect() } else { Vec::new() });
        }
        let value = |name: &str| {
            if let Some(field) = field_of_states(name) {
                return state(self.facts.iter().position(|fact| fact == field).and_then(|at| facts.get(at)));
            }
            if let Some(at) = self.facts.iter().position(|fact| fact == name) {
                return facts.get(at).map_or(Place::Missing, |fact| place(*fact));
            }
            let Some((at, domain)) = self.domains.iter().enumerate().find(|(_, domain)| domain.name == name) else {
                return Place::Missing;
            };
            if domain.many {
                return Place::Tags(lists.get(at).map_or(&[], Vec::as_slice), domain);
            }
            let code = tags.one.get(at).copied().filter(|code| Some(*code) != domain.unknown);
            code.and_then(|code| domain.value(code)).map_or(Place::Missing, Place::Text)
        };
        let mut cell = Cell::default();
        for (n, case) in tagger.cases().iter().enumerate() {
            cell.say(n, case.rule.single(value) as u8, true);
        }
        if !tagger.domain().many {
            return tagger.decide(&cell);
        }
        let of = u16::try_from(dimension).unwrap_or(u16::MAX);
        tags.many.extend(tagger.collect(&cell, tagger.most()).0.into_iter().map(|code| (of, code)));
        NO_TAG
    }
}

fn place(fact: Fact<'_>) -> Place<'_> {
    match fact {
        Fact::Number(number) => Place::Number(number),
        Fact::Text(text) => Place::Text(text),
        Fact::Unknown | Fact::Missing(_) => Place::Missing,
    }
}

/// Which missing state a fact is in.
fn state<'a>(fact: Option<&Fact<'_>>) -> Place<'a> {
    Place::Text(match fact {
        Some(Fact::Number(_) | Fact::Text(_)) => KNOWN,
        Some(Fact::Unknown) | None => Missing::Absent.as_str(),
        Some(Fact::Missing(state)) => state.as_str(),
    })
}
