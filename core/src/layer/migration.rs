//! Migration: who went from which layer to which between two dates, and how far the shares of the layers moved.
//!
//! | before → after | |
//! |---|---|
//! | 100 customers, S级 20, B级 80 → S级 30, B级 70 | index 0.05: stable |
//!
//! The index is the population stability index (PSI) of credit scoring (Siddiqi 2006): the sum over layers of (p − q) · ln(p / q), p and q
//! the shares after and before. Below 0.1 the population is taken for stable, from 0.25 on for another one; these bands are a convention of
//! that trade. A share of nothing counts as [`LEAST_SHARE`], also a convention.

use crate::model::{Language, LayerRecord};
use serde::Serialize;
use std::collections::BTreeMap;

/// What a share of nothing counts as, in millionths.
pub const LEAST_SHARE: u64 = 100;
/// Layers of a migration whose changes are told one by one.
const TOLD: usize = 5;
const ONE: f64 = 1e6;

/// How customers went between the layers of a layering.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Migration {
    /// The layering.
    pub layering: String,
    /// The date of the layers before, as `2024-06-30`.
    pub from: Option<String>,
    /// The date of the layers after.
    pub to: Option<String>,
    /// The layers: those of the later record, then those that only the earlier one has.
    pub layers: Vec<String>,
    /// How many customers went from a layer (outer) to a layer (inner).
    pub moves: Vec<Vec<u64>>,
    /// Customers of each layer before, with those who are gone.
    pub before: Vec<u64>,
    /// Customers of each layer after, with those who are new.
    pub after: Vec<u64>,
    /// Customers of each layer before who are no customers after.
    pub gone: Vec<u64>,
    /// Customers of each layer after who were none before.
    pub new: Vec<u64>,
    /// Of the customers of both dates, how many are in a layer further up.
    pub up: u64,
    /// How many are in a layer further down.
    pub down: u64,
    /// How many stayed.
    pub stayed: u64,
    /// Each layer's part of the stability index, in millionths.
    pub parts: Vec<i64>,
    /// The stability index, in millionths. `None`: there are no customers before, or none after.
    pub index: Option<i64>,
    /// What that index is taken for.
    pub stability: Option<Stability>,
}

/// What a stability index is taken for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stability {
    /// Below 0.1.
    Stable,
    /// From 0.1 to below 0.25.
    Shifting,
    /// From 0.25 on.
    Shifted,
}

impl Stability {
    fn of(index: i64) -> Self {
        match index {
            ..100_000 => Stability::Stable,
            100_000..250_000 => Stability::Shifting,
            _ => Stability::Shifted,
        }
    }
}

impl Migration {
    /// From the layers of customers at one date to those at another; customers are the same by their ids.
    #[must_use]
    pub fn between(before: &LayerRecord, after: &LayerRecord) -> Self {
        let mut layers = after.layers.clone();
        let used = [before, after].map(|record| record.customers.values());
        for layer in before.layers.iter().chain(used.into_iter().flatten()) {
            if !layers.contains(layer) {
                layers.push(layer.clone());
            }
        }
        let codes: BTreeMap<&str, usize> = layers.iter().enumerate().map(|(code, layer)| (layer.as_str(), code)).collect();
        let code = |layer: &String| codes.get(layer.as_str()).copied().unwrap_or(0);
        let none = vec![0_u64; layers.len()];
        let mut moves = vec![none.clone(); layers.len()];
        let mut found = [none.clone(), none.clone(), none.clone(), none.clone()];
        let [ref mut was, ref mut is, ref mut gone, ref mut new] = found;
        let (mut up, mut down, mut stayed) = (0, 0, 0);
        for (id, layer) in &before.customers {
            let from = code(layer);
            count(was, from);
            match after.customers.get(id).map(code) {
                None => count(gone, from),
                Some(to) => {
                    if let Some(row) = moves.get_mut(from) {
                        count(row, to);
                    }
                    match to.cmp(&from) {
                        std::cmp::Ordering::Less => up += 1,
                        std::cmp::Ordering::Greater => down += 1,
                        std::cmp::Ordering::Equal => stayed += 1,
                    }
                }
            }
        }
        for (id, layer) in &after.customers {
            count(is, code(layer));
            if !before.customers.contains_key(id) {
                count(new, code(layer));
            }
        }
        let parts = index(was, is);
        let index = parts.as_ref().map(|parts| parts.iter().sum());
        let [was, is, gone, new] = found;
        Migration {
            layering: after.name.clone(),
            from: before.as_of.clone(),
            to: after.as_of.clone(),
            layers,
            moves,
            before: was,
            after: is,
            gone,
            new,
            up,
            down,
            stayed,
            parts: parts.unwrap_or_else(|| vec![0; none.len()]),
            index,
            stability: index.map(Stability::of),
        }
    }

    /// What happened, in a few lines.
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        let both = self.up + self.down + self.stayed;
        let (gone, new) = (self.gone.iter().sum::<u64>(), self.new.iter().sum::<u64>());
        let date = |date: &Option<String>| date.clone().unwrap_or_else(|| "?".to_owned());
        let index = self.index.map_or_else(|| "–".to_owned(), |index| format!("{:.3}", index as f64 / ONE));
        let mut lines = vec![match language {
            Language::Zh => format!(
                "{}：{} 至 {}，{both} 位客户中 {} 位上升、{} 位下降、{} 位不变；新增 {new} 位，减少 {gone} 位。稳定性指数 {index}{}",
                self.layering,
                date(&self.from),
                date(&self.to),
                self.up,
                self.down,
                self.stayed,
                self.stability.map_or("", |s| s.zh())
            ),
            Language::En => format!(
                "{}: from {} to {}, of {both} customers {} went up, {} down, {} stayed; {new} are new, {gone} gone. Stability index {index}{}",
                self.layering,
                date(&self.from),
                date(&self.to),
                self.up,
                self.down,
                self.stayed,
                self.stability.map_or("", |s| s.en())
            ),
        }];
        let mut largest: Vec<(u64, usize, usize)> = Vec::new();
        for (from, row) in self.moves.iter().enumerate() {
            largest.extend(row.iter().enumerate().filter(|(to, count)| *to != from && **count > 0).map(|(to, count)| (*count, from, to)));
        }
        largest.sort_by_key(|(count, from, to)| (std::cmp::Reverse(*count), *from, *to));
        let name = |code: usize| self.layers.get(code).map_or("", String::as_str);
        lines.extend(largest.into_iter().take(TOLD).map(|(count, from, to)| format!("  {} → {}: {count}", name(from), name(to))));
        lines.join("\n")
    }
}

impl Stability {
    fn en(self) -> &'static str {
        match self {
            Stability::Stable => ": stable",
            Stability::Shifting => ": shifting",
            Stability::Shifted => ": another population",
        }
    }

    fn zh(self) -> &'static str {
        match self {
            Stability::Stable => "，稳定",
            Stability::Shifting => "，有变化",
            Stability::Shifted => "，变化显著",
        }
    }
}

fn count(counts: &mut [u64], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}

/// Each layer's part of the index in millionths. `None`: one side has nobody.
fn index(before: &[u64], after: &[u64]) -> Option<Vec<i64>> {
    let share = |counts: &[u64]| {
        let all: u64 = counts.iter().sum();
        (all > 0).then(|| counts.iter().map(|count| (*count as f64 / all as f64).max(LEAST_SHARE as f64 / ONE)).collect::<Vec<f64>>())
    };
    let (q, p) = (share(before)?, share(after)?);
    // A layer that nobody is in at either date moved nothing.
    Some(p.iter().zip(&q).map(|(p, q)| ((p - q) * libm::log(p / q) * ONE).round() as i64).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(as_of: &str, customers: &[(&str, &str)]) -> LayerRecord {
        LayerRecord {
            name: "分层".into(),
            as_of: Some(as_of.into()),
            layers: ["S级", "B级", "C级"].map(str::to_owned).to_vec(),
            customers: customers.iter().map(|(id, layer)| ((*id).to_owned(), (*layer).to_owned())).collect(),
        }
    }

    #[test]
    fn moves_are_counted_by_id() {
        let before = record("2024-03-31", &[("a", "S级"), ("b", "B级"), ("c", "B级"), ("d", "C级"), ("e", "旧级")]);
        let after = record("2024-06-30", &[("a", "S级"), ("b", "S级"), ("c", "C级"), ("e", "B级"), ("f", "C级")]);
        let found = Migration::between(&before, &after);
        assert_eq!(found.layers, ["S级", "B级", "C级", "旧级"]);
        assert_eq!(found.moves, [[1, 0, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0], [0, 1, 0, 0]]);
        assert_eq!((found.before.clone(), found.after.clone()), (vec![1, 2, 1, 1], vec![2, 1, 2, 0]));
        assert_eq!((found.gone.clone(), found.new.clone()), (vec![0, 0, 1, 0], vec![0, 0, 1, 0]));
        assert_eq!((found.up, found.down, found.stayed), (2, 1, 1));
        let en = found.told(Language::En);
        assert!(en.starts_with("分层: from 2024-03-31 to 2024-06-30, of 4 customers 2 went up, 1 down, 1 stayed; 1 are new, 1 gone. Stability index"), "{en}");
        assert!(en.contains("\n  B级 → S级: 1\n  B级 → C级: 1\n  旧级 → B级: 1"), "{en}");
        assert!(found.told(Language::Zh).contains("4 位客户中 2 位上升、1 位下降、1 位不变；新增 1 位，减少 1 位"));
    }

    /// (0.3 − 0.2) ln(0.3 / 0.2) + (0.7 − 0.8) ln(0.7 / 0.8) = 0.040547 + 0.013353.
    #[test]
    fn the_index_is_that_of_the_formula_and_its_bands() {
        assert_eq!(index(&[20, 80], &[30, 70]), Some(vec![40_547, 13_353]));
        assert_eq!(index(&[5, 5], &[50, 50]), Some(vec![0, 0]));
        // A layer that was empty: (0.5 − 0.0001) ln(0.5 / 0.0001), and the other half.
        assert_eq!(index(&[0, 10], &[5, 5]), Some(vec![4_257_745, 346_574]));
        assert_eq!(index(&[0, 0], &[5, 5]), None);
        assert_eq!([0, 99_999, 100_000, 249_999, 250_000].map(Stability::of), [Stability::Stable, Stability::Stable, Stability::Shifting, Stability::Shifting, Stability::Shifted]);
        let nobody = Migration::between(&record("2024-01-01", &[]), &record("2024-02-01", &[("a", "S级")]));
        assert_eq!((nobody.index, nobody.stability, nobody.new), (None, None, vec![1, 0, 0]));
    }
}
