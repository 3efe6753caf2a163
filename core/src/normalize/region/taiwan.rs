//! Cities and counties of 台湾, which have no codes in GB/T 2260: they tell the province.

use super::words::Words;

static CITIES: Words<21> = Words::of([
    "台北市",
    "新北市",
    "桃园市",
    "台中市",
    "台南市",
    "高雄市",
    "基隆市",
    "新竹市",
    "嘉义市",
    "新竹县",
    "苗栗县",
    "彰化县",
    "南投县",
    "云林县",
    "嘉义县",
    "屏东县",
    "宜兰县",
    "花莲县",
    "台东县",
    "澎湖县",
    "桃园县",
]);
static SHORT: Words<10> = Words::of(["台北", "新北", "台中", "台南", "高雄", "基隆", "花莲", "台东", "新竹", "屏东"]);

/// Whether a text begins with one of them; short names only alone.
pub(super) fn begins(text: &[char]) -> bool {
    if !matches!(text.first(), Some('台' | '新' | '桃' | '高' | '基' | '嘉' | '苗' | '彰' | '南' | '云' | '屏' | '宜' | '花' | '澎')) {
        return false;
    }
    CITIES.at_start(text).is_some() || text.len() == 2 && SHORT.at_start(text).is_some()
}
