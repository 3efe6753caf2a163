//! Cells that hold several fields with nothing between them (R3).
//!
//! | text | pieces |
//! |---|---|
//! | `渠道:官网时间:2024-05-01内容:注册咨询“产品X价格”` | 渠道 `官网`, 时间 `2024-05-01`, 内容 `注册咨询“产品X价格”` |
//! | `老客户；姓名：张三，联系方式：13812345678` | (`老客户`) 姓名 `张三`, 联系方式 `13812345678` |
//!
//! A label is one of those given, directly before a colon (`:`, `：` or `=`, blanks allowed between); the longest one counts
//! (互动时间 rather than 时间). Labels are found in traditional, full-width and capital letters too; Latin ones only where a word
//! begins. What stands in quotation marks has no labels. Values lose the blanks and separators (`；;|,，、`) at their ends, nothing else.
//!
//! Source: the flattened cells and field names of the templates (R3, R16–R24).
//!
//! ```
//! use guiyi::normalize::flattened::{LABELS, split};
//!
//! let cell = split("渠道:官网时间:2024-05-01内容:注册咨询“产品X价格”", LABELS);
//! assert_eq!(cell.value("渠道"), Some("官网"));
//! assert_eq!(cell.value("时间"), Some("2024-05-01"));
//! assert_eq!(cell.value("内容"), Some("注册咨询“产品X价格”"));
//! ```

use crate::data::ReferenceTables;
use crate::data::variant::Variants;
use crate::text::fold;

/// The names of fields that the templates write before a colon.
pub const LABELS: &[&str] = &[
    "渠道",
    "来源",
    "渠道来源",
    "来源渠道",
    "客户来源",
    "接触渠道",
    "时间",
    "日期",
    "互动时间",
    "沟通时间",
    "跟进时间",
    "到访时间",
    "注册时间",
    "下单时间",
    "购买时间",
    "首次接触时间",
    "最新互动时间",
    "更新时间",
    "统计周期",
    "内容",
    "互动内容",
    "沟通内容",
    "咨询内容",
    "跟进内容",
    "通话摘要",
    "对接人",
    "最新对接人",
    "对接员工",
    "跟进人",
    "负责人",
    "结果",
    "反馈",
    "反馈结果",
    "最新反馈结果",
    "互动结果",
    "跟进结果",
    "姓名",
    "客户姓名",
    "联系人",
    "客户",
    "称呼",
    "昵称",
    "性别",
    "年龄",
    "职业",
    "职位",
    "职务",
    "联系方式",
    "联系电话",
    "电话",
    "手机",
    "手机号",
    "手机号码",
    "微信",
    "微信号",
    "QQ",
    "邮箱",
    "电子邮箱",
    "身份证号",
    "证件号码",
    "统一社会信用代码",
    "会员卡号",
    "客户名称",
    "公司",
    "公司名称",
    "企业名称",
    "单位",
    "行业",
    "所属行业",
    "规模",
    "企业规模",
    "客户规模",
    "年营收",
    "地区",
    "区域",
    "地域",
    "城市",
    "地址",
    "收货地址",
    "注册地址",
    "联系地址",
    "需求",
    "需求类型",
    "需求描述",
    "填写需求",
    "需求偏好",
    "产品",
    "咨询产品",
    "购买商品",
    "商品",
    "购买能力",
    "沟通习惯",
    "价格",
    "金额",
    "数量",
    "预算",
    "采购预算",
    "预估采购预算",
    "年采购预算",
    "订单号",
    "订单编号",
    "订单数量",
    "总交易额",
    "客户编号",
    "客户ID",
    "客户等级",
    "客户状态",
    "状态",
    "跟进状态",
    "优先级",
    "互动优先级",
    "标签",
    "客户标签",
    "满意度",
    "满意度评分",
    "备注",
    "说明",
    "沟通备注",
    "下次跟进时间",
    "下一步计划",
    "Channel",
    "Source",
    "Time",
    "Date",
    "Content",
    "Name",
    "Phone",
    "Tel",
    "Mobile",
    "Email",
    "WeChat",
    "Company",
    "Industry",
    "Address",
    "Result",
    "Remark",
    "Note",
    "Status",
    "Amount",
    "Product",
];

/// A cell in its pieces.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Flattened<'t, 'l> {
    /// What stands before the first label; the whole text where there is none.
    pub head: &'t str,
    /// The labels with their values, in the order of the text; a label may come twice, a value may be empty.
    pub pieces: Vec<Piece<'t, 'l>>,
}

/// One label with its value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece<'t, 'l> {
    /// The label, as it was given.
    pub label: &'l str,
    /// The value, a part of the text.
    pub value: &'t str,
}

impl<'t> Flattened<'t, '_> {
    /// The first value of a label that is not empty.
    #[must_use]
    pub fn value(&self, label: &str) -> Option<&'t str> {
        self.pieces.iter().find(|piece| piece.label == label && !piece.value.is_empty()).map(|piece| piece.value)
    }
}

/// Cuts a cell at the labels in it. Linear in the text; nothing is allocated but the list of pieces.
#[must_use]
pub fn split<'t, 'l>(text: &'t str, labels: &'l [&'l str]) -> Flattened<'t, 'l> {
    let variants = ReferenceTables::builtin().variants();
    let mut out = Flattened::default();
    let (mut label, mut from) = (None, 0);
    let mut quotes = Quotes::default();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let next = at + c.len_utf8();
        if let Some(end) = quotes.closing(c, text, next) {
            at = end;
            continue;
        }
        if is_colon(c)
            && let Some((found, start)) = label_before(variants, text, from, at, labels)
        {
            out.push(label, text.get(from..start));
            (label, from) = (Some(found), next);
        }
        at = next;
    }
    out.push(label, text.get(from..));
    out
}

impl<'t, 'l> Flattened<'t, 'l> {
    fn push(&mut self, label: Option<&'l str>, value: Option<&'t str>) {
        let value = trim(value.unwrap_or_default());
        match label {
            Some(label) => self.pieces.push(Piece { label, value }),
            None => self.head = value,
        }
    }
}

/// Where quotation marks end that open here. A kind that has no closing mark further on opens nothing.
#[derive(Debug, Default)]
struct Quotes {
    open_ended: [bool; 5],
}

const QUOTES: [(char, char); 5] = [('“', '”'), ('"', '"'), ('「', '」'), ('『', '』'), ('《', '》')];

impl Quotes {
    fn closing(&mut self, c: char, text: &str, next: usize) -> Option<usize> {
        let kind = QUOTES.iter().position(|(open, _)| *open == c)?;
        let (open_ended, (_, close)) = (self.open_ended.get_mut(kind)?, QUOTES.get(kind)?);
        if *open_ended {
            return None;
        }
        let found = text.get(next..)?.find(*close);
        *open_ended = found.is_none();
        found.map(|at| next + at + close.len_utf8())
    }
}

const fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '=' | '＝' | '﹕' | '∶' | '︰')
}

/// The longest label that stands directly before a colon, and where it begins.
fn label_before<'l>(variants: &Variants, text: &str, from: usize, colon: usize, labels: &'l [&'l str]) -> Option<(&'l str, usize)> {
    let before = text.get(from..colon)?.trim_end();
    let last = variants.simplified(fold::width(before.chars().next_back()?)).to_ascii_lowercase();
    let mut best: Option<(&str, usize)> = None;
    for label in labels {
        let longer = best.is_none_or(|(known, _)| label.len() > known.len());
        if longer
            && label.chars().next_back().map(|c| c.to_ascii_lowercase()) == Some(last)
            && let Some(start) = ends_with(variants, before, label)
        {
            best = Some((label, from + start));
        }
    }
    best
}

/// Where a label begins that a text ends with; letters of one script do not stand before it.
fn ends_with(variants: &Variants, text: &str, label: &str) -> Option<usize> {
    let same = |a: char, b: char| variants.simplified(fold::width(a)).eq_ignore_ascii_case(&b);
    let mut chars = text.char_indices().rev();
    let mut start = text.len();
    for wanted in label.chars().rev() {
        let (at, c) = chars.next()?;
        if !same(c, wanted) {
            return None;
        }
        start = at;
    }
    let latin = label.chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
    (!latin || !chars.next().is_some_and(|(_, c)| fold::width(c).is_ascii_alphanumeric())).then_some(start)
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '；' | '|' | '｜' | ',' | '，' | '、') || fold::is_invisible(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> (String, Vec<(String, String)>) {
        let cell = split(text, LABELS);
        (cell.head.to_owned(), cell.pieces.iter().map(|p| (p.label.to_owned(), p.value.to_owned())).collect())
    }

    #[test]
    fn cells() {
        for (text, head, expected) in [
            ("渠道:官网时间:2024-05-01内容:注册咨询“产品X价格”", "", &[("渠道", "官网"), ("时间", "2024-05-01"), ("内容", "注册咨询“产品X价格”")][..]),
            ("渠道：官网；时间：2024-05-01 10:23；内容：咨询", "", &[("渠道", "官网"), ("时间", "2024-05-01 10:23"), ("内容", "咨询")]),
            ("老客户；姓名：张三，联系方式：13812345678", "老客户", &[("姓名", "张三"), ("联系方式", "13812345678")]),
            ("互动时间:今天对接人:小李", "", &[("互动时间", "今天"), ("对接人", "小李")]),
            ("內容：詢價 結果 : 成交", "", &[("内容", "詢價"), ("结果", "成交")]),
            ("渠道＝抖音|時間＝2024/5/1", "", &[("渠道", "抖音"), ("时间", "2024/5/1")]),
            ("内容:他说“时间:待定”结果:无", "", &[("内容", "他说“时间:待定”"), ("结果", "无")]),
            ("内容:他说“时间:待定", "", &[("内容", "他说“"), ("时间", "待定")]),
            ("内容:结果:好", "", &[("内容", ""), ("结果", "好")]),
            ("channel: Web time: 9:30 runtime: 5", "", &[("Channel", "Web"), ("Time", "9:30 runtime: 5")]),
            ("没有标签", "没有标签", &[]),
            ("渠道官网时间2024", "渠道官网时间2024", &[]),
            ("http://a.cn 10:23", "http://a.cn 10:23", &[]),
            ("", "", &[]),
            ("渠道:", "", &[("渠道", "")]),
            ("联系电话:021-62345678\n地址:上海市\n", "", &[("联系电话", "021-62345678"), ("地址", "上海市")]),
        ] {
            let (found, list) = pieces(text);
            let list: Vec<(&str, &str)> = list.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            assert_eq!((found.as_str(), list.as_slice()), (head, expected), "{text}");
        }
    }

    #[test]
    fn labels_of_ones_own() {
        let cell = split("颜色:红尺寸:大", &["颜色", "尺寸"]);
        assert_eq!((cell.value("颜色"), cell.value("尺寸"), cell.value("渠道")), (Some("红"), Some("大"), None));
        assert!(split("颜色:红", &[]).pieces.is_empty());
    }

    #[test]
    fn long_texts_take_linear_time() {
        for piece in ["“", "渠道:", "\"", ":", "时间", "“x”", "内容:“"] {
            let text = piece.repeat(1_000_000 / piece.len());
            assert!(split(&text, LABELS).pieces.len() <= 1_000_000, "{piece}");
        }
    }
}
