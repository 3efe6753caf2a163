//! Thresholds whose reading was implied: `10万+` and `3000-10000` say nothing of their ends.

use crate::rule::lex::{Kind, Token, lex};
use crate::rule::words::fold;

/// A threshold as it is written, and as it was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Implied {
    /// As it stands in the rule.
    pub written: String,
    /// An open-ended one (`10万+`), rather than a range (`3000-10000`).
    pub open_ended: bool,
}

/// The thresholds of a rule's text whose ends are by convention. 以上, 以下, 以内, 不满 and 超过 are not among them: the Civil Code (article
/// 1259) says which of them include the number.
#[must_use]
pub fn implied(text: &str) -> Vec<Implied> {
    // Most rules have nothing that could be one.
    if !text.contains(|c| matches!(fold(c), '+' | '-' | '至' | '到')) {
        return Vec::new();
    }
    let Ok(tokens) = lex(text, "") else { return Vec::new() };
    let chars: Vec<char> = text.chars().collect();
    let end = |at: usize| tokens.get(at).map_or(chars.len(), |token: &Token| token.at);
    let written = |from: usize, to: usize| chars.get(from..to).unwrap_or(&[]).iter().collect::<String>().trim().to_owned();
    let number = |at: usize| matches!(tokens.get(at), Some(Token { kind: Kind::Number(_), .. }));
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if !number(at) {
            continue;
        }
        match tokens.get(at + 1) {
            Some(Token { kind: Kind::Postfix(_), at: sign }) if matches!(chars.get(*sign), Some('+' | '＋')) => {
                found.push(Implied { written: written(token.at, sign + 1), open_ended: true });
            }
            Some(Token { kind: Kind::Mark('-'), .. }) if number(at + 2) => {
                found.push(Implied { written: written(token.at, end(at + 3)), open_ended: false });
            }
            _ => {}
        }
    }
    found
}
