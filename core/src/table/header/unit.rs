//! Units that stand in headers.

/// Of money; a sign or code of a currency may stand before or behind.
const MONEY: [&str; 17] = ["元", "角", "分", "百元", "千元", "万元", "十万元", "百万元", "千万元", "亿元", "万", "十万", "百万", "千万", "亿", "万亿", "块"];
/// Currencies.
const CURRENCIES: [&str; 20] = ["人民币", "rmb", "cny", "¥", "￥", "美元", "usd", "us$", "$", "港元", "港币", "hkd", "欧元", "eur", "€", "日元", "jpy", "英镑", "gbp", "台币"];
/// Everything else.
const OTHERS: [&str; 58] = [
    "%",
    "‰",
    "百分比",
    "人",
    "万人",
    "人次",
    "名",
    "个",
    "只",
    "次",
    "件",
    "台",
    "套",
    "辆",
    "张",
    "份",
    "户",
    "家",
    "单",
    "笔",
    "条",
    "箱",
    "瓶",
    "盒",
    "岁",
    "年",
    "月",
    "周",
    "天",
    "日",
    "小时",
    "时",
    "分钟",
    "秒",
    "毫秒",
    "米",
    "厘米",
    "毫米",
    "千米",
    "公里",
    "平方米",
    "㎡",
    "m²",
    "m2",
    "亩",
    "立方米",
    "公斤",
    "千克",
    "克",
    "吨",
    "斤",
    "升",
    "kg",
    "g",
    "km",
    "cm",
    "mm",
    "days",
];

/// The unit that a text is: `万元`, `单位：万元`, `元/年`, `USD`, `人民币万元`, `in USD`.
pub(super) fn read(text: &str) -> Option<&str> {
    // The longest has some twenty bytes.
    if text.len() > 64 {
        return None;
    }
    let text = text.strip_prefix("单位").map_or(text, |rest| rest.trim_start_matches([':', '：', ' ', '为', '是']));
    let text = text.strip_prefix("in ").unwrap_or(text).trim();
    let lower = text.to_lowercase();
    let (amount, per) = lower.split_once('/').map_or((lower.as_str(), None), |(a, b)| (a.trim(), Some(b.trim())));
    let known = is_unit(amount) && per.is_none_or(is_unit);
    known.then_some(text)
}

/// Whether a unit is one of money beyond doubt: 元 and its multiples, or a currency.
pub(super) fn is_money(unit: &str) -> bool {
    let lower = unit.to_lowercase();
    lower.contains('元') || CURRENCIES.iter().any(|c| lower.contains(c))
}

/// Whether a number means something else with this unit of money than in 元.
pub(super) fn multiplies(unit: &str) -> bool {
    let yuan = ["元", "块", "人民币", "人民币元", "rmb", "cny", "¥", "￥"].contains(&unit.to_lowercase().as_str());
    let amount = unit.split_once('/').map_or(unit, |(amount, _)| amount);
    !yuan && (is_money(unit) || MONEY.contains(&amount))
}

fn is_unit(text: &str) -> bool {
    let money = |rest: &str| rest.is_empty() || MONEY.contains(&rest);
    let foreign = CURRENCIES.iter().any(|c| text.strip_prefix(c).is_some_and(|r| money(r.trim())) || text.strip_suffix(c).is_some_and(|r| money(r.trim())));
    foreign || MONEY.contains(&text) || OTHERS.contains(&text)
}
