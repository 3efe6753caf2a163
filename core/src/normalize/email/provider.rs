//! What mail providers ignore in the local part, and which mailboxes nobody owns.

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

/// What the provider of a lower-case domain ignores. Unknown domains: case only.
pub(super) fn ignores(domain: &str) -> Ignores {
    match domain {
        "gmail.com" | "googlemail.com" => Ignores::PlusAndDots,
        "outlook.com" | "hotmail.com" | "live.com" | "msn.com" | "live.cn" | "outlook.fr" | "outlook.de" | "hotmail.co.uk" | "hotmail.fr" => Ignores::Plus,
        "icloud.com" | "me.com" | "mac.com" => Ignores::Plus,
        "proton.me" | "protonmail.com" | "pm.me" => Ignores::Plus,
        "fastmail.com" | "fastmail.fm" => Ignores::Plus,
        // qq.com, foxmail.com, 163.com, 126.com, yeah.net, sina.com, sohu.com, 139.com, 189.cn: nothing else is documented.
        _ => Ignores::Case,
    }
}

/// The domain that a domain is another name of.
pub(super) fn canonical(domain: &str) -> &str {
    match domain {
        "googlemail.com" => "gmail.com",
        other => other,
    }
}

/// Whether a lower-case local part names a function, not a person.
pub(super) fn is_role(local: &str) -> bool {
    const ROLES: [&str; 69] = [
        "abuse",
        "account",
        "accounting",
        "accounts",
        "admin",
        "administrator",
        "billing",
        "bookings",
        "business",
        "career",
        "careers",
        "contact",
        "contactus",
        "cs",
        "customer",
        "customercare",
        "customerservice",
        "donotreply",
        "email",
        "enquiries",
        "enquiry",
        "export",
        "feedback",
        "finance",
        "hello",
        "help",
        "helpdesk",
        "hostmaster",
        "hr",
        "info",
        "information",
        "inquiries",
        "inquiry",
        "invoice",
        "it",
        "job",
        "jobs",
        "kefu",
        "legal",
        "mail",
        "mailer-daemon",
        "marketing",
        "media",
        "noreply",
        "office",
        "order",
        "orders",
        "postmaster",
        "press",
        "privacy",
        "purchase",
        "purchasing",
        "reception",
        "recruit",
        "root",
        "sale",
        "sales",
        "security",
        "service",
        "services",
        "shop",
        "store",
        "support",
        "team",
        "webmaster",
        "前台",
        "客服",
        "财务",
        "销售",
    ];
    let plain = |l: &str| {
        ROLES.binary_search(&l).is_ok()
            || matches!(l, "no-reply" | "do-not-reply" | "customer.service" | "customer-service" | "hr-dept" | "人事" | "采购" | "服务" | "市场" | "行政")
    };
    plain(local) || plain(local.trim_end_matches(|c: char| c.is_ascii_digit())) && local.len() <= 16 && !local.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether the address is made up, such as `test@test.com`.
pub(super) fn is_placeholder(local: &str, domain: &str) -> bool {
    let host = domain.split('.').next().unwrap_or_default();
    matches!(local, "test" | "xxx" | "xx" | "x" | "aaa" | "aa" | "a" | "abc" | "none" | "no" | "null" | "na" | "123" | "1" | "11" | "111" | "noemail" | "asdf" | "email")
        && local == host
        || matches!(local, "noemail" | "no-email" | "nomail" | "none" | "noreply" | "no") && matches!(host, "noemail" | "none" | "no" | "nomail" | "null")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_and_placeholders() {
        for role in ["info", "sales", "客服", "admin", "hr", "kefu", "service2", "no-reply", "abuse", "前台"] {
            assert!(is_role(role), "{role}");
        }
        for person in ["zhangwei", "li.na", "infosys", "sali", "123456", "helen"] {
            assert!(!is_role(person), "{person}");
        }
        assert!(is_placeholder("test", "test.com") && is_placeholder("xxx", "xxx.com"));
        assert!(!is_placeholder("zhang", "zhang.com") && !is_placeholder("a", "example.com"));
    }
}
