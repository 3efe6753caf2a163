//! Words that are used and nowhere defined, and rules that cannot be read.

use super::Check;
use crate::error::{Code, Error};
use crate::layer::LayerPlan;
use crate::model::{RuleFinding, Severity};

pub(super) fn check(check: &mut Check<'_>) {
    let sets = check.sets;
    for error in &sets.errors {
        one(check, "", error);
    }
    for set in &sets.sets {
        for (d, dimension) in set.spec.dimensions.iter().enumerate() {
            if dimension.rules.is_empty() && dimension.combine.is_none() {
                let name = &dimension.name;
                let finding = RuleFinding::new("no_rule", Severity::Error, set.name(), name).at(format!("{}.dimensions[{d}].rules", set.path));
                check.report.undefined.push(
                    finding.told(format!("`{name}` is named and has no values: nothing says what it tells apart."), format!("「{name}」只有名称而没有值: 没有写明要区分什么。")),
                );
            }
            for (r, rule) in dimension.rules.iter().enumerate().filter(|(_, rule)| rule.when.trim().is_empty()) {
                let given = super::dimension::given(rule);
                let finding = RuleFinding::new("no_rule", Severity::Error, set.name(), &given).at(set.path_of(d, r)).told(
                    format!("`{given}` of `{}` has no rule: nothing says who is one.", dimension.name),
                    format!("「{}」的「{given}」没有规则: 没有写明谁属于这一类。", dimension.name),
                );
                check.report.undefined.push(finding);
            }
        }
        let empty = |error: &&Error| {
            !set.spec.dimensions.iter().enumerate().any(|(d, dimension)| {
                error.code() == Code::EmptyList && error.path() == format!("{}.dimensions[{d}].rules", set.path)
                    || dimension.rules.iter().enumerate().any(|(r, rule)| rule.when.trim().is_empty() && set.path_of(d, r) == error.path())
            })
        };
        for error in set.errors.iter().filter(empty) {
            one(check, set.name(), error);
        }
    }
    if let Some(set) = sets.sets.iter().find(|set| set.path == "tags") {
        let mut errors = Vec::new();
        let _: LayerPlan = LayerPlan::compile(&sets.spec.layers, &sets.fields, set.plan.domains(), &mut errors);
        // Missing cells of tables are holes.
        for error in errors.iter().filter(|error| error.code() != Code::IncompleteTable) {
            one(check, set.name(), error);
        }
    }
}

fn one(check: &mut Check<'_>, set: &str, error: &Error) {
    let (path, detail) = (error.path(), error.detail());
    let unknown = matches!(error.code(), Code::UnknownMetric | Code::UnknownDimension | Code::UnknownValue | Code::UnknownField | Code::UnknownSource);
    // The same word in the same place is said once.
    if check.report.findings().any(|known| known.paths == [path] && known.text.get("en").is_some_and(|text| text.contains(detail))) {
        return;
    }
    let help = error.help().map_or_else(String::new, |help| format!(" ({help})"));
    if unknown {
        let word = detail.rsplit('`').nth(1).unwrap_or(detail);
        let finding = RuleFinding::new("undefined", Severity::Error, set, word).at(path);
        check.report.undefined.push(finding.told(format!("`{word}` is used and nowhere defined: {detail}{help}."), format!("「{word}」未经定义即被使用: {detail}{help}。")));
        return;
    }
    if error.code() == Code::DuplicateName {
        // Two metrics of one name that differ are told with a history.
        let told = check.report.conflicts.iter().any(|known| known.code == "conflicting_metric" && known.paths.iter().any(|at| format!("{at}.name") == path));
        if !told {
            let finding = RuleFinding::new("duplicate_name", Severity::Error, set, detail.rsplit('`').nth(1).unwrap_or(detail)).at(path);
            check.report.conflicts.push(finding.told(format!("{detail}{help}."), format!("{detail}{help}。")));
        }
        return;
    }
    let finding = RuleFinding::new(error.code().as_str(), Severity::Error, set, path).at(path);
    check.report.not_analysed.push(finding.told(format!("{detail}{help}."), format!("{detail}{help}。")));
}
