//! The cell of every row, block by block: one pass per column that compares and adds, without branches.

use super::super::columns::{Column, Columns};
use super::super::evaluate::BLOCK;
use super::Lookup;
use super::axis::Axis;
use crate::model::{Cells, Codes, NO_BYTE, NO_TAG, Numbers, Spare};

/// How many rows are added up together.
const GROUP: usize = 16;
/// More cuts than this are searched instead of counted.
const MOST_COUNTED: usize = 32;

/// A lookup with its columns.
#[derive(Debug)]
pub(crate) struct BoundLookup<'a> {
    lookup: &'a Lookup,
    columns: Vec<Bound<'a>>,
}

#[derive(Debug)]
enum Bound<'a> {
    /// The column is not there or has another type.
    Absent,
    Numbers(&'a Numbers),
    /// The place of each distinct text.
    Ids {
        ids: &'a [Option<u32>],
        places: Vec<u16>,
    },
    /// The place of each code.
    Codes {
        codes: &'a Codes,
        places: Vec<u16>,
    },
    /// The place of each row.
    Rows(Vec<u16>),
}

/// What is added up over the columns: a byte where all cells fit one.
trait Sum: Copy + Default {
    fn plus(self, add: i32) -> Self;
    fn add(self, other: Self) -> Self;
}

impl Sum for u8 {
    /// Modulo 256, within which all sums end.
    fn plus(self, add: i32) -> Self {
        self.wrapping_add(add as u8)
    }

    fn add(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
}

impl Sum for u16 {
    /// Modulo 65,536, within which all sums end.
    fn plus(self, add: i32) -> Self {
        self.wrapping_add(add as u16)
    }

    fn add(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
}

/// What an axis adds to a row's sum: `base`, the weight of every cut that is not above the number, or `missing` alone.
#[derive(Clone, Debug)]
struct Weights {
    base: i32,
    cuts: Vec<(i64, i32)>,
    missing: i32,
}

impl Lookup {
    /// Looks up the columns; `None` when one has several tags per row, which have no one place.
    pub(crate) fn bind<'a>(&'a self, columns: &'a dyn Columns) -> Option<BoundLookup<'a>> {
        let bound = self.axes.iter().map(|axis| bind(axis, columns.column(&axis.column), columns.rows())).collect::<Option<_>>()?;
        Some(BoundLookup { lookup: self, columns: bound })
    }
}

fn bind<'a>(axis: &Axis, column: Option<Column<'a>>, rows: usize) -> Option<Bound<'a>> {
    let narrow = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
    let missing = narrow(axis.missing());
    let Some(column) = column.filter(|column| column.is_text() == axis.text) else {
        return Some(Bound::Absent);
    };
    Some(match column {
        Column::Numbers(numbers) => Bound::Numbers(numbers),
        Column::Number(values) => Bound::Rows(values.iter().map(|value| value.map_or(missing, |value| narrow(axis.number(value)))).collect()),
        Column::Text { ids, texts } if rows < texts.len() => Bound::Rows(ids.iter().take(rows).map(|id| id.map_or(missing, |id| narrow(axis.words(texts.get(id))))).collect()),
        Column::Text { ids, texts } => Bound::Ids { ids, places: (0u32..).take(texts.len()).map(|id| narrow(axis.words(texts.get(id)))).collect() },
        Column::Tag { codes, domain } => {
            let place = |(code, value): (u16, &String)| if domain.unknown == Some(code) { missing } else { narrow(axis.words(value)) };
            Bound::Codes { codes, places: (0u16..).zip(&domain.values).map(place).collect() }
        }
        Column::Tags { .. } => return None,
    })
}

impl BoundLookup<'_> {
    /// The code of every row, where `of` says the code of every cell, or [`NO_TAG`]; `bytes`: they fit a byte each, in a buffer of `spare`.
    pub(crate) fn codes(&self, rows: usize, of: &[u16], bytes: bool, spare: &mut Spare) -> Codes {
        if !bytes {
            let mut codes = Vec::with_capacity(rows);
            self.cells(rows, |_, cells| codes.extend(cells.iter().map(|cell| of.get(usize::from(*cell)).copied().unwrap_or(NO_TAG))));
            return Codes::from(codes);
        }
        let byte = |code: &u16| u8::try_from(*code).unwrap_or(NO_BYTE);
        let mut codes: Vec<u8> = spare.take(rows);
        if of.len() > 256 {
            let of: Vec<u8> = of.iter().map(byte).collect();
            self.cells(rows, |_, cells| codes.extend(cells.iter().map(|cell| of.get(usize::from(*cell)).copied().unwrap_or(NO_BYTE))));
            return Codes::of_bytes(codes);
        }
        if let ([axis], [column @ Bound::Numbers(_)]) = (self.lookup.axes.as_slice(), self.columns.as_slice()) {
            // One column of numbers adds up codes instead of cells, and nothing is left to look up.
            let weights = Weights::of_codes(axis, of);
            blocks(rows, |start, out: &mut [u8]| {
                column.add(&weights, axis, start, out);
                codes.extend_from_slice(out);
            });
            return Codes::of_bytes(codes);
        }
        let mut table = [NO_BYTE; 256];
        for (place, code) in table.iter_mut().zip(of) {
            *place = byte(code);
        }
        let weights: Vec<Weights> = self.lookup.axes.iter().map(Weights::of_places).collect();
        blocks(rows, |start, out: &mut [u8]| {
            self.sum(&weights, start, out);
            #[expect(clippy::indexing_slicing, reason = "a byte is an index into 256 places")]
            out.iter_mut().for_each(|cell| *cell = table[usize::from(*cell)]);
            codes.extend_from_slice(out);
        });
        Codes::of_bytes(codes)
    }

    /// Calls `visit` with the first row and the cells of block after block.
    pub(crate) fn cells(&self, rows: usize, mut visit: impl FnMut(usize, &[u16])) {
        let weights: Vec<Weights> = self.lookup.axes.iter().map(Weights::of_places).collect();
        blocks(rows, |start, out: &mut [u16]| {
            self.sum(&weights, start, out);
            visit(start, out);
        });
    }

    fn sum<T: Sum>(&self, weights: &[Weights], start: usize, out: &mut [T]) {
        for ((axis, column), weights) in self.lookup.axes.iter().zip(&self.columns).zip(weights) {
            column.add(weights, axis, start, out);
        }
    }
}

/// Calls `each` with the first row and as many zeros as a block has rows.
fn blocks<T: Sum>(rows: usize, mut each: impl FnMut(usize, &mut [T])) {
    let mut buffer = vec![T::default(); BLOCK.min(rows)];
    let mut start = 0;
    while start < rows {
        let length = BLOCK.min(rows - start);
        if let Some(out) = buffer.get_mut(..length) {
            out.fill(T::default());
            each(start, out);
        }
        start += length;
    }
}

impl Weights {
    /// Cells: every cut is worth a stride.
    fn of_places(axis: &Axis) -> Self {
        let stride = i32::try_from(axis.stride).unwrap_or(i32::MAX);
        let missing = i32::try_from(axis.stride * axis.missing()).unwrap_or(i32::MAX);
        Weights { base: 0, cuts: axis.cuts().iter().map(|cut| (*cut, stride)).collect(), missing }
    }

    /// Codes: every cut is worth what the code changes by.
    fn of_codes(axis: &Axis, of: &[u16]) -> Self {
        let code = |place: usize| of.get(place).map_or(i32::from(NO_BYTE), |code| i32::from(u8::try_from(*code).unwrap_or(NO_BYTE)));
        let cuts = axis.cuts().iter().enumerate().map(|(n, cut)| (*cut, code(n + 1) - code(n))).filter(|(_, change)| *change != 0).collect();
        Weights { base: code(0), cuts, missing: code(axis.missing()) }
    }
}

impl Bound<'_> {
    /// Adds the weight of each row's place. Rows beyond the column's end are not known.
    fn add<T: Sum>(&self, weights: &Weights, axis: &Axis, start: usize, out: &mut [T]) {
        let place = |place: u16| i32::from(place) * i32::try_from(axis.stride).unwrap_or(0);
        let filled = match self {
            Bound::Absent => 0,
            Bound::Numbers(numbers) => add_numbers(numbers, weights, start, out),
            Bound::Rows(places) => add_each(places, start, out, |p| place(*p)),
            Bound::Ids { ids, places } => add_each(ids, start, out, |id| id.and_then(|id| places.get(id as usize)).map_or(weights.missing, |p| place(*p))),
            Bound::Codes { codes, places } => {
                let worth: Vec<i32> = places.iter().map(|p| place(*p)).collect();
                let mut adds = vec![weights.missing; out.len()];
                codes.read(start, &mut adds, &worth, weights.missing, |out, value| *out = value);
                add_each(&adds, 0, out, |add| *add)
            }
        };
        for sum in out.iter_mut().skip(filled) {
            *sum = sum.plus(weights.missing);
        }
    }
}

fn add_each<V, T: Sum>(values: &[V], start: usize, out: &mut [T], add: impl Fn(&V) -> i32) -> usize {
    let values = values.get(start..).unwrap_or(&[]);
    for (sum, value) in out.iter_mut().zip(values) {
        *sum = sum.plus(add(value));
    }
    values.len().min(out.len())
}

fn add_numbers<T: Sum>(numbers: &Numbers, weights: &Weights, start: usize, out: &mut [T]) -> usize {
    let known = numbers.known().and_then(|known| known.get(start..));
    match numbers.cells() {
        Cells::Wide(cells) => add_cells(cells.get(start..).unwrap_or(&[]), known, weights.base, &weights.cuts, weights.missing, out),
        Cells::Narrow(cells) => {
            // A cut beyond four bytes is above, or not above, all of the numbers.
            let below: i32 = weights.cuts.iter().filter(|(cut, _)| *cut <= i64::from(i32::MIN)).map(|(_, weight)| weight).sum();
            let within: Vec<(i32, i32)> =
                weights.cuts.iter().filter(|(cut, _)| *cut > i64::from(i32::MIN)).filter_map(|(cut, weight)| Some((i32::try_from(*cut).ok()?, *weight))).collect();
            add_cells(cells.get(start..).unwrap_or(&[]), known, weights.base + below, &within, weights.missing, out)
        }
    }
}

fn add_cells<V: Copy + Ord + Default, T: Sum>(values: &[V], known: Option<&[bool]>, base: i32, cuts: &[(V, i32)], missing: i32, out: &mut [T]) -> usize {
    if cuts.len() > MOST_COUNTED {
        let sums: Vec<i32> = std::iter::once(base).chain(cuts.iter().scan(base, |sum, (_, weight)| Some(add_to(sum, *weight)))).collect();
        let worth = |value: V| sums.get(cuts.partition_point(|(cut, _)| *cut <= value)).copied().unwrap_or(base);
        add_masked(values, known, missing, out, worth);
        return values.len().min(out.len());
    }
    let (mut base, mut missing) = (base, missing);
    let mut rest = cuts;
    let length = values.len().min(out.len());
    let (Some(values), Some(out)) = (values.get(..length), out.get_mut(..length)) else { return 0 };
    loop {
        let (now, later) = rest.split_at(rest.len().min(4));
        match now.len() {
            0 => add_few::<0, _, _>(values, known, base, now, missing, out),
            1 => add_few::<1, _, _>(values, known, base, now, missing, out),
            2 => add_few::<2, _, _>(values, known, base, now, missing, out),
            3 => add_few::<3, _, _>(values, known, base, now, missing, out),
            _ => add_few::<4, _, _>(values, known, base, now, missing, out),
        }
        (base, missing, rest) = (0, 0, later);
        if rest.is_empty() {
            return length;
        }
    }
}

fn add_to(sum: &mut i32, weight: i32) -> i32 {
    *sum += weight;
    *sum
}

/// What the cuts add to each row of a group.
#[inline(always)]
fn group<const K: usize, V: Copy + Ord, T: Sum>(values: &[V; GROUP], few: &[(V, T); K], base: T) -> [T; GROUP] {
    let mut sums = [base; GROUP];
    for (cut, weight) in few {
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum = sum.add(if *value >= *cut { *weight } else { T::default() });
        }
    }
    sums
}
/// A few cuts, their number known to the compiler; rows in groups that fill the machine's registers.
#[inline(never)]
fn add_few<const K: usize, V: Copy + Ord + Default, T: Sum>(values: &[V], known: Option<&[bool]>, base: i32, cuts: &[(V, i32)], missing: i32, out: &mut [T]) {
    let mut few = [(V::default(), T::default()); K];
    for (place, (cut, weight)) in few.iter_mut().zip(cuts) {
        *place = (*cut, T::default().plus(*weight));
    }
    let (base, missing) = (T::default().plus(base), T::default().plus(missing));
    let (outs, out_rest) = out.as_chunks_mut::<GROUP>();
    let (groups, rest) = values.as_chunks::<GROUP>();
    let one = |value: V| few.iter().fold(base, |sum, (cut, weight)| sum.add(if value >= *cut { *weight } else { T::default() }));
    match known {
        None => {
            for (out, values) in outs.iter_mut().zip(groups) {
                let sums = group(values, &few, base);
                for (out, sum) in out.iter_mut().zip(sums) {
                    *out = out.add(sum);
                }
            }
            for (out, value) in out_rest.iter_mut().zip(rest) {
                *out = out.add(one(*value));
            }
        }
        Some(known) => {
            let (flags, last) = known.get(..values.len()).unwrap_or(known).as_chunks::<GROUP>();
            for ((out, values), known) in outs.iter_mut().zip(groups).zip(flags) {
                let sums = group(values, &few, base);
                for ((out, sum), known) in out.iter_mut().zip(sums).zip(known) {
                    *out = out.add(if *known { sum } else { missing });
                }
            }
            for ((out, value), known) in out_rest.iter_mut().zip(rest).zip(last) {
                *out = out.add(if *known { one(*value) } else { missing });
            }
        }
    }
}

fn add_masked<V: Copy, T: Sum>(values: &[V], known: Option<&[bool]>, missing: i32, out: &mut [T], worth: impl Fn(V) -> i32) {
    for (row, (sum, value)) in out.iter_mut().zip(values).enumerate() {
        let known = known.is_none_or(|known| known.get(row).copied().unwrap_or(false));
        *sum = sum.plus(if known { worth(*value) } else { missing });
    }
}
