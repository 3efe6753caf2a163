//! What the levels look at first, value by value: it lies together, so that most pairs are settled by one look at each side.
//!
//! These looks are at random places of a large table, so that waiting for memory is most of what comparing costs; whoever compares
//! many pairs asks for all of their looks ahead.

use super::super::cosine::WeightedWords;
use super::super::sounds::{self, Sounds};
use super::super::texts::{Source, Words};
use super::bind::Binder;
use crate::model::FieldColumn;
use crate::text::similarity::signature;

/// Of every value, one after the other: whether it has a key and is heard, the ids of its forms, a sketch of every text and of every
/// list of words, and how it sounds.
#[derive(Debug, Default)]
pub(super) struct Looks {
    forms_from: usize,
    words_from: usize,
    weighted_from: usize,
    sounds_from: usize,
    texts_from: usize,
    stride: usize,
    items: Vec<u32>,
}

/// A value, and what is looked at first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'l> {
    pub(super) id: u32,
    look: &'l [u32],
}

impl Value<'_> {
    fn flags(self) -> u32 {
        self.look.first().copied().unwrap_or(0)
    }

    /// Whether it can disagree with another.
    pub(super) fn has_key(self) -> bool {
        self.flags() & KEYED != 0
    }
}

/// A text at a glance.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sketch {
    pub(super) id: u32,
    /// In characters; of a list of words, 0.
    pub(super) len: u32,
    pub(super) signature: u64,
}

impl Sketch {
    /// As the kernels take it.
    pub(super) fn size(self) -> (usize, u64) {
        (self.len as usize, self.signature)
    }
}

/// Numbers of a text's sketch, and of a list's.
const OF_TEXT: usize = 4;
const OF_WORDS: usize = 3;
/// Bits of the first number.
const KEYED: u32 = 1;
const HEARD: u32 = 2;
/// Numbers that memory gives at once.
const AT_ONCE: usize = 16;

impl Looks {
    pub(super) fn new(field: &FieldColumn, binder: &Binder<'_>, words: &[Words], weighted: &[WeightedWords]) -> Self {
        let forms_from = 1;
        let texts_from = forms_from + binder.forms.len();
        let words_from = texts_from + binder.texts.len() * OF_TEXT;
        let weighted_from = words_from + binder.words.len() * OF_WORDS;
        let sounds_from = weighted_from + binder.weighted.len() * OF_WORDS;
        let stride = sounds_from + binder.sounds.len();
        let values = field.values.keys.len();
        let mut looks = Looks { forms_from, words_from, weighted_from, sounds_from, texts_from, stride, items: vec![0; values * stride] };
        let of_value = |form: Option<usize>, value: u32| form.map_or(value, |component| field.values.component_id(component, value));
        for (at, component) in binder.forms.iter().enumerate() {
            looks.note(forms_from + at, |value| [field.values.component_id(*component, value)]);
        }
        for (at, form) in binder.texts.iter().enumerate() {
            let mut chars = Vec::new();
            let sketches: Vec<(u64, u32)> = Source::of(field, *form)
                .iter()
                .map(|text| {
                    chars.clear();
                    chars.extend(text.chars());
                    (signature(&chars), u32::try_from(chars.len()).unwrap_or(u32::MAX))
                })
                .collect();
            looks.note(texts_from + at * OF_TEXT, |value| {
                let id = of_value(*form, value);
                let (signature, len) = sketches.get(id as usize).copied().unwrap_or_default();
                [id, len, signature as u32, (signature >> 32) as u32]
            });
        }
        let mut list = |at: usize, form: Option<usize>, signature: &dyn Fn(u32) -> u64| {
            looks.note(at, |value| {
                let id = of_value(form, value);
                let signature = signature(id);
                [id, signature as u32, (signature >> 32) as u32]
            });
        };
        for ((at, form), words) in binder.words.iter().enumerate().zip(words) {
            list(words_from + at * OF_WORDS, *form, &|id| words.get(id).iter().fold(0, |bits, word| bits | bit(*word)));
        }
        for ((at, form), words) in binder.weighted.iter().enumerate().zip(weighted) {
            list(weighted_from + at * OF_WORDS, *form, &|id| words.words(id).fold(0, |bits, word| bits | bit(word)));
        }
        for (at, component) in binder.sounds.iter().enumerate() {
            let sounds = Sounds::of(Source::of(field, Some(*component)).iter());
            looks.note(sounds_from + at, |value| [sounds.of_text(field.values.component_id(*component, value))]);
        }
        let heard = |value: u32| !binder.sounds.is_empty() && sounds::is_heard(field.values.key(value));
        looks.note(0, |value| [if field.values.has_key(value) { KEYED } else { 0 } | if heard(value) { HEARD } else { 0 }]);
        looks
    }

    /// Notes the same of every value.
    fn note<const N: usize>(&mut self, at: usize, of: impl Fn(u32) -> [u32; N]) {
        for (value, look) in (0u32..).zip(self.items.chunks_exact_mut(self.stride.max(1))) {
            if let Some(slots) = look.get_mut(at..at + N) {
                slots.copy_from_slice(&of(value));
            }
        }
    }

    pub(super) fn of(&self, value: u32) -> Value<'_> {
        let start = value as usize * self.stride;
        Value { id: value, look: self.items.get(start..start + self.stride).unwrap_or(&[]) }
    }

    /// Asks memory for what belongs to a value, of which the start is looked at first.
    pub(super) fn ahead(&self, value: u32) -> u32 {
        let start = value as usize * self.stride;
        let ask = |at: usize| self.items.get(start + at).copied().unwrap_or(0);
        ask(0) ^ ask(AT_ONCE.min(self.stride.saturating_sub(1)))
    }

    /// The id of a form; 0: none.
    pub(super) fn form(&self, value: Value<'_>, form: usize) -> u32 {
        value.look.get(self.forms_from + form).copied().unwrap_or(0)
    }

    pub(super) fn text(&self, value: Value<'_>, text: usize) -> Sketch {
        match value.look.get(self.texts_from + text * OF_TEXT..) {
            Some([id, len, low, high, ..]) => Sketch { id: *id, len: *len, signature: whole(*low, *high) },
            _ => Sketch::default(),
        }
    }

    pub(super) fn words(&self, value: Value<'_>, words: usize) -> Sketch {
        list(value, self.words_from + words * OF_WORDS)
    }

    pub(super) fn weighted(&self, value: Value<'_>, words: usize) -> Sketch {
        list(value, self.weighted_from + words * OF_WORDS)
    }

    /// Whether two values sound alike, of which one at least is written in what is heard.
    pub(super) fn sound_alike(&self, x: Value<'_>, y: Value<'_>, sounds: usize) -> bool {
        let of = |value: Value<'_>, at: usize| value.look.get(self.sounds_from + at).copied().unwrap_or(0);
        let sound = of(x, sounds);
        (x.flags() | y.flags()) & HEARD != 0 && sound != 0 && sound == of(y, sounds)
    }
}

fn list(value: Value<'_>, at: usize) -> Sketch {
    match value.look.get(at..) {
        Some([id, low, high, ..]) => Sketch { id: *id, len: 0, signature: whole(*low, *high) },
        _ => Sketch::default(),
    }
}

fn whole(low: u32, high: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// One of 64 bits for a word; which is of no account, as bits only say where there is nothing to find.
fn bit(word: u32) -> u64 {
    1 << (word.wrapping_mul(0x9e37_79b9) >> 26)
}
