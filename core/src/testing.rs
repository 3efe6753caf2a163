//! The laws of the stage traits as checks, for anyone's implementation (feature `testing`).
//!
//! Each check returns what it found broken, in words; nothing means that the law held on the cases given.

use crate::Normalizer;
use crate::identity::cluster::{Clusterer, Constraints, Scale};
use crate::model::{Edge, Normalized, Status};

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::cluster::{BestFirst, Center, Correlation, OneToOne, Star};
    use crate::model::Decision;
    use crate::{FieldKind, normalize};

    #[test]
    fn the_built_in_normalizers_keep_the_laws() {
        let cases = ["张三", "138 1234 5678", "a@b.cn", "2024年5月1日", "50-80万", "上海市浦东新区", "待补充", "", "-", "\u{202d}１３８１２３４５６７８\u{202c}", "SMITH, John"];
        for kind in FieldKind::every() {
            assert_eq!(normalizer(&*normalize::builtin(&kind, crate::data::ReferenceTables::builtin()), &cases), Vec::<String>::new(), "{}", kind.name());
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
