//! The holes and noise of the templates, with their values.

use super::*;

fn name(text: &str) -> String {
    read(text).name
}

#[test]
fn the_holes_of_r2() {
    for (written, name, others) in [
        ("证件号码号", "身份证号", &[][..]),
        ("证件号码号（必填）", "身份证号", &[]),
        ("/企业OpenID", "微信/企业OpenID", &["微信OpenID", "企业OpenID"]),
        ("／企业openid", "微信/企业OpenID", &["微信OpenID", "企业OpenID"]),
        ("渠户", "渠道/客户", &["渠道", "渠道客户", "客户"]),
        ("(率、下单率", "点击率、下单率", &[]),
        ("（率、下单率）", "点击率、下单率", &[]),
        ("(率", "点击率", &[]),
        ("率(%)", "点击率", &[]),
        ("企业私聊", "企业微信私聊", &[]),
    ] {
        let header = read(written);
        assert_eq!((header.name.as_str(), header.hole), (name, true), "{written}");
        assert_eq!(header.others, others, "{written}");
        assert_eq!(header.written, written);
    }
}

#[test]
fn torn_headers_say_so() {
    for (written, expected) in
        [("手机、", "手机"), ("/手机", "手机"), ("手机(", "手机"), ("手机)", "手机"), ("“”手机", "手机"), ("需求()", "需求"), ("采购//合作", "采购/合作"), ("确??认", "确??认")]
    {
        let header = read(written);
        assert_eq!((header.name.as_str(), header.hole), (expected, true), "{written}");
    }
    for whole in ["证件号码", "企业OpenID", "渠道", "客户", "下单率", "微信/企业OpenID", "_id", "手机(1)", "Last, First", "a-b", "--", "- 姓名", "A/B(C/D)"] {
        assert!(!read(whole).hole, "{whole}");
    }
}

#[test]
fn units_remarks_and_marks_are_kept_apart() {
    let all = |text: &str| {
        let h = read(text);
        (h.name, h.unit.unwrap_or_default(), h.remark.unwrap_or_default(), h.required)
    };
    for (written, name, unit, remark, required) in [
        ("金额（万元）", "金额", "万元", "", None),
        ("发行总额（亿）", "发行总额", "亿", "", None),
        ("price (USD)", "price", "USD", "", None),
        ("金额（单位：万元）", "金额", "万元", "", None),
        ("金额（人民币万元）", "金额", "人民币万元", "", None),
        ("金额/万元", "金额", "万元", "", None),
        ("金额：元", "金额", "元", "", None),
        ("*年营收【元/年】", "年营收", "元/年", "", Some(true)),
        ("规模(人)(必填)", "规模", "人", "", Some(true)),
        ("必填项(必填)", "必填项", "", "", Some(true)),
        ("手机-必填", "手机", "", "", Some(true)),
        ("备注（选填）", "备注", "", "", Some(false)),
        ("email (required)", "email", "", "", Some(true)),
        ("联系方式（脱敏）（虚拟）", "联系方式", "", "脱敏 虚拟", None),
        ("收入(税前)(万元)", "收入", "万元", "税前", None),
        ("费用/次", "费用/次", "", "", None),
        ("微信/企业OpenID", "微信/企业OpenID", "", "", None),
        ("企业规模（人数或年营收）", "企业规模", "", "人数或年营收", None),
        ("(备注)", "备注", "", "", None),
        ("(a)b", "(a)b", "", "", None),
    ] {
        assert_eq!(all(written), (name.to_owned(), unit.to_owned(), remark.to_owned(), required), "{written}");
    }
}

#[test]
fn bare_numbers_get_the_unit_of_their_header() {
    for (header, cell, expected) in [
        ("金额（万元）", " 12.5 ", Some("12.5万元")),
        ("预算（万）", "50-80", Some("50-80万")),
        ("年营收（元/年）", "10000", Some("10000元/年")),
        ("发行总额（亿）", "１２", Some("１２亿")),
        ("price (USD)", "1,280", Some("1,280USD")),
        ("金额（元）", "12.5", None),
        ("金额", "12.5", None),
        ("规模（人）", "50-100", None),
        ("金额（万元）", "12万", None),
        ("金额（万元）", "10+", None),
        ("金额（万元）", "", None),
    ] {
        assert_eq!(read(header).with_unit(cell).as_deref(), expected, "{header} {cell}");
    }
}

#[test]
fn noise_around_a_name() {
    for written in ["姓名", "\u{feff}姓名", "　姓名 ", "“姓名”", "\"姓名\"", "'姓名", "【姓名】", "姓名：", "* 姓名 *", "＊姓名", "“【姓名】”", "\u{200b}姓名\r\n"]
    {
        assert_eq!(name(written), "姓名", "{written:?}");
    }
    assert_eq!((name("ＩＤ"), name("手机\n号码"), name("《合同》编号")), ("ID".to_owned(), "手机 号码".to_owned(), "《合同》编号".to_owned()));
    for nothing in ["", " ", "\u{feff}", "-", "—", "“”", "/", "()"] {
        assert!(read(nothing).is_empty(), "{nothing:?}");
    }
    assert!(!read("姓名").hole && read("姓名").others.is_empty());
}

#[test]
fn a_header_may_stand_for_names_in_other_spellings() {
    assert!(read("*Phone No（必填）").may_be("phoneNO"));
    assert!(read("渠户").may_be("渠道客户") && read("证件号码号").may_be("身份证号"));
    assert!(!read("证件号码号").may_be("身份证") && !read("").may_be("") && !read("-").may_be(""));
}

#[test]
fn rows_name_every_column() {
    let labels = |texts: &[&str]| row(texts.iter().copied()).into_iter().map(|h| (h.label, h.repeats)).collect::<Vec<_>>();
    let named = |label: &str, repeats| (label.to_owned(), repeats);
    assert_eq!(
        labels(&["\u{feff}姓名 ", "", "姓名", "姓名 (3)", ""]),
        [named("姓名", None), named("column 2", None), named("姓名 (3)'", Some(1)), named("姓名 (3)", None), named("column 5", None)]
    );
    assert!(row([]).is_empty());
    let many = vec!["姓名"; 2000];
    let distinct: std::collections::BTreeSet<String> = row(many).into_iter().map(|h| h.label).collect();
    assert_eq!(distinct.len(), 2000);
}

#[test]
fn members_of_enumerations() {
    for (text, values, empty) in [
        ("“官网”“门店”“”", &["官网", "门店"][..], 1),
        ("“官网”、“门店”、“”", &["官网", "门店"], 1),
        ("采购/咨询/合作/其他", &["采购", "咨询", "合作", "其他"], 0),
        ("{采购、咨询，合作；其他}", &["采购", "咨询", "合作", "其他"], 0),
        ("官网，，门店；", &["官网", "门店"], 2),
        ("/门店|", &["门店"], 2),
        ("\"A/B\",\"C\",\"\"", &["A/B", "C"], 1),
        ("「高」「中」 「低」", &["高", "中", "低"], 0),
        ("『高』｜《低》", &["高", "低"], 0),
        ("‘高’’低’", &["高", "低"], 0),
        ("Men's, Women's", &["Men's", "Women's"], 0),
        ("官网 门店", &["官网 门店"], 0),
        ("官网\r\n门店\r\n", &["官网", "门店"], 0),
        ("“官网", &["官网"], 0),
        ("“官网“门店”", &["官网", "门店"], 0),
        ("官网“门店”", &["官网", "门店"], 0),
        ("“”", &[], 1),
        ("、、", &[], 3),
        ("", &[], 0),
        (" \u{feff}", &[], 0),
        ("{}", &[], 0),
    ] {
        assert_eq!(members(text), Members { values: values.iter().map(|v| (*v).to_owned()).collect(), empty }, "{text:?}");
    }
}

#[test]
fn any_text_is_read_in_little_time() {
    let pool: Vec<char> = "金额万元(（)）【】[]“”\"'/、,;:：*-_ \u{feff}?\u{fffd}a必填率渠户".chars().collect();
    let mut state = 7_u64;
    for _ in 0..20_000 {
        let mut next = |limit: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % limit
        };
        let text: String = (0..next(12)).map(|_| pool[next(pool.len())]).collect();
        let header = read(&text);
        assert!(header.name.chars().count() <= text.chars().count() + 16, "{text:?}");
        let again = members(&text);
        assert!(again.values.iter().all(|v| !v.trim().is_empty()), "{text:?}");
    }
    let started = std::time::Instant::now();
    for unit in ["(", ")", "()", "(a)", "“", "”", "“”", "\"", "*", "/", "、", "«/", "(万元)", "率", " "] {
        let text = unit.repeat((1 << 18) / unit.len());
        let _ = (read(&text), members(&text));
    }
    assert!(started.elapsed().as_secs() < 10);
}
