//! What became of divisions that were given up.
//!
//! | code, name | successors | how |
//! |---|---|---|
//! | 110103 崇文区 | 110101 东城区 | listed |
//! | 330104 江干区 | 330102 上城区, 330114 钱塘区 | listed |
//! | 330181 萧山市 | 330109 萧山区 | derived: the only one in the province of that name |
//! | 420600 襄樊市 | 420600 襄阳市 | derived: it has the code today |
//! | 430111 (a 郊区) | 430100 长沙市 | prefecture only |
//!
//! A code that was used twice has a row for each name. What the codes say by themselves is not in the table: a division that has the
//! code today follows its former names, and else the prefecture that has the first four digits is the answer.

use hashbrown::HashMap;

use super::blob::{Id, ascending, keep_bytes, varint};
use super::division::Divisions;
use super::source::Source;

/// How a successor was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum How {
    /// A row says so.
    Listed,
    /// By name or code.
    Derived,
    /// Only the prefecture it lay in is known.
    PrefectureOnly,
}

/// The successors of divisions.
#[derive(Debug)]
pub struct Successors {
    /// By code and name; no name: all its names.
    rows: HashMap<(u32, &'static str), (How, Vec<u32>)>,
}

impl Successors {
    pub(super) fn read(source: &Source) -> Self {
        match source.section(Id::DivisionSuccessor) {
            Some(_) => Successors { rows: source.columns::<4>(Id::DivisionSuccessor).into_iter().filter_map(written).collect() },
            None => Successors { rows: embedded(&source.bytes(Id::DivisionSuccessor)) },
        }
    }

    /// Today's divisions in the place of one that was given up; none: not known.
    #[must_use]
    pub fn of(&self, divisions: &Divisions, code: u32, name: &str) -> (How, Vec<u32>) {
        let row = self.rows.get(&(code, name)).or_else(|| self.rows.get(&(code, "")));
        if let Some((how, codes)) = row {
            return (*how, codes.iter().copied().filter(|code| divisions.by_code(*code).is_some()).collect());
        }
        if divisions.by_code(code).is_some() {
            return (How::Derived, vec![code]);
        }
        let prefecture = code / 100 * 100;
        let known = divisions.by_code(prefecture).filter(|_| !prefecture.is_multiple_of(10_000));
        (How::PrefectureOnly, known.map(|_| prefecture).into_iter().collect())
    }
}

/// The embedded table: codes as deltas, then how and how many, then the successors as zigzag deltas, then the names.
fn embedded((raw, count): &(Vec<u8>, usize)) -> HashMap<(u32, &'static str), (How, Vec<u32>)> {
    let mut rest = raw.as_slice();
    let codes = ascending(&mut rest, *count);
    let (heads, mut rest) = rest.split_at_checked(*count).unwrap_or_default();
    let mut last = 0_u32;
    let mut successors = Vec::with_capacity(*count);
    for head in heads {
        let mut of_row = Vec::new();
        for _ in 0..head >> 2 {
            let Some(delta) = varint(&mut rest) else { break };
            last = last.wrapping_add((delta >> 1) ^ (delta & 1).wrapping_neg());
            of_row.push(last);
        }
        let how = match head & 3 {
            0 => How::Listed,
            1 => How::Derived,
            _ => How::PrefectureOnly,
        };
        successors.push((how, of_row));
    }
    let names = keep_bytes(rest.to_vec());
    codes.into_iter().zip(names.split('\n')).zip(successors).collect()
}

/// A code with its name, and what became of them.
type Row = ((u32, &'static str), (How, Vec<u32>));

/// A row of a pack.
fn written([code, name, successors, how]: [&'static str; 4]) -> Option<Row> {
    let how = match how {
        "listed" => How::Listed,
        "derived" => How::Derived,
        "prefecture_only" => How::PrefectureOnly,
        _ => return None,
    };
    Some(((code.parse().ok()?, name), (how, successors.split_whitespace().filter_map(|code| code.parse().ok()).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    fn of(tables: &ReferenceTables, code: u32, name: &str) -> (How, Vec<u32>) {
        tables.successors().of(tables.divisions(), code, name)
    }

    #[test]
    fn successors() {
        let tables = ReferenceTables::builtin();
        for (code, name, how, codes) in [
            (110_103, "崇文区", How::Listed, vec![110_101]),
            (330_104, "江干区", How::Listed, vec![330_102, 330_114]),
            (330_181, "萧山市", How::Derived, vec![330_109]),
            (420_600, "襄樊市", How::Derived, vec![420_600]),
            (362_324, "丰城县", How::Derived, vec![360_981]),
            (362_324, "铅山县", How::Derived, vec![361_124]),
            (512_200, "万县地区", How::Listed, vec![500_101]),
            (430_111, "郊区", How::PrefectureOnly, vec![430_100]),
            (999_999, "", How::PrefectureOnly, vec![]),
        ] {
            assert_eq!(of(tables, code, name), (how, codes), "{code} {name}");
        }
    }

    #[test]
    fn packs_replace_the_table() {
        let tables = ReferenceTables::builtin().with_pack("table\tdivision_successor\t\t\n110103\t\t110105 110106\tlisted\n110104\t\t1\tguessed\n").unwrap();
        assert_eq!(of(&tables, 110_103, "崇文区"), (How::Listed, vec![110_105, 110_106]));
        assert_eq!(of(&tables, 110_104, "宣武区"), (How::PrefectureOnly, vec![]));
    }
}
