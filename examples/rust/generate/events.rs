//! Interactions and store orders, which refer to rows of the five files.

use std::collections::BTreeMap;

use crate::calendar::{Day, END, Moment};
use crate::history::{Customer, History};
use crate::random::Random;
use crate::row::{Channel, Row};
use crate::store::STAFF;
use crate::{goods, named, shop, speech};

/// Header of interactions.csv.
pub(crate) const INTERACTION_COLUMNS: &str = "来源,记录号,时间,类型,内容,对接人,结果";
/// Header of orders.csv.
pub(crate) const ORDER_COLUMNS: &str = "来源,记录号,订单号,时间,金额,商品";

/// Lines of interactions.csv and of orders.csv, each in order of time.
#[derive(Debug, Default)]
pub(crate) struct Events {
    /// Interactions.
    pub(crate) interactions: Vec<Vec<String>>,
    /// Orders.
    pub(crate) orders: Vec<Vec<String>>,
}

/// A line before the files are in order.
type Dated = (Moment, Vec<String>);

/// Rows of every customer in order of time, with their record numbers.
type Index<'a> = BTreeMap<usize, Vec<(&'a Row, &'a str)>>;

/// Everything that happened outside the five files.
pub(crate) fn write(history: &History, seed: u64) -> Events {
    let mut index = Index::new();
    for (row, record) in history.rows.iter().zip(&history.records) {
        index.entry(row.entity).or_default().push((row, record));
    }
    for rows in index.values_mut() {
        rows.sort_by_key(|(row, _)| row.when);
    }
    let (mut said, mut bought) = (Vec::new(), Vec::new());
    for event in named::EVENTS {
        if let Some(rows) = index.get(&event.entity) {
            of_named(event, rows, &mut said, &mut bought);
        }
    }
    for customer in &history.customers {
        let mut random = Random::new(seed, "events", customer.entity as u64);
        if let Some(rows) = index.get(&customer.entity) {
            interactions(customer, rows, &mut random, &mut said);
            orders(customer, rows, &mut random, &mut bought);
        }
    }
    said.sort();
    bought.sort();
    let interactions = said.into_iter().map(|(_, line)| line).collect();
    let orders = bought.into_iter().enumerate().map(numbered).collect();
    Events { interactions, orders }
}

/// Puts the order number, which follows the time, into its place.
fn numbered((sequence, (when, mut line)): (usize, Dated)) -> Vec<String> {
    let number = format!("SO{}{:04}", when.day.written(""), sequence + 1);
    line.insert(2.min(line.len()), number);
    line
}

fn of_named(event: &named::Event, rows: &[(&Row, &str)], said: &mut Vec<Dated>, bought: &mut Vec<Dated>) {
    let seen = rows.iter().rev().find(|(row, _)| row.when <= event.when && matches!(row.channel, Channel::Web | Channel::Store));
    let Some((row, record)) = seen else { return };
    let mut line = vec![row.channel.name().to_owned(), (*record).to_owned(), event.when.dashed()];
    if event.fen > 0 {
        line.push(format!("{}.{:02}", event.fen / 100, event.fen % 100));
        line.push(event.kind.to_owned());
        bought.push((event.when, line));
    } else {
        let agent = if event.kind == "登录" { "" } else { "周倩" };
        line.extend([event.kind, event.content, agent, ""].map(str::to_owned));
        said.push((event.when, line));
    }
}

/// A row that was there before the moment, and the moment moved behind it if there was none.
fn anchor<'a>(rows: &[(&'a Row, &'a str)], when: Moment, sales: bool, random: &mut Random) -> Option<(&'a Row, &'a str, Moment)> {
    let fits = |row: &Row| {
        let desk = matches!(row.channel, Channel::Web | Channel::Store | Channel::Fair);
        row.when < when && (desk || !sales)
    };
    let before: Vec<_> = rows.iter().filter(|(row, _)| fits(row)).collect();
    if let Some((row, record)) = random.pick(&before) {
        return Some((row, record, when));
    }
    let desk = rows.iter().find(|(row, _)| !matches!(row.channel, Channel::Shop | Channel::Video));
    let (row, record) = desk.or(rows.first())?;
    let later = Moment { day: row.when.day, second: (row.when.second + 3600).min(86_399) };
    Some((row, record, when.max(later)))
}

fn interactions(customer: &Customer, rows: &[(&Row, &str)], random: &mut Random, said: &mut Vec<Dated>) {
    let Some(first) = rows.first().map(|(row, _)| row.when.day) else {
        return;
    };
    let last = Day(customer.life.last.0.max(first.0));
    let usual = random.weighted(&[34, 20, 17, 12, 9, 5, 3]);
    let mut days: Vec<Day> = (0..usual).map(|_| Day::between(first, last, random)).collect();
    if END.0 - last.0 < 30 {
        let recent = random.weighted(&[22, 24, 28, 14, 6, 3, 3]);
        let since = Day(first.0.max(END.0 - 29));
        days.extend((0..recent).map(|_| Day::between(since, last, random)));
    }
    for day in days {
        let when = Moment::within(day, 9, 22, random);
        let Some((row, record, when)) = anchor(rows, when, false, random) else {
            continue;
        };
        let kind = match random.weighted(&[30, 28, 5, 15, 12, 10]) {
            0 => "登录",
            2 if !customer.life.sales.is_empty() => "投诉",
            3 => "回访",
            4 => "到店",
            5 => "活动",
            _ => "咨询",
        };
        let product = goods::of_interest(customer.business, random);
        let content = speech::note(kind, customer.mood, product, random);
        let agent = if kind == "登录" { "" } else { random.text(STAFF) };
        let outcome = outcome(kind, random);
        let mut line = vec![row.channel.name().to_owned(), record.to_owned(), when.dashed()];
        line.extend([kind, &content, agent, outcome].map(str::to_owned));
        said.push((when, line));
    }
}

fn outcome(kind: &str, random: &mut Random) -> &'static str {
    match kind {
        "登录" => "",
        "咨询" => random.text(&["已解答", "已解答", "已发送资料", "待跟进", "跟进中", "未知", ""]),
        "投诉" => random.text(&["已转售后", "已退款", "已换货", "处理中", "待处理"]),
        "回访" => random.text(&["满意", "满意", "一般", "未接通", "待跟进", "不满意"]),
        "到店" => random.text(&["已接待", "已接待", "已成交", "待跟进", ""]),
        _ => random.text(&["已参加", "已参加", "已签到", ""]),
    }
}

fn orders(customer: &Customer, rows: &[(&Row, &str)], random: &mut Random, bought: &mut Vec<Dated>) {
    for sale in customer.life.sales.iter().filter(|sale| !sale.online) {
        let Some((row, record, when)) = anchor(rows, sale.when, true, random) else {
            continue;
        };
        let amount = if random.chance(200) { shop::amount(sale.fen, random) } else { format!("{}.{:02}", sale.fen / 100, sale.fen % 100) };
        let line = vec![row.channel.name().to_owned(), record.to_owned(), when.dashed(), amount, sale.product.to_owned()];
        bought.push((when, line));
    }
}
