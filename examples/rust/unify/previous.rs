//! Customer ids from one run to the next: `assignment.json` out and in, `changes.csv` out.

use crate::{sources, write};
use guiyi::interop::json;
use guiyi::{Assignment, ChangeKind, Inputs, Outcome};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

type Done = Result<(), Box<dyn Error>>;

/// Reads a former run's `assignment.json`, its `links.csv`, or whatever table has `source,record_id,customer_id`.
pub(crate) fn read(path: &Path) -> Result<Assignment, Box<dyn Error>> {
    let named = |e: &dyn Error| format!("{}: {e}", path.display());
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
        let text = std::fs::read_to_string(path).map_err(|e| named(&e))?;
        return Ok(json::assignment(&text).map_err(|e| named(&e))?);
    }
    let table = sources::file("previous", path)?;
    Ok(Assignment::of_table(&Inputs::new().with("previous", table.as_table()), "previous").map_err(|e| named(&e))?)
}

/// Writes `assignment.json` and `changes.csv`.
pub(crate) fn write(folder: &Path, outcome: &Outcome) -> Done {
    let path = folder.join("assignment.json");
    let file = File::create(&path).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = BufWriter::with_capacity(write::BUFFER, file);
    serde_json::to_writer(&mut out, &outcome.assignment())?;
    writeln!(out)?;
    out.flush()?;
    let mut out = write::writer(folder, "changes.csv")?;
    out.write_record(["change", "from", "into", "source", "record_id"])?;
    for change in outcome.changes() {
        let record = change.record;
        let cells = [change.from, change.into, record.map(|r| r.source), record.map(|r| r.id)];
        out.write_record(std::iter::once(change.kind.as_str()).chain(cells.map(Option::unwrap_or_default)))?;
    }
    Ok(out.flush()?)
}

/// Changes that are shown of each kind; the rest is counted.
const MOST_SHOWN: usize = 3;

/// What happened to customer ids, in numbers and with examples.
pub(crate) fn print(out: &mut impl Write, outcome: &Outcome) -> Done {
    let mut kinds: BTreeMap<ChangeKind, (usize, Vec<String>)> = BTreeMap::new();
    for change in outcome.changes() {
        let (n, examples) = kinds.entry(change.kind).or_default();
        *n += 1;
        if examples.len() < MOST_SHOWN {
            let record = change.record.map(|r| format!("{} {}: ", r.source, r.id)).unwrap_or_default();
            let ids: Vec<&str> = [change.from, change.into].into_iter().flatten().collect();
            examples.push(format!("{record}{}", ids.join(" → ")));
        }
    }
    let new = [ChangeKind::Created, ChangeKind::Split].iter().filter_map(|kind| kinds.get(kind)).map(|(n, _)| n).sum::<usize>();
    writeln!(out, "\n客户编号 Customer ids: {} stayed", outcome.customers().len().saturating_sub(new))?;
    for (kind, (n, examples)) in kinds {
        let more = if n > examples.len() { ", …" } else { "" };
        writeln!(out, "  {} {n}: {}{more}", kind.as_str(), examples.join(", "))?;
    }
    Ok(())
}
