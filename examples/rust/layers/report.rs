//! What layers came to, for people: the layers with their shares, what was fitted, whom it concerns and why, what changed.

use guiyi::layer::{LayerPlan, Migration, shares};
use guiyi::model::{LayerTable, TagTable};
use guiyi::{Language, LayerModel, LayerRecord, MetricsOutcome};
use guiyi_examples::screen::row;
use guiyi_examples::worked::Example;
use std::io::{self, Write};

/// The layers of an example at one date.
pub(crate) struct Layered<'a> {
    pub(crate) example: &'a Example,
    pub(crate) plan: &'a LayerPlan,
    pub(crate) tables: Vec<LayerTable>,
    pub(crate) found: &'a MetricsOutcome,
}

impl Layered<'_> {
    /// Who is in which layer, of every layering: those who are customers by then.
    pub(crate) fn records(&self) -> Vec<LayerRecord> {
        let by = self.found.facts().column(&self.example.customer_by);
        let customer = |row: usize| by.is_none_or(|column| column.number(row).is_some_and(|number| number > 0));
        let of = |table: &LayerTable| LayerRecord {
            name: table.name.clone(),
            as_of: self.found.as_of().map(|day| day.to_string()),
            layers: table.layers.clone(),
            customers: self
                .found
                .customers()
                .iter()
                .enumerate()
                .filter(|(row, _)| customer(*row))
                .filter_map(|(row, id)| Some((id.clone(), table.layer(row)?.to_owned())))
                .collect(),
            ..LayerRecord::default()
        };
        self.tables.iter().map(of).collect()
    }
}

pub(crate) fn print(now: &Layered<'_>, before: &[LayerRecord], language: Language) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let as_of = now.found.as_of().map_or("no date".to_owned(), |day| day.to_string());
    writeln!(out, "{} customers, as of {as_of}", now.found.customers().len())?;
    for (table, layerer) in now.tables.iter().zip(&now.example.layers.layerers) {
        writeln!(out, "\n{} ({})", table.name, layerer.kind())?;
        layers(&mut out, now, table, layerer.sums())?;
        if let Some(LayerModel::Centres(centres)) = &table.model {
            let names: Vec<&str> = centres.columns.iter().map(|column| column.by.as_str()).collect();
            writeln!(out, "  centres in standard deviations of {}:", names.join(", "))?;
            for (layer, centre) in table.layers.iter().zip(&centres.centres) {
                let centre: Vec<String> = centre.iter().map(|x| format!("{:.3}", *x as f64 / 1e6)).collect();
                writeln!(out, "    {layer}: {}", centre.join(" "))?;
            }
        }
        for finding in now.plan.findings(std::slice::from_ref(table)).filter(|finding| finding.path == table.name) {
            writeln!(out, "  ! {}: {}", finding.code, finding.text)?;
        }
        why(&mut out, now, table, language)?;
        let record = now.records().into_iter().find(|record| record.name == table.name);
        if let Some((before, after)) = before.iter().find(|record| record.name == table.name).zip(record) {
            writeln!(out, "  {}", Migration::between(before, &after).told(language).replace('\n', "\n  "))?;
        }
    }
    Ok(())
}

/// A line per layer: its customers, and what is theirs of a sum.
fn layers(out: &mut impl Write, now: &Layered<'_>, table: &LayerTable, sums: Option<&str>) -> io::Result<()> {
    let percent = |millionths: f64| format!("{:.1} %", millionths / 1e4);
    for layer in shares(table, now.found.facts(), sums) {
        let customers = format!("{} ({})", layer.customers, percent(layer.of_customers.unwrap_or(0) as f64));
        let sum = layer.of_sum.zip(sums).map_or(String::new(), |(share, by)| format!("{by} {}", percent(share as f64)));
        row(out, &[("", 0), (&layer.layer, 16), (&customers, 18), (&sum, 0)])?;
    }
    Ok(())
}

/// Why the first customer of the first layer and one in the middle are where they are.
fn why(out: &mut impl Write, now: &Layered<'_>, table: &LayerTable, language: Language) -> io::Result<()> {
    let (facts, ids) = (now.found.facts(), now.found.customers());
    let first = table.codes.iter().position(|code| *code == 0);
    for row in first.into_iter().chain([ids.len() / 2].into_iter().filter(|row| Some(*row) != first && *row < ids.len())) {
        if let Ok(why) = now.plan.explain(&now.tables, facts, &TagTable::default(), &table.name, row) {
            writeln!(out, "  {}: {}", ids.get(row).map_or("", String::as_str), why.in_language(language).text)?;
        }
    }
    Ok(())
}
