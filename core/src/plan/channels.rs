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
