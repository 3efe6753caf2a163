//! A comparison's levels bound to the distinct values of its field.

mod bind;
mod looks;

use super::cosine::WeightedWords;
use super::glyphs::Glyphs;
use super::places::Place;
use super::texts::{Scratch, Source, Text, Words};
use super::{Comparison, Test, When, visible, writing};
use crate::model::FieldColumn;
use crate::text::similarity::signature::beyond;
use crate::text::similarity::{jaro_winkler, osa};
use bind::Binder;
use chrono::{Datelike, NaiveDate};
use looks::{Looks, Sketch, Value};

/// What the levels of one comparison ask of two values.
#[derive(Debug, Default)]
pub(super) struct Ladder<'a> {
    /// What is looked at first, and settles most pairs.
    looks: Looks,
    /// Whether all values have keys.
    all_keyed: bool,
    texts: Vec<Source<'a>>,
    words: Vec<Words>,
    weighted: Vec<WeightedWords>,
    glyphs: Glyphs,
    /// Day numbers, and the day with month and day exchanged, where they are dates.
    days: Vec<Option<(i32, Option<i32>)>>,
    /// Points, where the levels ask how far apart they are.
    places: Vec<Option<Place>>,
    /// Numbers, where the levels ask how much they differ.
    numbers: Vec<Option<f64>>,
    /// The code of two equal keys, where the best level says so.
    equal: Option<u8>,
    /// The best of the forms that two values can share: those that have it disagree without keys where they share nothing.
    telling: Option<usize>,
    /// The form that dates of unknown order have in common with those of known order: both that have it disagree where they share nothing.
    undecided: Option<usize>,
    /// From best to worst.
    rungs: Vec<(u8, Rung)>,
}

/// A test with its forms, texts and words by place.
#[derive(Debug)]
enum Rung {
    Equal,
    Same(usize),
    JaroWinkler(u32, usize),
    Edits(u32, usize),
    Overlap(u32, usize),
    Jaccard(u32, usize),
    Contains(u32, usize),
    SimilarGlyphs(usize),
    NeighbouringKeys(usize),
    SimilarSound(usize),
    Transposed(usize),
    ChangedTail(u32, usize),
    Masked(u32, Marked),
    Misread(u32, Marked),
    Cosine(u32, usize),
    DaysWithin(u32),
    MetresWithin(u32),
    /// In thousandths of the larger one.
    RelativeWithin(u32),
    DayMonthSwapped,
    EitherOrder {
        either: usize,
        date: usize,
    },
    Initial(usize),
    Lacking(usize),
    Having(usize),
    Is(usize, Vec<u32>),
    All(Vec<Rung>),
    Any(Vec<Rung>),
}

/// A form that only values without a key have, beside the keys of the others.
#[derive(Clone, Copy, Debug)]
struct Marked {
    /// Its texts.
    form: usize,
    /// The keys.
    keys: usize,
}

impl<'a> Ladder<'a> {
    pub(super) fn new(field: &'a FieldColumn, comparison: &Comparison) -> Self {
        let mut binder = Binder::new(field);
        let tests = comparison.levels.iter().enumerate().filter_map(|(at, level)| Some((comparison.code(at), level.when.test()?)));
        let rungs: Vec<(u8, Rung)> = tests.map(|(code, test)| (code, binder.bind(test))).collect();
        let values = field.values.keys.len();
        let words: Vec<Words> = binder.words.iter().map(|form| Words::of(Source::of(field, *form).iter())).collect();
        let weighted: Vec<WeightedWords> = binder.weighted.iter().map(|form| WeightedWords::of(Source::of(field, *form).iter())).collect();
        let day = |key: &str| {
            let date = key.parse::<NaiveDate>().ok()?;
            let swapped = NaiveDate::from_ymd_opt(date.year(), date.day(), date.month());
            Some((date.to_epoch_days(), swapped.map(|d| d.to_epoch_days())))
        };
        Ladder {
            looks: Looks::new(field, &binder, &words, &weighted),
            all_keyed: field.values.keyless.is_empty(),
            texts: binder.texts.iter().map(|form| Source::of(field, *form)).collect(),
            words,
            weighted,
            glyphs: if binder.glyphs { Glyphs::new() } else { Glyphs::default() },
            days: if binder.dates { (0u32..).take(values).map(|v| day(field.values.key(v))).collect() } else { Vec::new() },
            places: if binder.places { (0u32..).take(values).map(|v| Place::of(field.values.key(v))).collect() } else { Vec::new() },
            numbers: if binder.numbers { (0u32..).take(values).map(|v| field.values.key(v).parse().ok()).collect() } else { Vec::new() },
            telling: rungs.iter().find_map(|(_, rung)| if let Rung::Same(form) = rung { Some(*form) } else { None }),
            undecided: rungs.iter().find_map(|(_, rung)| if let Rung::EitherOrder { either, .. } = rung { Some(*either) } else { None }),
            equal: comparison.levels.first().filter(|l| matches!(&l.when, When::Values(Test::Exact))).map(|_| comparison.code(0)),
            rungs,
        }
    }

    /// The code of two equal values, if equality alone decides.
    pub(super) fn of_equal(&self, value: u32) -> Option<u8> {
        self.equal.filter(|_| (self.all_keyed && value != 0) || self.looks.of(value).has_key())
    }

    /// Whether the best level is for equal values alone.
    pub(super) fn is_exact(&self) -> bool {
        self.equal.is_some()
    }

    /// Asks memory for what is looked at first of a value.
    pub(super) fn ahead(&self, value: u32) -> u32 {
        self.looks.ahead(value)
    }

    /// The code of two values.
    pub(super) fn code(&self, a: u32, b: u32, scratch: &mut Scratch) -> u8 {
        let (x, y) = (self.looks.of(a), self.looks.of(b));
        for (code, rung) in &self.rungs {
            if self.holds(rung, x, y, scratch) {
                return *code;
            }
        }
        // Without keys there is nothing to disagree about: a masked value that shows no likeness is missing. Telephone numbers without
        // their area codes have none, and disagree with one another all the same; dates of unknown order do with all dates.
        let have = |form: Option<usize>| form.is_some_and(|form| self.looks.form(x, form) != 0 && self.looks.form(y, form) != 0);
        u8::from(match (x.has_key(), y.has_key()) {
            (true, true) => true,
            (false, false) => have(self.telling) || have(self.undecided),
            _ => have(self.undecided),
        })
    }

    fn shares(&self, form: usize, x: Value<'_>, y: Value<'_>) -> bool {
        let id = self.looks.form(x, form);
        id != 0 && id == self.looks.form(y, form)
    }

    /// The characters of two texts, if a look at their sketches leaves it open whether they pass.
    fn chars<'s>(&self, text: usize, x: Value<'_>, y: Value<'_>, scratch: &'s mut Scratch, open: impl Fn(Sketch, Sketch) -> bool) -> Option<(Text<'s>, Text<'s>)> {
        let (a, b) = (self.looks.text(x, text), self.looks.text(y, text));
        (a.len > 0 && b.len > 0 && open(a, b)).then(|| self.read(text, a, text, b, scratch))
    }

    /// What of two values the form holds, or else their keys; `None` where neither has the form, or one has neither.
    fn marked<'s>(&self, of: Marked, x: Value<'_>, y: Value<'_>, scratch: &'s mut Scratch) -> Option<(Text<'s>, Text<'s>)> {
        let pick = |value: Value<'_>| {
            let form = self.looks.text(value, of.form);
            if form.id == 0 { (of.keys, self.looks.text(value, of.keys)) } else { (of.form, form) }
        };
        let ((p, a), (q, b)) = (pick(x), pick(y));
        ((p == of.form || q == of.form) && a.len > 0 && b.len > 0).then(|| self.read(p, a, q, b, scratch))
    }

    fn read<'s>(&self, p: usize, a: Sketch, q: usize, b: Sketch, scratch: &'s mut Scratch) -> (Text<'s>, Text<'s>) {
        let source = |text: usize| self.texts.get(text).copied().unwrap_or_default();
        let (left, right) = scratch.read((p, source(p), a.id), (q, source(q), b.id));
        (Text { chars: left, signature: a.signature }, Text { chars: right, signature: b.signature })
    }

    fn word_lists(&self, words: usize, x: Value<'_>, y: Value<'_>) -> (&[u32], &[u32]) {
        let (a, b) = (self.looks.words(x, words), self.looks.words(y, words));
        // Without a word in common there is no need to look which they are.
        match self.words.get(words) {
            Some(words) if a.signature & b.signature != 0 => (words.get(a.id), words.get(b.id)),
            _ => (&[], &[]),
        }
    }

    fn holds(&self, rung: &Rung, x: Value<'_>, y: Value<'_>, scratch: &mut Scratch) -> bool {
        // One character at most differs, and neither text is longer.
        let slip = |a: Sketch, b: Sketch| a.len == b.len && !beyond(a.signature, b.signature, 1);
        let within = |max: u32| move |a: Sketch, b: Sketch| a.len.abs_diff(b.len) <= max && !beyond(a.signature, b.signature, max);
        match rung {
            Rung::Equal => x.id == y.id && x.has_key(),
            Rung::Same(form) => self.shares(*form, x, y),
            Rung::JaroWinkler(min, text) => {
                let open = |a: Sketch, b: Sketch| jaro_winkler::may_reach(a.size(), b.size(), *min);
                self.chars(*text, x, y, scratch, open).is_some_and(|(x, y)| jaro_winkler::at_least_signed(x.signed(), y.signed(), *min))
            }
            Rung::Edits(max, text) => self.chars(*text, x, y, scratch, within(*max)).is_some_and(|(x, y)| osa::within_signed(x.signed(), y.signed(), *max).is_some()),
            Rung::Contains(min, text) => {
                let inside = |a: Sketch, b: Sketch| a.len <= b.len && a.signature & !b.signature == 0;
                let open = |a: Sketch, b: Sketch| a.len.min(b.len) >= *min && (inside(a, b) || inside(b, a));
                self.chars(*text, x, y, scratch, open).is_some_and(|(x, y)| {
                    let (short, long) = if x.chars.len() <= y.chars.len() { (x.chars, y.chars) } else { (y.chars, x.chars) };
                    long.windows(short.len()).any(|w| w == short)
                })
            }
            Rung::Overlap(min, words) => {
                let (x, y) = self.word_lists(*words, x, y);
                let shorter = x.len().min(y.len());
                shorter > 0 && common(x, y) * 1000 >= *min as usize * shorter
            }
            Rung::Jaccard(min, words) => {
                let (x, y) = self.word_lists(*words, x, y);
                let common = common(x, y);
                common > 0 && common * 1000 >= *min as usize * (x.len() + y.len() - common)
            }
            Rung::SimilarGlyphs(text) => self.chars(*text, x, y, scratch, slip).is_some_and(|(x, y)| writing::one_slip(x.chars, y.chars, |c, d| self.glyphs.alike(c, d))),
            Rung::NeighbouringKeys(text) => self.chars(*text, x, y, scratch, slip).is_some_and(|(x, y)| writing::one_slip(x.chars, y.chars, writing::neighbouring_keys)),
            Rung::SimilarSound(sounds) => self.looks.sound_alike(x, y, *sounds),
            Rung::Transposed(text) => {
                let open = |a: Sketch, b: Sketch| a.len == b.len && a.signature == b.signature;
                self.chars(*text, x, y, scratch, open).is_some_and(|(x, y)| writing::transposed(x.chars, y.chars))
            }
            Rung::ChangedTail(most, text) => self.chars(*text, x, y, scratch, within(*most)).is_some_and(|(x, y)| writing::changed_tail(x.chars, y.chars, *most)),
            Rung::Masked(min, of) => self.marked(*of, x, y, scratch).is_some_and(|(x, y)| visible::agree(x.chars, y.chars, *min)),
            Rung::Misread(max, of) => self.marked(*of, x, y, scratch).is_some_and(|(x, y)| osa::within_signed(x.signed(), y.signed(), *max).is_some()),
            Rung::Cosine(min, words) => {
                let (a, b) = (self.looks.weighted(x, *words), self.looks.weighted(y, *words));
                a.signature & b.signature != 0 && self.weighted.get(*words).is_some_and(|w| w.at_least(a.id, b.id, *min))
            }
            Rung::DaysWithin(max) => pair(&self.days, x.id, y.id).is_some_and(|(x, y)| x.0.abs_diff(y.0) <= *max),
            Rung::MetresWithin(max) => pair(&self.places, x.id, y.id).is_some_and(|(x, y)| x.metres(y) <= *max),
            Rung::RelativeWithin(max) => pair(&self.numbers, x.id, y.id).is_some_and(|(x, y): (f64, f64)| (x - y).abs() * 1000.0 <= f64::from(*max) * x.abs().max(y.abs())),
            Rung::DayMonthSwapped => pair(&self.days, x.id, y.id).is_some_and(|(x, y)| x.1 == Some(y.0)),
            Rung::EitherOrder { either, date } => self.shares(*either, x, y) && (self.looks.form(x, *date) == 0 || self.looks.form(y, *date) == 0),
            Rung::Lacking(form) => self.looks.form(x, *form) == 0 || self.looks.form(y, *form) == 0,
            Rung::Having(form) => self.looks.form(x, *form) != 0 && self.looks.form(y, *form) != 0,
            Rung::Initial(text) => {
                let open = |a: Sketch, b: Sketch| a.len.min(b.len) == 1 && a.len != b.len;
                match self.chars(*text, x, y, scratch, open).map(|(x, y)| (x.chars, y.chars)) {
                    Some(([x], [y, _, ..]) | ([y, _, ..], [x])) => x == y,
                    _ => false,
                }
            }
            Rung::Is(form, wanted) => [x, y].into_iter().all(|v| wanted.contains(&self.looks.form(v, *form))),
            Rung::All(rungs) => rungs.iter().all(|r| self.holds(r, x, y, scratch)),
            Rung::Any(rungs) => rungs.iter().any(|r| self.holds(r, x, y, scratch)),
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
