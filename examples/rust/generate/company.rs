//! Companies, and the several ways in which a visiting card spells a registered name.

use crate::credit_code;
use crate::places::City;
use crate::random::Random;
use crate::telephone::{Book, full_width};

/// Words of `brand:pinyin`.
const BRANDS: &str = "
恒远:hengyuan 华晟:huasheng 鼎新:dingxin 瑞丰:ruifeng 天合:tianhe 宏达:hongda 金石:jinshi 博创:bochuang
科瑞:kerui 海纳:haina 正泽:zhengze 联众:lianzhong 启明:qiming ZT中拓:ztuo 安迅:anxun 卓越:zhuoyue
云峰:yunfeng 德昌:dechang 新锐:xinrui 东方:dongfang 盛世:shengshi 百川:baichuan MX迈信:mx UNI优尼:uni
远航:yuanhang 和润:herun 凌志:lingzhi 巨力:juli TIG泰格:tiger STO思拓:sto 汇通:huitong JH佳禾:jiahe
长青:changqing 万象:wanxiang 星辰:xingchen 同创:tongchuang 隆基:longji 明德:mingde 创维佳:chuangweijia
ABC:abc TCB:tcb EKO:eko
";

/// Words of `trade:industry`.
pub(crate) const TRADES: &str = "
精密机械:制造业-专用设备制造 电子科技:制造业-电子 信息技术:软件和信息技术服务业 自动化设备:制造业-通用设备制造
软件:软件和信息技术服务业 商贸:批发业 生物医药:医药制造业 教育咨询:教育 餐饮管理:住宿和餐饮业
供应链管理:服务业-物流 新材料:制造业-化学原料 家居用品:服务业-零售 智能科技:制造业-电子 环保工程:生态保护和环境治理业
";

/// One company.
#[derive(Debug, Clone)]
pub(crate) struct Company {
    /// Position of its city.
    pub(crate) city: usize,
    /// The registered name.
    pub(crate) name: String,
    /// The part that people say, with the trade.
    pub(crate) brand: String,
    /// Line of business as the form spells it.
    pub(crate) industry: &'static str,
    /// Unified social credit code.
    pub(crate) code: String,
    /// Telephone number shared by everybody in the company.
    pub(crate) switchboard: String,
    /// Domain of its mailboxes.
    pub(crate) domain: String,
}

impl Company {
    /// The `number`th company of the world; the first 588 differ in brand or trade.
    pub(crate) fn new(number: usize, city_at: usize, city: &City, book: &mut Book, random: &mut Random) -> Self {
        let brands: Vec<&str> = BRANDS.split_whitespace().collect();
        let trades: Vec<&str> = TRADES.split_whitespace().collect();
        let round = number / brands.len();
        let (brand, pinyin) = brands.get(number % brands.len()).and_then(|word| word.split_once(':')).unwrap_or_default();
        let (trade, industry) = trades.get((number + round * 5) % trades.len()).and_then(|word| word.split_once(':')).unwrap_or_default();
        let place = city.short();
        let name = if random.chance(300) {
            format!("{brand}{trade}（{place}）有限公司")
        } else if random.chance(150) {
            format!("{place}{brand}{trade}股份有限公司")
        } else {
            format!("{place}{brand}{trade}有限公司")
        };
        let suffix = if round == 0 { String::new() } else { round.to_string() };
        Self {
            city: city_at,
            name,
            brand: format!("{brand}{trade}"),
            industry,
            code: credit_code::code(city.code, random),
            switchboard: book.landline(city, random),
            domain: format!("{pinyin}{suffix}.{}", random.text(&["com", "com.cn", "cn"])),
        }
    }

    /// The name as one card or form has it.
    pub(crate) fn written(&self, random: &mut Random) -> String {
        let name = self.name.clone();
        match random.weighted(&[58, 16, 8, 12, 4, 2]) {
            1 => name.replace('（', "(").replace('）', ")"),
            2 => name.replace("股份有限公司", "股份公司").replace("有限公司", "有限责任公司"),
            3 => letters(&name),
            4 => self.brand.clone(),
            5 => format!(" {name} "),
            _ => name,
        }
    }
}

/// The Latin letters of the name in full width.
fn letters(name: &str) -> String {
    name.chars().map(|letter| if letter.is_ascii() { full_width(&letter.to_string()) } else { letter.to_string() }).collect()
}
