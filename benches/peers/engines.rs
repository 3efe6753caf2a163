//! The peers: each takes the columns and gives the seconds that it took, and the codes.

use crate::seed_tags::{COLUMNS, CUSTOMERS};
use cel::common::types::CelInt;
use cel::common::value::CowVal;
use cel::context::VariableResolver;
use cel::{Context, Program, Value};
use datalogic_rs::bumpalo::Bump;
use datalogic_rs::{DataValue, Engine};
use rust_decimal::prelude::ToPrimitive;
use std::time::Instant;
use zen_expression::vm::VM;
use zen_expression::{Isolate, Scope, Variable};

type Columns = [Vec<i32>; 5];
type Found = Result<(f64, Vec<u8>), String>;
type Run = fn(&Columns) -> Found;

/// Crate and engine.
pub(crate) const ALL: [(&str, Run); 3] =
    [("cel", by_cel), ("datalogic-rs", by_logic), ("zen-expression", by_zen)];

/// The version of a crate that this was built with.
pub(crate) fn version(name: &str) -> &'static str {
    let after = include_str!("Cargo.lock").split_once(&format!("name = \"{name}\"\nversion = \""));
    after.and_then(|(_, rest)| rest.split_once('"')).map_or("of an unknown version", |(version, _)| version)
}

/// The four as conditional expressions, which CEL and ZEN write alike.
const EXPRESSIONS: [&str; 4] = [
    "amount >= 1000000 ? 0 : amount >= 300000 ? 1 : 2",
    "n30 > 5 ? 0 : n30 >= 2 ? 1 : 2",
    "repurchase > 600000 && complaints < 50000 ? 0 : repurchase >= 300000 && complaints < 100000 ? 1 : 2",
    "n30 >= 2 ? 0 : n30 == 1 ? 1 : recency <= 90 ? 2 : 3",
];

const LOGIC: [&str; 4] = [
    r#"{"if": [{">=": [{"var": "amount"}, 1000000]}, 0, {">=": [{"var": "amount"}, 300000]}, 1, 2]}"#,
    r#"{"if": [{">": [{"var": "n30"}, 5]}, 0, {">=": [{"var": "n30"}, 2]}, 1, 2]}"#,
    r#"{"if": [{"and": [{">": [{"var": "repurchase"}, 600000]}, {"<": [{"var": "complaints"}, 50000]}]}, 0,
               {"and": [{">=": [{"var": "repurchase"}, 300000]}, {"<": [{"var": "complaints"}, 100000]}]}, 1, 2]}"#,
    r#"{"if": [{">=": [{"var": "n30"}, 2]}, 0, {"==": [{"var": "n30"}, 1]}, 1, {"<=": [{"var": "recency"}, 90]}, 2, 3]}"#,
];

/// Packs the codes of the customers, each of which is given by a function of its facts and the place of a dimension.
fn each(columns: &Columns, mut tag: impl FnMut([i64; 5]) -> Result<[i64; 4], String>) -> Found {
    let mut codes = Vec::with_capacity(CUSTOMERS);
    let started = Instant::now();
    let [a, b, c, d, e] = columns;
    for ((((a, b), c), d), e) in a.iter().zip(b).zip(c).zip(d).zip(e) {
        let mut packed = 0_u8;
        for (n, code) in (0..).zip(tag([*a, *b, *c, *d, *e].map(i64::from))?) {
            let code = u8::try_from(code).ok().filter(|code| *code < 4).ok_or_else(|| format!("{code} is the place of no value"))?;
            packed |= code << (2 * n);
        }
        codes.push(packed);
    }
    Ok((started.elapsed().as_secs_f64(), codes))
}

fn texts<E: std::fmt::Display>(error: E) -> String {
    error.to_string()
}

/// A customer's facts, resolved by name without being copied into a map.
struct Row([CelInt; 5]);

impl VariableResolver for Row {
    fn resolve<'b>(&'b self, name: &str) -> Option<CowVal<'b, 'b>> {
        let at = COLUMNS.iter().position(|(known, _)| *known == name)?;
        Some(CowVal::Borrowed(self.0.get(at)?))
    }
}

fn by_cel(columns: &Columns) -> Found {
    let programs = EXPRESSIONS.map(|text| Program::compile(text).map_err(texts));
    let programs = programs.into_iter().collect::<Result<Vec<_>, _>>()?;
    each(columns, |facts| {
        let row = Row(facts.map(CelInt::from));
        let mut context = Context::empty();
        context.set_variable_resolver(&row);
        let mut codes = [0; 4];
        for (code, program) in codes.iter_mut().zip(&programs) {
            match program.execute(&context).map_err(texts)? {
                Value::Int(value) => *code = value,
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(codes)
    })
}

fn by_logic(columns: &Columns) -> Found {
    let engine = Engine::new();
    let rules = LOGIC.map(|text| engine.compile(text).map_err(texts));
    let rules = rules.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut arena = Bump::new();
    each(columns, |facts| {
        arena.reset();
        let mut pairs = [("", DataValue::Null); 5];
        for (pair, ((name, _), value)) in pairs.iter_mut().zip(COLUMNS.iter().zip(facts)) {
            *pair = (*name, DataValue::from_i64(value));
        }
        let row: &DataValue<'_> = arena.alloc(DataValue::Object(arena.alloc_slice_copy(&pairs)));
        let mut codes = [0; 4];
        for (code, rule) in codes.iter_mut().zip(&rules) {
            let value = engine.evaluate(rule, row, &arena).map_err(texts)?;
            *code = value.as_i64().ok_or_else(|| format!("{value:?}"))?;
        }
        Ok(codes)
    })
}

fn by_zen(columns: &Columns) -> Found {
    let mut isolate = Isolate::new();
    let expressions = EXPRESSIONS.map(|text| isolate.compile_standard(&text.replace("&&", "and")).map_err(texts));
    let expressions = expressions.into_iter().collect::<Result<Vec<_>, _>>()?;
    let names = COLUMNS.map(|(name, _)| Variable::key(name));
    let (mut vm, mut scope) = (VM::new(), Scope::new(Variable::empty_object()));
    each(columns, |facts| {
        for (name, value) in names.iter().zip(facts) {
            scope.set_local(name.clone(), Variable::Number(value.into()));
        }
        let mut codes = [0; 4];
        for (code, expression) in codes.iter_mut().zip(&expressions) {
            let value = expression.evaluate_with_scope(&scope, &mut vm).map_err(texts)?;
            *code = value.as_number().and_then(|number| number.to_i64()).ok_or_else(|| format!("{value:?}"))?;
        }
        Ok(codes)
    })
}
