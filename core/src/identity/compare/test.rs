//! Tests of two values, with their derived forms looked up by index.

use super::prepared::Texts;
use crate::model::FieldColumn;
use crate::text::similarity::{jaro_winkler, osa};

/// When two records are on a level.
#[derive(Clone, PartialEq, Debug)]
pub enum When {
    /// Two of their values pass a test.
    Values(Test),
    /// Their values stand crosswise with those of this other field.
    Swapped(usize),
    /// Neither has a value.
    BothAbsent,
}

impl When {
    /// The test of values, if it is one.
    #[must_use]
    pub fn test(&self) -> Option<&Test> {
        match self {
            When::Values(test) => Some(test),
            When::Swapped(_) | When::BothAbsent => None,
        }
    }

    /// Whether the level is plain equality of keys, whose u has a closed form.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.test() == Some(&Test::Exact)
    }

    /// Whether two values on the level have equal keys, so that their frequency says something.
    #[must_use]
    pub fn implies_equal(&self) -> bool {
        self.test().is_some_and(Test::implies_equal)
    }
}

/// A test of two values of a field; symmetric, false when a form it needs is missing.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// The match keys are equal.
    Exact,
    /// A derived form is equal.
    Same(usize),
    /// Jaro–Winkler similarity of at least so many thousandths.
    JaroWinkler(u32, Form),
    /// At most so many edits.
    Edits(u32, Form),
    /// Common words are at least so many thousandths of the shorter side's.
    Overlap(u32, Form),
    /// Common words are at least so many thousandths of all words.
    Jaccard(u32, Form),
    /// One text contains the other, of at least so many characters.
    Contains(u32, Form),
    /// Dates at most so many days apart.
    DaysWithin(u32),
    /// Dates with day and month swapped.
    DayMonthSwapped,
    /// One is the other's initial.
    Initial,
    /// A derived form is one of these texts on both sides.
    Is(usize, Vec<String>),
    /// Every test holds.
    All(Vec<Test>),
    /// Some test holds.
    Any(Vec<Test>),
}

/// Which text of a value a test looks at: a derived form by index, or the match key.
pub(super) type Form = Option<usize>;

impl Test {
    fn implies_equal(&self) -> bool {
        match self {
            Test::Exact => true,
            Test::All(tests) => tests.iter().any(Test::implies_equal),
            _ => false,
        }
    }

    /// The forms whose characters must be at hand.
    pub(super) fn char_forms(&self, out: &mut Vec<Form>) {
        match self {
            Test::JaroWinkler(_, form) | Test::Edits(_, form) | Test::Contains(_, form) => out.push(*form),
            Test::Initial | Test::DayMonthSwapped | Test::DaysWithin(_) => out.push(None),
            Test::All(tests) | Test::Any(tests) => tests.iter().for_each(|t| t.char_forms(out)),
            Test::Exact | Test::Same(_) | Test::Is(..) | Test::Overlap(..) | Test::Jaccard(..) => {}
        }
    }

    /// The forms whose words must be at hand.
    pub(super) fn word_forms(&self, out: &mut Vec<Form>) {
        match self {
            Test::Overlap(_, form) | Test::Jaccard(_, form) => out.push(*form),
            Test::All(tests) | Test::Any(tests) => tests.iter().for_each(|t| t.word_forms(out)),
            _ => {}
        }
    }

    /// Whether the test holds for two values that are there.
    pub(super) fn holds(&self, field: &FieldColumn, texts: &Texts, a: u32, b: u32) -> bool {
        match self {
            Test::Exact => a == b && field.values.has_key(a),
            Test::Same(component) => {
                let id = field.values.component_id(*component, a);
                id != 0 && id == field.values.component_id(*component, b)
            }
            Test::JaroWinkler(min, form) => {
                let (x, y) = (texts.chars(field, *form, a), texts.chars(field, *form, b));
                !x.is_empty() && !y.is_empty() && could_reach(x.len(), y.len(), *min) && jaro_winkler::at_least(x, y, *min)
            }
            Test::Edits(max, form) => {
                let (x, y) = (texts.chars(field, *form, a), texts.chars(field, *form, b));
                !x.is_empty() && !y.is_empty() && osa::within(x, y, *max).is_some()
            }
            Test::Overlap(min, form) => {
                let (x, y) = (texts.words(field, *form, a), texts.words(field, *form, b));
                let shorter = x.len().min(y.len());
                shorter > 0 && common(x, y) * 1000 >= *min as usize * shorter
            }
            Test::Jaccard(min, form) => {
                let (x, y) = (texts.words(field, *form, a), texts.words(field, *form, b));
                let common = common(x, y);
                common > 0 && common * 1000 >= *min as usize * (x.len() + y.len() - common)
            }
            Test::Contains(min, form) => {
                let (x, y) = (texts.chars(field, *form, a), texts.chars(field, *form, b));
                let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
                short.len() >= *min as usize && !short.is_empty() && long.windows(short.len()).any(|w| w == short)
            }
            Test::DaysWithin(max) => match (day_number(texts.chars(field, None, a)), day_number(texts.chars(field, None, b))) {
                (Some(x), Some(y)) => x.abs_diff(y) <= u64::from(*max),
                _ => false,
            },
            Test::DayMonthSwapped => match (parts(texts.chars(field, None, a)), parts(texts.chars(field, None, b))) {
                (Some((y1, m1, d1)), Some((y2, m2, d2))) => y1 == y2 && m1 == d2 && d1 == m2,
                _ => false,
            },
            Test::Initial => match (texts.chars(field, None, a), texts.chars(field, None, b)) {
                ([x], [y, _, ..]) | ([y, _, ..], [x]) => x == y,
                _ => false,
            },
            Test::Is(component, texts) => [a, b].into_iter().all(|v| texts.iter().any(|t| t == field.values.component_text(*component, v))),
            Test::All(tests) => tests.iter().all(|t| t.holds(field, texts, a, b)),
            Test::Any(tests) => tests.iter().any(|t| t.holds(field, texts, a, b)),
        }
    }
}

/// Whether two lengths leave room for a Jaro–Winkler similarity: Jaro is at most (2 + short/long)/3.
fn could_reach(a: usize, b: usize, min: u32) -> bool {
    let (short, long) = (a.min(b) as u64, a.max(b) as u64);
    // With the largest prefix bonus: 1 - (1 - short/long)/3 * 0.6, in thousandths.
    5 * long * (1000 - u64::from(min.min(1000))) >= 1000 * (long - short)
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

/// Year, month, day of a date key.
fn parts(key: &[char]) -> Option<(i32, u32, u32)> {
    let number = |from: usize, to: usize| key.get(from..to)?.iter().try_fold(0u32, |n, c| Some(n * 10 + c.to_digit(10)?));
    Some((i32::try_from(number(0, 4)?).ok()?, number(5, 7)?, number(8, 10)?))
}

fn day_number(key: &[char]) -> Option<i64> {
    let (year, month, day) = parts(key)?;
    chrono::NaiveDate::from_ymd_opt(year, month, day).map(|d| i64::from(d.to_epoch_days()))
}
