//! Clusterers that go through the edges once, strongest first, and never look at what speaks against a join; constraints hold.
//!
//! | clusterer | a record joins |
//! |---|---|
//! | [`BestFirst`] | whatever an edge connects it with: connected components, strongest edge first |
//! | [`Center`] | the centre that its strongest edge leads to (Haveliwala, Gionis and Indyk 2000) |
//! | [`Star`] | the free record with most and strongest edges, of those left (Aslam, Pelekhov and Rus 2004) |
//! | [`OneToOne`] | one other record, and no more (unique mapping, as for two lists without duplicates) |

use super::component::{Component, Link, Part, by_component};
use super::groups::Groups;
use super::{Clusterer, Constraints, Linkage, Scale};
use crate::model::{Edge, Partition, Refusal};

/// Joins all that an edge connects, strongest first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BestFirst;

/// Groups of a centre and the records whose strongest edge leads to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Center;

/// Groups of a record and all free ones beside it, the best connected first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Star;

/// Pairs: every record has one partner at the most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OneToOne;

impl Clusterer for BestFirst {
    fn cluster(&self, rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints, _linkage: &dyn Linkage) -> Partition {
        by_component(rows, edges, scale, constraints, |component| {
            let mut scan = Scan::of(component);
            component.strongest_first().iter().for_each(|link| scan.join(link));
            scan.part()
        })
    }
}

impl Clusterer for Center {
    fn cluster(&self, rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints, _linkage: &dyn Linkage) -> Partition {
        by_component(rows, edges, scale, constraints, |component| {
            let mut scan = Scan::of(component);
            for link in component.strongest_first() {
                match (scan.role(link.a), scan.role(link.b)) {
                    (Role::Free, Role::Free) => scan.lead(link.a, &link),
                    (Role::Centre, Role::Free) => scan.lead(link.a, &link),
                    (Role::Free, Role::Centre) => scan.lead(link.b, &link),
                    _ => scan.pass(&link),
                }
            }
            scan.part()
        })
    }
}

impl Clusterer for Star {
    fn cluster(&self, rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints, _linkage: &dyn Linkage) -> Partition {
        by_component(rows, edges, scale, constraints, |component| {
            let links = component.strongest_first();
            let mut degree = vec![(0u32, 0i64); component.rows.len()];
            for at in links.iter().flat_map(|link| [(link.a, link.value), (link.b, link.value)]) {
                if let Some(slot) = degree.get_mut(at.0 as usize) {
                    *slot = (slot.0 + 1, slot.1.saturating_add(at.1));
                }
            }
            let mut order: Vec<u32> = (0u32..).take(component.rows.len()).collect();
            order.sort_by_key(|at| (std::cmp::Reverse(degree.get(*at as usize).copied().unwrap_or_default()), *at));
            let mut beside: Vec<Vec<Link>> = vec![Vec::new(); component.rows.len()];
            for link in &links {
                for at in [link.a, link.b] {
                    if let Some(list) = beside.get_mut(at as usize) {
                        list.push(*link);
                    }
                }
            }
            let mut scan = Scan::of(component);
            for centre in order {
                if scan.role(centre) != Role::Free {
                    continue;
                }
                for link in beside.get(centre as usize).into_iter().flatten() {
                    let other = if link.a == centre { link.b } else { link.a };
                    if scan.role(other) == Role::Free { scan.lead(centre, link) } else { scan.pass(link) }
                }
            }
            scan.part()
        })
    }
}

impl Clusterer for OneToOne {
    fn cluster(&self, rows: usize, edges: &[Edge], scale: Scale, constraints: &Constraints, _linkage: &dyn Linkage) -> Partition {
        by_component(rows, edges, scale, constraints, |component| {
            let mut scan = Scan::of(component);
            for link in component.strongest_first() {
                if scan.role(link.a) == Role::Free && scan.role(link.b) == Role::Free { scan.lead(link.a, &link) } else { scan.pass(&link) }
            }
            scan.part()
        })
    }
}

/// What a record is so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Free,
    Centre,
    Member,
}

struct Scan {
    groups: Groups,
    roles: Vec<Role>,
    refused: Vec<(u32, Refusal)>,
}

impl Scan {
    fn of(component: &Component<'_>) -> Self {
        Scan { groups: component.apart(), roles: vec![Role::Free; component.rows.len()], refused: Vec::new() }
    }

    fn role(&self, at: u32) -> Role {
        self.roles.get(at as usize).copied().unwrap_or(Role::Member)
    }

    /// Joins the two groups of a link, unless a constraint forbids it.
    fn join(&mut self, link: &Link) {
        let (a, b) = (self.groups.find(link.a), self.groups.find(link.b));
        if a == b {
            return;
        }
        match self.groups.refusal(a, b) {
            Some(why) => self.refused.push((link.edge, why)),
            None => _ = self.groups.join(a, b),
        }
    }

    /// Makes one end of a link the centre of the other.
    fn lead(&mut self, centre: u32, link: &Link) {
        let before = self.refused.len();
        self.join(link);
        if self.refused.len() > before {
            return;
        }
        for at in [link.a, link.b] {
            if let Some(role) = self.roles.get_mut(at as usize) {
                *role = if at == centre { Role::Centre } else { Role::Member };
            }
        }
    }

    /// Leaves a link out.
    fn pass(&mut self, link: &Link) {
        if self.groups.find(link.a) != self.groups.find(link.b) {
            self.refused.push((link.edge, Refusal::Taken));
        }
    }

    fn part(mut self) -> Part {
        Part { labels: self.groups.labels(), refused: self.refused }
    }
}
