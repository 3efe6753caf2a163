//! One customer as it would be: its own events and more, another day, another value of a field; through the evaluators that everybody goes
//! through.

use super::super::check::{attribute_unit, lived};
use super::super::outcome::Outcome;
use crate::facts::FactsPlan;
use crate::model::{EventAttribute, EventStream, EventValues, FactColumn, FactTable, FactUnit, FactValues, LayerModels, LayerTable, TagTable, WitnessEvent};
use crate::rule::{KNOWN, field_of_states};
use crate::spec::{AttributeKind, StreamSpec};
use crate::table::Interner;
use crate::tag::{Given, LastTag};
use chrono::{Days, NaiveDate};

/// What would be otherwise.
#[derive(Clone, Debug, Default)]
pub(super) struct Variant {
    pub(super) events: Vec<WitnessEvent>,
    pub(super) field: Option<(String, String)>,
}

/// What would come of variants, one row each.
pub(super) struct Result {
    pub(super) facts: FactTable,
    pub(super) tags: TagTable,
    pub(super) layers: Vec<LayerTable>,
}

/// A customer on trial.
pub(super) struct Trial<'a> {
    outcome: &'a Outcome,
    customer: usize,
    pub(super) as_of: NaiveDate,
    facts: FactsPlan,
    models: LayerModels,
    /// The customer's own events.
    own: Vec<EventStream>,
}

/// The last second of a day: what happens on a day happens after what happened on it already.
const EVENING: i64 = 86_399;

impl<'a> Trial<'a> {
    pub(super) fn new(outcome: &'a Outcome, customer: usize, as_of: NaiveDate) -> Self {
        let plan = &outcome.plan.0;
        let models = outcome.layers.iter().filter_map(|table| Some((table.name.clone(), table.model.clone()?))).collect();
        let whose = u32::try_from(customer).unwrap_or(u32::MAX);
        let own = plan.spec.facts.streams.iter().map(|spec| own(outcome.streams.iter().find(|stream| stream.name == spec.name), spec, whose)).collect();
        Trial { outcome, customer, as_of, facts: plan.facts.clone().with_purchase_models(&outcome.purchase_models), models, own }
    }

    /// Whether a fact is a field of the profile, and no metric.
    pub(super) fn is_field(&self, name: &str) -> bool {
        self.facts.fields().find(name).is_none()
    }

    /// How many events the customer has.
    pub(super) fn events(&self) -> usize {
        self.own.iter().map(|stream| stream.customers.len()).sum()
    }

    /// What would come of variants so many days after the as-of date.
    pub(super) fn results(&self, variants: &[Variant], later: u32) -> Result {
        let plan = &self.outcome.plan.0;
        let today = self.as_of.checked_add_days(Days::new(u64::from(later))).unwrap_or(self.as_of);
        let histories: Vec<Vec<&WitnessEvent>> = variants.iter().map(|variant| variant.events.iter().collect()).collect();
        let added = lived(&plan.spec.facts, &histories, today);
        let streams: Vec<EventStream> = self.own.iter().zip(added).map(|(own, added)| joined(own, added, variants.len())).collect();
        let mut facts = self.facts.evaluate(&streams, variants.len(), Some(today)).table;
        for column in &self.outcome.facts.columns {
            if facts.column(&column.name).is_none() {
                facts.columns.push(field(column, self.customer, variants));
            }
        }
        let tags = plan.tags.evaluate_with(&facts, &self.given(variants.len(), later), Some(i64::from(today.to_epoch_days())));
        let layers = plan.layers.evaluate_given(&self.models, &facts, &tags);
        Result { facts, tags, layers }
    }

    /// What is given beside the rules, for every variant. On the as-of date that is what was given to the run; later on, a stage before is that of
    /// the outcome.
    fn given(&self, variants: usize, later: u32) -> Given {
        let whose = u32::try_from(self.customer).unwrap_or(u32::MAX);
        let choices: Vec<_> = self.outcome.given.choices.iter().filter(|choice| choice.customer == whose).collect();
        let mut last: Vec<LastTag> = self.outcome.given.last.iter().filter(|last| last.customer == whose).cloned().collect();
        if later > 0 {
            for table in &self.outcome.tags.stages {
                let Some(domain) = self.outcome.tags.dimensions.get(table.dimension).map(|dimension| &dimension.domain) else { continue };
                let Some(stage) = table.stages.get(self.customer).copied().flatten() else { continue };
                last.retain(|last| last.dimension != domain.name);
                if let (Some(value), Some(since)) = (domain.value(stage.code), stage.since) {
                    last.push(LastTag { customer: whose, dimension: domain.name.clone(), since: i64::from(since), value: value.to_owned(), until: stage.until.map(i64::from) });
                }
            }
        }
        let mut given = Given::default();
        for row in (0_u32..).take(variants) {
            given.choices.extend(choices.iter().map(|choice| crate::tag::Choice { customer: row, ..(*choice).clone() }));
            given.last.extend(last.iter().map(|last| LastTag { customer: row, ..last.clone() }));
        }
        given
    }
}

/// A customer's events of a stream, as those of customer 0.
fn own(stream: Option<&EventStream>, spec: &StreamSpec, whose: u32) -> EventStream {
    let rows: Vec<usize> = stream.map_or_else(Vec::new, |stream| {
        let from = stream.customers.partition_point(|customer| *customer < whose);
        (from..).zip(stream.customers.get(from..).unwrap_or(&[])).take_while(|(_, customer)| **customer == whose).map(|(row, _)| row).collect()
    });
    let values = |name: &str, kind: AttributeKind| {
        let found = stream.and_then(|stream| stream.attributes.iter().find(|a| a.name == name)).map(|a| &a.values);
        picked(found, &rows, kind)
    };
    EventStream {
        name: spec.name.clone(),
        customers: vec![0; rows.len()],
        times: rows.iter().map(|row| stream.and_then(|stream| stream.times.get(*row).copied().flatten())).collect(),
        attributes: spec.attributes.iter().map(|a| EventAttribute { name: a.name.clone(), values: values(&a.name, a.kind) }).collect(),
    }
}

fn picked(values: Option<&EventValues>, rows: &[usize], kind: AttributeKind) -> EventValues {
    match values {
        Some(EventValues::Money(numbers)) => EventValues::Money(rows.iter().map(|row| numbers.get(*row).copied().flatten()).collect()),
        Some(EventValues::Number(numbers)) => EventValues::Number(rows.iter().map(|row| numbers.get(*row).copied().flatten()).collect()),
        Some(EventValues::Text { ids, texts }) => {
            let mut kept = Interner::new();
            let ids = rows.iter().map(|row| ids.get(*row).copied().flatten().map(|id| kept.intern(texts.get(id)))).collect();
            EventValues::Text { ids, texts: kept }
        }
        None if matches!(kind, AttributeKind::Money { .. }) => EventValues::Money(vec![None; rows.len()]),
        None if attribute_unit(kind) == FactUnit::Text => EventValues::Text { ids: vec![None; rows.len()], texts: Interner::new() },
        None => EventValues::Number(vec![None; rows.len()]),
    }
}

/// For every variant the customer's own events and those that are added.
fn joined(own: &EventStream, added: EventStream, variants: usize) -> EventStream {
    let mut order: Vec<(bool, usize)> = Vec::with_capacity(own.customers.len() * variants + added.customers.len());
    let mut customers = Vec::with_capacity(order.capacity());
    let mut next = 0;
    for row in (0_u32..).take(variants) {
        order.extend((0..own.customers.len()).map(|at| (false, at)));
        while added.customers.get(next) == Some(&row) {
            order.push((true, next));
            next += 1;
        }
        customers.resize(order.len(), row);
    }
    let times =
        order.iter().map(|(new, at)| if *new { added.times.get(*at).copied().flatten().map(|time| time + EVENING) } else { own.times.get(*at).copied().flatten() }).collect();
    let attributes = own.attributes.iter().zip(&added.attributes).map(|(a, b)| EventAttribute { name: a.name.clone(), values: mixed(&a.values, &b.values, &order) }).collect();
    EventStream { name: own.name.clone(), customers, times, attributes }
}

fn mixed(own: &EventValues, added: &EventValues, order: &[(bool, usize)]) -> EventValues {
    let numbers = |own: &[Option<i64>], added: &[Option<i64>]| order.iter().map(|(new, at)| if *new { added } else { own }.get(*at).copied().flatten()).collect::<Vec<_>>();
    match (own, added) {
        (EventValues::Money(own), EventValues::Money(added)) => EventValues::Money(numbers(own, added)),
        (EventValues::Number(own), EventValues::Number(added)) => EventValues::Number(numbers(own, added)),
        (EventValues::Text { ids: own, texts }, EventValues::Text { ids: added, texts: more }) => {
            let mut both = Interner::new();
            let of = |(new, at): &(bool, usize)| {
                let (ids, texts) = if *new { (added, more) } else { (own, texts) };
                Some(texts.get(ids.get(*at).copied().flatten()?))
            };
            let ids = order.iter().map(|place| of(place).map(|text| both.intern(text))).collect();
            EventValues::Text { ids, texts: both }
        }
        // Both are made for one spec, so kinds agree.
        _ => EventValues::Number(vec![None; order.len()]),
    }
}

/// A field of the profile or its missing state, the same in every variant but for those that change it.
fn field(column: &FactColumn, customer: usize, variants: &[Variant]) -> FactColumn {
    let mut texts = Interner::new();
    let own = column.text(customer);
    let of_states = field_of_states(&column.name);
    let ids = variants
        .iter()
        .map(|variant| {
            let changed = variant.field.as_ref().filter(|(name, _)| *name == of_states.unwrap_or(&column.name));
            changed.map(|(_, to)| if of_states.is_some() { KNOWN } else { to.as_str() }).or(own)
        })
        .map(|text| text.map(|text| texts.intern(text)))
        .collect();
    FactColumn { name: column.name.clone(), unit: column.unit, values: FactValues::Text { ids, texts } }
}
