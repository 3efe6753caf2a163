//! The catalogue, held to the templates' own values.

use super::*;
use crate::spec::MetricTemplate;
use chrono::Days;

const STREAMS: &str = r#"[
    {"name": "orders", "attributes": [{"name": "amount", "kind": {"money": {}}}, {"name": "product", "kind": {"category": {}}},
      {"name": "order", "kind": {"text": {}}}, {"name": "margin", "kind": {"category": {}}}]},
    {"name": "interactions", "attributes": [{"name": "channel", "kind": {"category": {}}}, {"name": "type", "kind": {"category": {}}},
      {"name": "staff", "kind": {"category": {}}}, {"name": "result", "kind": {"category": {}}}]}]"#;

fn compiled(catalogue: &str) -> (FactsPlan, Vec<Error>) {
    let spec: FactsSpec = serde_json::from_str(&format!(r#"{{"streams": {STREAMS}, "catalogue": {catalogue}}}"#)).unwrap();
    let mut errors = Vec::new();
    (FactsPlan::compile(&spec, &[], &mut errors), errors)
}

fn plan_of(catalogue: &str) -> FactsPlan {
    let (plan, errors) = compiled(catalogue);
    assert!(errors.is_empty(), "{errors:?}");
    plan
}

/// A stream of texts; amounts stand in yuan.
fn stream(name: &str, attributes: &[&str], rows: &[(u32, &str, &[&str])]) -> EventStream {
    let of = |(at, attribute): (usize, &&str)| {
        let cells = rows.iter().map(|row| row.2[at]);
        let values = if *attribute == "amount" {
            EventValues::Money(cells.map(|yuan| yuan.parse::<i64>().ok().map(|yuan| yuan * 100)).collect())
        } else {
            let mut texts = Interner::new();
            EventValues::Text { ids: cells.map(|text| (!text.is_empty()).then(|| texts.intern(text))).collect(), texts }
        };
        EventAttribute { name: (*attribute).to_owned(), values }
    };
    let attributes = attributes.iter().enumerate().map(of).collect();
    EventStream { name: name.into(), customers: rows.iter().map(|r| r.0).collect(), times: rows.iter().map(|r| seconds(r.1)).collect(), attributes }
}

fn shown(facts: &Facts, name: &str, row: usize) -> String {
    let column = facts.table.column(name).unwrap_or_else(|| panic!("{name}"));
    let date = |days: i64| NaiveDate::from_epoch_days(days as i32).unwrap().to_string();
    match (column.unit, column.number(row), column.text(row)) {
        (FactUnit::Date, Some(days), _) => date(days),
        (FactUnit::Money, Some(fen), _) => format!("{}.{:02}", fen / 100, fen % 100),
        (_, Some(n), _) => n.to_string(),
        (_, None, Some(text)) => text.to_owned(),
        (_, None, None) => "–".to_owned(),
    }
}

/// Table 2 of the template 003: 25 orders of 150,000 in 2023, the last one on 2023-12-15; of seven products, A软件 7, B服务 6 and
/// C配件 5 times; beside them orders of other years.
fn table_2() -> EventStream {
    let products = [("A软件", 7), ("B服务", 6), ("C配件", 5), ("D培训", 2), ("E维护", 2), ("F定制", 2), ("G咨询", 1)];
    let names: Vec<&str> = products.iter().flat_map(|(name, n)| std::iter::repeat_n(*name, *n)).collect();
    assert_eq!(names.len(), 25);
    let last = date("2023-12-15");
    let mut rows: Vec<(String, String, &str)> =
        (0..).zip(&names).map(|(n, product)| ((last - Days::new(n * 14)).to_string(), if n == 0 { "30000".into() } else { "5000".into() }, *product)).collect();
    rows.push(("2022-12-31".into(), "99999".into(), "G咨询"));
    rows.push(("2024-01-01".into(), "88888".into(), "G咨询"));
    let orders: Vec<String> = (0..rows.len()).map(|n| format!("SO{n}")).collect();
    let cells: Vec<[&str; 4]> = rows.iter().zip(&orders).map(|(row, order)| [row.1.as_str(), row.2, order.as_str(), "高"]).collect();
    let rows: Vec<(u32, &str, &[&str])> = rows.iter().zip(&cells).map(|(row, cells)| (0, row.0.as_str(), cells.as_slice())).collect();
    stream("orders", &["amount", "product", "order", "margin"], &rows)
}

#[test]
fn r22_table_2_exactly_and_t12_both_repeat_counts() {
    let period = r#""window": {"fixed": {"from": "2023-01-01", "to": "2024-01-01"}}"#;
    let names = ["total_amount", "order_count", "repeat_orders", "repeat_purchases_of_a_product", "last_order_date", "best_sellers"];
    let entries: Vec<String> = names.iter().map(|name| format!(r#"{{"metric": "{name}", {period}}}"#)).collect();
    let spec = format!(
        r#"{{"streams": {STREAMS}, "catalogue": [{}],
             "metrics": [{{"name": "平均订单金额", "measure": {{"ratio": {{"numerator": "总交易额", "denominator": "订单数量"}}}}}}]}}"#,
        entries.join(",")
    );
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&serde_json::from_str(&spec).unwrap(), &[], &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    let facts = plan.evaluate(&[table_2()], 1, Some(date("2023-12-31")));
    for (name, value, n) in [
        ("总交易额", "150000.00", 25),
        ("订单数量", "25", 25),
        ("平均订单金额", "6000.00", 25),
        // T12: read literally, «二次及以上» gives 24; the template's 18 are the orders of a product bought before.
        ("复购次数", "24", 25),
        ("同品复购次数", "18", 25),
        ("最近交易日期", "2023-12-15", 25),
        ("热销产品", "A软件、B服务、C配件", 25),
    ] {
        assert_eq!(shown(&facts, name, 0), value, "{name}");
        let at = facts.table.columns.iter().position(|column| column.name == name).unwrap();
        assert_eq!(facts.samples[at], [n], "{name}");
    }
}

#[test]
fn t12_the_three_repurchase_rates_are_three_metrics() {
    let plan = plan_of(r#"[{"metric": "order_repeat_rate"}, {"metric": "repurchasing_customers"}, {"metric": "woken_customers"}]"#);
    let order = |n: &'static str| ["100", "A", n, ""];
    let (o1, o2, o3, o4, o5) = (order("1"), order("2"), order("3"), order("4"), order("5"));
    let orders = stream(
        "orders",
        &["amount", "product", "order", "margin"],
        &[
            // Two orders, the second 29 days after the wake-up; one order of two lines, 30 days after it; one order.
            (0, "2024-01-01", &o1),
            (0, "2024-03-30", &o2),
            (1, "2024-03-31", &o3),
            (1, "2024-03-31", &o3),
            (2, "2024-02-01", &o4),
            (3, "2024-03-02", &o5),
        ],
    );
    let wake: [&str; 4] = ["电话", "唤醒", "王", ""];
    let wakes = [(0, "2024-03-01", &wake[..]), (1, "2024-03-01", &wake[..]), (4, "2024-03-01", &wake[..])];
    let facts = plan.evaluate(&[orders, stream("interactions", &["channel", "type", "staff", "result"], &wakes)], 5, Some(date("2024-06-30")));
    let own: Vec<String> = (0..5).map(|row| shown(&facts, "复购订单占比", row)).collect();
    assert_eq!(own, ["500000", "0", "0", "0", "–"]);
    let rates: Vec<_> = facts.rates.iter().map(|rate| (rate.definition.name.as_str(), rate.definition.id.as_str(), rate.value, rate.holds, rate.n)).collect();
    assert_eq!(rates, [("复购客户占比", "repurchasing_customers@1", Some(250_000), 1, 4), ("唤醒复购率", "woken_customers@1", Some(333_333), 1, 3)]);
    let ids: Vec<&str> = plan.definitions().map(|definition| definition.id.as_str()).collect();
    assert_eq!(ids, ["repeat_orders@1", "order_count@1", "order_repeat_rate@1", "wake_ups@1", "orders_after_wake_up@1"]);
    assert!(plan.definitions().all(|definition| definition.name != "复购率"), "never one name");
}

#[test]
fn r15_r44_r45_first_channel_and_the_latest_interaction() {
    let plan =
        plan_of(r#"[{"metric": "first_channel"}, {"metric": "last_interaction_date"}, {"metric": "last_staff"}, {"metric": "last_result"}, {"metric": "days_since_interaction"}]"#);
    let rows: [(u32, &str, [&str; 4]); 4] = [
        (0, "2024-05-20", ["门店", "到访", "王", "有意向"]),
        (0, "2024-05-01", ["抖音", "私信", "李", "待跟进"]),
        (0, "2024-06-01", ["官网", "咨询", "", ""]),
        (1, "2024-06-01", ["行业展会", "登记", "", ""]),
    ];
    let rows: Vec<(u32, &str, &[&str])> = rows.iter().map(|row| (row.0, row.1, row.2.as_slice())).collect();
    let facts = plan.evaluate(&[stream("interactions", &["channel", "type", "staff", "result"], &rows)], 2, Some(date("2024-06-30")));
    for (name, values) in
        [("首触渠道", ["抖音", "行业展会"]), ("最新互动时间", ["2024-06-01"; 2]), ("最新对接人", ["王", "–"]), ("最新反馈结果", ["有意向", "–"]), ("距上次互动天数", ["29"; 2])]
    {
        assert_eq!([shown(&facts, name, 0), shown(&facts, name, 1)], values, "{name}");
    }
}

#[test]
fn r51_r55_r57_r58_r83_values_behaviour_activity_loyalty_year() {
    let all: Vec<String> = MetricTemplate::all().iter().map(|template| format!(r#"{{"metric": "{}"}}"#, template.name)).collect();
    let plan = plan_of(&format!("[{}]", all.join(",")));
    let orders = [
        (0, "2023-06-30", ["1000", "A", "1", "高"]),
        (0, "2023-07-02", ["2000", "A", "2", "低"]),
        (0, "2024-04-01", ["3000", "B", "3", "高"]),
        (0, "2024-04-01", ["500", "C", "3", ""]),
        (0, "2024-06-30", ["500", "B", "4", "低"]),
    ];
    let said = [
        (0, "2024-05-01", ["短信", "触达", "王", ""]),
        (0, "2024-05-04", ["短信", "点击", "", ""]),
        (0, "2024-05-10", ["", "战略认定", "王", "意见领袖"]),
        (0, "2024-05-20", ["", "战略认定", "王", "标杆客户"]),
        (0, "2024-06-01", ["电话", "触达", "王", ""]),
        (0, "2024-06-01", ["官网", "登录", "", ""]),
        (0, "2024-06-10", ["官网", "登录", "", ""]),
        (0, "2024-06-20", ["官网", "浏览", "", ""]),
        (0, "2024-06-28", ["客服", "投诉", "", ""]),
        (0, "2024-06-29", ["门店", "转介绍", "", ""]),
    ];
    fn rows<'a>(all: &'a [(u32, &'a str, [&'a str; 4])]) -> Vec<(u32, &'a str, &'a [&'a str])> {
        all.iter().map(|row| (row.0, row.1, row.2.as_slice())).collect()
    }
    let streams = [stream("orders", &["amount", "product", "order", "margin"], &rows(&orders)), stream("interactions", &["channel", "type", "staff", "result"], &rows(&said))];
    let facts = plan.evaluate(&streams, 1, Some(date("2024-06-30")));
    for (name, value) in [
        // R51: 累计消费, 客单价, 复购频次, 高毛利产品购买比例, 战略价值.
        ("战略价值", "标杆客户"),
        ("总交易额", "7000.00"),
        ("平均订单金额", "1750.00"),
        ("复购次数", "3"),
        ("高毛利产品购买比例", "571429"),
        // R55: 登录/访问频次, 互动行为次数, 响应速度, 点击率, 下单率, 推荐新客户数. The contact of 2024-06-01 is outside of nothing:
        // answered the same day; that of 2024-05-01 after three days.
        ("近30天登录频次", "2"),
        ("近30天访问频次", "1"),
        ("近30天互动次数", "6"),
        ("响应速度", "2"),
        ("点击率", "500000"),
        ("下单率", "4000000"),
        ("推荐新客户数", "1"),
        // R57: 月互动 both ways, 周互动.
        ("本月互动次数", "6"),
        ("近7天互动次数", "2"),
        // R58: 复购率 of one customer, 投诉率.
        ("复购订单占比", "750000"),
        ("投诉率", "250000"),
        // R83: the last 365 days begin on 2023-07-02.
        ("近1年总交易额", "6000.00"),
        ("近1年购买频次", "3"),
        ("近1年平均订单金额", "2000.00"),
        // 274 days and 90 days.
        ("复购周期", "182"),
    ] {
        assert_eq!(shown(&facts, name, 0), value, "{name}");
    }
}

#[test]
fn the_catalogue_is_read_whole_and_its_names_are_one_each() {
    let all = MetricTemplate::all();
    assert!(all.len() > 30);
    let mut names: Vec<&str> = all.iter().flat_map(|template| [template.name.as_str(), template.label.as_str()]).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len() * 2);
    assert!(all.iter().all(|template| template.measure.is_some() != template.when.is_some() && !template.seed.is_empty()));
}

#[test]
fn names_of_ones_own_and_what_comes_along() {
    let spec: FactsSpec = serde_json::from_str(
        r#"{"streams": [{"name": "交易", "attributes": [{"name": "金额", "kind": {"money": {}}}, {"name": "单号", "kind": {"text": {}}}, {"name": "毛利", "kind": {"text": {}}}]}],
            "catalogue": [
              {"metric": "average_order_amount", "name": "客单价", "streams": {"orders": "交易"}, "attributes": {"orders.amount": "金额", "orders.order": "单号"}},
              {"metric": "order_count", "name": "单数", "streams": {"orders": "交易"}, "attributes": {"orders.order": "单号"}},
              {"metric": "high_margin_share", "streams": {"orders": "交易"}, "attributes": {"orders.amount": "金额", "orders.margin": "毛利"}}],
            "metrics": [{"name": "n", "measure": {"count": {"of": "交易"}}}]}"#,
    )
    .unwrap();
    let written = with_catalogue(&spec);
    assert!(written.catalogue.is_empty());
    let names: Vec<&str> = written.metrics.iter().map(|metric| metric.name.as_str()).collect();
    assert_eq!(names, ["n", "总交易额", "客单价", "单数", "高毛利产品购买比例"]);
    assert_eq!(written.metrics[4].filter.as_deref(), Some("毛利 = \"高\""));
    let mut errors = Vec::new();
    let plan = FactsPlan::compile(&spec, &[], &mut errors);
    assert!(errors.is_empty(), "{errors:?}");
    let texts: Vec<&str> = plan.definitions().map(|definition| definition.text.as_str()).collect();
    assert_eq!(texts, ["count(交易)", "sum(交易.金额)", "ratio(总交易额, 单数)", "distinct(交易.单号)", "share(交易.金额 where 毛利 = \"高\")"]);
    // What is written out compiles to the same.
    let again = FactsPlan::compile(&written, &[], &mut errors);
    assert!(errors.is_empty() && again.definitions().eq(plan.definitions()));
}

#[test]
fn errors_of_the_catalogue_have_its_paths() {
    let (_, errors) = compiled(
        r#"[{"metric": "oder_count"}, {"metric": "order_count", "streams": {"orders": "buys"}}, {"metric": "total_amount", "window": {"rolling": {"days": 0}}},
            {"metric": "woken_customers", "window": {"rolling": {"days": 3}}}, {"metric": "last_staff", "name": "总交易额"}, {"metric": "click_rate", "attributes": {"interactions.type": "kind"}}]"#,
    );
    let found: Vec<(&str, Code)> = errors.iter().map(|e| (e.path(), e.code())).collect();
    assert_eq!(
        found,
        [
            ("facts.catalogue[0].metric", Code::UnknownMetric),
            ("facts.catalogue[3]", Code::TypeMismatch),
            ("facts.catalogue[1].measure", Code::UnknownMetric),
            ("facts.catalogue[2].window", Code::OutOfRange),
            ("facts.catalogue[4].name", Code::DuplicateName),
            ("facts.catalogue[5].where", Code::UnknownMetric),
            ("facts.catalogue[5].where", Code::UnknownMetric),
        ]
    );
    assert_eq!(errors[0].help(), Some("did you mean `order_count`?"));
}
