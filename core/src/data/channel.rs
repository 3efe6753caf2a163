//! The channels customers come through, and how they are written.
//!
//! | input | answer |
//! |---|---|
//! | `by_alias("微信公众号")` | 公众号 (online), within 微信 |
//! | `by_alias("trade show")` | 展会 (offline) |
//! | `by_alias("火星")` | none |
//!
//! A row has the short code; the class (`online`, `offline`, `internal`, `third_party`); the rank: of several channels in one text
//! the higher one is meant (a platform, 3, rather than the form, 2, or the kind, 1 and 0); the codes that it is a part of, joined
//! by `|`; the aliases, joined by `|`, as a key writes them: lower case, simplified. Ours, after the inventory of the templates.

use super::blob::Id;
use super::source::Source;
use super::trie::Trie;

/// One channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Channel {
    /// The short code.
    pub code: &'static str,
    /// Online, offline, internal or third party.
    pub class: &'static str,
    /// How particular it is.
    pub rank: u8,
    within: &'static str,
}

impl Channel {
    /// The codes of the channels that it is a part of.
    pub fn within(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.within.split('|').filter(|code| !code.is_empty())
    }
}

/// The channels and their aliases.
#[derive(Debug)]
pub struct Channels {
    channels: Vec<Channel>,
    aliases: Trie,
}

impl Channels {
    pub(super) fn read(source: &Source) -> Self {
        let mut table = Channels { channels: Vec::new(), aliases: Trie::default() };
        for [code, class, rank, within, aliases] in source.columns::<5>(Id::Channel) {
            let number = u32::try_from(table.channels.len()).unwrap_or(u32::MAX);
            table.channels.push(Channel { code, class, rank: rank.parse().unwrap_or(0), within });
            for alias in aliases.split('|').filter(|alias| !alias.is_empty()) {
                table.aliases.insert(alias.chars(), number);
            }
        }
        table
    }

    /// Every channel, in the order of the table.
    pub fn iter(&self) -> impl Iterator<Item = &Channel> {
        self.channels.iter()
    }

    /// The channel that a text is a way to write, in lower case and simplified.
    #[must_use]
    pub fn by_alias(&self, alias: &str) -> Option<&Channel> {
        self.by_characters(alias.chars())
    }

    /// As [`Channels::by_alias`], for characters that do not stand together.
    pub(crate) fn by_characters(&self, alias: impl Iterator<Item = char>) -> Option<&Channel> {
        self.get(self.aliases.whole(alias)?)
    }

    /// The channel of a short code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Channel> {
        self.channels.iter().find(|channel| channel.code == code)
    }

    /// The channel of a number of [`Channels::aliases`].
    pub(crate) fn get(&self, number: u32) -> Option<&Channel> {
        self.channels.get(number as usize)
    }

    /// The aliases, with the numbers of their channels.
    pub(crate) fn aliases(&self) -> &Trie {
        &self.aliases
    }
}

#[cfg(test)]
mod tests {
    use crate::data::ReferenceTables;

    #[test]
    fn every_row_is_sound() {
        let channels = ReferenceTables::builtin().channels();
        for channel in channels.iter() {
            assert!(["online", "offline", "internal", "third_party"].contains(&channel.class), "{channel:?}");
            assert!(channel.rank <= 3 && channel.within().all(|code| channels.by_code(code).is_some()), "{channel:?}");
            assert_eq!(channels.by_alias(&channel.code.to_lowercase()), Some(channel), "a code is its own alias");
        }
    }

    #[test]
    fn aliases() {
        let channels = ReferenceTables::builtin().channels();
        let code = |alias| channels.by_alias(alias).map(|c| (c.code, c.class));
        assert_eq!(code("微信公众号"), Some(("公众号", "online")));
        assert_eq!(code("trade show"), Some(("展会", "offline")));
        assert_eq!(code("火星"), None);
        assert_eq!(channels.by_code("公众号").map(|c| c.within().collect::<Vec<_>>()), Some(vec!["微信"]));
    }

    #[test]
    fn a_pack_replaces_the_channels() {
        let tables = ReferenceTables::builtin().with_pack("table\tchannel\t2027-01-31\tmine\n电梯屏\toffline\t3\t\t电梯屏|电梯\n").unwrap();
        assert_eq!(tables.channels().by_alias("电梯").map(|c| (c.code, c.class, c.rank)), Some(("电梯屏", "offline", 3)));
        assert!(tables.channels().by_alias("官网").is_none());
    }
}
