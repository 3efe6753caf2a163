//! Inputs to records: rows in canonical order, every distinct text normalized once.

use super::city::CityReader;
use super::verified::{self, BoundVerification, Cells};
use crate::model::{Component, FieldColumn, Finding, Forms, KEYLESS, Missing, Normalized, Reason, Records, Status, Values};
use crate::normalize::{Context, Normalizer};
use crate::spec::FieldSpec;
use crate::table::{Column, Inputs, Interner};
use hashbrown::HashMap;
use std::cmp::Ordering;
use std::sync::Arc;

/// A source with its columns bound to slots.
#[derive(Clone, Debug)]
pub(super) struct BoundSource {
    pub(super) name: String,
    pub(super) id: Option<String>,
    pub(super) time: Option<String>,
    pub(super) unique: bool,
    pub(super) priority: i32,
    /// The slot, and the columns that are joined into it.
    pub(super) slots: Vec<(usize, Vec<String>)>,
    pub(super) verified: Vec<BoundVerification>,
}

impl BoundSource {
    /// Whether one of its columns feeds a field.
    pub(super) fn feeds(&self, field: &BoundField) -> bool {
        self.slots.iter().any(|(slot, _)| (field.first_slot..field.first_slot + field.slots).contains(slot))
    }
}

/// A field with its normalizer and slots.
#[derive(Clone, Debug)]
pub(super) struct BoundField {
    pub(super) spec: FieldSpec,
    pub(super) normalizer: Arc<dyn Normalizer>,
    pub(super) first_slot: usize,
    pub(super) slots: usize,
}

/// Where a row stands in the inputs.
pub(super) struct Origin<'a> {
    source: u16,
    pub(super) id: Box<str>,
    row: u32,
    batch: &'a BoundBatch<'a>,
    batch_row: usize,
}

impl Origin<'_> {
    /// The index of its source.
    pub(super) fn source(&self) -> usize {
        usize::from(self.source)
    }

    /// What the row says of the verification of its values, entry by entry.
    pub(super) fn verified(&self) -> impl Iterator<Item = (&Cells<'_>, usize)> {
        self.batch.verified.iter().map(|cells| (cells, self.batch_row))
    }

    /// Appends what the columns of one of the source's bound entries say, joined by blanks.
    pub(super) fn text_into(&self, entry: usize, out: &mut String) {
        for part in self.batch.columns.get(entry).into_iter().flatten().filter_map(|c| c.and_then(|c| c.get(self.batch_row))) {
            let part = crate::text::fold::trim(part);
            if !part.is_empty() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(part);
            }
        }
    }
}

/// One batch with its columns looked up.
struct BoundBatch<'a> {
    columns: Vec<Vec<Option<Column<'a>>>>,
    time: Option<Column<'a>>,
    verified: Vec<Cells<'a>>,
    all: Vec<Column<'a>>,
}

/// Reads every source of the plan.
pub(super) fn records(sources: &[BoundSource], fields: &[BoundField], slots: usize, inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> Records {
    let batches: Vec<Vec<BoundBatch<'_>>> = sources.iter().map(|s| bind(s, inputs, findings)).collect();
    let rows = order(sources, inputs, &batches, findings);
    let mut records = Records {
        sources: sources.iter().map(|s| s.name.clone()).collect(),
        source: rows.iter().map(|r| r.source).collect(),
        row: rows.iter().map(|r| r.row).collect(),
        slots,
        times: times(&rows),
        ..Records::default()
    };
    let columns = in_parallel(fields, |field| read_field(field, fields, sources, &rows));
    records.values = vec![0; rows.len() * slots];
    records.forms = vec![0; rows.len() * slots];
    for (field, (column, forms)) in fields.iter().zip(columns) {
        for (row, of_row) in forms.chunks_exact(field.slots.max(1)).enumerate() {
            let start = row * slots + field.first_slot;
            for (slot, form) in of_row.iter().enumerate() {
                if let (Some(f), Some(v)) = (records.forms.get_mut(start + slot), records.values.get_mut(start + slot)) {
                    *f = *form;
                    *v = column.forms.value.get(*form as usize).copied().unwrap_or(0);
                }
            }
        }
        records.fields.push(column);
    }
    verified::read(sources, fields, &rows, &mut records, findings);
    records.ids = rows.into_iter().map(|r| r.id).collect();
    records
}

#[cfg(feature = "parallel")]
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(work).collect()
}

#[cfg(not(feature = "parallel"))]
fn in_parallel<T, R>(items: &[T], work: impl Fn(&T) -> R) -> Vec<R> {
    items.iter().map(work).collect()
}

fn bind<'a>(source: &BoundSource, inputs: &'a Inputs<'a>, findings: &mut Vec<Finding>) -> Vec<BoundBatch<'a>> {
    let mut missing: Vec<String> = Vec::new();
    let mut any = false;
    let batches = inputs
        .batches(&source.name)
        .map(|table| {
            any = true;
            let mut look = |name: &String| {
                let column = table.column(name);
                if column.is_none() && !missing.contains(name) {
                    missing.push(name.clone());
                }
                column
            };
            let columns = source.slots.iter().map(|(_, from)| from.iter().map(&mut look).collect()).collect();
            let time = source.time.as_ref().and_then(&mut look);
            if let Some(id) = &source.id {
                look(id);
            }
            let verified = source.verified.iter().map(|v| v.cells(&mut look)).collect();
            BoundBatch { columns, time, verified, all: table.columns().iter().map(|(_, c)| *c).collect() }
        })
        .collect();
    for name in missing {
        findings.push(Finding::new("missing_column", format!("{}.{name}", source.name), "the spec names a column that the table does not have; its values are absent"));
    }
    if !any {
        findings.push(Finding::new("missing_source", source.name.clone(), "the spec names a source that is not among the inputs"));
    }
    batches
}

/// All rows in canonical order: source, record id, content. Nothing downstream sees the input order.
fn order<'a>(sources: &[BoundSource], inputs: &Inputs<'_>, batches: &'a [Vec<BoundBatch<'a>>], findings: &mut Vec<Finding>) -> Vec<Origin<'a>> {
    let mut rows: Vec<Origin<'a>> = Vec::new();
    for ((index, source), bound) in (0u16..).zip(sources).zip(batches) {
        let mut number = 0u32;
        for (table, batch) in inputs.batches(&source.name).zip(bound) {
            let ids = source.id.as_ref().and_then(|name| table.column(name));
            for batch_row in 0..table.rows() {
                let written = ids.and_then(|c| c.get(batch_row)).map(crate::text::fold::trim).filter(|id| !id.is_empty());
                let id: Box<str> = match (written, ids.is_some()) {
                    (Some(id), _) => id.into(),
                    (None, false) => (number + 1).to_string().into(),
                    (None, true) => {
                        let id = format!("#{}", number + 1);
                        findings.push(Finding::new("row_without_id", source.name.clone(), "a row has no record id; its row number stands in").about(&id));
                        id.into()
                    }
                };
                rows.push(Origin { source: index, id, row: number, batch, batch_row });
                number = number.saturating_add(1);
            }
        }
    }
    rows.sort_by(|a, b| a.source.cmp(&b.source).then_with(|| natural(&a.id, &b.id)).then_with(|| content(a, b)));
    for pair in rows.windows(2) {
        if let [a, b] = pair
            && a.source == b.source
            && a.id == b.id
        {
            let name = sources.get(a.source as usize).map_or("", |s| &s.name);
            findings.push(Finding::new("duplicate_record_id", name, "the same record id stands on several rows; all are kept").about(&a.id));
        }
    }
    rows
}

/// Shorter ids first, then by bytes: `9` before `10`.
fn natural(a: &str, b: &str) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

fn content(a: &Origin<'_>, b: &Origin<'_>) -> Ordering {
    let left = a.batch.all.iter().map(|c| c.get(a.batch_row));
    left.cmp(b.batch.all.iter().map(|c| c.get(b.batch_row)))
}

fn times(rows: &[Origin<'_>]) -> Vec<Option<i64>> {
    let mut reader = super::time::TimeReader::default();
    rows.iter().map(|r| r.batch.time.and_then(|c| c.get(r.batch_row)).and_then(|raw| reader.seconds(raw))).collect()
}

/// One field of all rows: its distinct forms and values, and the form of every row's every slot.
fn read_field(field: &BoundField, fields: &[BoundField], sources: &[BoundSource], rows: &[Origin<'_>]) -> (FieldColumn, Vec<u32>) {
    let mut reader = FieldReader::new(field);
    let mut cities = CityReader::of(field, fields, sources);
    let width = field.slots.max(1);
    let mut ids = vec![0u32; rows.len() * width];
    // Which of a source's bound entries feed which slot of this field.
    let feeds: Vec<Vec<(usize, usize)>> = sources
        .iter()
        .map(|s| {
            let of_field = s.slots.iter().enumerate().filter(|(_, (slot, _))| (field.first_slot..field.first_slot + field.slots).contains(slot));
            of_field.map(|(entry, (slot, _))| (entry, slot - field.first_slot)).collect()
        })
        .collect();
    let mut joined = String::new();
    let mut count_row: Vec<u32> = Vec::new();
    for (row, origin) in rows.iter().enumerate() {
        let Some(entries) = feeds.get(origin.source as usize) else {
            continue;
        };
        count_row.clear();
        for &(entry, slot) in entries {
            let Some(columns) = origin.batch.columns.get(entry) else {
                continue;
            };
            let raw = match columns.as_slice() {
                [one] => one.and_then(|c| c.get(origin.batch_row)).unwrap_or(""),
                _ => {
                    joined.clear();
                    origin.text_into(entry, &mut joined);
                    &joined
                }
            };
            let mut form = reader.form(raw);
            if let Some(cities) = &mut cities
                && reader.lacks_area_code(form)
            {
                form = reader.form_in(form, raw, &cities.city(origin));
            }
            if let Some(id) = ids.get_mut(row * width + slot) {
                *id = form;
            }
            let value = reader.forms.value.get(form as usize).copied().unwrap_or(0);
            if value != 0 && !count_row.contains(&value) {
                count_row.push(value);
                if let Some(f) = reader.values.frequency.get_mut(value as usize) {
                    *f += 1;
                }
            }
        }
    }
    let column =
        FieldColumn { name: field.spec.name.clone(), kind: field.spec.kind.clone(), first_slot: field.first_slot, slots: field.slots, forms: reader.forms, values: reader.values };
    (column, ids)
}

/// Normalizes each distinct raw text of a field once.
struct FieldReader<'a> {
    normalizer: &'a dyn Normalizer,
    forms: Forms,
    values: Values,
    scratch: Normalized,
    keyless: String,
    /// Other readings of a form, in a city.
    in_city: HashMap<(u32, String), u32>,
}

impl<'a> FieldReader<'a> {
    fn new(field: &'a BoundField) -> Self {
        let components = field
            .normalizer
            .forms()
            .iter()
            .map(|name| {
                let mut texts = Interner::new();
                texts.intern("");
                Component { name, ids: vec![0], texts }
            })
            .collect();
        let mut values = Values { keys: Interner::new(), frequency: vec![0], components };
        values.keys.intern("");
        let mut reader =
            FieldReader { normalizer: &*field.normalizer, forms: Forms::default(), values, scratch: Normalized::default(), keyless: String::new(), in_city: HashMap::new() };
        reader.forms.displays.intern("");
        reader.form("");
        reader
    }

    fn form(&mut self, raw: &str) -> u32 {
        let id = self.forms.raw.intern(raw);
        if (id as usize) < self.forms.value.len() {
            return id;
        }
        let mut out = std::mem::take(&mut self.scratch);
        self.normalizer.normalize(raw, &mut out);
        self.keep(&out);
        self.scratch = out;
        id
    }

    /// Whether the form is a local number that a city could complete.
    fn lacks_area_code(&self, form: u32) -> bool {
        self.forms.reasons.get(form as usize).is_some_and(|reasons| reasons.contains(&Reason::NoAreaCode))
    }

    /// The form of a text in a city.
    fn form_in(&mut self, form: u32, raw: &str, city: &str) -> u32 {
        if city.is_empty() {
            return form;
        }
        let key = (form, city.to_owned());
        if let Some(known) = self.in_city.get(&key) {
            return *known;
        }
        let mut out = std::mem::take(&mut self.scratch);
        self.normalizer.normalize_with(raw, &Context { city }, &mut out);
        let id = self.forms.raw.add(raw);
        self.keep(&out);
        self.scratch = out;
        self.in_city.insert(key, id);
        id
    }

    /// Keeps what became of a text as the next form.
    fn keep(&mut self, out: &Normalized) {
        let value = self.value(out);
        self.forms.value.push(value);
        self.forms.display.push(self.forms.displays.intern(&out.display));
        self.forms.status.push(out.status);
        self.forms.missing.push(out.missing.filter(|m| *m != Missing::Absent || out.status == Status::Missing));
        self.forms.reasons.push(out.reasons.as_slice().into());
        self.forms.candidates.push(out.candidates.as_slice().into());
        self.forms.confidence.push(out.confidence);
    }

    /// The value of a result: by its key, or for values that are nobody's own or masked by its match forms.
    fn value(&mut self, out: &Normalized) -> u32 {
        let known = self.values.keys.len();
        let forms = out.components.get(..self.values.components.len()).unwrap_or_default();
        let own = !out.key.is_empty() && !out.reasons.iter().any(|r| r.is_impersonal());
        let id = if own {
            self.values.keys.intern(&out.key)
        } else if forms.iter().any(|c| !c.is_empty()) {
            self.keyless.clear();
            for component in forms {
                self.keyless.push(KEYLESS);
                self.keyless.push_str(component);
            }
            self.values.keys.intern(&self.keyless)
        } else {
            return 0;
        };
        if id as usize == known {
            self.values.frequency.push(0);
            for (component, text) in self.values.components.iter_mut().zip(forms) {
                let text = component.texts.intern(text);
                component.ids.push(text);
            }
        }
        id
    }
}
