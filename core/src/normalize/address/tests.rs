use super::Address;
use crate::model::{Adcode, Normalized, Reason, Status};
use crate::normalize::{Context, Normalizer};

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Address::default().normalize(raw, &mut out);
    out
}

/// The parts that are there, joined by a bar: town, road, number, building, unit, rest.
fn parts(out: &Normalized) -> String {
    out.components[super::PARTS..].join("|")
}

#[test]
fn splits_the_remainder() {
    let mut wrong = Vec::new();
    for (raw, key, expected) in [
        ("浙江省杭州市西湖区文三路90号3栋2单元501室", "330106 文三路90号3栋2单元501室", "|文三路|90号|3栋|2单元501室|"),
        ("上海市青浦区朱家角镇新风路268弄19号", "310118 朱家角镇新风路268弄19号", "朱家角镇|新风路|268弄19号|||"),
        ("广东省深圳市福田区福华三路168号B座1502室", "440304 福华三路168号b座1502室", "|福华三路|168号|B座|1502室|"),
        ("北京市朝阳区安慧里88号院5号楼1204室", "110105 安慧里88号院5号楼1204室", "|安慧里|88号院|5号楼|1204室|"),
        ("北京市朝阳区柳芳南里12号楼", "110105 柳芳南里12号楼", "|柳芳南里||12号楼||"),
        ("北京市海淀区五道口1号", "110108 五道口1号", "|五道口|1号|||"),
        ("北京市西城区大石虎胡同甲5号院", "110102 大石虎胡同甲5号院", "|大石虎胡同|甲5号院|||"),
        ("北京市海淀区中关村南大街5号9号楼", "110108 中关村南大街5号9号楼", "|中关村南大街|5号|9号楼||"),
        ("上海市黄浦区南京东路街道贵州路160号", "310101 南京东路街道贵州路160号", "南京东路街道|贵州路|160号|||"),
        ("上海市长宁区新华路街道法华镇路525号", "310105 新华路街道法华镇路525号", "新华路街道|法华镇路|525号|||"),
        ("北京市西城区西长安街街道和平门", "110102 西长安街街道和平门", "西长安街街道|||||和平门"),
        ("中山市古镇镇同兴路1号", "442000 古镇镇同兴路1号", "古镇镇|同兴路|1号|||"),
        ("天津市和平区重庆道55号", "120101 重庆道55号", "|重庆道|55号|||"),
        ("吉林省长春市绿园区西安大路5518号", "220106 西安大路5518号", "|西安大路|5518号|||"),
        ("四川省成都市武侯区人民南路四段27号", "510107 人民南路四段27号", "|人民南路四段|27号|||"),
        ("广西柳州市鱼峰区柳石路西三巷44号", "450203 柳石路西三巷44号", "|柳石路西三巷|44号|||"),
        ("杭州市钱塘区下沙6号大街18号", "330114 下沙6号大街18号", "|6号大街|18号|||下沙"),
        ("山东省烟台市经济技术开发区长江路77号", "370600 经济技术开发区长江路77号", "|长江路|77号|||经济技术开发区"),
        ("江苏省苏州市吴江区中山南路1688号 (Attn: Logistics Dept)", "320509 中山南路1688号attn-logistics-dept", "|中山南路|1688号|||Attn: Logistics Dept"),
        ("浙江省杭州市滨江区缤纷北苑47-6-746", "330108 缤纷北苑47-6-746", "|||47|6-746|缤纷北苑"),
        ("福州市仓山区则徐大道560号-18", "350104 则徐大道560号-18", "|则徐大道|560号-18|||"),
        (
            "北京市朝阳区酒仙桥北路甲10号电子城it产业园107楼6层超图软件",
            "110105 酒仙桥北路甲10号电子城it产业园107楼6层超图软件",
            "|酒仙桥北路|甲10号|107楼|6层|电子城it产业园 超图软件",
        ),
        ("上海市浦东新区世纪大道100号环球金融中心28楼", "310115 世纪大道100号环球金融中心28楼", "|世纪大道|100号||28楼|环球金融中心"),
        ("浙江省杭州市上城区解放路88号 张三 13800138000", "330102 解放路88号", "|解放路|88号|||"),
        ("湖北省武汉市洪山区珞喻路1037号 邮编：430074", "420111 珞喻路1037号", "|珞喻路|1037号|||"),
        ("上海市黄浦区人民大道200号, P.R. China", "310101 人民大道200号", "|人民大道|200号|||"),
        ("3栋2单元501室", "3栋2单元501室", "|||3栋|2单元501室|"),
        ("3栋东单元401", "3栋东单元401", "|||3栋|东单元401|"),
        ("南京西路", "南京西路", "|南京西路||||"),
        ("上海市山西路", "310000 山西路", "|山西路||||"),
        ("安徽省宿州市萧县龙城镇S101省道", "341322 龙城镇s101省道", "龙城镇|S101省道||||"),
        ("海滨中路568", "海滨中路568", "|海滨中路|568|||"),
        ("浙江省丽水市莲都区丽新畲族乡", "331102 丽新畲族乡", "丽新畲族乡|||||"),
        ("北京市东城区东四十条甲22号", "110101 东四十条甲22号", "|东四十条|甲22号|||"),
        ("台北市大安区信义路四段1号", "710000 台北市大安区信义路四段1号", "|信义路四段|1号|||台北市大安区"),
    ] {
        let out = read(raw);
        if out.key != key || parts(&out) != expected {
            wrong.push(format!("{raw}: {} {}", out.key, parts(&out)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn statuses() {
    let mut wrong = Vec::new();
    for (raw, adcode, status, reasons) in [
        ("浙江省杭州市西湖区文三路90号", "330106", Status::Ok, &[][..]),
        ("杭州西湖区文三路90号", "330106", Status::Ok, &[Reason::ShortName]),
        ("收货地址：杭州市西湖区文三路90号", "330106", Status::Repaired, &[Reason::Width, Reason::Label, Reason::ShortName]),
        ("310000 浙江省杭州市", "330100", Status::Repaired, &[Reason::Label]),
        ("张三 浙江省杭州市西湖区文三路90号", "330106", Status::Repaired, &[Reason::Label]),
        ("Acme Trading Co., Ltd. 上海市嘉定区曹安公路4800号", "310114", Status::Repaired, &[Reason::Label]),
        ("浙江省杭州市余杭区杭州市余杭区闲林街道", "330110", Status::Ok, &[]),
        ("北京市崇文区广渠门内大街43号", "110101", Status::Repaired, &[Reason::OldName]),
        ("浙江省江干区九堡", "", Status::Ambiguous, &[Reason::OldName, Reason::Namesakes]),
        ("和平区南京街10号", "", Status::Ambiguous, &[Reason::Namesakes]),
        ("广东省杭州市文三路90号", "", Status::Suspicious, &[Reason::Contradiction]),
        ("人民北路56号", "", Status::Ok, &[]),
        ("翡翠城", "", Status::Suspicious, &[Reason::UnknownRegion]),
        ("abc", "", Status::Suspicious, &[Reason::UnknownRegion]),
        ("12345", "", Status::Invalid, &[Reason::UnknownRegion]),
        ("上海市浦東新區張楊路500號", "310115", Status::Ok, &[Reason::Traditional]),
        ("深圳科技园", "440300", Status::Repaired, &[Reason::ShortName]),
        ("无", "", Status::Missing, &[]),
    ] {
        let out = read(raw);
        if out.components[0] != adcode || out.status != status || out.reasons != reasons {
            wrong.push(format!("{raw}: {} {:?} {:?} {:?}", out.components[0], out.status, out.reasons, out.key));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(read("和平区南京街10号").candidates, ["120101", "210102"]);
}

#[test]
fn forms_and_context() {
    let out = read("浙江省 杭州市 西湖区 文三路 ９０ 号");
    assert_eq!(out.components[..6], ["330106", "浙江省", "杭州市", "西湖区", "文三路90号", "90"]);
    assert_eq!(out.display, "浙江省 杭州市 西湖区 文三路 ９０ 号");
    let mut out = Normalized::default();
    Address::default().normalize_with("朝阳区望京街10号", &Context { region: Adcode::of_code("110000"), ..Context::default() }, &mut out);
    assert_eq!((out.key.as_str(), out.status), ("110105 望京街10号", Status::Repaired));
    assert!(out.reasons.contains(&Reason::CityAssumed));
}
