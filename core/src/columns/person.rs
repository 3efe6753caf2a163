//! Whether a column that is called no more than `name` names persons.
//!
//! | values | persons |
//! |---|---|
//! | `Robert Alan`, `Mary Jones`, `Nguyễn Văn An` | yes |
//! | `Petra (Jordan)`, `Prague`, `House of Blues`, `Studio 54` | no |
//! | `张伟`, `李女士` | not asked: the reader of names knows |
//!
//! Two signs, both of which must speak against it: hardly a value holds a known given name, and many are written as no list of
//! whole names would be: one word, brackets, digits or signs, words such as `of`. Ours, measured on lists of people, places and shops.

use crate::data::ReferenceTables;
use crate::data::list::{List, list};
use crate::text::script;

/// Words that stand in names of things.
const WORDS: List = list!["the", "of", "and", "at", "on", "in", "for", "by", "to", "with"];

/// The share of persons' names that would show in any list of them: a third of what lists of other countries than those of the
/// table still have.
const LEAST_GIVEN: f64 = 0.2;
/// The share of other names that shows what the list is of.
const LEAST_ODD: f64 = 0.2;
/// Fewer values say nothing.
const LEAST_VALUES: usize = 20;

/// Whether the values mostly name something else.
pub(super) fn are_others(texts: &[String], tables: &ReferenceTables) -> bool {
    let (mut all, mut given, mut odd) = (0usize, 0usize, 0usize);
    for text in texts.iter().filter(|text| text.chars().any(char::is_alphabetic)) {
        if text.contains(script::is_han) {
            return false;
        }
        let folded = text.to_lowercase();
        let words = || folded.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
        all += 1;
        given += usize::from(words().any(|word| tables.nicknames().is_given_name(word)));
        odd += usize::from(words().count() == 1 || folded.contains(is_sign) || words().any(|word| WORDS.contains(word)));
    }
    let share = |part: usize| part as f64 / all.max(1) as f64;
    all >= LEAST_VALUES && share(given) < LEAST_GIVEN && share(odd) >= LEAST_ODD
}

fn is_sign(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '&' | '(' | ')' | '[' | ']' | '/' | ':' | '!' | '+' | '#' | '（' | '）')
}

#[cfg(test)]
mod tests {
    use super::are_others;
    use crate::data::ReferenceTables;

    #[test]
    fn persons_and_others() {
        let others = |names: &[&str]| {
            let texts: Vec<String> = (0..30).map(|n| names[n % names.len()].to_owned()).collect();
            are_others(&texts, ReferenceTables::builtin())
        };
        assert!(others(&["Petra (Jordan)", "Prague", "Czech Republic", "Ghent"]));
        assert!(others(&["House of Blues", "Spago", "Cafe Bizou", "Studio 54"]));
        assert!(!others(&["Robert Alan", "Mary Jones", "Smith", "Dr. Bill Wu"]));
        assert!(!others(&["Nguyễn Văn An", "Trần Thị Bình"]));
        assert!(!others(&["Robert", "Mary", "Bill"]));
        assert!(!others(&["张伟", "李女士"]));
        assert!(!are_others(&["Prague".to_owned()], ReferenceTables::builtin()));
    }
}
