//! The customers that there would be without a field, or one value of it: records that lack it, matched again by the outcome's own model.

use super::super::limits;
use super::super::model::records_per_customer;
use super::super::outcome::Outcome;
use super::super::run::Conductor;
use super::super::scored::{self, Scored};
use crate::identity::block::Blocks;
use crate::identity::compare::Prepared;
use crate::model::{Edge, Partition, Records};
use crate::spec::{ModelSpec, Prior};
use std::sync::{Arc, Mutex};

/// What is ignored.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Ignored {
    pub(super) field: usize,
    /// One value of the field; `None`: all.
    pub(super) value: Option<u32>,
}

/// The pairs scored again, and what they make of the rows.
#[derive(Debug, Default)]
pub(super) struct Otherwise {
    /// By rows; of pairs that nothing brings together any longer, or that are too unlikely, there is none.
    pub(super) edges: Vec<Edge>,
    pub(super) partition: Partition,
}

/// The last what-if: what is asked of one customer is often asked of the next.
#[derive(Debug, Default)]
pub(in crate::plan) struct LastAsked(Mutex<Option<(Ignored, Arc<Otherwise>)>>);

impl LastAsked {
    fn get(&self, ignored: Ignored) -> Option<Arc<Otherwise>> {
        let last = self.0.lock().ok()?;
        last.as_ref().filter(|(asked, _)| *asked == ignored).map(|(_, otherwise)| Arc::clone(otherwise))
    }

    fn put(&self, ignored: Ignored, otherwise: &Arc<Otherwise>) {
        if let Ok(mut last) = self.0.lock() {
            *last = Some((ignored, Arc::clone(otherwise)));
        }
    }
}

impl Outcome {
    /// What there would be without what is ignored.
    pub(super) fn otherwise(&self, ignored: Ignored) -> Arc<Otherwise> {
        if let Some(known) = self.asked.get(ignored) {
            return known;
        }
        // Without a model nothing was matched, and nothing would be.
        let otherwise = Arc::new(self.matched.model.as_ref().map_or_else(Otherwise::default, |model| self.matched_without(ignored, model)));
        self.asked.put(ignored, &otherwise);
        otherwise
    }

    fn matched_without(&self, ignored: Ignored, model: &ModelSpec) -> Otherwise {
        let plan = &*self.plan.0;
        let mut conductor = Conductor::silent();
        let mut records = self.records.clone();
        // Who shares a value, and so whether it counts, may hang on what is ignored: a telephone is generic by the names that it stands under.
        limits::restore(&self.matched.generic, &mut records);
        forget(&mut records, ignored);
        conductor.pool.run(|| limits::demote(plan, &mut records));
        let blocking = &plan.spec.identity.blocking;
        let blocks = conductor.pool.run(|| Blocks::build(&records, &plan.blockers, blocking.max_block, blocking.window));
        let prepared = conductor.pool.run(|| Prepared::new(&records, &plan.comparisons, &plan.layout));
        let (Prior::RandomPair(prior) | Prior::WithinBlock(prior)) = model.prior;
        let share = records_per_customer(model.records_per_customer, prior, records.len());
        // Nobody is there to stop it.
        let Ok(Scored { mut edges, mut weights, floor, .. }) = scored::by_model(plan, &blocks, &prepared, model, share, false, &mut conductor) else {
            return Otherwise::default();
        };
        drop(blocks);
        scored::calibrate(&mut weights, &mut edges, model.calibration, floor);
        let partition = scored::customers(plan, &prepared, &weights, &mut edges, &conductor);
        Otherwise { edges, partition }
    }
}

impl Otherwise {
    /// A pair as it would be weighed; `None`: nothing would bring it together, or too little.
    pub(super) fn edge(&self, edge: &Edge) -> Option<&Edge> {
        let at = self.edges.binary_search_by_key(&(edge.a, edge.b), |e| (e.a, e.b)).ok()?;
        self.edges.get(at)
    }
}

/// Takes a field, or one value of it, out of the values; what is written stays.
fn forget(records: &mut Records, ignored: Ignored) {
    let slots = records.slots.max(1);
    let Some(column) = records.fields.get_mut(ignored.field) else { return };
    let gone = |value: u32| ignored.value.is_none_or(|ignored| value == ignored);
    for row in records.values.chunks_mut(slots) {
        row.iter_mut().skip(column.first_slot).take(column.slots).filter(|value| gone(**value)).for_each(|value| *value = 0);
    }
    (0u32..).zip(&mut column.values.frequency).filter(|(value, _)| gone(*value)).for_each(|(_, rows)| *rows = 0);
}
