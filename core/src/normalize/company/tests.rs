use super::Company;
use crate::model::{Normalized, Reason, Status};
use crate::normalize::Normalizer;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Company::default().normalize(raw, &mut out);
    out
}

fn component(out: &Normalized, name: &str) -> String {
    let at = Company::default().components().iter().position(|c| *c == name).unwrap();
    out.components[at].clone()
}

/// place, brand, trade, legal form, branch, core; joined by `|`.
fn parts(raw: &str) -> String {
    let out = read(raw);
    ["place", "brand", "trade", "legal_form", "branch", "core"].map(|name| component(&out, name)).join("|")
}

#[test]
fn chinese_names() {
    for (raw, expected) in [
        ("深圳市腾讯计算机系统有限公司", "深圳市|腾讯|计算机系统|有限公司||腾讯计算机系统"),
        ("华为技术有限公司", "|华为|技术|有限公司||华为技术"),
        ("華為技術有限公司", "|華為|技術|有限公司||華為技術"),
        ("小米科技有限责任公司", "|小米|科技|有限责任公司||小米科技"),
        ("五粮液", "|五粮液||||五粮液"),
        ("青岛啤酒股份有限公司", "|青岛|啤酒|股份有限公司||青岛啤酒"),
        ("上海银行", "|上海|银行|||上海银行"),
        ("海南航空", "|海南|航空|||海南航空"),
        ("中国移动通信有限公司", "|中国移动|通信|有限公司||中国移动通信"),
        ("国际商业机器有限公司", "|国际|商业机器|有限公司||国际商业机器"),
        ("天津港发展控股有限公司", "|天津港|发展控股|有限公司||天津港发展控股"),
        ("中国软件与技术服务股份有限公司", "|中国软件与技术|服务|股份有限公司||中国软件与技术服务"),
        ("海尔集团", "|海尔||集团||海尔"),
        ("上海复星（集团）股份有限公司", "上海|复星||股份有限公司||复星"),
        ("中国嘉陵工业股份有限公司(集团)", "|中国嘉陵|工业|股份有限公司||中国嘉陵工业"),
        ("上海ＡＢＣ科技有限公司", "上海|ＡＢＣ|科技|有限公司||ＡＢＣ科技"),
        ("上海Big Data科技有限公司", "上海|Big Data|科技|有限公司||Big Data科技"),
        ("A.O.史密斯（中国）热水器有限公司", "中国|A.O.史密斯|热水器|有限公司||A.O.史密斯热水器"),
    ] {
        assert_eq!(parts(raw), expected, "{raw}");
    }
}

#[test]
fn places() {
    for (raw, expected) in [
        ("广东省深圳市南山区云帆科技有限公司", "广东省深圳市南山区|云帆|科技|有限公司||云帆科技"),
        ("江苏常州万达人力资源管理有限公司", "江苏常州|万达|人力资源管理|有限公司||万达人力资源管理"),
        ("恩施州硒源茶业有限公司", "恩施州|硒源|茶业|有限公司||硒源茶业"),
        ("乾安县丰禾种业有限公司", "乾安县|丰禾|种业|有限公司||丰禾种业"),
        ("北京市崇文区同仁百货商店", "北京市崇文区|同仁|百货|商店||同仁百货"),
        ("襄樊宏达轴承有限公司", "襄樊|宏达|轴承|有限公司||宏达轴承"),
        ("重庆市渝北区张记小面馆", "重庆市渝北区|张记|小面|馆||张记小面"),
        ("成都市武侯区水果店", "成都市武侯区||水果|店||水果"),
        ("沧州渤海新区中捷产业园区蓝海化工有限公司", "沧州渤海新区中捷产业园区|蓝海|化工|有限公司||蓝海化工"),
        ("上海明新区块链科技有限公司", "上海|明新|区块链科技|有限公司||明新区块链科技"),
        ("天台江渔百货商行", "天台|江渔|百货|商行||江渔百货"),
        ("平安银行股份有限公司", "|平安|银行|股份有限公司||平安银行"),
        ("东方财富信息股份有限公司", "|东方财富|信息|股份有限公司||东方财富信息"),
        ("昌邑市奎聚街道雨辰小百货店", "昌邑市奎聚街道|雨辰|小百货|店||雨辰小百货"),
        ("杭州余杭三墩镇小李餐饮店", "杭州余杭三墩镇|小李|餐饮|店||小李餐饮"),
        ("苏州工业园区新科电子有限公司", "苏州工业园区|新科|电子|有限公司||新科电子"),
        ("北京市政路桥集团有限公司", "|北京|市政路桥|有限公司||北京市政路桥"),
        ("小米通讯技术（北京）有限公司", "北京|小米|通讯技术|有限公司||小米通讯技术"),
        ("阿里巴巴(中国)网络技术有限公司", "中国|阿里巴巴|网络技术|有限公司||阿里巴巴网络技术"),
        ("力赛佳管道支架技术上海有限公司", "上海|力赛佳|管道支架技术|有限公司||力赛佳管道支架技术"),
        ("中国移动通信集团广东有限公司", "广东|中国移动|通信|有限公司||中国移动通信"),
        ("和记电讯香港控股有限公司", "香港|和记|电讯控股|有限公司||和记电讯控股"),
        ("OPPO广东移动通信有限公司", "广东|OPPO|移动通信|有限公司||OPPO移动通信"),
        ("3M中国有限公司", "中国|3M||有限公司||3M"),
        ("浙江海宁皮革城股份有限公司", "浙江|海宁|皮革城|股份有限公司||海宁皮革城"),
        ("香港置地（重庆）有限公司", "重庆|香港|置地|有限公司||香港置地"),
    ] {
        assert_eq!(parts(raw), expected, "{raw}");
    }
}

#[test]
fn forms_and_branches() {
    for (raw, expected) in [
        ("义乌市佳美日用百货商行", "义乌市|佳美|日用百货|商行||佳美日用百货"),
        ("义乌市佳美日用百货商行（个体工商户）", "义乌市|佳美|日用百货|商行（个体工商户）||佳美日用百货"),
        ("大冶市小李烟酒店", "大冶市|小李|烟酒|店||小李烟酒"),
        ("昆山市好运来大酒店", "昆山市|好运来||大酒店||好运来"),
        ("永康市锐锋五金制品厂", "永康市|锐锋|五金制品|厂||锐锋五金制品"),
        ("上海市锦天城律师事务所", "上海市|锦天城|律师|事务所||锦天城律师"),
        ("立信会计师事务所（特殊普通合伙）", "|立信|会计师|事务所（特殊普通合伙）||立信会计师"),
        ("苏州红杉投资合伙企业（有限合伙）", "苏州|红杉|投资|合伙企业（有限合伙）||红杉投资"),
        ("寿光市绿源蔬菜种植专业合作社", "寿光市|绿源|蔬菜种植|专业合作社||绿源蔬菜种植"),
        ("益阳市恒信融资担保责任有限公司", "益阳市|恒信|融资担保|责任有限公司||恒信融资担保"),
        ("常州途畅互联网科技有限公司合肥分公司", "常州|途畅|互联网科技|有限公司|合肥分公司|途畅互联网科技"),
        ("华为技术有限公司-上海分公司", "|华为|技术|有限公司|上海分公司|华为技术"),
        ("中国工商银行股份有限公司北京海淀支行", "|中国工商|银行|股份有限公司|北京海淀支行|中国工商银行"),
        ("中国工商银行股份有限公司长春驻第一汽车集团公司支行", "|中国工商|银行|股份有限公司|长春驻第一汽车集团公司支行|中国工商银行"),
        ("招商银行深圳分行", "|招商|银行||深圳分行|招商银行"),
        ("腾讯上海分公司", "|腾讯|||上海分公司|腾讯"),
        ("上海市锦天城律师事务所北京分所", "上海市|锦天城|律师|事务所|北京分所|锦天城律师"),
        ("立信会计师事务所（特殊普通合伙）上海分所", "|立信|会计师|事务所（特殊普通合伙）|上海分所|立信会计师"),
        ("株式会社日立製作所", "|日立製作所||株式会社||日立製作所"),
        ("㈱電通", "|電通||㈱||電通"),
        ("三菱商事（株）", "|三菱商事||（株）||三菱商事"),
        ("トヨタ自動車株式会社 名古屋支店", "|トヨタ自動車||株式会社|名古屋支店|トヨタ自動車"),
        ("주식회사 카카오", "|카카오||주식회사||카카오"),
        ("현대자동차(주)", "|현대자동차||(주)||현대자동차"),
    ] {
        assert_eq!(parts(raw), expected, "{raw}");
    }
}

#[test]
fn western_names() {
    for (raw, place, form, branch, core) in [
        ("Apple Inc.", "", "Inc.", "", "Apple"),
        ("Foo (China) Co., Ltd.", "China", "Co., Ltd.", "", "Foo (China)"),
        ("Foo Co (China) Ltd", "China", "Ltd", "", "Foo"),
        ("Miele GmbH & Co. KG", "", "GmbH & Co. KG", "", "Miele"),
        ("Henkel AG & Co. KGaA", "", "AG & Co. KGaA", "", "Henkel"),
        ("JPMorgan Chase & Co.", "", "& Co.", "", "JPMorgan Chase"),
        ("Smith & Sons Ltd", "", "Ltd", "", "Smith & Sons"),
        ("PT Bank Central Asia Tbk", "", "PT Tbk", "", "Bank Central Asia"),
        ("Oy Hello World Ab", "", "Oy Ab", "", "Hello World"),
        ("SAS Institute Inc.", "", "Inc.", "", "SAS Institute"),
        ("SAS Institute", "", "", "", "SAS Institute"),
        ("Nordlicht UG (haftungsbeschränkt)", "", "UG (haftungsbeschränkt)", "", "Nordlicht"),
        ("Takealot Online (Pty) Ltd", "", "(Pty) Ltd", "", "Takealot Online"),
        ("Liverpool S.A. de C.V.", "", "S.A. de C.V.", "", "Liverpool"),
        ("ООО «Ромашка»", "", "ООО", "", "Ромашка"),
        ("The Gap, Inc.", "", "Inc.", "", "The Gap"),
        ("The Company", "", "", "", "The Company"),
        ("Bank of China Limited", "", "Limited", "", "Bank of China"),
        ("Limited Brands", "", "", "", "Limited Brands"),
        ("Co Ltd", "", "Ltd", "", "Co"),
        ("Ltd", "", "", "", "Ltd"),
        ("Amazon EU S.à r.l.", "", "S.à r.l.", "", "Amazon EU"),
        ("Foo (Shanghai) Co., Ltd. Beijing Branch", "Shanghai", "Co., Ltd.", "Beijing Branch", "Foo (Shanghai)"),
    ] {
        let out = read(raw);
        let found = ["place", "legal_form", "branch", "core"].map(|name| component(&out, name));
        assert_eq!(found, [place, form, branch, core], "{raw}");
    }
}

#[test]
fn keys() {
    for (raw, key) in [
        ("阿里巴巴（中国）有限责任公司", "阿里巴巴(中国)有限责任公司"),
        ("上海ＡＢＣ科技有限公司", "上海abc科技有限公司"),
        ("臺灣積體電路製造股份有限公司", "台湾积体电路制造股份有限公司"),
        ("深圳市 腾讯 计算机系统 有限公司", "深圳市腾讯计算机系统有限公司"),
        ("김밥천국(주)", "김밥천국주식회사"),
        ("ACME COMPANY LIMITED", "acme company limited"),
        ("Fiat S.p.A.", "fiat spa"),
        ("“华为技术有限公司”", "华为技术有限公司"),
        ("华为技术有限公司（已注销）", "华为技术有限公司"),
        ("Huawei Technologies Co., Ltd. 华为技术有限公司", "华为技术有限公司"),
    ] {
        assert_eq!(read(raw).key, key, "{raw}");
    }
}

#[test]
fn loose_keys_agree_for_one_company() {
    let loose = |raw: &str| component(&read(raw), "loose_key");
    for same in [
        &["小米（北京）通讯技术有限公司", "北京小米通讯技术有限责任公司", "北京市小米通讯技术有限公司"][..],
        &["广东省深圳市云帆科技有限公司", "深圳云帆科技有限公司"],
        &["上海复星（集团）股份有限公司", "上海复星集团股份公司"],
        &["中国建设银行股份有限公司上海市分行", "中国建设银行股份有限公司上海分行"],
        &["深圳市投资控股有限公司", "深圳投资控股有限公司"],
        &["株式会社ニトリ", "㈱ニトリ", "ニトリ（株）"],
        &["Acme Company Limited", "ACME Co., Ltd.", "Acme Co.,Ltd"],
        &["Foo (China) Co., Ltd.", "Foo Co. (China) Ltd"],
        &["Foo (Shanghai) Co., Ltd.", "Shanghai Foo Co Ltd"],
        &["Marks & Spencer plc", "MARKS AND SPENCER P.L.C."],
        &["Nestlé S.A.", "NESTLE SA"],
        &["Müller GmbH & Co. KG", "Müller GmbH und Co KG"],
    ] {
        for raw in same {
            assert_eq!(loose(raw), loose(same[0]), "{raw}");
        }
    }
    for different in [
        &["上海明达贸易有限公司", "北京明达贸易有限公司", "明达贸易有限公司"][..],
        &["成都市武侯区好又多商行", "成都市锦江区好又多商行"],
        &["阿里巴巴（中国）有限公司", "阿里巴巴有限公司"],
        &["上海复星（集团）有限公司", "上海复星有限公司"],
        &["兴业银行股份有限公司", "兴业银行股份有限公司福州分行", "兴业银行股份有限公司厦门分行"],
        &["中国移动通信集团广东有限公司", "中国移动通信集团浙江有限公司"],
        &["Foo (China) Co., Ltd.", "Foo Co., Ltd.", "Foo (China) Co., Ltd. Beijing Branch"],
    ] {
        let mut keys: Vec<String> = different.iter().map(|raw| loose(raw)).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), different.len(), "{different:?}");
    }
}

#[test]
fn core_keys_and_readings() {
    for (raw, core, reading) in [
        ("深圳市腾讯计算机系统有限公司", "腾讯计算机系统", "tengxunjisuanjixitong"),
        ("海尔集团有限公司", "海尔", "haier"),
        ("義烏市佳美日用百貨商行", "佳美日用百货商行", "jiameiriyongbaihuoshangxing"),
        ("华为技术有限公司上海市分公司", "华为技术上海分公司", "huaweijishushanghaifengongsi"),
        ("中国移动通信集团广东有限公司", "中国移动通信广东", "zhongguoyidongtongxinguangdong"),
        ("上海市自来水有限公司", "上海自来水", "shanghaizilaishui"),
        ("IBM（中国）有限公司", "ibm", "ibm"),
        ("The Gap, Inc.", "gap", "gap"),
        ("Foo (China) Co., Ltd.", "foo", "foo"),
        ("Air China Limited", "air china", "airchina"),
    ] {
        let out = read(raw);
        assert_eq!((component(&out, "core_key").as_str(), component(&out, "reading").as_str()), (core, reading), "{raw}");
    }
}

#[test]
fn masked_names_keep_what_is_visible() {
    for (raw, expected) in [
        ("*科技有限公司", "||科技|有限公司||"),
        ("上海**贸易有限公司", "上海||贸易|有限公司||"),
        ("广州市天河区***餐饮管理有限公司", "广州市天河区||餐饮管理|有限公司||"),
        ("某某科技有限公司", "||科技|有限公司||"),
        ("上海XX贸易有限公司", "上海||贸易|有限公司||"),
        ("**网络技术（上海）有限公司", "上海||网络技术|有限公司||"),
        ("***", "|||||"),
    ] {
        let out = read(raw);
        assert_eq!(parts(raw), expected, "{raw}");
        assert_eq!((out.key.as_str(), out.status, out.reasons.contains(&Reason::Masked)), ("", Status::Suspicious, true), "{raw}");
        assert!(out.components[..3].iter().all(String::is_empty), "{raw}");
    }
    assert_eq!(read("XXL服饰有限公司").status, Status::Ok);
    for (raw, visible) in [
        ("华为技术（＊＊）有限公司", "华为技术(**)有限公司"),
        ("上海华***有限公司", "上海华***有限公司"),
        ("Ac●● Co., Ltd.", "ac*co ltd"),
        // Places, trades and forms are everybody's.
        ("上海**贸易有限公司", ""),
        ("*** Co., Ltd.", ""),
        ("华为技术有限公司", ""),
    ] {
        assert_eq!(component(&read(raw), "visible"), visible, "{raw}");
    }
}

#[test]
fn status_and_reasons() {
    for (raw, status, reasons) in [
        ("华为技术有限公司", Status::Ok, &[][..]),
        ("阿里巴巴（中国）有限公司", Status::Ok, &[Reason::Width, Reason::BracketsFolded]),
        ("华为技术有限公司。", Status::Repaired, &[Reason::Trimmed]),
        ("深圳市 腾讯科技有限公司", Status::Repaired, &[Reason::Separators]),
        ("公司名称：华为技术有限公司", Status::Repaired, &[Reason::Width, Reason::Label]),
        ("【客户】华为技术有限公司", Status::Repaired, &[Reason::Label]),
        ("华为技术有限公司-采购部", Status::Repaired, &[Reason::Detail]),
        ("华为技术有限公司上海分公司", Status::Ok, &[Reason::Branch]),
        ("㈱電通", Status::Ok, &[Reason::Traditional, Reason::LegalFormFolded]),
        ("ACME LIMITED", Status::Ok, &[]),
        ("测试公司", Status::Invalid, &[Reason::Placeholder]),
        ("测试科技有限公司", Status::Invalid, &[Reason::Placeholder]),
        ("有限公司", Status::Invalid, &[Reason::Placeholder]),
        ("个人", Status::Missing, &[]),
        ("Null Corp", Status::Ok, &[]),
        ("13812345678", Status::Invalid, &[Reason::Syntax]),
        ("info@acme.com", Status::Invalid, &[Reason::Syntax]),
        ("!!", Status::Invalid, &[Reason::Syntax]),
    ] {
        let out = read(raw);
        assert_eq!((out.status, out.reasons.as_slice()), (status, reasons), "{raw}");
    }
}

#[test]
fn several_names() {
    let out = read("华为技术有限公司；中兴通讯股份有限公司");
    assert_eq!((out.key.as_str(), out.status), ("华为技术有限公司", Status::Ambiguous));
    assert_eq!(out.candidates, ["华为技术有限公司", "中兴通讯股份有限公司"]);
    assert_eq!(read("华为技术有限公司\n中兴通讯股份有限公司").candidates, out.candidates);
    assert_eq!(read("华为技术有限公司\n华为技术有限公司").status, Status::Repaired);
}

#[test]
fn a_pack_brings_its_own_trades() {
    let tables = crate::data::ReferenceTables::builtin().with_pack("table\tcompany_trade\t\t\n占星\n").unwrap();
    let mut out = Normalized::default();
    Company::new(&tables).normalize("上海明月占星有限公司", &mut out);
    assert_eq!((component(&out, "brand").as_str(), component(&out, "trade").as_str()), ("明月", "占星"));
}

/// Reading what is shown gives the same, and one key has one set of match forms.
#[test]
fn laws_on_pieces_of_names() {
    const PIECES: [&str; 64] = [
        "深圳市",
        "上海",
        "广东省",
        "乾安县",
        "良渚街道",
        "中国",
        "腾讯",
        "明达",
        "ABC",
        "Ａ",
        "科技",
        "银行",
        "与",
        "贸易",
        "集团",
        "控股",
        "有限公司",
        "有限责任公司",
        "股份",
        "分公司",
        "支行",
        "商行",
        "厂",
        "店",
        "合伙企业",
        "（有限合伙）",
        "(北京)",
        "（集团）",
        "（已注销）",
        "【客户】",
        "(",
        "）",
        "“",
        "”",
        "\"",
        "'",
        " ",
        "；",
        "、",
        "/",
        "-",
        ".",
        "*",
        "某",
        "xx",
        "公司：",
        "㈱",
        "（株）",
        "株式会社",
        "ニトリ",
        "주식회사",
        "(주)",
        "카카오",
        "Acme",
        " Co., Ltd.",
        " GmbH & Co. KG",
        "PT ",
        " (China)",
        " Inc",
        "&",
        "é",
        "ООО",
        "無",
        "测试",
    ];
    let mut state = 11_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let mut known = std::collections::HashMap::new();
    for _ in 0..20_000 {
        let raw: String = (0..1 + next(7)).map(|_| PIECES[next(PIECES.len())]).collect();
        let out = read(&raw);
        let again = read(&out.display);
        assert_eq!((&out.key, &out.components[..3]), (&again.key, &again.components[..3]), "{raw:?} -> {:?}", out.display);
        assert!(out.key.is_empty() || !component(&out, "core_key").is_empty() && !component(&out, "core").is_empty(), "{raw:?}");
        let first = known.entry(out.key.clone()).or_insert_with(|| (out.components[..3].to_vec(), raw.clone()));
        assert!(out.key.is_empty() || first.0 == out.components[..3], "{raw:?} {:?} {:?} {:?}", first.1, first.0, &out.components[..3]);
    }
}
