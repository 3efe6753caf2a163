//! What is found in rule sets before any data is seen: holes, overlaps, rules that never decide, words without a definition.

use super::Language;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a check of the rules of a spec found; each list in the order of the spec.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RuleReport {
    /// Customers without a value: no rule is true (`gap`), or nothing can be decided (`undecided`), or a table has no cell (`layer_gap`).
    /// Of a dimension below a value of another: customers with that value whom it gives none (`parent_gap`).
    pub gaps: Vec<RuleFinding>,
    /// Customers of whom two rules with different values are true, or who have a value without that which it stands below.
    pub overlaps: Vec<RuleFinding>,
    /// Rules that never decide: those before them do (`masked`), or nothing makes them true (`never_true`); points, bands and values
    /// that come to nothing.
    pub shadowed: Vec<RuleFinding>,
    /// Ends of intervals that can be left out without changing anything.
    pub dead_constants: Vec<RuleFinding>,
    /// Names that mean two things.
    pub conflicts: Vec<RuleFinding>,
    /// Words that are used and nowhere defined.
    pub undefined: Vec<RuleFinding>,
    /// Conventions that were implied rather than written, and limits worth knowing.
    pub lints: Vec<RuleFinding>,
    /// What could not be analysed, and why.
    pub not_analysed: Vec<RuleFinding>,
}

impl RuleReport {
    /// All findings with the names of their lists.
    pub fn lists(&self) -> impl Iterator<Item = (&'static str, &[RuleFinding])> {
        [
            ("gaps", self.gaps.as_slice()),
            ("overlaps", &self.overlaps),
            ("shadowed", &self.shadowed),
            ("dead_constants", &self.dead_constants),
            ("conflicts", &self.conflicts),
            ("undefined", &self.undefined),
            ("lints", &self.lints),
            ("not_analysed", &self.not_analysed),
        ]
        .into_iter()
    }

    /// All findings.
    pub fn findings(&self) -> impl Iterator<Item = &RuleFinding> {
        self.lists().flat_map(|(_, findings)| findings)
    }

    /// All findings, to be completed.
    pub(crate) fn findings_mut(&mut self) -> impl Iterator<Item = &mut RuleFinding> {
        [&mut self.gaps, &mut self.overlaps, &mut self.shadowed, &mut self.dead_constants, &mut self.conflicts, &mut self.undefined, &mut self.lints, &mut self.not_analysed]
            .into_iter()
            .flatten()
    }

    /// What is graver than a note, the gravest first; of one gravity what concerns most customers, where they were counted.
    #[must_use]
    pub fn warnings(&self) -> Vec<&RuleFinding> {
        let mut found: Vec<&RuleFinding> = self.findings().filter(|finding| finding.severity > Severity::Note).collect();
        found.sort_by_key(|finding| std::cmp::Reverse((finding.severity, finding.customers)));
        found
    }

    /// Whether no finding is graver than a note.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.findings().all(|finding| finding.severity == Severity::Note)
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Some customers get a value that may not be meant.
    Warning,
    /// The rules contradict themselves or leave customers out.
    Error,
}

/// One thing that was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RuleFinding {
    /// A stable code, such as `gap` or `masked`.
    pub code: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The rule set's name; empty where it is about none.
    pub rule_set: String,
    /// The dimension, layering, metric or word it is about.
    pub name: String,
    /// Where in the spec, one path per rule involved.
    pub paths: Vec<String>,
    /// Which customers: a rule that is true for exactly them, in the language of rules. Empty: all, or none in particular.
    pub cell: String,
    /// The smallest history found that leads there; `None`: it is about no customers, or none was found.
    pub witness: Option<Witness>,
    /// How many customers of the data are in the cell; `None` without data.
    pub customers: Option<u64>,
    /// Of how many.
    pub of: Option<u64>,
    /// What they spent in the year before, in hundredths of the currency; `None` without data, without money in it, or without a date.
    pub revenue: Option<i64>,
    /// The currency of `revenue` (ISO 4217).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// In words, by language.
    pub text: BTreeMap<&'static str, String>,
}

impl RuleFinding {
    pub(crate) fn new(code: &'static str, severity: Severity, rule_set: &str, name: &str) -> Self {
        RuleFinding {
            code,
            severity,
            rule_set: rule_set.to_owned(),
            name: name.to_owned(),
            paths: Vec::new(),
            cell: String::new(),
            witness: None,
            customers: None,
            of: None,
            revenue: None,
            currency: None,
            text: BTreeMap::new(),
        }
    }

    pub(crate) fn at(mut self, path: impl Into<String>) -> Self {
        self.paths.push(path.into());
        self
    }

    pub(crate) fn told(mut self, en: impl Into<String>, zh: impl Into<String>) -> Self {
        self.text.insert("en", en.into());
        self.text.insert("zh", zh.into());
        self
    }

    /// The finding in a sentence or two, with how many customers it is about where that is known.
    #[must_use]
    pub fn tell(&self, language: Language) -> String {
        let chinese = language == Language::Zh;
        let text = self.text.get(if chinese { "zh" } else { "en" }).map_or("", String::as_str);
        let Some((customers, of)) = self.customers.zip(self.of) else {
            return text.to_owned();
        };
        let percent = permille(customers, of);
        let share = format!("{}.{}", percent / 10, percent % 10);
        // Of what no currency is known, the number alone.
        let sign = match self.currency.as_deref() {
            Some("CNY") => "¥".to_owned(),
            Some(code) => format!("{code} "),
            None => String::new(),
        };
        let money = self.revenue.map(|sum| format!("{}{sign}{}.{:02}", if sum < 0 { "-" } else { "" }, sum.unsigned_abs() / 100, sum.unsigned_abs() % 100));
        match (chinese, money) {
            (false, Some(money)) => format!("{text} {customers} of your {of} customers ({share} %), {money} a year."),
            (false, None) => format!("{text} {customers} of your {of} customers ({share} %)."),
            (true, Some(money)) => format!("{text}现有 {of} 位客户中的 {customers} 位 ({share} %), 年消费 {money}。"),
            (true, None) => format!("{text}现有 {of} 位客户中的 {customers} 位 ({share} %)。"),
        }
    }
}

/// Thousandths, rounded half up.
fn permille(part: u64, of: u64) -> u64 {
    part.saturating_mul(1000).saturating_add(of / 2).checked_div(of).unwrap_or(0)
}

/// What a customer would have done to be in a cell. Run through the facts and rules of its rule set it leads there.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Witness {
    /// The date that the tags are true at.
    pub as_of: String,
    /// The events, latest last.
    pub events: Vec<WitnessEvent>,
    /// Fields of the profile that matter.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// In words, by language.
    pub text: BTreeMap<&'static str, String>,
}

/// One event of a witness, or several that are alike.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub struct WitnessEvent {
    /// The stream.
    pub stream: String,
    /// How many events; texts of an attribute in `distinct` get a number behind them.
    pub times: u32,
    /// How many calendar days before `as_of`; `None`: without a readable date.
    pub days_before: Option<u32>,
    /// The attributes that are known, as they would stand in a table.
    pub attributes: BTreeMap<String, String>,
    /// Attributes of which each of the events has a text of its own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub distinct: Vec<String>,
}

/// Test cases out of the rules of a spec.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct RuleTests {
    /// The cases, in the order of the spec.
    pub cases: Vec<RuleTestCase>,
    /// What there are no cases for, and why.
    pub untested: Vec<RuleFinding>,
}

/// One customer of a generated test: what it did, and the value that the rules give.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RuleTestCase {
    /// The rule set.
    pub rule_set: String,
    /// The dimension.
    pub dimension: String,
    /// What is tested: ends of intervals (`boundary`), and comparisons that alone turn a rule (`mcdc`).
    pub aim: String,
    /// Which customers this one stands for, as a rule.
    pub cell: String,
    /// What the customer did.
    pub witness: Witness,
    /// The values that the dimension gives; several only where it collects.
    pub expect: Vec<String>,
}
