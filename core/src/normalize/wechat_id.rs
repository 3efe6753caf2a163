//! WeChat OpenIDs and UnionIDs.
//!
//! | raw | key, scope `wx12…ef` | key, no scope |
//! |---|---|---|
//! | `o6_bmjrPTlm6_2sgVt7hMZOPfL2M` | `wx12…ef:o6_bmjrPTlm6_2sgVt7hMZOPfL2M` | as written |
//! | ` "o6_bmjrPTlm6_2sgVt7hMZOPfL2M"`, `openid：o6_…` | the same | without the quotes, the label |
//! | `zhangsan_1990` | `wx12…ef:zhangsan_1990` | as written; suspicious: `wrong_length` |
//! | `o6_bmj****OPfL2M` | none: masked | none |
//! | `null`, `undefined`, `0`, `-` | none: missing | none |
//! | `test`, `openid`, `o`, `0000000` | none: placeholders | none |
//! | `1.23457E+27` | none: a spreadsheet lost the digits | none |
//! | `o6_bmjrP Tlm6`, `o6.bmjrP` | none: `bad_character` | none |
//!
//! The id is opaque: case, look-alikes and hyphens at its ends are kept, nothing in it is folded. An OpenID is valid
//! in one app, a UnionID in one open-platform account; the scope names it, so that ids of two scopes never have one
//! key. Component: `scope` (no match form: it is the same for every value of the field).
//!
//! Limits: letters, digits, `-` and `_`. OpenIDs have 28 characters, UnionIDs 28 or 29; fewer than 20 or more than 64
//! are suspicious. Two ids in one cell are ambiguous.
//!
//! JSON: `{"wechat_id": {"scope": "wx1234567890abcdef"}}`. Source: WeChat Official Accounts documentation, "Get user
//! information (UnionID)"; the lengths are those of its samples.

use super::clean::{self, cut, doubt};
use super::sheet::{self, Sheet};
use super::{Normalizer, missing};
use crate::model::{Missing, Normalized, Reason, Status};

/// Reads WeChat ids of one scope.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WechatId {
    scope: String,
}

const SCOPE: usize = 0;

impl WechatId {
    /// Ids of an app or an open-platform account; an empty scope says nothing about where they are valid.
    #[must_use]
    pub fn new(scope: &str) -> Self {
        WechatId { scope: scope.trim().to_owned() }
    }

    fn write(&self, id: &str, out: &mut Normalized) {
        out.set(SCOPE, &self.scope);
        if !self.scope.is_empty() {
            out.key.push_str(&self.scope);
            out.key.push(':');
        }
        out.key.push_str(id);
        if !(20..=64).contains(&id.len()) {
            doubt(out, Reason::WrongLength, 70);
        }
    }

    /// The id without its label, quotes and own scope.
    fn bare<'a>(&self, written: &'a str, out: &mut Normalized) -> &'a str {
        let mut text = written;
        for _ in 0..4 {
            let before = text.len();
            let trimmed = unquote(text).trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '。' | '、'));
            if trimmed.len() < text.len() {
                out.repaired(Reason::Trimmed);
                text = trimmed;
            }
            let own = text.strip_prefix(self.scope.as_str()).filter(|_| !self.scope.is_empty()).and_then(|rest| rest.strip_prefix(':'));
            if let Some(rest) = own.or_else(|| unlabel(text)) {
                out.repaired(Reason::Label);
                text = rest.trim_start();
            }
            if text.len() == before {
                break;
            }
        }
        text
    }

    fn read_one(&self, id: &str, out: &mut Normalized) {
        if let Some(Sheet::Restored(digits)) = sheet::number(id) {
            if is_placeholder(digits.as_str()) {
                return out.invalid(Reason::Placeholder);
            }
            out.repaired(Reason::SpreadsheetNumber);
            out.display.push_str(digits.as_str());
            return self.write(digits.as_str(), out);
        }
        if is_number(id) {
            return out.invalid(Reason::DigitsLost);
        }
        if id.contains(is_mask) || id.contains("...") {
            out.set(SCOPE, &self.scope);
            return doubt(out, Reason::Masked, 50);
        }
        if !id.bytes().all(is_id) {
            return self.several(id, out);
        }
        if is_placeholder(id) {
            return out.invalid(Reason::Placeholder);
        }
        out.display.push_str(id);
        self.write(id, out);
    }

    /// Reads a cell with several whole ids.
    fn several(&self, text: &str, out: &mut Normalized) {
        let whole = |piece: &&str| (20..=64).contains(&piece.len()) && piece.bytes().all(is_id) && !is_placeholder(piece);
        let pieces = || text.split([' ', ',', ';', '/', '|', '，', '；', '、']).filter(|piece| !piece.is_empty());
        if pieces().count() < 2 || !pieces().all(|piece| whole(&piece)) {
            return out.invalid(Reason::BadCharacter);
        }
        for piece in pieces() {
            out.key.clear();
            self.write(piece, out);
            if out.candidates.len() < 16 && !out.candidates.contains(&out.key) {
                out.candidates.push(out.key.clone());
            }
        }
        if let Some(first) = out.candidates.first() {
            out.key.clone_from(first);
        }
        if out.candidates.len() == 1 {
            out.candidates.clear();
            out.display.push_str(pieces().next().unwrap_or_default());
            return out.repaired(Reason::MultipleValues);
        }
        out.because(Reason::MultipleValues);
        out.status = Status::Ambiguous;
        out.confidence = 50;
    }
}

impl Normalizer for WechatId {
    fn components(&self) -> &'static [&'static str] {
        &["scope"]
    }

    fn forms(&self) -> &'static [&'static str] {
        &[]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        // No missing token has the letters, digits and signs of an id in such number.
        if text.len() >= 20 && text.bytes().all(is_id) && text.bytes().any(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        missing::state_or(text, &["0", "0.0"])
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if text.len() <= clean::LIMIT && text.bytes().all(is_id) && !is_placeholder(text) {
            out.display.push_str(text);
            return self.write(text, out);
        }
        if !clean::clean_name(text, out) {
            return;
        }
        let written = std::mem::take(&mut out.display);
        let id = self.bare(&written, out);
        if let Some(state) = self.missing(id).filter(|_| id.len() < written.len()) {
            return out.set_missing(state);
        }
        self.read_one(id, out);
        if out.display.is_empty() {
            out.display = written;
        }
    }
}

fn is_id(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_mask(c: char) -> bool {
    clean::is_mask(c) || c == '•'
}

/// The text without one pair of quotes, without a spreadsheet's `'` in front, without `="…"`.
fn unquote(text: &str) -> &str {
    const PAIRS: [(char, char); 7] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];
    let inner = text.strip_prefix('=').filter(|rest| rest.starts_with('"')).unwrap_or(text);
    let paired = PAIRS.iter().find_map(|(open, close)| inner.strip_prefix(*open)?.strip_suffix(*close));
    paired.or_else(|| inner.strip_prefix('\'')).unwrap_or(inner)
}

/// The text behind a label such as `openid:`, `UnionID：`, `open_id=`.
fn unlabel(text: &str) -> Option<&str> {
    for (n, (at, c)) in text.char_indices().enumerate() {
        if matches!(c, ':' | '：' | '=') {
            let (label, rest) = cut(text, at);
            let rest = cut(rest, c.len_utf8()).1;
            let named = c != '=' || label.trim_end().to_ascii_lowercase().ends_with("id");
            return (n > 0 && named && !rest.is_empty()).then_some(rest);
        }
        if n > 16 || !(c.is_alphabetic() || matches!(c, ' ' | '_' | '-')) {
            return None;
        }
    }
    None
}

/// Whether a spreadsheet has made a number of the text: `1.23457E+27`.
fn is_number(text: &str) -> bool {
    let Some((whole, exponent)) = text.split_once(['e', 'E']) else { return false };
    let digits = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    let marked = whole.contains('.') || exponent.starts_with('+');
    marked && whole.split('.').count() <= 2 && whole.split('.').all(digits) && digits(exponent.strip_prefix('+').unwrap_or(exponent))
}

/// Whether the text fills a field instead of naming anybody.
fn is_placeholder(id: &str) -> bool {
    let same = |text: &[u8]| text.first().is_none_or(|first| text.iter().all(|b| b == first));
    let bytes = id.as_bytes();
    let tail = bytes.get(1..).unwrap_or_default();
    if same(bytes) || bytes.first() == Some(&b'o') && same(tail) {
        return true;
    }
    if bytes.len() >= 20 {
        return false;
    }
    const WORDS: &str = "null undefined none nan nil empty void false true default unknown anonymous guest admin user string object \
        openid open_id open-id unionid union_id union-id appid wechat weixin wxid example sample demo xxx asdf -1";
    let test = bytes.get(..4).is_some_and(|head| head.eq_ignore_ascii_case(b"test"));
    let counted = bytes.len() > 2 && "1234567890".starts_with(id);
    test || counted || WORDS.split(' ').any(|word| id.eq_ignore_ascii_case(word)) || is_yours(id)
}

/// `your_openid`, `YOUR-UNIONID`, `my_openid`.
fn is_yours(id: &str) -> bool {
    let tail = |len: usize| id.len().checked_sub(len).and_then(|at| id.get(at..));
    tail(6).is_some_and(|t| t.eq_ignore_ascii_case("openid")) || tail(7).is_some_and(|t| t.eq_ignore_ascii_case("unionid"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";
    const APP: &str = "wx1234567890abcdef";

    fn read(scope: &str, raw: &str) -> Normalized {
        let mut out = Normalized::default();
        WechatId::new(scope).normalize(raw, &mut out);
        out
    }

    #[test]
    fn ids_are_kept_as_they_are() {
        for raw in
            [ID, "o6_bmasdasdsad6_2sgVt7hMZOPfL", "on7JZwQtDe3UiT1GN1zRf8VAUuk-", "-n7JZwQtDe3UiT1GN1zRf8VAUuk_", "oE1234567890E12_5e10-9E8aBcd", "oO0Il1FfegxSPWKVlWdGxhEUEfNK"]
        {
            let out = read("", raw);
            assert_eq!((out.key.as_str(), out.display.as_str(), out.status, out.components[SCOPE].as_str()), (raw, raw, Status::Ok, ""));
            let out = read(APP, raw);
            assert_eq!((out.key, out.status, out.components[SCOPE].as_str()), (format!("{APP}:{raw}"), Status::Ok, APP));
        }
    }

    #[test]
    fn dirt_around_an_id_goes() {
        for raw in [
            "o6_bmjrPTlm6_2sgVt7hMZOPfL2M\u{200b}\n",
            "\u{feff}o6_bmjrPTlm6_2sgVt7hMZOPfL2M\r\n",
            "\"o6_bmjrPTlm6_2sgVt7hMZOPfL2M\"",
            " 'o6_bmjrPTlm6_2sgVt7hMZOPfL2M' ",
            "'o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
            "=\"o6_bmjrPTlm6_2sgVt7hMZOPfL2M\"",
            "“o6_bmjrPTlm6_2sgVt7hMZOPfL2M”",
            "o6_bmjrPTlm6_2sgVt7hMZOPfL2M,",
            "openid: o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
            "微信OpenID：o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
            "open_id=o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
            "wx1234567890abcdef:o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
            "o6_bmjrPTlm6_2sgVt7hMZOPfL2M;o6_bmjrPTlm6_2sgVt7hMZOPfL2M",
        ] {
            let out = read(APP, raw);
            assert_eq!((out.key, out.display.as_str(), out.status), (format!("{APP}:{ID}"), ID, Status::Repaired), "{raw:?} {:?}", out.reasons);
        }
    }

    #[test]
    fn what_is_no_id() {
        for (raw, status, reason) in [
            ("test", Status::Invalid, Some(Reason::Placeholder)),
            ("o", Status::Invalid, Some(Reason::Placeholder)),
            ("oooooooooooooooooooooooooooo", Status::Invalid, Some(Reason::Placeholder)),
            ("o000000000000000000000000000", Status::Invalid, Some(Reason::Placeholder)),
            ("OPENID", Status::Invalid, Some(Reason::Placeholder)),
            ("your_openid", Status::Invalid, Some(Reason::Placeholder)),
            ("123456", Status::Invalid, Some(Reason::Placeholder)),
            ("1.23457E+27", Status::Invalid, Some(Reason::DigitsLost)),
            ("6.02214e+23", Status::Invalid, Some(Reason::DigitsLost)),
            ("oxZ7K6UzJzds6Z MTOGhMhglvWiI", Status::Invalid, Some(Reason::BadCharacter)),
            ("oBMH0ufjs6y1Op微ksFKmbRw9410Z", Status::Invalid, Some(Reason::BadCharacter)),
            ("ｏ6_bmjrPTlm6_2sgVt7hMZOPfL2M", Status::Invalid, Some(Reason::BadCharacter)),
            ("wxd930ea5d5a258f4f:o6_bmjrPTlm6_2sgVt7hMZOPfL2M", Status::Invalid, Some(Reason::BadCharacter)),
            ("o6_bmj****OPfL2M", Status::Suspicious, Some(Reason::Masked)),
            ("********************MZOPfL2M", Status::Suspicious, Some(Reason::Masked)),
            ("null", Status::Missing, None),
            ("\"null\"", Status::Missing, None),
            ("0", Status::Missing, None),
            ("openid：无", Status::Missing, None),
            ("-", Status::Missing, None),
        ] {
            let out = read(APP, raw);
            assert_eq!((out.key.as_str(), out.status), ("", status), "{raw} {:?}", out.reasons);
            assert!(reason.is_none_or(|r| out.reasons.contains(&r)), "{raw} {:?}", out.reasons);
        }
    }

    #[test]
    fn odd_lengths_and_several() {
        let out = read("", "zhangsan_1990");
        assert_eq!((out.key.as_str(), out.status, out.reasons.as_slice()), ("zhangsan_1990", Status::Suspicious, &[Reason::WrongLength][..]));
        assert_eq!(read("", &"a1".repeat(33)).reasons, [Reason::WrongLength]);
        let out = read(APP, "o6_bmjrPTlm6_2sgVt7hMZOPfL2M;ocYxcuAEy30bX0NXmGn4ypqx3tI0");
        assert_eq!((out.key, out.status, out.candidates.len()), (format!("{APP}:{ID}"), Status::Ambiguous, 2));
    }
}
