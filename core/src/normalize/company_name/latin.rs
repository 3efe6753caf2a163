//! Company names in Latin letters: words and legal form.

use super::place;

/// Splits a folded name into words, joined by blanks: `acme co., ltd.` → `acme co ltd`.
///
/// Dots inside abbreviations vanish, `&` becomes `and`, other punctuation parts words.
pub(super) fn words_into(folded: &str, out: &mut String) {
    // Letters since the last dot or blank, and whether the word so far is single letters with dots.
    let (mut run, mut dotted) = (0, true);
    let mut chars = folded.chars();
    while let Some(c) = chars.next() {
        match c {
            _ if c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c) => {
                out.push(c);
                run += 1;
            }
            '\'' | '’' | '`' | '´' => {}
            // S.p.A. and amazon.com are one word, Co.Ltd. are two.
            '.' if dotted && run == 1 || joined_domain(chars.as_str()) => run = 0,
            _ => {
                blank(out);
                if let '&' | '+' = c {
                    out.push_str(if c == '&' { "and" } else { "plus" });
                    blank(out);
                }
                (run, dotted) = (0, true);
            }
        }
        dotted &= run <= 1;
    }
    out.truncate(out.trim_end().len());
}

fn joined_domain(rest: &str) -> bool {
    let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    matches!(word, "com" | "cn" | "net" | "org" | "io" | "ai")
}

fn blank(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The short spelling of a word of a legal form.
pub(super) fn canonical(word: &str) -> &str {
    match word {
        "limited" => "ltd",
        "incorporated" => "inc",
        "corporation" => "corp",
        "company" => "co",
        "companies" => "cos",
        "private" => "pvt",
        "proprietary" => "pty",
        "berhad" => "bhd",
        "sendirian" => "sdn",
        "aktiengesellschaft" => "ag",
        "kabushiki" => "k",
        other => other,
    }
}

/// Whether a canonical word is part of a legal form when it stands at the end.
fn is_form(word: &str) -> bool {
    matches!(
        word,
        "ltd"
            | "inc"
            | "corp"
            | "co"
            | "llc"
            | "llp"
            | "lp"
            | "plc"
            | "pllc"
            | "pc"
            | "gmbh"
            | "ag"
            | "kg"
            | "kgaa"
            | "ohg"
            | "ug"
            | "ev"
            | "mbh"
            | "se"
            | "sa"
            | "sas"
            | "sasu"
            | "sarl"
            | "srl"
            | "spa"
            | "sl"
            | "slu"
            | "ltda"
            | "nv"
            | "bv"
            | "bvba"
            | "cv"
            | "ab"
            | "as"
            | "asa"
            | "aps"
            | "oy"
            | "oyj"
            | "kft"
            | "zrt"
            | "sro"
            | "doo"
            | "pty"
            | "pte"
            | "pvt"
            | "sdn"
            | "bhd"
            | "kk"
            | "gk"
            | "jsc"
            | "ojsc"
            | "ooo"
            | "pjsc"
            | "tbk"
            | "wll"
            | "fzc"
            | "fze"
    )
}

/// Core, legal form and place of a name in words. The core is never empty.
pub(super) fn parts(key: &str) -> (&str, &str, &'static str) {
    let mut core = key.strip_prefix("the ").filter(|rest| !rest.is_empty()).unwrap_or(key);
    let end = core.len();
    let mut place = "";
    while let Some((rest, last)) = core.rsplit_once(' ') {
        let spaced = matches!(last, "a" | "v" | "l" | "k") && rest.rsplit_once(' ').is_some_and(|(head, word)| word.len() == 1 && !head.is_empty());
        let and = last == "and" && core.len() < end;
        if is_form(last) || and {
            core = rest;
        } else if spaced && matches!((rest.rsplit(' ').next(), last), (Some("s"), "a" | "l") | (Some("b" | "n"), "v") | (Some("k"), "k")) {
            core = rest.rsplit_once(' ').map_or(rest, |(head, _)| head);
        } else if place.is_empty() && core.len() < end && place::latin(last).is_some() {
            place = place::latin(last).unwrap_or_default();
            core = rest;
        } else {
            break;
        }
    }
    let form = key.get(key.len() - (end - core.len())..).unwrap_or_default().trim_start();
    let form = form.strip_prefix(place).unwrap_or(form).trim_start();
    (core, form.strip_prefix("and ").unwrap_or(form), place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let mut out = String::new();
        words_into(text, &mut out);
        out
    }

    #[test]
    fn words_of_names() {
        for (text, expected) in [
            ("acme co., ltd.", "acme co ltd"),
            ("acme co.,ltd", "acme co ltd"),
            ("acme co.ltd.", "acme co ltd"),
            ("fiat s.p.a.", "fiat spa"),
            ("acme l.l.c.", "acme llc"),
            ("amazon.com, inc.", "amazoncom inc"),
            ("procter & gamble", "procter and gamble"),
            ("at&t", "at and t"),
            ("mcdonald's", "mcdonalds"),
            ("foo (china) ltd", "foo china ltd"),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn legal_forms_are_split_off() {
        for (key, core, form, place) in [
            ("acme co ltd", "acme", "co ltd", ""),
            ("foo china co ltd", "foo", "co ltd", "china"),
            ("acme", "acme", "", ""),
            ("amba", "amba", "", ""),
            ("ltd", "ltd", "", ""),
            ("co ltd", "co", "ltd", ""),
            ("the acme inc", "acme", "inc", ""),
            ("smith and co", "smith", "co", ""),
            ("robert bosch gmbh and co kg", "robert bosch", "gmbh and co kg", ""),
            ("air china ltd", "air", "ltd", "china"),
            ("acme pty ltd", "acme", "pty ltd", ""),
        ] {
            assert_eq!(parts(key), (core, form, place), "{key}");
        }
    }
}
