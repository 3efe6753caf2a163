//! A program that reads its arguments as every kind.

use guiyi::{FieldKind, Normalized, ReferenceTables, normalize};

fn main() {
    let kinds = [
        FieldKind::PersonName {},
        FieldKind::GivenName {},
        FieldKind::FamilyName {},
        FieldKind::Company {},
        FieldKind::phone(),
        FieldKind::Email {},
        FieldKind::ResidentId {},
        FieldKind::CreditCode {},
        FieldKind::OrgCode {},
        FieldKind::BankCard {},
        FieldKind::WechatId { scope: String::new() },
        FieldKind::Date { order: guiyi::DateOrder::Unknown },
        FieldKind::Amount {},
        FieldKind::Region {},
        FieldKind::Text {},
        FieldKind::Code { scope: String::new() },
        FieldKind::Category {},
    ];
    let mut value = Normalized::default();
    for argument in std::env::args().skip(1) {
        for kind in &kinds {
            normalize::builtin(kind, ReferenceTables::builtin()).normalize(&argument, &mut value);
            println!("{}: {} {} {}", kind.name(), value.status.as_str(), value.key, value.components.join(" "));
        }
    }
}
