//! The cell that holds a mailbox.

use crate::dirt;
use crate::person::Person;
use crate::random::Random;
use crate::row::Cell;

/// The person's mailbox, shown in `shown` of a thousand rows of those who have one.
pub(crate) fn write(person: &Person, shown: u64, random: &mut Random) -> Cell {
    let Some(address) = person.email.as_ref().filter(|_| random.chance(shown)) else {
        let word = if random.chance(800) { "" } else { dirt::missing_key(random) };
        return Cell::plain(word);
    };
    let text = match random.weighted(&[910, 45, 15, 15, 15]) {
        1 => address.to_uppercase(),
        2 => address.replace('@', "＠"),
        3 => format!("{address} "),
        4 => format!("{address};"),
        _ => address.clone(),
    };
    Cell::marked(text, format!("mail:{address}"))
}
