//! Channels, checked, with their costs in 分 (R13).

use super::Plan;
use crate::data::ReferenceTables;
use crate::error::{Code, Error, quote};
use crate::model::Normalized;
use crate::normalize;
use crate::schema::FieldKind;
use crate::spec::{ChannelSpec, Spec};
use hashbrown::HashSet;
use serde::Serialize;

/// A channel of a plan.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Channel {
    /// As the spec has it.
    #[serde(flatten)]
    pub spec: ChannelSpec,
    /// What a month costs, in 分.
    pub fen_per_month: Option<i64>,
    /// What a contact costs, in 分.
    pub fen_per_contact: Option<i64>,
}

pub(super) fn compile(spec: &Spec, errors: &mut Vec<Error>) -> Vec<Channel> {
    let mut names = HashSet::new();
    let amount = normalize::builtin(&FieldKind::amount(), ReferenceTables::builtin());
    let mut scratch = Normalized::default();
    let mut channels = Vec::with_capacity(spec.channels.len());
    for (n, channel) in spec.channels.iter().enumerate() {
        let path = format!("channels[{n}]");
        for (place, name) in std::iter::once((".name".to_owned(), &channel.name)).chain(channel.aliases.iter().enumerate().map(|(a, alias)| (format!(".aliases[{a}]"), alias))) {
            if name.is_empty() {
                errors.push(Error::new(Code::OutOfRange, format!("{path}{place}"), "a channel needs a name"));
            } else if !names.insert(name.as_str()) {
                errors.push(Error::new(Code::DuplicateName, format!("{path}{place}"), format!("{} is the name of a channel already", quote(name))));
            }
        }
        let mut fen = |text: Option<&String>, place: &str| {
            let text = text?;
            amount.normalize(text, &mut scratch);
            let fen = normalize::fen(&scratch).filter(|fen| *fen >= 0);
            if fen.is_none() {
                let error = Error::new(Code::OutOfRange, format!("{path}.cost.{place}"), format!("{} is not a cost", quote(text)));
                errors.push(error.with_help("write an amount such as `3000元` or `0.5元`"));
            }
            fen
        };
        let cost = channel.cost.as_ref();
        let fen_per_month = fen(cost.and_then(|cost| cost.per_month.as_ref()), "per_month");
        let fen_per_contact = fen(cost.and_then(|cost| cost.per_contact.as_ref()), "per_contact");
        channels.push(Channel { spec: channel.clone(), fen_per_month, fen_per_contact });
    }
    channels
}

impl Plan {
    /// The channels: class, roles, priority and cost.
    #[must_use]
    pub fn channels(&self) -> &[Channel] {
        &self.0.channels
    }
}

#[cfg(test)]
mod tests {
    use crate::spec::{ChannelClass, ChannelStage};
    use crate::{Code, Plan};

    fn plan(channels: &str) -> Result<Plan, crate::Error> {
        Plan::from_json(&format!(
            r#"{{"version": 1, "fields": [{{"name": "电话", "kind": {{"phone": {{}}}}}}], "sources": [{{"name": "官网", "columns": []}}], "channels": {channels}}}"#
        ))
    }

    #[test]
    fn r13_a_channel_has_a_class_roles_by_stage_a_priority_and_a_cost() {
        let plan = plan(
            r#"[{"name": "官网", "class": "own", "priority": 30, "roles": {"acquire": ["品牌宣传"], "convert": ["下单"]}, "cost": {"per_month": "1.2万元"}},
                {"name": "抖音", "aliases": ["抖音私信"], "class": "partner", "priority": 20,
                 "roles": {"interact": ["互动", "口碑"], "serve": ["问题解决"], "retain": ["关系维护"]}, "cost": {"per_month": "3000元", "per_contact": "0.5元"}},
                {"name": "视频号", "class": "emerging"}]"#,
        )
        .unwrap();
        let [web, douyin, new] = plan.channels() else { panic!("{:?}", plan.channels()) };
        assert_eq!([web, douyin, new].map(|c| c.spec.class), [ChannelClass::Own, ChannelClass::Partner, ChannelClass::Emerging]);
        assert_eq!([web, douyin, new].map(|c| c.spec.priority), [30, 20, 0]);
        let roles = |channel: &super::Channel, stage| channel.spec.roles.get(&stage).cloned().unwrap_or_default().join(" ");
        assert_eq!([ChannelStage::Acquire, ChannelStage::Convert].map(|stage| roles(web, stage)), ["品牌宣传", "下单"]);
        assert_eq!([ChannelStage::Interact, ChannelStage::Serve, ChannelStage::Retain].map(|stage| roles(douyin, stage)), ["互动 口碑", "问题解决", "关系维护"]);
        assert_eq!([web, douyin, new].map(|c| (c.fen_per_month, c.fen_per_contact)), [(Some(1_200_000), None), (Some(300_000), Some(50)), (None, None)]);
    }

    #[test]
    fn r13_two_channels_of_one_name_and_a_cost_that_is_none_are_errors() {
        let error = plan(r#"[{"name": "抖音", "class": "partner"}, {"name": "视频号", "aliases": ["抖音"], "class": "emerging"}]"#).unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::DuplicateName, "channels[1].aliases[0]"));
        let error = plan(r#"[{"name": "抖音", "class": "partner", "cost": {"per_contact": "很多"}}]"#).unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::OutOfRange, "channels[0].cost.per_contact"));
    }
}
