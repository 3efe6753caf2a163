use super::Region;
use crate::model::{Normalized, Status};
use crate::normalize::Normalizer;

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
        ("华南-广州", "广东-广州", "440100", Status::Ok),
        ("地域-华东-上海", "上海", "310000", Status::Ok),
        ("上海市浦东新区张江路1号", "上海-浦东新区", "310115", Status::Ok),
        ("上海浦东", "上海-浦东新区", "310115", Status::Ok),
        ("上海-上海", "上海", "310000", Status::Ok),
        ("上海市上海市浦东新区", "上海-浦东新区", "310115", Status::Ok),
        ("北京市市辖区朝阳区", "北京-朝阳区", "110105", Status::Ok),
        ("北京", "北京", "110000", Status::Ok),
        ("江苏省苏州市", "江苏-苏州", "320500", Status::Ok),
        ("江苏昆山", "江苏-苏州-昆山市", "320583", Status::Ok),
        ("内蒙古自治区呼和浩特市", "内蒙古-呼和浩特", "150100", Status::Ok),
        ("新疆维吾尔自治区", "新疆", "650000", Status::Ok),
        ("湖北恩施州", "湖北-恩施", "422800", Status::Ok),
        ("湖北省仙桃市", "湖北-仙桃市", "429004", Status::Ok),
        ("中国广东省", "广东", "440000", Status::Ok),
        ("吉林", "吉林", "220000", Status::Ok),
        ("吉林省吉林市", "吉林-吉林市", "220200", Status::Ok),
        ("海南", "海南", "460000", Status::Ok),
        ("上海市山西路", "上海", "310000", Status::Ok),
        ("无锡", "江苏-无锡", "320200", Status::Ok),
        ("朝阳区", "朝阳区", "", Status::Ambiguous),
        ("鼓楼区", "鼓楼区", "", Status::Ambiguous),
        ("江苏省鼓楼区", "江苏省鼓楼区", "", Status::Ambiguous),
        ("广东-火星", "广东", "440000", Status::Suspicious),
        ("南京西路", "南京西路", "", Status::Invalid),
        ("华东", "华东", "", Status::Invalid),
        ("深圳科技园", "广东-深圳", "440300", Status::Suspicious),
        ("浙江省杭州市江干区下沙", "浙江-杭州", "330100", Status::Suspicious),
        ("温州市浙江省温州市瑞安市", "浙江-温州-瑞安市", "330381", Status::Ok),
        ("广西省桂林市象山区", "广西-桂林-象山区", "450304", Status::Ok),
        ("浙江江山", "浙江-衢州-江山市", "330881", Status::Ok),
        ("台州路桥区东路桥大道", "浙江-台州-路桥区", "331004", Status::Ok),
        ("广州市白云区新市街道", "广东-广州-白云区", "440111", Status::Ok),
        ("昆山", "江苏-苏州-昆山市", "320583", Status::Ok),
        ("浙江省绍兴县华舍街", "浙江-绍兴", "330600", Status::Suspicious),
        ("杭州市下城区朝晖路", "浙江-杭州", "330100", Status::Suspicious),
        ("杭州市滨江区东信小区", "浙江-杭州-滨江区", "330108", Status::Ok),
        ("杭州市西湖区保利小区", "浙江-杭州-西湖区", "330106", Status::Ok),
        ("西区大道", "西区大道", "", Status::Invalid),
        ("四川攀枝花西区", "四川-攀枝花-西区", "510403", Status::Ok),
        ("凌云3区", "凌云3区", "", Status::Invalid),
        ("玄武湖街道", "玄武湖街道", "", Status::Invalid),
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
fn derived_forms() {
    assert_eq!(read("广东省深圳市南山区科技园").components, ["440305", "广东", "深圳", "南山区", ""]);
    assert_eq!(read("上海市浦东新区").components, ["310115", "上海", "上海", "浦东新区", ""]);
    assert_eq!(read("江苏省鼓楼区中山路1号").components, ["", "江苏", "", "鼓楼区", "中山路1号"]);
    assert_eq!(read("朝阳区").candidates, ["110105", "220104"]);
    assert_eq!(read("江苏省鼓楼区").candidates, ["320106", "320302"]);
}
