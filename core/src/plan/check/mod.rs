//! Rule sets checked before any data is seen, and counted on data that is there.
//!
//! ```text
//! Spec --sets--> rule sets --grid--> cells of each dimension --> holes, overlaps, rules that never decide  --+
//!                    |                                                                                         +--> RuleReport
//!                    +--> names that mean two things, words without a definition, implied conventions -------+
//! ```
//!
//! A finding's cell is a rule, its witness a history that leads there through the spec's own facts and rules.

mod aims;
mod blocks;
mod cases;
mod concern;
mod conflicts;
mod constants;
mod definitions;
mod dimension;
mod domain;
mod events;
mod filters;
mod gaps;
mod history;
mod kinds;
mod laws;
mod layers;
mod lints;
mod open;
mod overlaps;
mod pairs;
mod parent;
mod population;
mod score;
mod sets;
mod steps;
mod sums;
mod undefined;
mod untested;
mod vectors;
mod windows;
mod witness;
mod words;

#[cfg(test)]
mod circle_tests;
#[cfg(test)]
mod large_tests;
#[cfg(test)]
mod laws_tests;
#[cfg(test)]
mod oracle_histories;
#[cfg(test)]
mod oracle_language_tests;
#[cfg(test)]
mod oracle_specs;
#[cfg(test)]
mod oracle_tests;
#[cfg(test)]
mod policy_tests;
#[cfg(test)]
mod population_tests;
#[cfg(test)]
mod ranges_tests;
#[cfg(test)]
mod row_tests;
#[cfg(test)]
mod seed_tests;
#[cfg(test)]
mod states_tests;
#[cfg(test)]
mod steps_tests;
#[cfg(test)]
mod sums_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors_tests;

use crate::error::Result;
use crate::model::{RuleFinding, RuleReport, Witness};
use crate::rule::Predicate;
use crate::rule::analyse::{Axis, Cell, Cover, Product};
use crate::spec::Spec;
pub(super) use concern::{Concern, Root, Source, concern};
pub(super) use history::{lived, unit as attribute_unit, written as written_number};
pub use population::check_rules_on;
pub(super) use sets::under;
use sets::{Grid, Sets};
use std::collections::BTreeMap;
pub use vectors::rule_test_cases;

/// Checks the rules of a spec, also of one that does not compile: what is wrong with a rule is no reason to say nothing of the others.
///
/// | found | code | severity |
/// |---|---|---|
/// | nobody's value is given: no rule is true, and there is no `otherwise` | `gap` | error |
/// | no band of a `score` takes the points | `gap` | error |
/// | no rule is true and one cannot be decided, and neither `unknown` nor `null` says what then | `undecided` | note |
/// | a dimension below a value of another (`parent`) gives some of its customers nothing; gives others a value | `parent_gap`, `beyond_parent` | error, warning |
/// | a dimension stands below a value that there is not | `unknown_parent` | warning |
/// | a decision table lacks a cell that can be (a value without a rule may be of anybody who has none, T10), RFM a segment for some scores | `layer_gap` | error |
/// | numbers between two steps of a weighted score are in neither | `step_gap` | warning; note where the points lie between those of the steps |
/// | two rules of a `unique` dimension are true together | `overlap` | error; warning where they give one value |
/// | two rules of a `first` dimension that is not `ordered`; two steps or segments of which neither is a part of the other | `ordered_overlap` | note |
/// | a rule, step or segment is never true; those before it always are | `never_true`, `masked` | warning |
/// | points never move a total into another band; no total or score is in a band | `idle_points`, `empty_band` | warning |
/// | `otherwise` is never reached; nothing gives a value of `domain` | `unused_otherwise`, `unused_value` | note |
/// | an end of an interval changes nothing | `dead_constant` | note |
/// | a dimension, a value or a metric is defined twice and differently | `conflicting_dimension`, `conflicting_value`, `conflicting_metric` | error, warning, error |
/// | one rule goes by two names | `two_names` | note |
/// | a dimension mixes what was recorded with what was measured | `mixed_dimension` | warning |
/// | an override without a `note` contradicts a cell of its table | `contradicted_cell` | warning |
/// | a word is used and nowhere defined, a value has no rule, a dimension no values | `undefined`, `no_rule` | error |
/// | `10万+` and `3000-10000`, whose ends are by convention | `implied_end` | note |
/// | customer ids outgrow the digits that the spec sets (`customer_id.digits`) | `id_overflow` | note |
/// | a period of fixed days, of a metric without a `note`, begins before the day that customers' ids tell | `period_before_customer` | note |
/// | a rule cannot be read, or there are too many cells | the error's code, `too_many_cells`, `unreadable` | warning |
/// | more pairs overlap than are told; not all steps, points or constants were looked at | `more_overlaps`; `unfinished` | warning; note |
/// | more than 64 verdicts of `contains` on one text: those of one and of two tests were looked at | `too_many_keywords` | warning |
/// | a score has too many cells, and its totals were added up instead | `added_up` | note |
///
/// Feasibility: windows nest (n30 ≤ n90, this month ≤ this year), an event in a window is one that is younger, a sum without events is 0, a ratio needs its
/// denominator; whatever takes an event is not known, or 0, without one (means, shares, sequences, spacings, most frequent values, windows that an event
/// opens); no minimum is above its maximum, and what a filter says of an attribute (`amount >= 100`) holds of what is measured of it. A cell that these laws exclude is no finding. For what they do not exclude a history is looked for; a finding without a
/// witness may be one that cannot happen.
///
/// # Limits
/// 100,000 cells and 240 million verdicts (comparisons times cells) per dimension; beyond that, pairs of rules and cells that are drawn, which the report says. A score whose
/// rules fall into parts that have nothing to do with one another is still looked at exactly, within as many verdicts: what each part comes to is
/// added up. Of each dimension 50 overlaps are told.
/// Members of sets of texts are not looked at as constants.
///
/// ```
/// let spec: guiyi::Spec = serde_json::from_str(r#"{"version": 1, "sources": [], "fields": [],
///   "facts": {"streams": [{"name": "interactions"}], "metrics": [
///     {"name": "n30", "measure": {"count": {"of": "interactions"}}, "window": {"rolling": {"days": 30}}},
///     {"name": "last", "measure": {"recency": {"of": "interactions"}}}]},
///   "tags": {"name": "002", "version": "1", "dimensions": [{"name": "状态", "hit": {"unique": {}}, "unknown": "无", "rules": [
///     {"value": "活跃", "when": "n30 >= 2"}, {"value": "沉睡", "when": "last in [30天, 90天]"}, {"value": "流失", "when": "last > 90天"}]}]}}"#)?;
/// let report = guiyi::check_rules(&spec);
/// assert_eq!(report.gaps[0].cell, "n30 = 1");
/// assert_eq!(report.gaps[0].witness.as_ref().unwrap().events[0].times, 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn check_rules(spec: &Spec) -> RuleReport {
    let sets = Sets::of(spec, &[]);
    report(&sets)
}

/// As [`check_rules`], of a spec as JSON.
///
/// # Errors
/// `invalid_json`, `unsupported_version`: a document that is no spec. What is wrong inside a spec stands in the report.
pub fn check_rules_json(json: &str) -> Result<RuleReport> {
    Ok(check_rules(&super::compile::parse(json)?))
}

fn report(sets: &Sets<'_>) -> RuleReport {
    report_counted(sets).0
}

/// Rules over facts alone for cells of dimensions whose rules are not all there, by what they are told of and the cell.
type Counted = BTreeMap<(String, String), String>;

fn report_counted(sets: &Sets<'_>) -> (RuleReport, Counted) {
    let mut check = Check::new(sets);
    for (s, set) in sets.sets.iter().enumerate() {
        for d in 0..set.spec.dimensions.len() {
            dimension::check(&mut check, s, d);
        }
    }
    layers::check(&mut check);
    conflicts::check(&mut check);
    undefined::check(&mut check);
    lints::check(&mut check);
    (check.report, check.counted)
}

/// A check under way.
pub(super) struct Check<'a> {
    sets: &'a Sets<'a>,
    search: witness::Search<'a>,
    report: RuleReport,
    counted: Counted,
}

impl<'a> Check<'a> {
    fn new(sets: &'a Sets<'a>) -> Self {
        Check { sets, search: witness::Search::of(sets), report: RuleReport::default(), counted: Counted::new() }
    }

    /// A finding with its cell, told before its text, and a history that leads there.
    fn place(&self, finding: RuleFinding, grid: &Grid, found: &Cover) -> RuleFinding {
        let mut finding = self.tell(finding, &grid.product, found);
        finding.witness = self.witness(grid, found);
        finding
    }

    /// A finding with its cell, told before its text.
    fn tell(&self, mut finding: RuleFinding, product: &Product, found: &Cover) -> RuleFinding {
        let conditions: Vec<(&str, Predicate)> = found.conditions(product).collect();
        finding.cell = match conditions.as_slice() {
            [] => String::new(),
            [(_, predicate)] => predicate.to_string(),
            several => Predicate::all(several.iter().map(|(_, predicate)| predicate.clone()).collect()).to_string(),
        };
        let (en, zh) = words::cell(&conditions, &finding.cell, &self.sets.definitions);
        for (language, place) in [("en", en), ("zh", zh)] {
            if let Some(text) = finding.text.get_mut(language) {
                *text = format!("{place}: {text}");
            }
        }
        finding
    }

    /// A history into one cell.
    fn witness_of(&self, grid: &Grid, row: usize) -> Option<Witness> {
        self.history(&grid.product.cells(row).collect::<Vec<_>>())
    }

    fn history(&self, wanted: &[(&Axis, &Cell)]) -> Option<Witness> {
        self.search.find(wanted)
    }

    /// A history into a box; the rows of it are tried in order.
    fn witness(&self, grid: &Grid, found: &Cover) -> Option<Witness> {
        const TRIES: usize = 4;
        let rows: Vec<usize> = found.rows(&grid.product).take(TRIES).collect();
        let first = [found.row].into_iter().chain(rows.into_iter().filter(|row| *row != found.row));
        first.take(TRIES).find_map(|row| self.witness_of(grid, row))
    }
}
