//! Shapes that take clusterers apart: chains, stars, bridges, bans within cliques. Bounded in time, the constraints hard, and the
//! refusals kept.

use super::*;
use crate::identity::score::BIT;
use crate::model::{Decision, Refusal};
use std::time::{Duration, Instant};

const CORRELATION: Correlation = Correlation { doubt: 2 * BIT };
/// Rows of a chain and of a star.
const MANY: u32 = 10_000;
/// What takes the square of [`MANY`] takes minutes in a debug build.
const BOUND: Duration = Duration::from_secs(30);

fn edge(a: u32, b: u32, bits: i32) -> Edge {
    Edge { a, b, vector: 0, weight: bits * BIT, decision: Decision::Weight }
}

fn ruled(a: u32, b: u32, decision: Decision) -> Edge {
    Edge { decision, ..edge(a, b, 0) }
}

fn clique(rows: std::ops::Range<u32>, bits: i32) -> Vec<Edge> {
    rows.clone().flat_map(|a| (a + 1..rows.end).map(move |b| edge(a, b, bits))).collect()
}

fn cluster(clusterer: &dyn Clusterer, rows: u32, edges: &[Edge], linkage: &dyn Linkage) -> Partition {
    let begun = Instant::now();
    let scale = Scale { threshold: 0, neutral: -5 * BIT };
    let found = clusterer.cluster(rows as usize, edges, scale, &Constraints::default(), linkage);
    assert!(begun.elapsed() < BOUND, "{clusterer:?}: {:?}", begun.elapsed());
    let mut reversed = edges.to_vec();
    reversed.reverse();
    assert_eq!(clusterer.cluster(rows as usize, &reversed, scale, &Constraints::default(), linkage).of_row, found.of_row);
    found
}

fn largest(found: &Partition) -> usize {
    (0..found.len()).map(|customer| found.rows_of(customer).len()).max().unwrap_or(0)
}

/// Rows far apart contradict one another.
#[derive(Debug)]
struct Near(u32);

impl Linkage for Near {
    fn weight(&self, a: &[u32], b: &[u32]) -> Option<i32> {
        let ends = |rows: &[u32]| (rows.iter().min().copied().unwrap_or(0), rows.iter().max().copied().unwrap_or(0));
        let ((low, high), (least, most)) = (ends(a), ends(b));
        Some(if high.max(most) - low.min(least) > self.0 { -5 * BIT } else { 5 * BIT })
    }
}

#[test]
fn a_chain_is_worked_through_once() {
    let chain: Vec<Edge> = (1..MANY).map(|at| edge(at - 1, at, 1 + (at % 7) as i32)).collect();
    // Nothing speaks against it.
    let clusterers: [&dyn Clusterer; 2] = [&BestFirst, &CORRELATION];
    assert!(clusterers.iter().all(|one| largest(&cluster(*one, MANY, &chain, &())) == MANY as usize));
    let clusterers: [&dyn Clusterer; 3] = [&Center, &Star, &OneToOne];
    assert!(clusterers.iter().all(|one| largest(&cluster(*one, MANY, &chain, &())) <= 3));
    // What is far apart contradicts: no part of the chain is longer, and every cut is kept with its reason.
    let found = cluster(&CORRELATION, MANY, &chain, &Near(12));
    assert!(largest(&found) <= 13, "{}", largest(&found));
    assert_eq!(found.refused.len(), found.len() - 1);
    assert!(found.refused.iter().all(|(_, why)| *why == Refusal::Contradiction));
}

#[test]
fn a_star_is_worked_through_once() {
    // Its centre first, and last.
    for centre in [0, MANY - 1] {
        let star: Vec<Edge> = (0..MANY).filter(|at| *at != centre).map(|at| edge(at.min(centre), at.max(centre), 3)).collect();
        assert_eq!(largest(&cluster(&CORRELATION, MANY, &star, &())), MANY as usize);
        assert!(largest(&cluster(&CORRELATION, MANY, &star, &Near(12))) <= 13);
        assert_eq!(largest(&cluster(&OneToOne, MANY, &star, &())), 2);
    }
}

#[test]
fn a_bridge_does_not_join_two_cliques_that_contradict() {
    let mut edges = clique(0..40, 6);
    edges.extend(clique(40..80, 6));
    edges.push(edge(39, 40, 5));
    edges.extend((0..39).map(|at| edge(at, at + 41, -9)));
    let found = cluster(&CORRELATION, 80, &edges, &());
    assert_eq!((found.len(), found.rows_of(0).len()), (2, 40));
    let refused = &edges[found.refused[0].0 as usize];
    assert_eq!((found.refused.len(), refused.a, refused.b, found.refused[0].1), (1, 39, 40, Refusal::Evidence));
    // Where nothing across was compared, all records together say it.
    let bare: Vec<Edge> = edges.iter().filter(|e| e.weight > 0).copied().collect();
    let found = cluster(&CORRELATION, 80, &bare, &Near(40));
    assert_eq!((found.len(), found.refused.iter().map(|(_, why)| *why).collect::<Vec<_>>()), (2, vec![Refusal::Contradiction]));
}

#[test]
fn a_ban_within_a_clique_keeps_the_two_apart_and_the_refusal() {
    let mut edges = clique(0..40, 6);
    edges.retain(|e| (e.a, e.b) != (0, 39));
    edges.push(ruled(0, 39, Decision::Never(0)));
    for one in [&CORRELATION as &dyn Clusterer, &BestFirst] {
        let found = cluster(one, 40, &edges, &());
        assert!(found.of_row[0] != found.of_row[39] && found.len() == 2, "{:?}", found.of_row);
        assert!(found.refused.iter().any(|(_, why)| *why == Refusal::Ban));
    }
    // Between all of two halves: just these.
    let mut edges = clique(0..40, 6);
    edges.iter_mut().filter(|e| e.a < 20 && e.b >= 20).for_each(|e| e.decision = Decision::Never(0));
    let found = cluster(&CORRELATION, 40, &edges, &());
    assert_eq!((found.rows_of(0), found.rows_of(1)), (&(0..20).collect::<Vec<u32>>()[..], &(20..40).collect::<Vec<u32>>()[..]));
}

#[test]
fn always_gives_way_to_never() {
    let edges = [ruled(0, 1, Decision::Always(1)), ruled(1, 2, Decision::Always(0)), ruled(0, 2, Decision::Never(2))];
    for one in [&CORRELATION as &dyn Clusterer, &BestFirst] {
        let found = cluster(one, 3, &edges, &());
        // The earlier rule is the stronger one.
        assert_eq!(found.of_row, [0, 1, 1]);
        assert_eq!(found.refused, [(0, Refusal::Ban)]);
    }
}
