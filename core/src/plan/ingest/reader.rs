//! One field of all rows: its distinct raw texts, each normalized once.

use super::super::stand_in;
use super::batch::Batch;
use super::{BoundField, BoundSource, Rows};
use crate::data::ReferenceTables;
use crate::model::{Adcode, Component, FieldColumn, Forms, KEYLESS, Status, Values};
use crate::normalize::Context;
use crate::normalize::record::{self, Said, Witness};
use crate::schema::FieldKind;
use crate::table::Interner;
use crate::threads;
use hashbrown::HashMap;

/// Texts that one thread reads at a time.
const PIECE: usize = 1024;
/// Pieces that are read before their results are put together.
const WAVE: usize = 32;
/// Cells whose texts are looked up together.
const BLOCK: usize = 32;

/// A field on its way from raw texts to values.
pub(in crate::plan) struct FieldReader<'a> {
    pub(in crate::plan) field: &'a BoundField,
    forms: Forms,
    values: Values,
    /// Per form, where it says its customer is; empty for kinds that say nothing of it.
    places: Vec<Adcode>,
    witness: Option<Witness>,
    /// Per match form, whether anything reads it; the others stay empty.
    kept: Vec<bool>,
    /// The form of every row's every slot.
    ids: Vec<u32>,
    /// Forms that are read as another text than the one written, in order.
    read_as: Vec<(u32, String)>,
}

impl<'a> FieldReader<'a> {
    /// The distinct texts of all rows; nothing is read yet.
    pub(super) fn new(field: &'a BoundField, tables: &ReferenceTables, is_read: impl Fn(usize) -> bool, sources: &[BoundSource], rows: &Rows<'_>) -> Self {
        let first = || {
            let mut texts = Interner::new();
            texts.intern("");
            texts
        };
        let components = field.normalizer.forms().iter().map(|name| Component { name, ids: vec![0], texts: first() }).collect();
        let mut reader = FieldReader {
            field,
            forms: Forms::default(),
            values: Values { keys: first(), keyless: Vec::new(), frequency: vec![0], components },
            places: Vec::new(),
            witness: record::speaks_of_place(&field.spec.kind).then(|| Witness::new(tables)),
            kept: (0..field.normalizer.forms().len()).map(is_read).collect(),
            ids: vec![0; rows.len() * field.slots.max(1)],
            read_as: Vec::new(),
        };
        reader.forms.raw = first();
        reader.distinct(sources, rows);
        reader
    }

    fn distinct(&mut self, sources: &[BoundSource], rows: &Rows<'_>) {
        let width = self.width();
        let feeds: Vec<Vec<(usize, usize)>> = sources.iter().map(|s| s.entries(self.field).collect()).collect();
        let takes_unit = stand_in::takes_unit(&self.field.spec.kind);
        let mut with_unit: HashMap<String, u32> = HashMap::new();
        let mut joined = String::new();
        let mut plain: Vec<(usize, &str)> = Vec::with_capacity(BLOCK);
        for (row, origin) in rows.iter().enumerate() {
            for &(entry, slot) in feeds.get(origin.source()).into_iter().flatten() {
                let cell = row * width + slot;
                let header = origin.batch.headers.get(entry).and_then(Option::as_ref).filter(|_| takes_unit);
                let one = match origin.batch.columns.get(entry).map_or(&[][..], Vec::as_slice) {
                    [one] => Some(one.and_then(|c| c.get(origin.batch_row)).unwrap_or("")),
                    _ => None,
                };
                match one {
                    Some("") => continue,
                    Some(raw) if header.is_none() => {
                        plain.push((cell, raw));
                        if plain.len() < BLOCK {
                            continue;
                        }
                    }
                    _ => {}
                }
                self.intern(&mut plain);
                if one.is_some() && header.is_none() {
                    continue;
                }
                joined.clear();
                origin.text_into(entry, &mut joined);
                let raw = one.unwrap_or(&joined);
                let form = match header.and_then(|header| header.with_unit(raw)) {
                    // Plain numbers with the unit of their header.
                    Some(text) => *with_unit.entry(text).or_insert_with_key(|text| {
                        let form = self.forms.raw.add(raw);
                        self.read_as.push((form, text.clone()));
                        form
                    }),
                    None => self.forms.raw.intern(raw),
                };
                if let Some(id) = self.ids.get_mut(cell) {
                    *id = form;
                }
            }
        }
        self.intern(&mut plain);
        // What is read again later has an id of its own.
        self.forms.raw.seal();
    }

    /// Gives cells the forms of their texts.
    fn intern(&mut self, plain: &mut Vec<(usize, &str)>) {
        let mut cells = plain.iter().map(|(cell, _)| *cell);
        let ids = &mut self.ids;
        self.forms.raw.intern_each(plain.iter().map(|(_, raw)| *raw), |form| {
            if let Some(id) = cells.next().and_then(|cell| ids.get_mut(cell)) {
                *id = form;
            }
        });
        plain.clear();
    }

    /// How much there is to read.
    pub(super) fn work(&self) -> usize {
        self.forms.raw.bytes()
    }

    /// Reads every distinct text.
    pub(super) fn read(&mut self) {
        let all = u32::try_from(self.forms.raw.len()).unwrap_or(u32::MAX);
        let forms: Vec<(u32, Context)> = (0..all).map(|form| (form, Context::default())).collect();
        self.read_forms(&forms);
        if !self.has_open() && record::home(self.kind()).is_none() {
            self.seal();
        }
    }

    /// Reads texts, and keeps what became of them as the next forms.
    fn read_forms(&mut self, forms: &[(u32, Context)]) {
        let pieces = forms.len().div_ceil(PIECE).min(WAVE);
        let mut batches: Vec<Batch> = (0..pieces).map(|_| Batch::new(self.witness.clone())).collect();
        for wave in forms.chunks(PIECE * WAVE) {
            let mut pieces: Vec<(&[(u32, Context)], &mut Batch)> = wave.chunks(PIECE).zip(&mut batches).collect();
            threads::each(&mut pieces, |_, (forms, batch)| self.read_piece(forms, batch));
            for (_, batch) in pieces {
                self.keep(batch);
            }
        }
    }

    fn read_piece(&self, forms: &[(u32, Context)], batch: &mut Batch) {
        batch.clear();
        for (form, context) in forms {
            let raw = self.forms.raw.get(*form);
            let read_as = self.read_as.binary_search_by_key(form, |(of, _)| *of).ok().and_then(|at| self.read_as.get(at));
            let text = read_as.map_or(raw, |(_, text)| text);
            batch.read((self.kind(), &*self.field.normalizer), raw, text, context, &self.kept);
        }
    }

    /// Keeps what became of the next texts, in their order.
    fn keep(&mut self, batch: &mut Batch) {
        let filled: Vec<usize> = (0..batch.keys.len()).filter(|at| !batch.keys.get(*at).is_empty()).collect();
        let mut values = vec![0; batch.keys.len()];
        let mut new: Vec<usize> = Vec::new();
        let mut known = self.values.keys.len();
        let mut at = filled.iter().copied();
        self.values.keys.intern_each(filled.iter().map(|at| batch.keys.get(*at)), |value| {
            let at = at.next().unwrap_or(usize::MAX);
            if value as usize == known {
                new.push(at);
                known += 1;
            }
            if let Some(of_form) = values.get_mut(at) {
                *of_form = value;
            }
        });
        self.forms.value.extend(values);
        self.values.frequency.resize(known, 0);
        let (kept, width) = (&self.kept, self.kept.len());
        threads::each(&mut self.values.components, |c, component| {
            if kept.get(c) == Some(&true) {
                let Component { ids, texts, .. } = component;
                texts.intern_each(new.iter().map(|at| batch.components.get(at * width + c)), |text| ids.push(text));
            }
        });
        self.forms.append(&mut batch.forms);
        self.places.extend_from_slice(&batch.places);
    }

    /// Slots per row.
    pub(in crate::plan) fn width(&self) -> usize {
        self.field.slots.max(1)
    }

    /// The forms of a row.
    pub(in crate::plan) fn of_row(&self, row: usize) -> &[u32] {
        self.ids.get(row * self.width()..(row + 1) * self.width()).unwrap_or_default()
    }

    /// The forms of all rows from one on, row by row.
    pub(super) fn rows_from(&self, row: usize) -> &[u32] {
        self.ids.get(row * self.width()..).unwrap_or_default()
    }

    /// What the field's values mean.
    pub(in crate::plan) fn kind(&self) -> &'a FieldKind {
        &self.field.spec.kind
    }

    /// Where a form says its customer is.
    pub(in crate::plan) fn place(&self, form: u32) -> Adcode {
        self.places.get(form as usize).copied().unwrap_or_default()
    }

    /// The cells that another field could settle: their places in [`FieldReader::settle`], their rows and forms.
    pub(in crate::plan) fn open(&self) -> Vec<(usize, usize, u32)> {
        let (open, sets) = self.forms.ask_reasons(|reasons| record::is_open(self.kind(), reasons));
        if !open.contains(&true) {
            return Vec::new();
        }
        let is_open = |form: u32| sets.get(form as usize).and_then(|set| open.get(*set as usize)).copied().unwrap_or(false);
        self.ids.iter().enumerate().filter(|(_, form)| is_open(**form)).map(|(cell, form)| (cell, cell / self.width(), *form)).collect()
    }

    fn has_open(&self) -> bool {
        self.forms.ask_reasons(|reasons| record::is_open(self.kind(), reasons)).0.contains(&true)
    }

    /// Per form, what country it says its customer is in.
    pub(in crate::plan) fn countries(&self) -> Vec<Said> {
        let all = u32::try_from(self.forms.raw.len()).unwrap_or(u32::MAX);
        let mut said: Vec<Said> = (0..all).map(|form| record::country_said(self.kind(), self.place(form), self.forms.raw.get(form))).collect();
        record::weigh_codes(&mut said, |form| self.forms.status.get(form).is_some_and(|status| *status != Status::Missing));
        said
    }

    /// The cells with something written, with their rows.
    pub(in crate::plan) fn written(&self) -> impl Iterator<Item = (usize, usize)> {
        self.ids.iter().enumerate().filter(|(_, form)| **form != 0).map(|(cell, _)| (cell, cell / self.width()))
    }

    /// How many rows there are.
    pub(in crate::plan) fn rows(&self) -> usize {
        self.ids.len() / self.width()
    }

    /// Reads the texts of cells again, each in what its record says.
    pub(in crate::plan) fn settle(&mut self, cells: &[(usize, Context)]) {
        let mut known: HashMap<(u32, Context), u32> = HashMap::new();
        let mut forms: Vec<(u32, Context)> = Vec::new();
        for (cell, context) in cells {
            let Some(id) = self.ids.get_mut(*cell) else { continue };
            let form = *id;
            *id = *known.entry((form, *context)).or_insert_with(|| {
                forms.push((form, *context));
                let raw = self.forms.raw.get(form).to_owned();
                self.forms.raw.add(&raw)
            });
        }
        if !forms.is_empty() {
            self.read_forms(&forms);
        }
    }

    /// The value of a form.
    #[inline]
    pub(super) fn value(&self, form: u32) -> u32 {
        self.forms.value.get(form as usize).copied().unwrap_or(0)
    }

    /// Counts how many rows carry each value.
    pub(super) fn count(&mut self) {
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

    /// Gives up what only further texts need.
    fn seal(&mut self) {
        self.forms.seal();
        self.values.keys.seal();
        self.values.components.iter_mut().for_each(|c| c.texts.seal());
    }

    /// The field as records have it.
    pub(super) fn finish(mut self) -> FieldColumn {
        self.seal();
        let keys = &self.values.keys;
        self.values.keyless = (0u32..).take(keys.len()).filter(|value| keys.get(*value).starts_with(KEYLESS)).collect();
        FieldColumn {
            name: self.field.spec.name.clone(),
            kind: self.field.spec.kind.clone(),
            first_slot: self.field.first_slot,
            slots: self.field.slots,
            forms: self.forms,
            values: self.values,
        }
    }
}
