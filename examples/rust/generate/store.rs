//! Rows of 门店.csv: the visitors' register of the stores.

use std::collections::BTreeMap;

use crate::calendar::Moment;
use crate::name_cell::{self, Grade};
use crate::person::Person;
use crate::phone_cell;
use crate::random::Random;
use crate::row::{Cell, Channel, Row};
use crate::world::World;
use crate::{dirt, goods, identity_card, speech};

/// Store and city.
const STORES: &[(&str, &str)] = &[
    ("上海徐家汇店", "上海市"),
    ("上海浦东店", "上海市"),
    ("北京中关村店", "北京市"),
    ("深圳南山店", "深圳市"),
    ("广州天河店", "广州市"),
    ("苏州观前店", "苏州市"),
    ("杭州西湖店", "杭州市"),
    ("成都春熙店", "成都市"),
    ("武汉光谷店", "武汉市"),
    ("南京新街口店", "南京市"),
    ("西安钟楼店", "西安市"),
    ("青岛五四店", "青岛市"),
];

/// Stores whose assistants enter the store's own number when a visitor gives none.
pub(crate) const OWN_NUMBERS: &[(&str, &str)] = &[("北京中关村店", "010-62561188"), ("上海浦东店", "13916530088"), ("上海徐家汇店", "021-64380066")];

/// At most so many different visitors get the store's own number.
const MOST: usize = 38;

/// People who receive visitors and answer calls.
pub(crate) const STAFF: &[&str] = &["周倩", "李浩然", "孙悦", "何嘉", "许晴", "郑凯文", "罗敏", "马晓东", "黄思远", "郭静", "小王", "小陈"];

/// How often a person is seen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    /// Rows in all five files.
    pub(crate) rows: usize,
    /// Rows in this one.
    pub(crate) visits: usize,
}

/// The register, which remembers to whom the own numbers were given.
#[derive(Debug, Default)]
pub(crate) struct Register {
    given: BTreeMap<&'static str, Vec<(usize, String)>>,
}

impl Register {
    /// A visit of a person who is seen so often.
    pub(crate) fn row(&mut self, person: &Person, seen: Seen, world: &World, when: Moment, random: &mut Random) -> Row {
        let (name, grade) = name_cell::write(person, Channel::Store, &world.names, random);
        let (store, city) = nearest(person, world, random);
        let card = shown(person.card.as_ref(), "card", 820, random);
        let identity = identity(person, random);
        let mut phone = phone_cell::write(person, Channel::Store, when, grade, &world.book, random);
        let traceable = seen.rows == 1 || (seen.visits > 1 && !card.text.is_empty());
        if grade == Grade::Full && !person.shared && traceable && random.chance(970) {
            phone = self.own_number(store, person, &name).unwrap_or(phone);
        }
        let product = goods::of_interest(person.contact(), random);
        let remark = if random.chance(550) {
            let sentence = speech::inquiry(person.mood, product, random);
            dirt::free_text(sentence, random)
        } else {
            dirt::missing_minor(random).to_owned()
        };
        let home = world.cities.get(person.city).map(|place| place.name);
        let place = if grade == Grade::Full && person.only_bearer && home == Some(city) { Cell::marked(store, format!("name in {city}")) } else { Cell::plain(store) };
        let cells =
            vec![Cell::plain(name), phone, identity, card, Cell::plain(when.day.written("")), place, Cell::plain(product), Cell::plain(remark), Cell::plain(random.text(STAFF))];
        Row::new(person.entity, Channel::Store, when, cells)
    }

    /// The store's own number, while it has been given to few enough and to nobody else of that name.
    fn own_number(&mut self, store: &'static str, person: &Person, name: &str) -> Option<Cell> {
        let (_, number) = OWN_NUMBERS.iter().find(|(other, _)| *other == store)?;
        let given = self.given.entry(store).or_default();
        let known = given.iter().any(|(entity, _)| *entity == person.entity);
        let clash = given.iter().any(|(_, other)| other == name);
        if !known && (clash || given.len() >= MOST) {
            return None;
        }
        if !known {
            given.push((person.entity, name.to_owned()));
        }
        Some(Cell::plain(*number))
    }
}

fn nearest(person: &Person, world: &World, random: &mut Random) -> (&'static str, &'static str) {
    let home = world.cities.get(person.city).map_or("", |place| place.name);
    let near: Vec<_> = STORES.iter().filter(|(_, city)| *city == home).collect();
    let at_home = random.pick(&near).map(|store| **store);
    at_home.or_else(|| random.pick(STORES).copied()).unwrap_or_default()
}

fn shown(value: Option<&String>, kind: &str, per_mille: u64, random: &mut Random) -> Cell {
    match value.filter(|_| random.chance(per_mille)) {
        Some(value) => Cell::marked(value, format!("{kind}:{value}")),
        None => Cell::default(),
    }
}

fn identity(person: &Person, random: &mut Random) -> Cell {
    let cell = shown(person.identity.as_ref(), "identity", 420, random);
    if !cell.text.is_empty() && random.chance(dirt::IDENTITY_DAMAGED) {
        return Cell::plain(identity_card::damaged(&cell.text));
    }
    cell
}
