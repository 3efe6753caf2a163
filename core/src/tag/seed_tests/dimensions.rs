//! One dimension at a time, with the boundaries of its rules.

use super::*;

#[test]
fn r41_priority() {
    let (shop, today) = (shop(), day("2024-06-30"));
    for (content, priority) in [
        ("想购买产品A，什么时候能发货", "高"),
        ("产品A参数", "中"),
        ("注册咨询“产品X价格”", "中"),
        ("随便看看", "低"),
        ("到店随便看看，未咨询", "低"),
        ("只是浏览，暂时没有需求，不购买", "低"),
    ] {
        assert_eq!(shop.tag(Life::default().said("2024-06-20", "抖音", "私信", content), today, "优先级"), priority, "{content}");
    }
    // 高 outranks 中, whatever came last.
    let both = Life::default().said("2024-06-01", "抖音", "私信", "准备下单").said("2024-06-20", "抖音", "私信", "参数");
    assert_eq!(shop.tag(both, today, "优先级"), "高");
}

#[test]
fn r42_customer_b() {
    let (shop, today) = (shop(), day("2024-06-30"));
    let b = || Life::default().said("2024-06-18", "抖音", "私信", "产品A参数");
    assert_eq!(shop.tag(b(), today, "来源渠道"), "抖音");
    assert_eq!(shop.tag(b(), today, "优先级"), "中");
    assert_eq!(shop.tag(b(), today, "关键词标签"), "技术型采购");
    let (facts, tags, _) = shop.run(&[b()], today);
    let why = shop.tags.explain(&facts, &tags, "关键词标签", 0).unwrap().to_string();
    assert!(why.contains("技术关键词 = 1; at least 1 is true"), "{why}");
}

#[test]
fn r43_keyword_tags() {
    let (shop, today) = (shop(), day("2024-06-30"));
    let tags = |content| shop.tag(Life::default().said("2024-06-20", "官网", "注册", content), today, "关键词标签");
    assert_eq!(tags("能不能再便宜点"), "价格敏感");
    assert_eq!(tags("还要请示领导，下周回复"), "决策周期长");
    assert_eq!(tags("这个规格有优惠吗，我再考虑考虑"), "技术型采购,价格敏感,决策周期长");
    assert_eq!(tags("随便看看"), "");
    let mut life = Life::default();
    for (orders, expected) in [(1, ""), (2, ""), (3, ""), (4, "复购3次+"), (5, "复购3次+")] {
        life = life.bought("2024-06-01", 100);
        assert_eq!(life.bought.len(), orders);
        let copy = Life { said: life.said.clone(), bought: life.bought.clone() };
        assert_eq!(shop.tag(copy, today, "关键词标签"), expected, "{orders} orders");
    }
}

#[test]
fn r52_t3_value() {
    let (shop, today) = (shop(), day("2024-06-30"));
    for (fen, value) in [(1_500_000, "高"), (1_000_001, "高"), (1_000_000, "高"), (999_999, "中"), (600_000, "中"), (300_000, "中"), (299_999, "低"), (1, "低"), (-100, "低")]
    {
        assert_eq!(shop.tag(Life::default().bought("2024-06-01", fen), today, "价值"), value, "{fen}");
    }
    assert_eq!(shop.tag(Life::default(), today, "价值"), "低");
    // 年: 364 days ago is inside, 365 is not.
    assert_eq!(shop.tag(Life::default().bought(&ago(today, 364), 1_000_000), today, "价值"), "高");
    assert_eq!(shop.tag(Life::default().bought(&ago(today, 365), 1_000_000), today, "价值"), "低");
}

#[test]
fn r56_t1_t2_state() {
    let (shop, today) = (shop(), day("2024-06-30"));
    let state = |days: &[u64]| shop.tag(Life::default().logins(today, days), today, "状态");
    assert_eq!(state(&[0, 29]), "活跃");
    assert_eq!(state(&[29]), "低频");
    assert_eq!(state(&[29, 30, 91]), "低频");
    assert_eq!(state(&[30]), "沉睡");
    assert_eq!(state(&[30, 31, 32]), "沉睡");
    assert_eq!(state(&[89]), "沉睡");
    assert_eq!(state(&[90]), "沉睡");
    assert_eq!(state(&[91]), "流失");
    assert_eq!(state(&[]), "无互动记录");
}

/// The rule as it stands in R56, which T1 and T2 say cannot work; the repaired one is tested above.
#[test]
fn t1_t2_the_literal_rule_has_gaps_and_overlaps() {
    let spec: TagsSpec = serde_json::from_str(
        r#"{"name": "002-literal", "version": "0", "dimensions": [{"name": "状态", "hit": {"unique": {}}, "rules": [
            {"value": "活跃", "when": "n30 >= 2"},
            {"value": "沉睡", "when": "d in [30, 90]"},
            {"value": "流失", "when": "d > 90"}]}]}"#,
    )
    .unwrap();
    let fields: Fields = [("n30", FactUnit::Count), ("d", FactUnit::Days)].into_iter().collect();
    let mut errors = Vec::new();
    let plan = TagPlan::compile(&spec, &fields, &mut errors);
    assert!(errors.is_empty());
    // One interaction 10 days ago; never interacted; two interactions whose last was 30 days ago,
    // «近30天» read as 30 days ago or less.
    let column = |name: &str, unit, values: Vec<Option<i64>>| FactColumn { name: name.into(), unit, values: FactValues::Number(values.into()) };
    let facts = FactTable { rows: 3, columns: vec![column("n30", FactUnit::Count, vec![Some(1), Some(0), Some(2)]), column("d", FactUnit::Days, vec![Some(10), None, Some(30)])] };
    let tags = plan.evaluate(&facts);
    assert_eq!((tags.value("状态", 0), tags.value("状态", 1), tags.value("状态", 2)), (None, Some("unknown"), Some("活跃")));
    assert_eq!((tags.findings[0].first, tags.findings[0].second, tags.findings[0].customers), (0, 1, 1));
}

#[test]
fn r57_activity() {
    let (shop, today) = (shop(), day("2024-06-30"));
    for (n, level) in [(0, "低"), (1, "低"), (2, "中"), (5, "中"), (6, "高")] {
        assert_eq!(shop.tag(Life::default().logins(today, &vec![3; n]), today, "活跃度"), level, "{n}");
    }
}

#[test]
fn r58_loyalty() {
    let shop = shop();
    // (orders, repeat rate in millionths, complaint rate in millionths)
    for (orders, repeat, complaints, level) in [
        (6, Some(833_333), Some(0), "高"),
        (3, Some(666_667), Some(49_999), "高"),
        (3, Some(600_001), Some(0), "高"),
        (3, Some(600_000), Some(0), "中"),
        (3, Some(666_667), Some(50_000), "中"),
        (3, Some(666_667), Some(200_000), "低"),
        (2, Some(500_000), Some(0), "中"),
        (1, Some(0), Some(0), "低"),
        (0, None, None, "低"),
    ] {
        let facts = [("订单数", FactUnit::Count, Some(orders)), ("订单复购率", FactUnit::Ratio, repeat), ("投诉率", FactUnit::Ratio, complaints)];
        assert_eq!(shop.of_facts(&facts, "忠诚度"), level, "{orders} {repeat:?} {complaints:?}");
    }
    // Out of events: 25 orders have 24 repeats, «二次及以上» taken at its word (R22, T12).
    let mut life = Life::default().said("2024-06-02", "官网", "投诉", "发货太慢");
    for _ in 0..25 {
        life = life.bought("2024-06-01", 600_000);
    }
    let (facts, tags, _) = shop.run(&[life], day("2024-06-30"));
    let number = |name: &str| facts.column(name).unwrap().number(0);
    assert_eq!((number("累计消费"), number("订单数"), number("客单价")), (Some(15_000_000), Some(25), Some(600_000)));
    assert_eq!((number("复购次数"), number("订单复购率"), number("投诉率")), (Some(24), Some(960_000), Some(40_000)));
    assert_eq!(tags.value("忠诚度", 0), Some("高"));
}
