//! Companies' names, Chinese and Latin.
//!
//! | raw | key | core | registered | form | place |
//! |---|---|---|---|---|---|
//! | `深圳市腾讯计算机系统有限公司` | as written | `腾讯计算机系统` | = key | `有限公司` | `深圳` |
//! | `阿里巴巴（中国）有限责任公司` | `阿里巴巴(中国)有限公司` | `阿里巴巴` | = key | `有限公司` | `中国` |
//! | `腾讯` | `腾讯` | `腾讯` | | | |
//! | `海南航空` | `海南航空` | `海南航空` | | | |
//! | `中国工商银行股份有限公司上海市分行` | as written | `中国工商银行上海市分行` | without the branch | `股份有限公司` | |
//! | `Acme Co., Ltd.` | `acme co ltd` | `acme` | = key | `co ltd` | |
//! | `*科技有限公司`, `某某公司` | none: masked | | | `有限公司` | |
//!
//! `pinyin`: the core in Latin letters. The key is the name as registered, folded: simplified, width,
//! case, brackets, no blanks in Chinese; 有限责任公司 is 有限公司, `Limited` is `ltd`. The core is never empty;
//! a place stays in it when only a trade would be left (上海银行). A branch is not its company: its name
//! stays in the core. 中国 in front belongs to the name. `个人`, `个体` in this field mean no company.
//! Limits: no segmentation of name and trade, no old names, counties as places only in full.
//!
//! JSON: `{"company_name": {}}`. Source: legal forms after the Company Law, ISO 20275, cleanco.

mod han;
mod latin;
mod place;

use super::clean::{self, doubt};
use super::{Normalizer, missing};
use crate::data::variant;
use crate::model::{Missing, Normalized, Reason};
use crate::text::{fold, script};

/// Reads names of companies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CompanyName;

const CORE: usize = 0;
const REGISTERED: usize = 1;
const FORM: usize = 2;
const PLACE: usize = 3;
const PINYIN: usize = 4;

impl Normalizer for CompanyName {
    fn components(&self) -> &'static [&'static str] {
        &["core", "registered", "form", "place", "pinyin"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        missing::state_or(text, &["个人", "个体", "自由职业", "自由职业者", "待业", "无业", "无公司", "无单位"])
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        if !clean::drop_label(out, |text| self.missing(text)) {
            return;
        }
        let display = std::mem::take(&mut out.display);
        read_name(&display, out);
        out.display = display;
    }
}

fn read_name(display: &str, out: &mut Normalized) {
    let text = clean::strip_quotes(display);
    if text.len() < display.len() {
        out.repaired(Reason::Trimmed);
    }
    let mut folded = String::new();
    fold::key_into(text, &mut folded);
    if matches!(folded.as_str(), "测试" | "测试公司" | "test" | "test company" | "公司" | "有限公司" | "xx" | "xxx") {
        return out.invalid(Reason::Placeholder);
    }
    if !folded.contains(char::is_alphanumeric) {
        return if folded.contains(clean::is_mask) { doubt(out, Reason::Masked, 50) } else { out.invalid(Reason::Syntax) };
    }
    if text.chars().any(|c| variant::simplified(c) != c) {
        out.because(Reason::Traditional);
    }
    if folded.contains(is_cjk) {
        chinese(text, &folded, out);
    } else {
        western(&folded, out);
    }
}

fn is_cjk(c: char) -> bool {
    script::is_han(c) || matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ac00}'..='\u{d7a3}')
}

fn chinese(written: &str, folded: &str, out: &mut Normalized) {
    let mut key = String::with_capacity(folded.len());
    for c in folded.chars() {
        match c {
            '[' | '【' | '〔' | '{' | '《' | '「' | '<' | '〈' => key.push('('),
            ']' | '】' | '〕' | '}' | '》' | '」' | '>' | '〉' => key.push(')'),
            '㈱' => key.push_str("株式会社"),
            '"' | '“' | '”' | '\'' | '‘' | '’' => {}
            c if c.is_whitespace() => {}
            c => key.push(c),
        }
    }
    if written.contains(['（', '[', '【', '〔', '《', '「']) {
        out.because(Reason::BracketsFolded);
    }
    for (long, short) in [("有限责任公司", "有限公司"), ("有限责任会社", "合同会社"), ("(株)", "株式会社"), ("(주)", "주식회사"), ("㈜", "주식회사")]
    {
        if key.contains(long) {
            key = key.replace(long, short);
            out.because(Reason::LegalFormFolded);
        }
    }
    let key = key.trim_end_matches(['.', '。', ',', '，', '-', '·', ':']);
    if han::is_masked(key) {
        return masked(key, out);
    }
    let parts = han::parts(key);
    out.set(CORE, &parts.core);
    out.set(REGISTERED, parts.registered);
    out.set(FORM, parts.form);
    out.set(PLACE, parts.place);
    if let Some(pinyin) = out.components.get_mut(PINYIN) {
        script::pinyin_into(&parts.core, pinyin);
    }
    if !parts.branch.is_empty() {
        out.because(Reason::Branch);
    }
    out.key.push_str(key);
}

fn masked(key: &str, out: &mut Normalized) {
    let visible: String = key.chars().filter(|c| !clean::is_mask(*c) && *c != '某').collect();
    let parts = han::parts(visible.trim_start_matches('x'));
    out.set(FORM, parts.form);
    out.set(PLACE, parts.place);
    doubt(out, Reason::Masked, 50);
}

fn western(folded: &str, out: &mut Normalized) {
    if folded.contains(clean::is_mask) {
        return doubt(out, Reason::Masked, 50);
    }
    let mut words = String::with_capacity(folded.len());
    latin::words_into(folded, &mut words);
    let Normalized { key, components, .. } = out;
    let mut folded_form = false;
    for word in words.split(' ') {
        if !key.is_empty() {
            key.push(' ');
        }
        let short = latin::canonical(word);
        folded_form |= short != word;
        key.push_str(short);
    }
    let (core, form, place) = latin::parts(key);
    if let [core_out, registered_out, form_out, place_out, pinyin_out] = components.as_mut_slice() {
        core_out.push_str(core);
        form_out.push_str(form);
        place_out.push_str(place);
        registered_out.push_str(if form.is_empty() { "" } else { key });
        super::latin::letters_into(core, pinyin_out);
    }
    if folded_form {
        out.because(Reason::LegalFormFolded);
    }
}

#[cfg(test)]
mod tests;
