//! Telephone numbers: drawing new ones, and the many ways in which a cell holds them.

use std::collections::BTreeSet;

use crate::places::City;
use crate::random::Random;

const PREFIXES: &[&str] = &[
    "135", "136", "137", "138", "139", "150", "151", "152", "157", "158", "159", "182", "183", "187", "188", "178", "198", "130", "131", "132", "155", "156", "185", "186", "176",
    "166", "133", "153", "180", "181", "189", "177", "173", "199", "191", "193", "192",
];

/// Numbers already given away: no two customers get the same by chance.
#[derive(Debug, Default)]
pub(crate) struct Book {
    taken: BTreeSet<String>,
}

impl Book {
    /// Keeps a number away from everybody else.
    pub(crate) fn reserve(&mut self, number: &str) {
        self.taken.insert(number.to_owned());
    }

    /// True when somebody has the number.
    pub(crate) fn has(&self, number: &str) -> bool {
        self.taken.contains(number)
    }

    fn fresh(&mut self, mut draw: impl FnMut() -> String) -> String {
        loop {
            let number = draw();
            if self.taken.insert(number.clone()) {
                return number;
            }
        }
    }

    /// A new mobile number.
    pub(crate) fn mobile(&mut self, random: &mut Random) -> String {
        self.fresh(|| drawn(random))
    }

    /// A new landline of the city, as `021-62345678`.
    pub(crate) fn landline(&mut self, city: &City, random: &mut Random) -> String {
        self.fresh(|| {
            let first = random.text(&["5", "6", "8", "3", "2"]);
            let rest = random.digits(city.local.saturating_sub(1));
            format!("{}-{first}{rest}", city.area)
        })
    }

    /// A new number outside the mainland, with its country code.
    pub(crate) fn foreign(&mut self, random: &mut Random) -> String {
        self.fresh(|| match random.weighted(&[4, 3, 3, 2, 2]) {
            0 => format!("+1 415 555 {}", random.digits(4)),
            1 => format!("+852 9{} {}", random.digits(3), random.digits(4)),
            2 => format!("+65 9{} {}", random.digits(3), random.digits(4)),
            3 => format!("+49 1512 {}", random.digits(7)),
            _ => format!("+44 7400 {}", random.digits(6)),
        })
    }

    /// The number with one wrong digit, equal to nobody's number.
    pub(crate) fn mistyped(&self, number: &str, random: &mut Random) -> String {
        loop {
            let place = usize::try_from(random.between(4, 10)).unwrap_or(4);
            let shift = random.between(1, 9);
            let wrong: String = number
                .chars()
                .enumerate()
                .map(|(at, digit)| match digit.to_digit(10) {
                    Some(value) if at == place => {
                        let turned = (i64::from(value) + shift) % 10;
                        char::from(b'0' + u8::try_from(turned).unwrap_or(0))
                    }
                    _ => digit,
                })
                .collect();
            if !self.has(&wrong) {
                return wrong;
            }
        }
    }
}

/// A mobile number that somebody else may have too.
pub(crate) fn drawn(random: &mut Random) -> String {
    format!("{}{}", random.text(PREFIXES), random.digits(8))
}

/// A way of writing a mobile number.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Style {
    /// `13812345678`
    Plain,
    /// `138 1234 5678`
    Spaced,
    /// `138-1234-5678`
    Dashed,
    /// `+86 138-1234-5678`
    International,
    /// `8613812345678`
    Country,
    /// `１３８１２３４５６７８`
    FullWidth,
    /// The digits between the invisible marks U+202D and U+202C.
    Marked,
    /// `138****5678`
    Masked,
    /// `13812345678.0`
    Float,
    /// `1.38E+10`
    Scientific,
    /// `138`, a mask whose stars were eaten
    Destroyed,
}

impl Style {
    /// The number in this style; numbers with a country code stay as they are.
    pub(crate) fn write(self, number: &str) -> String {
        let (Some(head), Some(middle), Some(tail)) = (number.get(..3), number.get(3..7), number.get(7..)) else {
            return number.to_owned();
        };
        if number.starts_with('+') || number.contains('-') {
            return number.to_owned();
        }
        match self {
            Self::Plain => number.to_owned(),
            Self::Spaced => format!("{head} {middle} {tail}"),
            Self::Dashed => format!("{head}-{middle}-{tail}"),
            Self::International => format!("+86 {head}-{middle}-{tail}"),
            Self::Country => format!("86{number}"),
            Self::FullWidth => full_width(number),
            Self::Marked => format!("\u{202d}{number}\u{202c}"),
            Self::Masked => format!("{head}****{tail}"),
            Self::Float => format!("{number}.0"),
            Self::Scientific => format!("1.{}E+10", number.get(1..3).unwrap_or_default()),
            Self::Destroyed => head.to_owned(),
        }
    }
}

/// ASCII letters, digits and brackets in their full-width forms.
pub(crate) fn full_width(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '!'..='~' => char::from_u32(u32::from(letter) + 0xfee0).unwrap_or(letter),
            _ => letter,
        })
        .collect()
}
