//! What can be said: every statement with its code and its parameters.

use super::next::Change;
use super::parameters::{
    Agreement, Assumption, Compared, Decided, Disagreement, Holds, Loss, Omitted, PairVerdict, Preference, RecordGroup, RecordName, RefusalReason, RuleCondition, Tie,
};
use crate::model::Status;
use serde::Serialize;

/// One statement: its code and its parameters. Weights are in 1/1024 bit.
///
/// As JSON: `{"code": "path", "data": {"steps": 2, …}}`.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(tag = "code", content = "data", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Statement {
    /// Who a customer is: its records, and what they agree on.
    Customer {
        /// The customer id.
        customer: String,
        /// How many records it has.
        records: u32,
        /// Their sources.
        sources: Vec<String>,
        /// What the ties that hold it together agree on, the most common first: at most four.
        agreements: Vec<Agreement>,
        /// How sure the weakest of these ties is; `None`: it has one record.
        probability: Option<f64>,
    },
    /// The tie by which a customer hangs together the least: the weakest of its strongest spanning tree.
    Weakest {
        /// The tie.
        tie: Tie,
        /// How many ties hold it together in all.
        ties: u32,
    },
    /// A tie without which a customer would fall into two.
    Bridge {
        /// The tie.
        tie: Tie,
        /// The records on the first record's side.
        left: RecordGroup,
        /// The records on the second record's side.
        right: RecordGroup,
    },
    /// A record without which a customer would fall apart.
    Joint {
        /// The record.
        record: RecordName,
        /// Into how many parts.
        parts: u32,
    },
    /// Why two records are, or are not, one customer's.
    Pair {
        /// The pair.
        tie: Tie,
        /// What became of it.
        verdict: PairVerdict,
        /// The customers of the two.
        customers: [String; 2],
        /// Why they were kept apart, where the pair by itself says one customer.
        #[serde(skip_serializing_if = "Option::is_none")]
        refusal: Option<RefusalReason>,
        /// Whether only corroborating evidence speaks for it.
        weak_only: bool,
    },
    /// The rule that decided a pair.
    Rule {
        /// Its number, from 1 on.
        number: u32,
        /// Whether it joins; else it keeps apart.
        always: bool,
        /// What it asks for.
        conditions: Vec<RuleCondition>,
    },
    /// Only corroborating evidence speaks for a pair, which is never sufficient alone.
    WeakOnly {},
    /// Where the weight of a pair starts.
    Prior {
        /// The weight of two random records.
        weight: i32,
        /// Of so many random pairs one is one customer's.
        #[serde(skip_serializing_if = "Option::is_none")]
        one_in: Option<f64>,
    },
    /// What one comparison says of a pair.
    Comparison(Compared),
    /// A value that does not count because too many customers share it: one that both records of a pair have, or one of a customer's.
    Generic {
        /// The field.
        field: String,
        /// The value.
        value: String,
        /// Records that have it.
        records: u32,
        /// Distinct names on them.
        names: u32,
    },
    /// The pair against two people of one household or firm.
    Relatives {
        /// The weight against them.
        weight: i32,
    },
    /// What labelled pairs made of the weight.
    Calibration {
        /// By what it was multiplied, in 1/1024.
        slope: i32,
        /// What was added.
        shift: i32,
    },
    /// What a pair weighs in all.
    Total {
        /// The match weight.
        weight: i32,
        /// The probability behind it, whatever a rule says.
        probability: f64,
    },
    /// With whom a customer was not joined, though some pair speaks for it.
    Refused {
        /// The other customer.
        customer: String,
        /// The strongest pair across the two.
        tie: Tie,
        /// Why not.
        reason: RefusalReason,
        /// How many pairs across the two speak for it.
        pairs: u32,
    },
    /// The pair across two customers that speaks the most against joining them.
    Against(Tie),
    /// In what two customers contradict one another, each with all its records: comparisons in which no record of one agrees with any of the
    /// other, with the values of both.
    Contradicts {
        /// What speaks against joining them, the strongest first: at most four.
        evidence: Vec<Compared>,
    },
    /// The pair across two customers that a rule forbids.
    Banned(Tie),
    /// The values of a field of which a customer has one, where two customers have different ones.
    Differing {
        /// The field.
        field: String,
        /// The values of the one.
        left: Vec<String>,
        /// The values of the other.
        right: Vec<String>,
    },
    /// The records of two customers in a source in which nobody stands twice.
    BothIn {
        /// The source.
        source: String,
        /// The records of the one.
        left: RecordGroup,
        /// The records of the other.
        right: RecordGroup,
    },
    /// Where a record has its place already, and by what tie.
    Placed {
        /// The record.
        record: RecordName,
        /// Its customer.
        customer: String,
        /// The strongest tie that it has there.
        tie: Tie,
    },
    /// How two records of one customer are connected: the way whose weakest tie is the strongest.
    Path {
        /// From here.
        a: RecordName,
        /// To there.
        b: RecordName,
        /// The customer of both.
        customer: String,
        /// How many ties the way has.
        steps: u32,
        /// How sure its weakest tie is.
        probability: f64,
    },
    /// A tie of a way.
    Step(Tie),
    /// There is no way between two records: they are two customers'.
    NoPath {
        /// The first record.
        a: RecordName,
        /// The second record.
        b: RecordName,
        /// The customers of the two.
        customers: [String; 2],
    },
    /// What would become of a customer if a field, or one value of it, were ignored.
    Without {
        /// The customer.
        customer: String,
        /// The field.
        field: String,
        /// The value; `None`: the whole field.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        /// The records that would still be together.
        groups: Vec<RecordGroup>,
        /// How many groups there are, those not listed too.
        customers: u32,
        /// How many of the customer's records have it.
        records: u32,
    },
    /// A pair that would no longer be one customer's by itself.
    LostTie {
        /// The pair as it is.
        tie: Tie,
        /// How likely it would be without; `None`: too unlikely to be kept, or nothing would bring the two together.
        probability: Option<f64>,
    },
    /// With whom a customer would come together if something were ignored.
    Gained {
        /// The other customers, the first of them.
        customers: Vec<String>,
        /// How many there are, those not listed too.
        count: u32,
    },
    /// How many customers would fall apart if a field, or one value of it, were ignored.
    Ignored {
        /// The field.
        field: String,
        /// The value; `None`: the whole field.
        #[serde(skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        /// Customers of several records.
        customers: u32,
        /// Of these, customers that would fall apart.
        split: u32,
    },
    /// What a what-if takes for granted: only a run on other inputs could tell.
    Assumed {
        /// The field that is ignored.
        field: String,
        /// What is taken for granted.
        what: Assumption,
    },
    /// What was left out of a list.
    LeftOut {
        /// What.
        what: Omitted,
        /// How many.
        count: u32,
    },
    /// The values of a customer.
    Profile {},
    /// A field's value, where it is from, and what decided.
    Value {
        /// The field.
        field: String,
        /// The value; `None`: of those written, none is usable.
        value: Option<String>,
        /// The record it is from.
        record: Option<RecordName>,
        /// What decided; `None`: there was no other value.
        by: Option<Preference>,
        /// How many values were written.
        written: usize,
    },
    /// How, when and by whom a value was verified.
    Verified {
        /// How.
        method: Option<String>,
        /// When, as `YYYY-MM-DD`.
        date: Option<String>,
        /// By whom.
        operator: Option<String>,
        /// The record that says so.
        record: RecordName,
    },
    /// A value that did not survive.
    Loser {
        /// The value.
        value: String,
        /// The record it is from.
        record: RecordName,
        /// How it reads.
        status: Status,
        /// Why it lost.
        #[serde(skip_serializing_if = "Option::is_none")]
        lost: Option<Loss>,
    },
    /// Values of a field that contradict each other.
    Conflict {
        /// The field.
        field: String,
        /// How.
        kind: Disagreement,
        /// The values.
        values: Vec<String>,
    },
    /// A dimension's values, and what decided.
    Tag {
        /// The dimension.
        dimension: String,
        /// The values.
        values: Vec<String>,
        /// What decided; `None`: see that dimension.
        decided: Option<Decided>,
    },
    /// A layer, and what decided.
    Layer {
        /// The layering.
        layering: String,
        /// The layer.
        layer: String,
        /// What decided.
        decided: Decided,
    },
    /// What would give a customer a tag or a layer that it does not have.
    Next {
        /// The dimension or layering.
        of: String,
        /// What is asked for.
        wanted: String,
        /// What it has.
        now: Vec<String>,
        /// Whether it has it already.
        reached: bool,
        /// How many changes would do, each by itself.
        changes: u32,
    },
    /// A change that would do; its parts are the facts that it changes.
    Change(Change),
    /// A fact before a change and behind it, as rules write it.
    Becomes {
        /// The fact.
        column: String,
        /// Before; `None`: not known.
        from: Option<String>,
        /// Behind it.
        to: Option<String>,
    },
    /// What was looked at, where nothing was found.
    Searched {
        /// So many more events of one kind.
        events: u32,
        /// So many days of waiting.
        days: u32,
        /// In a pair of changes, so many more events of one kind.
        pair_events: u32,
        /// In a pair, so many days of waiting.
        pair_days: u32,
        /// Of each stream, events of so many kinds are tried as the first of a pair.
        kinds: u32,
    },
    /// A test of a rule that fails, and by how much.
    Lacks {
        /// The metric.
        column: String,
        /// What it is, as rules write it.
        value: String,
        /// The test.
        test: String,
        /// How much more it takes, or less, as rules write it.
        by: String,
        /// Whether there is too much of it.
        too_much: bool,
    },
    /// Whether a rule holds, and what it would give.
    Case {
        /// What it gives; `None`: it stands alone.
        value: Option<String>,
        /// Its text.
        rule: String,
        /// Whether it holds.
        holds: Holds,
    },
    /// One test of a rule, with the value it read.
    Test {
        /// The metric, field or dimension.
        column: String,
        /// What it read, as the rules write it; `None`: not known.
        value: Option<String>,
        /// The test.
        test: String,
        /// Whether it holds.
        holds: Holds,
    },
    /// What somebody else's component says, in whatever language.
    Text {
        /// The words.
        words: String,
    },
}

impl Statement {
    /// The stable code, such as `pair`, `comparison`, `bridge`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Statement::Customer { .. } => "customer",
            Statement::Weakest { .. } => "weakest",
            Statement::Bridge { .. } => "bridge",
            Statement::Joint { .. } => "joint",
            Statement::Pair { .. } => "pair",
            Statement::Rule { .. } => "rule",
            Statement::WeakOnly {} => "weak_only",
            Statement::Prior { .. } => "prior",
            Statement::Comparison(_) => "comparison",
            Statement::Generic { .. } => "generic",
            Statement::Relatives { .. } => "relatives",
            Statement::Calibration { .. } => "calibration",
            Statement::Total { .. } => "total",
            Statement::Refused { .. } => "refused",
            Statement::Against(_) => "against",
            Statement::Contradicts { .. } => "contradicts",
            Statement::Banned(_) => "banned",
            Statement::Differing { .. } => "differing",
            Statement::BothIn { .. } => "both_in",
            Statement::Placed { .. } => "placed",
            Statement::Path { .. } => "path",
            Statement::Step(_) => "step",
            Statement::NoPath { .. } => "no_path",
            Statement::Without { .. } => "without",
            Statement::LostTie { .. } => "lost_tie",
            Statement::Gained { .. } => "gained",
            Statement::Ignored { .. } => "ignored",
            Statement::Assumed { .. } => "assumed",
            Statement::LeftOut { .. } => "left_out",
            Statement::Profile {} => "profile",
            Statement::Value { .. } => "value",
            Statement::Verified { .. } => "verified",
            Statement::Loser { .. } => "loser",
            Statement::Conflict { .. } => "conflict",
            Statement::Tag { .. } => "tag",
            Statement::Layer { .. } => "layer",
            Statement::Next { .. } => "next",
            Statement::Change(_) => "change",
            Statement::Becomes { .. } => "becomes",
            Statement::Searched { .. } => "searched",
            Statement::Lacks { .. } => "lacks",
            Statement::Case { .. } => "case",
            Statement::Test { .. } => "test",
            Statement::Text { .. } => "text",
        }
    }
}
