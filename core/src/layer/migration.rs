//! Migration: who went from which layer to which between two dates, and how far the shares of the layers moved.
//!
//! | before → after | |
//! |---|---|
//! | 100 customers, S级 20, B级 80 → S级 30, B级 70 | index 0.05: stable |
//!
//! The index is the population stability index (PSI) of credit scoring (Siddiqi 2006): the sum over layers of (p − q) · ln(p / q), p and q
//! the shares after and before. Below 0.1 the population is taken for stable, from 0.25 on for another one; these bands are a convention of
//! that trade. A share of nothing counts as [`LEAST_SHARE`], also a convention.
//!
//! Customers are followed by their ids, and where records came together or apart in between, by what became of the ids:
//!
//! | before → after | moves |
//! |---|---|
//! | a S级, b C级 → a S级, b went into a | S级 → S级, C级 → S级; one came together |
//! | a S级 → a S级, c B级 split from a | S级 → S级, S级 → B级; one came apart |
//!
//! Each move counts once on either side of the index, so that identity alone, where nobody's layer changes, moves nothing. An id that was
//! split off is known since the run before the later one; ids that are gone are followed over any number of runs.

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
    /// By layer after, customers before who went into a customer that another one is or went into, too: the moves into a layer are its
    /// customers after less the new ones and with these.
    #[serde(skip_serializing_if = "nobody")]
    pub together: Vec<u64>,
    /// By layer before, customers after who came out of a customer that another one was or came out of, too: the moves out of a layer are
    /// its customers before less those who are gone and with these.
    #[serde(skip_serializing_if = "nobody")]
    pub apart: Vec<u64>,
    /// Of the moves of customers of both dates, how many are to a layer further up.
    pub up: u64,
    /// How many are to a layer further down.
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
    /// From the layers of customers at one date to those at another; customers are the same by their ids, or by what the later record says
    /// became of them.
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
        let (mut up, mut down, mut stayed) = (0, 0, 0);
        // How many moves each customer has a part in.
        let mut out: BTreeMap<&str, u64> = BTreeMap::new();
        let mut into: BTreeMap<&str, u64> = BTreeMap::new();
        for (id, to) in followed(before, after) {
            let (Some(from), Some(layer)) = (before.customers.get(id).map(code), after.customers.get(to).map(code)) else { continue };
            *out.entry(id).or_default() += 1;
            *into.entry(to).or_default() += 1;
            if let Some(row) = moves.get_mut(from) {
                count(row, layer, 1);
            }
            match layer.cmp(&from) {
                std::cmp::Ordering::Less => up += 1,
                std::cmp::Ordering::Greater => down += 1,
                std::cmp::Ordering::Equal => stayed += 1,
            }
        }
        // Customers of each layer, those without a move, and moves beyond the first.
        let sides = |record: &LayerRecord, moves: &BTreeMap<&str, u64>| {
            let [mut all, mut alone, mut more] = [none.clone(), none.clone(), none.clone()];
            for (id, layer) in &record.customers {
                let own = moves.get(id.as_str()).copied().unwrap_or(0);
                count(&mut all, code(layer), 1);
                count(&mut alone, code(layer), u64::from(own == 0));
                count(&mut more, code(layer), own.saturating_sub(1));
            }
            (all, alone, more)
        };
        let ((was, gone, apart), (is, new, together)) = (sides(before, &out), sides(after, &into));
        let sum = |a: &[u64], b: &[u64]| a.iter().zip(b).map(|(a, b)| a + b).collect::<Vec<u64>>();
        let parts = index(&sum(&was, &apart), &sum(&is, &together));
        let index = parts.as_ref().map(|parts| parts.iter().sum());
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
            together,
            apart,
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
        let (together, apart) = (self.together.iter().sum::<u64>(), self.apart.iter().sum::<u64>());
        let followed = match language {
            _ if together + apart == 0 => String::new(),
            Language::Zh => format!("；合并 {together} 位，拆出 {apart} 位，均随编号追踪"),
            Language::En => format!("; {together} went into another customer, {apart} came out of one, and are followed"),
        };
        let date = |date: &Option<String>| date.clone().unwrap_or_else(|| "?".to_owned());
        let index = self.index.map_or_else(|| "–".to_owned(), |index| format!("{:.3}", index as f64 / ONE));
        let mut lines = vec![match language {
            Language::Zh => format!(
                "{}：{} 至 {}，{both} 位客户中 {} 位上升、{} 位下降、{} 位不变；新增 {new} 位，减少 {gone} 位{followed}。稳定性指数 {index}{}",
                self.layering,
                date(&self.from),
                date(&self.to),
                self.up,
                self.down,
                self.stayed,
                self.stability.map_or("", |s| s.zh())
            ),
            Language::En => format!(
                "{}: from {} to {}, of {both} customers {} went up, {} down, {} stayed; {new} are new, {gone} gone{followed}. Stability index {index}{}",
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

fn count(counts: &mut [u64], at: usize, more: u64) {
    if let Some(count) = counts.get_mut(at) {
        *count += more;
    }
}

fn nobody(counts: &[u64]) -> bool {
    counts.iter().all(|count| *count == 0)
}

/// Who before is who after: by id, by where an id that is gone leads to, and by what an id that is new was split from.
fn followed<'r>(before: &'r LayerRecord, after: &'r LayerRecord) -> impl Iterator<Item = (&'r str, &'r str)> {
    let living = |id: &'r String| if after.customers.contains_key(id) { Some(id) } else { after.redirects.get(id)?.as_ref() };
    let stayed = before.customers.keys().filter_map(move |id| Some((id.as_str(), living(id)?.as_str())));
    let split = after.split_from.iter().filter(move |(new, from)| !before.customers.contains_key(*new) && living(from) != Some(*new));
    stayed.chain(split.map(|(new, from)| (from.as_str(), new.as_str())))
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
            ..LayerRecord::default()
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

    /// b and c went into a, d into nobody, f is what came out of e, g went into one who was not there.
    #[test]
    fn customers_who_came_together_or_apart_are_followed() {
        let before = record("2024-03-31", &[("a", "S级"), ("b", "C级"), ("c", "S级"), ("d", "B级"), ("e", "B级"), ("g", "C级")]);
        let mut after = record("2024-06-30", &[("a", "S级"), ("e", "B级"), ("f", "C级"), ("h", "B级"), ("i", "C级")]);
        let into = |id: &str| Some(id.to_owned());
        after.redirects = [("b", into("a")), ("c", into("a")), ("d", None), ("g", into("h")), ("z", into("a"))].map(|(id, to)| (id.to_owned(), to)).into();
        after.split_from = [("f", "e"), ("a", "x")].map(|(id, from)| (id.to_owned(), from.to_owned())).into();
        let found = Migration::between(&before, &after);
        assert_eq!(found.moves, [[2, 0, 0], [0, 1, 1], [1, 1, 0]]);
        assert_eq!((found.before.clone(), found.after.clone()), (vec![2, 2, 2], vec![1, 2, 2]));
        assert_eq!((found.gone.clone(), found.new.clone()), (vec![0, 1, 0], vec![0, 0, 1]));
        assert_eq!((found.together.clone(), found.apart.clone()), (vec![2, 0, 0], vec![0, 1, 0]));
        assert_eq!((found.up, found.down, found.stayed), (2, 1, 3));
        // Moves out of a layer and into it are its customers, with those who came apart and together.
        for layer in 0..3 {
            assert_eq!(found.moves[layer].iter().sum::<u64>(), found.before[layer] - found.gone[layer] + found.apart[layer]);
            assert_eq!(found.moves.iter().map(|row| row[layer]).sum::<u64>(), found.after[layer] - found.new[layer] + found.together[layer]);
        }
        assert!(
            found.told(Language::En).contains("1 are new, 1 gone; 2 went into another customer, 1 came out of one, and are followed. Stability"),
            "{}",
            found.told(Language::En)
        );
        assert!(found.told(Language::Zh).contains("减少 1 位；合并 2 位，拆出 1 位，均随编号追踪。稳定性指数"));
    }

    /// Ten duplicates of C级 are merged: by ids ten customers are gone and the shares are others; but nobody moved.
    #[test]
    fn identity_alone_does_not_move_the_index() {
        let all: Vec<(String, &str)> = (0..40).map(|n| (format!("c{n:02}"), if n < 20 { "S级" } else { "C级" })).collect();
        let all: Vec<(&str, &str)> = all.iter().map(|(id, layer)| (id.as_str(), *layer)).collect();
        let (before, mut after) = (record("2024-03-31", &all), record("2024-06-30", &all[..30]));
        let by_ids = Migration::between(&before, &after);
        assert_eq!((by_ids.gone.iter().sum::<u64>(), by_ids.stability), (10, Some(Stability::Shifting)));
        after.redirects = (30..40).map(|n| (format!("c{n}"), Some(format!("c{}", n - 10)))).collect();
        let followed = Migration::between(&before, &after);
        assert_eq!((followed.index, followed.stayed, followed.gone.iter().sum::<u64>()), (Some(0), 40, 0));
        assert_eq!(followed.together, [0, 0, 10]);
    }
}
