//! Evidence of comparisons that speak of one thing counts once.

/// Groups in a spec, at most.
pub(crate) const MOST_GROUPS: usize = 8;

/// Sums evidence; of each group only the strongest part for and the strongest part against count.
///
/// The parts of an address agree or differ together: adding them up as if they were independent is how
/// neighbours become one person.
#[derive(Clone, Copy, Debug)]
pub struct Tally<T> {
    sum: T,
    groups: [(T, T); MOST_GROUPS],
}

impl<T: Copy + Default + PartialOrd + std::ops::Add<Output = T>> Tally<T> {
    /// Starts from a value that always counts, such as the prior.
    #[must_use]
    pub fn new(start: T) -> Self {
        Tally { sum: start, groups: [(T::default(), T::default()); MOST_GROUPS] }
    }

    /// Adds one part.
    pub fn add(&mut self, group: Option<u8>, part: T) {
        match group.and_then(|g| self.groups.get_mut(g as usize)) {
            Some((best, _)) if part > *best => *best = part,
            Some((_, worst)) if part < *worst => *worst = part,
            Some(_) => {}
            None => self.sum = self.sum + part,
        }
    }

    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> T {
        self.groups.iter().fold(self.sum, |sum, (best, worst)| sum + *best + *worst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_counts_its_strongest_parts_once() {
        let mut tally = Tally::new(-10);
        for (group, part) in [(None, 4), (Some(0), 5), (Some(0), 7), (Some(0), -2), (Some(1), 3)] {
            tally.add(group, part);
        }
        assert_eq!(tally.total(), -10 + 4 + 7 - 2 + 3);
    }
}
