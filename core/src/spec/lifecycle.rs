//! Stages that a customer moves through: which moves there are, how long a stage lasts at least, and what keeps a customer in it.
//!
//! ```json
//! {"moves": [{"from": "活跃", "to": ["沉睡"]}, {"from": "沉睡", "to": ["活跃"], "when": "近30天订单 >= 1", "days": 30}, {"from": "沉睡", "to": ["流失"], "after": 90}],
//!  "stays": [{"stage": "活跃", "days": 14, "while": "近60天互动 >= 1"}],
//!  "final": ["流失"]}
//! ```

use serde::{Deserialize, Serialize};

/// Makes a dimension a state machine: its rules say where the facts point, and the customer goes there if it may.
///
/// The stage of the run before, and the day on which it was entered, come from the table under `tags.previous`. Each day, in this order:
///
/// | what holds | what happens |
/// |---|---|
/// | no stage before | the stage that the rules point to |
/// | the stage is younger than its `days`, or than those of the move that led to it | the customer stays |
/// | a move out of the stage has a `when` that is true, or an `after` that is over | it goes there; the first such move decides |
/// | the stage's `while` is true | it stays (hysteresis: leaving takes less than entering) |
/// | the rules point elsewhere, and a move without `when` and `after` leads there | it goes there |
/// | the rules point elsewhere, and none does | it stays, and finding `barred_moves` counts it |
/// | no rule can be decided | it stays |
///
/// One move a day: it is the state of the day before that decides, so that a stage is never jumped over unseen. Without `as_of` nobody
/// moves. A choice by hand stands in the tag's place, and the stage goes on beneath it.
///
/// Compiling says which stages nothing leads to (`unreachable_stage`), and which nothing leads out of and are not `final` (`dead_end`).
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LifecycleSpec {
    /// The stages in which a customer may begin; left out, all that the rules point to. Whoever begins elsewhere does so, and finding
    /// `unusual_starts` counts it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub start: Vec<String>,
    /// The moves that there are.
    pub moves: Vec<MoveSpec>,
    /// What keeps customers in stages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stays: Vec<StaySpec>,
    /// The stages that nothing leads out of, and that are meant so.
    #[serde(default, rename = "final", skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<String>,
}

/// Moves out of a stage.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveSpec {
    /// The stage that is left.
    pub from: String,
    /// The stages that it leads to; one, where there is a `when` or an `after`.
    pub to: Vec<String>,
    /// A rule of its own: where it is true the customer moves, whatever the rules of the dimension say. Left out, those decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// From how many days in the stage on: a clock that starts when the stage is entered (T9), and alone moves the customer, whatever the rules
    /// of the dimension say. With `when`, both must hold. For a clock that starts at an event, `when` asks for its age.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
    /// For how many days from the move on the customer stays where it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

/// What keeps customers in a stage.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaySpec {
    /// The stage.
    pub stage: String,
    /// For how many days from entering on the customer stays.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
    /// As long as this rule is true the customer stays, though the rules of the dimension point elsewhere.
    #[serde(default, rename = "while", skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
}

impl LifecycleSpec {
    /// Every rule that stands in it, with its path inside it.
    pub fn rules(&self) -> impl Iterator<Item = (String, &str)> {
        let moves = self.moves.iter().enumerate().filter_map(|(n, rule)| Some((format!("moves[{n}].when"), rule.when.as_deref()?)));
        moves.chain(self.stays.iter().enumerate().filter_map(|(n, stay)| Some((format!("stays[{n}].while"), stay.hold.as_deref()?))))
    }
}
