//! Why a customer has its tag: the facts that its rules read with their definitions, the rule, when it ends by itself, and what would change it.

use crate::report::{Unit, written};
use guiyi::rule::{field_names, parse};
use guiyi::{Language, Outcome};
use guiyi_examples::worked::{Example, Why};
use std::error::Error;
use std::io::Write;

pub(crate) fn print(out: &mut impl Write, example: &Example, outcome: &Outcome, why: &Why, language: Language) -> Result<(), Box<dyn Error>> {
    let Why { customer, dimension, wanted } = why;
    writeln!(out, "\nwhy, of customer {customer}")?;
    // What next says why, too; without a date there is no next.
    let told = if wanted.is_empty() || example.as_of.is_none() { outcome.explain_tag(customer, dimension)? } else { outcome.explain_next_tag(customer, dimension, wanted)? };
    writeln!(out, "  {}", told.in_language(language).to_string().trim_end().replace('\n', "\n  "))?;
    facts(out, example, outcome, why)?;
    if let Some(day) = example.as_of {
        let mut timeline = outcome.timeline_of(customer, Some(day))?;
        if let Some(next) = timeline.next_change(customer, dimension)? {
            let before = timeline.values(customer, dimension)?.join("+");
            timeline.advance(next)?;
            writeln!(out, "  if nothing happens: {next} {dimension} {before} → {}", timeline.values(customer, dimension)?.join("+"))?;
        }
    }
    Ok(())
}

/// The facts that the dimension's rules read.
fn facts(out: &mut impl Write, example: &Example, outcome: &Outcome, why: &Why) -> Result<(), Box<dyn Error>> {
    let Some(customer) = outcome.customer(&why.customer) else { return Ok(()) };
    let dimension = example.tags.dimensions.iter().find(|dimension| dimension.name == why.dimension);
    let rules: Vec<_> = dimension.into_iter().flat_map(|dimension| &dimension.rules).filter_map(|rule| parse(&rule.when, "").ok()).collect();
    let read: Vec<&str> = rules.iter().flat_map(field_names).collect();
    let table = outcome.facts();
    for definition in outcome.definitions().filter(|definition| read.contains(&definition.name.as_str())) {
        let Some(column) = table.column(&definition.name) else { continue };
        let number = column.number(customer.index).map(|number| written(number, Unit::of(column, table.rows)));
        let value = number.or_else(|| column.text(customer.index).map(str::to_owned)).unwrap_or("?".to_owned());
        let events = outcome.fact_sample(&definition.name, customer.index).unwrap_or(0);
        writeln!(out, "  {} = {value} (n={events}): {}  {}", definition.name, definition.text, definition.id)?;
    }
    Ok(())
}
