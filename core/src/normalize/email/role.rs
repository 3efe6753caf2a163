//! Mailboxes of a function, not of a person.
//!
//! | local part | role |
//! |---|---|
//! | `info`, `sales`, `kefu`, `no-reply`, `customer_service`, `postmaster` | yes |
//! | `客服`, `销售部`, `技术支持01` | yes |
//! | `sales2@company.cn`, `info+shop@company.cn` | yes |
//! | `hello88@qq.com`, `infosys`, `li.na` | no |
//!
//! Source: RFC 2142 for the classic ones; the others are ours.

/// Whether a lower-case local part without its `+…` names a function; `public`: the domain is a provider's, where names with
/// digits are people.
pub(super) fn is_role(local: &str, public: bool) -> bool {
    if !local.is_ascii() {
        return is_han_role(local);
    }
    if local.bytes().any(|b| matches!(b, b'.' | b'-' | b'_')) {
        return is_joined(local);
    }
    let digits = local.bytes().rev().take_while(u8::is_ascii_digit).count();
    let plain = local.get(..local.len() - digits).unwrap_or_default();
    match digits {
        0 => is_word(local),
        1 | 2 => !public && (plain.len() >= 4 || plain == "hr") && is_word(plain),
        _ => false,
    }
}

/// By length, so that few are compared.
#[rustfmt::skip]
fn is_word(word: &str) -> bool {
    match word.len() {
        2 => matches!(word, "cs" | "hr" | "ir" | "it" | "pr"),
        3 => matches!(word, "ceo" | "cfo" | "cto" | "faq" | "ftp" | "job" | "noc" | "ops" | "rma" | "web" | "www"),
        4 => matches!(word, "fawu" | "fuwu" | "help" | "info" | "jobs" | "kefu" | "mail" | "news" | "root" | "sale" | "shop" | "spam" | "team" |
            "tech" | "uucp" | "yewu"),
        5 => matches!(word, "abuse" | "admin" | "apply" | "caiwu" | "email" | "hello" | "inbox" | "jishu" | "legal" | "media" | "order" | "press" |
            "query" | "sales" | "staff" | "store" | "tousu" | "trade"),
        6 => matches!(word, "agency" | "caigou" | "career" | "center" | "claims" | "events" | "export" | "gongsi" | "import" | "jianli" | "market" |
            "member" | "nobody" | "office" | "orders" | "public" | "refund" | "renshi" | "server" | "survey" | "system" | "ticket" | "update" |
            "usenet" | "vendor" | "waimao"),
        7 => matches!(word, "account" | "billing" | "booking" | "careers" | "company" | "contact" | "default" | "enquiry" | "exports" | "finance" |
            "general" | "hotline" | "inquiry" | "invoice" | "mailbox" | "manager" | "members" | "network" | "noreply" | "partner" | "payment" |
            "payroll" | "postbox" | "privacy" | "qiantai" | "recruit" | "reports" | "returns" | "service" | "shangwu" | "shouhou" | "support" |
            "tickets" | "vendors" | "website" | "zhaopin"),
        8 => matches!(word, "accounts" | "bookings" | "business" | "customer" | "delivery" | "feedback" | "helpdesk" | "invoices" | "listserv" |
            "mailings" | "overseas" | "partners" | "projects" | "purchase" | "register" | "security" | "services" | "shichang" | "shipping" |
            "supplier" | "sysadmin" | "training" | "xiaoshou"),
        9 => matches!(word, "admission" | "complaint" | "contactus" | "customers" | "directors" | "enquiries" | "frontdesk" | "inquiries" |
            "investors" | "logistics" | "majordomo" | "marketing" | "reception" | "salesteam" | "subscribe" | "suppliers" | "technical" |
            "webmaster" | "wholesale" | "xingzheng"),
        _ => matches!(word,
            "accounting" | "admissions" | "aftersales" | "bangongshi" | "complaints" | "compliance" | "donotreply" | "hostmaster" | "newsletter" |
            "operations" | "postmaster" | "production" | "purchasing" | "recruiting" | "salesadmin" | "development" | "engineering" | "information" |
            "maintenance" | "procurement" | "recruitment" | "reservation" | "techsupport" | "unsubscribe" | "afterservice" | "customercare" |
            "mailerdaemon" | "notification" | "receptionist" | "registration" | "reservations" | "salessupport" | "subscription" | "administrator" |
            "notifications" | "subscriptions" | "administration" | "humanresources" | "customerservice" | "customersupport" | "publicrelations" |
            "aftersaleservice" | "aftersalesservice" | "investorrelations"),
    }
}

/// Words joined by signs: `no-reply`, `customer_service`, `mailer-daemon`.
fn is_joined(local: &str) -> bool {
    let mut word = [0_u8; 24];
    let mut len = 0;
    for byte in local.bytes().filter(|b| !matches!(b, b'.' | b'-' | b'_')) {
        let Some(slot) = word.get_mut(len) else { return false };
        *slot = byte;
        len += 1;
    }
    let word = word.get(..len).and_then(|w| std::str::from_utf8(w).ok()).unwrap_or_default();
    // Shorter ones are initials and names: `h.r`, `sa.le`.
    word.len() >= 7 && is_word(word)
}

/// Chinese functions, with or without the word for the department.
fn is_han_role(local: &str) -> bool {
    let plain = local.trim_end_matches(|c: char| c.is_ascii_digit());
    let plain = plain.strip_suffix("中心").unwrap_or(plain).trim_end_matches(['部', '处', '科', '组', '室', '台']);
    matches!(
        plain,
        "客服"
            | "客户服务"
            | "服务"
            | "售后"
            | "售后服务"
            | "售前"
            | "销售"
            | "营销"
            | "市场"
            | "商务"
            | "业务"
            | "外贸"
            | "人事"
            | "人力资源"
            | "人力"
            | "招聘"
            | "行政"
            | "财务"
            | "采购"
            | "前"
            | "总"
            | "办公"
            | "技术"
            | "技术支持"
            | "支持"
            | "投诉"
            | "咨询"
            | "管理员"
            | "系统管理员"
            | "公司"
            | "总机"
            | "法务"
            | "公关"
            | "媒体"
            | "投资者关系"
            | "合作"
            | "商务合作"
            | "联系我们"
            | "信息"
            | "订单"
            | "物流"
            | "仓库"
            | "运营"
            | "品牌"
            | "编辑"
            | "邮箱"
            | "广告"
            | "总经理办公"
            | "董事会"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_and_people() {
        let roles = "info sales service services hr admin noreply no-reply do_not_reply support kefu postmaster webmaster hostmaster abuse contact marketing office \
                     customer.service customer-service mailer-daemon service2 sales01 hr01 jobs careers recruit zhaopin caiwu renshi shichang xiaoshou \
                     客服 客服01 客服中心 销售 销售部 前台 办公室 财务 人事部 技术支持";
        for role in roles.split_whitespace() {
            assert!(is_role(role, false), "{role}");
        }
        for person in "zhangwei li.na infosys sali 123456 helen it.chen h.r sa.les sales2024 cs88 客 李华 王总 info.wang".split_whitespace() {
            assert!(!is_role(person, false), "{person}");
        }
        assert!(is_role("info", true) && !is_role("hello88", true));
    }
}
