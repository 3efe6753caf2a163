//! A dimension that joins the values of others: `高价值+活跃+线上渠道+需求-新品优先`.

use super::{Tagged, Tagger};
use crate::model::{Decided, Explanation, FactTable, NO_TAG, Statement, TagCodes, TagDomain, TagTable};

/// Joins the values of other dimensions with `+`.
///
/// Every combination has its code from the start (mixed radix over the parts' values), so one customer
/// alone gets the same code as in a batch.
#[derive(Clone, Debug)]
pub(super) struct CombineTagger {
    domain: TagDomain,
    needs: Vec<String>,
    /// The number of places of each part: its values, and one for «none».
    places: Vec<usize>,
    /// The code of each combination of places.
    codes: Vec<u16>,
}

/// A part of a combination: its dimension, and how its values are written.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) domain: TagDomain,
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
        let mut values: Vec<String> = vec![String::new()];
        for (n, part) in parts.iter().enumerate() {
            let written = part.written();
            let joined = |before: &String, value: &String| {
                if n == 0 { value.clone() } else { format!("{before}+{value}") }
            };
            values = values.iter().flat_map(|before| written.iter().map(move |value| joined(before, value))).collect();
        }
        let mut domain = TagDomain { name: name.to_owned(), parent, values: Vec::new(), unknown: None, many: false };
        let mut seen = hashbrown::HashMap::new();
        let mut codes = Vec::with_capacity(values.len());
        for value in values {
            let next = u16::try_from(domain.values.len()).unwrap_or(NO_TAG);
            let code = *seen.entry(value.clone()).or_insert(next);
            if code == next {
                domain.values.push(value);
            }
            codes.push(code);
        }
        let needs = parts.iter().map(|part| part.domain.name.clone()).collect();
        Some(CombineTagger { domain, needs, places, codes })
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
    fn domain(&self) -> &TagDomain {
        &self.domain
    }

    fn needs(&self) -> &[String] {
        &self.needs
    }

    fn tag(&self, facts: &FactTable, tags: &TagTable) -> Tagged {
        let mut cells: Vec<usize> = vec![0; facts.rows];
        for (name, places) in self.needs.iter().zip(&self.places) {
            let none = places - 1;
            let codes: &[u16] = match tags.dimension(name).map(|d| &d.codes) {
                Some(TagCodes::One(codes)) => codes,
                _ => &[],
            };
            for (row, cell) in cells.iter_mut().enumerate() {
                let place = codes.get(row).map_or(none, |code| usize::from(*code).min(none));
                *cell = *cell * places + place;
            }
        }
        let code = |cell: usize| self.codes.get(cell).copied().unwrap_or(NO_TAG);
        Tagged { codes: TagCodes::One(cells.into_iter().map(code).collect()), findings: Vec::new() }
    }

    fn explain(&self, _: &FactTable, tags: &TagTable, row: usize) -> Explanation {
        let tag = |name: &str, decided: Option<Decided>| {
            let values = tags.value(name, row).map(str::to_owned).into_iter().collect();
            Explanation::new(Statement::Tag { dimension: name.to_owned(), values, decided })
        };
        self.needs.iter().fold(tag(&self.domain.name, Some(Decided::Joined)), |why, name| why.with(tag(name, None)))
    }
}
