//! Cases of amounts.

use super::*;
use crate::model::Status;

fn read_in(unit: &str, currency: &str, raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Amount::new(unit, currency).normalize(raw, &mut out);
    out
}

fn read(raw: &str) -> Normalized {
    read_in("", "CNY", raw)
}

fn check_table(unit: &str, currency: &str, cases: &[(&str, &str, Status)]) {
    let mut wrong = Vec::new();
    for (raw, key, status) in cases {
        let out = read_in(unit, currency, raw);
        if (out.key.as_str(), out.status) != (*key, *status) {
            wrong.push(format!("{raw}: {:?} {:?} {:?}", out.key, out.status, out.reasons));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

use Status::{Ambiguous, Invalid, Missing as Absent, Ok as Fine, Repaired, Suspicious};

#[test]
fn single_amounts() {
    check_table(
        "",
        "CNY",
        &[
            ("¥1,280.00", "1280", Fine),
            ("￥1,280.00", "1280", Fine),
            ("1,280元", "1280", Fine),
            ("1280", "1280", Fine),
            ("0.5", "0.5", Fine),
            ("1234.56", "1234.56", Fine),
            ("150,000", "150000", Fine),
            ("0", "0", Fine),
            ("-0", "0", Fine),
            ("0.00元", "0", Fine),
            ("人民币1280元整", "1280", Fine),
            ("RMB 1,280", "1280", Fine),
            ("1280 RMB", "1280", Fine),
            ("CNY1280.50", "1280.5", Fine),
            ("50万", "500000", Fine),
            ("50 万元", "500000", Fine),
            ("50万人民币", "500000", Fine),
            ("1.5亿", "150000000", Fine),
            ("1亿5000万", "150000000", Fine),
            ("10w", "100000", Fine),
            ("10W+", "[100000,)", Fine),
            ("3w5", "35000", Fine),
            ("15K", "15000", Fine),
            ("1.5M", "1500000", Fine),
            ("2.5 million", "2500000", Fine),
            ("一万二", "12000", Fine),
            ("一万零二元", "10002", Fine),
            ("三千五百元", "3500", Fine),
            ("两百五", "250", Fine),
            ("壹万贰仟元整", "12000", Fine),
            ("壹佰元伍角叁分", "100.53", Fine),
            ("壹佰元零伍分", "100.05", Fine),
            ("人民币（大写）：壹万元整", "10000", Repaired),
            ("伍萬圓整", "50000", Fine),
            ("參仟元正", "3000", Fine),
            ("12元5角", "12.5", Fine),
            ("12元5角3分", "12.53", Fine),
            ("三块五", "3.5", Fine),
            ("三块五毛二", "3.52", Fine),
            ("两块半", "2.5", Fine),
            ("5毛", "0.5", Fine),
            ("8分", "0.08", Fine),
            ("两个亿", "200000000", Fine),
            ("(1,500)", "-1500", Fine),
            ("（1,500.00）", "-1500", Fine),
            ("¥(1,500.00)", "-1500", Fine),
            ("(¥1,500)", "-1500", Fine),
            ("-1500", "-1500", Fine),
            ("−1,500", "-1500", Fine),
            ("-¥1,500.00", "-1500", Fine),
            ("¥-1,500.00", "-1500", Fine),
            ("负一千五", "-1500", Fine),
            ("1,500.00-", "-1500", Suspicious),
            ("1,23,45,678.00", "12345678", Fine),
            ("1'280.50", "1280.5", Fine),
            ("1.200,50", "1200.5", Fine),
            ("1 280 000", "1280000", Fine),
            ("12,50", "12.5", Suspicious),
            ("1.200", "1.2", Suspicious),
            ("12.500万", "125000", Fine),
            ("0.125元", "0.13", Repaired),
            ("100.00000001", "100", Repaired),
            ("0.30000000000000004", "0.3", Repaired),
            ("1.5E+06", "1500000", Repaired),
            ("1.23457E+11", "123457000000", Suspicious),
            ("金额：1280元", "1280", Repaired),
            ("１２８０元", "1280", Repaired),
            ("\"1280\"", "1280", Repaired),
            ("5000元（含税）", "5000", Repaired),
            ("¥10,000.00（大写：壹万元整）", "10000", Repaired),
            ("5000元/月", "5000/month", Fine),
            ("每月5000元", "5000/month", Fine),
            ("月薪8千", "8000/month", Fine),
            ("年薪30万", "300000/year", Fine),
            ("$100,000 p.a.", "100000 USD/year", Fine),
            ("20元/小时", "20/hour", Fine),
            ("$5,000 per month", "5000 USD/month", Fine),
            ("80元/人", "80", Suspicious),
            ("约50万", "500000", Suspicious),
            ("50万左右", "500000", Suspicious),
            ("10余万元", "100000", Suspicious),
            ("100多块", "100", Suspicious),
            ("近百万", "1000000", Suspicious),
            ("免费", "0", Suspicious),
            ("99999999999999999999", "99999999999999999999", Fine),
            ("9999999999999999999999999", "", Invalid),
        ],
    );
}

#[test]
fn currencies() {
    check_table(
        "",
        "CNY",
        &[
            ("$1,280", "1280 USD", Fine),
            ("US$1.5M", "1500000 USD", Fine),
            ("1280美元", "1280 USD", Fine),
            ("100万美元", "1000000 USD", Fine),
            ("USD 5,000.00", "5000 USD", Fine),
            ("5000USD", "5000 USD", Fine),
            ("HK$500", "500 HKD", Fine),
            ("港币500元", "500 HKD", Fine),
            ("500港元", "500 HKD", Fine),
            ("NT$3,000", "3000 TWD", Fine),
            ("€1.280,50", "1280.5 EUR", Fine),
            ("1 280,50 €", "1280.5 EUR", Fine),
            ("12,50 €", "12.5 EUR", Fine),
            ("1.280 €", "1280 EUR", Suspicious),
            ("£99.99", "99.99 GBP", Fine),
            ("10000日元", "10000 JPY", Fine),
            ("¥10000 JPY", "10000 JPY", Fine),
            ("5000円", "5000 JPY", Fine),
            ("$100 CAD", "100 CAD", Fine),
            ("CHF 1'500.00", "1500 CHF", Fine),
            ("Rp 1.500.000", "1500000 IDR", Fine),
            ("₹5 lakh", "500000 INR", Fine),
            ("Rs. 2.5 crore", "25000000 INR", Fine),
            ("50美分", "0.5 USD", Fine),
            ("5000元（美元）", "5000 USD", Fine),
            ("$100-¥200", "", Invalid),
        ],
    );
}

#[test]
fn ranges_and_bounds() {
    check_table(
        "",
        "CNY",
        &[
            ("50-80万", "[500000,800000]", Fine),
            ("50万-80万", "[500000,800000]", Fine),
            ("50万-80", "[500000,800000]", Fine),
            ("50万至80万元", "[500000,800000]", Fine),
            ("50～80万", "[500000,800000]", Fine),
            ("5千-1万", "[5000,10000]", Fine),
            ("8000-1万", "[8000,10000]", Fine),
            ("3000-10000", "[3000,10000]", Fine),
            ("¥3000 ~ ¥5000", "[3000,5000]", Fine),
            ("$50-80k", "[50000,80000] USD", Fine),
            ("15-25K·13薪", "[15000,25000]/month", Suspicious),
            ("五到八万", "[50000,80000]", Fine),
            ("三五万", "[30000,50000]", Suspicious),
            ("几万", "(10000,100000)", Suspicious),
            ("-50~-30万", "[-500000,-300000]", Fine),
            ("10万+", "[100000,)", Fine),
            ("10+万", "[100000,)", Fine),
            ("10万以上", "[100000,)", Fine),
            ("10万元起", "[100000,)", Fine),
            ("≥10万", "[100000,)", Fine),
            ("不低于10万", "[100000,)", Fine),
            ("≥10000元/年", "[10000,)/year", Fine),
            (">=3000,<10000", "[3000,10000)", Fine),
            ("1万以下", "(,10000]", Fine),
            ("1万元以内", "(,10000]", Fine),
            ("1万以下(不含)", "(,10000)", Fine),
            ("1万以下（不含1万）", "(,10000)", Fine),
            ("不满1万", "(,10000)", Fine),
            ("1万不到", "(,10000)", Fine),
            ("超过1万", "(10000,)", Fine),
            ("1万以外", "(10000,)", Fine),
            ("不超过1万", "(,10000]", Fine),
            ("1000元以上5000元以下", "[1000,5000]", Fine),
            ("10万以上不足50万", "[100000,500000)", Fine),
            ("10万元（含）-50万元（不含）", "[100000,500000)", Fine),
            ("超过3000元至12000元", "(3000,12000]", Fine),
            ("10万<x≤50万", "(100000,500000]", Fine),
            ("10万≤年收入<50万", "[100000,500000)/year", Fine),
            ("[10万,50万)", "[100000,500000)", Fine),
            ("[10,50)万元", "[100000,500000)", Fine),
            ("(1000,2000]", "(1000,2000]", Fine),
            ("[100000,)", "[100000,)", Fine),
            ("(,10000]", "(,10000]", Fine),
            ("(-∞,100]", "(,100]", Fine),
            ("5000到8000之间", "[5000,8000]", Fine),
            ("5000和8000之间", "[5000,8000]", Fine),
            ("between 5 and 10 million", "[5000000,10000000]", Fine),
            ("up to $500", "(,500] USD", Fine),
            ("10万-不限", "[100000,)", Fine),
            ("8000-5000", "[5000,8000]", Suspicious),
            ("5000-5000", "5000", Fine),
            ("预算：50-80万", "[500000,800000]", Repaired),
            ("预算50-80万", "[500000,800000]", Repaired),
            ("装修预算大概50万", "500000", Suspicious),
            ("5000/8000", "", Ambiguous),
            ("5000元或8000元", "", Ambiguous),
            ("80-50万", "", Invalid),
            ("大于10小于5", "", Invalid),
        ],
    );
}

#[test]
fn what_is_no_amount() {
    for raw in [
        "100-500人",
        "面议",
        "电议",
        "15%",
        "百分之十五",
        "八折",
        "2024-05-01",
        "2024-05",
        "021-62345678",
        "10:23",
        "abc",
        "万元",
        "元",
        "¥",
        "5kg",
        "30天",
        "+",
        "A轮",
        "1万-2万-3万",
        "百",
        "三十岁",
        "1.2.3",
    ] {
        let out = read(raw);
        assert_eq!((out.status, out.key.as_str(), out.confidence), (Invalid, "", 0), "{raw} {:?}", out.components);
    }
    for raw in ["-", "待沟通确认", "预算：-", "N/A", "暂无"] {
        assert_eq!(read(raw).status, Absent, "{raw}");
    }
}

#[test]
fn units_of_columns() {
    check_table(
        "万元",
        "CNY",
        &[
            ("50", "500000", Fine),
            ("50.5", "505000", Fine),
            ("50-80", "[500000,800000]", Fine),
            ("50以上", "[500000,)", Fine),
            ("1,280.00", "12800000", Fine),
            ("50万", "500000", Fine),
            ("50元", "50", Fine),
            ("50-80元", "[50,80]", Fine),
            ("1.5亿", "150000000", Fine),
            ("12.345678912345", "123456.79", Repaired),
            ("0", "0", Fine),
        ],
    );
    for (unit, key) in [
        ("元", "50"),
        ("千元", "50000"),
        ("百万", "50000000"),
        ("亿", "5000000000"),
        ("亿元", "5000000000"),
        ("k", "50000"),
        ("K", "50000"),
        ("分", "0.5"),
        ("万美元", "500000 USD"),
        ("USD million", "50000000 USD"),
        ("单位：万元", "500000"),
        ("（万元）", "500000"),
        ("元/月", "50/month"),
        ("RMB'000", "50000"),
    ] {
        assert_eq!(read_in(unit, "CNY", "50").key, key, "{unit}");
    }
    assert_eq!(read_in("万元", "CNY", "50").reasons, [Reason::Unit]);
    assert_eq!(read_in("", "USD", "50").key, "50");
    assert_eq!(read_in("", "USD", "50").components, ["50", "50", "[]", "USD", ""]);
    assert_eq!(read_in("", "USD", "50元").key, "50 CNY");
}

#[test]
fn parameters_are_checked() {
    let wrong = |unit, currency| {
        let mut errors = Vec::new();
        check(unit, currency, "amount", &mut errors);
        errors.iter().map(|e| e.path().to_owned()).collect::<Vec<_>>()
    };
    assert!(wrong("", "CNY").is_empty() && wrong("万元", "USD").is_empty());
    assert_eq!(wrong("头", "RMB"), ["amount.unit", "amount.currency"]);
    assert_eq!(wrong("5", "cny"), ["amount.unit", "amount.currency"]);
}

#[test]
fn components_and_reasons() {
    assert_eq!(read("50-80万").components, ["500000", "800000", "[]", "CNY", ""]);
    assert_eq!(read("10万+").components, ["100000", "", "[)", "CNY", ""]);
    assert_eq!(read("不满1万").components, ["", "10000", "()", "CNY", ""]);
    assert_eq!(read("≥10000元/年").components, ["10000", "", "[)", "CNY", "year"]);
    assert_eq!(read("$5").components, ["5", "5", "[]", "USD", ""]);
    assert_eq!(read("50-80万").reasons, [Reason::Range, Reason::Unit]);
    assert_eq!(read("1万以下").reasons, [Reason::Unbounded, Reason::Unit]);
    assert_eq!(read("50-80万").display, "50-80万");
    assert_eq!(read("5000/8000").candidates, ["5000", "8000"]);
    assert_eq!(read("１２８０元").display, "１２８０元");
    assert_eq!(read("9999999999999999999999999").reasons, [Reason::OutOfRange]);
}

#[test]
fn fen_of_a_single_amount_in_yuan() {
    for (raw, expected) in [
        ("¥1,280.00", Some(128_000)),
        ("0.5", Some(50)),
        ("-1500.01", Some(-150_001)),
        ("-0.5", Some(-50)),
        ("约50万", Some(50_000_000)),
        ("50-80万", None),
        ("10万+", None),
        ("$5", None),
        ("5000元/月", None),
        ("99999999999999999999", None),
        ("面议", None),
        ("-", None),
    ] {
        assert_eq!(fen(&read(raw)), expected, "{raw}");
    }
}
