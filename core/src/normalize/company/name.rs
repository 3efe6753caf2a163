//! A folded name in characters, each with the stretch of the written text it came from and its role in the name.

use crate::data::variant::Variants;
use crate::normalize::clean::is_mask;
use crate::text::fold;
use std::ops::Range;

/// Longer names are not taken apart; the longest registered ones have about sixty characters.
pub(super) const LIMIT: usize = 96;

/// What a character of a name belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// The 字号, and whatever nothing else is known about.
    Brand,
    /// Trade words behind the brand.
    Trade,
    /// 集团, 股份 and the like behind the stem: not part of the core.
    Group,
    /// A place in front.
    Place,
    /// A place in brackets.
    Inner,
    /// A place behind the stem, which the core for matching keeps: 中国移动通信集团广东.
    Tail,
    /// The legal form.
    Form,
    /// A form that tells two bearers of one name apart, so that the core for matching keeps it: 商行, 厂.
    Kind,
    /// What follows the form in brackets: 有限合伙.
    Extra,
    /// What names a branch.
    Branch,
    /// Brackets and signs.
    Sign,
    /// What hides a part of the name.
    Mask,
}

/// Where a character comes from, and where it stands in the key.
#[derive(Clone, Copy)]
struct Span {
    from: u16,
    to: u16,
    key: u16,
}

/// The characters of a name, at most [`LIMIT`].
pub(super) struct Name {
    pub(super) chars: [char; LIMIT],
    pub(super) roles: [Role; LIMIT],
    spans: [Span; LIMIT],
    pub(super) len: usize,
    /// Whether the name has more characters, and is not taken apart.
    pub(super) long: bool,
    pub(super) masked: bool,
    /// Whether traditional characters were folded.
    pub(super) traditional: bool,
    /// Whether brackets of another shape than `()` were folded.
    pub(super) brackets: bool,
    /// Whether a form was spelled out: ㈱, （株）.
    pub(super) form: bool,
    /// Whether a character may stand for something hidden: x, 某.
    pub(super) stand_in: bool,
    /// Whether there is anything but letters and digits.
    pub(super) signs: bool,
    /// Whether the marked legal form is Japanese or Korean: such names have no trade words and places of ours.
    pub(super) foreign: bool,
}

/// Neighbouring characters of one role.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) role: Role,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The runs of a name, and which roles there are.
pub(super) struct Runs {
    list: [(Role, u8, u8); LIMIT],
    len: usize,
    roles: u16,
}

impl Runs {
    pub(super) fn of(name: &Name) -> Runs {
        let mut runs = Runs { list: [(Role::Brand, 0, 0); LIMIT], len: 0, roles: 0 };
        let mut start = 0_u8;
        for same in name.roles.get(..name.len).unwrap_or_default().chunk_by(|a, b| a == b) {
            let (Some(slot), Some(role), Ok(length)) = (runs.list.get_mut(runs.len), same.first(), u8::try_from(same.len())) else {
                break;
            };
            *slot = (*role, start, start + length);
            runs.len += 1;
            runs.roles |= 1 << *role as u16;
            start += length;
        }
        runs
    }

    pub(super) fn has(&self, role: Role) -> bool {
        self.roles >> role as u16 & 1 == 1
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Run> + '_ {
        self.list.iter().take(self.len).map(|(role, start, end)| Run { role: *role, start: usize::from(*start), end: usize::from(*end) })
    }

    /// The first run of a role; an empty one where there is none.
    pub(super) fn first(&self, role: Role) -> Run {
        let found = self.has(role).then(|| self.all().find(|run| run.role == role)).flatten();
        found.unwrap_or(Run { role, start: 0, end: 0 })
    }
}

impl Name {
    pub(super) const fn new() -> Name {
        Name {
            chars: ['\0'; LIMIT],
            roles: [Role::Brand; LIMIT],
            spans: [Span { from: 0, to: 0, key: 0 }; LIMIT],
            len: 0,
            long: false,
            masked: false,
            traditional: false,
            brackets: false,
            form: false,
            stand_in: false,
            signs: false,
            foreign: false,
        }
    }

    /// Folds the commonest names of all, Han characters with letters, digits and brackets between them, as [`Name::fold`] does; `wide` tells
    /// whether brackets were of full width. False, and nothing is written, when the text is something else or long.
    pub(super) fn fold_plain(&mut self, variants: &Variants, text: &str, key: &mut String, wide: &mut bool) -> bool {
        let start = key.len();
        let good = self.fold_plain_into(variants, text, key, wide);
        if !good {
            key.truncate(start);
        }
        good
    }

    fn fold_plain_into(&mut self, variants: &Variants, text: &str, key: &mut String, wide: &mut bool) -> bool {
        let (mut chars, mut at, mut copied, mut in_key) = (text.chars(), 0_u16, 0_u16, 0_u16);
        let (mut len, mut eastern, mut last) = (0, false, '(');
        for (slot, span) in self.chars.iter_mut().zip(&mut self.spans) {
            let Some(c) = chars.next() else { break };
            let (folded, width) = match c {
                '乾' | '锟' => return false,
                '\u{4e00}'..='\u{9fff}' => {
                    eastern = true;
                    self.stand_in |= c == '某';
                    (simplified(variants, c), 3)
                }
                'a'..='z' | '0'..='9' | 'A'..='Z' => {
                    self.stand_in |= matches!(c, 'x' | 'X');
                    (c.to_ascii_lowercase(), 1)
                }
                '(' | '（' if len > 0 && bracketed(chars.as_str()).is_none() => {
                    self.signs = true;
                    ('(', if c == '(' { 1 } else { 3 })
                }
                ')' | '）' if len > 0 => {
                    self.signs = true;
                    (')', if c == ')' { 1 } else { 3 })
                }
                _ => return false,
            };
            if folded != c {
                match c {
                    '（' | '）' => *wide = true,
                    '\u{4e00}'..='\u{9fff}' => self.traditional = true,
                    _ => {}
                }
                key.push_str(text.get(usize::from(copied)..usize::from(at)).unwrap_or_default());
                key.push(folded);
                copied = at + width;
            }
            (*slot, *span) = (folded, Span { from: at, to: at + width, key: in_key });
            at += width;
            in_key += if folded == c { width } else { folded.len_utf8() as u16 };
            last = folded;
            len += 1;
        }
        self.len = len;
        self.brackets = *wide;
        key.push_str(text.get(usize::from(copied)..).unwrap_or_default());
        eastern && !matches!(last, '(' | ')') && usize::from(at) == text.len()
    }

    /// Folds a name with characters of East Asia: simplified, half width, lower case, brackets as `()`, no blanks and quotes.
    pub(super) fn fold(&mut self, variants: &Variants, text: &str, key: &mut String) {
        key.reserve(text.len());
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            let rest = chars.as_str();
            let next = text.len() - rest.len();
            match c {
                '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' => {
                    let simple = if c == '乾' && !is_dry(self.chars.get(self.len.wrapping_sub(1)), rest.chars().next()) { c } else { simplified(variants, c) };
                    self.traditional |= simple != c;
                    self.push(simple, at..next, key);
                }
                'a'..='z' | '0'..='9' | '\u{ac00}'..='\u{d7a3}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}' => self.push(c, at..next, key),
                '(' | '（' => {
                    if let Some((form, length)) = bracketed(rest) {
                        self.spell(form, at..next + length, key);
                        chars.next();
                        chars.next();
                        continue;
                    }
                    self.brackets |= c != '(';
                    self.push('(', at..next, key);
                }
                ')' | '）' => {
                    self.brackets |= c != ')';
                    self.push(')', at..next, key);
                }
                '[' | '［' | '【' | '〔' | '{' | '《' | '「' | '『' | '<' | '〈' | '＜' | '｛' => {
                    self.brackets = true;
                    self.push('(', at..next, key);
                }
                ']' | '］' | '】' | '〕' | '}' | '》' | '」' | '』' | '>' | '〉' | '＞' | '｝' => {
                    self.brackets = true;
                    self.push(')', at..next, key);
                }
                '"' | '“' | '”' | '\'' | '‘' | '’' | '＂' | '＇' | '`' | '«' | '»' => {}
                '㈱' => self.spell("株式会社", at..next, key),
                '㈲' => self.spell("有限会社", at..next, key),
                '㈜' => self.spell("주식회사", at..next, key),
                c if c.is_whitespace() => {}
                '!'..='~' => self.push(c.to_ascii_lowercase(), at..next, key),
                '\u{ff01}'..='\u{ff5e}' => self.push(fold::width(c).to_ascii_lowercase(), at..next, key),
                c if is_mask(c) => self.push(c, at..next, key),
                _ => {
                    let tail = rest.find(|c| !joins(c)).unwrap_or(rest.len());
                    let end = next + tail;
                    let mut folded = String::new();
                    fold::key_into(variants, text.get(at..end).unwrap_or_default(), &mut folded);
                    self.spell_folded(&folded, at..end, key);
                    for _ in 0..rest.get(..tail).unwrap_or_default().chars().count() {
                        chars.next();
                    }
                }
            }
        }
    }

    fn push(&mut self, c: char, written: Range<usize>, key: &mut String) {
        let in_key = key.len();
        key.push(c);
        match c {
            '\u{4e00}'..='\u{9fff}' => self.stand_in |= c == '某',
            'a'..='z' | '0'..='9' => self.stand_in |= c == 'x',
            '(' | ')' => self.signs = true,
            _ => {
                self.masked |= is_mask(c);
                self.signs |= !c.is_alphanumeric();
            }
        }
        let slots = (self.chars.get_mut(self.len), self.spans.get_mut(self.len));
        let span = (u16::try_from(written.start), u16::try_from(written.end), u16::try_from(in_key));
        if let ((Some(slot), Some(at)), (Ok(from), Ok(to), Ok(key))) = (slots, span) {
            (*slot, *at) = (c, Span { from, to, key });
            self.len += 1;
        } else {
            self.long = true;
        }
    }

    /// Pushes several characters for one written stretch: the first of them stands for it.
    fn spell_folded(&mut self, folded: &str, written: Range<usize>, key: &mut String) {
        let mut span = written;
        for c in folded.chars().filter(|c| !c.is_whitespace()) {
            let c = match c {
                '[' | '{' | '<' => '(',
                ']' | '}' | '>' => ')',
                c => c,
            };
            self.push(c, span.clone(), key);
            span = span.end..span.end;
        }
    }

    fn spell(&mut self, form: &str, written: Range<usize>, key: &mut String) {
        self.form = true;
        self.spell_folded(form, written, key);
    }

    /// The characters of a stretch.
    pub(super) fn get(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or_default()
    }

    pub(super) fn set(&mut self, range: Range<usize>, role: Role) {
        if let Some(roles) = self.roles.get_mut(range) {
            roles.fill(role);
        }
    }

    /// What was written for a stretch of characters.
    pub(super) fn written<'t>(&self, text: &'t str, run: &Run) -> &'t str {
        let span = self.spans.get(run.start).zip(run.end.checked_sub(1).and_then(|last| self.spans.get(last)));
        span.and_then(|(first, last)| text.get(usize::from(first.from)..usize::from(last.to))).unwrap_or_default()
    }

    /// A stretch of characters as it stands in the key.
    pub(super) fn folded<'t>(&self, key: &'t str, range: Range<usize>) -> &'t str {
        let end = if range.end < self.len { self.spans.get(range.end).map_or(0, |span| usize::from(span.key)) } else { key.len() };
        self.spans.get(range.start).filter(|_| !range.is_empty()).and_then(|span| key.get(usize::from(span.key)..end)).unwrap_or_default()
    }
}

/// Whether a character is a letter or digit; the common ones first.
#[inline]
pub(super) fn is_word(c: char) -> bool {
    matches!(c, 'a'..='z' | '0'..='9' | '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

#[inline]
fn simplified(variants: &Variants, c: char) -> char {
    let once = variants.simplified(c);
    if once == c { c } else { variants.simplified(once) }
}

/// Whether 乾 between two characters is the traditional 干 of dry goods; else it is itself: 乾安县, 乾照光电.
fn is_dry(before: Option<&char>, after: Option<char>) -> bool {
    after.is_some_and(|c| "燥洗净淨果货貨衣粮糧料冰贝貝脆酪".contains(c)) || before.is_some_and(|c| "饼豆肉葡笋鱼".contains(*c))
}

/// Whether a character belongs to the one before it: marks, and the sounds of half-width katakana.
fn joins(c: char) -> bool {
    matches!(c, 'ﾞ' | 'ﾟ') || unicode_normalization::char::is_combining_mark(c)
}

/// A Japanese or Korean form in brackets, and the length of the text behind the opening one.
fn bracketed(rest: &str) -> Option<(&'static str, usize)> {
    let mut chars = rest.chars();
    let form = match chars.next()? {
        '株' => "株式会社",
        '有' => "有限会社",
        '同' => "合同会社",
        '주' => "주식회사",
        '유' => "유한회사",
        _ => return None,
    };
    matches!(chars.next()?, ')' | '）').then(|| (form, rest.len() - chars.as_str().len()))
}

/// Whether a stretch of characters ends with a text.
#[inline]
pub(super) fn ends(chars: &[char], text: &str) -> bool {
    let mut rest = chars.iter().rev();
    text.chars().rev().all(|c| rest.next() == Some(&c))
}

/// Whether a stretch of characters begins with a text.
#[inline]
pub(super) fn begins(chars: &[char], text: &str) -> bool {
    let mut rest = chars.iter();
    text.chars().all(|c| rest.next() == Some(&c))
}

/// Whether a stretch of characters is a text.
#[inline]
pub(super) fn is(chars: &[char], text: &str) -> bool {
    chars.iter().copied().eq(text.chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::ReferenceTables;

    fn fold(text: &str) -> (Name, String) {
        let (mut name, mut key) = (Name::new(), String::new());
        name.fold(ReferenceTables::builtin().variants(), text, &mut key);
        (name, key)
    }

    #[test]
    fn keys() {
        for (text, key) in [
            ("阿里巴巴（中国） 网络", "阿里巴巴(中国)网络"),
            ("臺灣積體電路", "台湾积体电路"),
            ("上海ＡＢＣ【集团】", "上海abc(集团)"),
            ("㈱ニトリ", "株式会社ニトリ"),
            ("（株）ニトリ", "株式会社ニトリ"),
            ("ニトリ(株)", "ニトリ株式会社"),
            ("(주) 네이버", "주식회사네이버"),
            ("ｶﾞﾗｽ屋", "ガラス屋"),
            ("“三”号", "三号"),
            ("Ⅲ号", "iii号"),
            ("é店", "é店"),
            ("乾安县乾照", "乾安县乾照"),
            ("乾洗店餅乾", "干洗店饼干"),
        ] {
            assert_eq!(fold(text).1, key, "{text}");
        }
    }

    #[test]
    fn plain_names_fold_alike() {
        let tables = ReferenceTables::builtin();
        for text in
            ["腾讯", "臺灣（中）ABC號", "上海x某(1)店", "Abc商行", "（中）国", "中国（中）", "（株）电通", "中（株）电通", "乾安", "锟", "abc", "华为 技术", "华为-技术", ""]
        {
            let (mut name, mut key, mut wide) = (Name::new(), String::new(), false);
            if name.fold_plain(tables.variants(), text, &mut key, &mut wide) {
                let (other, same) = fold(text);
                assert_eq!((&key, wide, name.traditional, name.stand_in, name.signs), (&same, other.brackets, other.traditional, other.stand_in, other.signs), "{text}");
                assert_eq!(name.get(0..name.len), other.get(0..other.len));
                for at in 0..name.len {
                    let run = Run { role: Role::Brand, start: at, end: at + 1 };
                    assert_eq!((name.written(text, &run), name.folded(&key, at..at + 1)), (other.written(text, &run), other.folded(&same, at..at + 1)), "{text} {at}");
                }
            } else {
                assert_eq!(key, "", "{text}");
            }
        }
    }

    #[test]
    fn every_character_knows_what_was_written() {
        for text in ["臺灣（中）Ⅲ号", "（株）ﾆﾎﾟﾝ é ｶﾞ", "㈱電通"] {
            let (name, _) = fold(text);
            let mut written = String::new();
            Runs::of(&name).all().for_each(|run| written.push_str(name.written(text, &run)));
            assert_eq!(written, text, "{text}");
        }
        let (name, key) = fold(&"一".repeat(200));
        assert!(name.long && name.len == LIMIT && key.chars().count() == 200);
    }
}
