//! The catalogue of the demo company.

use crate::random::Random;

/// Name and list price in yuan; the first ones are bought by people, the last ones by companies.
const PEOPLE: &[(&str, i64)] = &[
    ("保温杯500ml", 89),
    ("耗材A", 129),
    ("护眼台灯", 159),
    ("电动牙刷T1", 199),
    ("加湿器H2", 239),
    ("配件B", 259),
    ("蓝牙音箱", 299),
    ("胶囊咖啡机C1", 899),
    ("人体工学椅", 1299),
    ("智能门锁L3", 1499),
    ("产品B", 1599),
    ("激光打印机M5", 1699),
    ("空气净化器S3", 1899),
    ("升降桌", 2199),
    ("智能净水器Pro", 2399),
    ("扫地机器人X2", 2599),
    ("产品A", 2999),
    ("便携投影仪P2", 3299),
    ("产品X", 4599),
];

const COMPANIES: &[(&str, i64)] =
    &[("C配件", 680), ("B服务", 3600), ("A软件", 6800), ("工业除尘器", 15_800), ("激光打标机", 46_800), ("数控雕刻机", 88_000), ("生产线设备", 128_000)];

/// What somebody may ask about.
pub(crate) fn of_interest(company: bool, random: &mut Random) -> &'static str {
    let from = if company { COMPANIES } else { PEOPLE };
    random.pick(from).map_or("产品A", |(name, _)| name)
}

/// A product and a quantity that fit an amount in yuan.
pub(crate) fn for_amount(yuan: i64, company: bool, random: &mut Random) -> (&'static str, i64) {
    let from = if company { COMPANIES } else { PEOPLE };
    for _ in 0..12 {
        if let Some(&(name, price)) = random.pick(from)
            && price <= yuan * 5 / 4
            && yuan <= price * 4
        {
            return (name, quantity(yuan, price));
        }
    }
    let cheaper = from.iter().rev().find(|(_, price)| *price <= yuan);
    let (name, price) = cheaper.copied().unwrap_or(("耗材A", 129));
    (name, quantity(yuan, price))
}

/// How many pieces make the amount, at least one.
pub(crate) fn quantity(yuan: i64, price: i64) -> i64 {
    ((yuan + price / 2) / price).max(1)
}
