//! The Python module `guiyi._guiyi`, under the typed package `guiyi`.
//!
//! Nothing here decides anything about customers: it turns Python's tables into inputs, lets the `guiyi` crate
//! work without the interpreter's lock, and hands Arrow tables back.

mod cell;
mod error;
mod explanation;
mod metrics;
mod outcome;
mod plan;
mod progress;
mod reference_tables;
mod table;
mod tables;
mod timeline;
mod tools;

use pyo3::prelude::*;

/// The compiled part of guiyi. Import `guiyi` instead.
#[pymodule(gil_used = false, name = "_guiyi")]
mod _guiyi {
    #[pymodule_export]
    use crate::explanation::Explanation;
    #[pymodule_export]
    use crate::metrics::{Facts, metric_catalogue, metrics};
    #[pymodule_export]
    use crate::outcome::Outcome;
    #[pymodule_export]
    use crate::plan::{Plan, compile};
    #[pymodule_export]
    use crate::reference_tables::ReferenceTables;
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::timeline::OpenTimeline;
    #[pymodule_export]
    use crate::tools::{
        check_rules, draft, evaluate, from_splink, layer_catalogue, layer_migration, normalize, normalize_column, normalize_record, profile_tables, propose, template, to_splink,
    };
    use pyo3::prelude::*;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
