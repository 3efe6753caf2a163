//! What a run leaves: customers, links, profiles, facts, tags, layers, notes and findings.

use super::customers::{self, Customer, Numbered};
use super::explain::LastAsked;
use super::history::History;
use super::ingest::BoundField;
use super::matching::{MatchReport, Matched};
use super::run::Conductor;
use super::sync::SyncReport;
use super::{Plan, events, limits, profiles, time};
use crate::error::Result;
use crate::facts::PurchaseFit;
use crate::identity::score::probability;
use crate::layer::{LayerShareOf, shares};
use crate::model::{
    Assignment, Decision, Definition, EventStream, FactTable, FieldColumn, Finding, LayerRecord, LayerTable, Missing, Note, Ranking, Rate, Records, Status, TagTable,
};
use crate::profile::{Decided, Profiles, Winner};
use crate::spec::{ModelSpec, Survivorship};
use crate::table::Inputs;
use crate::threads::both;
use chrono::NaiveDate;
use hashbrown::HashMap;

/// The outcome of a run. Immutable; everything in it is in canonical order.
#[derive(Debug)]
pub struct Outcome {
    pub(super) plan: Plan,
    pub(super) records: Records,
    pub(super) matched: Matched,
    pub(super) customers: Vec<Customer>,
    pub(super) by_id: HashMap<String, u32>,
    pub(super) history: History,
    pub(super) profiles: Profiles,
    pub(super) streams: Vec<EventStream>,
    /// Tags from outside the rules.
    pub(super) given: crate::tag::Given,
    pub(super) facts: FactTable,
    /// Per metric, how many events the fact of each customer rests on.
    pub(super) fact_samples: Vec<Vec<u32>>,
    pub(super) rates: Vec<Rate>,
    pub(super) purchase_models: Vec<PurchaseFit>,
    pub(super) rankings: Vec<Ranking>,
    pub(super) sync: Vec<SyncReport>,
    pub(super) tags: TagTable,
    pub(super) layers: Vec<LayerTable>,
    pub(super) findings: Vec<Finding>,
    pub(super) as_of: Option<NaiveDate>,
    /// Per row, the weight of its strongest edge inside its customer; `None`: it has none.
    strongest: Vec<Option<i32>>,
    /// The last what-if, so that one about the next customer need not match again.
    pub(super) asked: LastAsked,
}

/// A record of the outcome.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RecordRef<'a> {
    /// The source.
    pub source: &'a str,
    /// The record id.
    pub id: &'a str,
    /// The row in canonical order.
    pub row: u32,
}

/// A profile value with its provenance (R40).
#[derive(Clone, PartialEq, Debug)]
pub struct ProfileValue<'a> {
    /// The field.
    pub field: &'a str,
    /// The value, as its record wrote it.
    pub value: &'a str,
    /// The match key; empty when the value has none.
    pub key: &'a str,
    /// The record it comes from.
    pub record: RecordRef<'a>,
    /// When that record was written: civil seconds since 1970-01-01.
    pub time: Option<i64>,
    /// The strategy that decided; `None`: there was no rival, or nothing but order set it apart.
    pub by: Option<&'a Survivorship>,
    /// What set it apart from the field's other values; [`Decided::By`] is `by`.
    pub decided: Decided,
    /// The columns of its source that it was read from, joined by blanks.
    pub columns: &'a [String],
    /// The group that its record was chosen for.
    pub group: Option<&'a str>,
    /// Whether the group's record left the field empty, and another one that does not contradict it has the value.
    pub filled: bool,
    /// Whether one of the customer's records says that the value was confirmed (R27).
    pub verified: Option<VerificationRef<'a>>,
}

/// How, when and by whom a value was confirmed (R27). What is not said is `None`: the value does not count as verified.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VerificationRef<'a> {
    /// How, such as by phone.
    pub method: Option<&'a str>,
    /// When: civil seconds since 1970-01-01.
    pub date: Option<i64>,
    /// By whom.
    pub operator: Option<&'a str>,
    /// The record that says so.
    pub record: RecordRef<'a>,
}

/// A customer of the outcome.
#[derive(Clone, Copy, Debug)]
pub struct CustomerRef<'a> {
    pub(super) outcome: &'a Outcome,
    /// The customer's index, from 0.
    pub index: usize,
}

/// A pair that was compared and kept.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PairView<'a> {
    /// The first record.
    pub a: RecordRef<'a>,
    /// The second record.
    pub b: RecordRef<'a>,
    /// The match weight in 1/1024 bit.
    pub weight: i32,
    /// The probability behind it.
    pub probability: f64,
    /// How it was decided.
    pub decision: Decision,
}

impl Outcome {
    pub(super) fn new(plan: Plan, records: Records, matched: Matched, mut findings: Vec<Finding>, as_of: Option<NaiveDate>, previous: Option<&Assignment>) -> Self {
        let ids = &plan.0.spec.identity.customer_id;
        let number = || customers::number(&records, &matched.partition, ids, as_of, previous, &mut findings);
        let (Numbered { customers, by_id, history }, strongest) = both(number, || strongest(&records, &matched));
        block_findings(&plan, &matched, &mut findings);
        limits::findings(&matched.report.generic, matched.report.generic_values, &mut findings);
        Outcome {
            plan,
            records,
            matched,
            customers,
            by_id,
            history,
            profiles: Profiles::default(),
            streams: Vec::new(),
            given: crate::tag::Given::default(),
            facts: FactTable::default(),
            fact_samples: Vec::new(),
            rates: Vec::new(),
            purchase_models: Vec::new(),
            rankings: Vec::new(),
            sync: Vec::new(),
            tags: TagTable::default(),
            layers: Vec::new(),
            findings,
            as_of,
            strongest,
            asked: LastAsked::default(),
        }
    }

    pub(super) fn build_profiles(&mut self, conductor: &mut Conductor<'_>) -> Result<()> {
        let (profiles, found) = profiles::build(&self.plan.0, &self.records, &self.matched.partition, conductor)?;
        self.profiles = profiles;
        let id = |customer: usize| self.customers.get(customer).map_or(String::new(), |c| c.id.clone());
        let mut findings = profiles::findings(&self.plan.0, &found, id);
        self.findings.append(&mut findings);
        Ok(())
    }

    pub(super) fn build_facts(&mut self, inputs: &Inputs<'_>) {
        events::build(self, inputs);
        self.findings.sort();
    }

    /// The plan that ran.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The date the tags are as of.
    #[must_use]
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.as_of
    }

    /// The customers, ordered by their first record.
    #[must_use]
    pub fn customers(&self) -> impl ExactSizeIterator<Item = CustomerRef<'_>> {
        (0..self.customers.len()).map(|index| CustomerRef { outcome: self, index })
    }

    /// The customer of an id; an id that went into another customer finds that one.
    #[must_use]
    pub fn customer(&self, id: &str) -> Option<CustomerRef<'_>> {
        self.by_id.get(id).map(|index| CustomerRef { outcome: self, index: *index as usize })
    }

    /// The customer of a record.
    #[must_use]
    pub fn customer_of(&self, source: &str, record_id: &str) -> Option<CustomerRef<'_>> {
        let row = self.records.find(source, record_id)?;
        let index = *self.matched.partition.of_row.get(row as usize)? as usize;
        Some(CustomerRef { outcome: self, index })
    }

    /// All records in canonical order.
    #[must_use]
    pub fn records(&self) -> impl ExactSizeIterator<Item = RecordRef<'_>> {
        (0..self.records.len()).map(|row| self.record(u32::try_from(row).unwrap_or(u32::MAX)))
    }

    pub(super) fn record(&self, row: u32) -> RecordRef<'_> {
        RecordRef { source: self.records.source_name(row as usize), id: self.records.id(row as usize), row }
    }

    /// The customer of a record, by its row.
    #[must_use]
    pub fn customer_at(&self, row: u32) -> Option<CustomerRef<'_>> {
        self.matched.partition.of_row.get(row as usize).map(|index| CustomerRef { outcome: self, index: *index as usize })
    }

    /// How sure a record's place is: the probability of its strongest pair within its customer; 1 for a
    /// record on its own and for pairs that a rule decided.
    #[must_use]
    pub fn probability(&self, row: u32) -> f64 {
        self.strongest.get(row as usize).copied().flatten().map_or(1.0, probability)
    }

    /// The pairs that were compared and came near joining, by (row, row).
    #[must_use]
    pub fn pairs(&self) -> impl ExactSizeIterator<Item = PairView<'_>> {
        self.matched.edges.iter().map(|e| PairView { a: self.record(e.a), b: self.record(e.b), weight: e.weight, probability: probability(e.weight), decision: e.decision })
    }

    /// The model that scored the pairs, trained or given.
    #[must_use]
    pub fn model(&self) -> Option<&ModelSpec> {
        self.matched.model.as_ref()
    }

    /// What matching did, in numbers.
    #[must_use]
    pub fn report(&self) -> &MatchReport {
        &self.matched.report
    }

    /// The tags of all customers.
    #[must_use]
    pub fn tags(&self) -> &TagTable {
        &self.tags
    }

    /// The layers of all customers, one table per layerer.
    #[must_use]
    pub fn layers(&self) -> &[LayerTable] {
        &self.layers
    }

    /// The shares of the layers of a layering: of the customers, and of the sum of a numeric fact; none where there is no such layering.
    #[must_use]
    pub fn layer_shares(&self, layering: &str, fact: Option<&str>) -> Vec<LayerShareOf> {
        self.layers.iter().find(|table| table.name == layering).map_or_else(Vec::new, |table| shares(table, &self.facts, fact))
    }

    /// Who is in which layer of a layering, and where ids went and came from, for [`crate::layer::Migration`]. `None`: there is no such
    /// layering.
    #[must_use]
    pub fn layer_record(&self, layering: &str) -> Option<LayerRecord> {
        let table = self.layers.iter().find(|table| table.name == layering)?;
        let customers = self.customers.iter().enumerate().filter_map(|(row, customer)| Some((customer.id.clone(), table.layer(row)?.to_owned())));
        Some(LayerRecord {
            name: table.name.clone(),
            as_of: self.as_of.map(|day| day.to_string()),
            layers: table.layers.clone(),
            customers: customers.collect(),
            redirects: self.history.redirects.clone(),
            split_from: self.split_from(),
        })
    }

    /// The metrics and fields that tags were decided on, and behind them the missing states of the fields of which rules ask
    /// ([`rule::states`](crate::rule::states())).
    #[must_use]
    pub fn facts(&self) -> &FactTable {
        &self.facts
    }

    /// How many events a customer's fact rests on: the sample size. `None` for a field, and for what is no fact.
    #[must_use]
    pub fn fact_sample(&self, fact: &str, customer: usize) -> Option<u32> {
        let at = self.facts.columns.iter().position(|column| column.name == fact)?;
        self.fact_samples.get(at)?.get(customer).copied()
    }

    /// Per column of facts that is a metric, how many events the fact of each customer rests on.
    #[must_use]
    pub fn fact_samples(&self) -> &[Vec<u32>] {
        &self.fact_samples
    }

    /// Of each `top` metric (热销产品), how often each of a customer's most frequent values came.
    #[must_use]
    pub fn rankings(&self) -> &[Ranking] {
        &self.rankings
    }

    /// What each metric is, in the order of the columns of facts.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.plan.0.facts.definitions()
    }

    /// The shares of customers that the spec asks for.
    #[must_use]
    pub fn rates(&self) -> &[Rate] {
        &self.rates
    }

    /// The models of repeat buying of the spec, as they were fitted or given, in declaration order; none without an as-of date.
    #[must_use]
    pub fn purchase_models(&self) -> &[PurchaseFit] {
        &self.purchase_models
    }

    /// What arrived of the tables that have a sync rule.
    #[must_use]
    pub fn sync(&self) -> &[SyncReport] {
        &self.sync
    }

    /// What the caller should know about the inputs and the run.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Every value that was repaired, doubted, refused or declared missing, and why; in record order. A required field
    /// that its source feeds and that is empty (R26) has a note with the status `missing`, too.
    pub fn notes(&self) -> impl Iterator<Item = Note<'_>> {
        (0..self.records.len()).flat_map(move |row| {
            self.plan.0.fields.iter().zip(&self.records.fields).flat_map(move |(bound, field)| {
                let forms = self.records.row_forms(row).get(field.first_slot..field.first_slot + field.slots).unwrap_or(&[]);
                let empty = self.empty_required(row, bound, field, forms);
                forms.iter().filter(|f| **f != 0).filter_map(move |form| self.note(row, field, *form)).chain(empty)
            })
        })
    }

    /// A note on a required field of which a row says nothing, not even that it is missing.
    fn empty_required<'a>(&'a self, row: usize, bound: &BoundField, field: &'a FieldColumn, forms: &[u32]) -> Option<Note<'a>> {
        let absent = |form: &u32| field.forms.missing.get(*form as usize).copied().flatten() == Some(Missing::Absent);
        let source = self.plan.0.sources.get(usize::from(*self.records.source.get(row)?))?;
        if bound.spec.need.is_optional() || !forms.iter().all(absent) || !source.feeds(bound) {
            return None;
        }
        let raw = forms.iter().map(|form| field.forms.raw.get(*form)).find(|raw| !raw.is_empty()).unwrap_or("");
        Some(Note {
            source: self.records.source_name(row),
            record_id: self.records.id(row),
            field: &field.name,
            raw,
            value: "",
            status: Status::Missing,
            missing: Some(Missing::Absent),
            reasons: &[],
            candidates: &[],
            confidence: 100,
        })
    }

    fn note<'a>(&'a self, row: usize, field: &'a FieldColumn, form: u32) -> Option<Note<'a>> {
        let forms = &field.forms;
        let at = form as usize;
        let status = *forms.status.get(at)?;
        let reasons = forms.reasons(form);
        let missing = forms.missing.get(at).copied().flatten();
        if reasons.is_empty() && (status == Status::Ok || missing == Some(Missing::Absent)) {
            return None;
        }
        Some(Note {
            source: self.records.source_name(row),
            record_id: self.records.id(row),
            field: &field.name,
            raw: forms.raw.get(form),
            value: forms.display(form),
            status,
            missing,
            reasons,
            candidates: forms.candidates(form),
            confidence: forms.confidence.get(at).copied().unwrap_or(0),
        })
    }
}

/// Per row, the strongest joining edge inside its customer.
fn strongest(records: &Records, matched: &Matched) -> Vec<Option<i32>> {
    let mut strongest = vec![None; records.len()];
    let of_row = |row: u32| matched.partition.of_row.get(row as usize);
    for edge in &matched.edges {
        if of_row(edge.a) != of_row(edge.b) || matches!(edge.decision, Decision::Never(_)) {
            continue;
        }
        let weight = if matches!(edge.decision, Decision::Always(_)) { i32::MAX } else { edge.weight };
        for row in [edge.a, edge.b] {
            if let Some(best) = strongest.get_mut(row as usize) {
                *best = (*best).max(Some(weight));
            }
        }
    }
    strongest
}

fn block_findings(plan: &Plan, matched: &Matched, findings: &mut Vec<Finding>) {
    for (i, report) in matched.report.blocking.iter().enumerate().filter(|(_, r)| r.oversized > 0) {
        let keys = plan.0.spec.identity.blocking.rules.iter().flatten().nth(i).map(|r| r.keys.as_slice()).unwrap_or_default();
        let keys: Vec<String> = keys.iter().map(|k| k.component.as_ref().map_or(k.field.clone(), |c| format!("{}.{c}", k.field))).collect();
        let text = format!(
            "{} oversized blocks (largest {} records) were split and windowed; {} of {} pairs were not looked at under this rule",
            report.oversized, report.largest, report.given_up, report.pairs
        );
        findings.push(Finding::new("oversized_block", keys.join(" + "), text));
    }
}

impl<'a> CustomerRef<'a> {
    /// The customer id.
    #[must_use]
    pub fn id(&self) -> &'a str {
        self.outcome.customers.get(self.index).map_or("", |c| &c.id)
    }

    /// The date of the customer's earliest dated record.
    #[must_use]
    pub fn first_seen(&self) -> Option<NaiveDate> {
        self.outcome.customers.get(self.index).and_then(|c| c.first_seen).and_then(time::date_of)
    }

    /// The customer's records in canonical order.
    pub fn records(&self) -> impl ExactSizeIterator<Item = RecordRef<'a>> + use<'a> {
        let outcome = self.outcome;
        outcome.matched.partition.rows_of(self.index).iter().map(|row| outcome.record(*row))
    }

    /// The profile's value of a field.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<ProfileValue<'a>> {
        self.value_at(self.outcome.records.field(field)?)
    }

    /// Every field that has a value.
    pub fn values(&self) -> impl Iterator<Item = ProfileValue<'a>> + use<'a> {
        let this = *self;
        (0..self.outcome.records.fields.len()).filter_map(move |field| this.value_at(field))
    }

    pub(super) fn value_at(&self, field: usize) -> Option<ProfileValue<'a>> {
        let column = self.outcome.records.fields.get(field)?;
        let winner = self.outcome.profiles.winner(self.index, field)?;
        let form = winner.form as usize;
        let plan = &self.outcome.plan.0;
        Some(ProfileValue {
            field: &column.name,
            value: column.forms.display(winner.form),
            key: column.values.key(column.forms.value.get(form).copied().unwrap_or(0)),
            record: self.outcome.record(winner.row),
            time: self.outcome.records.times.get(winner.row as usize).copied().flatten(),
            by: self.strategy(field, winner.decided),
            decided: winner.decided,
            columns: self.columns(field, &winner),
            group: plan.survivors.group_of(field).map(|(group, _)| group.name.as_str()),
            filled: winner.filled,
            verified: self.verification(field, &winner),
        })
    }

    fn strategy(&self, field: usize, decided: Decided) -> Option<&'a Survivorship> {
        let Decided::By(at) = decided else { return None };
        self.outcome.plan.0.survivors.of(field)?.strategies().get(usize::from(at))
    }

    /// Where in its source's table a winner stands.
    fn columns(&self, field: usize, winner: &Winner) -> &'a [String] {
        let (plan, records) = (&self.outcome.plan.0, &self.outcome.records);
        let place = || {
            let column = records.fields.get(field)?;
            let slot = column.first_slot + records.field_forms(winner.row as usize, column).iter().position(|form| *form == winner.form)?;
            let source = plan.sources.get(usize::from(*records.source.get(winner.row as usize)?))?;
            source.slots.iter().find(|(bound, _)| *bound == slot).map(|(_, columns)| columns.as_slice())
        };
        place().unwrap_or(&[])
    }

    fn verification(&self, field: usize, winner: &Winner) -> Option<VerificationRef<'a>> {
        let (row, found) = profiles::verification(&self.outcome.records, self.outcome.matched.partition.rows_of(self.index), field, winner)?;
        Some(VerificationRef { method: found.method.as_deref(), date: found.date, operator: found.operator.as_deref(), record: self.outcome.record(row) })
    }

    /// The values of a tag dimension.
    pub fn tags(&self, dimension: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let index = self.index;
        self.outcome.tags.dimension(dimension).into_iter().flat_map(move |d| d.values(index))
    }

    /// The layer under one layerer.
    #[must_use]
    pub fn layer(&self, layerer: &str) -> Option<&'a str> {
        self.outcome.layers.iter().find(|l| l.name == layerer).and_then(|l| l.layer(self.index))
    }
}
