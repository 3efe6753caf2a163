//! One row without columns: the same places, the same cells.

use super::Lookup;
use crate::model::TagDomain;
use crate::rule::Rule;
use crate::rule::evaluate::{UNKNOWN, Verdict, byte};
use crate::rule::leaf::several;

/// One value that is looked up.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place<'a> {
    /// A number.
    Number(i64),
    /// A text.
    Text(&'a str),
    /// Several tags, which have no one place.
    Tags(&'a [u16], &'a TagDomain),
    /// A place that [`SingleAxis::place`] gave before.
    Ready(usize),
    /// Not known.
    Missing,
}

impl Rule {
    /// The verdict on values that are given by the names of their columns: what [`Rule::row`] says of a row of them.
    pub(crate) fn single<'v>(&self, value: impl Fn(&str) -> Place<'v>) -> Verdict {
        let says = |n: usize| {
            let Some(leaf) = self.program().leaves.get(n) else { return UNKNOWN };
            let text = leaf.unit == crate::model::FactUnit::Text;
            match value(&leaf.column) {
                Place::Number(number) if !text => byte(leaf.check.number(number)),
                Place::Text(words) if text => byte(leaf.check.text(words)),
                Place::Tags(codes, domain) if text => several(&leaf.check, codes, domain),
                _ => leaf.check.absent().map_or(UNKNOWN, byte),
            }
        };
        Verdict::from_byte(self.program().verdict(says))
    }
}

/// A column that a lookup reads, and the places of its values.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SingleAxis<'a>(&'a super::axis::Axis);

impl Lookup {
    /// The columns that a cell is found by, in order.
    pub(crate) fn columns(&self) -> impl Iterator<Item = SingleAxis<'_>> {
        self.axes.iter().map(SingleAxis)
    }

    /// The cell of one row, whose values are given in the order of the columns.
    #[inline]
    pub(crate) fn cell<'v>(&self, mut value: impl FnMut(usize) -> Place<'v>) -> usize {
        let mut cell = 0;
        for (n, axis) in self.axes.iter().enumerate() {
            cell += SingleAxis(axis).place(value(n)) * axis.stride;
        }
        cell
    }
}

impl<'a> SingleAxis<'a> {
    /// The column's name.
    pub(crate) fn column(&self) -> &'a str {
        &self.0.column
    }

    /// The place of a value. One of another type than the column's is not known.
    #[inline]
    pub(crate) fn place(&self, value: Place<'_>) -> usize {
        match value {
            Place::Number(number) if !self.0.text => self.0.number(number),
            Place::Text(text) if self.0.text => self.0.words(text),
            Place::Ready(place) => place,
            Place::Number(_) | Place::Text(_) | Place::Tags(..) | Place::Missing => self.0.missing(),
        }
    }
}
