//! The spec: one serde document that chooses and configures every stage. Plain data, no behaviour. Beside it: the
//! [`Template`]s, ready-made schemas by business.

mod analysis;
mod catalogue;
mod channel;
mod currency;
mod due;
mod facts;
mod given;
mod identity;
mod layer;
mod lifecycle;
mod measure;
mod offset;
mod profile;
mod purchase;
mod source;
mod stream;
mod sync;
mod tag;
mod template;
mod view;
mod window;

pub use analysis::*;
pub use catalogue::*;
pub use channel::*;
pub use currency::*;
pub use due::*;
pub use facts::*;
pub use given::*;
pub use identity::*;
pub use layer::*;
pub use lifecycle::*;
pub use measure::*;
pub use offset::*;
pub use profile::*;
pub use purchase::*;
pub use source::*;
pub use stream::*;
pub use sync::*;
pub use tag::*;
pub use template::*;
pub use view::*;
pub use window::*;

use serde::{Deserialize, Serialize};

/// The spec version this library writes, and the only one it reads.
pub const SPEC_VERSION: u32 = 1;

/// Everything a plan is compiled from.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// The document's format; 1.
    pub version: u32,
    /// What kind of customers the lists are about. When it is given, the run says what is collected beyond the
    /// [`Template`] of the business, and what of it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub business: Option<Business>,
    /// The clock that days begin by, for all times of rows and events; left out, `"+08:00"`.
    #[serde(default, skip_serializing_if = "UtcOffset::is_default")]
    pub utc_offset: UtcOffset,
    /// The channels' lists, and what their columns mean.
    pub sources: Vec<SourceSpec>,
    /// What the channels are, for whoever weighs them against each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelSpec>,
    /// How the tables of other systems come in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sync: Vec<SyncSpec>,
    /// The fields of a customer.
    pub fields: Vec<FieldSpec>,
    /// How records of the same customer are found.
    #[serde(default)]
    pub identity: IdentitySpec,
    /// How one value per field is chosen.
    #[serde(default)]
    pub profile: ProfileSpec,
    /// Event streams and the metrics over them.
    #[serde(default)]
    pub facts: FactsSpec,
    /// Tag dimensions and their rules.
    #[serde(default)]
    pub tags: TagsSpec,
    /// Other rule sets, each with a name and a version of its own (T5). They are compiled and checked, never merged and never run: a run
    /// follows `tags`. [`Spec::with_rule_set`] puts one of them there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rule_sets: Vec<TagsSpec>,
    /// Layers.
    #[serde(default)]
    pub layers: LayersSpec,
    /// A line per customer with its levels, layer and what is advised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub layer_sheets: Vec<LayerSheetSpec>,
    /// What the outcome is analysed for, and about whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub analysis: Option<AnalysisSpec>,
    /// What is due for customers, and when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub due: Vec<DueSpec>,
    /// What each role is shown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<ViewSpec>,
}

impl Spec {
    /// Sources and fields; everything else is left to the library.
    #[must_use]
    pub fn new(sources: Vec<SourceSpec>, fields: Vec<FieldSpec>) -> Self {
        Spec {
            version: SPEC_VERSION,
            utc_offset: UtcOffset::default(),
            business: None,
            sources,
            channels: Vec::new(),
            sync: Vec::new(),
            fields,
            identity: IdentitySpec::default(),
            profile: ProfileSpec::default(),
            facts: FactsSpec::default(),
            tags: TagsSpec::default(),
            rule_sets: Vec::new(),
            layers: LayersSpec::default(),
            layer_sheets: Vec::new(),
            analysis: None,
            due: Vec::new(),
            views: Vec::new(),
        }
    }

    /// The spec with one of its rule sets, by name, for `tags`; what stood there takes its place. `None`: there is no such set.
    #[must_use]
    pub fn with_rule_set(mut self, name: &str) -> Option<Self> {
        let set = self.rule_sets.iter_mut().find(|set| set.name == name)?;
        std::mem::swap(set, &mut self.tags);
        self.rule_sets.retain(|set| !set.dimensions.is_empty());
        Some(self)
    }

    /// The spec without metrics, rules, layers and views: customers and their events, for checking rules that do not compile against data.
    #[must_use]
    pub fn without_rules(&self) -> Self {
        let facts = FactsSpec { metrics: Vec::new(), purchases: Vec::new(), ..self.facts.clone() };
        Spec {
            facts,
            tags: TagsSpec::default(),
            rule_sets: Vec::new(),
            layers: LayersSpec::default(),
            layer_sheets: Vec::new(),
            analysis: None,
            due: Vec::new(),
            views: Vec::new(),
            ..self.clone()
        }
    }

    /// Every column of a table that the spec names, as a source or in a feed; some several times.
    pub fn columns_of<'a>(&'a self, table: &'a str) -> impl Iterator<Item = &'a str> {
        let sources = self.sources.iter().filter(move |s| s.name == table).flat_map(SourceSpec::named_columns);
        let feeds = self.facts.streams.iter().flat_map(|s| &s.feeds).filter(move |f| f.table == table).flat_map(FeedSpec::named_columns);
        let sync = self.sync.iter().filter(move |s| s.table == table).flat_map(|s| s.key.iter().map(String::as_str).chain(s.mode.time()));
        sources.chain(feeds).chain(sync)
    }
}
