//! What is collected beyond the template of the business, and what of it is missing (R7).

use super::compile::Compiled;
use super::presence::{Held, held};
use crate::error::quote;
use crate::model::{Finding, Records};
use crate::normalize::missing_state;
use crate::schema::FieldKind;
use crate::spec::{FieldSpec, SourceSpec, Spec, Template, TemplateField, sensitive};
use crate::table::{Inputs, Table};
use crate::text::fold;
use hashbrown::{HashMap, HashSet};

/// Compares what the spec and the inputs hold with the template of the spec's business.
pub(super) fn check(plan: &Compiled, inputs: &Inputs<'_>, records: &Records, findings: &mut Vec<Finding>) {
    let Some(business) = plan.spec.business else {
        return;
    };
    let template = Template::of(business);
    for (field, column) in plan.spec.fields.iter().zip(&records.fields).filter(|(field, _)| !is_named(template, &plan.spec, field)) {
        let rows = (0..records.len()).filter(|row| held(records, column, *row) != Held::Nothing).count();
        findings.push(over_collected(template, field.name.clone(), &format!("the field {}", quote(&field.name)), rows, records.len(), sensitive(&field.name, Some(&field.kind))));
    }
    for source in &plan.spec.sources {
        for (column, filled, rows) in unused(&plan.spec, template, source, inputs).into_iter().filter(|(_, filled, _)| *filled > 0) {
            let what = format!("the column {}, which feeds nothing,", quote(column));
            findings.push(over_collected(template, format!("{}.{column}", source.name), &what, filled, rows, sensitive(column, None)));
        }
    }
    for field in template.required().filter(|field| !is_fed(template, &plan.spec, field)) {
        let instead: String = field.instead.iter().filter_map(|name| template.field(name)).map(|other| format!(", nor {} instead", quote(&other.label))).collect();
        let text = format!("{} collects {} (必采, R7), and no source feeds it{instead}", quote(business.as_str()), quote(&field.label));
        findings.push(Finding::new("missing_field", field.spec.name.clone(), text));
    }
}

fn over_collected(template: &Template, path: String, what: &str, rows: usize, all: usize, sensitive: Option<&str>) -> Finding {
    let sensitive = sensitive.map(|by| format!("; it is sensitive personal information ({by})")).unwrap_or_default();
    let business = quote(template.business.as_str());
    Finding::new("over_collected", path, format!("{what} holds values on {rows} of {all} records, and the template {business} does not collect it: 避免过度收集 (R7){sensitive}"))
}

/// The template's field that a field of the spec is, by its name or by the headers of all its columns.
pub(super) fn named<'a>(template: &'a Template, spec: &Spec, field: &FieldSpec) -> Option<&'a TemplateField> {
    let by_headers = || {
        let mut columns = columns(spec, &field.name).map(|header| template.names(header));
        let first = columns.next()??;
        columns.all(|other| other.is_some_and(|other| other.spec.name == first.spec.name)).then_some(first)
    };
    template.names(&field.name).or_else(by_headers)
}

/// A harmless name does not cover an identity number.
fn is_named(template: &Template, spec: &Spec, field: &FieldSpec) -> bool {
    let grave = matches!(field.kind, FieldKind::ResidentId {} | FieldKind::BankCard {});
    named(template, spec, field).is_some_and(|found| !grave || found.spec.kind.name() == field.kind.name())
}

fn columns<'a>(spec: &'a Spec, field: &'a str) -> impl Iterator<Item = &'a String> {
    spec.sources.iter().flat_map(|s| &s.columns).filter(move |c| c.field == field).flat_map(|c| &c.from)
}

/// Whether a source feeds a field of the template, or one that serves instead.
fn is_fed(template: &Template, spec: &Spec, wanted: &TemplateField) -> bool {
    let is = |name: &String| *name == wanted.spec.name || wanted.instead.contains(name);
    spec.fields.iter().filter(|field| columns(spec, &field.name).next().is_some()).any(|field| match named(template, spec, field) {
        Some(found) => is(&found.spec.name),
        // A name of the user's own: the kind says what it is.
        None => field.kind.name() == wanted.spec.kind.name(),
    })
}

/// The columns of a source that nothing in the spec and the template names, with how many of how many rows hold something.
fn unused<'a>(spec: &'a Spec, template: &Template, source: &'a SourceSpec, inputs: &'a Inputs<'_>) -> Vec<(&'a str, usize, usize)> {
    let used: HashSet<&str> = spec.columns_of(&source.name).collect();
    let rows = inputs.batches(&source.name).map(Table::rows).sum();
    let mut out: Vec<(&str, usize, usize)> = Vec::new();
    let mut known: HashMap<&str, Option<usize>> = HashMap::new();
    for table in inputs.batches(&source.name) {
        // Of two columns of one name the first is read.
        let mut seen: HashSet<&str> = HashSet::new();
        for (name, column) in table.columns().iter().filter(|(name, _)| seen.insert(name)) {
            let place = *known.entry(name).or_insert_with(|| {
                let wanted = !used.contains(name.as_str()) && template.names(name).is_none();
                wanted.then(|| {
                    out.push((name, 0, rows));
                    out.len() - 1
                })
            });
            if let Some((_, sum, _)) = place.and_then(|at| out.get_mut(at)) {
                *sum += (0..column.len()).filter_map(|row| column.get(row)).filter(|text| missing_state(fold::trim(text)).is_none()).count();
            }
        }
    }
    out
}
