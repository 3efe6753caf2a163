//! Declared values that nothing gives.

use super::dimension::One;
use crate::model::Severity;
use crate::spec::{HitPolicy, ManualPolicy};

impl One<'_, '_, '_> {
    /// A value of the domain that no rule gives may be meant for choices by hand, where there can be such.
    pub(super) fn domain(&mut self) {
        let dimension = self.dimension;
        if self.set.spec.manual.is_some() && dimension.manual != (ManualPolicy::Refused {}) {
            return;
        }
        let mut given: Vec<&str> = dimension.rules.iter().map(|rule| rule.value.as_str()).chain(dimension.otherwise.as_deref()).chain(dimension.unknown.as_deref()).collect();
        if let HitPolicy::Score { bands } = &dimension.hit {
            given.extend(bands.iter().map(|band| band.value.as_str()));
        }
        for (n, value) in dimension.domain.iter().enumerate().filter(|(_, value)| !given.contains(&value.as_str())) {
            let finding = self.finding("unused_value", Severity::Note).at(format!("{}.dimensions[{}].domain[{n}]", self.set.path, self.d));
            let (en, zh) =
                (format!("nothing gives `{value}`, which the domain of `{}` declares.", dimension.name), format!("「{}」声明了「{value}」, 却没有规则给出它。", dimension.name));
            self.check.report.shadowed.push(finding.told(en, zh));
        }
    }
}
