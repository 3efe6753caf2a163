//! The laws of the stage traits as checks, for anyone's implementation (feature `testing`).
//!
//! Each check returns what it found broken, in words; nothing means that the law held on the cases given.

use crate::Normalizer;
use crate::identity::cluster::{Clusterer, Constraints, Scale};
use crate::model::{Edge, Normalized, Status};
use crate::profile::{Contender, Decided, Survivor};

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

/// Every row in exactly one group, bans hard, the same for any order of the edges.
#[must_use]
pub fn clusterer(clusterer: &dyn Clusterer, rows: usize, edges: &[Edge], scale: Scale) -> Vec<String> {
    let mut broken = Vec::new();
    let none = Constraints::default();
    let partition = clusterer.cluster(rows, edges, scale, &none, &());
    if partition.of_row.len() != rows || partition.rows.items.len() != rows {
        broken.push(format!("{} of {rows} rows have a group", partition.of_row.len()));
    }
    let mut reversed = edges.to_vec();
    reversed.reverse();
    if clusterer.cluster(rows, &reversed, scale, &none, &()).of_row != partition.of_row {
        broken.push("another order of the edges gives another partition".to_owned());
    }
    for edge in edges.iter().filter(|e| matches!(e.decision, crate::model::Decision::Never(_))) {
        if partition.of_row.get(edge.a as usize) == partition.of_row.get(edge.b as usize) {
            broken.push(format!("rows {} and {} are banned from one another and share a group", edge.a, edge.b));
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
    use crate::model::Decision;
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

    #[test]
    fn the_clusterers_keep_the_laws() {
        let edge = |a, b, weight, decision| Edge { a, b, vector: 0, weight, decision };
        let edges = [edge(0, 1, 50, Decision::Weight), edge(1, 2, 40, Decision::Weight), edge(0, 2, 40, Decision::Never(0)), edge(3, 4, -5, Decision::Weight)];
        let all: [&dyn Clusterer; 5] = [&BestFirst, &Center, &Star, &OneToOne, &Correlation { doubt: 2048 }];
        for one in all {
            assert_eq!(clusterer(one, 6, &edges, Scale::default()), Vec::<String>::new());
        }
    }
}
