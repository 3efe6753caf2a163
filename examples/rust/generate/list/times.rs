//! Days of a list: when customers come in, and when they were born.

use crate::calendar::{Day, END, Moment};
use crate::random::Random;

/// The first day on which a row may come in.
pub(crate) const FIRST: Day = Day::new(2019, 1, 1);

/// A day of the list.
pub(crate) fn day(random: &mut Random) -> Day {
    Day(random.between(FIRST.0, END.0))
}

/// When a row came in, and when it was last touched.
pub(crate) fn stay(random: &mut Random) -> (Moment, Moment) {
    let first = day(random);
    let last = Day(random.between(first.0, END.0));
    (Moment::within(first, 0, 24, random), Moment::within(last, 0, 24, random))
}

/// A day of birth; children are younger.
pub(crate) fn birth(child: bool, random: &mut Random) -> Day {
    let (from, to) = if child { (1985, 2015) } else { (1942, 2005) };
    let (from, to) = (Day::new(from, 1, 1).0, Day::new(to, 12, 31).0);
    // Two draws: the middle years have more people.
    Day((random.between(from, to) + random.between(from, to)) / 2)
}
