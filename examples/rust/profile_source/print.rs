//! The report as a person reads it.

use guiyi::{ColumnProfile, ColumnQuality, Finding, QualityReport, TableProfile};
use guiyi_examples::screen::{row, shown};
use std::io::{self, Write};

/// Lines about single values per column.
const REASONS: usize = 6;

pub(super) fn report(out: &mut impl Write, profile: &TableProfile, quality: &QualityReport, findings: &[Finding]) -> io::Result<()> {
    writeln!(out, "{}: {} rows, {} columns\n", shown(&profile.table, 60), profile.rows, profile.columns.len())?;
    row(out, &[("column", 20), ("is", 26), ("filled", 6), ("read", 6), ("script", 7), ("why", 0)])?;
    for column in &profile.columns {
        let script = column.script.map(|s| format!("{s:?}").to_lowercase()).unwrap_or_default();
        let share = |p: f64| format!("{:.0} %", p * 100.0);
        row(out, &[(&shown(&column.column, 18), 20), (&kind(column), 26), (&share(column.filled), 6), (&share(column.readable), 6), (&script, 7), (&column.why, 0)])?;
    }
    writeln!(out)?;
    let heads = [("column", 20), ("ok", 8), ("repaired", 8), ("suspicious", 10), ("ambiguous", 9), ("invalid", 8), ("absent", 8), ("待补充", 8), ("未知", 8), ("待沟通确认", 10)];
    row(out, &heads)?;
    for column in &quality.columns {
        let counts = [column.ok, column.repaired, column.suspicious, column.ambiguous, column.invalid];
        let m = &column.missing;
        let all = counts.into_iter().chain([m.absent, m.to_be_filled, m.unknown, m.to_be_confirmed]);
        let texts: Vec<String> = all.map(|n| if n == 0 { "·".to_owned() } else { n.to_string() }).collect();
        let mut cells = vec![(shown(&column.field, 18), 20)];
        cells.extend(texts.into_iter().zip(heads.iter().skip(1).map(|(_, width)| *width)));
        row(out, &cells.iter().map(|(text, width)| (text.as_str(), *width)).collect::<Vec<_>>())?;
    }
    for column in &quality.columns {
        reasons(out, column)?;
    }
    if !findings.is_empty() {
        writeln!(out, "\nAbout the file")?;
    }
    for finding in findings {
        writeln!(out, "  {}: {}", finding.code, shown(&finding.text, 160))?;
    }
    Ok(())
}

/// The kind with its parameters: `date, day_first`, `amount, 万元`.
fn kind(column: &ColumnProfile) -> String {
    let json = serde_json::to_value(&column.kind).unwrap_or_default();
    let options = json.as_object().and_then(|o| o.values().next()).and_then(|v| v.as_object());
    let values = options.into_iter().flatten().filter(|(_, v)| v.as_str() != Some("unknown")).filter_map(|(_, v)| v.as_str());
    let mut text = column.kind.name().to_owned();
    for value in values {
        text.push_str(", ");
        text.push_str(value);
    }
    text
}

fn reasons(out: &mut impl Write, column: &ColumnQuality) -> io::Result<()> {
    if column.reasons.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", shown(&column.field, 60))?;
    for reason in column.reasons.iter().take(REASONS) {
        let shown: Vec<String> = reason.examples.iter().map(|e| format!("row {}: `{}` → {}", e.record, shown(&e.raw, 30), answer(&e.display))).collect();
        row(out, &[("", 0), (&reason.count.to_string(), 6), (reason.reason.as_str(), 20), (&shown.join("; "), 0)])?;
    }
    if let Some(more) = column.reasons.len().checked_sub(REASONS + 1) {
        writeln!(out, "  and {} further reasons", more + 1)?;
    }
    Ok(())
}

fn answer(display: &str) -> String {
    if display.is_empty() { "nothing".to_owned() } else { format!("`{}`", shown(display, 30)) }
}
