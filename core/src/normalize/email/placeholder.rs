//! Addresses that are made up to fill a field.
//!
//! | address | is one |
//! |---|---|
//! | `test@test.com`, `xxx@xxx.cn`, `11@11.com`, `none@none.com`, `noemail@email.com` | certainly |
//! | anything at `.invalid`, `.test`, `.example`, `.localhost` (RFC 2606) | certainly |
//! | `yourname@example.com` | certainly |
//! | `123456@qq.com`, `111111@163.com`, `test@gmail.com` | likely: somebody may own it |
//! | `zhang@example.com` | no: made-up people in made-up data |
//!
//! Source: RFC 2606, RFC 6761 for the domains; the words are ours.

/// Whether an address is made up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Placeholder {
    /// It looks like somebody's.
    No,
    /// It could be somebody's, and hardly is.
    Likely,
    /// It is nobody's.
    Certain,
}

/// Judges a lower-case address, the domain in its host and the rest; `public`: the domain is a provider's.
pub(super) fn judge(local: &str, host: &str, rest: &str, public: bool) -> Placeholder {
    let reserved = [".invalid", ".test", ".example", ".localhost"].iter().any(|top| rest.ends_with(top) || Some(rest) == top.get(1..));
    let same = local == host && (public || is_filler(local) || is_nothing(local));
    if same || reserved || is_crosses(local) && is_crosses(host) {
        return Placeholder::Certain;
    }
    let made_up = match host {
        "noemail" | "nomail" | "none" | "no" | "null" | "na" | "unknown" | "email" | "mail" | "test" => is_nothing(local),
        "example" | "domain" | "yourdomain" | "company" | "yourcompany" => is_nothing(local) || is_example(local),
        _ => false,
    };
    if made_up {
        return Placeholder::Certain;
    }
    let letter = local.len() == 1 && local.bytes().all(|b| b.is_ascii_alphabetic());
    let likely = public && !letter && (is_filler(local) || is_nothing(local) || is_example(local));
    if likely { Placeholder::Likely } else { Placeholder::No }
}

/// Keys that were pressed to get on: one character, over and over or counted up.
fn is_filler(local: &str) -> bool {
    let mut bytes = local.bytes();
    let first = bytes.next();
    bytes.all(|b| Some(b) == first)
        || local.len() > 2 && ("1234567890".starts_with(local) || "abcdefgh".starts_with(local))
        || matches!(
            local,
            "test" | "tests" | "testing" | "asdf" | "asd" | "qwe" | "qwer" | "qwerty" | "demo" | "sample" | "example" | "email" | "mail" | "test1" | "test123" | "abc123"
        )
}

/// `xx`, `xxxx`.
fn is_crosses(text: &str) -> bool {
    text.len() > 1 && text.bytes().all(|b| b == b'x')
}

/// Words for having none.
fn is_nothing(local: &str) -> bool {
    match local.len() {
        2 => matches!(local, "no" | "na"),
        3 => matches!(local, "nil" | "nan"),
        4 => matches!(local, "none" | "null" | "void"),
        6..=9 => matches!(local, "nomail" | "noemail" | "no-mail" | "no-email" | "no_email" | "no.email" | "nobody" | "noname" | "unknown" | "undefined" | "notgiven"),
        _ => matches!(local, "notprovided" | "not.provided" | "notavailable"),
    }
}

/// Words of forms and manuals.
fn is_example(local: &str) -> bool {
    matches!(
        local,
        "test"
            | "example"
            | "user"
            | "username"
            | "name"
            | "yourname"
            | "your.name"
            | "your-name"
            | "youremail"
            | "your.email"
            | "your-email"
            | "your_email"
            | "someone"
            | "somebody"
            | "email"
            | "myemail"
            | "foo"
            | "xxx"
            | "xxxx"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_up_or_not() {
        let of = |address: &str| {
            let (local, domain) = address.split_once('@').unwrap();
            let (host, rest) = super::super::domain::split(domain);
            judge(local, host, rest, super::super::provider::find(host, rest).is_some())
        };
        for address in [
            "test@test.com",
            "xxx@xxx.com",
            "a@a.com",
            "11@11.com",
            "xxx@xx.com",
            "163@163.com",
            "123@123.cn",
            "none@none.com",
            "noemail@email.com",
            "na@na.com",
            "email@email.com",
            "z@co.invalid",
        ] {
            assert_eq!(of(address), Placeholder::Certain, "{address}");
        }
        for address in ["123456@qq.com", "111111@163.com", "test@gmail.com", "1@qq.com", "xxx@qq.com", "abc@126.com"] {
            assert_eq!(of(address), Placeholder::Likely, "{address}");
        }
        for address in ["zhang@zhang.com", "a@example.com", "z@huawei.com", "88888@huawei.com", "847392615@qq.com", "z@qq.com", "nobody.wang@qq.com", "invalid@huawei.com"] {
            assert_eq!(of(address), Placeholder::No, "{address}");
        }
    }
}
