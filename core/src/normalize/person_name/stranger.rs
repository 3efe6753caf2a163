//! What stands in name columns without being anybody's name.

use crate::data::list::{List, list};

/// Made-up names, folded.
pub(super) const PLACEHOLDERS: List = list![
    "测试",
    "测试用户",
    "测试账号",
    "匿名",
    "匿名用户",
    "微信用户",
    "用户",
    "新用户",
    "游客",
    "访客",
    "会员",
    "顾客",
    "客户",
    "散客",
    "零散客户",
    "无名氏",
    "无名",
    "佚名",
    "某某",
    "某某某",
    "未命名",
    "默认用户",
    "test",
    "test test",
    "tester",
    "test user",
    "anonymous",
    "guest",
    "user",
    "customer",
    "asdf",
    "qwerty",
    "first last",
    "firstname lastname",
    "no name",
    "noname",
];

/// Whether a folded text is a made-up name.
pub(super) fn is_placeholder(folded: &str) -> bool {
    PLACEHOLDERS.contains(folded)
}

/// Functions and departments that stand alone.
pub(super) const FUNCTIONS: List = list![
    "客服",
    "前台",
    "财务",
    "采购",
    "行政",
    "人事",
    "管理员",
    "销售",
    "店员",
    "系统",
    "业务员",
    "老板",
    "经办人",
    "负责人",
    "联系人",
    "收件人",
    "门卫",
    "保安",
    "总机",
    "仓库",
    "销售部",
    "市场部",
    "技术部",
    "采购部",
    "财务部",
    "人事部",
    "行政部",
    "客服部",
    "业务部",
    "生产部",
    "后勤部",
    "物流部",
    "办公室",
    "售后",
    "售后服务",
    "收银员",
    "客服中心",
];

/// What names of organisations and departments end in.
pub(super) const ENDS: List = list![
    "公司",
    "集团",
    "有限",
    "工作室",
    "事务所",
    "商行",
    "商店",
    "超市",
    "酒店",
    "饭店",
    "餐厅",
    "门店",
    "旗舰店",
    "专卖店",
    "官方店",
    "学校",
    "大学",
    "小学",
    "中学",
    "医院",
    "银行",
    "客服",
    "前台",
    "采购部",
    "财务部",
    "销售部",
    "行政部",
    "市场部",
    "人事部",
    "办公室",
    "管理员",
    "经营部",
    "合作社",
    "工厂",
    "研究院",
    "研究所",
    "委员会",
    "俱乐部",
    "服务部",
    "分公司",
    "办事处",
    "服务中心",
    "股份",
];

/// Whether folded Han text names an organisation or a function.
pub(super) fn is_organisation(folded: &str) -> bool {
    FUNCTIONS.contains(folded) || folded.chars().nth(3).is_some() && ENDS.iter().any(|end| folded.ends_with(end))
}

/// Whether the last word of a Latin name (lower case, without dots) makes it an organisation's.
pub(super) fn is_legal_form(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "incorporated"
            | "ltd"
            | "limited"
            | "llc"
            | "llp"
            | "corp"
            | "corporation"
            | "company"
            | "co"
            | "gmbh"
            | "plc"
            | "group"
            | "holdings"
            | "university"
            | "bank"
            | "hospital"
            | "department"
            | "dept"
    )
}

/// Characters that no name has and nicknames do.
pub(super) const PHRASE: [char; 14] = ['的', '了', '我', '你', '她', '吗', '呢', '吧', '哦', '呀', '啦', '们', '这', '么'];

/// Words that no name has and nicknames do: 快乐的小鸟, 我是谁.
pub(super) fn is_phrase(folded: &str) -> bool {
    folded.chars().nth(2).is_some() && folded.contains(PHRASE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_person() {
        for text in ["客服", "华为技术有限公司", "销售部", "北京大学", "前台"] {
            assert!(is_organisation(text), "{text}");
        }
        for text in ["张小学", "王会", "李院", "部落"] {
            assert!(!is_organisation(text), "{text}");
        }
        assert!(is_phrase("快乐的小鸟") && !is_phrase("王么"));
        assert!(is_placeholder("微信用户") && !is_placeholder("王伟"));
    }
}
