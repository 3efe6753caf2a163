//! Chinese (Japanese, Korean) company names: place, core, legal form, branch.

use super::place;
use crate::normalize::clean::{cut, is_mask};

/// The parts of a folded name.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    /// The name up to its legal form: the legal person's name.
    pub(super) registered: &'a str,
    /// The legal form.
    pub(super) form: &'static str,
    /// The place, by its short name.
    pub(super) place: &'static str,
    /// Name and trade without place and form.
    pub(super) core: String,
    /// What names a branch behind the legal form.
    pub(super) branch: &'a str,
}

/// Legal forms at the end of a name, longest first.
const FORMS: [&str; 14] =
    ["股份有限公司", "集团有限公司", "有限公司", "股份公司", "集团公司", "总公司", "株式会社", "有限会社", "合同会社", "주식회사", "유한회사", "合伙企业", "公司", "集团"];

/// Kinds of enterprise that stay part of the core: they tell two bearers of one name apart.
const KINDS: [&str; 16] =
    ["农民专业合作社", "专业合作社", "合作社", "个体工商户", "经营部", "服务部", "工作室", "事务所", "商行", "商店", "超市", "研究院", "中心", "饭店", "厂", "店"];

/// Legal forms in brackets at the end.
const BRACKETED: [&str; 7] = ["(有限合伙)", "(普通合伙)", "(特殊普通合伙)", "(个人独资)", "(个体工商户)", "(集团)", "(有限公司)"];

/// Parts of a name: folded, without blanks, brackets as `()`, 有限责任公司 as 有限公司.
pub(super) fn parts(key: &str) -> Parts<'_> {
    let mut parts = Parts::default();
    let mut stem = front_form(key, &mut parts);
    if parts.form.is_empty() {
        stem = back_form(key, &mut parts);
    }
    let mut core = String::with_capacity(stem.len());
    strip_brackets(stem, &mut core, &mut parts);
    for group in ["集团", "股份"] {
        if let Some(at) = core.strip_suffix(group).map(str::len).filter(|at| *at >= 6) {
            core.truncate(at);
        }
    }
    if let Some((found, rest)) = place::leading(&core) {
        parts.place = found;
        core = rest.to_owned();
    }
    if core.chars().all(|c| !c.is_alphanumeric()) {
        core = stem.to_owned();
    }
    core.push_str(parts.branch);
    if core.is_empty() {
        core.push_str(key);
    }
    parts.core = core;
    parts
}

/// 株式会社 in front of the name.
fn front_form<'a>(key: &'a str, parts: &mut Parts<'a>) -> &'a str {
    for form in ["株式会社", "有限会社", "合同会社", "주식회사", "유한회사"] {
        if let Some(rest) = key.strip_prefix(form).filter(|r| !r.is_empty()) {
            parts.form = form;
            parts.registered = key;
            return rest;
        }
    }
    key
}

/// The name in front of its legal form.
fn back_form<'a>(key: &'a str, parts: &mut Parts<'a>) -> &'a str {
    let (mut head, mut bracket) = (key, "");
    if let Some(form) = BRACKETED.iter().find(|f| key.ends_with(**f)) {
        head = key.strip_suffix(form).unwrap_or(key);
        bracket = form;
    }
    let (mut name, branch) = split_branch(head);
    parts.branch = branch;
    for form in FORMS {
        if let Some(stem) = name.strip_suffix(form).filter(|s| s.chars().nth(1).is_some()) {
            parts.form = form;
            parts.registered = if branch.is_empty() { key } else { name };
            name = stem;
            break;
        }
    }
    if parts.form.is_empty() {
        parts.form = if bracket.is_empty() { KINDS.iter().find(|k| name.ends_with(**k)).copied().unwrap_or_default() } else { bracket.trim_matches(['(', ')']) };
        parts.registered = if parts.form.is_empty() { "" } else { key };
    }
    name
}

/// Parts the company from what names a branch of it: 工商银行股份有限公司 | 上海市分行.
fn split_branch(name: &str) -> (&str, &str) {
    const BRANCHES: [&str; 13] = ["分公司", "分行", "支行", "分店", "分部", "分厂", "分院", "办事处", "营业部", "营业厅", "代表处", "门店", "店"];
    for form in ["公司", "银行"] {
        let mut ends = name.rmatch_indices(form).map(|(at, form)| cut(name, at + form.len()));
        let head = ends.find(|(head, tail)| !tail.is_empty() && !head.ends_with("分公司") && !head.ends_with("子公司"));
        if let Some((head, tail)) = head {
            return if BRANCHES.iter().any(|b| tail.ends_with(b)) { (head, tail) } else { (name, "") };
        }
    }
    (name, "")
}

/// Copies a stem without places in brackets and `(集团)`.
fn strip_brackets(stem: &str, core: &mut String, parts: &mut Parts<'_>) {
    let mut rest = stem;
    while let Some(open) = rest.find('(') {
        let (before, tail) = cut(rest, open);
        let Some(close) = tail.find(')') else {
            break;
        };
        let inner = tail.get(1..close).unwrap_or_default();
        core.push_str(before);
        match place::whole(inner) {
            _ if matches!(inner, "集团" | "控股" | "股份") => {}
            Some(found) => parts.place = found,
            None => core.push_str(inner),
        }
        rest = tail.get(close + 1..).unwrap_or_default();
    }
    core.push_str(rest);
}

/// Whether part of the name is hidden: `*科技有限公司`, `某某公司`, `xx公司`.
pub(super) fn is_masked(key: &str) -> bool {
    key.contains(is_mask) || key.contains('某') || key.starts_with("xx") || key.contains("xxx") || key.contains('…')
}
