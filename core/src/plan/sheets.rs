//! Sheets: a line per customer with its levels, its layer and what is advised (R23).

use super::analysis::{AnalysisColumn, AnalysisValue, column, column_names, column_value};
use super::outcome::{CustomerRef, Outcome};
use crate::error::{Code, Error, quote};
use crate::model::TagDomain;
use crate::spec::{AdviceColumn, LayerSheetSpec, Spec};
use std::sync::Arc;

/// A sheet of an outcome.
#[derive(Clone, Copy, Debug)]
pub struct LayerSheet<'a> {
    outcome: &'a Outcome,
    spec: &'a LayerSheetSpec,
}

/// Checks the sheets; `domains` are the tag dimensions, `layers` the layerings with their layers.
pub(super) fn check<'a>(spec: &Spec, domains: &[&Arc<TagDomain>], layers: &[(&'a str, &'a [String])], errors: &mut Vec<Error>) {
    for (n, sheet) in spec.layer_sheets.iter().enumerate() {
        let path = format!("layer_sheets[{n}]");
        if spec.layer_sheets.iter().take(n).any(|other| other.name == sheet.name) {
            errors.push(Error::new(Code::DuplicateName, format!("{path}.name"), format!("the sheet {} is declared twice", quote(&sheet.name))));
        }
        if sheet.columns.is_empty() {
            errors.push(Error::new(Code::EmptyList, format!("{path}.columns"), "a sheet needs columns"));
        }
        let mut headers = vec![sheet.customer.as_str()];
        let names = sheet.columns.iter().enumerate().map(|(at, column)| (format!("columns[{at}]"), column.name.as_str()));
        for (at, name) in names.chain(sheet.advice.iter().map(|advice| ("advice".to_owned(), advice.name.as_str()))) {
            if headers.contains(&name) {
                errors.push(Error::new(Code::DuplicateName, format!("{path}.{at}.name"), format!("the column {} stands twice", quote(name))));
            }
            headers.push(name);
        }
        for (at, shown) in sheet.columns.iter().enumerate().filter(|(_, shown)| column(spec, &shown.of).is_none()) {
            let detail = format!("{} is no field, metric, tag dimension or layering", quote(&shown.of));
            errors.push(Error::new(Code::UnknownField, format!("{path}.columns[{at}].of"), detail).with_nearest(&shown.of, column_names(spec)));
        }
        if let Some(advice) = &sheet.advice {
            advised(advice, &format!("{path}.advice"), domains, layers, errors);
        }
    }
}

/// Advice goes by something that each customer has one of, and by values that there are.
fn advised(advice: &AdviceColumn, path: &str, domains: &[&Arc<TagDomain>], layers: &[(&str, &[String])], errors: &mut Vec<Error>) {
    let domain = domains.iter().find(|domain| domain.name == advice.of);
    let layering = layers.iter().find(|(name, _)| *name == advice.of);
    let values = match (domain, layering) {
        (Some(domain), _) if domain.many => {
            errors.push(Error::new(Code::TypeMismatch, format!("{path}.of"), format!("{} has several values per customer", quote(&advice.of))));
            return;
        }
        (Some(domain), _) => &domain.values,
        (None, Some((_, layers))) => *layers,
        (None, None) => {
            let error = Error::new(Code::UnknownDimension, format!("{path}.of"), format!("there is no tag dimension or layering {}", quote(&advice.of)));
            let known = domains.iter().map(|domain| domain.name.as_str()).chain(layers.iter().map(|(name, _)| *name));
            errors.push(error.with_nearest(&advice.of, known));
            return;
        }
    };
    for value in advice.by.keys().filter(|value| !values.contains(*value)) {
        let error = Error::new(Code::UnknownValue, format!("{path}.by.{value}"), format!("{} has no value {}", quote(&advice.of), quote(value)));
        errors.push(error.with_nearest(value, values.iter().map(String::as_str)));
    }
}

impl Outcome {
    /// The sheets that the spec asks for.
    pub fn layer_sheets(&self) -> impl Iterator<Item = LayerSheet<'_>> {
        self.plan().spec().layer_sheets.iter().map(move |spec| LayerSheet { outcome: self, spec })
    }
}

impl<'a> LayerSheet<'a> {
    /// The sheet's name.
    #[must_use]
    pub fn name(&self) -> &'a str {
        &self.spec.name
    }

    /// The headers: of the customer id, the columns, the advice.
    pub fn headers(&self) -> impl Iterator<Item = &'a str> {
        let columns = self.spec.columns.iter().map(|column| column.name.as_str());
        [self.spec.customer.as_str()].into_iter().chain(columns).chain(self.spec.advice.iter().map(|advice| advice.name.as_str()))
    }

    /// The cells of every customer, in the order of the outcome.
    pub fn rows(&self) -> impl Iterator<Item = Vec<AnalysisValue>> + 'a {
        let sheet = *self;
        let columns: Vec<Option<AnalysisColumn>> = self.spec.columns.iter().map(|shown| column(self.outcome.plan().spec(), &shown.of)).collect();
        self.outcome.customers().map(move |customer| {
            let of =
                |column: &Option<AnalysisColumn>| column.as_ref().map_or(AnalysisValue::Unknown, |column| column_value(sheet.outcome, sheet.outcome.facts(), customer, column));
            let mut row = vec![AnalysisValue::Text(customer.id().to_owned())];
            row.extend(columns.iter().map(of));
            row.extend(sheet.spec.advice.as_ref().map(|advice| sheet.advice(advice, customer)));
            row
        })
    }

    fn advice(&self, advice: &AdviceColumn, customer: CustomerRef<'_>) -> AnalysisValue {
        let value = customer.layer(&advice.of).or_else(|| self.outcome.tags().value(&advice.of, customer.index));
        value.and_then(|value| advice.by.get(value)).map_or(AnalysisValue::Unknown, |words| AnalysisValue::Text(words.clone()))
    }
}
