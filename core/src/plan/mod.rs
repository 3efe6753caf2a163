//! The only floor that knows every stage: propose a spec, compile it, run it, explain the outcome.

mod analysis;
#[cfg(test)]
mod analysis_tests;
#[cfg(test)]
mod block_tests;
mod changes;
mod channels;
mod check;
#[cfg(test)]
mod clock_tests;
mod collected;
mod compile;
mod contest;
mod context;
mod customers;
mod decide;
mod defaults;
mod evaluate;
mod events;
mod exclusive;
mod explain;
mod feeds;
mod given;
#[cfg(test)]
mod given_tests;
mod headers;
mod heirs;
mod history;
#[cfg(test)]
mod history_tests;
mod ingest;
mod joint;
#[cfg(test)]
mod label_tests;
mod labels;
#[cfg(test)]
mod layer_tests;
#[cfg(test)]
mod level_tests;
#[cfg(test)]
mod limit_tests;
mod limits;
mod matching;
mod metrics;
mod model;
#[cfg(test)]
mod model_tests;
mod next;
#[cfg(test)]
mod orders_tests;
mod outcome;
mod presence;
#[cfg(test)]
mod profile_tests;
mod profiles;
mod propose;
mod quality;
mod repeats;
mod roles;
mod rules;
mod run;
mod scored;
#[cfg(test)]
mod scored_tests;
mod sheets;
mod stand_in;
mod states;
mod survivors;
mod sweep;
mod sync;
#[cfg(test)]
mod template_tests;
#[cfg(test)]
mod tests;
mod time;
mod timeline;
mod units;
mod verified;
mod view;
#[cfg(test)]
mod view_tests;
mod views;
#[cfg(test)]
mod whether_tests;

pub use analysis::{Analysis, AnalysisColumn, AnalysisRow, AnalysisValue, ColumnOf};
pub use changes::Change;
pub use channels::Channel;
pub use check::{check_rules, check_rules_json, check_rules_on, rule_test_cases};
pub use contest::{Conflict, ConflictKind, Loser, Lost};
pub use explain::Split;
pub use history::ChangeKind;
pub use ingest::Read;
pub use limits::GenericValue;
pub use matching::MatchReport;
pub use metrics::{Metrics, MetricsOutcome};
pub use outcome::{CustomerRef, Outcome, PairView, ProfileValue, RecordRef, VerificationRef};
pub use propose::{ColumnEvidence, Evidence, KeyEvidence, Proposal, Recall, propose, propose_and_read};
pub use run::{Control, Observer, Progress, RunOptions};
pub use sheets::LayerSheet;
pub use sync::SyncReport;
pub use timeline::{Cause, Due, Moved, RuleChange, RulePreview, Timeline, TimelineEvent, Transition};
pub use view::{Amount, Shown, ShownEvent, ShownEvents, ShownField, View, ViewItem};
pub use views::Section;

use crate::data::ReferenceTables;
use crate::error::Result;
use crate::model::RuleReport;
use crate::profile::Survivor;
use crate::registry::Registry;
use crate::spec::Spec;
use std::sync::Arc;

/// A compiled spec: everything resolved and checked. Immutable, `Send + Sync`, cheap to clone.
///
/// ```
/// use guiyi::{ColumnBuffer, Inputs, Plan, Table};
///
/// let plan = Plan::from_json(r#"{
///   "version": 1,
///   "fields": [{"name": "name", "kind": {"person_name": {}}}, {"name": "phone", "kind": {"phone": {}}}],
///   "sources": [
///     {"name": "官网", "columns": [{"field": "name", "from": ["姓名"]}, {"field": "phone", "from": ["手机"]}]},
///     {"name": "门店", "columns": [{"field": "name", "from": ["顾客"]}, {"field": "phone", "from": ["电话"]}]}
///   ]
/// }"#)?;
/// let column = |values: &[&'static str]| values.iter().map(|v| Some(*v)).collect::<ColumnBuffer>();
/// let (name, phone) = (column(&["安然"]), column(&["138-1234-5678"]));
/// let (guest, call) = (column(&["安 然", "王芳"]), column(&["+86 13812345678", "13987654321"]));
/// let inputs = Inputs::new()
///     .with("官网", Table::new([("姓名", name.as_column()), ("手机", phone.as_column())]))
///     .with("门店", Table::new([("顾客", guest.as_column()), ("电话", call.as_column())]));
/// let outcome = plan.run(&inputs, None);
/// assert_eq!(outcome.customers().len(), 2);
/// # Ok::<(), guiyi::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Plan(Arc<compile::Compiled>);

impl Plan {
    /// Resolves and checks a spec; every error in it is reported at once.
    ///
    /// # Errors
    /// One [`crate::Error`]; with several findings its [`crate::Error::related`] lists them.
    pub fn compile(spec: &Spec) -> Result<Self> {
        Self::compile_with(spec, ReferenceTables::builtin())
    }

    /// As [`Plan::compile`], with other reference tables than the embedded ones.
    ///
    /// # Errors
    /// As [`Plan::compile`].
    pub fn compile_with(spec: &Spec, tables: &ReferenceTables) -> Result<Self> {
        Self::compile_with_survivors(spec, tables, &Registry::new())
    }

    /// As [`Plan::compile_with`], with survivors of the caller's own for [`crate::spec::Survivorship::Custom`]. The fingerprint knows
    /// them by their names.
    ///
    /// # Errors
    /// As [`Plan::compile`].
    pub fn compile_with_survivors(spec: &Spec, tables: &ReferenceTables, survivors: &Registry<dyn Survivor>) -> Result<Self> {
        compile::compile(spec, tables, survivors).map(|compiled| Plan(Arc::new(compiled)))
    }

    /// Reads a spec from JSON and compiles it.
    ///
    /// # Errors
    /// As [`Plan::compile`]; unreadable JSON names the path, line and column.
    pub fn from_json(json: &str) -> Result<Self> {
        Self::compile(&compile::parse(json)?)
    }

    /// As [`Plan::from_json`], with other reference tables than the embedded ones.
    ///
    /// # Errors
    /// As [`Plan::from_json`].
    pub fn from_json_with(json: &str, tables: &ReferenceTables) -> Result<Self> {
        Self::compile_with(&compile::parse(json)?, tables)
    }

    /// What is found in the plan's rules: [`check_rules`] of its spec. Findings are no errors, and a plan with them runs.
    ///
    /// The rules are looked at when this is first asked, by whichever copy of the plan, and never again: who does not ask pays nothing.
    #[must_use]
    pub fn check_rules(&self) -> &RuleReport {
        self.0.found.get_or_init(|| check_rules(&self.0.spec))
    }

    /// The spec with every default filled in.
    #[must_use]
    pub fn spec(&self) -> &Spec {
        &self.0.spec
    }

    /// Sixteen hexadecimal digits that name the spec's content.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }
}
