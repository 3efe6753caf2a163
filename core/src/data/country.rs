//! Countries by their names and codes.
//!
//! Source: ISO 3166-1 (codes of two and three letters, short names), GB/T 2659.1-2022 (Chinese names), with the names in use beside them
//! and those that some countries give themselves.

use super::list::{List, list};

/// The two-letter code of a country, by a name or code in lower case without marks, signs and blanks: `unitedstates`, `usa`, `美国`.
pub(crate) fn of(folded: &str) -> Option<&'static str> {
    NAMES.beside(folded)
}

/// In the order of their texts. Norway's code of two letters is not here: a column that answers yes and no holds it, too.
#[rustfmt::skip]
const NAMES: List = list![
    ("ad", "AD"), ("ae", "AE"), ("af", "AF"), ("afg", "AF"), ("afghanistan", "AF"), ("ago", "AO"), ("al", "AL"), ("alb", "AL"), ("albania", "AL"), ("algeria", "DZ"),
    ("am", "AM"), ("america", "US"), ("and", "AD"), ("andorra", "AD"), ("angola", "AO"), ("ao", "AO"), ("ar", "AR"), ("are", "AE"), ("arg", "AR"), ("argentina", "AR"),
    ("arm", "AM"), ("armenia", "AM"), ("at", "AT"), ("au", "AU"), ("aus", "AU"), ("australia", "AU"), ("austria", "AT"), ("aut", "AT"), ("az", "AZ"), ("aze", "AZ"),
    ("azerbaijan", "AZ"), ("ba", "BA"), ("bahamas", "BS"), ("bahrain", "BH"), ("bangladesh", "BD"), ("barbados", "BB"), ("bb", "BB"), ("bd", "BD"), ("be", "BE"),
    ("bel", "BE"), ("belarus", "BY"), ("belgie", "BE"), ("belgique", "BE"), ("belgium", "BE"), ("ben", "BJ"), ("benin", "BJ"), ("bg", "BG"), ("bgd", "BD"),
    ("bgr", "BG"), ("bh", "BH"), ("bhr", "BH"), ("bhs", "BS"), ("bhutan", "BT"), ("bih", "BA"), ("bj", "BJ"), ("blr", "BY"), ("bn", "BN"), ("bo", "BO"), ("bol", "BO"),
    ("bolivia", "BO"), ("bosniaandherzegovina", "BA"), ("botswana", "BW"), ("br", "BR"), ("bra", "BR"), ("brasil", "BR"), ("brazil", "BR"), ("brb", "BB"),
    ("britain", "GB"), ("brn", "BN"), ("brunei", "BN"), ("bruneidarussalam", "BN"), ("bs", "BS"), ("bt", "BT"), ("btn", "BT"), ("bulgaria", "BG"), ("burma", "MM"),
    ("bw", "BW"), ("bwa", "BW"), ("by", "BY"), ("ca", "CA"), ("cambodia", "KH"), ("cameroon", "CM"), ("can", "CA"), ("canada", "CA"), ("cd", "CD"), ("cg", "CG"),
    ("ch", "CH"), ("chad", "TD"), ("che", "CH"), ("chile", "CL"), ("china", "CN"), ("chl", "CL"), ("chn", "CN"), ("ci", "CI"), ("civ", "CI"), ("cl", "CL"),
    ("cm", "CM"), ("cmr", "CM"), ("cn", "CN"), ("co", "CO"), ("cod", "CD"), ("cog", "CG"), ("col", "CO"), ("colombia", "CO"), ("commonwealthofaustralia", "AU"),
    ("congo", "CG"), ("costarica", "CR"), ("cotedivoire", "CI"), ("cr", "CR"), ("cri", "CR"), ("croatia", "HR"), ("cu", "CU"), ("cub", "CU"), ("cuba", "CU"),
    ("cy", "CY"), ("cyp", "CY"), ("cyprus", "CY"), ("cz", "CZ"), ("cze", "CZ"), ("czechia", "CZ"), ("czechrepublic", "CZ"), ("danmark", "DK"), ("de", "DE"),
    ("denmark", "DK"), ("deu", "DE"), ("deutschland", "DE"), ("dk", "DK"), ("dnk", "DK"), ("do", "DO"), ("dom", "DO"), ("dominicanrepublic", "DO"), ("drcongo", "CD"),
    ("dz", "DZ"), ("dza", "DZ"), ("ec", "EC"), ("ecu", "EC"), ("ecuador", "EC"), ("ee", "EE"), ("eg", "EG"), ("egy", "EG"), ("egypt", "EG"), ("elsalvador", "SV"),
    ("england", "GB"), ("es", "ES"), ("esp", "ES"), ("espana", "ES"), ("est", "EE"), ("estonia", "EE"), ("et", "ET"), ("eth", "ET"), ("ethiopia", "ET"),
    ("federalrepublicofgermany", "DE"), ("fi", "FI"), ("fiji", "FJ"), ("fin", "FI"), ("finland", "FI"), ("fj", "FJ"), ("fji", "FJ"), ("fr", "FR"), ("fra", "FR"),
    ("france", "FR"), ("gb", "GB"), ("gbr", "GB"), ("ge", "GE"), ("geo", "GE"), ("georgia", "GE"), ("ger", "DE"), ("germany", "DE"), ("gh", "GH"), ("gha", "GH"),
    ("ghana", "GH"), ("gi", "GI"), ("gib", "GI"), ("gibraltar", "GI"), ("gin", "GN"), ("gn", "GN"), ("gr", "GR"), ("grc", "GR"), ("greatbritain", "GB"),
    ("greece", "GR"), ("gt", "GT"), ("gtm", "GT"), ("guatemala", "GT"), ("guinea", "GN"), ("haiti", "HT"), ("hellas", "GR"), ("hk", "HK"), ("hkg", "HK"),
    ("hksar", "HK"), ("hn", "HN"), ("hnd", "HN"), ("holland", "NL"), ("honduras", "HN"), ("hongkong", "HK"), ("hongkongsar", "HK"), ("hongkongsarchina", "HK"),
    ("hr", "HR"), ("hrv", "HR"), ("hrvatska", "HR"), ("ht", "HT"), ("hti", "HT"), ("hu", "HU"), ("hun", "HU"), ("hungary", "HU"), ("iceland", "IS"), ("id", "ID"),
    ("idn", "ID"), ("ie", "IE"), ("il", "IL"), ("in", "IN"), ("ind", "IN"), ("india", "IN"), ("indonesia", "ID"), ("iq", "IQ"), ("ir", "IR"), ("iran", "IR"),
    ("iraq", "IQ"), ("ireland", "IE"), ("irl", "IE"), ("irn", "IR"), ("irq", "IQ"), ("is", "IS"), ("isl", "IS"), ("isr", "IL"), ("israel", "IL"), ("it", "IT"),
    ("ita", "IT"), ("italia", "IT"), ("italy", "IT"), ("ivorycoast", "CI"), ("jam", "JM"), ("jamaica", "JM"), ("japan", "JP"), ("jm", "JM"), ("jo", "JO"),
    ("jor", "JO"), ("jordan", "JO"), ("jp", "JP"), ("jpn", "JP"), ("kaz", "KZ"), ("kazakhstan", "KZ"), ("ke", "KE"), ("ken", "KE"), ("kenya", "KE"), ("kg", "KG"),
    ("kgz", "KG"), ("kh", "KH"), ("khm", "KH"), ("kor", "KR"), ("korea", "KR"), ("kp", "KP"), ("kr", "KR"), ("ksa", "SA"), ("kuwait", "KW"), ("kw", "KW"),
    ("kwt", "KW"), ("kyrgyzstan", "KG"), ("kz", "KZ"), ("la", "LA"), ("lao", "LA"), ("laos", "LA"), ("latvia", "LV"), ("lb", "LB"), ("lbn", "LB"), ("lbr", "LR"),
    ("lby", "LY"), ("lebanon", "LB"), ("li", "LI"), ("liberia", "LR"), ("libya", "LY"), ("lie", "LI"), ("liechtenstein", "LI"), ("lithuania", "LT"), ("lk", "LK"),
    ("lka", "LK"), ("lr", "LR"), ("lt", "LT"), ("ltu", "LT"), ("lu", "LU"), ("lux", "LU"), ("luxembourg", "LU"), ("luxemburg", "LU"), ("lv", "LV"), ("lva", "LV"),
    ("ly", "LY"), ("ma", "MA"), ("mac", "MO"), ("macao", "MO"), ("macau", "MO"), ("madagascar", "MG"), ("mainlandchina", "CN"), ("malawi", "MW"), ("malaysia", "MY"),
    ("maldives", "MV"), ("mali", "ML"), ("malta", "MT"), ("mar", "MA"), ("mauritania", "MR"), ("mauritius", "MU"), ("mc", "MC"), ("mco", "MC"), ("md", "MD"),
    ("mda", "MD"), ("mdg", "MG"), ("mdv", "MV"), ("me", "ME"), ("mex", "MX"), ("mexico", "MX"), ("mg", "MG"), ("mk", "MK"), ("mkd", "MK"), ("ml", "ML"), ("mli", "ML"),
    ("mlt", "MT"), ("mm", "MM"), ("mmr", "MM"), ("mn", "MN"), ("mne", "ME"), ("mng", "MN"), ("mo", "MO"), ("moldova", "MD"), ("monaco", "MC"), ("mongolia", "MN"),
    ("montenegro", "ME"), ("morocco", "MA"), ("moz", "MZ"), ("mozambique", "MZ"), ("mr", "MR"), ("mrt", "MR"), ("mt", "MT"), ("mu", "MU"), ("mus", "MU"), ("mv", "MV"),
    ("mw", "MW"), ("mwi", "MW"), ("mx", "MX"), ("my", "MY"), ("myanmar", "MM"), ("mys", "MY"), ("mz", "MZ"), ("na", "NA"), ("nam", "NA"), ("namibia", "NA"),
    ("ne", "NE"), ("nederland", "NL"), ("nepal", "NP"), ("ner", "NE"), ("netherlands", "NL"), ("newzealand", "NZ"), ("ng", "NG"), ("nga", "NG"), ("ni", "NI"),
    ("nic", "NI"), ("nicaragua", "NI"), ("niger", "NE"), ("nigeria", "NG"), ("nippon", "JP"), ("nl", "NL"), ("nld", "NL"), ("nor", "NO"), ("norge", "NO"),
    ("northernireland", "GB"), ("northkorea", "KP"), ("northmacedonia", "MK"), ("norway", "NO"), ("np", "NP"), ("npl", "NP"), ("nz", "NZ"), ("nzl", "NZ"), ("om", "OM"),
    ("oman", "OM"), ("omn", "OM"), ("osterreich", "AT"), ("pa", "PA"), ("pak", "PK"), ("pakistan", "PK"), ("palestine", "PS"), ("pan", "PA"), ("panama", "PA"),
    ("papuanewguinea", "PG"), ("paraguay", "PY"), ("pe", "PE"), ("peoplesrepublicofchina", "CN"), ("per", "PE"), ("peru", "PE"), ("pg", "PG"), ("ph", "PH"),
    ("philippines", "PH"), ("phl", "PH"), ("pk", "PK"), ("pl", "PL"), ("png", "PG"), ("pol", "PL"), ("poland", "PL"), ("polska", "PL"), ("portugal", "PT"),
    ("pr", "PR"), ("prc", "CN"), ("prchina", "CN"), ("pri", "PR"), ("prk", "KP"), ("prt", "PT"), ("pry", "PY"), ("ps", "PS"), ("pse", "PS"), ("pt", "PT"),
    ("puertorico", "PR"), ("py", "PY"), ("qa", "QA"), ("qat", "QA"), ("qatar", "QA"), ("republicofireland", "IE"), ("republicofkorea", "KR"), ("ro", "RO"),
    ("romania", "RO"), ("rou", "RO"), ("rs", "RS"), ("ru", "RU"), ("rus", "RU"), ("russia", "RU"), ("russianfederation", "RU"), ("rw", "RW"), ("rwa", "RW"),
    ("rwanda", "RW"), ("sa", "SA"), ("sanmarino", "SM"), ("sau", "SA"), ("saudiarabia", "SA"), ("sc", "SC"), ("schweiz", "CH"), ("scotland", "GB"), ("sd", "SD"),
    ("sdn", "SD"), ("se", "SE"), ("sen", "SN"), ("senegal", "SN"), ("serbia", "RS"), ("seychelles", "SC"), ("sg", "SG"), ("sgp", "SG"), ("si", "SI"),
    ("singapore", "SG"), ("sk", "SK"), ("slovakia", "SK"), ("slovenia", "SI"), ("slv", "SV"), ("sm", "SM"), ("smr", "SM"), ("sn", "SN"), ("so", "SO"), ("som", "SO"),
    ("somalia", "SO"), ("southafrica", "ZA"), ("southkorea", "KR"), ("spain", "ES"), ("srb", "RS"), ("srilanka", "LK"), ("sudan", "SD"), ("suisse", "CH"),
    ("suomi", "FI"), ("sv", "SV"), ("sverige", "SE"), ("svizzera", "CH"), ("svk", "SK"), ("svn", "SI"), ("swe", "SE"), ("sweden", "SE"), ("switzerland", "CH"),
    ("sy", "SY"), ("syc", "SC"), ("syr", "SY"), ("syria", "SY"), ("taiwan", "TW"), ("tajikistan", "TJ"), ("tanzania", "TZ"), ("tcd", "TD"), ("td", "TD"), ("tg", "TG"),
    ("tgo", "TG"), ("th", "TH"), ("tha", "TH"), ("thailand", "TH"), ("thenetherlands", "NL"), ("thephilippines", "PH"), ("theunitedstates", "US"), ("tj", "TJ"),
    ("tjk", "TJ"), ("tkm", "TM"), ("tm", "TM"), ("tn", "TN"), ("togo", "TG"), ("tr", "TR"), ("tun", "TN"), ("tunisia", "TN"), ("tur", "TR"), ("turkey", "TR"),
    ("turkiye", "TR"), ("turkmenistan", "TM"), ("tw", "TW"), ("twn", "TW"), ("tz", "TZ"), ("tza", "TZ"), ("ua", "UA"), ("uae", "AE"), ("ug", "UG"), ("uga", "UG"),
    ("uganda", "UG"), ("uk", "GB"), ("ukr", "UA"), ("ukraine", "UA"), ("unitedarabemirates", "AE"), ("unitedkingdom", "GB"),
    ("unitedkingdomofgreatbritainandnorthernireland", "GB"), ("unitedstates", "US"), ("unitedstatesofamerica", "US"), ("uruguay", "UY"), ("ury", "UY"), ("us", "US"),
    ("usa", "US"), ("uy", "UY"), ("uz", "UZ"), ("uzb", "UZ"), ("uzbekistan", "UZ"), ("ve", "VE"), ("ven", "VE"), ("venezuela", "VE"), ("vietnam", "VN"), ("vn", "VN"),
    ("vnm", "VN"), ("wales", "GB"), ("ye", "YE"), ("yem", "YE"), ("yemen", "YE"), ("za", "ZA"), ("zaf", "ZA"), ("zambia", "ZM"), ("zhongguo", "CN"), ("zimbabwe", "ZW"),
    ("zm", "ZM"), ("zmb", "ZM"), ("zw", "ZW"), ("zwe", "ZW"), ("不丹", "BT"), ("中华人民共和国", "CN"), ("中国", "CN"), ("中国台湾", "TW"), ("中国大陆", "CN"), ("中国澳门", "MO"),
    ("中国香港", "HK"), ("中國", "CN"), ("中國香港", "HK"), ("丹麦", "DK"), ("乌克兰", "UA"), ("乌兹别克斯坦", "UZ"), ("乌干达", "UG"), ("乌拉圭", "UY"), ("乍得", "TD"), ("也门", "YE"),
    ("亚美尼亚", "AM"), ("以色列", "IL"), ("伊拉克", "IQ"), ("伊朗", "IR"), ("俄国", "RU"), ("俄罗斯", "RU"), ("保加利亚", "BG"), ("克罗地亚", "HR"), ("冰岛", "IS"), ("几内亚", "GN"),
    ("列支敦士登", "LI"), ("刚果", "CG"), ("刚果民主共和国", "CD"), ("利比亚", "LY"), ("利比里亚", "LR"), ("加拿大", "CA"), ("加纳", "GH"), ("匈牙利", "HU"), ("北马其顿", "MK"), ("南非", "ZA"),
    ("南韩", "KR"), ("博茨瓦纳", "BW"), ("卡塔尔", "QA"), ("卢旺达", "RW"), ("卢森堡", "LU"), ("印尼", "ID"), ("印度", "IN"), ("印度尼西亚", "ID"), ("危地马拉", "GT"), ("厄瓜多尔", "EC"),
    ("叙利亚", "SY"), ("古巴", "CU"), ("台湾", "TW"), ("台湾省", "TW"), ("台灣", "TW"), ("吉尔吉斯斯坦", "KG"), ("哈萨克斯坦", "KZ"), ("哥伦比亚", "CO"), ("哥斯达黎加", "CR"), ("喀麦隆", "CM"),
    ("土库曼斯坦", "TM"), ("土耳其", "TR"), ("圣马力诺", "SM"), ("坦桑尼亚", "TZ"), ("埃及", "EG"), ("埃塞俄比亚", "ET"), ("塔吉克斯坦", "TJ"), ("塞内加尔", "SN"), ("塞尔维亚", "RS"), ("塞浦路斯", "CY"),
    ("塞舌尔", "SC"), ("墨西哥", "MX"), ("多哥", "TG"), ("多米尼加", "DO"), ("奥地利", "AT"), ("委内瑞拉", "VE"), ("孟加拉", "BD"), ("孟加拉国", "BD"), ("安哥拉", "AO"), ("安道尔", "AD"),
    ("尼加拉瓜", "NI"), ("尼日利亚", "NG"), ("尼日尔", "NE"), ("尼泊尔", "NP"), ("巴勒斯坦", "PS"), ("巴哈马", "BS"), ("巴基斯坦", "PK"), ("巴巴多斯", "BB"), ("巴布亚新几内亚", "PG"), ("巴拉圭", "PY"),
    ("巴拿马", "PA"), ("巴林", "BH"), ("巴西", "BR"), ("希腊", "GR"), ("德国", "DE"), ("德國", "DE"), ("意大利", "IT"), ("拉脱维亚", "LV"), ("挪威", "NO"), ("捷克", "CZ"), ("捷克共和国", "CZ"),
    ("摩尔多瓦", "MD"), ("摩洛哥", "MA"), ("摩纳哥", "MC"), ("文莱", "BN"), ("斐济", "FJ"), ("斯洛伐克", "SK"), ("斯洛文尼亚", "SI"), ("斯里兰卡", "LK"), ("新加坡", "SG"), ("新西兰", "NZ"),
    ("日本", "JP"), ("日本国", "JP"), ("智利", "CL"), ("朝鲜", "KP"), ("柬埔寨", "KH"), ("格鲁吉亚", "GE"), ("比利时", "BE"), ("毛里塔尼亚", "MR"), ("毛里求斯", "MU"), ("沙特", "SA"),
    ("沙特阿拉伯", "SA"), ("法国", "FR"), ("法國", "FR"), ("波兰", "PL"), ("波多黎各", "PR"), ("波斯尼亚和黑塞哥维那", "BA"), ("波黑", "BA"), ("泰国", "TH"), ("泰國", "TH"), ("津巴布韦", "ZW"),
    ("洪都拉斯", "HN"), ("海地", "HT"), ("澳大利亚", "AU"), ("澳洲", "AU"), ("澳門", "MO"), ("澳门", "MO"), ("澳门特别行政区", "MO"), ("爱尔兰", "IE"), ("爱沙尼亚", "EE"), ("牙买加", "JM"),
    ("玻利维亚", "BO"), ("瑞典", "SE"), ("瑞士", "CH"), ("白俄罗斯", "BY"), ("直布罗陀", "GI"), ("科威特", "KW"), ("科特迪瓦", "CI"), ("秘鲁", "PE"), ("突尼斯", "TN"), ("立陶宛", "LT"),
    ("索马里", "SO"), ("约旦", "JO"), ("纳米比亚", "NA"), ("缅甸", "MM"), ("罗马尼亚", "RO"), ("美利坚合众国", "US"), ("美国", "US"), ("美國", "US"), ("老挝", "LA"), ("肯尼亚", "KE"), ("臺灣", "TW"),
    ("芬兰", "FI"), ("苏丹", "SD"), ("英国", "GB"), ("英國", "GB"), ("荷兰", "NL"), ("莫桑比克", "MZ"), ("菲律宾", "PH"), ("萨尔瓦多", "SV"), ("葡萄牙", "PT"), ("蒙古", "MN"), ("蒙古国", "MN"),
    ("西班牙", "ES"), ("贝宁", "BJ"), ("赞比亚", "ZM"), ("越南", "VN"), ("阿塞拜疆", "AZ"), ("阿富汗", "AF"), ("阿尔及利亚", "DZ"), ("阿尔巴尼亚", "AL"), ("阿拉伯联合酋长国", "AE"), ("阿曼", "OM"),
    ("阿根廷", "AR"), ("阿联酋", "AE"), ("韓國", "KR"), ("韩国", "KR"), ("香港", "HK"), ("香港特别行政区", "HK"), ("马尔代夫", "MV"), ("马拉维", "MW"), ("马来西亚", "MY"), ("马耳他", "MT"),
    ("马达加斯加", "MG"), ("马里", "ML"), ("黎巴嫩", "LB"), ("黑山", "ME"),
];

#[cfg(test)]
mod tests {
    use super::{NAMES, of};
    use crate::data::letters::each_plain;

    #[test]
    fn names_are_sorted_and_folded() {
        let names: Vec<&str> = NAMES.pairs().map(|(name, _)| name).collect();
        assert!(names.is_sorted_by(|a, b| a < b));
        for (name, code) in NAMES.pairs() {
            let mut plain = String::new();
            each_plain(name, |c| plain.push(c));
            assert_eq!(plain, name);
            assert!(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()), "{code}");
        }
    }

    #[test]
    fn names_and_codes() {
        for (name, code) in [("us", "US"), ("usa", "US"), ("unitedstates", "US"), ("美国", "US"), ("uk", "GB"), ("deutschland", "DE"), ("osterreich", "AT"), ("中国", "CN")] {
            assert_eq!(of(name), Some(code), "{name}");
        }
        for name in ["no", "tx", "广东", "", "United States"] {
            assert_eq!(of(name), None, "{name}");
        }
    }
}
