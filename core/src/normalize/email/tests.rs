use super::*;
use crate::model::Status;

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Email.normalize(raw, &mut out);
    out
}

#[test]
fn reads_the_table() {
    for (raw, display, key, status) in [
        ("zhangwei@163.com", "zhangwei@163.com", "zhangwei@163.com", Status::Ok),
        ("ZhangWei@163.COM", "ZhangWei@163.COM", "zhangwei@163.com", Status::Ok),
        ("Zhang.Wei+shop@Gmail.com", "Zhang.Wei+shop@Gmail.com", "zhangwei@gmail.com", Status::Ok),
        ("zhangwei@googlemail.com", "zhangwei@googlemail.com", "zhangwei@gmail.com", Status::Ok),
        ("zhang.wei+a@outlook.com", "zhang.wei+a@outlook.com", "zhang.wei@outlook.com", Status::Ok),
        ("zhang.wei+a@qq.com", "zhang.wei+a@qq.com", "zhang.wei+a@qq.com", Status::Ok),
        ("wei-shop@yahoo.com", "wei-shop@yahoo.com", "wei-shop@yahoo.com", Status::Ok),
        ("a+b@company.cn", "a+b@company.cn", "a+b@company.cn", Status::Ok),
        ("+x@gmail.com", "+x@gmail.com", "+x@gmail.com", Status::Ok),
        ("o'brien@ibm.com", "o'brien@ibm.com", "o'brien@ibm.com", Status::Ok),
        ("\"wei chen\"@huawei.com", "\"wei chen\"@huawei.com", "\"wei chen\"@huawei.com", Status::Ok),
        ("\"Wei.Chen+a\"@gmail.com", "\"Wei.Chen+a\"@gmail.com", "weichen@gmail.com", Status::Ok),
        ("zhangwei＠163．com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhangwei@163。com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhang。wei@163｡com", "zhang.wei@163.com", "zhang.wei@163.com", Status::Repaired),
        ("\tzhangwei@163.com\r\n", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("\u{feff}zhangwei@\u{200b}163.com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhangwei\u{3000}@\u{3000}163.com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhangwei @ 163.com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhangwei@163 .com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhangwei@163. com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhangwei@sina.com .cn", "zhangwei@sina.com.cn", "zhangwei@sina.com.cn", Status::Repaired),
        ("zhangwei@163,com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhangwei@163.com.", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("zhangwei@163.com。", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("\"zhangwei@163.com\"", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("'zhangwei@163.com", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("=\"zhangwei@163.com\"", "zhangwei@163.com", "zhangwei@163.com", Status::Repaired),
        ("张伟 <ZW@qq.com>;", "ZW@qq.com", "zw@qq.com", Status::Repaired),
        ("张伟（ZW@qq.com）", "ZW@qq.com", "zw@qq.com", Status::Repaired),
        ("\"Zhang, Wei\" <zw@qq.com>", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("\"zw@qq.com\" <zw@qq.com>", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("zw@qq.com <zw@qq.com>", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("zw@qq.com<mailto:zw@qq.com>", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("mailto:zw@qq.com?subject=Hello", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("邮箱：zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("邮箱zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("E-mail: zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("E-mail/邮箱:zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("电话：13800138000 邮箱：zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("📧zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("zw@qq.com（张伟）", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("zw@qq.com 张伟", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("zw@qq.com张伟", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("zw@qq.com/13800138000", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("张伟 zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("手机13800138000，邮箱zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("zw﹫qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("13800138000/zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("张伟@例子.中国", "张伟@例子.中国", "张伟@xn--fsqu00a.xn--fiqs8s", Status::Ok),
        ("Lihua@XN--FSQU00A.XN--FIQS8S", "Lihua@XN--FSQU00A.XN--FIQS8S", "lihua@xn--fsqu00a.xn--fiqs8s", Status::Ok),
        ("lihua@例子。中国", "lihua@例子.中国", "lihua@xn--fsqu00a.xn--fiqs8s", Status::Repaired),
        ("mu\u{308}ller@bücher.de", "müller@bücher.de", "müller@xn--bcher-kva.de", Status::Ok),
        ("info@company.cn", "info@company.cn", "info@company.cn", Status::Ok),
        ("客服@company.cn", "客服@company.cn", "客服@company.cn", Status::Ok),
        ("z***@qq.com", "z***@qq.com", "", Status::Suspicious),
        ("z＊＊＊＠qq.com", "z***@qq.com", "", Status::Suspicious),
        ("zhang@***.com", "zhang@***.com", "", Status::Suspicious),
        ("123456@qq.com", "123456@qq.com", "123456@qq.com", Status::Suspicious),
        ("zw@qq.com; zw@163.com", "zw@qq.com; zw@163.com", "zw@qq.com", Status::Ambiguous),
        ("zw@qq.com; zw@qq.com", "zw@qq.com", "zw@qq.com", Status::Repaired),
        ("zw@qq; zw@163.com", "zw@qq; zw@163.com", "zw@163.com", Status::Suspicious),
        ("z**@qq.com z**@163.com", "z**@qq.com z**@163.com", "", Status::Suspicious),
        ("邮箱：无", "", "", Status::Missing),
        ("邮箱：", "", "", Status::Missing),
        ("无邮箱", "", "", Status::Missing),
        ("****", "****", "", Status::Suspicious),
        ("N/A", "", "", Status::Missing),
    ] {
        let out = read(raw);
        assert_eq!((out.display.as_str(), out.key.as_str(), out.status), (display, key, status), "{raw} {:?}", out.reasons);
        let again = read(&out.display);
        assert_eq!((&out.key, &out.components[..2]), (&again.key, &again.components[..2]), "{raw}");
    }
}

#[test]
fn refuses_what_is_no_address() {
    for raw in [
        "test@test.com",
        "zhang@co.invalid",
        "zhang.qq.com",
        "zhang#qq.com",
        "zhang@qq",
        "@qq.com",
        "zhang@",
        "@",
        "a..b@qq.com",
        ".a@qq.com",
        "a.@qq.com",
        "a b@qq.com",
        "wei\\chen@qq.com",
        "wei[chen]@qq.com",
        "wei(chen@qq.com",
        "wei\"chen@qq.com",
        "wei,chen@qq.com",
        "wei:chen@qq.com",
        "a@@qq.com",
        "a@b@qq.com",
        "a@qq.com@qq.com",
        "a@1.2.3.4",
        "a@[1.2.3.4]",
        "a@[IPv6:2001:db8::1]",
        "a@qq..com",
        "a@.qq.com",
        "a@-qq.com",
        "a@qq-.com",
        "a@q_q.com",
        "a@q!q.com",
        "a@q+q.com",
        "a@qq.123",
        "a@xn--.com",
        "a@hua wei.com",
        "http://a.cn/@x",
        "张三丰",
        "13812345678",
        "\"\"@qq.com",
        "李..华@qq.com",
        "李、华@qq.com",
        "zhang\u{fffd}@qq.com",
    ] {
        let out = read(raw);
        assert_eq!((out.key.as_str(), out.status), ("", Status::Invalid), "{raw} {:?}", out.reasons);
    }
    let (local, label) = ("a".repeat(64), "b".repeat(62));
    let whole = format!("{local}@{label}.{label}.{}.com", "c".repeat(59));
    assert_eq!((whole.len(), read(&whole).key), (254, whole.clone()));
    assert_eq!(read(&whole.replace("ccc", "cccc")).reasons, [Reason::WrongLength]);
    assert_eq!(read(&format!("{local}a@qq.com")).reasons, [Reason::WrongLength]);
}

#[test]
fn components_and_reasons() {
    assert_eq!(read("A.B+c@GMAIL.com").components, ["ab", "gmail.com", "", "a.b+c@gmail.com", "a.b+c", "gmail.com"]);
    assert_eq!(read("weichen@googlemail.com").components, ["weichen", "gmail.com", "", "weichen@googlemail.com", "weichen", "googlemail.com"]);
    assert_eq!(read("\"Wei.Chen\"@b.cn").components, ["wei.chen", "b.cn", "", "\"wei.chen\"@b.cn", "\"wei.chen\"", "b.cn"]);
    assert_eq!(read("A.B+c@GMAIL.com").reasons, [Reason::Case, Reason::SubAddress]);
    assert_eq!(read("z***@QQ.com").components, ["", "qq.com", "z***@qq.com", "", "", "qq.com"]);
    assert_eq!(read("zhang@***.com").components, ["", "", "zhang@***.com", "", "zhang", ""]);
    // Gmail ignores dots; the domain alone is everybody's.
    assert_eq!(read("Z.h＊＊@GoogleMail.com").components, ["", "gmail.com", "zh**@gmail.com", "", "", "googlemail.com"]);
    assert_eq!(read("***@qq.com").components, ["", "qq.com", "", "", "", "qq.com"]);
    assert_eq!(read("sales@x.com").reasons, [Reason::RoleMailbox]);
    assert_eq!(read("李华@例子.中国").reasons, [Reason::Idn]);
    for raw in [
        "zw@qq.com,zw@163.com",
        "zw@qq.com zw@163.com",
        "邮箱：zw@qq.com、zw@163.com",
        "张三 <zw@qq.com>; 李四 <zw@163.com>",
        "zw@qq.com/zw@163.com",
        "zw@qq.com(工作)/zw@163.com（私人）",
        "zw @ qq.com zw @ 163.com",
        "zw@qq.com和zw@163.com",
    ] {
        let out = read(raw);
        assert_eq!(out.candidates, ["zw@qq.com", "zw@163.com"], "{raw}");
        assert!(out.reasons.contains(&Reason::MultipleValues) && out.status == Status::Ambiguous);
    }
}
