//! What one column looks like: its name, and how its values read under each kind.

use super::{headers, phone};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Status};
use crate::normalize;
use crate::schema::{DateOrder, FieldKind};
use crate::table::{Column, Inputs, Table};
use hashbrown::HashSet;
use serde::Serialize;

/// What a column is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    RecordId,
    RecordTime,
    PersonName,
    GivenName,
    MiddleName,
    FamilyName,
    Company,
    Phone,
    Email,
    ResidentId,
    CreditCode,
    BirthDate,
    Region,
    Address,
    Postcode,
    Place,
    Code,
    Category,
    Text,
    Unused,
}

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

/// What a column was taken for.
#[derive(Clone, Debug)]
pub(super) struct Guess {
    pub(super) role: Role,
    pub(super) kind: FieldKind,
    /// A whole name whose words are those of the part columns.
    pub(super) repeats_parts: bool,
    /// An address that mostly names a Chinese region.
    pub(super) regions: bool,
}

/// Values looked at per column.
const SAMPLE: usize = 2000;

/// Looks at every column of a source: name, guess, evidence.
pub(super) fn look(source: &str, inputs: &Inputs<'_>, id: Option<&str>, ignore: &[&str]) -> Vec<(String, Guess, ColumnEvidence)> {
    let batches: Vec<&Table<'_>> = inputs.batches(source).collect();
    let mut names: Vec<String> = Vec::new();
    for (name, _) in batches.iter().flat_map(|t| t.columns()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    let rows: usize = batches.iter().map(|t| t.rows()).sum();
    let has_id = id.filter(|i| names.iter().any(|n| n == i)).map(str::to_owned);
    // `ID` and `Record ID` are ids too, whatever their case and blanks.
    let named = |wanted: &str| names.iter().find(|n| headers::field_name(n) == wanted).cloned();
    let has_id = has_id.or_else(|| named("id")).or_else(|| named("record_id"));
    let parts: Vec<&str> = names.iter().map(String::as_str).filter(|n| matches!(headers::role(n), Some(Role::GivenName | Role::FamilyName))).collect();
    names
        .iter()
        .map(|name| {
            let values = sample(&batches, name, rows);
            let mut seen = ColumnEvidence {
                source: source.to_owned(),
                column: name.clone(),
                rows: values.looked as u64,
                filled: ratio(values.texts.len(), values.looked),
                distinct: ratio(values.texts.iter().collect::<HashSet<_>>().len(), values.texts.len()),
                readable: 1.0,
                role: Role::Unused,
                field: None,
                why: String::new(),
            };
            let guess = if has_id.as_deref() == Some(name) {
                seen.why = "the record id".to_owned();
                Guess::of(Role::RecordId)
            } else if ignore.contains(&name.as_str()) {
                seen.why = "named among the columns to ignore".to_owned();
                Guess::of(Role::Unused)
            } else {
                guess(name, &values.texts, &mut seen)
            };
            let mut guess = guess;
            if guess.role == Role::RecordId && has_id.as_deref() != Some(name) {
                guess.role = Role::Unused;
                seen.why = "another id of the row".to_owned();
            }
            if guess.role == Role::PersonName && !parts.is_empty() {
                guess.repeats_parts = repeats(&batches, name, &parts);
            }
            seen.role = guess.role;
            (name.clone(), guess, seen)
        })
        .collect()
}

impl Guess {
    fn of(role: Role) -> Self {
        let kind = match role {
            Role::PersonName => FieldKind::PersonName {},
            Role::GivenName | Role::MiddleName => FieldKind::GivenName {},
            Role::FamilyName => FieldKind::FamilyName {},
            Role::Company => FieldKind::Company {},
            Role::Phone => FieldKind::phone(),
            Role::Email => FieldKind::Email {},
            Role::ResidentId => FieldKind::ResidentId {},
            Role::CreditCode => FieldKind::CreditCode {},
            Role::BirthDate | Role::RecordTime => FieldKind::Date { order: DateOrder::Unknown },
            Role::Region => FieldKind::Region {},
            Role::Code | Role::RecordId => FieldKind::Code { scope: String::new() },
            Role::Category => FieldKind::Category {},
            Role::Address | Role::Postcode | Role::Place | Role::Text | Role::Unused => FieldKind::Text {},
        };
        Guess { role, kind, repeats_parts: false, regions: false }
    }
}

struct Sample {
    texts: Vec<String>,
    looked: usize,
}

/// Evenly spaced rows; missing values (by any of their words) do not count as filled.
fn sample(batches: &[&Table<'_>], name: &str, rows: usize) -> Sample {
    let step = (rows / SAMPLE).max(1);
    let mut out = Sample { texts: Vec::new(), looked: 0 };
    let mut at = 0usize;
    for table in batches {
        let column: Option<Column<'_>> = table.column(name);
        for row in 0..table.rows() {
            if at.is_multiple_of(step) {
                out.looked += 1;
                let text = column.and_then(|c| c.get(row)).map(crate::text::fold::trim).unwrap_or("");
                if normalize::missing_state(text).is_none() {
                    out.texts.push(text.chars().take(200).collect());
                }
            }
            at += 1;
        }
    }
    out
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 / whole as f64 * 1e4).round() / 1e4 }
}

/// The share of texts that a kind reads, suspicious ones counted half.
fn readable(kind: &FieldKind, texts: &[String]) -> f64 {
    let normalizer = normalize::builtin(kind, ReferenceTables::builtin());
    let mut out = Normalized::default();
    let mut sum = 0.0;
    for text in texts {
        normalizer.normalize(text, &mut out);
        sum += match out.status {
            Status::Ok | Status::Repaired => 1.0,
            Status::Suspicious | Status::Ambiguous => 0.5,
            _ => 0.0,
        };
    }
    if texts.is_empty() { 0.0 } else { (sum / texts.len() as f64 * 1e4).round() / 1e4 }
}

fn guess(name: &str, texts: &[String], seen: &mut ColumnEvidence) -> Guess {
    if texts.is_empty() {
        seen.why = "holds no values".to_owned();
        return Guess::of(Role::Unused);
    }
    let by_name = headers::role(name);
    let mut guess = match by_name {
        Some(Role::RecordTime) => {
            seen.why = "its name says when the row was written".to_owned();
            Guess::of(Role::RecordTime)
        }
        Some(role) => {
            seen.why = format!("its name reads as {}", role.words());
            Guess::of(role)
        }
        None => by_values(texts, seen),
    };
    if guess.role == Role::Phone
        && let Some(region) = phone::region(texts)
    {
        seen.why = format!("{}, at home in {region}", seen.why);
        guess.kind = FieldKind::Phone { region: region.to_owned(), city: String::new(), city_from: String::new() };
    }
    match guess.role {
        Role::BirthDate => guess.kind = FieldKind::Date { order: date_order(texts) },
        Role::PersonName if company_share(texts) > 0.5 => {
            seen.why = "most values end in a legal form".to_owned();
            guess = Guess::of(Role::Company);
        }
        Role::Text if by_name.is_none() && company_share(texts) > 0.5 => {
            seen.why = "most values end in a legal form".to_owned();
            guess = Guess::of(Role::Company);
        }
        Role::Region if readable(&FieldKind::Region {}, texts) < 0.5 => {
            seen.why.push_str(", but its values are not Chinese regions");
            guess = Guess::of(Role::Text);
        }
        // Postcodes of a few houses each say who; postcodes of whole towns say only where.
        Role::Postcode if seen.distinct > 0.3 => guess.kind = FieldKind::Code { scope: String::new() },
        Role::Address => guess.regions = readable(&FieldKind::Region {}, texts) > 0.5,
        Role::Phone | Role::ResidentId | Role::CreditCode if readable(&guess.kind, texts) < 0.3 => {
            seen.why.push_str(", but its values are not");
            guess = Guess::of(Role::Code);
        }
        _ => {}
    }
    seen.readable = readable(&guess.kind, texts);
    guess
}

fn by_values(texts: &[String], seen: &mut ColumnEvidence) -> Guess {
    for (role, least) in [(Role::Email, 0.8), (Role::CreditCode, 0.7), (Role::ResidentId, 0.7), (Role::Phone, 0.8)] {
        let share = readable(&Guess::of(role).kind, texts);
        if share >= least {
            seen.why = format!("{:.0} % of its values read as {}", share * 100.0, role.words());
            return Guess::of(role);
        }
    }
    if readable(&FieldKind::Date { order: date_order(texts) }, texts) >= 0.8 {
        seen.why = "dates, but not said to be of birth".to_owned();
        return Guess::of(Role::Unused);
    }
    if seen.filled < 0.3 {
        seen.why = "mostly empty, and its name says nothing".to_owned();
        return Guess::of(Role::Unused);
    }
    let company = company_share(texts);
    if company > 0.3 || headers_of_names(&seen.column) {
        seen.why = format!("{:.0} % of its values end in a legal form", company * 100.0);
        return Guess::of(Role::Company);
    }
    let distinct: HashSet<&String> = texts.iter().collect();
    if distinct.len() < 2 || (distinct.len() <= 20 && seen.distinct < 0.05) {
        seen.why = "few different values, and its name says nothing".to_owned();
        return Guess::of(Role::Unused);
    }
    seen.why = "free text by its values".to_owned();
    Guess::of(Role::Text)
}

/// `short_name` and the like: a name, but not said of what.
fn headers_of_names(column: &str) -> bool {
    let folded = column.to_lowercase();
    folded.ends_with("_name") || folded.ends_with("简称") || folded.ends_with("全称")
}

fn company_share(texts: &[String]) -> f64 {
    let normalizer = normalize::builtin(&FieldKind::Company {}, ReferenceTables::builtin());
    let Some(form) = normalizer.components().iter().position(|c| *c == "legal_form") else {
        return 0.0;
    };
    let mut out = Normalized::default();
    let with_form = texts.iter().filter(|text| {
        normalizer.normalize(text, &mut out);
        out.components.get(form).is_some_and(|f| !f.is_empty())
    });
    ratio(with_form.count(), texts.len())
}

/// The order of dates that the values leave no choice about.
fn date_order(texts: &[String]) -> DateOrder {
    normalize::OrderEvidence::of(texts.iter().map(String::as_str)).order
}

/// Whether a whole-name column mostly says what the part columns say.
fn repeats(batches: &[&Table<'_>], name: &str, parts: &[&str]) -> bool {
    let (mut both, mut same) = (0usize, 0usize);
    for table in batches {
        let Some(whole) = table.column(name) else {
            continue;
        };
        let parts: Vec<Column<'_>> = parts.iter().filter_map(|p| table.column(p)).collect();
        for row in 0..table.rows().min(SAMPLE) {
            let text = whole.get(row).unwrap_or("").to_lowercase();
            let written: Vec<String> = parts.iter().filter_map(|c| c.get(row)).filter(|p| !p.is_empty()).map(str::to_lowercase).collect();
            if !text.is_empty() && !written.is_empty() {
                both += 1;
                same += usize::from(written.iter().any(|p| text.contains(p.as_str())));
            }
        }
    }
    both > 0 && same * 10 >= both * 7
}

impl Role {
    fn words(self) -> &'static str {
        match self {
            Role::RecordId => "a record id",
            Role::RecordTime => "the time of the row",
            Role::PersonName => "a person's name",
            Role::GivenName => "a given name",
            Role::MiddleName => "a middle name",
            Role::FamilyName => "a family name",
            Role::Company => "a company's name",
            Role::Phone => "a phone number",
            Role::Email => "an e-mail address",
            Role::ResidentId => "a resident identity number",
            Role::CreditCode => "a social credit code",
            Role::BirthDate => "a date of birth",
            Role::Region => "a region",
            Role::Address => "an address",
            Role::Postcode => "a postcode",
            Role::Place => "a part of an address",
            Role::Code => "an identifier",
            Role::Category => "a category",
            Role::Text => "free text",
            Role::Unused => "nothing about who the customer is",
        }
    }
}
