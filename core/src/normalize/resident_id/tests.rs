use super::number::Number;
use super::*;
use crate::model::Status;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    ResidentId::default().normalize(raw, &mut out);
    out
}

/// The first 17 digits with their check character.
fn whole(body: &str) -> String {
    let found = "0123456789X".chars().map(|c| format!("{body}{c}")).find(|id| !matches!(Number::read(id.as_bytes()), Err(Reason::BadCheckDigit)));
    found.unwrap()
}

#[test]
fn reads_the_table() {
    for (raw, key, status, reasons) in [
        ("11010519491231002X", "11010519491231002X", Status::Ok, &[][..]),
        ("11010519491231002x", "11010519491231002X", Status::Ok, &[Reason::Case]),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X", Status::Repaired, &[Reason::Width]),
        ("110105 19491231 002X", "11010519491231002X", Status::Repaired, &[Reason::Separators]),
        ("110105/19491231/002X", "11010519491231002X", Status::Repaired, &[Reason::Separators]),
        ("440,106,199,001,010,013", "440106199001010013", Status::Repaired, &[Reason::Separators]),
        ("身份证:11010519491231002X", "11010519491231002X", Status::Repaired, &[Reason::Label]),
        ("身份证11010519491231002X", "11010519491231002X", Status::Repaired, &[Reason::Label]),
        ("ID No. 11010519491231002X", "11010519491231002X", Status::Repaired, &[Reason::Label]),
        ("ID11010519491231002X", "11010519491231002X", Status::Repaired, &[Reason::Label]),
        ("11010519491231002X(有效期至2030-01-01)", "11010519491231002X", Status::Repaired, &[Reason::Label]),
        ("(11010519491231002X)", "11010519491231002X", Status::Repaired, &[Reason::Trimmed]),
        ("11010519491231002Ⅹ", "11010519491231002X", Status::Repaired, &[Reason::LookAlike]),
        ("11010519491231002Х", "11010519491231002X", Status::Repaired, &[Reason::LookAlike]),
        ("11010519491231002×", "11010519491231002X", Status::Repaired, &[Reason::LookAlike]),
        ("110105491231002", "11010519491231002X", Status::Repaired, &[Reason::OldFormat]),
        ("110105491231010.0", "11010519491231010X", Status::Repaired, &[Reason::OldFormat, Reason::SpreadsheetNumber]),
        ("440106199001010013.0", "440106199001010013", Status::Repaired, &[Reason::SpreadsheetNumber]),
        ("4.40106199001010013E+17", "440106199001010013", Status::Repaired, &[Reason::SpreadsheetNumber]),
        ("11010519491231002X/13812345678", "11010519491231002X", Status::Suspicious, &[Reason::MultipleValues]),
        ("110105491231002/11010519491231002X", "11010519491231002X", Status::Repaired, &[Reason::OldFormat, Reason::MultipleValues]),
        ("H0812345603", "H0812345603", Status::Ok, &[]),
        ("m03012345", "M03012345", Status::Ok, &[Reason::Case]),
        ("4.40106E+17", "", Status::Invalid, &[Reason::DigitsLost]),
        ("4,40106E+17", "", Status::Invalid, &[Reason::DigitsLost]),
        ("身份证 4.40106E+17", "", Status::Invalid, &[Reason::DigitsLost, Reason::Label]),
        ("440106199001009984.0", "", Status::Invalid, &[Reason::DigitsLost]),
        ("110105199001010000", "", Status::Invalid, &[Reason::DigitsLost]),
        ("110105194912310021", "", Status::Invalid, &[Reason::BadCheckDigit]),
        ("身份证 110105194912310021", "", Status::Invalid, &[Reason::BadCheckDigit]),
        ("110105194913310025", "", Status::Invalid, &[Reason::BadDate]),
        ("990105194912310021", "", Status::Invalid, &[Reason::BadCheckDigit]),
        ("11010519491231", "", Status::Invalid, &[Reason::WrongLength, Reason::DestroyedMask]),
        ("4401060018", "", Status::Invalid, &[Reason::WrongLength, Reason::DestroyedMask]),
        ("4401061990010100", "", Status::Invalid, &[Reason::WrongLength]),
        ("E12345678", "", Status::Invalid, &[Reason::BadCharacter]),
        ("44010619年001010013", "", Status::Invalid, &[Reason::BadCharacter]),
        ("111111111111111111", "", Status::Invalid, &[Reason::Placeholder]),
        ("111111111111111", "", Status::Invalid, &[Reason::Placeholder]),
        ("123456789012345678", "", Status::Invalid, &[Reason::Placeholder]),
        ("H12345678", "", Status::Invalid, &[Reason::Placeholder]),
        ("1101**********002X", "", Status::Suspicious, &[Reason::Masked]),
        ("440106XXXXXXXX0018", "", Status::Suspicious, &[Reason::Masked]),
        ("44010619900101xxxx", "", Status::Suspicious, &[Reason::Masked]),
        ("440106••••••••0018", "", Status::Suspicious, &[Reason::Masked]),
        ("440106________0018", "", Status::Suspicious, &[Reason::Masked]),
        ("440106…0018", "", Status::Suspicious, &[Reason::Masked]),
        ("******************", "", Status::Suspicious, &[Reason::Masked]),
        ("440106199013**0018", "", Status::Suspicious, &[Reason::Masked]),
        ("44010619901301****", "", Status::Invalid, &[Reason::BadDate]),
        ("9901**********002X", "", Status::Suspicious, &[Reason::Masked]),
        ("2001**********002X", "", Status::Invalid, &[Reason::UnknownRegion]),
        ("未知", "", Status::Missing, &[]),
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status, out.reasons.as_slice()), (key, status, reasons), "{raw}");
    }
}

#[test]
fn what_is_no_number_keeps_what_it_shows() {
    for (raw, visible, unchecked) in [
        ("110105xxxxxxxx002X", "110105********002X", ""),
        ("110105194912310021", "", "110105194912310021"),
        // Lost digits are not one slip.
        ("440106199001010000", "", ""),
        ("11010519491231002X", "", ""),
    ] {
        assert_eq!(read(raw).components[VISIBLE..=UNCHECKED], [visible, unchecked], "{raw}");
    }
}

#[test]
fn components() {
    for (raw, expected) in [
        ("11010519491231002X", ["1949-12-31", "F", "110105", "北京市朝阳区", "resident"]),
        ("510202900514034", ["1990-05-14", "F", "510202", "四川省重庆市市中区", "resident"]),
        ("810000200007010015", ["2000-07-01", "M", "810000", "香港特别行政区", "residence_permit"]),
        ("830000199005200059", ["1990-05-20", "M", "830000", "台湾省", "residence_permit"]),
        ("H0812345603", ["", "", "", "", "hk_mo_travel_permit"]),
        ("1101**********002X", ["", "F", "", "北京市", ""]),
        ("110105********002X", ["", "F", "110105", "北京市朝阳区", "resident"]),
        ("44010619900101****", ["1990-01-01", "", "440106", "广东省广州市天河区", "resident"]),
        ("110105491231***", ["", "", "110105", "北京市朝阳区", "resident"]),
        ("4401****002X", ["", "F", "", "广东省广州市", ""]),
        ("4401****0018", ["", "", "", "广东省广州市", ""]),
    ] {
        let mut components = read(raw).components;
        components.drain(VISIBLE..=OTHER);
        assert_eq!(components, expected, "{raw}");
    }
    assert_eq!(read("110105491231002").display, "110105491231002");
}

#[test]
fn regions_are_those_of_the_year_of_birth() {
    for (region, year, name, reasons) in [
        ("362324", 1980, "江西省宜春地区丰城县", &[Reason::LegacyRegion][..]),
        ("362324", 1990, "江西省上饶地区铅山县", &[Reason::LegacyRegion]),
        ("510202", 1996, "四川省重庆市渝中区", &[Reason::LegacyRegion]),
        // In force until the change of 1997, in the middle of the year.
        ("510202", 1997, "四川省重庆市渝中区", &[Reason::LegacyRegion]),
        ("510202", 2005, "四川省重庆市渝中区", &[Reason::RegionNotInForce, Reason::LegacyRegion]),
        ("330114", 1975, "浙江省杭州市钱塘区", &[Reason::RegionNotInForce]),
        ("500103", 1985, "重庆市渝中区", &[Reason::RegionNotInForce]),
        ("413026", 1998, "河南省信阳地区固始县", &[Reason::LegacyRegion]),
        ("440401", 1987, "广东省珠海市", &[]),
        ("441900", 2000, "广东省东莞市", &[]),
        ("419001", 2005, "河南省济源市", &[]),
        ("659001", 1990, "新疆维吾尔自治区石河子市", &[]),
        ("460003", 1996, "海南省儋州市", &[Reason::LegacyRegion]),
        ("422801", 1986, "湖北省鄂西土家族苗族自治州恩施市", &[]),
        ("310225", 1990, "上海市南汇县", &[Reason::LegacyRegion]),
        ("440199", 1988, "广东省广州市", &[Reason::UnknownRegion]),
        ("449999", 1988, "广东省", &[Reason::UnknownRegion]),
        ("440000", 1988, "广东省", &[Reason::UnknownRegion]),
        ("660101", 1988, "", &[Reason::UnknownRegion]),
        ("710000", 1988, "台湾省", &[]),
    ] {
        let out = read(&whole(&format!("{region}{year}0615001")));
        assert_eq!((out.components[REGION].as_str(), out.reasons.as_slice()), (name, reasons), "{region} {year}");
        let status = match (name, reasons) {
            ("", _) => Status::Invalid,
            (_, [Reason::UnknownRegion]) => Status::Suspicious,
            _ => Status::Ok,
        };
        assert_eq!(out.status, status, "{region} {year}");
    }
}

#[test]
fn foreigners_permits() {
    let out = read(&whole("93184019850612002"));
    assert_eq!((out.status, out.components), (Status::Ok, ["1985-06-12", "F", "310000", "", "", "", "上海市", "foreigner_permit"].map(str::to_owned).to_vec()));
    // No such province, no such nationality.
    for body in ["99084019850612002", "95010119850612002"] {
        assert_eq!(read(&whole(body)).reasons, [Reason::UnknownRegion], "{body}");
    }
}

#[test]
fn dates_and_centuries() {
    assert_eq!(read("110105991231997").components[BIRTH_DATE], "1899-12-31");
    assert_eq!(read("440524188001010014").components[BIRTH_DATE], "1880-01-01");
    for (date, good) in [("20000229", true), ("19000229", false), ("19990431", false), ("21001231", true), ("21010101", false), ("17991231", false), ("19900100", false)] {
        assert_eq!(read(&whole(&format!("330106{date}001"))).key.is_empty(), !good, "{date}");
    }
}

#[test]
fn letters_are_not_read_as_digits() {
    let out = read("44O10619900l010013");
    assert_eq!((out.status, out.reasons.as_slice()), (Status::Invalid, [Reason::BadCharacter].as_slice()));
    assert_eq!(out.candidates, ["440106199001010013"]);
    assert!(read("44O106199001010014").candidates.is_empty());
}

#[test]
fn several_numbers() {
    for raw in [
        "11010519491231002X/330106198506140219",
        "11010519491231002X、330106198506140219",
        "11010519491231002X\n330106198506140219",
        "11010519491231002X 330106198506140219",
        "110105 19491231 002X 330106 19850614 0219",
        "11010519491231002X330106198506140219",
        "张三11010519491231002X，李四330106198506140219",
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status), ("11010519491231002X", Status::Ambiguous), "{raw}");
        assert_eq!(out.candidates, ["11010519491231002X", "330106198506140219"], "{raw}");
    }
}

#[test]
fn tables_are_the_users() {
    let tables = ReferenceTables::builtin().with_pack("table\tdivision_history\t\t\n110105\t东郊区\t\t1957\n110105\t朝阳区\t1958\t\n").unwrap();
    let mut out = Normalized::default();
    ResidentId::new(&tables).normalize("11010519491231002X", &mut out);
    assert_eq!(out.components[REGION], "北京市东郊区");
}
