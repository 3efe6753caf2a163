//! The keys that are worth blocking on, by kind.

use crate::identity::block::FieldKey;
use crate::model::Records;
use crate::schema::FieldKind;
use crate::spec::{BlockingRule, FieldSpec, KeySpec, Spec};

/// The forms of a kind that are worth blocking on; `None`: the match key.
fn of_kind(kind: &FieldKind) -> &'static [Option<&'static str>] {
    match kind {
        FieldKind::PersonName {} => &[None, Some("reading"), Some("surname_key")],
        FieldKind::GivenName {} | FieldKind::FamilyName {} => &[None, Some("sound"), Some("prefix")],
        FieldKind::Company {} => &[None, Some("core_key"), Some("prefix")],
        FieldKind::Phone { .. } => &[None, Some("tail7")],
        FieldKind::Email {} => &[None, Some("local_key")],
        FieldKind::Date { .. } => &[Some("either"), Some("month"), Some("year"), Some("month_day")],
        FieldKind::Region {} => &[Some("city")],
        FieldKind::Text {} | FieldKind::Title {} => &[Some("loose"), Some("bare"), Some("numbers"), Some("prefix")],
        // Lists write a number with and without its dashes.
        FieldKind::Code { .. } => &[None, Some("loose")],
        FieldKind::WechatId { .. } => &[None],
        FieldKind::ResidentId {} | FieldKind::CreditCode {} | FieldKind::OrgCode {} => &[None, Some("other")],
        FieldKind::BankCard {} => &[None],
        FieldKind::Amount { .. } | FieldKind::Scale {} | FieldKind::Industry {} | FieldKind::Channel {} => &[],
        FieldKind::Address {} => &[None, Some("remainder"), Some("numbers")],
        FieldKind::Nickname {} => &[None],
        FieldKind::Gender {} | FieldKind::Category {} | FieldKind::Number {} => &[None],
        FieldKind::Geo {} => &[Some("cell"), Some("cell_2"), Some("cell_3")],
    }
}

/// One rule for every such form, for a plan that reads them.
pub(in super::super) fn rules(spec: &Spec) -> Vec<BlockingRule> {
    let of_field = |field: &FieldSpec| {
        let known = crate::normalize::builtin(&field.kind, crate::data::ReferenceTables::builtin()).forms();
        let forms = of_kind(&field.kind).iter().filter(|form| form.is_none_or(|form| known.contains(&form)));
        let key = |form: &Option<&str>| KeySpec { field: field.name.clone(), component: form.map(str::to_owned), parts: None };
        forms.map(|form| BlockingRule { keys: vec![key(form)] }).collect::<Vec<_>>()
    };
    spec.fields.iter().flat_map(of_field).take(64).collect()
}

/// The forms of each field worth blocking on.
pub(super) fn forms(spec: &Spec, records: &Records) -> Vec<(KeySpec, FieldKey)> {
    let mut out = Vec::new();
    for (field, column) in spec.fields.iter().zip(&records.fields) {
        let index = records.field(&field.name).unwrap_or(usize::MAX);
        for name in of_kind(&field.kind) {
            let component = match name {
                Some(name) => match column.values.component(name) {
                    Some(component) => Some(component),
                    None => continue,
                },
                None => None,
            };
            out.push((KeySpec { field: field.name.clone(), component: name.map(str::to_owned), parts: None }, FieldKey { field: index, component, parts: None }));
        }
    }
    out
}
