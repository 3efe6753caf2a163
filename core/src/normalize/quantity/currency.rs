//! Currencies: the codes of ISO 4217 and their decimals, and the words and signs that people write for them.
//!
//! A sign that several currencies share is *weak*: `¥` is the yuan's unless 日元 or JPY is written too, `$` the United
//! States' unless another dollar is named, and 元 and 块 count whatever currency is named beside them.
//!
//! Source: ISO 4217 (list one of 2024 with XCG, and HRK, SLL, ZWL as historic; CNH is the market's code); CLDR 48 for the signs.

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
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD",
    "CAD", "CDF", "CHF", "CLF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP",
    "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD",
    "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO",
    "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SLL",
    "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU", "UYW", "UZS", "VED", "VES", "VND",
    "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR", "ZMW", "ZWL",
];

/// Codes that are English words as well; they count in capitals only.
const WORDS: [&str; 9] = ["ALL", "CUP", "GEL", "MAD", "PEN", "SOS", "TOP", "TRY", "COP"];

/// The ISO code that a text is, whatever its case.
pub(in crate::normalize) fn code(text: &str) -> Option<&'static str> {
    let bytes: &[u8; 3] = text.as_bytes().try_into().ok()?;
    let upper = bytes.map(|b| b.to_ascii_uppercase());
    CODES.binary_search_by(|code| code.as_bytes().cmp(upper.as_slice())).ok().and_then(|at| CODES.get(at)).copied()
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
    for (word, written) in words(first) {
        if let Some(rest) = super::words::strip(text, word) {
            let (code, flag) = written.split_at_checked(3)?;
            return Some((Currency { code, weak: flag == "~" || flag == "~c", cents: flag.ends_with('c') }, rest));
        }
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

/// The words with this first character, longer ones before those they start with; `~` marks weak ones, `c` hundredths.
fn words(first: char) -> &'static [(&'static str, &'static str)] {
    match first {
        '¥' => &[("¥", "CNY~")],
        '$' => &[("$", "USD~")],
        '€' => &[("€", "EUR")],
        '£' => &[("£", "GBP~")],
        '₩' => &[("₩", "KRW")],
        '₽' => &[("₽", "RUB")],
        '₹' => &[("₹", "INR")],
        '₨' => &[("₨", "INR~")],
        '฿' => &[("฿", "THB")],
        '₫' => &[("₫", "VND")],
        'đ' => &[("đ", "VND")],
        '₱' => &[("₱", "PHP")],
        '₺' => &[("₺", "TRY")],
        '₪' => &[("₪", "ILS")],
        '₴' => &[("₴", "UAH")],
        '₸' => &[("₸", "KZT")],
        '₮' => &[("₮", "MNT")],
        '₦' => &[("₦", "NGN")],
        '៛' => &[("៛", "KHR")],
        '₭' => &[("₭", "LAK")],
        '৳' => &[("৳", "BDT")],
        '¢' => &[("¢", "USD~c")],
        '円' => &[("円", "JPY")],
        '원' => &[("원", "KRW")],
        '人' => &[("人民币", "CNY"), ("人币", "CNY")],
        '美' => &[("美元", "USD"), ("美金", "USD"), ("美刀", "USD"), ("美分", "USDc"), ("美圆", "USD")],
        '刀' => &[("刀", "USD~")],
        '港' => &[("港币", "HKD"), ("港元", "HKD"), ("港纸", "HKD"), ("港圆", "HKD"), ("港仙", "HKDc"), ("港", "HKD~")],
        '新' => &[("新台币", "TWD"), ("新加坡元", "SGD"), ("新加坡币", "SGD"), ("新西兰元", "NZD"), ("新西兰币", "NZD"), ("新元", "SGD"), ("新币", "SGD")],
        '台' => &[("台币", "TWD"), ("台湾元", "TWD")],
        '坡' => &[("坡币", "SGD")],
        '欧' => &[("欧元", "EUR"), ("欧", "EUR~")],
        '英' => &[("英镑", "GBP")],
        '镑' => &[("镑", "GBP~")],
        '便' => &[("便士", "GBPc")],
        '日' => &[("日元", "JPY"), ("日圆", "JPY"), ("日币", "JPY"), ("日円", "JPY")],
        '韩' => &[("韩元", "KRW"), ("韩圆", "KRW"), ("韩币", "KRW"), ("韩国元", "KRW")],
        '朝' => &[("朝鲜元", "KPW"), ("朝币", "KPW")],
        '澳' => &[("澳大利亚元", "AUD"), ("澳门元", "MOP"), ("澳门币", "MOP"), ("澳元", "AUD"), ("澳币", "AUD"), ("澳洲元", "AUD"), ("澳刀", "AUD")],
        '葡' => &[("葡币", "MOP")],
        '加' => &[("加拿大元", "CAD"), ("加元", "CAD"), ("加币", "CAD"), ("加刀", "CAD")],
        '纽' => &[("纽元", "NZD"), ("纽币", "NZD")],
        '瑞' => &[("瑞士法郎", "CHF"), ("瑞郎", "CHF"), ("瑞典克朗", "SEK"), ("瑞士法朗", "CHF")],
        '挪' => &[("挪威克朗", "NOK")],
        '丹' => &[("丹麦克朗", "DKK")],
        '捷' => &[("捷克克朗", "CZK")],
        '冰' => &[("冰岛克朗", "ISK")],
        '匈' => &[("匈牙利福林", "HUF")],
        '福' => &[("福林", "HUF")],
        '波' => &[("波兰兹罗提", "PLN")],
        '兹' => &[("兹罗提", "PLN")],
        '俄' => &[("俄罗斯卢布", "RUB"), ("俄卢布", "RUB")],
        '卢' => &[("卢布", "RUB"), ("卢比", "INR~")],
        '泰' => &[("泰铢", "THB"), ("泰币", "THB")],
        '铢' => &[("铢", "THB")],
        '印' => &[("印度卢比", "INR"), ("印尼盾", "IDR"), ("印尼卢比", "IDR"), ("印度尼西亚盾", "IDR"), ("印度尼西亚卢比", "IDR")],
        '巴' => &[("巴西雷亚尔", "BRL"), ("巴基斯坦卢比", "PKR")],
        '雷' => &[("雷亚尔", "BRL")],
        '越' => &[("越南盾", "VND"), ("越盾", "VND")],
        '马' => &[("马来西亚林吉特", "MYR"), ("马来西亚令吉", "MYR"), ("马来币", "MYR"), ("马币", "MYR")],
        '林' => &[("林吉特", "MYR")],
        '令' => &[("令吉", "MYR")],
        '菲' => &[("菲律宾比索", "PHP"), ("菲律宾披索", "PHP"), ("菲币", "PHP")],
        '墨' => &[("墨西哥比索", "MXN"), ("墨西哥元", "MXN")],
        '比' => &[("比索", "PHP~")],
        '披' => &[("披索", "PHP")],
        '土' => &[("土耳其里拉", "TRY")],
        '里' => &[("里拉", "TRY")],
        '阿' => &[("阿联酋迪拉姆", "AED"), ("阿根廷比索", "ARS")],
        '迪' => &[("迪拉姆", "AED"), ("迪尔汗", "AED")],
        '沙' => &[("沙特里亚尔", "SAR")],
        '南' => &[("南非兰特", "ZAR")],
        '兰' => &[("兰特", "ZAR")],
        '以' => &[("以色列新谢克尔", "ILS"), ("以色列谢克尔", "ILS")],
        '谢' => &[("谢克尔", "ILS")],
        '坚' => &[("坚戈", "KZT")],
        '哈' => &[("哈萨克斯坦坚戈", "KZT")],
        '蒙' => &[("蒙古图格里克", "MNT")],
        '图' => &[("图格里克", "MNT")],
        '缅' => &[("缅甸元", "MMK"), ("缅币", "MMK"), ("缅元", "MMK")],
        '老' => &[("老挝基普", "LAK")],
        '柬' => &[("柬埔寨瑞尔", "KHR")],
        '克' => &[("克朗", "SEK~")],
        '埃' => &[("埃及镑", "EGP")],
        '乌' => &[("乌克兰格里夫纳", "UAH")],
        '奈' => &[("奈拉", "NGN")],
        '科' => &[("科威特第纳尔", "KWD")],
        'r' => &[
            ("rmb¥", "CNY"),
            ("rmb", "CNY"),
            ("renminbi", "CNY"),
            ("r$", "BRL"),
            ("rs.", "INR~"),
            ("rs", "INR~"),
            ("rupees", "INR~"),
            ("rupee", "INR~"),
            ("rp.", "IDR"),
            ("rp", "IDR"),
            ("rm", "MYR"),
            ("rubles", "RUB"),
            ("roubles", "RUB"),
        ],
        'c' => &[
            ("cny¥", "CNY"),
            ("cny", "CNY"),
            ("cnh", "CNY"),
            ("cn¥", "CNY"),
            ("c$", "CAD"),
            ("ca$", "CAD"),
            ("cad$", "CAD"),
            ("cents", "USD~c"),
            ("cent", "USD~c"),
            ("canadian dollars", "CAD"),
            ("chinese yuan", "CNY"),
        ],
        'y' => &[("yuan", "CNY"), ("yen", "JPY")],
        'k' => &[("kuai", "CNY"), ("kč", "CZK"), ("kr.", "SEK~"), ("kr", "SEK~")],
        'u' => &[
            ("usd$", "USD"),
            ("usd", "USD"),
            ("us$", "USD"),
            ("u$s", "USD"),
            ("u$", "USD"),
            ("us dollars", "USD"),
            ("us dollar", "USD"),
            ("u.s. dollars", "USD"),
            ("usdt", "USD~"),
        ],
        'd' => &[("dollars", "USD~"), ("dollar", "USD~")],
        'b' => &[("bucks", "USD~"), ("baht", "THB"), ("b$", "BND")],
        'h' => &[("hk$", "HKD"), ("hkd$", "HKD"), ("hk dollars", "HKD"), ("hong kong dollars", "HKD")],
        'n' => &[("ntd$", "TWD"), ("ntd", "TWD"), ("nt$", "TWD"), ("nt", "TWD"), ("nz$", "NZD")],
        't' => &[("tw$", "TWD")],
        'e' => &[("euros", "EUR"), ("euro", "EUR"), ("eur", "EUR")],
        'g' => &[("gbp£", "GBP")],
        'p' => &[("pounds sterling", "GBP"), ("pounds", "GBP~"), ("pound", "GBP~"), ("pence", "GBPc"), ("pesos", "PHP~")],
        'j' => &[("jp¥", "JPY"), ("jpy¥", "JPY"), ("jpy", "JPY")],
        'w' => &[("won", "KRW")],
        'a' => &[("a$", "AUD"), ("au$", "AUD"), ("aud$", "AUD"), ("australian dollars", "AUD")],
        's' => &[("s$", "SGD"), ("sg$", "SGD"), ("sgd$", "SGD"), ("sfr.", "CHF"), ("sfr", "CHF"), ("singapore dollars", "SGD"), ("sterling", "GBP"), ("swiss francs", "CHF")],
        'f' => &[("fr.", "CHF"), ("francs", "CHF~")],
        'm' => &[("mop$", "MOP"), ("mx$", "MXN")],
        'z' => &[("zł", "PLN"), ("zl", "PLN")],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_every_word_names_a_currency() {
        assert!(CODES.is_sorted());
        for c in ('\0'..='\u{ffff}').filter(|c| !words(*c).is_empty()) {
            let listed = words(c);
            for (n, (word, written)) in listed.iter().enumerate() {
                assert!(word.starts_with(c), "{word}");
                assert!(written.get(..3).and_then(code).is_some(), "{written}");
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
