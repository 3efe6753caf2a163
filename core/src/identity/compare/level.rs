//! Levels, and the built-in ones of each field kind.

use super::When;
use crate::schema::FieldKind;
use crate::spec::{LevelSpec, TestSpec};

/// One level of agreement.
#[derive(Clone, PartialEq, Debug)]
pub struct Level {
    /// The name, for explanations.
    pub label: String,
    /// When two records are on it.
    pub when: When,
    /// Corroborates only.
    pub weak: bool,
    /// Given m, if not to be estimated.
    pub m: Option<f64>,
    /// Given u, if not to be estimated.
    pub u: Option<f64>,
}

fn level(label: &str, test: TestSpec) -> LevelSpec {
    LevelSpec { label: label.to_owned(), test, weak: false, m: None, u: None }
}

fn weak(label: &str, test: TestSpec) -> LevelSpec {
    LevelSpec { weak: true, ..level(label, test) }
}

fn same(component: &str) -> TestSpec {
    TestSpec::Same { component: component.to_owned() }
}

fn jaro_winkler(min: f64) -> TestSpec {
    jaro_winkler_of(min, None)
}

fn jaro_winkler_of(min: f64, component: Option<String>) -> TestSpec {
    TestSpec::JaroWinkler { min, component }
}

fn edits(max: u32) -> TestSpec {
    TestSpec::Edits { max, component: None }
}

fn cosine(min: f64, component: Option<String>) -> TestSpec {
    TestSpec::Cosine { min, component }
}

fn landline() -> TestSpec {
    TestSpec::Is { component: "type".to_owned(), of: vec!["landline".to_owned()] }
}

fn masked(min: u32) -> TestSpec {
    TestSpec::Masked { min }
}

fn of(test: fn(f64, Option<String>) -> TestSpec, min: f64, component: &str) -> TestSpec {
    test(min, Some(component.to_owned()))
}

fn overlap(min: f64, component: Option<String>) -> TestSpec {
    TestSpec::Overlap { min, component }
}

fn jaccard(min: f64, component: Option<String>) -> TestSpec {
    TestSpec::Jaccard { min, component }
}

/// A test of two names, unless they say of themselves that they are of two generations: Jr and Sr.
fn of_one_generation(test: TestSpec) -> TestSpec {
    let generation = "generation".to_owned();
    let tests = vec![TestSpec::Lacking { component: generation.clone() }, same(&generation)];
    TestSpec::All(vec![test, TestSpec::Any(tests)])
}

/// A test of two texts, unless both hold numbers and other ones: 4301 and 4314 Main Street are two places.
fn of_one_number(test: TestSpec) -> TestSpec {
    let numbers = "numbers".to_owned();
    let tests = vec![TestSpec::Lacking { component: numbers.clone() }, same(&numbers)];
    TestSpec::All(vec![test, TestSpec::Any(tests)])
}

/// The levels of a comparison that names none, from best to worst.
#[must_use]
pub fn builtin_levels(kind: &FieldKind) -> Vec<LevelSpec> {
    match kind {
        FieldKind::PersonName {} => vec![
            level("exact", TestSpec::Exact {}),
            level("same_reading", of_one_generation(TestSpec::Any(vec![same("reading"), of(overlap, 0.05, "readings")]))),
            level("same_words", of_one_generation(same("sorted"))),
            // Bob and Robert.
            level("nickname", of_one_generation(TestSpec::All(vec![same("surname_key"), of(overlap, 0.05, "given_names")]))),
            // 张末 and 张未, John Smith and John Smirh: read or typed amiss.
            level("similar_writing", of_one_generation(TestSpec::Any(vec![TestSpec::SimilarGlyphs { component: None }, TestSpec::NeighbouringKeys { component: None }]))),
            level("similar_90", of_one_generation(jaro_winkler(0.90))),
            // 张伟 and 臧伟, written down by ear.
            level("similar_sound", TestSpec::SimilarSound { component: "reading".to_owned() }),
            level("initial", of_one_generation(TestSpec::All(vec![same("surname_key"), TestSpec::Initial { component: Some("given_names".to_owned()) }]))),
            level("masked", TestSpec::All(vec![same("surname_key"), masked(1)])),
            // `李女士`, `Mr Smith`: nothing is said of the given name.
            level("surname_only", TestSpec::All(vec![same("surname_key"), TestSpec::Lacking { component: "given_names".to_owned() }])),
            level("words_in_common", of_one_generation(TestSpec::All(vec![of(overlap, 1.0, "sorted"), jaro_winkler(0.60)]))),
            // Two given names that differ: mostly two people of one family.
            level("same_surname", of_one_generation(same("surname_key"))),
        ],
        FieldKind::GivenName {} => vec![
            level("exact", TestSpec::Exact {}),
            level("similar_90", jaro_winkler(0.90)),
            level("same_sound", same("sound")),
            level("similar_80", jaro_winkler(0.80)),
            level("initial", TestSpec::Initial { component: None }),
        ],
        FieldKind::FamilyName {} => {
            vec![level("exact", TestSpec::Exact {}), level("similar_90", jaro_winkler(0.90)), level("same_sound", same("sound")), level("similar_80", jaro_winkler(0.80))]
        }
        FieldKind::Company {} => vec![
            level("exact", TestSpec::Exact {}),
            level("same_loose", same("loose_key")),
            level("same_core", same("core_key")),
            // Universal Exports Singapore and Singapore Exports.
            level("contains", TestSpec::Any(vec![TestSpec::Contains { min: 2, component: Some("core_key".to_owned()) }, overlap(1.0, None)])),
            level("similar_90", jaro_winkler(0.90)),
            // A place and a legal form hidden in part, or all but the first word.
            level("masked", masked(6)),
            level("similar_80", jaro_winkler(0.80)),
        ],
        FieldKind::Phone { .. } => vec![
            level("exact", TestSpec::Exact {}),
            level("same_tail7", same("tail7")),
            // The country code counts among what is visible.
            level("masked", masked(9)),
            // A neighbour's or colleague's number differs in a digit, hardly in the order of two.
            level("transposed", TestSpec::Transposed { component: None }),
            level("one_edit", edits(1)),
            // Among 119 customers it is as likely as not that two share their last four digits (T11).
            weak("same_tail4", same("tail4")),
            // Lines of one switchboard; mobile numbers of one block belong to strangers.
            weak("changed_tail", TestSpec::All(vec![landline(), TestSpec::ChangedTail { max: 4, component: None }])),
            weak("same_city", same("area")),
        ],
        FieldKind::Email {} => {
            // The local part of a role mailbox, which has no key, is nobody's.
            let local = TestSpec::All(vec![same("local_key"), jaro_winkler(0.5)]);
            vec![
                level("exact", TestSpec::Exact {}),
                level("same_local", local),
                level("one_edit", edits(1)),
                level("similar_90", jaro_winkler(0.90)),
                // Of the local part mostly a letter; the domain counts among what is visible.
                level("masked", masked(7)),
            ]
        }
        FieldKind::ResidentId {} | FieldKind::CreditCode {} | FieldKind::OrgCode {} => vec![
            level("exact", TestSpec::Exact {}),
            // A passport, a tax number from abroad.
            level("same_other", same("other")),
            // Two numbers that both pass their check are hardly one edit apart by a slip.
            level("misread", TestSpec::Misread { max: 1 }),
            level("masked", masked(6)),
            level("one_edit", TestSpec::Any(vec![edits(1), TestSpec::Edits { max: 1, component: Some("other".to_owned()) }])),
            // No check says that neither is a slip, and passports are renewed: they differ, and do not rule out that it is one customer.
            level("another_number", TestSpec::Having { component: "other".to_owned() }),
        ],
        FieldKind::BankCard {} => {
            vec![level("exact", TestSpec::Exact {}), level("misread", TestSpec::Misread { max: 1 }), level("masked", masked(6)), level("one_edit", edits(1))]
        }
        FieldKind::Date { .. } => vec![
            // Full dates only: years and months alone have keys too, and agree on less than a day.
            level("exact", TestSpec::All(vec![TestSpec::Exact {}, same("date")])),
            // 5/10/2023, of which nobody knows the month.
            level("either_order", TestSpec::EitherOrder {}),
            level("day_month_swapped", TestSpec::DayMonthSwapped {}),
            level("one_edit", TestSpec::Edits { max: 1, component: Some("date".to_owned()) }),
            level("same_month", same("month")),
            level("within_a_year", TestSpec::Any(vec![TestSpec::DaysWithin { max: 366 }, same("year")])),
        ],
        FieldKind::Amount { .. } | FieldKind::Scale {} => vec![level("exact", TestSpec::Exact {})],
        FieldKind::Region {} => vec![level("exact", TestSpec::Exact {}), level("same_city", same("city")), level("same_province", same("province"))],
        FieldKind::Industry {} => vec![level("exact", TestSpec::Exact {}), level("same_division", same("division")), level("same_section", same("section"))],
        FieldKind::Title {} => vec![
            level("exact", TestSpec::Exact {}),
            level("same_loose", same("loose")),
            // Without what qualifies it: brackets, and what follows a comma.
            level("same_bare", same("bare")),
            level("most_words", of(jaccard, 0.6, "bare")),
            level("similar_90", of(jaro_winkler_of, 0.90, "bare")),
            level("similar_80", of(jaro_winkler_of, 0.80, "bare")),
            // Fewer words in common say where things are or of what sort: `Park Hotel`, `Grand Hotel`.
        ],
        FieldKind::Text {} => vec![
            level("exact", TestSpec::Exact {}),
            // Punctuation and traditional characters apart.
            level("same_loose", same("loose")),
            level("similar_95", of_one_number(of(jaro_winkler_of, 0.95, "loose"))),
            // Without what qualifies it: brackets, and what follows a comma.
            level("same_bare", same("bare")),
            // Words by their rarity first: a name in common says more than `hotel` and `the`.
            level("cosine_70", of(cosine, 0.7, "tokens")),
            level("most_words", of(jaccard, 0.6, "tokens")),
            level("similar_85", of(jaro_winkler_of, 0.85, "loose")),
            level("some_words", of(cosine, 0.4, "tokens")),
        ],
        FieldKind::Code { .. } => {
            vec![level("exact", TestSpec::Exact {}), level("same_loose", same("loose")), level("masked", masked(6)), level("one_edit", edits(1))]
        }
        FieldKind::Address {} => {
            let similar = |min: f64| TestSpec::JaroWinkler { min, component: Some("remainder".to_owned()) };
            vec![
                level("exact", TestSpec::Exact {}),
                // One of them without its district, or without any division.
                level("same_remainder", same("remainder")),
                level("similar_remainder", TestSpec::All(vec![same("numbers"), similar(0.85)])),
                level("same_numbers", TestSpec::All(vec![same("district"), same("numbers")])),
                level("alike", TestSpec::All(vec![same("city"), similar(0.85)])),
                level("same_district", same("district")),
                level("same_city", same("city")),
            ]
        }
        FieldKind::Geo {} => vec![
            level("exact", TestSpec::Exact {}),
            level("within_1km", TestSpec::KilometresWithin { max: 1 }),
            level("within_10km", TestSpec::KilometresWithin { max: 10 }),
            level("within_50km", TestSpec::KilometresWithin { max: 50 }),
        ],
        FieldKind::Number {} => {
            vec![
                level("exact", TestSpec::Exact {}),
                level("within_1_percent", TestSpec::RelativeWithin { max: 0.01 }),
                level("within_10_percent", TestSpec::RelativeWithin { max: 0.1 }),
            ]
        }
        FieldKind::WechatId { .. } | FieldKind::Category {} | FieldKind::Gender {} | FieldKind::Channel {} | FieldKind::Nickname {} => vec![level("exact", TestSpec::Exact {})],
    }
}

/// What m looks like before any pair was seen: the share of true pairs on each code of a comparison.
///
/// (agree exactly, agree on nothing) by kind; the rest is spread over the levels between. People change
/// telephones and addresses, they rarely change names and never their day of birth. Ours, from
/// experience of customer lists; a few dozen pairs outweigh it.
#[must_use]
pub fn expected_agreement(kind: &FieldKind, codes: u8) -> Vec<f64> {
    let (exact, other) = match kind {
        FieldKind::PersonName {} | FieldKind::FamilyName {} | FieldKind::Title {} => (0.75, 0.04),
        FieldKind::GivenName {} => (0.75, 0.06),
        FieldKind::Company {} => (0.70, 0.08),
        FieldKind::Phone { .. } | FieldKind::Email {} => (0.65, 0.28),
        FieldKind::ResidentId {} | FieldKind::CreditCode {} | FieldKind::OrgCode {} => (0.95, 0.02),
        FieldKind::Date { .. } => (0.85, 0.03),
        FieldKind::Region {} => (0.65, 0.12),
        FieldKind::Text {} | FieldKind::Address {} => (0.50, 0.28),
        // Lists write a number with and without its dashes.
        FieldKind::Code { .. } => (0.60, 0.07),
        FieldKind::WechatId { .. } | FieldKind::BankCard {} => (0.88, 0.07),
        FieldKind::Gender {} => (0.97, 0.03),
        FieldKind::Category {} => (0.90, 0.10),
        FieldKind::Geo {} => (0.40, 0.04),
        FieldKind::Number {} => (0.60, 0.25),
        FieldKind::Industry {} => (0.70, 0.20),
        FieldKind::Nickname {} | FieldKind::Channel {} => (0.40, 0.60),
        FieldKind::Amount { .. } | FieldKind::Scale {} => (0.40, 0.60),
    };
    let between = codes.saturating_sub(3);
    let share = |code: u8| match code {
        0 => 0.0,
        1 if codes == 2 => 1.0,
        1 => other,
        c if c == codes - 1 => 1.0 - other - if between == 0 { 0.0 } else { 1.0 - exact - other },
        // The better a level, the more of the true pairs it holds.
        c => (1.0 - exact - other) * f64::from(c - 1) * 2.0 / f64::from(u16::from(between) * (u16::from(between) + 1)),
    };
    (0..codes).map(share).collect()
}

/// What u looks like before any pair was seen: the share of strangers' pairs on each code of a comparison.
///
/// (agree exactly, agree least) by kind, the levels between in equal steps of ratio. Ours, from experience of customer lists; some
/// thousand pairs outweigh it. Where few records hold a number, that no two strangers share it says nothing.
#[must_use]
pub fn expected_coincidence(kind: &FieldKind, codes: u8) -> Vec<f64> {
    let (exact, least) = match kind {
        kind if kind.is_document() => (1e-7, 1e-5),
        FieldKind::PersonName {} => (3e-4, 1e-2),
        FieldKind::GivenName {} | FieldKind::FamilyName {} => (5e-3, 2e-2),
        FieldKind::Company {} => (1e-4, 5e-3),
        FieldKind::Phone { .. } => (1e-5, 2e-4),
        FieldKind::Email {} => (1e-5, 1e-3),
        FieldKind::Code { .. } | FieldKind::WechatId { .. } => (1e-5, 1e-4),
        FieldKind::Date { .. } => (1e-4, 3e-2),
        FieldKind::Address {} => (1e-4, 5e-2),
        FieldKind::Text {} | FieldKind::Title {} => (2e-3, 2e-2),
        FieldKind::Geo {} => (1e-3, 1e-2),
        FieldKind::Gender {} => (0.5, 0.5),
        _ => (0.05, 0.1),
    };
    let steps = codes.saturating_sub(3).max(1);
    let share = |code: u8| match code {
        0 => 0.0,
        1 => 1.0,
        c => least * libm::pow(exact / least, f64::from(c - 2) / f64::from(steps)),
    };
    (0..codes).map(share).collect()
}

/// The share of pairs of relatives (two people of one household or firm) that are alike in this, and that have nothing in common;
/// `None`: what they have in common is learned from the data, starting from [`expected_kinship`].
///
/// What is a person's own tells relatives apart, and is not learned: without labels nothing else does. Ours, from
/// experience: namesakes within a family and twins are a few in a hundred.
#[must_use]
pub(super) fn own_to_person(kind: &FieldKind) -> Option<(f64, f64)> {
    match kind {
        FieldKind::PersonName {} => Some((0.03, 0.45)),
        FieldKind::GivenName {} => Some((0.03, 0.9)),
        FieldKind::Date { .. } => Some((0.02, 0.93)),
        // Of numbers that cannot be checked two that differ are a level of their own.
        FieldKind::ResidentId {} => Some((0.002, 0.9)),
        FieldKind::WechatId { .. } | FieldKind::BankCard {} => Some((0.002, 0.998)),
        _ => None,
    }
}

/// The share of relatives' pairs that agree exactly, and on nothing, before any was seen.
#[must_use]
pub(super) fn expected_kinship(kind: &FieldKind) -> (f64, f64) {
    match kind {
        FieldKind::FamilyName {} => (0.55, 0.40),
        FieldKind::Phone { .. } => (0.60, 0.38),
        FieldKind::Email {} => (0.15, 0.80),
        FieldKind::Address {} | FieldKind::Text {} => (0.50, 0.40),
        FieldKind::Company {} | FieldKind::CreditCode {} | FieldKind::OrgCode {} => (0.50, 0.40),
        FieldKind::Gender {} => (0.50, 0.50),
        FieldKind::Region {} | FieldKind::Category {} => (0.70, 0.25),
        FieldKind::Code { .. } => (0.05, 0.95),
        _ => (0.3, 0.7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_levels_coincide_less() {
        for kind in [FieldKind::PersonName {}, FieldKind::ResidentId {}, FieldKind::Text {}] {
            let shares = expected_coincidence(&kind, 6);
            assert!(shares.windows(2).skip(1).all(|w| w[0] > w[1]), "{shares:?}");
        }
        assert_eq!(expected_coincidence(&FieldKind::Gender {}, 3), [0.0, 1.0, 0.5]);
    }
}
