//! What customers have in the dimensions and layerings of a timeline.

use crate::model::NO_TAG;

/// A dimension or layering, and every value it ever had.
#[derive(Clone, Debug)]
pub(super) struct Tracked {
    pub(super) name: String,
    /// Whether it is a layering.
    pub(super) layer: bool,
    /// Whether a customer can have several values.
    pub(super) many: bool,
    pub(super) values: Vec<String>,
}

impl Tracked {
    /// The place of a dimension or layering, added where it is new, and what its values are there.
    pub(super) fn find(tracked: &mut Vec<Tracked>, name: &str, layer: bool, many: bool, values: &[String]) -> (usize, Vec<u16>) {
        let at = tracked.iter().position(|t| (t.name.as_str(), t.layer, t.many) == (name, layer, many)).unwrap_or_else(|| {
            tracked.push(Tracked { name: name.to_owned(), layer, many, values: Vec::new() });
            tracked.len() - 1
        });
        let Some(own) = tracked.get_mut(at) else { return (at, Vec::new()) };
        if own.values.is_empty() {
            own.values = values.to_vec();
            return (at, (0..NO_TAG).take(values.len()).collect());
        }
        let code = |value: &String| {
            let at = own.values.iter().position(|known| known == value).unwrap_or_else(|| {
                own.values.push(value.clone());
                own.values.len() - 1
            });
            u16::try_from(at).unwrap_or(NO_TAG)
        };
        (at, values.iter().map(code).collect())
    }

    pub(super) fn value(&self, code: u16) -> Option<&str> {
        self.values.get(usize::from(code)).map(String::as_str)
    }
}

/// A customer's value or values in one of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Held {
    One(u16),
    /// Sorted.
    Many(Vec<u16>),
}

impl Held {
    pub(super) fn codes(&self) -> &[u16] {
        match self {
            Held::One(code) if *code == NO_TAG => &[],
            Held::One(code) => std::slice::from_ref(code),
            Held::Many(codes) => codes,
        }
    }

    /// The steps from one to another: of one value each to the other one, of several what goes and what comes.
    pub(super) fn steps(&self, to: &Held) -> Vec<(u16, u16)> {
        match (self, to) {
            (Held::One(from), Held::One(to)) => vec![(*from, *to)],
            (from, to) => {
                let (from, to) = (from.codes(), to.codes());
                let gone = from.iter().filter(|code| !to.contains(code)).map(|code| (*code, NO_TAG));
                gone.chain(to.iter().filter(|code| !from.contains(code)).map(|code| (NO_TAG, *code))).collect()
            }
        }
    }

    /// After a step.
    pub(super) fn step(&mut self, from: u16, to: u16) {
        match self {
            Held::One(code) => *code = to,
            Held::Many(codes) => {
                codes.retain(|code| *code != from || from == NO_TAG);
                if to != NO_TAG && !codes.contains(&to) {
                    codes.push(to);
                    codes.sort_unstable();
                }
            }
        }
    }
}

/// What all customers have in one dimension or layering.
#[derive(Clone, Debug)]
pub(super) enum Column {
    One(Vec<u16>),
    Many(Vec<Vec<u16>>),
}

impl Column {
    pub(super) fn new(many: bool, customers: usize) -> Self {
        if many { Column::Many(vec![Vec::new(); customers]) } else { Column::One(vec![NO_TAG; customers]) }
    }

    pub(super) fn get(&self, customer: u32) -> Held {
        match self {
            Column::One(codes) => Held::One(codes.get(customer as usize).copied().unwrap_or(NO_TAG)),
            Column::Many(codes) => Held::Many(codes.get(customer as usize).cloned().unwrap_or_default()),
        }
    }

    pub(super) fn set(&mut self, customer: u32, held: &Held) {
        match self {
            Column::One(codes) => {
                if let Some(slot) = codes.get_mut(customer as usize) {
                    *slot = held.codes().first().copied().unwrap_or(NO_TAG);
                }
            }
            Column::Many(codes) => {
                if let Some(slot) = codes.get_mut(customer as usize) {
                    *slot = held.codes().to_vec();
                }
            }
        }
    }

    pub(super) fn grow(&mut self, customers: usize) {
        match self {
            Column::One(codes) => codes.resize(customers.max(codes.len()), NO_TAG),
            Column::Many(codes) => codes.resize(customers.max(codes.len()), Vec::new()),
        }
    }
}
