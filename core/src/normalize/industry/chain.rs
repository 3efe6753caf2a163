//! Pieces of a text, one after the other: each narrows what the ones before it said, or contradicts them.
//!
//! | pieces | answer |
//! |---|---|
//! | 制造业, 专用设备制造业 | 35, the inner one |
//! | 服务业 (F to S), 零售 | 52 |
//! | 制造业, 电子 | 39, the one division of 制造业 whose name has the word |
//! | 83, 教育 | 83: code and name agree |
//! | 9231, 人民法院 | 9232, doubtful: the code is of another edition |
//! | 零售, 餐饮 | both, as candidates |

use super::code::{self, Reading, Token};
use super::lookup;
use super::set::{Found, How, Set};
use crate::data::ReferenceTables;
use crate::data::industry_fold::{Folded, stem};

/// What stands between two pieces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joint {
    /// A step down: `-`, `>`, `:`, or a code beside its name.
    Path,
    /// A remark in brackets.
    Bracket,
    /// Either a step or another value: `/`, a blank.
    Slash,
    /// Another value: 、 or ，.
    List,
}

/// What the pieces so far say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain<'a> {
    tables: &'a ReferenceTables,
    pub(super) set: Set,
    pub(super) confidence: u8,
    /// How the last piece was found.
    how: Option<How>,
    /// The last code, as written.
    token: Option<Token>,
    /// A word or another ending was read.
    pub(super) short: bool,
    /// A name of an older edition was read.
    pub(super) old_name: bool,
    /// Code and name are not of one edition.
    pub(super) other_edition: bool,
    /// An older code was replaced by what a pack gives for it.
    pub(super) upgraded: bool,
    /// Zeros were put in front of a code, or dropped behind it.
    pub(super) zeros: bool,
    /// Several values.
    pub(super) several: bool,
    /// The pieces exclude each other.
    pub(super) contradiction: bool,
    /// A piece that says nothing known.
    pub(super) unknown: bool,
    /// A remark in brackets that says nothing known.
    pub(super) remark: bool,
    /// A code that does not exist.
    pub(super) bad_code: bool,
    /// What can be no part of an industry.
    pub(super) foreign: bool,
    /// Labels such as 大类 were passed over.
    pub(super) label: bool,
    /// Traditional characters were read.
    pub(super) traditional: bool,
    /// A name was read, not codes only.
    named: bool,
    pieces: u8,
}

/// A text of more pieces is no industry.
const PIECES: u8 = 24;

impl<'a> Chain<'a> {
    pub(super) fn new(tables: &'a ReferenceTables) -> Self {
        let (set, token, how) = (Set::default(), None, None);
        let no = false;
        Chain {
            tables,
            set,
            confidence: 100,
            how,
            token,
            short: no,
            old_name: no,
            other_edition: no,
            upgraded: no,
            zeros: no,
            several: no,
            contradiction: no,
            unknown: no,
            remark: no,
            bad_code: no,
            foreign: no,
            label: no,
            traditional: no,
            named: no,
            pieces: 0,
        }
    }

    /// Counts a piece; false when there were too many.
    pub(super) fn has_room(&mut self) -> bool {
        self.pieces = self.pieces.saturating_add(1);
        self.pieces <= PIECES
    }

    /// A number with a unit: no code.
    pub(super) fn foreign(&mut self) {
        self.foreign = true;
        self.unknown = true;
    }

    /// Whether nothing but numbers was read: codes without letters, which dates and phone numbers look like.
    pub(super) fn numbers_only(&self) -> bool {
        !self.named && self.token.is_none_or(|token| token.letter.is_none())
    }

    /// A code.
    pub(super) fn code(&mut self, token: Token, joint: Joint) {
        let table = self.tables.industries();
        let reading = code::read(table, &token);
        let before = self.token.replace(token);
        let set = match reading {
            Reading::Sure(place) => Set::one(place),
            Reading::Zero(place) => {
                self.zeros = true;
                self.confidence = self.confidence.min(85);
                Set::one(place)
            }
            Reading::Filled(place) => {
                let newer = code::upgraded(table, 0, &token);
                if newer.is_empty() {
                    self.zeros = true;
                    self.confidence = self.confidence.min(80);
                    Set::one(place)
                } else {
                    self.upgraded = true;
                    self.confidence = self.confidence.min(90);
                    newer
                }
            }
            Reading::Older(edition) => {
                let newer = code::upgraded(table, edition, &token);
                self.upgraded |= !newer.is_empty();
                self.other_edition |= newer.is_empty();
                self.confidence = self.confidence.min(90);
                newer
            }
            Reading::Contradiction => {
                self.contradiction = true;
                return;
            }
            Reading::Unknown => {
                let newer = code::upgraded(table, 0, &token);
                self.upgraded |= !newer.is_empty();
                self.bad_code |= newer.is_empty();
                self.confidence = self.confidence.min(90);
                newer
            }
        };
        if set.is_empty() {
            // A name in front of it stands; the two are not of one edition.
            self.other_edition |= !self.set.is_empty();
            return;
        }
        let found = Found { set, confidence: self.confidence, how: How::Code };
        if !self.narrow(&found) {
            self.conflict(&found, joint, before.is_none());
        }
    }

    /// A name, as its branches where it has any, and as text.
    pub(super) fn name(&mut self, found: Option<Found>, folded: &Folded, joint: Joint) {
        self.traditional |= folded.traditional;
        if let Some(found) = found {
            if found.how == How::Edition && self.token.is_some() {
                self.edition_name(&found);
                return;
            }
            if self.narrow(&found) {
                return;
            }
        }
        let text = folded.as_str();
        if let Some(found) = self.inside(text) {
            self.narrow(&found);
            return;
        }
        match found {
            Some(found) => self.conflict(&found, joint, self.how == Some(How::Code)),
            None if joint == Joint::Bracket => self.remark = true,
            None => self.stranger(text),
        }
    }

    /// The word looked for inside what was said before.
    fn inside(&self, text: &str) -> Option<Found> {
        (!self.set.is_empty() && !self.several).then(|| lookup::inside(self.tables, text, &self.set)).flatten()
    }

    /// Takes a piece that fits into what was said before; false where it does not.
    fn narrow(&mut self, found: &Found) -> bool {
        let table = self.tables.industries();
        let set = if self.set.is_empty() {
            found.set
        } else if self.several {
            return false;
        } else {
            let inner = found.set.within(&self.set, table);
            if inner.is_empty() { self.set.within(&found.set, table) } else { inner }
        };
        if set.is_empty() {
            return false;
        }
        // A word that may mean several things is certain enough where the place of the others leaves one.
        let confidence = if found.set.single().is_none() && set.single().is_some() { found.confidence.max(80) } else { found.confidence };
        let settled = self.set.single().is_none() && !self.set.is_empty() && set.single().is_some();
        self.confidence = if settled { confidence.min(90) } else { self.confidence.min(confidence) };
        let mut set = set;
        if let Some(token) = self.token.filter(|_| found.how != How::Code) {
            // A class of four digits that is a group today was one in an older edition.
            let group = self.zeros && self.set.rows(table).any(|row| row.level() == 3);
            self.other_edition |= self.bad_code || group;
            if self.set.is_empty()
                && let Some(place) = set.single()
            {
                set = Set::one(self.on_level(place, token.digits().len()));
            }
        }
        self.take(set, found.how);
        true
    }

    fn take(&mut self, set: Set, how: How) {
        self.set = set;
        self.short |= how == How::Word;
        self.old_name |= how == How::Edition;
        self.named |= how != How::Code;
        self.how = Some(how);
    }

    /// Two pieces that exclude each other.
    fn conflict(&mut self, found: &Found, joint: Joint, code_and_name: bool) {
        let table = self.tables.industries();
        let codes = self.how == Some(How::Code) || found.how == How::Code;
        if codes && code_and_name && self.how != Some(found.how) {
            // The name says what was meant.
            let named = if found.how == How::Code { self.set } else { found.set };
            self.edition_of(named);
        } else if self.how == Some(How::Word) && joint == Joint::Path && self.set.single().is_some() && !self.several {
            // 互联网-电商: the first word was meant widely.
            self.confidence = self.confidence.min(found.confidence).min(60);
            self.take(found.set, How::Word);
        } else {
            if matches!(joint, Joint::Path | Joint::Bracket) && !self.several {
                self.contradiction = true;
            }
            found.set.as_slice().iter().for_each(|place| self.set.add(*place));
            self.set = self.set.outermost(table);
            self.several = true;
            self.confidence = self.confidence.min(found.confidence).min(60);
            self.how = Some(found.how);
        }
    }

    /// A code, and a name that it does not have today: a pack may know the code, else the name counts and is doubtful.
    fn edition_of(&mut self, named: Set) {
        let table = self.tables.industries();
        let newer = self.token.map_or_else(Set::default, |token| code::upgraded(table, 0, &token)).within(&named, table);
        if newer.is_empty() {
            self.other_edition = true;
            self.confidence = self.confidence.min(60);
            let digits = self.token.map_or(0, |token| token.digits().len());
            let named = named.single().map_or(named, |place| Set::one(self.on_level(place, digits)));
            self.take(named, How::Name);
        } else {
            self.upgraded = true;
            self.confidence = self.confidence.min(90);
            self.take(newer, How::Name);
        }
    }

    /// A code with a name of an older edition.
    fn edition_name(&mut self, found: &Found) {
        let both =
            found.set.single().is_some_and(|place| self.set.single().is_some_and(|code| Set::one(code).within(&Set::one(place), self.tables.industries()).single().is_some()));
        if both {
            // The name changed, the code did not.
            self.old_name = true;
            self.confidence = self.confidence.min(found.confidence);
        } else {
            self.edition_of(found.set);
        }
    }

    /// The branch inside this one that has the same name and a code of this length; itself where there is none.
    fn on_level(&self, place: u16, length: usize) -> u16 {
        let table = self.tables.industries();
        let Some(row) = table.at(place) else { return place };
        let same = table.within(place).find(|(_, other)| other.code().len() == length && other.name() == row.name());
        same.map_or(place, |(place, _)| place)
    }

    /// A piece that is no name. Beside a code it may be the code's name, misspelt or of another edition.
    fn stranger(&mut self, text: &str) {
        let digits = text.bytes().any(|b| b.is_ascii_digit());
        self.foreign |= digits || text.chars().count() < 2;
        let beside = self.how == Some(How::Code) && !self.foreign;
        if beside && let Some(row) = self.set.single().and_then(|place| self.tables.industries().at(place)) {
            let name = stem(text);
            let known = name.chars().filter(|c| row.name().contains(*c)).count();
            if known * 2 < name.chars().count() {
                self.other_edition = true;
                self.contradiction = true;
            } else {
                self.named = true;
            }
        }
        self.unknown = true;
    }
}
