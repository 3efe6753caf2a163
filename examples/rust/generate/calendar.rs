//! Civil days and moments, and the ways in which the five channels write them.

use crate::random::Random;

/// A day, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub i64);

/// A second on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    /// The day.
    pub(crate) day: Day,
    /// Seconds since midnight.
    pub(crate) second: i64,
}

/// The first day of the demo data, 2023-01-01.
pub(crate) const START: Day = Day::new(2023, 1, 1);
/// The last day, on which the demo looks at its customers, 2024-06-30.
pub(crate) const END: Day = Day::new(2024, 6, 30);
/// The first day of the last year.
pub(crate) const YEAR_START: Day = Day::new(2023, 7, 1);
/// Reserved for the named customer A: nothing else is recorded on this day.
const RESERVED: Day = Day::new(2024, 5, 1);

impl Day {
    /// The day of a civil date.
    pub(crate) const fn new(year: i64, month: i64, day: i64) -> Self {
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let shifted = (month + 9) % 12;
        let of_year = (153 * shifted + 2) / 5 + day - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    /// Year, month and day.
    pub(crate) fn civil(self) -> (i64, i64, i64) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let of_cycle = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * of_cycle + of_cycle / 4 - of_cycle / 100);
        let shifted = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = of_cycle + era * 400 + i64::from(month <= 2);
        (year, month, day)
    }

    /// The day some days later.
    pub(crate) fn plus(self, days: i64) -> Self {
        Self(self.0 + days)
    }

    /// A day in `first..=last`, never the reserved one.
    pub(crate) fn between(first: Self, last: Self, random: &mut Random) -> Self {
        Self(random.between(first.0, last.0.max(first.0))).free()
    }

    /// The same day, or the next one if it is reserved.
    pub(crate) fn free(self) -> Self {
        if self == RESERVED { self.plus(1) } else { self }
    }

    /// `20240501`, with the separator between the parts.
    pub(crate) fn written(self, separator: &str) -> String {
        let (year, month, day) = self.civil();
        format!("{year:04}{separator}{month:02}{separator}{day:02}")
    }
}

impl Moment {
    /// A moment from a day, an hour, a minute and a second.
    pub(crate) const fn new(day: Day, hour: i64, minute: i64, second: i64) -> Self {
        Self { day, second: hour * 3600 + minute * 60 + second }
    }

    /// A moment of that day within the given hours.
    pub(crate) fn within(day: Day, open: i64, close: i64, random: &mut Random) -> Self {
        let second = random.between(open * 3600, close * 3600 - 1);
        Self { day, second }
    }

    fn clock(self) -> (i64, i64, i64) {
        (self.second / 3600, self.second / 60 % 60, self.second % 60)
    }

    /// `2024-05-01 10:23:11`
    pub(crate) fn full(self) -> String {
        let (hour, minute, second) = self.clock();
        format!("{} {hour:02}:{minute:02}:{second:02}", self.day.written("-"))
    }

    /// `2024-05-01 10:23`
    pub(crate) fn dashed(self) -> String {
        let (hour, minute, _) = self.clock();
        format!("{} {hour:02}:{minute:02}", self.day.written("-"))
    }

    /// `2024/5/1 10:23`, as a spreadsheet shows it.
    pub(crate) fn slashed(self) -> String {
        let (year, month, day) = self.day.civil();
        let (hour, minute, _) = self.clock();
        format!("{year}/{month}/{day} {hour}:{minute:02}")
    }

    /// `2024年5月1日 10:23`
    pub(crate) fn chinese(self) -> String {
        let (year, month, day) = self.day.civil();
        let (hour, minute, _) = self.clock();
        format!("{year}年{month}月{day}日 {hour:02}:{minute:02}")
    }
}
