//! Rules as JsonLogic, out and in.
//!
//! | rule | JsonLogic |
//! |---|---|
//! | `年消费 >= 10000元` | `{"and": [{"!==": [{"var": "年消费"}, null]}, {">=": [{"var": "年消费"}, 10000]}]}` |
//! | `状态 in {"沉睡", "流失"}` | `{"in": [{"var": "状态"}, ["沉睡", "流失"]]}` |
//! | `备注 contains {"参数"}` | `{"and": [{"!==": [{"var": "备注"}, null]}, {"in": ["参数", {"var": "备注"}]}]}` |
//! | `距上次互动 is missing` | `{"===": [{"var": "距上次互动"}, null]}` |
//!
//! # Meaning
//! What goes out is true exactly where the rule is true; where the rule is false or cannot be decided it is false. Data are as rules write
//! them: amounts in 元, ratios as parts of one, days and counts whole, dates as `2024-05-01`. `not` goes down to the comparisons, each of which
//! asks first whether there is a value, for JsonLogic takes none for 0.
//!
//! What comes in are `and`, `or`, `!`, `==` and its kin, comparisons of a variable with one constant or between two, and `in` a list or a text.
//! A comparison with a value that is not there is not known, as everywhere in rules.
//!
//! `true` and `false` come in for what is either, and go out as the 1 and 0 that facts are written as.
//!
//! # Limits
//! Missing states but `is missing` do not go out: null is one state.
//! Names with a `.` (aggregates over attributes) are paths to JsonLogic and do not go out; neither do keywords with Latin letters, which rules
//! find in either case, and keywords that are all empty; nor do `all` and `any` of nothing, which are false to JsonLogic either way. An empty
//! keyword, which every text has to JsonLogic and none to a rule, does not come in. Arithmetic, `if`, `map` and their kin do not come in (`not_portable`).
//!
//! Source: <https://jsonlogic.com/operations.html>.

use crate::error::{Code, Error, Result, quote};
use crate::model::FactUnit;
use crate::rule::{Bound, Constant, FieldType, Fields, Predicate, Subject, Test, check, decimal};
use chrono::NaiveDate;
use serde_json::{Number, Value, json};

/// How deep a rule may nest.
const DEEPEST: usize = 64;

/// A checked rule as JsonLogic.
///
/// # Errors
/// `not_portable`: JsonLogic cannot say it.
///
/// ```
/// use guiyi::{interop::json_logic, model::FactUnit, rule::{Fields, Rule}};
///
/// let fields: Fields = [("n30", FactUnit::Count)].into_iter().collect();
/// let rule = Rule::compile("not n30 < 2", "", &fields, &mut Vec::new()).unwrap();
/// let logic = json_logic::export(rule.predicate())?;
/// assert_eq!(logic.to_string(), r#"{"and":[{"!==":[{"var":"n30"},null]},{">=":[{"var":"n30"},2]}]}"#);
/// assert_eq!(json_logic::import(&logic, &fields)?.to_string(), "n30 is known and n30 >= 2");
/// # Ok::<(), guiyi::Error>(())
/// ```
pub fn export(rule: &Predicate) -> Result<Value> {
    told(rule, true)
}

/// JsonLogic as a rule over these names.
///
/// # Errors
/// `not_portable`: the language of rules cannot say it. Those of a rule: `unknown_metric`, `type_mismatch` and their kin.
pub fn import(logic: &Value, fields: &Fields) -> Result<Predicate> {
    let read = read(logic, fields, 0)?;
    let mut errors = Vec::new();
    match (check(&read, "", fields, &mut errors), errors.into_iter().next()) {
        (_, Some(error)) => Err(error),
        (Some(predicate), None) => Ok(predicate),
        (None, None) => Err(odd("the rule cannot be read".to_owned())),
    }
}

fn odd(detail: String) -> Error {
    Error::new(Code::NotPortable, "", detail)
}

/// What is true where the rule is surely true, or surely false.
fn told(rule: &Predicate, wanted: bool) -> Result<Value> {
    let joined = |of: &[Predicate], all: bool| -> Result<Value> {
        if of.is_empty() {
            return Err(odd("JsonLogic takes `and` and `or` of nothing for false".to_owned()));
        }
        let parts = of.iter().map(|part| told(part, wanted)).collect::<Result<Vec<Value>>>()?;
        Ok(json!({(if all == wanted { "and" } else { "or" }): parts}))
    };
    match rule {
        Predicate::All { of } => joined(of, true),
        Predicate::Any { of } => joined(of, false),
        Predicate::Not { of } => told(of, !wanted),
        Predicate::Compare { subject, test } => compared(subject, test, wanted),
    }
}

fn compared(subject: &Subject, test: &Test, wanted: bool) -> Result<Value> {
    let name = subject.to_name();
    if name.contains('.') || name.is_empty() {
        return Err(odd(format!("JsonLogic reads the name {} as a path", quote(&name))));
    }
    let var = json!({"var": name});
    let is = |operator: &str, value: &Value| json!({operator: [var, value]});
    let known = is("!==", &Value::Null);
    let guarded = |parts: Vec<Value>| json!({"and": std::iter::once(known.clone()).chain(parts).collect::<Vec<_>>()});
    let ordered = |operator: &str, value: &Constant| -> Result<Value> { Ok(guarded(vec![is(operator, &constant(value)?)])) };
    Ok(match (test, wanted) {
        (Test::Is { value }, true) | (Test::IsNot { value }, false) => is("===", &constant(value)?),
        (Test::IsNot { value }, true) | (Test::Is { value }, false) => ordered("!==", value)?,
        (Test::AtLeast { value }, true) | (Test::LessThan { value }, false) => ordered(">=", value)?,
        (Test::LessThan { value }, true) | (Test::AtLeast { value }, false) => ordered("<", value)?,
        (Test::MoreThan { value }, true) | (Test::AtMost { value }, false) => ordered(">", value)?,
        (Test::AtMost { value }, true) | (Test::MoreThan { value }, false) => ordered("<=", value)?,
        (Test::Between { low, high }, wanted) => {
            let (from, to) = (constant(&low.value)?, constant(&high.value)?);
            if wanted {
                guarded(vec![is(if low.closed { ">=" } else { ">" }, &from), is(if high.closed { "<=" } else { "<" }, &to)])
            } else {
                guarded(vec![json!({"or": [is(if low.closed { "<" } else { "<=" }, &from), is(if high.closed { ">" } else { ">=" }, &to)]})])
            }
        }
        (Test::OneOf { values }, wanted) => {
            let list = is("in", &values.iter().map(constant).collect::<Result<Value>>()?);
            if wanted { list } else { guarded(vec![json!({"!": [list]})]) }
        }
        (Test::Contains { any }, wanted) => {
            if let Some(letters) = any.iter().find(|text| text.bytes().any(|b| b.is_ascii_alphabetic())) {
                return Err(odd(format!("rules find {} in either case, JsonLogic in one", quote(letters))));
            }
            let found: Vec<Value> = any.iter().filter(|text| !text.is_empty()).map(|text| json!({"in": [text, var]})).collect();
            if found.is_empty() {
                return Err(odd("JsonLogic finds an empty keyword in every text, rules in none".to_owned()));
            }
            let found = json!({"or": found});
            guarded(vec![if wanted { found } else { json!({"!": [found]}) }])
        }
        (Test::MissingAs { state }, _) => return Err(odd(format!("JsonLogic knows one missing state, null, and not {}", quote(state.as_str())))),
        (Test::Missing {}, true) | (Test::Known {}, false) => is("===", &Value::Null),
        (Test::Known {}, true) | (Test::Missing {}, false) => known,
    })
}

/// A constant as data write it.
fn constant(value: &Constant) -> Result<Value> {
    let number = |text: String| serde_json::from_str(&text).map_err(|_| odd(format!("{} is no number", quote(&text))));
    match value {
        Constant::Number { millionths } | Constant::Ratio { millionths } => number(decimal(*millionths, 1_000_000)),
        Constant::Money { fen } => number(decimal(*fen, 100)),
        Constant::Days { days } => Ok(json!(days)),
        Constant::Count { count } => Ok(json!(count)),
        Constant::Date { days } => {
            let date = i32::try_from(*days).ok().and_then(NaiveDate::from_epoch_days);
            date.map(|date| json!(date.to_string())).ok_or_else(|| odd(format!("day {days} is no date")))
        }
        // As facts are written.
        Constant::Whether { yes } => Ok(json!(i64::from(*yes))),
        Constant::Text { text } => Ok(json!(text)),
    }
}

fn read(logic: &Value, fields: &Fields, depth: usize) -> Result<Predicate> {
    if depth > DEEPEST {
        return Err(Error::new(Code::TooLarge, "", format!("the rule nests deeper than {DEEPEST} levels")));
    }
    let operation = logic.as_object().filter(|object| object.len() == 1).and_then(|object| object.iter().next());
    let Some((operator, arguments)) = operation else { return Err(odd(format!("{} is no operation", quote(&logic.to_string())))) };
    // One argument may stand without its list.
    let arguments: &[Value] = arguments.as_array().map_or(std::slice::from_ref(arguments), Vec::as_slice);
    let parts = || arguments.iter().map(|part| read(part, fields, depth + 1)).collect::<Result<Vec<Predicate>>>();
    match (operator.as_str(), arguments) {
        ("and", [_, ..]) => Ok(Predicate::all(parts()?)),
        ("or", [_, ..]) => Ok(Predicate::any(parts()?)),
        ("!", [part]) => Ok(Predicate::negated(read(part, fields, depth + 1)?)),
        ("==" | "===" | "!=" | "!==", [left, right]) => {
            let (name, value) = var(left).map(|name| (name, right)).or_else(|| var(right).map(|name| (name, left))).ok_or_else(|| unnamed(logic))?;
            let equal = !operator.starts_with('!');
            Ok(compare(
                name,
                match (value, equal) {
                    (Value::Null, true) => Test::Missing {},
                    (Value::Null, false) => Test::Known {},
                    (value, true) => Test::Is { value: taken(value, name, fields)? },
                    (value, false) => Test::IsNot { value: taken(value, name, fields)? },
                },
            ))
        }
        ("<" | "<=" | ">" | ">=", [left, right]) => {
            if let Some(name) = var(left) {
                return Ok(compare(name, ordered(operator, taken(right, name, fields)?)));
            }
            let name = var(right).ok_or_else(|| unnamed(logic))?;
            let turned = match operator.as_str() {
                "<" => ">",
                "<=" => ">=",
                ">" => "<",
                _ => "<=",
            };
            Ok(compare(name, ordered(turned, taken(left, name, fields)?)))
        }
        ("<" | "<=", [low, middle, high]) => {
            let name = var(middle).ok_or_else(|| unnamed(logic))?;
            let bound = |value: &Value| Ok::<_, Error>(Bound { value: taken(value, name, fields)?, closed: operator == "<=" });
            Ok(compare(name, Test::Between { low: bound(low)?, high: bound(high)? }))
        }
        ("in", [what, Value::Array(list)]) => {
            let name = var(what).ok_or_else(|| unnamed(logic))?;
            Ok(compare(name, Test::OneOf { values: list.iter().map(|value| taken(value, name, fields)).collect::<Result<Vec<_>>>()? }))
        }
        ("in", [Value::String(text), within]) => {
            let name = var(within).ok_or_else(|| unnamed(logic))?;
            if text.is_empty() {
                return Err(odd("JsonLogic finds an empty keyword in every text, rules in none".to_owned()));
            }
            if text.bytes().any(|b| b.is_ascii_alphabetic()) {
                return Err(odd(format!("rules find {} in either case, JsonLogic in one", quote(text))));
            }
            Ok(compare(name, Test::Contains { any: vec![text.clone()] }))
        }
        (other, _) => {
            let error = odd(format!("rules have no operation {} with {} arguments", quote(other), arguments.len()));
            Err(error.with_help("what comes in are `and`, `or`, `!`, `==`, `!=`, `<`, `<=`, `>`, `>=` and `in`, each over one variable and constants"))
        }
    }
}

fn unnamed(logic: &Value) -> Error {
    odd(format!("{} compares no variable with a constant", quote(&logic.to_string())))
}

/// The name of a variable.
fn var(value: &Value) -> Option<&str> {
    let name = value.as_object().filter(|object| object.len() == 1)?.get("var")?;
    match name {
        Value::Array(of) => of.first().filter(|_| of.len() == 1)?.as_str(),
        other => other.as_str(),
    }
}

fn compare(name: &str, test: Test) -> Predicate {
    Predicate::Compare { subject: Subject::Field { name: name.to_owned() }, test }
}

fn ordered(operator: &str, value: Constant) -> Test {
    match operator {
        "<" => Test::LessThan { value },
        "<=" => Test::AtMost { value },
        ">" => Test::MoreThan { value },
        _ => Test::AtLeast { value },
    }
}

/// A constant as rules write it.
fn taken(value: &Value, name: &str, fields: &Fields) -> Result<Constant> {
    let unusable = || odd(format!("{} cannot be compared with {}", quote(name), quote(&value.to_string())));
    match value {
        Value::Number(number) => millionths(number).map(|millionths| Constant::Number { millionths }).ok_or_else(unusable),
        Value::String(text) if fields.find(name) == Some(&FieldType::Unit(FactUnit::Date)) => {
            let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| unusable())?;
            Ok(Constant::Date { days: i64::from(date.to_epoch_days()) })
        }
        Value::String(text) => Ok(Constant::Text { text: text.clone() }),
        Value::Bool(yes) if matches!(fields.find(name), Some(FieldType::Unit(FactUnit::Whether | FactUnit::Text))) => Ok(Constant::Whether { yes: *yes }),
        _ => Err(unusable()),
    }
}

fn millionths(number: &Number) -> Option<i64> {
    let text = number.to_string();
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fine = fraction.len() <= 6 && fraction.bytes().all(|b| b.is_ascii_digit());
    let part: i64 = format!("{fraction:0<6}").parse().ok().filter(|_| fine)?;
    Some(sign * whole.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(part)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FactColumn, FactTable, FactValues};
    use crate::rule::{Rule, Verdict};
    use crate::table::Interner;
    use proptest::prelude::*;

    fn fields() -> Fields {
        [("n", FactUnit::Count), ("spent", FactUnit::Money), ("rate", FactUnit::Ratio), ("last", FactUnit::Days), ("day", FactUnit::Date), ("备注", FactUnit::Text)]
            .into_iter()
            .collect()
    }

    fn rule(text: &str) -> Rule {
        let mut errors = Vec::new();
        let rule = Rule::compile(text, "", &fields(), &mut errors);
        rule.unwrap_or_else(|| panic!("{text}: {errors:?}"))
    }

    /// JsonLogic by its description, for what we write: two values, null below 1 and not below 0.
    fn holds(logic: &Value, data: &Value) -> bool {
        fn value(part: &Value, data: &Value) -> Value {
            var(part).map_or_else(|| part.clone(), |name| data[name].clone())
        }
        let (operator, of) = logic.as_object().unwrap().iter().next().unwrap();
        let of = of.as_array().unwrap();
        let at = |n: usize| value(&of[n], data);
        let less = |a: &Value, b: &Value| match (a, b) {
            (Value::String(a), Value::String(b)) => a < b,
            (a, b) => a.as_f64().unwrap_or(0.0) < b.as_f64().unwrap_or(0.0),
        };
        let equal = |a: &Value, b: &Value| a == b || a.as_f64().is_some_and(|a| b.as_f64() == Some(a));
        match operator.as_str() {
            "and" => of.iter().all(|part| holds(part, data)),
            "or" => of.iter().any(|part| holds(part, data)),
            "!" => !holds(&of[0], data),
            "===" => equal(&at(0), &at(1)),
            "!==" => !equal(&at(0), &at(1)),
            "<" => less(&at(0), &at(1)),
            ">" => less(&at(1), &at(0)),
            "<=" => !less(&at(1), &at(0)),
            ">=" => !less(&at(0), &at(1)),
            "in" => match at(1) {
                Value::Array(list) => list.iter().any(|other| equal(other, &at(0))),
                Value::String(text) => text.contains(at(0).as_str().unwrap()),
                _ => false,
            },
            other => panic!("{other}"),
        }
    }

    /// Customers as facts and as data: everything small, and nothing at all.
    fn customers() -> (FactTable, Vec<Value>) {
        let mut rows: Vec<[Option<i64>; 5]> = vec![[None; 5]];
        rows.extend((0..60_i64).map(|n| [Some(n % 4), Some(n % 7 * 50), Some(n % 5 * 250_000), Some(n % 3 * 10), Some(19_840 + n % 6)]));
        rows.extend((0..5).map(|missing| std::array::from_fn(|at| (at != missing).then_some(1))));
        let notes: Vec<Option<&str>> = (0..rows.len()).map(|n| [None, Some("参数"), Some("问参数和价格"), Some("x")][n % 4]).collect();
        let names = ["n", "spent", "rate", "last", "day"];
        let units = [FactUnit::Count, FactUnit::Money, FactUnit::Ratio, FactUnit::Days, FactUnit::Date];
        let column = |at: usize| FactColumn { name: names[at].to_owned(), unit: units[at], values: FactValues::Number(rows.iter().map(|row| row[at]).collect()) };
        let mut texts = Interner::new();
        let ids = notes.iter().map(|note| note.map(|note| texts.intern(note))).collect();
        let mut columns: Vec<FactColumn> = (0..5).map(column).collect();
        columns.push(FactColumn { name: "备注".to_owned(), unit: FactUnit::Text, values: FactValues::Text { ids, texts } });
        let data = rows.iter().zip(&notes).map(|([n, spent, rate, last, day], note)| {
            let part = |value: &Option<i64>, per: f64| value.map(|value| value as f64 / per);
            let day = day.map(|day| NaiveDate::from_epoch_days(i32::try_from(day).unwrap()).unwrap().to_string());
            json!({"n": n, "spent": part(spent, 100.0), "rate": part(rate, 1e6), "last": last, "day": day, "备注": note})
        });
        (FactTable { rows: rows.len(), columns }, data.collect())
    }

    #[test]
    fn a_rule_goes_out_and_comes_in() {
        for (text, logic) in [
            ("spent in [0.5元, 2元)", r#"{"and":[{"!==":[{"var":"spent"},null]},{">=":[{"var":"spent"},0.5]},{"<":[{"var":"spent"},2]}]}"#),
            ("not rate > 60%", r#"{"and":[{"!==":[{"var":"rate"},null]},{"<=":[{"var":"rate"},0.6]}]}"#),
            ("day = 2024-05-01 or n is missing", r#"{"or":[{"===":[{"var":"day"},"2024-05-01"]},{"===":[{"var":"n"},null]}]}"#),
            ("备注 not contains {\"参数\"}", r#"{"and":[{"!==":[{"var":"备注"},null]},{"!":[{"or":[{"in":["参数",{"var":"备注"}]}]}]}]}"#),
        ] {
            assert_eq!(export(rule(text).predicate()).unwrap().to_string(), logic, "{text}");
        }
        for (logic, text) in [
            (json!({"<": [1, {"var": "n"}, 3]}), "n in (1, 3)"),
            (json!({">": [10000, {"var": ["spent"]}]}), "spent < 10000元"),
            (json!({"!": {"in": [{"var": "备注"}, ["a", "b"]]}}), "not 备注 in {\"a\", \"b\"}"),
            (json!({"and": [{"==": [{"var": "day"}, "2024-05-01"]}, {"!=": [{"var": "rate"}, 0.5]}]}), "day = 2024-05-01 and rate != 50%"),
        ] {
            assert_eq!(import(&logic, &fields()).unwrap().to_string(), text, "{logic}");
        }
    }

    #[test]
    fn what_one_cannot_say_is_an_error() {
        let mut deep = json!({"==": [{"var": "n"}, 1]});
        for _ in 0..70 {
            deep = json!({"!": [deep]});
        }
        for (logic, code) in [
            (json!({"+": [1, 2]}), "not_portable"),
            (json!({"if": [{"==": [{"var": "n"}, 1]}, true, false]}), "not_portable"),
            (json!(true), "not_portable"),
            (json!({"and": []}), "not_portable"),
            (json!({"==": [1, 1]}), "not_portable"),
            (json!({"in": ["CNC", {"var": "备注"}]}), "not_portable"),
            (json!({"in": ["", {"var": "备注"}]}), "not_portable"),
            (json!({"!": [{"in": ["", {"var": "备注"}]}]}), "not_portable"),
            (json!({">": [{"var": "n"}, {"var": "last"}]}), "not_portable"),
            (json!({">": [{"var": "day"}, "May"]}), "not_portable"),
            (json!({">": [{"var": "n"}, 1e300]}), "not_portable"),
            (json!({">": [{"var": "n"}, 0.5]}), "type_mismatch"),
            (json!({">": [{"var": "m"}, 1]}), "unknown_metric"),
            (deep, "too_large"),
        ] {
            assert_eq!(import(&logic, &fields()).unwrap_err().code().as_str(), code, "{logic}");
        }
        let unnamed = Predicate::Compare { subject: Subject::Field { name: "a.b".to_owned() }, test: Test::Known {} };
        assert_eq!(export(&unnamed).unwrap_err().code(), Code::NotPortable);
        assert_eq!(export(rule("备注 contains {\"CNC\"}").predicate()).unwrap_err().code(), Code::NotPortable);
    }

    /// Null is one state, and yes is 1.
    #[test]
    fn states_stay_and_whether_goes_as_a_number() {
        let mut fields: Fields = [("回购", FactUnit::Whether), ("已付", FactUnit::Text), ("n", FactUnit::Count)].into_iter().collect();
        fields.push_field("电话");
        let logic = |text: &str| export(Rule::compile(text, "", &fields, &mut Vec::new()).unwrap().predicate());
        for text in ["电话 is 待补充", "电话 is not 未知", "n = 1 or 电话 is absent"] {
            assert_eq!(logic(text).unwrap_err().code(), Code::NotPortable, "{text}");
        }
        assert_eq!(logic("电话 is missing").unwrap(), json!({"===": [{"var": "电话"}, null]}));
        assert_eq!(logic("回购 = true").unwrap(), json!({"===": [{"var": "回购"}, 1]}));
        let back = |name: &str, value: Value| import(&json!({"==": [{"var": name}, value]}), &fields).map(|rule| rule.to_string());
        assert_eq!((back("回购", json!(true)).unwrap(), back("已付", json!(false)).unwrap()), ("回购 = true".to_owned(), "已付 = \"false\"".to_owned()));
        assert_eq!(back("n", json!(true)).unwrap_err().code(), Code::NotPortable);
    }

    /// `{"and": []}` is false to JsonLogic, and `all` of nothing is true to a rule.
    #[test]
    fn nothing_does_not_go_out() {
        let contains = |any: &[&str]| compare("备注", Test::Contains { any: any.iter().map(|text| (*text).to_owned()).collect() });
        for empty in [Predicate::All { of: Vec::new() }, Predicate::Any { of: Vec::new() }, contains(&[]), contains(&[""])] {
            for predicate in [empty.clone(), Predicate::Not { of: Box::new(empty.clone()) }, Predicate::Any { of: vec![compare("n", Test::Known {}), empty] }] {
                assert_eq!(export(&predicate).unwrap_err().code(), Code::NotPortable, "{predicate:?}");
            }
        }
        // Beside others an empty keyword says nothing.
        assert_eq!(export(&contains(&["", "参数"])).unwrap(), export(&contains(&["参数"])).unwrap());
    }

    fn any_rule() -> impl Strategy<Value = String> {
        let leaves = [
            "n = 1",
            "n != 2",
            "n > 0",
            "n in {1, 3}",
            "spent >= 1元",
            "spent < 0.5元",
            "spent in [0.5元, 2元)",
            "rate > 50%",
            "rate in (25%, 75%]",
            "last <= 10天",
            "last is missing",
            "day >= 2024-05-01",
            "day != 2024-04-29",
            "备注 = \"x\"",
            "备注 contains {\"参数\", \"价格\"}",
            "备注 not in {\"x\", \"y\"}",
            "备注 is known",
        ];
        let leaf = prop::sample::select(leaves.to_vec()).prop_map(str::to_owned);
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
                inner.prop_map(|a| format!("not ({a})")),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_goes_out_is_true_where_the_rule_is(text in any_rule()) {
            let rule = rule(&text);
            let (facts, data) = customers();
            let logic = export(rule.predicate()).unwrap();
            let back = Rule::from_predicate(&import(&logic, &fields()).unwrap(), "", &fields(), &mut Vec::new()).unwrap();
            for (row, data) in data.iter().enumerate() {
                let truth = rule.row(&facts, row) == Verdict::True;
                prop_assert_eq!(truth, holds(&logic, data), "{} {} {}", text, logic, data);
                prop_assert_eq!(truth, back.row(&facts, row) == Verdict::True, "{} {} {}", text, back.text(), data);
            }
        }
    }
}
