//! Several rules as one table: the columns they compare are cut into places, and every combination of places is a
//! cell in which each rule says the same of all rows.
//!
//! ```text
//! programs --compile--> axes + what the rules say in each cell
//!                         | bind to Columns
//!                       cell of every row (compare and accumulate) --gather--> code
//! ```
//!
//! What a cell says is computed by the programs themselves, with Kleene's tables, so a lookup cannot disagree with
//! them. Rules whose columns would make too many cells have no lookup and are evaluated one by one.

mod axis;
mod fill;
mod single;

pub(super) use axis::cuts;
pub(crate) use single::Place;

use super::Rule;
use super::compile::{Leaf, Program};
use super::evaluate::{FALSE, TRUE, UNKNOWN};
use axis::Axis;
use hashbrown::HashMap;

/// How many cells a lookup has at most, so that a cell fits two bytes.
const MOST_CELLS: usize = 1 << 16;
/// How many steps filling the cells may take.
const MOST_STEPS: usize = 1 << 20;

/// Rules as one table.
#[derive(Clone, Debug)]
pub(crate) struct Lookup {
    axes: Vec<Axis>,
    cells: Vec<Cell>,
}

/// What the rules say in a cell.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Cell {
    /// The rules that hold, in order, as indices; only the first, if no more were asked for.
    pub(crate) fired: Vec<usize>,
    /// The rules that cannot be decided, in order; only the first, if no more were asked for.
    pub(crate) open: Vec<usize>,
}

impl Cell {
    /// Notes what the next rule says.
    pub(crate) fn say(&mut self, rule: usize, verdict: u8, all: bool) {
        let list = match verdict {
            TRUE => &mut self.fired,
            UNKNOWN => &mut self.open,
            _ => return,
        };
        if all || list.is_empty() {
            list.push(rule);
        }
    }
}

impl Lookup {
    /// The table of some rules; `all`: not only the first rule that holds is of interest. `None` when it would be too large.
    pub(crate) fn compile<'a>(rules: impl Iterator<Item = &'a Rule> + Clone, all: bool) -> Option<Self> {
        let programs: Vec<&Program> = rules.map(Rule::program).collect();
        let mut columns: Vec<(&str, Vec<&Leaf>)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for leaf in programs.iter().flat_map(|program| &program.leaves) {
            let at = *places.entry(&leaf.column).or_insert(columns.len());
            match columns.get_mut(at) {
                Some((_, leaves)) => leaves.push(leaf),
                None => columns.push((&leaf.column, vec![leaf])),
            }
        }
        let mut axes: Vec<Axis> = columns.iter().map(|(column, leaves)| Axis::new(column, leaves)).collect::<Option<_>>()?;
        let mut size: usize = 1;
        for axis in &mut axes {
            axis.stride = size;
            size = size.checked_mul(axis.places()).filter(|size| *size <= MOST_CELLS)?;
        }
        let mut lookup = Lookup { axes, cells: vec![Cell::default(); size] };
        let axis_of = |leaf: &Leaf| places.get(leaf.column.as_str()).copied().unwrap_or(0);
        let mut steps = 0;
        for (n, program) in programs.iter().enumerate() {
            let places = lookup.support(program);
            steps += places.as_ref().map_or(size, Vec::len) * program.ops.len();
            if steps > MOST_STEPS {
                return None;
            }
            match places {
                Some(places) => lookup.sparse(n, program, &places, all),
                None => lookup.dense(n, program, &axis_of, all),
            }
        }
        Some(lookup)
    }

    /// What the rules say, cell by cell.
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// With one axis: the places outside of which a program is false. `None`: there may be no such places.
    fn support(&self, program: &Program) -> Option<Vec<usize>> {
        let [axis] = self.axes.as_slice() else { return None };
        if program.verdict(|_| FALSE) != FALSE {
            return None;
        }
        let mut places: Vec<usize> = Vec::new();
        for leaf in &program.leaves {
            places.extend(axis.support(&leaf.check)?);
        }
        places.sort_unstable();
        places.dedup();
        Some(places)
    }

    fn sparse(&mut self, rule: usize, program: &Program, places: &[usize], all: bool) {
        let Lookup { axes, cells } = self;
        for axis in axes {
            for place in places {
                let of = |n: usize| program.leaves.get(n).map_or(UNKNOWN, |leaf| axis.verdict(&leaf.check, *place));
                if let Some(cell) = cells.get_mut(*place) {
                    cell.say(rule, program.verdict(of), all);
                }
            }
        }
    }

    fn dense(&mut self, rule: usize, program: &Program, axis_of: &dyn Fn(&Leaf) -> usize, all: bool) {
        // Per leaf: its axis, and what it says in each place of it.
        let said: Vec<(&Axis, Vec<u8>)> = program
            .leaves
            .iter()
            .filter_map(|leaf| {
                let axis = self.axes.get(axis_of(leaf))?;
                Some((axis, (0..axis.places()).map(|place| axis.verdict(&leaf.check, place)).collect()))
            })
            .collect();
        for (n, cell) in self.cells.iter_mut().enumerate() {
            let of = |leaf: usize| said.get(leaf).and_then(|(axis, said)| said.get(n / axis.stride % axis.places()).copied()).unwrap_or(UNKNOWN);
            cell.say(rule, program.verdict(of), all);
        }
    }
}
