//! Why: pairs, customers, values, tags and layers, in words and numbers.

use super::contest::Lost;
use super::decide::{Decider, Memo};
use super::matching::joins;
use super::outcome::{CustomerRef, Outcome, RecordRef, VerificationRef};
use super::time::date_of;
use crate::error::{Code, Error, Result, excerpt, quote};
use crate::identity::compare::{Prepared, Vector};
use crate::identity::score::{BIT, probability};
use crate::model::{Decision, Edge, Explanation, Refusal};
use crate::profile::Decided;
use crate::spec::{DecisionRule, LevelCondition, Survivorship};

impl Outcome {
    /// Everything about a customer: what holds its records together, its values, tags and layers.
    ///
    /// # Errors
    /// `unknown_customer`.
    pub fn explain(&self, customer_id: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let mut all = self.explain_records(customer);
        let mut values = Explanation::new("profile", "profile");
        for field in &self.records.fields {
            if customer.value(&field.name).is_some() {
                values.push(self.explain_value(customer_id, &field.name)?);
            }
        }
        all.push(values);
        let dimensions: Vec<String> = self.tags.dimensions.iter().map(|d| d.domain.name.clone()).collect();
        for dimension in dimensions {
            all.push(self.explain_tag(customer_id, &dimension)?);
        }
        for layers in &self.layers {
            all.push(self.explain_layer(customer_id, &layers.name)?);
        }
        Ok(all)
    }

    /// Which edges hold a customer together, the weakest one, and what was refused.
    ///
    /// # Errors
    /// `unknown_customer`.
    pub fn explain_customer(&self, customer_id: &str) -> Result<Explanation> {
        self.known(customer_id).map(|c| self.explain_records(c))
    }

    /// Why two records are, or are not, the same customer: the weight of every comparison.
    ///
    /// # Errors
    /// `unknown_record`.
    pub fn explain_pair(&self, a: (&str, &str), b: (&str, &str)) -> Result<Explanation> {
        let find = |(source, id): (&str, &str)| {
            let missing = || Error::new(Code::UnknownRecord, "", format!("there is no record {} in source {}", quote(id), quote(source)));
            self.records.find(source, id).ok_or_else(missing)
        };
        let (a, b) = (find(a)?, find(b)?);
        Ok(self.pair(&self.edge(a.min(b), a.max(b))))
    }

    /// Why a field has its value: the winner, what decided, and the losers.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_field`.
    pub fn explain_value(&self, customer_id: &str, field: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        let names = || self.records.fields.iter().map(|f| f.name.as_str());
        let unknown = || Error::new(Code::UnknownField, "", format!("there is no field {}", quote(field))).with_nearest(field, names());
        let index = self.records.field(field).ok_or_else(unknown)?;
        let Some(winner) = customer.value_at(index) else {
            return Ok(Explanation::new("value", format!("{field}: no value that could be used")));
        };
        let why = match winner.by {
            _ if winner.filled => "its group's record says nothing, and this one does not contradict it".to_owned(),
            Some(by) => survivorship(by),
            None if winner.decided == Decided::Order => "nothing but order sets it apart".to_owned(),
            None => "no other value".to_owned(),
        };
        let mut out = Explanation::new("value", format!("{field} = {} from {} ({why})", quote(winner.value), name(winner.record)));
        if let Some(verified) = winner.verified {
            out.push(Explanation::new("verified", verification(verified)));
        }
        for loser in customer.losers_at(index) {
            let why = match loser.lost {
                Lost::Unusable => loser.status.as_str().to_owned(),
                Lost::Writing => "the same value in another writing".to_owned(),
                Lost::By(by) => format!("{}: {}", loser.status.as_str(), survivorship(by)),
                Lost::Group => "its record contradicts that of the group".to_owned(),
                Lost::Order => format!("{}: nothing but order", loser.status.as_str()),
            };
            out.push(Explanation::new("loser", format!("not {} from {} ({why})", quote(loser.value), name(loser.record))));
        }
        for conflict in customer.conflicts_at(index) {
            let values: Vec<String> = conflict.values.iter().map(|v| quote(v)).collect();
            out.push(Explanation::new("conflict", format!("{}: {}", conflict.kind.as_str(), values.join(" / "))));
        }
        Ok(out)
    }

    /// Why a customer has its tag: the rule, and the numbers it read.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`.
    pub fn explain_tag(&self, customer_id: &str, dimension: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        self.plan.0.tags.explain(&self.facts, &self.tags, dimension, customer.index)
    }

    /// Why a customer is in its layer.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`.
    pub fn explain_layer(&self, customer_id: &str, layerer: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        self.plan.0.layers.explain(&self.facts, &self.tags, layerer, customer.index)
    }

    fn known(&self, customer_id: &str) -> Result<CustomerRef<'_>> {
        self.customer(customer_id).ok_or_else(|| Error::new(Code::UnknownCustomer, "", format!("there is no customer {}", quote(customer_id))))
    }

    /// The kept edge of two rows, or a fresh comparison.
    fn edge(&self, a: u32, b: u32) -> Edge {
        if let Ok(at) = self.matched.edges.binary_search_by_key(&(a, b), |e| (e.a, e.b))
            && let Some(edge) = self.matched.edges.get(at)
        {
            return *edge;
        }
        let plan = &*self.plan.0;
        let prepared = Prepared::new(&self.records, &plan.comparisons, &plan.layout);
        let vector = prepared.compare(a, b, &mut prepared.cache());
        Decider { plan, weights: &self.matched.weights, records: &self.records }.decide(vector, a, b, &mut Memo::default())
    }

    fn explain_records(&self, customer: CustomerRef<'_>) -> Explanation {
        let rows = self.matched.partition.rows_of(customer.index);
        let mut sources: Vec<&str> = rows.iter().map(|r| self.records.source_name(*r as usize)).collect();
        sources.dedup();
        let head = format!("{}: {} {} from {}", customer.id(), rows.len(), if rows.len() == 1 { "record" } else { "records" }, sources.join(", "));
        let mut out = Explanation::new("customer", head);
        let inside = |e: &&Edge| rows.binary_search(&e.a).is_ok() && rows.binary_search(&e.b).is_ok();
        // Edges are sorted by their smaller row, so a customer's lie in a few runs; few enough to scan by row.
        let mut held: Vec<&Edge> = rows.iter().flat_map(|row| self.edges_of(*row)).filter(inside).filter(|e| joins(e, self.plan.0.threshold)).collect();
        held.sort_by_key(|e| (std::cmp::Reverse(strength(e)), e.a, e.b));
        if rows.len() > 1
            && let Some(weakest) = held.last()
        {
            let pairs = if held.len() == 1 { "pair" } else { "pairs" };
            let text =
                format!("held together by {} {pairs}; the weakest is {} ~ {} at {}", held.len(), name(self.record(weakest.a)), name(self.record(weakest.b)), percent(weakest));
            out.push(Explanation::new("weakest", text));
        }
        for edge in held.iter().take(20) {
            out.push(self.pair(edge));
        }
        for (index, why) in &self.matched.partition.refused {
            if let Some(edge) = self.matched.edges.get(*index as usize)
                && (rows.binary_search(&edge.a).is_ok() || rows.binary_search(&edge.b).is_ok())
            {
                let text = format!("refused: {} ~ {} ({})", name(self.record(edge.a)), name(self.record(edge.b)), self.refusal(*why));
                out.push(Explanation::new("refused", text));
            }
        }
        out
    }

    /// The kept edges whose smaller row is this one.
    fn edges_of(&self, row: u32) -> impl Iterator<Item = &Edge> {
        let start = self.matched.edges.partition_point(|e| e.a < row);
        self.matched.edges.iter().skip(start).take_while(move |e| e.a == row)
    }

    fn refusal(&self, why: Refusal) -> String {
        match why {
            Refusal::Ban => "a rule bans some pair across the two groups".to_owned(),
            Refusal::UniqueSource(s) => format!("source {} has no duplicates inside", self.plan.0.sources.get(s as usize).map_or("", |s| &s.name)),
            Refusal::ExclusiveField(f) => format!("the groups hold different values of {}", self.records.fields.get(f as usize).map_or("", |f| &f.name)),
            Refusal::Evidence => "the summed evidence between the groups speaks against it".to_owned(),
        }
    }

    /// The waterfall of one pair.
    fn pair(&self, edge: &Edge) -> Explanation {
        let plan = &*self.plan.0;
        let verdict = if joins(edge, plan.threshold) { "the same customer" } else { "not joined" };
        let head = format!("{} ~ {}: {verdict}, {} bits, probability {}", name(self.record(edge.a)), name(self.record(edge.b)), bits(edge.weight), percent(edge));
        let mut out = Explanation::new("pair", head);
        if let Some(rule) = self.rule(edge.decision) {
            out.push(Explanation::new("rule", rule));
        }
        let chance = probability(self.matched.weights.prior());
        let one_in = if chance > 0.0 { format!("1 in {:.0}", 1.0 / chance) } else { "never".to_owned() };
        out.push(Explanation::new("prior", format!("{:>7}  two random records are the same customer: {one_in}", bits(self.matched.weights.prior()))));
        let parts = self.matched.weights.parts(&self.records, Vector(edge.vector), edge.a, edge.b);
        let relatives = self.matched.weights.relatives(Vector(edge.vector));
        for (part, comparison) in parts.zip(&plan.comparisons) {
            let (left, right) = (self.shown(edge.a, comparison.field), self.shown(edge.b, comparison.field));
            if part.level == 0 {
                continue;
            }
            let mut text = format!("{:>7}  {}: {} — {left} ~ {right}", bits(part.total()), comparison.name, comparison.label(part.level));
            if part.frequency != 0
                && let Some(rows) = self.shared_by(edge, comparison.field)
            {
                text.push_str(&format!(" (its value stands on {rows} records)"));
            }
            if part.dependence != 0 {
                text.push_str(&format!(" ({} of it because another comparison agrees too)", bits(part.total() - part.weight - part.frequency)));
            }
            if self.matched.weights.is_weak(part.comparison, part.level) {
                text.push_str(" (corroborates only)");
            }
            out.push(Explanation::new("comparison", text));
        }
        if let Some(relatives) = relatives
            && relatives <= edge.weight + 2 * BIT
        {
            out.push(Explanation::new("relatives", format!("{:>7}  against two people of one household or firm, who share as much", bits(relatives))));
        }
        if let Some(c) = self.matched.model.as_ref().and_then(|m| m.calibration) {
            let by = f64::from(c.slope) / f64::from(BIT);
            out.push(Explanation::new("calibration", format!("{:>7}  added to {by:.2} of all that, as labelled pairs say", bits(c.shift))));
        }
        out
    }

    /// On how many records the rarest value stands that both records carry.
    fn shared_by(&self, edge: &Edge, field: usize) -> Option<u32> {
        let column = self.records.fields.get(field)?;
        let right = self.records.field_values(edge.b as usize, column);
        let shared = self.records.field_values(edge.a as usize, column).iter().filter(|v| **v != 0 && right.contains(v));
        shared.filter_map(|v| column.values.frequency.get(*v as usize).copied()).min()
    }

    /// The values of a record's field, as written.
    fn shown(&self, row: u32, field: usize) -> String {
        let Some(column) = self.records.fields.get(field) else {
            return String::new();
        };
        let forms = self.records.row_forms(row as usize).get(column.first_slot..column.first_slot + column.slots).unwrap_or(&[]);
        let texts: Vec<String> = forms.iter().filter(|f| **f != 0).map(|f| quote(column.forms.raw.get(*f))).collect();
        texts.join(" / ")
    }

    fn rule(&self, decision: Decision) -> Option<String> {
        let (verdict, index) = match decision {
            Decision::Always(i) => ("always", i),
            Decision::Never(i) => ("never", i),
            Decision::WeakOnly => return Some("only corroborating evidence speaks for it, which is never sufficient alone".to_owned()),
            Decision::Weight => return None,
        };
        let rule = self.plan.0.spec.identity.rules.iter().flatten().nth(index as usize)?;
        let (DecisionRule::Always(conditions) | DecisionRule::Never(conditions)) = rule;
        let conditions: Vec<String> = conditions.iter().map(condition).collect();
        Some(format!("rule {} decided: {verdict} when {}", index + 1, conditions.join(" and ")))
    }
}

fn condition(c: &LevelCondition) -> String {
    match (&c.at_least, &c.at_most) {
        (Some(low), Some(high)) => format!("{} from {low} to {high}", c.comparison),
        (Some(low), None) => format!("{} at least {low}", c.comparison),
        (None, Some(high)) => format!("{} present and at most {high}", c.comparison),
        (None, None) => format!("{} present", c.comparison),
    }
}

fn strength(edge: &Edge) -> i32 {
    if matches!(edge.decision, Decision::Always(_)) { i32::MAX } else { edge.weight }
}

fn name(record: RecordRef<'_>) -> String {
    format!("{} {}", record.source, excerpt(record.id, 60))
}

fn bits(weight: i32) -> String {
    format!("{:+.1}", f64::from(weight) / f64::from(BIT))
}

fn percent(edge: &Edge) -> String {
    match edge.decision {
        Decision::Always(_) => "100 %, by rule".to_owned(),
        Decision::Never(_) => "0 %, by rule".to_owned(),
        _ => format!("{:.2} %", probability(edge.weight) * 100.0),
    }
}

fn verification(verified: VerificationRef<'_>) -> String {
    let said = |text: Option<&str>| text.map_or("not said".to_owned(), quote);
    let date = verified.date.and_then(date_of).map_or("not said".to_owned(), |d| d.to_string());
    format!("verified: method {}, date {date}, operator {}, says {}", said(verified.method), said(verified.operator), name(verified.record))
}

fn survivorship(by: &Survivorship) -> String {
    let fixed = match by {
        Survivorship::Valid {} => "the soundest reading",
        Survivorship::SourcePriority {} => "the most trusted source",
        Survivorship::MostRecent {} => "the most recent record",
        Survivorship::MostFrequent {} => "on most records",
        Survivorship::Longest {} => "the longest form",
        Survivorship::Verified {} => "it was verified",
        Survivorship::Complete {} => "the most complete",
        Survivorship::Sources(order) => return format!("the source that goes first: {}", order.iter().map(|s| excerpt(s, 60)).collect::<Vec<_>>().join(", ")),
        Survivorship::Prefer(_) => "the value that goes first",
        Survivorship::Custom(name) => return format!("chosen by {}", quote(name)),
    };
    fixed.to_owned()
}
