//! Drawing names, nicknames and mailboxes.

use crate::given_names::{FEMALE, MALE};
use crate::named::NAMES;
use crate::person::Name;
use crate::random::Random;
use crate::surnames::{COMMON, SURNAMES};
use crate::western_names;

/// The name tables, split into words once.
#[derive(Debug)]
pub(crate) struct Names {
    surnames: Vec<(&'static str, &'static str)>,
    weights: Vec<u64>,
    common: Vec<&'static str>,
    male: Vec<(&'static str, &'static str)>,
    female: Vec<(&'static str, &'static str)>,
    men: Vec<&'static str>,
    women: Vec<&'static str>,
    families: Vec<&'static str>,
}

fn pairs(words: &'static str) -> Vec<(&'static str, &'static str)> {
    words.split_whitespace().filter_map(|word| word.split_once(':')).collect()
}

fn words(text: &'static str) -> Vec<&'static str> {
    text.split_whitespace().collect()
}

impl Names {
    /// Reads the tables.
    pub(crate) fn new() -> Self {
        let weighted: Vec<_> = pairs(SURNAMES).into_iter().filter_map(|(surname, rest)| Some((surname, rest.split_once(':')?))).collect();
        Self {
            surnames: weighted.iter().map(|(name, (latin, _))| (*name, *latin)).collect(),
            weights: weighted.iter().map(|(_, (_, weight))| weight.parse().unwrap_or(1)).collect(),
            common: words(COMMON),
            male: pairs(MALE),
            female: pairs(FEMALE),
            men: words(western_names::MEN),
            women: words(western_names::WOMEN),
            families: words(western_names::SURNAMES),
        }
    }

    /// A Chinese name; about one in forty is one that many people have.
    pub(crate) fn chinese(&self, random: &mut Random) -> Name {
        loop {
            let name = if random.chance(25) { self.well_known(random) } else { self.ordinary(random) };
            if !NAMES.contains(&name.full().as_str()) {
                return name;
            }
        }
    }

    fn well_known(&self, random: &mut Random) -> Name {
        let word = random.text(&self.common);
        let mut parts = word.split(':').map(str::to_owned);
        let mut part = || parts.next().unwrap_or_default();
        let (surname, given, first, second) = (part(), part(), part(), part());
        Name { surname, given, latin: format!("{first}{second}"), western: false, female: word.ends_with('f') }
    }

    fn ordinary(&self, random: &mut Random) -> Name {
        let at = random.weighted(&self.weights);
        let (surname, latin) = self.surnames.get(at).copied().unwrap_or_default();
        let female = random.chance(480);
        self.called(surname, latin, female, random)
    }

    /// A Chinese name of that surname and sex.
    fn called(&self, surname: &str, latin: &str, female: bool, random: &mut Random) -> Name {
        let letters = if female { &self.female } else { &self.male };
        let (mut given, mut reading) = (String::new(), latin.to_owned());
        let length = if random.chance(180) { 1 } else { 2 };
        while given.chars().count() < length {
            let (letter, pinyin) = random.pick(letters).copied().unwrap_or_default();
            if !given.contains(letter) {
                given.push_str(letter);
                reading.push_str(pinyin);
            }
        }
        Name { surname: surname.to_owned(), given, latin: reading, western: false, female }
    }

    /// A Chinese name of that sex, with the surname of a relative where there is one.
    pub(crate) fn member(&self, relative: Option<&Name>, female: bool, random: &mut Random) -> Name {
        let at = random.weighted(&self.weights);
        let drawn = self.surnames.get(at).copied().unwrap_or_default();
        let (surname, latin) = relative.map_or(drawn, |name| (name.surname.as_str(), self.reading(&name.surname)));
        self.called(surname, latin, female, random)
    }

    /// How a surname, or a character of a given name, is read.
    pub(crate) fn reading(&self, written: &str) -> &'static str {
        let mut all = self.surnames.iter().chain(&self.male).chain(&self.female);
        all.find(|(other, _)| *other == written).map_or("", |(_, pinyin)| pinyin)
    }

    /// A Western name.
    pub(crate) fn western(&self, random: &mut Random) -> Name {
        let female = random.chance(400);
        let given = random.text(if female { &self.women } else { &self.men });
        let surname = random.text(&self.families);
        let latin = format!("{given}.{}", surname.replace('\'', ""));
        Name { surname: surname.to_owned(), given: given.to_owned(), latin: latin.to_lowercase(), western: true, female }
    }

    /// Another character with the same reading, for a typing error.
    pub(crate) fn homophone(&self, letter: &str, random: &mut Random) -> Option<&'static str> {
        let all = || self.male.iter().chain(&self.female);
        let reading = all().find(|(other, _)| *other == letter)?.1;
        let others: Vec<_> = all().filter(|(other, pinyin)| *pinyin == reading && *other != letter).map(|(other, _)| *other).collect();
        random.pick(&others).copied()
    }
}

const FIRST: &[&str] = &[
    "小鱼",
    "阿May",
    "大橙子",
    "木木",
    "豆豆",
    "北方的狼",
    "奔跑的蜗牛",
    "晴天",
    "橘猫",
    "老张家的",
    "追光者",
    "糖糖",
    "不吃香菜",
    "一只羊",
    "山野",
    "月半湾",
    "可乐加冰",
    "向日葵",
    "阿杰",
    "南风",
    "海边的风",
    "吃货",
    "元气",
];
const LAST: &[&str] = &["日常", "爱生活", "小店", "的世界", "在路上", "vlog", "同学", "妈妈", "先生", "呀", "要努力", "手作", "数码", "的小窝"];
const EMOJI: &[&str] = &["🐟", "🌸", "☀\u{fe0f}", "🍊", "🐱", "✨", "🌊", "❤\u{fe0f}", "🎈", "🔥", "🌙", "🍀", "👩\u{200d}🍳", "💪", "🇨🇳", ""];
const SHARED: &[&str] = &["momo", "用户昵称", "小可爱🌸", "平安是福🙏", "随缘"];

/// A nickname, and whether many others use it too.
pub(crate) fn nickname(random: &mut Random) -> (String, bool) {
    if random.chance(40) {
        return (random.text(SHARED).to_owned(), true);
    }
    let (emoji, end) = (random.text(EMOJI), random.text(EMOJI));
    let number = if random.chance(600) { random.between(1, 9999).to_string() } else { String::new() };
    let (first, last) = (random.text(FIRST), random.text(LAST));
    (format!("{first}{emoji}{last}{number}{end}"), false)
}

/// A private mailbox.
pub(crate) fn mailbox(name: &Name, random: &mut Random) -> String {
    if !name.western && random.chance(300) {
        let count = usize::try_from(random.between(7, 9)).unwrap_or(8);
        return format!("{}{}@qq.com", random.between(1, 9), random.digits(count));
    }
    let domain = if name.western {
        random.text(&["gmail.com", "outlook.com", "yahoo.com", "hotmail.com"])
    } else {
        random.text(&["163.com", "126.com", "qq.com", "sina.com", "139.com", "foxmail.com", "gmail.com"])
    };
    format!("{}{}@{domain}", name.latin, random.between(10, 9999))
}
