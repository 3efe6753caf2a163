//! Cells that hold more than one code, or a code and other words.

use super::packed::{Packed, is_inside};
use super::{Checked, finish, from_a_sheet};
use crate::model::{Normalized, Reason, Status};
use crate::normalize::clean::doubt;

/// Latin words that stand before a code without a blank.
const LABELS: [&str; 6] = ["IDNO", "IDCARD", "ID", "NO", "USCC", "SFZ"];

/// What the pieces of a cell gave.
struct Found {
    /// The codes, each once.
    values: Vec<Normalized>,
    /// A code that is read but gives no key, such as one of an older kind.
    keyless: Option<Normalized>,
    /// A code was written twice.
    repeated: bool,
    /// The first piece that hides something.
    hidden: Option<Packed>,
    /// The piece most like a code among those that are none, and how many such pieces have digits.
    unread: Option<Packed>,
    others: usize,
    /// A piece that is none has as many digits as a value of another kind.
    another: bool,
    /// There were words beside the codes.
    words: bool,
}

/// Reads a cell that is not one code as it stands.
pub(super) fn read<K: Checked>(kind: &K, text: &str, out: &mut Normalized) {
    let foreign = text.chars().any(|c| !is_inside(c) && c.is_alphanumeric());
    let mut found = Found { values: Vec::new(), keyless: None, repeated: false, hidden: None, unread: None, others: 0, another: false, words: foreign };
    let components = out.components.len();
    for piece in text.split(|c| !is_inside(c)) {
        let piece = piece.trim_matches(|c: char| !c.is_alphanumeric() && matches!(c, ' ' | '-' | '_' | '.' | '·' | '–' | '—'));
        if !piece.is_empty() {
            found.take(kind, piece, components);
        }
    }
    let packed = Packed::of(text);
    if let Some(hidden) = found.hidden.filter(|_| found.values.is_empty()) {
        if found.words {
            out.repaired(Reason::Label);
        }
        return kind.masked(hidden.code(), out);
    }
    let several = found.values.len() > 1;
    let keys: Vec<String> = found.values.iter().filter(|_| several).map(|value| value.key.clone()).collect();
    if let Some(value) = found.values.into_iter().next() {
        adopt(value, out);
        if several {
            // What was written stays, so that reading it again says the same.
            out.display.clear();
            out.because(Reason::MultipleValues);
            out.status = Status::Ambiguous;
            out.confidence = out.confidence.min(50);
            out.candidates = keys;
        } else if found.another {
            doubt(out, Reason::MultipleValues, 70);
        } else if found.repeated {
            out.repaired(Reason::MultipleValues);
        } else {
            out.repaired(if found.words { Reason::Label } else { Reason::Trimmed });
        }
        return;
    }
    if let Some(value) = found.keyless.filter(|_| found.others == 1) {
        adopt(value, out);
        return out.because(Reason::Label);
    }
    let number = text.trim_start_matches(|c: char| !c.is_ascii_digit());
    if number.len() < text.len() && from_a_sheet(kind, number, out) {
        return out.because(Reason::Label);
    }
    // Separators that are unusual, but nothing else.
    if !foreign && packed.code().len() == K::LEN && kind.write(packed.code(), out).is_ok() {
        finish::<K>(&packed, out);
        return out.repaired(Reason::Separators);
    }
    let whole = if packed.is_strange() { found.unread.filter(|p| found.others == 1 || p.code().len() == K::LEN) } else { Some(packed) };
    match whole {
        Some(code) => match kind.write(code.code(), out) {
            Err(reason) => kind.refuse(code.code(), reason, out),
            Ok(()) => finish::<K>(&code, out),
        },
        None => out.invalid(Reason::BadCharacter),
    }
}

impl Found {
    /// Reads one piece: one code, several with blanks or nothing between them, or none.
    fn take<K: Checked>(&mut self, kind: &K, piece: &str, components: usize) {
        let mut value = fresh(components);
        let mut packed = Packed::of(piece);
        if packed.is_whole() && kind.write(packed.code(), &mut value).is_ok() {
            finish::<K>(&packed, &mut value);
            return self.keep(value);
        }
        if piece.contains('.') && from_a_sheet(kind, piece, &mut value) && !value.key.is_empty() {
            return self.keep(value);
        }
        if piece.contains(' ') && self.tokens(kind, piece, components) {
            return;
        }
        if self.chain(kind, &packed, components) || self.labelled(kind, piece, components) {
            return;
        }
        if packed.hide(K::HIDING) {
            self.hidden.get_or_insert(packed);
            return;
        }
        self.miss::<K>(&packed);
    }

    fn keep(&mut self, value: Normalized) {
        if self.values.iter().any(|known| known.key == value.key) {
            self.repeated = true;
        } else if value.key.is_empty() {
            self.others += 1;
            self.keyless = Some(value);
        } else {
            self.values.push(value);
        }
    }

    fn miss<K: Checked>(&mut self, packed: &Packed) {
        let digits = packed.digits();
        // Telephone numbers and the like; dates are shorter.
        self.another |= digits > 8;
        self.words |= digits < packed.code().len();
        if digits == 0 {
            return;
        }
        self.others += 1;
        let fits = |p: &Packed| (p.code().len() == K::LEN, p.digits());
        if self.unread.is_none_or(|best| fits(packed) > fits(&best)) {
            self.unread = Some(*packed);
        }
    }

    /// Reads codes that blanks part, and that may have blanks inside; false when there is none.
    fn tokens<K: Checked>(&mut self, kind: &K, piece: &str, components: usize) -> bool {
        let tokens: Vec<&str> = piece.split(' ').collect();
        let mut missed = Vec::new();
        let before = (self.values.len(), self.repeated);
        let mut from = 0;
        while let Some(rest) = tokens.get(from..).filter(|rest| !rest.is_empty()) {
            let mut packed = Packed::new();
            let mut best = None;
            for (count, token) in (1..).zip(rest) {
                packed.add(token);
                if packed.code().len() > K::LEN || !packed.is_whole() {
                    break;
                }
                let mut value = fresh(components);
                if kind.write(packed.code(), &mut value).is_ok() {
                    finish::<K>(&packed, &mut value);
                    if count > 1 {
                        value.repaired(Reason::Separators);
                    }
                    best = Some((count, value));
                }
            }
            match best {
                Some((count, value)) => {
                    self.keep(value);
                    from += count;
                }
                None => {
                    missed.extend(rest.first().map(|token| Packed::of(token)));
                    from += 1;
                }
            }
        }
        let any = before != (self.values.len(), self.repeated);
        if any {
            missed.iter().for_each(|packed| self.miss::<K>(packed));
        }
        any
    }

    /// Reads codes without anything between them.
    fn chain<K: Checked>(&mut self, kind: &K, packed: &Packed, components: usize) -> bool {
        let code = packed.code();
        if !packed.is_whole() || code.len() <= K::LEN || !code.len().is_multiple_of(K::LEN) {
            return false;
        }
        let mut values = Vec::new();
        for part in code.chunks(K::LEN) {
            let mut value = fresh(components);
            if kind.write(part, &mut value).is_err() {
                return false;
            }
            values.push(value);
        }
        values.into_iter().for_each(|value| self.keep(value));
        true
    }

    /// Reads a code behind a Latin label.
    fn labelled<K: Checked>(&mut self, kind: &K, piece: &str, components: usize) -> bool {
        let rest = LABELS.iter().find_map(|label| {
            let (head, rest) = piece.split_at_checked(label.len())?;
            head.eq_ignore_ascii_case(label).then_some(rest)
        });
        let mut value = fresh(components);
        let Some(packed) = rest.map(|rest| Packed::of(rest.trim_start_matches(['.', ' ', '-']))) else {
            return false;
        };
        if !packed.is_whole() || kind.write(packed.code(), &mut value).is_err() {
            return false;
        }
        finish::<K>(&packed, &mut value);
        self.words = true;
        self.keep(value);
        true
    }
}

fn fresh(components: usize) -> Normalized {
    let mut value = Normalized::default();
    value.clear(components);
    value
}

/// Takes over a code, with what was done to the cell before.
fn adopt(value: Normalized, out: &mut Normalized) {
    out.display = value.display;
    out.key = value.key;
    out.components = value.components;
    value.reasons.into_iter().for_each(|reason| out.because(reason));
    out.status = out.status.max(value.status);
    out.confidence = out.confidence.min(value.confidence);
}
