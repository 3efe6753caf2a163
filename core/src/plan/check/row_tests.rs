//! Rows of the requirements that are rule sets of their own, with their values, on the repaired rules (`examples/specs/seed-repaired.json`).

use super::*;
use crate::model::{FactColumn, FactTable, FactValues};
use crate::rule::FieldType;
use crate::table::Interner;

const REPAIRED: &str = include_str!("../../../../examples/specs/seed-repaired.json");
const LITERAL: &str = include_str!("../../../../examples/specs/seed-literal.json");

fn read(text: &str) -> Spec {
    serde_json::from_str(text).unwrap()
}

/// A fact that is given: a number in its unit, or a text.
enum Given<'a> {
    N(i64),
    T(&'a str),
}
use Given::{N, T};

/// The value of a dimension of a rule set for a customer with these facts, the others not known.
fn tag(spec: &Spec, rule_set: &str, dimension: &str, given: &[(&str, Given<'_>)]) -> String {
    let sets = Sets::of(spec, &[]);
    let set = sets.sets.iter().find(|set| set.name() == rule_set).unwrap_or_else(|| panic!("{rule_set}"));
    assert!(set.errors.is_empty(), "{:?}", set.errors);
    let column = |(name, value): &(&str, Given<'_>)| {
        let Some(FieldType::Unit(unit)) = sets.fields.find(name) else { panic!("{name}") };
        let values = match value {
            N(number) => FactValues::Number(vec![Some(*number)].into()),
            T(text) => {
                let mut texts = Interner::new();
                FactValues::Text { ids: vec![Some(texts.intern(text))], texts }
            }
        };
        FactColumn { name: (*name).to_owned(), unit: *unit, values }
    };
    let facts = FactTable { rows: 1, columns: given.iter().map(column).collect() };
    set.plan.evaluate(&facts).dimension(dimension).unwrap_or_else(|| panic!("{dimension}")).values(0).collect::<Vec<_>>().join(",")
}

#[test]
fn r47_exclusive_and_exhaustive() {
    // 互斥且全面: no customer without a value, none with two; the templates as they were written have both kinds.
    let (repaired, literal) = (check_rules(&read(REPAIRED)), check_rules(&read(LITERAL)));
    assert_eq!((repaired.gaps.len(), repaired.overlaps.len(), repaired.not_analysed.len()), (0, 0, 0), "{repaired:#?}");
    assert!(literal.gaps.iter().any(|f| f.code == "gap") && literal.overlaps.iter().any(|f| f.code == "overlap"));
}

#[test]
fn r48_r49_groups_of_dimensions() {
    let spec = read(REPAIRED);
    let below = |parent: &str| -> Vec<&str> { spec.tags.dimensions.iter().filter(|d| d.parent.as_deref() == Some(parent)).map(|d| d.name.as_str()).collect() };
    assert_eq!(below("三级/基础属性"), ["行业", "地域", "规模"]);
    assert_eq!(below("行为特征"), ["登录习惯", "活跃度", "购买状态", "回流", "优先级", "需求类型", "渠道来源"]);
    assert_eq!(below("价值贡献"), ["忠诚度", "客户等级", "合作潜力"]);
    // R48's 规模, with the two bands that it left out (T4).
    for (staff, band) in [(1, "50人以下"), (50, "50人以下"), (51, "51-99人"), (99, "51-99人"), (100, "100-500人"), (500, "100-500人"), (501, "500人以上")] {
        assert_eq!(tag(&spec, "种子-修订", "规模", &[("员工人数", N(staff))]), band, "{staff}");
    }
    assert_eq!(tag(&spec, "种子-修订", "规模", &[]), "待补充");
    // R48's 地域 by R50's name, and 行业 and 渠道来源.
    for (province, region) in [("上海", "华东"), ("浙江", "华东"), ("广东", "华南"), ("北京", "华北"), ("新疆", "西北"), ("澳门", "港澳台"), ("加利福尼亚", "其他地域")]
    {
        assert_eq!(tag(&spec, "种子-修订", "地域", &[("省份", T(province))]), region, "{province}");
    }
    for (channel, from) in [("抖音", "抖音"), ("行业展会", "行业展会"), ("转介绍", "转介绍"), ("电话", "其他来源")] {
        assert_eq!(tag(&spec, "种子-修订", "渠道来源", &[("首触渠道", T(channel))]), from, "{channel}");
    }
    assert_eq!((tag(&spec, "种子-修订", "地域", &[]), tag(&spec, "种子-修订", "行业", &[])), ("待补充".to_owned(), "待补充".to_owned()));
    // As the template has them: the three groups of 001, word for word.
    let literal = read(LITERAL);
    let set = literal.rule_sets.iter().find(|set| set.name == "001").unwrap();
    let below = |parent: &str| -> Vec<&str> { set.dimensions.iter().filter(|d| d.parent.as_deref() == Some(parent)).map(|d| d.name.as_str()).collect() };
    assert_eq!(below("基础属性"), ["行业", "地域", "规模"]);
    assert_eq!(below("行为特征"), ["活跃度", "需求类型", "渠道来源"]);
    assert_eq!(below("价值贡献"), ["客户等级", "合作潜力"]);
    // R49: no classification by one dimension alone, but value, behaviour and features together.
    let together = spec.tags.dimensions.iter().find(|d| d.name == "组合").and_then(|d| d.combine.clone()).unwrap();
    assert_eq!(together, ["价值", "状态", "渠道", "需求"]);
}

#[test]
fn r50_levels_and_what_can_be_measured() {
    let spec = read(REPAIRED);
    let level = |name: &str| spec.tags.dimensions.iter().find(|d| d.name == name).and_then(|d| d.parent.as_deref());
    assert_eq!((level("价值"), level("状态"), level("渠道"), level("需求")), (Some("一级/价值等级"), Some("二级/行为状态"), Some("三级/渠道"), Some("三级/需求")));
    // 三级 地域-华东, 需求-售后咨询.
    let label = |name: &str| spec.tags.dimensions.iter().find(|d| d.name == name).and_then(|d| d.label.as_deref());
    assert_eq!((level("地域"), label("地域"), label("需求")), (Some("三级/基础属性"), Some("地域-{}"), Some("需求-{}")));
    assert_eq!(tag(&spec, "种子-修订", "地域", &[("省份", T("江苏"))]), "华东");
    let needs = [("新品关键词", N(0)), ("价格关键词", N(0)), ("售后关键词", N(1)), ("品质关键词", N(0))];
    assert_eq!(tag(&spec, "种子-修订", "需求", &needs), "售后咨询");
    // 活跃 := 近30天登录≥2次, under a name of its own (T6).
    for (logins, habit) in [(0, "少登录"), (1, "少登录"), (2, "常登录"), (3, "常登录")] {
        assert_eq!(tag(&spec, "种子-修订", "登录习惯", &[("近30天登录", N(logins))]), habit, "{logins}");
    }
}

#[test]
fn r53_value_by_the_year() {
    let spec = read(REPAIRED);
    // 高 >10万, 中 5-10万, 低 <5万 (年交易额), in 分.
    for (fen, level) in [(10_000_001, "高"), (10_000_000, "中"), (5_000_000, "中"), (4_999_999, "低"), (0, "低")] {
        assert_eq!(tag(&spec, "003-修订", "年交易额等级", &[("年消费", N(fen))]), level, "{fen}");
    }
}

#[test]
fn r54_r62_members_and_budgets() {
    let spec = read(REPAIRED);
    // VIP-年消费10万+, 普通-年消费1万以下: both with the number itself (T15), 标准 between them (T4).
    for (fen, level) in [(10_000_000, "VIP"), (9_999_999, "标准"), (1_000_001, "标准"), (1_000_000, "普通"), (0, "普通")] {
        assert_eq!(tag(&spec, "001-修订", "会员等级", &[("年消费", N(fen))]), level, "{fen}");
    }
    // 客户A: 预算 50-80万 ↔ 潜力客户.
    for (fen, level) in [(49_999_999, "中"), (50_000_000, "潜力"), (65_000_000, "潜力"), (80_000_000, "潜力"), (80_000_001, "高")] {
        assert_eq!(tag(&spec, "种子-修订", "客户等级", &[("采购预算", N(fen))]), level, "{fen}");
    }
    assert_eq!(tag(&spec, "种子-修订", "客户等级", &[]), "待补充");
}

#[test]
fn r59_needs() {
    let spec = read(REPAIRED);
    let need = |found: &[&str]| {
        let all = ["新品关键词", "价格关键词", "售后关键词", "品质关键词"];
        let given: Vec<(&str, Given<'_>)> = all.iter().map(|name| (*name, N(if found.contains(name) { 2 } else { 0 }))).collect();
        tag(&spec, "种子-修订", "需求", &given)
    };
    assert_eq!((need(&["价格关键词"]), need(&["品质关键词"]), need(&["售后关键词"])), ("价格敏感".to_owned(), "品质优先".to_owned(), "售后咨询".to_owned()));
    assert_eq!((need(&[]), need(&["价格关键词", "新品关键词"])), ("未表明".to_owned(), "新品优先".to_owned()));
}

#[test]
fn r59_features() {
    let spec = read(REPAIRED);
    let of = |dimension: &str, fact: &str, given: Given<'_>| tag(&spec, "种子-修订", dimension, &[(fact, given)]);
    for (age, band) in [(0, "未满18岁"), (17, "未满18岁"), (18, "18-30岁"), (30, "18-30岁"), (31, "31-45岁"), (45, "31-45岁"), (46, "46-60岁"), (60, "46-60岁"), (61, "61岁及以上")]
    {
        assert_eq!(of("年龄", "客户年龄", N(age)), band, "{age}");
    }
    assert_eq!((of("性别", "客户性别", T("女")), of("职业", "客户职业", T("专业技术人员"))), ("女".to_owned(), "专业技术人员".to_owned()));
    assert_eq!((of("职业", "客户职业", T("自由职业")), of("服务偏好", "服务方式", T("微信"))), ("其他职业".to_owned(), "微信".to_owned()));
    assert_eq!((of("购买品类", "常购商品", T("耗材A")), of("购买品类", "常购商品", T("产品X"))), ("耗材".to_owned(), "整机".to_owned()));
    assert_eq!(tag(&spec, "种子-修订", "关注功能", &[("性能关键词", N(1)), ("接口关键词", N(2))]), "性能,接口");
    for name in ["年龄", "性别", "地域", "职业", "服务偏好"] {
        assert_eq!(tag(&spec, "种子-修订", name, &[]), "待补充", "{name}");
    }
    // 价格敏感型, 品质优先型, 售后需求型, in both.
    let need = |word: &str| {
        let given: Vec<(&str, Given<'_>)> = ["价格关键词", "售后关键词", "品质关键词"].iter().map(|name| (*name, N(if *name == word { 2 } else { 0 }))).collect();
        tag(&spec, "种子-修订", "需求特征", &given)
    };
    assert_eq!([need("价格关键词"), need("品质关键词"), need("售后关键词"), need("")], ["价格敏感型", "品质优先型", "售后需求型", "未表明"]);
    let literal = read(LITERAL);
    let set = literal.rule_sets.iter().find(|set| set.name == "002").unwrap();
    let values = |name: &str| -> Vec<&str> { set.dimensions.iter().find(|d| d.name == name).unwrap().rules.iter().map(|r| r.value.as_str()).collect() };
    assert_eq!(values("需求特征"), ["价格敏感型", "品质优先型", "售后需求型"]);
    assert!(["年龄", "性别", "职业", "购买品类", "关注功能", "服务偏好"].iter().all(|name| values(name).is_empty()));
}

#[test]
fn r51_r55_metrics_of_value_and_behaviour() {
    for text in [REPAIRED, LITERAL] {
        let spec = read(text);
        let names: Vec<String> = Sets::of(&spec, &[]).facts.definitions().map(|definition| definition.name.clone()).collect();
        for name in ["累计消费", "客单价", "复购次数", "高毛利产品购买比例", "战略认定", "近30天登录", "近30天访问频次", "互动次数", "响应速度", "点击率", "下单率", "推荐新客户数"]
        {
            assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
        }
    }
    // 战略价值: 标杆客户, 意见领袖, as somebody recorded it.
    let spec = read(REPAIRED);
    let value = |recorded: &str| tag(&spec, "种子-修订", "战略价值", &[("战略认定", T(recorded))]);
    assert_eq!([value("标杆客户"), value("意见领袖"), value("重点客户")], ["标杆客户", "意见领袖", "其他认定"]);
    assert_eq!(tag(&spec, "种子-修订", "战略价值", &[]), "未认定");
    let literal = read(LITERAL);
    let dimension = literal.rule_sets.iter().flat_map(|set| &set.dimensions).find(|d| d.name == "战略价值").unwrap();
    assert_eq!(dimension.rules.iter().map(|r| r.value.as_str()).collect::<Vec<_>>(), ["标杆客户", "意见领袖"]);
}

#[test]
fn r61_by_hand_or_by_rule() {
    assert!(read(LITERAL).rule_sets.iter().any(|set| set.name == "001" && set.manual.is_some()));
    let plan = crate::Plan::from_json(REPAIRED).unwrap();
    let choice = |dimension: &str, value: &str, until: &str| {
        format!(r#"{{"客户编号":"C1","维度":"{dimension}","标签":"{value}","操作人":"李浩然","原因":"合同已签","时间":"2024-06-01","到期":"{until}"}}"#)
    };
    let run = |choices: &[String]| {
        let input = format!(
            r#"{{"as_of":"2024-06-30","previous":{{"version":1,"links":[{{"source":"官网","record_id":"1","customer_id":"C1"}}]}},
              "tables":{{"官网":[{{"编号":"1","姓名":"赵一","手机号码":"13812345678","所属行业":"制造业-电子","注册时间":"2024-06-02"}}],"手动标签":[{}]}}}}"#,
            choices.join(",")
        );
        crate::interop::json::run(&plan, &input).unwrap()
    };
    let tags = |choices: &[String], dimension: &str| run(choices).customer("C1").unwrap().tags(dimension).collect::<Vec<_>>().join(",");
    // By rule; by hand, which goes first; past its last day the rule again.
    assert_eq!(tags(&[], "客户等级"), "待补充");
    assert_eq!(tags(&[choice("客户等级", "潜力", "2024-12-31")], "客户等级"), "潜力");
    assert_eq!(tags(&[choice("客户等级", "潜力", "2024-06-29")], "客户等级"), "待补充");
    // What is known is not overwritten, what is not is filled; what is counted takes no choice.
    assert_eq!(tags(&[choice("行业", "零售", "")], "行业"), "电子制造");
    assert_eq!(tags(&[choice("地域", "华东", "")], "地域"), "华东");
    assert_eq!(tags(&[choice("状态", "活跃", "")], "状态"), "低频");
    // Who and why stands in the outcome.
    let outcome = run(&[choice("客户等级", "潜力", "2024-12-31")]);
    let given = format!("{:?}", outcome.tags().given);
    assert!(given.contains("李浩然") && given.contains("合同已签"), "{given}");
}

#[test]
fn r62_customer_a() {
    // 制造业-电子 + 100-500人 + 50-80万 → 行业-电子制…, 100-500人, 潜力客户.
    let literal = read(LITERAL);
    let spec = read(REPAIRED);
    for dimensions in [&spec.tags.dimensions, &literal.rule_sets.iter().find(|set| set.name == "001").unwrap().dimensions] {
        let industry = dimensions.iter().find(|d| d.name == "行业").unwrap();
        assert_eq!((industry.label.as_deref(), industry.rules[0].value.as_str(), industry.rules[0].when.as_str()), (Some("行业-{}"), "电子制造", "所属行业 = \"制造业-电子\""));
    }
    let a = |dimension: &str| tag(&spec, "种子-修订", dimension, &[("所属行业", T("制造业-电子")), ("员工人数", N(200)), ("采购预算", N(65_000_000))]);
    assert_eq!([a("行业"), a("规模"), a("客户等级"), a("合作潜力")], ["电子制造", "100-500人", "潜力", "重点跟进-预算明确"]);
}

#[test]
fn r60_needs_and_potential() {
    let spec = read(REPAIRED);
    let kind = |intends: i64, asks: i64| tag(&spec, "种子-修订", "需求类型", &[("购买意向", N(intends)), ("产品咨询", N(asks))]);
    assert_eq!((kind(1, 1), kind(0, 1), kind(0, 0)), ("采购型-设备".to_owned(), "咨询型-方案".to_owned(), "未表明".to_owned()));
    // 重点跟进-预算明确, 观望-需求模糊.
    assert_eq!(tag(&spec, "种子-修订", "合作潜力", &[("采购预算", N(1))]), "重点跟进-预算明确");
    assert_eq!(tag(&spec, "种子-修订", "合作潜力", &[]), "观望-需求模糊");
    assert_eq!(tag(&spec, "种子-修订", "跟进状态", &[("跟进记录", T("跟进中"))]), "跟进中");
}
