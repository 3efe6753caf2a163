//! Chinese, Japanese and Korean legal forms, and the words for branches.

use super::name::{Name, Role, begins, ends, is, is_word};
use crate::data::list::{List, list};
use std::ops::Range;

/// Forms that say who is liable; the core leaves them out. Longer ones before their endings.
const FORMS: List = list![
    "有限责任公司",
    "责任有限公司",
    "股份有限公司",
    "有限公司",
    "股份公司",
    "无限公司",
    "两合公司",
    "总公司",
    "公司",
    "普通合伙企业",
    "有限合伙企业",
    "合伙企业",
    "有限合伙",
    "个人独资企业",
    "株式会社",
    "有限会社",
    "合同会社",
    "合资会社",
    "合名会社",
    "주식회사",
    "유한책임회사",
    "유한회사",
    "합자회사",
    "有限责任",
    "集团",
];

/// Forms that stand in front as well.
const FRONT: List = list![
    "株式会社",
    "有限会社",
    "合同会社",
    "合资会社",
    "合名会社",
    "一般社団法人",
    "一般财団法人",
    "公益社団法人",
    "公益财団法人",
    "特定非营利活动法人",
    "社团法人",
    "财团法人",
    "医疗法人",
    "学校法人",
    "주식회사",
    "유한회사",
];

/// What a bracket behind the name says about its form.
const EXTRAS: List = list!["有限合伙", "有限合伙人", "普通合伙", "特殊普通合伙", "特殊的普通合伙", "个人独资", "个体工商户", "个体", "有限责任", "有限公司", "外商独资"];

/// Words in brackets that say that a company is many.
pub(super) const GROUPS: List = list!["集团", "控股", "股份", "国际", "有限"];

/// Kinds of business that are their own form. Longer ones before their endings.
const KINDS: List = list![
    "农民专业合作社联合社",
    "农民专业合作社",
    "股份经济合作社",
    "专业合作社",
    "经济合作社",
    "供销合作社",
    "个体工商户",
    "合作联社",
    "家庭农场",
    "联合社",
    "合作社",
    "事务所",
    "经营部",
    "服务部",
    "门市部",
    "批发部",
    "零售部",
    "销售部",
    "经销部",
    "维修部",
    "加工部",
    "修理部",
    "营业部",
    "小卖部",
    "项目部",
    "经销处",
    "服务站",
    "加油站",
    "工作室",
    "工作坊",
    "研究院",
    "研究所",
    "设计院",
    "规划院",
    "门诊部",
    "卫生院",
    "卫生室",
    "幼儿园",
    "俱乐部",
    "生活馆",
    "养殖场",
    "种植场",
    "加工厂",
    "出版社",
    "杂志社",
    "旅行社",
    "基金会",
    "促进会",
    "委员会",
    "博物馆",
    "图书馆",
    "电视台",
    "大酒店",
    "大饭店",
    "大药房",
    "大卖场",
    "大排档",
    "农家乐",
    "照相馆",
    "游乐园",
    "度假村",
    "报社",
    "门市",
    "苗圃",
    "书店",
    "花店",
    "网店",
    "饭馆",
    "面馆",
    "茶馆",
    "茶楼",
    "茶庄",
    "商行",
    "商店",
    "商场",
    "商城",
    "商社",
    "商厦",
    "中心",
    "超市",
    "药房",
    "药店",
    "医院",
    "诊所",
    "学校",
    "学院",
    "大学",
    "酒楼",
    "酒家",
    "酒店",
    "饭店",
    "饭庄",
    "宾馆",
    "旅馆",
    "餐厅",
    "餐馆",
    "会所",
    "网吧",
    "农场",
    "林场",
    "协会",
    "布行",
    "车行",
    "琴行",
    "茶行",
    "酒行",
    "鞋行",
    "金行",
    "银楼",
    "影楼",
    "影院",
    "画廊",
    "书屋",
    "茶室",
    "山庄",
    "农庄",
    "客栈",
    "民宿",
    "公寓",
    "小学",
    "中学",
    "菜馆",
    "厂",
    "店",
];

/// Single characters that are a kind only behind a trade word: 艺术行, but not 建设银行.
const SINGLE: &str = "行馆坊部站场社屋铺院园所吧室厅处";

/// How a branch's own name ends.
const BRANCHES: List = list![
    "分公司",
    "支公司",
    "子公司",
    "分行",
    "支行",
    "分店",
    "支店",
    "分部",
    "支部",
    "分厂",
    "分院",
    "分所",
    "分校",
    "分社",
    "支社",
    "分局",
    "分会",
    "分中心",
    "分理处",
    "分站",
    "办事处",
    "代表处",
    "联络处",
    "营业部",
    "营业厅",
    "营业所",
    "营业处",
    "经营部",
    "项目部",
    "事业部",
    "服务部",
    "销售部",
    "门市部",
    "门店",
    "门市",
    "储蓄所",
    "加油站",
    "服务站",
    "研究院",
    "研究所",
    "工厂",
    "工场",
    "仓库",
    "中心",
    "店",
    "厂",
];

/// Endings that name a branch even where no parent's legal form stands before them.
const BARE_BRANCHES: List = list!["分公司", "支公司", "分行", "支行", "分店", "分院", "分所", "办事处", "代表处", "营业部"];

/// Marks a form in front of the name (株式会社); gives where the rest begins.
pub(super) fn front(name: &mut Name) -> usize {
    if !matches!(name.chars.first(), Some('株' | '有' | '合' | '一' | '公' | '特' | '社' | '财' | '医' | '学' | '주' | '유')) {
        return 0;
    }
    let length = FRONT.iter().find(|form| begins(name.get(0..name.len), form)).map_or(0, |form| form.chars().count());
    if length == 0 || length == name.len {
        return 0;
    }
    mark(name, 0..length);
    length
}

/// Marks a legal form.
fn mark(name: &mut Name, form: Range<usize>) {
    name.set(form.clone(), Role::Form);
    name.foreign |= name.get(form).iter().any(|c| matches!(c, '社' | '사' | '法'));
}

/// Marks brackets behind the name that say more of its form, or that it is a group; gives where the rest ends.
pub(super) fn extras(name: &mut Name, stem: Range<usize>) -> usize {
    let mut end = stem.end;
    for _ in 0..2 {
        let text = name.get(stem.start..end);
        let Some(open) = text.last().filter(|c| **c == ')').and_then(|_| text.iter().rposition(|c| *c == '(')).filter(|open| *open > 0) else {
            break;
        };
        let at = stem.start + open;
        let inner = name.get(at + 1..end - 1);
        if GROUPS.iter().any(|group| is(inner, group)) {
            name.set(at..end, Role::Sign);
            name.set(at + 1..end - 1, Role::Group);
        } else if EXTRAS.iter().any(|extra| is(inner, extra)) {
            name.set(at..end, Role::Extra);
        } else {
            break;
        }
        end = at;
    }
    end
}

/// Marks what names a branch behind its parent; gives where the parent's name ends.
pub(super) fn branch(name: &mut Name, stem: Range<usize>, place_at: impl Fn(&[char]) -> bool) -> usize {
    let text = name.get(stem.clone());
    if !is_branch(text) {
        return stem.end;
    }
    let parts = |at: usize| (text.get(..at).unwrap_or_default(), text.get(at..).unwrap_or_default());
    // The first 有限公司 is the parent, whatever companies the branch is named after; else the last that can be one.
    let whole = (2..text.len()).find(|at| matches!(parts(*at).0, [.., '有', '限', '公', '司'] | [.., '责', '任', '公', '司']));
    for at in whole.into_iter().chain((2..text.len()).rev()) {
        let (head, tail) = parts(at);
        if is_parent(head, tail) {
            let end = stem.start + at;
            let signs = tail.iter().take_while(|c| !is_word(**c) && **c != '(').count();
            name.set(end..stem.end, Role::Branch);
            name.set(end..end + signs, Role::Sign);
            return end;
        }
    }
    let Some(word) = BARE_BRANCHES.iter().find(|branch| ends(text, branch)).map(|branch| branch.chars().count()).filter(|n| n + 2 <= text.len()) else {
        return stem.end;
    };
    // 腾讯上海分公司: the branch is named from its place or number on.
    let own = (2..text.len() - word).find(|at| text.get(*at..).is_some_and(|tail| tail.first() == Some(&'第') || place_at(tail)));
    let end = stem.start + own.unwrap_or(text.len() - word);
    name.set(end..stem.end, Role::Branch);
    end
}

/// Whether a text ends as a branch's own name does.
pub(super) fn is_branch(text: &[char]) -> bool {
    match text {
        [.., '分' | '支' | '子', '公', '司'] => true,
        [.., '司'] => false,
        [.., last] if "行店部厂院所校社局会心处站厅场库".contains(*last) => BRANCHES.iter().any(|branch| ends(text, branch)),
        _ => false,
    }
}

/// Whether a head is a whole company's name, of which the tail names a branch.
fn is_parent(head: &[char], tail: &[char]) -> bool {
    match head {
        [.., '分' | '支' | '子', '公', '司'] => return false,
        [.., '公', '司'] => return true,
        _ => {}
    }
    if ["银行", "株式会社", "信用社", "合作社", "合作联社"].iter().any(|parent| ends(head, parent)) {
        return head.len() > 2;
    }
    let own = ["分", "支", "第"].iter().any(|sign| tail.iter().any(|c| sign.contains(*c)));
    own && (["事务所", "医院", "大药房", "超市"].iter().any(|parent| ends(head, parent))
        || head.last() == Some(&')') && EXTRAS.iter().any(|extra| ends(head.get(..head.len() - 1).unwrap_or_default(), extra)))
}

/// Marks the legal form at the end of a stem; gives where the rest ends.
///
/// `longest_trade` gives the length of the longest trade word that a text ends with.
pub(super) fn back(name: &mut Name, stem: Range<usize>, longest_trade: impl Fn(&[char]) -> usize) -> usize {
    let text = name.get(stem.clone());
    let form = || {
        let length = match text {
            [.., '股', '份', '有', '限', '公', '司'] | [.., '责', '任', '有', '限', '公', '司'] | [.., '有', '限', '责', '任', '公', '司'] => 6,
            [.., '有', '限', '公', '司'] => 4,
            _ => FORMS.iter().find(|form| ends(text, form))?.chars().count(),
        };
        Some((length, Role::Form))
    };
    // 烟酒|店, not 烟|酒店: a trade word that reaches into the kind leaves it one character.
    let trade = || text.split_last().map_or(0, |(_, before)| longest_trade(before));
    let kind = || KINDS.iter().find(|kind| ends(text, kind)).map(|kind| kind.chars().count()).map(|length| (if trade() >= length { 1 } else { length }, Role::Kind));
    let single = || {
        let last = text.last()?;
        (SINGLE.contains(*last) && trade() > 0).then_some((1, Role::Kind))
    };
    let Some((length, role)) = form().or_else(kind).or_else(single).filter(|(length, _)| length + 1 < text.len() || *length < text.len() && text.len() > 2) else {
        return stem.end;
    };
    let end = stem.end - length;
    if role == Role::Form {
        mark(name, end..stem.end)
    } else {
        name.set(end..stem.end, role)
    }
    end
}
