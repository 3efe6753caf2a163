//! What layers came to, for people: the layers with their shares, what was fitted, whom it concerns and why, what changed.

use guiyi::layer::{LayerPlan, Migration, shares};
use guiyi::model::{FactColumn, FactTable, FactValues, LayerTable, TagTable};
use guiyi::{Language, LayerModel, LayerRecord, MetricsOutcome};
use guiyi_examples::screen::row;
use guiyi_examples::worked::Example;
use std::io::{self, Write};

/// The layers of an example at one date.
pub(crate) struct Layered<'a> {
    example: &'a Example,
    plan: &'a LayerPlan,
    as_of: Option<String>,
    /// Those who are customers by then.
    customers: Vec<&'a str>,
    facts: FactTable,
    tables: Vec<LayerTable>,
}

impl<'a> Layered<'a> {
    /// Layers those who are customers by the date of the metrics: others would fill the lowest layers of that day.
    pub(crate) fn of(example: &'a Example, plan: &'a LayerPlan, found: &'a MetricsOutcome) -> Self {
        let by = found.facts().column(&example.customer_by);
        let rows: Vec<usize> = (0..found.customers().len()).filter(|row| by.is_none_or(|column| column.number(*row).is_some_and(|number| number > 0))).collect();
        let facts = FactTable { rows: rows.len(), columns: found.facts().columns.iter().map(|column| chosen(column, &rows)).collect() };
        let tables = plan.evaluate(&facts, &TagTable::default());
        let customers = rows.iter().filter_map(|row| found.customers().get(*row).map(String::as_str)).collect();
        Layered { example, plan, as_of: found.as_of().map(|day| day.to_string()), customers, facts, tables }
    }

    /// Who is in which layer, of every layering.
    pub(crate) fn records(&self) -> Vec<LayerRecord> {
        let of = |table: &LayerTable| LayerRecord {
            name: table.name.clone(),
            as_of: self.as_of.clone(),
            layers: table.layers.clone(),
            customers: self.customers.iter().enumerate().filter_map(|(row, id)| Some(((*id).to_owned(), table.layer(row)?.to_owned()))).collect(),
            ..LayerRecord::default()
        };
        self.tables.iter().map(of).collect()
    }
}

/// Some rows of a column.
fn chosen(column: &FactColumn, rows: &[usize]) -> FactColumn {
    let values = match &column.values {
        FactValues::Number(numbers) => FactValues::Number(rows.iter().map(|row| numbers.get(*row)).collect()),
        FactValues::Text { ids, texts } => FactValues::Text { ids: rows.iter().map(|row| ids.get(*row).copied().flatten()).collect(), texts: texts.clone() },
    };
    FactColumn { values, ..column.clone() }
}

pub(crate) fn print(now: &Layered<'_>, before: &[LayerRecord], language: Language) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{} customers, as of {}", now.customers.len(), now.as_of.as_deref().unwrap_or("no date"))?;
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
    for layer in shares(table, &now.facts, sums) {
        let customers = format!("{} ({})", layer.customers, percent(layer.of_customers.unwrap_or(0) as f64));
        let sum = layer.of_sum.zip(sums).map_or(String::new(), |(share, by)| format!("{by} {}", percent(share as f64)));
        row(out, &[("", 0), (&layer.layer, 16), (&customers, 18), (&sum, 0)])?;
    }
    Ok(())
}

/// Why the first customer of the first layer and one in the middle are where they are.
fn why(out: &mut impl Write, now: &Layered<'_>, table: &LayerTable, language: Language) -> io::Result<()> {
    let (facts, ids) = (&now.facts, &now.customers);
    let first = table.codes.iter().position(|code| *code == 0);
    for row in first.into_iter().chain([ids.len() / 2].into_iter().filter(|row| Some(*row) != first && *row < ids.len())) {
        if let Ok(why) = now.plan.explain(&now.tables, facts, &TagTable::default(), &table.name, row) {
            writeln!(out, "  {}: {}", ids.get(row).copied().unwrap_or_default(), why.in_language(language).text)?;
        }
    }
    Ok(())
}
