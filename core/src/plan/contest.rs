//! What lost against a profile's values and why, and where values conflict.

use super::compile::Compiled;
use super::outcome::{CustomerRef, RecordRef};
use super::profiles::contenders;
use super::units::Units;
use crate::model::{FieldColumn, Records, Status};
use crate::profile::{Contender, Decided, Winner};
use crate::schema::FieldKind;
use crate::spec::Survivorship;
use serde::Serialize;

/// A value that one of the customer's records has in a field, and that is not the profile's.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Loser<'a> {
    /// The value, as its record wrote it; where nothing could be read, the raw text.
    pub value: &'a str,
    /// The match key; empty when the value has none. A loser with the winner's key is the same value in another writing.
    pub key: &'a str,
    /// The first record that has it.
    pub record: RecordRef<'a>,
    /// When that record was written: civil seconds since 1970-01-01.
    pub time: Option<i64>,
    /// How far it could be read.
    pub status: Status,
    /// Why it lost.
    pub lost: Lost<'a>,
}

/// Why a value lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Lost<'a> {
    /// It cannot be used: it could not be read.
    Unusable,
    /// It is the profile's value in another writing.
    Writing,
    /// A strategy preferred the winner.
    By(&'a Survivorship),
    /// The field moves with its group, and this record contradicts the one that the group is taken from.
    Group,
    /// Nothing but the order of the records, by source and record id, and of their columns.
    Order,
}

/// Values of one field that do not go together.
#[derive(Clone, PartialEq, Debug)]
pub struct Conflict<'a> {
    /// The field.
    pub field: &'a str,
    /// What is wrong with them.
    pub kind: ConflictKind,
    /// The values, the profile's first.
    pub values: Vec<&'a str>,
}

/// How values conflict.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ConflictKind {
    /// A customer can only have one value of the field, and the records hold several.
    Contradiction,
    /// Records hold several values, and nothing but their order decided.
    Undecided,
}

impl ConflictKind {
    /// The kind as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            ConflictKind::Contradiction => "contradiction",
            ConflictKind::Undecided => "undecided",
        }
    }
}

/// A field of a customer of which more than one value was written.
struct Contested<'a> {
    winner: Winner,
    /// What the winner wrote.
    won: Contender<'a>,
    written: Vec<Contender<'a>>,
    column: &'a FieldColumn,
}

impl<'a> CustomerRef<'a> {
    /// What lost in a field, one entry for every writing, in the order of the records; empty where the profile has no value.
    #[must_use]
    pub fn losers(&self, field: &str) -> Vec<Loser<'a>> {
        self.outcome.records.field(field).map(|field| self.losers_at(field)).unwrap_or_default()
    }

    /// The conflicting values of all fields, in the order of the fields.
    #[must_use]
    pub fn conflicts(&self) -> Vec<Conflict<'a>> {
        (0..self.outcome.records.fields.len()).flat_map(|field| self.conflicts_at(field)).collect()
    }

    /// The conflicting values of a field.
    #[must_use]
    pub fn conflicts_of(&self, field: &str) -> Vec<Conflict<'a>> {
        self.outcome.records.field(field).map(|field| self.conflicts_at(field)).unwrap_or_default()
    }

    /// The winner of a field, all that was written, and the field; none where nothing else was.
    fn contested(&self, field: usize) -> Option<Contested<'a>> {
        let outcome = self.outcome;
        let winner = outcome.profiles.winner(self.index, field).filter(|w| w.contested)?;
        let column = outcome.records.fields.get(field)?;
        let mut written = Vec::new();
        contenders(&outcome.plan.0, &outcome.records, outcome.matched.partition.rows_of(self.index), field, &mut written);
        let won = written.iter().find(|c| c.row == winner.row && c.form == winner.form).copied()?;
        Some(Contested { winner, won, written, column })
    }

    pub(super) fn losers_at(&self, field: usize) -> Vec<Loser<'a>> {
        let outcome = self.outcome;
        let (plan, records, rows) = (&*outcome.plan.0, &outcome.records, outcome.matched.partition.rows_of(self.index));
        let Some(Contested { won, written, column, .. }) = self.contested(field) else { return Vec::new() };
        let contest = Contest::new(plan, records, rows, field);
        let mut out: Vec<Loser<'a>> = Vec::new();
        for one in written.iter().filter(|c| c.status != Status::Missing && c.display != won.display) {
            let value = if one.display.is_empty() { column.forms.raw.get(one.form) } else { one.display };
            if out.iter().any(|known| known.value == value) {
                continue;
            }
            let lost = match one {
                one if !one.is_usable() => Lost::Unusable,
                one if one.is_same(&won) => Lost::Writing,
                one => contest.lost(&won, one),
            };
            out.push(Loser { value, key: column.values.key(one.value), record: outcome.record(one.row), time: one.time, status: one.status, lost });
        }
        out
    }

    pub(super) fn conflicts_at(&self, field: usize) -> Vec<Conflict<'a>> {
        let outcome = self.outcome;
        let (plan, records, rows) = (&*outcome.plan.0, &outcome.records, outcome.matched.partition.rows_of(self.index));
        let Some(Contested { winner, won, written, column }) = self.contested(field) else { return Vec::new() };
        let with_winner = |chosen: Vec<&Contender<'a>>| {
            let mut values = vec![won.display];
            for one in chosen {
                if !one.is_same(&won) && !values.contains(&one.display) {
                    values.push(one.display);
                }
            }
            values
        };
        let mut out = Vec::new();
        if plan.survivors.fields.get(field).is_some_and(|f| f.single) && contradict(plan, records, field, &written) {
            let key = |c: &Contender<'_>| column.values.key(c.value);
            let keyed: Vec<&Contender<'a>> = written.iter().filter(|c| c.is_usable() && !key(c).is_empty()).collect();
            let against: Vec<&Contender<'a>> = keyed.iter().copied().filter(|c| !go_together(plan, field, key(c), key(&won))).collect();
            let keyed = if against.is_empty() { keyed } else { against };
            out.push(Conflict { field: &column.name, kind: ConflictKind::Contradiction, values: with_winner(keyed) });
        }
        if winner.decided == Decided::Order {
            let tied = tied(plan, records, rows, field, &won, &written);
            if !tied.is_empty() {
                out.push(Conflict { field: &column.name, kind: ConflictKind::Undecided, values: with_winner(tied) });
            }
        }
        out
    }
}

/// Who decides between two values of a customer's field.
struct Contest<'a> {
    plan: &'a Compiled,
    field: usize,
    units: Option<Units<'a>>,
}

impl<'a> Contest<'a> {
    fn new(plan: &'a Compiled, records: &'a Records, rows: &[u32], field: usize) -> Self {
        let units = plan.survivors.group_of(field).map(|(group, _)| {
            let mut units = Units::default();
            units.read(plan, records, rows, group);
            units
        });
        Contest { plan, field, units }
    }

    /// What set a winner apart from one other value.
    fn lost(&self, won: &Contender<'_>, other: &Contender<'_>) -> Lost<'a> {
        let Some(survivor) = self.plan.survivors.of(self.field) else { return Lost::Order };
        let decided = match (&self.units, self.plan.survivors.group_of(self.field)) {
            (Some(units), Some((group, _))) if won.row != other.row => match units.between(group, won.row, other.row) {
                Some(decided) => decided,
                None => return Lost::Group,
            },
            (Some(_), _) => Decided::Order,
            (None, _) => survivor.survive(&[*won, *other]).map_or(Decided::Order, |s| s.decided),
        };
        match decided {
            Decided::By(at) => survivor.strategies().get(usize::from(at)).map_or(Lost::Order, Lost::By),
            Decided::Alone | Decided::Order => Lost::Order,
        }
    }
}

/// The values of other records that nothing but order set the winner apart from. A record that names several values of a field
/// does not contradict itself.
fn tied<'c, 'a>(plan: &Compiled, records: &Records, rows: &[u32], field: usize, won: &Contender<'a>, written: &'c [Contender<'a>]) -> Vec<&'c Contender<'a>> {
    let of_winner = |one: &Contender<'_>| written.iter().any(|c| c.row == won.row && c.is_same(one));
    let rivals: Vec<&Contender<'a>> = written.iter().filter(|c| c.is_usable() && !of_winner(c)).collect();
    if rivals.is_empty() {
        return rivals;
    }
    let contest = Contest::new(plan, records, rows, field);
    rivals.into_iter().filter(|one| contest.lost(won, one) == Lost::Order).collect()
}

/// Whether nothing but order set a winner apart from the value of another record.
pub(super) fn is_undecided(plan: &Compiled, records: &Records, rows: &[u32], field: usize, winner: &Winner, written: &[Contender<'_>]) -> bool {
    let won = written.iter().find(|c| c.row == winner.row && c.form == winner.form);
    won.is_some_and(|won| !tied(plan, records, rows, field, won, written).is_empty())
}

/// Whether a field holds values of which only one can be true.
pub(super) fn contradict(plan: &Compiled, records: &Records, field: usize, written: &[Contender<'_>]) -> bool {
    let Some(column) = records.fields.get(field) else { return false };
    let keys = || written.iter().filter(|c| c.is_usable()).map(|c| column.values.key(c.value)).filter(|key| !key.is_empty());
    // All are compared with the longest key alone: where two disagree, one of them disagrees with it.
    let Some(longest) = keys().max_by_key(|key| key.len()) else { return false };
    keys().any(|key| !go_together(plan, field, key, longest))
}

/// Whether both of two keys can be true of one customer.
fn go_together(plan: &Compiled, field: usize, a: &str, b: &str) -> bool {
    let dates = || plan.fields.get(field).is_some_and(|f| matches!(f.spec.kind, FieldKind::Date { .. }));
    // Of a date of birth, a year alone contradicts no day of that year, nor a day alone a date.
    let part = |part: &str, whole: &str| whole.starts_with(part) || whole.ends_with(part.trim_start_matches('-'));
    a == b || (dates() && (part(a, b) || part(b, a)))
}
