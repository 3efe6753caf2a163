//! One address in two shapes: whole in one column, in parts in others.
//!
//! `12 Main St, Springfield, IL 62701` in one list and `12 Main St` beside a city, a state and a postcode in another are one
//! address. Where both shapes are found, the parts are joined into the whole, as the parts of a name are.

use crate::columns::guess::Guess;
use crate::columns::role::Role;
use crate::columns::sample::SampledRows;
use crate::schema::FieldKind;

/// How a source writes addresses.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Shape {
    /// There are several columns of addresses, and hardly a row fills two of them.
    alternatives: bool,
    /// There are columns of cities, states or postcodes.
    parted: bool,
    /// Words of an address column, on average; 0 without one.
    words: f64,
    /// Some addresses are read by the divisions of a country, which know parts from wholes.
    divided: bool,
}

/// Of the rows that fill an address column, at most this share fills another one, or they are not two shapes.
const MOST_TOGETHER: f64 = 0.05;
/// Words by which a whole address is longer, at least: a city or a postcode.
const WORDS_MORE: f64 = 1.0;

impl Shape {
    /// Looks at the sampled rows of a source.
    pub(super) fn of(columns: &[(String, Guess)], sampled: &SampledRows<'_, '_>) -> Self {
        let addresses: Vec<&str> = columns.iter().filter(|(_, g)| g.role == Role::Address).map(|(name, _)| name.as_str()).collect();
        if addresses.is_empty() {
            return Shape::default();
        }
        let (mut any, mut several, mut cells, mut words) = (0usize, 0usize, 0usize, 0usize);
        for (table, row) in sampled.iter() {
            let filled = addresses.iter().filter_map(|name| table.column(name)?.get(row)).map(str::split_whitespace).map(Iterator::count);
            let filled: Vec<usize> = filled.filter(|words| *words > 0).collect();
            any += usize::from(!filled.is_empty());
            several += usize::from(filled.len() > 1);
            cells += filled.len();
            words += filled.iter().sum::<usize>();
        }
        let of = |role: fn(&Guess) -> bool| columns.iter().any(|(_, guess)| role(guess));
        Shape {
            alternatives: addresses.len() > 1 && several as f64 <= MOST_TOGETHER * any as f64,
            parted: of(|g| matches!(g.role, Role::Place | Role::Postcode)),
            words: words as f64 / cells.max(1) as f64,
            divided: of(|g| g.role == Role::Region || g.role == Role::Address && matches!(g.kind, FieldKind::Address {})),
        }
    }

    /// Whether the source's columns are joined into whole addresses, beside these sources (itself among them).
    pub(super) fn is_joined(&self, all: &[Shape]) -> bool {
        let whole = |other: &Shape| !other.parted && other.words >= self.words + WORDS_MORE;
        self.words > 0.0 && !all.iter().any(|s| s.divided) && (self.alternatives || self.parted && all.iter().any(whole))
    }
}

/// The columns that a whole address is joined from: what stands on the envelope, then where it goes.
pub(super) fn parts(columns: &[(String, Guess)]) -> Vec<String> {
    let of = |wanted: fn(Role) -> bool| columns.iter().filter(move |(_, g)| wanted(g.role)).map(|(name, _)| name.clone());
    of(|role| role == Role::Address).chain(of(|role| role == Role::Place)).chain(of(|role| role == Role::Postcode)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{ColumnBuffer, Table};

    fn shape(rows: &[[&str; 3]]) -> Shape {
        let names = ["address", "street", "city"];
        let of = |at: usize| rows.iter().map(|row| Some(row[at])).collect::<ColumnBuffer>();
        let buffers = [of(0), of(1), of(2)];
        let present = |at: &usize| rows.iter().any(|row| !row[*at].is_empty());
        let table = Table::new((0..3).filter(present).map(|at| (names[at], buffers[at].as_column())));
        let roles = [Role::Address, Role::Address, Role::Place];
        let columns: Vec<(String, Guess)> = (0..3).filter(present).map(|at| (names[at].to_owned(), Guess::of(roles[at]))).collect();
        Shape::of(&columns, &SampledRows::of(vec![&table]))
    }

    #[test]
    fn shapes_of_one_source_and_of_two() {
        let either = shape(&[["1 High St, York", "", ""], ["", "2 Low St", "Leeds"]]);
        assert!(either.is_joined(&[either]));
        let lines = shape(&[["Rose Cottage", "1 High St", "York"], ["The Mill", "2 Low St", "Leeds"]]);
        assert!(!lines.is_joined(&[lines]));
        let whole = shape(&[["1 High St, York YO1", "", ""]]);
        let parted = shape(&[["", "1 High St", "York"]]);
        assert!(parted.is_joined(&[whole, parted]) && !whole.is_joined(&[whole, parted]));
        assert!(!parted.is_joined(&[parted, shape(&[["1 High St", "", ""]])]));
    }
}
