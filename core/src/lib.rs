#![doc = include_str!("../../README.md")]
#![forbid(unsafe_code)]

pub mod columns;
pub mod data;
mod error;
pub mod facts;
pub mod identity;
pub mod interop;
pub mod layer;
pub mod model;
pub mod normalize;
mod plan;
pub mod profile;
pub mod purchase;
mod registry;
pub mod rule;
mod schema;
pub mod spec;
pub mod table;
pub mod tag;
#[cfg(feature = "testing")]
pub mod testing;
pub mod text;
mod threads;

pub use columns::{ColumnProfile, ColumnQuality, QualityReport, TableProfile};
pub use data::ReferenceTables;
pub use error::{Class, Code, Error, Result};
pub use model::{
    Assignment, Explanation, Finding, Language, LayerModel, LayerRecord, Missing, Normalized, Note, Reason, RuleFinding, RuleReport, RuleTestCase, RuleTests, Severity, Statement,
    Status, Witness, WitnessEvent,
};
pub use normalize::Normalizer;
pub use plan::{
    Amount, Analysis, AnalysisColumn, AnalysisRow, AnalysisValue, Cause, Change, ChangeKind, Channel, ColumnEvidence, ColumnOf, Conflict, ConflictKind, Control, CustomerRef, Due,
    Evidence, GenericValue, KeyEvidence, LayerSheet, Loser, Lost, MatchReport, Metrics, MetricsOutcome, Moved, Observer, Outcome, PairView, Plan, ProfileValue, Progress, Proposal,
    Read, Recall, RecordRef, RuleChange, RulePreview, RunOptions, Section, Shown, ShownEvent, ShownEvents, ShownField, Split, SyncReport, Timeline, TimelineEvent, Transition,
    VerificationRef, View, ViewItem, check_rules, check_rules_json, check_rules_on, propose, propose_and_read, rule_test_cases,
};
pub use registry::Registry;
pub use schema::{DateOrder, FieldKind};
pub use spec::Spec;
pub use table::{Column, ColumnBuffer, Inputs, Table};
