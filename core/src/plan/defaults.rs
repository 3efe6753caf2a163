//! What a spec leaves out: comparisons, blocking and rules by the kinds of its fields.
//!
//! Fields of the modules of interactions, tags and follow-up say nothing about who the customer is and are left out.

use crate::identity::compare::builtin_levels;
use crate::schema::FieldKind;
use crate::spec::{BlockingRule, ComparisonSpec, DecisionRule, FieldSpec, KeySpec, LevelCondition, LimitSpec};

/// The fields that can say who the customer is.
fn of_identity(fields: &[FieldSpec]) -> impl Iterator<Item = &FieldSpec> {
    fields.iter().filter(|f| f.is_of_identity())
}

/// One comparison per field whose kind says something about identity.
pub(super) fn comparisons(fields: &[FieldSpec]) -> Vec<ComparisonSpec> {
    let has = |kind: fn(&FieldKind) -> bool| of_identity(fields).find(|f| kind(&f.kind)).map(|f| f.name.clone());
    let given = has(|k| matches!(k, FieldKind::GivenName {}));
    let family = has(|k| matches!(k, FieldKind::FamilyName {}));
    let mut out = Vec::new();
    for field in of_identity(fields).filter(|f| !matches!(f.kind, FieldKind::Amount { .. } | FieldKind::Scale {} | FieldKind::Channel {})) {
        let mut levels = Vec::new();
        // Given and family name written crosswise: worth a level of its own where both are known.
        let other = match field.kind {
            FieldKind::GivenName {} => &family,
            FieldKind::FamilyName {} => &given,
            _ => &None,
        };
        if let Some(with) = other {
            levels = builtin_levels(&field.kind);
            let swapped = crate::spec::LevelSpec { label: "swapped".to_owned(), test: crate::spec::TestSpec::Swapped { with: with.clone() }, weak: false, m: None, u: None };
            levels.insert(1, swapped);
        }
        out.push(ComparisonSpec { name: String::new(), field: field.name.clone(), levels, group: String::new(), term_frequency: true });
    }
    out
}

/// Blocking by every identifier alone, and by names together with what is usually known beside them.
pub(super) fn blocking(fields: &[FieldSpec]) -> Vec<BlockingRule> {
    let key = |field: &FieldSpec, component: Option<&str>| KeySpec { field: field.name.clone(), component: component.map(str::to_owned), parts: None };
    let mut rules = Vec::new();
    for field in of_identity(fields) {
        match &field.kind {
            kind if kind.is_identifier() => rules.push(vec![key(field, None)]),
            FieldKind::Company {} => rules.push(vec![key(field, Some("core_key"))]),
            FieldKind::Title {} => rules.push(vec![key(field, Some("bare"))]),
            FieldKind::Geo {} => rules.push(vec![key(field, None)]),
            _ => {}
        }
    }
    let people: Vec<KeySpec> = of_identity(fields).filter(|f| matches!(f.kind, FieldKind::PersonName {})).map(|f| key(f, Some("reading"))).collect();
    let split: Vec<KeySpec> = of_identity(fields).filter(|f| matches!(f.kind, FieldKind::GivenName {} | FieldKind::FamilyName {})).map(|f| key(f, Some("sound"))).collect();
    for field in of_identity(fields) {
        let beside = match &field.kind {
            FieldKind::Date { .. } => key(field, Some("either")),
            FieldKind::Region {} => key(field, Some("city")),
            FieldKind::Geo {} => key(field, Some("cell")),
            FieldKind::Text {} | FieldKind::Address {} => key(field, Some("numbers")),
            FieldKind::Phone { .. } => key(field, Some("tail4")),
            FieldKind::Company {} => key(field, Some("core_key")),
            _ => continue,
        };
        for name in people.iter().chain(&split) {
            rules.push(vec![name.clone(), beside.clone()]);
        }
    }
    if let [given, family] = split.as_slice() {
        rules.push(vec![given.clone(), family.clone()]);
    }
    rules.extend(people.into_iter().map(|name| vec![name]));
    rules.into_iter().map(|keys| BlockingRule { keys }).collect()
}

/// Always and never by the identifiers' priority (R35): phone, identity document, application id, e-mail.
///
/// An identifier alone does not prove a person (families share phones, colleagues a company's code): it
/// takes the name beside it. Two valid identity numbers that differ are never one person.
pub(super) fn rules(fields: &[FieldSpec]) -> Vec<DecisionRule> {
    let names = |kind: fn(&FieldKind) -> bool| of_identity(fields).filter(move |f| kind(&f.kind)).map(|f| f.name.as_str());
    let at_least = |comparison: &str, level: &str| LevelCondition { comparison: comparison.to_owned(), at_least: Some(level.to_owned()), at_most: None };
    let at_most = |comparison: &str, level: &str| LevelCondition { comparison: comparison.to_owned(), at_least: None, at_most: Some(level.to_owned()) };
    let people: Vec<&str> = names(|k| matches!(k, FieldKind::PersonName {})).collect();
    let mut rules = Vec::new();
    for id in names(|k| matches!(k, FieldKind::ResidentId {})) {
        rules.push(DecisionRule::Never(vec![at_most(id, "else")]));
    }
    for code in names(|k| matches!(k, FieldKind::CreditCode {})) {
        rules.push(DecisionRule::Never(vec![at_most(code, "else")]));
    }
    let beside_a_name = [
        (names(|k| matches!(k, FieldKind::Phone { .. })).collect::<Vec<_>>(), "same_reading"),
        (names(|k| matches!(k, FieldKind::ResidentId {})).collect(), "same_surname"),
        (names(|k| matches!(k, FieldKind::CreditCode {})).collect(), "same_reading"),
        (names(|k| matches!(k, FieldKind::WechatId { .. } | FieldKind::BankCard {})).collect(), "same_surname"),
        (names(|k| matches!(k, FieldKind::Code { scope } if !scope.is_empty())).collect(), "same_surname"),
        (names(|k| matches!(k, FieldKind::Email {})).collect(), "same_reading"),
    ];
    for (identifiers, level) in beside_a_name {
        for identifier in identifiers {
            for name in &people {
                rules.push(DecisionRule::Always(vec![at_least(identifier, "exact"), at_least(name, level)]));
            }
        }
    }
    rules
}

/// Fields of which a customer has at most one value.
pub(super) fn exclusive(fields: &[FieldSpec]) -> Vec<String> {
    of_identity(fields).filter(|f| matches!(f.kind, FieldKind::ResidentId {} | FieldKind::CreditCode {} | FieldKind::OrgCode {})).map(|f| f.name.clone()).collect()
}

/// Customers that may share a telephone or an e-mail address: more than a household and its firm, fewer than a shop has.
pub(super) const SHARED_BY: u32 = 20;

/// How many customers may share what people and firms hand on.
pub(super) fn limits(fields: &[FieldSpec]) -> Vec<LimitSpec> {
    let shared = of_identity(fields).filter(|f| matches!(f.kind, FieldKind::Phone { .. } | FieldKind::Email {}));
    shared.map(|f| LimitSpec { field: f.name.clone(), customers: SHARED_BY }).collect()
}
