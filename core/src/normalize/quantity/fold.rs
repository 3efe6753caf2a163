//! The text as the tables of words know it: half width, simplified, small letters, one sign for each kind of dash,
//! bracket and quote.

use crate::data::ReferenceTables;
use crate::text::fold;

/// Longer texts are no quantity.
pub(super) const MOST: usize = 256;

/// What folding tells besides the folded text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Folded {
    /// There is no small Latin letter: `TOP` is a currency, `top` a word.
    pub(super) capitals: bool,
}

/// Folds a text into a cleared buffer; `None` when it is too long.
pub(super) fn fold_into(text: &str, out: &mut String) -> Option<Folded> {
    out.clear();
    if text.len() > MOST {
        return None;
    }
    let variants = ReferenceTables::builtin().variants();
    let mut capitals = true;
    for c in text.chars() {
        if c.is_ascii() {
            capitals &= !c.is_ascii_lowercase();
            out.push(if c == '`' { '\'' } else { c.to_ascii_lowercase() });
        } else if matches!(c, '\u{4e00}'..='\u{9fff}') {
            out.push(variants.simplified(c));
        } else {
            let c = sign(fold::width(c));
            capitals &= !c.is_ascii_lowercase();
            out.push(c.to_ascii_lowercase());
        }
    }
    Some(Folded { capitals })
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
        '’' | '‘' | '′' | '´' | 'ʼ' => '\'',
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
            let mut out = String::new();
            fold_into(raw, &mut out);
            assert_eq!(out, folded);
        }
        let capitals = |text: &str| fold_into(text, &mut String::new()).map(|folded| folded.capitals);
        assert_eq!((capitals("TOP 5"), capitals("Top 5"), capitals(&"1".repeat(257))), (Some(true), Some(false), None));
    }
}
