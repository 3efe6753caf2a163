//! Shares of customers.

use super::FactsPlan;
use super::compile::aggregates_of;
use super::definition::define;
use super::divide::millionths;
use crate::error::Error;
use crate::model::{Definition, FactTable, FactUnit, Rate};
use crate::rule::{InlineAggregate, Rule, Verdict, field_names};
use crate::spec::RateSpec;

/// A rate with its rules.
#[derive(Clone, Debug)]
pub(super) struct RatePlan {
    definition: Definition,
    when: Rule,
    among: Option<Rule>,
}

pub(super) fn aggregates(rate: &RateSpec, path: &str) -> Vec<InlineAggregate> {
    let among = rate.among.iter().flat_map(|among| aggregates_of(among, &format!("{path}.among")));
    aggregates_of(&rate.when, &format!("{path}.when")).into_iter().chain(among).collect()
}

pub(super) fn bind(rate: &RateSpec, path: &str, plan: &FactsPlan, errors: &mut Vec<Error>) -> Option<RatePlan> {
    let when = Rule::compile(&rate.when, &format!("{path}.when"), &plan.fields, errors);
    let among = match &rate.among {
        Some(text) => Some(Rule::compile(text, &format!("{path}.among"), &plan.fields, errors)?),
        None => None,
    };
    let when = when?;
    let text = match &among {
        Some(among) => format!("share of customers with {} among those with {}", when.text(), among.text()),
        None => format!("share of customers with {}", when.text()),
    };
    // The rules name metrics; what those are is part of what the rate is.
    let named = [Some(&when), among.as_ref()].into_iter().flatten().flat_map(|rule| field_names(rule.predicate()));
    let parts: Vec<&str> = named.filter_map(|name| plan.metrics.iter().find(|metric| metric.definition.name == name)).map(|metric| metric.definition.id.as_str()).collect();
    Some(RatePlan { definition: define(&rate.name, rate.id.as_ref(), text, FactUnit::Ratio, &parts, rate.note.as_ref()), when, among })
}

impl RatePlan {
    pub(super) fn of(&self, table: &FactTable) -> Rate {
        let whom = self.among.as_ref().map_or_else(|| vec![Verdict::True as u8; table.rows], |among| among.bind(table).verdicts());
        let (mut holds, mut n, mut undecided) = (0, 0, 0);
        self.when.bind(table).blocks(|start, verdicts| {
            for (among, when) in whom.iter().skip(start).zip(verdicts) {
                match (Verdict::from_byte(*among), Verdict::from_byte(*when)) {
                    (Verdict::False, _) => {}
                    (Verdict::Unknown, _) | (_, Verdict::Unknown) => undecided += 1,
                    (Verdict::True, when) => {
                        n += 1;
                        holds += u64::from(when == Verdict::True);
                    }
                }
            }
        });
        Rate { definition: self.definition.clone(), value: millionths(i128::from(holds), i128::from(n)), holds, n, undecided }
    }
}
