//! Tests of rules without the signs of their language.

use super::Language;

/// Signs and words in front of what is tested for, in English and Chinese; the longer ones first.
const SIGNS: [(&str, &str, &str); 9] = [
    (">= ", "at least ", "至少 "),
    ("<= ", "at most ", "至多 "),
    ("!= ", "other than ", "不是 "),
    ("> ", "more than ", "大于 "),
    ("< ", "less than ", "小于 "),
    ("= ", "equal to ", "等于 "),
    ("not in ", "not in ", "不在 "),
    ("in {", "one of {", "属于 {"),
    ("in ", "within ", "在范围 "),
];

/// Missing states as rules write them (R28), in English and Chinese.
const STATES: [(&str, &str, &str); 4] =
    [("absent", "not filled in", "未填写"), ("to_be_filled", "to be filled", "待补充"), ("unknown", "unknown", "未知"), ("to_be_confirmed", "to be confirmed", "待沟通确认")];

fn state(language: Language, value: &str) -> Option<&'static str> {
    STATES.iter().find(|(state, ..)| *state == value).map(|(_, en, zh)| match language {
        Language::En => *en,
        Language::Zh => *zh,
    })
}

/// A missing state as it is said; other values, which stand in quotation marks or are numbers, stay as they are.
pub(super) fn value_in_words(language: Language, value: &str) -> &str {
    state(language, value).unwrap_or(value)
}

/// A test as it is said: `>= 3000元` as `at least 3000元`, `至少 3000元`; one of another form stays as it is.
pub(super) fn test_in_words(language: Language, test: &str) -> String {
    let said = SIGNS.iter().find_map(|(sign, en, zh)| {
        let word = match language {
            Language::En => en,
            Language::Zh => zh,
        };
        test.strip_prefix(sign).map(|rest| format!("{word}{rest}"))
    });
    let is = |state: &str| match language {
        Language::En => format!("is {state}"),
        Language::Zh => format!("是{state}"),
    };
    let of_state = || test.strip_prefix("is ").and_then(|value| state(language, value)).map(is);
    said.or_else(of_state).unwrap_or_else(|| test.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_become_words() {
        for (test, en, zh) in [
            (">= 3000元", "at least 3000元", "至少 3000元"),
            ("< 30天", "less than 30天", "小于 30天"),
            ("= 1", "equal to 1", "等于 1"),
            ("in [30天, 90天]", "within [30天, 90天]", "在范围 [30天, 90天]"),
            (r#"in {"官网", "APP"}"#, r#"one of {"官网", "APP"}"#, r#"属于 {"官网", "APP"}"#),
            ("is missing", "is missing", "is missing"),
            ("is to_be_filled", "is to be filled", "是待补充"),
            ("is unknown", "is unknown", "是未知"),
            ("is absent", "is not filled in", "是未填写"),
            // A text that reads like a state is none.
            (r#"= "unknown""#, r#"equal to "unknown""#, r#"等于 "unknown""#),
        ] {
            assert_eq!((test_in_words(Language::En, test).as_str(), test_in_words(Language::Zh, test).as_str()), (en, zh));
        }
    }

    #[test]
    fn states_become_words() {
        assert_eq!((value_in_words(Language::En, "to_be_confirmed"), value_in_words(Language::Zh, "to_be_confirmed")), ("to be confirmed", "待沟通确认"));
        assert_eq!(value_in_words(Language::Zh, "`unknown`"), "`unknown`");
    }
}
