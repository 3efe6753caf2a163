//! The place a company's name starts with or carries in brackets.

use crate::data::division::{self, Division, Level};
use crate::normalize::clean::cut;

/// Trade words, of which a core must not consist alone: 海南航空 is not 航空 in 海南.
const TRADES: [&str; 109] = [
    "房地产",
    "自来水",
    "农村商业",
    "农商",
    "商业",
    "国际",
    "科技",
    "技术",
    "网络",
    "信息",
    "软件",
    "数据",
    "智能",
    "银行",
    "航空",
    "汽车",
    "机场",
    "地铁",
    "轨道",
    "交通",
    "公交",
    "电力",
    "电网",
    "电器",
    "电气",
    "电子",
    "电信",
    "电视",
    "石油",
    "石化",
    "化工",
    "化学",
    "医药",
    "药业",
    "制药",
    "医疗",
    "生物",
    "证券",
    "保险",
    "基金",
    "信托",
    "期货",
    "金融",
    "租赁",
    "担保",
    "投资",
    "资产",
    "资本",
    "贸易",
    "商贸",
    "实业",
    "工业",
    "产业",
    "置业",
    "地产",
    "建设",
    "建筑",
    "建工",
    "建材",
    "工程",
    "装饰",
    "物流",
    "运输",
    "快递",
    "港务",
    "港口",
    "海运",
    "旅游",
    "酒店",
    "餐饮",
    "传媒",
    "文化",
    "教育",
    "出版",
    "食品",
    "饮料",
    "啤酒",
    "乳业",
    "农业",
    "粮食",
    "能源",
    "环保",
    "环境",
    "咨询",
    "广告",
    "通信",
    "移动",
    "联通",
    "城建",
    "城投",
    "水务",
    "燃气",
    "热力",
    "钢铁",
    "重工",
    "机械",
    "机床",
    "纺织",
    "服装",
    "家居",
    "百货",
    "超市",
    "控股",
    "发展",
    "管理",
    "服务",
    "集团",
    "铁路",
    "仪器",
];

/// Whether a text consists of trade words only, or of nothing.
fn is_trade(mut text: &str) -> bool {
    while !text.is_empty() {
        match TRADES.iter().find_map(|trade| text.strip_prefix(trade)) {
            Some(rest) => text = rest,
            None => return false,
        }
    }
    true
}

/// The place a name starts with: its short name and the rest, if the rest can stand alone.
pub(super) fn leading(name: &str) -> Option<(&'static str, &str)> {
    let (mut place, mut rest) = (None, name);
    for _ in 0..3 {
        let Some((found, tail)) = division_at(rest, place) else {
            break;
        };
        rest = tail;
        place = Some(if found.level() == Level::County { place.unwrap_or(found) } else { found });
    }
    // 厦门钨业, 上海银行, 锦州银行大连分行: the place is part of the name.
    let industry = rest.ends_with('业') && rest.chars().count() == 2;
    let alone = rest.chars().nth(1).is_some() && !is_trade(rest) && !industry && !rest.starts_with("银行");
    place.filter(|_| alone).map(|place| (place.short(), rest))
}

/// The longest division name at the start; counties only with their full name.
fn division_at(text: &str, above: Option<Division>) -> Option<(Division, &str)> {
    let mut best = None;
    for (n, (at, c)) in text.char_indices().enumerate().take(12) {
        let full = matches!(c, '省' | '市' | '区' | '县' | '州' | '盟' | '旗');
        if n == 0 || n > 3 && !full {
            continue;
        }
        let (head, tail) = cut(text, at + c.len_utf8());
        let fits = |d: &Division| above.is_none_or(|a| is_inside(*d, a)) && is_place_name(*d, head);
        if let Some(found) = division::find(head).into_iter().find(fits) {
            best = Some((found, tail));
        }
    }
    best
}

/// Counties, leagues and areas count with their full name only: 阿里巴巴 is not in 阿里地区.
fn is_place_name(division: Division, written: &str) -> bool {
    let short = division.level() == Level::Province || division.level() == Level::Prefecture && division.name().ends_with('市');
    short || division.name() == written && written.chars().nth(2).is_some()
}

fn is_inside(inner: Division, outer: Division) -> bool {
    match outer.level() {
        Level::Province => inner.code() / 10_000 == outer.code() / 10_000 && inner.code() != outer.code(),
        Level::Prefecture => inner.code() / 100 == outer.code() / 100 && inner.code() != outer.code(),
        Level::County => false,
    }
}

/// The short name of a place that stands alone, as in brackets.
pub(super) fn whole(text: &str) -> Option<&'static str> {
    const OTHERS: [&str; 12] = ["中国", "香港", "澳门", "台湾", "亚洲", "亚太", "新加坡", "日本", "美国", "英国", "德国", "国际"];
    if let Some(other) = OTHERS.iter().find(|o| **o == text) {
        return Some(other);
    }
    division::find(text).first().map(|d| d.short())
}

/// Places that stand in the brackets of Latin names.
pub(super) fn latin(token: &str) -> Option<&'static str> {
    const PLACES: [&str; 30] = [
        "china",
        "shanghai",
        "beijing",
        "shenzhen",
        "guangzhou",
        "hangzhou",
        "suzhou",
        "nanjing",
        "tianjin",
        "chongqing",
        "chengdu",
        "wuhan",
        "dalian",
        "qingdao",
        "hong kong",
        "hongkong",
        "hk",
        "macau",
        "taiwan",
        "asia",
        "singapore",
        "japan",
        "korea",
        "uk",
        "usa",
        "us",
        "germany",
        "india",
        "prc",
        "europe",
    ];
    PLACES.iter().find(|p| **p == token).copied()
}
