use super::PersonName;
use crate::model::{Normalized, Reason, Status};
use crate::normalize::Normalizer;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    PersonName.normalize(raw, &mut out);
    out
}

/// raw, key, surname, given, pinyin, initials, sorted, honorific, status
type Case = (&'static str, &'static str, [&'static str; 6], Status);

const CASES: &[Case] = &[
    ("张伟", "张伟", ["张", "伟", "zhangwei", "zw", "张伟", ""], Status::Ok),
    ("张 伟", "张伟", ["张", "伟", "zhangwei", "zw", "张伟", ""], Status::Ok),
    ("張偉", "张伟", ["张", "伟", "zhangwei", "zw", "张伟", ""], Status::Ok),
    ("张伟先生", "张伟", ["张", "伟", "zhangwei", "zw", "张伟", ""], Status::Repaired),
    ("张伟总", "张伟", ["张", "伟", "zhangwei", "zw", "张伟", ""], Status::Repaired),
    ("姓名：张伟", "张伟", ["张", "伟", "zhangwei", "zw", "张伟", ""], Status::Repaired),
    ("张伟（采购）", "张伟", ["张", "伟", "zhangwei", "zw", "张伟", ""], Status::Repaired),
    ("张伟 David", "张伟", ["张", "伟", "zhangwei", "zw", "张伟", ""], Status::Repaired),
    ("欧阳娜娜", "欧阳娜娜", ["欧阳", "娜娜", "ouyangnana", "oynn", "欧阳娜娜", ""], Status::Ok),
    ("歐陽娜娜", "欧阳娜娜", ["欧阳", "娜娜", "ouyangnana", "oynn", "欧阳娜娜", ""], Status::Ok),
    ("单雄信", "单雄信", ["单", "雄信", "shanxiongxin", "sxx", "单雄信", ""], Status::Ok),
    ("范徐丽泰", "范徐丽泰", ["范徐", "丽泰", "fanxulitai", "fxlt", "范徐丽泰", ""], Status::Ok),
    ("买买提•艾力", "买买提·艾力", ["", "买买提", "maimaitiaili", "mmtal", "买买提·艾力", ""], Status::Ok),
    ("李女士", "", ["李", "", "", "", "", "女士"], Status::Suspicious),
    ("王总", "", ["王", "", "", "", "", "总"], Status::Suspicious),
    ("欧阳经理", "", ["欧阳", "", "", "", "", "经理"], Status::Suspicious),
    ("小王", "", ["王", "", "", "", "", "小"], Status::Suspicious),
    ("李", "", ["李", "", "", "", "", ""], Status::Suspicious),
    ("张*", "", ["张", "", "", "", "", ""], Status::Suspicious),
    ("张*伟", "", ["张", "", "", "", "", ""], Status::Suspicious),
    ("张某某", "", ["张", "", "", "", "", ""], Status::Suspicious),
    ("张xx", "", ["张", "", "", "", "", ""], Status::Suspicious),
    ("*经理", "", ["", "", "", "", "", "经理"], Status::Suspicious),
    ("John Smith", "john smith", ["smith", "john", "johnsmith", "js", "john smith", ""], Status::Ok),
    ("SMITH, John", "john smith", ["smith", "john", "johnsmith", "js", "john smith", ""], Status::Repaired),
    ("Smith, Dr. John", "john smith", ["smith", "john", "johnsmith", "js", "john smith", ""], Status::Repaired),
    ("Mr. John Smith Jr.", "john smith", ["smith", "john", "johnsmith", "js", "john smith", ""], Status::Repaired),
    ("John Smith, PhD", "john smith", ["smith", "john", "johnsmith", "js", "john smith", ""], Status::Repaired),
    ("Mr. Smith", "", ["smith", "", "", "", "", "mr"], Status::Suspicious),
    ("ZHANG Wei", "wei zhang", ["zhang", "wei", "weizhang", "wz", "wei zhang", ""], Status::Repaired),
    ("Wei ZHANG", "wei zhang", ["zhang", "wei", "weizhang", "wz", "wei zhang", ""], Status::Ok),
    ("Zhang Wei", "zhang wei", ["wei", "zhang", "zhangwei", "zw", "wei zhang", ""], Status::Ok),
    ("Zhang Xiaoming", "xiaoming zhang", ["zhang", "xiaoming", "xiaomingzhang", "xz", "xiaoming zhang", ""], Status::Repaired),
    ("José Nuñez", "josé nuñez", ["nuñez", "josé", "josenunez", "jn", "josé nuñez", ""], Status::Ok),
    ("Conan O'Brien", "conan obrien", ["obrien", "conan", "conanobrien", "co", "conan obrien", ""], Status::Ok),
    ("J.R.R. Tolkien", "j r r tolkien", ["tolkien", "j", "jrrtolkien", "jrrt", "j r r tolkien", ""], Status::Ok),
    ("robert b smith", "robert b smith", ["smith", "robert", "robertbsmith", "rbs", "b robert smith", ""], Status::Ok),
    ("David", "david", ["", "", "david", "d", "david", ""], Status::Suspicious),
    ("Na Ying", "na ying", ["ying", "na", "naying", "ny", "na ying", ""], Status::Ok),
    ("Иван Петров", "иван петров", ["петров", "иван", "", "", "иван петров", ""], Status::Ok),
    ("高橋さくら", "高桥さくら", ["", "", "", "", "高桥さくら", ""], Status::Ok),
    ("김철수", "김철수", ["", "", "", "", "김철수", ""], Status::Ok),
    ("☆小仙女☆", "", ["", "", "", "", "", ""], Status::Suspicious),
    ("Lily2008", "", ["", "", "", "", "", ""], Status::Suspicious),
    ("风の语", "", ["", "", "", "", "", ""], Status::Suspicious),
    ("丶清风", "", ["", "", "", "", "", ""], Status::Suspicious),
    ("Amy王", "", ["王", "", "", "", "", ""], Status::Suspicious),
    ("客服", "", ["", "", "", "", "", ""], Status::Suspicious),
    ("腾讯科技有限公司", "", ["", "", "", "", "", ""], Status::Suspicious),
    ("测试", "", ["", "", "", "", "", ""], Status::Invalid),
    ("test", "", ["", "", "", "", "", ""], Status::Invalid),
    ("无", "", ["", "", "", "", "", ""], Status::Missing),
];

#[test]
fn reads_the_table() {
    for (raw, key, forms, status) in CASES {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status), (*key, *status), "{raw} {:?}", out.reasons);
        assert_eq!(out.components, *forms, "{raw}");
    }
}

#[test]
fn tells_why() {
    for (raw, reasons) in [
        ("李女士", &[Reason::SurnameOnly][..]),
        ("张*", &[Reason::Masked, Reason::SurnameOnly]),
        ("*经理", &[Reason::Masked, Reason::SurnameOnly]),
        ("張偉先生", &[Reason::Traditional, Reason::Honorific]),
        ("SMITH, John", &[Reason::NameOrder]),
        ("😀", &[Reason::Nickname]),
        ("客服", &[Reason::NotAPerson]),
        ("测试", &[Reason::Placeholder]),
        ("David", &[Reason::SingleName]),
        ("Dr. John Smith", &[Reason::Honorific]),
    ] {
        assert_eq!(read(raw).reasons, reasons, "{raw}");
    }
}
