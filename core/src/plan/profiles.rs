//! Builds the profiles of an outcome: contenders per customer and field, and who survives.

use super::compile::Compiled;
use crate::model::{Partition, Reason, Records, Status, Verification};
use crate::profile::{Contender, Profiles, Winner};
use hashbrown::HashMap;

/// The contenders of one customer's field, in row order.
pub(super) fn contenders<'a>(plan: &Compiled, records: &'a Records, rows: &[u32], field: usize) -> Vec<Contender<'a>> {
    let Some(column) = records.fields.get(field) else {
        return Vec::new();
    };
    let mut out: Vec<Contender<'a>> = Vec::new();
    for &row in rows {
        let forms = records.row_forms(row as usize).get(column.first_slot..column.first_slot + column.slots).unwrap_or(&[]);
        for (slot, &form) in (column.first_slot..).zip(forms).filter(|(_, f)| **f != 0) {
            let at = form as usize;
            let source = records.source.get(row as usize).copied().unwrap_or(0);
            let status = column.forms.status.get(at).copied().unwrap_or(Status::Missing);
            // A year alone is a good value, but a whole date of birth is a better one.
            let partial = column.forms.reasons(form).contains(&Reason::PartialDate);
            out.push(Contender {
                display: column.forms.display(form),
                value: column.forms.value.get(at).copied().unwrap_or(0),
                status: if partial { status.max(Status::Suspicious) } else { status },
                row,
                form,
                time: records.times.get(row as usize).copied().flatten(),
                priority: plan.sources.get(source as usize).map_or(0, |s| s.priority),
                count: 0,
                verified: records.verification(row as usize, slot).is_some_and(Verification::is_complete),
            });
        }
    }
    // Values without a key are the same when they are written the same.
    let mut counts: HashMap<(u32, &str), u32> = HashMap::new();
    let name = |c: &Contender<'a>| (c.value, if c.value == 0 { c.display } else { "" });
    for one in &out {
        *counts.entry(name(one)).or_default() += 1;
    }
    for one in &mut out {
        one.count = counts.get(&name(one)).copied().unwrap_or(1);
    }
    out
}

/// The winners of every customer and field.
pub(super) fn build(plan: &Compiled, records: &Records, partition: &Partition) -> Profiles {
    let mut profiles = Profiles::new(plan.fields.len());
    for customer in 0..partition.len() {
        let rows = partition.rows_of(customer);
        profiles.push(plan.survivors.iter().enumerate().map(|(field, survivor)| {
            let contenders = contenders(plan, records, rows, field);
            let survival = survivor.survive(&contenders)?;
            contenders.get(survival.winner).map(|w| Winner { row: w.row, form: w.form, by: survival.by })
        }));
    }
    profiles
}

/// The verification of a value by any of a customer's records that hold it: a complete one before others, then the
/// latest, then of the first row.
pub(super) fn verification<'a>(records: &'a Records, rows: &[u32], field: usize, winner: &Winner) -> Option<(u32, &'a Verification)> {
    let column = records.fields.get(field).filter(|_| !records.verifications.is_empty())?;
    let value = |form: u32| column.forms.value.get(form as usize).copied().unwrap_or(0);
    let wanted = value(winner.form);
    let mut best: Option<(u32, &Verification)> = None;
    for &row in rows {
        let forms = records.row_forms(row as usize).get(column.first_slot..column.first_slot + column.slots).unwrap_or(&[]);
        for (slot, &form) in (column.first_slot..).zip(forms) {
            // Values without a key are the same only in one and the same form.
            if form == winner.form || (wanted != 0 && value(form) == wanted && column.values.has_key(wanted)) {
                let found = records.verification(row as usize, slot);
                let rank = |v: &Verification| (v.is_complete(), v.date);
                if let Some(found) = found.filter(|f| best.is_none_or(|(_, b)| rank(f) > rank(b))) {
                    best = Some((row, found));
                }
            }
        }
    }
    best
}
