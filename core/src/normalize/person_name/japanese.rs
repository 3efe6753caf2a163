//! Names of Japan and Korea: parted where blanks, kana or a common surname allow it.

use super::{GIVEN, SORTED, SURNAME, SURNAME_KEY};
use crate::data::list::{List, list};
use crate::model::Normalized;

/// Common Japanese surnames of two and three Han characters, simplified, that are not Chinese names.
pub(super) const SURNAMES: List = list![
    "佐藤",
    "铃木",
    "高桥",
    "田中",
    "伊藤",
    "渡边",
    "山本",
    "中村",
    "小林",
    "加藤",
    "吉田",
    "山田",
    "佐佐木",
    "佐々木",
    "山口",
    "松本",
    "井上",
    "木村",
    "斋藤",
    "齐藤",
    "清水",
    "山崎",
    "阿部",
    "池田",
    "桥本",
    "石川",
    "山下",
    "中岛",
    "石井",
    "小川",
    "前田",
    "冈田",
    "藤田",
    "后藤",
    "长谷川",
    "村上",
    "近藤",
    "石田",
    "远藤",
    "青木",
    "坂本",
    "西村",
    "福田",
    "太田",
    "三浦",
    "藤原",
    "冈本",
    "松田",
    "中川",
    "中野",
    "原田",
    "小野",
    "田村",
    "竹内",
    "金子",
    "和田",
    "中山",
    "石原",
    "森田",
    "上田",
    "宫崎",
    "酒井",
    "工藤",
    "横山",
    "宫本",
    "内田",
    "高木",
    "安藤",
    "岛田",
    "谷口",
    "大野",
    "丸山",
    "今井",
    "河野",
    "藤本",
    "村田",
    "武田",
    "上野",
    "小泉",
    "安倍",
    "松下",
    "丰田",
    "本田",
    "大岛",
    "大久保",
    "中田",
    "黑田",
    "新井",
    "古川",
    "川口",
    "水野",
    "樱井",
    "市川",
    "广濑",
    "星野",
    "野口",
    "菊地",
    "菊池",
    "岩田",
    "三宅",
    "柴田",
    "森本",
    "杉山",
    "增田",
    "小山",
    "大冢",
    "平野",
    "菅原",
    "久保",
    "松井",
    "千叶",
    "岩崎",
];

/// The characters of a common Japanese surname that a folded name begins with, if the name is no Chinese one.
///
/// Names of four characters and more: 高桥一郎. Shorter ones could be Chinese (高 桥明) unless no Chinese
/// surname begins them, which `chinese` tells.
pub(super) fn surname(name: &str, chinese: bool) -> Option<&str> {
    let count = name.chars().count();
    let found = SURNAMES.iter().filter_map(|s| name.get(..s.len()).filter(|head| *head == s)).max_by_key(|s| s.len())?;
    let rest = count - found.chars().count();
    (rest >= 1 && (!chinese || count >= 4 && rest >= 2)).then_some(found)
}

/// A name with kana; the surname is what stands in front of a blank.
pub(super) fn kana(written: &str, folded: &str, out: &mut Normalized) {
    joined(folded, out);
    parted_by_blank(written, out);
}

/// A Korean name: one syllable of surname, two in a few.
pub(super) fn hangul(written: &str, folded: &str, out: &mut Normalized) {
    joined(folded, out);
    const DOUBLE: List = list!["남궁", "황보", "제갈", "선우", "독고", "사공", "서문", "동방"];
    let key = std::mem::take(&mut out.key);
    let family = DOUBLE.iter().find(|d| key.starts_with(*d)).map_or(1, |d| d.chars().count());
    if let Some((at, _)) = key.char_indices().nth(family).filter(|_| key.chars().count() <= 5) {
        let (surname, given) = key.split_at_checked(at).unwrap_or_default();
        out.set(SURNAME, surname);
        out.set(SURNAME_KEY, surname);
        out.set(GIVEN, given);
    }
    out.key = key;
    parted_by_blank(written, out);
}

/// A blank tells people who is who; match forms depend on the key alone.
fn parted_by_blank(written: &str, out: &mut Normalized) {
    if let Some((surname, given)) = written.split_once([' ', '\u{3000}']) {
        out.set(SURNAME, surname);
        out.set(GIVEN, given);
    }
}

/// The key of scripts whose names are written without blanks.
fn joined(folded: &str, out: &mut Normalized) {
    out.key.extend(folded.chars().filter(|c| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(*c)));
    let Normalized { key, components, .. } = out;
    if let Some(sorted) = components.get_mut(SORTED) {
        sorted.push_str(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames() {
        assert_eq!(surname("高桥一郎", true), Some("高桥"));
        assert_eq!(surname("高桥明", true), None);
        assert_eq!(surname("山本耕", false), Some("山本"));
        assert_eq!(surname("长谷川由美", true), Some("长谷川"));
        assert_eq!(surname("王小明", true), None);
    }
}
