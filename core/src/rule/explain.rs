//! Why a rule holds for a row, or does not: every comparison with the value it read.

use super::ast::Predicate;
use super::columns::{Column, Columns};
use super::compile::{KNOWN, Leaf, Program, field_of_states};
use super::evaluate::{Binding, Verdict};
use super::number::{ONE, decimal};
use super::text::date;
use crate::error::quote;
use crate::model::{Explanation, FactUnit, Holds, Statement};

pub(super) fn rule(predicate: &Predicate, program: &Program, columns: &dyn Columns, row: usize, gives: Option<&str>) -> Explanation {
    let binding = Binding::new(program, columns, row..row.saturating_add(1));
    let mut why = Explanation::new(Statement::Case { value: gives.map(str::to_owned), rule: predicate.to_string(), holds: holds(binding.row(row)) });
    let mut tests = Vec::with_capacity(program.leaves.len());
    predicate.comparisons(&mut |_, test| tests.push(test));
    for (n, (leaf, test)) in program.leaves.iter().zip(tests).enumerate() {
        let value = of_field(leaf, columns, row).unwrap_or_else(|| value(leaf, columns.column(&leaf.column), row));
        let holds = holds(binding.leaf(n, row));
        let name = field_of_states(&leaf.column).unwrap_or(&leaf.column).to_owned();
        why.push(Explanation::new(Statement::Test { column: name, value, test: test.to_string(), holds }));
    }
    why
}

fn holds(verdict: Verdict) -> Holds {
    match verdict {
        Verdict::True => Holds::True,
        Verdict::False => Holds::False,
        Verdict::Unknown => Holds::Unknown,
    }
}

/// Where a missing state is asked for: the state, or the value of the field that has one.
fn of_field(leaf: &Leaf, columns: &dyn Columns, row: usize) -> Option<Option<String>> {
    let field = field_of_states(&leaf.column)?;
    let Some(Column::Text { ids, texts }) = columns.column(&leaf.column) else { return Some(None) };
    let state = ids.get(row).copied().flatten().map(|id| texts.get(id));
    Some(if state == Some(KNOWN) { value(leaf, columns.column(field), row) } else { state.map(str::to_owned) })
}

/// A row's value as rules write it; `None`: not known.
fn value(leaf: &Leaf, column: Option<Column<'_>>, row: usize) -> Option<String> {
    match column {
        Some(Column::Number(values)) => values.get(row).copied().flatten().map(|n| number(n, leaf.unit)),
        Some(Column::Numbers(values)) => values.get(row).map(|n| number(n, leaf.unit)),
        Some(Column::Text { ids, texts }) => ids.get(row).copied().flatten().map(|id| quote(texts.get(id))),
        Some(Column::Tag { codes, domain }) => codes.get(row).and_then(|code| domain.value(code)).map(quote),
        Some(Column::Tags { offsets, codes, domain }) => {
            let bound = |at: usize| offsets.get(at).map(|o| *o as usize);
            let codes = bound(row).zip(bound(row + 1)).and_then(|(from, to)| codes.get(from..to)).unwrap_or(&[]);
            let values: Vec<String> = codes.iter().filter_map(|code| domain.value(*code)).map(quote).collect();
            Some(if values.is_empty() { "{}".to_owned() } else { values.join(", ") })
        }
        None => None,
    }
}

/// A number with its unit: `¥9999.99`, `60%`, `30天`, `2024-05-01`, `2`.
pub(crate) fn number(value: i64, unit: FactUnit) -> String {
    match unit {
        FactUnit::Money => {
            let amount = decimal(value, 100);
            amount.strip_prefix('-').map_or_else(|| format!("¥{amount}"), |amount| format!("-¥{amount}"))
        }
        FactUnit::Days => format!("{value}天"),
        FactUnit::Ratio => format!("{}%", decimal(value, ONE / 100)),
        FactUnit::Date => date(value).map_or_else(|| value.to_string(), |date| date.to_string()),
        FactUnit::Whether if matches!(value, 0 | 1) => (value == 1).to_string(),
        FactUnit::Count | FactUnit::Whether | FactUnit::Text => value.to_string(),
    }
}
