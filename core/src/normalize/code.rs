//! Opaque identifiers: OpenID, member number, order number.
//!
//! | raw | key | tail4 | loose |
//! |---|---|---|---|
//! | `oAbC-123_x` | `oAbC-123_x` | `123X` | `OABC123X` |
//! | `VIP 0012` | `VIP 0012` | `0012` | `VIP0012` |
//! | `1.23E+15` | none: a spreadsheet lost the digits | | |
//!
//! The key is what was written, case included: lower-casing destroys an OpenID. Only blanks around it
//! and invisible characters are dropped. `loose` keeps letters and digits alone, in upper case; `visible` is a masked
//! code with `*` for what is hidden.
//!
//! JSON: `{"code": {"scope": "wechat"}}`. Codes of different scopes are different fields.

use super::Normalizer;
use super::clean;
use super::sheet::{self, Sheet};
use crate::model::{Normalized, Reason};
use crate::text::fold;

/// Reads opaque identifiers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code;

const TAIL4: usize = 0;
const LOOSE: usize = 1;
const VISIBLE: usize = 2;

impl Normalizer for Code {
    fn components(&self) -> &'static [&'static str] {
        &["tail4", "loose", "visible"]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if !clean::clean_name(text, out) {
            return;
        }
        if matches!(sheet::number(&out.display), Some(Sheet::Lost)) {
            return out.invalid(Reason::DigitsLost);
        }
        if out.display.contains(clean::is_mask) {
            let visible: String = out.display.chars().map(|c| if clean::is_mask(c) { '*' } else { c }).collect();
            out.set(VISIBLE, &visible);
            return clean::doubt(out, Reason::Masked, 50);
        }
        let Normalized { display, key, components, .. } = out;
        key.push_str(display);
        let Some(loose) = components.get_mut(LOOSE) else {
            return;
        };
        let kept = display.chars().map(fold::width).filter(|c| c.is_alphanumeric());
        loose.extend(kept.flat_map(char::to_uppercase));
        let start = loose.char_indices().rev().nth(3).map(|(at, _)| at);
        let tail = start.and_then(|at| loose.get(at..)).unwrap_or_default().to_owned();
        out.set(TAIL4, &tail);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Status;

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        Code.normalize(raw, &mut out);
        out
    }

    #[test]
    fn keys_and_forms() {
        for (raw, key, tail4, loose) in [
            ("oAbC-123_x", "oAbC-123_x", "123X", "OABC123X"),
            ("VIP 0012", "VIP 0012", "0012", "VIP0012"),
            (" C20240501001\u{200b}", "C20240501001", "1001", "C20240501001"),
            ("ab", "ab", "", "AB"),
            ("Ａ-1", "Ａ-1", "", "A1"),
            ("会员-00012", "会员-00012", "0012", "会员00012"),
            ("0", "0", "", "0"),
            ("****0012", "", "", ""),
        ] {
            let out = read(raw);
            assert_eq!((out.key.as_str(), out.components[TAIL4].as_str(), out.components[LOOSE].as_str()), (key, tail4, loose), "{raw}");
        }
        assert_eq!(read("1.23E+15").status, Status::Invalid);
        assert_eq!(read("-").status, Status::Missing);
    }
}
