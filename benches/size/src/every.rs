//! A program that reads its arguments as every kind.

use guiyi::{FieldKind, Normalized, ReferenceTables, normalize};

fn main() {
    let kinds = FieldKind::every();
    let mut value = Normalized::default();
    for argument in std::env::args().skip(1) {
        for kind in &kinds {
            normalize::builtin(kind, ReferenceTables::builtin()).normalize(&argument, &mut value);
            println!("{}: {} {} {}", kind.name(), value.status.as_str(), value.key, value.components.join(" "));
        }
    }
}
