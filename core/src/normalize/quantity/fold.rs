//! The text as the tables of words know it: half width, simplified, small letters, one sign for each kind of dash,
//! bracket and quote.

use crate::data::ReferenceTables;
use crate::normalize::short::Short;
use crate::text::fold;

/// Longer texts are no quantity.
pub(super) const MOST: usize = 256;

/// A folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folded {
    text: Short<320>,
    /// There is no small Latin letter: `TOP` is a currency, `top` a word.
    pub(super) capitals: bool,
}

impl Folded {
    /// Folds a text; `None` when it is too long.
    pub(super) fn of(text: &str) -> Option<Folded> {
        if text.len() > MOST {
            return None;
        }
        let variants = ReferenceTables::builtin().variants();
        let mut out = Folded { text: Short::new(), capitals: true };
        for c in text.chars() {
            let c = sign(fold::width(c));
            out.capitals &= !c.is_ascii_lowercase();
            let fits = if c.is_ascii() { out.text.push(c.to_ascii_lowercase()) } else { out.text.push(variants.simplified(c)) };
            if !fits {
                return None;
            }
        }
        Some(out)
    }

    pub(super) fn as_str(&self) -> &str {
        self.text.as_str()
    }
}

/// One sign for all that look like it.
fn sign(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '−' | '﹣' | '─' | '━' | '⁃' | '﹘' => '-',
        '〜' | '∼' | '˜' | '⁓' | '∽' => '~',
        '≧' | '⩾' | '≽' | '⋝' => '≥',
        '≦' | '⩽' | '≼' | '⋜' => '≤',
        '﹥' | '〉' => '>',
        '﹤' | '〈' => '<',
        '﹢' => '+',
        '￥' => '¥',
        '￡' => '£',
        '￠' => '¢',
        '￦' => '₩',
        '﹩' => '$',
        '’' | '‘' | '′' | '´' | 'ʼ' | '`' => '\'',
        '【' | '〔' | '「' | '［' => '[',
        '】' | '〕' | '」' | '］' => ']',
        '﹙' => '(',
        '﹚' => ')',
        '﹐' => ',',
        '﹒' => '.',
        '△' | '▲' | '▽' | '▼' => '△',
        '〇' | '○' | '◯' => '〇',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sign_for_each() {
        for (raw, folded) in [("５０—８０萬圓", "50-80万圆"), ("￥1’000", "¥1'000"), ("≧10億", "≥10亿"), ("USD 5K", "usd 5k"), ("【預算】３～５", "[预算]3~5")]
        {
            assert_eq!(Folded::of(raw).unwrap().as_str(), folded);
        }
        assert!(Folded::of("TOP 5").unwrap().capitals && !Folded::of("Top 5").unwrap().capitals);
        assert!(Folded::of(&"1".repeat(257)).is_none());
    }
}
