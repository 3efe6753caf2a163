//! What is right by a convention that nobody wrote down.

use super::Check;
use crate::model::{RuleFinding, Severity};
use crate::rule::analyse::implied;

/// Ids with fewer digits than this run out within a day that a list is loaded on.
const ENOUGH_DIGITS: u32 = 4;

pub(super) fn check(check: &mut Check<'_>) {
    let spec = check.sets.spec;
    for (m, metric) in spec.facts.metrics.iter().enumerate() {
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
    let ids = &spec.identity.customer_id;
    if ids.digits < ENOUGH_DIGITS {
        let most = 10_u32.pow(ids.digits).saturating_sub(1);
        let finding = RuleFinding::new("id_overflow", Severity::Note, "", "customer_id").at("identity.customer_id.digits");
        check.report.lints.push(finding.told(
            format!("after {most} new customers in a day ids get more than {} digits behind the date. Ask for more digits if their length matters.", ids.digits),
            format!("一天内新增客户超过 {most} 位后, 编号的序号将多于 {} 位; 若编号须等长, 请增加位数。", ids.digits),
        ));
    }
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
