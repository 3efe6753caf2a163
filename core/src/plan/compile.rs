//! From a spec to a plan: names become indices, texts become programs, and every error is found at once.

use super::defaults;
use super::ingest::{BoundField, BoundSource};
use super::limits::{self, Limit};
use super::rules::{self, BoundRule};
use super::survivors::{self, Survivors};
use super::verified::BoundVerification;
use crate::data::ReferenceTables;
use crate::error::{Code, Error, Result, quote};
use crate::identity::block::{Blocker, FieldKey, KeyBlocker, Parts};
use crate::identity::cluster::{BestFirst, Center, Clusterer, Correlation, OneToOne, Star};
use crate::identity::compare::{Comparison, Layout, Level, MOST_GROUPS, Spelling, Test, When, builtin_levels, expected_agreement, expected_coincidence, kinship};
use crate::identity::score::{BIT, weight_at};
use crate::layer::LayerPlan;
use crate::model::RuleReport;
use crate::normalize;
use crate::profile::Survivor;
use crate::registry::Registry;
use crate::rule::Rule;
use crate::spec::{ClusteringSpec, ComparisonSpec, KeySpec, LayererSpec, PartsSpec, SPEC_VERSION, Spec, TestSpec};
use crate::tag::TagPlan;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A plan's content.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) spec: Spec,
    pub(super) fingerprint: String,
    pub(super) tables: ReferenceTables,
    pub(super) sources: Vec<BoundSource>,
    pub(super) fields: Vec<BoundField>,
    pub(super) slots: usize,
    /// The derived forms that something reads, by field; `None`: all, where nothing is matched yet.
    pub(super) components: Option<BTreeSet<(usize, usize)>>,
    pub(super) blockers: Vec<Box<dyn Blocker>>,
    /// Per blocking rule, the fields it uses.
    pub(super) blocker_fields: Vec<Vec<usize>>,
    pub(super) comparisons: Vec<Comparison>,
    pub(super) layout: Layout,
    pub(super) rules: Vec<BoundRule>,
    pub(super) exclusive: Vec<usize>,
    pub(super) limits: Vec<Limit>,
    /// Identifiers without a limit, of which what many names share is reported alone.
    pub(super) unlimited: Vec<Limit>,
    pub(super) threshold: i32,
    pub(super) clusterer: Box<dyn Clusterer>,
    pub(super) survivors: Survivors,
    pub(super) facts: crate::facts::FactsPlan,
    pub(super) channels: Vec<super::channels::Channel>,
    pub(super) tags: crate::tag::TagPlan,
    pub(super) layers: crate::layer::LayerPlan,
    /// The rule of the analysis's scope.
    pub(super) analysed: Option<crate::rule::Rule>,
    pub(super) due: Vec<super::timeline::DuePlan>,
    /// The fields whose missing states rules ask for.
    pub(super) states: BTreeSet<String>,
    pub(super) views: Vec<super::views::BoundView>,
    /// What is found in the rules, once somebody has asked.
    pub(super) found: OnceLock<RuleReport>,
}

/// The rules by which tags, layers, due dates and the analysis go.
fn rules_that_run<'p>(tags: &'p TagPlan, layers: &'p LayerPlan, due: &'p [super::timeline::DuePlan], analysed: Option<&'p Rule>) -> impl Iterator<Item = &'p Rule> {
    let of_tags = tags.taggers().iter().enumerate().flat_map(|(at, tagger)| tagger.rules().into_iter().chain(tags.rules_of_lifecycle(at)));
    let of_layers = layers.layerers().iter().flat_map(|layerer| layerer.rules());
    of_tags.chain(of_layers).chain(due.iter().flat_map(|due| due.rules.iter().flatten())).chain(analysed)
}

/// Reads a spec; the version is looked at before anything else.
pub(super) fn parse(json: &str) -> Result<Spec> {
    #[derive(serde::Deserialize)]
    struct Envelope {
        version: Option<u32>,
    }
    if let Ok(Envelope { version }) = serde_json::from_str::<Envelope>(json)
        && version != Some(SPEC_VERSION)
    {
        let found = version.map_or("none".to_owned(), |v| v.to_string());
        return Err(Error::new(Code::UnsupportedVersion, "version", format!("this library reads version {SPEC_VERSION}, the spec has {found}")));
    }
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let spec = serde_path_to_error::deserialize(&mut deserializer)?;
    deserializer.end().map_err(|e| Error::new(Code::InvalidJson, "", "there is text after the spec").with_source(e))?;
    Ok(spec)
}

/// Compiles a spec.
pub(super) fn compile(spec: &Spec, tables: &ReferenceTables, registry: &Registry<dyn Survivor>) -> Result<Compiled> {
    let mut errors = Vec::new();
    if spec.version != SPEC_VERSION {
        errors.push(Error::new(Code::UnsupportedVersion, "version", format!("this library reads version {SPEC_VERSION}, the spec has {}", spec.version)));
    }
    let written = spec.identity.comparisons.is_some();
    let given = spec;
    let mut spec = spec.clone();
    fill_defaults(&mut spec);
    let (sources, fields, slots) = bind_sources(&spec, tables, &mut errors);
    let names: Vec<&str> = spec.fields.iter().map(|f| f.name.as_str()).collect();
    let mut resolver = Resolver { names: &names, fields: &fields, errors: &mut errors, read: BTreeSet::new() };

    let mut blockers: Vec<Box<dyn Blocker>> = Vec::new();
    let mut blocker_fields = Vec::new();
    for (i, rule) in spec.identity.blocking.rules.iter().flatten().enumerate() {
        let path = format!("identity.blocking.rules[{i}].keys");
        if rule.keys.is_empty() {
            resolver.errors.push(Error::new(Code::EmptyList, &path, "a blocking rule needs at least one key"));
        }
        let keys: Vec<FieldKey> = rule.keys.iter().enumerate().filter_map(|(k, key)| resolver.key(key, &format!("{path}[{k}]"))).collect();
        blocker_fields.push(keys.iter().map(|k| k.field).collect());
        blockers.push(Box::new(KeyBlocker { keys }));
    }
    if blockers.len() > 64 {
        resolver.errors.push(Error::new(Code::TooLarge, "identity.blocking.rules", "at most 64 blocking rules"));
    }
    let mut comparisons: Vec<Comparison> =
        spec.identity.comparisons.iter().flatten().enumerate().filter_map(|(i, c)| resolver.comparison(c, &format!("identity.comparisons[{i}]"))).collect();
    let components = (!blockers.is_empty() || !comparisons.is_empty()).then_some(resolver.read);
    groups(&spec, &mut comparisons, &mut errors);
    if written {
        duplicates(comparisons.iter().map(|c| c.name.as_str()), "identity.comparisons", &mut errors);
    }
    let layout = Layout::new(comparisons.iter().map(Comparison::codes)).unwrap_or_else(|| {
        errors.push(Error::new(Code::TooLarge, "identity.comparisons", "the levels of all comparisons do not fit into 64 bits").with_help("leave out comparisons or levels"));
        Layout::default()
    });
    let rules = rules::compile(&spec, &comparisons, &mut errors);
    let exclusive = spec.identity.exclusive.iter().flatten().enumerate().filter_map(|(i, f)| index(&names, f, &format!("identity.exclusive[{i}]"), &mut errors)).collect();
    let limits = limits::compile(&spec, &names, &mut errors);
    let unlimited = limits::unlimited(&spec.fields, &limits);
    let threshold = threshold(spec.identity.threshold, &mut errors);
    let clusterer: Box<dyn Clusterer> = match spec.identity.clustering {
        ClusteringSpec::BestFirst {} => Box::new(BestFirst),
        ClusteringSpec::Center {} => Box::new(Center),
        ClusteringSpec::Star {} => Box::new(Star),
        ClusteringSpec::OneToOne {} => Box::new(OneToOne),
        ClusteringSpec::Correlation { doubt } => Box::new(Correlation { doubt: i32::try_from(doubt.min(1000)).unwrap_or(1000) * BIT }),
    };
    super::model::check(&spec, &comparisons, &mut errors);
    let survivors = survivors::compile(&spec, &names, registry, &mut errors);
    let channels = super::channels::compile(&spec, &mut errors);
    super::sync::compile(&spec, &mut errors);
    let (facts, tags, layers, analysed, due) = super::events::compile_rules(&spec, given, &mut errors);
    let layered: Vec<(&str, &[String])> = layers.layerers().iter().map(|layerer| (layerer.name(), layerer.layers())).collect();
    super::sheets::check(&spec, &tags.domains().collect::<Vec<_>>(), &layered, &mut errors);
    let views = super::views::compile(&spec, &mut errors);
    if let Some(error) = Error::from_many(errors) {
        return Err(error);
    }
    let fingerprint = fingerprint(&spec, tables);
    let states = super::states::asked(rules_that_run(&tags, &layers, &due, analysed.as_ref()));
    Ok(Compiled {
        fingerprint,
        tables: tables.clone(),
        sources,
        fields,
        slots,
        components,
        blockers,
        blocker_fields,
        comparisons,
        layout,
        rules,
        exclusive,
        limits,
        unlimited,
        threshold,
        clusterer,
        survivors,
        facts,
        channels,
        tags,
        layers,
        analysed,
        states,
        due,
        views,
        found: OnceLock::new(),
        spec,
    })
}

/// Writes out what the spec leaves to the library, so that what runs can be read.
fn fill_defaults(spec: &mut Spec) {
    let identity = &mut spec.identity;
    if identity.comparisons.is_none() {
        identity.comparisons = Some(defaults::comparisons(&spec.fields));
        // The default rules name the default comparisons.
        identity.rules.get_or_insert_with(|| defaults::rules(&spec.fields));
    }
    identity.rules.get_or_insert_default();
    for comparison in identity.comparisons.iter_mut().flatten() {
        if comparison.name.is_empty() {
            comparison.name.clone_from(&comparison.field);
        }
        if comparison.levels.is_empty()
            && let Some(field) = spec.fields.iter().find(|f| f.name == comparison.field)
        {
            comparison.levels = builtin_levels(&field.kind);
        }
    }
    identity.blocking.rules.get_or_insert_with(|| defaults::blocking(&spec.fields));
    identity.exclusive.get_or_insert_with(|| defaults::exclusive(&spec.fields));
    identity.limits.get_or_insert_with(|| defaults::limits(&spec.fields));
    spec.profile.groups = spec.profile.groups.take().or_else(|| Some(survivors::default_groups(spec)));
    spec.profile.single = spec.profile.single.take().or_else(|| Some(survivors::default_single(spec)));
    spec.facts = crate::facts::with_catalogue(&spec.facts);
    spec.layers.layerers = spec.layers.layerers.iter().map(LayererSpec::written).collect();
    super::views::fill_defaults(spec);
}

fn bind_sources(spec: &Spec, tables: &ReferenceTables, errors: &mut Vec<Error>) -> (Vec<BoundSource>, Vec<BoundField>, usize) {
    duplicates(spec.fields.iter().map(|f| f.name.as_str()), "fields", errors);
    duplicates(spec.sources.iter().map(|s| s.name.as_str()), "sources", errors);
    if spec.sources.is_empty() {
        errors.push(Error::new(Code::EmptyList, "sources", "a spec needs at least one source"));
    }
    if spec.sources.len() > usize::from(u16::MAX) {
        errors.push(Error::new(Code::TooLarge, "sources", "at most 65535 sources"));
    }
    let mut fields = Vec::new();
    let mut slots = 0;
    for field in &spec.fields {
        let of = |s: &crate::spec::SourceSpec| s.columns.iter().filter(|c| c.field == field.name).count();
        let width = spec.sources.iter().map(of).max().unwrap_or(0);
        fields.push(BoundField { normalizer: normalize::builtin(&field.kind, tables), spec: field.clone(), first_slot: slots, slots: width });
        slots += width;
    }
    let names: Vec<&str> = spec.fields.iter().map(|f| f.name.as_str()).collect();
    for (f, field) in spec.fields.iter().enumerate() {
        normalize::check(&field.kind, &format!("fields[{f}].kind.{}", field.kind.name()), errors);
    }
    let mut sources = Vec::new();
    for (s, source) in spec.sources.iter().enumerate() {
        let mut used = vec![0usize; fields.len()];
        let mut bound = Vec::new();
        let mut verified = Vec::new();
        for (c, column) in source.columns.iter().enumerate() {
            let path = format!("sources[{s}].columns[{c}]");
            if column.from.is_empty() {
                errors.push(Error::new(Code::EmptyList, format!("{path}.from"), "no column is named"));
            }
            let Some(field) = index(&names, &column.field, &format!("{path}.field"), errors) else {
                continue;
            };
            if let (Some(used), Some(field)) = (used.get_mut(field), fields.get(field)) {
                let slot = field.first_slot + *used;
                bound.push((slot, column.from.clone()));
                verified.extend(column.verified.clone().map(|spec| BoundVerification { slot, spec }));
                *used += 1;
            }
        }
        let (id, time) = (source.id.clone(), source.time.clone());
        sources.push(BoundSource { name: source.name.clone(), id, time, unique: source.unique, priority: source.priority, slots: bound, verified });
    }
    (sources, fields, slots)
}

fn duplicates<'a>(names: impl Iterator<Item = &'a str>, path: &str, errors: &mut Vec<Error>) {
    let mut seen: Vec<&str> = Vec::new();
    for (i, name) in names.enumerate() {
        if seen.contains(&name) {
            errors.push(Error::new(Code::DuplicateName, format!("{path}[{i}].name"), format!("{} is declared twice", quote(name))));
        }
        seen.push(name);
    }
}

pub(super) fn index(names: &[&str], wanted: &str, path: &str, errors: &mut Vec<Error>) -> Option<usize> {
    let found = names.iter().position(|n| *n == wanted);
    if found.is_none() {
        errors.push(Error::new(Code::UnknownField, path, format!("there is no field {}", quote(wanted))).with_nearest(wanted, names.iter().copied()));
    }
    found
}

/// Looks up fields and their derived forms.
struct Resolver<'a> {
    names: &'a [&'a str],
    fields: &'a [BoundField],
    errors: &'a mut Vec<Error>,
    /// The derived forms that were looked up.
    read: BTreeSet<(usize, usize)>,
}

impl Resolver<'_> {
    fn key(&mut self, key: &KeySpec, path: &str) -> Option<FieldKey> {
        let field = index(self.names, &key.field, &format!("{path}.field"), self.errors)?;
        let component = match &key.component {
            Some(name) => Some(self.component(field, name, &format!("{path}.component"))?),
            None => None,
        };
        let parts = match key.parts {
            Some(parts) => Some(self.parts(parts, &format!("{path}.parts"))?),
            None => None,
        };
        Some(FieldKey { field, component, parts })
    }

    fn parts(&mut self, parts: PartsSpec, path: &str) -> Option<Parts> {
        let mut number = |name: &str, number: u32, most: u32| {
            if (1..=most).contains(&number) {
                return usize::try_from(number).ok();
            }
            self.errors.push(Error::new(Code::OutOfRange, format!("{path}.{name}"), format!("{number} is not from 1 to {most}")));
            None
        };
        Some(match parts {
            PartsSpec::Words {} => Parts::Words,
            PartsSpec::Prefix { of } => Parts::Prefix(number("prefix.of", of, 32)?),
            PartsSpec::Grams { of } => Parts::Grams(number("grams.of", of, 32)?),
            PartsSpec::MinHash { of, keys } => Parts::MinHash(number("min_hash.of", of, 32)?, number("min_hash.keys", keys, 64)?),
        })
    }

    fn component(&mut self, field: usize, wanted: &str, path: &str) -> Option<usize> {
        let bound = self.fields.get(field)?;
        let known = bound.normalizer.forms();
        let found = known.iter().position(|n| *n == wanted);
        self.read.extend(found.map(|component| (field, component)));
        if found.is_none() {
            let kind = bound.spec.kind.name();
            let error = Error::new(Code::UnknownComponent, path, format!("{kind} has no derived form {}", quote(wanted)));
            self.errors.push(match known {
                [] => error,
                known => error.with_nearest(wanted, known.iter().copied()).with_help(format!("it has {}", known.join(", "))),
            });
        }
        found
    }

    fn comparison(&mut self, spec: &ComparisonSpec, path: &str) -> Option<Comparison> {
        let field = index(self.names, &spec.field, &format!("{path}.field"), self.errors)?;
        let mut levels = Vec::new();
        for (i, level) in spec.levels.iter().enumerate() {
            let path = format!("{path}.levels[{i}]");
            for (name, p) in [("m", level.m), ("u", level.u)] {
                if p.is_some_and(|p| !(p > 0.0 && p < 1.0)) {
                    self.errors.push(Error::new(Code::OutOfRange, format!("{path}.{name}"), "a probability lies between 0 and 1, both excluded"));
                }
            }
            let when = match &level.test {
                TestSpec::Swapped { with } => When::Swapped(index(self.names, with, &format!("{path}.test.swapped.with"), self.errors)?),
                TestSpec::BothAbsent {} => When::BothAbsent,
                test => When::Values(self.test(field, test, &format!("{path}.test"))?),
            };
            levels.push(Level { label: level.label.clone(), when, weak: level.weak, m: level.m, u: level.u });
        }
        if levels.len() > 14 {
            self.errors.push(Error::new(Code::TooLarge, format!("{path}.levels"), "at most 14 levels"));
        }
        duplicates(levels.iter().map(|l| l.label.as_str()), &format!("{path}.levels"), self.errors);
        let codes = u8::try_from(levels.len() + 2).unwrap_or(u8::MAX);
        let expected = self.fields.get(field).map(|f| expected_agreement(&f.spec.kind, codes)).unwrap_or_default();
        let kinship = self.fields.get(field).map(|f| kinship(&f.spec.kind, &levels)).unwrap_or_default();
        let coincidence = self.fields.get(field).map(|f| expected_coincidence(&f.spec.kind, codes)).unwrap_or_default();
        let spelling = self.fields.get(field).map(|f| Spelling::of(&f.spec.kind)).unwrap_or_default();
        Some(Comparison { name: spec.name.clone(), field, levels, group: None, term_frequency: spec.term_frequency, expected, kinship, coincidence, spelling })
    }

    fn test(&mut self, field: usize, spec: &TestSpec, path: &str) -> Option<Test> {
        let mut form = |component: &Option<String>, tag: &str| match component {
            Some(name) => self.component(field, name, &format!("{path}.{tag}.component")).map(Some),
            None => Some(None),
        };
        Some(match spec {
            TestSpec::Exact {} => Test::Exact,
            TestSpec::Same { component } => Test::Same(self.component(field, component, &format!("{path}.same.component"))?),
            TestSpec::JaroWinkler { min, component } => {
                let form = form(component, "jaro_winkler")?;
                Test::JaroWinkler(self.share(*min, &format!("{path}.jaro_winkler.min")), form)
            }
            TestSpec::Edits { max, component } => Test::Edits(*max, form(component, "edits")?),
            TestSpec::SimilarGlyphs { component } => Test::SimilarGlyphs(form(component, "similar_glyphs")?),
            TestSpec::NeighbouringKeys { component } => Test::NeighbouringKeys(form(component, "neighbouring_keys")?),
            TestSpec::SimilarSound { component } => Test::SimilarSound(self.component(field, component, &format!("{path}.similar_sound.component"))?),
            TestSpec::Transposed { component } => Test::Transposed(form(component, "transposed")?),
            TestSpec::ChangedTail { max, component } => {
                let form = form(component, "changed_tail")?;
                Test::ChangedTail(self.at_least_one(*max, &format!("{path}.changed_tail.max"), "characters"), form)
            }
            TestSpec::Masked { min } => {
                let min = self.at_least_one(*min, &format!("{path}.masked.min"), "visible characters");
                Test::Masked(min, self.component(field, "visible", &format!("{path}.masked"))?)
            }
            TestSpec::Misread { max } => Test::Misread(*max, self.component(field, "unchecked", &format!("{path}.misread"))?),
            TestSpec::Cosine { min, component } => {
                let form = form(component, "cosine")?;
                Test::Cosine(self.share(*min, &format!("{path}.cosine.min")), form)
            }
            TestSpec::Overlap { min, component } => {
                let form = form(component, "overlap")?;
                Test::Overlap(self.share(*min, &format!("{path}.overlap.min")), form)
            }
            TestSpec::Jaccard { min, component } => {
                let form = form(component, "jaccard")?;
                Test::Jaccard(self.share(*min, &format!("{path}.jaccard.min")), form)
            }
            TestSpec::Contains { min, component } => Test::Contains(*min, form(component, "contains")?),
            TestSpec::DaysWithin { max } => Test::DaysWithin(*max),
            TestSpec::KilometresWithin { max } => Test::KilometresWithin(*max),
            TestSpec::RelativeWithin { max } => Test::RelativeWithin(self.share(*max, &format!("{path}.relative_within.max"))),
            TestSpec::DayMonthSwapped {} => Test::DayMonthSwapped,
            TestSpec::EitherOrder {} => {
                let path = format!("{path}.either_order");
                Test::EitherOrder { either: self.component(field, "either", &path)?, date: self.component(field, "date", &path)? }
            }
            TestSpec::Initial { component } => Test::Initial(form(component, "initial")?),
            TestSpec::Lacking { component } => Test::Lacking(self.component(field, component, &format!("{path}.lacking.component"))?),
            TestSpec::Having { component } => Test::Having(self.component(field, component, &format!("{path}.having.component"))?),
            TestSpec::Is { component, of } => Test::Is(self.component(field, component, &format!("{path}.is.component"))?, of.clone()),
            TestSpec::Swapped { .. } | TestSpec::BothAbsent {} => {
                self.errors.push(Error::new(Code::InvalidSpec, path, "`swapped` and `both_absent` stand alone, not inside `all` or `any`"));
                return None;
            }
            TestSpec::All(tests) => Test::All(self.tests(field, tests, &format!("{path}.all"))?),
            TestSpec::Any(tests) => Test::Any(self.tests(field, tests, &format!("{path}.any"))?),
        })
    }

    fn tests(&mut self, field: usize, specs: &[TestSpec], path: &str) -> Option<Vec<Test>> {
        specs.iter().enumerate().map(|(i, spec)| self.test(field, spec, &format!("{path}[{i}]"))).collect()
    }

    fn at_least_one(&mut self, count: u32, path: &str, of: &str) -> u32 {
        if count == 0 {
            self.errors.push(Error::new(Code::OutOfRange, path, format!("the number of {of} is 1 or more")));
        }
        count
    }

    /// A share of 0 to 1 in thousandths.
    fn share(&mut self, min: f64, path: &str) -> u32 {
        if !(0.0..=1.0).contains(&min) {
            self.errors.push(Error::new(Code::OutOfRange, path, "a share lies between 0 and 1"));
        }
        (min.clamp(0.0, 1.0) * 1000.0 + 0.5) as u32
    }
}

/// Numbers the named groups of the comparisons.
fn groups(spec: &Spec, comparisons: &mut [Comparison], errors: &mut Vec<Error>) {
    let mut names: Vec<&str> = Vec::new();
    for comparison in comparisons {
        let group = spec.identity.comparisons.iter().flatten().find(|c| c.name == comparison.name).map_or("", |c| c.group.as_str());
        if group.is_empty() {
            continue;
        }
        let at = names.iter().position(|n| *n == group).unwrap_or_else(|| {
            names.push(group);
            names.len() - 1
        });
        comparison.group = u8::try_from(at).ok();
    }
    if names.len() > MOST_GROUPS {
        errors.push(Error::new(Code::TooLarge, "identity.comparisons", format!("at most {MOST_GROUPS} groups")));
    }
}

fn threshold(probability: f64, errors: &mut Vec<Error>) -> i32 {
    if !(probability > 0.0 && probability < 1.0) {
        errors.push(Error::new(Code::OutOfRange, "identity.threshold", "a probability lies between 0 and 1, both excluded"));
    }
    weight_at(probability)
}

/// FNV-1a (Fowler, Noll, Vo) over the canonical JSON.
fn fingerprint(spec: &Spec, tables: &ReferenceTables) -> String {
    let json = serde_json::to_string(spec).unwrap_or_default();
    let content = json.bytes().chain(tables.replaced().flat_map(str::bytes));
    let hash = content.fold(0xcbf2_9ce4_8422_2325u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
