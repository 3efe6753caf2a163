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

/// The characters of a name, at most [`LIMIT`].
pub(super) struct Name {
    pub(super) chars: [char; LIMIT],
    pub(super) roles: [Role; LIMIT],
    from: [u16; LIMIT],
    to: [u16; LIMIT],
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
}

impl Name {
    pub(super) const fn new() -> Name {
        Name {
            chars: ['\0'; LIMIT],
            roles: [Role::Brand; LIMIT],
            from: [0; LIMIT],
            to: [0; LIMIT],
            len: 0,
            long: false,
            masked: false,
            traditional: false,
            brackets: false,
            form: false,
        }
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
        key.push(c);
        self.masked |= is_mask(c);
        let slots = (self.chars.get_mut(self.len), self.from.get_mut(self.len), self.to.get_mut(self.len));
        let span = (u16::try_from(written.start), u16::try_from(written.end));
        if let ((Some(slot), Some(from), Some(to)), (Ok(start), Ok(end))) = (slots, span) {
            (*slot, *from, *to) = (c, start, end);
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

    /// The first run of a role.
    pub(super) fn run(&self, role: Role) -> &[char] {
        let mut at = self.roles.iter().take(self.len);
        let start = at.by_ref().take_while(|other| **other != role).count();
        let length = 1 + at.take_while(|other| **other == role).count();
        if self.roles.get(start) == Some(&role) && start < self.len { self.get(start..start + length) } else { &[] }
    }

    /// Every run of characters of one role, with what was written for it.
    pub(super) fn each_run<'t>(&self, text: &'t str, mut each: impl FnMut(Role, &[char], &'t str)) {
        let mut start = 0;
        for run in self.roles.get(..self.len).unwrap_or_default().chunk_by(|a, b| a == b) {
            let end = start + run.len();
            let span = self.from.get(start).zip(self.to.get(end - 1)).map(|(from, to)| usize::from(*from)..usize::from(*to));
            let role = run.first().copied().unwrap_or(Role::Sign);
            each(role, self.get(start..end), span.and_then(|span| text.get(span)).unwrap_or_default());
            start = end;
        }
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
    fn every_character_knows_what_was_written() {
        for text in ["臺灣（中）Ⅲ号", "（株）ﾆﾎﾟﾝ é ｶﾞ", "㈱電通"] {
            let (name, _) = fold(text);
            let mut written = String::new();
            name.each_run(text, |_, _, piece| written.push_str(piece));
            assert_eq!(written, text, "{text}");
        }
        let (name, key) = fold(&"一".repeat(200));
        assert!(name.long && name.len == LIMIT && key.chars().count() == 200);
    }
}
