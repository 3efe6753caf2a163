//! Programs over columns: three-valued verdicts for blocks of rows, without branches on the data.
//!
//! A verdict is a byte: 0 false, 1 unknown, 2 true. So `and` is the minimum, `or` the maximum and
//! `not` is `2 - x`. What a text test says of each distinct text is computed once when a program is
//! bound (or once per row, when there are fewer rows than texts).

use super::columns::{Column, Columns};
use super::compile::{Check, Leaf, Op, Program};
use crate::model::TagDomain;
use std::ops::Range;

/// How many rows are evaluated together.
pub const BLOCK: usize = 4096;

const FALSE: u8 = 0;
const UNKNOWN: u8 = 1;
const TRUE: u8 = 2;

/// What a rule says of a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Verdict {
    /// It does not hold.
    False = FALSE,
    /// A value it needs is not known.
    Unknown = UNKNOWN,
    /// It holds.
    True = TRUE,
}

impl Verdict {
    /// The verdict of a byte that [`Binding::block`] wrote.
    #[must_use]
    pub fn from_byte(byte: u8) -> Self {
        match byte {
            FALSE => Verdict::False,
            UNKNOWN => Verdict::Unknown,
            _ => Verdict::True,
        }
    }

    /// `true`, `false` or `not known`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::False => "false",
            Verdict::Unknown => "not known",
            Verdict::True => "true",
        }
    }
}

/// A program bound to the columns of a range of rows.
#[derive(Debug)]
pub struct Binding<'a> {
    program: &'a Program,
    leaves: Vec<BoundLeaf<'a>>,
    rows: Range<usize>,
}

/// A leaf with its column.
#[derive(Debug)]
pub(super) enum BoundLeaf<'a> {
    /// The column is not there or has another type.
    Absent(u8),
    Range {
        values: &'a [Option<i64>],
        low: i64,
        high: i64,
        negate: u8,
        absent: u8,
    },
    Numbers {
        values: &'a [Option<i64>],
        of: &'a [i64],
        absent: u8,
    },
    /// Verdicts of distinct texts.
    Ids {
        ids: &'a [Option<u32>],
        verdicts: Vec<u8>,
        absent: u8,
    },
    /// Verdicts of the values of a domain.
    Codes {
        codes: &'a [u16],
        verdicts: Vec<u8>,
        absent: u8,
    },
    /// Verdicts of rows, from the first row of the binding.
    Rows {
        verdicts: Vec<u8>,
        first: usize,
    },
}

impl<'a> Binding<'a> {
    pub(super) fn new(program: &'a Program, columns: &'a dyn Columns, rows: Range<usize>) -> Self {
        let leaves = program.leaves.iter().map(|leaf| bind(leaf, columns.column(&leaf.column), &rows)).collect();
        Binding { program, leaves, rows }
    }

    /// Writes the verdicts of the rows from `start` on, one byte per place in `out`: 0 false, 1 unknown, 2 true.
    pub fn block(&self, start: usize, out: &mut [u8]) {
        let mut stack: Vec<Vec<u8>> = Vec::with_capacity(self.program.stack);
        let mut spare: Vec<Vec<u8>> = Vec::new();
        for op in &self.program.ops {
            match op {
                Op::Leaf(n) => {
                    let mut verdicts = spare.pop().unwrap_or_else(|| vec![UNKNOWN; out.len()]);
                    match self.leaves.get(*n) {
                        Some(leaf) => leaf.fill(start, &mut verdicts),
                        None => verdicts.fill(UNKNOWN),
                    }
                    stack.push(verdicts);
                }
                Op::Not => {
                    for verdict in stack.last_mut().into_iter().flatten() {
                        *verdict = TRUE - *verdict;
                    }
                }
                Op::And | Op::Or => {
                    let Some(right) = stack.pop() else { continue };
                    if let Some(left) = stack.last_mut() {
                        for (l, r) in left.iter_mut().zip(&right) {
                            *l = if *op == Op::And { (*l).min(*r) } else { (*l).max(*r) };
                        }
                    }
                    spare.push(right);
                }
            }
        }
        match stack.pop() {
            Some(top) => out.copy_from_slice(&top),
            None => out.fill(UNKNOWN),
        }
    }

    /// Calls `visit` with the first row and the verdicts of block after block.
    pub fn blocks(&self, mut visit: impl FnMut(usize, &[u8])) {
        let mut buffer = vec![UNKNOWN; BLOCK.min(self.rows.len())];
        let mut start = self.rows.start;
        while start < self.rows.end {
            let length = BLOCK.min(self.rows.end - start);
            if let Some(out) = buffer.get_mut(..length) {
                self.block(start, out);
                visit(start, out);
            }
            start += length;
        }
    }

    /// The verdict on one row of the binding.
    #[must_use]
    pub fn row(&self, row: usize) -> Verdict {
        let mut out = [UNKNOWN];
        self.block(row, &mut out);
        let [verdict] = out;
        Verdict::from_byte(verdict)
    }

    /// What one leaf says of one row.
    pub(super) fn leaf(&self, leaf: usize, row: usize) -> Verdict {
        let mut out = [UNKNOWN];
        if let Some(leaf) = self.leaves.get(leaf) {
            leaf.fill(row, &mut out);
        }
        let [verdict] = out;
        Verdict::from_byte(verdict)
    }
}

fn byte(verdict: bool) -> u8 {
    TRUE * u8::from(verdict)
}

fn bind<'a>(leaf: &'a Leaf, column: Option<Column<'a>>, rows: &Range<usize>) -> BoundLeaf<'a> {
    let absent = leaf.check.absent().map_or(UNKNOWN, byte);
    match (column, &leaf.check) {
        (Some(Column::Number(values)), Check::Range { low, high, negate }) => BoundLeaf::Range { values, low: *low, high: *high, negate: u8::from(*negate), absent },
        (Some(Column::Number(values)), Check::Missing | Check::Known) => {
            let high = if matches!(leaf.check, Check::Known) { i64::MAX } else { i64::MIN };
            let low = if matches!(leaf.check, Check::Known) { i64::MIN } else { i64::MAX };
            BoundLeaf::Range { values, low, high, negate: 0, absent }
        }
        (Some(Column::Number(values)), Check::Numbers(of)) => BoundLeaf::Numbers { values, of, absent },
        (Some(Column::Text { .. } | Column::Tag { .. } | Column::Tags { .. }), Check::Range { .. } | Check::Numbers(_)) => BoundLeaf::Absent(absent),
        (Some(Column::Text { ids, texts }), check) => {
            let verdict = |id: u32| byte(check.text(texts.get(id)));
            if rows.len() < texts.len() {
                let of = |row: usize| ids.get(row).copied().flatten().map_or(absent, verdict);
                return BoundLeaf::Rows { verdicts: rows.clone().map(of).collect(), first: rows.start };
            }
            let verdicts = (0u32..).take(texts.len()).map(verdict).collect();
            BoundLeaf::Ids { ids, verdicts, absent }
        }
        (Some(Column::Tag { codes, domain }), check) => BoundLeaf::Codes { codes, verdicts: domain_verdicts(check, domain, absent), absent },
        (Some(Column::Tags { offsets, codes, domain }), check) => {
            let of = |row: usize| several(check, offsets, codes, domain, row);
            BoundLeaf::Rows { verdicts: rows.clone().map(of).collect(), first: rows.start }
        }
        (Some(Column::Number(_)) | None, _) => BoundLeaf::Absent(absent),
    }
}

fn domain_verdicts(check: &Check, domain: &TagDomain, absent: u8) -> Vec<u8> {
    (0u16..).zip(&domain.values).map(|(code, value)| if domain.unknown == Some(code) { absent } else { byte(check.text(value)) }).collect()
}

/// A row with several tags: a positive test holds when it holds for one of them, a negative one when
/// it holds for all. A row without tags is known to have none of them.
fn several(check: &Check, offsets: &[u32], codes: &[u16], domain: &TagDomain, row: usize) -> u8 {
    let bound = |at: usize| offsets.get(at).map(|o| *o as usize);
    let codes = bound(row).zip(bound(row + 1)).and_then(|(from, to)| codes.get(from..to)).unwrap_or(&[]);
    let uncertain = codes.iter().any(|code| Some(*code) == domain.unknown);
    let has = |code: &u16| Some(*code) != domain.unknown && domain.value(*code).is_some();
    let passes = |code: &u16| has(code) && domain.value(*code).is_some_and(|value| check.text(value));
    match check {
        Check::Missing => byte(!codes.iter().any(has)),
        Check::Known => byte(codes.iter().any(has)),
        Check::Texts { negate: true, .. } => {
            let all = codes.iter().filter(|code| has(code)).all(passes);
            if all && uncertain { UNKNOWN } else { byte(all) }
        }
        _ => {
            let any = codes.iter().any(passes);
            if !any && uncertain { UNKNOWN } else { byte(any) }
        }
    }
}

impl BoundLeaf<'_> {
    /// Rows beyond the column's end read as absent.
    fn fill(&self, start: usize, out: &mut [u8]) {
        let absent = match self {
            BoundLeaf::Absent(absent) | BoundLeaf::Range { absent, .. } | BoundLeaf::Numbers { absent, .. } | BoundLeaf::Ids { absent, .. } | BoundLeaf::Codes { absent, .. } => {
                *absent
            }
            BoundLeaf::Rows { .. } => UNKNOWN,
        };
        let filled = match self {
            BoundLeaf::Absent(_) => 0,
            BoundLeaf::Range { values, low, high, negate, .. } => each(values, start, out, |value| match value {
                Some(v) => TRUE * (u8::from((*v >= *low) & (*v <= *high)) ^ *negate),
                None => absent,
            }),
            BoundLeaf::Numbers { values, of, .. } => each(values, start, out, |value| match value {
                Some(v) => byte(of.binary_search(v).is_ok()),
                None => absent,
            }),
            BoundLeaf::Ids { ids, verdicts, .. } => each(ids, start, out, |id| id.and_then(|id| verdicts.get(id as usize).copied()).unwrap_or(absent)),
            BoundLeaf::Codes { codes, verdicts, .. } => each(codes, start, out, |code| verdicts.get(usize::from(*code)).copied().unwrap_or(absent)),
            BoundLeaf::Rows { verdicts, first } => each(verdicts, start.saturating_sub(*first), out, |verdict| *verdict),
        };
        if let Some(rest) = out.get_mut(filled..) {
            rest.fill(absent);
        }
    }
}

/// Writes one verdict per value from `start` on, and returns how many there were.
fn each<T>(values: &[T], start: usize, out: &mut [u8], verdict: impl Fn(&T) -> u8) -> usize {
    let values = values.get(start..).unwrap_or(&[]);
    for (out, value) in out.iter_mut().zip(values) {
        *out = verdict(value);
    }
    values.len().min(out.len())
}
