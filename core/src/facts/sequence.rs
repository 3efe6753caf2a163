//! Events that are followed by others.

use super::divide::divide;
use super::groups::{Dated, Groups};
use super::span::day;
use crate::model::{EventStream, FactUnit};
use crate::spec::SequenceValue;

/// What a sequence is counted in.
pub(super) fn unit(gives: SequenceValue) -> FactUnit {
    match gives {
        SequenceValue::Count => FactUnit::Count,
        SequenceValue::Whether => FactUnit::Whether,
        SequenceValue::LastDate => FactUnit::Date,
        SequenceValue::Delay => FactUnit::Days,
    }
}

/// How a sequence is told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sequence {
    pub(super) within: u32,
    pub(super) gives: SequenceValue,
    pub(super) or_same_time: bool,
    /// Whether both sides are of one stream, where an event does not follow itself.
    pub(super) one_stream: bool,
}

/// One side of a sequence, by customer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    pub(super) groups: &'a Groups,
    pub(super) stream: &'a EventStream,
}

#[derive(Default)]
struct Followed {
    /// First events that are followed.
    count: u32,
    /// The days to the next event that follows, over them.
    days: i64,
    /// The last day of an event that follows.
    last: Option<i64>,
}

impl Sequence {
    /// Per customer the value, and what it rests on: the first events, of a delay those that are followed.
    pub(super) fn values(self, first: Side<'_>, then: Side<'_>) -> (Vec<Option<i64>>, Vec<u32>) {
        let sides = first.groups.each_in_time(first.stream).zip(then.groups.each_in_time(then.stream));
        let of = |(first, then): (Dated, Dated)| {
            let followed = self.followed(&first, &then);
            let n = u32::try_from(first.len()).unwrap_or(u32::MAX);
            match self.gives {
                SequenceValue::Count => (Some(i64::from(followed.count)), n),
                SequenceValue::Whether => ((n > 0).then_some(i64::from(followed.count > 0)), n),
                SequenceValue::LastDate => (followed.last, n),
                SequenceValue::Delay => (divide(i128::from(followed.days), i128::from(followed.count)), followed.count),
            }
        };
        sides.map(of).unzip()
    }

    fn followed(self, first: &[(i64, u32)], then: &[(i64, u32)]) -> Followed {
        let mut found = Followed::default();
        for (time, event) in first {
            let limit = day(*time).saturating_add(i64::from(self.within));
            let from = then.partition_point(|(other, _)| if self.or_same_time { other < time } else { other <= time });
            let to = then.partition_point(|(other, _)| day(*other) < limit);
            let mut following = then.get(from..to).unwrap_or(&[]).iter().filter(|(_, other)| !(self.one_stream && other == event)).map(|(other, _)| day(*other));
            if let Some(next) = following.next() {
                found.count += 1;
                found.days = found.days.saturating_add(next - day(*time));
                found.last = found.last.max(following.next_back()).max(Some(next));
            }
        }
        found
    }
}
