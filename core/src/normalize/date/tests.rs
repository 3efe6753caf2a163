use super::Date;
use crate::model::{Normalized, Reason, Status};
use crate::normalize::Normalizer;
use crate::schema::DateOrder;

fn read_as(order: DateOrder, raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Date { order }.normalize(raw, &mut out);
    out
}

fn read(raw: &str) -> Normalized {
    read_as(DateOrder::Unknown, raw)
}

#[test]
fn reads_the_table() {
    let mut wrong = Vec::new();
    for (raw, key, status) in [
        ("2024-05-01", "2024-05-01", Status::Ok),
        ("2024-5-1", "2024-05-01", Status::Ok),
        ("2024/5/1", "2024-05-01", Status::Ok),
        ("2024.05.01", "2024-05-01", Status::Ok),
        ("20240501", "2024-05-01", Status::Ok),
        ("2024年5月1日", "2024-05-01", Status::Ok),
        ("2024年05月01号", "2024-05-01", Status::Ok),
        ("2024 年 5 月 1 日", "2024-05-01", Status::Ok),
        ("二〇二四年五月一日", "2024-05-01", Status::Ok),
        ("二零二四年十二月二十五日", "2024-12-25", Status::Ok),
        ("２０２４年５月１日", "2024-05-01", Status::Repaired),
        ("民国113年5月1日", "2024-05-01", Status::Ok),
        ("令和6年5月1日", "2024-05-01", Status::Ok),
        ("2024-05-01 星期三", "2024-05-01", Status::Ok),
        ("2024-05-01(周三)", "2024-05-01", Status::Ok),
        ("May 1, 2024", "2024-05-01", Status::Ok),
        ("1 May 2024", "2024-05-01", Status::Ok),
        ("1st of May 2024", "2024-05-01", Status::Ok),
        ("01-May-2024", "2024-05-01", Status::Ok),
        ("Sept 9, 2024", "2024-09-09", Status::Ok),
        ("1-May-24", "2024-05-01", Status::Suspicious),
        ("2024-05-01T10:23:11", "2024-05-01T10:23:11", Status::Ok),
        ("2024-05-01T10:23:11Z", "2024-05-01T10:23:11", Status::Ok),
        ("2024-05-01T10:23:11.123+08:00", "2024-05-01T10:23:11", Status::Ok),
        ("2024-05-01 10:23:11 +0800", "2024-05-01T10:23:11", Status::Ok),
        ("2024-05-01 10:23", "2024-05-01T10:23:00", Status::Ok),
        ("2024/5/1 10:23", "2024-05-01T10:23:00", Status::Ok),
        ("2024年5月1日10时23分11秒", "2024-05-01T10:23:11", Status::Ok),
        ("2024年5月1日 10:23", "2024-05-01T10:23:00", Status::Ok),
        ("2024年5月1日上午10点", "2024-05-01T10:00:00", Status::Ok),
        ("2024年5月1日下午3点半", "2024-05-01T15:30:00", Status::Ok),
        ("2024年5月1日下午3点05分", "2024-05-01T15:05:00", Status::Ok),
        ("2024/5/1 下午 3:05:09", "2024-05-01T15:05:09", Status::Ok),
        ("5/31/2024 3:05 PM", "2024-05-31T15:05:00", Status::Ok),
        ("5/31/2024 12:05 a.m.", "2024-05-31T00:05:00", Status::Ok),
        ("Wed, 01 May 2024 10:23:11 +0800", "2024-05-01T10:23:11", Status::Ok),
        ("Wed May  1 10:23:11 CST 2024", "2024-05-01T10:23:11", Status::Repaired),
        ("202405011023", "2024-05-01T10:23:00", Status::Ok),
        ("20240501102311", "2024-05-01T10:23:11", Status::Ok),
        ("20240501T102311Z", "2024-05-01T10:23:11", Status::Ok),
        ("2024-05-01 24:00", "2024-05-02T00:00:00", Status::Ok),
        ("45413", "2024-05-01", Status::Repaired),
        ("45413.43276", "2024-05-01T10:23:10", Status::Repaired),
        ("45413.0", "2024-05-01", Status::Repaired),
        ("1714530191", "2024-05-01T10:23:11", Status::Repaired),
        ("1714530191123", "2024-05-01T10:23:11", Status::Repaired),
        ("13/5/2023", "2023-05-13", Status::Ok),
        ("5/13/2023", "2023-05-13", Status::Ok),
        ("5/5/2023", "2023-05-05", Status::Ok),
        ("5/10/2023", "", Status::Ambiguous),
        ("05-10-2023 10:00", "", Status::Ambiguous),
        ("24-05-01", "", Status::Ambiguous),
        ("99-12-31", "1999-12-31", Status::Suspicious),
        ("24年5月1日", "2024-05-01", Status::Suspicious),
        ("240501", "2024-05-01", Status::Suspicious),
        ("31122023", "2023-12-31", Status::Ok),
        ("2024-05", "", Status::Suspicious),
        ("2024年5月", "", Status::Suspicious),
        ("2024年", "", Status::Suspicious),
        ("2024", "", Status::Suspicious),
        ("202405", "", Status::Suspicious),
        ("May 2024", "", Status::Suspicious),
        ("5月1日", "", Status::Suspicious),
        ("2023-01-01至2023-12-31", "2023-01-01", Status::Suspicious),
        ("2023年1月1日至12月31日", "2023-01-01", Status::Suspicious),
        ("2023.1.1-2023.12.31", "2023-01-01", Status::Suspicious),
        ("20230101-20231231", "2023-01-01", Status::Suspicious),
        ("2023-01-01 ~ 2023-12-31", "2023-01-01", Status::Suspicious),
        ("2023-01至2023-06", "", Status::Suspicious),
        ("2023-02-30", "", Status::Invalid),
        ("1832-04-74", "", Status::Invalid),
        ("2024-13-05", "", Status::Invalid),
        ("2024-05-01 25:00", "", Status::Invalid),
        ("9999-12-31", "", Status::Invalid),
        ("1900-01-01", "1900-01-01", Status::Suspicious),
        ("19151311", "", Status::Invalid),
        ("hello", "", Status::Invalid),
        ("1.5", "", Status::Invalid),
        ("2024-05-", "", Status::Invalid),
        ("123", "", Status::Invalid),
        ("0000-00-00", "", Status::Missing),
        ("待补充", "", Status::Missing),
    ] {
        let out = read(raw);
        if (out.key.as_str(), out.status) != (key, status) {
            wrong.push(format!("{raw}: {} {:?} {:?}", out.key, out.status, out.reasons));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn derived_forms() {
    assert_eq!(read("2024年5月1日10时").components, ["2024-05-01", "2024-05", "2024", "05-01"]);
    assert_eq!(read("2024-05").components, ["", "2024-05", "2024", ""]);
    assert_eq!(read("2024年").components, ["", "", "2024", ""]);
    assert_eq!(read("5月1日").components, ["", "", "", "05-01"]);
    assert_eq!(read("2023-02-30").components, ["", "", "", ""]);
}

#[test]
fn displays() {
    for (raw, display) in [
        ("2024/5/1", "2024-05-01"),
        ("2024-05-01T10:23:11-05:00", "2024-05-01T10:23:11-05:00"),
        ("2024-05-01 10:23 GMT+8", "2024-05-01T10:23:00+08:00"),
        ("2024年", "2024年"),
        ("5/10/2023", "5/10/2023"),
        ("2023.1.1至12.31", "2023-01-01至2023-12-31"),
    ] {
        assert_eq!(read(raw).display, display, "{raw}");
    }
}

#[test]
fn the_column_decides_the_order() {
    assert_eq!(read("5/10/2023").candidates, ["2023-10-05", "2023-05-10"]);
    assert_eq!(read_as(DateOrder::DayFirst, "5/10/2023").key, "2023-10-05");
    assert_eq!(read_as(DateOrder::MonthFirst, "5/10/2023").key, "2023-05-10");
    assert_eq!(read_as(DateOrder::MonthFirst, "13/10/2023").key, "2023-10-13");
    assert_eq!(read("24-05-01").candidates, ["2024-05-01", "2001-05-24"]);
    assert_eq!(read("2023-01-01至2023-12-31").candidates, ["2023-01-01", "2023-12-31"]);
}

#[test]
fn tells_why() {
    for (raw, reason) in [
        ("45413", Reason::SpreadsheetNumber),
        ("1714530191", Reason::Epoch),
        ("5/10/2023", Reason::OrderUnknown),
        ("2024-05", Reason::PartialDate),
        ("24年5月1日", Reason::TwoDigitYear),
        ("民国113年5月1日", Reason::Era),
        ("2023-02-30", Reason::BadDate),
        ("2023-01-01至2023-12-31", Reason::Range),
        ("9999-12-31", Reason::Placeholder),
        ("hello", Reason::Syntax),
    ] {
        assert!(read(raw).reasons.contains(&reason), "{raw} {:?}", read(raw).reasons);
    }
}
