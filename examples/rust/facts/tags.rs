//! What tags came to, for people: whether the rules hold, who carries what and what lies in it, two dimensions beside one another, what a
//! template's own rules leave open, and what all that says.

use crate::report::{Unit, written};
use crate::why;
use guiyi::model::{FactColumn, TagDimension};
use guiyi::{Language, Outcome, RuleFinding};
use guiyi_examples::screen::row;
use guiyi_examples::worked::Example;
use std::error::Error;
use std::io::{self, Write};

pub(crate) fn print(example: &Example, outcome: &Outcome, language: Language) -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let (tags, report) = (outcome.tags(), outcome.check_rules());
    // What a rule set that is not run has to do with it is told with that one.
    let about = |finding: &&RuleFinding, at: &str| finding.paths.iter().any(|path| path.starts_with(at));
    writeln!(out, "\ntags: {} {}, {} dimensions", tags.name, tags.version, tags.dimensions.len())?;
    let own: Vec<&RuleFinding> = report.findings().filter(|finding| about(finding, "tags.") && !about(finding, "rule_sets[")).collect();
    if own.is_empty() {
        writeln!(out, "the rules are exclusive and exhaustive: nothing was found")?;
    }
    findings(&mut out, &own, language)?;
    let amount = Amount::of(example, outcome);
    for dimension in &tags.dimensions {
        values(&mut out, dimension, &amount)?;
    }
    let dimension = |at: usize| example.told.cross.as_ref().and_then(|names| tags.dimension(names.get(at)?));
    if let Some((down, across)) = dimension(0).zip(dimension(1)) {
        cross(&mut out, down, across, &amount)?;
    }
    for why in &example.told.why {
        why::print(&mut out, example, outcome, why, language)?;
    }
    for (at, set) in example.rule_sets.iter().enumerate() {
        writeln!(out, "\nnot run, only checked: {} {}", set.name, set.version)?;
        let path = format!("rule_sets[{at}].");
        findings(&mut out, &report.findings().filter(|finding| about(finding, &path)).collect::<Vec<_>>(), language)?;
    }
    if !example.told.reading.is_empty() {
        writeln!(out, "\nwhat it says")?;
    }
    for sentence in &example.told.reading {
        writeln!(out, "  {sentence}")?;
    }
    Ok(())
}

/// What was found in the rules, each with a history that leads there.
fn findings(out: &mut impl Write, found: &[&RuleFinding], language: Language) -> io::Result<()> {
    for finding in found {
        writeln!(out, "  {}: {}", finding.code, finding.tell(language))?;
        if let Some(witness) = &finding.witness {
            writeln!(out, "    {}", witness.text.get(if language == Language::Zh { "zh" } else { "en" }).map_or("", String::as_str))?;
        }
    }
    Ok(())
}

/// The sum that is told beside customers.
struct Amount<'a> {
    column: Option<&'a FactColumn>,
    customers: usize,
}

impl<'a> Amount<'a> {
    fn of(example: &Example, outcome: &'a Outcome) -> Self {
        Amount { column: outcome.facts().column(&example.told.amount), customers: outcome.facts().rows }
    }

    /// What some customers have of it.
    fn sum(&self, whom: impl Iterator<Item = usize>) -> i64 {
        let sum: i128 = whom.filter_map(|row| self.column?.number(row)).map(i128::from).sum();
        i64::try_from(sum).unwrap_or(i64::MAX)
    }

    /// Their share of it.
    fn share(&self, sum: i64) -> String {
        percent(sum as f64, self.sum(0..self.customers) as f64)
    }
}

fn percent(part: f64, whole: f64) -> String {
    if whole > 0.0 { format!("{:.1} %", part / whole * 100.0) } else { "–".to_owned() }
}

/// A line per value: its customers, and what is theirs of the sum.
fn values(out: &mut impl Write, dimension: &TagDimension, amount: &Amount<'_>) -> io::Result<()> {
    let domain = &dimension.domain;
    let path = domain.parent.as_ref().map_or(String::new(), |parent| format!(" ({parent})"));
    writeln!(out, "\n{}{path}{}", domain.name, if domain.many { ", several at once" } else { "" })?;
    let mut line = |name: &str, whom: &[usize]| -> io::Result<()> {
        let customers = format!("{} ({})", whom.len(), percent(whom.len() as f64, amount.customers as f64));
        let sum = amount.column.map_or(String::new(), |column| {
            let sum = amount.sum(whom.iter().copied());
            format!("{} {} ({})", column.name, written(sum, Unit::of(column, amount.customers)), amount.share(sum))
        });
        row(out, &[("", 0), (name, 16), (&customers, 16), (&sum, 0)])
    };
    for (code, value) in (0u16..).zip(&domain.values) {
        let whom: Vec<usize> = (0..amount.customers).filter(|row| dimension.codes(*row).any(|own| own == code)).collect();
        // Nobody is unknown: then it is not worth a line.
        if !whom.is_empty() || domain.unknown != Some(code) {
            line(value, &whom)?;
        }
    }
    let without: Vec<usize> = (0..amount.customers).filter(|row| dimension.codes(*row).next().is_none()).collect();
    if without.is_empty() { Ok(()) } else { line("–", &without) }
}

/// Customers by the values of two dimensions, and the share of the sum that is theirs.
fn cross(out: &mut impl Write, down: &TagDimension, across: &TagDimension, amount: &Amount<'_>) -> io::Result<()> {
    const WIDE: usize = 16;
    let used = |dimension: &TagDimension| -> Vec<(u16, String)> {
        let counts = (0u16..).zip(dimension.counts()).zip(&dimension.domain.values);
        counts.filter(|((_, n), _)| *n > 0).map(|((code, _), value)| (code, value.clone())).collect()
    };
    let columns = used(across);
    let title = format!("{} / {}", down.domain.name, across.domain.name);
    writeln!(out, "\ncustomers{}", amount.column.map_or(String::new(), |column| format!(", and their share of {}", column.name)))?;
    row(out, &[("", 0), (title.as_str(), WIDE)].into_iter().chain(columns.iter().map(|(_, value)| (value.as_str(), WIDE))).collect::<Vec<_>>())?;
    for (code, value) in used(down) {
        let mut cells = vec![value];
        for (other, _) in &columns {
            let both = |row: &usize| down.codes(*row).any(|own| own == code) && across.codes(*row).any(|own| own == *other);
            let whom: Vec<usize> = (0..amount.customers).filter(both).collect();
            let share = amount.column.map_or(String::new(), |_| format!(" · {}", amount.share(amount.sum(whom.iter().copied()))));
            cells.push(format!("{}{share}", whom.len()));
        }
        row(out, &[("", 0)].into_iter().chain(cells.iter().map(|cell| (cell.as_str(), WIDE))).collect::<Vec<_>>())?;
    }
    Ok(())
}
