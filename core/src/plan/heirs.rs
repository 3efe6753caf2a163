//! Who keeps which customer id: of what a previous id named, the heaviest part.

use std::cmp::Reverse;

/// What becomes of previous ids, which are numbers here.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Heirs {
    /// By customer, the id that it keeps.
    pub(super) kept: Vec<Option<u32>>,
    /// By customer that keeps none, the id that most of its records had; `None`: none had any.
    pub(super) from: Vec<Option<u32>>,
    /// Ids whose heaviest part is in a customer that keeps another id: (id, customer), ascending.
    pub(super) absorbed: Vec<(u32, u32)>,
}

/// The records of one previous id that one customer holds.
#[derive(Clone, Copy)]
struct Part {
    id: u32,
    customer: u32,
    records: u32,
    /// The first of its rows.
    first: u32,
}

/// Gives each previous id to the customer that holds most of its records (ties: its first record), and each customer the id of which
/// it holds most (ties: the id whose text is first). An id of which a customer holds only a lesser part is not its to keep: whoever
/// asks for the id is to find most of its records.
pub(super) fn heirs<'a>(of_row: &[u32], customers: usize, held: &[Option<u32>], text: impl Fn(u32) -> &'a str) -> Heirs {
    let mut claims: Vec<(u32, u32, u32)> = (0u32..).zip(of_row.iter().zip(held)).filter_map(|(row, (customer, id))| Some(((*id)?, *customer, row))).collect();
    claims.sort_unstable();
    let part = |of: &[(u32, u32, u32)]| {
        let (id, customer, first) = *of.first()?;
        Some(Part { id, customer, records: u32::try_from(of.len()).unwrap_or(u32::MAX), first })
    };
    let parts: Vec<Part> = claims.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter_map(part).collect();
    drop(claims);
    let heavier = |part: &Part, than: &Part| (part.records, Reverse(text(part.id))) > (than.records, Reverse(text(than.id)));
    let heaviest = |of: &[Part]| of.iter().copied().max_by_key(|part| (part.records, Reverse(part.first)));
    let awarded: Vec<Part> = parts.chunk_by(|a, b| a.id == b.id).filter_map(heaviest).collect();
    let best = |of: &[Part]| {
        let mut best: Vec<Option<Part>> = vec![None; customers];
        for part in of {
            if let Some(known) = best.get_mut(part.customer as usize)
                && known.as_ref().is_none_or(|known| heavier(part, known))
            {
                *known = Some(*part);
            }
        }
        best.iter().map(|part| part.as_ref().map(|part| part.id)).collect::<Vec<Option<u32>>>()
    };
    let kept = best(&awarded);
    let from = best(&parts).into_iter().zip(&kept).map(|(from, kept)| from.filter(|_| kept.is_none())).collect();
    let keeps = |part: &Part| kept.get(part.customer as usize).copied().flatten() == Some(part.id);
    let absorbed = awarded.iter().filter(|part| !keeps(part)).map(|part| (part.id, part.customer)).collect();
    Heirs { kept, from, absorbed }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids are A, B, … in the order of their numbers; a row is its customer's digit and its id's letter, `-` for none.
    fn of(rows: &str) -> Heirs {
        const LETTERS: [&str; 4] = ["A", "B", "C", "D"];
        let rows: Vec<(u32, Option<u32>)> = rows
            .split(' ')
            .map(|row| {
                let (customer, id) = row.split_at(1);
                (customer.parse().unwrap(), LETTERS.iter().position(|letter| *letter == id).map(|at| at as u32))
            })
            .collect();
        let (of_row, held): (Vec<u32>, Vec<Option<u32>>) = rows.into_iter().unzip();
        let customers = of_row.iter().max().map_or(0, |most| *most as usize + 1);
        heirs(&of_row, customers, &held, |id| LETTERS[id as usize])
    }

    #[test]
    fn the_heaviest_part_keeps_the_id() {
        assert_eq!(of("0A 1A 1A"), Heirs { kept: vec![None, Some(0)], from: vec![Some(0), None], absorbed: vec![] });
        // Of parts alike, the one with the first record.
        assert_eq!(of("0A 1A").kept, [Some(0), None]);
        assert_eq!(of("0- 1A"), Heirs { kept: vec![None, Some(0)], from: vec![None, None], absorbed: vec![] });
    }

    #[test]
    fn a_customer_keeps_the_id_of_its_heaviest_part() {
        assert_eq!(of("0A 0B 0B"), Heirs { kept: vec![Some(1)], from: vec![None], absorbed: vec![(0, 0)] });
        assert_eq!(of("0B 0A"), Heirs { kept: vec![Some(0)], from: vec![None], absorbed: vec![(1, 0)] });
    }

    #[test]
    fn an_id_that_somebody_else_keeps_is_not_absorbed() {
        assert_eq!(of("0A 0A 0B 1B 1B"), Heirs { kept: vec![Some(0), Some(1)], from: vec![None, None], absorbed: vec![] });
        // Most of B is with A: what is left of it is another customer.
        assert_eq!(of("0A 0A 0A 0B 0B 1B"), Heirs { kept: vec![Some(0), None], from: vec![None, Some(1)], absorbed: vec![(1, 0)] });
    }
}
