//! What a history can give is seen in part without looking at its facts.

use super::definitions::Definitions;
use super::history::Block;
use crate::rule::analyse::{Axis, Cell};
use crate::spec::{FactsSpec, Measure};

/// The cells that facts shall lie in.
#[derive(Debug)]
pub(super) struct Aims<'t>(Vec<Aim<'t>>);

#[derive(Debug)]
struct Aim<'t> {
    name: &'t str,
    cell: &'t Cell,
    measure: &'t Measure,
    /// The place of the stream that it is over.
    stream: Option<usize>,
}

impl<'t> Aims<'t> {
    pub(super) fn of(targets: &[(&'t Axis, &'t Cell)], definitions: &'t Definitions, facts: &FactsSpec) -> Self {
        let aim = |(axis, cell): &(&'t Axis, &'t Cell)| {
            let measure = &definitions.find(&axis.name)?.measure;
            let stream = measure.stream().and_then(|name| facts.streams.iter().position(|stream| stream.name == *name));
            Some(Aim { name: &axis.name, cell, measure, stream })
        };
        Aims(targets.iter().filter_map(aim).collect())
    }

    /// The counts that shall not be 0.
    pub(super) fn counts(&self) -> impl Iterator<Item = &'t str> {
        let wanted = |aim: &&Aim<'t>| matches!((aim.measure, aim.cell), (Measure::Count { .. }, Cell::Range { low, .. }) if *low >= 1);
        self.0.iter().filter(wanted).map(|aim| aim.name)
    }

    /// How many facts of a history of these blocks are not as wanted, as far as that is plain to see: never more than there are.
    pub(super) fn missed(&self, history: &[&Block]) -> usize {
        self.0.iter().filter(|aim| !aim.may_meet(history)).count()
    }
}

impl Aim<'_> {
    /// Never no to what can be.
    fn may_meet(&self, history: &[&Block]) -> bool {
        let own = || history.iter().filter(|block| Some(block.stream) == self.stream);
        let some = || own().next().is_some();
        match (self.measure, self.cell) {
            (Measure::Count { .. }, Cell::Range { low, high }) => *low < 1 || counted(own().copied(), 0, *low, *high),
            (Measure::Distinct { .. } | Measure::Repeat { .. }, Cell::Range { low, .. }) => *low < 1 || own().map(|block| i64::from(block.times)).sum::<i64>() >= *low,
            (Measure::Recency { .. }, Cell::Range { low, high }) => own().any(|block| block.days_before.is_some_and(|days| (*low..=*high).contains(&i64::from(days)))),
            (Measure::Sum { .. }, Cell::Range { low, high }) => (*low..=*high).contains(&0) || some(),
            (Measure::Mean { .. } | Measure::Min { .. } | Measure::Max { .. } | Measure::First { .. } | Measure::Last { .. }, Cell::Range { .. } | Cell::Text { .. }) => some(),
            _ => true,
        }
    }
}

/// Whether some of the blocks have between `low` and `high` events beside those that count already: a filter holds of all events of a block
/// or of none, unless each has a text of its own.
fn counted<'b>(mut blocks: impl Iterator<Item = &'b Block> + Clone, already: i64, low: i64, high: i64) -> bool {
    match blocks.next() {
        None => (low..=high).contains(&already),
        Some(block) if block.is_varied() => blocks.map(|block| i64::from(block.times)).sum::<i64>() + already + i64::from(block.times) >= low,
        Some(block) => counted(blocks.clone(), already + i64::from(block.times), low, high) || counted(blocks, already, low, high),
    }
}
