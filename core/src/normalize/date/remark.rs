//! What stands around a date and is none: labels, remarks, calls of programs; letters in the place of digits; and texts that are
//! no date for a reason of their own (relative, lunar).

use super::civil::{Precision, Read, Reading};
use super::digits;
use super::fold::Folded;
use super::lex::{Stop, Word, Words};
use super::note::Note;
use super::range;
use crate::data::list::{List, list};
use crate::model::Reason;
use crate::schema::DateOrder;

/// Reads a folded text.
pub(super) fn read(text: &str, order: DateOrder) -> Result<Read, Reason> {
    if text.starts_with(|c: char| c.is_ascii_digit())
        && let Some(read) = digits::bare(text, order)
    {
        return read;
    }
    let (words, stop) = Words::of(text);
    let first = match stop {
        None => match range::read(&words, order) {
            Ok(read) => return Ok(read),
            Err(reason) => match in_front(text, Stop { at: 0, reason }, order) {
                Some(read) => return Ok(read),
                None => reason,
            },
        },
        Some(stop) => match behind(text, &words, stop, order).or_else(|| in_front(text, stop, order)) {
            Some(read) => return Ok(read),
            None => stop.reason,
        },
    };
    if let Some(read) = look_alikes(text, order) {
        return Ok(read);
    }
    Err(if first == Reason::Syntax && is_relative(text) { Reason::Relative } else { first })
}

/// A remark behind the date: `2024-05-01成立`, `2024-05-01 已付款`, `2024年5月1日 农历三月廿三`.
fn behind(text: &str, words: &Words, stop: Stop, order: DateOrder) -> Option<Read> {
    const REMARKS: List = list![
        "成立", "注册", "生效", "到期", "出生", "生", "签订", "签约", "签署", "签", "创建", "更新", "修改", "入职", "离职", "毕业", "开业", "起息", "发货", "下单", "付款", "支付",
        "完成", "上线", "发布", "发表", "有效", "为止", "期间", "内", "登记", "录入", "提交", "审批", "结束", "交货", "交付", "入库", "出库", "核准", "颁发", "换发", "届满",
        "失效", "终止", "立案", "开庭", "开工", "竣工", "验收", "办理", "建档", "录", "建", "生日", "入会", "加入", "关注", "购买", "成交", "回访", "联系",
    ];
    // What follows 至 is the end of a range, and cannot be left out.
    if matches!(words.as_slice().last(), Some(Word::To | Word::Dash | Word::Separator(_))) {
        return None;
    }
    let (head, tail) = text.split_at_checked(stop.at)?;
    let read = range::read(words, order).ok()?;
    let whole = match read.reading {
        Reading::One(moment) => moment.precision == Precision::Day || moment.precision == Precision::Month && head.ends_with(['月', '份', ' ']),
        Reading::Span(..) => true,
        Reading::Either(_) => false,
    };
    let known = REMARKS.iter().any(|r| tail.starts_with(r));
    let apart = head.ends_with([' ', ',', ';', '(', '[', '|', '日', '号']) || tail.starts_with(['(', '[']);
    if stop.reason == Reason::Lunar {
        // The same day in the other calendar; 农历 alone says that the date is of it.
        return (whole && apart && tail.contains('月')).then(|| read.noting(Note::Label));
    }
    let year = known && head.ends_with('年') && matches!(read.reading, Reading::One(_));
    if !whole && !year {
        return None;
    }
    let glued = tail.starts_with(|c: char| c.is_ascii_alphanumeric()) && !apart;
    match (known, apart, glued) {
        (_, _, true) => None,
        (true, ..) => Some(read.noting(Note::Label)),
        (false, true, _) => Some(read.noting(Note::Detail)),
        // 2024-05-01鸡
        (false, false, _) => tail.starts_with(|c: char| matches!(c, '\u{4e00}'..='\u{9fff}')).then(|| read.noting(Note::Detail)),
    }
}

/// A label in front of the date: `成立日期2015-03-02`, `ISODate("2024-05-01T10:23:11Z")`.
fn in_front(text: &str, stop: Stop, order: DateOrder) -> Option<Read> {
    const LABELS: List = list![
        "日期", "时间", "日", "于", "自", "从", "期", "年月", "在", "为", "是", "生效", "到", "至", "止", "date", "time", "on", "since", "from", "at", "est.", "until", "birth",
        "start", "end",
    ];
    let at = text.find(|c: char| c.is_ascii_digit()).or_else(|| text.find(['二', '一', '民', '令', '平', '昭']))?;
    let (label, rest) = text.split_at_checked(at)?;
    let refused = ["农历", "阴历", "旧历", "昨", "明天", "明年", "去年", "今", "上", "下"].iter().any(|w| label.contains(w));
    if stop.at > at || refused || stop.reason == Reason::Lunar || label.chars().count() > 24 {
        return None;
    }
    let end = label.trim_end();
    let call = end.ends_with(['(', '"', '\'', '[']);
    let named = call || end.ends_with([':', '=']) || LABELS.iter().any(|l| end.ends_with(l));
    if !named {
        return None;
    }
    let rest = if call { rest.trim_end_matches([')', '"', '\'', ']', '/', '}', ';']) } else { rest };
    // The zone of /Date(1714530191000+0800)/.
    let rest = rest.split_once('+').map_or(rest, |(n, zone)| if n.len() == 13 && zone.len() == 4 { n } else { rest });
    let read = match digits::bare(rest, order) {
        Some(read) => read.ok(),
        None => match Words::of(rest) {
            (words, None) => range::read(&words, order).ok(),
            (words, Some(stop)) => behind(rest, &words, stop, order),
        },
    };
    read.map(|r| r.noting(Note::Label))
}

/// `2O24-05-l1`: letters in the place of digits.
fn look_alikes(text: &str, order: DateOrder) -> Option<Read> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let alike = |c: char| matches!(c, 'o' | 'l' | 'i');
    if digits < 4 || !text.contains(alike) || !text.chars().all(|c| c.is_ascii_digit() || alike(c) || matches!(c, '-' | '/' | '.' | '年' | '月' | '日' | ':' | ' ')) {
        return None;
    }
    let mut out = Folded::new();
    let fits = text.chars().all(|c| {
        out.push(match c {
            'o' => '0',
            'l' | 'i' => '1',
            c => c,
        })
    });
    if !fits {
        return None;
    }
    let read = match digits::bare(out.as_str(), order) {
        Some(read) => read.ok()?,
        None => match Words::of(out.as_str()) {
            (words, None) => range::read(&words, order).ok()?,
            _ => return None,
        },
    };
    Some(read.noting(Note::LookAlike))
}

/// Whether a text counts from today.
fn is_relative(text: &str) -> bool {
    const WORDS: List = list![
        "天前",
        "天后",
        "日前",
        "日后",
        "周前",
        "周后",
        "月前",
        "月后",
        "年前",
        "年后",
        "小时前",
        "小时后",
        "钟前",
        "钟后",
        "秒前",
        "期前",
        "期后",
        "昨",
        "今天",
        "今日",
        "今年",
        "明天",
        "明日",
        "明年",
        "去年",
        "前年",
        "前天",
        "后天",
        "上周",
        "上月",
        "上个",
        "下周",
        "下月",
        "下个",
        "本周",
        "本月",
        "本年",
        " ago",
        "last ",
        "next ",
    ];
    WORDS.iter().any(|w| text.contains(w)) || ["today", "yesterday", "tomorrow", "now"].contains(&text)
}
