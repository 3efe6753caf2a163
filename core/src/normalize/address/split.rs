//! Splits what stands behind the division into town, road, number, building, unit and the rest.
//!
//! From left to right: a name ends with a kind (镇, 路) or before a number; what has no kind is rest. A town stands before the road, a
//! road before the number; names behind the number (88号南京路商场) are rest.

use super::number::{self, Before, Counted, Piece};
use super::words::{Mark, begin, mark, trim};
use crate::data::gazetteer::Gazetteer;
use crate::normalize::region::{is_separator, starts};

/// The parts, in the order of their components.
pub(super) const TOWN: usize = 0;
pub(super) const ROAD: usize = 1;
pub(super) const NUMBER: usize = 2;
pub(super) const BUILDING: usize = 3;
pub(super) const UNIT: usize = 4;
pub(super) const REST: usize = 5;

/// Splits a text into the six slots of `out`; whether anything but rest was found.
pub(super) fn split(text: &[char], g: &Gazetteer, out: &mut [String]) -> bool {
    let mut splitter = Splitter { text, g, out, start: 0, before: Before::default(), town: false, road_end: None };
    splitter.run();
    splitter.out.iter().take(REST).any(|part| !part.is_empty())
}

struct Splitter<'a> {
    text: &'a [char],
    g: &'a Gazetteer,
    out: &'a mut [String],
    /// Where the name begins that has no end yet.
    start: usize,
    before: Before,
    town: bool,
    /// Where the road ended.
    road_end: Option<usize>,
}

impl Splitter<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(&c) = self.text.get(at) {
            if matches!(c, '(' | '[' | '【' | '〔') {
                at = self.bracket(at);
                continue;
            }
            if is_separator(c) {
                self.flush(at);
                at += 1;
                self.start = at;
                continue;
            }
            let inside = || at > self.start && self.text.get(at - 1).is_some_and(|b| is_same_run(*b, c));
            if number::may_begin(c) && !inside() {
                let before = Before { name: at > self.start, last: self.before.last.filter(|_| at == self.start), ..self.before };
                match number::read(self.text, at, before) {
                    Some(Counted::Part(piece, end)) => {
                        at = self.part(piece, at, end);
                        continue;
                    }
                    Some(Counted::Rooms(building, unit, end)) => {
                        self.part(Piece::Building, at, building);
                        self.start = unit;
                        at = self.part(Piece::Unit, unit, end);
                        continue;
                    }
                    Some(Counted::Name(end)) => {
                        at = end.max(at + 1);
                        continue;
                    }
                    None => {}
                }
            }
            at = match mark(self.text, self.start, at) {
                Some(Mark::Town(kind)) if !self.town && self.is_early() && self.road_end.is_none() => self.take_town(at, kind),
                Some(Mark::Road(kind, more)) if self.is_early() => self.take_road(at, kind, more),
                _ => at + 1,
            };
        }
        self.flush(self.text.len());
    }

    /// Whether no number has been read.
    fn is_early(&self) -> bool {
        !self.before.number && !self.before.building && !self.before.unit
    }

    fn take_town(&mut self, at: usize, kind: usize) -> usize {
        let from = begin(self.text, self.start, at);
        if at - from > 9 || at == from {
            return at + 1;
        }
        self.flush(from);
        let end = at + kind;
        self.push(TOWN, from, end);
        self.town = true;
        self.start = if starts(self.text.get(end..).unwrap_or_default(), "办事处") { end + 3 } else { end };
        self.before.last = None;
        self.start
    }

    fn take_road(&mut self, at: usize, kind: usize, more: usize) -> usize {
        let name_end = at + 1 - kind;
        // A second road only joins on to the first.
        if self.road_end.is_some_and(|road| road != self.start || name_end > road + 4) {
            return at + 1;
        }
        let mut from = begin(self.text, self.start, name_end);
        if self.road_end.is_none() {
            from = trim(self.text, from, name_end, |name| self.g.is_name(name));
        }
        let end = at + 1 + more;
        if self.road_end.is_some() {
            // A lane of the road: 柳石路西三巷.
            let name = self.text.get(from..name_end).unwrap_or_default();
            let other = |c: &char| c.is_ascii_digit() || matches!(c, '与' | '和' | '跟' | '至' | '近' | '交' | '到' | '口' | '尾' | '米');
            let whole = matches!(self.text.get(at), Some('路' | '街' | '道' | '巷' | '弄' | '同'));
            if self.road_end != Some(from) || name.len() > 4 || name.iter().any(other) || !whole {
                return at + 1;
            }
            // Said twice.
            let road: usize = self.out.get(ROAD).map_or(0, |road| road.chars().count());
            if self.text.get(from.saturating_sub(road)..from) == self.text.get(from..end) {
                self.start = end;
                self.road_end = Some(end);
                return end;
            }
        }
        self.flush(from);
        self.push(ROAD, from, end);
        self.road_end = Some(end);
        self.before.last = Some(Piece::Road);
        self.start = end;
        end
    }

    fn part(&mut self, piece: Piece, from: usize, end: usize) -> usize {
        let mut from = from;
        if piece == Piece::Road {
            if !self.is_early() || self.road_end.is_some_and(|road| road != self.start) {
                return end;
            }
            // 教育西4巷, 三坊七巷: the name before belongs to it.
            let numeral = self.text.get(from).is_some_and(|c| !c.is_ascii_alphanumeric());
            if from > self.start && (numeral && from - self.start <= 4 || self.text.get(from - 1).is_some_and(|c| matches!(c, '东' | '西' | '南' | '北' | '中'))) {
                from = begin(self.text, self.start, from);
            }
            let joined = self.text.get(from..end).unwrap_or_default().iter().any(|c| matches!(c, '与' | '和' | '跟' | '至'));
            if self.road_end.is_some_and(|road| road != from || joined) || !self.is_early() {
                return end;
            }
            self.road_end = Some(end);
        }
        self.flush(from);
        let component = match piece {
            Piece::Number => NUMBER,
            Piece::Building => BUILDING,
            Piece::Unit => UNIT,
            Piece::Road => ROAD,
        };
        self.push(component, from, end);
        self.before.last = Some(piece);
        match piece {
            Piece::Number => {
                self.before.number = true;
                // 123弄45号, 16号附3号.
                let next = self.text.get(end);
                self.before.lane = matches!(self.text.get(end - 1), Some('弄' | '巷')) || next == Some(&'附');
            }
            Piece::Building => self.before.building = true,
            Piece::Unit => self.before.unit = true,
            Piece::Road => {}
        }
        self.start = end;
        end
    }

    /// What stands in brackets is rest; gives the position behind them.
    fn bracket(&mut self, at: usize) -> usize {
        self.flush(at);
        let close = self.text.get(at..).unwrap_or_default().iter().take(60).position(|c| matches!(c, ')' | ']' | '】' | '〕'));
        let end = close.map_or(at + 1, |length| at + length);
        if close.is_some() {
            self.start = at + 1;
            self.flush(end);
        }
        self.start = end + usize::from(close.is_some());
        self.start
    }

    /// Moves the name without a kind to the rest.
    fn flush(&mut self, to: usize) {
        if to > self.start {
            self.push(REST, self.start, to);
            self.before.last = None;
        }
        self.start = to;
    }

    fn push(&mut self, component: usize, from: usize, to: usize) {
        let Some(slot) = self.out.get_mut(component) else { return };
        if component == REST && !slot.is_empty() {
            slot.push(' ');
        }
        slot.extend(self.text.get(from..to).unwrap_or_default());
    }
}

/// Whether two neighbours belong to one number or word: digits and letters, or numerals.
fn is_same_run(a: char, b: char) -> bool {
    let class = |c: char| {
        if c.is_ascii_alphanumeric() { 1 } else { u8::from(matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '〇' | '零')) * 2 }
    };
    class(a) == class(b) && class(a) > 0
}
