//! Headers as they are compared.
//!
//! | header | folded | bare |
//! |---|---|---|
//! | `＊手機號碼（必填）：` | `手机号码` | – |
//! | `Phone_Number` | `phonenumber` | – |
//! | `请填写客户姓名` | `请填写客户姓名` | `客户姓名`, `姓名` |

use crate::data::ReferenceTables;
use crate::text::fold;

/// Words in front of a header that say nothing about what stands under it.
const PREFIXES: [&str; 10] = ["请填写", "请输入", "请选择", "您的", "你的", "客户", "用户", "顾客", "会员", "your"];

/// The header without width, case, script, blanks, signs and remarks in brackets.
pub(super) fn fold(header: &str) -> String {
    let mut key = String::new();
    fold::key_into(ReferenceTables::builtin().variants(), header, &mut key);
    let mut out = String::with_capacity(key.len());
    let mut depth = 0usize;
    for c in key.chars() {
        match c {
            '(' | '[' | '【' | '〔' | '<' | '《' => depth += 1,
            ')' | ']' | '】' | '〕' | '>' | '》' => depth = depth.saturating_sub(1),
            _ if depth == 0 && c.is_alphanumeric() => out.push(c),
            _ => {}
        }
    }
    out
}

/// A folded header without the words in front of it, fewest dropped first.
pub(super) fn bare(folded: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(shorter(folded), |text| shorter(text))
}

fn shorter(folded: &str) -> Option<&str> {
    PREFIXES.iter().find_map(|prefix| folded.strip_prefix(prefix)).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_fold() {
        for (header, folded) in [
            ("＊手機號碼（必填）：", "手机号码"),
            ("Phone_Number", "phonenumber"),
            (" E-mail ", "email"),
            ("联系方式(脱敏", "联系方式"),
            ("金额【元】", "金额"),
            ("()", ""),
            ("", ""),
        ] {
            assert_eq!(fold(header), folded, "{header}");
        }
        assert_eq!(bare("请填写客户姓名").collect::<Vec<_>>(), ["客户姓名", "姓名"]);
        assert_eq!(bare("客户").count(), 0);
    }
}
