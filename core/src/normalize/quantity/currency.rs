//! Currencies: the codes of ISO 4217 and their decimals, and the words and signs that people write for them.
//!
//! A sign that several currencies share is *weak*: `¥` is the yuan's unless 日元 or JPY is written too, `$` the United
//! States' unless another dollar is named, and 元 and 块 count whatever currency is named beside them.
//!
//! Source: ISO 4217 (list one of 2024 with XCG, and HRK, SLL, ZWL as historic; CNH is the market's code); CLDR 48 for the signs.

use crate::data::lexicon::{Lexicon, lexicon};
use crate::data::list::{List, list};

/// A currency as it was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Currency {
    pub(super) code: &'static str,
    /// Another currency of the same sign may be named beside it.
    pub(super) weak: bool,
    /// A hundredth of the unit was written: 美分.
    pub(super) cents: bool,
}

/// In the order of the alphabet.
const CODES: List = list![
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD",
    "CAD", "CDF", "CHF", "CLF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP",
    "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD",
    "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO",
    "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SLL",
    "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UYW", "UZS", "VED", "VES", "VND",
    "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWL",
];

/// Codes that are English words as well; they count in capitals only.
const WORDS: List = list!["ALL", "CUP", "GEL", "MAD", "PEN", "SOS", "TOP", "TRY", "COP"];

/// The ISO code that a text is, whatever its case.
pub(in crate::normalize) fn code(text: &str) -> Option<&'static str> {
    let bytes: &[u8; 3] = text.as_bytes().try_into().ok()?;
    CODES.sorted_find(std::str::from_utf8(&bytes.map(|b| b.to_ascii_uppercase())).ok()?)
}

/// How many decimals a currency has; what is counted in pieces keeps two.
pub(super) fn decimals(code: &str) -> u32 {
    match code {
        "CNY" | "USD" | "EUR" | "person" => 2,
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        "CLF" | "UYW" => 4,
        _ => 2,
    }
}

/// Whether the currency's countries write 1.280,50 and mean thousands with a dot.
pub(super) fn dots_thousands(code: &str) -> bool {
    matches!(code, "EUR" | "DKK" | "NOK" | "SEK" | "ISK" | "PLN" | "CZK" | "HUF" | "RON" | "RSD" | "HRK" | "BRL" | "ARS" | "COP" | "CLP" | "TRY" | "RUB" | "IDR" | "VND")
}

/// Whether two currencies may be meant by one sign.
pub(super) fn share_sign(weak: &str, other: &str) -> bool {
    weak == other
        || match weak {
            "CNY" => other == "JPY",
            "USD" => other.ends_with('D') || matches!(other, "MXN" | "CLP" | "ARS" | "COP" | "MOP" | "BRL"),
            "SEK" => matches!(other, "NOK" | "DKK" | "ISK" | "CZK"),
            "INR" => matches!(other, "PKR" | "LKR" | "NPR" | "IDR" | "MUR" | "SCR"),
            "GBP" => matches!(other, "EGP" | "LBP" | "SYP" | "GIP" | "FKP" | "SHP"),
            "PHP" => matches!(other, "MXN" | "ARS" | "CLP" | "COP" | "CUP" | "DOP" | "UYU"),
            _ => false,
        }
}

/// The currency that a folded text starts with.
pub(super) fn read(text: &str, capitals: bool) -> Option<(Currency, &str)> {
    let first = text.chars().next()?;
    if let Some((sign, rest)) = SIGNS.find_map(first, |word, sign| Some((sign, super::words::strip(text, word)?))) {
        return Some((Currency { code: std::str::from_utf8(&sign.code).ok()?, weak: sign.weak, cents: sign.cents }, rest));
    }
    if !first.is_ascii_lowercase() {
        return None;
    }
    let (head, rest) = text.split_at_checked(3)?;
    if rest.starts_with(|c: char| c.is_ascii_alphabetic() && !is_factor(rest)) {
        return None;
    }
    let code = self::code(head).filter(|code| capitals || !WORDS.contains(code))?;
    Some((Currency { code, weak: false, cents: false }, rest.strip_prefix('$').unwrap_or(rest)))
}

/// `k`, `m` or `bn` and nothing more: USDk.
fn is_factor(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    matches!(text.get(..end), Some("k" | "m" | "mn" | "bn" | "b" | "w" | "thousand" | "million" | "billion"))
}

/// What a word or sign means.
#[derive(Clone, Copy, Debug)]
struct Sign {
    code: [u8; 3],
    weak: bool,
    cents: bool,
}

/// A code; behind it `~` marks a weak sign, `c` hundredths.
const fn sign(written: &str) -> Sign {
    match written.as_bytes() {
        [a, b, c, flags @ ..] => Sign { code: [*a, *b, *c], weak: matches!(flags, [b'~', ..]), cents: matches!(flags, [.., b'c']) },
        _ => Sign { code: [b'-'; 3], weak: false, cents: false },
    }
}

macro_rules! signs {
    ($(($word:literal, $written:literal)),* $(,)?) => { lexicon![$(($word, sign($written))),*] };
}

/// Longer ones before those they start with.
#[rustfmt::skip]
const SIGNS: Lexicon<Sign> = signs![
    ("¥", "CNY~"),
    ("$", "USD~"),
    ("€", "EUR"),
    ("£", "GBP~"),
    ("₩", "KRW"),
    ("₽", "RUB"),
    ("₹", "INR"),
    ("₨", "INR~"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("đ", "VND"),
    ("₱", "PHP"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₴", "UAH"),
    ("₸", "KZT"),
    ("₮", "MNT"),
    ("₦", "NGN"),
    ("៛", "KHR"),
    ("₭", "LAK"),
    ("৳", "BDT"),
    ("¢", "USD~c"),
    ("円", "JPY"),
    ("원", "KRW"),
    ("人民币", "CNY"), ("人币", "CNY"),
    ("美元", "USD"), ("美金", "USD"), ("美刀", "USD"), ("美分", "USDc"), ("美圆", "USD"),
    ("刀", "USD~"),
    ("港币", "HKD"), ("港元", "HKD"), ("港纸", "HKD"), ("港圆", "HKD"), ("港仙", "HKDc"), ("港", "HKD~"),
    ("新台币", "TWD"), ("新加坡元", "SGD"), ("新加坡币", "SGD"), ("新西兰元", "NZD"), ("新西兰币", "NZD"), ("新元", "SGD"), ("新币", "SGD"),
    ("台币", "TWD"), ("台湾元", "TWD"),
    ("坡币", "SGD"),
    ("欧元", "EUR"), ("欧", "EUR~"),
    ("英镑", "GBP"),
    ("镑", "GBP~"),
    ("便士", "GBPc"),
    ("日元", "JPY"), ("日圆", "JPY"), ("日币", "JPY"), ("日円", "JPY"),
    ("韩元", "KRW"), ("韩圆", "KRW"), ("韩币", "KRW"), ("韩国元", "KRW"),
    ("朝鲜元", "KPW"), ("朝币", "KPW"),
    ("澳大利亚元", "AUD"), ("澳门元", "MOP"), ("澳门币", "MOP"), ("澳元", "AUD"), ("澳币", "AUD"), ("澳洲元", "AUD"), ("澳刀", "AUD"),
    ("葡币", "MOP"),
    ("加拿大元", "CAD"), ("加元", "CAD"), ("加币", "CAD"), ("加刀", "CAD"),
    ("纽元", "NZD"), ("纽币", "NZD"),
    ("瑞士法郎", "CHF"), ("瑞郎", "CHF"), ("瑞典克朗", "SEK"), ("瑞士法朗", "CHF"),
    ("挪威克朗", "NOK"),
    ("丹麦克朗", "DKK"),
    ("捷克克朗", "CZK"),
    ("冰岛克朗", "ISK"),
    ("匈牙利福林", "HUF"),
    ("福林", "HUF"),
    ("波兰兹罗提", "PLN"),
    ("兹罗提", "PLN"),
    ("俄罗斯卢布", "RUB"), ("俄卢布", "RUB"),
    ("卢布", "RUB"), ("卢比", "INR~"),
    ("泰铢", "THB"), ("泰币", "THB"),
    ("铢", "THB"),
    ("印度卢比", "INR"), ("印尼盾", "IDR"), ("印尼卢比", "IDR"), ("印度尼西亚盾", "IDR"), ("印度尼西亚卢比", "IDR"),
    ("巴西雷亚尔", "BRL"), ("巴基斯坦卢比", "PKR"),
    ("雷亚尔", "BRL"),
    ("越南盾", "VND"), ("越盾", "VND"),
    ("马来西亚林吉特", "MYR"), ("马来西亚令吉", "MYR"), ("马来币", "MYR"), ("马币", "MYR"),
    ("林吉特", "MYR"),
    ("令吉", "MYR"),
    ("菲律宾比索", "PHP"), ("菲律宾披索", "PHP"), ("菲币", "PHP"),
    ("墨西哥比索", "MXN"), ("墨西哥元", "MXN"),
    ("比索", "PHP~"),
    ("披索", "PHP"),
    ("土耳其里拉", "TRY"),
    ("里拉", "TRY"),
    ("阿联酋迪拉姆", "AED"), ("阿根廷比索", "ARS"),
    ("迪拉姆", "AED"), ("迪尔汗", "AED"),
    ("沙特里亚尔", "SAR"),
    ("南非兰特", "ZAR"),
    ("兰特", "ZAR"),
    ("以色列新谢克尔", "ILS"), ("以色列谢克尔", "ILS"),
    ("谢克尔", "ILS"),
    ("坚戈", "KZT"),
    ("哈萨克斯坦坚戈", "KZT"),
    ("蒙古图格里克", "MNT"),
    ("图格里克", "MNT"),
    ("缅甸元", "MMK"), ("缅币", "MMK"), ("缅元", "MMK"),
    ("老挝基普", "LAK"),
    ("柬埔寨瑞尔", "KHR"),
    ("克朗", "SEK~"),
    ("埃及镑", "EGP"),
    ("乌克兰格里夫纳", "UAH"),
    ("奈拉", "NGN"),
    ("科威特第纳尔", "KWD"),
    ("rmb¥", "CNY"), ("rmb", "CNY"), ("renminbi", "CNY"), ("r$", "BRL"), ("rs.", "INR~"), ("rs", "INR~"), ("rupees", "INR~"), ("rupee", "INR~"), ("rp.", "IDR"), ("rp", "IDR"),
    ("rm", "MYR"), ("rubles", "RUB"), ("roubles", "RUB"),
    ("cny¥", "CNY"), ("cny", "CNY"), ("cnh", "CNY"), ("cn¥", "CNY"), ("c$", "CAD"), ("ca$", "CAD"), ("cad$", "CAD"), ("cents", "USD~c"), ("cent", "USD~c"),
    ("canadian dollars", "CAD"), ("chinese yuan", "CNY"),
    ("yuan", "CNY"), ("yen", "JPY"),
    ("kuai", "CNY"), ("kč", "CZK"), ("kr.", "SEK~"), ("kr", "SEK~"),
    ("usd$", "USD"), ("usd", "USD"), ("us$", "USD"), ("u$s", "USD"), ("u$", "USD"), ("us dollars", "USD"), ("us dollar", "USD"), ("u.s. dollars", "USD"), ("usdt", "USD~"),
    ("dollars", "USD~"), ("dollar", "USD~"),
    ("bucks", "USD~"), ("baht", "THB"), ("b$", "BND"),
    ("hk$", "HKD"), ("hkd$", "HKD"), ("hk dollars", "HKD"), ("hong kong dollars", "HKD"),
    ("ntd$", "TWD"), ("ntd", "TWD"), ("nt$", "TWD"), ("nt", "TWD"), ("nz$", "NZD"),
    ("tw$", "TWD"),
    ("euros", "EUR"), ("euro", "EUR"), ("eur", "EUR"),
    ("gbp£", "GBP"),
    ("pounds sterling", "GBP"), ("pounds", "GBP~"), ("pound", "GBP~"), ("pence", "GBPc"), ("pesos", "PHP~"),
    ("jp¥", "JPY"), ("jpy¥", "JPY"), ("jpy", "JPY"),
    ("won", "KRW"),
    ("a$", "AUD"), ("au$", "AUD"), ("aud$", "AUD"), ("australian dollars", "AUD"),
    ("s$", "SGD"), ("sg$", "SGD"), ("sgd$", "SGD"), ("sfr.", "CHF"), ("sfr", "CHF"), ("singapore dollars", "SGD"), ("sterling", "GBP"), ("swiss francs", "CHF"),
    ("fr.", "CHF"), ("francs", "CHF~"),
    ("mop$", "MOP"), ("mx$", "MXN"),
    ("zł", "PLN"), ("zl", "PLN"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_every_word_names_a_currency() {
        assert!(CODES.iter().is_sorted());
        for c in '\0'..='\u{ffff}' {
            let mut listed = Vec::new();
            _ = SIGNS.find_map(c, |word, sign| {
                listed.push((word, sign));
                None::<()>
            });
            for (n, (word, sign)) in listed.iter().enumerate() {
                assert!(word.starts_with(c), "{word}");
                assert!(std::str::from_utf8(&sign.code).ok().and_then(code).is_some(), "{word}");
                let hidden = listed[..n].iter().find(|(before, _)| word.starts_with(before) && super::super::words::strip(word, before).is_some());
                assert!(hidden.is_none(), "{word} is never reached");
            }
        }
    }

    #[test]
    fn names_of_currencies() {
        let name = |text| read(text, false).map(|(c, rest)| (c.code, c.weak, rest));
        assert_eq!(name("美元/月"), Some(("USD", false, "/月")));
        assert_eq!(name("hkd500"), Some(("HKD", false, "500")));
        assert_eq!(name("¥5"), Some(("CNY", true, "5")));
        assert_eq!(name("usdk"), Some(("USD", false, "k")));
        assert_eq!(name("top 5"), None);
        assert_eq!(name("人"), None);
        assert_eq!(name("eurostar"), None);
        assert_eq!(read("top 5", true).map(|(c, _)| c.code), Some("TOP"));
        assert!(share_sign("USD", "HKD") && share_sign("CNY", "JPY") && !share_sign("CNY", "USD"));
    }
}
