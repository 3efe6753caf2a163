//! Facts of customers whom the caller knows: tables of events with the caller's own customer ids, and no identity.

use super::feeds::{self, Holders};
use super::{events, stand_in, sync};
use crate::error::{Code, Error, Result, quote};
use crate::facts::{Facts, FactsPlan, PurchaseFit};
use crate::model::{Definition, FactTable, Finding, Ranking, Rate};
use crate::spec::{FactsSpec, Spec};
use crate::table::Inputs;
use chrono::NaiveDate;
use hashbrown::HashMap;
use std::sync::Arc;

/// Compiled metrics over tables of events, each of which names its customer.
///
/// ```
/// use guiyi::{ColumnBuffer, Inputs, Metrics, Table};
///
/// let metrics = Metrics::from_json(r#"{
///   "streams": [{"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}],
///     "feeds": [{"table": "订单", "customer": "会员号", "time": "下单时间", "attributes": {"amount": {"column": "金额"}}}]}],
///   "catalogue": [{"metric": "total_amount"}, {"metric": "last_order_date"}]
/// }"#)?;
/// let column = |values: &[&'static str]| values.iter().map(|v| Some(*v)).collect::<ColumnBuffer>();
/// let (member, time, amount) = (column(&["M2", "M1", "M2"]), column(&["2024-05-01", "2024-05-02", "2024-06-01"]), column(&["19.90", "¥1,000", "0.1"]));
/// let orders = Table::new([("会员号", member.as_column()), ("下单时间", time.as_column()), ("金额", amount.as_column())]);
/// let out = metrics.run(&Inputs::new().with("订单", orders), "2024-06-30".parse().ok());
/// assert_eq!(out.customers(), ["M1", "M2"]);
/// assert_eq!(out.facts().column("总交易额").and_then(|column| column.number(1)), Some(2_000));
/// # Ok::<(), guiyi::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Compiled>);

#[derive(Debug)]
struct Compiled {
    spec: Spec,
    facts: FactsPlan,
}

/// The facts of all customers that events name.
#[derive(Debug)]
pub struct MetricsOutcome {
    metrics: Metrics,
    as_of: Option<NaiveDate>,
    customers: Vec<String>,
    facts: Facts,
    findings: Vec<Finding>,
}

impl Metrics {
    /// Resolves and checks the streams and metrics; every error is reported at once. Paths begin with `facts`.
    ///
    /// # Errors
    /// One [`Error`]; with several findings its [`Error::related`] lists them.
    pub fn compile(spec: &FactsSpec) -> Result<Self> {
        let mut errors = Vec::new();
        for (s, stream) in spec.streams.iter().enumerate() {
            for (f, feed) in stream.feeds.iter().enumerate().filter(|(_, feed)| feed.customer.is_none()) {
                let detail = format!("the events of {} name no customer", quote(&feed.table));
                let error = Error::new(Code::MissingData, format!("facts.streams[{s}].feeds[{f}].customer"), detail);
                errors.push(error.with_help("name the column with the customer's id in `customer`; records are joined to customers by a plan"));
            }
        }
        let (facts, written) = FactsPlan::compile_written(spec, &[], &mut errors);
        super::feeds::check_currencies(spec, &mut errors);
        if let Some(error) = Error::from_many(errors) {
            return Err(error);
        }
        let spec = Spec { facts: written, ..Spec::new(Vec::new(), Vec::new()) };
        Ok(Metrics(Arc::new(Compiled { spec, facts })))
    }

    /// Reads and compiles the document that stands under `facts` in a spec.
    ///
    /// # Errors
    /// `invalid_json` with the path into the document; those of [`Metrics::compile`].
    pub fn from_json(json: &str) -> Result<Self> {
        let mut deserializer = serde_json::Deserializer::from_str(json);
        let spec: FactsSpec = serde_path_to_error::deserialize(&mut deserializer)?;
        deserializer.end().map_err(|e| Error::new(Code::InvalidJson, "", "there is text after the document").with_source(e))?;
        Self::compile(&spec)
    }

    /// Streams and metrics, with those of the catalogue written out.
    #[must_use]
    pub fn spec(&self) -> &FactsSpec {
        &self.0.spec.facts
    }

    /// What each metric is, in the order of the columns of facts.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.0.facts.definitions()
    }

    /// The columns of a table that are read.
    pub fn columns_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.spec.columns_of(table)
    }

    /// Computes the facts as of a date. Total: whatever the rows hold, there is an outcome. An event without a customer id is left out,
    /// and reported.
    #[must_use]
    pub fn run(&self, inputs: &Inputs<'_>, as_of: Option<NaiveDate>) -> MetricsOutcome {
        let spec = &self.0.spec;
        let mut findings = super::headers::odd(inputs);
        let inputs = &stand_in::named(spec, inputs, &mut findings);
        let (ids, customers) = customers(&spec.facts, inputs);
        let holders = Holders::of_ids(&ids, customers.iter().map(String::as_str).collect());
        let (_, superseded) = sync::check(spec, inputs, &mut findings);
        let streams = feeds::streams(spec, &holders, &superseded, inputs, &mut findings);
        let facts = self.0.facts.evaluate(&streams, customers.len(), as_of);
        drop(holders);
        findings.extend(events::odd(&facts));
        findings.sort();
        MetricsOutcome { metrics: self.clone(), as_of, customers, facts, findings }
    }
}

/// The ids that events name, shorter first as record ids are, and the place of each.
fn customers(spec: &FactsSpec, inputs: &Inputs<'_>) -> (HashMap<String, u32>, Vec<String>) {
    let mut ids: HashMap<String, u32> = HashMap::new();
    for feed in spec.streams.iter().flat_map(|s| &s.feeds) {
        for column in inputs.batches(&feed.table).filter_map(|table| table.column(feed.customer.as_ref()?)) {
            for raw in (0..column.len()).filter_map(|row| column.get(row)).map(crate::text::fold::trim).filter(|raw| !raw.is_empty()) {
                if !ids.contains_key(raw) {
                    ids.insert(raw.to_owned(), 0);
                }
            }
        }
    }
    let mut names: Vec<String> = ids.keys().cloned().collect();
    names.sort_unstable_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    for (place, name) in (0..).zip(&names) {
        if let Some(slot) = ids.get_mut(name) {
            *slot = place;
        }
    }
    (ids, names)
}

impl MetricsOutcome {
    /// The metrics that were computed.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The date that the facts are as of.
    #[must_use]
    pub fn as_of(&self) -> Option<NaiveDate> {
        self.as_of
    }

    /// The customers' ids, in the order of the rows of facts.
    #[must_use]
    pub fn customers(&self) -> &[String] {
        &self.customers
    }

    /// The facts.
    #[must_use]
    pub fn facts(&self) -> &FactTable {
        &self.facts.table
    }

    /// Per column of facts, how many events the fact of each customer rests on.
    #[must_use]
    pub fn samples(&self) -> &[Vec<u32>] {
        &self.facts.samples
    }

    /// Of each `top` metric (热销产品), how often each of a customer's most frequent values came.
    #[must_use]
    pub fn rankings(&self) -> &[Ranking] {
        &self.facts.rankings
    }

    /// The shares of customers.
    #[must_use]
    pub fn rates(&self) -> &[Rate] {
        &self.facts.rates
    }

    /// The models of repeat buying, as they were fitted or given.
    #[must_use]
    pub fn purchase_models(&self) -> &[PurchaseFit] {
        &self.facts.purchase_models
    }

    /// What is to be known about the inputs.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}
