//! Verifications: what rows say about the confirmation of their values (R27).

use super::compile::Compiled;
use super::ingest::Rows;
use super::presence::{Gap, percent};
use super::time::TimeReader;
use crate::model::{Finding, Records, Status, Verification};
use crate::normalize::missing_state;
use crate::spec::{FeedValue, UtcOffset, VerifiedSpec};
use crate::table::Column;
use crate::text::fold;
use hashbrown::HashMap;

/// Where a source says that the values of a slot were confirmed.
#[derive(Clone, Debug)]
pub(super) struct BoundVerification {
    pub(super) slot: usize,
    pub(super) spec: VerifiedSpec,
}

/// Method, date and operator of one batch.
pub(super) struct Cells<'a>([Cell<'a>; 3]);

enum Cell<'a> {
    None,
    Column(Column<'a>),
    Constant(String),
}

impl BoundVerification {
    /// Looks the columns up in a batch.
    pub(super) fn cells<'a>(&self, look: &mut impl FnMut(&String) -> Option<Column<'a>>) -> Cells<'a> {
        Cells(self.spec.parts().map(|part| match part {
            Some(FeedValue::Column(name)) => look(name).map_or(Cell::None, Cell::Column),
            Some(FeedValue::Constant(text)) => Cell::Constant(text.clone()),
            None => Cell::None,
        }))
    }

    /// Whether nothing but constants speak: then every value is verified.
    fn is_constant(&self) -> bool {
        !self.spec.parts().into_iter().flatten().any(|part| matches!(part, FeedValue::Column(_)))
    }
}

impl Cells<'_> {
    /// The text of a row's date.
    fn date(&self, row: usize) -> Option<&str> {
        match &self.0 {
            [_, Cell::Column(dates), _] => dates.get(row),
            _ => None,
        }
    }

    /// What a row says; `None` where it says nothing, or that the value was not confirmed.
    fn read(&self, row: usize, constant: bool, times: &mut TimeReader) -> Option<Verification> {
        let mut said = constant;
        let [method, date, operator] = self.0.each_ref().map(|cell| {
            let (text, own) = match cell {
                Cell::None => (None, false),
                Cell::Column(column) => (column.get(row), true),
                Cell::Constant(text) => (Some(text.as_str()), false),
            };
            let text = text.map(fold::trim).filter(|text| missing_state(text).is_none());
            said |= own && text.is_some();
            text
        });
        if !said || method.is_some_and(is_denial) {
            return None;
        }
        Some(Verification { method: method.map(Into::into), date: date.and_then(|text| times.seconds(text)), operator: operator.map(Into::into) })
    }
}

/// What people write in a column of methods when nobody has confirmed anything.
fn is_denial(text: &str) -> bool {
    matches!(text, "否" | "未核实" | "未核验" | "未验证" | "待核实" | "待核验" | "需核实" | "no" | "No" | "NO" | "n" | "N" | "false" | "False" | "FALSE" | "0")
}

/// Reads the verifications of all rows whose values are there.
pub(super) fn read(plan: &Compiled, rows: &Rows<'_>, records: &mut Records, findings: &mut Vec<Finding>) {
    let Compiled { sources, fields, spec, .. } = plan;
    if sources.iter().all(|s| s.verified.is_empty()) {
        return;
    }
    records.verified = vec![0; rows.len() * records.slots];
    let mut known: HashMap<Verification, u32> = HashMap::new();
    let mut times: Vec<Vec<TimeReader>> =
        sources.iter().enumerate().map(|(at, s)| (0..s.verified.len()).map(|entry| times(rows, (at, entry), spec.utc_offset)).collect()).collect();
    let mut gaps: Vec<Vec<Incomplete>> = sources.iter().map(|s| s.verified.iter().map(|_| Incomplete::default()).collect()).collect();
    for (at, row) in rows.iter().enumerate() {
        let (Some(source), Some(gaps), Some(times)) = (sources.get(row.source()), gaps.get_mut(row.source()), times.get_mut(row.source())) else {
            continue;
        };
        for (((bound, (cells, batch_row)), gap), times) in source.verified.iter().zip(row.verified()).zip(gaps).zip(times) {
            if !holds(records, at, bound.slot) {
                continue;
            }
            let Some(found) = cells.read(batch_row, bound.is_constant(), times) else {
                continue;
            };
            gap.count(&found, row.id());
            let id = *known.entry(found).or_insert_with_key(|new| {
                records.verifications.push(new.clone());
                u32::try_from(records.verifications.len()).unwrap_or(u32::MAX)
            });
            if let Some(slot) = records.verified.get_mut(at * records.slots + bound.slot) {
                *slot = id;
            }
        }
    }
    for (source, gaps) in sources.iter().zip(gaps) {
        for (bound, gap) in source.verified.iter().zip(gaps) {
            let field = fields.iter().find(|f| (f.first_slot..f.first_slot + f.slots).contains(&bound.slot));
            findings.extend(gap.finding(&format!("{}.{}", source.name, field.map_or("", |f| &f.spec.name))));
        }
    }
}

/// A reader of the dates of one entry of a source.
fn times(rows: &Rows<'_>, (source, entry): (usize, usize), clock: UtcOffset) -> TimeReader {
    let of_source = rows.iter().filter(|row| row.source() == source);
    TimeReader::of(of_source.filter_map(|row| row.verified().nth(entry).and_then(|(cells, row)| cells.date(row))), clock)
}

/// Whether a value stands in a slot that could be read.
fn holds(records: &Records, row: usize, slot: usize) -> bool {
    let field = records.fields.iter().find(|f| (f.first_slot..f.first_slot + f.slots).contains(&slot));
    let form = records.row_forms(row).get(slot).copied().unwrap_or(0);
    field.and_then(|f| f.forms.status.get(form as usize)).is_some_and(|s| !matches!(s, Status::Missing | Status::Invalid))
}

/// The verifications of a column that say too little.
#[derive(Default)]
struct Incomplete {
    all: u64,
    /// Without method, date, operator.
    without: [u64; 3],
    gap: Gap,
}

impl Incomplete {
    fn count(&mut self, found: &Verification, id: &str) {
        self.all += 1;
        for (without, lacks) in self.without.iter_mut().zip([found.method.is_none(), found.date.is_none(), found.operator.is_none()]) {
            *without += u64::from(lacks);
        }
        if !found.is_complete() {
            self.gap.add(id);
        }
    }

    fn finding(&self, path: &str) -> Option<Finding> {
        let [method, date, operator] = self.without;
        let text = format!(
            "{} of {} verifications ({}) say too little and do not count: {method} without a method, {date} without a date that can be read, {operator} without an operator (R27); {}",
            self.gap.count,
            self.all,
            percent(self.gap.count, self.all),
            self.gap.examples()
        );
        (self.gap.count > 0).then(|| Finding::new("incomplete_verification", path, text))
    }
}
