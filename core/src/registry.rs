//! Components of the caller's own, by the names that a spec calls them.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

/// Names and what they stand for. A value that is handed over where a plan is compiled; nothing is registered globally.
///
/// ```
/// use guiyi::profile::{Decided, Contender, Survival, Survivor};
/// use guiyi::spec::Survivorship;
/// use guiyi::{Plan, ReferenceTables, Registry};
/// use std::sync::Arc;
///
/// /// Prefers telephones with an even last digit, for whatever reason.
/// #[derive(Debug)]
/// struct Even([Survivorship; 1]);
///
/// impl Survivor for Even {
///     fn strategies(&self) -> &[Survivorship] {
///         &self.0
///     }
///
///     fn survive(&self, contenders: &[Contender<'_>]) -> Option<Survival> {
///         let odd = |c: &Contender<'_>| c.key.bytes().last().is_none_or(|b| b % 2 == 1);
///         let (winner, best) = contenders.iter().enumerate().filter(|(_, c)| c.is_usable()).min_by_key(|(_, c)| (odd(c), c.row, c.slot))?;
///         let alone = contenders.iter().all(|c| !c.is_usable() || c.is_same(best));
///         Some(Survival { winner, decided: if alone { Decided::Alone } else { Decided::By(0) } })
///     }
/// }
///
/// let spec = serde_json::from_str(r#"{"version": 1, "fields": [{"name": "phone", "kind": {"phone": {}}}],
///   "sources": [{"name": "官网", "columns": [{"field": "phone", "from": ["手机"]}]}],
///   "profile": {"fields": [{"field": "phone", "by": [{"custom": "even"}]}]}}"#).unwrap();
/// let survivors = Registry::new().with("even", Arc::new(Even([Survivorship::Custom("even".into())])) as Arc<dyn Survivor>);
/// assert!(Plan::compile_with_survivors(&spec, ReferenceTables::builtin(), &survivors).is_ok());
/// assert!(Plan::compile(&spec).is_err());
/// ```
#[derive(Debug)]
pub struct Registry<T: ?Sized>(BTreeMap<String, Arc<T>>);

impl<T: ?Sized> Default for Registry<T> {
    fn default() -> Self {
        Registry(BTreeMap::new())
    }
}

impl<T: ?Sized> Registry<T> {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an entry, or replaces the one of that name.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, entry: Arc<T>) -> Self {
        self.0.insert(name.into(), entry);
        self
    }

    /// The entry of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<T>> {
        self.0.get(name)
    }

    /// The names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}
