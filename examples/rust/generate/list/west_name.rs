//! A Western name: drawing it, and how a row has it.

use super::typo;
use super::west_home::Country;
use super::west_words::{NICKNAMES, family, given};
use crate::person::Name;
use crate::random::Random;

/// The short form of the given name.
const NICKNAME: u64 = 130;
/// An initial in its place.
const INITIAL: u64 = 40;
/// A typing error in the surname; in the given name.
const MISTYPED: (u64, u64) = (50, 30);
/// An umlaut written otherwise.
const UMLAUT: u64 = 350;

/// A name of that country, with the surname of a relative where there is one.
pub(crate) fn draw(country: Country, relative: Option<&Name>, female: bool, random: &mut Random) -> Name {
    let given = given(country, female, random);
    let surname = relative.map_or_else(|| family(country, random).to_owned(), |name| name.surname.clone());
    let latin = format!("{given}.{surname}").to_lowercase();
    let latin = plain(&latin).chars().filter(|letter| letter.is_ascii_alphabetic() || *letter == '.').collect();
    Name { surname, given: given.to_owned(), latin, western: true, female }
}

/// The name as a row has it.
pub(crate) fn write(name: &Name, middle: Option<char>, random: &mut Random) -> String {
    let (mut given, mut surname) = (name.given.clone(), name.surname.clone());
    if random.chance(NICKNAME)
        && let Some(short) = nickname(&given, random)
    {
        short.clone_into(&mut given);
    }
    if random.chance(UMLAUT) {
        let write = if random.chance(650) { spelt } else { plain };
        (given, surname) = (write(&given), write(&surname));
    }
    if random.chance(MISTYPED.0) {
        surname = typo::letters(&surname, random);
    }
    if random.chance(INITIAL) {
        given = given.chars().take(1).chain(['.']).collect();
    } else if random.chance(MISTYPED.1) {
        given = typo::letters(&given, random);
    }
    let middle = middle.filter(|_| random.chance(400)).map_or_else(String::new, |middle| format!(" {middle}."));
    match random.weighted(&[70, 10, 4, 6, 3, 5, 2]) {
        1 => format!("{surname}, {given}"),
        2 => format!("{surname} {given}"),
        3 => format!("{given}{middle} {surname}").to_uppercase(),
        4 => format!("{given}{middle} {surname}").to_lowercase(),
        5 => format!("{} {given}{middle} {surname}", if name.female { random.text(&["Mrs.", "Ms", "Dr."]) } else { random.text(&["Mr.", "Mr", "Dr."]) }),
        6 => format!("{given}{middle} {surname}{}", random.text(&[" Jr.", " (VIP)", " MD"])),
        _ => format!("{given}{middle} {surname}"),
    }
}

fn nickname(given: &str, random: &mut Random) -> Option<&'static str> {
    let forms = NICKNAMES.split_whitespace().filter_map(|word| word.split_once(':')).find(|(name, _)| *name == given)?.1;
    let forms: Vec<&str> = forms.split('/').collect();
    random.pick(&forms).copied()
}

/// `Müller` as `Mueller`.
fn spelt(text: &str) -> String {
    text.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss")
}

/// `Müller` as `Muller`.
fn plain(text: &str) -> String {
    text.replace('ä', "a").replace('ö', "o").replace('ü', "u").replace('ß', "ss")
}
