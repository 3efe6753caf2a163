//! When and where a customer meets the demo company, and what is bought.

use crate::calendar::{Day, END, Moment, START, YEAR_START};
use crate::goods;
use crate::random::Random;
use crate::row::Channel;

/// One purchase.
#[derive(Debug, Clone)]
pub(crate) struct Sale {
    /// When.
    pub(crate) when: Moment,
    /// Amount in fen.
    pub(crate) fen: i64,
    /// Name of the product.
    pub(crate) product: &'static str,
    /// Number of pieces.
    pub(crate) pieces: i64,
    /// Through the web shop, so that the order is a row of 电商.
    pub(crate) online: bool,
}

/// The history of one customer.
#[derive(Debug, Clone)]
pub(crate) struct Life {
    /// Registrations, messages, store visits and fairs.
    pub(crate) visits: Vec<(Channel, Moment)>,
    /// Purchases in order of time.
    pub(crate) sales: Vec<Sale>,
    /// Last day.
    pub(crate) last: Day,
}

/// Fairs of the period with their first day.
pub(crate) const FAIRS: &[(&str, Day)] = &[
    ("2023华南智能制造展", Day::new(2023, 2, 22)),
    ("2023春季家居博览会", Day::new(2023, 4, 10)),
    ("2023上海工业自动化展", Day::new(2023, 6, 15)),
    ("2023秋季智能家电展", Day::new(2023, 10, 16)),
    ("2023深圳高新技术展", Day::new(2023, 11, 8)),
    ("2024华东智能制造展", Day::new(2024, 3, 12)),
    ("2024春季采购大会", Day::new(2024, 4, 15)),
    ("2024西部装备展", Day::new(2024, 5, 22)),
    ("2024上海消费电子展", Day::new(2024, 6, 13)),
];

/// The history of a person; `contact` is one whose visiting card was collected at a fair.
pub(crate) fn of_person(contact: bool, random: &mut Random) -> Life {
    let channels = channels(contact, random);
    let (first, last) = span(random);
    let mut visits = Vec::new();
    for channel in &channels {
        let more: &[u64] = match channel {
            Channel::Web => &[90, 10],
            Channel::Video => &[70, 24, 6],
            Channel::Store => &[68, 26, 6],
            Channel::Fair => &[82, 18],
            Channel::Shop => continue,
        };
        for _ in 0..=random.weighted(more) {
            visits.push((*channel, visit(*channel, first, last, random)));
        }
    }
    if let Some((channel, when)) = visits.first_mut()
        && *channel != Channel::Fair
    {
        when.day = first.free();
    }
    let first = visits.iter().map(|(_, when)| when.day).fold(first, Day::min);
    let last = visits.iter().map(|(_, when)| when.day).fold(last, Day::max);
    let online = channels.contains(&Channel::Shop);
    let sales = if online || random.chance(330) { sales(first, last, online, visits.is_empty(), contact, random) } else { Vec::new() };
    Life { visits, sales, last }
}

/// The history of a company that never names a person.
pub(crate) fn of_company(random: &mut Random) -> Life {
    let (first, last) = span(random);
    let count = random.between(1, 3);
    let visits: Vec<_> = (0..count)
        .map(|_| {
            let channel = if random.chance(600) { Channel::Fair } else { Channel::Web };
            (channel, visit(channel, first, last, random))
        })
        .collect();
    let first = visits.iter().map(|(_, when)| when.day).fold(first, Day::min);
    let last = visits.iter().map(|(_, when)| when.day).fold(last, Day::max);
    let sales = if random.chance(300) { sales(first, last, false, false, true, random) } else { Vec::new() };
    Life { visits, sales, last }
}

fn channels(contact: bool, random: &mut Random) -> Vec<Channel> {
    let mut weights: [u64; 5] = if contact { [60, 12, 6, 15, 0] } else { [45, 56, 42, 60, 3] };
    let mut count = random.weighted(&[27, 44, 23, 6]) + 1;
    let mut chosen = Vec::new();
    if contact {
        chosen.push(Channel::Fair);
        count -= 1;
    }
    for _ in 0..count {
        let at = random.weighted(&weights);
        if let (Some(channel), Some(weight)) = (Channel::ALL.get(at), weights.get_mut(at)) {
            chosen.push(*channel);
            *weight = 0;
        }
    }
    chosen
}

/// First and last day: a quarter active in the last month, a third asleep, the others lost.
fn span(random: &mut Random) -> (Day, Day) {
    let ago = match random.weighted(&[28, 32, 40]) {
        0 => random.between(0, 29),
        1 => random.between(30, 90),
        _ => random.between(91, 480),
    };
    let last = END.plus(-ago);
    let longest = last.0 - START.0;
    let length = match random.weighted(&[15, 85]) {
        0 => random.between(0, longest.min(30)),
        _ => random.between(longest.min(20), longest),
    };
    (last.plus(-length).free(), last.free())
}

fn visit(channel: Channel, first: Day, last: Day, random: &mut Random) -> Moment {
    match channel {
        Channel::Fair => {
            let held: Vec<Day> = FAIRS.iter().map(|(_, day)| *day).filter(|day| (first.0..=last.0).contains(&day.0)).collect();
            let day = random.pick(&held).copied();
            let day = day.or_else(|| random.pick(FAIRS).map(|(_, day)| *day));
            let day = day.unwrap_or(first).plus(random.between(0, 2));
            Moment::within(day, 9, 17, random)
        }
        Channel::Store => Moment::within(Day::between(first, last, random), 10, 21, random),
        _ => Moment::within(Day::between(first, last, random), 8, 23, random),
    }
}

fn sales(first: Day, last: Day, online: bool, only: bool, company: bool, random: &mut Random) -> Vec<Sale> {
    let (low, high, most) = match (random.weighted(&[12, 28, 60]), company) {
        (0, false) => (10_000, 32_000, 5),
        (1, false) => (3_000, 9_900, 4),
        (_, false) => (60, 2_900, 3),
        (0, true) => (100_000, 380_000, 6),
        (1, true) => (12_000, 90_000, 5),
        (_, true) => (700, 9_800, 3),
    };
    let ceiling = random.between(low, high);
    let total = random.between(low, ceiling);
    let count = random.between(if most > 3 { 2 } else { 1 }, most);
    let mut sales = Vec::new();
    let start = Day(first.0.max(YEAR_START.0.min(last.0)));
    parts(total, count, start, last, company, random, &mut sales);
    if first < YEAR_START && random.chance(300) {
        let before = Day(last.0.min(YEAR_START.0 - 1));
        let older = random.between(low, low * 2);
        parts(older, random.between(1, 2), first, before, company, random, &mut sales);
    }
    sales.sort_by_key(|sale| sale.when);
    if !company && random.chance(130) {
        consumables(&mut sales, random);
    }
    for (at, sale) in sales.iter_mut().enumerate() {
        sale.online = online && (only || at == 0 || random.chance(600));
    }
    sales
}

/// Splits an amount in yuan into purchases.
fn parts(total: i64, count: i64, first: Day, last: Day, company: bool, random: &mut Random, sales: &mut Vec<Sale>) {
    let weights: Vec<i64> = (0..count).map(|_| random.between(40, 160)).collect();
    let sum: i64 = weights.iter().sum();
    for weight in weights {
        let exact = (total * weight / sum).max(39);
        let yuan = if exact >= 3000 { (exact + 99) / 100 * 100 } else { exact };
        let cents = if yuan < 3000 && random.chance(300) { 10 } else { 0 };
        let (product, pieces) = goods::for_amount(yuan, company, random);
        sales.push(Sale { when: Moment::within(Day::between(first, last, random), 9, 22, random), fen: yuan * 100 - cents, product, pieces, online: false });
    }
}

/// Customers who bought 耗材A again and again, and mostly took 配件B in the end.
fn consumables(sales: &mut [Sale], random: &mut Random) {
    let last = sales.len().saturating_sub(1);
    let accessory = last >= 2 && random.chance(650);
    for (at, sale) in sales.iter_mut().enumerate() {
        let (product, price) = if at == last && accessory { ("配件B", 259) } else { ("耗材A", 129) };
        sale.product = product;
        sale.pieces = goods::quantity(sale.fen / 100, price);
    }
}
