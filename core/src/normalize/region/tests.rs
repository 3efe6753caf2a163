use super::Region;
use crate::data::ReferenceTables;
use crate::model::{Adcode, Normalized, Reason, Status};
use crate::normalize::{Context, Normalizer};

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Region::default().normalize(raw, &mut out);
    out
}

#[test]
fn reads_the_table() {
    let mut wrong = Vec::new();
    for (raw, display, key, status) in [
        ("广东-深圳", "广东-深圳", "440300", Status::Ok),
        ("广东省深圳市南山区科技园1号", "广东-深圳-南山区", "440305", Status::Ok),
        ("广东 深圳 南山", "广东-深圳-南山区", "440305", Status::Ok),
        ("廣東省深圳市", "广东-深圳", "440300", Status::Ok),
        ("深圳", "广东-深圳", "440300", Status::Ok),
        ("深圳市", "广东-深圳", "440300", Status::Ok),
        ("粤深圳", "广东-深圳", "440300", Status::Ok),
        ("粤", "广东", "440000", Status::Ok),
        ("陕西安市未央区", "陕西-西安-未央区", "610112", Status::Ok),
        ("华南-广州", "广东-广州", "440100", Status::Ok),
        ("长三角-杭州", "浙江-杭州", "330100", Status::Ok),
        ("地域-华东-上海", "上海", "310000", Status::Ok),
        ("上海市浦东新区张江路1号", "上海-浦东新区", "310115", Status::Ok),
        ("上海浦东", "上海-浦东新区", "310115", Status::Ok),
        ("上海-上海", "上海", "310000", Status::Ok),
        ("上海市上海市浦东新区", "上海-浦东新区", "310115", Status::Ok),
        ("北京市市辖区朝阳区", "北京-朝阳区", "110105", Status::Ok),
        ("朝阳区北京市", "北京-朝阳区", "110105", Status::Ok),
        ("长春朝阳区", "吉林-长春-朝阳区", "220104", Status::Ok),
        ("辽宁朝阳", "辽宁-朝阳", "211300", Status::Ok),
        ("朝阳-双塔区", "辽宁-朝阳-双塔区", "211302", Status::Ok),
        ("西安", "陕西-西安", "610100", Status::Ok),
        ("北京", "北京", "110000", Status::Ok),
        ("江苏省苏州市", "江苏-苏州", "320500", Status::Ok),
        ("江苏昆山", "江苏-苏州-昆山市", "320583", Status::Ok),
        ("内蒙", "内蒙古", "150000", Status::Ok),
        ("内蒙古自治区呼和浩特市", "内蒙古-呼和浩特", "150100", Status::Ok),
        ("新疆维吾尔自治区", "新疆", "650000", Status::Ok),
        ("新疆巴州库尔勒市", "新疆-巴音郭楞-库尔勒市", "652801", Status::Ok),
        ("湖北恩施州", "湖北-恩施", "422800", Status::Ok),
        ("湖北省仙桃市", "湖北-仙桃市", "429004", Status::Ok),
        ("湖北省省直辖县级行政区划仙桃市", "湖北-仙桃市", "429004", Status::Ok),
        ("中国广东省", "广东", "440000", Status::Ok),
        ("吉林", "吉林", "220000", Status::Ok),
        ("吉林省吉林市", "吉林-吉林市", "220200", Status::Ok),
        ("海南", "海南", "460000", Status::Ok),
        ("青海海南州", "青海-海南州", "632500", Status::Ok),
        ("乾安縣", "吉林-松原-乾安县", "220723", Status::Ok),
        ("上海市山西路", "上海", "310000", Status::Ok),
        ("无锡", "江苏-无锡", "320200", Status::Ok),
        ("襄樊", "湖北-襄阳", "420600", Status::Repaired),
        ("浙江省绍兴县华舍街", "浙江-绍兴-柯桥区", "330603", Status::Repaired),
        ("浙江省杭州市下城区", "浙江-杭州-拱墅区", "330105", Status::Repaired),
        ("安徽省巢湖市无为县", "安徽-芜湖-无为市", "340281", Status::Repaired),
        ("江苏省淮阴市泗阳县", "江苏-宿迁-泗阳县", "321323", Status::Repaired),
        ("四川省重庆市渝中区", "重庆-渝中区", "500103", Status::Ok),
        ("朝阳", "朝阳", "", Status::Ambiguous),
        ("朝阳区", "朝阳区", "", Status::Ambiguous),
        ("鼓楼区", "鼓楼区", "", Status::Ambiguous),
        ("江苏省鼓楼区", "江苏省鼓楼区", "", Status::Ambiguous),
        ("浙江省江干区", "浙江省江干区", "", Status::Ambiguous),
        ("广东-火星", "广东", "440000", Status::Suspicious),
        ("广东省杭州市", "广东省杭州市", "", Status::Suspicious),
        ("广东省杭州市西湖区", "浙江-杭州-西湖区", "330106", Status::Suspicious),
        ("华东", "华东", "", Status::Suspicious),
        ("地域-华东", "地域-华东", "", Status::Suspicious),
        ("南京西路", "南京西路", "", Status::Invalid),
        ("深圳科技园", "广东-深圳", "440300", Status::Repaired),
        ("温州市浙江省温州市瑞安市", "浙江-温州-瑞安市", "330381", Status::Ok),
        ("广西省桂林市象山区", "广西-桂林-象山区", "450304", Status::Ok),
        ("浙江江山", "浙江-衢州-江山市", "330881", Status::Ok),
        ("台州路桥区东路桥大道", "浙江-台州-路桥区", "331004", Status::Ok),
        ("广州市白云区新市街道", "广东-广州-白云区", "440111", Status::Ok),
        ("昆山", "江苏-苏州-昆山市", "320583", Status::Ok),
        ("杭州市滨江区东信小区", "浙江-杭州-滨江区", "330108", Status::Ok),
        ("西区大道", "西区大道", "", Status::Invalid),
        ("四川攀枝花西区", "四川-攀枝花-西区", "510403", Status::Ok),
        ("凌云3区", "凌云3区", "", Status::Invalid),
        ("玄武湖街道", "玄武湖街道", "", Status::Invalid),
        ("台北市大安区", "台湾", "710000", Status::Ok),
        ("London", "London", "", Status::Invalid),
        ("未知", "", "", Status::Missing),
    ] {
        let out = read(raw);
        if (out.display.as_str(), out.key.as_str(), out.status) != (display, key, status) {
            wrong.push(format!("{raw}: {} {} {:?} {:?} {:?}", out.display, out.key, out.status, out.reasons, out.candidates));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn components_are_the_full_names_of_today() {
    assert_eq!(read("广东省深圳市南山区科技园").components, ["440305", "广东省", "深圳市", "南山区", "华南", "珠三角", "current"]);
    assert_eq!(read("上海市浦东新区").components, ["310115", "上海市", "上海市", "浦东新区", "华东", "长三角", "current"]);
    assert_eq!(read("北京市崇文区").components, ["110101", "北京市", "北京市", "东城区", "华北", "京津冀", "merged"]);
    assert_eq!(read("湖北仙桃").components, ["429004", "湖北省", "", "仙桃市", "华中", "长江中游", "current"]);
    assert_eq!(read("广东东莞").components, ["441900", "广东省", "东莞市", "", "华南", "珠三角", "current"]);
    assert_eq!(read("香港").components, ["810000", "香港特别行政区", "", "", "港澳台", "粤港澳大湾区", "current"]);
    assert_eq!(read("江苏省鼓楼区中山路1号").components, ["", "江苏省", "", "鼓楼区", "华东", "", ""]);
    assert_eq!(read("朝阳区").candidates, ["110105", "220104"]);
    assert_eq!(read("江苏省鼓楼区").candidates, ["320106", "320302"]);
    assert_eq!(read("浙江省江干区").candidates, ["330102", "330114"]);
}

#[test]
fn a_context_settles_namesakes() {
    for (raw, region, key) in [
        ("朝阳区", "110000", "110105"),
        ("朝阳区", "220104", "220104"),
        ("朝阳区", "220100", "220104"),
        ("朝阳区", "310000", ""),
        ("朝阳区", "990000", ""),
        ("江苏省鼓楼区", "320300", "320302"),
        ("杭州", "310000", "330100"),
    ] {
        let mut out = Normalized::default();
        Region::default().normalize_with(raw, &Context { region: Adcode::of_code(region), ..Context::default() }, &mut out);
        assert_eq!(out.key, key, "{raw} {region}");
        assert_eq!(out.reasons.contains(&Reason::CityAssumed), !key.is_empty() && raw != "杭州", "{raw} {region}");
    }
}

#[test]
fn every_division_is_read_from_its_full_and_its_short_form() {
    let tables = ReferenceTables::builtin();
    let divisions = tables.divisions();
    for division in (110_000..830_000).filter_map(|code| divisions.by_code(code)) {
        let mut full = String::new();
        let mut above = Some(division);
        while let Some(at) = above {
            full.insert_str(0, at.name());
            above = divisions.parent(at);
        }
        let out = read(&full);
        assert_eq!((out.key.as_str(), out.status), (division.code().to_string().as_str(), Status::Ok), "{full}");
        assert_eq!(read(&out.display).key, out.key, "{full} {}", out.display);
    }
}
