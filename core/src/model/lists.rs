//! Lists of numbers, one after the other.

/// Lists of numbers, one after the other in one allocation.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Lists {
    /// The numbers, list by list.
    pub items: Vec<u32>,
    /// Where each list starts in `items`; one more than there are lists.
    pub starts: Vec<u32>,
}

impl Lists {
    /// So many lists of (list, number) pairs, each in the order of the pairs; pairs of no such list are left out.
    #[must_use]
    pub fn group(lists: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0u32; lists + 1];
        for (list, _) in pairs.clone() {
            if let Some(count) = starts.get_mut(list as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut next, mut items) = (starts.clone(), vec![0u32; sum as usize]);
        for (list, item) in pairs.filter(|(list, _)| (*list as usize) < lists) {
            if let Some(next) = next.get_mut(list as usize) {
                if let Some(slot) = items.get_mut(*next as usize) {
                    *slot = item;
                }
                *next += 1;
            }
        }
        Lists { items, starts }
    }

    /// How many lists.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, list: usize) -> &[u32] {
        match (self.starts.get(list), self.starts.get(list + 1)) {
            (Some(from), Some(to)) => self.items.get(*from as usize..*to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_lists() {
        let lists = Lists::group(3, [(2, 7), (0, 5), (2, 6), (9, 1)].into_iter());
        assert_eq!((lists.len(), lists.get(0), lists.get(1), lists.get(2), lists.get(3)), (3, &[5][..], &[][..], &[7, 6][..], &[][..]));
    }
}
