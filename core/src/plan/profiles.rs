//! Builds the profiles of an outcome: contenders per customer and field, and who survives.

use super::compile::Compiled;
use super::contest;
use super::run::Conductor;
use super::units::Units;
use crate::error::Result;
use crate::model::{Finding, Normalized, Partition, Reason, Records, Status, Verification};
use crate::profile::{Contender, Decided, Profiles, Survivor, Winner};
use hashbrown::HashMap;
use std::ops::Range;

/// The contenders of one customer's field, in the order of rows and columns, in place of what `out` held.
pub(super) fn contenders<'a>(plan: &'a Compiled, records: &'a Records, rows: &[u32], field: usize, out: &mut Vec<Contender<'a>>) {
    out.clear();
    let Some(column) = records.fields.get(field) else {
        return;
    };
    for &row in rows {
        let forms = records.field_forms(row as usize, column);
        for ((slot, at), &form) in (0u16..).zip(column.first_slot..).zip(forms).filter(|(_, f)| **f != 0) {
            let known = form as usize;
            let source = records.source.get(row as usize).copied().unwrap_or(0);
            let status = column.forms.status.get(known).copied().unwrap_or(Status::Missing);
            // A year alone is a good value, but a whole date of birth is a better one.
            let partial = column.forms.reasons(form).contains(&Reason::PartialDate);
            let value = column.forms.value.get(known).copied().unwrap_or(0);
            out.push(Contender {
                display: column.forms.display(form),
                key: "",
                value,
                status: if partial { status.max(Status::Suspicious) } else { status },
                row,
                slot,
                form,
                time: records.times.get(row as usize).copied().flatten(),
                source: records.source_name(row as usize),
                priority: plan.sources.get(source as usize).map_or(0, |s| s.priority),
                count: 1,
                components: 0,
                verified: u32::from(records.verification(row as usize, at).is_some_and(Verification::is_complete)),
            });
        }
    }
    let own = plan.survivors.fields.get(field);
    let (keys, components) = own.map_or((false, false), |own| (own.keys, own.components));
    if out.len() > 1 {
        count(out);
    }
    // Looked up for those alone who ask: it costs more than all the rest.
    if keys {
        out.iter_mut().for_each(|one| one.key = column.values.key(one.value));
    }
    if components {
        count_components(plan, field, out);
    }
}

/// What a contender is called among others: values without a key are the same when they are written the same.
pub(super) fn name<'a>(c: &Contender<'a>) -> (u32, &'a str) {
    (c.value, if c.value == 0 { c.display } else { "" })
}

/// Below this, counting is a look at all pairs.
pub(super) const FEW: usize = 16;

fn count(contenders: &mut [Contender<'_>]) {
    if contenders.len() <= FEW {
        for at in 0..contenders.len() {
            let Some(wanted) = contenders.get(at).map(name) else { continue };
            let count = contenders.iter().filter(|c| name(c) == wanted).count();
            if let Some(one) = contenders.get_mut(at) {
                one.count = u32::try_from(count).unwrap_or(u32::MAX);
            }
        }
        return;
    }
    let mut counts: HashMap<(u32, &str), u32> = HashMap::new();
    for one in contenders.iter() {
        *counts.entry(name(one)).or_default() += 1;
    }
    for one in contenders {
        one.count = counts.get(&name(one)).copied().unwrap_or(1);
    }
}

/// Components are not kept, so they are read once more where a survivor asks for them.
fn count_components(plan: &Compiled, field: usize, contenders: &mut [Contender<'_>]) {
    let Some(bound) = plan.fields.get(field) else { return };
    let mut read = Normalized::default();
    for one in contenders.iter_mut().filter(|c| c.is_usable()) {
        bound.normalizer.normalize(one.display, &mut read);
        one.components = u32::try_from(read.components.iter().filter(|c| !c.is_empty()).count()).unwrap_or(u32::MAX);
    }
}

/// How many customers have conflicting values of a field, and the first of them.
#[derive(Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) customers: u64,
    pub(super) first: usize,
}

impl Tally {
    fn count(&mut self, customer: usize) {
        if self.customers == 0 {
            self.first = customer;
        }
        self.customers += 1;
    }

    /// Adds those of later customers.
    fn add(&mut self, later: Tally) {
        if self.customers == 0 {
            self.first = later.first;
        }
        self.customers += later.customers;
    }
}

/// What building the profiles found, by field.
#[derive(Clone, Copy, Default)]
pub(super) struct Conflicting {
    pub(super) undecided: Tally,
    pub(super) contradictions: Tally,
}

/// Customers of a tile.
const TILE: usize = 2048;

/// The winners of every customer and field.
///
/// # Errors
/// `cancelled`, when the observer asked to stop.
pub(super) fn build(plan: &Compiled, records: &Records, partition: &Partition, conductor: &mut Conductor<'_>) -> Result<(Profiles, Vec<Conflicting>)> {
    let fields = plan.fields.len();
    let tiles: Vec<Range<usize>> = (0..partition.len()).step_by(TILE).map(|from| from..partition.len().min(from + TILE)).collect();
    let pieces = conductor.tiles("profile", &tiles, |customers, _: &mut Option<()>| of_customers(plan, records, partition, customers.clone()))?;
    let mut profiles = Profiles::new(fields, partition.len());
    let mut all = vec![Conflicting::default(); fields];
    for (winners, found) in pieces {
        profiles.push(&winners);
        for (all, found) in all.iter_mut().zip(found) {
            all.undecided.add(found.undecided);
            all.contradictions.add(found.contradictions);
        }
    }
    Ok((profiles, all))
}

/// The winners of some customers, one after the other, and what was found on the way.
fn of_customers(plan: &Compiled, records: &Records, partition: &Partition, customers: Range<usize>) -> (Vec<Option<Winner>>, Vec<Conflicting>) {
    let fields = plan.fields.len();
    let mut all = Vec::with_capacity(fields * customers.len());
    let mut found = vec![Conflicting::default(); fields];
    let mut winners: Vec<Option<Winner>> = vec![None; fields];
    let mut written: Vec<Contender<'_>> = Vec::new();
    let mut units = Units::default();
    for customer in customers {
        let rows = partition.rows_of(customer);
        winners.fill(None);
        for group in &plan.survivors.groups {
            units.read(plan, records, rows, group);
            units.choose(group, &mut winners);
            for (at, field) in group.fields.iter().enumerate() {
                let written = units.written(at);
                if let Some(Some(winner)) = winners.get_mut(*field) {
                    *winner = contested(*winner, written);
                    notice(plan, records, rows, *field, winner, written, customer, &mut found);
                }
            }
        }
        for (field, own) in plan.survivors.fields.iter().enumerate().filter(|(_, own)| own.group.is_none()) {
            contenders(plan, records, rows, field, &mut written);
            if let (Some(winner), Some(slot)) = (survive(&*own.survivor, &written), winners.get_mut(field)) {
                notice(plan, records, rows, field, &winner, &written, customer, &mut found);
                *slot = Some(winner);
            }
        }
        all.extend_from_slice(&winners);
    }
    (all, found)
}

/// Counts a customer whose values of a field conflict.
#[expect(clippy::too_many_arguments, reason = "one private call that binds a field's values to where conflicts are counted")]
fn notice(plan: &Compiled, records: &Records, rows: &[u32], field: usize, winner: &Winner, written: &[Contender<'_>], customer: usize, found: &mut [Conflicting]) {
    if !winner.contested {
        return;
    }
    let Some(found) = found.get_mut(field) else { return };
    if plan.survivors.fields.get(field).is_some_and(|own| own.single) && contest::contradict(plan, records, field, written) {
        found.contradictions.count(customer);
    }
    if winner.decided == Decided::Order && contest::is_undecided(plan, records, rows, field, winner, written) {
        found.undecided.count(customer);
    }
}

fn survive(survivor: &dyn Survivor, written: &[Contender<'_>]) -> Option<Winner> {
    let survival = survivor.survive(written)?;
    let won = written.get(survival.winner)?;
    Some(contested(Winner { row: won.row, form: won.form, decided: survival.decided, contested: false, filled: false }, written))
}

/// Whether something else was written, and, of a group's field, whether there is another value at all.
fn contested(winner: Winner, written: &[Contender<'_>]) -> Winner {
    let Some(won) = written.iter().find(|c| c.row == winner.row && c.form == winner.form) else { return winner };
    let rivals = || written.iter().filter(|c| c.status != Status::Missing);
    let decided = match winner.decided {
        _ if !rivals().any(|c| c.is_usable() && !c.is_same(won)) => Decided::Alone,
        Decided::Alone => Decided::Order,
        decided => decided,
    };
    Winner { contested: rivals().any(|c| c.display != won.display), decided, ..winner }
}

/// What the run says about conflicting values.
pub(super) fn findings(plan: &Compiled, found: &[Conflicting], id: impl Fn(usize) -> String) -> Vec<Finding> {
    let mut out = Vec::new();
    for (bound, found) in plan.fields.iter().zip(found) {
        let kinds = [
            ("contradicting_values", found.contradictions, "values of which only one can be true"),
            ("undecided_values", found.undecided, "values among which nothing but the order of the records decided"),
        ];
        for (code, tally, what) in kinds.into_iter().filter(|(_, tally, _)| tally.customers > 0) {
            let customers = if tally.customers == 1 { "customer has" } else { "customers have" };
            out.push(Finding::new(code, bound.spec.name.clone(), format!("{} {customers} {what}, such as {}", tally.customers, id(tally.first))));
        }
    }
    out
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
