use super::*;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Channel::default().normalize(raw, &mut out);
    out
}

#[test]
fn the_inventory_of_the_templates() {
    for (raw, key, class) in [
        ("官网注册", "官网", "online"),
        ("官网表单", "官网", "online"),
        ("电商平台订单", "电商", "online"),
        ("公众号", "公众号", "online"),
        ("微信公众号", "公众号", "online"),
        ("微信公眾號", "公众号", "online"),
        ("抖音(短视频咨询)", "抖音", "online"),
        ("抖音（短视频咨询）", "抖音", "online"),
        ("企业(微信)私聊", "企业微信", "online"),
        ("企业微信私聊", "企业微信", "online"),
        ("微博", "微博", "online"),
        ("App", "APP", "online"),
        ("直播带货", "直播", "online"),
        ("私域社群", "社群", "online"),
        ("社媒私信/评论", "社媒", "online"),
        ("线上活动报名", "活动", "online"),
        ("门店到访/登记", "门店", "offline"),
        ("ＰＯＳ", "POS", "offline"),
        ("展会名片/登记表(扫码)", "展会", "offline"),
        ("电话录音", "电话", "offline"),
        ("纸质问卷", "问卷", "offline"),
        ("客户拜访记录", "拜访", "offline"),
        ("峰会名片(OCR)", "展会", "offline"),
        ("电话陌拜", "电话", "offline"),
        ("客服沟通记录(提取关键需求)", "客服", "internal"),
        ("销售跟进日志(客户反馈与承诺)", "销售", "internal"),
        ("ERP 订单", "ERP", "internal"),
        ("CRM", "CRM", "internal"),
        ("调研问卷", "问卷", "offline"),
        ("售后反馈表", "售后", "internal"),
        ("行业报告 (行业增长率)", "行业报告", "third_party"),
        ("合作伙伴转介绍", "转介绍", "third_party"),
        ("行业展会", "展会", "offline"),
        ("展会推广", "展会", "offline"),
        ("展会名片", "展会", "offline"),
        ("渠道：官网", "官网", "online"),
        ("客户来源: 抖音引流", "抖音", "online"),
        ("天猫旗舰店直播", "天猫", "online"),
        ("微信-公众号", "公众号", "online"),
        ("电商/淘宝", "淘宝", "online"),
        ("线上-抖音", "抖音", "online"),
        ("抖音：短视频咨询", "抖音", "online"),
        ("www.taobao.com", "淘宝", "online"),
        ("Tik Tok", "抖音", "online"),
        ("WeChat Official Account", "公众号", "online"),
        ("“官网”", "官网", "online"),
        ("小红书种草笔记", "小红书", "online"),
        ("2024春季展会", "展会", "offline"),
        ("B站UP主推广", "B站", "online"),
        ("推荐渠道", "转介绍", "third_party"),
        ("直播(抖音)", "抖音", "online"),
        ("微信（公众号）", "公众号", "online"),
        ("来自抖音的客户", "抖音", "online"),
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.components[0].as_str()), (key, class), "{raw} {out:?}");
        assert!(matches!(out.status, Status::Ok | Status::Repaired), "{raw} {out:?}");
        let again = read(&out.display);
        assert_eq!((again.key, &again.components[0]), (out.key, &out.components[0]), "{raw}");
    }
}

#[test]
fn what_was_written_is_kept() {
    for (raw, alias) in [("官网", ""), ("微信公众号", "微信公众号"), ("渠道:展会推广", "展会推广"), ("douyin", "douyin"), ("POS", "")] {
        assert_eq!(read(raw).components[1], alias, "{raw}");
    }
}

#[test]
fn several_and_unknown_ones() {
    let out = read("抖音、门店");
    assert_eq!((out.status, out.candidates, out.key.as_str()), (Status::Ambiguous, vec!["抖音".to_owned(), "门店".to_owned()], ""));
    for (raw, key) in [("火星", "火星"), ("其他", "其他"), ("ＸＹＺ", "xyz"), ("Happy", "happy"), ("人群", "人群"), ("123", "123")] {
        let out = read(raw);
        assert_eq!((out.status, out.key.as_str(), out.reasons.last()), (Status::Suspicious, key, Some(&Reason::UnknownChannel)), "{raw}");
    }
    assert_eq!(read("渠道：未知").missing, Some(Missing::Unknown));
    assert_eq!(read("渠道：").missing, Some(Missing::Absent));
}
