//! What statements are about: records by name, ties between them, and what was compared, preferred, refused or left out.

use super::StageReason;
use serde::{Deserialize, Serialize};

/// A record by name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordName {
    /// The source.
    pub source: String,
    /// The record id.
    pub record_id: String,
}

/// What one comparison says of a pair.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Compared {
    /// The comparison.
    pub comparison: String,
    /// The level that the pair reaches, by its label.
    pub level: String,
    /// What it counts, in 1/1024 bit; more speaks for one customer.
    pub weight: i32,
    /// The first record's values, as written.
    pub left: Vec<String>,
    /// The second record's values, as written.
    pub right: Vec<String>,
    /// The value that both have, and how rare it is; `None`: they have none in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shared: Option<Shared>,
    /// Whether it only corroborates.
    pub weak: bool,
    /// How much of the weight is taken away or added because another comparison agrees too, in 1/1024 bit.
    pub dependence: i32,
    /// Whether it counts; of a group of comparisons only the strongest for and the strongest against do.
    pub counted: bool,
}

/// A value that two records have in common: the rarest one, where they have several.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Shared {
    /// The value as normalized for display.
    pub value: String,
    /// On how many records it stands.
    pub records: u32,
}

/// What became of a pair.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PairVerdict {
    /// Both are one customer's, and the pair by itself says so.
    Same,
    /// Both are one customer's, which other records say.
    SameThroughOthers,
    /// The pair by itself says one customer, and something else kept them apart.
    Refused,
    /// They are two customers', and the pair by itself says so.
    Different,
}

/// How a pair was decided, and what it weighs.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Tie {
    /// The first record.
    pub a: RecordName,
    /// The second record.
    pub b: RecordName,
    /// The match weight in 1/1024 bit.
    pub weight: i32,
    /// How likely they are one customer's.
    pub probability: f64,
    /// The number of the rule that decided, from 1 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<u32>,
    /// What speaks for one customer, the strongest first: at most three.
    pub agrees: Vec<Compared>,
    /// What speaks against it, the strongest first: at most two.
    pub disagrees: Vec<Compared>,
}

/// Why two groups of records were not joined.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum RefusalReason {
    /// A rule of the spec bans some pair across the two.
    Ban,
    /// Both have a record of this source, in which nobody stands twice.
    UniqueSource(String),
    /// They have different values of this field, of which a customer has one.
    ExclusiveField(String),
    /// All in all, the records of the two speak against it.
    Evidence,
    /// Taken together, the records contradict one another.
    Contradiction,
    /// One of the two belongs elsewhere already.
    Taken,
}

/// A condition of a rule on the level of a comparison.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RuleCondition {
    /// The comparison.
    pub comparison: String,
    /// This level or a better one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<String>,
    /// This level or a worse one, but not missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_most: Option<String>,
}

/// On what a level was reached, and by how many ties.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Agreement {
    /// The comparison.
    pub comparison: String,
    /// The level, by its label.
    pub level: String,
    /// Ties that reach it.
    pub ties: u32,
}

/// Some records by name, the others counted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RecordGroup {
    /// The first of them.
    pub named: Vec<RecordName>,
    /// How many there are in all.
    pub records: u32,
}

/// What was left out of a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Omitted {
    /// Pairs that hold a customer together.
    Ties,
    /// Pairs on which a customer hangs.
    Bridges,
    /// Records on which a customer hangs.
    Joints,
    /// Other customers that it was kept apart from.
    Refusals,
    /// Pairs that would no longer hold.
    LostTies,
    /// Customers that would fall apart.
    Splits,
    /// Values that do not count.
    Generic,
}

/// What a what-if takes for granted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Assumption {
    /// The weights that the run learned with what is ignored: learned anew they may differ a little.
    Weights,
    /// The values of these fields that were read with the help of what is ignored, such as a telephone number in the country of an address.
    Readings(Vec<String>),
}

/// What decided between values.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Preference {
    /// The soundest reading.
    Valid,
    /// The most trusted source.
    SourcePriority,
    /// The most recent record.
    MostRecent,
    /// On most records.
    MostFrequent,
    /// The longest form.
    Longest,
    /// It was verified.
    Verified,
    /// The most complete one.
    Complete,
    /// The source that goes first in this order.
    Sources(Vec<String>),
    /// The value that goes first in an order of values.
    Listed,
    /// A strategy of the caller's own, by its name.
    Custom(String),
    /// The record that its group was taken from says nothing, and this one does not contradict it.
    Filled,
    /// Nothing but the order of the records.
    Order,
}

/// Why a value did not survive.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Loss {
    /// It cannot be used.
    Unusable,
    /// It is the surviving value in another writing.
    Writing,
    /// This decided against it.
    By(Preference),
    /// Its record contradicts the one that its group was taken from.
    Group,
}

/// Values that contradict each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Disagreement {
    /// A customer can only have one value of the field, and the records hold several.
    Contradiction,
    /// Records hold several values, and nothing but their order decided.
    Undecided,
}

/// Whether a test of a rule holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// It does.
    True,
    /// It does not.
    False,
    /// What it reads is not known.
    Unknown,
}

/// What decided a tag or a layer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Decided {
    /// The rule of this number, from 1 on, and its text.
    Rule(usize, String),
    /// So many rules that are true, where all of them count.
    Rules(usize),
    /// The sum of the points of the rules that are true.
    Score {
        /// The sum.
        points: i64,
        /// How many rules are true.
        rules: usize,
        /// How many cannot be decided.
        open: usize,
    },
    /// A choice by hand.
    Manual {
        /// Who chose.
        actor: Option<String>,
        /// Why.
        reason: Option<String>,
        /// The last day on which it counts.
        until: Option<String>,
    },
    /// Nothing can be decided, and the value of the run before is not too old: when it was last decided.
    Kept(String),
    /// No rule is true, and not all can be decided.
    Undecided,
    /// Every rule is false.
    Otherwise,
    /// It joins the values of other dimensions.
    Joined,
    /// The override of this number, from 1 on, and its text.
    Override(usize, String),
    /// The stage of a lifecycle.
    Stage {
        /// Why.
        reason: StageReason,
        /// The day on which it was entered.
        since: Option<String>,
    },
    /// The cell of a table: dimensions with their values.
    Cell(Vec<(String, Option<String>)>),
    /// The table has no cell, since not every dimension is known.
    NoCell(Vec<(String, Option<String>)>),
    /// The place of a number in a ranking.
    Ranked {
        /// The fact.
        by: String,
        /// The customer's number.
        value: String,
        /// Whether the least number is the best one.
        lowest_first: bool,
        /// Whether shares are those of the sum; else they are of the customers.
        of_sum: bool,
        /// How many customers were ranked.
        ranked: u64,
        /// The end of the layer; `None`: it is the last one.
        reached: Option<Line>,
        /// The end of the layer above; `None`: there is none.
        missed: Option<Line>,
    },
    /// A weighted sum of points.
    Weighted {
        /// The score, with at most two decimals.
        score: String,
        /// What it is the sum of.
        of: Vec<Scored>,
        /// The sum of the weights.
        weights: i64,
        /// Where the layer begins; `None`: it takes all that is left.
        from: Option<String>,
        /// Where the layer above begins; `None`: there is none.
        below: Option<String>,
    },
    /// Scores of numbers: the fact, the customer's number, the score.
    Scores {
        /// The numbers with their scores.
        scores: Vec<(String, String, u32)>,
        /// The best score.
        of: u32,
    },
    /// The nearest of some centres.
    Nearest {
        /// The customer's numbers.
        numbers: Vec<(String, Option<String>)>,
        /// How far the centre is, in standard deviations.
        distance: String,
        /// The group of the next centre, and how far that is.
        next: Option<(String, String)>,
    },
}

/// Where a layer of a ranking ends.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Line {
    /// Its share, counted from the best: `20%`.
    pub share: String,
    /// The number of the last customer in it.
    pub number: String,
}

/// A dimension's part of a score.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Scored {
    /// The fact or tag dimension.
    pub by: String,
    /// The customer's value; `None`: not known.
    pub value: Option<String>,
    /// The points; `None`: there are none without a value.
    pub points: Option<i64>,
    /// What they weigh.
    pub weight: i64,
}

impl RecordName {
    /// Source and record id.
    #[must_use]
    pub fn as_pair(&self) -> (&str, &str) {
        (&self.source, &self.record_id)
    }
}

impl Tie {
    /// Tells the pair the other way round.
    pub(crate) fn turn(&mut self) {
        std::mem::swap(&mut self.a, &mut self.b);
        for evidence in self.agrees.iter_mut().chain(&mut self.disagrees) {
            std::mem::swap(&mut evidence.left, &mut evidence.right);
        }
    }
}
