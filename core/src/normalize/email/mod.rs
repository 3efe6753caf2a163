//! E-mail addresses, with what their providers ignore left out of the key.
//!
//! | raw | display | key |
//! |---|---|---|
//! | `Zhang.Wei+shop@Gmail.com` | as written | `zhangwei@gmail.com` |
//! | `zhang.wei+shop@outlook.com` | as written | `zhang.wei@outlook.com` |
//! | `a+b@company.cn`, `a.b+c@qq.com` | as written | as written: nothing is known to be ignored |
//! | `lihua@例子.中国` | as written | `lihua@xn--fsqu00a.xn--fiqs8s` |
//! | `"wei.chen"@company.cn` | as written | `wei.chen@company.cn`: the quotes were not needed |
//! | `zhangwei ＠ 163。com` | `zhangwei@163.com` | `zhangwei@163.com` |
//! | `邮箱：张伟 <ZW@qq.com>;` | `ZW@qq.com` | `zw@qq.com` |
//! | `zw@qq.com；zw@163.com` | as written | `zw@qq.com`, ambiguous: both are candidates |
//! | `info@company.cn` | as written | as written, with the reason `role_mailbox` |
//! | `123456@qq.com` | as written | as written, with the reason `placeholder` (suspicious) |
//! | `z***@qq.com` | as written | none: masked |
//! | `test@test.com`, `a@b.invalid` | as written | none: placeholders |
//! | `zhang.qq.com`, `zhang@qq`, `a..b@qq.com` | as written | none (invalid) |
//!
//! Components: the match forms `local_key` and `domain_key` (the two halves of the key) and `visible` (of a masked address that
//! shows some of its local part, as the key would be: `z***@qq.com`), then `address` (lower case, ASCII domain, nothing else
//! dropped) and its halves `local` and `domain`.
//!
//! Gmail ignores dots and `+…`; Outlook, iCloud, Fastmail and Proton ignore `+…`; for Chinese and unknown
//! providers only case is folded, for Yahoo too (`-…` may be part of a name).
//!
//! Limits: 64 octets before `@`, 63 in a label, 254 in all. Refused: address literals (`a@[1.2.3.4]`), domains
//! without a dot, with `_`, or with anything but letters in the last label, comments beside the `@`. Blanks are
//! dropped around `@` and around dots of the domain, nowhere else. Delivery is never checked.
//!
//! JSON: `{"email": {}}`. Source: RFC 5321 4.1.2 and 4.5.3.1, RFC 6531, RFC 3696, RFC 2606, UTS 46 (non-transitional); the
//! providers' own help pages.

mod address;
mod cell;
mod domain;
mod ends;
mod idn;
mod key;
mod local;
mod pieces;
mod placeholder;
mod plain;
mod provider;
mod role;
#[cfg(test)]
mod tests;

use super::{Normalizer, missing};
use crate::model::{Missing, Normalized, Reason};

/// Reads e-mail addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Email;

// The match form of the local part comes first.
const DOMAIN_KEY: usize = 1;
const VISIBLE: usize = 2;
const ADDRESS: usize = 3;
const LOCAL: usize = 4;
const DOMAIN: usize = 5;
const COMPONENTS: usize = 6;

/// Further ways to say that there is no address.
const NONE: [&str; 9] = ["0", "无邮箱", "没有邮箱", "暂无邮箱", "没邮箱", "不提供", "保密", "noemail", "nomail"];

impl Normalizer for Email {
    fn components(&self) -> &'static [&'static str] {
        &["local_key", "domain_key", "visible", "address", "local", "domain"]
    }

    fn forms(&self) -> &'static [&'static str] {
        &["local_key", "domain_key", "visible"]
    }

    fn missing(&self, text: &str) -> Option<Missing> {
        // No missing token has the sign that every address has.
        if text.as_bytes().contains(&b'@') { None } else { missing::state_or(text, &NONE) }
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        let Some(plain) = plain::scan(text) else {
            return cell::read(text, out, |text| self.missing(text));
        };
        out.display.push_str(text);
        if let Some(address) = out.components.get_mut(ADDRESS) {
            address.push_str(text);
            if plain.upper {
                address.make_ascii_lowercase();
            }
        }
        if plain.upper {
            out.because(Reason::Case);
        }
        key::write(plain.at, out);
    }
}
