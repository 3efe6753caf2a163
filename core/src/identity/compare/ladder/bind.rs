//! Binds the tests of a comparison to its field: which forms, texts and words they look at.

use super::super::{Form, Test};
use super::{Marked, Rung};
use crate::model::FieldColumn;

/// Binds tests to a field.
pub(super) struct Binder<'a> {
    field: &'a FieldColumn,
    /// The forms that are compared as wholes.
    pub(super) forms: Vec<usize>,
    /// The forms whose characters are compared.
    pub(super) texts: Vec<Form>,
    /// The forms whose words are compared.
    pub(super) words: Vec<Form>,
    /// The forms whose words are compared by their weights.
    pub(super) weighted: Vec<Form>,
    /// The forms that are heard.
    pub(super) sounds: Vec<usize>,
    pub(super) glyphs: bool,
    pub(super) dates: bool,
    pub(super) places: bool,
    pub(super) numbers: bool,
}

impl<'a> Binder<'a> {
    pub(super) fn new(field: &'a FieldColumn) -> Self {
        Binder {
            field,
            forms: Vec::new(),
            texts: Vec::new(),
            words: Vec::new(),
            weighted: Vec::new(),
            sounds: Vec::new(),
            glyphs: false,
            dates: false,
            places: false,
            numbers: false,
        }
    }

    fn form(&mut self, component: usize) -> usize {
        place(&mut self.forms, component)
    }

    fn text(&mut self, form: Form) -> usize {
        place(&mut self.texts, form)
    }

    fn marked(&mut self, component: usize) -> Marked {
        Marked { form: self.text(Some(component)), keys: self.text(None) }
    }

    pub(super) fn bind(&mut self, test: &Test) -> Rung {
        match test {
            Test::Exact => Rung::Equal,
            Test::Same(component) => Rung::Same(self.form(*component)),
            Test::JaroWinkler(min, form) => Rung::JaroWinkler(*min, self.text(*form)),
            Test::Edits(max, form) => Rung::Edits(*max, self.text(*form)),
            Test::Contains(min, form) => Rung::Contains(*min, self.text(*form)),
            Test::Overlap(min, form) => Rung::Overlap(*min, place(&mut self.words, *form)),
            Test::Jaccard(min, form) => Rung::Jaccard(*min, place(&mut self.words, *form)),
            Test::SimilarGlyphs(form) => {
                self.glyphs = true;
                Rung::SimilarGlyphs(self.text(*form))
            }
            Test::NeighbouringKeys(form) => Rung::NeighbouringKeys(self.text(*form)),
            Test::SimilarSound(component) => Rung::SimilarSound(place(&mut self.sounds, *component)),
            Test::Transposed(form) => Rung::Transposed(self.text(*form)),
            Test::ChangedTail(most, form) => Rung::ChangedTail(*most, self.text(*form)),
            Test::Masked(min, component) => Rung::Masked(*min, self.marked(*component)),
            Test::Misread(max, component) => Rung::Misread(*max, self.marked(*component)),
            Test::Cosine(min, form) => Rung::Cosine(*min, place(&mut self.weighted, *form)),
            Test::DaysWithin(max) => {
                self.dates = true;
                Rung::DaysWithin(*max)
            }
            Test::KilometresWithin(max) => {
                self.places = true;
                Rung::MetresWithin(max.saturating_mul(1000))
            }
            Test::RelativeWithin(max) => {
                self.numbers = true;
                Rung::RelativeWithin(*max)
            }
            Test::DayMonthSwapped => {
                self.dates = true;
                Rung::DayMonthSwapped
            }
            Test::EitherOrder { either, date } => Rung::EitherOrder { either: self.form(*either), date: self.form(*date) },
            Test::Initial(form) => Rung::Initial(self.text(*form)),
            Test::Lacking(component) => Rung::Lacking(self.form(*component)),
            Test::Having(component) => Rung::Having(self.form(*component)),
            Test::Is(component, wanted) => {
                let texts = self.field.values.components.get(*component).map(|c| &c.texts);
                let ids = (0u32..).take(texts.map_or(0, |t| t.len()));
                let ids = ids.filter(|id| texts.is_some_and(|t| wanted.iter().any(|w| w == t.get(*id))));
                Rung::Is(self.form(*component), ids.collect())
            }
            Test::All(tests) => Rung::All(tests.iter().map(|t| self.bind(t)).collect()),
            Test::Any(tests) => Rung::Any(tests.iter().map(|t| self.bind(t)).collect()),
        }
    }
}

fn place<T: PartialEq>(known: &mut Vec<T>, one: T) -> usize {
    known.iter().position(|k| *k == one).unwrap_or_else(|| {
        known.push(one);
        known.len() - 1
    })
}
