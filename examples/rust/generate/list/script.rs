//! Traditional characters.

use std::collections::BTreeMap;

use crate::given_names::TRADITIONAL;

/// Those of places and companies; the ones of names stand with the names.
const PLACES: &str = "
广廣 湾灣 区區 号號 栋棟 楼樓 园園 庄莊 汉漢 陕陝 门門 岛島 济濟 连連 滨濱 贵貴 庐廬 长長 锦錦 绿綠 书書 学學
业業 宾賓 县縣 单單 杭杭 镇鎮 莲蓮 盘盤 观觀 闵閔 杨楊 宝寶 罗羅 岗崗 顺順 虎虎 圳圳 无無 温溫 鄞鄞 瓯甌 锡錫
达達 联聯 创創 汇匯 锐銳 众眾 优優 亿億 车車 电電 务務 应應 机機 设設 备備 环環 饮飲 医醫 药藥 软軟 术術 贸貿
际際 团團 总總 经經 实實 场場 运運 网網 络絡 级級 称稱 厦廈 厂廠 时時 广廣 苑苑 临臨 丰豐 台臺 岭嶺 涌湧 榈櫚
";

/// Simplified to traditional.
#[derive(Debug)]
pub(crate) struct Script {
    forms: BTreeMap<char, char>,
}

impl Script {
    /// Reads the tables.
    pub(crate) fn new() -> Self {
        let words = TRADITIONAL.split_whitespace().chain(PLACES.split_whitespace());
        let forms = words.filter_map(|word| {
            let mut letters = word.chars();
            Some((letters.next()?, letters.next()?))
        });
        Self { forms: forms.collect() }
    }

    /// The text as it is written in Hong Kong or Taipei.
    pub(crate) fn traditional(&self, text: &str) -> String {
        text.chars().map(|letter| self.forms.get(&letter).copied().unwrap_or(letter)).collect()
    }
}
