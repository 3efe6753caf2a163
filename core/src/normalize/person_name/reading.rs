//! How a Chinese name is read: syllables, and all plausible readings.
//!
//! | name | pinyin | readings |
//! |---|---|---|
//! | 单雄信 | `shan xiong xin` | `shanxiongxin` |
//! | 吕布 | `lv bu` | `lvbu`, `lyubu`, `lubu` |
//! | 曾乐 | `zeng le` | `zengle`, `zengyue` |

use crate::data::ReferenceTables;
use crate::normalize::short::Short;

/// How many readings of one name are kept.
const MOST: usize = 8;

/// The reading of a character that given names read otherwise than running text: 晟 is shèng, not chéng.
const fn in_names(c: char) -> Option<&'static str> {
    Some(match c {
        '晟' => "sheng",
        '隽' => "jun",
        '靓' => "liang",
        '莞' => "wan",
        '曾' => "zeng",
        '长' => "chang",
        '都' => "du",
        '佛' => "fo",
        '单' => "dan",
        '祭' => "ji",
        '盖' => "gai",
        '仇' => "chou",
        '尉' => "wei",
        '翟' => "zhai",
        _ => return None,
    })
}

/// The syllable of a character at a place in a given name.
fn syllable(tables: &ReferenceTables, first: bool, c: char, next: Option<char>) -> Option<&'static str> {
    match (c, next) {
        ('重', Some('阳' | '生' | '庆' | '光' | '山' | '远' | '华' | '九')) if first => return Some("chong"),
        ('朝', Some('霞' | '晖' | '旭' | '晨' | '露' | '夕')) if first => return Some("zhao"),
        ('长', None) if !first => return Some("zhang"),
        _ => {}
    }
    in_names(c).or_else(|| tables.pinyin().syllable(c))
}

/// Every syllable of a given name, in order.
pub(super) fn given_syllables(tables: &ReferenceTables, given: &str, mut each: impl FnMut(char, &'static str)) {
    let mut chars = given.chars().peekable();
    let mut first = true;
    while let Some(c) = chars.next() {
        if let Some(syllable) = syllable(tables, first, c, chars.peek().copied()) {
            each(c, syllable);
        }
        first = false;
    }
}

/// Every syllable of a surname; two single surnames together are read one by one.
pub(super) fn surname_syllables(tables: &ReferenceTables, family: &str, mut each: impl FnMut(&'static str)) {
    match tables.surnames().reading(family) {
        Some(reading) => reading.split(' ').for_each(each),
        None => {
            let mut buffer = [0; 4];
            for c in family.chars() {
                if let Some(syllable) = tables.surnames().reading(c.encode_utf8(&mut buffer)).or_else(|| tables.pinyin().syllable(c)) {
                    each(syllable);
                }
            }
        }
    }
}

/// Other readings of surnames that are both in use.
fn other_surname_readings(family: &str) -> &'static [&'static str] {
    match family {
        "覃" => &["qin"],
        "盖" => &["gai"],
        "乐" => &["le"],
        "解" => &["jie"],
        "单" => &["dan"],
        "仇" => &["chou"],
        "曾" => &["ceng"],
        "查" => &["cha"],
        "任" => &["ren"],
        "区" => &["qu"],
        "朴" => &["pu"],
        "尉" => &["yu"],
        "柏" => &["bo"],
        "冼" => &["xian"],
        "隗" => &["kui"],
        "牟" => &["mou", "mu"],
        "折" => &["zhe"],
        "缪" => &["mou", "miu"],
        "那" => &["na"],
        "翟" => &["di"],
        "薄" => &["bao"],
        "繁" => &["fan"],
        _ => &[],
    }
}

/// Appends all plausible readings of a name, parted by blanks, the usual one first.
pub(super) fn readings_into(tables: &ReferenceTables, usual: &str, family: &str, given: &str, out: &mut String) {
    out.push_str(usual);
    let rare = |c: char| tables.pinyin().has_several(c);
    let more_surnames = other_surname_readings(family);
    if more_surnames.is_empty() && !given.chars().any(rare) {
        spellings_of_u(usual, out);
        return;
    }
    let mut heads: [Short<24>; 4] = [Short::new(); 4];
    let mut count = 1;
    if let Some(head) = heads.first_mut() {
        surname_syllables(tables, family, |s| {
            head.push_str(s);
        });
    }
    for (slot, reading) in heads.iter_mut().skip(1).zip(more_surnames) {
        slot.push_str(reading);
        count += 1;
    }
    let mut tails: [Short<48>; MOST] = [Short::new(); MOST];
    let mut filled = 1;
    given_syllables(tables, given, |c, main| {
        let others = tables.pinyin().readings(c);
        let before = filled;
        for other in others.iter().filter(|o| **o != main) {
            for at in 0..before {
                if let (Some(from), true) = (tails.get(at).copied(), filled < MOST)
                    && let Some(slot) = tails.get_mut(filled)
                {
                    *slot = from;
                    slot.push_str(other);
                    filled += 1;
                }
            }
        }
        tails.iter_mut().take(before).for_each(|t| {
            t.push_str(main);
        });
    });
    let mut kept = 1;
    for head in heads.iter().take(count) {
        for tail in tails.iter().take(filled) {
            let same = usual.strip_prefix(head.as_str()) == Some(tail.as_str());
            if kept < MOST && !same {
                out.push(' ');
                out.push_str(head.as_str());
                out.push_str(tail.as_str());
                kept += 1;
            }
        }
    }
    spellings_of_u(usual, out);
}

/// ü is `v` on keyboards, `yu` in passports, and often only `u`.
fn spellings_of_u(usual: &str, out: &mut String) {
    if !usual.contains('v') {
        return;
    }
    for spelling in ["yu", "u"] {
        out.push(' ');
        for c in usual.chars() {
            if c == 'v' {
                out.push_str(spelling);
            } else {
                out.push(c);
            }
        }
    }
}
