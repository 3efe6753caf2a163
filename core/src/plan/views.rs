//! What each role is shown: the spec's section `views`, resolved and checked.

use super::compile::index;
use super::roles::{self, Aspect};
use crate::error::{Code, Error, quote};
use crate::schema::FieldKind;
use crate::spec::{LayererSpec, Module, Spec, ViewSpec};
use crate::text::redact::Hidden;
use serde::Serialize;

/// The parts of the unified view (R24).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Section {
    /// 基本属性: who the customer is. Fields of the module `base`, and of none.
    Attributes,
    /// 消费历史: what happened. Streams and metrics, and fields of the module `interactions`.
    History,
    /// 互动偏好: what the customer is like and wants. Fields of the module `tags_and_needs`, and tags that are nothing else.
    Preferences,
    /// 生命周期阶段: where the customer stands. Fields of the module `follow_up`, and tags of states, stages and priorities.
    Stage,
    /// 价值评分: what the customer is worth. Layers, and tags of values and loyalty.
    Value,
}

impl Section {
    /// All of them, in the order of R24.
    pub const ALL: [Section; 5] = [Section::Attributes, Section::History, Section::Preferences, Section::Stage, Section::Value];

    /// The name as it stands in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Section::Attributes => "attributes",
            Section::History => "history",
            Section::Preferences => "preferences",
            Section::Stage => "stage",
            Section::Value => "value",
        }
    }

    /// The Chinese name.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Section::Attributes => "基本属性",
            Section::History => "消费历史",
            Section::Preferences => "互动偏好",
            Section::Stage => "生命周期阶段",
            Section::Value => "价值评分",
        }
    }
}

/// One role's view.
#[derive(Clone, Debug)]
pub(super) struct BoundView {
    pub(super) role: String,
    /// What running text is shown without: contact data of kinds of which the view declares no field.
    pub(super) hidden: Hidden,
    /// Section by section, in the order of the spec.
    pub(super) items: Vec<(Section, BoundItem)>,
}

/// Something that is shown, by its index in its section of the spec.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum BoundItem {
    Field(usize),
    Stream { stream: usize, attributes: Vec<usize>, last: usize },
    Metric(usize),
    Tag(usize),
    Layer(usize),
}

/// Writes out what the views of known roles leave out.
pub(super) fn fill_defaults(spec: &mut Spec) {
    let mut views = std::mem::take(&mut spec.views);
    for view in views.iter_mut().filter(|v| v.is_open()) {
        if let Some(known) = roles::view(spec, &view.role) {
            *view = ViewSpec { note: view.note.take(), ..known };
        }
    }
    spec.views = views;
}

/// Resolves and checks the section.
pub(super) fn compile(spec: &Spec, errors: &mut Vec<Error>) -> Vec<BoundView> {
    let mut out: Vec<BoundView> = Vec::new();
    for (i, view) in spec.views.iter().enumerate() {
        let path = format!("views[{i}]");
        if view.role.is_empty() {
            errors.push(Error::new(Code::OutOfRange, format!("{path}.role"), "a view needs a role"));
        } else if out.iter().any(|other| other.role == view.role) {
            errors.push(Error::new(Code::DuplicateName, format!("{path}.role"), format!("{} is declared twice", quote(&view.role))));
        }
        if view.is_open() {
            errors.push(shows_nothing(&view.role, &path));
        }
        let mut items = bind(spec, view, &path, errors);
        items.sort_by_key(|(section, _)| *section);
        out.push(BoundView { role: view.role.clone(), hidden: hidden(spec, &items), items });
    }
    out
}

/// What the fields that are shown do not declare the role to need.
fn hidden(spec: &Spec, items: &[(Section, BoundItem)]) -> Hidden {
    let shows = |kind: fn(&FieldKind) -> bool| items.iter().any(|(_, item)| matches!(item, BoundItem::Field(at) if spec.fields.get(*at).is_some_and(|f| kind(&f.kind))));
    Hidden {
        phones: !shows(|kind| matches!(kind, FieldKind::Phone { .. })),
        emails: !shows(|kind| matches!(kind, FieldKind::Email {})),
        documents: !shows(|kind| matches!(kind, FieldKind::ResidentId {} | FieldKind::BankCard {})),
    }
}

fn shows_nothing(role: &str, path: &str) -> Error {
    let help = "list what it shows";
    if roles::names().any(|known| known == role) {
        return Error::new(Code::EmptyList, path, format!("the spec declares nothing that the role {} is known to need", quote(role))).with_help(help);
    }
    let error = Error::new(Code::EmptyList, path, format!("the view of {} shows nothing, and the role is none that is known", quote(role))).with_nearest(role, roles::names());
    let known = || format!("{help}; only {} may leave that out", roles::names().collect::<Vec<_>>().join(", "));
    if error.help().is_some() { error } else { error.with_help(known()) }
}

fn bind(spec: &Spec, view: &ViewSpec, path: &str, errors: &mut Vec<Error>) -> Vec<(Section, BoundItem)> {
    let mut items = Vec::new();
    let fields: Vec<&str> = spec.fields.iter().map(|f| f.name.as_str()).collect();
    for (k, name) in view.fields.iter().enumerate() {
        let path = format!("{path}.fields[{k}]");
        twice(&view.fields, k, &path, errors);
        let Some(at) = index(&fields, name, &path, errors) else { continue };
        let section = match spec.fields.get(at).and_then(|f| f.module) {
            Some(Module::Interactions) => Section::History,
            Some(Module::TagsAndNeeds) => Section::Preferences,
            Some(Module::FollowUp) => Section::Stage,
            Some(Module::Base) | None => Section::Attributes,
        };
        items.push((section, BoundItem::Field(at)));
    }
    let streams: Vec<&str> = spec.facts.streams.iter().map(|s| s.name.as_str()).collect();
    let shown: Vec<String> = view.streams.iter().map(|s| s.of.clone()).collect();
    for (k, stream) in view.streams.iter().enumerate() {
        let path = format!("{path}.streams[{k}]");
        twice(&shown, k, &format!("{path}.of"), errors);
        let Some(at) = named(&streams, &stream.of, Code::UnknownMetric, "stream", &format!("{path}.of"), errors) else { continue };
        let known: Vec<&str> = spec.facts.streams.get(at).into_iter().flat_map(|s| &s.attributes).map(|a| a.name.as_str()).collect();
        let mut attributes = Vec::new();
        for (n, name) in stream.attributes.iter().enumerate() {
            let path = format!("{path}.attributes[{n}]");
            twice(&stream.attributes, n, &path, errors);
            attributes.extend(named(&known, name, Code::UnknownMetric, "attribute", &path, errors));
        }
        let last = if stream.attributes.is_empty() { 0 } else { stream.last as usize };
        items.push((Section::History, BoundItem::Stream { stream: at, attributes, last }));
    }
    let metrics: Vec<&str> = spec.facts.metrics.iter().map(|m| m.name.as_str()).collect();
    for (k, name) in view.metrics.iter().enumerate() {
        let path = format!("{path}.metrics[{k}]");
        twice(&view.metrics, k, &path, errors);
        items.extend(named(&metrics, name, Code::UnknownMetric, "metric", &path, errors).map(|at| (Section::History, BoundItem::Metric(at))));
    }
    let dimensions: Vec<&str> = spec.tags.dimensions.iter().map(|d| d.name.as_str()).collect();
    for (k, name) in view.tags.iter().enumerate() {
        let path = format!("{path}.tags[{k}]");
        twice(&view.tags, k, &path, errors);
        let Some(at) = named(&dimensions, name, Code::UnknownDimension, "tag dimension", &path, errors) else { continue };
        let section = match spec.tags.dimensions.get(at).map(Aspect::of) {
            Some(Aspect::Value) => Section::Value,
            Some(Aspect::Stage | Aspect::Priority) => Section::Stage,
            _ => Section::Preferences,
        };
        items.push((section, BoundItem::Tag(at)));
    }
    let layerers: Vec<&str> = spec.layers.layerers.iter().map(LayererSpec::name).collect();
    for (k, name) in view.layers.iter().enumerate() {
        let path = format!("{path}.layers[{k}]");
        twice(&view.layers, k, &path, errors);
        items.extend(named(&layerers, name, Code::UnknownDimension, "layering", &path, errors).map(|at| (Section::Value, BoundItem::Layer(at))));
    }
    items
}

fn twice(names: &[String], at: usize, path: &str, errors: &mut Vec<Error>) {
    if let Some(name) = names.get(at).filter(|name| names.iter().take(at).any(|other| other == *name)) {
        errors.push(Error::new(Code::DuplicateName, path, format!("{} stands twice", quote(name))));
    }
}

fn named(known: &[&str], wanted: &str, code: Code, what: &str, path: &str, errors: &mut Vec<Error>) -> Option<usize> {
    let found = known.iter().position(|name| *name == wanted);
    if found.is_none() {
        errors.push(Error::new(code, path, format!("there is no {what} {}", quote(wanted))).with_nearest(wanted, known.iter().copied()));
    }
    found
}
