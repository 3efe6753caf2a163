//! Words of dates in Han characters and Hangul, traditional ones folded before.

use super::era::Era;
use super::lex::Word;
use crate::data::lexicon::{Lexicon, lexicon};
use crate::model::Reason;

/// What a phrase means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phrase {
    Is(Word),
    /// 元旦: the first of January.
    NewYear,
    /// Says what the date is of.
    Label,
    /// 和: another date follows.
    And,
    /// 至今: until now.
    ToNow,
    /// Makes the whole text no date, for this reason.
    Refused(Reason),
}

use Phrase::{Is, Refused};

const RELATIVE: Phrase = Refused(Reason::Relative);
const LUNAR: Phrase = Refused(Reason::Lunar);
const BLANK: Phrase = Is(Word::Blank);
const MORNING: Phrase = Is(Word::Morning);
const AFTERNOON: Phrase = Is(Word::Afternoon);
const NIGHT: Phrase = Is(Word::Night);
const APPROX: Phrase = Is(Word::Approx);
const SINCE: Phrase = Is(Word::Since);
const UNTIL: Phrase = Is(Word::Until);
const NOW: Phrase = Is(Word::Open(true));
const FOREVER: Phrase = Is(Word::Open(false));
const FIRST: Phrase = Is(Word::Number { value: 1, digits: 1 });

/// Longer ones before those they start with.
#[rustfmt::skip]
const PHRASES: Lexicon<Phrase> = lexicon![
    ("年度", Is(Word::Year)), ("年代", Is(Word::Decade)), ("年", Is(Word::Year)),
    ("月份", Is(Word::Month)), ("月分", Is(Word::Month)), ("月曜日", BLANK), ("月曜", BLANK), ("月", Is(Word::Month)),
    ("日曜日", BLANK), ("日曜", BLANK), ("日", Is(Word::Day)),
    ("号", Is(Word::Day)),
    ("天", Is(Word::Days)),
    ("时许", Is(Word::Hour)), ("时", Is(Word::Hour)),
    ("点钟", Is(Word::Hour)), ("点", Is(Word::Hour)),
    ("分钟", Is(Word::Minute)), ("分", Is(Word::Minute)),
    ("秒钟", Is(Word::Second)), ("秒", Is(Word::Second)),
    ("上午", MORNING), ("上半年", Is(Word::HalfYear(1))), ("上旬", APPROX), ("上半月", APPROX), ("上周", RELATIVE), ("上个", RELATIVE), ("上月", RELATIVE), ("上星期", RELATIVE), ("上礼拜", RELATIVE),
    ("上年", RELATIVE), ("上次", RELATIVE), ("上季", RELATIVE),
    ("下午", AFTERNOON), ("下半年", Is(Word::HalfYear(2))), ("下旬", APPROX), ("下半月", APPROX), ("下周", RELATIVE), ("下个", RELATIVE), ("下月", RELATIVE), ("下星期", RELATIVE), ("下礼拜", RELATIVE),
    ("下年", RELATIVE), ("下次", RELATIVE), ("下季", RELATIVE),
    ("民国前", Is(Word::Era(Era::BeforeMinguo))), ("民国", Is(Word::Era(Era::Minguo))), ("民前", Is(Word::Era(Era::BeforeMinguo))),
    ("早上", MORNING), ("早晨", MORNING), ("早间", MORNING), ("早", MORNING),
    ("清晨", MORNING), ("清早", MORNING), ("清明", LUNAR),
    ("凌晨", MORNING),
    ("晨", MORNING),
    ("午前", MORNING), ("午后", AFTERNOON), ("午夜", NIGHT), ("午间", Is(Word::Noon)), ("午", Is(Word::Noon)),
    ("傍晚", AFTERNOON),
    ("黄昏", AFTERNOON),
    ("晚上", NIGHT), ("晚间", NIGHT), ("晚", NIGHT),
    ("夜里", NIGHT), ("夜间", NIGHT), ("夜晚", NIGHT), ("夜", NIGHT),
    ("深夜", NIGHT),
    ("中午", Is(Word::Noon)), ("中旬", APPROX), ("中华民国前", Is(Word::Era(Era::BeforeMinguo))), ("中华民国", Is(Word::Era(Era::Minguo))), ("中国标准时间", Is(Word::Zone(480))), ("中秋", LUNAR),
    ("中", APPROX),
    ("半夜", NIGHT), ("半年", RELATIVE), ("半个", RELATIVE), ("半", Is(Word::Half)),
    ("刻钟", Is(Word::QuarterHour)), ("刻", Is(Word::QuarterHour)),
    ("整", BLANK),
    ("正午", Is(Word::Noon)), ("正月", LUNAR), ("正", BLANK),
    ("令和", Is(Word::Era(Era::Reiwa))), ("令", Is(Word::Era(Era::Reiwa))),
    ("平成", Is(Word::Era(Era::Heisei))), ("平", Is(Word::Era(Era::Heisei))),
    ("昭和", Is(Word::Era(Era::Showa))), ("昭", Is(Word::Era(Era::Showa))),
    ("和", Phrase::And),
    ("及", Phrase::And),
    ("与", Phrase::And),
    ("大正", Is(Word::Era(Era::Taisho))), ("大约", APPROX), ("大概", APPROX), ("大致", APPROX), ("大年", LUNAR), ("大前天", RELATIVE), ("大后天", RELATIVE),
    ("明治", Is(Word::Era(Era::Meiji))), ("明天", RELATIVE), ("明日", RELATIVE), ("明年", RELATIVE), ("明早", RELATIVE), ("明晚", RELATIVE),
    ("公元前", Refused(Reason::BadDate)), ("公元", BLANK), ("公历", BLANK),
    ("西元前", Refused(Reason::BadDate)), ("西元", BLANK), ("西历", BLANK),
    ("阳历", BLANK),
    ("新历", BLANK),
    ("国历", BLANK),
    ("元旦节", Phrase::NewYear), ("元旦", Phrase::NewYear), ("元宵", LUNAR),
    ("第", Is(Word::Nth)),
    ("季度", Is(Word::Quarter)), ("季", Is(Word::Quarter)),
    ("前后", APPROX), ("前天", RELATIVE), ("前日", RELATIVE), ("前年", RELATIVE), ("前几", RELATIVE), ("前", UNTIL),
    ("后天", RELATIVE), ("后日", RELATIVE), ("后年", RELATIVE), ("后", SINCE),
    ("之前", UNTIL), ("之后", SINCE), ("之间", BLANK),
    ("以前", UNTIL), ("以后", SINCE), ("以来", SINCE),
    ("起始", SINCE), ("起", SINCE),
    ("开始", SINCE),
    ("自", Is(Word::From)),
    ("从", Is(Word::From)),
    ("于", BLANK),
    ("截止到", UNTIL), ("截至到", UNTIL), ("截止至", UNTIL), ("截止", UNTIL), ("截至", UNTIL), ("截到", UNTIL),
    ("止", BLANK),
    ("至今天", Phrase::ToNow), ("至今", Phrase::ToNow), ("至到", Is(Word::To)), ("至", Is(Word::To)),
    ("到期日", Phrase::Label), ("到期", Phrase::Label), ("到今天", Phrase::ToNow), ("到今", Phrase::ToNow), ("到", Is(Word::To)),
    ("今天", RELATIVE), ("今日", RELATIVE), ("今年", RELATIVE), ("今早", RELATIVE), ("今晚", RELATIVE), ("今晨", RELATIVE), ("今后", RELATIVE), ("今", NOW),
    ("长期有效", FOREVER), ("长期", FOREVER),
    ("永久有效", FOREVER), ("永久", FOREVER), ("永远", FOREVER), ("永续", FOREVER),
    ("无固定期限", FOREVER), ("无限期", FOREVER), ("无期限", FOREVER), ("无限", FOREVER),
    ("不约定期限", FOREVER), ("不限期", FOREVER), ("不限", FOREVER), ("不定期", FOREVER),
    ("现在", NOW), ("现今", NOW),
    ("目前", NOW),
    ("当前", NOW), ("当天", RELATIVE), ("当日", RELATIVE), ("当年", RELATIVE), ("当月", RELATIVE),
    ("昨", RELATIVE),
    ("刚", RELATIVE),
    ("去年", RELATIVE),
    ("本周", RELATIVE), ("本月", RELATIVE), ("本年", RELATIVE), ("本季", RELATIVE), ("本星期", RELATIVE), ("本日", RELATIVE), ("本个", RELATIVE), ("本礼拜", RELATIVE),
    ("这周", RELATIVE), ("这月", RELATIVE), ("这年", RELATIVE), ("这季", RELATIVE), ("这星期", RELATIVE), ("这日", RELATIVE), ("这个", RELATIVE), ("这礼拜", RELATIVE),
    ("最近", RELATIVE),
    ("近期", RELATIVE), ("近日", RELATIVE), ("近来", RELATIVE), ("近", RELATIVE),
    ("次日", RELATIVE), ("次年", RELATIVE), ("次月", RELATIVE),
    ("几", RELATIVE),
    ("约", APPROX),
    ("左右", APPROX),
    ("底", APPROX),
    ("末", APPROX),
    ("春节", LUNAR), ("春季", APPROX), ("春", APPROX),
    ("夏历", LUNAR), ("夏季", APPROX), ("夏", APPROX),
    ("秋季", APPROX), ("秋", APPROX),
    ("冬月", LUNAR), ("冬季", APPROX), ("冬", APPROX),
    ("农历", LUNAR),
    ("阴历", LUNAR),
    ("旧历", LUNAR),
    ("古历", LUNAR),
    ("腊", LUNAR),
    ("闰", LUNAR),
    ("除夕", LUNAR),
    ("端午", LUNAR),
    ("重阳", LUNAR),
    ("光绪", LUNAR),
    ("宣统", LUNAR),
    ("康熙", LUNAR),
    ("乾隆", LUNAR),
    ("同治", LUNAR),
    ("咸丰", LUNAR),
    ("道光", LUNAR),
    ("全年", BLANK), ("全月", BLANK), ("全天", BLANK),
    ("北京时间", Is(Word::Zone(480))),
    ("的", BLANK),
    ("火曜日", BLANK), ("火曜", BLANK),
    ("水曜日", BLANK), ("水曜", BLANK),
    ("木曜日", BLANK), ("木曜", BLANK),
    ("金曜日", BLANK), ("金曜", BLANK),
    ("土曜日", BLANK), ("土曜", BLANK),
    ("년도", Is(Word::Year)), ("년", Is(Word::Year)),
    ("월요일", BLANK), ("월", Is(Word::Month)),
    ("일요일", BLANK), ("일", Is(Word::Day)),
    ("화요일", BLANK),
    ("수요일", BLANK),
    ("목요일", BLANK),
    ("금요일", BLANK),
    ("토요일", BLANK),
    ("시", Is(Word::Hour)),
    ("분", Is(Word::Minute)),
    ("초", Is(Word::Second)),
    ("오전", MORNING), ("오후", AFTERNOON),
];

/// The phrase that a text starts with, and its length.
pub(super) fn phrase(text: &str) -> Option<(Phrase, usize)> {
    let first = text.chars().next()?;
    match first {
        '星' => weekday(text, "星期"),
        '周' => weekday(text, "周").or(Some((Is(Word::Week), first.len_utf8()))),
        '礼' => weekday(text, "礼拜"),
        // 元年 and 元月 are two words.
        '元' if text.starts_with("元年") || text.starts_with("元月") => Some((FIRST, first.len_utf8())),
        '初' => day_of_the_moon(text).or(Some((APPROX, first.len_utf8()))),
        '甲' | '乙' | '丙' | '丁' | '戊' | '己' | '庚' | '辛' | '壬' | '癸' => {
            let branch = |t: &str| t.starts_with(['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥']);
            text.get(first.len_utf8()..).is_some_and(branch).then_some((LUNAR, first.len_utf8()))
        }
        _ => PHRASES.find_map(first, |word, phrase| text.starts_with(word).then_some((*phrase, word.len()))),
    }
}

/// 星期三, 周3, 礼拜天: nothing that a date needs.
fn weekday(text: &str, word: &str) -> Option<(Phrase, usize)> {
    let rest = text.strip_prefix(word)?;
    let day = rest.chars().next().filter(|c| matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '日' | '天' | '末' | '1'..='7'))?;
    Some((BLANK, word.len() + day.len_utf8()))
}

/// 初一 to 初十 are days of the moon.
fn day_of_the_moon(text: &str) -> Option<(Phrase, usize)> {
    let rest = text.strip_prefix('初')?;
    rest.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']).then_some((LUNAR, '初'.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_first() {
        assert_eq!(phrase("上午10时"), Some((MORNING, "上午".len())));
        assert_eq!(phrase("元年"), Some((FIRST, "元".len())));
        assert_eq!(phrase("中华民国113年"), Some((Is(Word::Era(Era::Minguo)), "中华民国".len())));
        assert_eq!(phrase("初三"), Some((LUNAR, "初".len())));
        assert_eq!(phrase("明治元年"), Some((Is(Word::Era(Era::Meiji)), "明治".len())));
        assert_eq!(phrase("明天"), Some((RELATIVE, "明天".len())));
        assert_eq!(phrase("周三"), Some((BLANK, "周三".len())));
        assert_eq!(phrase("甲辰年"), Some((LUNAR, "甲".len())));
        assert_eq!(phrase("鸡"), None);
    }
}
