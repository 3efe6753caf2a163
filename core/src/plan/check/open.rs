//! Values that a dimension names and has no rule for: 中 and 低 of a template that defines 高 alone (T10).
//!
//! | 忠诚度 | rule | who has it |
//! |---|---|---|
//! | 高 | `复购率 > 60%` | those of whom it is true |
//! | 中 | none | somebody of whom it is not true |
//! | 低 | none | the same: which of the two, nothing says |

use super::sets::RuleSet;
use crate::rule::Predicate;
use crate::rule::analyse::{Axis, Cover, Product};

/// One dimension of a table, with the places of its values without a rule.
#[derive(Debug)]
pub(super) struct Open<'a> {
    places: Vec<u32>,
    /// The places of the values that rules give, in the order of the rules.
    rules: Vec<(u32, &'a Predicate)>,
}

impl<'a> Open<'a> {
    pub(super) fn of(set: &'a RuleSet<'_>, dimension: usize, axis: &Axis) -> Self {
        let (Some(spec), Some(rules)) = (set.spec.dimensions.get(dimension), set.rules.get(dimension)) else { return Open { places: Vec::new(), rules: Vec::new() } };
        let placed = || spec.rules.iter().zip(rules).filter_map(|(rule, compiled)| Some((axis.place_of(&rule.value)?, &rule.when, compiled)));
        let rules: Vec<(u32, &Predicate)> = placed().filter_map(|(place, _, rule)| Some((place, rule.as_ref()?.predicate()))).collect();
        let otherwise = spec.otherwise.as_ref().and_then(|value| axis.place_of(value));
        let mut places: Vec<u32> = placed().filter(|(_, when, _)| when.trim().is_empty()).map(|(place, ..)| place).collect();
        places.retain(|place| Some(*place) != otherwise && !rules.iter().any(|(own, _)| own == place));
        Open { places, rules }
    }

    pub(super) fn is_open(&self) -> bool {
        !self.places.is_empty()
    }

    pub(super) fn places(&self) -> &[u32] {
        &self.places
    }

    /// Over facts, who has one of these values; `None`: nothing says who.
    fn who(&self, chosen: &[u32]) -> Option<Predicate> {
        let given = |wanted: bool| self.rules.iter().filter(move |(place, _)| chosen.contains(place) == wanted).map(|(_, rule)| (*rule).clone()).collect::<Vec<_>>();
        match self.places.iter().filter(|place| chosen.contains(place)).count() {
            0 => Some(Predicate::any(given(true))),
            open if open == self.places.len() => Some(Predicate::negated(Predicate::any(given(false)))),
            _ => None,
        }
    }
}

/// A rule over facts for the customers in a box of values; `None`: nothing says who they are.
pub(super) fn counted(open: &[Open<'_>], product: &Product, found: &Cover) -> Option<Predicate> {
    let rows: Vec<usize> = found.rows(product).collect();
    let mut parts = Vec::new();
    for (at, (axis, open)) in product.axes.iter().zip(open).enumerate() {
        let chosen: Vec<u32> = (0..).take(axis.cells.len()).filter(|place| rows.iter().any(|row| product.row(*row).get(at) == Some(place))).collect();
        if chosen.len() < axis.cells.len() {
            parts.push(open.who(&chosen)?);
        }
    }
    Some(Predicate::all(parts))
}
