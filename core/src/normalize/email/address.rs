//! One address in a cleaned text, with what stands around it.

use super::super::clean::{self, doubt, repair};
use super::domain;
use super::{ADDRESS, ends, idn, key, local, pieces};
use crate::model::{Normalized, Reason};
use std::borrow::Cow;

/// The octets of a whole address (RFC 5321 4.5.3.1.3, without the brackets of a path).
const LIMIT: usize = 254;

/// Reads a text with one address; the display stays empty where there is none.
pub(super) fn read(written: &str, out: &mut Normalized) {
    if let Err(reason) = parts(bare(written, out), out) {
        out.display.clear();
        out.invalid(reason);
    }
}

/// The address without display name, brackets, labels and punctuation.
fn bare<'a>(written: &'a str, out: &mut Normalized) -> &'a str {
    let mut text = written;
    // What one step uncovers, the next one may drop; each makes the text shorter.
    for _ in 0..8 {
        let before = text.len();
        if let Some(inner) = ends::bracketed(text) {
            let named = text.split(inner).next().is_some_and(|name| name.contains(char::is_alphanumeric));
            out.repaired(if named { Reason::Label } else { Reason::Trimmed });
            text = inner;
        }
        while let Some((rest, mailto)) = ends::unlabel(text) {
            out.repaired(Reason::Label);
            text = if mailto { rest.trim_start_matches('/').split('?').next().unwrap_or_default() } else { rest };
        }
        let trimmed = ends::trim(text);
        if trimmed.len() < text.len() {
            out.repaired(Reason::Trimmed);
            text = trimmed;
        }
        if text.len() == before {
            break;
        }
    }
    text
}

/// Reads local part and domain.
fn parts(text: &str, out: &mut Normalized) -> Result<(), Reason> {
    let mut signs = pieces::unquoted(text).filter(|(_, c)| *c == '@');
    let (Some((at, _)), None) = (signs.next(), signs.next()) else { return Err(Reason::Syntax) };
    let (before, behind) = clean::cut(text, at);
    let behind = behind.strip_prefix('@').unwrap_or(behind);
    if before.ends_with(' ') || behind.starts_with(' ') {
        out.repaired(Reason::Separators);
    }
    local_part(before.trim_end(), out)?;
    let at = out.display.len();
    out.display.push('@');
    let rest = domain_part(behind.trim_start(), at + 1, out)?;
    if !rest.trim().is_empty() {
        out.repaired(Reason::Label);
    }
    finish(at, out)
}

/// Writes the local part at the end of a text to the display.
fn local_part(text: &str, out: &mut Normalized) -> Result<(), Reason> {
    let (before, written) = clean::cut(text, local_start(text));
    let mut written = ends::unglue(written);
    if !before.is_empty() {
        if !ends::is_remark(before, written) {
            return Err(Reason::Syntax);
        }
        // What follows a remark starts anew, without quotes and slashes.
        written = ends::unglue(written.trim_start_matches(['\'', '/']));
    }
    if written.len() < text.len() {
        out.repaired(Reason::Label);
    }
    for c in written.chars() {
        let dot = is_dot(c);
        if dot {
            out.repaired(Reason::Width);
        }
        out.display.push(if dot { '.' } else { c });
    }
    if written.contains(local::is_mask) { Ok(()) } else { local::check(&out.display) }
}

/// Where the local part at the end of a text starts.
fn local_start(text: &str) -> usize {
    if text.ends_with('"') {
        return local::quoted_start(text).unwrap_or(text.len());
    }
    let outside = |c: char| !(local::is_local(c) || local::is_mask(c) || is_dot(c));
    text.char_indices().rev().find(|(_, c)| outside(*c)).map_or(0, |(at, c)| at + c.len_utf8())
}

/// Dots as Chinese keyboards write them.
fn is_dot(c: char) -> bool {
    matches!(c, '。' | '｡' | '．')
}

/// Writes the domain at the start of a text to the display, where it begins at `start`; what follows it is a remark.
fn domain_part<'a>(text: &'a str, start: usize, out: &mut Normalized) -> Result<&'a str, Reason> {
    for (at, c) in text.char_indices() {
        let (_, rest) = clean::cut(text, at);
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        let so_far = out.display.get(start..).unwrap_or_default();
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' => out.display.push(c),
            _ if is_dot(c) => {
                out.repaired(Reason::Width);
                out.display.push('.');
            }
            ',' | '，' | '·' => {
                if !continues(so_far, behind) {
                    return remark(start, rest, out);
                }
                repair(out, Reason::Syntax, 80);
                out.display.push('.');
            }
            ' ' => {
                let dotted = behind.starts_with(['.', '。']) || so_far.strip_suffix('.').is_some_and(|head| continues(head, behind));
                if !dotted {
                    return remark(start, rest, out);
                }
                out.repaired(Reason::Separators);
            }
            _ if local::is_mask(c) => out.display.push(c),
            _ if !c.is_ascii() && local::is_local(c) => {
                if is_complete(so_far) && !more_labels(rest) {
                    return remark(start, rest, out);
                }
                out.display.push(c);
            }
            '(' | '[' | '<' | '{' | ')' | ']' | '>' | ';' | '|' | '/' | '\\' | '"' | '\'' => return remark(start, rest, out),
            _ if !c.is_ascii() => return remark(start, rest, out),
            _ => return Err(Reason::Syntax),
        }
    }
    Ok("")
}

/// Ends the domain before a remark.
fn remark<'a>(start: usize, rest: &'a str, out: &mut Normalized) -> Result<&'a str, Reason> {
    while out.display.len() > start && out.display.ends_with('.') {
        out.display.pop();
        out.repaired(Reason::Trimmed);
    }
    Ok(rest)
}

/// Whether a dot that was written otherwise joins what stands on both its sides: `163,com`, `sina.com, cn`.
fn continues(head: &str, behind: &str) -> bool {
    let next = behind.trim_start();
    let label = next.len() - next.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    label > 0 && (!head.contains('.') || next.len() == 2 && label == 2)
}

/// Whether an ASCII domain is whole, so that letters of another script behind it are not a part of it.
fn is_complete(domain: &str) -> bool {
    domain.rsplit_once('.').is_some_and(|(head, top)| !head.is_empty() && top.len() > 1 && top.bytes().all(|b| b.is_ascii_alphabetic()))
}

/// Whether an ASCII label follows the one that a text starts with: then its letters are part of a domain, whatever their script.
fn more_labels(text: &str) -> bool {
    let label = text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-' || !c.is_ascii() && local::is_local(c));
    label.strip_prefix('.').is_some_and(|next| next.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Checks the domain in the display and writes components and key.
fn finish(at: usize, out: &mut Normalized) -> Result<(), Reason> {
    let (local, domain) = clean::cut(&out.display, at);
    let domain = domain.strip_prefix('@').unwrap_or(domain);
    let (hidden_local, hidden_domain) = (local.contains(local::is_mask) && !local.starts_with('"'), domain.contains(local::is_mask));
    let mut ascii = Cow::Borrowed("");
    let mut international = false;
    if !hidden_domain {
        international = idn::is_international(domain);
        ascii = if international { idn::to_ascii(domain).ok_or(Reason::Syntax)? } else { Cow::Borrowed(domain) };
        domain::check(&ascii)?;
    }
    let ascii = ascii.to_ascii_lowercase();
    let mut address = String::with_capacity(out.display.len());
    address.extend(local.chars().flat_map(char::to_lowercase));
    let sign = address.len();
    let capitals = address != local || !international && ascii != domain;
    if hidden_local || hidden_domain {
        let domain = if hidden_domain { domain.to_lowercase() } else { ascii };
        key::write_visible(&address, &domain, out);
        doubt(out, Reason::Masked, 50);
        return Ok(());
    }
    address.push('@');
    address.push_str(&ascii);
    if address.len() > LIMIT {
        return Err(Reason::WrongLength);
    }
    if capitals {
        out.because(Reason::Case);
    }
    if international {
        out.because(Reason::Idn);
    }
    out.set(ADDRESS, &address);
    key::write(sign, out);
    Ok(())
}
