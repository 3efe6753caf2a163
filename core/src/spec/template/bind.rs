//! From headers to a source, and from sources to a spec.

use super::{ColumnRole, Template, TemplateField};
use crate::schema::FieldKind;
use crate::spec::{ColumnSpec, FeedValue, SourceSpec, Spec, VerifiedSpec};
use serde::Serialize;
use std::collections::BTreeMap;

/// A source drafted from its headers.
#[derive(Clone, PartialEq, Debug)]
pub struct Bound {
    /// The source: record id, time, and a column for every header that the template names.
    pub source: SourceSpec,
    /// Headers that mean nothing to the template, or a thing that the source has already.
    pub unbound: Vec<String>,
}

/// A spec drafted from the headers of tables.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Draft {
    /// The spec: read it, edit it, compile it.
    pub spec: Spec,
    /// By source, the headers that feed nothing.
    pub unbound: BTreeMap<String, Vec<String>>,
}

impl Template {
    /// Drafts a source from the headers of its table.
    ///
    /// Two headers of one meaning are two values of its field. The first time is the record's. Columns of 核实方式,
    /// 核实日期 and 核实人 speak of the telephone and the company's name (R27).
    #[must_use]
    pub fn bind<H: AsRef<str>>(&self, name: &str, headers: impl IntoIterator<Item = H>) -> Bound {
        let mut source = SourceSpec { name: name.to_owned(), ..SourceSpec::default() };
        let mut unbound = Vec::new();
        let mut verified: [Option<String>; 3] = [None, None, None];
        for header in headers {
            let header = header.as_ref().to_owned();
            let Some(field) = self.names(&header) else {
                unbound.push(header);
                continue;
            };
            let [method, date, operator] = &mut verified;
            let slot = match field.role {
                ColumnRole::Value => None,
                ColumnRole::RecordTime => {
                    source.time.get_or_insert_with(|| header.clone());
                    None
                }
                ColumnRole::RecordId => Some(&mut source.id),
                ColumnRole::VerifiedMethod => Some(method),
                ColumnRole::VerifiedDate => Some(date),
                ColumnRole::VerifiedOperator => Some(operator),
            };
            match slot {
                None => source.columns.push(ColumnSpec { field: field.spec.name.clone(), from: vec![header], verified: None }),
                Some(slot) if slot.is_none() => *slot = Some(header),
                Some(_) => unbound.push(header),
            }
        }
        if let Some(spec) = verification(verified) {
            for column in &mut source.columns {
                if self.field(&column.field).is_some_and(is_verifiable) {
                    column.verified = Some(spec.clone());
                }
            }
        }
        Bound { source, unbound }
    }

    /// Drafts a spec from the headers of every table, with the headers of each that mean nothing to the template.
    #[must_use]
    pub fn draft<H: AsRef<str>>(&self, tables: impl IntoIterator<Item = (impl AsRef<str>, Vec<H>)>) -> Draft {
        let bound: Vec<Bound> = tables.into_iter().map(|(name, headers)| self.bind(name.as_ref(), headers)).collect();
        let unbound = bound.iter().filter(|b| !b.unbound.is_empty()).map(|b| (b.source.name.clone(), b.unbound.clone())).collect();
        Draft { spec: self.spec(bound.into_iter().map(|b| b.source).collect()), unbound }
    }

    /// A spec of sources, with the fields of the template that they feed.
    #[must_use]
    pub fn spec(&self, sources: Vec<SourceSpec>) -> Spec {
        let fed = |field: &&TemplateField| sources.iter().flat_map(|s| &s.columns).any(|c| c.field == field.spec.name);
        let fields = self.fields.iter().filter(fed).map(|f| f.spec.clone()).collect();
        Spec { business: Some(self.business), ..Spec::new(sources, fields) }
    }
}

/// What R27 asks to be confirmed: 联系方式, 企业名称.
fn is_verifiable(field: &TemplateField) -> bool {
    matches!(field.spec.kind, FieldKind::Phone { .. } | FieldKind::Company {})
}

fn verification([method, date, operator]: [Option<String>; 3]) -> Option<VerifiedSpec> {
    if method.is_none() && date.is_none() && operator.is_none() {
        return None;
    }
    let method = method.map_or_else(|| FeedValue::Constant("核实".to_owned()), FeedValue::Column);
    Some(VerifiedSpec { method, date: date.map(FeedValue::Column), operator: operator.map(FeedValue::Column) })
}
