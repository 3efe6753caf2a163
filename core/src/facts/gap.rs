//! Days between the days on which a customer has events.

use super::divide::divide;
use super::groups::{Groups, put_in_time};
use super::span::day;
use crate::model::EventStream;
use crate::spec::GapStatistic;

/// Per customer, one of the gaps, and how many there are.
pub(super) fn gaps(groups: &Groups, stream: &EventStream, statistic: GapStatistic) -> (Vec<Option<i64>>, Vec<u32>) {
    let (mut dated, mut days, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
    let of = |events: &[u32]| {
        put_in_time(events, stream, &mut dated);
        days.clear();
        days.extend(dated.iter().map(|(time, _)| day(*time)));
        days.dedup();
        gaps.clear();
        gaps.extend(days.iter().zip(days.iter().skip(1)).map(|(before, after)| after - before));
        (of_gaps(&mut gaps, statistic), u32::try_from(gaps.len()).unwrap_or(u32::MAX))
    };
    groups.each().map(of).unzip()
}

fn of_gaps(gaps: &mut [i64], statistic: GapStatistic) -> Option<i64> {
    let count = gaps.len();
    match statistic {
        GapStatistic::Longest => gaps.iter().max().copied(),
        GapStatistic::Shortest => gaps.iter().min().copied(),
        GapStatistic::Mean => divide(gaps.iter().map(|gap| i128::from(*gap)).sum(), i128::try_from(count).unwrap_or(0)),
        GapStatistic::Median => {
            gaps.sort_unstable();
            let upper = *gaps.get(count / 2)?;
            let lower = *gaps.get((count - 1) / 2)?;
            divide(i128::from(lower) + i128::from(upper), 2)
        }
    }
}
