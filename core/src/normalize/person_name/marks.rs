//! Which characters make a plain Chinese name worth a second look: one look-up per character instead of every list.

use super::{address, japanese, stranger};
use std::sync::OnceLock;

const FIRST: u32 = 0x4e00;
const COUNT: usize = 0x5200;

/// A form of address or a made-up name begins with it.
const BEGINS: u8 = 1;
/// A form of address of one character, a made-up name or an organisation ends with it.
const ENDS: u8 = 2;
/// It stands in no name.
const NEVER: u8 = 4;
/// A longer form of address ends with it.
const FORM: u8 = 8;
/// A Japanese surname begins with it.
const JAPAN: u8 = 16;

/// Whether none of the lists of this folder can say anything about a name of these simplified characters.
pub(super) fn is_plain(name: &str) -> bool {
    match seen(name) {
        0 => true,
        FORM => address::behind(name).is_none(),
        _ => false,
    }
}

/// The marks of a name that count where they stand.
fn seen(name: &str) -> u8 {
    let marks = marks();
    let of = |c: char| u32::from(c).checked_sub(FIRST).and_then(|at| marks.get(at as usize)).copied().unwrap_or(u8::MAX);
    let (mut seen, mut last, mut count) = (0, 0, 0);
    for c in name.chars() {
        last = of(c);
        seen |= last & if count == 0 { BEGINS | NEVER | JAPAN } else { NEVER };
        count += 1;
    }
    // Shorter names that begin with a Chinese surname are Chinese.
    (seen | last & (ENDS | FORM)) & if count < 4 { !JAPAN } else { u8::MAX }
}

fn marks() -> &'static [u8] {
    static MARKS: OnceLock<Vec<u8>> = OnceLock::new();
    MARKS.get_or_init(|| {
        let mut marks = vec![0; COUNT];
        let mut mark = |c: Option<char>, bit: u8| {
            if let Some(slot) = c.and_then(|c| u32::from(c).checked_sub(FIRST)).and_then(|at| marks.get_mut(at as usize)) {
                *slot |= bit;
            }
        };
        let begins = address::LONG.iter().chain(address::FAMILIAR.iter()).chain(stranger::PLACEHOLDERS.iter());
        begins.for_each(|text| mark(text.chars().next(), BEGINS));
        japanese::SURNAMES.iter().for_each(|text| mark(text.chars().next(), JAPAN));
        address::LONG.iter().for_each(|text| mark(text.chars().next_back(), FORM));
        let ends = address::SHORT.iter().chain(stranger::PLACEHOLDERS.iter()).chain(stranger::FUNCTIONS.iter()).chain(stranger::ENDS.iter());
        ends.for_each(|text| mark(text.chars().next_back(), ENDS));
        stranger::PHRASE.iter().chain(&['某']).for_each(|c| mark(Some(*c), NEVER));
        marks
    })
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn plain_names() {
        for name in ["张伟", "王秀英", "欧阳娜娜", "刘德华", "高明", "王晓东"] {
            assert!(is_plain(name), "{name}");
        }
        for name in ["王总", "小王", "客服", "微信用户", "张先生", "王某", "我的家", "山本耕作", "经理王"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
