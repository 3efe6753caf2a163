//! Faces drawn with signs: `(｡･ω･｡)`, `ヾ(≧▽≦*)o`, `ʕ•ᴥ•ʔ`, `^_^`.

use super::signs::{Sign, sign};
use crate::data::lexicon::{Lexicon, lexicon};
use crate::text::fold;

/// The most characters between the brackets.
const LONGEST: usize = 16;

/// How many characters at the start of `rest` are a face; `before` is the character in front of it.
pub(super) fn length(before: Option<char>, rest: &[char]) -> Option<usize> {
    if let Some(end) = in_brackets(rest) {
        let arms = rest.get(end..).unwrap_or_default();
        if arms.starts_with(&['_', '/']) {
            return Some(end + 2);
        }
        let right = arms.iter().take(2).take_while(|c| is_arm(**c)).count();
        let beyond = arms.get(right).copied();
        return Some(end + if right > 0 && is_free(arms.get(right - 1).copied(), beyond) { right } else { 0 });
    }
    emoticon(before, rest)
}

/// How many characters at the end of `before` are the left arm of a face that follows.
pub(super) fn left_arm(before: &[char]) -> usize {
    if before.ends_with(&['\\', '_']) {
        return 2;
    }
    let left = before.iter().rev().take(2).take_while(|c| is_arm(**c)).count();
    let beyond = before.len().checked_sub(left + 1).and_then(|at| before.get(at)).copied();
    if left > 0 && is_free(before.get(before.len() - left).copied(), beyond) { left } else { 0 }
}

fn is_arm(c: char) -> bool {
    matches!(
        c,
        'ヾ' | 'ヽ'
            | 'ノ'
            | 'ﾉ'
            | 'ゞ'
            | 'づ'
            | 'つ'
            | 'っ'
            | 'シ'
            | 'o'
            | 'O'
            | '\\'
            | '/'
            | 'و'
            | 'ง'
            | 'ლ'
            | '۶'
            | '٩'
            | 'ᕙ'
            | 'ᕗ'
            | '<'
            | '>'
            | '~'
            | '*'
            | '＼'
            | '／'
    )
}

/// Whether an arm is not the end of a word: another letter of its script stands beyond it.
fn is_free(arm: Option<char>, beyond: Option<char>) -> bool {
    match (arm, beyond) {
        (Some('o' | 'O'), Some(c)) => !c.is_ascii_alphanumeric(),
        (Some('\u{3041}'..='\u{30ff}' | 'ﾉ'), Some(c)) => !matches!(c, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}'),
        _ => true,
    }
}

/// Where a face in brackets ends.
fn in_brackets(rest: &[char]) -> Option<usize> {
    let closing: &[char] = match rest.first()? {
        '(' | '（' => &[')', '）'],
        'ʕ' => &['ʔ'],
        '꒰' => &['꒱'],
        _ => return None,
    };
    let length = rest.iter().skip(1).take(LONGEST + 1).position(|c| closing.contains(c))?;
    let inside = rest.get(1..=length)?;
    is_face(inside).then_some(length + 2)
}

/// Whether what stands in brackets is a face: signs, and no words.
fn is_face(inside: &[char]) -> bool {
    // The letters: how many, the first and the last, and whether all may be eyes.
    let (mut letters, mut first, mut last, mut round) = (0, ' ', ' ', true);
    let (mut signs, mut dots, mut joined) = (0, 0, false);
    for c in inside.iter().map(|c| fold::width(*c)) {
        match c {
            '.' | '-' | ',' | '!' | '?' | '/' | ':' | '&' | '+' | '\'' | '"' => {
                dots += 1;
                joined = false;
            }
            'a'..='z' | 'A'..='Z' | '0'..='9' => {
                if joined {
                    return false;
                }
                joined = true;
                first = if letters == 0 { c } else { first };
                last = c;
                round &= is_eye(c);
                letters += 1;
            }
            // Kana and jamo that faces are drawn with.
            'ツ' | 'シ' | 'ッ' | 'ノ' | 'ﾉ' | 'ヽ' | 'ヾ' | 'ﾟ' | 'ﾞ' | 'ー' | 'ｰ' | 'ェ' | 'ｪ' | 'へ' | 'の' | 'つ' | 'づ' | '口' | '益' | '皿' | '\u{3131}'..='\u{318e}' => {
                joined = false
            }
            _ => {
                match sign(c) {
                    Sign::Letter if !matches!(c, '\u{370}'..='\u{52f}' | '\u{1d00}'..='\u{1d7f}' | '\u{250}'..='\u{2ff}' | '\u{600}'..='\u{6ff}') => return false,
                    Sign::Blank => {}
                    _ => signs += 1,
                }
                joined = false;
            }
        }
    }
    // Two eyes and a mouth of dots: `T.T`; initials in brackets are no face.
    let eyes = letters == 2 && first == last && dots > 0;
    let drawn = inside.iter().any(|c| matches!(c, 'ツ' | 'シ' | '\u{3131}'..='\u{318e}'));
    if letters == 0 { signs + dots > 0 || drawn } else { eyes || signs > 1 || signs == 1 && letters <= 2 && round }
}

/// Whether a letter is drawn as an eye or a mouth.
const fn is_eye(c: char) -> bool {
    matches!(c, 'o' | 'O' | 'T' | 't' | 'x' | 'X' | 'u' | 'U' | 'w' | 'W' | 'v' | 'q' | 'Q' | 'n' | '3' | '0' | 'c' | 'z' | 'e' | 'd' | 'b' | 'm')
}

/// Faces of ASCII without brackets.
#[rustfmt::skip]
const EMOTICONS: Lexicon<u8> = lexicon![
    ("*^_^*", 5), ("*_*", 3),
    ("^_^", 3), ("^-^", 3), ("^.^", 3), ("^o^", 3), ("^O^", 3), ("^w^", 3), ("^3^", 3), ("^ω^", 3), ("^^", 2),
    ("=ω=", 3), ("=_=", 3), ("=.=", 3), ("=)", 2), ("=D", 2),
    (">_<", 3), (">.<", 3), (">w<", 3), (">3<", 3),
    ("-_-", 3), ("-.-", 3),
    ("+_+", 3),
    ("@_@", 3),
    ("$_$", 3),
    ("#_#", 3),
    ("T_T", 3), ("T.T", 3), ("T^T", 3),
    (";_;", 3), (";-)", 3), (";)", 2),
    ("._.", 3),
    ("o_o", 3), ("o_O", 3),
    ("O_O", 3), ("O_o", 3),
    ("u_u", 3),
    ("U_U", 3),
    ("x_x", 3),
    ("X_X", 3),
    ("n_n", 3),
    ("v_v", 3),
    ("0_0", 3),
    ("Q_Q", 3),
    ("~_~", 3),
    (":-)", 3), (":)", 2), (":-(", 3), (":(", 2), (":-D", 3), (":D", 2), (":-P", 3), (":P", 2), (":-p", 3), (":p", 2), (":3", 2),
    ("</3", 3), ("<3", 2),
    ("(:", 2),
];

fn emoticon(before: Option<char>, rest: &[char]) -> Option<usize> {
    let first = *rest.first()?;
    // A letter is an eye only beside a mouth; most are not.
    let eye = !first.is_ascii_alphanumeric() || matches!(rest.get(1), Some('_' | '.' | '^'));
    if !first.is_ascii() || !eye || before.is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let length = EMOTICONS.find_map(first, |face, length| {
        let mut rest = rest.iter();
        face.chars().all(|c| rest.next() == Some(&c)).then_some(usize::from(*length))
    })?;
    let beyond = rest.get(length);
    // A face does not go on as a word or a longer row of the same sign.
    let ends = beyond.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-' | '.'));
    (ends && !before.is_some_and(|c| matches!(c, '_' | '-' | '.'))).then_some(length)
}
