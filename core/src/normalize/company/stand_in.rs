//! What stands for a name without being one.
//!
//! | name | answer |
//! |---|---|
//! | 某某科技有限公司, XX贸易公司 | masked |
//! | 测试公司, 有限公司, 测试科技有限公司 | placeholder |
//! | XXL服饰 | a name |

use super::name::{Name, Role, Runs, is, is_word};
use crate::normalize::clean::is_mask;

/// 某某, 某 behind a place and `XX` stand for something that is hidden.
pub(super) fn hide_stand_ins(name: &mut Name) {
    if !name.stand_in {
        return;
    }
    let mut run = 0;
    for at in 0..=name.len {
        let c = name.chars.get(at).copied().filter(|_| at < name.len);
        let letters = c.is_some_and(|c| c.is_ascii_alphanumeric());
        if c == Some('x') && (run > 0 || !at.checked_sub(1).and_then(|before| name.chars.get(before)).is_some_and(char::is_ascii_alphanumeric)) {
            run += 1;
            continue;
        }
        if run > 1 && !letters {
            hide(name, at - run, at);
        }
        run = 0;
    }
    for at in 0..name.len {
        if name.chars.get(at) == Some(&'某') {
            hide(name, at, at + 1);
        }
    }
}

fn hide(name: &mut Name, from: usize, to: usize) {
    if let Some(chars) = name.chars.get_mut(from..to) {
        chars.fill('*');
        name.masked = true;
    }
}

pub(super) fn is_placeholder(text: &[char]) -> bool {
    let words = ["测试", "测试公司", "公司", "有限公司", "有限责任公司", "股份有限公司", "集团", "分公司", "公司名称", "企业名称", "单位名称", "总公司"];
    text.len() < 7 && words.iter().any(|word| is(text, word)) || !text.iter().any(|c| is_word(*c) || is_mask(*c))
}

/// 测试科技有限公司: what stands for a name is none.
pub(super) fn is_placeholder_brand(name: &Name, runs: &Runs) -> bool {
    let first = runs.first(Role::Brand);
    let word = match name.get(first.start..first.end) {
        ['测', '试'] | ['示' | '样', '例'] => true,
        // A bracket in the middle.
        ['测' | '示' | '样'] => {
            let mut brand = runs.all().filter(|run| run.role == Role::Brand).flat_map(|run| name.get(run.start..run.end));
            let word = [brand.next(), brand.next(), brand.next()];
            return !placed(runs) && matches!(word, [Some('测'), Some('试'), None] | [Some('示' | '样'), Some('例'), None]);
        }
        _ => false,
    };
    word && !placed(runs) && runs.all().filter(|run| run.role == Role::Brand).nth(1).is_none()
}

fn placed(runs: &Runs) -> bool {
    runs.has(Role::Place) || runs.has(Role::Inner)
}
