//! A spec for data never seen before, with its evidence. It proposes; it never silently decides.

mod address;
mod column;
mod keys;

pub use column::ColumnEvidence;
pub use keys::{KeyEvidence, Recall};

use super::compile::{self, Compiled};
use super::ingest::Read;
use super::run::Conductor;
use super::{defaults, ingest};
use crate::columns::guess::Guess;
use crate::columns::header_words as headers;
use crate::columns::role::Role;
use crate::columns::sample::SampledRows;
use crate::identity::compare::{Layout, builtin_levels};
use crate::schema::FieldKind;
use crate::spec::{ColumnSpec, ComparisonSpec, FieldSpec, SourceSpec, Spec};
use crate::table::Inputs;
use address::Shape;
use serde::Serialize;

/// A proposed spec and why it looks as it does.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Proposal {
    /// The spec: read it, edit it, save it, run it.
    pub spec: Spec,
    /// What it rests on.
    pub evidence: Evidence,
}

/// What a proposal rests on.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Evidence {
    /// What each column looked like, and what it was taken for.
    pub columns: Vec<ColumnEvidence>,
    /// Which keys block how many pairs, and which were chosen.
    pub keys: Vec<KeyEvidence>,
    /// All pairs there are.
    pub all_pairs: u64,
    /// The share of all matches that the chosen keys reach, estimated without labels.
    pub recall: Recall,
}

/// Looks at every table and proposes a spec for all of them as sources.
///
/// `ignore` names columns that are never used; `id` names the record id column, else `id` or
/// `record_id` is taken where a table has it. `unique` names sources without duplicates inside.
#[must_use]
pub fn propose(inputs: &Inputs<'_>, id: Option<&str>, ignore: &[&str], unique: &[&str]) -> Proposal {
    propose_and_read(inputs, id, ignore, unique).0
}

/// As [`propose`], with the rows that were read to count keys: a run of the proposed spec on the same inputs need not read
/// them again ([`super::RunOptions::read`]).
#[must_use]
pub fn propose_and_read(inputs: &Inputs<'_>, id: Option<&str>, ignore: &[&str], unique: &[&str]) -> (Proposal, Option<Read>) {
    let mut evidence = Evidence::default();
    let mut guesses: Vec<(String, Vec<(String, Guess)>)> = Vec::new();
    let names = inputs.names();
    let sampled: Vec<SampledRows<'_, '_>> = names.iter().map(|source| SampledRows::of(inputs.batches(source).collect())).collect();
    for (source, sampled) in names.iter().copied().zip(&sampled) {
        let mut of_source = Vec::new();
        for (name, guess, seen) in column::look(source, sampled, id, ignore) {
            evidence.columns.push(seen);
            of_source.push((name, guess));
        }
        guesses.push((source.to_owned(), of_source));
    }
    let mut draft = Draft::default();
    draft.settle(&mut guesses);
    let shapes: Vec<Shape> = guesses.iter().zip(&sampled).map(|((_, columns), sampled)| Shape::of(columns, sampled)).collect();
    for ((source, columns), shape) in guesses.iter().zip(&shapes) {
        draft.source(source, columns, unique.contains(&source.as_str()), shape.is_joined(&shapes));
    }
    for seen in &mut evidence.columns {
        seen.field = draft.field_of(&seen.source, &seen.column);
    }
    let mut spec = draft.spec();
    spec.identity.comparisons = Some(grouped(&spec, &evidence));
    fit(&mut spec, &mut evidence);
    let Ok(plan) = reading(&spec) else { return (Proposal { spec, evidence }, None) };
    let mut conductor = Conductor::silent();
    let read = conductor.pool.run(|| ingest::read(&plan, inputs));
    drop_keys_of_rows(&mut spec, &mut evidence, &read);
    let choice = keys::choose(&spec, &plan, read.records(), &mut conductor);
    evidence.all_pairs = choice.all_pairs;
    evidence.keys = choice.keys;
    evidence.recall = choice.recall;
    spec.identity.blocking.rules = Some(choice.rules);
    (Proposal { spec, evidence }, Some(read))
}

/// Leaves out the emptiest columns while the levels of all comparisons do not fit into a vector.
fn fit(spec: &mut Spec, evidence: &mut Evidence) {
    let levels = |spec: &Spec, c: &ComparisonSpec| {
        let kind = spec.fields.iter().find(|f| f.name == c.field).map(|f| &f.kind);
        let count = if c.levels.is_empty() { kind.map_or(0, |kind| builtin_levels(kind).len()) } else { c.levels.len() };
        u8::try_from(count + 2).unwrap_or(u8::MAX)
    };
    let fits = |spec: &Spec| Layout::new(spec.identity.comparisons.iter().flatten().map(|c| levels(spec, c))).is_some();
    let mut emptiest: Vec<(u64, String)> = Vec::new();
    for column in &evidence.columns {
        if let Some(field) = &column.field {
            let filled = (column.filled * column.rows as f64).round() as u64;
            match emptiest.iter_mut().find(|(_, name)| name == field) {
                Some((sum, _)) => *sum += filled,
                None => emptiest.push((filled, field.clone())),
            }
        }
    }
    emptiest.sort();
    for (_, field) in emptiest {
        if fits(spec) {
            return;
        }
        spec.identity.comparisons.iter_mut().for_each(|all| all.retain(|c| c.field != field));
        for column in evidence.columns.iter_mut().filter(|c| c.field.as_deref() == Some(field.as_str())) {
            column.why.push_str("; not compared: there are too many comparisons, and this is the emptiest column");
        }
    }
}

/// A plan that reads what comparing and blocking could need.
fn reading(spec: &Spec) -> crate::error::Result<Compiled> {
    let mut wide = spec.clone();
    wide.identity.rules = Some(Vec::new());
    wide.identity.blocking.rules = Some(keys::rules(spec));
    compile::compile(&wide, crate::data::ReferenceTables::builtin(), &crate::registry::Registry::new())
}

/// Codes of which no value stands on two records number the rows: nothing to compare.
fn drop_keys_of_rows(spec: &mut Spec, evidence: &mut Evidence, read: &Read) {
    let of_rows = |field: &FieldSpec| {
        let column = read.records().field(&field.name).and_then(|f| read.records().fields.get(f));
        matches!(field.kind, FieldKind::Code { .. }) && column.is_some_and(|c| c.values.frequency.iter().all(|f| *f < 2))
    };
    let dropped: Vec<&str> = spec.fields.iter().filter(|f| of_rows(f)).map(|f| f.name.as_str()).collect();
    spec.identity.comparisons.iter_mut().for_each(|all| all.retain(|c| !dropped.contains(&c.field.as_str())));
    for column in evidence.columns.iter_mut().filter(|c| c.field.as_deref().is_some_and(|f| dropped.contains(&f))) {
        column.why.push_str("; no value stands on two records: not compared");
    }
}

/// The default comparisons, with the parts of an address in one group.
fn grouped(spec: &Spec, evidence: &Evidence) -> Vec<ComparisonSpec> {
    let place = |field: &str| evidence.columns.iter().any(|c| c.field.as_deref() == Some(field) && c.is_place());
    let mut comparisons = defaults::comparisons(&spec.fields);
    for comparison in &mut comparisons {
        if place(&comparison.field) {
            comparison.group = "place".to_owned();
        }
    }
    comparisons
}

/// The spec under construction.
#[derive(Debug, Default)]
struct Draft {
    fields: Vec<FieldSpec>,
    sources: Vec<SourceSpec>,
    /// Names are written whole somewhere: parts are joined into whole names too.
    whole_names: bool,
}

impl Draft {
    /// Decides what only the whole picture can: whole names or parts, and fields that share a role.
    fn settle(&mut self, guesses: &mut [(String, Vec<(String, Guess)>)]) {
        let any = |guesses: &[(String, Vec<(String, Guess)>)], role: Role| guesses.iter().flat_map(|(_, c)| c).any(|(_, g)| g.role == role);
        let parts = any(guesses, Role::GivenName) && any(guesses, Role::FamilyName);
        if parts {
            // A whole name that only repeats the parts says nothing new.
            for (_, columns) in guesses.iter_mut() {
                let has_parts = columns.iter().any(|(_, g)| g.role == Role::FamilyName);
                for (_, guess) in columns.iter_mut() {
                    if has_parts && guess.role == Role::PersonName && guess.repeats_parts {
                        guess.role = Role::Unused;
                    }
                }
            }
        }
        // Addresses of one list are compared with those of every other: one kind for all of them.
        let chinese = guesses.iter().flat_map(|(_, c)| c).any(|(_, g)| g.role == Role::Address && matches!(g.kind, FieldKind::Address {}));
        for (_, guess) in guesses.iter_mut().flat_map(|(_, c)| c).filter(|(_, g)| chinese && g.role == Role::Address) {
            guess.kind = FieldKind::Address {};
        }
        self.whole_names = any(guesses, Role::PersonName) || !parts;
    }

    fn source(&mut self, name: &str, columns: &[(String, Guess)], unique: bool, joins_addresses: bool) {
        let mut source = SourceSpec { name: name.to_owned(), unique, ..SourceSpec::default() };
        let with = |role: Role| columns.iter().filter(move |(_, g)| g.role == role).map(|(n, _)| n.clone());
        source.id = with(Role::RecordId).next();
        source.time = with(Role::RecordTime).next();
        let parts: Vec<String> = with(Role::GivenName).chain(with(Role::MiddleName)).chain(with(Role::FamilyName)).collect();
        let single = |role: Role| columns.iter().filter(|(_, g)| g.role == role).count() == 1;
        // Latitude and longitude are one point, in this order whatever the columns'.
        let point: Vec<String> = with(Role::Latitude).take(1).chain(with(Role::Longitude).take(1)).collect();
        let point = if point.len() == 2 { point } else { Vec::new() };
        for (column, guess) in columns {
            let field = match guess.role {
                Role::Latitude | Role::Longitude if point.contains(column) => continue,
                Role::Point if single(Role::Point) && point.is_empty() => "point".to_owned(),
                Role::RecordId | Role::RecordTime | Role::Unused | Role::MiddleName => continue,
                Role::GivenName | Role::FamilyName if self.whole_names => continue,
                Role::Address if joins_addresses => continue,
                Role::GivenName => "given_name".to_owned(),
                Role::FamilyName => "family_name".to_owned(),
                Role::PersonName => "name".to_owned(),
                Role::Phone => "phone".to_owned(),
                Role::Email => "email".to_owned(),
                Role::ResidentId => "resident_id".to_owned(),
                Role::CreditCode => "credit_code".to_owned(),
                Role::Company if single(Role::Company) => "company".to_owned(),
                Role::BirthDate if single(Role::BirthDate) => "birth_date".to_owned(),
                Role::Region if single(Role::Region) => "region".to_owned(),
                Role::Address if single(Role::Address) => "address".to_owned(),
                _ => headers::field_name(column),
            };
            self.bind(&mut source, &field, guess.kind.clone(), vec![column.clone()]);
        }
        if self.whole_names && !parts.is_empty() {
            self.bind(&mut source, "name", FieldKind::PersonName {}, parts);
        }
        if joins_addresses {
            self.bind(&mut source, "address", FieldKind::Text {}, address::parts(columns));
        }
        if !point.is_empty() {
            self.bind(&mut source, "point", FieldKind::Geo {}, point);
        }
        self.sources.push(source);
    }

    /// Binds columns to a field; a name that already means something else gets a number.
    fn bind(&mut self, source: &mut SourceSpec, field: &str, kind: FieldKind, from: Vec<String>) {
        let mut name = field.to_owned();
        let mut number = 2;
        while let Some(known) = self.fields.iter().find(|f| f.name == name) {
            if known.kind.name() == kind.name() {
                break;
            }
            name = format!("{field}_{number}");
            number += 1;
        }
        if !self.fields.iter().any(|f| f.name == name) {
            self.fields.push(FieldSpec::new(name.clone(), kind));
        }
        source.columns.push(ColumnSpec { field: name, from, verified: None });
    }

    fn field_of(&self, source: &str, column: &str) -> Option<String> {
        let source = self.sources.iter().find(|s| s.name == source)?;
        source.columns.iter().find(|c| c.from.iter().any(|f| f == column)).map(|c| c.field.clone())
    }

    fn spec(self) -> Spec {
        Spec::new(self.sources, self.fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{ColumnBuffer, Table};

    #[test]
    fn parts_of_an_address_are_joined_where_wholes_stand_beside_them() {
        let columns = |rows: [[&'static str; 3]; 2]| [0, 1, 2].map(|at| rows.iter().map(|row| Some(row[at])).collect::<ColumnBuffer>());
        let buffers = columns([["1 High St, York YO1", "", ""], ["", "2 Low St", "Leeds"]]);
        let table = Table::new(["address", "street", "city"].into_iter().zip(buffers.iter().map(ColumnBuffer::as_column)));
        let inputs = Inputs::new().with("list", table);
        let spec = propose(&inputs, None, &[], &[]).spec;
        let columns: Vec<(&str, Vec<&str>)> = spec.sources[0].columns.iter().map(|c| (c.field.as_str(), c.from.iter().map(String::as_str).collect())).collect();
        assert_eq!(columns, [("city", vec!["city"]), ("address", vec!["address", "street", "city"])]);
    }
}
