//! The five named examples of the requirements, written by hand so that their facts are exact.

use crate::calendar::{Day, Moment};
use crate::row::{Cell, Channel, Row};

/// Their names, in entity order; nobody else is called so.
pub(crate) const NAMES: [&str; 5] = ["安然", "白技远", "陈复归", "高新乐", "钟惠民"];
/// Their telephone numbers, in the same order; nobody else has them.
pub(crate) const PHONES: [&str; 5] = ["13817650501", "15918230618", "18602140320", "17722150630", "13661830601"];

/// An interaction or an order of a named example.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Event {
    /// Position in `NAMES`.
    pub(crate) entity: usize,
    /// When.
    pub(crate) when: Moment,
    /// Kind of interaction, or the product of an order.
    pub(crate) kind: &'static str,
    /// What was said; an order says nothing.
    pub(crate) content: &'static str,
    /// Amount of an order in fen; 0 for an interaction.
    pub(crate) fen: i64,
}

const fn at(year: i64, month: i64, day: i64, hour: i64, minute: i64) -> Moment {
    Moment::new(Day::new(year, month, day), hour, minute, 11)
}

const fn said(entity: usize, when: Moment, kind: &'static str, content: &'static str) -> Event {
    Event { entity, when, kind, content, fen: 0 }
}

const fn bought(entity: usize, when: Moment, kind: &'static str, fen: i64) -> Event {
    Event { entity, when, kind, content: "", fen }
}

/// Their interactions and store orders.
pub(crate) const EVENTS: &[Event] = &[
    bought(3, at(2024, 1, 20, 15, 30), "智能净水器Pro", 260_000),
    bought(3, at(2024, 4, 8, 16, 5), "扫地机器人X2", 260_000),
    said(3, at(2024, 6, 3, 20, 10), "登录", "登录商城，关注新品首发"),
    said(3, at(2024, 6, 9, 21, 2), "登录", "登录商城，关注新品首发"),
    said(3, at(2024, 6, 15, 12, 40), "登录", "登录商城，关注新品首发"),
    said(3, at(2024, 6, 21, 19, 25), "登录", "登录商城，关注新品首发"),
    said(3, at(2024, 6, 27, 22, 8), "登录", "登录商城，关注新品首发"),
    said(4, at(2023, 10, 4, 14, 0), "活动", "多次参与折扣活动"),
    bought(4, at(2023, 12, 16, 15, 20), "人体工学椅", 360_000),
    said(4, at(2024, 1, 6, 11, 15), "咨询", "优惠券敏感"),
    bought(4, at(2024, 3, 8, 17, 45), "空气净化器S3", 240_000),
    said(4, at(2024, 5, 1, 15, 30), "到店", "到店看看有没有折扣"),
];

/// Their rows in the five files.
pub(crate) fn rows() -> Vec<Row> {
    vec![
        web(0, at(2024, 5, 1, 10, 23), "上海市浦东新区", "注册咨询“产品X价格”"),
        store(0, at(2024, 5, 18, 14, 0), "138-1765-0501", "上海浦东店", "产品X", "到店体验产品X"),
        message(1, at(2024, 6, 18, 20, 15), "技远同学🔧", "请问产品A参数有详细的表格吗？"),
        order(2, at(2024, 3, 20, 10, 12), "186 0214 0320", "胶囊咖啡机C1", "899.00"),
        order(2, at(2024, 6, 20, 21, 40), "+86 186-0214-0320", "胶囊咖啡机C1", "¥899.00"),
        message(3, at(2023, 8, 15, 19, 33), "新乐爱数码✨", "关注新品首发，新款什么时候上架"),
        web(3, at(2023, 8, 20, 9, 41), "江苏-苏州", "关注新品首发"),
        order(3, at(2023, 9, 10, 13, 5), "17722150630", "产品X", "¥4,599.00"),
        order(3, at(2023, 11, 11, 0, 8), "8617722150630", "产品A", "5,201元"),
        store(4, at(2023, 9, 10, 16, 0), "136-6183-0601", "上海徐家汇店", "人体工学椅", "多次参与折扣活动"),
        store(4, at(2023, 12, 16, 15, 0), "13661830601", "上海徐家汇店", "人体工学椅", "优惠券敏感"),
    ]
}

fn name(entity: usize) -> Cell {
    Cell::plain(NAMES.get(entity).copied().unwrap_or_default())
}

fn phone(entity: usize, text: &str) -> Cell {
    Cell::marked(text, format!("named:{entity}"))
}

fn own(entity: usize) -> &'static str {
    PHONES.get(entity).copied().unwrap_or_default()
}

fn row(entity: usize, channel: Channel, when: Moment, cells: Vec<Cell>) -> Row {
    Row::new(entity, channel, when, cells)
}

fn web(entity: usize, when: Moment, region: &str, wish: &str) -> Row {
    let cells = vec![
        name(entity),
        phone(entity, own(entity)),
        Cell::default(),
        Cell::default(),
        Cell::plain(region),
        Cell::default(),
        Cell::default(),
        Cell::plain(when.full()),
        Cell::plain(wish),
    ];
    row(entity, Channel::Web, when, cells)
}

fn order(entity: usize, when: Moment, number: &str, product: &str, amount: &str) -> Row {
    let address = match entity {
        2 => "浙江省杭州市西湖区文化路18号书香门第3栋1202室",
        _ => "江苏省苏州市姑苏区园林路66号桂花苑5栋0801室",
    };
    let cells = vec![name(entity), phone(entity, number), Cell::plain(address), Cell::plain(product), Cell::plain("1"), Cell::plain(amount), Cell::plain(when.slashed())];
    row(entity, Channel::Shop, when, cells)
}

fn message(entity: usize, when: Moment, nickname: &str, content: &str) -> Row {
    let cells = vec![Cell::plain(nickname), name(entity), phone(entity, own(entity)), Cell::plain(content), Cell::plain(when.chinese())];
    row(entity, Channel::Video, when, cells)
}

fn store(entity: usize, when: Moment, number: &str, store: &str, product: &str, remark: &str) -> Row {
    let cells = vec![
        name(entity),
        phone(entity, number),
        Cell::default(),
        Cell::default(),
        Cell::plain(when.day.written("")),
        Cell::plain(store),
        Cell::plain(product),
        Cell::plain(remark),
        Cell::plain("周倩"),
    ];
    row(entity, Channel::Store, when, cells)
}
