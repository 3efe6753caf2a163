//! Kinds that say what a customer is worth or wants rather than who it is.
//!
//! The guess in [`super::guess`] looks for what tells customers apart and leaves the rest unused; here the rest
//! gets its kind too, and kinds are looked for among columns whose names say nothing.

use super::guess::{Guess, Looked, readable};
use super::role::Role;
use crate::data::ReferenceTables;
use crate::normalize;
use crate::schema::FieldKind;
use crate::table::header;

/// Words in column names, and the kind that is tried.
const WORDS: &[(&str, Kind)] = &[
    ("行业", Kind::Industry),
    ("industry", Kind::Industry),
    ("规模", Kind::Scale),
    ("员工人数", Kind::Scale),
    ("人数", Kind::Scale),
    ("employees", Kind::Scale),
    ("company_size", Kind::Scale),
    ("金额", Kind::Amount),
    ("预算", Kind::Amount),
    ("营收", Kind::Amount),
    ("收入", Kind::Amount),
    ("单价", Kind::Amount),
    ("价格", Kind::Amount),
    ("资本", Kind::Amount),
    ("总额", Kind::Amount),
    ("amount", Kind::Amount),
    ("price", Kind::Amount),
    ("budget", Kind::Amount),
    ("revenue", Kind::Amount),
    ("渠道", Kind::Channel),
    ("来源", Kind::Channel),
    ("channel", Kind::Channel),
    ("昵称", Kind::Nickname),
    ("nickname", Kind::Nickname),
    ("openid", Kind::WechatId),
    ("unionid", Kind::WechatId),
    ("银行卡", Kind::BankCard),
    ("卡号", Kind::BankCard),
    ("机构代码", Kind::OrgCode),
    ("地址", Kind::Address),
    ("address", Kind::Address),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Industry,
    Scale,
    Amount,
    Channel,
    Nickname,
    WechatId,
    BankCard,
    OrgCode,
    Address,
    Region,
}

/// Kinds that are looked for where a name says nothing, with the least share of values that must read.
const BLIND: [(Kind, f64); 5] = [(Kind::BankCard, 0.8), (Kind::OrgCode, 0.9), (Kind::Region, 0.9), (Kind::Industry, 0.9), (Kind::Address, 0.9)];

impl Kind {
    fn field(self, unit: &str) -> FieldKind {
        match self {
            Kind::Industry => FieldKind::Industry {},
            Kind::Scale => FieldKind::Scale {},
            Kind::Amount => FieldKind::Amount { unit: unit.to_owned(), currency: "CNY".to_owned() },
            Kind::Channel => FieldKind::Channel {},
            Kind::Nickname => FieldKind::Nickname {},
            Kind::WechatId => FieldKind::WechatId { scope: String::new() },
            Kind::BankCard => FieldKind::BankCard {},
            Kind::OrgCode => FieldKind::OrgCode {},
            Kind::Address => FieldKind::Address {},
            Kind::Region => FieldKind::Region {},
        }
    }
}

/// The unit that a column's name gives its amounts; empty where it names none, or none of money.
fn unit(column: &str) -> String {
    let unit = header::read(column).unit.unwrap_or_default();
    let mut errors = Vec::new();
    normalize::check(&Kind::Amount.field(&unit), "", &mut errors);
    if errors.is_empty() { unit } else { String::new() }
}

/// Looks again at a column that was taken for nothing in particular.
pub(super) fn refine(column: &str, texts: &[String], tables: &ReferenceTables, guess: &mut Guess, looked: &mut Looked) {
    let vague = matches!(guess.role, Role::Unused | Role::Text | Role::Code | Role::Category | Role::Address);
    if !vague || texts.is_empty() || matches!(guess.kind, FieldKind::Date { .. }) {
        return;
    }
    let folded = super::header_words::field_name(column);
    let unit = unit(column);
    for (word, kind) in WORDS.iter().filter(|(word, _)| folded.contains(word)) {
        let field = kind.field(&unit);
        let share = readable(&field, texts, tables);
        if share >= 0.5 {
            looked.why = format!("its name holds `{word}`, and {:.0} % of its values read so", share * 100.0);
            (guess.kind, looked.readable) = (field, share);
            return;
        }
    }
    // What has a name that says something else, or hardly two values, stays what it is.
    if super::header_words::role(column).is_some() || looked.distinct < 0.01 {
        return;
    }
    for (kind, least) in BLIND {
        let field = kind.field("");
        let share = readable(&field, texts, tables);
        if share >= least {
            looked.why = format!("{:.0} % of its values read as {}", share * 100.0, field.name());
            (guess.kind, looked.readable) = (field, share);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unit;

    #[test]
    fn the_unit_in_a_name() {
        for (name, wanted) in [("预算（万元）", "万元"), ("预算/万元", "万元"), ("发行总额（亿）", "亿"), ("金额(元)", "元"), ("规模（人）", ""), ("美元", ""), ("", "")]
        {
            assert_eq!(unit(name), wanted, "{name}");
        }
    }
}
