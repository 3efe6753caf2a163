//! The channel a customer came through.
//!
//! | raw | key | class | status |
//! |---|---|---|---|
//! | `官网` | `官网` | `online` | ok |
//! | `微信公众号` | `公众号` | `online` | ok, alias `微信公众号` |
//! | `抖音(短视频咨询)` | `抖音` | `online` | ok (detail) |
//! | `渠道：展会推广` | `展会` | `offline` | repaired (label), alias `展会推广` |
//! | `Trade Show` | `展会` | `offline` | ok, alias `Trade Show` |
//! | `抖音、门店` | | | ambiguous (multiple_values): `抖音`, `门店` |
//! | `火星` | `火星` | | suspicious (unknown_channel) |
//!
//! Components: `class` (online, offline, internal, third_party), which depends on the key; `alias`, what was written where that is
//! not the short code. The table [`crate::data::channel`] decides; a pack replaces it. Before a text is looked up, labels
//! (`渠道：`), quotation marks, remarks in brackets and words that every channel can have (推广, 咨询, 注册 …) are put aside. Of
//! several channels in one phrase the more particular one is meant (天猫旗舰店直播: 天猫), of several phrases all are candidates.
//! Other words beside a channel make the reading less sure (repaired, `detail`, 70 %). What is not in the table keeps its folded text as key.
//!
//! JSON: `{"channel": {}}`. Source: the inventory of the templates (R10–R15); short codes and aliases are ours.

mod affix;
mod scan;
#[cfg(test)]
mod tests;

use super::{Normalizer, clean};
use crate::data::ReferenceTables;
use crate::data::channel::{Channel as Known, Channels};
use crate::model::{Missing, Normalized, Reason, Status};
use crate::text::fold;
use scan::{Found, meant, scan};

/// Reads channels.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    tables: ReferenceTables,
}

impl Channel {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Channel { tables: tables.clone() }
    }
}

impl Normalizer for Channel {
    fn components(&self) -> &'static [&'static str] {
        &["class", "alias"]
    }

    fn forms(&self) -> &'static [&'static str] {
        &["class"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        let channels = self.tables.channels();
        fold::key_into(self.tables.variants(), &out.display, &mut out.key);
        if let Some(known) = channels.by_alias(&out.key) {
            return answer(known, &[], out);
        }
        // The buffer of the alias, until that is written.
        let mut scratch = out.components.get_mut(1).map(std::mem::take).unwrap_or_default();
        let found = self.read_further(channels, &mut scratch, out);
        scratch.clear();
        out.components.get_mut(1).into_iter().for_each(|alias| std::mem::swap(alias, &mut scratch));
        if let Some((known, reasons)) = found {
            answer(known, reasons, out);
        }
    }
}

/// A channel, and what is to be said of how it was written.
type Answer<'a> = (&'a Known, &'static [Reason]);

impl Channel {
    /// Reads what is no alias as it stands; none where there is no answer, or `out` has it.
    fn read_further<'a>(&self, channels: &'a Channels, scratch: &mut String, out: &mut Normalized) -> Option<Answer<'a>> {
        if !self.tidy(channels, scratch, out) {
            return None;
        }
        let folded = std::mem::take(&mut out.key);
        match look_up(channels, &folded, scratch) {
            Some(found) => {
                out.key = folded;
                Some(found)
            }
            None => search(channels, folded, scratch, out),
        }
    }

    /// Drops quotation marks and labels; false when nothing but a missing value is left.
    fn tidy(&self, channels: &Channels, scratch: &mut String, out: &mut Normalized) -> bool {
        let written = out.display.len();
        loop {
            let length = out.display.len();
            let inner = clean::strip_quotes(&out.display);
            let inner = inner.trim_start_matches(['/', '-', '>', '•', '·', '#', ' ']);
            if !inner.is_empty() && inner.len() < length {
                let inner = inner.to_owned();
                out.display = inner;
                out.repaired(Reason::Trimmed);
            }
            scratch.clear();
            if let Some(rest) = label(channels, self, &out.display, scratch) {
                if rest.is_empty() {
                    out.set_missing(Missing::Absent);
                    return false;
                }
                let start = out.display.len() - rest.len();
                out.display.drain(..start);
                out.repaired(Reason::Label);
            }
            if out.display.len() == length {
                break;
            }
        }
        if let Some(state) = self.missing(&out.display) {
            out.set_missing(state);
            return false;
        }
        if out.display.len() < written {
            out.key.clear();
            fold::key_into(self.tables.variants(), &out.display, &mut out.key);
        }
        true
    }
}

/// Looks for channels inside a text that is none as a whole.
fn search<'a>(channels: &'a Channels, folded: String, outside: &mut String, out: &mut Normalized) -> Option<Answer<'a>> {
    let remark = unbracket(&folded, outside);
    let mut parts = read_parts(channels, if remark { outside } else { &folded });
    let mut codes = meant(&parts);
    if remark && (codes.is_empty() || parts.iter().any(|p| p.unknown > 0)) {
        let whole = read_parts(channels, &folded);
        let other = meant(&whole);
        if codes.is_empty() || other.len() == 1 && unknown(&whole) < unknown(&parts) {
            (parts, codes) = (whole, other);
        }
    }
    match codes.as_slice() {
        [] => {
            out.key = folded;
            clean::doubt(out, Reason::UnknownChannel, 30);
            None
        }
        [known] if unknown(&parts) == 0 => Some((*known, if remark { &[Reason::Detail] } else { &[] })),
        [known] => {
            clean::repair(out, Reason::Detail, 70);
            Some((*known, &[]))
        }
        several => {
            out.because(Reason::MultipleValues);
            out.status = Status::Ambiguous;
            out.confidence = 50;
            out.candidates.extend(several.iter().map(|known| known.code.to_owned()));
            None
        }
    }
}

fn unknown(parts: &[Found<'_>]) -> usize {
    parts.iter().map(|part| part.unknown).sum()
}

/// Writes a channel down.
fn answer(known: &Known, reasons: &[Reason], out: &mut Normalized) {
    out.key.clear();
    out.key.push_str(known.code);
    out.set(0, known.class);
    if out.display != known.code {
        let Normalized { display, components, .. } = out;
        if let Some(alias) = components.get_mut(1) {
            alias.push_str(display);
        }
    }
    reasons.iter().for_each(|reason| out.because(*reason));
}

/// A channel by its whole folded text: without blanks, remarks in brackets, and words that every channel can have.
fn look_up<'a>(channels: &'a Channels, folded: &str, outside: &mut String) -> Option<Answer<'a>> {
    let is_joint = |c: char| matches!(c, ' ' | '-' | '_' | '/' | '·' | '.' | '、' | '(' | ')');
    let joined = |text: &str| if text.contains(is_joint) { channels.by_characters(text.chars().filter(|c| !is_joint(*c))) } else { None };
    let exact = |text: &str| channels.by_alias(text).or_else(|| joined(text));
    if let Some(known) = exact(folded) {
        return Some((known, &[]));
    }
    if unbracket(folded, outside)
        && let Some(known) = exact(outside).or_else(|| bare(channels, outside))
    {
        // A kind with its platform in brackets: 直播(抖音).
        let inside = remark(folded).and_then(|text| channels.by_alias(text).or_else(|| bare(channels, text)));
        let narrower = inside.filter(|inner| inner.rank > known.rank && (known.rank == 0 || inner.within().any(|code| code == known.code)));
        return Some((narrower.unwrap_or(known), &[Reason::Detail]));
    }
    bare(channels, folded).map(|known| (known, &[][..]))
}

/// A channel between words that every channel can have.
fn bare<'a>(channels: &'a Channels, folded: &str) -> Option<&'a Known> {
    let mut text = folded.trim();
    for _ in 0..4 {
        let behind = affix::trailing(text);
        let next = text.get(..text.len() - behind).unwrap_or_default().trim_end();
        if behind > 0
            && !next.is_empty()
            && let Some(known) = channels.by_alias(next)
        {
            return Some(known);
        }
        let before = affix::leading(text);
        let other = text.get(before..).unwrap_or_default().trim_start();
        if before > 0
            && !other.is_empty()
            && let Some(known) = channels.by_alias(other)
        {
            return Some(known);
        }
        let both = next.get(affix::leading(next)..).unwrap_or_default().trim();
        if let Some(known) = channels.by_alias(both) {
            return Some(known);
        }
        if both.is_empty() || both.len() == text.len() {
            return None;
        }
        text = if next.len() < text.len() && !next.is_empty() { next } else { both };
    }
    None
}

const OPENING: [char; 7] = ['(', '[', '【', '〔', '{', '〈', '《'];
const CLOSING: [char; 7] = [')', ']', '】', '〕', '}', '〉', '》'];

/// The text without what stands in brackets; false when nothing does, or nothing else.
fn unbracket(text: &str, out: &mut String) -> bool {
    out.clear();
    if !text.contains(OPENING) {
        return false;
    }
    let mut depth = 0_usize;
    for c in text.chars() {
        if OPENING.contains(&c) {
            depth += 1;
        } else if CLOSING.contains(&c) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out.drain(..out.len() - out.trim_start().len());
    !out.is_empty()
}

/// What stands in the first brackets.
fn remark(text: &str) -> Option<&str> {
    let (_, tail) = text.split_once(['(', '[', '【', '〔'])?;
    tail.split_once([')', ']', '】', '〕']).map(|(inside, _)| inside.trim())
}

/// The phrases of a folded text, each read on its own.
fn read_parts<'a>(channels: &'a Channels, folded: &str) -> Vec<Found<'a>> {
    let parts = || folded.split(['、', ',', ';', '|', '&', '+', '/', '\\', '和', '与', '及']).map(str::trim).filter(|part| !part.is_empty());
    // Beside a channel, a word that every channel can have is none (展会名片/登记表); alone it may be one.
    let several = parts().nth(1).is_some();
    let found: Vec<Found<'_>> = parts().filter(|part| !several || !affix::only(part)).map(|part| part_of(channels, part)).collect();
    if found.iter().all(|part| part.channels.is_empty()) { parts().map(|part| part_of(channels, part)).collect() } else { found }
}

fn part_of<'a>(channels: &'a Channels, part: &str) -> Found<'a> {
    match channels.by_alias(part).or_else(|| bare(channels, part)) {
        Some(known) => Found { channels: vec![known], unknown: 0 },
        None => scan(channels, part),
    }
}

/// The text behind a label such as `渠道：`. What is a channel itself is none.
fn label<'a>(channels: &Channels, reader: &Channel, text: &'a str, folded: &mut String) -> Option<&'a str> {
    let (at, sign) = text.char_indices().take(24).find(|(_, c)| matches!(c, ':' | '：' | '=' | '＝' | '﹕' | '∶'))?;
    let (head, tail) = text.split_at_checked(at)?;
    let rest = tail.get(sign.len_utf8()..)?.trim_start();
    fold::key_into(reader.tables.variants(), head, folded);
    let says = ["渠道", "来源", "途径", "平台", "方式", "channel", "source", "from", "utm_source", "utm_medium"].iter().any(|word| folded.contains(word));
    let is_label = says && channels.by_alias(folded).is_none() && meant(&[scan(channels, folded)]).iter().all(|known| known.rank == 0);
    is_label.then_some(rest)
}
