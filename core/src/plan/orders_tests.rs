//! Lists with many rows of each customer, such as orders: what is frequent is somebody's who comes often, and not everybody's.

use super::Plan;
use crate::identity::evaluate::{Evaluation, evaluate};
use crate::interop::json;
use serde_json::{Map, Value, json};

/// So many customers with so many orders each. Their columns: `姓名` out of few names, `电话` and `邮箱` of their own, `居住地` of their own out of few,
/// `城市` anywhere, `货号` one of forty products, `金额` anything; `half` are missing in every other row.
fn orders(customers: usize, orders: usize, columns: &[&str], half: &[&str]) -> (Value, Evaluation) {
    let mut state = 7u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let cities = ["上海", "北京", "广州", "深圳", "杭州"];
    let mut rows: Vec<Value> = Vec::new();
    for customer in 0..customers {
        let (name, home) = (format!("{}{}", ["王", "李", "张"][random(3)], ["芳", "伟", "娜", "敏", "静"][random(5)]), cities[random(5)]);
        for order in 0..orders {
            let mut row = Map::from_iter([("id".to_owned(), json!(format!("{customer}-{order}")))]);
            for column in columns {
                let value = match *column {
                    "姓名" => name.clone(),
                    "电话" => format!("138{:08}", (customer + 1) * 104_729 % 100_000_000),
                    "邮箱" => format!("u{}x{customer}@example.com", customer * 7919 % 1009),
                    "居住地" => home.to_owned(),
                    "城市" => cities[random(3)].to_owned(),
                    "货号" => format!("SKU-{:05}", 10_007 * random(40) % 100_000),
                    _ => format!("{}.{:02}", random(9000), random(100)),
                };
                let there = !half.contains(column) || order % 2 == 0;
                row.insert((*column).to_owned(), json!(if there { value } else { String::new() }));
            }
            rows.push(Value::Object(row));
        }
    }
    let tables = json!({"tables": {"orders": rows}}).to_string();
    let proposal = json::propose_for(&tables).unwrap();
    let out = json::run(&Plan::compile(&proposal.spec).unwrap(), &tables).unwrap();
    let of = |id: &str| id.split('-').next().unwrap_or_default().to_owned();
    let found: Vec<(String, usize, u8)> = out.records().map(|r| (of(r.id), out.customer_at(r.row).unwrap().index, 0)).collect();
    (serde_json::to_value(proposal.spec.identity.blocking).unwrap(), evaluate(&found, false))
}

#[test]
fn customers_with_many_orders_are_found() {
    for (customers, each) in [(60, 5), (60, 12), (300, 12)] {
        for (columns, half) in [
            (&["姓名", "电话", "城市"][..], &[][..]),
            (&["姓名", "电话", "城市"], &["姓名"]),
            (&["姓名", "邮箱", "金额"], &[]),
            (&["电话", "居住地"], &[]),
            // With one telling thing alone, it tells.
            (&["电话", "金额"], &[]),
            (&["邮箱"], &[]),
        ] {
            let (blocking, found) = orders(customers, each, columns, half);
            assert!(found.f1 > 0.99, "{customers} customers, {each} orders, {columns:?} {half:?}: {found:?} {blocking}");
        }
    }
}

#[test]
fn what_is_not_somebodys_own_joins_nobody() {
    for columns in [["姓名", "金额"], ["货号", "金额"], ["货号", "城市"]] {
        let (_, found) = orders(60, 12, &columns, &[]);
        assert!(found.precision > 0.99, "{columns:?}: {found:?}");
    }
}
