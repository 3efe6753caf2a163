//! Texts and trees that mean no good.

use super::*;
use crate::error::Code;

/// What the fuzz target `rule` starts from; every text is read or refused, and what is read prints and reads back.
const CORPUS: &[&str] = &[
    "累计消费(近1年)≥10000元",
    "近30天互动≥2次",
    "n30 in [1, 2)",
    "n30 in [9223372036854775807, -9223372036854775808]",
    "n30 >= 0.0000001",
    "n30 = -",
    "not not not",
    "((((((",
    "[[[[[[",
    "count(count(count(",
    "sum(orders.amount where n30 = 1, 4294967295d) > 1",
    "sum(orders.amount, 4294967296d) > 1",
    "content contains {\"",
    "content contains {\"\\",
    "content = \"\u{202e}参数\u{200b}\"",
    "`` = 1",
    "```` = 1",
    "n30\u{0} = 1",
    "n30 = 1 and",
    "and or not",
    "且或非",
    "n30 超过 超过 1",
    "n30 1-2-3",
    "n30 = 2024-13-45",
    "last_date >= 9999-12-31",
    "复购率 > 100%",
    "累计消费 > ¥¥1",
    "累计消费 5至至10万",
    "\u{feff}n30 = 1",
    "𝟙 = 𝟙",
    "n30 in {1,}",
    "n30 in {,1}",
];

#[test]
fn the_corpus_is_read_or_refused() {
    for text in CORPUS {
        let mut errors = Vec::new();
        match Rule::compile(text, "p", &fields(), &mut errors) {
            Some(rule) => {
                let again = Rule::compile(rule.text(), "p", &fields(), &mut errors).unwrap_or_else(|| panic!("{text}: {errors:?}"));
                assert_eq!((again.predicate(), again.predicate().fingerprint()), (rule.predicate(), rule.predicate().fingerprint()));
            }
            None => assert!(!errors.is_empty() && errors.iter().all(|e| e.path() == "p"), "{text}"),
        }
    }
}

#[test]
fn ten_thousand_levels_are_refused_at_once() {
    let n = 10_000;
    let texts = [
        format!("{}n30 = 1{}", "(".repeat(n), ")".repeat(n)),
        format!("{}n30 = 1", "not ".repeat(n)),
        format!("{}n30 = 1", "非".repeat(n)),
        format!("{}n30 = 1{}", "not (n30 = 1 and ".repeat(n), ")".repeat(n)),
        format!("{}n30 = 1{}", "count(interactions where (".repeat(n), "))".repeat(n)),
    ];
    for text in texts {
        let mut errors = Vec::new();
        assert!(Rule::compile(&text, "p", &fields(), &mut errors).is_none());
        assert!(matches!(errors[0].code(), Code::TooLarge | Code::RuleSyntax), "{:?}", errors[0]);
        assert!(errors[0].to_string().len() < 500, "a message stays short");
    }
    // A tree that was built, not read.
    let leaf = Predicate::Compare { subject: Subject::Field { name: "n30".into() }, test: Test::Known {} };
    let deep = (0..n).fold(leaf, |inner, _| Predicate::Not { of: Box::new(inner) });
    let mut errors = Vec::new();
    assert!(Rule::from_predicate(&deep, "p", &fields(), &mut errors).is_none());
    assert_eq!(errors[0].code(), Code::TooLarge);
    // And one that was written as JSON.
    let json = format!("{}{{\"missing\": {{}}}}{}", r#"{"not": {"of": "#.repeat(n), "}}".repeat(n));
    assert!(serde_json::from_str::<Predicate>(&json).is_err());
}

#[test]
fn words_that_mean_the_same_have_one_fingerprint() {
    let print = |text: &str| Rule::compile(text, "p", &fields(), &mut Vec::new()).unwrap().predicate().fingerprint();
    assert_eq!(print("累计消费 10万+"), print("累计消费 >= 100000元"));
    assert_ne!(print("累计消费 10万+"), print("累计消费 > 100000元"));
    // The same on every machine, today and later.
    assert_eq!(print("n30 >= 2"), "125c4775a30e1bb6");
}
