//! What one column looks like: its name, and how its values read under each kind.

use crate::columns::guess::{Guess, Looked, guess};
use crate::columns::header_words as headers;
use crate::columns::role::Role;
use crate::columns::sample::SampledRows;
use crate::data::ReferenceTables;
use crate::table::Column;
use serde::Serialize;

/// What a column looked like.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ColumnEvidence {
    /// The source.
    pub source: String,
    /// The column.
    pub column: String,
    /// Rows that were looked at.
    pub rows: u64,
    /// Share of them that hold a value.
    pub filled: f64,
    /// Distinct values per value.
    pub distinct: f64,
    /// Share of the values that read as the kind it was taken for.
    pub readable: f64,
    /// What it was taken for.
    role: Role,
    /// The field it feeds; none when it is not used.
    pub field: Option<String>,
    /// Why, in words.
    pub why: String,
}

impl ColumnEvidence {
    /// Whether the column says where, rather than who.
    pub(super) fn is_place(&self) -> bool {
        matches!(self.role, Role::Region | Role::Address | Role::Postcode | Role::Place)
    }
}

/// Looks at every column of a source: name, guess, evidence.
pub(super) fn look(source: &str, sampled: &SampledRows<'_, '_>, id: Option<&str>, ignore: &[&str]) -> Vec<(String, Guess, ColumnEvidence)> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in sampled.tables().iter().flat_map(|t| t.columns()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let has_id = id.filter(|i| names.iter().any(|n| n == i)).map(str::to_owned);
    // `ID` and `Record ID` are ids too, whatever their case and blanks.
    let named = |wanted: &str| names.iter().find(|n| headers::field_name(n) == wanted).cloned();
    let has_id = has_id.or_else(|| named("id")).or_else(|| named("record_id"));
    let parts: Vec<&str> = names.iter().map(String::as_str).filter(|n| matches!(headers::role(n), Some(Role::GivenName | Role::FamilyName))).collect();
    names
        .iter()
        .map(|name| {
            let values = sampled.column(name);
            let mut looked = Looked::of(&values);
            let mut guess = if has_id.as_deref() == Some(name) {
                looked.why = "the record id".to_owned();
                Guess::of(Role::RecordId)
            } else if ignore.contains(&name.as_str()) {
                looked.why = "named among the columns to ignore".to_owned();
                Guess::of(Role::Unused)
            } else {
                guess(name, &values.texts, ReferenceTables::builtin(), &mut looked)
            };
            if guess.role == Role::RecordId && has_id.as_deref() != Some(name) {
                guess.role = Role::Unused;
                looked.why = "another id of the row".to_owned();
            }
            if guess.role == Role::PersonName && !parts.is_empty() {
                guess.repeats_parts = repeats(sampled, name, &parts);
            }
            let seen = ColumnEvidence {
                source: source.to_owned(),
                column: name.clone(),
                rows: values.looked as u64,
                filled: looked.filled,
                distinct: looked.distinct,
                readable: looked.readable,
                role: guess.role,
                field: None,
                why: looked.why,
            };
            (name.clone(), guess, seen)
        })
        .collect()
}

/// Whether a whole-name column mostly says what the part columns say.
fn repeats(sampled: &SampledRows<'_, '_>, name: &str, parts: &[&str]) -> bool {
    let (mut both, mut same) = (0usize, 0usize);
    for (table, row) in sampled.iter() {
        let Some(whole) = table.column(name) else {
            continue;
        };
        let parts = parts.iter().filter_map(|p| table.column(p)).collect::<Vec<Column<'_>>>();
        let text = whole.get(row).unwrap_or("").to_lowercase();
        let written: Vec<String> = parts.iter().filter_map(|c| c.get(row)).filter(|p| !p.is_empty()).map(str::to_lowercase).collect();
        if !text.is_empty() && !written.is_empty() {
            both += 1;
            same += usize::from(written.iter().any(|p| text.contains(p.as_str())));
        }
    }
    both > 0 && same * 10 >= both * 7
}
