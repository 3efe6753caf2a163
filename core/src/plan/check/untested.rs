//! What there are no test cases for, and why.

use super::dimension::given;
use super::sets::RuleSet;
use crate::model::{RuleFinding, Severity};
use crate::rule::Rule;
use crate::spec::DimensionSpec;
use std::collections::BTreeMap;

/// How many aims or comparisons are told by their names.
const TOLD: usize = 5;

/// A dimension some of whose cases are not made.
pub(super) struct Untested<'a> {
    set: &'a RuleSet<'a>,
    at: usize,
    dimension: &'a DimensionSpec,
    found: &'a mut Vec<RuleFinding>,
}

impl<'a> Untested<'a> {
    pub(super) fn new(set: &'a RuleSet<'a>, at: usize, dimension: &'a DimensionSpec, found: &'a mut Vec<RuleFinding>) -> Self {
        Untested { set, at, dimension, found }
    }

    fn say(&mut self, code: &'static str, severity: Severity, rule: Option<usize>, (en, zh): (String, String)) {
        let path = rule.map_or_else(|| self.path(), |rule| self.set.path_of(self.at, rule));
        self.found.push(RuleFinding::new(code, severity, self.set.name(), &self.dimension.name).at(path).told(en, zh));
    }

    fn path(&self) -> String {
        format!("{}.dimensions[{}]", self.set.path, self.at)
    }

    /// What a rule gives.
    fn given(&self, rule: usize) -> String {
        self.dimension.rules.get(rule).map_or_else(String::new, given)
    }

    /// Whether all rules are there and can be read; says which are not.
    pub(super) fn all_written(&mut self, rules: &[Option<Rule>]) -> bool {
        let name = &self.dimension.name;
        if self.dimension.rules.is_empty() {
            self.say("no_rule", Severity::Warning, None, (format!("`{name}` has no test cases: it has no rules."), format!("「{name}」没有测试用例: 没有规则。")));
            return false;
        }
        for (at, spec) in self.dimension.rules.iter().enumerate().filter(|(at, _)| !rules.get(*at).is_some_and(Option::is_some)) {
            let (given, path) = (self.given(at), self.set.path_of(self.at, at));
            if spec.when.trim().is_empty() {
                let said = (format!("`{name}` has no test cases: nothing says who is `{given}`."), format!("「{name}」没有测试用例: 没有写明谁属于「{given}」。"));
                self.say("no_rule", Severity::Warning, Some(at), said);
                continue;
            }
            let error = self.set.errors.iter().find(|error| error.path() == path);
            let (code, why) = error.map_or(("unreadable", ""), |error| (error.code().as_str(), error.detail()));
            let said =
                (format!("`{name}` has no test cases: the rule for `{given}` cannot be read: {why}."), format!("「{name}」没有测试用例: 「{given}」的规则无法读取: {why}。"));
            self.say(code, Severity::Warning, Some(at), said);
        }
        rules.iter().all(Option::is_some)
    }

    /// It reads a dimension whose rules are not all there.
    pub(super) fn reads_unreadable(&mut self, below: usize) {
        let (name, below) = (&self.dimension.name, self.set.spec.dimensions.get(below).map_or("", |below| below.name.as_str()));
        let said = (
            format!("`{name}` has no test cases: it reads `{below}`, not all of whose rules can be read."),
            format!("「{name}」没有测试用例: 所引用的「{below}」并非每条规则都可读取。"),
        );
        self.say("unreadable", Severity::Warning, None, said);
    }

    /// It gives no values that could be expected.
    pub(super) fn unreadable(&mut self) {
        let (name, path) = (&self.dimension.name, self.path());
        let own = |place: &str| place.strip_prefix(path.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        let error = self.set.errors.iter().find(|error| own(error.path()));
        let (en, zh) = error.map_or(("it reads a dimension that cannot be resolved", "引用了无法确定的维度"), |error| (error.detail(), error.detail()));
        let said = (format!("`{name}` has no test cases: {en}."), format!("「{name}」没有测试用例: {zh}。"));
        self.say(error.map_or("unreadable", |error| error.code().as_str()), Severity::Warning, None, said);
    }

    /// A rule, or the whole of a dimension that is put together, has too many cells.
    pub(super) fn too_many_cells(&mut self, rule: Option<usize>) {
        let name = &self.dimension.name;
        let said = match rule {
            Some(rule) => {
                let given = self.given(rule);
                (
                    format!("the rule for `{given}` of `{name}` has no test cases: it has too many cells by itself."),
                    format!("「{name}」中「{given}」的规则没有测试用例: 仅这一条规则的组合就太多。"),
                )
            }
            None => (
                format!("`{name}` has no test cases: the dimensions that it is put together of have too many cells together. Each has cases of its own."),
                format!("「{name}」没有测试用例: 组成它的各维度合起来组合太多; 各维度自有测试用例。"),
            ),
        };
        self.say("too_many_cells", Severity::Warning, rule, said);
    }

    /// Cases that would take too long.
    pub(super) fn unfinished(&mut self) {
        let name = &self.dimension.name;
        let said = (format!("not all test cases of `{name}` were made: it would take too long."), format!("「{name}」的测试用例未能全部生成: 耗时过长。"));
        self.say("unfinished", Severity::Warning, None, said);
    }

    /// Comparisons of a rule that decide of nobody alone.
    pub(super) fn never_alone(&mut self, rule: usize, comparisons: &[String]) {
        let (name, given) = (&self.dimension.name, self.given(rule));
        let quoted: Vec<String> = comparisons.iter().take(TOLD).map(|comparison| format!("`{comparison}`")).collect();
        let more = comparisons.len().saturating_sub(TOLD);
        let (en, zh) = more_of(more);
        let said = (
            format!(
                "no `mcdc` cases for {}{en} in the rule for `{given}` of `{name}`: no two customers differ in it, in whether the rule holds, and in nothing else that the rule asks.",
                quoted.join(", ")
            ),
            format!("「{name}」中「{given}」的规则里 {}{zh} 没有 `mcdc` 用例: 没有两位客户只在这一比较上不同且规则的结果也不同。", quoted.join("、")),
        );
        self.say("never_alone", Severity::Note, Some(rule), said);
    }

    /// Aims for which no history was found, and how often.
    pub(super) fn no_history(&mut self, lost: &BTreeMap<String, usize>) {
        if lost.is_empty() {
            return;
        }
        let name = &self.dimension.name;
        let aims: Vec<String> = lost.iter().take(TOLD).map(|(aim, times)| format!("`{aim}` ({times})")).collect();
        let (en, zh) = more_of(lost.len().saturating_sub(TOLD));
        let said = (
            format!("no history was found for some test cases of `{name}`: {}{en}.", aims.join(", ")),
            format!("「{name}」的部分测试用例没有找到对应的经历: {}{zh}。", aims.join("、")),
        );
        self.say("no_history", Severity::Note, None, said);
    }
}

fn more_of(more: usize) -> (String, String) {
    if more == 0 { (String::new(), String::new()) } else { (format!(" and {more} more"), format!(" 等, 另有 {more} 处")) }
}
