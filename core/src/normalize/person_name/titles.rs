//! Titles, suffixes and particles of Latin names, as folded words without dots.

use crate::data::list::{List, list};

/// Titles in front of a name.
const TITLES: List = list![
    "adm",
    "admiral",
    "amb",
    "ambassador",
    "archbishop",
    "baroness",
    "bishop",
    "brig",
    "brother",
    "capt",
    "captain",
    "chancellor",
    "cmdr",
    "col",
    "colonel",
    "commander",
    "cpl",
    "dame",
    "dipl",
    "dipling",
    "doctor",
    "dott",
    "dr",
    "ext",
    "father",
    "fr",
    "frau",
    "fraulein",
    "gen",
    "general",
    "gov",
    "governor",
    "herr",
    "hon",
    "honorable",
    "ing",
    "judge",
    "lady",
    "lieutenant",
    "lord",
    "lt",
    "madam",
    "madame",
    "maj",
    "major",
    "master",
    "miss",
    "mister",
    "mlle",
    "mme",
    "monsieur",
    "mr",
    "mrs",
    "ms",
    "mx",
    "pastor",
    "pres",
    "president",
    "prince",
    "princess",
    "prof",
    "professor",
    "rabbi",
    "rep",
    "rev",
    "reverend",
    "sen",
    "senator",
    "senora",
    "sergeant",
    "sgt",
    "sheikh",
    "signor",
    "sir",
    "sister",
    "sr",
    "sra",
];

/// Words that may stand between titles: the Right Honourable, Prof. Dr. med.
const BETWEEN: List = list!["the", "right", "honourable", "most", "very", "med", "rer", "phil"];

/// Suffixes behind a name.
const SUFFIXES: List = list![
    "2nd", "3rd", "4th", "ba", "bs", "bsc", "bt", "cb", "cbe", "ceo", "cfa", "cfo", "cfp", "ch", "cissp", "clu", "cmg", "cpa", "cto", "dba", "dbe", "dds", "ded", "dmd", "dnp",
    "do", "dphil", "dvm", "edd", "esq", "esquire", "facs", "fba", "frcs", "frs", "gbe", "gcb", "ii", "iii", "iv", "jd", "jnr", "jr", "junior", "kbe", "kc", "kcb", "kcmg", "llb",
    "llm", "ma", "mba", "mbe", "md", "mdiv", "mp", "mph", "ms", "msc", "msw", "np", "obe", "od", "om", "op", "osb", "pa", "pe", "pharmd", "phd", "pmp", "qc", "rd", "ret", "rn",
    "rph", "senior", "sj", "snr", "sr", "usa", "usmc",
];

/// Words that begin a surname in front of its last word: van der Berg, de la Cruz, bin Laden, Mac Giolla.
const PARTICLES: List = list![
    "a", "ab", "abu", "af", "al", "ap", "av", "bar", "ben", "bin", "bint", "da", "dal", "das", "de", "degli", "dei", "del", "della", "delle", "den", "der", "di", "do", "dos",
    "du", "el", "ibn", "la", "las", "le", "los", "san", "santa", "st", "te", "ten", "ter", "van", "vom", "von",
];

/// Whether a word is a title in front of a name.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.sorted_contains(word)
}

/// Whether a word can stand among titles.
pub(super) fn is_between(word: &str) -> bool {
    BETWEEN.contains(word)
}

/// Whether a word is a suffix behind a name.
pub(super) fn is_suffix(word: &str) -> bool {
    word.len() < 8 && (SUFFIXES.sorted_contains(word) || word == "v" || word == "phd")
}

/// Whether a word cannot be a name when it stands last: `V` and `Ma` can.
pub(super) fn is_sure_suffix(word: &str, written: &str) -> bool {
    if !is_suffix(word) {
        return false;
    }
    let generation =
        matches!(word, "jr" | "sr" | "jnr" | "snr" | "ii" | "iii" | "iv" | "esq" | "phd" | "mba" | "dds" | "dvm" | "cpa" | "junior" | "senior" | "esquire" | "2nd" | "3rd" | "4th");
    // `MD`, `M.D.`: in capitals.
    let degree = written.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !written.contains(char::is_lowercase)
        && !matches!(word, "ma" | "do" | "ba" | "pa" | "om" | "op" | "ch" | "rd" | "np" | "cb");
    generation || degree || written.contains('.')
}

/// Whether a word begins a surname of several words.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.sorted_contains(word)
}

/// Words of titles of nobility, which stand behind a comma like a given name.
pub(super) fn is_noble(word: &str) -> bool {
    matches!(word, "of" | "baron" | "baroness" | "baronet" | "bt" | "earl" | "duke" | "duchess" | "viscount" | "marquess" | "count" | "countess" | "lord" | "lady" | "knight")
        || word.starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(TITLES.iter().is_sorted() && SUFFIXES.iter().is_sorted() && PARTICLES.iter().is_sorted());
    }

    #[test]
    fn suffixes() {
        assert!(is_sure_suffix("jr", "Jr.") && is_sure_suffix("md", "MD") && is_sure_suffix("md", "M.D.") && is_sure_suffix("phd", "PhD"));
        assert!(!is_sure_suffix("ma", "Ma") && !is_sure_suffix("ma", "MA") && !is_sure_suffix("smith", "SMITH"));
    }
}
