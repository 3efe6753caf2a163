//! The laws of the stage traits as checks, for anyone's implementation (feature `testing`).
//!
//! Each check returns what it found broken, in words; nothing means that the law held on the cases given.

mod layer;

pub use layer::{layerer, layerer_is_monotone};

use crate::Normalizer;
use crate::identity::cluster::{Clusterer, Constraints, Scale};
use crate::model::{Decision, Edge, Normalized, Status};
use crate::profile::{Contender, Decided, Survivor};
use std::collections::BTreeSet;

/// Total, pure, idempotent on the display form; a missing value has no key.
#[must_use]
pub fn normalizer(normalizer: &dyn Normalizer, cases: &[&str]) -> Vec<String> {
    let mut broken = Vec::new();
    let (mut first, mut second, mut again) = (Normalized::default(), Normalized::default(), Normalized::default());
    for case in cases {
        normalizer.normalize(case, &mut first);
        normalizer.normalize(case, &mut second);
        if first != second {
            broken.push(format!("{case:?}: two readings differ"));
        }
        if first.components.len() != normalizer.components().len() {
            broken.push(format!("{case:?}: {} components where {} are declared", first.components.len(), normalizer.components().len()));
        }
        if first.status == Status::Missing && !(first.key.is_empty() && first.missing.is_some()) {
            broken.push(format!("{case:?}: a missing value needs a state and has no key"));
        }
        normalizer.normalize(&first.display, &mut again);
        if !first.key.is_empty() && again.key != first.key {
            broken.push(format!("{case:?}: the display {:?} reads as {:?}, not {:?}", first.display, again.key, first.key));
        }
    }
    broken
}

/// Every row in exactly one group, groups numbered by their first rows; bans, unique sources and exclusive values hard; what was refused
/// is apart; the same for any order of the edges.
#[must_use]
pub fn clusterer(clusterer: &dyn Clusterer, rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints) -> Vec<String> {
    let mut broken = Vec::new();
    let partition = clusterer.cluster(rows, edges, scale, constraints, &());
    let group = |row: u32| partition.of_row.get(row as usize).copied();
    let listed: Vec<(u32, u32)> = (0u32..).take(partition.len()).flat_map(|customer| partition.rows_of(customer as usize).iter().map(move |row| (*row, customer))).collect();
    if partition.of_row.len() != rows || listed.len() != rows || listed.iter().any(|(row, customer)| group(*row) != Some(*customer)) {
        broken.push(format!("{} of {rows} rows have a group, {} are listed in one", partition.of_row.len(), listed.len()));
    }
    let firsts: Vec<Option<&u32>> = (0..partition.len()).map(|customer| partition.rows_of(customer).first()).collect();
    if !firsts.is_sorted() || firsts.contains(&None) {
        broken.push("the groups are not numbered by their first rows".to_owned());
    }
    let mut other = edges.to_vec();
    other.reverse();
    for turn in 0..3 {
        other.rotate_left(turn * edges.len() / 3);
        if clusterer.cluster(rows, &other, scale, constraints, &()).of_row != partition.of_row {
            broken.push("another order of the edges gives another partition".to_owned());
        }
    }
    for edge in edges.iter().filter(|e| matches!(e.decision, Decision::Never(_)) && group(e.a) == group(e.b)) {
        broken.push(format!("rows {} and {} are banned from one another and share a group", edge.a, edge.b));
    }
    for customer in 0..partition.len() {
        let of = |values: &[u32]| partition.rows_of(customer).iter().filter_map(|row| values.get(*row as usize).copied()).filter(|v| *v != 0).collect::<BTreeSet<u32>>();
        let mut seen = BTreeSet::new();
        let sources = partition.rows_of(customer).iter().filter_map(|row| constraints.unique_source.get(*row as usize)).filter(|source| **source != u16::MAX);
        for source in sources.filter(|source| !seen.insert(**source)) {
            broken.push(format!("group {customer} has two rows of source {source}, which holds no customer twice"));
        }
        for (field, _) in constraints.exclusive.iter().filter(|(_, values)| of(values).len() > 1) {
            broken.push(format!("group {customer} has two values of field {field}, of which a customer has one"));
        }
    }
    for (at, why) in &partition.refused {
        if edges.get(*at as usize).is_none_or(|edge| group(edge.a) == group(edge.b)) {
            broken.push(format!("edge {at} was refused ({why:?}) and its rows are one group"));
        }
    }
    broken
}

/// One of the usable contenders, the same for any order of them; the strategy that decided is one of the survivor's own, and where
/// two are one value there was nothing to decide.
#[must_use]
pub fn survivor(survivor: &dyn Survivor, contenders: &[Contender<'_>]) -> Vec<String> {
    let mut broken = Vec::new();
    let named = |c: &Contender<'_>| (c.row, c.slot, c.display.to_owned());
    let chosen = |contenders: &[Contender<'_>], broken: &mut Vec<String>| {
        let survival = survivor.survive(contenders)?;
        let Some(winner) = contenders.get(survival.winner) else {
            broken.push(format!("the winner {} is none of {} contenders", survival.winner, contenders.len()));
            return None;
        };
        if !winner.is_usable() {
            broken.push(format!("{:?} of row {} cannot be used, and won", winner.display, winner.row));
        }
        match survival.decided {
            Decided::By(at) if usize::from(at) >= survivor.strategies().len() => broken.push(format!("strategy {at} decided, of {}", survivor.strategies().len())),
            Decided::Alone if contenders.iter().any(|c| c.is_usable() && !c.is_same(winner)) => {
                broken.push("there was another value, and nothing is said to have decided".to_owned())
            }
            Decided::By(_) | Decided::Order if contenders.iter().all(|c| !c.is_usable() || c.is_same(winner)) => {
                broken.push("there was no other value, and something is said to have decided".to_owned())
            }
            _ => {}
        }
        Some((named(winner), survival.decided))
    };
    let first = chosen(contenders, &mut broken);
    if first.is_none() && contenders.iter().any(Contender::is_usable) {
        broken.push("there are values that could be used, and none won".to_owned());
    }
    let mut other = contenders.to_vec();
    for _ in 0..contenders.len() {
        other.rotate_left(1);
        let mut reversed = other.clone();
        reversed.reverse();
        for order in [&other, &reversed] {
            if chosen(order, &mut broken) != first {
                broken.push("another order of the contenders gives another winner".to_owned());
            }
        }
    }
    broken.dedup();
    broken
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::cluster::{BestFirst, Center, Correlation, OneToOne, Star};
    use crate::profile::Strategies;
    use crate::spec::Survivorship;
    use crate::{FieldKind, normalize};
    use proptest::strategy::Strategy as _;

    #[test]
    fn the_built_in_normalizers_keep_the_laws() {
        let cases = ["张三", "138 1234 5678", "a@b.cn", "2024年5月1日", "50-80万", "上海市浦东新区", "待补充", "", "-", "\u{202d}１３８１２３４５６７８\u{202c}", "SMITH, John"];
        for kind in FieldKind::every() {
            assert_eq!(normalizer(&*normalize::builtin(&kind, crate::data::ReferenceTables::builtin()), &cases), Vec::<String>::new(), "{}", kind.name());
        }
    }

    proptest::proptest! {
        #[test]
        fn the_built_in_strategies_keep_the_laws(by in proptest::sample::subsequence((0usize..9).collect::<Vec<_>>(), 0..9).prop_shuffle(),
                                                 rows in proptest::collection::vec((0usize..4, 0usize..6, 0i64..3, 0i32..3, 0u32..2, 0usize..3), 0..7)) {
            use Survivorship::*;
            let sources = ["官网", "门店", "展会"];
            let all = [Valid {}, SourcePriority {}, MostRecent {}, MostFrequent {}, Longest {}, Verified {}, Complete {}, Sources(vec!["展会".into()]), Prefer(vec!["李四".into()])];
            let strategies = Strategies(by.iter().map(|at| all[*at].clone()).collect());
            let texts = ["李", "李四", "李四光", ""];
            let statuses = [Status::Ok, Status::Repaired, Status::Suspicious, Status::Ambiguous, Status::Invalid, Status::Missing];
            let contenders: Vec<Contender<'_>> = rows.iter().enumerate().map(|(at, (text, status, time, priority, verified, source))| Contender {
                display: texts[*text], key: texts[*text], value: *text as u32, status: statuses[*status], row: (at / 2) as u32, slot: (at % 2) as u16, form: at as u32,
                time: (*time > 0).then_some(*time), source: sources[*source], priority: *priority, count: rows.iter().filter(|r| r.0 == *text).count() as u32,
                components: *text as u32, verified: *verified,
            }).collect();
            proptest::prop_assert_eq!(survivor(&strategies, &contenders), Vec::<String>::new());
        }
    }

    const CLUSTERERS: [&dyn Clusterer; 5] = [&BestFirst, &Center, &Star, &OneToOne, &Correlation { doubt: 2048 }];

    proptest::proptest! {
        #[test]
        fn the_clusterers_keep_the_laws(kinds in proptest::collection::vec((0u8..12, -4i32..6), 105),
                                        unique_source in proptest::collection::vec(proptest::prop_oneof![1 => proptest::strategy::Just(u16::MAX), 1 => 0u16..3], 15),
                                        exclusive in proptest::collection::vec(proptest::prop_oneof![2 => proptest::strategy::Just(0u32), 1 => 1u32..4], 15)) {
            let pairs = (0u32..15).flat_map(|a| (a + 1..15).map(move |b| (a, b)));
            let edges: Vec<Edge> = pairs.zip(kinds).filter_map(|((a, b), (kind, bits))| {
                let decision = match kind {
                    0 => Decision::Never(0),
                    1 => Decision::Always(0),
                    2..=6 => Decision::Weight,
                    _ => return None,
                };
                Some(Edge { a, b, vector: 0, weight: bits * 1024, decision })
            }).collect();
            let constraints = Constraints { unique_source, exclusive: vec![(3, exclusive)] };
            for one in CLUSTERERS {
                for constraints in [&Constraints::default(), &constraints] {
                    proptest::prop_assert_eq!(clusterer(one, 15, &edges, Scale { threshold: 0, neutral: -2048 }, constraints), Vec::<String>::new(), "{:?}", one);
                }
            }
        }
    }

    #[test]
    fn a_clusterer_that_breaks_a_law_is_told_which() {
        /// All rows in one group, whatever there is against it.
        #[derive(Debug)]
        struct Lump;
        impl Clusterer for Lump {
            fn cluster(&self, rows: usize, _: &[Edge], _: Scale, _: &Constraints, _: &dyn crate::identity::cluster::Linkage) -> crate::model::Partition {
                crate::model::Partition::from_labels(&vec![0; rows], vec![(0, crate::model::Refusal::Ban)])
            }
        }
        let ban = [Edge { a: 0, b: 1, vector: 0, weight: 0, decision: Decision::Never(0) }];
        let constraints = Constraints { unique_source: vec![4, u16::MAX, 4], exclusive: vec![(7, vec![1, 0, 2])] };
        let broken = clusterer(&Lump, 3, &ban, Scale::default(), &constraints).join("; ");
        for law in ["rows 0 and 1 are banned", "two rows of source 4", "two values of field 7", "edge 0 was refused"] {
            assert!(broken.contains(law), "{law}: {broken}");
        }
    }
}
