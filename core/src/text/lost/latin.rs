//! Bytes read as Latin-1 or Windows-1252: UTF-8 (`Ã©`, `ä½ å¥½`) and GBK (`ÄãºÃ`).

/// Whether a text has been read as Latin-1 though it was UTF-8 or GBK.
pub(super) fn misread(text: &str) -> bool {
    text.contains(|c| matches!(c, '°'..='ô')) && (utf8(text) || gbk(text))
}

/// What a character says as the later byte of a sequence of UTF-8.
enum Later {
    /// It stands behind letters in no ordinary text.
    Firm,
    /// A sign such as ©.
    Sign,
    /// A quotation mark, a dash, a blank: it often stands behind letters.
    Soft,
}

fn later(c: char) -> Option<Later> {
    Some(match c {
        ' ' | '«' | '»' | '“' | '”' | '‘' | '’' | '‚' | '„' | '…' | '–' | '—' | '‹' | '›' => Later::Soft,
        '©' | '®' | '°' | '·' | '´' | '¨' | 'ª' | 'º' | '²' | '³' | '¹' | '¿' | '¡' | '™' | '•' | '˜' | 'ˆ' | '\u{a0}' => Later::Sign,
        '\u{80}'..='\u{bf}' | '€' | 'ƒ' | '†' | '‡' | '‰' | 'Š' | 'Œ' | 'Ž' | 'š' | 'œ' | 'ž' | 'Ÿ' => Later::Firm,
        _ => return None,
    })
}

/// Sequences of UTF-8: one that no ordinary text has, or two that follow each other.
fn utf8(text: &str) -> bool {
    let mut chars = text.chars();
    let mut before = 0;
    while let Some(c) = chars.next() {
        let count = match c {
            '\u{c2}'..='\u{df}' => 1,
            '\u{e0}'..='\u{ef}' => 2,
            '\u{f0}'..='\u{f4}' => 3,
            _ => {
                before = 0;
                continue;
            }
        };
        let mut ahead = chars.clone();
        let (mut weight, mut found) = (1, 0);
        for c in ahead.by_ref().take(count) {
            match later(c) {
                Some(Later::Soft) => {}
                Some(Later::Sign) if !matches!(c, '°'..='º') || count > 1 => weight += 1 - usize::from(count == 1),
                Some(Later::Firm) => weight += 1,
                Some(Later::Sign) => {}
                None => break,
            }
            found += 1;
        }
        if found < count || c == ' ' {
            before = 0;
            continue;
        }
        let first = chars.clone().next();
        // These two are capitals of Portuguese and French, which no sign follows.
        let capital = matches!(c, 'Ã' | 'Â') && first.and_then(later).is_some_and(|l| !matches!(l, Later::Soft));
        before += weight;
        if capital || before > 1 {
            return true;
        }
        chars = ahead;
    }
    false
}

/// Pairs of bytes of GBK: four letters or signs beyond ASCII in a row, as no language writes them.
fn gbk(text: &str) -> bool {
    let mut run: usize = 0;
    let (mut pairs, mut signs, mut turns, mut lower) = (true, 0_usize, 0_usize, false);
    for c in text.chars().chain(std::iter::once('\0')) {
        if matches!(c, '\u{a1}'..='\u{fe}') {
            pairs &= run % 2 == 1 || matches!(c, '\u{b0}'..='\u{f7}');
            let sign = matches!(c, '\u{a1}'..='\u{bf}' | '×' | '÷');
            signs += usize::from(sign);
            turns += usize::from(!sign && lower && matches!(c, '\u{c0}'..='\u{de}'));
            lower = matches!(c, '\u{df}'..='\u{fe}');
            run += 1;
        } else {
            if run > 3 && run.is_multiple_of(2) && pairs && signs + turns > 0 && signs < run - 1 {
                return true;
            }
            (run, pairs, signs, turns, lower) = (0, true, 0, 0, false);
        }
    }
    false
}
