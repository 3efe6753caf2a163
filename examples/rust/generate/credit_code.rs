//! Unified social credit codes (GB 32100) with a valid organisation code (GB 11714) inside.

use crate::random::Random;

const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const INNER_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// A new code of an enterprise registered in the division.
pub(crate) fn code(division: &str, random: &mut Random) -> String {
    let body = if random.chance(600) { format!("MA{}{}", random.text(&["1", "2", "5", "G"]), tail(random)) } else { random.digits(8) };
    let head = format!("91{division}{body}{}", inner_check(&body));
    let check = outer_check(&head);
    format!("{head}{check}")
}

fn tail(random: &mut Random) -> String {
    let letters: Vec<char> = ALPHABET.chars().collect();
    (0..5).map(|_| random.pick(&letters).copied().unwrap_or('0')).collect()
}

fn inner_check(body: &str) -> char {
    let sum: u32 = body.chars().zip(INNER_WEIGHTS).map(|(letter, weight)| letter.to_digit(36).unwrap_or(0) * weight).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10).unwrap_or('0'),
    }
}

fn outer_check(head: &str) -> char {
    let (sum, _) = head.chars().fold((0, 1), |(sum, weight), letter| {
        let value = ALPHABET.chars().position(|other| other == letter);
        (sum + value.unwrap_or(0) * weight, weight * 3 % 31)
    });
    ALPHABET.chars().nth((31 - sum % 31) % 31).unwrap_or('0')
}
