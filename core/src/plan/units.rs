//! Groups of fields that move as one unit: what each record says in all of them, and the record that is chosen.

use super::compile::Compiled;
use super::profiles::{FEW, contenders, name};
use super::survivors::GroupSurvivor;
use crate::model::{Records, Status};
use crate::profile::{Contender, Decided, Winner};
use hashbrown::HashMap;

/// A customer's records in the fields of a group, those that say something there.
#[derive(Debug, Default)]
pub(super) struct Units<'a> {
    width: usize,
    rows: Vec<u32>,
    /// A record's best value of each field, record by record.
    cells: Vec<Option<Contender<'a>>>,
    /// By field of the group, all that the records say.
    written: Vec<Vec<Contender<'a>>>,
}

/// Between the fields of a unit's text, so that values of different fields never read alike.
const BETWEEN: char = '\u{1f}';

impl<'a> Units<'a> {
    /// Reads the group's fields in a customer's rows.
    pub(super) fn read(&mut self, plan: &'a Compiled, records: &'a Records, rows: &[u32], group: &GroupSurvivor) {
        self.width = group.fields.len();
        self.rows.clear();
        self.rows.extend_from_slice(rows);
        self.cells.clear();
        self.cells.resize(rows.len() * self.width, None);
        self.written.resize_with(self.width, Vec::new);
        for ((at, field), written) in group.fields.iter().enumerate().zip(&mut self.written) {
            contenders(plan, records, rows, *field, written);
            for one in written.iter().filter(|c| c.is_usable()) {
                let cell = rows.binary_search(&one.row).ok().and_then(|row| self.cells.get_mut(row * self.width + at));
                // Of several columns, the soundest; the first of equal ones.
                if let Some(cell) = cell.filter(|cell| cell.is_none_or(|held| one.status < held.status)) {
                    *cell = Some(*one);
                }
            }
        }
        let (mut kept, width) = (0, self.width);
        for row in 0..rows.len() {
            if self.cells.iter().skip(row * width).take(width).any(Option::is_some) {
                self.cells.copy_within(row * width..(row + 1) * width, kept * width);
                self.rows.swap(kept, row);
                kept += 1;
            }
        }
        self.rows.truncate(kept);
        self.cells.truncate(kept * width);
    }

    /// All that the records say in a field of the group.
    pub(super) fn written(&self, at: usize) -> &[Contender<'a>] {
        self.written.get(at).map_or(&[], Vec::as_slice)
    }

    fn cells(&self, unit: usize) -> &[Option<Contender<'a>>] {
        self.cells.get(unit * self.width..(unit + 1) * self.width).unwrap_or(&[])
    }

    fn names(&self, unit: usize) -> impl Iterator<Item = (u32, &'a str)> {
        self.cells(unit).iter().map(|cell| cell.as_ref().map_or((0, ""), name))
    }

    /// Which units say the same: an id for each, from 1, and how many units share it.
    fn values(&self) -> Vec<(u32, u32)> {
        let mut known: HashMap<Vec<(u32, &str)>, usize> = HashMap::new();
        let mut out: Vec<(u32, u32)> = Vec::with_capacity(self.rows.len());
        let mut firsts: Vec<usize> = Vec::with_capacity(self.rows.len());
        for unit in 0..self.rows.len() {
            let first = if self.rows.len() <= FEW {
                (0..unit).find(|other| self.names(*other).eq(self.names(unit))).unwrap_or(unit)
            } else {
                *known.entry(self.names(unit).collect()).or_insert(unit)
            };
            firsts.push(first);
            out.push((u32::try_from(first + 1).unwrap_or(u32::MAX), 0));
            if let Some(entry) = out.get_mut(first) {
                entry.1 += 1;
            }
        }
        (0..out.len()).filter_map(|unit| out.get(*firsts.get(unit)?).copied()).collect()
    }

    /// What each unit says, one text after the other, and where each ends.
    fn texts(&self) -> (String, Vec<usize>) {
        let mut text = String::new();
        let mut ends = vec![0];
        for unit in 0..self.rows.len() {
            for cell in self.cells(unit) {
                text.push_str(cell.as_ref().map_or("", |c| c.display));
                text.push(BETWEEN);
            }
            ends.push(text.len());
        }
        (text, ends)
    }

    /// The units as contenders of each other.
    fn contenders<'b>(&self, (text, ends): &'b (String, Vec<usize>)) -> Vec<Contender<'b>>
    where
        'a: 'b,
    {
        let texts = ends.iter().zip(ends.iter().skip(1)).map(|(from, to)| text.get(*from..*to).unwrap_or(""));
        let units = self.rows.iter().zip(self.values()).zip(texts).enumerate();
        units
            .map(|(unit, ((row, (value, count)), display))| {
                let cells = || self.cells(unit).iter().flatten();
                let first = cells().next();
                Contender {
                    display,
                    key: "",
                    value,
                    status: cells().map(|c| c.status).max().unwrap_or(Status::Missing),
                    row: *row,
                    slot: 0,
                    form: 0,
                    time: first.and_then(|c| c.time),
                    source: first.map_or("", |c| c.source),
                    priority: first.map_or(0, |c| c.priority),
                    count,
                    components: u32::try_from(cells().count()).unwrap_or(u32::MAX),
                    verified: cells().map(|c| c.verified).sum(),
                }
            })
            .collect()
    }

    /// The winners of the group's fields, into their places among those of all fields.
    pub(super) fn choose(&self, group: &GroupSurvivor, winners: &mut [Option<Winner>]) {
        let mut put = |at: usize, cell: &Contender<'_>, decided, filled| {
            if let Some(place) = group.fields.get(at).and_then(|field| winners.get_mut(*field)) {
                *place = Some(Winner { row: cell.row, form: cell.form, decided, contested: false, filled });
            }
        };
        if self.rows.len() < 2 {
            for (at, cell) in self.cells(0).iter().enumerate() {
                cell.iter().for_each(|cell| put(at, cell, Decided::Alone, false));
            }
            return;
        }
        let texts = self.texts();
        let mut left = self.contenders(&texts);
        let mut taken: Vec<Option<Contender<'a>>> = vec![None; self.width];
        let mut decided = None;
        for _ in 0..=MOST_FILLS {
            let Some((row, by)) = group.survivor.survive(&left).and_then(|s| Some((left.get(s.winner)?.row, s.decided))) else { break };
            let filled = decided.is_some();
            let decided = *decided.get_or_insert(by);
            let cells = self.rows.binary_search(&row).map_or(&[][..], |unit| self.cells(unit));
            let contradicts = taken.iter().zip(cells).any(|(a, b)| matches!((a, b), (Some(a), Some(b)) if !a.is_same(b)));
            if !contradicts {
                for (at, (held, cell)) in taken.iter_mut().zip(cells).enumerate() {
                    if let (None, Some(cell)) = (&held, cell) {
                        put(at, cell, decided, filled);
                        *held = Some(*cell);
                    }
                }
            }
            if !group.fill || taken.iter().all(Option::is_some) {
                break;
            }
            left.retain(|c| c.row != row);
        }
    }

    /// What set the record of one row apart from that of another; `None` when it does not.
    pub(super) fn between(&self, group: &GroupSurvivor, winner: u32, loser: u32) -> Option<Decided> {
        let texts = self.texts();
        let all = self.contenders(&texts);
        let of = |row: u32| all.iter().find(|c| c.row == row).copied();
        let survival = group.survivor.survive(&[of(winner)?, of(loser)?])?;
        (survival.winner == 0).then_some(survival.decided)
    }
}

/// Records that are asked to fill what a group's record leaves empty, most: a customer of thousands has not more to say.
const MOST_FILLS: usize = 64;
