//! A comparison's levels bound to the distinct values of its field.

use super::cosine::WeightedWords;
use super::glyphs::Glyphs;
use super::places::Place;
use super::sounds::{self, Sounds};
use super::texts::{Chars, Text, Words};
use super::{Comparison, Test, When, visible, writing};
use crate::model::FieldColumn;
use crate::text::similarity::signature::beyond;
use crate::text::similarity::{jaro_winkler, osa};
use chrono::{Datelike, NaiveDate};

/// What the levels of one comparison ask of two values.
///
/// The ids of the derived forms that the levels look at lie together, value by value.
#[derive(Debug, Default)]
pub(super) struct Ladder {
    stride: usize,
    ids: Vec<u32>,
    keyed: Vec<bool>,
    chars: Vec<Chars>,
    words: Vec<Words>,
    weighted: Vec<WeightedWords>,
    sounds: Vec<Sounds>,
    /// Which values are written in Han characters, where the levels ask how they sound.
    heard: Vec<bool>,
    glyphs: Glyphs,
    /// Day numbers, and the day with month and day exchanged, where they are dates.
    days: Vec<Option<(i32, Option<i32>)>>,
    /// Points, where the levels ask how far apart they are.
    places: Vec<Option<Place>>,
    /// Numbers, where the levels ask how much they differ.
    numbers: Vec<Option<f64>>,
    /// The code of two equal keys, where the best level says so.
    equal: Option<u8>,
    /// From best to worst.
    rungs: Vec<(u8, Rung)>,
}

/// A test with its forms by place.
#[derive(Debug)]
enum Rung {
    Equal,
    Same(usize),
    JaroWinkler(u32, usize, Form),
    Edits(u32, usize, Form),
    Overlap(u32, usize, Form),
    Jaccard(u32, usize, Form),
    Contains(u32, usize, Form),
    SimilarGlyphs(usize, Form),
    NeighbouringKeys(usize, Form),
    SimilarSound(usize, usize),
    Transposed(usize, Form),
    ChangedTail(u32, usize, Form),
    Masked(u32, Marked),
    Misread(u32, Marked),
    Cosine(u32, usize, Form),
    DaysWithin(u32),
    MetresWithin(u32),
    /// In thousandths of the larger one.
    RelativeWithin(u32),
    DayMonthSwapped,
    Initial(usize, Form),
    Lacking(usize),
    Is(usize, Vec<u32>),
    All(Vec<Rung>),
    Any(Vec<Rung>),
}

/// The place of a form's id in a value's row; `None`: the value itself.
type Form = Option<usize>;

/// A form that only values without a key have, beside the keys of the others.
#[derive(Clone, Copy, Debug)]
struct Marked {
    /// The form's place.
    place: usize,
    /// Its texts.
    texts: usize,
    /// The keys.
    keys: usize,
}

/// Binds tests to a field.
struct Binder<'a> {
    field: &'a FieldColumn,
    forms: Vec<usize>,
    chars: Vec<Option<usize>>,
    words: Vec<Option<usize>>,
    weighted: Vec<Option<usize>>,
    sounds: Vec<usize>,
    glyphs: bool,
    dates: bool,
    places: bool,
    numbers: bool,
}

impl Binder<'_> {
    fn place(&mut self, component: usize) -> usize {
        place(&mut self.forms, component)
    }

    fn chars(&mut self, form: Option<usize>) -> (usize, Form) {
        (place(&mut self.chars, form), form.map(|component| self.place(component)))
    }

    fn words(&mut self, form: Option<usize>) -> (usize, Form) {
        (place(&mut self.words, form), form.map(|component| self.place(component)))
    }

    fn marked(&mut self, component: usize) -> Marked {
        let (texts, form) = self.chars(Some(component));
        Marked { place: form.unwrap_or_default(), texts, keys: self.chars(None).0 }
    }

    fn bind(&mut self, test: &Test) -> Rung {
        match test {
            Test::Exact => Rung::Equal,
            Test::Same(component) => Rung::Same(self.place(*component)),
            Test::JaroWinkler(min, form) => {
                let (text, form) = self.chars(*form);
                Rung::JaroWinkler(*min, text, form)
            }
            Test::Edits(max, form) => {
                let (text, form) = self.chars(*form);
                Rung::Edits(*max, text, form)
            }
            Test::Contains(min, form) => {
                let (text, form) = self.chars(*form);
                Rung::Contains(*min, text, form)
            }
            Test::Overlap(min, form) => {
                let (words, form) = self.words(*form);
                Rung::Overlap(*min, words, form)
            }
            Test::Jaccard(min, form) => {
                let (words, form) = self.words(*form);
                Rung::Jaccard(*min, words, form)
            }
            Test::SimilarGlyphs(form) => {
                self.glyphs = true;
                let (text, form) = self.chars(*form);
                Rung::SimilarGlyphs(text, form)
            }
            Test::NeighbouringKeys(form) => {
                let (text, form) = self.chars(*form);
                Rung::NeighbouringKeys(text, form)
            }
            Test::SimilarSound(component) => Rung::SimilarSound(place(&mut self.sounds, *component), self.place(*component)),
            Test::Transposed(form) => {
                let (text, form) = self.chars(*form);
                Rung::Transposed(text, form)
            }
            Test::ChangedTail(most, form) => {
                let (text, form) = self.chars(*form);
                Rung::ChangedTail(*most, text, form)
            }
            Test::Masked(min, component) => Rung::Masked(*min, self.marked(*component)),
            Test::Misread(max, component) => Rung::Misread(*max, self.marked(*component)),
            Test::Cosine(min, form) => Rung::Cosine(*min, place(&mut self.weighted, *form), form.map(|component| self.place(component))),
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
            Test::Initial(form) => {
                let (text, form) = self.chars(*form);
                Rung::Initial(text, form)
            }
            Test::Lacking(component) => Rung::Lacking(self.place(*component)),
            Test::Is(component, wanted) => {
                let texts = self.field.values.components.get(*component).map(|c| &c.texts);
                let ids = (0u32..).take(texts.map_or(0, |t| t.len()));
                let ids = ids.filter(|id| texts.is_some_and(|t| wanted.iter().any(|w| w == t.get(*id))));
                Rung::Is(self.place(*component), ids.collect())
            }
            Test::All(tests) => Rung::All(tests.iter().map(|t| self.bind(t)).collect()),
            Test::Any(tests) => Rung::Any(tests.iter().map(|t| self.bind(t)).collect()),
        }
    }

    fn texts(&self, form: Option<usize>) -> Box<dyn Iterator<Item = &str> + '_> {
        match form.map(|c| self.field.values.components.get(c)) {
            Some(Some(component)) => Box::new((0u32..).take(component.texts.len()).map(|id| component.texts.get(id))),
            Some(None) => Box::new(std::iter::empty()),
            None => Box::new((0u32..).take(self.field.values.keys.len()).map(|v| self.field.values.key(v))),
        }
    }
}

fn place<T: PartialEq>(known: &mut Vec<T>, one: T) -> usize {
    known.iter().position(|k| *k == one).unwrap_or_else(|| {
        known.push(one);
        known.len() - 1
    })
}

impl Ladder {
    pub(super) fn new(field: &FieldColumn, comparison: &Comparison) -> Self {
        let mut binder = Binder {
            field,
            forms: Vec::new(),
            chars: Vec::new(),
            words: Vec::new(),
            weighted: Vec::new(),
            sounds: Vec::new(),
            glyphs: false,
            dates: false,
            places: false,
            numbers: false,
        };
        let tests = comparison.levels.iter().enumerate().filter_map(|(at, level)| Some((comparison.code(at), level.when.test()?)));
        let rungs: Vec<(u8, Rung)> = tests.map(|(code, test)| (code, binder.bind(test))).collect();
        let values = field.values.keys.len();
        let mut ids = Vec::with_capacity(values * binder.forms.len());
        for value in (0u32..).take(values) {
            ids.extend(binder.forms.iter().map(|component| field.values.component_id(*component, value)));
        }
        let day = |key: &str| {
            let date = key.parse::<NaiveDate>().ok()?;
            let swapped = NaiveDate::from_ymd_opt(date.year(), date.day(), date.month());
            Some((date.to_epoch_days(), swapped.map(|d| d.to_epoch_days())))
        };
        Ladder {
            stride: binder.forms.len(),
            ids,
            keyed: (0u32..).take(values).map(|v| field.values.has_key(v)).collect(),
            chars: binder.chars.iter().map(|form| Chars::of(binder.texts(*form))).collect(),
            words: binder.words.iter().map(|form| Words::of(binder.texts(*form))).collect(),
            weighted: binder.weighted.iter().map(|form| WeightedWords::of(binder.texts(*form))).collect(),
            heard: if binder.sounds.is_empty() { Vec::new() } else { binder.texts(None).map(sounds::is_heard).collect() },
            sounds: binder.sounds.iter().map(|component| Sounds::of(binder.texts(Some(*component)))).collect(),
            glyphs: if binder.glyphs { Glyphs::new() } else { Glyphs::default() },
            days: if binder.dates { (0u32..).take(values).map(|v| day(field.values.key(v))).collect() } else { Vec::new() },
            places: if binder.places { (0u32..).take(values).map(|v| Place::of(field.values.key(v))).collect() } else { Vec::new() },
            numbers: if binder.numbers { (0u32..).take(values).map(|v| field.values.key(v).parse().ok()).collect() } else { Vec::new() },
            equal: comparison.levels.first().filter(|l| matches!(&l.when, When::Values(Test::Exact))).map(|_| comparison.code(0)),
            rungs,
        }
    }

    /// The code of two equal values, if equality alone decides.
    pub(super) fn of_equal(&self, value: u32) -> Option<u8> {
        self.equal.filter(|_| self.has_key(value))
    }

    /// The code of two values.
    pub(super) fn code(&self, a: u32, b: u32) -> u8 {
        for (code, rung) in &self.rungs {
            if self.holds(rung, a, b) {
                return *code;
            }
        }
        // Without keys there is nothing to disagree about: a masked value that shows no likeness is missing.
        u8::from(self.has_key(a) && self.has_key(b))
    }

    fn has_key(&self, value: u32) -> bool {
        self.keyed.get(value as usize).copied().unwrap_or(false)
    }

    fn id(&self, place: usize, value: u32) -> u32 {
        self.ids.get(value as usize * self.stride + place).copied().unwrap_or(0)
    }

    fn texts(&self, text: usize, form: Form, a: u32, b: u32) -> Option<(Text<'_>, Text<'_>)> {
        let chars = self.chars.get(text)?;
        let (a, b) = form.map_or((a, b), |place| (self.id(place, a), self.id(place, b)));
        let (x, y) = (chars.get(a), chars.get(b));
        (!x.is_empty() && !y.is_empty()).then_some((x, y))
    }

    /// What of two values the form holds, or else their keys; `None` where neither has the form, or one has neither.
    fn marked(&self, of: Marked, a: u32, b: u32) -> Option<(Text<'_>, Text<'_>)> {
        let (x, y) = (self.id(of.place, a), self.id(of.place, b));
        let (texts, keys) = (self.chars.get(of.texts)?, self.chars.get(of.keys)?);
        let text = |id: u32, value: u32| if id == 0 { keys.get(value) } else { texts.get(id) };
        let (left, right) = (text(x, a), text(y, b));
        ((x != 0 || y != 0) && !left.is_empty() && !right.is_empty()).then_some((left, right))
    }

    fn word_lists(&self, words: usize, form: Form, a: u32, b: u32) -> (&[u32], &[u32]) {
        let (a, b) = form.map_or((a, b), |place| (self.id(place, a), self.id(place, b)));
        self.words.get(words).map_or((&[], &[]), |w| (w.get(a), w.get(b)))
    }

    fn holds(&self, rung: &Rung, a: u32, b: u32) -> bool {
        match rung {
            Rung::Equal => a == b && self.has_key(a),
            Rung::Same(place) => {
                let id = self.id(*place, a);
                id != 0 && id == self.id(*place, b)
            }
            Rung::JaroWinkler(min, text, form) => self.texts(*text, *form, a, b).is_some_and(|(x, y)| jaro_winkler::at_least_signed(x.signed(), y.signed(), *min)),
            Rung::Edits(max, text, form) => self.texts(*text, *form, a, b).is_some_and(|(x, y)| osa::within_signed(x.signed(), y.signed(), *max).is_some()),
            Rung::Contains(min, text, form) => self.texts(*text, *form, a, b).is_some_and(|(x, y)| {
                let (short, long) = if x.chars.len() <= y.chars.len() { (x, y) } else { (y, x) };
                short.chars.len() >= *min as usize && short.signature & !long.signature == 0 && long.chars.windows(short.chars.len()).any(|w| w == short.chars)
            }),
            Rung::Overlap(min, words, form) => {
                let (x, y) = self.word_lists(*words, *form, a, b);
                let shorter = x.len().min(y.len());
                shorter > 0 && common(x, y) * 1000 >= *min as usize * shorter
            }
            Rung::Jaccard(min, words, form) => {
                let (x, y) = self.word_lists(*words, *form, a, b);
                let common = common(x, y);
                common > 0 && common * 1000 >= *min as usize * (x.len() + y.len() - common)
            }
            Rung::SimilarGlyphs(text, form) => {
                self.texts(*text, *form, a, b).is_some_and(|(x, y)| !beyond(x.signature, y.signature, 1) && writing::one_slip(x.chars, y.chars, |c, d| self.glyphs.alike(c, d)))
            }
            Rung::NeighbouringKeys(text, form) => {
                self.texts(*text, *form, a, b).is_some_and(|(x, y)| !beyond(x.signature, y.signature, 1) && writing::one_slip(x.chars, y.chars, writing::neighbouring_keys))
            }
            Rung::SimilarSound(sounds, place) => {
                let heard = |value: u32| self.heard.get(value as usize).copied().unwrap_or(false);
                (heard(a) || heard(b)) && self.sounds.get(*sounds).is_some_and(|s| s.alike(self.id(*place, a), self.id(*place, b)))
            }
            Rung::Transposed(text, form) => self.texts(*text, *form, a, b).is_some_and(|(x, y)| x.signature == y.signature && writing::transposed(x.chars, y.chars)),
            Rung::ChangedTail(most, text, form) => self.texts(*text, *form, a, b).is_some_and(|(x, y)| writing::changed_tail(x.chars, y.chars, *most)),
            Rung::Masked(min, of) => self.marked(*of, a, b).is_some_and(|(x, y)| visible::agree(x.chars, y.chars, *min)),
            Rung::Misread(max, of) => self.marked(*of, a, b).is_some_and(|(x, y)| osa::within_signed(x.signed(), y.signed(), *max).is_some()),
            Rung::Cosine(min, words, form) => {
                let (a, b) = form.map_or((a, b), |place| (self.id(place, a), self.id(place, b)));
                self.weighted.get(*words).is_some_and(|w| w.at_least(a, b, *min))
            }
            Rung::DaysWithin(max) => pair(&self.days, a, b).is_some_and(|(x, y)| x.0.abs_diff(y.0) <= *max),
            Rung::MetresWithin(max) => pair(&self.places, a, b).is_some_and(|(x, y)| x.metres(y) <= *max),
            Rung::RelativeWithin(max) => pair(&self.numbers, a, b).is_some_and(|(x, y): (f64, f64)| (x - y).abs() * 1000.0 <= f64::from(*max) * x.abs().max(y.abs())),
            Rung::DayMonthSwapped => pair(&self.days, a, b).is_some_and(|(x, y)| x.1 == Some(y.0)),
            Rung::Lacking(place) => self.id(*place, a) == 0 || self.id(*place, b) == 0,
            Rung::Initial(text, form) => match self.texts(*text, *form, a, b).map(|(x, y)| (x.chars, y.chars)) {
                Some(([x], [y, _, ..]) | ([y, _, ..], [x])) => x == y,
                _ => false,
            },
            Rung::Is(place, wanted) => [a, b].into_iter().all(|v| wanted.contains(&self.id(*place, v))),
            Rung::All(rungs) => rungs.iter().all(|r| self.holds(r, a, b)),
            Rung::Any(rungs) => rungs.iter().any(|r| self.holds(r, a, b)),
        }
    }
}

/// What two values were parsed into, where both were.
fn pair<T: Copy>(parsed: &[Option<T>], a: u32, b: u32) -> Option<(T, T)> {
    let of = |value: u32| parsed.get(value as usize).copied().flatten();
    Some((of(a)?, of(b)?))
}

fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut left, mut right, mut count) = (a.iter().peekable(), b.iter().peekable(), 0);
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => _ = left.next(),
            std::cmp::Ordering::Greater => _ = right.next(),
            std::cmp::Ordering::Equal => {
                count += 1;
                left.next();
                right.next();
            }
        }
    }
    count
}
