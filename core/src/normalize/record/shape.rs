//! The country that an address names, or that only addresses of one country look like.
//!
//! Source: states and the beginnings of their ZIP codes, USPS Publication 65; British postcodes, BS 7666; German addresses, DIN 5008;
//! Canadian provinces, ISO 3166-2:CA.

use super::country::named;
use crate::data::list::{List, list};
use crate::model::Country;

/// The states of the United States with the least and the greatest first three digits of their ZIP codes.
#[rustfmt::skip]
const STATES: List = list![
    ("AK", "995999"), ("AL", "350369"), ("AR", "716729"), ("AZ", "850865"), ("CA", "900961"), ("CO", "800816"), ("CT", "060069"), ("DC", "200205"), ("DE", "197199"),
    ("FL", "320349"), ("GA", "300319"), ("HI", "967968"), ("IA", "500528"), ("ID", "832838"), ("IL", "600629"), ("IN", "460479"), ("KS", "660679"), ("KY", "400427"),
    ("LA", "700714"), ("MA", "010027"), ("MD", "206219"), ("ME", "039049"), ("MI", "480499"), ("MN", "550567"), ("MO", "630658"), ("MS", "386397"), ("MT", "590599"),
    ("NC", "270289"), ("ND", "580588"), ("NE", "680693"), ("NH", "030038"), ("NJ", "070089"), ("NM", "870884"), ("NV", "889898"), ("NY", "100149"), ("OH", "430459"),
    ("OK", "730749"), ("OR", "970979"), ("PA", "150196"), ("RI", "028029"), ("SC", "290299"), ("SD", "570577"), ("TN", "370385"), ("TX", "750799"), ("UT", "840847"),
    ("VA", "201246"), ("VT", "050059"), ("WA", "980994"), ("WI", "530549"), ("WV", "247268"), ("WY", "820831"),
];

/// The provinces of Canada that are countries' codes, too.
const PROVINCES: List = list!["NL", "NU", "PE", "SK", "YT"];

/// How German streets end, or stand alone: Hauptstr., Lange Straße, Marktplatz.
const STREETS: List = list!["str", "str.", "straße", "strasse", "weg", "platz", "allee", "gasse", "damm", "ufer", "ring"];

/// Whether two letters in capitals are a state's or province's code in North America.
pub(super) fn is_state(text: &str) -> bool {
    STATES.beside(text).is_some() || PROVINCES.contains(text)
}

/// The country that the text of an address names or looks like; of Chinese words in front only in `addresses` that were read as such.
pub(super) fn country(text: &str, addresses: bool) -> Country {
    let [first, .., last] = text.as_bytes() else {
        return Country::NONE;
    };
    if *first >= 0xe0 && addresses {
        let country = in_front(text);
        if !country.is_none() {
            return country;
        }
    }
    // Whatever ends here ends in a letter, a digit or the dot of U.S.A.
    if !(last.is_ascii_alphanumeric() || matches!(last, b'.' | 0x80..)) || !text.contains([' ', ',', '，']) {
        return Country::NONE;
    }
    let end = text.rsplit([',', '，', '\n', ';']).next().unwrap_or_default().trim();
    let word = text.rsplit([' ', ',', '，']).next().unwrap_or_default();
    let behind = |end: &str| end.len() < text.len() && !end.eq_ignore_ascii_case("georgia");
    if let Some((country, letters)) = named(end).filter(|_| behind(end))
        && (letters > 2 || is_short_name(end))
    {
        return country;
    }
    if is_short_name(word)
        && let Some((country, _)) = named(word)
    {
        return country;
    }
    let code = if is_american(text) {
        "US"
    } else if is_british(text) {
        "GB"
    } else if is_german(text) {
        "DE"
    } else {
        ""
    };
    Country::of_code(code)
}

/// The short names that are no state's and no word of an address.
fn is_short_name(word: &str) -> bool {
    ["UK", "US", "USA", "U.S.A.", "U.K."].contains(&word)
}

/// 美国加利福尼亚州…, 英国 伦敦: the name of a country, and a sign or a name of its parts behind it; 德国中心3楼 is a house.
fn in_front(text: &str) -> Country {
    for (end, _) in text.char_indices().skip(2).take(4) {
        let (name, rest) = text.split_at_checked(end).unwrap_or_default();
        if let Some((country, _)) = named(name) {
            let parted = rest.starts_with([' ', ',', '，', '-', '/', '|', '·']);
            return if parted || rest.contains(['州', '省', '郡', '市']) { country } else { Country::NONE };
        }
    }
    Country::NONE
}

/// The words of a text from its end.
fn from_end(text: &str) -> impl Iterator<Item = &str> {
    text.rsplit([' ', ',', '，', '\n']).filter(|word| !word.is_empty())
}

/// `TX 77054` at the end.
fn is_american(text: &str) -> bool {
    let mut words = from_end(text);
    let (Some(zip), Some(state)) = (words.next(), words.next()) else {
        return false;
    };
    let (zip, more) = zip.split_once('-').map_or((zip, None), |(zip, more)| (zip, Some(more)));
    let digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(zip, 5) || more.is_some_and(|more| !digits(more, 4)) || state.len() != 2 {
        return false;
    }
    let range = STATES.beside(&state.to_ascii_uppercase()).and_then(|range| range.split_at_checked(3));
    range.is_some_and(|(least, greatest)| zip.get(..3).is_some_and(|head| (least..=greatest).contains(&head)))
}

/// `EH8 8AL` at the end, behind something else.
fn is_british(text: &str) -> bool {
    let mut words = from_end(text);
    let (Some(inward), Some(outward), Some(_)) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let [digit, a, b] = inward.as_bytes() else {
        return false;
    };
    let letter = |b: &u8| b.is_ascii_alphabetic();
    let unit = |b: &u8| letter(b) && !b"CIKMOV".contains(&b.to_ascii_uppercase());
    if !digit.is_ascii_digit() || !unit(a) || !unit(b) {
        return false;
    }
    match outward.as_bytes() {
        [a, d] => letter(a) && d.is_ascii_digit(),
        [a, b, c] => letter(a) && (b.is_ascii_digit() && c.is_ascii_alphanumeric() || letter(b) && c.is_ascii_digit()),
        [a, b, c, d] => letter(a) && letter(b) && c.is_ascii_digit() && d.is_ascii_alphanumeric(),
        _ => false,
    }
}

/// `Mozartstr. 1, 50681 Köln`: a street by its ending, a number, five digits and a city of one to four words.
fn is_german(text: &str) -> bool {
    let mut words = from_end(text);
    let mut city = 0;
    let postcode = words.by_ref().take(5).find(|word| {
        let digits = word.bytes().any(|b| b.is_ascii_digit());
        city += usize::from(!digits);
        digits
    });
    if city == 0 || !postcode.is_some_and(|code| code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit())) {
        return false;
    }
    let mut number = false;
    words.any(|word| {
        let street = number && is_street(word);
        number |= word.bytes().any(|b| b.is_ascii_digit());
        street
    })
}

fn is_street(word: &str) -> bool {
    let word = word.to_lowercase();
    STREETS.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::{STATES, country};

    #[test]
    fn addresses() {
        assert!(STATES.pairs().all(|(_, range)| range.len() == 6 && range.split_at_checked(3).is_some_and(|(low, high)| low <= high)));
        assert!(STATES.pairs().map(|(state, _)| state).is_sorted());
        for (text, code) in [
            ("291 Forest Pl, St. Louis, MO 63188", "US"),
            ("2018 RIDGE ROAD, APT 155, SAN DIEGO, CA 92128-1234", "US"),
            ("1 Main St Houston tx 77054", "US"),
            ("1 Main St, Houston, TX 77054, USA", "US"),
            ("1 Main St, Houston, United States of America", "US"),
            ("12 rue de Rivoli, Paris, France", "FR"),
            ("180 Cherry Dr, Edinburgh, Scotland EH8 8AL", "GB"),
            ("10 Downing Street, London SW1A 2AA", "GB"),
            ("5 High St, Leeds UK", "GB"),
            ("Mozartstr. 1,4 50681 Köln", "DE"),
            ("Goethestraße 162, 60395 Frankfurt am Main", "DE"),
            ("MOZARTSTR. 42, 10132 BERLIN", "DE"),
            ("Unter der Lange Straße 5, 10132 Berlin", "DE"),
            ("美国加利福尼亚州洛杉矶市", "US"),
            ("英国 伦敦", "GB"),
            ("中国广东省深圳市", "CN"),
            ("德国中心3楼", ""),
            ("1 Main St, Atlanta, Georgia", ""),
            ("Bergstraße 103, 10195 Berlin DE 10195", ""),
            ("58 Walnut Avenue", ""),
            ("4921 Center Blvd, Buffalo 14278", ""),
            ("Houston, TX", ""),
            ("12 rue de Rivoli, 75001 Paris", ""),
            ("100 Queen St, Toronto, ON M5H 2N2", ""),
            ("浙江省杭州市西湖区文三路90号", ""),
            ("", ""),
            ("a", ""),
        ] {
            assert_eq!(country(text, true).code(), code, "{text}");
        }
    }
}
