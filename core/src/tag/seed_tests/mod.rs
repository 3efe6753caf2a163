//! The requirements' own values, run through facts, tags and layers of `examples/specs/shop.json`.

mod dimensions;
mod together;

use super::*;
use crate::facts::FactsPlan;
use crate::layer::{self, LayerPlan};
use crate::model::{EventAttribute, EventStream, EventValues, FactColumn, FactUnit, FactValues, LayerTable};
use crate::spec::{Cells, FactsSpec, LayersSpec};
use crate::table::Interner;
use chrono::{Days, NaiveDate};

const RULES: &str = include_str!("../../../../examples/specs/shop.json");

struct Shop {
    facts: FactsPlan,
    tags: TagPlan,
    layers: LayerPlan,
    spec: LayersSpec,
}

fn shop() -> Shop {
    let document: serde_json::Value = serde_json::from_str(RULES).unwrap();
    let part = |name: &str| document[name].to_string();
    let facts: FactsSpec = serde_json::from_str(&part("facts")).unwrap();
    let tags: TagsSpec = serde_json::from_str(&part("tags")).unwrap();
    let spec: LayersSpec = serde_json::from_str(&part("layers")).unwrap();
    let mut errors = Vec::new();
    let mut extra = aggregates(&tags);
    extra.extend(layer::aggregates(&spec));
    let facts = FactsPlan::compile(&facts, &extra, &mut errors);
    let tags = TagPlan::compile(&tags, facts.fields(), &mut errors);
    let layers = LayerPlan::compile(&spec, facts.fields(), tags.domains(), &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    Shop { facts, tags, layers, spec }
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

fn ago(as_of: NaiveDate, days: u64) -> String {
    as_of.checked_sub_days(Days::new(days)).unwrap().to_string()
}

/// What one customer did: (day, channel, type, content) and (day, 分, order number); an order is an
/// interaction as well.
#[derive(Default)]
struct Life {
    said: Vec<(String, &'static str, &'static str, &'static str)>,
    bought: Vec<(String, i64, String)>,
}

impl Life {
    fn said(mut self, day: &str, channel: &'static str, kind: &'static str, content: &'static str) -> Self {
        self.said.push((day.to_owned(), channel, kind, content));
        self
    }

    fn bought(mut self, day: &str, fen: i64) -> Self {
        let number = format!("SO{}", self.bought.len());
        self.bought.push((day.to_owned(), fen, number));
        self.said(day, "电商", "下单", "")
    }

    /// As many logins as asked for, that many days before.
    fn logins(mut self, as_of: NaiveDate, days: &[u64]) -> Self {
        for days in days {
            self = self.said(&ago(as_of, *days), "官网", "登录", "");
        }
        self
    }
}

fn text(name: &str, values: Vec<&str>) -> EventAttribute {
    let mut texts = Interner::new();
    let ids = values.into_iter().map(|v| (!v.is_empty()).then(|| texts.intern(v))).collect();
    EventAttribute { name: name.into(), values: EventValues::Text { ids, texts } }
}

fn streams(lives: &[Life]) -> Vec<EventStream> {
    let time = |text: &str| Some(day(text).and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp());
    let said: Vec<_> = (0u32..).zip(lives).flat_map(|(c, life)| life.said.iter().map(move |s| (c, s))).collect();
    let bought: Vec<_> = (0u32..).zip(lives).flat_map(|(c, life)| life.bought.iter().map(move |b| (c, b))).collect();
    vec![
        EventStream {
            name: "interactions".into(),
            customers: said.iter().map(|(c, _)| *c).collect(),
            times: said.iter().map(|(_, s)| time(&s.0)).collect(),
            attributes: vec![
                text("channel", said.iter().map(|(_, s)| s.1).collect()),
                text("type", said.iter().map(|(_, s)| s.2).collect()),
                text("content", said.iter().map(|(_, s)| s.3).collect()),
            ],
        },
        EventStream {
            name: "orders".into(),
            customers: bought.iter().map(|(c, _)| *c).collect(),
            times: bought.iter().map(|(_, b)| time(&b.0)).collect(),
            attributes: vec![
                EventAttribute { name: "amount".into(), values: EventValues::Money(bought.iter().map(|(_, b)| Some(b.1)).collect()) },
                text("order", bought.iter().map(|(_, b)| b.2.as_str()).collect()),
            ],
        },
    ]
}

impl Shop {
    fn run(&self, lives: &[Life], as_of: NaiveDate) -> (FactTable, TagTable, LayerTable) {
        let facts = self.facts.evaluate(&streams(lives), lives.len(), Some(as_of));
        let tags = self.tags.evaluate(&facts.table);
        assert_eq!(tags.findings, [], "rules that should exclude one another do not");
        let layers = self.layers.evaluate(&facts.table, &tags).remove(0);
        (facts.table, tags, layers)
    }

    fn tag(&self, life: Life, as_of: NaiveDate, dimension: &str) -> String {
        let (_, tags, _) = self.run(&[life], as_of);
        tags.dimension(dimension).unwrap().values(0).collect::<Vec<_>>().join(",")
    }

    /// Tags of facts that are given instead of computed.
    fn of_facts(&self, facts: &[(&str, FactUnit, Option<i64>)], dimension: &str) -> String {
        let columns = facts.iter().map(|(name, unit, value)| FactColumn { name: (*name).to_owned(), unit: *unit, values: FactValues::Number(vec![*value].into()) });
        let tags = self.tags.evaluate(&FactTable { rows: 1, columns: columns.collect() });
        tags.value(dimension, 0).unwrap_or("").to_owned()
    }
}
