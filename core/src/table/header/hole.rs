//! Headers out of which a sanitizer took words, and torn ones in general.

/// The holes of the templates (R2): what is left of a header, and what it stands for, likeliest first.
///
/// 微信, 身份证, 点击 and the like were taken out as words, 道客 out of 渠道客户.
const KNOWN: [(&str, &[&str]); 8] = [
    ("证件号码号", &["身份证号"]),
    ("证件号码号码", &["身份证号码"]),
    ("/企业openid", &["微信/企业OpenID", "微信OpenID", "企业OpenID"]),
    ("企业私聊", &["企业微信私聊"]),
    ("渠户", &["渠道/客户", "渠道", "渠道客户", "客户"]),
    ("(率、下单率", &["点击率、下单率"]),
    ("率、下单率", &["点击率、下单率"]),
    ("率", &["点击率"]),
];

/// What a known hole stands for.
pub(super) fn known(text: &str) -> Option<&'static [&'static str]> {
    // The longest has six characters; blanks apart, nothing longer need be looked at.
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let text = super::solid(text);
    let text = text.trim_end_matches(')');
    KNOWN.iter().find(|(left, _)| *left == text).map(|(_, readings)| *readings)
}

/// The text without separators and brackets that have nothing to separate or hold, and whether there were any.
pub(super) fn mended(text: &str) -> (String, bool) {
    let mut torn = false;
    // A dash in front is a bullet, or all there is.
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '—'));
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || is_separator(c));
    torn |= trimmed.len() < text.len();
    let mut out = String::with_capacity(trimmed.len());
    // Where each open bracket stands in `out`.
    let mut open: Vec<usize> = Vec::new();
    let mut before = ' ';
    for c in trimmed.chars() {
        let again = is_separator(c) && (c == before || before == '(');
        let closes_nothing = c == ')' && open.pop().is_none();
        if again || closes_nothing || (c == ')' && before == '(') {
            torn = true;
        }
        if c == '(' {
            open.push(out.len());
        }
        if !(again || closes_nothing) {
            out.push(c);
            before = c;
        }
    }
    torn |= !open.is_empty();
    // From behind, so that the places before stay true.
    for at in open.into_iter().rev() {
        out.remove(at);
    }
    while let Some(at) = out.find("()") {
        out.replace_range(at..at + 2, "");
    }
    (out.trim().to_owned(), torn)
}

/// Whether marks of quotation stand around nothing.
pub(super) fn empty_quotes(text: &str) -> bool {
    ["“”", "‘’", "「」", "『』", "《》", "\"\""].iter().any(|pair| text.contains(pair))
}

fn is_separator(c: char) -> bool {
    matches!(c, '/' | '、' | ',' | ';' | '|' | '\\')
}
