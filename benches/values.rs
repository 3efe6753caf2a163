//! Seeded values of each kind, in the forms that lists hold them in: what the speed of normalizers is measured on.

/// A linear congruential generator (Knuth's MMIX constants); the high bits are used.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % n.max(1)
    }

    pub(crate) fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
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
        column("date", 500.0, date),
        column("text", 400.0, text),
        column("nickname", 400.0, nickname),
        column("channel", 200.0, channel),
        column("amount", 500.0, amount),
        column("scale", 500.0, scale),
        column("industry", 500.0, industry),
        column("region", 500.0, region),
        column("address", 1500.0, address),
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

/// Seven of twenty in ISO 8601, five with slashes, four in Chinese, the rest with a time, as serials, by month names, as ranges.
fn date(r: &mut Random) -> String {
    let (year, month, day) = (1990 + r.below(35), 1 + r.below(12), 1 + r.below(28));
    let (hour, minute, second) = (r.below(24), r.below(60), r.below(60));
    match r.below(40) {
        0..=11 => format!("{year}-{month:02}-{day:02}"),
        12..=17 => format!("{year}/{month}/{day}"),
        18..=22 => format!("{year}年{month}月{day}日"),
        23..=26 => format!("{year}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
        27 => format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+08:00"),
        28 | 29 => format!("{year}{month:02}{day:02}"),
        30 => format!("{year}.{month}.{day}"),
        31 => format!("{year}年{month}月"),
        32 => format!("{year}.{month}"),
        33 => format!("{}", 33_000 + r.below(13_000)),
        34 => format!("{}/{month}/{year}", 13 + r.below(15)),
        35 => format!("{} {day}, {year}", r.pick(&["January", "May", "Sep", "December"])),
        36 => format!("{year}年{month}月{day}日下午{}点{minute:02}分", 1 + r.below(6)),
        37 => format!("二〇二{}年{}月{}日", r.pick(&["一", "二", "三", "四"]), r.pick(&["五", "十", "十二"]), r.pick(&["一", "十五", "二十八"])),
        38 => format!("{year}-{month:02}-{day:02}至{}-{month:02}-{day:02}", year + 1),
        _ => format!("{year}Q{}", 1 + r.below(4)),
    }
}

/// Titles and remarks: half Chinese, a third Latin, the rest full-width or traditional.
fn text(r: &mut Random) -> String {
    let thing = r.pick(&["产品", "设备", "软件", "配件", "方案", "课程", "机床", "耗材"]);
    let act = r.pick(&["咨询", "询价", "试用", "采购", "投诉", "回访", "续费", "报修"]);
    match r.below(12) {
        0..=3 => format!("{act}{thing}{}价格", r.pick(&["A", "B", "X"])),
        4..=6 => format!("{}{act}{thing}，{}", r.pick(&["客户", "对方", "经理"]), r.pick(&["希望本周回复", "预算有限", "下月再联系", "已发资料"])),
        7..=9 => format!("{} {} {}", r.digits(2), r.pick(&["Pinkerton", "Market", "Station", "Church"]), r.pick(&["Street", "Road", "Circuit", "Lane"])),
        10 => format!("{act}{thing}（{}）！", r.pick(&["ＶＩＰ", "１２３", "急"])),
        _ => format!("{}產品價格", r.pick(&["諮詢", "關於", "確認"])),
    }
}

/// Three of five plain, the others with emoji, stars or a face.
fn nickname(r: &mut Random) -> String {
    let name = r.pick(&["小王", "阿强", "快乐的小鸟", "Lily", "sunny_day", "云淡风轻", "老李", "Tony"]);
    match r.below(10) {
        0..=5 => format!("{name}{}", r.pick(&["", "", "88", "2024"])),
        6 => format!("{name}{}", r.pick(&["🌸", "❤\u{fe0f}", "👍🏽", "🇨🇳"])),
        7 => format!("★{name}★"),
        8 => format!("{name}{}", r.pick(&["(｡･ω･｡)", "^_^", "(≧▽≦)"])),
        _ => format!("꧁{name}꧂"),
    }
}

/// Seven of ten as a list of choices writes them.
fn channel(r: &mut Random) -> String {
    match r.below(10) {
        0..=6 => r.pick(&["官网", "抖音", "门店", "微信公众号", "行业展会", "转介绍", "电话", "小红书", "官网表单", "企业微信", "淘宝", "京东", "APP", "CRM"]).to_owned(),
        7 => format!("{}({})", r.pick(&["抖音", "门店", "展会"]), r.pick(&["短视频咨询", "扫码", "登记"])),
        8 => format!("{}{}", r.pick(&["抖音", "官网", "微信", "门店"]), r.pick(&["推广", "引流", "咨询", "注册"])),
        _ => format!("渠道：{}", r.pick(&["官网", "抖音", "门店"])),
    }
}

/// Half plain numbers, the rest ranges, bounds, units, numerals, currencies and periods.
fn amount(r: &mut Random) -> String {
    let (thousands, hundreds, cents) = (1 + r.below(99), r.digits(3), r.digits(2));
    match r.below(20) {
        0..=3 => format!("{thousands}{hundreds}"),
        4..=6 => format!("{thousands}{hundreds}.{cents}"),
        7 | 8 => format!("¥{thousands},{hundreds}.{cents}"),
        9 => format!("{thousands},{hundreds}元"),
        10 => format!("{thousands}.{}万", r.below(9)),
        11 => format!("{thousands}-{}万", thousands + 1 + r.below(50)),
        12 => format!("{thousands}000~{}000元/月", thousands + 1 + r.below(50)),
        13 => format!("{thousands}万{}", r.pick(&["以上", "以下", "+", "元以内"])),
        14 => format!("{}{thousands}万元", r.pick(&["不超过", "≥", "超过", "约"])),
        15 => format!("{}万{}仟元整", r.pick(&["壹", "贰拾", "叁", "伍"]), r.pick(&["贰", "肆", "陆", "捌"])),
        16 => r.pick(&["一万二", "三千五", "两百五十块", "三块五", "十几万", "五到八万"]).to_owned(),
        17 => format!("{}{thousands},{hundreds}.{cents}", r.pick(&["$", "US$", "€", "HK$", "USD "])),
        18 => format!("预算：{thousands}-{}万", thousands + 1 + r.below(50)),
        _ => format!("{}-{}K", thousands, thousands + 1 + r.below(20)),
    }
}

/// Mostly the bands of job boards, some bounds, classes and turnover.
fn scale(r: &mut Random) -> String {
    let number = (1 + r.below(99)) * 10;
    match r.below(10) {
        0..=3 => r.pick(&["1-49人", "50-99人", "100-499人", "500-999人", "1000-9999人", "10000人以上", "少于50人", "20-99人"]).to_owned(),
        4 => format!("{number}-{}人", number * 5),
        5 => format!("{number}{}", r.pick(&["人以上", "人以下", "+人", "人左右"])),
        6 => format!("{}-{} employees", number, number * 4),
        7 => format!("约{number}人"),
        8 => r.pick(&["大型", "中型企业", "小型", "微型"]).to_owned(),
        _ => format!("年营收{number}万-{}万", number * 5),
    }
}

const BRANCHES: [&str; 14] = [
    "专用设备制造业",
    "软件和信息技术服务业",
    "计算机、通信和其他电子设备制造业",
    "批发和零售业",
    "信息传输、软件和信息技术服务业",
    "房地产业",
    "餐饮业",
    "教育",
    "医药制造业",
    "软件开发",
    "汽车零部件及配件制造",
    "电力、热力、燃气及水生产和供应业",
    "货币金融服务",
    "互联网零售",
];
const CODES: [&str; 10] = ["35", "C35", "3591", "C3591", "I65", "651", "F", "A0111", "5212", "K70"];

/// Seven of ten official names or codes, one with its path, two everyday words.
fn industry(r: &mut Random) -> String {
    match r.below(10) {
        0..=4 => r.pick(&BRANCHES).to_owned(),
        5 | 6 => r.pick(&CODES).to_owned(),
        7 => r.pick(&["制造业-专用设备制造", "制造业>专用设备制造业", "C 制造业/35", "制造业-电子", "服务业-零售"]).to_owned(),
        _ => r.pick(&["互联网", "电商", "IT", "房产中介", "教培", "物流", "餐饮", "制造业", "医疗", "广告"]).to_owned(),
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
    let road = format!(
        "{}{}{}",
        r.pick(&["人民", "中山", "文三", "解放", "建设", "科苑", "滨河", "学院"]),
        r.pick(&["", "东", "西", "南", "北", "中"]),
        r.pick(&["路", "路", "路", "大道", "街"])
    );
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
