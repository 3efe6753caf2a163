//! Branches of industry: codes, names, names with their path, and everyday words.
//!
//! | raw | key | status |
//! |---|---|---|
//! | `专用设备制造业`, `35`, `C35`, `C 制造业/35` | `35` | ok |
//! | `制造业-专用设备制造`, `制造业>专用设备制造业` | `35` | repaired, ok |
//! | `教育` | `P`: the highest of the levels that have the name | ok |
//! | `制造业-电子`, `服务业-零售` | `39`, `52` | repaired: short_name |
//! | `IT`, `教培`, `房产中介` | `65`, `839`, `703` | repaired: short_name, with less confidence |
//! | `医药`, `服务业` | none: several branches, the candidates | ambiguous |
//! | `9231 人民法院` | `9232` | suspicious: the code is of another edition |
//! | `通信设备、计算机及其他电子设备制造业` | `39` | repaired: other_edition |
//! | `从事软件开发` | `651` | repaired: with less confidence |
//! | `某某科技` | none | suspicious: unknown_industry |
//! | `2038`, `C99` | none | invalid: no such code |
//!
//! Components: `code`, `section` (letter), `division` (two digits, none for sections) are the match forms; `level` (1 门类 to
//! 4 小类) and `name`, the official one, say more. A group without classes has its class too: `0190`.
//!
//! Limits: codes of older editions (2002, 2011) cannot be told from those of today without a name beside them or a letter that
//! contradicts them; no list that translates them is embedded. A pack with the table `industry_crosswalk` has them upgraded
//! (reason old_format). Free text is not guessed at.
//!
//! JSON: `{"industry": {}}`. Source: GB/T 4754-2017 with its amendment of 2019 (`core/data/DATA.md`); everyday words: ours.

mod chain;
mod code;
mod lookup;
mod pieces;
mod set;
#[cfg(test)]
mod tests;

use super::Normalizer;
use super::clean;
use crate::data::ReferenceTables;
use crate::data::industry::{Code, Industry as Row};
use crate::model::{Normalized, Reason, Status};
use chain::Chain;
use pieces::Named;
use set::{Found, How};

const COMPONENTS: [&str; 5] = ["code", "section", "division", "level", "name"];

/// Reads branches of industry.
#[derive(Clone, Debug)]
pub struct Industry {
    tables: ReferenceTables,
}

impl Industry {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Industry { tables: tables.clone() }
    }

    /// A code as it stands in the standard: nothing else is to be done.
    fn code(&self, text: &str) -> Option<&Row> {
        let table = self.tables.industries();
        let digits = match text.as_bytes() {
            [b'A'..=b'T', digits @ ..] if !digits.is_empty() && digits.len() <= 4 => std::str::from_utf8(digits).unwrap_or_default(),
            [_] | [b'0'..=b'9', ..] => text,
            _ => return None,
        };
        let row = table.at(table.place(Code::parse(digits)?)?)?;
        (text.len() == digits.len() || text.starts_with(row.section())).then_some(row)
    }

    /// A name as it stands in the standard.
    fn name(&self, text: &str, named: &Named) -> Option<&Row> {
        let Found { set, how: How::Name, .. } = named.found.as_ref()? else { return None };
        self.tables.industries().at(set.single()?).filter(|row| row.name() == text)
    }

    /// Reads a text without its label.
    fn read_bare(&self, text: &str, out: &mut Normalized) {
        if let Some(row) = self.code(text) {
            return write(row, out);
        }
        let named = Named::of(&self.tables, text);
        if let Some(row) = self.name(text, &named) {
            return write(row, out);
        }
        let mut chain = Chain::new(&self.tables);
        let bare = pieces::unquote(text);
        let whole = pieces::without_decimals(bare);
        if whole.len() < bare.len() {
            out.repaired(Reason::SpreadsheetNumber);
        }
        pieces::read(&self.tables, whole, (text, &named), &mut chain);
        answer(&self.tables, text, &chain, out);
    }
}

impl Normalizer for Industry {
    fn components(&self) -> &'static [&'static str] {
        &COMPONENTS
    }

    fn forms(&self) -> &'static [&'static str] {
        &["code", "section", "division"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        let mut shown = std::mem::take(&mut out.display);
        let kept = pieces::unlabel(&shown);
        let label = shown.len() - kept.len();
        let mut state = None;
        if label > 0 {
            state = super::missing::state(kept);
            out.repaired(Reason::Label);
        }
        match state {
            Some(state) => out.set_missing(state),
            None => {
                self.read_bare(kept, out);
                shown.drain(..label);
                out.display = shown;
            }
        }
    }
}

/// Writes what the pieces of a text say.
fn answer(tables: &ReferenceTables, text: &str, chain: &Chain<'_>, out: &mut Normalized) {
    let table = tables.industries();
    let set = &chain.set;
    let nothing = set.is_empty() && !chain.other_edition && !chain.contradiction;
    let mixed = set.rows(table).any(|row| set.rows(table).any(|other| row.level() != other.level()));
    let numbers = chain.numbers_only() && !chain.other_edition && (chain.foreign || chain.unknown || chain.contradiction && !set.is_empty() || mixed);
    if nothing || numbers || chain.foreign && set.is_empty() {
        let readable = chain.unknown && !chain.foreign && !chain.bad_code && text.chars().filter(|c| c.is_alphabetic()).count() > 1;
        if readable {
            clean::doubt(out, Reason::UnknownIndustry, 20);
        } else {
            out.invalid(Reason::UnknownIndustry);
        }
        return;
    }
    out.confidence = out.confidence.min(chain.confidence);
    if chain.traditional {
        out.because(Reason::Traditional);
    }
    if chain.label {
        out.repaired(Reason::Label);
    }
    if chain.zeros && !chain.other_edition {
        out.repaired(Reason::WrongLength);
    }
    if chain.upgraded {
        out.repaired(Reason::OldFormat);
    }
    if chain.old_name {
        out.repaired(Reason::OtherEdition);
    }
    if chain.other_edition {
        clean::doubt(out, Reason::OtherEdition, 60);
    }
    if chain.unknown {
        clean::doubt(out, Reason::Detail, 50);
    } else if chain.remark {
        clean::repair(out, Reason::Detail, 85);
    }
    if chain.contradiction && !chain.other_edition {
        clean::doubt(out, Reason::Contradiction, 30);
    }
    match set.single().and_then(|place| table.at(place)) {
        Some(row) if !chain.contradiction => {
            if chain.short || out.confidence < 100 && out.status == Status::Ok {
                out.repaired(Reason::ShortName);
            }
            write(row, out);
        }
        _ => {
            let doubtful = chain.contradiction || set.is_empty();
            out.confidence = out.confidence.min(if doubtful { 30 } else { 50 });
            out.candidates.extend(set.rows(table).map(|row| row.code().to_owned()));
            if !doubtful {
                out.because(if chain.several { Reason::MultipleValues } else { Reason::Namesakes });
                out.status = out.status.max(Status::Ambiguous);
            }
        }
    }
}

fn write(row: &Row, out: &mut Normalized) {
    let code = row.code();
    out.key.push_str(code);
    let level = match row.level() {
        1 => "1",
        2 => "2",
        3 => "3",
        _ => "4",
    };
    let division = if row.level() == 1 { "" } else { code.get(..2).unwrap_or_default() };
    for (at, part) in [code, row.section().encode_utf8(&mut [0; 4]), division, level, row.name()].into_iter().enumerate() {
        out.set(at, part);
    }
}
