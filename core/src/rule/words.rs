//! The words of the language that stand without blanks around them, and how characters are folded.

use super::lex::Kind;

/// An order or equality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Op {
    Eq,
    Ne,
    Ge,
    Gt,
    Le,
    Lt,
}

/// Words that end a bare name wherever they stand in it; longer ones first.
pub(super) const BREAKS: &[(&str, Kind)] = &[
    ("不超过", Kind::Op(Op::Le)),
    ("不大于", Kind::Op(Op::Le)),
    ("不高于", Kind::Op(Op::Le)),
    ("不多于", Kind::Op(Op::Le)),
    ("不少于", Kind::Op(Op::Ge)),
    ("不低于", Kind::Op(Op::Ge)),
    ("不小于", Kind::Op(Op::Ge)),
    ("不等于", Kind::Op(Op::Ne)),
    ("至少", Kind::Op(Op::Ge)),
    ("至多", Kind::Op(Op::Le)),
    ("最多", Kind::Op(Op::Le)),
    ("超过", Kind::Op(Op::Gt)),
    ("大于", Kind::Op(Op::Gt)),
    ("多于", Kind::Op(Op::Gt)),
    ("高于", Kind::Op(Op::Gt)),
    ("不满", Kind::Op(Op::Lt)),
    ("未满", Kind::Op(Op::Lt)),
    ("不足", Kind::Op(Op::Lt)),
    ("小于", Kind::Op(Op::Lt)),
    ("少于", Kind::Op(Op::Lt)),
    ("低于", Kind::Op(Op::Lt)),
    ("等于", Kind::Op(Op::Eq)),
    ("并且", Kind::And),
    ("且", Kind::And),
    ("或者", Kind::Or),
    ("或", Kind::Or),
];

/// Whether a word of [`BREAKS`] may start with the character: most do not, and looking through all of them takes long.
pub(super) fn may_break(c: char) -> bool {
    matches!(c, '不' | '至' | '最' | '超' | '大' | '多' | '高' | '未' | '小' | '少' | '低' | '等' | '并' | '且' | '或')
}

/// Words behind a number; 以上, 以下 and 以内 include it, 以外 does not (Civil Code, article 1259).
pub(super) const POSTFIXES: &[(&str, Op)] = &[
    ("及以上", Op::Ge),
    ("以上", Op::Ge),
    ("+", Op::Ge),
    ("及以下", Op::Le),
    ("以下", Op::Le),
    ("以内", Op::Le),
    ("之内", Op::Le),
    ("内", Op::Le),
    ("以外", Op::Gt),
    ("之外", Op::Gt),
];

/// Full-width forms and typographic variants as their ASCII form.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '、' => ',',
        '￥' => '¥',
        '–' | '—' | '−' | '~' | '～' => '-',
        '！'..='～' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_break_may_break() {
        assert!(BREAKS.iter().all(|(word, _)| word.starts_with(may_break) && word.chars().all(|c| fold(c) == c)));
    }
}
