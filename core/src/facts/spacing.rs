//! Days between the days on which a customer has events.

use super::divide::divide;
use super::groups::{Groups, put_in_time};
use super::span::day;
use crate::model::EventStream;
use crate::spec::SpacingStatistic;

/// Per customer, one of the spacings, and how many there are.
pub(super) fn spacings(groups: &Groups, stream: &EventStream, statistic: SpacingStatistic) -> (Vec<Option<i64>>, Vec<u32>) {
    let (mut dated, mut days, mut between) = (Vec::new(), Vec::new(), Vec::new());
    let of = |events: &[u32]| {
        put_in_time(events, stream, &mut dated);
        days.clear();
        days.extend(dated.iter().map(|(time, _)| day(*time)));
        days.dedup();
        between.clear();
        between.extend(days.iter().zip(days.iter().skip(1)).map(|(before, after)| after - before));
        (told(&mut between, statistic), u32::try_from(between.len()).unwrap_or(u32::MAX))
    };
    groups.each().map(of).unzip()
}

fn told(between: &mut [i64], statistic: SpacingStatistic) -> Option<i64> {
    let count = between.len();
    match statistic {
        SpacingStatistic::Longest => between.iter().max().copied(),
        SpacingStatistic::Shortest => between.iter().min().copied(),
        SpacingStatistic::Mean => divide(between.iter().map(|days| i128::from(*days)).sum(), i128::try_from(count).unwrap_or(0)),
        SpacingStatistic::Median => {
            between.sort_unstable();
            let upper = *between.get(count / 2)?;
            let lower = *between.get((count - 1) / 2)?;
            divide(i128::from(lower) + i128::from(upper), 2)
        }
    }
}
