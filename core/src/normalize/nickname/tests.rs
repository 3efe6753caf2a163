use super::*;
use crate::model::{Missing, Status};

fn read(raw: &str) -> Normalized {
    let mut out = Normalized::default();
    Nickname::default().normalize(raw, &mut out);
    out
}

#[test]
fn displays_and_keys() {
    for (raw, display, key) in [
        ("小王", "小王", "小王"),
        ("John Smith", "John Smith", "john smith"),
        ("john_doe.99", "john_doe.99", "john_doe.99"),
        ("✿小美✿", "小美", "小美"),
        ("★小★明★", "小明", "小明"),
        ("小美👩\u{200d}👩\u{200d}👧\u{200d}👦", "小美", "小美"),
        ("👍🏽阿强", "阿强", "阿强"),
        ("🇨🇳中国心", "中国心", "中国心"),
        ("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}Tom", "Tom", "tom"),
        ("1\u{fe0f}\u{20e3}号店", "号店", "号店"),
        ("#\u{20e3}小王", "小王", "小王"),
        ("❤\u{fe0f}Lily", "Lily", "lily"),
        ("꧁𝓐𝓵𝓲𝓬𝓮꧂", "𝓐𝓵𝓲𝓬𝓮", "alice"),
        ("༺王者༻", "王者", "王者"),
        ("ღ小雨ღ", "小雨", "小雨"),
        ("ʚ♡ɞ小仙女ʚ♡ɞ", "小仙女", "小仙女"),
        ("(｡･ω･｡)愛麗絲①", "愛麗絲①", "爱丽丝1"),
        ("ヾ(≧▽≦*)o小李", "小李", "小李"),
        ("ヽ(✿ﾟ▽ﾟ)ノ花花", "花花", "花花"),
        ("ʕ•ᴥ•ʔ熊熊", "熊熊", "熊熊"),
        ("¯\\_(ツ)_/¯ Bob", "Bob", "bob"),
        ("小王^_^", "小王", "小王"),
        ("小王(T_T)", "小王", "小王"),
        ("小王 :)", "小王", "小王"),
        ("~小王~", "小王", "小王"),
        ("小王（售后）", "小王（售后）", "小王(售后)"),
        ("A.J.(Tony)", "A.J.(Tony)", "a.j.(tony)"),
        ("アリス☆彡", "アリス彡", "アリス彡"),
        ("지민💜", "지민", "지민"),
        ("Zoë", "Zoë", "zoë"),
        ("Z\u{351}\u{36b}\u{343}\u{36a}A\u{334}l\u{335}g\u{336}o", "ZAlgo", "zalgo"),
        ("王\u{337}伟\u{337}", "王伟", "王伟"),
        ("ᴀʟɪᴄᴇ", "ᴀʟɪᴄᴇ", "alice"),
        ("🅰🅱店", "🅰🅱店", "ab店"),
        ("❶号", "❶号", "1号"),
        ("Nike™", "Nike™", "niketm"),
        ("【官方】小王", "【官方】小王", "【官方】小王"),
        ("【★】小王", "小王", "小王"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("สมชาย", "สมชาย", "สมชาย"),
        ("محمد", "محمد", "محمد"),
        ("Nguyễn Thị", "Nguyễn Thị", "nguyễn thị"),
        ("ᵍᵒᵒᵈ", "ᵍᵒᵒᵈ", "good"),
        ("ＡＢＣ", "ＡＢＣ", "abc"),
    ] {
        let out = read(raw);
        assert_eq!((out.display.as_str(), out.key.as_str()), (display, key), "{raw}");
        assert_eq!(read(&out.display).key, key, "{raw} again");
        let changed = out.reasons.contains(&Reason::Decoration);
        assert_eq!(changed, out.status == Status::Repaired && !out.reasons.iter().all(|r| *r == Reason::Invisible), "{raw}");
    }
}

#[test]
fn only_decoration() {
    for raw in ["🌸🌸", "★", "꧁꧂", "(｡･ω･｡)", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}", "^_^", "♂♀", "✿❀"] {
        let out = read(raw);
        assert_eq!((out.status, out.key.as_str(), out.reasons.contains(&Reason::Decoration)), (Status::Suspicious, "", true), "{raw}");
    }
    assert_eq!(read("★无★").missing, Some(Missing::Absent));
}

#[test]
fn plain_nicknames_have_nothing_to_drop() {
    for text in ["sunny_day", "john_doe.99", "小王88", "ab-cd", "ab_", "Mr. Wang", "a_b", "o_o", "ab o_o", "小T_T", "A.J.", "x_x小王", "云淡 风轻"] {
        let mut out = String::new();
        let dropped = strip::strip(text, &mut out);
        assert!(!strip::is_plain(text) || !dropped && out == text, "{text} {out}");
    }
    assert!(["sunny_day", "john_doe.99", "ab-cd", "Mr. Wang"].iter().all(|text| strip::is_plain(text)));
}

#[test]
fn long_nicknames_are_left_alone() {
    let brackets = format!("小王{}{}", "(".repeat(1500), ")".repeat(1500));
    let out = read(&brackets);
    assert_eq!((out.status, &out.display, &out.key), (Status::Ok, &brackets, &brackets));
    let tower = format!("Z{}o", "\u{336}".repeat(1000));
    assert_eq!(read(&tower).key, "zo");
}
