//! What rules say of rows.

use super::*;
use crate::model::{FactColumn, FactTable, FactUnit, FactValues, Missing, TagCodes, TagDimension, TagDomain, TagTable};
use crate::table::Interner;
use proptest::prelude::*;

pub(super) fn table(n30: Vec<Option<i64>>, texts: &[Option<&str>]) -> FactTable {
    let mut interner = Interner::new();
    let ids = texts.iter().map(|t| t.map(|t| interner.intern(t))).collect();
    let mut states = Interner::new();
    let of_states = texts.iter().map(|t| Some(states.intern(if t.is_some() { KNOWN } else { Missing::ToBeFilled.as_str() }))).collect();
    let rows = n30.len();
    let column = |name: &str, unit, values| FactColumn { name: name.into(), unit, values };
    FactTable {
        rows,
        columns: vec![
            column("n30", FactUnit::Count, FactValues::Number(n30.clone().into())),
            column("累计消费", FactUnit::Money, FactValues::Number(n30.into())),
            column("content", FactUnit::Text, FactValues::Text { ids, texts: interner }),
            column(&state_column("content"), FactUnit::Text, FactValues::Text { ids: of_states, texts: states }),
        ],
    }
}

fn verdicts(text: &str, columns: &dyn Columns) -> Vec<Verdict> {
    let mut errors = Vec::new();
    let rule = Rule::compile(text, "p", &fields(), &mut errors).unwrap_or_else(|| panic!("{errors:?}"));
    let mut out = Vec::new();
    rule.bind(columns).blocks(|_, block| out.extend(block.iter().map(|b| Verdict::from_byte(*b))));
    let rows: Vec<Verdict> = (0..columns.rows()).map(|row| rule.row(columns, row)).collect();
    assert_eq!(out, rows, "{text}");
    out
}

#[test]
fn unknown_values_make_unknown_verdicts() {
    use Verdict::{False as F, True as T, Unknown as U};
    let facts = table(vec![Some(0), Some(1), Some(2), None], &[Some("CNC参数"), Some("cnc"), None, Some("")]);
    assert_eq!(verdicts("n30 >= 1", &facts), [F, T, T, U]);
    assert_eq!(verdicts("not n30 >= 1", &facts), [T, F, F, U]);
    assert_eq!(verdicts("n30 != 1", &facts), [T, F, T, U]);
    assert_eq!(verdicts("n30 in {2, 0}", &facts), [T, F, T, U]);
    assert_eq!(verdicts("n30 is missing", &facts), [F, F, F, T]);
    assert_eq!(verdicts("n30 is known and n30 < 2", &facts), [T, T, F, F]);
    assert_eq!(verdicts("content contains {\"cNc\"}", &facts), [T, T, U, F]);
    assert_eq!(verdicts("content != \"cnc\"", &facts), [T, F, U, T]);
    assert_eq!(verdicts("content is missing", &facts), [F, F, T, F]);
    assert_eq!(verdicts("n30 = 0 or content = \"cnc\"", &facts), [T, T, U, U]);
    assert_eq!(verdicts("n30 = 2 and content = \"cnc\"", &facts), [F, F, U, F]);
    // A column that is not there is not known.
    assert_eq!(verdicts("recency > 90", &facts), [U, U, U, U]);
    assert_eq!(verdicts("recency is missing", &facts), [T, T, T, T]);
}

#[test]
fn tags_are_columns() {
    use Verdict::{False as F, True as T, Unknown as U};
    let values: Vec<String> = vec!["沉睡".into(), "流失".into(), "unknown".into()];
    let dimension = |many, codes| TagDimension { domain: TagDomain { name: "state".into(), parent: None, values: values.clone(), unknown: Some(2), many }.into(), codes };
    let tags = |dimension| TagTable { rows: 4, dimensions: vec![dimension], ..TagTable::default() };
    let one = tags(dimension(false, TagCodes::One(vec![0, 1, 2, crate::model::NO_TAG].into())));
    assert_eq!(verdicts("state = \"沉睡\"", &one), [T, F, U, U]);
    assert_eq!(verdicts("state is missing", &one), [F, F, T, T]);
    let many = tags(dimension(true, TagCodes::Many { offsets: vec![0, 2, 3, 4, 4], codes: vec![0, 1, 1, 2] }));
    assert_eq!(verdicts("state = \"沉睡\"", &many), [T, F, U, F]);
    assert_eq!(verdicts("state != \"沉睡\"", &many), [F, T, U, T]);
    assert_eq!(verdicts("state is missing", &many), [F, F, T, T]);
}

#[test]
fn explanations_show_values_and_verdicts() {
    let facts = table(vec![Some(999_999), None], &[Some("参数"), None]);
    let mut errors = Vec::new();
    let rule = Rule::compile("累计消费 >= 1万元 or content contains \"参数\"", "p", &fields(), &mut errors).unwrap();
    assert_eq!(
        rule.explain_row(&facts, 0, None).to_string(),
        "`累计消费 >= 10000元 or content contains {\"参数\"}` is true\n  累计消费 = ¥9999.99; at least 10000元 is false\n  content = `参数`; contains {\"参数\"} is true\n"
    );
    assert!(rule.explain_row(&facts, 1, None).to_string().contains("累计消费 = not known; at least 10000元 is not known"));
}

pub(super) fn predicates() -> impl Strategy<Value = Predicate> {
    let constant = (-3i64..6).prop_map(|count| Constant::Count { count });
    let numeric = prop_oneof![
        constant.clone().prop_map(|value| Test::Is { value }),
        constant.clone().prop_map(|value| Test::IsNot { value }),
        constant.clone().prop_map(|value| Test::AtLeast { value }),
        constant.clone().prop_map(|value| Test::MoreThan { value }),
        constant.clone().prop_map(|value| Test::AtMost { value }),
        constant.clone().prop_map(|value| Test::LessThan { value }),
        proptest::collection::vec(constant, 1..4).prop_map(|values| Test::OneOf { values }),
        (-3i64..2, 2i64..6, any::<bool>(), any::<bool>()).prop_map(|(low, high, a, b)| {
            Test::Between { low: Bound { value: Constant::Count { count: low }, closed: a }, high: Bound { value: Constant::Count { count: high }, closed: b } }
        }),
        Just(Test::Missing {}),
        Just(Test::Known {}),
    ]
    .prop_map(|test| Predicate::Compare { subject: Subject::Field { name: "n30".into() }, test });
    let text = prop_oneof![
        "[ab\"\\\\参]{0,2}".prop_map(|text| Test::Is { value: Constant::Text { text } }),
        "[ab参]{1,2}".prop_map(|text| Test::Contains { any: vec![text] }),
        Just(Test::Known {}),
        proptest::sample::select(Missing::ALL.to_vec()).prop_map(|state| Test::MissingAs { state }),
    ]
    .prop_map(|test| Predicate::Compare { subject: Subject::Field { name: "content".into() }, test });
    prop_oneof![numeric, text].prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|of| Predicate::All { of }),
            proptest::collection::vec(inner.clone(), 1..4).prop_map(|of| Predicate::Any { of }),
            inner.prop_map(|of| Predicate::Not { of: Box::new(of) }),
        ]
    })
}

/// The meaning written down once more, row by row, on options of bool.
fn meaning(predicate: &Predicate, number: Option<i64>, text: Option<&str>) -> Option<bool> {
    let all = |of: &[Predicate], stop: bool| {
        let parts: Vec<Option<bool>> = of.iter().map(|p| meaning(p, number, text)).collect();
        if parts.contains(&Some(stop)) {
            Some(stop)
        } else if parts.contains(&None) {
            None
        } else {
            Some(!stop)
        }
    };
    let n = |value: &Constant| value.integer().unwrap();
    match predicate {
        Predicate::All { of } => all(of, false),
        Predicate::Any { of } => all(of, true),
        Predicate::Not { of } => meaning(of, number, text).map(|v| !v),
        Predicate::Compare { subject, test } => {
            let on_text = matches!(subject, Subject::Field { name } if name == "content");
            match test {
                Test::Missing {} => Some(if on_text { text.is_none() } else { number.is_none() }),
                Test::MissingAs { state } => Some(text.is_none() && *state == Missing::ToBeFilled),
                Test::Known {} => Some(if on_text { text.is_some() } else { number.is_some() }),
                Test::Is { value: Constant::Text { text: t } } => text.map(|text| text == t),
                Test::Contains { any } => text.map(|text| any.iter().any(|t| text.contains(t.as_str()))),
                Test::Is { value } => number.map(|v| v == n(value)),
                Test::IsNot { value } => number.map(|v| v != n(value)),
                Test::AtLeast { value } => number.map(|v| v >= n(value)),
                Test::MoreThan { value } => number.map(|v| v > n(value)),
                Test::AtMost { value } => number.map(|v| v <= n(value)),
                Test::LessThan { value } => number.map(|v| v < n(value)),
                Test::OneOf { values } => number.map(|v| values.iter().any(|value| v == n(value))),
                Test::Between { low, high } => number.map(|v| {
                    let above = if low.closed { v >= n(&low.value) } else { v > n(&low.value) };
                    above && if high.closed { v <= n(&high.value) } else { v < n(&high.value) }
                }),
            }
        }
    }
}

proptest! {
    #[test]
    fn text_and_tree_and_columns_agree(
        predicate in predicates(),
        rows in proptest::collection::vec((proptest::option::of(-4i64..7), proptest::option::of("[ab\"\\\\参]{0,3}")), 1..20),
    ) {
        let mut errors = Vec::new();
        let rule = Rule::from_predicate(&predicate, "p", &fields(), &mut errors).unwrap();
        let again = Rule::compile(rule.text(), "p", &fields(), &mut errors).unwrap();
        prop_assert_eq!(again.predicate(), rule.predicate());
        let texts: Vec<Option<&str>> = rows.iter().map(|(_, t)| t.as_deref()).collect();
        let facts = table(rows.iter().map(|(n, _)| *n).collect(), &texts);
        let found = verdicts(rule.text(), &facts);
        for ((number, text), verdict) in rows.iter().zip(found) {
            let expected = match meaning(&predicate, *number, text.as_deref()) {
                Some(true) => Verdict::True,
                Some(false) => Verdict::False,
                None => Verdict::Unknown,
            };
            prop_assert_eq!(verdict, expected);
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}", tail in "[n30 =<>{}()\\[\\],.\"`0-9万元天以上且或非-]{0,30}") {
        let _ = parse(&text, "p");
        let _ = parse(&tail, "p");
        let mixed = format!("n30 {tail}{text}");
        if let Ok(predicate) = parse(&mixed, "p") {
            let printed = predicate.to_string();
            prop_assert_eq!(parse(&printed, "p").unwrap().to_string(), printed);
        }
    }
}

#[test]
fn blocks_and_rows_agree_beyond_one_block() {
    let values: Vec<Option<i64>> = (0..BLOCK as i64 * 2 + 17).map(|i| (i % 7 != 0).then_some(i % 5)).collect();
    let texts: Vec<Option<&str>> = values.iter().map(|v| v.map(|v| if v > 2 { "参数" } else { "价格" })).collect();
    let facts = table(values, &texts);
    let found = verdicts("n30 > 1 and content contains \"参数\" or n30 is missing", &facts);
    assert_eq!(found.iter().filter(|v| **v == Verdict::Unknown).count(), 0);
}
