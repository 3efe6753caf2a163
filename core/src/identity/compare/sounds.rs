//! Mandarin readings as they are confused by ear: retroflex and plain sibilants, `n`, `l` and `r`, `f` and `hu`, front and back
//! nasals.
//!
//! | reading | folded as | heard as |
//! |---|---|---|
//! | `zhangwei` | `zalwei` | `zangwei`, `zhanwei`, `zanwei` |
//! | `liuna` | `liula` | `niuna`, `liula` |
//! | `fengping` | `hulpil` | `hunping`, `fenpin` |
//! | `huangrong` | `huallol` | `fanglong` |
//!
//! Ours, from the descriptions of southern Mandarin (平翘舌, 前后鼻音, n/l, f/h). It reads letters without tones and without
//! borders between syllables; folding what could be a border is harmless, as both sides are folded alike.

use crate::table::Interner;
use crate::text::script;

/// Folded readings of distinct texts, by id.
#[derive(Debug, Default)]
pub(super) struct Sounds {
    folded: Vec<u32>,
}

impl Sounds {
    pub(super) fn of<'t>(texts: impl Iterator<Item = &'t str>) -> Self {
        let mut known = Interner::new();
        let mut scratch = String::new();
        let mut fold = |text: &str| {
            scratch.clear();
            fold_into(text, &mut scratch);
            known.intern(&scratch)
        };
        Sounds { folded: texts.map(&mut fold).collect() }
    }

    /// How a text sounds, as a number; 0: it has no reading.
    pub(super) fn of_text(&self, id: u32) -> u32 {
        self.folded.get(id as usize).copied().unwrap_or(0)
    }
}

/// Whether a name is written in Han characters: what is heard is only written down in letters otherwise, and letters of other
/// languages are not read so.
pub(super) fn is_heard(key: &str) -> bool {
    key.chars().next().is_some_and(script::is_han)
}

/// Folds a reading in lower-case letters.
fn fold_into(reading: &str, out: &mut String) {
    let mut rest = reading.chars().peekable();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        match c {
            // zh, ch, sh.
            'h' if matches!(before, 'z' | 'c' | 's') => {}
            // ang, eng, ing; and the g of a next syllable, which cannot be told apart.
            'g' if matches!(before, 'n' | 'g') && out.ends_with('l') => {}
            'n' | 'l' | 'r' => out.push('l'),
            // fan and huan, fei and hui, fu and hu.
            'f' => {
                out.push('h');
                if rest.peek().is_some_and(|next| *next != 'u') {
                    out.push('u');
                }
                // fei is hui, and fen is hun.
                if rest.peek() == Some(&'e') && matches!(rest.clone().nth(1), Some('i' | 'n')) {
                    rest.next();
                }
            }
            // ü is v on keyboards.
            c => out.push(c),
        }
        before = c;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confusions_fold() {
        let fold = |text: &str| {
            let mut out = String::new();
            fold_into(text, &mut out);
            out
        };
        for (a, b) in [
            ("zhangwei", "zangwei"),
            ("zhangwei", "zhanwei"),
            ("chenjing", "cengjin"),
            ("shisheng", "sisen"),
            ("liuna", "niula"),
            ("ranli", "lanni"),
            ("feihong", "huihong"),
            ("fangfang", "huanghuan"),
            ("wufu", "wuhu"),
            ("fenli", "hunli"),
            // The border between syllables is not seen: 范高, 方高.
            ("fangao", "fanggao"),
        ] {
            assert_eq!(fold(a), fold(b), "{a} {b}");
        }
        for (a, b) in [("zhangwei", "zhaowei"), ("zhangwei", "jiangwei"), ("hanli", "fanli"), ("lina", "lima"), ("wangfei", "wangwei"), ("gaogang", "gaoan")] {
            assert_ne!(fold(a), fold(b), "{a} {b}");
        }
    }

    #[test]
    fn by_id() {
        let sounds = Sounds::of(["", "zhangwei", "zangwei", "liwei"].into_iter());
        let sound = |id| sounds.of_text(id);
        assert!(sound(1) == sound(2) && sound(1) != 0);
        assert!(sound(1) != sound(3) && sound(0) == 0 && sound(9) == 0);
        assert!(is_heard("张伟") && !is_heard("wei zhang") && !is_heard(""));
    }
}
