//! Inputs to records: rows in canonical order, every distinct text normalized once.

use super::compile::Compiled;
use super::context;
use super::stand_in;
use super::time::TimeReader;
use super::verified::{self, BoundVerification, Cells};
use crate::data::ReferenceTables;
use crate::model::{Adcode, Component, FieldColumn, Finding, Forms, KEYLESS, Missing, Normalized, Records, Status, Values};
use crate::normalize::record::{self, Witness};
use crate::normalize::{Context, Normalizer};
use crate::schema::FieldKind;
use crate::spec::{FieldSpec, SourceSpec};
use crate::table::header::Header;
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
    /// Its record id.
    pub(super) fn id(&self) -> &str {
        &self.id
    }

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
    /// By the source's bound entries.
    columns: Vec<Vec<Option<Column<'a>>>>,
    /// The headers of single columns, by the same entries, for the units that they name.
    headers: Vec<Option<Header>>,
    time: Option<Column<'a>>,
    verified: Vec<Cells<'a>>,
    all: Vec<Column<'a>>,
}

/// Rows that were read, for a run on the same inputs.
#[derive(Debug)]
pub struct Read {
    sources: Vec<SourceSpec>,
    fields: Vec<FieldSpec>,
    records: Records,
    findings: Vec<Finding>,
}

impl Read {
    /// The records.
    pub(super) fn records(&self) -> &Records {
        &self.records
    }

    /// The records and what was noticed, if a plan reads the same columns into the same fields.
    pub(super) fn for_plan(self, plan: &Compiled) -> Option<(Records, Vec<Finding>)> {
        (self.sources == plan.spec.sources && self.fields == plan.spec.fields).then_some((self.records, self.findings))
    }
}

/// Reads every source of the plan, to be handed to a run.
pub(super) fn read(plan: &Compiled, inputs: &Inputs<'_>) -> Read {
    let mut findings = Vec::new();
    let records = records(plan, inputs, &mut findings);
    Read { sources: plan.spec.sources.clone(), fields: plan.spec.fields.clone(), records, findings }
}

/// Reads every source of the plan.
pub(super) fn records(plan: &Compiled, inputs: &Inputs<'_>, findings: &mut Vec<Finding>) -> Records {
    let Compiled { sources, fields, slots, tables, .. } = plan;
    let slots = *slots;
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
    let mut columns = in_parallel(fields, |field| read_field(field, sources, tables, &rows));
    context::settle(&records, &mut columns);
    context::contradictions(&records, &columns, &rows, tables, findings);
    records.values = vec![0; rows.len() * slots];
    records.forms = vec![0; rows.len() * slots];
    for mut column in columns {
        column.count();
        for (row, of_row) in column.ids.chunks_exact(column.width()).enumerate() {
            let start = row * slots + column.field.first_slot;
            for (slot, form) in of_row.iter().enumerate() {
                if let (Some(f), Some(v)) = (records.forms.get_mut(start + slot), records.values.get_mut(start + slot)) {
                    *f = *form;
                    *v = column.value(*form);
                }
            }
        }
        records.fields.push(column.finish());
    }
    verified::read(sources, fields, &rows, &mut records, findings);
    records.ids = rows.into_iter().map(|r| r.id).collect();
    records
}

#[cfg(feature = "parallel")]
fn in_parallel<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(&'a T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(work).collect()
}

#[cfg(not(feature = "parallel"))]
fn in_parallel<'a, T, R>(items: &'a [T], work: impl Fn(&'a T) -> R) -> Vec<R> {
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
            let headers = source.slots.iter().map(|(_, from)| Some(table.header(from.first().filter(|_| from.len() == 1)?))).collect();
            let time = source.time.as_ref().and_then(&mut look);
            if let Some(id) = &source.id {
                look(id);
            }
            let verified = source.verified.iter().map(|v| v.cells(&mut look)).collect();
            BoundBatch { columns, headers, time, verified, all: table.columns().iter().map(|(_, c)| *c).collect() }
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
    let mut times = Vec::with_capacity(rows.len());
    for of_source in rows.chunk_by(|a, b| a.source == b.source) {
        let texts = || of_source.iter().map(|r| r.batch.time?.get(r.batch_row));
        let mut reader = TimeReader::of(texts().flatten());
        times.extend(texts().map(|text| reader.seconds(text?)));
    }
    times
}

/// One field of all rows, each value read alone.
fn read_field<'a>(field: &'a BoundField, sources: &[BoundSource], tables: &ReferenceTables, rows: &[Origin<'_>]) -> FieldReader<'a> {
    let mut reader = FieldReader::new(field, tables, rows.len());
    let width = reader.width();
    // Which of a source's bound entries feed which slot of this field.
    let feeds: Vec<Vec<(usize, usize)>> = sources
        .iter()
        .map(|s| {
            let of_field = s.slots.iter().enumerate().filter(|(_, (slot, _))| (field.first_slot..field.first_slot + field.slots).contains(slot));
            of_field.map(|(entry, (slot, _))| (entry, slot - field.first_slot)).collect()
        })
        .collect();
    let takes_unit = stand_in::takes_unit(&field.spec.kind);
    let mut joined = String::new();
    for (row, origin) in rows.iter().enumerate() {
        let Some(entries) = feeds.get(origin.source as usize) else {
            continue;
        };
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
            let header = origin.batch.headers.get(entry).and_then(Option::as_ref).filter(|_| takes_unit);
            let form = match header.and_then(|header| header.with_unit(raw)) {
                Some(with_unit) => reader.form_as(raw, with_unit),
                None => reader.form(raw),
            };
            if let Some(id) = reader.ids.get_mut(row * width + slot) {
                *id = form;
            }
        }
    }
    reader
}

/// Normalizes each distinct raw text of a field once.
pub(super) struct FieldReader<'a> {
    pub(super) field: &'a BoundField,
    forms: Forms,
    values: Values,
    /// Per form, where it says its customer is; empty for kinds that say nothing of it.
    places: Vec<Adcode>,
    witness: Option<Witness>,
    /// The form of every row's every slot.
    ids: Vec<u32>,
    scratch: Normalized,
    keyless: String,
    /// Other readings of a form, by place.
    settled: HashMap<(u32, Adcode), u32>,
    /// Plain numbers with the unit of their header.
    with_unit: HashMap<String, u32>,
}

impl<'a> FieldReader<'a> {
    fn new(field: &'a BoundField, tables: &ReferenceTables, rows: usize) -> Self {
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
        let mut reader = FieldReader {
            field,
            forms: Forms::default(),
            values,
            places: Vec::new(),
            witness: record::speaks_of_place(&field.spec.kind).then(|| Witness::new(tables)),
            ids: vec![0; rows * field.slots.max(1)],
            scratch: Normalized::default(),
            keyless: String::new(),
            settled: HashMap::new(),
            with_unit: HashMap::new(),
        };
        reader.forms.displays.intern("");
        reader.form("");
        reader
    }

    /// Slots per row.
    pub(super) fn width(&self) -> usize {
        self.field.slots.max(1)
    }

    /// The forms of a row.
    pub(super) fn of_row(&self, row: usize) -> &[u32] {
        self.ids.get(row * self.width()..(row + 1) * self.width()).unwrap_or_default()
    }

    /// What the field's values mean.
    pub(super) fn kind(&self) -> &'a FieldKind {
        &self.field.spec.kind
    }

    /// Where a form says its customer is.
    pub(super) fn place(&self, form: u32) -> Adcode {
        self.places.get(form as usize).copied().unwrap_or_default()
    }

    /// The forms that another field could settle, by form.
    pub(super) fn open(&self) -> Vec<bool> {
        self.forms.reasons.iter().map(|reasons| record::is_open(self.kind(), reasons)).collect()
    }

    /// Reads the text of a row's slot again, in a place.
    pub(super) fn settle(&mut self, row: usize, slot: usize, place: Adcode) {
        let width = self.width();
        let Some(form) = self.ids.get(row * width + slot).copied() else { return };
        let settled = match self.settled.get(&(form, place)) {
            Some(known) => *known,
            None => {
                let raw = self.forms.raw.get(form).to_owned();
                let mut out = std::mem::take(&mut self.scratch);
                self.field.normalizer.normalize_with(&raw, &Context { region: place }, &mut out);
                let id = self.forms.raw.add(&raw);
                self.keep(&out);
                self.scratch = out;
                self.settled.insert((form, place), id);
                id
            }
        };
        if let Some(id) = self.ids.get_mut(row * width + slot) {
            *id = settled;
        }
    }

    /// The value of a form.
    fn value(&self, form: u32) -> u32 {
        self.forms.value.get(form as usize).copied().unwrap_or(0)
    }

    /// Counts how many rows carry each value.
    fn count(&mut self) {
        let mut of_row: Vec<u32> = Vec::new();
        for forms in self.ids.chunks_exact(self.field.slots.max(1)) {
            of_row.clear();
            for form in forms {
                let value = self.forms.value.get(*form as usize).copied().unwrap_or(0);
                if value != 0 && !of_row.contains(&value) {
                    of_row.push(value);
                    if let Some(f) = self.values.frequency.get_mut(value as usize) {
                        *f += 1;
                    }
                }
            }
        }
    }

    fn finish(self) -> FieldColumn {
        FieldColumn {
            name: self.field.spec.name.clone(),
            kind: self.field.spec.kind.clone(),
            first_slot: self.field.first_slot,
            slots: self.field.slots,
            forms: self.forms,
            values: self.values,
        }
    }

    fn form(&mut self, raw: &str) -> u32 {
        let id = self.forms.raw.intern(raw);
        if (id as usize) < self.forms.value.len() {
            return id;
        }
        let mut out = std::mem::take(&mut self.scratch);
        self.field.normalizer.normalize(raw, &mut out);
        self.keep(&out);
        self.scratch = out;
        id
    }

    /// The form of a text that is read as another one.
    fn form_as(&mut self, raw: &str, text: String) -> u32 {
        if let Some(known) = self.with_unit.get(&text) {
            return *known;
        }
        let mut out = std::mem::take(&mut self.scratch);
        self.field.normalizer.normalize(&text, &mut out);
        let id = self.forms.raw.add(raw);
        self.keep(&out);
        self.scratch = out;
        self.with_unit.insert(text, id);
        id
    }

    /// Keeps what became of a text as the next form.
    fn keep(&mut self, out: &Normalized) {
        if let Some(witness) = &mut self.witness {
            self.places.push(witness.place(&self.field.spec.kind, &*self.field.normalizer, out));
        }
        let value = self.value_of(out);
        self.forms.value.push(value);
        self.forms.display.push(self.forms.displays.intern(&out.display));
        self.forms.status.push(out.status);
        self.forms.missing.push(out.missing.filter(|m| *m != Missing::Absent || out.status == Status::Missing));
        self.forms.reasons.push(out.reasons.as_slice().into());
        self.forms.candidates.push(out.candidates.as_slice().into());
        self.forms.confidence.push(out.confidence);
    }

    /// The value of a result: by its key, or for values that are nobody's own or masked by its match forms.
    fn value_of(&mut self, out: &Normalized) -> u32 {
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
