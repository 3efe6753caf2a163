//! Chinese forms of address: 先生, 总经理, 小王, 王工.

use crate::data::list::{List, list};

/// Forms of two characters and more, longest first where one ends in another.
pub(super) const LONG: List = list![
    "副总经理",
    "副董事长",
    "总工程师",
    "执行董事",
    "总经理",
    "副经理",
    "董事长",
    "老板娘",
    "工程师",
    "副主任",
    "副主席",
    "副教授",
    "副院长",
    "副校长",
    "副局长",
    "副处长",
    "副部长",
    "副所长",
    "副总裁",
    "副总监",
    "办事员",
    "业务员",
    "采购员",
    "店老板",
    "护士长",
    "秘书长",
    "小姐姐",
    "小哥哥",
    "老先生",
    "老太太",
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
    "医师",
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
    "乡长",
    "市长",
    "省长",
    "司长",
    "区长",
    "县长",
    "社长",
    "课长",
    "馆长",
    "台长",
    "老板",
    "师傅",
    "同学",
    "会计",
    "出纳",
    "秘书",
    "助理",
    "书记",
    "司机",
    "护士",
    "阿姨",
    "叔叔",
    "大哥",
    "大姐",
    "哥哥",
    "姐姐",
    "顾问",
    "专员",
    "代表",
    "同志",
    "警官",
    "法官",
    "总编",
    "编辑",
    "导师",
    "教练",
    "掌柜",
    "院士",
    "爷爷",
    "奶奶",
    "导演",
    "主播",
    "房东",
    "业主",
];

/// Forms of one character, which only follow a surname (and 总 a whole name).
pub(super) const SHORT: List = list!["总", "工", "姐", "哥", "叔", "姨", "婶", "董", "爷", "嫂", "局", "氏", "妈", "处", "爸", "老", "婆", "公"];

/// A form of address at the end of a folded Chinese name.
pub(super) fn behind(name: &str) -> Option<(&str, &'static str)> {
    let end = name.as_bytes().last_chunk::<3>()?;
    LONG.iter().filter(|form| form.as_bytes().last_chunk() == Some(end)).find_map(|form| name.strip_suffix(form).map(|rest| (rest, form)))
}

/// A form of one character at the end.
pub(super) fn behind_short(name: &str) -> Option<(&str, &'static str)> {
    SHORT.iter().find_map(|form| name.strip_suffix(form).map(|rest| (rest, form)))
}

/// A form of address in front: 总经理李明.
pub(super) fn in_front(name: &str) -> Option<(&str, &'static str)> {
    let start = name.as_bytes().first_chunk::<3>()?;
    LONG.iter().filter(|form| form.as_bytes().first_chunk() == Some(start)).find_map(|form| name.strip_prefix(form).map(|rest| (rest, form)))
}

/// Familiar prefixes.
pub(super) const FAMILIAR: List = list!["小", "老", "阿", "大"];

/// 小王, 老李, 阿陈: a familiar prefix in front of a surname.
pub(super) fn familiar(name: &str) -> Option<(&str, &'static str)> {
    FAMILIAR.iter().find_map(|form| name.strip_prefix(form).map(|rest| (rest, form)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_address() {
        assert_eq!(behind("李女士"), Some(("李", "女士")));
        assert_eq!(behind("王总经理"), Some(("王", "总经理")));
        assert_eq!(behind("王副总经理"), Some(("王", "副总经理")));
        assert_eq!(behind("王伟"), None);
        assert_eq!(behind_short("王总"), Some(("王", "总")));
        assert_eq!(in_front("总经理李明"), Some(("李明", "总经理")));
        assert_eq!(in_front("李明"), None);
        assert_eq!(familiar("小王"), Some(("王", "小")));
    }

    #[test]
    fn longer_forms_come_first() {
        for (index, form) in LONG.iter().enumerate() {
            assert!(!LONG.iter().take(index).any(|earlier| earlier != form && form.ends_with(earlier) && form.len() > earlier.len()), "{form} is never reached");
        }
    }
}
