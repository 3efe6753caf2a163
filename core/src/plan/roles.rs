//! The views of roles that the library knows (R9), where the spec leaves their lists out.

use crate::schema::FieldKind;
use crate::spec::{AttributeKind, Business, DimensionSpec, FieldSpec, Measure, MetricSpec, Need, Spec, StreamSpec, StreamView, Template, ViewSpec};

/// A role that the library knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    Sales,
    Service,
    Marketing,
}

const NAMES: [(&str, Role); 6] =
    [("sales", Role::Sales), ("销售", Role::Sales), ("service", Role::Service), ("客服", Role::Service), ("marketing", Role::Marketing), ("市场", Role::Marketing)];

/// The names of the known roles.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(name, _)| *name)
}

/// What the lists of a known role are in a spec; `None` for other roles.
pub(super) fn view(spec: &Spec, name: &str) -> Option<ViewSpec> {
    let role = NAMES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role)?;
    Some(ViewSpec {
        role: name.to_owned(),
        fields: spec.fields.iter().filter(|f| role.needs_field(spec, f)).map(|f| f.name.clone()).collect(),
        streams: spec.facts.streams.iter().filter_map(|s| role.stream(s)).collect(),
        metrics: spec.facts.metrics.iter().filter(|m| role.needs_metric(spec, m)).map(|m| m.name.clone()).collect(),
        tags: spec.tags.dimensions.iter().filter(|d| role.needs_tag(d)).map(|d| d.name.clone()).collect(),
        layers: spec.layers.layerers.iter().map(|layerer| layerer.name().to_owned()).collect(),
        note: None,
    })
}

impl Role {
    /// What the role needs, by the names of the templates' fields.
    fn meanings(self) -> &'static [&'static str] {
        match self {
            Role::Sales => &[
                "customer_name",
                "name",
                "contact_name",
                "position",
                "phone",
                "email",
                "wechat_id",
                "source_channel",
                "stated_need",
                "need_preference",
                "need_type",
                "customer_level",
                "estimated_budget",
                "annual_budget",
                "decision_maker",
                "decision_chain",
                "decision_cycle",
                "follow_up_status",
                "follow_up_plan",
                "next_follow_up_time",
                "owner",
            ],
            Role::Service => &[
                "customer_name",
                "name",
                "contact_name",
                "phone",
                "purchased_product",
                "order_number",
                "order_amount",
                "order_time",
                "stated_need",
                "need_preference",
                "need_type",
                "need_tags",
                "consumption_preference",
                "communication_habit",
                "pain_point",
                "remark",
                "interaction_content",
                "interaction_result",
                "feedback",
                "service_inquiry",
                "satisfaction",
                "owner",
            ],
            Role::Marketing => &["industry", "region", "company_scale", "source_channel", "purchasing_power", "purchase_frequency", "price_sensitivity", "consumption_preference"],
        }
    }

    fn needs_field(self, spec: &Spec, field: &FieldSpec) -> bool {
        if self == Role::Sales && field.need == Need::Required {
            return true;
        }
        match meaning(spec, field) {
            Some(meaning) => self.meanings().contains(&meaning),
            None => self.needs_kind(&field.kind),
        }
    }

    /// Whether the role needs a field of which nothing is known but its kind.
    fn needs_kind(self, kind: &FieldKind) -> bool {
        let name = matches!(kind, FieldKind::PersonName {} | FieldKind::GivenName {} | FieldKind::FamilyName {} | FieldKind::Company {});
        match self {
            Role::Sales => name || matches!(kind, FieldKind::Phone { .. } | FieldKind::Email {} | FieldKind::WechatId { .. } | FieldKind::Channel {}),
            Role::Service => name || matches!(kind, FieldKind::Phone { .. }),
            Role::Marketing => matches!(kind, FieldKind::Region {} | FieldKind::Industry {} | FieldKind::Scale {} | FieldKind::Channel {}),
        }
    }

    fn stream(self, stream: &StreamSpec) -> Option<StreamView> {
        let attributes = match self {
            Role::Service => stream.attributes.iter().map(|a| a.name.clone()).collect(),
            Role::Marketing if !is_of_purchases(stream) => return None,
            Role::Sales | Role::Marketing => Vec::new(),
        };
        Some(StreamView { of: stream.name.clone(), attributes, last: 10 })
    }

    fn needs_metric(self, spec: &Spec, metric: &MetricSpec) -> bool {
        let purchases = |of: &str| spec.facts.streams.iter().any(|s| s.name == of && is_of_purchases(s));
        let plain = metric.filter.is_none();
        match &metric.measure {
            Measure::First { .. } | Measure::Last { .. } | Measure::FirstDate { .. } | Measure::LastDate { .. } | Measure::Recency { .. } => plain && self != Role::Marketing,
            Measure::Count { of } | Measure::Repeat { of, .. } | Measure::Distinct { of, .. } | Measure::Sum { of, .. } | Measure::Mean { of, .. } => {
                plain && self == Role::Marketing && purchases(of)
            }
            _ => false,
        }
    }

    fn needs_tag(self, dimension: &DimensionSpec) -> bool {
        // A combination says what its parts say.
        if dimension.combine.is_some() {
            return false;
        }
        let aspect = Aspect::of(dimension);
        match self {
            Role::Sales => matches!(aspect, Aspect::Value | Aspect::Stage | Aspect::Priority | Aspect::Channel),
            Role::Service => matches!(aspect, Aspect::Stage | Aspect::Priority | Aspect::Preference),
            Role::Marketing => matches!(aspect, Aspect::Value | Aspect::Channel | Aspect::Preference),
        }
    }
}

/// A stream of purchases has amounts of money.
fn is_of_purchases(stream: &StreamSpec) -> bool {
    stream.attributes.iter().any(|a| matches!(a.kind, AttributeKind::Money { .. }))
}

/// What a field's name means, in the templates' words.
fn meaning(spec: &Spec, field: &FieldSpec) -> Option<&'static str> {
    let own = spec.business.into_iter().chain(Business::ALL);
    own.into_iter().find_map(|business| Template::of(business).names(&field.name)).map(|known| known.spec.name.as_str())
}

/// What a tag dimension is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Aspect {
    /// What the customer is worth.
    Value,
    /// Where the customer stands.
    Stage,
    /// What goes first.
    Priority,
    /// Where the customer comes from.
    Channel,
    /// What the customer is like and wants.
    Preference,
}

/// Words of dimensions' names, and of the paths above them; the first that fits decides. Our own choice.
const ASPECTS: [(&str, Aspect); 20] = [
    ("优先", Aspect::Priority),
    ("priority", Aspect::Priority),
    ("渠道", Aspect::Channel),
    ("channel", Aspect::Channel),
    ("价值", Aspect::Value),
    ("等级", Aspect::Value),
    ("忠诚", Aspect::Value),
    ("潜力", Aspect::Value),
    ("value", Aspect::Value),
    ("loyalty", Aspect::Value),
    ("状态", Aspect::Stage),
    ("阶段", Aspect::Stage),
    ("周期", Aspect::Stage),
    ("活跃", Aspect::Stage),
    ("跟进", Aspect::Stage),
    ("stage", Aspect::Stage),
    ("state", Aspect::Stage),
    ("status", Aspect::Stage),
    ("activity", Aspect::Stage),
    ("life", Aspect::Stage),
];

impl Aspect {
    /// By the dimension's name, else by the path above it.
    pub(super) fn of(dimension: &DimensionSpec) -> Self {
        let of = |text: &str| {
            let text = text.to_lowercase();
            ASPECTS.iter().find(|(word, _)| text.contains(word)).map(|(_, aspect)| *aspect)
        };
        of(&dimension.name).or_else(|| of(dimension.parent.as_deref()?)).unwrap_or(Aspect::Preference)
    }
}
