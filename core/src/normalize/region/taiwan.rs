//! Cities and counties of 台湾, which have no codes in GB/T 2260: they tell the province.

use super::words::{Words, words};

const CITIES: &Words = words![
    "台北市",
    "台中市",
    "台南市",
    "台东县",
    "新北市",
    "新竹市",
    "新竹县",
    "桃园市",
    "桃园县",
    "高雄市",
    "基隆市",
    "嘉义市",
    "嘉义县",
    "苗栗县",
    "彰化县",
    "南投县",
    "云林县",
    "屏东县",
    "宜兰县",
    "花莲县",
    "澎湖县",
];
const SHORT: &Words = words!["台北", "台中", "台南", "台东", "新北", "新竹", "高雄", "基隆", "花莲", "屏东"];

/// Whether a text begins with one of them; short names only alone.
pub(super) fn begins(text: &[char]) -> bool {
    if !matches!(text.first(), Some('台' | '新' | '桃' | '高' | '基' | '嘉' | '苗' | '彰' | '南' | '云' | '屏' | '宜' | '花' | '澎')) {
        return false;
    }
    CITIES.at_start(text).is_some() || text.len() == 2 && SHORT.at_start(text).is_some()
}
