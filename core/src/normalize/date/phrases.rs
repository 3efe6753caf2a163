//! Words of dates in Han characters and Hangul, traditional ones folded before.

use super::era::Era;
use super::lex::Word;
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

/// What stands behind 上 and 下 alike.
const BESIDE: &[(&str, Phrase)] = &[
    ("旬", APPROX),
    ("半月", APPROX),
    ("周", RELATIVE),
    ("个", RELATIVE),
    ("月", RELATIVE),
    ("星期", RELATIVE),
    ("礼拜", RELATIVE),
    ("年", RELATIVE),
    ("次", RELATIVE),
    ("季", RELATIVE),
];

/// The phrase that a text starts with, and its length.
pub(super) fn phrase(text: &str) -> Option<(Phrase, usize)> {
    let first = text.chars().next()?;
    let listed = |list: &[(&str, Phrase)]| {
        list.iter().find(|(rest, _)| text.get(first.len_utf8()..).is_some_and(|t| t.starts_with(rest))).map(|(rest, p)| (*p, first.len_utf8() + rest.len()))
    };
    match first {
        '年' => listed(&[("度", Is(Word::Year)), ("代", Is(Word::Decade)), ("", Is(Word::Year))]),
        '月' => listed(&[("份", Is(Word::Month)), ("分", Is(Word::Month)), ("曜日", BLANK), ("曜", BLANK), ("", Is(Word::Month))]),
        '日' => listed(&[("曜日", BLANK), ("曜", BLANK), ("", Is(Word::Day))]),
        '号' => listed(&[("", Is(Word::Day))]),
        '天' => listed(&[("", Is(Word::Days))]),
        '时' => listed(&[("许", Is(Word::Hour)), ("", Is(Word::Hour))]),
        '点' => listed(&[("钟", Is(Word::Hour)), ("", Is(Word::Hour))]),
        '分' => listed(&[("钟", Is(Word::Minute)), ("", Is(Word::Minute))]),
        '秒' => listed(&[("钟", Is(Word::Second)), ("", Is(Word::Second))]),
        '上' => listed(&[("午", MORNING), ("半年", Is(Word::HalfYear(1)))]).or_else(|| listed(BESIDE)),
        '下' => listed(&[("午", AFTERNOON), ("半年", Is(Word::HalfYear(2)))]).or_else(|| listed(BESIDE)),
        '星' => weekday(text, "星期"),
        '周' => weekday(text, "周").or(Some((Is(Word::Week), first.len_utf8()))),
        '礼' => weekday(text, "礼拜"),
        '民' => listed(&[("国前", Is(Word::Era(Era::BeforeMinguo))), ("国", Is(Word::Era(Era::Minguo))), ("前", Is(Word::Era(Era::BeforeMinguo)))]),
        '早' => listed(&[("上", MORNING), ("晨", MORNING), ("间", MORNING), ("", MORNING)]),
        '清' => listed(&[("晨", MORNING), ("早", MORNING), ("明", LUNAR)]),
        '凌' => listed(&[("晨", MORNING)]),
        '晨' => listed(&[("", MORNING)]),
        '午' => listed(&[("前", MORNING), ("后", AFTERNOON), ("夜", NIGHT), ("间", Is(Word::Noon)), ("", Is(Word::Noon))]),
        '傍' => listed(&[("晚", AFTERNOON)]),
        '黄' => listed(&[("昏", AFTERNOON)]),
        '晚' => listed(&[("上", NIGHT), ("间", NIGHT), ("", NIGHT)]),
        '夜' => listed(&[("里", NIGHT), ("间", NIGHT), ("晚", NIGHT), ("", NIGHT)]),
        '深' => listed(&[("夜", NIGHT)]),
        '中' => listed(&[
            ("午", Is(Word::Noon)),
            ("旬", APPROX),
            ("华民国前", Is(Word::Era(Era::BeforeMinguo))),
            ("华民国", Is(Word::Era(Era::Minguo))),
            ("国标准时间", Is(Word::Zone(480))),
            ("秋", LUNAR),
            ("", APPROX),
        ]),
        '半' => listed(&[("夜", NIGHT), ("年", RELATIVE), ("个", RELATIVE), ("", Is(Word::Half))]),
        '刻' => listed(&[("钟", Is(Word::QuarterHour)), ("", Is(Word::QuarterHour))]),
        '整' => listed(&[("", BLANK)]),
        '正' => listed(&[("午", Is(Word::Noon)), ("月", LUNAR), ("", BLANK)]),
        '令' => listed(&[("和", Is(Word::Era(Era::Reiwa))), ("", Is(Word::Era(Era::Reiwa)))]),
        '平' => listed(&[("成", Is(Word::Era(Era::Heisei))), ("", Is(Word::Era(Era::Heisei)))]),
        '昭' => listed(&[("和", Is(Word::Era(Era::Showa))), ("", Is(Word::Era(Era::Showa)))]),
        '和' | '及' | '与' => listed(&[("", Phrase::And)]),
        '大' => listed(&[("正", Is(Word::Era(Era::Taisho))), ("约", APPROX), ("概", APPROX), ("致", APPROX), ("年", LUNAR), ("前天", RELATIVE), ("后天", RELATIVE)]),
        '明' => listed(&[("治", Is(Word::Era(Era::Meiji))), ("天", RELATIVE), ("日", RELATIVE), ("年", RELATIVE), ("早", RELATIVE), ("晚", RELATIVE)]),
        '公' => listed(&[("元前", Refused(Reason::BadDate)), ("元", BLANK), ("历", BLANK)]),
        '西' => listed(&[("元前", Refused(Reason::BadDate)), ("元", BLANK), ("历", BLANK)]),
        '阳' | '新' | '国' => listed(&[("历", BLANK)]),
        // 元年 and 元月 are two words.
        '元' if text.starts_with("元年") || text.starts_with("元月") => Some((FIRST, first.len_utf8())),
        '元' => listed(&[("旦节", Phrase::NewYear), ("旦", Phrase::NewYear), ("宵", LUNAR)]),
        '第' => listed(&[("", Is(Word::Nth))]),
        '季' => listed(&[("度", Is(Word::Quarter)), ("", Is(Word::Quarter))]),
        '前' => listed(&[("后", APPROX), ("天", RELATIVE), ("日", RELATIVE), ("年", RELATIVE), ("几", RELATIVE), ("", UNTIL)]),
        '后' => listed(&[("天", RELATIVE), ("日", RELATIVE), ("年", RELATIVE), ("", SINCE)]),
        '之' => listed(&[("前", UNTIL), ("后", SINCE), ("间", BLANK)]),
        '以' => listed(&[("前", UNTIL), ("后", SINCE), ("来", SINCE)]),
        '起' => listed(&[("始", SINCE), ("", SINCE)]),
        '开' => listed(&[("始", SINCE)]),
        '自' | '从' => listed(&[("", Is(Word::From))]),
        '于' => listed(&[("", BLANK)]),
        '截' => listed(&[("止到", UNTIL), ("至到", UNTIL), ("止至", UNTIL), ("止", UNTIL), ("至", UNTIL), ("到", UNTIL)]),
        '止' => listed(&[("", BLANK)]),
        '至' => listed(&[("今天", Phrase::ToNow), ("今", Phrase::ToNow), ("到", Is(Word::To)), ("", Is(Word::To))]),
        '到' => listed(&[("期日", Phrase::Label), ("期", Phrase::Label), ("今天", Phrase::ToNow), ("今", Phrase::ToNow), ("", Is(Word::To))]),
        '今' => listed(&[("天", RELATIVE), ("日", RELATIVE), ("年", RELATIVE), ("早", RELATIVE), ("晚", RELATIVE), ("晨", RELATIVE), ("后", RELATIVE), ("", NOW)]),
        '长' => listed(&[("期有效", FOREVER), ("期", FOREVER)]),
        '永' => listed(&[("久有效", FOREVER), ("久", FOREVER), ("远", FOREVER), ("续", FOREVER)]),
        '无' => listed(&[("固定期限", FOREVER), ("限期", FOREVER), ("期限", FOREVER), ("限", FOREVER)]),
        '不' => listed(&[("约定期限", FOREVER), ("限期", FOREVER), ("限", FOREVER), ("定期", FOREVER)]),
        '现' => listed(&[("在", NOW), ("今", NOW)]),
        '目' => listed(&[("前", NOW)]),
        '当' => listed(&[("前", NOW), ("天", RELATIVE), ("日", RELATIVE), ("年", RELATIVE), ("月", RELATIVE)]),
        '昨' | '刚' => listed(&[("", RELATIVE)]),
        '去' => listed(&[("年", RELATIVE)]),
        '本' | '这' => {
            listed(&[("周", RELATIVE), ("月", RELATIVE), ("年", RELATIVE), ("季", RELATIVE), ("星期", RELATIVE), ("日", RELATIVE), ("个", RELATIVE), ("礼拜", RELATIVE)])
        }
        '最' => listed(&[("近", RELATIVE)]),
        '近' => listed(&[("期", RELATIVE), ("日", RELATIVE), ("来", RELATIVE), ("", RELATIVE)]),
        '次' => listed(&[("日", RELATIVE), ("年", RELATIVE), ("月", RELATIVE)]),
        '几' => listed(&[("", RELATIVE)]),
        '约' => listed(&[("", APPROX)]),
        '左' => listed(&[("右", APPROX)]),
        '初' => day_of_the_moon(text).or(Some((APPROX, first.len_utf8()))),
        '底' | '末' => listed(&[("", APPROX)]),
        '春' => listed(&[("节", LUNAR), ("季", APPROX), ("", APPROX)]),
        '夏' => listed(&[("历", LUNAR), ("季", APPROX), ("", APPROX)]),
        '秋' => listed(&[("季", APPROX), ("", APPROX)]),
        '冬' => listed(&[("月", LUNAR), ("季", APPROX), ("", APPROX)]),
        '农' | '阴' | '旧' | '古' => listed(&[("历", LUNAR)]),
        '腊' | '闰' => listed(&[("", LUNAR)]),
        '除' => listed(&[("夕", LUNAR)]),
        '端' => listed(&[("午", LUNAR)]),
        '重' => listed(&[("阳", LUNAR)]),
        '光' => listed(&[("绪", LUNAR)]),
        '宣' => listed(&[("统", LUNAR)]),
        '康' => listed(&[("熙", LUNAR)]),
        '乾' => listed(&[("隆", LUNAR)]),
        '同' => listed(&[("治", LUNAR)]),
        '咸' => listed(&[("丰", LUNAR)]),
        '道' => listed(&[("光", LUNAR)]),
        '全' => listed(&[("年", BLANK), ("月", BLANK), ("天", BLANK)]),
        '北' => listed(&[("京时间", Is(Word::Zone(480)))]),
        '的' => listed(&[("", BLANK)]),
        '甲' | '乙' | '丙' | '丁' | '戊' | '己' | '庚' | '辛' | '壬' | '癸' => {
            let branch = |t: &str| t.starts_with(['子', '丑', '寅', '卯', '辰', '巳', '午', '未', '申', '酉', '戌', '亥']);
            text.get(first.len_utf8()..).is_some_and(branch).then_some((LUNAR, first.len_utf8()))
        }
        '火' | '水' | '木' | '金' | '土' => listed(&[("曜日", BLANK), ("曜", BLANK)]),
        '년' => listed(&[("도", Is(Word::Year)), ("", Is(Word::Year))]),
        '월' => listed(&[("요일", BLANK), ("", Is(Word::Month))]),
        '일' => listed(&[("요일", BLANK), ("", Is(Word::Day))]),
        '화' | '수' | '목' | '금' | '토' => listed(&[("요일", BLANK)]),
        '시' => listed(&[("", Is(Word::Hour))]),
        '분' => listed(&[("", Is(Word::Minute))]),
        '초' => listed(&[("", Is(Word::Second))]),
        '오' => listed(&[("전", MORNING), ("후", AFTERNOON)]),
        _ => None,
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
