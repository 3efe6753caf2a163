//! Companies' names, Chinese, Western, Japanese and Korean.
//!
//! | raw | key | place | brand | trade | legal form | branch | core |
//! |---|---|---|---|---|---|---|---|
//! | `深圳市腾讯计算机系统有限公司` | as written | `深圳市` | `腾讯` | `计算机系统` | `有限公司` | | `腾讯计算机系统` |
//! | `小米通讯技术（北京）有限责任公司` | brackets as `()` | `北京` | `小米` | `通讯技术` | `有限责任公司` | | `小米通讯技术` |
//! | `兴业银行股份有限公司福州分行` | as written | | `兴业` | `银行` | `股份有限公司` | `福州分行` | `兴业银行` |
//! | `上海银行` | as written | | `上海` | `银行` | | | `上海银行` |
//! | `義烏市佳美日用百貨商行` | `义乌市佳美日用百货商行` | `義烏市` | `佳美` | `日用百貨` | `商行` | | `佳美日用百貨` |
//! | `㈱電通` | `株式会社电通` | | `電通` | | `㈱` | | `電通` |
//! | `Foo (China) Co., Ltd.` | `foo china co ltd` | `China` | | | `Co., Ltd.` | | `Foo (China)` |
//! | `PT Gojek Indonesia` | `pt gojek indonesia` | | | | `PT` | | `Gojek Indonesia` |
//! | `上海**贸易有限公司` | none: masked | `上海` | | `贸易` | `有限公司` | | |
//! | `华为技术有限公司；中兴通讯股份有限公司` | the first; ambiguous | | | | | | |
//!
//! The key is the registered name, folded: simplified, width, case, brackets, no blanks in Chinese, no punctuation in
//! Western names. Match forms, which depend on the key alone: `loose_key` is equal for the spellings of one company (place
//! in front or in brackets, 市 and 省, 有限责任公司 = 有限公司, Ltd = Limited, 株式会社 in front or behind) and different
//! for places and branches; `core_key` is the core without 集团 and with the branch, and a form that tells bearers of a name
//! apart (商行, 厂); `reading` is that in Latin letters, joined; `visible` is what a masked name would be as a key, if it shows
//! some of its own name: `华为技术(*)有限公司`. The other components are as written.
//!
//! A place stays in the brand where only a trade would be left (上海银行). 中国 in front belongs to the name. `个人` and
//! `个体` mean no company. Remarks in brackets (已注销, 原…) and labels are dropped.
//! Limits: no former names of companies; brand and trade of Chinese names only; counties without 县 and 市 only where their name is no
//! common word; names of more than 96 characters are not taken apart.
//!
//! JSON: `{"company": {}}`. Source: legal forms after the Company Law and the rules on registering names, ISO 20275,
//! cleanco; trade words of companynameparser, enlarged; divisions of GB/T 2260.

mod cell;
mod form;
mod name;
mod place;
mod stand_in;
mod stem;
mod west;
mod words;
mod write;

use super::clean::{self, doubt};
use super::{Normalizer, missing};
use crate::data::ReferenceTables;
use crate::model::{Missing, Normalized, Reason, Status};
use name::{Name, Role, Runs};
use stem::Stem;
use words::Words;

/// Reads names of companies.
#[derive(Clone, Debug, Default)]
pub struct Company {
    tables: ReferenceTables,
}

impl Company {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Company { tables: tables.clone() }
    }
}

impl Normalizer for Company {
    fn components(&self) -> &'static [&'static str] {
        &["loose_key", "core_key", "reading", "visible", "place", "brand", "trade", "legal_form", "branch", "core"]
    }

    fn forms(&self) -> &'static [&'static str] {
        &["loose_key", "core_key", "reading", "visible"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        // No token is as long as most names are.
        if text.len() > 36 {
            return None;
        }
        // No token begins with another Han character, or has so many letters.
        if let Some(c @ '\u{4e00}'..='\u{9fff}') = text.chars().next()
            && !matches!(ReferenceTables::builtin().variants().simplified(c), '无' | '没' | '暂' | '空' | '缺' | '未' | '不' | '待' | '个' | '自')
        {
            return None;
        }
        if text.bytes().filter(u8::is_ascii_alphanumeric).nth(9).is_some() {
            return None;
        }
        missing::state_or(text, &["个人", "个体", "自由职业", "自由职业者", "待业", "无业", "无公司", "无单位"])
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if self.read_plain(text, out) {
            return;
        }
        let lines = text.bytes().any(|b| matches!(b, b'\n' | b'\r')) && text.len() <= clean::LIMIT && cell::several(text).is_some();
        let joined = if lines { text.replace(['\n', '\r'], "；") } else { String::new() };
        if !clean::clean_name(if lines { &joined } else { text }, out) {
            return;
        }
        self.read_cell(out);
    }
}

impl Company {
    /// Reads the commonest names of all, which there is nothing to clean about; false when the text is something else.
    fn read_plain(&self, text: &str, out: &mut Normalized) -> bool {
        // Most others are Western: a blank behind letters.
        if text.bytes().find(|b| !b.is_ascii_alphanumeric()).is_none_or(|b| b.is_ascii()) {
            return false;
        }
        let (mut name, mut wide) = (Name::new(), false);
        if !name.fold_plain(self.tables.variants(), text, &mut out.key, &mut wide) {
            return false;
        }
        out.display.push_str(text);
        if wide {
            out.because(Reason::Width);
        }
        self.eastern(&mut name, text, out);
        true
    }

    /// Reads the clean cell in `out.display`.
    fn read_cell(&self, out: &mut Normalized) {
        let Some(signs) = self.tidy(out) else {
            return;
        };
        let display = std::mem::take(&mut out.display);
        if signs.any
            && let Some(names) = cell::several(&display)
        {
            self.read_several(&names, out);
        } else {
            let name = if signs.any && signs.eastern { cell::without_detail(&display) } else { &display };
            if name.len() < display.len() {
                out.repaired(Reason::Detail);
                let mut name = name.to_owned();
                cell::close_up(&mut name);
                self.read_name(&name, out);
            } else {
                self.read_name(name, out);
            }
        }
        if out.status != Status::Missing {
            out.display = display;
        }
    }

    /// Takes labels, remarks, quotes and stray blanks off the display until nothing changes; none when nothing is left.
    fn tidy(&self, out: &mut Normalized) -> Option<Signs> {
        loop {
            if !clean::drop_label(out, |text| self.missing(text)) {
                return None;
            }
            let signs = Signs::of(&out.display);
            if !signs.any {
                return Some(signs);
            }
            let before = out.display.len();
            for (take, reason) in [(cell::trim as fn(&str, bool) -> &str, Reason::Trimmed), (cell::without_remarks, Reason::Label)] {
                let text = take(&out.display, signs.eastern);
                if !text.is_empty() && text.len() < out.display.len() {
                    out.display = text.to_owned();
                    out.repaired(reason);
                }
            }
            let whole = |text: &str| cell::several(text).is_none() && cell::without_detail(text).len() == text.len();
            if signs.eastern && out.display.contains(' ') && whole(&out.display) && cell::close_up(&mut out.display) {
                out.repaired(Reason::Separators);
            }
            if out.display.len() == before {
                return Some(signs);
            }
            if let Some(state) = self.missing(&out.display) {
                out.set_missing(state);
                return None;
            }
        }
    }

    /// The first name counts; all of them are candidates.
    fn read_several(&self, names: &[&str], out: &mut Normalized) {
        let mut one = Normalized::default();
        let mut keys: Vec<String> = Vec::new();
        for text in names {
            one.clear(self.components().len());
            one.display.push_str(text);
            self.read_cell(&mut one);
            if !one.key.is_empty() && !keys.contains(&one.key) {
                if keys.is_empty() {
                    out.key.push_str(&one.key);
                    out.components.clone_from(&one.components);
                }
                keys.push(std::mem::take(&mut one.key));
            }
        }
        match keys.len() {
            0 => out.invalid(Reason::Syntax),
            1 => out.repaired(Reason::Detail),
            _ => {
                out.because(Reason::MultipleValues);
                out.status = out.status.max(Status::Ambiguous);
                out.confidence = out.confidence.min(60);
                out.candidates = keys;
            }
        }
    }

    fn read_name(&self, text: &str, out: &mut Normalized) {
        if text.contains(cell::is_eastern) {
            let mut name = Name::new();
            name.fold(self.tables.variants(), text, &mut out.key);
            self.eastern(&mut name, text, out);
        } else {
            self.western(text, out);
        }
    }

    /// Reads a folded name.
    fn eastern(&self, name: &mut Name, text: &str, out: &mut Normalized) {
        for (found, reason) in [(name.traditional, Reason::Traditional), (name.brackets, Reason::BracketsFolded), (name.form, Reason::LegalFormFolded)] {
            if found {
                out.because(reason);
            }
        }
        stand_in::hide_stand_ins(name);
        if stand_in::is_placeholder(name.get(0..name.len)) {
            return out.invalid(Reason::Placeholder);
        }
        if name.masked {
            out.key.clear();
            doubt(out, Reason::Masked, 50);
        }
        if name.long {
            let Normalized { key, components, .. } = out;
            for at in [write::LOOSE, write::CORE_KEY] {
                components.get_mut(at).into_iter().for_each(|form| form.push_str(key));
            }
            return out.set(write::CORE, text);
        }
        let mut stem = Stem::new();
        self.take_apart(name, &mut stem);
        let runs = Runs::of(name);
        if stand_in::is_placeholder_brand(name, &runs) {
            return out.invalid(Reason::Placeholder);
        }
        write::parts(name, &runs, text, out);
        if name.masked {
            write::visible(name, &runs, out);
        } else {
            write::forms(&self.tables, name, &runs, &stem, out);
        }
        if runs.has(Role::Branch) {
            out.because(Reason::Branch);
        }
    }

    fn take_apart(&self, name: &mut Name, stem: &mut Stem) {
        let (names, words) = (self.tables.place_names(), self.tables.trade_words());
        let start = form::front(name);
        let mut end = form::branch(name, start..name.len, |text| place::starts(names, text));
        end = form::extras(name, start..end);
        if start == 0 {
            end = form::back(name, start..end, |text| {
                let mut longest = 0;
                words.each_ending(text, |length| longest = length);
                longest
            });
        }
        stem.read(&self.tables, name, start..end);
    }

    fn western(&self, text: &str, out: &mut Normalized) {
        if text.contains(clean::is_mask) {
            let read = |part: &str, key: &mut String| _ = Words::read(self.tables.variants(), part, key);
            write::visible_western(text, read, out);
            return doubt(out, Reason::Masked, 50);
        }
        let words = Words::read(self.tables.variants(), text, &mut out.key);
        if out.key.is_empty() || is_something_else(text) {
            return out.invalid(Reason::Syntax);
        }
        if matches!(out.key.as_str(), "test" | "test company" | "test co ltd" | "xx" | "xxx" | "xxxx") {
            return out.invalid(Reason::Placeholder);
        }
        west::read(self.tables.legal_forms(), text, &words, out);
        if out.components.get(write::BRANCH).is_some_and(|branch| !branch.is_empty()) {
            out.because(Reason::Branch);
        }
    }
}

/// A telephone number, an address of mail or of the web.
fn is_something_else(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let number = digits > 6 && !text.contains(char::is_alphabetic);
    number || !text.contains(' ') && (text.contains("://") || text.split_once('@').is_some_and(|(local, domain)| !local.is_empty() && domain.contains('.')))
}

/// Which signs a cell holds: most hold none, and need no second look.
struct Signs {
    eastern: bool,
    any: bool,
}

impl Signs {
    fn of(text: &str) -> Signs {
        let mut signs = Signs { eastern: false, any: false };
        for c in text.chars() {
            match c {
                'a'..='z' | 'A'..='Z' | '0'..='9' => {}
                '\u{4e00}'..='\u{9fff}' => signs.eastern = true,
                _ => {
                    signs.eastern |= cell::is_eastern(c);
                    signs.any |= !c.is_alphanumeric();
                }
            }
        }
        signs
    }
}

#[cfg(test)]
mod tests;
