//! Builds the profiles of an outcome: contenders per customer and field, and who survives.

use super::compile::Compiled;
use crate::model::{Partition, Reason, Records, Status};
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
        for &form in forms.iter().filter(|f| **f != 0) {
            let at = form as usize;
            let source = records.source.get(row as usize).copied().unwrap_or(0);
            let status = column.forms.status.get(at).copied().unwrap_or(Status::Missing);
            // A year alone is a good value, but a whole date of birth is a better one.
            let partial = column.forms.reasons.get(at).is_some_and(|r| r.contains(&Reason::PartialDate));
            out.push(Contender {
                display: column.forms.displays.get(column.forms.display.get(at).copied().unwrap_or(0)),
                value: column.forms.value.get(at).copied().unwrap_or(0),
                status: if partial { status.max(Status::Suspicious) } else { status },
                row,
                form,
                time: records.times.get(row as usize).copied().flatten(),
                priority: plan.sources.get(source as usize).map_or(0, |s| s.priority),
                count: 0,
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
