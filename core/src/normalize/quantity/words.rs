//! The words around a number: bounds, hedges, periods, labels, and what is counted.
//!
//! T15, our convention: 以上, 以下, 以内, 不低于, 不超过, 至少, 最多, 起, `≥`, `≤` and `+` include the number; 不满, 不足,
//! 超过, 大于, 小于, 高于, 低于, 多于, 少于, 以外, `>` and `<` do not (Civil Code, article 1259).

/// What a bound includes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

impl Bound {
    pub(super) fn is_lower(self) -> bool {
        matches!(self, Bound::AtLeast | Bound::MoreThan)
    }

    pub(super) fn is_open(self) -> bool {
        matches!(self, Bound::MoreThan | Bound::LessThan)
    }

    /// The same side, with or without the number itself.
    pub(super) fn with(self, included: bool) -> Bound {
        match (self.is_lower(), included) {
            (true, true) => Bound::AtLeast,
            (true, false) => Bound::MoreThan,
            (false, true) => Bound::AtMost,
            (false, false) => Bound::LessThan,
        }
    }

    /// What `10 <` says of what stands behind it.
    pub(super) fn seen_from_behind(self) -> Bound {
        match self {
            Bound::AtLeast => Bound::AtMost,
            Bound::MoreThan => Bound::LessThan,
            Bound::AtMost => Bound::AtLeast,
            Bound::LessThan => Bound::MoreThan,
        }
    }
}

/// What a word around a number says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Word {
    Bound(Bound),
    About,
    Period(&'static str),
    /// Says what the number is of: 预算, 合同金额.
    Label,
    /// A label of turnover or capital: the number is money.
    Money,
    /// A label or a measure of people.
    People,
    /// Says nothing: 从, 整, 之间.
    Filler,
    Negative,
    /// A lower bound where no upper one follows.
    From,
    /// What follows is not part of the value: 其中.
    Rest,
}

/// Strips a folded word; one that ends in a Latin letter ends there.
pub(super) fn strip<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let rest = text.strip_prefix(word)?;
    let splits = word.ends_with(|c: char| c.is_ascii_alphabetic()) && rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (!splits).then_some(rest)
}

fn take<'t>(text: &'t str, words: &[(&str, Word)]) -> Option<(Word, &'t str)> {
    words.iter().find_map(|(word, meaning)| strip(text, word).map(|rest| (*meaning, rest)))
}

/// The sign of a relation that a text starts with.
pub(super) fn relation(text: &str) -> Option<(Bound, &str)> {
    const SIGNS: [(&str, Bound); 12] = [
        (">=", Bound::AtLeast),
        ("=>", Bound::AtLeast),
        ("> =", Bound::AtLeast),
        ("≥", Bound::AtLeast),
        ("≮", Bound::AtLeast),
        ("<=", Bound::AtMost),
        ("=<", Bound::AtMost),
        ("< =", Bound::AtMost),
        ("≤", Bound::AtMost),
        ("≯", Bound::AtMost),
        (">", Bound::MoreThan),
        ("<", Bound::LessThan),
    ];
    if !text.starts_with(['>', '=', '<', '≥', '≤', '≮', '≯']) {
        return None;
    }
    SIGNS.iter().find_map(|(sign, bound)| text.strip_prefix(sign).map(|rest| (*bound, rest)))
}

/// A word in front of a number.
pub(super) fn in_front(text: &str) -> Option<(Word, &str)> {
    use Bound::{AtLeast, AtMost, LessThan, MoreThan};
    use Word::{About, Bound as B, Filler, From, Label, Money, Negative, People, Period};
    let first = text.chars().next()?;
    let words: &[(&str, Word)] = match first {
        '不' => &[
            ("不低于", B(AtLeast)),
            ("不少于", B(AtLeast)),
            ("不小于", B(AtLeast)),
            ("不下于", B(AtLeast)),
            ("不得低于", B(AtLeast)),
            ("不得少于", B(AtLeast)),
            ("不能低于", B(AtLeast)),
            ("不能少于", B(AtLeast)),
            ("不下", B(AtLeast)),
            ("不超过", B(AtMost)),
            ("不得超过", B(AtMost)),
            ("不能超过", B(AtMost)),
            ("不高于", B(AtMost)),
            ("不多于", B(AtMost)),
            ("不大于", B(AtMost)),
            ("不得高于", B(AtMost)),
            ("不超", B(AtMost)),
            ("不足", B(LessThan)),
            ("不满", B(LessThan)),
            ("不到", B(LessThan)),
            ("不及", B(LessThan)),
            ("不含税", Label),
        ],
        '至' => &[("至少", B(AtLeast)), ("至多", B(AtMost))],
        '最' => &[("最少", B(AtLeast)), ("最低", B(AtLeast)), ("最小", B(AtLeast)), ("最多", B(AtMost)), ("最高", B(AtMost)), ("最大", B(AtMost))],
        '起' => &[("起码", B(AtLeast)), ("起步价", B(AtLeast)), ("起价", B(AtLeast)), ("起薪", B(AtLeast)), ("起投", B(AtLeast)), ("起订", B(AtLeast))],
        '保' => &[("保底", B(AtLeast)), ("保守估计", About), ("保证金", Label)],
        '顶' => &[("顶多", B(AtMost))],
        '大' => &[("大于等于", B(AtLeast)), ("大于或等于", B(AtLeast)), ("大于", B(MoreThan)), ("大约", About), ("大概", About), ("大致", About), ("大写", Label)],
        '小' => &[("小于等于", B(AtMost)), ("小于或等于", B(AtMost)), ("小于", B(LessThan)), ("小写", Label), ("小计", Label)],
        '高' => &[("高于等于", B(AtLeast)), ("高于或等于", B(AtLeast)), ("高于", B(MoreThan)), ("高过", B(MoreThan)), ("高达", Filler)],
        '低' => &[("低于等于", B(AtMost)), ("低于或等于", B(AtMost)), ("低于", B(LessThan)), ("低至", Filler)],
        '多' => &[("多于等于", B(AtLeast)), ("多于或等于", B(AtLeast)), ("多于", B(MoreThan)), ("多达", Filler)],
        '少' => &[("少于等于", B(AtMost)), ("少于或等于", B(AtMost)), ("少于", B(LessThan))],
        '等' => &[("等于", Filler)],
        '超' => &[("超过", B(MoreThan)), ("超出", B(MoreThan)), ("超", B(MoreThan))],
        '逾' => &[("逾", B(MoreThan))],
        '过' => &[("过", B(MoreThan))],
        '突' => &[("突破", B(MoreThan))],
        '破' => &[("破", B(MoreThan))],
        '未' => &[("未超过", B(AtMost)), ("未满", B(LessThan)), ("未达到", B(LessThan)), ("未达", B(LessThan)), ("未到", B(LessThan)), ("未足", B(LessThan)), ("未税", Label)],
        '满' => &[("满", B(AtLeast))],
        '达' => &[("达到", Filler), ("达", Filler)],
        '上' => &[("上限", B(AtMost))],
        '下' => &[("下限", B(AtLeast))],
        '约' => &[("约为", About), ("约合", About), ("约等于", About), ("约莫", About), ("约", About)],
        '近' => &[("近", About)],
        '将' => &[("将近", About)],
        '接' => &[("接近", About)],
        '差' => &[("差不多", About)],
        '估' => &[("估计", About), ("估值", Label), ("估价", Label), ("估算", About)],
        '预' => &[("预算", Label), ("预计", About), ("预估", About), ("预付", Label), ("预期", About), ("预", Label)],
        '可' => &[("可能", About)],
        '也' => &[("也就", About)],
        '≈' => &[("≈", About)],
        '~' => &[("~", About)],
        '负' => &[("负", Negative)],
        '△' => &[("△", Negative)],
        '亏' => &[("亏损额", Negative), ("亏损", Negative), ("亏", Negative)],
        '从' => &[("从业人员", People), ("从业人数", People), ("从", Filler)],
        '自' => &[("自", Filler)],
        '由' => &[("由", Filler)],
        '在' => &[("在职员工", People), ("在职人数", People), ("在职", People), ("在", Filler)],
        '介' => &[("介于", Filler), ("介乎", Filler)],
        '于' => &[("于", Filler)],
        '为' => &[("为", Filler)],
        '是' => &[("是", Filler)],
        '有' => &[("有", Filler)],
        '计' => &[("计", Filler)],
        '共' => &[("共计", Label), ("共有", Filler), ("共", Label)],
        '仅' => &[("仅售", Label), ("仅需", Label), ("仅", Filler)],
        '只' => &[("只要", Label), ("只需", Label), ("只", Filler)],
        '就' => &[("就", Filler)],
        '均' => &[("均价", Label)],
        '人' => &[("人数", People), ("人员规模", People), ("人员数量", People), ("人员数", People), ("人员", People), ("人工成本", Label), ("人工费", Label)],
        '员' => &[("员工总人数", People), ("员工人数", People), ("员工总数", People), ("员工数量", People), ("员工规模", People), ("员工数", People), ("员工", People)],
        '职' => &[("职工人数", People), ("职工总数", People), ("职工数", People), ("职工", People), ("职员", People)],
        '雇' => &[("雇员人数", People), ("雇员数", People), ("雇员", People)],
        '团' => &[("团队规模", People), ("团队人数", People), ("团队", People)],
        '编' => &[("编制", People)],
        '规' => &[("规模", Label)],
        '公' => &[("公司规模", Label), ("公司人数", People), ("公司员工", People), ("公司", Label)],
        '企' => &[("企业规模", Label), ("企业人数", People), ("企业", Label)],
        '全' => &[("全职员工", People), ("全职", People), ("全公司", Label)],
        '营' => &[("营业收入", Money), ("营业额", Money), ("营收", Money), ("营业总收入", Money), ("营收规模", Money)],
        '收' => &[("收入", Money), ("收款", Label), ("收费", Label)],
        '销' => &[("销售额", Money), ("销售收入", Money), ("销售总额", Money), ("销售", Money), ("销额", Money)],
        '产' => &[("产值", Money)],
        '注' => &[("注册资本金", Money), ("注册资本", Money), ("注册资金", Money), ("注册", Money), ("注资", Money)],
        '实' => &[("实缴资本", Money), ("实缴", Money), ("实收资本", Money), ("实付款", Label), ("实付", Label), ("实收", Label), ("实际", Label)],
        '资' => &[("资产总额", Money), ("资产", Money), ("资金", Money), ("资本", Money)],
        '总' => &[
            ("总资产", Money),
            ("总人数", People),
            ("总员工数", People),
            ("总营收", Money),
            ("总收入", Money),
            ("总计", Label),
            ("总价", Label),
            ("总额", Label),
            ("总金额", Label),
            ("总共", Label),
        ],
        '合' => &[("合计", Label), ("合同总金额", Label), ("合同金额", Label), ("合同总价", Label), ("合同额", Label), ("合同价", Label), ("合", Label)],
        '金' => &[("金额", Label), ("金", Label)],
        '价' => &[("价格", Label), ("价税合计", Label), ("价值", Label), ("价", Label)],
        '单' => &[("单价", Label), ("单笔", Label)],
        '报' => &[("报价", Label), ("报酬", Label)],
        '售' => &[("售价", Label)],
        '成' => &[("成交价", Label), ("成交额", Label), ("成本", Label)],
        '应' => &[("应付", Label), ("应收", Label), ("应交", Label)],
        '已' => &[("已付", Label), ("已收", Label)],
        '投' => &[("投资额", Label), ("投资", Label), ("投入", Label)],
        '融' => &[("融资额", Label), ("融资", Label)],
        '利' => &[("利润", Label)],
        '净' => &[("净利润", Label), ("净利", Label), ("净资产", Money)],
        '工' => &[("工资", Label)],
        '薪' => &[("薪资", Label), ("薪水", Label), ("薪酬", Label), ("薪", Label)],
        '底' => &[("底薪", Label), ("底价", Label)],
        '税' => &[("税前", Label), ("税后", Label)],
        '含' => &[("含税", Label)],
        '押' => &[("押金", Label)],
        '定' => &[("定金", Label), ("定价", Label)],
        '订' => &[("订金", Label), ("订单金额", Label), ("订单额", Label)],
        '首' => &[("首付", Label)],
        '费' => &[("费用", Label)],
        '消' => &[("消费", Label)],
        '优' => &[("优惠价", Label)],
        '折' => &[("折后", Label), ("折合", Label)],
        '原' => &[("原价", Label)],
        '现' => &[("现价", Label), ("现金", Label), ("现有员工", People), ("现有人员", People), ("现有", Filler)],
        '特' => &[("特价", Label)],
        '余' => &[("余额", Label)],
        '欠' => &[("欠款", Label)],
        '月' => &[("月薪", Period("month")), ("月", Period("month"))],
        '年' => &[("年薪", Period("year")), ("年度", Period("year")), ("年", Period("year"))],
        '周' => &[("周薪", Period("week")), ("周", Period("week"))],
        '时' => &[("时薪", Period("hour")), ("时", Period("hour"))],
        '季' => &[("季度", Period("quarter")), ("季", Period("quarter"))],
        '日' => &[("日薪", Period("day")), ("日", Period("day"))],
        'a' => &[
            ("approximately", About),
            ("approx.", About),
            ("approx", About),
            ("about", About),
            ("around", About),
            ("almost", About),
            ("at least", B(AtLeast)),
            ("at most", B(AtMost)),
            ("above", B(MoreThan)),
            ("amount", Label),
            ("annual", Period("year")),
        ],
        'b' => &[("between", Filler), ("below", B(LessThan)), ("budget", Label)],
        'c' => &[("circa", About), ("ca.", About), ("ca", About), ("c.", About), ("cost", Label), ("company size", Label)],
        'e' => {
            &[("exceeding", B(MoreThan)), ("exceeds", B(MoreThan)), ("est.", About), ("estimated", About), ("employees", People), ("employee count", People), ("employee", People)]
        }
        'f' => &[("fewer than", B(LessThan)), ("from", From)],
        'g' => &[("greater than or equal to", B(AtLeast)), ("greater than", B(MoreThan))],
        'h' => &[("headcount", People)],
        'i' => &[("in excess of", B(MoreThan))],
        'l' => &[("less than or equal to", B(AtMost)), ("less than", B(LessThan))],
        'm' => &[
            ("more than", B(MoreThan)),
            ("minimum of", B(AtLeast)),
            ("minimum", B(AtLeast)),
            ("min.", B(AtLeast)),
            ("min", B(AtLeast)),
            ("maximum of", B(AtMost)),
            ("maximum", B(AtMost)),
            ("max.", B(AtMost)),
            ("max", B(AtMost)),
            ("minus", Negative),
            ("monthly", Period("month")),
        ],
        'n' => &[
            ("not less than", B(AtLeast)),
            ("no less than", B(AtLeast)),
            ("not more than", B(AtMost)),
            ("no more than", B(AtMost)),
            ("not exceeding", B(AtMost)),
            ("nearly", About),
            ("negative", Negative),
            ("net", Label),
        ],
        'o' => &[("over", B(MoreThan))],
        'p' => &[("price", Label)],
        'r' => &[("roughly", About), ("revenue", Money)],
        's' => &[
            ("starting at", B(AtLeast)),
            ("starting from", B(AtLeast)),
            ("starts at", B(AtLeast)),
            ("starts from", B(AtLeast)),
            ("salary", Label),
            ("sales", Money),
            ("some", About),
            ("staff", People),
        ],
        't' => &[("total", Label), ("turnover", Money), ("team of", People)],
        'u' => &[("up to", B(AtMost)), ("under", B(LessThan))],
        'w' => &[("weekly", Period("week"))],
        _ => &[],
    };
    take(text, words)
}

/// A word behind a number.
pub(super) fn behind(text: &str) -> Option<(Word, &str)> {
    use Bound::{AtLeast, AtMost, LessThan, MoreThan};
    use Word::{About, Bound as B, Filler, Label, Money, People, Period, Rest};
    let words: &[(&str, Word)] = match text.chars().next()? {
        '以' => &[("以上", B(AtLeast)), ("以下", B(AtMost)), ("以内", B(AtMost)), ("以外", B(MoreThan))],
        '及' => &[("及以上", B(AtLeast)), ("及其以上", B(AtLeast)), ("及以下", B(AtMost)), ("及其以下", B(AtMost)), ("及以内", B(AtMost))],
        '或' => {
            &[("或以上", B(AtLeast)), ("或更多", B(AtLeast)), ("或更高", B(AtLeast)), ("或以下", B(AtMost)), ("或更少", B(AtMost)), ("或更低", B(AtMost)), ("或以内", B(AtMost))]
        }
        '含' => &[("含以上", B(AtLeast)), ("含以下", B(AtMost)), ("含税", Label)],
        '(' => &[("(含)以上", B(AtLeast)), ("(含)以下", B(AtMost)), ("(不含)以上", B(MoreThan)), ("(不含)以下", B(LessThan)), ("(含)以内", B(AtMost))],
        '起' => &[("起步", B(AtLeast)), ("起售", B(AtLeast)), ("起订", B(AtLeast)), ("起送", B(AtLeast)), ("起拍", B(AtLeast)), ("起批", B(AtLeast)), ("起", B(AtLeast))],
        '往' => &[("往上", B(AtLeast)), ("往下", B(AtMost))],
        '朝' => &[("朝上", B(AtLeast))],
        '打' => &[("打底", B(AtLeast))],
        '+' => &[("+", B(AtLeast))],
        '之' => &[("之内", B(AtMost)), ("之外", B(MoreThan)), ("之间", Filler), ("之上", B(AtLeast)), ("之下", B(AtMost)), ("之多", Filler)],
        '内' => &[("内", B(AtMost))],
        '封' => &[("封顶", B(AtMost))],
        '上' => &[("上限", B(AtMost)), ("上下", About)],
        '下' => &[("下限", B(AtLeast))],
        '最' => &[("最高", B(AtMost)), ("最低", B(AtLeast))],
        '开' => &[("开外", B(MoreThan))],
        '不' => &[("不到", B(LessThan)), ("不满", B(LessThan)), ("不足", B(LessThan)), ("不等", Filler), ("不含税", Label)],
        '未' => &[("未满", B(LessThan)), ("未税", Label)],
        '超' => &[("超过", B(MoreThan)), ("超", B(MoreThan))],
        '左' => &[("左右", About)],
        '附' => &[("附近", About)],
        '许' => &[("许", About)],
        '出' => &[("出头", About)],
        '多' => &[("多", About)],
        '余' => &[("余", About)],
        '来' => &[("来", About)],
        '有' => &[("有余", About)],
        '大' => &[("大概", About), ("大约", About), ("大洋", Filler)],
        '约' => &[("约", About)],
        '吧' => &[("吧", About)],
        '整' => &[("整", Filler)],
        '正' => &[("正", Filler)],
        '的' => &[("的部分", Filler), ("的规模", Filler), ("的", Filler)],
        '区' => &[("区间", Filler)],
        '范' => &[("范围内", Filler), ("范围", Filler)],
        '部' => &[("部分", Filler)],
        '钱' => &[("钱", Filler)],
        '间' => &[("间", Filler)],
        '也' => &[("也", Filler)],
        '者' => &[("者", Filler)],
        '预' => &[("预算", Label)],
        '税' => &[("税前", Label), ("税后", Label)],
        '现' => &[("现金", Label)],
        '包' => &[("包邮", Label), ("包税", Label)],
        '其' => &[("其中", Rest)],
        '年' => &[("年薪", Period("year")), ("年营业额", Period("year")), ("年营收", Period("year")), ("年", Period("year"))],
        '月' => &[("月薪", Period("month")), ("月", Period("month"))],
        '日' => &[("日薪", Period("day"))],
        '时' => &[("时薪", Period("hour"))],
        '周' => &[("周薪", Period("week"))],
        '营' => &[("营收", Money), ("营业额", Money), ("营业收入", Money)],
        '人' => &[("人民币", Filler), ("人规模", People), ("人团队", People), ("人公司", People), ("人企业", People), ("人员", People), ("人", People)],
        '名' => {
            &[("名正式员工", People), ("名全职员工", People), ("名员工", People), ("名雇员", People), ("名职工", People), ("名职员", People), ("名人员", People), ("名", People)]
        }
        '位' => &[("位员工", People), ("位同事", People), ("位", People)],
        '个' => &[("个员工", People), ("个人", People), ("个职工", People), ("个雇员", People)],
        '口' => &[("口人", People)],
        '员' => &[("员工", People)],
        '职' => &[("职工", People), ("职员", People)],
        '雇' => &[("雇员", People)],
        '规' => &[("规模", Filler)],
        '团' => &[("团队", Filler)],
        'a' => &[
            ("and above", B(AtLeast)),
            ("and up", B(AtLeast)),
            ("and over", B(AtLeast)),
            ("and more", B(AtLeast)),
            ("and below", B(AtMost)),
            ("and under", B(AtMost)),
            ("approximately", About),
            ("approx.", About),
            ("approx", About),
            ("associates", People),
        ],
        'e' => &[("employees", People), ("employee", People), ("employees or more", People), ("ees", People), ("each", Rest)],
        'f' => &[("fte", People), ("ftes", People), ("full-time employees", People), ("full time employees", People)],
        'h' => &[("headcount", People)],
        'i' => &[("in total", Filler), ("in revenue", Money), ("in sales", Money)],
        'm' => &[
            ("min.", B(AtLeast)),
            ("min", B(AtLeast)),
            ("minimum", B(AtLeast)),
            ("max.", B(AtMost)),
            ("max", B(AtMost)),
            ("maximum", B(AtMost)),
            ("members", People),
            ("more or less", About),
        ],
        'o' => &[
            ("or more", B(AtLeast)),
            ("or above", B(AtLeast)),
            ("or over", B(AtLeast)),
            ("or higher", B(AtLeast)),
            ("or less", B(AtMost)),
            ("or fewer", B(AtMost)),
            ("or below", B(AtMost)),
            ("or under", B(AtMost)),
            ("or so", About),
            ("only", Filler),
        ],
        'p' => &[("plus", B(AtLeast)), ("people", People), ("persons", People), ("person", People), ("pax", People)],
        'r' => &[("revenue", Money)],
        's' => &[("staff members", People), ("staff", People), ("staffs", People), ("salary", Label)],
        't' => &[("team members", People), ("team", Filler), ("total", Filler), ("turnover", Money)],
        'w' => &[("workers", People)],
        '/' => &[("/-", Filler), ("/=", Filler)],
        '级' => &[("级别", About), ("级", About)],
        _ => &[],
    };
    take(text, words)
}

/// A period: 每月, /年, 一个月, per year, p.a.
pub(super) fn period(text: &str) -> Option<(&'static str, &str)> {
    let adverb: &[(&str, &'static str)] = match text.chars().next()? {
        '/' => return noun(text.strip_prefix('/')?.trim_start()),
        '每' => {
            let rest = text.strip_prefix('每')?;
            return noun(rest.strip_prefix('个').unwrap_or(rest).trim_start_matches('一'));
        }
        '一' => {
            let rest = text.strip_prefix('一')?;
            return match rest.strip_prefix('个') {
                Some(rest) => noun(rest),
                None if rest.starts_with('月') => None,
                None => noun(rest),
            };
        }
        'p' => &[("p.a.", "year"), ("p.a", "year"), ("pa", "year"), ("per annum", "year"), ("pcm", "month"), ("p.m.", "month"), ("pw", "week"), ("per", "")],
        'a' => &[("annually", "year"), ("annual", "year"), ("an", ""), ("a", "")],
        'y' => &[("yearly", "year")],
        'm' => &[("monthly", "month")],
        'w' => &[("weekly", "week")],
        'd' => &[("daily", "day")],
        'h' => &[("hourly", "hour")],
        'q' => &[("quarterly", "quarter")],
        'e' => &[("each", ""), ("every", "")],
        _ => return None,
    };
    let (period, rest) = adverb.iter().find_map(|(word, period)| strip(text, word).map(|rest| (*period, rest)))?;
    if period.is_empty() { noun(rest.trim_start()) } else { Some((period, rest)) }
}

/// A unit of time.
fn noun(text: &str) -> Option<(&'static str, &str)> {
    let words: &[(&str, &'static str)] = match text.chars().next()? {
        '年' => &[("年度", "year"), ("年", "year")],
        '月' => &[("月", "month")],
        '个' => &[("个月", "month"), ("个小时", "hour"), ("个季度", "quarter"), ("个星期", "week")],
        '周' => &[("周", "week")],
        '星' => &[("星期", "week")],
        '礼' => &[("礼拜", "week")],
        '天' => &[("天", "day")],
        '日' => &[("日", "day")],
        '小' => &[("小时", "hour")],
        '时' => &[("时", "hour")],
        '钟' => &[("钟头", "hour")],
        '季' => &[("季度", "quarter"), ("季", "quarter")],
        'y' => &[("year", "year"), ("yr.", "year"), ("yr", "year"), ("y", "year")],
        'a' => &[("annum", "year"), ("a", "year")],
        'm' => &[("month", "month"), ("mth", "month"), ("mon", "month"), ("mo.", "month"), ("mo", "month"), ("m", "month")],
        'w' => &[("week", "week"), ("wk", "week")],
        'd' => &[("day", "day"), ("d", "day")],
        'h' => &[("hour", "hour"), ("hr", "hour"), ("h", "hour")],
        'q' => &[("quarter", "quarter"), ("qtr", "quarter"), ("q", "quarter")],
        _ => return None,
    };
    words.iter().find_map(|(word, period)| strip(text, word).map(|rest| (*period, rest)))
}

/// What makes an open end: 不限, ∞.
pub(super) fn endless(text: &str) -> Option<&str> {
    const WORDS: [&str; 15] = ["不限", "无上限", "无下限", "无限", "不封顶", "上不封顶", "正无穷", "负无穷", "无穷大", "无穷", "+∞", "-∞", "∞", "+inf", "inf"];
    if !text.starts_with(['不', '无', '上', '正', '负', '+', '-', '∞', 'i']) {
        return None;
    }
    WORDS.iter().find_map(|word| strip(text, word))
}
