//! Cities with their province, telephone area code and districts, and the ways in which people write a place.

use crate::random::Random;

/// One city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct City {
    /// `广东省`, or empty for a municipality.
    pub(crate) province: &'static str,
    /// `深圳市`
    pub(crate) name: &'static str,
    /// Telephone area code.
    pub(crate) area: &'static str,
    /// Digits of a local telephone number.
    pub(crate) local: usize,
    /// Six-digit division code of the registration authority, for companies.
    pub(crate) code: &'static str,
    /// How many customers live here.
    pub(crate) weight: u64,
    /// Districts.
    pub(crate) districts: Vec<&'static str>,
}

/// Columns: province, city, area code, local digits, division code, weight, districts.
const CITIES: &str = "
- 上海市 021 8 310115 14 浦东新区、黄浦区、徐汇区、静安区、杨浦区、闵行区、嘉定区
- 北京市 010 8 110108 12 海淀区、朝阳区、东城区、西城区、丰台区、通州区
- 天津市 022 8 120101 3 和平区、河西区、南开区、滨海新区
- 重庆市 023 8 500103 4 渝中区、江北区、沙坪坝区、渝北区
广东省 深圳市 0755 8 440305 10 南山区、福田区、罗湖区、宝安区、龙岗区
广东省 广州市 020 8 440106 9 天河区、越秀区、海珠区、番禺区、白云区
广东省 东莞市 0769 8 441900 4 南城街道、东城街道、长安镇、虎门镇
广东省 佛山市 0757 8 440605 3 南海区、禅城区、顺德区
江苏省 苏州市 0512 8 320505 8 姑苏区、虎丘区、吴中区、昆山市、常熟市
江苏省 南京市 025 8 320106 6 鼓楼区、玄武区、江宁区、建邺区
江苏省 无锡市 0510 8 320213 4 梁溪区、滨湖区、江阴市、宜兴市
浙江省 杭州市 0571 8 330106 8 西湖区、滨江区、萧山区、余杭区、拱墅区
浙江省 宁波市 0574 8 330203 4 海曙区、鄞州区、北仑区、慈溪市
浙江省 温州市 0577 8 330302 2 鹿城区、瓯海区、乐清市
四川省 成都市 028 8 510104 7 锦江区、武侯区、青羊区、双流区
湖北省 武汉市 027 8 420106 6 武昌区、江岸区、洪山区、江夏区
湖南省 长沙市 0731 8 430104 4 岳麓区、雨花区、芙蓉区、长沙县
陕西省 西安市 029 8 610103 4 碑林区、雁塔区、未央区、长安区
山东省 青岛市 0532 8 370202 4 市南区、市北区、崂山区、黄岛区
山东省 济南市 0531 8 370102 3 历下区、市中区、历城区
福建省 厦门市 0592 7 350203 3 思明区、湖里区、集美区
福建省 福州市 0591 8 350102 3 鼓楼区、仓山区、台江区
安徽省 合肥市 0551 8 340104 3 蜀山区、包河区、庐阳区
河南省 郑州市 0371 8 410105 4 金水区、二七区、中原区
河北省 石家庄市 0311 8 130102 2 长安区、桥西区、裕华区
辽宁省 大连市 0411 8 210202 2 中山区、沙河口区、甘井子区
辽宁省 沈阳市 024 8 210102 3 和平区、沈河区、铁西区
黑龙江省 哈尔滨市 0451 8 230103 2 南岗区、道里区、香坊区
江西省 南昌市 0791 8 360102 2 东湖区、西湖区、红谷滩区
云南省 昆明市 0871 8 530102 2 五华区、盘龙区、官渡区
贵州省 贵阳市 0851 8 520102 1 南明区、云岩区、观山湖区
海南省 海口市 0898 8 460106 1 龙华区、美兰区、琼山区
";

/// Roads.
pub(crate) const ROADS: &[&str] = &[
    "人民路",
    "中山路",
    "建设路",
    "解放路",
    "科苑路",
    "学府路",
    "长江路",
    "滨河大道",
    "文化路",
    "和平街",
    "新华路",
    "光明路",
    "翠竹路",
    "迎宾大道",
    "园林路",
    "湖滨路",
    "创业路",
    "青年路",
];

/// Housing estates.
pub(crate) const ESTATES: &[&str] =
    &["金域花园", "阳光花城", "翡翠湾", "锦绣家园", "碧水云天", "万和城", "绿地新苑", "香樟雅苑", "书香门第", "滨江一号", "时代广场", "桂花苑", "东方名城", "紫荆公寓", "御景台"];

/// Every city.
pub(crate) fn cities() -> Vec<City> {
    CITIES.lines().filter_map(city).collect()
}

fn city(line: &'static str) -> Option<City> {
    let mut words = line.split(' ');
    let province = words.next().filter(|word| !word.is_empty())?;
    Some(City {
        province: if province == "-" { "" } else { province },
        name: words.next()?,
        area: words.next()?,
        local: words.next()?.parse().ok()?,
        code: words.next()?,
        weight: words.next()?.parse().ok()?,
        districts: words.next()?.split('、').collect(),
    })
}

impl City {
    /// `深圳`
    pub(crate) fn short(&self) -> &'static str {
        self.name.trim_end_matches('市')
    }

    /// `广东省深圳市南山区`
    pub(crate) fn path(&self, district: &str) -> String {
        format!("{}{}{district}", self.province, self.name)
    }

    /// A street address below the district.
    pub(crate) fn street(random: &mut Random) -> String {
        format!("{}{}号{}{}栋{}{:02}室", random.text(ROADS), random.between(1, 588), random.text(ESTATES), random.between(1, 20), random.between(1, 28), random.between(1, 4),)
    }

    /// The region as a registration form has it: several habits side by side.
    pub(crate) fn region(&self, district: &str, random: &mut Random) -> String {
        let province = self.province.trim_end_matches('省');
        let above = if province.is_empty() { self.short() } else { province };
        match random.weighted(&[45, 20, 20, 10, 5]) {
            0 => format!("{above}-{}", self.short()),
            1 => format!("{}{}", self.province, self.name),
            2 => self.path(district),
            3 => self.short().to_owned(),
            _ => format!("{above}/{}/{district}", self.short()),
        }
    }
}
