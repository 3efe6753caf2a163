//! What is wrong with the rules of the spec, with how many customers that concerns.

use crate::arguments::Arguments;
use guiyi::{Language, Outcome, Severity};
use std::error::Error;
use std::io::Write;

/// How many findings are told.
const TOLD: usize = 8;

/// Prints the errors and warnings, the gravest first. Counting goes over all customers, so it is left out where there is nothing to count.
pub(crate) fn print(out: &mut impl Write, a: &Arguments, outcome: &Outcome) -> Result<(), Box<dyn Error>> {
    let counted;
    let report = if a.only_links {
        outcome.plan().check_rules()
    } else {
        counted = outcome.check_rules();
        &counted
    };
    let found = report.warnings();
    if found.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n规则 Rules: {} found", found.len())?;
    for finding in found.iter().take(TOLD) {
        let mark = if finding.severity == Severity::Error { "error" } else { "warning" };
        writeln!(out, "  {mark} {}\n      {}", finding.tell(Language::En), finding.paths.join(", "))?;
    }
    let more = found.len().saturating_sub(TOLD);
    let more = if more > 0 { format!("{more} more; ") } else { String::new() };
    writeln!(out, "  {more}all of them, with examples: check_rules SPEC.json --text")?;
    Ok(())
}
