//! E-mail addresses, with what their providers ignore left out of the key.
//!
//! | raw | display | key |
//! |---|---|---|
//! | `Zhang.Wei+shop@Gmail.com` | as written | `zhangwei@gmail.com` |
//! | `zhangwei＠163．com` | `zhangwei@163.com` | `zhangwei@163.com` |
//! | `张伟 <ZW@qq.com>;` | `ZW@qq.com` | `zw@qq.com` |
//! | `a+b@company.cn` | as written | `a+b@company.cn` |
//! | `info@company.cn` | as written | none: a role mailbox (suspicious) |
//! | `z***@qq.com` | as written | none: masked |
//! | `zhang.qq.com` | as written | none (invalid) |
//!
//! Derived forms: `local`, `domain`, both as in the key. Gmail ignores dots and `+…`; Outlook,
//! iCloud, Proton and Fastmail ignore `+…`; for Chinese and unknown providers only case is folded.
//! Limits: international domains are compared as written (no Punycode), delivery is never checked,
//! address literals (`a@[1.2.3.4]`) and comments are refused.
//!
//! JSON: `{"email": {}}`. Source: RFC 5321, RFC 6531; the providers' own help pages.

mod provider;

use super::Normalizer;
use super::clean::{self, doubt, repair};
use crate::model::{Normalized, Reason, Status};
use provider::Ignores;

/// Reads e-mail addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Email;

const LOCAL: usize = 0;
const DOMAIN: usize = 1;

impl Normalizer for Email {
    fn components(&self) -> &'static [&'static str] {
        &["local", "domain"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        clean::cell(text, out, |text| self.missing(text), read_cell);
    }
}

fn read_cell(written: &str, out: &mut Normalized) {
    let ats = written.matches(is_at).count();
    if ats == 0 {
        return out.invalid(Reason::Syntax);
    }
    if ats > 1 && several(written, out) {
        return;
    }
    one(written, out);
}

/// Reads a cell with several addresses; false when it is only one.
fn several(written: &str, out: &mut Normalized) -> bool {
    let mut keys = Vec::new();
    let mut scratch = Normalized::default();
    let pieces = written.split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '，' | '；' | '、' | '/' | '|')).filter(|p| p.contains(is_at));
    for piece in pieces.take(8) {
        scratch.clear(2);
        one(piece, &mut scratch);
        if !scratch.key.is_empty() && !keys.contains(&scratch.key) {
            if keys.is_empty() {
                out.components.clone_from(&scratch.components);
            }
            keys.push(std::mem::take(&mut scratch.key));
        }
    }
    if keys.len() < 2 {
        return false;
    }
    out.because(Reason::MultipleValues);
    out.status = Status::Ambiguous;
    out.confidence = out.confidence.min(50);
    keys.first().map(String::as_str).unwrap_or_default().clone_into(&mut out.key);
    out.candidates = keys;
    true
}

/// Reads one address into `out`.
fn one(written: &str, out: &mut Normalized) {
    let text = bare(written, out);
    let Some(at) = text.rfind(is_at) else {
        return out.invalid(Reason::Syntax);
    };
    let (local, domain) = clean::cut(text, at);
    let domain = domain.trim_start_matches(is_at);
    if local.ends_with(' ') {
        out.repaired(Reason::Separators);
    }
    let local = local.trim_end();
    if local.contains(clean::is_mask) {
        return masked(domain, out);
    }
    if !is_local(local) {
        return out.invalid(Reason::Syntax);
    }
    write_display(local, domain, out);
    let written_domain = out.display.rfind('@').and_then(|at| out.display.get(at + 1..)).unwrap_or_default();
    if !is_domain(written_domain) {
        out.display.clear();
        return out.invalid(Reason::Syntax);
    }
    let mut domain = String::with_capacity(written_domain.len());
    lower(written_domain, &mut domain);
    write_key(local, &domain, out);
}

/// The address without label, display name, quotes and punctuation.
fn bare<'a>(written: &'a str, out: &mut Normalized) -> &'a str {
    let mut text = written;
    if let Some(inner) = angled(text) {
        repair(out, Reason::Label, 100);
        text = inner;
    }
    let inner = clean::strip_quotes(text.trim_end_matches(['.', '>', ')', '!', '-', ' ', ']'])).trim_start_matches(['(', '<', '[']);
    let inner = inner.trim_end_matches(['.', '>', ')', ' ']);
    if inner.len() < text.len() {
        out.repaired(Reason::Trimmed);
    }
    inner
}

/// `张伟 <a@b.cn>` → `a@b.cn`.
fn angled(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('<')?;
    let (inner, _) = rest.split_once('>')?;
    inner.contains(is_at).then_some(inner.trim())
}

/// Writes the repaired address: blanks around `@` dropped, Chinese and misplaced dots in the domain.
fn write_display(local: &str, domain: &str, out: &mut Normalized) {
    out.display.push_str(local);
    out.display.push('@');
    let mut previous = '.';
    for c in domain.chars() {
        let c = match c {
            '。' | '．' | '｡' | ',' | '，' => {
                repair(out, Reason::Syntax, 80);
                '.'
            }
            c => c,
        };
        if c == ' ' || c == '.' && previous == '.' {
            out.repaired(Reason::Separators);
            continue;
        }
        out.display.push(c);
        previous = c;
    }
}

fn write_key(local: &str, domain: &str, out: &mut Normalized) {
    let mut key = std::mem::take(&mut out.key);
    lower(local, &mut key);
    if key != *local || !out.display.ends_with(domain) {
        out.because(Reason::Case);
    }
    let domain = provider::canonical(domain);
    if provider::is_placeholder(&key, domain) {
        out.key = key;
        return out.invalid(Reason::Placeholder);
    }
    let role = provider::is_role(&key);
    let before = key.len();
    let rule = provider::ignores(domain);
    if rule != Ignores::Case
        && let Some(plus) = key.find('+').filter(|at| *at > 0)
    {
        key.truncate(plus);
    }
    if rule == Ignores::PlusAndDots && key.contains(|c| c != '.') {
        key.retain(|c| c != '.');
    }
    if key.len() < before {
        out.because(Reason::SubAddress);
    }
    out.set(LOCAL, &key);
    out.set(DOMAIN, domain);
    if role {
        doubt(out, Reason::RoleMailbox, 90);
        key.clear();
    } else {
        key.push('@');
        key.push_str(domain);
    }
    out.key = key;
}

fn masked(domain: &str, out: &mut Normalized) {
    let mut lowered = String::new();
    lower(domain, &mut lowered);
    if is_domain(&lowered) {
        out.set(DOMAIN, provider::canonical(&lowered));
    }
    doubt(out, Reason::Masked, 50);
}

fn lower(text: &str, out: &mut String) {
    out.extend(text.chars().flat_map(char::to_lowercase));
}

fn is_at(c: char) -> bool {
    matches!(c, '@' | '＠' | '﹫')
}

/// RFC 5321 dot-string or quoted string, with RFC 6531 letters.
fn is_local(local: &str) -> bool {
    if local.is_empty() || local.len() > 64 {
        return false;
    }
    if let Some(inner) = local.strip_prefix('"').and_then(|l| l.strip_suffix('"')) {
        return !inner.is_empty() && inner.chars().all(|c| !c.is_control() && c != '"' && c != '\\');
    }
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c) || !c.is_ascii() && c.is_alphanumeric();
    local.split('.').all(|part| !part.is_empty() && part.chars().all(atom))
}

/// Labels of letters, digits and inner hyphens; at least two; the last is not a number.
fn is_domain(domain: &str) -> bool {
    let label = |l: &str| {
        !l.is_empty()
            && l.len() <= 63
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || !c.is_ascii() && c.is_alphanumeric())
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    domain.len() <= 253 && domain.contains('.') && domain.split('.').all(label) && last.chars().count() >= 2 && !last.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        Email.normalize(raw, &mut out);
        out
    }

    #[test]
    fn reads_the_table() {
        for (raw, display, key, status) in [
            ("zhangwei@163.com", "zhangwei@163.com", "zhangwei@163.com", Status::Ok),
            ("ZhangWei@163.COM", "ZhangWei@163.COM", "zhangwei@163.com", Status::Ok),
            ("Zhang.Wei+shop@Gmail.com", "Zhang.Wei+shop@Gmail.com", "zhangwei@gmail.com", Status::Ok),
            ("zhangwei@googlemail.com", "zhangwei@googlemail.com", "zhangwei@gmail.com", Status::Ok),
            ("zhang.wei+a@outlook.com", "zhang.wei+a@outlook.com", "zhang.wei@outlook.com", Status::Ok),
            ("zhang.wei+a@qq.com", "zhang.wei+a@qq.com", "zhang.wei+a@qq.com", Status::Ok),
            ("a+b@company.cn", "a+b@company.cn", "a+b@company.cn", Status::Ok),
            ("zhangwei＠163．com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
            ("zhangwei@163。com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
            ("zhangwei @ 163.com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
            ("zhangwei@163.com.", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
            ("张伟 <ZW@qq.com>;", "ZW@qq.com", "zw@qq.com", Status::Repaired),
            ("mailto:zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
            ("邮箱：zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
            ("info@company.cn", "info@company.cn", "", Status::Suspicious),
            ("客服@company.cn", "客服@company.cn", "", Status::Suspicious),
            ("z***@qq.com", "z***@qq.com", "", Status::Suspicious),
            ("zw@qq.com; zw@163.com", "zw@qq.com; zw@163.com", "zw@qq.com", Status::Ambiguous),
            ("张伟@例子.中国", "张伟@例子.中国", "张伟@例子.中国", Status::Ok),
            ("test@test.com", "test@test.com", "", Status::Invalid),
            ("zhang.qq.com", "zhang.qq.com", "", Status::Invalid),
            ("zhang@qq", "zhang@qq", "", Status::Invalid),
            ("@qq.com", "@qq.com", "", Status::Invalid),
            ("a..b@qq.com", "a..b@qq.com", "", Status::Invalid),
            ("a b@qq.com", "a b@qq.com", "", Status::Invalid),
            ("a@1.2.3.4", "a@1.2.3.4", "", Status::Invalid),
            ("N/A", "", "", Status::Missing),
        ] {
            let out = read(raw);
            assert_eq!((out.display.as_str(), out.key.as_str(), out.status), (display, key, status), "{raw} {:?}", out.reasons);
        }
    }

    #[test]
    fn derived_forms_and_reasons() {
        assert_eq!(read("A.B+c@GMAIL.com").components, ["ab", "gmail.com"]);
        assert_eq!(read("A.B+c@GMAIL.com").reasons, [Reason::Case, Reason::SubAddress]);
        assert_eq!(read("z***@QQ.com").components, ["", "qq.com"]);
        assert_eq!(read("sales@x.com").reasons, [Reason::RoleMailbox]);
        assert_eq!(read("zw@qq.com,zw@163.com").candidates, ["zw@qq.com", "zw@163.com"]);
    }
}
