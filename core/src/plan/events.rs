//! Inputs to events, and everything that is decided on them: facts, tags, layers.

use super::Plan;
use super::feeds::{self, Holders};
use super::outcome::Outcome;
use super::stand_in;
use super::sync;
use super::time::date_of;
use super::timeline::DuePlan;
use crate::error::{Code, Error, quote};
use crate::facts::{Facts, FactsPlan, PurchaseFit};
use crate::layer::{self, LayerPlan};
use crate::model::{FactColumn, FactTable, FactUnit, FactValues, Finding};
use crate::rule::{InlineAggregate, Rule};
use crate::spec::{Spec, TagsSpec};
use crate::table::{Inputs, Interner};
use crate::tag::{self, TagPlan};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Compiles facts (`given`: the spec before catalogues were written out, for the paths of errors), tags and layers, and checks that the feeds name tables that can be joined.
pub(super) fn compile_rules(spec: &Spec, given: &Spec, errors: &mut Vec<Error>) -> (FactsPlan, TagPlan, LayerPlan, Option<Rule>, Vec<DuePlan>) {
    for (s, stream) in spec.facts.streams.iter().enumerate() {
        for (f, feed) in stream.feeds.iter().enumerate() {
            let path = format!("facts.streams[{s}].feeds[{f}]");
            if feed.link.is_none() && feed.customer.is_none() && !spec.sources.iter().any(|source| source.name == feed.table) {
                let error =
                    Error::new(Code::UnknownSource, format!("{path}.table"), format!("there is no source {}, and an event table needs a link to its records", quote(&feed.table)));
                errors.push(error.with_nearest(&feed.table, spec.sources.iter().map(|s| s.name.as_str())));
            }
        }
    }
    let mut inline = tag::aggregates(&spec.tags);
    inline.extend(layer::aggregates(&given.layers));
    inline.extend(super::analysis::aggregates(spec));
    inline.extend(super::timeline::due_aggregates(spec));
    let inline = undeclared(inline, spec);
    let facts = FactsPlan::compile(&given.facts, &inline, errors);
    feeds::check_currencies(&given.facts, errors);
    let mut fields = facts.fields().clone();
    for field in spec.fields.iter().filter(|f| facts.fields().find(&f.name).is_none()) {
        fields.push_field(&field.name);
    }
    let tags = TagPlan::compile(&spec.tags, &fields, errors);
    rule_sets(spec, errors);
    let layers = LayerPlan::compile(&given.layers, &fields, tags.domains(), errors);
    let analysed = super::analysis::compile(spec, &fields, &tags, errors);
    let due = super::timeline::compile_due(spec, &fields, &tags, errors);
    (facts, tags, layers, analysed, due)
}

/// Without the names with a window that are a dimension or a field by exactly that name: `近30天互动`.
pub(super) fn undeclared(mut inline: Vec<InlineAggregate>, spec: &Spec) -> Vec<InlineAggregate> {
    let dimensions = [&spec.tags].into_iter().chain(&spec.rule_sets).flat_map(|set| &set.dimensions).map(|dimension| &dimension.name);
    let declared: Vec<&String> = dimensions.chain(spec.fields.iter().map(|field| &field.name)).collect();
    inline.retain(|inline| inline.name.as_ref().is_none_or(|name| !declared.contains(&name)));
    inline
}

/// Rule sets that do not run are compiled for what is wrong with them, over facts of their own.
fn rule_sets(spec: &Spec, errors: &mut Vec<Error>) {
    for (n, set) in spec.rule_sets.iter().enumerate() {
        let path = format!("rule_sets[{n}]");
        let others = spec.rule_sets.iter().take(n).chain([&spec.tags]);
        if others.into_iter().any(|other| !other.name.is_empty() && other.name == set.name) {
            errors.push(Error::new(Code::DuplicateName, format!("{path}.name"), format!("the rule set {} is declared twice", quote(&set.name))));
        }
        let (facts, mut own) = facts_of(set, spec);
        let mut fields = facts.fields().clone();
        for field in spec.fields.iter().filter(|f| facts.fields().find(&f.name).is_none()) {
            fields.push_field(&field.name);
        }
        let _: TagPlan = TagPlan::compile(set, &fields, &mut own);
        errors.extend(own.iter().map(|error| super::check::under(&path, error)));
    }
}

/// The facts that the rules of a set read, and what is wrong with the aggregates among these: of the facts themselves it is said where they
/// are compiled.
pub(super) fn facts_of(set: &TagsSpec, spec: &Spec) -> (FactsPlan, Vec<Error>) {
    let mut errors = Vec::new();
    let facts = FactsPlan::compile(&spec.facts, &undeclared(tag::aggregates(set), spec), &mut errors);
    errors.retain(|error| !error.path().starts_with("facts"));
    (facts, errors)
}

/// Reads the events and decides facts, tags and layers.
pub(super) fn build(outcome: &mut Outcome, inputs: &Inputs<'_>) {
    let plan = outcome.plan.clone();
    let mut findings = Vec::new();
    let spec = &plan.0.spec;
    let (reports, superseded) = sync::check(spec, inputs, &mut findings);
    let ids = outcome.customers.iter().map(|customer| customer.id.as_str()).collect();
    let holders = Holders::of_records(&outcome.records, &outcome.matched.partition.of_row, &outcome.by_id, ids);
    let streams = feeds::streams(spec, &holders, &superseded, inputs, &mut findings);
    drop(holders);
    outcome.streams = streams;
    outcome.sync = reports;
    outcome.given = super::given::read(outcome, inputs, &mut findings);
    outcome.findings.append(&mut findings);
    decide(outcome);
}

/// Decides facts, tags and layers on the streams that are there.
pub(super) fn decide(outcome: &mut Outcome) {
    let plan = outcome.plan.clone();
    let facts = plan.0.facts.evaluate(&outcome.streams, outcome.customers.len(), outcome.as_of);
    outcome.findings.extend(odd(&facts));
    outcome.fact_samples = facts.samples;
    outcome.rates = facts.rates;
    outcome.purchase_models = facts.purchase_models;
    outcome.rankings = facts.rankings;
    let mut table = facts.table;
    add_fields(outcome, &mut table, &plan.0.states);
    outcome.facts = table;
    outcome.tags = plan.0.tags.evaluate_with(&outcome.facts, &outcome.given, outcome.as_of.map(|date| i64::from(date.to_epoch_days())));
    outcome.findings.extend(outcome.tags.notes.iter().cloned());
    for finding in &outcome.tags.findings {
        let text = format!("{} customers fit both {} and {}", finding.customers, quote(&finding.first_rule), quote(&finding.second_rule));
        outcome.findings.push(Finding::new("overlapping_rules", finding.dimension.clone(), text));
    }
    outcome.layers = plan.0.layers.evaluate(&outcome.facts, &outcome.tags);
    outcome.findings.extend(plan.0.layers.findings(&outcome.layers));
}

/// What was set aside on the way to facts.
pub(super) fn odd(facts: &Facts) -> impl Iterator<Item = Finding> + use<'_> {
    let notes = [
        (facts.future_events, "future_events", "events are dated after the as-of date and count in no window"),
        (facts.counted_future_events, "future_events", "events are dated after the as-of date and count, as their stream says"),
        (facts.undated_events, "undated_events", "events have no readable time; they count in lifetime counts and sums only"),
        (facts.skipped_values, "skipped_values", "values were missing or unreadable and are left out of sums, means and extremes"),
        (facts.saturated, "saturated_sums", "sums did not fit 64 bits and are held at the end"),
    ];
    let counted = notes.into_iter().filter(|(n, ..)| *n > 0).map(|(n, code, text)| Finding::new(code, "facts", format!("{n} {text}")));
    counted.chain(facts.purchase_models.iter().flat_map(odd_model))
}

/// What is wrong with a model of repeat buying.
fn odd_model(fit: &PurchaseFit) -> impl Iterator<Item = Finding> + use<> {
    let part = if fit.model.is_some() { "amounts are not forecast" } else { "nothing is forecast" };
    let refused = fit.refused.map(|refusal| Finding::new("purchase_model_refused", fit.name.clone(), format!("{part}: {refusal}")));
    let without = (fit.without_amount > 0).then(|| {
        let text = format!("{} repeat buyers have no amounts that can be used: none is known, or they do not add up to something positive", fit.without_amount);
        Finding::new("unusable_amounts", fit.name.clone(), text)
    });
    refused.into_iter().chain(without)
}

/// Adds the fields of the profile to the metrics of all customers, but for those whose names metrics have, and the missing states of those that
/// are asked for.
pub(super) fn add_fields(outcome: &Outcome, facts: &mut FactTable, asked: &BTreeSet<String>) {
    facts.rows = outcome.customers.len();
    for (field, column) in outcome.records.fields.iter().enumerate() {
        if facts.column(&column.name).is_none() {
            let mut texts = Interner::new();
            let ids = outcome.customers().map(|c| c.value_at(field).map(|v| texts.intern(v.value))).collect();
            facts.columns.push(FactColumn { name: column.name.clone(), unit: FactUnit::Text, values: FactValues::Text { ids, texts } });
        }
    }
    facts.columns.extend(super::states::columns(outcome, asked));
}

impl Plan {
    /// The latest date in the time columns of the inputs: what a batch is naturally «as of».
    #[must_use]
    pub fn latest_date(&self, inputs: &Inputs<'_>) -> Option<NaiveDate> {
        let sources = self.0.sources.iter().filter_map(|s| Some((s.name.as_str(), s.time.as_deref()?)));
        let feeds = self.0.spec.facts.streams.iter().flat_map(|s| &s.feeds).filter_map(|f| Some((f.table.as_str(), f.time.as_deref()?)));
        let mut columns: Vec<(&str, &str)> = sources.chain(feeds).collect();
        columns.sort_unstable();
        columns.dedup();
        let inputs = stand_in::named(&self.0.spec, inputs, &mut Vec::new());
        let mut latest: Option<i64> = None;
        for (table, name) in columns {
            let mut reader = feeds::times(&inputs, table, Some(name), self.0.spec.utc_offset);
            for column in inputs.batches(table).filter_map(|t| t.column(name)) {
                latest = latest.max((0..column.len()).filter_map(|row| column.get(row)).filter_map(|raw| reader.seconds(raw)).max());
            }
        }
        latest.and_then(date_of)
    }
}

impl Outcome {
    /// The same customers with facts, tags and layers as of another date.
    #[must_use]
    pub fn with_as_of(mut self, as_of: Option<NaiveDate>) -> Self {
        self.as_of = as_of;
        let of_layers: Vec<Finding> = self.plan.0.layers.findings(&self.layers).collect();
        let of_models: Vec<Finding> = self.purchase_models.iter().flat_map(odd_model).collect();
        let counted = |f: &Finding| matches!(f.code, "future_events" | "undated_events" | "skipped_values" | "saturated_sums" | "overlapping_rules");
        let again = |f: &Finding| counted(f) || of_layers.contains(f) || of_models.contains(f);
        self.findings.retain(|f| !again(f) && !self.tags.notes.contains(f));
        decide(&mut self);
        self.findings.sort();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dimension whose name begins like a window is the dimension, though there is a stream of the rest of its name.
    #[test]
    fn what_is_declared_by_exactly_that_name_goes_first() {
        let spec: Spec = serde_json::from_str(
            r#"{"version": 1, "fields": [], "sources": [], "facts": {"streams": [{"name": "互动"}]},
                "tags": {"name": "t", "version": "1", "dimensions": [
                  {"name": "近30天互动", "otherwise": "少", "rules": [{"when": "近7天互动 >= 2次", "value": "多"}]},
                  {"name": "价值", "otherwise": "低", "rules": [{"when": "近30天互动 = \"多\"", "value": "高"}]}]}}"#,
        )
        .unwrap();
        let inline = undeclared(tag::aggregates(&spec.tags), &spec);
        assert_eq!(inline.iter().map(InlineAggregate::fact).collect::<Vec<_>>(), ["近7天互动"]);
        let mut errors = Vec::new();
        let (facts, tags, ..) = compile_rules(&spec, &spec, &mut errors);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(facts.fields().names().collect::<Vec<_>>(), ["近7天互动"]);
        assert_eq!(tags.domains().count(), 2);
    }
}
