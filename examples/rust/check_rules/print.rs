//! The report in sentences.

use guiyi::{Language, RuleFinding, RuleReport, Severity};
use std::io::{self, Write};

/// What each list is called.
fn title(list: &str, language: Language) -> &str {
    let chinese = match list {
        "gaps" => "没有归属的客户",
        "overlaps" => "同时归属两类的客户",
        "shadowed" => "从不起作用的规则",
        "dead_constants" => "不起作用的数值",
        "conflicts" => "含义冲突的名称",
        "undefined" => "未经定义的词",
        "lints" => "隐含的约定",
        "not_analysed" => "未能检查之处",
        other => other,
    };
    let english = match list {
        "gaps" => "Customers left out",
        "overlaps" => "Customers of two kinds",
        "shadowed" => "Rules that never decide",
        "dead_constants" => "Numbers that change nothing",
        "conflicts" => "Names that mean two things",
        "undefined" => "Words without a definition",
        "lints" => "Conventions nobody wrote down",
        "not_analysed" => "Not looked at",
        other => other,
    };
    if language == Language::Zh { chinese } else { english }
}

pub(crate) fn report(out: &mut impl Write, report: &RuleReport, language: Language) -> io::Result<()> {
    let mut any = false;
    for (list, findings) in report.lists().filter(|(_, findings)| !findings.is_empty()) {
        if any {
            writeln!(out)?;
        }
        any = true;
        writeln!(out, "{} ({})", title(list, language), findings.len())?;
        for finding in findings {
            one(out, finding, language)?;
        }
    }
    if !any {
        writeln!(out, "{}", if language == Language::Zh { "规则互斥且全面, 没有发现问题。" } else { "The rules are exclusive and exhaustive: nothing was found." })?;
    }
    Ok(())
}

fn one(out: &mut impl Write, finding: &RuleFinding, language: Language) -> io::Result<()> {
    let chinese = language == Language::Zh;
    let mark = match (finding.severity, chinese) {
        (Severity::Error, false) => "error",
        (Severity::Warning, false) => "warning",
        (Severity::Note, false) => "note",
        (Severity::Error, true) => "错误",
        (Severity::Warning, true) => "警告",
        (Severity::Note, true) => "提示",
    };
    let set = if finding.rule_set.is_empty() { String::new() } else { format!(" [{}]", finding.rule_set) };
    writeln!(out, "  {mark}{set} {}", finding.tell(language))?;
    if let Some(witness) = &finding.witness {
        let history = witness.text.get(if chinese { "zh" } else { "en" }).map_or("", String::as_str);
        writeln!(out, "      {} {history} ({})", if chinese { "例如:" } else { "for example:" }, witness.as_of)?;
    }
    writeln!(out, "      {}", finding.paths.join(", "))
}
