//! What levels of comparisons are called in words. `{}` stands for the comparison's name.

use super::Language;

/// The words of a level in a language; a level that a user named is called by its name.
pub(super) fn in_words(language: Language, comparison: &str, level: &str) -> String {
    let found = LEVELS.iter().find(|(label, ..)| *label == level);
    match (language, found) {
        (Language::En, Some((_, words, _))) | (Language::Zh, Some((_, _, words))) => words.replacen("{}", comparison, 1),
        (Language::En, None) => format!("{comparison}: {level}"),
        (Language::Zh, None) => format!("{comparison}为“{level}”"),
    }
}

/// (level, English, Chinese) of the built-in levels, and of those that specs of ours name.
const LEVELS: &[(&str, &str, &str)] = &[
    ("missing", "{} not known on both sides", "{}有一方没有填写"),
    ("else", "different {}", "{}不同"),
    ("exact", "the same {}", "{}相同"),
    ("same_mobile", "the same {}", "{}相同"),
    ("same_landline", "the same {}, a landline", "{}相同，是座机"),
    ("both_absent", "{} missing on both sides", "{}双方都没有填写"),
    ("same_reading", "{} read the same", "{}读音相同"),
    ("same_pinyin", "{} the same in pinyin", "{}拼音相同"),
    ("same_sound", "{} sound the same", "{}读音相同"),
    ("same_words", "the same words in {}, in another order", "{}用词相同、顺序不同"),
    ("nickname", "a short form of the same {}", "{}是同一名字的昵称或简称"),
    ("similar_writing", "{} written almost alike, as by a slip", "{}字形相近（可能写错）"),
    ("similar_sound", "{} that sound alike, as misheard", "{}读音相近（可能听错）"),
    ("similar_95", "almost the same {}", "{}几乎相同"),
    ("similar_90", "almost the same {}", "{}非常相近"),
    ("similar_85", "a similar {}", "{}相近"),
    ("similar_80", "a similar {}", "{}相近"),
    ("initial", "an initial that fits the {}", "{}的首字母相符"),
    ("masked", "what is not hidden of {} agrees", "{}未打码的部分一致"),
    ("surname_only", "the same surname in {}, one without a given name", "{}的姓相同，一方没有写名"),
    ("words_in_common", "words in common in {}", "{}有相同的用词"),
    ("same_surname", "only the surname of {} in common", "{}只有姓相同"),
    ("same_loose", "the same {} but for the way it is written", "{}相同（只是写法不同）"),
    ("same_core", "the same {} but for place and legal form", "{}的字号相同"),
    ("same_bare", "the same {} but for what qualifies it", "{}去掉修饰后相同"),
    ("contains", "a {} that contains the other one", "{}一方包含另一方"),
    ("same_tail7", "the same last seven digits of {}", "{}后七位相同"),
    ("same_tail4", "the same last four digits of {}", "{}尾号四位相同"),
    ("transposed", "the same {} but for two digits exchanged", "{}只是相邻两位颠倒"),
    ("one_edit", "{} that differ in one character", "{}只差一个字符"),
    ("changed_tail", "another extension of the same {}", "{}属同一总机（只有尾数不同）"),
    ("same_city", "the same city in {}", "{}在同一城市"),
    ("same_province", "the same province in {}", "{}在同一省份"),
    ("same_district", "the same district in {}", "{}在同一区县"),
    ("same_local", "the same {} before the @", "{}中 @ 之前的部分相同"),
    ("same_other", "the same {} of another plan", "{}（外国号码或其他证件号）相同"),
    ("another_number", "different {}, neither of which can be checked", "{}不同（均为无法校验的号码）"),
    ("misread", "the same {} but for one misread character", "{}相同（疑有一位抄错）"),
    ("either_order", "the same {}, if day and month are read in one of two orders", "{}相同（日和月的次序未定）"),
    ("day_month_swapped", "the same {} with day and month exchanged", "{}的日和月写反了"),
    ("same_month", "the same month in {}", "{}在同一个月"),
    ("within_a_year", "less than a year between {}", "{}相差不到一年"),
    ("same_division", "the same division of {}", "{}属同一大类"),
    ("same_section", "the same section of {}", "{}属同一门类"),
    ("most_words", "most words of {} in common", "{}大部分用词相同"),
    ("cosine_70", "the telling words of {} in common", "{}的关键用词相同"),
    ("some_words", "some words of {} in common", "{}有部分用词相同"),
    ("same_remainder", "the same street and number in {}", "{}的街道门牌相同"),
    ("similar_remainder", "almost the same street and number in {}", "{}的街道门牌几乎相同"),
    ("same_numbers", "the same house numbers in {}", "{}的门牌号相同"),
    ("alike", "similar streets of one city in {}", "{}同城且街道相近"),
    ("within_1km", "{} within one kilometre", "{}相距不到 1 公里"),
    ("within_10km", "{} within ten kilometres", "{}相距不到 10 公里"),
    ("within_50km", "{} within fifty kilometres", "{}相距不到 50 公里"),
    ("within_1_percent", "{} within one per cent", "{}相差不到 1%"),
    ("within_10_percent", "{} within ten per cent", "{}相差不到 10%"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_have_words_once_and_in_both_languages() {
        for (n, (label, en, zh)) in LEVELS.iter().enumerate() {
            assert!(en.matches("{}").count() == 1 && zh.matches("{}").count() == 1, "{label}");
            assert!(LEVELS.iter().skip(n + 1).all(|(other, ..)| other != label), "{label}");
        }
        assert_eq!(in_words(Language::Zh, "电话", "same_tail4"), "电话尾号四位相同");
        assert_eq!(in_words(Language::En, "phone", "house rule"), "phone: house rule");
    }
}
