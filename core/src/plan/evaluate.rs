//! How well an outcome agrees with a known truth.

use super::outcome::Outcome;
use crate::error::{Code, Error, Result, quote};
use crate::identity::evaluate::{EvaluationOptions, EvaluationReport, Judged, JudgedPair, Truth, evaluate_all};
use crate::identity::score::probability;
use crate::model::{Decision, Partition};
use crate::schema::FieldKind;
use hashbrown::HashMap;

impl Outcome {
    /// How well the customers agree with a known truth: among pairs, records, whole customers, by splits and merges, by name and by band
    /// of probability; where `sampling` asks for it, the whole estimated from the customers that are known, with intervals.
    ///
    /// Records that the truth does not name are counted, not guessed at; what it names that is not there is a finding.
    ///
    /// ```
    /// use guiyi::identity::evaluate::{EvaluationOptions, Truth};
    /// use guiyi::{interop::json, Plan};
    ///
    /// let plan = Plan::from_json(r#"{"version": 1, "fields": [{"name": "phone", "kind": {"phone": {}}}],
    ///   "sources": [{"name": "官网", "id": "id", "columns": [{"field": "phone", "from": ["手机"]}]}]}"#)?;
    /// let outcome = json::run(&plan, r#"{"tables": {"官网": [{"id": "1", "手机": "13812345678"}, {"id": "2", "手机": "138-1234-5678"}, {"id": "3"}]}}"#)?;
    /// let truth = Truth::new([("官网", "1", "甲"), ("官网", "2", "甲"), ("官网", "7", "乙")]);
    /// let report = outcome.evaluate(&truth, &EvaluationOptions::default())?;
    /// assert_eq!((report.evaluation.right_pairs, report.evaluation.records, report.unlabelled), (1, 2, 1));
    /// assert_eq!(report.findings[0].code, "unknown_truth");
    /// # Ok::<(), guiyi::Error>(())
    /// ```
    ///
    /// # Errors
    /// `unknown_field` when the field of names is not in the spec.
    pub fn evaluate(&self, truth: &Truth<'_>, options: &EvaluationOptions) -> Result<EvaluationReport> {
        self.evaluate_partition(&self.matched.partition, truth, options)
    }

    /// As [`Outcome::evaluate`], of other customers of the same records, such as those of [`Outcome::partitions_at`].
    ///
    /// # Errors
    /// Those of [`Outcome::evaluate`].
    pub fn evaluate_partition(&self, partition: &Partition, truth: &Truth<'_>, options: &EvaluationOptions) -> Result<EvaluationReport> {
        let across_only = options.across_only.unwrap_or_else(|| self.plan.0.sources.iter().any(|source| source.unique));
        let options = EvaluationOptions { across_only: Some(across_only), ..options.clone() };
        let names = self.names(options.name.as_deref())?;
        let mut customers: HashMap<&str, u32> = HashMap::new();
        let judged = |(row, record): (usize, super::RecordRef<'_>)| {
            let next = u32::try_from(customers.len()).unwrap_or(u32::MAX);
            Judged {
                truth: truth.customer(record.source, record.id).map(|customer| *customers.entry(customer).or_insert(next)),
                predicted: partition.of_row.get(row).copied().unwrap_or(u32::MAX),
                source: u32::from(self.records.source.get(row).copied().unwrap_or(0)),
                name: names.and_then(|field| self.name_of(row, field)),
            }
        };
        let records: Vec<Judged> = self.records().enumerate().map(judged).collect();
        let pair = |edge: &crate::model::Edge| {
            let ruled = match edge.decision {
                Decision::Always(_) => Some(true),
                Decision::Never(_) => Some(false),
                Decision::Weight => None,
                // Neither its weight nor a rule decides.
                Decision::WeakOnly => return None,
            };
            Some(JudgedPair { a: edge.a, b: edge.b, probability: probability(edge.weight), ruled })
        };
        let pairs: Vec<JudgedPair> = self.matched.edges.iter().filter_map(pair).collect();
        let mut report = evaluate_all(&records, &pairs, &options);
        report.findings.extend(truth.findings(self.records().map(|record| (record.source, record.id))));
        Ok(report)
    }

    /// The field that says what records are called.
    fn names(&self, wanted: Option<&str>) -> Result<Option<usize>> {
        let Some(wanted) = wanted else {
            return Ok(self.records.fields.iter().position(|field| matches!(field.kind, FieldKind::PersonName {} | FieldKind::Company {})));
        };
        let unknown = || Error::new(Code::UnknownField, "name", format!("{} is not a field of the spec", quote(wanted)));
        let found = self.records.field(wanted);
        found.map(Some).ok_or_else(|| unknown().with_nearest(wanted, self.records.fields.iter().map(|field| field.name.as_str())))
    }

    /// The first value of a row in a field; `None` where there is none, or none that can be equal to another.
    fn name_of(&self, row: usize, field: usize) -> Option<u32> {
        let field = self.records.fields.get(field)?;
        self.records.field_values(row, field).iter().copied().find(|value| field.values.has_key(*value))
    }
}
