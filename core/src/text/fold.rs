//! Two forms of a text: clean for showing, and a key for comparing.
//!
//! | input | `clean_into` | `key_into` |
//! |---|---|---|
//! | `"　ＡＢＣ  貿易\u{200b} "` | `ＡＢＣ 貿易` | `abc 贸易` |
//! | `"e\u{301}"` | `é` | `é` |
//! | `"ﾌｧﾐﾘｰ㎡"` | `ﾌｧﾐﾘｰ㎡` | `ファミリー㎡` |
//!
//! Both forms are total and idempotent, and neither allocates beyond the buffer it is given.

use unicode_normalization::UnicodeNormalization;

use super::{lost, radical};
use crate::data::variant::Variants;

/// The text without blanks and invisible characters at both ends: U+3000, no-break spaces, byte order
/// marks, zero-width and bidirectional marks included.
#[must_use]
pub fn trim(text: &str) -> &str {
    // Most values begin and end with a visible ASCII sign or a character of U+4000–9FFF, all of them visible.
    let bytes = text.as_bytes();
    if matches!(bytes, [b'!'..=b'~' | 0xe4..=0xe9, ..]) && matches!(bytes, [.., b'!'..=b'~'] | [.., 0xe4..=0xe9, _, _]) {
        return text;
    }
    text.trim_matches(|c| is_blank(c) || is_invisible(c))
}

/// Whether a character has no shape and no width of its own: controls other than ordinary white space,
/// zero-width and bidirectional marks, byte order marks, fillers, tags.
#[must_use]
pub const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}' | '\u{ad}'
        | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Full-width ASCII to ASCII and U+3000 to a space; every other character is itself.
#[must_use]
pub const fn width(c: char) -> char {
    match c {
        // The two blocks run in parallel, so the low byte and 0x20 name the ASCII character.
        '\u{ff01}'..='\u{ff5e}' => (c as u32 as u8).wrapping_add(0x20) as char,
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// What [`clean_into`] found on its way.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Changes {
    /// Invisible characters were dropped.
    pub invisible: bool,
    /// Full-width letters, digits or signs are present (and were left alone).
    pub width: bool,
    /// White space was trimmed, folded or replaced.
    pub whitespace: bool,
    /// Bytes were lost before the text came here, see [`super::lost::in_value`].
    pub lost_bytes: bool,
}

/// Appends the display form: NFC, no invisible characters, each run of white space one space, trimmed.
pub fn clean_into(text: &str, out: &mut String) -> Changes {
    let mut changes = Changes::default();
    let suspects = lost::Suspects::get();
    let mut suspicious = false;
    let mut composed = true;
    for c in text.chars() {
        match c {
            ' '..='>' | '@'..='~' => {}
            '\u{4e00}'..='\u{9fff}' => suspicious |= suspects.has(c),
            '\u{ff01}'..='\u{ff5e}' => changes.width = true,
            _ => {
                changes.invisible |= is_invisible(c);
                suspicious |= suspects.has(c);
                composed &= is_composed(c);
            }
        }
    }
    let mut sink = Sink::new(out, text.len());
    let mut visible = text.chars().filter(|&c| !is_invisible(c));
    if composed {
        visible.for_each(|c| sink.push(c));
    } else {
        let visible: Chars<'_> = &mut visible;
        visible.nfc().for_each(|c| sink.push(c));
    }
    changes.whitespace = sink.finish();
    changes.lost_bytes = suspicious && lost::in_value(text);
    changes
}

/// Appends the form that comparisons use: NFKC, ASCII width, lower case, simplified characters, no
/// invisible characters, each run of white space one space, trimmed.
///
/// Signs whose NFKC form would say something else stay as they are: ① ½ ² № ℡ ™ ㎡ ㈱. Characters are
/// simplified one by one without phrases, so that 沈靜 and 沈静, or 陳昇 and 陈昇, have one key.
pub fn key_into(variants: &Variants, text: &str, out: &mut String) {
    fold_into(&Simplified(variants), text, out);
}

/// As [`key_into`], but characters stay traditional, and of the signs only those stay that would turn into another number:
/// ½ ² ₂ ① ⑴ ㈠. `№`, `㎡`, `㈱` are `no`, `m2`, `(株)`.
pub fn text_key_into(text: &str, out: &mut String) {
    fold_into(&AsWritten, text, out);
}

/// As [`key_into`], but signs are only another way to write their letters and digits: ① ² ™ are `1`, `2`, `tm`.
pub fn nickname_key_into(variants: &Variants, text: &str, out: &mut String) {
    fold_into(&Unstyled(variants), text, out);
}

/// What one key does otherwise than another.
trait Folding {
    /// The form of one character after NFKC and lower case.
    fn simple(&self, c: char) -> char;

    /// Whether a character stays what it is, lower case apart: its NFKC form has another meaning, or is a space and a loose mark.
    fn keeps(&self, c: char) -> bool;
}

struct Simplified<'a>(&'a Variants);

impl Folding for Simplified<'_> {
    #[inline]
    fn simple(&self, c: char) -> char {
        simple(self.0, c)
    }

    #[inline]
    fn keeps(&self, c: char) -> bool {
        keeps_its_form(c)
    }
}

struct AsWritten;

impl Folding for AsWritten {
    #[inline]
    fn simple(&self, c: char) -> char {
        radical::unified(c)
    }

    #[inline]
    fn keeps(&self, c: char) -> bool {
        is_loose_mark(c) || is_raised(c) || is_number_sign(c)
    }
}

struct Unstyled<'a>(&'a Variants);

impl Folding for Unstyled<'_> {
    #[inline]
    fn simple(&self, c: char) -> char {
        simple(self.0, c)
    }

    #[inline]
    fn keeps(&self, c: char) -> bool {
        is_loose_mark(c)
    }
}

fn fold_into(folding: &impl Folding, text: &str, out: &mut String) {
    let start = out.len();
    let mut sink = Sink::new(out, text.len());
    let (same, rest) = text.split_at_checked(same_but_for_case(folding, text)).unwrap_or(("", text));
    sink.push_lower(same);
    for c in rest.chars() {
        match c {
            ' '..='~' => sink.push(c.to_ascii_lowercase()),
            '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => sink.push_solid(folding.simple(c)),
            '\u{ff01}'..='\u{ff5e}' | '\u{3000}' => sink.push(width(c).to_ascii_lowercase()),
            '\0'..='\u{1f}' | '\u{7f}' => {
                if !is_invisible(c) {
                    sink.push(c);
                }
            }
            'À'..='į' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž' => {
                lower(c).for_each(|c| sink.push_solid(c));
            }
            '·' | '—' | '‘'..='’' | '“'..='”' | '、'..='。' | '〈'..='】' => sink.push_solid(c),
            _ => {
                // Anything else may compose with its neighbours: start over on the general path.
                out.truncate(start);
                general_key(folding, text, out);
                return;
            }
        }
    }
    sink.finish();
}

/// How many bytes at the start of a text are their own form, capitals of ASCII apart: all of most texts.
fn same_but_for_case(folding: &impl Folding, text: &str) -> usize {
    let (mut end, mut blank) = (0, true);
    for (at, c) in text.char_indices() {
        match c {
            '!'..='~' => {}
            '\u{4e00}'..='\u{9fff}' if folding.simple(c) == c => {}
            ' ' if !blank => {
                blank = true;
                continue;
            }
            '—' | '‘'..='’' | '“'..='”' | '、'..='。' | '〈'..='】' => {}
            _ => break,
        }
        blank = false;
        end = at + c.len_utf8();
    }
    end
}

/// Characters to be normalized: of one type, so that programs carry the code for it once.
pub(crate) type Chars<'a> = &'a mut dyn Iterator<Item = char>;

fn general_key(folding: &dyn Folding, text: &str, out: &mut String) {
    let mut sink = Sink::new(out, text.len());
    let mut visible = text.chars().filter(|&c| !is_invisible(c) && !is_variation_selector(c));
    // Where lower case can compose with a mark that the capital left alone (Ϊ and an acute accent).
    let recompose = text.contains(|c| matches!(c, 'İ' | '\u{300}'..='\u{5ff}' | '\u{1e00}'..='\u{1fff}'));
    if !text.contains(|c| folding.keeps(c)) {
        fold_part(folding, &mut visible, recompose, &mut sink);
    } else {
        // Composed first, so that the answer does not depend on how marks were typed.
        let visible: Chars<'_> = &mut visible;
        let mut chars = visible.nfc().peekable();
        while chars.peek().is_some() {
            fold_part(folding, &mut std::iter::from_fn(|| chars.next_if(|&c| !folding.keeps(c))), recompose, &mut sink);
            if let Some(kept) = chars.next_if(|&c| folding.keeps(c)) {
                lower(kept).for_each(|c| sink.push(c));
            }
        }
    }
    sink.finish();
}

fn fold_part(folding: &dyn Folding, chars: Chars<'_>, recompose: bool, sink: &mut Sink<'_>) {
    let mut folded = chars.nfkc().flat_map(lower);
    if recompose {
        let folded: Chars<'_> = &mut folded;
        folded.nfc().for_each(|c| sink.push(folding.simple(c)));
    } else {
        folded.for_each(|c| sink.push(folding.simple(c)));
    }
}

fn lower(c: char) -> impl Iterator<Item = char> {
    // A Turkish dot and a sigma at the end of a word are matters of spelling, not of identity.
    let c = if c == 'İ' { 'i' } else { c };
    c.to_lowercase().map(|c| if c == 'ς' { 'σ' } else { c })
}

/// One step of simplification is not always the last: 薴 → 苧 → 苎.
#[inline]
fn simple(variants: &Variants, c: char) -> char {
    let once = variants.simplified(if matches!(c, '\u{2e80}'..='\u{2eff}') { radical::unified(c) } else { c });
    if once == c { c } else { variants.simplified(once) }
}

const fn is_blank(c: char) -> bool {
    // The empty Braille pattern shows nothing, and people use it for that.
    c.is_whitespace() || c == '\u{2800}'
}

const fn is_variation_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' | '\u{180b}'..='\u{180d}' | '\u{180f}')
}

/// Certainly unchanged by NFC beside others of the same kind.
const fn is_composed(c: char) -> bool {
    matches!(c,
        '\0'..='\u{2ff}' | '\u{3b1}'..='\u{3c9}' | '\u{2010}'..='\u{2027}' | '≦'..='≧' | '\u{2500}'..='\u{2adb}'
        | '\u{3000}'..='\u{3020}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a9c1}'..='\u{a9c2}' | '\u{fe0f}' | '\u{ff01}'..='\u{ff9f}' | '\u{1f1e6}'..='\u{1faff}')
}

/// Characters whose compatibility form has another meaning, or is a space and a loose mark; none of them
/// composes with what follows, which is why ¨ is not here.
const fn keeps_its_form(c: char) -> bool {
    is_loose_mark(c)
        || is_number_sign(c)
        || matches!(c,
            'ª' | '²' | '³' | '¹' | 'º' | '\u{2070}'..='\u{209f}' | '₨' | '℀' | '℁' | '℃' | '℅' | '℆' | '℉' | '№' | '℠'..='™' | '℻'
            | '①'..='\u{24ff}' | '㈀'..='\u{33ff}' | '\u{1f100}'..='\u{1f2ff}')
}

/// Marks without a letter, whose compatibility form is a space and a combining mark.
const fn is_loose_mark(c: char) -> bool {
    matches!(c, '¯' | '´' | '\u{1ffd}' | '¸' | '\u{2d8}'..='\u{2dd}' | '\u{37a}' | '\u{384}' | '\u{2017}' | '\u{203e}' | '゛' | '゜' | '\u{fe49}'..='\u{fe4c}' | '￣')
}

/// Raised and lowered characters: 10⁵ is not 105.
const fn is_raised(c: char) -> bool {
    matches!(c, 'ª' | '²' | '³' | '¹' | 'º' | '\u{2b0}'..='\u{2b8}' | '\u{2e0}'..='\u{2e4}' | '\u{1d2c}'..='\u{1d6a}' | '\u{2070}'..='\u{209f}' | '℠' | '™' | '\u{3192}'..='\u{319f}')
}

/// Fractions, and numbers in circles and brackets.
const fn is_number_sign(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅟' | '↉' | '①'..='⒇' | '⓪'..='⓿' | '㈠'..='㈩' | '㉈'..='㉟' | '㊀'..='㊉' | '㊱'..='㊿')
}

/// Writes characters with white space folded: none in front, one space between, none at the end.
struct Sink<'a> {
    out: &'a mut String,
    start: usize,
    pending: bool,
    changed: bool,
}

impl<'a> Sink<'a> {
    fn new(out: &'a mut String, size: usize) -> Self {
        out.reserve(size);
        let start = out.len();
        Self { out, start, pending: false, changed: false }
    }

    #[inline]
    fn push(&mut self, c: char) {
        if is_blank(c) {
            self.changed |= c != ' ' || self.pending || self.out.len() == self.start;
            self.pending = self.out.len() > self.start;
        } else {
            self.push_solid(c);
        }
    }

    /// As `push`, for what is known not to be white space.
    #[inline]
    fn push_solid(&mut self, c: char) {
        if self.pending {
            self.out.push(' ');
            self.pending = false;
        }
        self.out.push(c);
    }

    /// Appends what is its own form but for capitals, before anything else.
    fn push_lower(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.get_mut(self.start..).into_iter().for_each(str::make_ascii_lowercase);
    }

    /// Whether any white space was trimmed, folded or replaced.
    fn finish(self) -> bool {
        self.changed || self.pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    fn clean(text: &str) -> (String, Changes) {
        let mut out = String::from("|");
        let changes = clean_into(text, &mut out);
        (out.split_off(1), changes)
    }

    fn key(text: &str) -> String {
        let mut out = String::from("|");
        key_into(ReferenceTables::builtin().variants(), text, &mut out);
        out.split_off(1)
    }

    #[test]
    fn ends() {
        assert_eq!(trim("\u{feff}\u{3000} \u{a0}\u{200b}王 芳\u{202c}\r\n\0"), "王 芳");
        assert_eq!(trim("\u{200e}\u{2800}"), "");
        assert_eq!(trim(""), "");
    }

    #[test]
    fn widths() {
        assert_eq!("（Ａ１～！）　".chars().map(width).collect::<String>(), "(A1~!) ");
        for c in ['、', '￥', 'ｱ', 'é', '\u{ff00}', '\u{ff5f}'] {
            assert_eq!(width(c), c);
        }
    }

    #[test]
    fn display_form() {
        let none = Changes::default();
        for (text, expected, changes) in [
            ("王芳", "王芳", none),
            ("", "", none),
            ("a b", "a b", none),
            ("　王  芳\n", "王 芳", Changes { whitespace: true, ..none }),
            ("王\u{a0}芳", "王 芳", Changes { whitespace: true, ..none }),
            ("王\u{200b}芳\0", "王芳", Changes { invisible: true, ..none }),
            ("ＡＢＣ公司（上海）", "ＡＢＣ公司（上海）", Changes { width: true, ..none }),
            ("Jose\u{301}", "José", none),
            ("e\u{200b}\u{301}", "é", Changes { invisible: true, ..none }),
            ("カ\u{3099}", "ガ", none),
            ("王\u{fffd}", "王\u{fffd}", Changes { lost_bytes: true, ..none }),
            ("王??", "王??", Changes { lost_bytes: true, ..none }),
            ("??市", "??市", Changes { lost_bytes: true, ..none }),
            ("锟斤拷", "锟斤拷", Changes { lost_bytes: true, ..none }),
            ("真的?", "真的?", none),
            ("what??", "what??", none),
            ("㎡①", "㎡①", none),
        ] {
            assert_eq!(clean(text), (expected.to_owned(), changes), "{text:?}");
        }
    }

    #[test]
    fn keys() {
        for (text, expected) in [
            ("", ""),
            (" \u{3000}\u{200b}", ""),
            ("  Hello\tWORLD\u{7f} ", "hello world"),
            ("ＡＢＣ　貿易", "abc 贸易"),
            ("臺灣積體電路", "台湾积体电路"),
            ("É", "é"),
            ("E\u{301}", "é"),
            ("ΟΔΟΣ", "οδοσ"),
            ("οδος", "οδοσ"),
            ("ﬁle", "file"),
            ("ﾌｧﾐﾘｰﾏｰﾄ", "ファミリーマート"),
            ("ｶﾞ", "ガ"),
            ("Ⅻ期", "xii期"),
            ("①½№℡㎡㈱²™", "①½№℡㎡㈱²™"),
            ("Ｏ´Brien", "o´brien"),
            ("神\u{fa19}", "神神"),
            ("薴", "苎"),
            ("葛\u{e0100}", "葛"),
            ("İSTANBUL", "istanbul"),
            ("Æon ÆON", "æon æon"),
            ("𠮷野家", "𠮷野家"),
            ("⻢云⻰", "马云龙"),
            ("\u{2f00}", "一"),
            ("买买提·艾力", "买买提·艾力"),
            ("沈靜", "沈静"),
            ("陳昇", "陈升"),
            ("陈昇", "陈升"),
        ] {
            assert_eq!(key(text), expected, "{text:?}");
        }
    }

    #[test]
    fn both_forms_are_idempotent_for_every_character_and_its_neighbours() {
        // Neighbours that compose, reorder, join or vanish.
        let around = ["", "a", "\u{301}", "\u{323}\u{307}", " ", "\u{200b}", "\u{3099}", "가", "\u{11a8}", "´", "張"];
        for c in ('\0'..='\u{3ffff}').chain('\u{e0000}'..='\u{e0fff}') {
            for (index, neighbour) in around.iter().enumerate() {
                // All neighbours for what may have a normal form of its own, two for the rest.
                let plain = matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{10000}'..);
                if plain && index > 1 && index != u32::from(c) as usize % around.len() {
                    continue;
                }
                let text = format!("{c}{neighbour}");
                let (first, _) = clean(&text);
                let (second, changes) = clean(&first);
                assert_eq!(first, second, "clean {:x} {neighbour:?}", u32::from(c));
                assert!(!changes.invisible && !changes.whitespace, "{:x}", u32::from(c));
                let first = key(&text);
                assert_eq!(key(&first), first, "key {:x} {neighbour:?}", u32::from(c));
                assert_eq!(key(&clean(&text).0), first, "key of the clean form {:x} {neighbour:?}", u32::from(c));
            }
        }
    }

    #[test]
    fn both_forms_are_idempotent_on_mixtures() {
        let pool: Vec<char> = "aIJ\u{300}\u{301}\u{307}\u{308}\u{323}\u{345}İΪΣςǅﬁ´¨΅゛カ\u{3099}ｶﾞ가\u{1100}\u{1161}\u{11a8}薴張沈①㎡\u{200b}\u{fe0f} \u{3000}\t\u{2800}Ａ？?\u{fffd}\u{1f1e6}𠮷\u{2f800}Å℃Ⅻ…\u{ad}\u{ffe3}"
            .chars()
            .collect();
        let mut state = 1_u64;
        for _ in 0..100_000 {
            let mut next = |limit: usize| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as usize % limit
            };
            let text: String = (0..next(7)).map(|_| pool[next(pool.len())]).collect();
            let (shown, _) = clean(&text);
            assert_eq!(clean(&shown).0, shown, "{text:?}");
            let folded = key(&text);
            assert_eq!(key(&folded), folded, "{text:?}");
            assert_eq!(key(&shown), folded, "{text:?}");
        }
    }

    #[test]
    fn what_counts_as_composed_is() {
        use unicode_normalization::{IsNormalized, char::canonical_combining_class, is_nfc_quick};
        for c in ('\0'..=char::MAX).filter(|&c| is_composed(c)) {
            assert_eq!((is_nfc_quick(std::iter::once(c)), canonical_combining_class(c)), (IsNormalized::Yes, 0), "{:x}", u32::from(c));
        }
    }

    #[test]
    fn the_fast_path_and_the_general_one_agree() {
        let variants = ReferenceTables::builtin().variants();
        for c in ('\0'..='\u{ffff}').filter(|&c| !keeps_its_form(c)) {
            let text = format!("x{c} Ｙ張");
            let mut general = String::new();
            general_key(&Simplified(variants), &text, &mut general);
            assert_eq!(key(&text), general, "{:x}", u32::from(c));
        }
    }
}
