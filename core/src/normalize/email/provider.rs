//! What mail providers ignore in the local part.
//!
//! | domain | ignores |
//! |---|---|
//! | `gmail.com`, `googlemail.com` (one mailbox) | case, dots, `+…` |
//! | `outlook.*`, `hotmail.*`, `live.*`, `msn.com`, `icloud.com`, `me.com`, `mac.com`, `fastmail.*`, `proton.me`, `protonmail.com`, `pm.me` | case, `+…` |
//! | `qq.com`, `foxmail.com`, `163.com`, `126.com`, `yeah.net`, `sina.com`, `139.com`, `189.cn`, `yahoo.*` … | case: nothing else is documented |
//! | any other | case |
//!
//! Source: Gmail Help ("Dots don't matter in Gmail addresses"), Microsoft Support ("plus addressing"), Apple Support (iCloud
//! Mail), Fastmail and Proton help. The list of domains is ours.

/// What of the local part does not matter to delivery.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ignores {
    /// Letter case only.
    Case,
    /// Also everything behind `+`.
    Plus,
    /// Also dots.
    PlusAndDots,
}

/// What the public provider of a lower-case domain, in its host and the rest, ignores; `None` for a domain of anyone else.
pub(super) fn find(host: &str, top: &str) -> Option<Ignores> {
    let com = top == "com";
    let ignores = |yes: bool, what: Ignores| yes.then_some(what);
    match host {
        "gmail" | "googlemail" => ignores(com, Ignores::PlusAndDots),
        "outlook" | "hotmail" => ignores(com || is_microsoft(top), Ignores::Plus),
        "live" => ignores(com || matches!(top, "cn" | "hk") || is_microsoft(top), Ignores::Plus),
        "msn" | "windowslive" | "icloud" | "me" | "mac" => ignores(com, Ignores::Plus),
        "proton" | "pm" => ignores(top == "me", Ignores::Plus),
        "protonmail" => ignores(com || top == "ch", Ignores::Plus),
        "fastmail" => ignores(com || is_fastmail(top), Ignores::Plus),
        "qq" | "foxmail" | "163" | "126" | "188" | "139" | "sohu" | "tom" | "21cn" | "aliyun" | "aol" | "ymail" | "rocketmail" | "mail" => ignores(com, Ignores::Case),
        "vip" => ignores(matches!(top, "qq.com" | "163.com" | "126.com" | "188.com" | "sina.com" | "sina.cn" | "sohu.com" | "tom.com"), Ignores::Case),
        "sina" => ignores(com || matches!(top, "cn" | "com.cn"), Ignores::Case),
        "yahoo" => ignores(com || matches!(top, "cn" | "com.cn" | "com.hk" | "com.tw" | "co.jp" | "co.uk" | "fr" | "de" | "it" | "es"), Ignores::Case),
        "189" | "wo" => ignores(top == "cn", Ignores::Case),
        "yeah" | "263" => ignores(top == "net", Ignores::Case),
        "gmx" => ignores(com || matches!(top, "de" | "net" | "at" | "ch"), Ignores::Case),
        "yandex" => ignores(com || top == "ru", Ignores::Case),
        _ => None,
    }
}

/// The national domains of Outlook.com, Hotmail and Live.
fn is_microsoft(top: &str) -> bool {
    match top.len() {
        2 => {
            const NATIONS: &str = "at be ca ch cl cz de dk es eu fi fr gr hu id ie in it jp kr lt lv my nl no ph pl pt ro rs ru sa se sg sk th tw ";
            NATIONS.split(' ').any(|nation| nation == top)
        }
        5 | 6 => matches!(
            top,
            "co.id"
                | "co.il"
                | "co.in"
                | "co.jp"
                | "co.kr"
                | "co.nz"
                | "co.th"
                | "co.uk"
                | "co.za"
                | "com.ar"
                | "com.au"
                | "com.br"
                | "com.gr"
                | "com.hk"
                | "com.mx"
                | "com.my"
                | "com.pe"
                | "com.ph"
                | "com.pt"
                | "com.sg"
                | "com.tr"
                | "com.tw"
                | "com.vn"
        ),
        _ => false,
    }
}

fn is_fastmail(top: &str) -> bool {
    matches!(top, "fm" | "cn" | "co" | "co.uk" | "com.au" | "de" | "es" | "fr" | "im" | "in" | "jp" | "mx" | "net" | "nl" | "org" | "se" | "to" | "tw" | "uk" | "us")
}

/// The domain that a domain is another name of.
pub(super) fn canonical(domain: &str) -> &str {
    if domain == "googlemail.com" { "gmail.com" } else { domain }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(domain: &str) -> Option<Ignores> {
        let (host, top) = super::super::domain::split(domain);
        super::find(host, top)
    }

    #[test]
    fn known_domains() {
        for domain in ["gmail.com", "googlemail.com"] {
            assert_eq!(find(domain), Some(Ignores::PlusAndDots), "{domain}");
        }
        for domain in [
            "outlook.com",
            "outlook.jp",
            "outlook.co.th",
            "outlook.com.br",
            "hotmail.com",
            "hotmail.co.uk",
            "hotmail.com.tw",
            "hotmail.fr",
            "live.com",
            "live.cn",
            "live.hk",
            "live.co.kr",
            "msn.com",
            "icloud.com",
            "me.com",
            "mac.com",
            "fastmail.com",
            "fastmail.fm",
            "proton.me",
            "protonmail.com",
            "pm.me",
        ] {
            assert_eq!(find(domain), Some(Ignores::Plus), "{domain}");
        }
        for domain in
            ["qq.com", "vip.qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.com.cn", "139.com", "189.cn", "sohu.com", "yahoo.com", "aliyun.com"]
        {
            assert_eq!(find(domain), Some(Ignores::Case), "{domain}");
        }
        for domain in ["huawei.com", "gmail.com.cn", "mail.gmail.com", "notgmail.com", "gmail.cn", "live.xyz", "outlook", "qq.cn", "icloud.cn", "mac.cn", "hotmail."] {
            assert_eq!(find(domain), None, "{domain}");
        }
    }
}
