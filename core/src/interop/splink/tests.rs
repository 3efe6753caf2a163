use super::sql::{self, Sql};
use super::{export, fields, import};
use crate::error::Code;
use crate::schema::FieldKind;
use crate::spec::{FieldSpec, Prior, Spec, TestSpec};
use crate::{Error, Plan};
use serde_json::{Value, json};

/// Trained with Splink 5.0 on made-up people; digits cut.
const PEOPLE: &str = include_str!("people.json");

fn spec(settings: &str) -> Spec {
    Spec::new(vec![crate::spec::SourceSpec { name: "people".to_owned(), ..Default::default() }], fields(settings).unwrap())
}

/// One comparison of these levels, best first.
fn settings(levels: &[&str]) -> String {
    let n = levels.len() as f64 + 1.0;
    let level = |sql: &&str| json!({"sql_condition": sql, "label_for_charts": sql, "m_probability": 1.0 / n, "u_probability": 1.0 / n});
    let levels: Vec<Value> = levels.iter().chain(&["ELSE"]).map(level).collect();
    let null = json!({"sql_condition": "\"x_l\" IS NULL OR \"x_r\" IS NULL", "is_null_level": true});
    let levels: Vec<Value> = std::iter::once(null).chain(levels).collect();
    json!({"link_type": "dedupe_only", "probability_two_random_records_match": 0.01, "blocking_rules_to_generate_predictions": ["l.x = r.x"],
        "comparisons": [{"output_column_name": "x", "comparison_levels": levels}]})
    .to_string()
}

fn schema(kind: FieldKind) -> Spec {
    let fields = vec![FieldSpec::new("x", kind), FieldSpec::new("y", FieldKind::Text {})];
    Spec::new(vec![crate::spec::SourceSpec { name: "people".to_owned(), ..Default::default() }], fields)
}

fn test(kind: FieldKind, condition: &str) -> Result<TestSpec, Error> {
    let spec = import(&settings(&[condition]), &schema(kind))?.spec;
    Ok(spec.identity.comparisons.unwrap()[0].levels[0].test.clone())
}

#[test]
fn a_model_of_the_real_package_is_read_and_written() {
    let imported = import(PEOPLE, &spec(PEOPLE)).unwrap();
    let identity = &imported.spec.identity;
    let model = identity.model.as_ref().unwrap();
    let names: Vec<&str> = model.comparisons.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["first_name", "surname", "dob", "city", "email"]);
    assert!(matches!(model.prior, Prior::RandomPair(p) if p < -9 * 1024));
    assert_eq!(identity.blocking.rules.as_ref().map(Vec::len), Some(4));
    assert_eq!(identity.comparisons.as_ref().unwrap()[0].levels[2].test, TestSpec::Swapped { with: "surname".to_owned() });
    assert_eq!(identity.comparisons.as_ref().unwrap()[2].levels[3].test, TestSpec::DaysWithin { max: 365 });
    assert!(!imported.findings.iter().any(|f| f.code == "splink_untrained"), "{:?}", imported.findings);
    // A plan is compiled of it, with the model as it is.
    let plan = Plan::compile(&imported.spec).unwrap();
    assert_eq!(plan.spec().identity.model, identity.model);

    let exported = export(&imported.spec).unwrap();
    let (one, other): (Value, Value) = (serde_json::from_str(PEOPLE).unwrap(), serde_json::from_str(&exported.settings).unwrap());
    let prior = |v: &Value| v["probability_two_random_records_match"].as_f64().unwrap();
    assert!((prior(&one) / prior(&other) - 1.0).abs() < 1e-3);
    let comparisons = |v: &Value| v["comparisons"].as_array().unwrap().clone();
    for (one, other) in comparisons(&one).iter().zip(&comparisons(&other)) {
        let levels = |v: &Value, key: &str| v["comparison_levels"].as_array().unwrap().iter().map(|l| l.get(key).cloned().unwrap_or_default()).collect::<Vec<_>>();
        for key in ["m_probability", "u_probability", "label_for_charts", "is_null_level"] {
            // The null level, which comes first, has a label of its own.
            let from = usize::from(key == "label_for_charts");
            assert_eq!(levels(one, key)[from..], levels(other, key)[from..], "{key}");
        }
    }
    // What was written reads as what it was written from.
    let again = import(&exported.settings, &spec(PEOPLE)).unwrap();
    assert_eq!(again.spec, imported.spec);
    assert_eq!(export(&again.spec).unwrap(), exported);
}

#[test]
fn conditions_are_tests() {
    let text = || FieldKind::Text {};
    let date = || FieldKind::Date { order: crate::schema::DateOrder::default() };
    let winkler = |min| TestSpec::JaroWinkler { min, component: None };
    let edits = |max| TestSpec::Edits { max, component: None };
    let same = |form: &str| TestSpec::Same { component: form.to_owned() };
    let cases = [
        (text(), r#""x_l" = "x_r""#, TestSpec::Exact {}),
        (text(), "`x_l` = `x_r`", TestSpec::Exact {}),
        (text(), "l.x = r.x", TestSpec::Exact {}),
        (text(), "LOWER(TRIM(x_r)) = lower(trim(x_l))", TestSpec::Exact {}),
        (text(), "NULLIF(CAST(x_l AS varchar), '') = x_r::varchar", TestSpec::Exact {}),
        (text(), "jaro_winkler_similarity(x_l, x_r) >= 0.88", winkler(0.88)),
        (text(), "0.88 <= jaro_winkler(x_l, x_r)", winkler(0.88)),
        (text(), "jaro_winkler_similarity(x_l, x_r) > 0.9", winkler(0.9 + 0.001)),
        (text(), "levenshtein(x_l, x_r) <= 2", edits(2)),
        (text(), "damerau_levenshtein(x_l, x_r) < 2", edits(1)),
        (text(), "jaccard(x_l, x_r) >= .5", TestSpec::Jaccard { min: 0.5, component: None }),
        (text(), "array_length(list_intersect(x_l, x_r)) >= 1", TestSpec::Exact {}),
        (text(), "size(array_intersect(`x_l`, `x_r`)) > 0", TestSpec::Exact {}),
        (text(), "x_l = y_r AND x_r = y_l", TestSpec::Swapped { with: "y".to_owned() }),
        (text(), "x_l IS NULL AND x_r IS NULL", TestSpec::BothAbsent {}),
        (text(), "x__loose_l = x__loose_r", same("loose")),
        (text(), "substr(x_l, 1, 4) = substr(x_r, 1, 4)", same("prefix")),
        (text(), "(x_l = x_r) OR ((levenshtein(x_l, x_r) <= 1))", TestSpec::Any(vec![TestSpec::Exact {}, edits(1)])),
        (FieldKind::Email {}, "NULLIF(regexp_extract(x_l, '^[^@]+', 0), '') = NULLIF(regexp_extract(x_r, '^[^@]+', 0), '')", same("local_key")),
        (date(), "ABS(EPOCH(try_strptime(x_l, '%Y-%m-%d')) - EPOCH(try_strptime(x_r, '%Y-%m-%d'))) <= 2629800.0", TestSpec::DaysWithin { max: 30 }),
        (
            date(),
            "abs(datediff(date(try_to_timestamp(x_l, 'yyyy-MM-dd')), date(try_to_timestamp(x_r, 'yyyy-MM-dd')))) <= floor(2629800.0 / 86400)",
            TestSpec::DaysWithin { max: 30 },
        ),
        (date(), "abs(date_diff('day', x_l, x_r)) < 10", TestSpec::DaysWithin { max: 9 }),
    ];
    for (kind, condition, wanted) in cases {
        assert_eq!(test(kind, condition).unwrap_or_else(|e| panic!("{condition}: {e}")), wanted, "{condition}");
    }
}

#[test]
fn what_has_no_equivalent_is_refused_with_its_place_and_what_to_do() {
    let cases = [
        ("jaro_similarity(x_l, x_r) >= 0.9", "use `jaro_winkler_similarity`"),
        ("x_l = x_r AND y_l = y_r", "a comparison is of one field"),
        ("x_l = y_r", "a comparison is of one field"),
        ("z_l = z_r", "a column is the field of the same name"),
        ("x_l = 'London' AND x_r = 'London'", "replace the level"),
        ("NOT (x_l = x_r)", "replace the level"),
        ("case when x_l = x_r then 1 end = 1", "replace the level"),
        ("array_length(list_intersect(x_l, x_r)) >= 2", "keep the level of one value in common"),
        ("regexp_extract(x_l, '^[A-Z]+') = regexp_extract(x_r, '^[A-Z]+')", "add a column of it"),
        ("abs(datediff(x_l, x_r)) <= 3", "give the field the kind `date`"),
        ("x_l = x_r; drop table x", "replace the level"),
        ("x_l = 'x", "replace the level"),
        ("jaro_winkler_similarity(x_l, x_r) >= 1e999", "replace the level"),
    ];
    for (condition, help) in cases {
        let error = test(FieldKind::Text {}, condition).unwrap_err();
        assert_eq!(error.path(), "comparisons[0].comparison_levels[1].sql_condition", "{error}");
        assert!(error.help().is_some_and(|h| h.starts_with(help)), "{error}");
        assert!(error.detail().starts_with('`') && error.detail().contains(condition), "{error}");
    }
    assert_eq!(test(FieldKind::Text {}, "z_l = z_r").unwrap_err().code(), Code::UnknownField);
    // All of them at once.
    let error = import(&settings(&["x_l ~ x_r", "cosine(x_l, x_r) > 0.5"]), &schema(FieldKind::Text {})).unwrap_err();
    assert_eq!((error.code(), error.related().len()), (Code::InvalidSpec, 2));
    for json in ["", "[]", "{}", r#"{"comparisons": 3}"#, r#"{"comparisons": []} x"#] {
        assert_eq!(import(json, &schema(FieldKind::Text {})).unwrap_err().code(), Code::InvalidJson, "{json}");
    }
    assert_eq!(import(r#"{"comparisons": []}"#, &schema(FieldKind::Text {})).unwrap_err().code(), Code::EmptyList);
}

#[test]
fn what_is_not_quite_the_same_is_a_finding() {
    let mut document: Value = serde_json::from_str(&settings(&["x_l = x_r", "levenshtein(x_l, x_r) <= 2"])).unwrap();
    document["link_type"] = json!("link_only");
    document["shiny"] = json!(1);
    document["blocking_rules_to_generate_predictions"] =
        json!([{"blocking_rule": "l.x = r.x and levenshtein(l.y, r.y) < 3", "sql_dialect": "duckdb"}, "l.x < r.x", "l.y = r.y or l.x = r.x"]);
    let levels = &mut document["comparisons"][0]["comparison_levels"];
    levels[1]["tf_adjustment_column"] = json!("x");
    levels[1]["tf_adjustment_weight"] = json!(0.5);
    levels[2]["m_probability"] = json!("level not observed in training dataset");
    levels[2]["new_key"] = json!(true);
    let imported = import(&document.to_string(), &schema(FieldKind::Text {})).unwrap();
    let found: Vec<(&str, &str)> = imported.findings.iter().map(|f| (f.code, f.path.as_str())).collect();
    for wanted in [
        ("splink_setting", "link_type"),
        ("splink_setting", "shiny"),
        ("splink_setting", "comparisons[0].comparison_levels[2].new_key"),
        ("splink_blocking", "blocking_rules_to_generate_predictions[0]"),
        ("splink_blocking", "blocking_rules_to_generate_predictions[1]"),
        ("splink_level", "comparisons[0].comparison_levels[1]"),
        ("splink_level", "comparisons[0].comparison_levels[2]"),
        ("splink_untrained", "comparisons[0].comparison_levels[2]"),
    ] {
        assert!(found.contains(&wanted), "{wanted:?} of {found:?}");
    }
    let identity = &imported.spec.identity;
    assert!(identity.model.is_none() && imported.spec.sources[0].unique);
    assert_eq!(identity.training.prior, Some(Prior::RandomPair(0.01)));
    let comparison = &identity.comparisons.as_ref().unwrap()[0];
    assert!(comparison.term_frequency && comparison.levels[0].m.is_some() && comparison.levels[1].m.is_none() && comparison.levels[1].u.is_some());
    let keys: Vec<Vec<&str>> = identity.blocking.rules.iter().flatten().map(|r| r.keys.iter().map(|k| k.field.as_str()).collect()).collect();
    assert_eq!(keys, [["x"], ["y"]]);
}

#[test]
fn a_spec_of_the_library_is_exported_with_what_is_left_out() {
    let spec = r#"{"version":1,"fields":[{"name":"name","kind":{"person_name":{}}},{"name":"phone","kind":{"phone":{}}},{"name":"born","kind":{"date":{}}}],
      "sources":[{"name":"web","columns":[{"field":"name","from":["name"]},{"field":"phone","from":["phone"]},{"field":"born","from":["born"]}]}]}"#;
    let spec: Spec = serde_json::from_str(spec).unwrap();
    assert_eq!(export(&spec).unwrap_err().code(), Code::EmptyList);
    let plan = Plan::compile(&spec).unwrap();
    let exported = export(plan.spec()).unwrap();
    let settings: Value = serde_json::from_str(&exported.settings).unwrap();
    assert_eq!(settings["comparisons"].as_array().map(Vec::len), Some(3));
    assert!(exported.settings.contains(r#"\"phone__tail4_l\" = \"phone__tail4_r\""#), "{}", exported.settings);
    let paths: Vec<&str> = exported.findings.iter().map(|f| f.path.as_str()).collect();
    assert!(paths.contains(&"identity.rules") && paths.contains(&"fields"), "{paths:?}");
    // Exchanged digits are one edit there; what a mask leaves has no equivalent.
    let left_out = |label: &str| exported.findings.iter().any(|f| f.text.contains(&format!("`{label}`")) && f.text.contains("no equivalent"));
    assert!(left_out("transposed") && left_out("masked") && left_out("similar_sound") && !left_out("same_tail7"), "{:?}", exported.findings);
    let mut within = plan.spec().clone();
    within.identity.training.prior = Some(Prior::WithinBlock(0.5));
    assert_eq!(export(&within).unwrap_err().path(), "identity.training.prior");
}

#[test]
fn any_text_is_read_or_refused() {
    assert_eq!(sql::parse("\"a\"\"b_l\" = 'it''s'").unwrap().columns(), ["a\"b"]);
    assert_eq!(sql::parse("1.5e3").unwrap(), Sql::Number(1500.0));
    for text in
        ["", "(", ")", "x_l =", "x_l", "'", "é_l = é_r", "l.", "((((1", "cast(", "cast(x_l as", "x_l::", "f(", "f(,", "..", "1e", "_l", "x_l is", "x_l in (", "a.b.c", "\u{0}"]
    {
        _ = sql::parse(text);
    }
    assert!(sql::parse(&"(".repeat(100_000)).is_err());
    assert!(sql::parse(&"not ".repeat(100_000)).is_err());
    assert!(sql::parse(&format!("x_l = x_r{}", " and x_l = x_r".repeat(10_000))).is_ok());
}
