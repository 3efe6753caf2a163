//! Whether bytes were lost, or read in the wrong encoding, before a text came here. Only told, never repaired.
//!
//! | text | what happened |
//! |---|---|
//! | `王\u{fffd}`, `锟斤拷`, `ï¿½` | bytes that were no UTF-8, and what becomes of their mark |
//! | `確??蛻粼诓煌`, `????`, `評估?;谠u估` | characters that an encoding does not have |
//! | `Ã©tÃ©`, `ä½ å¥½` | UTF-8 read as Latin-1 or Windows-1252 |
//! | `浣犲ソ` | UTF-8 read as GBK |
//! | `ÄãºÃ` | GBK read as Latin-1 |
//! | `烫烫烫` | memory that was never written |
//!
//! Question marks at the end of a sentence, French, and rare characters are none of these. In prose two question marks may end
//! anything; in a name or an address they do not.

mod gbk;
mod latin;

use super::script::is_han;
use crate::data::list::{List, list};
use std::sync::OnceLock;

/// Whether bytes of a name, a code or an address were lost.
#[must_use]
pub fn in_value(text: &str) -> bool {
    in_any(text) || question_marks(text, false)
}

/// Whether bytes of running text were lost.
#[must_use]
pub fn in_prose(text: &str) -> bool {
    in_any(text) || question_marks(text, true)
}

fn in_any(text: &str) -> bool {
    const MARKS: List = list!["\u{fffd}", "锟斤", "斤拷", "锟絀", "烫烫烫", "屯屯屯", "葺葺葺", "铪铪铪", "ï¿½", "ï»¿", "锘縊"];
    MARKS.iter().any(|mark| text.contains(mark)) || latin::misread(text) || utf8_as_gbk(text)
}

/// Which characters make a look at the whole text necessary: almost none of an ordinary one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Suspects(&'static [u8]);

impl Suspects {
    pub(crate) fn get() -> Self {
        static MARKS: OnceLock<Vec<u8>> = OnceLock::new();
        Suspects(MARKS.get_or_init(marks))
    }

    /// Whether a character may be a trace of lost bytes.
    #[inline]
    pub(crate) fn has(self, c: char) -> bool {
        match c {
            '\u{4e00}'..='\u{9fff}' => self.of(c) & BEGINS != 0,
            _ => matches!(c, '?' | '\u{fffd}' | '\u{c2}'..='\u{f4}' | '°'..='¿'),
        }
    }

    fn of(self, c: char) -> u8 {
        u32::from(c).checked_sub(0x4e00).and_then(|at| self.0.get(at as usize)).copied().unwrap_or(0)
    }
}

/// A trace can begin with it.
const BEGINS: u8 = 1;
/// Two bytes that begin a character of UTF-8, read as GBK.
const FIRST: u8 = 2;
/// The same, usual in traditional texts.
const TRADITIONAL: u8 = 4;
/// A last and a first byte, read as GBK; no ordinary character.
const RARE: u8 = 8;
/// A last and a first byte, read as GBK.
const COMMON: u8 = 16;
/// Two last bytes, read as GBK; no ordinary character.
const THIRD: u8 = 32;

fn marks() -> Vec<u8> {
    let mut marks = vec![0; 0x5200];
    let lists = [
        ("锟斤烫屯葺铪", BEGINS),
        (gbk::FIRST, BEGINS | FIRST),
        (gbk::FIRST_TRADITIONAL, BEGINS | FIRST | TRADITIONAL),
        (gbk::SECOND_RARE, RARE),
        (gbk::SECOND_COMMON, COMMON),
        (gbk::THIRD, THIRD),
    ];
    for (list, bits) in lists {
        for c in list.chars() {
            if let Some(slot) = u32::from(c).checked_sub(0x4e00).and_then(|at| marks.get_mut(at as usize)) {
                *slot |= bits;
            }
        }
    }
    marks
}

/// Of every three characters the first is of [`FIRST`] and the second of [`RARE`] or [`COMMON`]. One such pair with a rare
/// character is enough, of common ones (濂村, 鎮洪) it takes two.
fn utf8_as_gbk(text: &str) -> bool {
    let suspects = Suspects::get();
    let (mut before, mut pair, mut weight, mut kana_before) = (0, false, 0, false);
    for c in text.chars() {
        let bits = gbk_bits(suspects, c);
        let kana = matches!(c, 'ァ'..='ヴ' | 'ぁ'..='ん');
        // Japanese goes on in kana; a misreading seldom does.
        weight += u8::from(pair && bits & (THIRD | RARE) != 0 && !(kana && kana_before));
        kana_before = kana;
        pair = before & FIRST != 0 && bits & (RARE | COMMON) != 0;
        if pair {
            weight += if bits & RARE != 0 && before & TRADITIONAL == 0 { 2 } else { 1 };
        }
        if weight > 1 {
            return true;
        }
        before = bits;
    }
    false
}

/// As what a character can stand in a text of this kind; signs and kana as well.
fn gbk_bits(suspects: Suspects, c: char) -> u8 {
    match c {
        '\u{4e00}'..='\u{9fff}' => suspects.of(c),
        '㈠'..='㈤' | '⑩' | '┾'..='╋' | 'ㄢ'..='ㄩ' | '︹'..='﹂' | '\u{e000}'..='\u{f8ff}' => RARE,
        'р'..='ч' | 'э' => RARE,
        'ァ'..='ヴ' | 'ぁ'..='ん' => COMMON | THIRD,
        'ｂ'..='ｏ' => COMMON,
        'а'..='п' | 'ш'..='ь' | '┈'..='┛' | '▉'..='▏' | '⒈'..='⒖' => THIRD,
        _ => 0,
    }
}

/// Question marks that stand for characters an encoding does not have.
fn question_marks(text: &str, prose: bool) -> bool {
    let Some(first) = text.find('?') else {
        return false;
    };
    let visible = |c: char| !(c.is_ascii_whitespace() || c.is_ascii_punctuation());
    let marks = text.bytes().filter(|b| *b == b'?').count();
    if marks > 1 + usize::from(prose) && !text.contains(visible) {
        return true;
    }
    let mut rest = text.get(first..).unwrap_or_default();
    let mut before = text.get(..first).unwrap_or_default();
    loop {
        let run = rest.find(|c| c != '?').unwrap_or(rest.len());
        let after = rest.get(run..).unwrap_or_default();
        if stands_for_characters(before, run, after, prose) {
            return true;
        }
        let Some(next) = after.find('?') else {
            return false;
        };
        let Some((skipped, tail)) = after.split_at_checked(next) else {
            return false;
        };
        (before, rest) = (skipped, tail);
    }
}

/// Whether a run of question marks between two texts replaced characters. `before` begins behind the run before this one.
fn stands_for_characters(before: &str, run: usize, after: &str, prose: bool) -> bool {
    let last = before.chars().next_back();
    let mut following = after.chars();
    let next = following.next();
    let (han_before, han_after) = (last.is_some_and(is_han), next.is_some_and(is_han));
    if run == 1 {
        // `評估?;谠u估`: what a lost character left of its second byte.
        return han_before && matches!(next, Some(';' | '^' | '`' | '\\' | '{')) && following.next().is_some_and(is_han);
    }
    if last.is_none() && run > 2 && next.is_some_and(|c| !matches!(c, '!' | '.' | ',')) {
        return true;
    }
    if prose {
        let from_the_start = last.is_none() || last.is_some_and(|c| c.is_ascii_digit());
        return han_after && (from_the_start || han_before && !is_question(before));
    }
    han_after || han_before
}

/// Whether a clause asks something, so that its question marks are its own.
fn is_question(clause: &str) -> bool {
    const WORDS: List =
        list!["吗", "嗎", "呢", "吧", "么", "麼", "啊", "呀", "哦", "嘛", "哈", "谁", "誰", "哪", "啥", "为何", "怎", "几时", "多少", "是否", "能否", "可否", "不", "咋"];
    // Long ones are looked at from behind only.
    let from = clause.char_indices().rev().nth(40).map_or(0, |(at, _)| at);
    let clause = clause.get(from..).unwrap_or_default();
    WORDS.iter().any(|word| clause.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lost_everywhere() {
        for text in [
            "王\u{fffd}",
            "锟斤拷",
            "锟斤拷锟斤拷公司",
            "烫烫烫烫",
            "屯屯屯",
            "ï¿½",
            "ï»¿姓名",
            "確??蛻粼诓煌阔@得",
            "評估?;谠u估",
            "??市",
            "????",
            "?????公司",
            "浣犲ソ",
            "瀹㈡埛",
            "浜у搧浠锋牸",
            "寮犱笁",
            "涓\u{e15e}浗",
            "鏋ｆ亱",
            "涓婃捣甯傛郸涓滄柊鍖",
            "璋㈣阿锛",
            "娴蜂笢",
            "鍙板窞",
            "骞胯タ",
            "瀹㈡埛",
            "Ã©tÃ©",
            "CafÃ©",
            "ä½ å¥½",
            "ä½\u{a0}å¥½",
            "å®¢æˆ·",
            "Donâ€™t",
            "Â£100",
            "ÐŸÑ€Ð¸Ð²ÐµÑ‚",
            "ÄãºÃ",
            "ÖÐ¹ú",
            "¹«Ë¾Ãû³Æ",
            "鐨勮瘽",
        ] {
            assert!(in_prose(text) && in_value(text), "{text}");
        }
        for text in ["王??", "北京??", "张三??"] {
            assert!(in_value(text) && !in_prose(text), "{text}");
        }
    }

    #[test]
    fn ordinary_texts() {
        for text in [
            "",
            "真的?",
            "真的吗??",
            "真的吗??我不信",
            "what??",
            "what???",
            "好吗?谢谢",
            "你是谁???他不知道",
            "多少钱??急",
            "?",
            "C'est déjà l'été, où ça ?",
            "«été»",
            "„Spaß“ und „Gruß“",
            "Ångström",
            "SÃO PAULO",
            "NÃO É",
            "Ação à Âncora",
            "鎮洪",
            "濠光路",
            "山楂樹",
            "鎮樹路",
            "鋭やか",
            "鍋や皿",
            "王婧",
            "璐璇",
            "钢铁鋼鐵鏈接鑽石鍋爐",
            "龘靐齉爩",
            "犇骉羴",
            "T恤?",
            "Ä“",
            "Björk Guðmundsdóttir",
            "Þórður",
            "ÀÉÈÙ",
            "吃得烫烫的",
            "°C ±5 ¥100",
            "½杯",
            "https://a.cn/?q=1&b=??",
            "斤斤计较",
            "10:23?",
            "在吗?[微笑]",
            "好吗?@张三",
            "¿¿Qué??",
            "ñandú",
            "naïve façade",
        ] {
            assert!(!in_prose(text), "{text}");
        }
        for text in ["真的?", "what??", "«été»", "王婧", "SÃO PAULO", "鋼鐵", "龘靐", "?"] {
            assert!(!in_value(text), "{text}");
        }
    }
}
