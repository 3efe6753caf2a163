//! Names of companies, and how a row has them.

use super::customer::Home;
use super::scene::Scene;
use super::typo;
use super::west_home::Country;
use super::west_words::{self, family};
use crate::company::TRADES;
use crate::random::Random;

/// Words of `character:pinyin`, two of which make a name.
const BRANDS: &str = "
华:hua 信:xin 鼎:ding 盛:sheng 恒:heng 通:tong 瑞:rui 达:da 金:jin 源:yuan 天:tian 成:cheng 泰:tai 博:bo 远:yuan
安:an 捷:jie 宏:hong 凯:kai 优:you 新:xin 锐:rui 云:yun 帆:fan 明:ming 德:de 嘉:jia 禾:he 永:yong 利:li 升:sheng
汇:hui 联:lian 创:chuang 智:zhi 海:hai 星:xing 晨:chen 蓝:lan 绿:lv 百:bai 万:wan 长:chang 启:qi 正:zheng 众:zhong
卓:zhuo 力:li 科:ke 东:dong 和:he 顺:shun 立:li 元:yuan 亿:yi 佳:jia 欣:xin 润:run 丰:feng 隆:long
";
const LEGAL: &[&str] = &["有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司", "集团有限公司"];

/// A company's name in its parts.
#[derive(Debug, Clone)]
pub(crate) struct Firm {
    brand: String,
    latin: String,
    trade: &'static str,
    legal: &'static str,
    place: &'static str,
    branch: String,
    abroad: Option<Country>,
}

impl Firm {
    /// A company of that place.
    pub(crate) fn draw(home: &Home, random: &mut Random) -> Self {
        match home {
            Home::Cn(home) => {
                let letters: Vec<_> = BRANDS.split_whitespace().filter_map(|word| word.split_once(':')).collect();
                let (first, second) = (random.pick(&letters).copied().unwrap_or_default(), random.pick(&letters).copied().unwrap_or_default());
                let trades: Vec<_> = TRADES.split_whitespace().filter_map(|word| word.split_once(':')).collect();
                let trade = random.pick(&trades).map_or("", |(trade, _)| trade);
                let (brand, latin) = (format!("{}{}", first.0, second.0), format!("{}{}", first.1, second.1));
                Self { brand, latin, trade, legal: random.text(LEGAL), place: home.city.name, branch: String::new(), abroad: None }
            }
            Home::West(home) => {
                let country = home.town.country;
                let brand = match random.weighted(&[40, 35, 25]) {
                    0 => random.text(&west_words::BRANDS).to_owned(),
                    1 => family(country, random).to_owned(),
                    _ => format!("{} & {}", family(country, random), family(country, random)),
                };
                let latin = brand.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
                Self {
                    brand,
                    latin,
                    trade: random.text(&west_words::TRADES),
                    legal: random.text(legal(country)),
                    place: home.town.name,
                    branch: String::new(),
                    abroad: Some(country),
                }
            }
        }
    }

    /// A branch at another place.
    pub(crate) fn branch(&self, home: &Home) -> Self {
        let branch = match home {
            Home::Cn(home) => format!("{}分公司", home.city.short()),
            Home::West(home) => home.town.name.to_owned(),
        };
        Self { branch, ..self.clone() }
    }

    /// The domain of its mailboxes.
    pub(crate) fn domain(&self, random: &mut Random) -> String {
        let Self { latin, trade, .. } = self;
        match self.abroad {
            None => format!("{latin}{}.{}", random.text(&["", "tech", "group", "-cn"]), random.text(&["com", "com.cn", "cn"])),
            Some(country) => format!("{latin}{}.{}", trade.to_lowercase(), country.domain()),
        }
    }

    /// The name as a row has it.
    pub(crate) fn written(&self, scene: &Scene, random: &mut Random) -> String {
        match self.abroad {
            None => self.chinese(scene, random),
            Some(country) => self.western(country, random),
        }
    }

    fn chinese(&self, scene: &Scene, random: &mut Random) -> String {
        let Self { brand, trade, legal, place, branch, .. } = self;
        let short = place.trim_end_matches('市');
        let name = match random.weighted(&[45, 20, 8, 5, 10, 6, 6]) {
            0 => format!("{place}{brand}{trade}{legal}"),
            1 => format!("{short}{brand}{trade}{legal}"),
            2 => format!("{brand}({short}){trade}{legal}"),
            3 => format!("{brand}（{short}）{trade}{legal}"),
            4 => format!("{brand}{trade}{}", random.text(&["公司", "有限公司", ""])),
            5 => format!("{short}{brand}{trade}"),
            _ => format!("{brand}{}", trade.chars().take(2).collect::<String>()),
        };
        let name = format!("{name}{branch}");
        match random.weighted(&[91, 3, 2, 3, 1]) {
            1 => scene.script.traditional(&name),
            2 => format!("{name} "),
            3 => name.replacen("有限公司", "有限责任公司", 1),
            4 => name.chars().take(1).chain([' ']).chain(name.chars().skip(1)).collect(),
            _ => name,
        }
    }

    fn western(&self, country: Country, random: &mut Random) -> String {
        let Self { brand, trade, branch, .. } = self;
        let legal = match random.weighted(&[55, 35, 10]) {
            0 => self.legal,
            1 => random.text(short(self.legal, country)),
            _ => "",
        };
        let parts = [brand.as_str(), trade, branch, legal];
        let name = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        match random.weighted(&[80, 8, 4, 4, 2, 2]) {
            1 => name.to_uppercase(),
            2 => name.to_lowercase(),
            3 => typo::letters(&name, random),
            4 => format!("The {name}"),
            5 => name.replacen(' ', "  ", 1),
            _ => name,
        }
    }
}

fn legal(country: Country) -> &'static [&'static str] {
    match country {
        Country::America => &["Inc.", "Inc.", "LLC", "LLC", "Corp."],
        Country::Britain => &["Ltd", "Ltd", "Ltd", "PLC"],
        Country::Germany => &["GmbH", "GmbH", "GmbH", "AG"],
    }
}

/// Other ways of writing the same legal form.
fn short(legal: &str, country: Country) -> &'static [&'static str] {
    match (legal, country) {
        ("Inc.", _) => &["Inc", "INC", "Incorporated"],
        ("LLC", _) => &["L.L.C.", "llc", "Limited Liability Company"],
        ("Corp.", _) => &["Corp", "Corporation", "Co"],
        ("PLC", _) => &["plc", "P.L.C."],
        ("GmbH", _) => &["G.m.b.H.", "gmbh", "mbH"],
        ("AG", _) => &["A.G.", "Aktiengesellschaft"],
        _ => &["Ltd.", "LTD", "Limited"],
    }
}
