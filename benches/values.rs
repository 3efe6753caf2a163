//! Seeded values of each kind, in the forms that lists hold them in: what the speed of normalizers is measured on.

/// A linear congruential generator (Knuth's MMIX constants); the high bits are used.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list.get(self.below(list.len())).copied().unwrap_or_default()
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b"0123456789".get(self.below(10)).copied().unwrap_or(b'0'))).collect()
    }
}

/// A kind as a spec writes it, the most nanoseconds a value may take, and values.
#[derive(Debug)]
pub struct Column {
    /// The kind.
    pub kind: &'static str,
    /// Nanoseconds per value that must not be exceeded.
    pub target: f64,
    /// The values.
    pub values: Vec<String>,
}

/// Every column, always the same.
#[must_use]
pub fn columns(rows: usize) -> Vec<Column> {
    let mut random = Random(20_240_630);
    let mut column = |kind, target, make: fn(&mut Random) -> String| Column { kind, target, values: (0..rows).map(|_| make(&mut random)).collect() };
    vec![
        column("phone", 150.0, phone),
        column("email", 200.0, email),
        column("resident_id", 300.0, resident_id),
        column("credit_code", 300.0, credit_code),
        column("person_name", 500.0, person_name),
        column("company", 800.0, company),
        column("region", 500.0, region),
        column("address", 1000.0, address),
    ]
}

const MOBILE: [&str; 14] = ["138", "139", "150", "186", "177", "199", "136", "158", "133", "189", "176", "170", "147", "192"];

/// Seven of ten plain, two formatted, one a landline.
fn phone(r: &mut Random) -> String {
    let (prefix, digits) = (r.pick(&MOBILE), r.digits(8));
    let (middle, last) = digits.split_at_checked(4).unwrap_or_default();
    match r.below(10) {
        0..=6 => format!("{prefix}{digits}"),
        7 => format!("+86 {prefix} {middle} {last}"),
        8 => format!("{prefix}-{middle}-{last}"),
        _ => format!("021-6{}", r.digits(7)),
    }
}

const WORDS: [&str; 16] = ["wang", "li", "zhang", "liu", "chen", "yang", "zhao", "huang", "zhou", "wu", "xu", "sun", "hu", "zhu", "gao", "lin"];

/// Nine of ten at well-known providers.
fn email(r: &mut Random) -> String {
    let domain = r.pick(&["qq.com", "163.com", "126.com", "gmail.com", "outlook.com", "sina.com", "139.com", "foxmail.com", "hotmail.com", "huaxin-tech.com.cn"]);
    match r.below(4) {
        0 => format!("{}@qq.com", r.digits(9)),
        1 => format!("{}.{}@{domain}", r.pick(&WORDS), r.pick(&WORDS)),
        2 => format!("{}{}@{domain}", r.pick(&WORDS), r.digits(4)),
        _ => format!("{}_{}{}@{domain}", r.pick(&WORDS), r.pick(&WORDS), r.digits(2)),
    }
}

const COUNTIES: [&str; 10] = ["110105", "310115", "440305", "330106", "320505", "510104", "420106", "370202", "350203", "610113"];

/// The check character of GB 11643 (ISO 7064, MOD 11-2).
fn check_of_person(id: &str) -> char {
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: usize = id.bytes().zip(weights).map(|(b, w)| usize::from(b - b'0') * w).sum();
    "10X98765432".chars().nth(sum % 11).unwrap_or('0')
}

fn resident_id(r: &mut Random) -> String {
    let mut id = format!("{}{}{:02}{:02}{}", r.pick(&COUNTIES), 1950 + r.below(55), 1 + r.below(12), 1 + r.below(28), r.digits(3));
    id.push(check_of_person(&id));
    id
}

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

fn credit_code(r: &mut Random) -> String {
    let body = r.digits(8);
    let sum: usize = body.bytes().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(b, w)| usize::from(b - b'0') * w).sum();
    let inner = match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        n => char::from_digit(u32::try_from(n).unwrap_or(0), 10).unwrap_or('0'),
    };
    let code = format!("91{}{body}{inner}", r.pick(&COUNTIES));
    let mut weight = 1;
    let mut sum = 0;
    for c in code.chars() {
        sum += ALPHABET.find(c).unwrap_or(0) * weight;
        weight = weight * 3 % 31;
    }
    let check = ALPHABET.chars().nth((31 - sum % 31) % 31).unwrap_or('0');
    format!("{code}{check}")
}

const SURNAMES: [&str; 24] = ["王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "欧阳", "单", "曾", "張", "劉", "陳"];
const GIVEN: [&str; 24] =
    ["伟", "芳", "娜", "敏", "静", "丽", "晓东", "海燕", "军", "国华", "淑珍", "艳", "桂英", "婷婷", "文博", "明", "子涵", "秀英", "俊杰", "平", "建国", "志强", "曉明", "雅婷"];

/// Nine of ten plain Chinese, one with a form of address or in Latin letters.
fn person_name(r: &mut Random) -> String {
    match r.below(20) {
        0 => format!("{}{}先生", r.pick(&SURNAMES), r.pick(&GIVEN)),
        1 => format!("{} {}", r.pick(&["John", "Mary", "David", "Anna"]), r.pick(&["Smith", "Miller", "Brown", "Garcia"])),
        _ => format!("{}{}", r.pick(&SURNAMES), r.pick(&GIVEN)),
    }
}

fn company(r: &mut Random) -> String {
    let place = r.pick(&["上海", "北京", "深圳市", "杭州", "苏州市", "广东省", "武汉", "成都市", ""]);
    let brand = r.pick(&["华信", "恒泰", "明远", "海明智业", "天成", "金盛", "瑞丰", "宏图", "中科创达", "嘉禾"]);
    let trade = r.pick(&["科技", "信息技术", "电子商务", "贸易", "机械设备", "文化传媒", "建筑工程", "生物科技", "网络科技", "餐饮管理"]);
    let form = r.pick(&["有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司"]);
    match r.below(20) {
        0 => format!("{brand}{trade}（{}）{form}", r.pick(&["上海", "中国", "北京"])),
        1 => format!("{place}{brand}{trade}{form}{}", r.pick(&["上海分公司", "北京分公司", "第一分公司"])),
        2 => format!("{} {} Co., Ltd.", r.pick(&["Acme", "Huaxin", "Global", "Pacific"]), r.pick(&["Trading", "Technology", "Electronics"])),
        _ => format!("{place}{brand}{trade}{form}"),
    }
}

const PLACES: [(&str, &str, &str); 10] = [
    ("浙江省", "杭州市", "西湖区"),
    ("广东省", "深圳市", "南山区"),
    ("江苏省", "苏州市", "昆山市"),
    ("上海市", "上海市", "浦东新区"),
    ("北京市", "北京市", "朝阳区"),
    ("四川省", "成都市", "武侯区"),
    ("湖北省", "武汉市", "江夏区"),
    ("山东省", "青岛市", "市南区"),
    ("陕西省", "西安市", "雁塔区"),
    ("广西壮族自治区", "柳州市", "鱼峰区"),
];

/// Seven of ten in full, the others short, with signs, without their province, or of old.
fn region(r: &mut Random) -> String {
    let (province, city, district) = PLACES.get(r.below(PLACES.len())).copied().unwrap_or_default();
    let city_only = if city == province { "" } else { city };
    match r.below(10) {
        0 => format!("{}-{}", province.trim_end_matches(['省', '市']), city.trim_end_matches('市')),
        1 => format!("{city}{district}"),
        2 => r.pick(&["浙江省绍兴市上虞市", "华东-上海", "北京市崇文区", "廣東省深圳市", "内蒙古 呼和浩特", "湖北恩施州"]).to_owned(),
        3 => format!("{province} {city_only} {district}"),
        _ => format!("{province}{city_only}{district}"),
    }
}

/// As lists of customers write them: most in full, with road and number, half with building and room.
fn address(r: &mut Random) -> String {
    let place = region(r);
    let road = format!("{}{}{}", r.pick(&["人民", "中山", "文三", "解放", "建设", "科苑", "滨河", "学院"]), r.pick(&["", "东", "西", "南", "北", "中"]), r.pick(&["路", "路", "路", "大道", "街"]));
    let number = 1 + r.below(2000);
    let town = r.pick(&["", "", "", "翠苑街道", "粤海街道", "柳市镇"]);
    match r.below(10) {
        0..=3 => format!("{place}{town}{road}{number}号"),
        4..=6 => format!("{place}{town}{road}{number}号{}栋{}单元{}0{}室", 1 + r.below(20), 1 + r.below(4), 1 + r.below(30), 1 + r.below(4)),
        7 => format!("{place}{road}{number}号{}大厦{}座{}", r.pick(&["国际", "创新", "金融", "科技"]), r.pick(&["A", "B", "C"]), 101 + r.below(2000)),
        8 => format!("{place}{}{}-{}-{}", r.pick(&["阳光花园", "翠苑三区", "金色家园"]), 1 + r.below(30), 1 + r.below(4), 101 + r.below(2000)),
        _ => format!("{place} {road} {number}号 {}", r.pick(&["张三 13812345678", "（东门）", "3楼"])),
    }
}
