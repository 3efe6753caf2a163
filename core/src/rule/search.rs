//! The keywords of several rules in one pass over the texts of a column.

use super::Rule;
use super::columns::{Column, Columns};
use super::compile::Check;
use super::evaluate::byte;
use super::keywords::{FEW, MANY};
use crate::model::EventStream;
use crate::table::Interner;
use daachorse::DoubleArrayAhoCorasick;

/// A stream whose texts were looked through for the keywords of some rules, wherever several rules look for some in one column; each
/// rule looks by itself where that is not worth it.
#[derive(Debug)]
pub(crate) struct Searched<'a> {
    stream: &'a EventStream,
    columns: Vec<Keys<'a>>,
}

/// The keywords that rules look for in one column.
#[derive(Debug)]
struct Keys<'a> {
    column: &'a str,
    /// Each list once, and what it says of each distinct text.
    lists: Vec<(&'a [String], Vec<u8>)>,
}

impl<'a> Searched<'a> {
    pub(crate) fn of(stream: &'a EventStream, rules: impl Iterator<Item = &'a Rule>) -> Self {
        let mut columns: Vec<Keys<'a>> = Vec::new();
        for leaf in rules.flat_map(|rule| &rule.program().leaves) {
            let Check::Contains(keywords) = &leaf.check else { continue };
            let at = columns.iter().position(|keys| keys.column == leaf.column).unwrap_or_else(|| {
                columns.push(Keys { column: &leaf.column, lists: Vec::new() });
                columns.len() - 1
            });
            if let Some(keys) = columns.get_mut(at).filter(|keys| !keys.lists.iter().any(|(known, _)| *known == keywords.any())) {
                keys.lists.push((keywords.any(), Vec::new()));
            }
        }
        columns.retain_mut(|keys| match Columns::column(stream, keys.column) {
            // As for one keyword: of an interner that others share, most texts may be of other rows.
            Some(Column::Text { texts, .. }) => Columns::rows(stream) >= texts.len() && keys.look(texts),
            _ => false,
        });
        Searched { stream, columns }
    }
}

impl Columns for Searched<'_> {
    fn rows(&self) -> usize {
        Columns::rows(self.stream)
    }

    fn column(&self, name: &str) -> Option<Column<'_>> {
        Columns::column(self.stream, name)
    }

    fn searched(&self, column: &str, keywords: &[String]) -> Option<&[u8]> {
        let keys = self.columns.iter().find(|keys| keys.column == column)?;
        keys.lists.iter().find(|(known, _)| *known == keywords).map(|(_, verdicts)| verdicts.as_slice())
    }
}

impl Keys<'_> {
    /// Looks through all texts at once; false where it is not worth it.
    fn look(&mut self, texts: &Interner) -> bool {
        if self.lists.len() < 2 || texts.len() < MANY as usize {
            return false;
        }
        let mut all: Vec<&str> = self.lists.iter().flat_map(|(any, _)| any.iter()).map(String::as_str).collect();
        all.sort_unstable();
        all.dedup();
        if all.len() <= FEW {
            return false;
        }
        // Of each keyword, the lists that it stands in.
        let holders = |keyword: &str| (0..).zip(&self.lists).filter(|(_, (any, _))| any.iter().any(|own| own == keyword)).map(|(list, _)| list).collect();
        let holders: Vec<Vec<usize>> = all.iter().map(|keyword| holders(keyword)).collect();
        let Ok(machine) = DoubleArrayAhoCorasick::<u32>::new(&all) else { return false };
        for (_, verdicts) in &mut self.lists {
            *verdicts = vec![byte(false); texts.len()];
        }
        let mut lower = String::new();
        for (at, id) in (0..texts.len()).zip(0_u32..) {
            let mut text = texts.get(id);
            if text.bytes().any(|b| b.is_ascii_uppercase()) {
                lower.clear();
                lower.push_str(text);
                lower.make_ascii_lowercase();
                text = &lower;
            }
            for found in machine.find_overlapping_iter(text) {
                for list in holders.get(found.value() as usize).into_iter().flatten() {
                    if let Some(verdict) = self.lists.get_mut(*list).and_then(|(_, verdicts)| verdicts.get_mut(at)) {
                        *verdict = byte(true);
                    }
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EventAttribute, EventValues, FactUnit};
    use crate::rule::{Fields, Verdict};
    use proptest::prelude::*;

    fn stream(texts: &[String]) -> EventStream {
        let mut interner = Interner::new();
        let ids: Vec<Option<u32>> = texts.iter().map(|text| Some(interner.intern(text))).collect();
        let customers = (0..).take(texts.len()).collect();
        let attributes = vec![EventAttribute { name: "content".to_owned(), values: EventValues::Text { ids, texts: interner } }];
        EventStream { name: "i".to_owned(), customers, times: vec![None; texts.len()], attributes }
    }

    fn rules(lists: &[Vec<String>]) -> Vec<Rule> {
        let fields: Fields = [("content", FactUnit::Text)].into_iter().collect();
        let quoted = |list: &Vec<String>| list.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(", ");
        lists.iter().map(|list| Rule::compile(&format!("content contains {{{}}}", quoted(list)), "", &fields, &mut Vec::new()).unwrap()).collect()
    }

    #[test]
    fn one_pass_is_worth_it_where_rules_and_texts_are_several() {
        let lists = [vec!["参数".to_owned(), "规格".to_owned()], vec!["CNC".to_owned(), "数".to_owned(), "价".to_owned()]];
        let many: Vec<String> = (0..200).map(|n| format!("{n} 参数 cnc")).collect();
        let (rules, events) = (rules(&lists), stream(&many));
        let searched = Searched::of(&events, rules.iter());
        assert_eq!(searched.searched("content", &["cnc".to_owned(), "价".to_owned(), "数".to_owned()]).map(<[u8]>::len), Some(200));
        assert!(searched.searched("content", &["数".to_owned()]).is_none() && searched.searched("other", &[]).is_none());
        assert!(Searched::of(&events, rules.iter().take(1)).columns.is_empty());
        let few = stream(&many[..9]);
        assert!(Searched::of(&few, rules.iter()).columns.is_empty());
    }

    #[test]
    fn a_few_events_of_many_texts_are_looked_at_by_themselves() {
        let lists = [vec!["参数".to_owned(), "规格".to_owned()], vec!["CNC".to_owned(), "数".to_owned(), "价".to_owned()]];
        let texts: Vec<String> = (0..20_000).map(|n| format!("{n} 参数 cnc")).collect();
        let (rules, whole) = (rules(&lists), stream(&texts));
        // One customer's three events, whose texts are those of everybody.
        let EventValues::Text { texts: shared, .. } = whole.attributes[0].values.clone() else { panic!() };
        let ids = vec![Some(7), None, Some(19_999)];
        let attributes = vec![EventAttribute { name: "content".to_owned(), values: EventValues::Text { ids, texts: shared } }];
        let own = EventStream { name: "i".to_owned(), customers: vec![0; 3], times: vec![None; 3], attributes };
        let searched = Searched::of(&own, rules.iter());
        assert!(searched.columns.is_empty());
        for rule in &rules {
            let bound = rule.bind(&searched);
            assert_eq!([0, 1, 2].map(|row| bound.row(row)), [Verdict::True, Verdict::Unknown, Verdict::True], "{}", rule.text());
        }
        assert_eq!(Searched::of(&whole, rules.iter()).columns.len(), 1);
    }

    proptest! {
        #[test]
        fn one_pass_says_what_each_rule_says(lists in prop::collection::vec(prop::collection::vec("[abA参数]{1,3}", 1..5), 2..5), seed in prop::collection::vec("[abAB参数考]{0,9}", 1..40)) {
            // More texts than it takes to be worth it.
            let texts: Vec<String> = (0..200).map(|n| format!("{}{n}", seed[n % seed.len()])).collect();
            let (rules, events) = (rules(&lists), stream(&texts));
            let searched = Searched::of(&events, rules.iter());
            for rule in &rules {
                let (alone, together) = (rule.bind(&events), rule.bind(&searched));
                for (row, text) in texts.iter().enumerate() {
                    prop_assert_eq!(alone.row(row), together.row(row), "{} {}", rule.text(), text);
                    prop_assert_ne!(alone.row(row), Verdict::Unknown);
                }
            }
        }
    }
}
