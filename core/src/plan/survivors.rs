//! Who chooses a profile's values: the spec's section `profile`, resolved and checked.

use super::compile::index;
use crate::columns::Role;
use crate::columns::header_words;
use crate::error::{Code, Error, quote};
use crate::profile::{Strategies, Survivor};
use crate::registry::Registry;
use crate::schema::FieldKind;
use crate::spec::{FieldSpec, GroupSurvivorship, Spec, Survivorship};
use std::sync::Arc;

/// How every field's value is chosen.
#[derive(Debug, Default)]
pub(super) struct Survivors {
    /// By field.
    pub(super) fields: Vec<FieldSurvivor>,
    pub(super) groups: Vec<GroupSurvivor>,
}

/// How one field's value is chosen.
#[derive(Clone, Debug)]
pub(super) struct FieldSurvivor {
    pub(super) survivor: Arc<dyn Survivor>,
    /// The group it moves with, instead.
    pub(super) group: Option<usize>,
    /// Whether the survivor looks at match keys.
    pub(super) keys: bool,
    /// Whether it looks at how many components were read.
    pub(super) components: bool,
    /// Whether a customer has one value at most.
    pub(super) single: bool,
}

/// Fields that move together.
#[derive(Clone, Debug)]
pub(super) struct GroupSurvivor {
    pub(super) name: String,
    pub(super) fields: Vec<usize>,
    pub(super) survivor: Arc<dyn Survivor>,
    pub(super) fill: bool,
}

impl Survivors {
    /// The survivor of a field, or that of its group.
    pub(super) fn of(&self, field: usize) -> Option<&dyn Survivor> {
        let own = self.fields.get(field)?;
        Some(self.group_of(field).map_or(&*own.survivor, |(group, _)| &*group.survivor))
    }

    /// The group of a field, and the field's place in it.
    pub(super) fn group_of(&self, field: usize) -> Option<(&GroupSurvivor, usize)> {
        let group = self.groups.get(self.fields.get(field)?.group?)?;
        Some((group, group.fields.iter().position(|f| *f == field)?))
    }
}

/// Fields that describe one thing, where the spec does not say which: what is compared as one, the parts of a name, a region
/// beside an address of the same rows. A field with strategies of its own stands alone.
pub(super) fn default_groups(spec: &Spec) -> Vec<GroupSurvivorship> {
    let mut groups: Vec<GroupSurvivorship> = Vec::new();
    let mut add = |name: &str, fields: Vec<&str>| {
        let free = |field: &&str| !spec.profile.fields.iter().any(|own| own.field == *field) && !groups.iter().any(|g| g.fields.iter().any(|f| f == field));
        let mut fields: Vec<String> = fields.into_iter().filter(free).map(str::to_owned).collect();
        fields.dedup();
        let name = if groups.iter().any(|g| g.name == name) { fields.join("+") } else { name.to_owned() };
        if fields.len() > 1 {
            groups.push(GroupSurvivorship { name, fields, by: Vec::new(), fill: true });
        }
    };
    let comparisons = || spec.identity.comparisons.iter().flatten().filter(|c| !c.group.is_empty());
    for comparison in comparisons() {
        let of_group = |field: &&FieldSpec| comparisons().any(|c| c.group == comparison.group && c.field == field.name);
        add(&comparison.group, spec.fields.iter().filter(of_group).map(|f| f.name.as_str()).collect());
    }
    let only = |kind: fn(&FieldKind) -> bool| {
        let mut of_kind = spec.fields.iter().filter(|f| f.is_of_identity() && kind(&f.kind));
        of_kind.next().filter(|_| of_kind.next().is_none()).map(|f| f.name.as_str())
    };
    if let (Some(family), Some(given)) = (only(|k| matches!(k, FieldKind::FamilyName {})), only(|k| matches!(k, FieldKind::GivenName {}))) {
        add("name", vec![family, given]);
    }
    if let (Some(region), Some(address)) = (only(|k| matches!(k, FieldKind::Region {})), only(|k| matches!(k, FieldKind::Address {}))) {
        let feeds = |source: &crate::spec::SourceSpec, field: &str| source.columns.iter().any(|c| c.field == field);
        if spec.sources.iter().any(|source| feeds(source, region) && feeds(source, address)) {
            add("address", vec![region, address]);
        }
    }
    groups
}

/// Fields of which nobody has two values.
pub(super) fn default_single(spec: &Spec) -> Vec<String> {
    let single = |field: &&FieldSpec| match field.kind {
        FieldKind::ResidentId {} | FieldKind::CreditCode {} | FieldKind::OrgCode {} | FieldKind::Gender {} => true,
        FieldKind::Date { .. } => header_words::role(&field.name) == Some(Role::BirthDate),
        _ => spec.identity.exclusive.iter().flatten().any(|name| *name == field.name),
    };
    spec.fields.iter().filter(|f| f.is_of_identity()).filter(single).map(|f| f.name.clone()).collect()
}

/// Resolves and checks the section.
pub(super) fn compile(spec: &Spec, names: &[&str], registry: &Registry<dyn Survivor>, errors: &mut Vec<Error>) -> Survivors {
    let profile = &spec.profile;
    let mut check = Check { spec, registry, errors };
    check.strategies(&profile.default, "profile.default", false);
    let default = if profile.default.is_empty() { Strategies::default() } else { Strategies(profile.default.clone()) };
    let survivor = check.survivor(&default.0);
    let one = FieldSurvivor { keys: reads_keys(&default.0), components: reads_components(&default.0), survivor, group: None, single: false };
    let mut out = Survivors { fields: vec![one; names.len()], groups: Vec::new() };
    let mut own: Vec<usize> = Vec::new();
    for (i, entry) in profile.fields.iter().enumerate() {
        let path = format!("profile.fields[{i}]");
        if entry.by.is_empty() {
            check.errors.push(Error::new(Code::EmptyList, format!("{path}.by"), "no strategy is named"));
        }
        check.strategies(&entry.by, &format!("{path}.by"), false);
        let Some(field) = index(names, &entry.field, &format!("{path}.field"), check.errors) else { continue };
        if own.contains(&field) {
            check.errors.push(Error::new(Code::DuplicateName, format!("{path}.field"), format!("{} has strategies already", quote(&entry.field))));
        }
        own.push(field);
        let survivor = check.survivor(&entry.by);
        if let Some(slot) = out.fields.get_mut(field) {
            (slot.survivor, slot.keys, slot.components) = (survivor, reads_keys(&entry.by), reads_components(&entry.by));
        }
    }
    for (i, group) in profile.groups.iter().flatten().enumerate() {
        let path = format!("profile.groups[{i}]");
        if group.name.is_empty() {
            check.errors.push(Error::new(Code::OutOfRange, format!("{path}.name"), "a group needs a name"));
        } else if profile.groups.iter().flatten().take(i).any(|other| other.name == group.name) {
            check.errors.push(Error::new(Code::DuplicateName, format!("{path}.name"), format!("{} is declared twice", quote(&group.name))));
        }
        if group.fields.len() < 2 {
            check.errors.push(Error::new(Code::EmptyList, format!("{path}.fields"), "a group needs at least two fields"));
        }
        check.strategies(&group.by, &format!("{path}.by"), true);
        let mut fields = Vec::new();
        for (k, name) in group.fields.iter().enumerate() {
            let path = format!("{path}.fields[{k}]");
            let Some(field) = index(names, name, &path, check.errors) else { continue };
            let Some(slot) = out.fields.get_mut(field) else { continue };
            if let Some(other) = slot.group {
                let other = profile.groups.iter().flatten().nth(other).map_or("", |g| g.name.as_str());
                check.errors.push(Error::new(Code::DuplicateName, path, format!("{} is in the group {} already", quote(name), quote(other))));
                continue;
            }
            if own.contains(&field) {
                let error = Error::new(Code::InvalidSpec, path, format!("{} has strategies of its own and is in the group {}, too", quote(name), quote(&group.name)));
                check.errors.push(error.with_help("leave out one of the two"));
            }
            slot.group = Some(i);
            fields.push(field);
        }
        let by = if group.by.is_empty() { of_group(&default.0) } else { group.by.clone() };
        out.groups.push(GroupSurvivor { name: group.name.clone(), fields, survivor: Arc::new(Strategies(by)), fill: group.fill });
    }
    for (i, name) in profile.single.iter().flatten().enumerate() {
        if let Some(slot) = index(names, name, &format!("profile.single[{i}]"), check.errors).and_then(|field| out.fields.get_mut(field)) {
            slot.single = true;
        }
    }
    out
}

/// The strategies of a group that names none.
fn of_group(default: &[Survivorship]) -> Vec<Survivorship> {
    let speaks = |by: &&Survivorship| !matches!(by, Survivorship::Complete {} | Survivorship::Prefer(_) | Survivorship::Custom(_));
    std::iter::once(Survivorship::Complete {}).chain(default.iter().filter(speaks).cloned()).collect()
}

fn reads_keys(by: &[Survivorship]) -> bool {
    by.iter().any(|one| matches!(one, Survivorship::Prefer(_) | Survivorship::Custom(_)))
}

fn reads_components(by: &[Survivorship]) -> bool {
    by.iter().any(|one| matches!(one, Survivorship::Complete {} | Survivorship::Custom(_)))
}

/// Strategies, most.
const MOST: usize = 32;

struct Check<'a> {
    spec: &'a Spec,
    registry: &'a Registry<dyn Survivor>,
    errors: &'a mut Vec<Error>,
}

impl Check<'_> {
    fn survivor(&self, by: &[Survivorship]) -> Arc<dyn Survivor> {
        match by {
            [Survivorship::Custom(name)] if self.registry.get(name).is_some() => self.registry.get(name).map_or_else(|| Arc::new(Strategies::default()) as _, Arc::clone),
            by => Arc::new(Strategies(by.to_vec())),
        }
    }

    fn strategies(&mut self, by: &[Survivorship], path: &str, of_group: bool) {
        if by.len() > MOST {
            self.errors.push(Error::new(Code::TooLarge, path, format!("at most {MOST} strategies")));
        }
        for (i, one) in by.iter().enumerate() {
            let path = format!("{path}[{i}]");
            match one {
                Survivorship::Sources(order) => self.sources(order, &format!("{path}.sources")),
                Survivorship::Prefer(_) | Survivorship::Custom(_) if of_group => {
                    self.errors.push(Error::new(Code::InvalidSpec, path, "a group is a record's values in several fields; this strategy is for a single one"));
                }
                Survivorship::Prefer(order) if order.is_empty() => self.errors.push(Error::new(Code::EmptyList, format!("{path}.prefer"), "no value is named")),
                Survivorship::Custom(name) => {
                    let path = format!("{path}.custom");
                    if by.len() > 1 {
                        self.errors.push(Error::new(Code::InvalidSpec, &path, "a custom survivor chooses alone").with_help("leave out the other strategies"));
                    }
                    if self.registry.get(name).is_none() {
                        let error = Error::new(Code::UnknownValue, path, format!("there is no custom survivor {}", quote(name))).with_nearest(name, self.registry.names());
                        self.errors.push(if error.help().is_some() { error } else { error.with_help("hand it over with `Plan::compile_with_survivors`") });
                    }
                }
                _ => {}
            }
        }
    }

    fn sources(&mut self, order: &[String], path: &str) {
        if order.is_empty() {
            self.errors.push(Error::new(Code::EmptyList, path, "no source is named"));
        }
        let names = || self.spec.sources.iter().map(|s| s.name.as_str());
        for (i, name) in order.iter().enumerate() {
            if order.iter().take(i).any(|other| other == name) {
                self.errors.push(Error::new(Code::DuplicateName, format!("{path}[{i}]"), format!("{} stands twice", quote(name))));
            } else if !names().any(|known| known == name) {
                self.errors.push(Error::new(Code::UnknownSource, format!("{path}[{i}]"), format!("there is no source {}", quote(name))).with_nearest(name, names()));
            }
        }
    }
}
