//! Which rows truly belong together, as far as anybody could know it.
//!
//! Rows of one customer are joined where they share a mark (a readable number, mailbox, card, nickname, or a full name
//! with something beside it). A group of rows that no mark ties to the rest of its customer cannot be known to belong
//! there, so it is a customer of its own in the answer.

use std::collections::BTreeMap;

use crate::row::Row;

/// The label of every row, in row order.
pub(crate) fn labels(rows: &[Row], people: usize, companies: usize) -> Vec<String> {
    let mut of_entity: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        of_entity.entry(row.entity).or_default().push(at);
    }
    let mut labels = vec![String::new(); rows.len()];
    let mut next = people + 1;
    for (entity, members) in of_entity {
        let mut groups = groups(rows, &members);
        groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
        for (rank, group) in groups.into_iter().enumerate() {
            let label = if entity >= people && entity < people + companies {
                format!("O{:05}", entity - people + 1)
            } else if rank == 0 {
                format!("P{:05}", entity + 1)
            } else {
                next += 1;
                format!("P{:05}", next - 1)
            };
            for at in group {
                if let Some(slot) = labels.get_mut(at) {
                    slot.clone_from(&label);
                }
            }
        }
    }
    labels
}

/// The members in groups that share marks, directly or through others.
fn groups(rows: &[Row], members: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(Vec<usize>, Vec<&str>)> = Vec::new();
    for at in members {
        let marks = rows.get(*at).map_or(&[][..], |row| &row.marks);
        let mut joined = (vec![*at], marks.iter().map(String::as_str).collect::<Vec<_>>());
        let (tied, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, others)| others.iter().any(|mark| joined.1.contains(mark)));
        for (mut rows, mut marks) in tied {
            joined.0.append(&mut rows);
            joined.1.append(&mut marks);
        }
        joined.0.sort_unstable();
        groups = apart;
        groups.push(joined);
    }
    groups.into_iter().map(|(rows, _)| rows).collect()
}
