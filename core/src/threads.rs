//! Work on several threads, or on one where the feature `parallel` is off.

/// Works on every item, begun in their order; the results are in that order, too.
#[cfg(feature = "parallel")]
pub(crate) fn in_parallel<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    let items = items.into_iter().enumerate().par_bridge();
    let mut done: Vec<(usize, R)> = items.map(|(at, item)| (at, work(item))).collect();
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn in_parallel<T, R>(items: Vec<T>, work: impl Fn(T) -> R) -> Vec<R> {
    items.into_iter().map(work).collect()
}

/// Changes every item.
#[cfg(feature = "parallel")]
pub(crate) fn each<T: Send>(items: &mut [T], work: impl Fn(usize, &mut T) + Sync + Send) {
    use rayon::prelude::*;
    items.par_iter_mut().enumerate().for_each(|(at, item)| work(at, item));
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn each<T>(items: &mut [T], work: impl Fn(usize, &mut T)) {
    items.iter_mut().enumerate().for_each(|(at, item)| work(at, item));
}

/// Does two things.
#[cfg(feature = "parallel")]
pub(crate) fn both<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(a, b)
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn both<A, B>(a: impl FnOnce() -> A, b: impl FnOnce() -> B) -> (A, B) {
    (a(), b())
}

/// Sorts; of equal items none may be told apart.
#[cfg(feature = "parallel")]
pub(crate) fn sort<T: Send>(items: &mut [T], order: impl Fn(&T, &T) -> std::cmp::Ordering + Sync + Send) {
    use rayon::prelude::*;
    items.par_sort_unstable_by(order);
}

#[cfg(not(feature = "parallel"))]
pub(crate) fn sort<T>(items: &mut [T], order: impl Fn(&T, &T) -> std::cmp::Ordering) {
    items.sort_unstable_by(order);
}
