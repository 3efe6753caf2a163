use super::{COMPONENTS, PersonName};
use crate::model::{Normalized, Reason, Status};
use crate::normalize::Normalizer;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    PersonName::default().normalize(raw, &mut out);
    out
}

fn part<'a>(out: &'a Normalized, name: &str) -> &'a str {
    COMPONENTS.iter().position(|c| *c == name).map(|at| out.components[at].as_str()).unwrap()
}

/// raw, display, key, (surname, given, honorific, pinyin), status
type Han = (&'static str, &'static str, &'static str, [&'static str; 4], Status);

const HAN: &[Han] = &[
    ("张伟", "张伟", "张伟", ["张", "伟", "", "zhang wei"], Status::Ok),
    ("张 伟", "张伟", "张伟", ["张", "伟", "", "zhang wei"], Status::Repaired),
    ("張偉", "張偉", "张伟", ["張", "偉", "", "zhang wei"], Status::Ok),
    ("张伟先生", "张伟", "张伟", ["张", "伟", "先生", "zhang wei"], Status::Repaired),
    ("许經理", "许", "", ["许", "", "經理", "xu"], Status::Suspicious),
    ("张伟总", "张伟", "张伟", ["张", "伟", "总", "zhang wei"], Status::Repaired),
    ("总经理李明", "李明", "李明", ["李", "明", "总经理", "li ming"], Status::Repaired),
    ("姓名：张伟", "张伟", "张伟", ["张", "伟", "", "zhang wei"], Status::Repaired),
    ("张伟（采购）", "张伟", "张伟", ["张", "伟", "", "zhang wei"], Status::Repaired),
    ("张伟 David", "张伟", "张伟", ["张", "伟", "", "zhang wei"], Status::Repaired),
    ("欧阳娜娜", "欧阳娜娜", "欧阳娜娜", ["欧阳", "娜娜", "", "ou yang na na"], Status::Ok),
    ("歐陽娜娜", "歐陽娜娜", "欧阳娜娜", ["歐陽", "娜娜", "", "ou yang na na"], Status::Ok),
    ("单雄信", "单雄信", "单雄信", ["单", "雄信", "", "shan xiong xin"], Status::Ok),
    ("范徐丽泰", "范徐丽泰", "范徐丽泰", ["范徐", "丽泰", "", "fan xu li tai"], Status::Ok),
    ("马佳丽", "马佳丽", "马佳丽", ["马", "佳丽", "", "ma jia li"], Status::Ok),
    ("王重阳", "王重阳", "王重阳", ["王", "重阳", "", "wang chong yang"], Status::Ok),
    ("买买提•艾力", "买买提•艾力", "买买提·艾力", ["", "买买提", "", "mai mai ti ai li"], Status::Ok),
    ("爱新觉罗·溥仪", "爱新觉罗·溥仪", "爱新觉罗·溥仪", ["爱新觉罗", "溥仪", "", "ai xin jue luo pu yi"], Status::Ok),
    ("高橋一郎", "高橋一郎", "高桥一郎", ["高橋", "一郎", "", "gao qiao yi lang"], Status::Ok),
    ("山田 太郎", "山田 太郎", "山田太郎", ["山田", "太郎", "", "shan tian tai lang"], Status::Repaired),
    ("李女士", "李", "", ["李", "", "女士", "li"], Status::Suspicious),
    ("王总", "王", "", ["王", "", "总", "wang"], Status::Suspicious),
    ("欧阳经理", "欧阳", "", ["欧阳", "", "经理", "ou yang"], Status::Suspicious),
    ("小王", "王", "", ["王", "", "小", "wang"], Status::Suspicious),
    ("李", "李", "", ["李", "", "", "li"], Status::Suspicious),
    ("张*", "张*", "", ["张", "", "", ""], Status::Suspicious),
    ("陳*偉", "陳*偉", "", ["陳", "", "", ""], Status::Suspicious),
    ("张某某", "张某某", "", ["张", "", "", ""], Status::Suspicious),
    ("张xx", "张xx", "", ["张", "", "", ""], Status::Suspicious),
    ("*经理", "*经理", "", ["", "", "经理", ""], Status::Suspicious),
    ("Amy王", "Amy王", "", ["王", "", "", ""], Status::Suspicious),
    ("☆小仙女☆", "☆小仙女☆", "", ["", "", "", ""], Status::Suspicious),
    ("AAA建材王哥", "AAA建材王哥", "", ["", "", "", ""], Status::Suspicious),
    ("快乐的小鸟", "快乐的小鸟", "", ["", "", "", ""], Status::Suspicious),
    ("风の语", "风の语", "", ["", "", "", ""], Status::Suspicious),
    ("丶清风", "丶清风", "", ["", "", "", ""], Status::Suspicious),
    ("客服", "客服", "", ["", "", "", ""], Status::Suspicious),
    ("腾讯科技有限公司", "腾讯科技有限公司", "", ["", "", "", ""], Status::Suspicious),
    ("测试", "测试", "", ["", "", "", ""], Status::Invalid),
    ("无", "", "", ["", "", "", ""], Status::Missing),
    ("高橋さくら", "高橋さくら", "高桥さくら", ["", "", "", ""], Status::Ok),
    ("김철수", "김철수", "김철수", ["김", "철수", "", ""], Status::Ok),
];

#[test]
fn chinese_names() {
    for (raw, display, key, parts, status) in HAN {
        let out = read(raw);
        assert_eq!((out.display.as_str(), out.key.as_str(), out.status), (*display, *key, *status), "{raw} {:?}", out.reasons);
        assert_eq!(["surname", "given", "honorific", "pinyin"].map(|p| part(&out, p)), *parts, "{raw}");
    }
}

/// raw, key, (title, given, middle, surname, suffix)
const LATIN: &[(&str, &str, [&str; 5])] = &[
    ("John Smith", "john smith", ["", "John", "", "Smith", ""]),
    ("SMITH, John", "john smith", ["", "John", "", "SMITH", ""]),
    ("Smith, Dr. John A.", "john a smith", ["Dr.", "John", "A.", "Smith", ""]),
    ("Mr. John Smith Jr.", "john smith", ["Mr.", "John", "", "Smith", "Jr."]),
    ("John Smith, PhD", "john smith", ["", "John", "", "Smith", "PhD"]),
    ("Doe, John, III", "john doe", ["", "John", "", "Doe", "III"]),
    ("Prof. Dr. Anna Maria Weber", "anna maria weber", ["Prof. Dr.", "Anna", "Maria", "Weber", ""]),
    ("Ludwig van Beethoven", "ludwig van beethoven", ["", "Ludwig", "", "van Beethoven", ""]),
    ("María José de la Cruz", "maría josé de la cruz", ["", "María", "José", "de la Cruz", ""]),
    ("Von Miller", "von miller", ["", "Von", "", "Miller", ""]),
    ("William \"Bill\" Gates", "william gates", ["", "William", "", "Gates", ""]),
    ("DE GAULLE Charles", "charles de gaulle", ["", "Charles", "", "DE GAULLE", ""]),
    ("J.R.R. Tolkien", "j r r tolkien", ["", "J.R.R.", "", "Tolkien", ""]),
    ("Conan O'Brien", "conan obrien", ["", "Conan", "", "O'Brien", ""]),
    ("ZHANG Wei", "wei zhang", ["", "Wei", "", "ZHANG", ""]),
    ("Wei ZHANG", "wei zhang", ["", "Wei", "", "ZHANG", ""]),
    ("Zhang Wei", "zhang wei", ["", "Zhang", "", "Wei", ""]),
    ("Zhang Xiaoming", "xiaoming zhang", ["", "Xiaoming", "", "Zhang", ""]),
    ("Chan Tai Man", "tai man chan", ["", "Tai Man", "", "Chan", ""]),
    ("Tsai Ing-wen", "ingwen tsai", ["", "Ing-wen", "", "Tsai", ""]),
    ("Mr. Smith", "", ["Mr.", "", "", "Smith", ""]),
    ("Madonna", "madonna", ["", "", "", "", ""]),
    ("Иван Петров", "иван петров", ["", "Иван", "", "Петров", ""]),
];

#[test]
fn latin_names() {
    for (raw, key, parts) in LATIN {
        let out = read(raw);
        assert_eq!(out.key, *key, "{raw} {:?}", out.reasons);
        assert_eq!(["title", "given", "middle", "surname", "suffix"].map(|p| part(&out, p)), *parts, "{raw}");
    }
}

#[test]
fn match_forms() {
    for (raw, form, expected) in [
        ("张伟", "reading", "zhangwei"),
        ("Zhang Wei", "readings", "zhangwei weizhang"),
        ("吕布", "readings", "lvbu lyubu lubu"),
        ("曾乐", "readings", "zengle zengyue cengle cengyue"),
        ("LYU Bu", "reading", "lvbu"),
        ("Chan Tai Man", "reading", "chentaiman"),
        ("ZHANG Xiaoming", "pinyin", "zhang xiao ming"),
        ("欧阳娜娜", "initials", "oynn"),
        ("歐陽娜娜", "surname_key", "欧阳"),
        ("José Nuñez", "reading", "josenunez"),
        ("Robert B Smith", "sorted", "b robert smith"),
        ("Bob Smith", "given_names", "bob bert bobby robert"),
        ("Bill Smith", "given_names", "bill robert will william willis"),
        ("Robert \"Bob\" Smith", "nickname", "Bob"),
        ("Bobbie Smith", "given_names", "bobbie barbara roberta bert robert rodger roger"),
        ("Klein, Morris II", "generation", "jr"),
        ("Morris II Klein", "generation", "jr"),
        ("Morris II Klein", "reading", "morrisklein"),
        ("Morris I Klein", "generation", "sr"),
        ("Morris Klein Senior", "sorted", "klein morris"),
        ("Morris Klein", "generation", ""),
        ("Gabriel García Márquez", "surname_key", "márquez"),
        ("García Márquez, Gabriel", "surname_key", "márquez"),
        ("Tai Man Chan", "reading", "chentaiman"),
    ] {
        assert_eq!(part(&read(raw), form), expected, "{raw} {form}");
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
        ("Google LLC", &[Reason::NotAPerson]),
        ("测试", &[Reason::Placeholder]),
        ("Madonna", &[Reason::SingleName]),
        ("Dr. John Smith", &[Reason::Honorific]),
        ("张三、李四", &[Reason::MultipleValues]),
    ] {
        assert_eq!(read(raw).reasons, reasons, "{raw}");
    }
    assert_eq!(read("张三、李四").candidates, ["张三", "李四"]);
}

#[test]
fn the_fast_path_and_the_long_one_agree() {
    for raw in ["张伟", "張偉", "欧阳娜娜", "单雄信", "范徐丽泰", "马佳丽", "吕布", "曾乐", "王重阳", "司马迁", "刘德华"] {
        // A mark without shape sends the name the long way.
        let (short, mut long) = (read(raw), read(&format!("{raw}\u{200b}")));
        long.reasons.retain(|r| *r != Reason::Trimmed);
        assert_eq!((&short.key, &short.display, &short.components, &short.reasons), (&long.key, &long.display, &long.components, &long.reasons), "{raw}");
    }
}
