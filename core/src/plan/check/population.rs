//! How many customers of the data are in the cells that were found, and what they spent.

use super::sets::{RuleSet, Sets};
use crate::model::{FactTable, RuleReport, TagTable};
use crate::plan::Outcome;
use crate::plan::events::add_fields;
use crate::rule::{Aggregate, InlineAggregate, Known, Rule, Verdict};
use crate::spec::{AttributeKind, Currency, Measure, Spec, Window};

/// As [`super::check_rules`], with how many customers of an outcome are in each cell, and what they spent in the 365 days before its
/// as-of date by the first attribute that is money.
///
/// The outcome may be of another plan with the same sources, fields and streams, such as that of [`Spec::without_rules`]: rules that do
/// not compile are counted as far as they go.
#[must_use]
pub fn check_rules_on(spec: &Spec, outcome: &Outcome) -> RuleReport {
    // Without a date there is no year before it.
    let (money, currency) = outcome.as_of.and_then(|_| spending(spec)).unzip();
    let inline: Vec<InlineAggregate> = money.iter().map(|aggregate| InlineAggregate::new("", aggregate.clone())).collect();
    let sets = Sets::of(spec, &inline);
    let (mut report, counted) = super::report_counted(&sets);
    periods(&mut report, spec, outcome);
    if report.findings().all(|finding| finding.cell.is_empty()) {
        return report;
    }
    let facts = facts(&sets, outcome);
    let tags: Vec<TagTable> = sets.sets.iter().map(|set| if set.errors.is_empty() { set.plan.evaluate(&facts) } else { TagTable::default() }).collect();
    let no_tags = TagTable::default();
    let spent = money.map(|aggregate| aggregate.to_string());
    for finding in report.findings_mut().filter(|finding| !finding.cell.is_empty()) {
        let at = sets.sets.iter().position(|set| set.name() == finding.rule_set);
        // Layers of a spec without tags read facts and fields alone.
        let set = at.and_then(|at| sets.sets.get(at));
        if set.is_none() && !finding.rule_set.is_empty() {
            continue;
        }
        let tags = at.and_then(|at| tags.get(at)).unwrap_or(&no_tags);
        let key = (finding.name.clone(), finding.cell.clone());
        let cell = counted.get(&key).unwrap_or(&finding.cell);
        let Some(rule) = Rule::compile(cell, "", set.map_or(&sets.fields, |set| &set.fields), &mut Vec::new()) else { continue };
        let reads_tags = |set: &&RuleSet<'_>| crate::rule::field_names(rule.predicate()).iter().any(|name| set.dimension(name).is_some());
        if set.filter(reads_tags).is_some_and(|set| !set.errors.is_empty()) {
            continue;
        }
        let (customers, revenue) = count(&rule, &facts, tags, spent.as_deref());
        finding.customers = Some(customers);
        finding.of = u64::try_from(facts.rows).ok();
        finding.revenue = revenue;
        finding.currency = revenue.and(currency).map(|currency: Currency| currency.to_string());
    }
    report
}

/// How many customers have an id that is dated after a period begins.
fn periods(report: &mut RuleReport, spec: &Spec, outcome: &Outcome) {
    for finding in report.lints.iter_mut().filter(|finding| finding.code == super::lints::PERIOD) {
        let Some(Window::Fixed { from, .. }) = spec.facts.metrics.iter().find(|metric| metric.name == finding.name).map(|metric| &metric.window) else { continue };
        let from: String = from.chars().filter(char::is_ascii_digit).collect();
        let dated = |id: &str| id.strip_prefix(spec.identity.customer_id.prefix.as_str()).and_then(|rest| rest.get(..8)).is_some_and(|day| day > from.as_str());
        finding.customers = u64::try_from(outcome.customers.iter().filter(|customer| dated(&customer.id)).count()).ok();
        finding.of = u64::try_from(outcome.customers.len()).ok();
    }
}

/// The facts of all customers; those that the outcome has of the same metrics are not computed again.
fn facts(sets: &Sets<'_>, outcome: &Outcome) -> FactTable {
    let same = outcome.plan.spec().facts == sets.spec.facts;
    let has = |name: &str| same && outcome.facts.column(name).is_some();
    let missing = sets.facts.of_metrics(|name| !has(name));
    let mut facts = missing.evaluate(&outcome.streams, outcome.customers.len(), outcome.as_of).table;
    let known = |facts: &FactTable, name: &str| facts.columns.iter().any(|column| column.name == name);
    for column in outcome.facts.columns.iter().filter(|column| has(&column.name) && sets.facts.definitions().any(|d| d.name == column.name)) {
        if !known(&facts, &column.name) {
            facts.columns.push(column.clone());
        }
    }
    let asked = crate::plan::states::asked(sets.sets.iter().flat_map(|set| &set.rules).flatten().flatten());
    add_fields(outcome, &mut facts, &asked);
    facts
}

impl Outcome {
    /// What is found in the rules of the outcome's plan, counted on its customers: [`check_rules_on`] of its spec.
    #[must_use]
    pub fn check_rules(&self) -> RuleReport {
        check_rules_on(self.plan.spec(), self)
    }
}

/// The sum of the first attribute that is money over a year, and its currency.
fn spending(spec: &Spec) -> Option<(Aggregate, Currency)> {
    let money = |kind: AttributeKind| if let AttributeKind::Money { currency } = kind { Some(currency) } else { None };
    let (stream, attribute, currency) = spec.facts.streams.iter().find_map(|s| s.attributes.iter().find_map(|a| Some((s, a, money(a.kind)?))))?;
    let measure = Measure::Sum { of: stream.name.clone(), attribute: attribute.name.clone() };
    Some((Aggregate { measure, filter: None, window: Window::Rolling { days: 365 } }, currency))
}

fn count(rule: &Rule, facts: &FactTable, tags: &TagTable, spent: Option<&str>) -> (u64, Option<i64>) {
    let known = Known { facts, tags };
    let column = spent.and_then(|name| facts.column(name));
    let (mut customers, mut revenue) = (0, 0_i128);
    rule.bind(&known).blocks(|start, verdicts| {
        for (at, _) in verdicts.iter().enumerate().filter(|(_, verdict)| **verdict == Verdict::True as u8) {
            customers += 1;
            revenue += i128::from(column.and_then(|column| column.number(start + at)).unwrap_or(0));
        }
    });
    (customers, column.map(|_| i64::try_from(revenue).unwrap_or(i64::MAX)))
}
