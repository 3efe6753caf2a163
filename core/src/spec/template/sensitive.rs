//! What is more than a name and a telephone: kinds and headers of sensitive personal information.
//!
//! | words | why |
//! |---|---|
//! | 身份证, 证件号, 护照, 银行卡, 银行账, 民族, 宗教, 健康, 病史, 指纹, 人脸, 行踪 | sensitive by article 28 of the 个人信息保护法 or annex B of GB/T 35273-2020 |
//! | 出生, 生日, 婚姻 | our own choice: seldom needed to serve a customer |

use super::header;
use crate::schema::FieldKind;

/// Folded words of headers.
const WORDS: &[&str] = &[
    "身份证",
    "证件号",
    "护照",
    "银行卡",
    "银行账",
    "民族",
    "宗教",
    "健康",
    "病史",
    "指纹",
    "人脸",
    "行踪",
    "出生",
    "生日",
    "婚姻",
    "residentid",
    "idcard",
    "idnumber",
    "passport",
    "bankcard",
    "bankaccount",
    "birth",
    "dob",
    "religion",
    "ethnic",
    "marital",
];

/// The kind or word by which a field or column is sensitive personal information.
#[must_use]
pub fn sensitive(name: &str, kind: Option<&FieldKind>) -> Option<&'static str> {
    match kind {
        Some(kind @ (FieldKind::ResidentId {} | FieldKind::BankCard {})) => Some(kind.name()),
        _ => {
            let folded = header::fold(name);
            WORDS.iter().find(|word| folded.contains(**word)).copied()
        }
    }
}

/// What may be said of a sensitive value: two characters at each end of a long one, and how long it is.
pub(crate) fn masked(value: &str) -> String {
    const SHOWN: usize = 2;
    let count = value.chars().count();
    let shown = |at: usize| count >= 4 * SHOWN && (at < SHOWN || at + SHOWN >= count);
    value.chars().enumerate().map(|(at, c)| if shown(at) { c } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_kind_or_by_name() {
        assert_eq!(sensitive("证件", Some(&FieldKind::ResidentId {})), Some("resident_id"));
        assert_eq!(sensitive("卡", Some(&FieldKind::BankCard {})), Some("bank_card"));
        assert_eq!(sensitive("出生日期", None), Some("出生"));
        assert_eq!(sensitive("Birth_Date", Some(&FieldKind::Text {})), Some("birth"));
        assert_eq!(sensitive("身份證號", None), Some("身份证"));
        assert_eq!(sensitive("手机", Some(&FieldKind::phone())), None);
    }

    #[test]
    fn a_sensitive_value_shows_its_ends() {
        assert_eq!(masked("11010519491231002X"), "11**************2X");
        assert_eq!(masked("1985年3月"), "*******");
        assert_eq!(masked(""), "");
    }
}
