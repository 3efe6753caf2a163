//! Rows that a chain of pairs connects: what no chain connects cannot come together, so that each is worked on by itself.

use super::groups::Groups;
use super::signed::{bans, value};
use super::{Components, Constraints, Scale};
use crate::model::{Decision, Edge, Partition, Refusal};
use crate::threads::each;

/// One component, with the edges among its rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Component<'a> {
    pub(super) rows: &'a [u32],
    edges: &'a [Edge],
    /// Which edges are within.
    within: &'a [u32],
    pub(super) scale: Scale,
    constraints: &'a Constraints,
}

/// An edge of a component, by the places of its two rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    /// The edge's index.
    pub(super) edge: u32,
    pub(super) a: u32,
    pub(super) b: u32,
    /// The signed value.
    pub(super) value: i64,
    /// The match weight.
    pub(super) weight: i32,
    /// Whether an always-rule decided, whatever the weight.
    pub(super) decided: bool,
}

impl Link {
    /// Whether it joins two records by themselves.
    pub(super) fn joins(&self, threshold: i32) -> bool {
        self.decided || self.value > 0 && self.weight >= threshold
    }
}

/// What became of a component.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// By place, the first place of its group.
    pub(super) labels: Vec<u32>,
    pub(super) refused: Vec<(u32, Refusal)>,
}

impl Component<'_> {
    /// The edges within, bans apart, in their order.
    pub(super) fn links(&self) -> Vec<Link> {
        self.within()
            .filter(|(_, edge, ..)| !bans(edge))
            .map(|(index, edge, a, b)| Link { edge: index, a, b, value: value(edge, self.scale), weight: edge.weight, decided: matches!(edge.decision, Decision::Always(_)) })
            .collect()
    }

    /// The links that speak for a join, the strongest first; of equal ones that of the smaller rows.
    pub(super) fn strongest_first(&self) -> Vec<Link> {
        let mut links = self.links();
        links.retain(|link| link.value > 0);
        links.sort_unstable_by_key(|link| (std::cmp::Reverse(link.value), link.a, link.b));
        links
    }

    /// Every row by itself, with what may not come together.
    pub(super) fn apart(&self) -> Groups {
        let banned = self.within().filter(|(_, edge, ..)| bans(edge)).map(|(_, _, a, b)| (a, b));
        Groups::new(self.rows, self.constraints, banned)
    }

    fn within(&self) -> impl Iterator<Item = (u32, &Edge, u32, u32)> {
        let place = |row: u32| self.rows.binary_search(&row).ok().and_then(|at| u32::try_from(at).ok());
        self.within.iter().filter_map(move |index| {
            let edge = self.edges.get(*index as usize)?;
            Some((*index, edge, place(edge.a)?, place(edge.b)?))
        })
    }
}

/// Divides every component, each by itself.
pub(super) fn by_component(rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints, divide: impl Fn(&Component<'_>) -> Part + Sync + Send) -> Partition {
    let components = Components::new(rows, edges, |e| value(e, scale) > 0);
    let lists = components.edges(edges);
    let mut parts = vec![Part::default(); components.len()];
    each(&mut parts, |at, part| *part = divide(&Component { rows: components.rows(at), edges, within: lists.get(at), scale, constraints }));
    let mut labels: Vec<u32> = (0u32..).take(rows).collect();
    let mut refused = Vec::new();
    for (at, part) in parts.into_iter().enumerate() {
        let members = components.rows(at);
        for (row, first) in members.iter().zip(&part.labels) {
            if let (Some(label), Some(first)) = (labels.get_mut(*row as usize), members.get(*first as usize)) {
                *label = *first;
            }
        }
        refused.extend(part.refused);
    }
    // What was refused on the way may have come together later.
    let label = |row: u32| labels.get(row as usize);
    refused.retain(|(edge, _)| edges.get(*edge as usize).is_some_and(|e| label(e.a) != label(e.b)));
    refused.sort_by_key(|(edge, _)| *edge);
    refused.dedup_by_key(|(edge, _)| *edge);
    Partition::from_labels(&labels, refused)
}
