//! The nouns that pass between the stages.

mod adcode;
mod assignment;
mod codes;
mod country;
mod edge;
mod event;
mod explanation;
mod fact;
mod finding;
mod forms;
mod layer;
mod layer_model;
mod lists;
mod normalized;
mod numbers;
mod ranking;
mod reason;
mod record;
mod rule_report;
mod stage;
mod tag;
mod verification;

pub use adcode::Adcode;
pub(crate) use assignment::MOST_SEQUENCE;
pub use assignment::{ASSIGNMENT_VERSION, AssignedRef, Assignment};
pub(crate) use codes::NO_BYTE;
pub use codes::{Codes, Spare};
pub use country::Country;
pub use edge::{Decision, Edge, Partition, Refusal};
pub use event::{EventAttribute, EventStream, EventValues};
pub use explanation::{
    Agreement, Assumption, Change, Compared, Decided, Disagreement, Explanation, Holds, Language, Line, Loss, Omitted, PairVerdict, Preference, RecordGroup, RecordName,
    RefusalReason, RuleCondition, Scored, Shared, StageReason, Statement, Tie,
};
pub use fact::{Definition, FactColumn, FactTable, FactUnit, FactValues, Rate};
pub use finding::{Finding, Note};
pub use forms::Forms;
pub(crate) use forms::ReadForms;
pub use layer::{LayerRecord, LayerTable};
pub use layer_model::{CentreColumn, Centres, Cuts, LayerModel, LayerModels, RfmRankings};
pub use lists::Lists;
pub use normalized::{Missing, Normalized, Status};
pub(crate) use numbers::Cells;
pub use numbers::Numbers;
pub use ranking::Ranking;
pub use reason::Reason;
pub use record::{Component, FieldColumn, Records, Values};
pub(crate) use record::{KEYLESS, id_order};
pub use rule_report::{RuleFinding, RuleReport, RuleTestCase, RuleTests, Severity, Witness, WitnessEvent};
pub use stage::{Stage, StageTable};
pub use tag::{GivenBy, GivenTag, NO_TAG, TagCodes, TagDimension, TagDomain, TagFinding, TagTable};
pub use verification::Verification;
