//! A Chinese name as a row has it.

use super::channel::Channel;
use super::scene::Scene;
use crate::naming;
use crate::person::Name;
use crate::random::Random;

/// Surname-only names at tills and on the telephone; elsewhere.
const COURTESY: (u64, u64) = (180, 30);
/// Nicknames in WeChat.
const NICKNAME: u64 = 350;

/// The name.
pub(crate) fn write(name: &Name, channel: Channel, scene: &Scene, random: &mut Random) -> String {
    let Name { surname, given, .. } = name;
    if channel == Channel::App && random.chance(NICKNAME) {
        return nickname(name, random);
    }
    let courtesy = if matches!(channel, Channel::Store | Channel::Phone) { COURTESY.0 } else { COURTESY.1 };
    if random.chance(courtesy) {
        return format!("{surname}{}", address(name.female, random));
    }
    let full = name.full();
    match random.weighted(&[78, 5, 5, 4, 3, 3, 1, 1]) {
        1 => format!("{full}{}", address(name.female, random)),
        2 => latin(name, scene, random),
        3 => scene.script.traditional(&full),
        4 => format!("{surname} {given}"),
        5 => homophone(name, scene, random).unwrap_or(full),
        6 => format!("{}{full}", random.text(&["(VIP)", "*", "【老客户】"])),
        7 if full.chars().count() > 2 => full.chars().take(2).collect(),
        _ => full,
    }
}

fn address(female: bool, random: &mut Random) -> &'static str {
    if female { random.text(&["女士", "女士", "小姐", "姐", "老师"]) } else { random.text(&["先生", "先生", "师傅", "总", "经理"]) }
}

fn nickname(name: &Name, random: &mut Random) -> String {
    match random.weighted(&[70, 20, 10]) {
        0 => naming::nickname(random).0,
        1 => format!("小{}", name.given.chars().last().unwrap_or('明')),
        _ => format!("A{}{}总", random.text(&["建材", "装修", "物流", "电子", "五金"]), name.surname),
    }
}

/// The name in Latin letters, surname first or last.
fn latin(name: &Name, scene: &Scene, random: &mut Random) -> String {
    let surname = scene.names.reading(&name.surname);
    let syllables: Vec<&str> = name.given.chars().map(|letter| scene.names.reading(letter.encode_utf8(&mut [0; 4]))).collect();
    let given = syllables.concat();
    match random.weighted(&[40, 20, 15, 15, 10]) {
        0 => format!("{} {}", title(surname), title(&given)),
        1 => format!("{} {}", title(&given), surname.to_uppercase()),
        2 => format!("{surname}{given}"),
        3 => format!("{surname} {given}").to_uppercase(),
        _ => format!("{} {}", title(surname), syllables.iter().map(|syllable| title(syllable)).collect::<Vec<_>>().join("-")),
    }
}

fn title(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
}

/// One character of the given name replaced by another of the same sound.
fn homophone(name: &Name, scene: &Scene, random: &mut Random) -> Option<String> {
    let letters: Vec<char> = name.given.chars().collect();
    let wrong = random.pick(&letters)?.to_string();
    let right = scene.names.homophone(&wrong, random)?;
    Some(format!("{}{}", name.surname, name.given.replace(&wrong, right)))
}
