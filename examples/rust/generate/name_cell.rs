//! The cell that holds a person's name.

use crate::dirt;
use crate::given_names::TRADITIONAL;
use crate::naming::Names;
use crate::person::{Name, Person};
use crate::random::Random;
use crate::row::Channel;

/// How much of the name a reader gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grade {
    /// All of it, in some script or order.
    Full,
    /// All of it, with a wrong character.
    Mistyped,
    /// Only the surname, or nothing.
    Partial,
}

/// The name as the channel has it.
pub(crate) fn write(person: &Person, channel: Channel, names: &Names, random: &mut Random) -> (String, Grade) {
    let name = &person.name;
    if !person.shared {
        if let Some(partial) = partial(person, channel, random) {
            return (partial, Grade::Partial);
        }
        if random.chance(dirt::NAME_MISTYPED)
            && let Some(wrong) = mistyped(name, names, random)
        {
            return (wrong, Grade::Mistyped);
        }
    }
    if name.western {
        return (western(name, channel, random), Grade::Full);
    }
    let full = name.full();
    let written = match channel {
        Channel::Store if random.chance(dirt::NAME_TRADITIONAL) => traditional(&full),
        Channel::Fair if random.chance(60) => spaced(&full),
        Channel::Web if random.chance(8) => format!(" {full}"),
        Channel::Store if random.chance(30) => {
            format!("{full}{}", if name.female { "女士" } else { "先生" })
        }
        _ => full,
    };
    (written, Grade::Full)
}

fn partial(person: &Person, channel: Channel, random: &mut Random) -> Option<String> {
    let (missing, courtesy) = match channel {
        Channel::Web if person.company.is_none() => (dirt::WEB_NAME_MISSING, 0),
        Channel::Web | Channel::Fair => (0, 0),
        Channel::Shop => (0, 12),
        Channel::Video => (dirt::VIDEO_NAME_MISSING, 40),
        Channel::Store => (15, dirt::NAME_COURTESY),
    };
    if random.chance(missing) {
        let empty = channel == Channel::Video || random.chance(500);
        let word = if empty { "" } else { dirt::missing_key(random) };
        return Some(word.to_owned());
    }
    (!person.name.western && random.chance(courtesy)).then(|| {
        let form = match (channel, person.contact(), person.name.female) {
            (Channel::Shop, _, _) => "*",
            (_, true, _) => "总",
            (_, _, true) => random.text(&["女士", "女士", "小姐", "姐"]),
            _ => random.text(&["先生", "先生", "总", "老师"]),
        };
        format!("{}{form}", person.name.surname)
    })
}

fn western(name: &Name, channel: Channel, random: &mut Random) -> String {
    let Name { surname, given, .. } = name;
    let initial = given.chars().next().unwrap_or('X');
    let habits: &[u64] = match channel {
        Channel::Fair => &[45, 30, 5, 12, 8],
        Channel::Store => &[70, 5, 10, 10, 5],
        _ => &[85, 5, 6, 0, 4],
    };
    match random.weighted(habits) {
        0 => format!("{given} {surname}"),
        1 => format!("{}, {given}", surname.to_uppercase()),
        2 => format!("{given} {surname}").to_uppercase(),
        3 => format!("{} {given} {surname}", if name.female { "Ms." } else { "Mr." }),
        _ => format!("{given} {initial}. {surname}"),
    }
}

/// A homophone in the given name, or its two characters the wrong way round.
fn mistyped(name: &Name, names: &Names, random: &mut Random) -> Option<String> {
    let letters: Vec<String> = name.given.chars().map(String::from).collect();
    if name.western {
        let cut = name.given.get(..name.given.len().checked_sub(1)?)?;
        return Some(format!("{cut} {}", name.surname));
    }
    let swap = random.chance(300);
    if let [first, second] = letters.as_slice()
        && swap
        && name.surname.chars().count() == 1
    {
        return Some(format!("{}{second}{first}", name.surname));
    }
    let wrong = random.pick(&letters)?;
    let right = names.homophone(wrong, random)?;
    Some(format!("{}{}", name.surname, name.given.replace(wrong.as_str(), right)))
}

fn traditional(text: &str) -> String {
    let forms: Vec<(char, char)> = TRADITIONAL
        .split_whitespace()
        .filter_map(|word| {
            let mut letters = word.chars();
            Some((letters.next()?, letters.next()?))
        })
        .collect();
    text.chars().map(|letter| forms.iter().find(|(simple, _)| *simple == letter).map_or(letter, |(_, full)| *full)).collect()
}

/// `张 伟` with the ideographic space, as printed on cards.
fn spaced(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next(), letters.next()) {
        (Some(first), Some(second), None) => format!("{first}\u{3000}{second}"),
        _ => text.to_owned(),
    }
}
