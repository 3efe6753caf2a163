//! Rows of 抖音.csv: private messages.

use crate::calendar::Moment;
use crate::dirt;
use crate::name_cell;
use crate::person::Person;
use crate::phone_cell;
use crate::random::Random;
use crate::row::{Cell, Channel, Row};
use crate::world::World;
use crate::{goods, speech};

/// A message of a person.
pub(crate) fn row(person: &Person, world: &World, when: Moment, random: &mut Random) -> Row {
    let (name, grade) = name_cell::write(person, Channel::Video, &world.names, random);
    let phone = phone_cell::write(person, Channel::Video, when, grade, &world.book, random);
    let nickname = person.nickname.clone();
    let nickname = if person.common_nickname {
        Cell::plain(nickname)
    } else {
        let mark = format!("nickname:{nickname}");
        Cell::marked(nickname, mark)
    };
    let product = goods::of_interest(person.contact(), random);
    let message = speech::inquiry(person.mood, product, random);
    let emoji = random.text(&["", "", "", "", "", "😂", "🙏", "❤\u{fe0f}", "[玫瑰]", "！！"]);
    let message = dirt::free_text(format!("{message}{emoji}"), random);
    let cells = vec![nickname, Cell::plain(name), phone, Cell::plain(message), Cell::plain(when.chinese())];
    Row::new(person.entity, Channel::Video, when, cells)
}
