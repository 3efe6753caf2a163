use super::Industry;
use crate::data::ReferenceTables;
use crate::model::{Missing, Normalized, Reason, Status};
use crate::normalize::Normalizer;

fn read_with(tables: &ReferenceTables, raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Industry::new(tables).normalize(raw, &mut out);
    out
}

fn read(raw: &str) -> Normalized {
    read_with(ReferenceTables::builtin(), raw)
}

/// Key, or the candidates behind `?`.
fn answer(out: &Normalized) -> String {
    if out.key.is_empty() && !out.candidates.is_empty() { format!("?{}", out.candidates.join(",")) } else { out.key.clone() }
}

#[test]
fn codes() {
    for (raw, key, status) in [
        ("C", "C", Status::Ok),
        ("35", "35", Status::Ok),
        ("C35", "35", Status::Ok),
        ("C3591", "3591", Status::Ok),
        ("A0111", "0111", Status::Ok),
        ("0190", "0190", Status::Ok),
        ("c35", "35", Status::Ok),
        ("C-35", "35", Status::Ok),
        ("Ｃ３５", "35", Status::Ok),
        ("C/35/359/3591", "3591", Status::Ok),
        ("\"35\"", "35", Status::Ok),
        ("3591.0", "3591", Status::Repaired),
        ("A111", "0111", Status::Repaired),
        ("3500", "35", Status::Repaired),
        ("C3510", "351", Status::Repaired),
        ("P82", "", Status::Suspicious),
        ("A35", "", Status::Suspicious),
        ("2038", "", Status::Invalid),
        ("C99", "", Status::Invalid),
        ("U", "", Status::Invalid),
        ("7", "", Status::Invalid),
        ("98", "", Status::Invalid),
        ("13812345678", "", Status::Invalid),
        ("2011-05-01", "", Status::Invalid),
        ("2011/05/01", "", Status::Invalid),
        ("50-100人", "", Status::Invalid),
        ("35人", "", Status::Invalid),
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status), (key, status), "{raw} {out:?}");
    }
}

#[test]
fn names_and_paths() {
    for (raw, key, status) in [
        ("专用设备制造业", "35", Status::Ok),
        ("教育", "P", Status::Ok),
        ("房地产业", "K", Status::Ok),
        ("农、林、牧、渔业", "A", Status::Ok),
        ("制造业>专用设备制造业", "35", Status::Ok),
        ("C 制造业/35", "35", Status::Ok),
        ("C35 专用设备制造业", "35", Status::Ok),
        ("专用设备制造业(35)", "35", Status::Ok),
        ("软件和信息技术服务业（I65）", "65", Status::Ok),
        ("83 教育", "83", Status::Ok),
        ("軟件和信息技術服務業", "65", Status::Ok),
        ("所属行业：软件和信息技术服务业", "65", Status::Repaired),
        ("门类：制造业 大类：专用设备制造业", "35", Status::Repaired),
        ("制造业-电子", "39", Status::Repaired),
        ("计算机､通信和其他电子设备制造业", "39", Status::Ok),
        ("服务业-零售", "52", Status::Repaired),
        ("制造业-食品", "14", Status::Repaired),
        ("批发业-食品", "512", Status::Repaired),
        ("零售-服装", "5232", Status::Repaired),
        ("制造业-其他", "41", Status::Repaired),
        ("互联网-电商", "5292", Status::Repaired),
        ("从事软件开发", "651", Status::Repaired),
        ("服装生产", "18", Status::Repaired),
        ("轮胎", "2911", Status::Repaired),
        ("制造业（重点客户）", "C", Status::Repaired),
        ("通信设备、计算机及其他电子设备制造业", "39", Status::Repaired),
        ("9231 人民法院", "9232", Status::Suspicious),
        ("3660 汽车零部件及配件制造", "3670", Status::Suspicious),
        ("82 教育", "83", Status::Suspicious),
        ("P82 教育", "83", Status::Suspicious),
        ("6510 软件开发", "651", Status::Suspicious),
        ("零售/餐饮", "?52,62", Status::Ambiguous),
        ("农业-软件开发", "?01,651", Status::Suspicious),
        ("35、36", "?35,36", Status::Ambiguous),
        ("C35/C36", "?35,36", Status::Ambiguous),
        ("C26化学原料和化学制品", "26", Status::Repaired),
        ("医药", "?27,515,525", Status::Ambiguous),
        ("K12教育机构", "83", Status::Repaired),
        ("教育-K12", "83", Status::Repaired),
        ("其他行业", "", Status::Suspicious),
        ("成立于2011", "", Status::Suspicious),
        ("三维（3D)打印技术推广服务 7517", "7517", Status::Ok),
        ("6811人寿保险", "6811", Status::Ok),
        ("金融-保险", "68", Status::Ok),
        ("E-commerce", "5292", Status::Repaired),
        ("综合", "", Status::Suspicious),
        ("某某科技", "", Status::Suspicious),
        ("中国农业银行", "", Status::Suspicious),
        ("!!", "", Status::Invalid),
    ] {
        let out = read(raw);
        assert_eq!((answer(&out).as_str(), out.status), (key, status), "{raw} {out:?}");
    }
    assert_eq!(read("未知").missing, Some(Missing::Unknown));
    assert_eq!(read("行业：无").missing, Some(Missing::Absent));
}

#[test]
fn components_and_display() {
    let out = read(" 所属行业： Ｃ35 專用設備製造業 ");
    assert_eq!((out.display.as_str(), out.key.as_str()), ("Ｃ35 專用設備製造業", "35"));
    assert_eq!(out.components, ["35", "C", "35", "2", "专用设备制造业"]);
    assert_eq!(read("制造业").components, ["C", "C", "", "1", "制造业"]);
    assert_eq!(read("0190").components, ["0190", "A", "01", "4", "其他农业"]);
}

#[test]
fn every_name_and_code_of_the_standard_is_read() {
    for row in ReferenceTables::builtin().industries().all() {
        let by_code = read(row.code());
        assert_eq!((by_code.key.as_str(), by_code.status), (row.code(), Status::Ok));
        let by_name = read(row.name());
        assert!(row.code().starts_with(&by_name.key) || by_name.key.starts_with(row.section()), "{row:?} {by_name:?}");
        assert_eq!(by_name.status, Status::Ok, "{row:?}");
        for raw in [format!("{}{}", row.code(), row.name()), format!("{} {}", row.name(), row.code()), format!("{}{}（{}）", row.section(), row.name(), row.code())] {
            let both = read(&raw);
            assert_eq!((both.key.as_str(), both.status), (row.code(), Status::Ok), "{raw} {both:?}");
        }
    }
}

#[test]
fn a_pack_upgrades_older_codes() {
    let pack =
        "table\tindustry_crosswalk\t2018-01-01\tmine\n2011\t3660\t3670\tmoved\n2011\t82\t83\tmoved\n2011\t2038\t2039\tmoved\n2011\t6591\t6572\tsplit\n2011\t6591\t6579\tsplit\n";
    let tables = ReferenceTables::builtin().with_pack(pack).unwrap();
    for (raw, key) in [("3660 汽车零部件及配件制造", "3670"), ("P82", "83"), ("82 教育", "83"), ("2038", "2039")] {
        let out = read_with(&tables, raw);
        assert_eq!((out.key.as_str(), out.status, out.reasons.as_slice()), (key, Status::Repaired, [Reason::OldFormat].as_slice()), "{raw} {out:?}");
    }
    // A code of today is one of today.
    assert_eq!((read_with(&tables, "3660").key.as_str(), read_with(&tables, "6591").key.as_str()), ("3660", "6591"));
}
