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
    assert_eq!(below("基础属性"), ["规模"]);
    assert_eq!(below("行为特征"), ["登录习惯", "活跃度", "购买状态", "回流", "优先级", "需求类型"]);
    assert_eq!(below("价值贡献"), ["忠诚度", "客户等级", "合作潜力"]);
    // R48's 规模, with the two bands that it left out (T4).
    for (staff, band) in [(1, "50人以下"), (50, "50人以下"), (51, "51-99人"), (99, "51-99人"), (100, "100-500人"), (500, "100-500人"), (501, "500人以上")] {
        assert_eq!(tag(&spec, "种子-修订", "规模", &[("员工人数", N(staff))]), band, "{staff}");
    }
    assert_eq!(tag(&spec, "种子-修订", "规模", &[]), "待补充");
    // R49: no classification by one dimension alone, but value, behaviour and features together.
    let together = spec.tags.dimensions.iter().find(|d| d.name == "组合").and_then(|d| d.combine.clone()).unwrap();
    assert_eq!(together, ["价值", "状态", "渠道", "需求"]);
}

#[test]
fn r50_levels_and_what_can_be_measured() {
    let spec = read(REPAIRED);
    let level = |name: &str| spec.tags.dimensions.iter().find(|d| d.name == name).and_then(|d| d.parent.as_deref());
    assert_eq!((level("价值"), level("状态"), level("渠道"), level("需求")), (Some("一级/价值等级"), Some("二级/行为状态"), Some("三级/渠道"), Some("三级/需求")));
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
    assert_eq!((need(&["价格关键词"]), need(&["品质关键词"]), need(&["售后关键词"])), ("价格敏感".to_owned(), "品质优先".to_owned(), "售后需求".to_owned()));
    assert_eq!((need(&[]), need(&["价格关键词", "新品关键词"])), ("未表明".to_owned(), "新品优先".to_owned()));
}

#[test]
fn r60_needs_and_potential() {
    let spec = read(REPAIRED);
    let kind = |intends: i64, asks: i64| tag(&spec, "种子-修订", "需求类型", &[("购买意向", N(intends)), ("产品咨询", N(asks))]);
    assert_eq!((kind(1, 1), kind(0, 1), kind(0, 0)), ("采购型".to_owned(), "咨询型".to_owned(), "未表明".to_owned()));
    // 重点跟进-预算明确, 观望-需求模糊.
    assert_eq!(tag(&spec, "种子-修订", "合作潜力", &[("采购预算", N(1))]), "重点跟进");
    assert_eq!(tag(&spec, "种子-修订", "合作潜力", &[]), "观望");
    assert_eq!(tag(&spec, "种子-修订", "跟进状态", &[("跟进记录", T("跟进中"))]), "跟进中");
}
