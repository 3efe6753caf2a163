//! Forms of address, and what stands in name columns without being a name.

/// Chinese forms of address behind a name, longest first where one ends in another.
const BEHIND: [&str; 71] = [
    "副总经理",
    "总经理",
    "副经理",
    "董事长",
    "老板娘",
    "工程师",
    "副主任",
    "副总",
    "先生",
    "女士",
    "小姐",
    "太太",
    "夫人",
    "男士",
    "经理",
    "总监",
    "总裁",
    "主任",
    "主管",
    "主席",
    "老师",
    "教授",
    "博士",
    "医生",
    "大夫",
    "律师",
    "董事",
    "部长",
    "处长",
    "科长",
    "局长",
    "院长",
    "校长",
    "所长",
    "店长",
    "厂长",
    "行长",
    "队长",
    "组长",
    "班长",
    "会长",
    "站长",
    "村长",
    "镇长",
    "市长",
    "省长",
    "司长",
    "区长",
    "县长",
    "老板",
    "师傅",
    "同学",
    "会计",
    "秘书",
    "助理",
    "书记",
    "司机",
    "护士",
    "阿姨",
    "叔叔",
    "大哥",
    "大姐",
    "顾问",
    "专员",
    "代表",
    "同志",
    "警官",
    "法官",
    "总编",
    "编辑",
    "导师",
];

/// Forms of one character, which only follow a surname.
const SHORT: [&str; 9] = ["总", "工", "姐", "哥", "叔", "姨", "婶", "董", "爷"];

/// Splits a form of address off the end of a folded Chinese name.
pub(super) fn address(name: &str) -> Option<(&str, &'static str)> {
    // One look at the last character spares most names the list.
    const LAST: &str = "理长娘师任总生士姐太人监裁管席授夫事板傅学计书记机姨叔哥问员表志官编辑";
    if !name.ends_with(|c| LAST.contains(c)) {
        return None;
    }
    BEHIND.iter().find_map(|form| name.strip_suffix(form).map(|rest| (rest, *form)))
}

/// Splits off a form of one character.
pub(super) fn short_address(name: &str) -> Option<(&str, &'static str)> {
    SHORT.iter().find_map(|form| name.strip_suffix(form).map(|rest| (rest, *form)))
}

/// Titles in front of a Latin name.
pub(super) fn is_title(token: &str) -> bool {
    matches!(
        token,
        "mr" | "mrs"
            | "ms"
            | "miss"
            | "mx"
            | "dr"
            | "prof"
            | "professor"
            | "doctor"
            | "mister"
            | "sir"
            | "madam"
            | "mme"
            | "mlle"
            | "herr"
            | "frau"
            | "rev"
            | "capt"
            | "lt"
            | "sgt"
            | "hon"
            | "dipl"
            | "ing"
    )
}

/// Suffixes behind a Latin name.
pub(super) fn is_suffix(token: &str) -> bool {
    matches!(token, "jr" | "sr" | "ii" | "iii" | "iv" | "phd" | "md" | "mba" | "esq" | "cpa" | "dds" | "dvm" | "jd" | "bsc" | "msc" | "cfa" | "pe" | "rn")
}

/// Words of titles of nobility, which stand behind a comma like a given name.
pub(super) fn is_noble(token: &str) -> bool {
    matches!(token, "of" | "baron" | "baroness" | "baronet" | "bt" | "earl" | "duke" | "duchess" | "viscount" | "marquess" | "count" | "countess" | "lord" | "lady" | "knight")
        || token.starts_with(|c: char| c.is_ascii_digit())
}

/// Made-up names.
pub(super) fn is_placeholder(folded: &str) -> bool {
    matches!(
        folded,
        "测试"
            | "测试用户"
            | "测试账号"
            | "匿名"
            | "匿名用户"
            | "微信用户"
            | "用户"
            | "新用户"
            | "游客"
            | "访客"
            | "会员"
            | "顾客"
            | "客户"
            | "散客"
            | "零散客户"
            | "无名氏"
            | "无名"
            | "佚名"
            | "某某"
            | "某某某"
            | "未命名"
            | "默认用户"
            | "test"
            | "test test"
            | "tester"
            | "test user"
            | "anonymous"
            | "guest"
            | "user"
            | "customer"
            | "asdf"
            | "qwerty"
            | "first last"
            | "firstname lastname"
            | "no name"
            | "noname"
    )
}

/// Whether folded Han text names an organisation or a function.
pub(super) fn is_organisation(folded: &str) -> bool {
    const WHOLE: [&str; 20] = [
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
    ];
    const ENDS: [&str; 34] = [
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
    ];
    WHOLE.contains(&folded) || folded.chars().nth(3).is_some() && ENDS.iter().any(|end| folded.ends_with(end))
}

/// Characters that decorate nicknames.
pub(super) fn is_decoration(c: char) -> bool {
    const SIGNS: &str = "丶灬丨丿亅乄彡の〆ゝゞツシミ乀冫氵艹宀冖卩阝辶廾彐ঞ๑";
    let drawn = matches!(c, '\u{250}'..='\u{2b9}' | '\u{2bd}'..='\u{2ff}' | '\u{1d2c}'..='\u{1d6a}' | '\u{2460}'..='\u{24ff}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f2ff}' | '\u{e000}'..='\u{f8ff}');
    drawn || SIGNS.contains(c)
}

/// Whether a character can stand in a name at all.
pub(super) fn is_name_char(c: char) -> bool {
    if is_decoration(c) {
        return false;
    }
    c.is_alphabetic()
        || unicode_normalization::char::is_combining_mark(c) && !matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20d0}'..='\u{20ff}')
        || crate::text::script::is_han(c)
        || is_dot(c)
        || matches!(c, ' ' | '.' | ',' | '\'' | '’' | '‘' | 'ʼ' | '`' | '´' | '-' | '‐' | '‑' | '–' | '，' | '、' | '(' | ')' | '/' | '"')
}

/// The dots between the parts of a transliterated name.
pub(super) fn is_dot(c: char) -> bool {
    matches!(c, '·' | '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●' | '᛫' | '˙' | '﹒' | '⸱')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_address() {
        assert_eq!(address("李女士"), Some(("李", "女士")));
        assert_eq!(address("王总经理"), Some(("王", "总经理")));
        assert_eq!(address("王伟"), None);
        assert_eq!(short_address("王总"), Some(("王", "总")));
    }

    #[test]
    fn what_is_no_person() {
        assert!(is_organisation("客服") && is_organisation("华为技术有限公司") && !is_organisation("张小学"));
        assert!(is_name_char('é') && is_name_char('伟') && !is_name_char('★') && !is_name_char('灬') && !is_name_char('😀'));
    }
}
