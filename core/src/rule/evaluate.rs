//! Programs over columns: three-valued verdicts for blocks of rows, without branches on the data.
//!
//! A verdict is a byte: 0 false, 1 unknown, 2 true. So `and` is the minimum, `or` the maximum and
//! `not` is `2 - x`. What a text test says of each distinct text is computed once when a program is
//! bound (or once per row, when there are fewer rows than texts).

use super::columns::Columns;
use super::compile::{Op, Program};
use super::leaf::{BoundLeaf, bind};
use std::ops::Range;

/// How many rows are evaluated together.
pub const BLOCK: usize = 4096;

pub(super) const FALSE: u8 = 0;
pub(super) const UNKNOWN: u8 = 1;
pub(super) const TRUE: u8 = 2;

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

impl<'a> Binding<'a> {
    pub(super) fn new(program: &'a Program, columns: &'a dyn Columns, rows: Range<usize>) -> Self {
        let leaves = program.leaves.iter().map(|leaf| bind(leaf, columns, &rows)).collect();
        Binding { program, leaves, rows }
    }

    /// Writes the verdicts of the rows from `start` on, one byte per place in `out`: 0 false, 1 unknown, 2 true.
    pub fn block(&self, start: usize, out: &mut [u8]) {
        // Most rules are one comparison.
        if let ([Op::Leaf(_)], [leaf]) = (self.program.ops.as_slice(), self.leaves.as_slice()) {
            return leaf.fill(start, out);
        }
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

    /// The verdicts of all rows.
    #[must_use]
    pub fn verdicts(&self) -> Vec<u8> {
        let mut all = vec![UNKNOWN; self.rows.len()];
        for (n, out) in all.chunks_mut(BLOCK).enumerate() {
            self.block(self.rows.start + n * BLOCK, out);
        }
        all
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

/// The byte of a decided verdict.
pub(super) fn byte(verdict: bool) -> u8 {
    TRUE * u8::from(verdict)
}

impl Program {
    /// The verdict, given what each leaf says.
    pub(super) fn verdict(&self, mut leaf: impl FnMut(usize) -> u8) -> u8 {
        // Rules are shallow; of deeper ones the stack is allocated.
        let (mut few, mut many) = ([UNKNOWN; 16], Vec::new());
        let stack: &mut [u8] = if self.stack <= few.len() {
            &mut few
        } else {
            many.resize(self.stack, UNKNOWN);
            &mut many
        };
        let mut height: usize = 0;
        for op in &self.ops {
            match op {
                Op::Leaf(n) => {
                    if let Some(slot) = stack.get_mut(height) {
                        *slot = leaf(*n);
                    }
                    height += 1;
                }
                Op::Not => {
                    if let Some(top) = stack.get_mut(height.saturating_sub(1)) {
                        *top = TRUE - *top;
                    }
                }
                Op::And | Op::Or => {
                    height = height.saturating_sub(1);
                    if let Some([left, right]) = stack.get_mut(height.saturating_sub(1)..=height) {
                        *left = if *op == Op::And { (*right).min(*left) } else { (*right).max(*left) };
                    }
                }
            }
        }
        if height == 0 { UNKNOWN } else { stack.get(height - 1).copied().unwrap_or(UNKNOWN) }
    }
}
