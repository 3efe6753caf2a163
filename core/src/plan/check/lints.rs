//! What is right by a convention that nobody wrote down.

use super::Check;
use crate::model::{RuleFinding, Severity};
use crate::rule::analyse::implied;
use crate::spec::{MetricSpec, Window};

/// Ids with fewer digits than this run out within a day that a list is loaded on.
const ENOUGH_DIGITS: u32 = 4;

/// The code of a period that begins before customers do.
pub(super) const PERIOD: &str = "period_before_customer";

pub(super) fn check(check: &mut Check<'_>) {
    let spec = check.sets.spec;
    for (m, metric) in spec.facts.metrics.iter().enumerate() {
        period(check, metric, m);
        if let Some(filter) = &metric.filter {
            thresholds(check, "", &metric.name, filter, &format!("facts.metrics[{m}].where"));
        }
    }
    for set in &check.sets.sets {
        for (d, dimension) in set.spec.dimensions.iter().enumerate() {
            for (r, rule) in dimension.rules.iter().enumerate() {
                thresholds(check, set.name(), &dimension.name, &rule.when, &set.path_of(d, r));
            }
        }
    }
    for (n, layerer) in spec.layers.layerers.iter().enumerate() {
        for (at, rule) in layerer.rules() {
            thresholds(check, "", layerer.name(), &rule, &format!("layers[{n}].{}.{at}", layerer.kind()));
        }
    }
    // Whose ids have a length that nobody wrote down does not count on it.
    if let Some(digits) = spec.identity.customer_id.digits.filter(|digits| *digits < ENOUGH_DIGITS) {
        let most = 10_u32.pow(digits).saturating_sub(1);
        let finding = RuleFinding::new("id_overflow", Severity::Note, "", "customer_id").at("identity.customer_id.digits");
        check.report.lints.push(finding.told(
            format!("after {most} new customers in a day ids get more than {digits} digits behind the date. Ask for more digits if their length matters."),
            format!("一天内新增客户超过 {most} 位后, 编号的序号将多于 {digits} 位; 若编号须等长, 请增加位数。"),
        ));
    }
}

/// A period with fixed days counts what was before the day that a customer's id tells (T13). Whose `note` says why means it.
fn period(check: &mut Check<'_>, metric: &MetricSpec, m: usize) {
    let Window::Fixed { from, .. } = &metric.window else { return };
    if metric.note.is_some() || metric.measure.stream().is_none() {
        return;
    }
    let (name, prefix) = (&metric.name, &check.sets.spec.identity.customer_id.prefix);
    let finding = RuleFinding::new(PERIOD, Severity::Note, "", name).at(format!("facts.metrics[{m}].window.fixed.from")).at("identity.customer_id");
    check.report.lints.push(finding.told(
        format!(
            "the period of `{name}` begins on {from} for everybody, and an id ({prefix}YYYYMMDD…) is dated by its customer's first record: of who came later \
             it holds days on which they were no customer. Count from the first event (`since`), or say in the metric's `note` that the whole period is meant."
        ),
        format!(
            "「{name}」的统计周期对所有客户都从 {from} 起, 而客户编号 ({prefix}YYYYMMDD…) 中的日期是建档日: 此后建档的客户, 周期内有一段尚未建档。请从首个事件起统计 \
             (`since`), 或在指标的 `note` 中说明取整个周期。"
        ),
    ));
}

/// `10万+` and `A-B` (T15).
fn thresholds(check: &mut Check<'_>, set: &str, name: &str, text: &str, path: &str) {
    for threshold in implied(text) {
        let written = &threshold.written;
        let finding = RuleFinding::new("implied_end", Severity::Note, set, name).at(path);
        check.report.lints.push(if threshold.open_ended {
            finding.told(format!("`{written}` is read as «and more», the number included. Write `>=` or `>`."), format!("`{written}` 按「含本数及以上」理解, 请写明 `>=` 或 `>`。"))
        } else {
            finding.told(
                format!("`{written}` is read with both ends included. Write `in [a, b)` where the next class begins at b."),
                format!("`{written}` 按「两端都含」理解; 若下一档从上限起, 请写 `in [a, b)`。"),
            )
        });
    }
}
