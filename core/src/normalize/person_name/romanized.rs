//! Chinese names in Latin letters: whose first word is the surname.

use super::words::Words;
use crate::data::ReferenceTables;
use crate::data::list::{List, list};

/// Common surnames in pinyin that are no given names elsewhere.
const SURNAMES: List = list![
    "bai",
    "cai",
    "cao",
    "chang",
    "chen",
    "cheng",
    "cui",
    "deng",
    "ding",
    "dong",
    "dou",
    "du",
    "duan",
    "fan",
    "fang",
    "feng",
    "fu",
    "gao",
    "geng",
    "gong",
    "gu",
    "guan",
    "guo",
    "han",
    "hao",
    "he",
    "hou",
    "hu",
    "hua",
    "huang",
    "huo",
    "ji",
    "jia",
    "jiang",
    "jiao",
    "jin",
    "kang",
    "kong",
    "lai",
    "lei",
    "li",
    "liang",
    "liao",
    "lin",
    "ling",
    "liu",
    "long",
    "lou",
    "lu",
    "luo",
    "lv",
    "lyu",
    "ma",
    "mao",
    "meng",
    "miao",
    "mu",
    "nie",
    "niu",
    "ouyang",
    "pan",
    "pang",
    "peng",
    "qi",
    "qian",
    "qiao",
    "qin",
    "qiu",
    "qu",
    "ren",
    "shangguan",
    "shao",
    "shen",
    "shi",
    "sima",
    "situ",
    "song",
    "su",
    "sun",
    "tan",
    "tang",
    "tao",
    "tian",
    "tong",
    "wan",
    "wang",
    "wei",
    "wen",
    "wu",
    "xia",
    "xiang",
    "xiao",
    "xie",
    "xing",
    "xiong",
    "xu",
    "xue",
    "yan",
    "yang",
    "yao",
    "ye",
    "yin",
    "you",
    "yu",
    "yuan",
    "zeng",
    "zhang",
    "zhao",
    "zheng",
    "zhong",
    "zhou",
    "zhuge",
];

/// Whether a word (lower case) is a common surname in pinyin.
fn is_pinyin_surname(word: &str) -> bool {
    SURNAMES.sorted_contains(word) || matches!(word, "zhu" | "zou" | "zhuang" | "zuo" | "murong" | "xiahou" | "huangfu" | "linghu")
}

/// The pinyin of a surname, in pinyin or in another spelling.
pub(super) fn surname_reading<'a>(tables: &'a ReferenceTables, word: &'a str) -> Option<&'a str> {
    match word {
        "lyu" | "lü" => Some("lv"),
        "nyu" => Some("nv"),
        _ if is_pinyin_surname(word) => Some(word),
        _ => tables.romanizations().reading(word),
    }
}

/// Whether a word is a common surname, in pinyin or as Hong Kong, Taiwan and Singapore spell it.
fn is_common(word: &str) -> bool {
    const SPELLED: List = list![
        "chan", "cheung", "choi", "chou", "chow", "fung", "goh", "ho", "hsieh", "hsu", "koh", "kwan", "kwok", "lam", "lau", "law", "lee", "leung", "lim", "mak", "ng", "ong",
        "poon", "siu", "tan", "tang", "teo", "to", "tsai", "tsang", "tse", "wong", "yeung", "yip", "yuen", "yung",
    ];
    is_pinyin_surname(word) || SPELLED.sorted_contains(word)
}

/// Common Korean surnames, for names such as Kim Min-jun.
fn is_korean_surname(word: &str) -> bool {
    const KOREAN: List = list![
        "ahn", "bae", "baek", "ban", "cho", "choi", "chung", "han", "heo", "hong", "hwang", "jang", "jeon", "jeong", "jo", "joo", "jung", "kang", "kim", "ko", "kwon", "lee",
        "lim", "moon", "nam", "oh", "park", "ryu", "seo", "shin", "yoo", "yoon",
    ];
    KOREAN.sorted_contains(word)
}

/// Whether of two words that are both surnames the first is by far the commoner one: `Zhang Wei`, but not `Wei Zhang`.
pub(super) fn rather_first(first: &str, last: &str) -> bool {
    const COMMONEST: List = list!["chen", "huang", "li", "liu", "wang", "wu", "yang", "zhang", "zhao", "zhou"];
    COMMONEST.contains(first) && !COMMONEST.contains(last) && is_pinyin_surname(last)
}

/// Whether a word can be one syllable of a given name, in any spelling: `ming`, `kwok`, `ying`.
fn is_syllable(tables: &ReferenceTables, word: &str) -> bool {
    tables.pinyin().is_syllable(word) || tables.romanizations().reading(word).is_some() || word.len() <= 4 && word.is_ascii() && word.contains(['a', 'e', 'i', 'o', 'u'])
}

/// Cuts a given name into pinyin syllables; none when it is no pinyin.
pub(super) fn syllables<'a>(tables: &ReferenceTables, word: &'a str) -> Vec<&'a str> {
    let mut out = Vec::new();
    if word.is_ascii() && tables.pinyin().split(word, &mut out) { out } else { Vec::new() }
}

/// Whether the first of these words is a Chinese surname and the others the given name; with how sure that is.
pub(super) fn family_first(tables: &ReferenceTables, words: &Words<'_>, from: usize, to: usize) -> Option<u8> {
    let first = words.key(from);
    let pinyin = is_pinyin_surname(first);
    let spelled = pinyin || surname_reading(tables, first).is_some();
    match to - from {
        2 => {
            let given = words.key(from + 1);
            let written = words.written(from + 1);
            if let Some((head, tail)) = written.split_once('-') {
                // Wong Ka-fai, Tsai Ing-wen, but Lee Ann-Marie.
                let small = tail.starts_with(char::is_lowercase);
                let both = [head, tail].iter().all(|part| is_syllable(tables, &part.to_lowercase()));
                let korean = small && is_korean_surname(first);
                return (spelled && (small || pinyin) && both || korean).then_some(85);
            }
            if !pinyin {
                return None;
            }
            let compound = matches!(first, "ouyang" | "shangguan" | "sima" | "situ" | "zhuge" | "murong" | "xiahou" | "huangfu" | "linghu");
            let count = syllables(tables, given).len();
            if compound && (1..=2).contains(&count) {
                return Some(85);
            }
            let either = is_pinyin_surname(given);
            match count {
                2 | 3 if !either => Some(85),
                1 if words.is_initials(from + 1) => None,
                1 if !either => Some(75), // Yao Ming
                _ => None,
            }
        }
        3 => {
            // Chan Tai Man, Mao Ze Dong.
            let both = (from + 1..to).all(|at| is_syllable(tables, words.key(at)) && !words.is_initials(at));
            // Tai Man Chan: both ends are surnames somewhere, but only the last is a common one.
            let rather_last = is_common(words.key(to - 1)) && !is_common(first);
            (spelled && both && !rather_last).then_some(80)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str) -> bool {
        let tables = ReferenceTables::builtin();
        let words = Words::of(tables, name);
        family_first(tables, &words, 0, words.len()).is_some()
    }

    #[test]
    fn whose_first_word_is_the_surname() {
        assert!(SURNAMES.iter().is_sorted());
        for name in
            ["Zhang Xiaoming", "Zhou Enlai", "Zhuge Liang", "Ouyang Xiu", "Tsai Ing-wen", "Wong Ka-fai", "Chan Tai Man", "Mao Ze Dong", "Lyu Xiaojun", "Yao Ming", "Kim Jong-un"]
        {
            assert!(first(name), "{name}");
        }
        for name in ["Zhang Wei", "Wei Zhang", "Xiaoming Zhang", "Lee Ann-Marie", "John Smith", "Na Ying", "Lin Carter", "Kim Novak", "Tai Man Chan", "Martin Luther King"] {
            assert!(!first(name), "{name}");
        }
    }
}
