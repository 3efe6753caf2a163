//! Seeded pairs of texts as blocking lets them through: every other one a text and its misspelling, the rest two texts.

use crate::values::Random;

/// Pairs of one kind.
#[derive(Debug)]
pub struct Pairs {
    /// The kind.
    pub kind: &'static str,
    /// The pairs, as text and as characters.
    pub pairs: Vec<Pair>,
}

/// A pair of texts.
#[derive(Debug)]
pub struct Pair {
    /// As text.
    pub texts: (String, String),
    /// As characters.
    pub chars: (Vec<char>, Vec<char>),
}

/// Every kind, always the same.
#[must_use]
pub fn pairs(count: usize) -> Vec<Pairs> {
    let letters: Vec<char> = ('a'..='z').collect();
    let han: Vec<char> = GIVEN.chars().collect();
    let of = |kind, make: fn(&mut Random) -> String, alphabet: &[char]| {
        let mut random = Random(20_240_630);
        Pairs { kind, pairs: (0..count).map(|row| pair(&mut random, row, make, alphabet)).collect() }
    };
    vec![of("western names", western, &letters), of("chinese names", chinese, &han), of("chinese addresses", address, &han)]
}

fn pair(random: &mut Random, row: usize, make: fn(&mut Random) -> String, alphabet: &[char]) -> Pair {
    let a: Vec<char> = make(random).chars().collect();
    let b = if row.is_multiple_of(2) { misspelt(random, &a, alphabet) } else { make(random).chars().collect() };
    Pair { texts: (a.iter().collect(), b.iter().collect()), chars: (a, b) }
}

/// One or two edits: a character replaced, put in, left out, or swapped with the next.
fn misspelt(random: &mut Random, text: &[char], alphabet: &[char]) -> Vec<char> {
    let mut text = text.to_vec();
    for _ in 0..=random.below(2) {
        let at = random.below(text.len());
        let c = alphabet.get(random.below(alphabet.len())).copied().unwrap_or('x');
        match random.below(4) {
            0 => text.insert(at, c),
            1 if text.len() > 1 => _ = text.remove(at),
            2 if at + 1 < text.len() => text.swap(at, at + 1),
            _ => {
                if let Some(old) = text.get_mut(at) {
                    *old = c;
                }
            }
        }
    }
    text
}

#[rustfmt::skip]
const FIRST: [&str; 32] = [
    "john", "mary", "david", "anna", "christopher", "elizabeth", "michael", "jennifer", "robert", "patricia", "james", "linda", "william", "barbara", "richard", "susan",
    "thomas", "jessica", "charles", "sarah", "daniel", "karen", "matthew", "nancy", "anthony", "lisa", "alexander", "margaret", "jo", "al", "katherine", "stephen",
];
#[rustfmt::skip]
const LAST: [&str; 32] = [
    "smith", "miller", "brown", "garcia", "rodriguez", "williams", "jones", "davis", "martinez", "hernandez", "lopez", "gonzalez", "wilson", "anderson", "thomas", "taylor",
    "moore", "jackson", "martin", "lee", "thompson", "white", "harris", "clark", "lewis", "robinson", "walker", "young", "hall", "wright", "fitzgerald", "montgomery",
];

/// Given name, surname, one in two with something between them; 16 characters on average.
fn western(random: &mut Random) -> String {
    format!("{} {}{}", random.pick(&FIRST), random.pick(&["", "", "j ", "marie "]), random.pick(&LAST))
}

const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
const GIVEN: &str = "伟芳娜敏静丽晓东海燕军国华淑珍艳桂英婷文博明子涵秀俊杰平建志强雅欣怡浩宇轩梓萱嘉琪";

/// A surname and, in four of five, two more characters, otherwise one.
fn chinese(random: &mut Random) -> String {
    let one = |random: &mut Random, of: &str| of.chars().nth(random.below(of.chars().count())).unwrap_or('王');
    let mut name = String::from(one(random, SURNAMES));
    for _ in 0..1 + random.below(5).min(1) {
        name.push(one(random, GIVEN));
    }
    name
}

/// City, district, road, number and room; 22 characters on average.
fn address(random: &mut Random) -> String {
    let city = random.pick(&["上海市", "北京市", "浙江省杭州市", "江苏省苏州市", "广东省深圳市"]);
    let district = random.pick(&["浦东新区", "海淀区", "西湖区", "吴中区", "南山区"]);
    let town = random.pick(&["", "张江镇", "中关村街道"]);
    let road = random.pick(&["人民", "中山", "科技园", "解放", "建国东", "学院"]);
    format!("{city}{district}{town}{road}路{}号{}室", 1 + random.below(999), 101 + random.below(900))
}
