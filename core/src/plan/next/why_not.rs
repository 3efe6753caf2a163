//! Why a rule does not hold: its comparisons that fail, and by how much.

use crate::model::{Explanation, FactUnit, Statement};
use crate::rule::{Column, Columns, Constant, FieldType, Fields, Predicate, Subject, Test, number_text};

/// The comparisons of numbers that fail in a predicate of which nothing is denied, each with what it lacks.
pub(super) fn lacking(predicate: &Predicate, fields: &Fields, columns: &dyn Columns, row: usize) -> Vec<Explanation> {
    let mut found = Vec::new();
    see(predicate, &mut |subject, test| {
        let name = subject.to_name();
        let Some(FieldType::Unit(unit)) = fields.find(&name) else { return };
        let value = match columns.column(&name) {
            Some(Column::Numbers(values)) => values.get(row),
            Some(Column::Number(values)) => values.get(row).copied().flatten(),
            _ => None,
        };
        let Some((value, by)) = value.and_then(|value| Some((value, distance(test, value)?))).filter(|(_, by)| *by != 0) else { return };
        // A date is as many days away as it is.
        let unit_of_distance = if *unit == FactUnit::Date { FactUnit::Days } else { *unit };
        let compare = Predicate::Compare { subject: subject.clone(), test: test.clone() }.to_string();
        let text = compare
            .strip_prefix(&Predicate::Compare { subject: subject.clone(), test: Test::Known {} }.to_string().replace(" is known", ""))
            .map_or(compare.clone(), |rest| rest.trim_start().to_owned());
        found.push(Explanation::new(Statement::Lacks {
            column: name,
            value: number_text(value, *unit),
            test: text,
            by: number_text(by.saturating_abs(), unit_of_distance),
            too_much: by < 0,
        }));
    });
    found
}

fn see<'p>(predicate: &'p Predicate, each: &mut impl FnMut(&'p Subject, &'p Test)) {
    match predicate {
        Predicate::All { of } | Predicate::Any { of } => of.iter().for_each(|part| see(part, each)),
        Predicate::Compare { subject, test } => each(subject, test),
        Predicate::Not { .. } => {}
    }
}

/// By how much a number would have to change for a test to hold; 0: it holds. `None`: not by a number.
fn distance(test: &Test, value: i64) -> Option<i64> {
    let of = Constant::integer_in_unit;
    let at_least = |low: i64| low.saturating_sub(value).max(0);
    let at_most = |high: i64| high.saturating_sub(value).min(0);
    Some(match test {
        Test::AtLeast { value: low } => at_least(of(low)?),
        Test::MoreThan { value: low } => at_least(of(low)?.saturating_add(1)),
        Test::AtMost { value: high } => at_most(of(high)?),
        Test::LessThan { value: high } => at_most(of(high)?.saturating_sub(1)),
        Test::Is { value: is } => of(is)?.saturating_sub(value),
        Test::Between { low, high } => {
            let (from, to) = (of(&low.value)?.saturating_add(i64::from(!low.closed)), of(&high.value)?.saturating_sub(i64::from(!high.closed)));
            if value < from { at_least(from) } else { at_most(to) }
        }
        Test::OneOf { values } => values.iter().filter_map(of).map(|member| member.saturating_sub(value)).min_by_key(|by| by.saturating_abs())?,
        _ => return None,
    })
}
