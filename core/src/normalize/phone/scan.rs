//! From the text of a cell to its numbers as written.
//!
//! | text | numbers |
//! |---|---|
//! | `138 1234-5678` | `138` `1234` `5678` in one |
//! | `021-62345678转801` | one, with extension 801 |
//! | `138****5678` `138xxxx5678` | one, partly hidden |
//! | `13812345678/13912345678` | two |
//! | `13812345678（13912345678）` | two |
//! | `张三13812345678 李四13912345678` | two, with words |

use super::run::{Before, Gap, Run};
use crate::data::list::{List, list};
use crate::normalize::clean::is_mask;

/// Words that only the last digits follow.
const TAILS: List = list!["尾号", "尾號", "尾数", "末四位", "后四位", "後四位"];

/// Whether a text says that it has only the last digits.
pub(super) fn names_tail(text: &str) -> bool {
    !text.is_ascii() && text.contains(['尾', '末', '后', '後']) && TAILS.iter().any(|tail| text.contains(tail))
}

/// The numbers of a cell, one after the other.
#[derive(Debug)]
pub(super) struct Runs<'a> {
    rest: &'a str,
    previous: char,
    before: Before,
    /// There were words around them.
    pub(super) words: bool,
    /// Digits of another script were read.
    pub(super) numerals: bool,
}

impl<'a> Runs<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Runs { rest: text, previous: '\0', before: Before::Word, words: false, numerals: false }
    }

    /// What a character does to a number that has begun; false when it ends there.
    fn go_on(&mut self, c: char, after: &'a str, run: &mut Run, gap: &mut Gap) -> bool {
        if let Some((digits, rest)) = extension(self.rest).or_else(|| paused(self.rest, run)).filter(|_| run.digits.len() >= 5) {
            digits.bytes().for_each(|b| run.overflow |= !run.extension.push(char::from(b)));
            self.skip_to(rest);
            return false;
        }
        match c {
            '+' if run.digits.len() >= 5 => return false,
            '(' if run.digits.len() >= 7 && is_number(after) => {
                self.before = Before::Mark(c);
                self.skip_to(after);
                return false;
            }
            '(' | ')' | '[' | ']' | '【' | '】' => *gap = (*gap).max(Gap::Bracket),
            '-' | '‐'..='―' | '−' => *gap = Gap::Dash,
            '/' | '\\' | '~' | '|' if run.slash_joins() || after.starts_with(is_mask) => *gap = (*gap).max(Gap::Other),
            ',' | ';' | '，' if extension(after.trim_start()).is_some() => {}
            '.' | '_' | '·' | '\'' | '"' | ':' | '+' | '•' | '。' => *gap = (*gap).max(Gap::Other),
            // What makes a digit look like a key.
            '\u{fe0f}' | '\u{20e3}' => {}
            c if c.is_whitespace() => *gap = (*gap).max(Gap::Blank),
            c => {
                self.divide(c, run);
                self.previous = c;
                self.rest = after;
                return false;
            }
        }
        true
    }

    /// Notes a character that divides numbers or belongs to words.
    fn divide(&mut self, c: char, run: &mut Run) {
        let mark = matches!(c, ',' | ';' | '，' | '；' | '、' | '|' | '&' | '/' | '\\' | '~' | '<' | '或' | '和' | '及' | '至');
        self.before = if mark { Before::Mark(c) } else { Before::Word };
        if !mark && !c.is_ascii_punctuation() {
            self.words = true;
            run.glued |= c.is_ascii_alphabetic() && self.previous.is_ascii_digit();
        }
    }

    fn skip_to(&mut self, rest: &'a str) {
        self.previous = '\0';
        self.rest = rest;
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        let mut run = Run::new(self.before);
        let mut gap = Gap::Blank;
        loop {
            let mut chars = self.rest.chars();
            let Some(c) = chars.next() else {
                return (!run.is_empty()).then_some(run);
            };
            let after = chars.as_str();
            if let Some(digit) = digit(c) {
                run.glued |= run.is_empty() && self.previous.is_ascii_alphabetic();
                self.numerals |= !c.is_ascii();
                run.push(digit, gap);
                gap = Gap::None;
            } else if (is_mask(c) || hides(c, self.previous, after)) && paused(self.rest, &run).is_none() {
                run.hide();
            } else if !run.is_empty() {
                if !self.go_on(c, after, &mut run, &mut gap) {
                    return Some(run);
                }
            } else if c == '+' {
                run.plus = true;
            } else if !(c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '-' | '.' | '"' | '\'')) {
                run.plus = false;
                run.tail_only |= matches!(c, '尾' | '末' | '后' | '後') && TAILS.iter().any(|t| self.rest.starts_with(t));
                self.divide(c, &mut run);
                run.before = self.before;
            }
            self.previous = c;
            self.rest = after;
        }
    }
}

/// The digit that a character of any script stands for.
fn digit(c: char) -> Option<u8> {
    const ZEROS: [char; 8] = ['\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}', '\u{1d7ce}', '\u{1d7f6}'];
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c as u8);
    }
    let offset = |zero: char| u32::from(c).checked_sub(u32::from(zero)).filter(|d| *d < 10);
    ZEROS.into_iter().find_map(offset).and_then(|d| u8::try_from(d).ok()).map(|d| b'0' + d)
}

/// `x`, `#`, `?`, `_` and dots hide a digit when there are two of them in a row, full stops three.
fn hides(c: char, previous: char, after: &str) -> bool {
    let same = |o: char| o.eq_ignore_ascii_case(&c);
    match c {
        'x' | 'X' | '#' | '?' | '_' | '•' | '∙' => after.starts_with(same) || same(previous),
        '.' => previous == '.' || after.starts_with(".."),
        _ => false,
    }
}

/// Whether a whole number stands here, up to the next bracket.
fn is_number(text: &str) -> bool {
    text.chars().take(40).take_while(|c| *c != ')').filter(char::is_ascii_digit).count() >= 7
}

/// The digits of an extension that starts here, and the text behind them.
fn extension(text: &str) -> Option<(&str, &str)> {
    if !text.starts_with(['转', '轉', '分', '内', '內', 'e', 'E', 'i', 'I', 'x', 'X', '#', ';']) {
        return None;
    }
    const WORDS: List = list!["转", "轉", "分机", "分機", "内线", "內線", "extension", "extn", "ext", "intern", "x", "#", ";ext"];
    let rest = WORDS.iter().find_map(|word| text.get(..word.len()).filter(|t| t.eq_ignore_ascii_case(word)).and_then(|_| text.get(word.len()..)))?;
    let rest = rest.trim_start_matches(['转', '轉', '接', '分', '内', '內', '线', '線', '机', '機', '号', '號', ':', '：', '.', '=', ' ', '-']);
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at_checked(end)?;
    ((1..=6).contains(&end) && !behind.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((digits, behind))
}

/// The digits that are dialled behind a whole number after a pause: `62345678*801`, `62345678p801`.
fn paused<'a>(text: &'a str, run: &Run) -> Option<(&'a str, &'a str)> {
    let rest = text.strip_prefix(['*', 'p', 'P', 'w', 'W']).filter(|_| run.digits.len() >= 8 && !run.is_masked())?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest.split_at_checked(end).filter(|(digits, behind)| (2..=6).contains(&digits.len()) && !behind.starts_with('*'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pattern and extension of each number.
    fn runs(text: &str) -> Vec<String> {
        Runs::new(text)
            .map(|r| {
                format!("{}{}{}", if r.plus { "+" } else { "" }, r.pattern.as_str(), if r.extension.is_empty() { String::new() } else { format!("-{}", r.extension.as_str()) })
            })
            .collect()
    }

    #[test]
    fn digits_masks_and_extensions() {
        for (text, expected) in [
            ("138 1234-5678", vec!["13812345678"]),
            ("+44 (0)20 7946 0958", vec!["+4402079460958"]),
            ("(+86) 138 1234 5678", vec!["+8613812345678"]),
            ("手机13812345678", vec!["13812345678"]),
            ("138xxxx5678", vec!["138****5678"]),
            ("138…", vec!["138*"]),
            ("138...", vec!["138***"]),
            ("138••••5678", vec!["138****5678"]),
            ("138\\*\\*\\*\\*5678", vec!["138****5678"]),
            ("62345678x801", vec!["62345678-801"]),
            ("021-62345678转分机801", vec!["02162345678-801"]),
            ("021-62345678 分机号：801 张小姐", vec!["02162345678-801"]),
            ("tel:+86-21-62345678;ext=801", vec!["+862162345678-801"]),
            ("021-62345678(转801)", vec!["02162345678-801"]),
            ("021-62345678*801", vec!["02162345678-801"]),
            ("02162345678p801", vec!["02162345678-801"]),
            ("021-6234*678", vec!["0216234*678"]),
            ("13812345678/13912345678", vec!["13812345678", "13912345678"]),
            ("13812345678(13912345678)", vec!["13812345678", "13912345678"]),
            ("03(3580)3311", vec!["0335803311"]),
            ("310/246-1501", vec!["3102461501"]),
            ("+86 13812345678 +86 13912345678", vec!["+8613812345678", "+8613912345678"]),
            ("[\"13812345678\",\"13912345678\"]", vec!["13812345678", "13912345678"]),
            ("13812345678<br>13912345678", vec!["13812345678", "13912345678"]),
            ("٠٥٠١٢٣٤٥٦٧", vec!["0501234567"]),
            ("1️⃣3️⃣8️⃣", vec!["138"]),
            ("张三", vec![]),
        ] {
            assert_eq!(runs(text), expected, "{text}");
        }
        assert!(Runs::new("尾号5678").next().unwrap().is_masked());
        assert!(Runs::new("13812345a78").next().unwrap().glued);
        assert!(Runs::new("wx13812345678").next().unwrap().glued);
    }

    #[test]
    fn what_divides() {
        let before = |text: &str| Runs::new(text).map(|r| r.before).collect::<Vec<_>>();
        assert_eq!(before("62345678/79"), [Before::Word, Before::Mark('/')]);
        assert_eq!(before("62345678、 79"), [Before::Word, Before::Mark('、')]);
        assert_eq!(before("2号楼 62345678"), [Before::Word, Before::Word]);
    }

    #[test]
    fn groups() {
        let run = Runs::new("021 - 62345678-801").next().unwrap();
        assert_eq!((run.ends(), run.last_group()), (&[3, 11, 14][..], Some((11, Gap::Dash))));
    }
}
