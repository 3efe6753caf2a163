//! What customers say, and what is noted about them, in natural sentences.
//!
//! Each intent has its own templates: a sentence of one intent holds no key word of a stronger one.

use crate::random::Random;

/// What a customer tends to talk about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mood {
    /// Ready to buy.
    Buying,
    /// Wants to know details.
    Technical,
    /// Only looking.
    Browsing,
    /// Compares prices.
    Thrifty,
    /// Cannot decide.
    Hesitant,
}

const BUYING: &[&str] = &[
    "想购买{p}，什么时候能发货",
    "准备下单{p}，有现货吗",
    "需要{p}的正式报价，本周要签合同",
    "我要买两台{p}，怎么付款",
    "已和家人商量好，想购买{p}",
    "请发一份{p}报价单，我们要下单",
    "{p}可以今天下单明天送到吗",
    "合同发我看下，没问题就签合同",
    "确定要{p}了，请联系我下单",
    "采购{p}，请报价并安排签合同",
];
const TECHNICAL: &[&str] = &[
    "{p}的参数能详细介绍一下吗",
    "{p}都有哪些规格",
    "请问{p}的配置和上一代有什么区别",
    "{p}支持哪些功能",
    "{p}的功率和尺寸参数是多少",
    "想了解{p}的技术规格",
    "{p}有没有远程控制功能",
    "咨询{p}配置方案，最好有说明书",
    "{p}的噪音参数是多少分贝",
    "{p}的接口规格和兼容性怎么样",
];
const BROWSING: &[&str] =
    &["随便看看", "先看看新品", "浏览一下", "随便逛逛", "路过看看{p}", "刷到视频，来看看", "只是浏览，暂时没有需求", "看看有什么新品", "第一次来，随便逛逛", "关注一下"];
const THRIFTY: &[&str] = &[
    "{p}现在有优惠吗",
    "{p}能打折扣吗",
    "能不能再便宜点",
    "{p}有点贵，有没有活动价",
    "{p}什么时候搞促销，等优惠",
    "有优惠券可以领吗",
    "别家的{p}更便宜",
    "老客户有折扣吗",
    "{p}太贵了，等双十一",
];
const HESITANT: &[&str] = &[
    "{p}我再考虑考虑",
    "还要请示领导，下周回复",
    "过段时间再说",
    "先不急，再对比一下",
    "家里人还没商量好，再考虑考虑",
    "今年预算没批，过段时间再说",
    "还要请示领导和财务",
    "再想想，有需要联系你们",
];
const COMPLAINTS: &[&str] = &[
    "{p}用了两周就坏了，质量问题，要求退货",
    "投诉：{p}发货太慢，客服不回复",
    "{p}有质量问题，申请退货",
    "投诉安装师傅态度差",
    "收到的{p}外壳有划痕，要求换货",
    "{p}漏水，质量问题多次未解决，投诉",
    "退货一周了还没退款，投诉",
];
const LOGINS: &[&str] = &["登录商城", "登录商城，浏览新品页面", "登录小程序，查看物流", "登录商城，查看{p}详情", "登录APP，签到", "登录商城，领取优惠券"];
const CALLBACKS: &[&str] = &[
    "回访使用情况，客户表示满意",
    "电话回访，未接通",
    "回访：客户表示再考虑考虑",
    "回访：客户还要请示领导",
    "回访：过段时间再说",
    "回访{p}使用情况，一切正常",
    "回访：客户关注新品",
    "回访：希望增加线上售后渠道",
    "回访：客户觉得价格偏贵，等优惠",
];
const VISITS: &[&str] = &["到店体验{p}", "到店随便看看，未咨询", "到店咨询{p}配置", "到店下单{p}，已付定金", "到店取货", "到店询问{p}有没有折扣", "到店维修{p}"];
const CAMPAIGNS: &[&str] = &["参加新品发布会", "参加会员日折扣活动", "参加直播抽奖", "会员日领取优惠券", "参加{p}体验课", "参加线下沙龙", "老带新活动，推荐朋友"];

fn filled(templates: &[&str], product: &str, random: &mut Random) -> String {
    random.text(templates).replace("{p}", product)
}

/// A disposition, in realistic shares.
pub(crate) fn mood(random: &mut Random) -> Mood {
    match random.weighted(&[24, 26, 22, 18, 10]) {
        0 => Mood::Buying,
        1 => Mood::Technical,
        2 => Mood::Browsing,
        3 => Mood::Thrifty,
        _ => Mood::Hesitant,
    }
}

/// A question or remark; seven in ten follow the disposition.
pub(crate) fn inquiry(usual: Mood, product: &str, random: &mut Random) -> String {
    let now = if random.chance(700) { usual } else { mood(random) };
    let templates = match now {
        Mood::Buying => BUYING,
        Mood::Technical => TECHNICAL,
        Mood::Browsing => BROWSING,
        Mood::Thrifty => THRIFTY,
        Mood::Hesitant => HESITANT,
    };
    let greeting = random.text(&["", "", "", "", "你好，", "您好，", "请问下，"]);
    let sentence = filled(templates, product, random);
    let end = random.text(&["", "", "", "？", "。", "，谢谢"]);
    format!("{greeting}{sentence}{end}")
}

/// A complaint.
pub(crate) fn complaint(product: &str, random: &mut Random) -> String {
    filled(COMPLAINTS, product, random)
}

/// The note of an interaction of that type.
pub(crate) fn note(kind: &str, mood: Mood, product: &str, random: &mut Random) -> String {
    match kind {
        "登录" => filled(LOGINS, product, random),
        "投诉" => complaint(product, random),
        "回访" => filled(CALLBACKS, product, random),
        "到店" => filled(VISITS, product, random),
        "活动" => filled(CAMPAIGNS, product, random),
        _ => inquiry(mood, product, random),
    }
}
