//! Whole customers: combinations, layers, and that nobody is left out.

use super::*;

fn r63() -> Life {
    let mut life = Life::default()
        .said("2023-08-15", "抖音", "私信", "关注新品首发，新款什么时候上架")
        .said("2023-08-20", "官网", "注册", "关注新品首发")
        .bought("2023-09-10", 459_900)
        .bought("2023-11-11", 520_100)
        .bought("2024-01-20", 260_000)
        .bought("2024-04-08", 260_000);
    for day in ["2024-06-03", "2024-06-09", "2024-06-15", "2024-06-21", "2024-06-27"] {
        life = life.said(day, "官网", "登录", "登录商城，关注新品首发");
    }
    life
}

fn r64() -> Life {
    Life::default()
        .said("2023-09-10", "门店", "到访", "多次参与折扣活动")
        .said("2023-12-16", "门店", "到访", "优惠券敏感")
        .bought("2023-12-16", 360_000)
        .said("2024-01-06", "门店", "咨询", "优惠券敏感")
        .bought("2024-03-08", 240_000)
        .said("2024-05-01", "门店", "到店", "到店看看有没有折扣")
}

#[test]
fn r63_r64_combinations() {
    let (shop, today) = (shop(), day("2024-06-30"));
    let (facts, tags, layers) = shop.run(&[r63(), r64()], today);
    let number = |name: &str, row| facts.column(name).unwrap().number(row);
    assert_eq!((number("年消费", 0), number("近30天登录", 0)), (Some(1_500_000), Some(5)));
    assert_eq!((number("年消费", 1), number("距上次互动", 1)), (Some(600_000), Some(60)));
    assert_eq!(tags.value("组合", 0), Some("高价值+活跃+线上渠道+需求-新品优先"));
    assert_eq!(tags.value("组合", 1), Some("中价值+沉睡+线下门店+需求-价格敏感"));
    assert_eq!((layers.layer(0), layers.layer(1)), (Some("S级"), Some("B级")));
}

#[test]
fn r66_customer_c() {
    let shop = shop();
    let c = || Life::default().bought("2024-03-20", 89_900).bought("2024-06-20", 89_900);
    let tag = |as_of, dimension| shop.tag(c(), day(as_of), dimension);
    assert_eq!((tag("2024-06-01", "状态"), tag("2024-06-01", "购买状态")), ("沉睡".into(), "成交客户".into()));
    assert_eq!((tag("2024-06-30", "状态"), tag("2024-06-30", "购买状态")), ("低频".into(), "复购客户".into()));
    assert_eq!(tag("2024-03-19", "购买状态"), "潜在客户");
}

#[test]
fn r15_first_touch() {
    let (shop, today) = (shop(), day("2024-06-30"));
    for (channel, short, class) in [
        ("官网表单", "官网", "线上渠道"),
        ("抖音", "抖音", "线上渠道"),
        ("电商", "电商", "线上渠道"),
        ("门店", "门店", "线下门店"),
        ("行业展会", "展会", "线下展会"),
        ("展会推广", "展会", "线下展会"),
        ("转介绍", "转介绍", "转介绍"),
        ("电话陌拜", "其他渠道", "电话与拜访"),
        ("飞鸽", "其他渠道", "其他渠道"),
    ] {
        let life = || Life::default().said("2024-06-02", "官网", "登录", "").said("2024-06-01", channel, "咨询", "");
        assert_eq!(shop.tag(life(), today, "来源渠道"), short);
        assert_eq!(shop.tag(life(), today, "渠道类别"), class);
    }
    assert_eq!(shop.tag(Life::default(), today, "渠道类别"), "unknown");
}

#[test]
fn r71_t10_composite() {
    let (shop, today) = (shop(), day("2024-06-30"));
    let table = shop.spec.layerers[0].as_table().unwrap();
    // All 27 cells stand there, and exactly three of them are S (high value, high loyalty).
    let Cells::Split(values) = &table.cells else { panic!() };
    let mut cells = Vec::new();
    for (value, below) in values {
        let Cells::Split(loyalties) = below else { panic!() };
        for (loyalty, below) in loyalties {
            let Cells::Split(activities) = below else { panic!() };
            for (activity, layer) in activities {
                let Cells::Layer(layer) = layer else { panic!() };
                cells.push((value.as_str(), loyalty.as_str(), activity.as_str(), layer.as_str()));
            }
        }
    }
    assert_eq!(cells.len(), 27);
    for (value, loyalty, _, layer) in &cells {
        assert_eq!(*layer == "S级", *value == "高" && *loyalty == "高");
    }
    // 高价值+高忠诚+低活跃: S while the state is 沉睡, C once it is 流失.
    let loyal = |days: u64| {
        let mut life = Life::default();
        for _ in 0..3 {
            life = life.bought(&ago(today, days), 500_000);
        }
        life
    };
    let (facts, tags, layers) = shop.run(&[loyal(60), loyal(90), loyal(91), Life::default()], today);
    let found: Vec<_> = (0..4).map(|row| layers.layer(row).unwrap()).collect();
    assert_eq!(found, ["S级", "S级", "C级", "B级"]);
    let why = |row| shop.layers.explain(&[], &facts, &tags, "综合分层", row).unwrap().to_string();
    assert!(why(1).starts_with("综合分层: S级 (cell 价值 = 高, 忠诚度 = 高, 活跃度 = 低)"), "{}", why(1));
    assert!(why(2).starts_with("综合分层: C级 (override 1: `状态 = \"流失\"`)"), "{}", why(2));
}

#[test]
fn without_as_of_what_depends_on_it_is_unknown() {
    let shop = shop();
    let facts = shop.facts.evaluate(&streams(&[r63()]), 1, None);
    let tags = shop.tags.evaluate(&facts.table);
    assert_eq!(tags.value("组合", 0), Some("unknown+unknown+线上渠道+需求-新品优先"));
    assert_eq!(tags.value("购买状态", 0), Some("复购客户"));
    let layers = shop.layers.evaluate(&facts.table, &tags).remove(0);
    assert_eq!(layers.layer(0), Some("B级"));
}

#[test]
fn every_customer_has_one_value_and_one_layer() {
    let (shop, today) = (shop(), day("2024-06-30"));
    let lives: Vec<Life> = (0..600_u64)
        .map(|n| {
            let mut life = Life::default();
            for order in 0..n % 5 {
                life = life.bought(&ago(today, (n * 37 + order * 11) % 400), 99_999 * (n as i64 % 13));
            }
            let days: Vec<u64> = (0..n % 8).map(|i| (n * 13 + i * 29) % 120).collect();
            life.logins(today, &days)
        })
        .collect();
    let (facts, tags, layers) = shop.run(&lives, today);
    for dimension in ["价值", "状态", "活跃度", "忠诚度", "购买状态", "需求", "优先级"] {
        let dimension = tags.dimension(dimension).unwrap();
        let unknown = dimension.domain.unknown.unwrap();
        assert_eq!(dimension.counts().iter().sum::<u64>(), 600);
        assert_eq!(dimension.counts()[usize::from(unknown)], 0, "{}", dimension.domain.name);
    }
    assert_eq!(layers.counts().iter().sum::<u64>(), 600);
    // One customer alone gets the same facts, tags and layer.
    for row in (0..600).step_by(7) {
        let life = Life { said: lives[row].said.clone(), bought: lives[row].bought.clone() };
        let (alone_facts, alone_tags, alone_layers) = shop.run(&[life], today);
        assert_eq!(alone_layers.layer(0), layers.layer(row));
        for (alone, all) in alone_tags.dimensions.iter().zip(&tags.dimensions) {
            assert_eq!(alone.codes(0).collect::<Vec<_>>(), all.codes(row).collect::<Vec<_>>());
        }
        for (alone, all) in alone_facts.columns.iter().zip(&facts.columns) {
            assert_eq!((alone.number(0), alone.text(0)), (all.number(row), all.text(row)));
        }
    }
}
