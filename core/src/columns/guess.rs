//! What a column is for and what its values mean: first by its name, then by its values.

use super::role::Role;
use super::sample::{Sample, ratio};
use super::{header_words, person, phone_home};
use crate::data::ReferenceTables;
use crate::model::{Normalized, Status};
use crate::normalize;
use crate::schema::{DateOrder, FieldKind};
use hashbrown::HashSet;

/// What a column was taken for.
#[derive(Clone, Debug)]
pub(crate) struct Guess {
    pub(crate) role: Role,
    pub(crate) kind: FieldKind,
    /// A whole name whose words are those of the part columns.
    pub(crate) repeats_parts: bool,
}

impl Guess {
    pub(crate) fn of(role: Role) -> Self {
        Guess { role, kind: role.kind(), repeats_parts: false }
    }
}

/// What was seen of a column while guessing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Looked {
    /// Share of the rows that hold a value.
    pub(crate) filled: f64,
    /// Distinct values per value.
    pub(crate) distinct: f64,
    /// Share of the values that read as the kind it was taken for.
    pub(crate) readable: f64,
    /// Why, in words.
    pub(crate) why: String,
}

impl Looked {
    /// How full and how varied a sample is; nothing is said of what its values are.
    pub(crate) fn of(sample: &Sample) -> Self {
        let distinct: HashSet<&String> = sample.texts.iter().collect();
        Looked { filled: ratio(sample.texts.len(), sample.looked), distinct: ratio(distinct.len(), sample.texts.len()), readable: 1.0, why: String::new() }
    }
}

pub(crate) fn guess(name: &str, texts: &[String], tables: &ReferenceTables, seen: &mut Looked) -> Guess {
    if texts.is_empty() {
        seen.why = "holds no values".to_owned();
        return Guess::of(Role::Unused);
    }
    let by_name = header_words::role(name);
    let mut guess = match by_name {
        Some(role) => {
            seen.why = format!("its name reads as {}", role.words());
            Guess::of(role)
        }
        None => by_values(name, texts, tables, seen),
    };
    if guess.role == Role::Phone
        && let Some(region) = phone_home::region(texts, tables)
    {
        seen.why = format!("{}, at home in {region}", seen.why);
        guess.kind = FieldKind::Phone { region: region.to_owned(), city: String::new() };
    }
    match guess.role {
        Role::BirthDate | Role::RecordTime => guess.kind = FieldKind::Date { order: date_order(texts) },
        Role::PersonName if company_share(texts, tables) > 0.5 => {
            seen.why = "most values end in a legal form".to_owned();
            guess = Guess::of(Role::Company);
        }
        Role::PersonName if header_words::field_name(name) == "name" && person::are_others(texts, tables) => {
            seen.why.push_str(", but hardly a value holds a person's");
            guess = Guess::of(Role::Title);
        }
        Role::Latitude | Role::Longitude if degrees(guess.role, texts) < 0.7 => {
            guess = by_values(name, texts, tables, seen);
        }
        Role::Point if readable(&guess.kind, texts, tables) < 0.7 => {
            guess = by_values(name, texts, tables, seen);
        }
        Role::Text if by_name.is_none() && company_share(texts, tables) > 0.5 => {
            seen.why = "most values end in a legal form".to_owned();
            guess = Guess::of(Role::Company);
        }
        Role::Region if readable(&FieldKind::Region {}, texts, tables) < 0.5 => {
            seen.why.push_str(", but its values are not Chinese regions");
            guess = Guess::of(Role::Text);
        }
        Role::Gender if readable(&guess.kind, texts, tables) < 0.7 => {
            seen.why.push_str(", but its values are not");
            guess = Guess::of(Role::Category);
        }
        Role::Address if readable(&FieldKind::Region {}, texts, tables) > 0.5 => guess.kind = FieldKind::Address {},
        Role::Phone | Role::ResidentId | Role::CreditCode if readable(&guess.kind, texts, tables) < 0.3 => {
            seen.why.push_str(", but its values are not");
            guess = Guess::of(Role::Code);
        }
        _ => {}
    }
    seen.readable = readable(&guess.kind, texts, tables);
    guess
}

fn by_values(name: &str, texts: &[String], tables: &ReferenceTables, seen: &mut Looked) -> Guess {
    for (role, least) in [(Role::Email, 0.8), (Role::CreditCode, 0.7), (Role::ResidentId, 0.7), (Role::Phone, 0.8)] {
        let share = readable(&role.kind(), texts, tables);
        if share >= least {
            seen.why = format!("{:.0} % of its values read as {}", share * 100.0, role.words());
            return Guess::of(role);
        }
    }
    if points(texts, tables) {
        seen.why = "pairs of degrees with decimals or minutes".to_owned();
        return Guess::of(Role::Point);
    }
    let distinct = texts.iter().collect::<HashSet<_>>().len();
    if distinct >= 2 && texts.iter().all(|text| text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())) {
        seen.why = "small numbers, and its name says nothing".to_owned();
        return Guess::of(Role::Category);
    }
    let dates = FieldKind::Date { order: date_order(texts) };
    if readable(&dates, texts, tables) >= 0.8 {
        seen.why = "dates, but not said to be of birth".to_owned();
        return Guess { kind: dates, ..Guess::of(Role::Unused) };
    }
    if texts.iter().filter(|text| is_code(text)).count() * 10 >= texts.len() * 9 {
        seen.why = "single words with digits, and its name says nothing".to_owned();
        return Guess::of(Role::Code);
    }
    if seen.filled < 0.3 {
        seen.why = "mostly empty, and its name says nothing".to_owned();
        return Guess::of(Role::Unused);
    }
    let company = company_share(texts, tables);
    if company > 0.3 || headers_of_names(name) {
        seen.why = format!("{:.0} % of its values end in a legal form", company * 100.0);
        return Guess::of(Role::Company);
    }
    if distinct < 2 {
        seen.why = "one value throughout".to_owned();
        return Guess::of(Role::Unused);
    }
    if distinct <= 20 && seen.distinct < 0.05 {
        seen.why = "few different values, and its name says nothing".to_owned();
        return Guess::of(Role::Category);
    }
    seen.why = "free text by its values".to_owned();
    Guess::of(Role::Text)
}

/// The share of texts that are numbers in the range of latitudes or longitudes.
fn degrees(role: Role, texts: &[String]) -> f64 {
    let most = if role == Role::Latitude { 90.0 } else { 180.0 };
    let inside = texts.iter().filter(|text| text.trim().parse::<f64>().is_ok_and(|degrees| degrees.abs() <= most));
    ratio(inside.count(), texts.len())
}

/// Whether texts are points by themselves: two numbers in range, with decimals or marks of degrees, which little else is.
fn points(texts: &[String], tables: &ReferenceTables) -> bool {
    let fine = texts.iter().filter(|text| text.contains('°') || text.matches('.').count() == 2).count();
    fine * 10 >= texts.len() * 9 && readable(&FieldKind::Geo {}, texts, tables) >= 0.9
}

/// One word of some length with a digit in it.
fn is_code(text: &str) -> bool {
    text.len() >= 5 && text.is_ascii() && !text.contains(' ') && text.bytes().any(|b| b.is_ascii_digit())
}

/// `short_name` and the like: a name, but not said of what.
fn headers_of_names(column: &str) -> bool {
    let folded = column.to_lowercase();
    folded.ends_with("_name") || folded.ends_with("简称") || folded.ends_with("全称")
}

fn company_share(texts: &[String], tables: &ReferenceTables) -> f64 {
    let normalizer = normalize::builtin(&FieldKind::Company {}, tables);
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

/// The share of texts that a kind reads, suspicious ones counted half.
pub(crate) fn readable(kind: &FieldKind, texts: &[String], tables: &ReferenceTables) -> f64 {
    let normalizer = normalize::builtin(kind, tables);
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

/// The order of dates that the values leave no choice about.
fn date_order(texts: &[String]) -> DateOrder {
    normalize::OrderEvidence::of(texts.iter().map(String::as_str)).order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role(name: &str, texts: impl IntoIterator<Item = impl ToString>) -> Role {
        let texts: Vec<String> = texts.into_iter().map(|text| text.to_string()).collect();
        let sample = Sample { looked: texts.len(), texts };
        guess(name, &sample.texts, ReferenceTables::builtin(), &mut Looked::of(&sample)).role
    }

    #[test]
    fn points_and_degrees() {
        assert_eq!(role("lat", (0..50).map(|n| format!("{}.25", n - 20))), Role::Latitude);
        assert_eq!(role("long", (0..50).map(|n| format!("{}.25", n * 3))), Role::Longitude);
        assert_eq!(role("long", (0..50).map(|n| format!("a long text number {n} {}", n * 7))), Role::Text);
        assert_eq!(role("x", (0..50).map(|n| format!("{}.25, {}.5", n - 20, n * 3))), Role::Point);
        assert_eq!(role("x", (0..50).map(|n| format!("{n}°19'N {n}°1'W"))), Role::Point);
    }

    #[test]
    fn short_numbers_and_few_values_are_categories() {
        assert_eq!(role("by", 1940..1990), Role::Category);
        assert_eq!(role("bd", (1..=31).chain(1..=31)), Role::Category);
        assert_eq!(role("venue", (0..100).map(|n| ["VLDB", "SIGMOD Conference"][n % 2])), Role::Category);
        // What is the same everywhere, and full dates of nobody knows what, tell nobody apart.
        assert_eq!(role("x", [7; 50]), Role::Unused);
        assert_eq!(role("x", (10..29).map(|day| format!("2024-05-{day}"))), Role::Unused);
    }
}
