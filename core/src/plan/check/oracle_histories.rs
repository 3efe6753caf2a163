//! Random histories of events, small and at the ages where windows turn.

use super::witness::as_of;
use crate::model::{EventAttribute, EventStream, EventValues};
use crate::table::Interner;

const TYPES: [Option<&str>; 4] = [Some("t"), Some("u"), Some("t"), None];
const CONTENTS: [Option<&str>; 6] = [Some("参数价格"), Some("参"), Some("t"), Some("T、u"), Some("价"), None];
const AMOUNTS: [Option<i64>; 7] = [Some(0), Some(5_000), Some(10_000), Some(15_000), Some(20_000), Some(-5_000), None];
const NUMBERS: [Option<&str>; 4] = [Some("A"), Some("B"), Some("A"), None];
const PIECES: [Option<i64>; 4] = [Some(1), Some(2), Some(3), None];
/// How many days ago; below 0 after the day.
const AGES: [i64; 18] = [0, 1, 2, 3, 4, 5, 10, 19, 20, 21, 29, 30, 31, 60, 61, 92, -1, -3];

/// A sequence of numbers that look random (the multiplier of Knuth's MMIX generator).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn of<T: Copy>(&mut self, sides: &[T]) -> T {
        sides[self.roll(sides.len())]
    }
}

/// The events of customers, with what either stream may have.
#[derive(Default)]
struct Columns {
    customers: Vec<u32>,
    times: Vec<Option<i64>>,
    texts: [Vec<Option<&'static str>>; 3],
    numbers: [Vec<Option<i64>>; 2],
}

/// So many histories, one customer each: the streams `i` and `o`. The first has no events.
pub(super) fn histories(seed: u64, customers: u32) -> Vec<EventStream> {
    let mut dice = Dice(seed);
    let today = i64::from(as_of().to_epoch_days());
    let (mut i, mut o) = (Columns::default(), Columns::default());
    for customer in 0..customers {
        // A few ages each, so that events of one day are no rarity.
        let ages: Vec<i64> = (0..dice.of(&[2, 3, 5])).map(|_| dice.of(&AGES)).collect();
        let only = dice.roll(4);
        let undated = dice.roll(3) == 0;
        for _ in 0..if customer == 0 { 0 } else { dice.of(&[1, 1, 2, 2, 3, 4, 6]) } {
            let second = dice.of(&[0, 0, 43_200]);
            let time = (!undated || dice.roll(2) == 0).then(|| (today - dice.of(&ages)) * 86_400 + second);
            let own = match only {
                0 => &mut i,
                1 => &mut o,
                _ if dice.roll(2) == 0 => &mut i,
                _ => &mut o,
            };
            own.customers.push(customer);
            own.times.push(time);
            own.texts[0].push(dice.of(&TYPES));
            own.texts[1].push(dice.of(&CONTENTS));
            own.texts[2].push(dice.of(&NUMBERS));
            own.numbers[0].push(dice.of(&AMOUNTS));
            own.numbers[1].push(dice.of(&PIECES));
        }
    }
    let text = |name: &str, values: &[Option<&str>]| {
        let mut texts = Interner::new();
        let ids = values.iter().map(|value| value.map(|text| texts.intern(text))).collect();
        EventAttribute { name: name.to_owned(), values: EventValues::Text { ids, texts } }
    };
    let attribute = |name: &str, values: EventValues| EventAttribute { name: name.to_owned(), values };
    let of_i = vec![text("type", &i.texts[0]), text("content", &i.texts[1])];
    let of_o = vec![attribute("amount", EventValues::Money(o.numbers[0].clone())), text("no", &o.texts[2]), attribute("qty", EventValues::Number(o.numbers[1].clone()))];
    let stream = |name: &str, columns: Columns, attributes| EventStream { name: name.to_owned(), customers: columns.customers, times: columns.times, attributes };
    vec![stream("i", i, of_i), stream("o", o, of_o)]
}
