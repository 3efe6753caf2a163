use super::CompanyName;
use crate::model::{Normalized, Reason, Status};
use crate::normalize::Normalizer;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    CompanyName.normalize(raw, &mut out);
    out
}

#[test]
fn reads_the_table() {
    // raw, key, core, registered, form, place
    for (raw, key, core, registered, form, place) in [
        ("深圳市腾讯计算机系统有限公司", "深圳市腾讯计算机系统有限公司", "腾讯计算机系统", "深圳市腾讯计算机系统有限公司", "有限公司", "深圳"),
        ("华为技术有限公司", "华为技术有限公司", "华为技术", "华为技术有限公司", "有限公司", ""),
        ("華為技術有限公司", "华为技术有限公司", "华为技术", "华为技术有限公司", "有限公司", ""),
        ("阿里巴巴（中国）有限责任公司", "阿里巴巴(中国)有限公司", "阿里巴巴", "阿里巴巴(中国)有限公司", "有限公司", "中国"),
        ("阿里巴巴 (中国) 有限公司", "阿里巴巴(中国)有限公司", "阿里巴巴", "阿里巴巴(中国)有限公司", "有限公司", "中国"),
        ("腾讯", "腾讯", "腾讯", "", "", ""),
        ("海南航空", "海南航空", "海南航空", "", "", ""),
        ("上海银行股份有限公司", "上海银行股份有限公司", "上海银行", "上海银行股份有限公司", "股份有限公司", ""),
        ("青岛啤酒股份有限公司", "青岛啤酒股份有限公司", "青岛啤酒", "青岛啤酒股份有限公司", "股份有限公司", ""),
        ("海尔集团有限公司", "海尔集团有限公司", "海尔", "海尔集团有限公司", "集团有限公司", ""),
        ("上海复星（集团）股份有限公司", "上海复星(集团)股份有限公司", "复星", "上海复星(集团)股份有限公司", "股份有限公司", "上海"),
        ("中国工商银行股份有限公司上海市分行", "中国工商银行股份有限公司上海市分行", "中国工商银行上海市分行", "中国工商银行股份有限公司", "股份有限公司", ""),
        ("华为技术有限公司上海分公司", "华为技术有限公司上海分公司", "华为技术上海分公司", "华为技术有限公司", "有限公司", ""),
        ("浙江省杭州市西湖区龙井茶业有限公司", "浙江省杭州市西湖区龙井茶业有限公司", "龙井茶业", "浙江省杭州市西湖区龙井茶业有限公司", "有限公司", "杭州"),
        ("IBM（中国）有限公司", "ibm(中国)有限公司", "ibm", "ibm(中国)有限公司", "有限公司", "中国"),
        ("上海ABC科技有限公司", "上海abc科技有限公司", "abc科技", "上海abc科技有限公司", "有限公司", "上海"),
        ("苏州红杉投资合伙企业（有限合伙）", "苏州红杉投资合伙企业(有限合伙)", "红杉投资", "苏州红杉投资合伙企业(有限合伙)", "合伙企业", "苏州"),
        ("株式会社日立製作所", "株式会社日立制作所", "日立制作所", "株式会社日立制作所", "株式会社", ""),
        ("㈱日立製作所", "株式会社日立制作所", "日立制作所", "株式会社日立制作所", "株式会社", ""),
        ("김밥천국(주)", "김밥천국주식회사", "김밥천국", "김밥천국주식회사", "주식회사", ""),
        ("Acme Co., Ltd.", "acme co ltd", "acme", "acme co ltd", "co ltd", ""),
        ("ACME COMPANY LIMITED", "acme co ltd", "acme", "acme co ltd", "co ltd", ""),
        ("Foo (China) Co., Ltd.", "foo china co ltd", "foo", "foo china co ltd", "co ltd", "china"),
        ("Fiat S.p.A.", "fiat spa", "fiat", "fiat spa", "spa", ""),
        ("AMBA", "amba", "amba", "", "", ""),
        ("*科技有限公司", "", "", "", "有限公司", ""),
        ("某某科技有限公司", "", "", "", "有限公司", ""),
        ("上海**贸易有限公司", "", "", "", "有限公司", ""),
    ] {
        let out = read(raw);
        assert_eq!(out.key, key, "{raw}");
        assert_eq!(&out.components[..4], [core, registered, form, place], "{raw}");
    }
}

#[test]
fn pinyin_status_and_reasons() {
    assert_eq!(read("深圳市腾讯计算机系统有限公司").components[4], "tengxunjisuanjixitong");
    assert_eq!(read("Fiat S.p.A.").components[4], "fiat");
    for (raw, status, reasons) in [
        ("华为技术有限公司", Status::Ok, &[][..]),
        ("阿里巴巴（中国）有限责任公司", Status::Ok, &[Reason::Width, Reason::BracketsFolded, Reason::LegalFormFolded]),
        ("*科技有限公司", Status::Suspicious, &[Reason::Masked]),
        ("公司名称：华为技术有限公司", Status::Repaired, &[Reason::Width, Reason::Label]),
        ("华为技术有限公司上海分公司", Status::Ok, &[Reason::Branch]),
        ("ACME LIMITED", Status::Ok, &[Reason::LegalFormFolded]),
        ("测试公司", Status::Invalid, &[Reason::Placeholder]),
        ("个人", Status::Missing, &[]),
        ("Null Corp", Status::Ok, &[]),
        ("!!", Status::Invalid, &[Reason::Syntax]),
    ] {
        let out = read(raw);
        assert_eq!((out.status, out.reasons.as_slice()), (status, reasons), "{raw}");
    }
}
