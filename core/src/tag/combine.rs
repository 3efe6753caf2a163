//! A dimension that joins the values of others: `高价值+活跃+线上渠道+需求-新品优先`.

use super::single::Way;
use super::{Step, Tagged, Tagger};
use crate::model::{Codes, Decided, Explanation, FactTable, NO_BYTE, NO_TAG, Spare, Statement, TagCodes, TagDomain, TagTable};
use crate::rule::BLOCK;
use hashbrown::HashMap;
use std::sync::Arc;

/// Joins the values of other dimensions with `+`.
///
/// Every combination has its code from the start (mixed radix over the parts' values), so one customer
/// alone gets the same code as in a batch.
#[derive(Clone, Debug)]
pub(super) struct CombineTagger {
    domain: Arc<TagDomain>,
    needs: Vec<String>,
    /// The number of places of each part: its values, and one for «none».
    places: Vec<usize>,
    /// The code of each combination of places.
    codes: Vec<u16>,
}

/// A part of a combination: its dimension, and how its values are written.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) domain: Arc<TagDomain>,
    pub(super) label: Option<String>,
    /// What stands for no value.
    pub(super) none: String,
}

impl CombineTagger {
    /// `None` when there are more combinations than codes.
    pub(super) fn new(name: &str, parent: Option<String>, parts: &[Part]) -> Option<Self> {
        let places: Vec<usize> = parts.iter().map(|part| part.domain.values.len() + 1).collect();
        let size = places.iter().try_fold(1_usize, |size, places| size.checked_mul(*places))?;
        if size >= usize::from(NO_TAG) {
            return None;
        }
        let written: Vec<Vec<String>> = parts.iter().map(Part::written).collect();
        // Of each value the first place of its part where it is written so.
        let first: Vec<Vec<usize>> = written.iter().map(|values| values.iter().map(|value| values.iter().position(|other| other == value).unwrap_or(0)).collect()).collect();
        // Without a `+` inside, combinations are written alike where their parts are.
        let plain = !written.iter().flatten().any(|value| value.contains('+'));
        let mut domain = TagDomain { parent, values: Vec::with_capacity(size), ..TagDomain::empty(name) };
        let mut seen: HashMap<String, u16> = HashMap::new();
        let mut codes: Vec<u16> = Vec::with_capacity(size);
        let mut joined = Joined::new(&written, &first);
        for _ in 0..size {
            let (joined, alike) = joined.next();
            let known = if plain { codes.get(alike) } else { seen.get(joined) };
            let code = known.copied().unwrap_or_else(|| {
                let next = u16::try_from(domain.values.len()).unwrap_or(NO_TAG);
                domain.values.push(joined.to_owned());
                if !plain {
                    seen.insert(joined.to_owned(), next);
                }
                next
            });
            codes.push(code);
        }
        let needs = parts.iter().map(|part| part.domain.name.clone()).collect();
        Some(CombineTagger { domain: Arc::new(domain), needs, places, codes })
    }
}

/// Combinations one after the other, the last part changing first; each is written from the first part on that changed.
struct Joined<'p> {
    parts: Vec<Place<'p>>,
    text: String,
    changed: usize,
}

/// Where one part of a combination is.
struct Place<'p> {
    /// Its values as they are written, and of each the first place where it is written so.
    written: &'p [String],
    first: &'p [usize],
    at: usize,
    /// How long the text before it is, and the cell that the parts before it come to if each is at its first place.
    start: usize,
    alike: usize,
}

impl<'p> Joined<'p> {
    fn new(written: &'p [Vec<String>], first: &'p [Vec<usize>]) -> Self {
        let parts = written.iter().zip(first).map(|(written, first)| Place { written, first, at: 0, start: 0, alike: 0 });
        Joined { parts: parts.collect(), text: String::new(), changed: 0 }
    }

    /// The next combination, and the first cell that is written alike if no value holds a `+`.
    fn next(&mut self) -> (&str, usize) {
        let (start, mut alike) = self.parts.get(self.changed).map_or((0, 0), |part| (part.start, part.alike));
        self.text.truncate(start);
        for (n, part) in self.parts.iter_mut().enumerate().skip(self.changed) {
            (part.start, part.alike) = (self.text.len(), alike);
            self.text.push_str(if n == 0 { "" } else { "+" });
            self.text.push_str(part.written.get(part.at).map_or("", String::as_str));
            alike = alike * part.written.len() + part.first.get(part.at).copied().unwrap_or(part.at);
        }
        self.changed = self.parts.iter().rposition(|part| part.at + 1 < part.written.len()).unwrap_or(0);
        for (n, part) in self.parts.iter_mut().enumerate().skip(self.changed) {
            part.at = if n == self.changed { part.at + 1 } else { 0 };
        }
        (&self.text, alike)
    }
}

impl Part {
    /// The part's values as they are written, and what stands for none. What is not known has no label.
    fn written(&self) -> Vec<String> {
        let written = (0u16..).zip(&self.domain.values).map(|(code, value)| match &self.label {
            Some(label) if self.domain.unknown != Some(code) => label.replacen("{}", value, 1),
            _ => value.clone(),
        });
        written.chain([self.none.clone()]).collect()
    }
}

impl Tagger for CombineTagger {
    fn domain(&self) -> &Arc<TagDomain> {
        &self.domain
    }

    fn needs(&self) -> &[String] {
        &self.needs
    }

    fn tag(&self, facts: &FactTable, tags: &TagTable, spare: &mut Spare) -> Tagged {
        let bytes = Codes::fit_bytes(self.domain.values.len());
        let (mut narrow, mut wide): (Vec<u8>, Vec<u16>) = (if bytes { spare.take(facts.rows) } else { Vec::new() }, Vec::new());
        let mut cells: Vec<u32> = vec![0; BLOCK.min(facts.rows)];
        // The value of each code as its share of a cell.
        let parts: Vec<(&Codes, Vec<u32>, u32)> = self
            .needs
            .iter()
            .zip(&self.places)
            .zip(self.strides())
            .filter_map(|((name, places), stride)| {
                let none = u32::try_from(places - 1).unwrap_or(0);
                match tags.dimension(name).map(|d| &d.codes) {
                    Some(TagCodes::One(codes)) => Some((codes, (0..none).map(|place| place * stride).collect(), none * stride)),
                    _ => None,
                }
            })
            .collect();
        for start in (0..facts.rows).step_by(BLOCK) {
            let Some(cells) = cells.get_mut(..BLOCK.min(facts.rows - start)) else { continue };
            cells.fill(0);
            for (codes, shares, none) in &parts {
                codes.read(start, cells, shares, *none, |cell, share| *cell += share);
            }
            if bytes {
                narrow.extend(cells.iter().map(|cell| u8::try_from(self.code(*cell as usize)).unwrap_or(NO_BYTE)));
            } else {
                wide.extend(cells.iter().map(|cell| self.code(*cell as usize)));
            }
        }
        Tagged::one(if bytes { Codes::of_bytes(narrow) } else { Codes::from(wide) })
    }

    fn explain(&self, _: &FactTable, tags: &TagTable, row: usize) -> Explanation {
        let tag = |name: &str, decided: Option<Decided>| {
            let values = tags.value(name, row).map(str::to_owned).into_iter().collect();
            Explanation::new(Statement::Tag { dimension: name.to_owned(), values, decided })
        };
        self.needs.iter().fold(tag(&self.domain.name, Some(Decided::Joined)), |why, name| why.with(tag(name, None)))
    }

    fn single(&self) -> Step<'_> {
        Step(Way::Joined(self))
    }
}

impl CombineTagger {
    /// How many cells apart two neighbouring places of each part are.
    fn strides(&self) -> Vec<u32> {
        let mut strides: Vec<u32> = self
            .places
            .iter()
            .rev()
            .scan(1_u32, |stride, places| {
                let here = *stride;
                *stride = stride.saturating_mul(u32::try_from(*places).unwrap_or(u32::MAX));
                Some(here)
            })
            .collect();
        strides.reverse();
        strides
    }

    fn code(&self, cell: usize) -> u16 {
        self.codes.get(cell).copied().unwrap_or(NO_TAG)
    }

    /// The code of one customer, out of the codes of the parts.
    pub(super) fn join(&self, codes: impl Iterator<Item = Option<u16>>) -> u16 {
        let place = |(places, code): (&usize, Option<u16>)| code.map_or(places - 1, |code| usize::from(code).min(places - 1));
        self.code(self.places.iter().zip(codes).fold(0, |cell, (places, code)| cell * places + place((places, code))))
    }
}
