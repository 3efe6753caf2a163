//! Names, rules and ways of a lifecycle.

use super::machine::{Machine, Move, Stay};
use crate::error::{Code, Error, quote};
use crate::model::TagDomain;
use crate::rule::{Fields, Rule};
use crate::spec::{DimensionSpec, HitPolicy, LifecycleSpec, NullPolicy};

/// Resolves a lifecycle; `given` are the values that rules and `otherwise` point to.
pub(in crate::tag) fn compile(spec: &LifecycleSpec, dimension: &DimensionSpec, domain: &TagDomain, path: &str, fields: &Fields, errors: &mut Vec<Error>) -> Machine {
    let before = errors.len();
    let mut compiler = Compiler { domain, path, fields, errors };
    compiler.shape(spec, dimension);
    let start = spec.start.iter().enumerate().filter_map(|(n, stage)| compiler.stage(stage, &format!("start[{n}]"))).collect();
    let mut machine = Machine { start, ..Machine::default() };
    for (n, spec) in spec.moves.iter().enumerate() {
        let from = compiler.stage(&spec.from, &format!("moves[{n}].from"));
        let when = compiler.rule(spec.when.as_deref(), &format!("moves[{n}].when"), &mut machine);
        if spec.to.is_empty() || ((spec.when.is_some() || spec.after.is_some()) && spec.to.len() > 1) {
            compiler.error(Code::EmptyList, &format!("moves[{n}].to"), "a move leads somewhere, and one with `when` or `after` to one stage".to_owned());
        }
        for (t, to) in spec.to.iter().enumerate() {
            let to = compiler.stage(to, &format!("moves[{n}].to[{t}]"));
            if from.is_some() && from == to {
                compiler.error(Code::DuplicateName, &format!("moves[{n}].to[{t}]"), "a move leads to another stage".to_owned());
            }
            if let (Some(from), Some(to)) = (from, to) {
                machine.moves.push(Move { from, to, when, after: spec.after.map(|after| days(Some(after))), days: days(spec.days) });
            }
        }
    }
    for (n, spec) in spec.stays.iter().enumerate() {
        let stage = compiler.stage(&spec.stage, &format!("stays[{n}].stage"));
        let hold = compiler.rule(spec.hold.as_deref(), &format!("stays[{n}].while"), &mut machine);
        if spec.days.is_none() && spec.hold.is_none() {
            compiler.error(Code::EmptyList, &format!("stays[{n}]"), "`days` or `while` say what keeps a customer in the stage".to_owned());
        }
        machine.stays.extend(stage.map(|stage| Stay { stage, days: days(spec.days), hold }));
    }
    let ends: Vec<u16> = spec.ends.iter().enumerate().filter_map(|(n, stage)| compiler.stage(stage, &format!("final[{n}]"))).collect();
    // With names that are wrong, ways would be found missing that are only misspelt.
    if compiler.errors.len() == before {
        compiler.ways(&machine, dimension, &ends);
    }
    machine
}

fn days(days: Option<u32>) -> i32 {
    i32::try_from(days.unwrap_or(0)).unwrap_or(i32::MAX)
}

struct Compiler<'a> {
    domain: &'a TagDomain,
    path: &'a str,
    fields: &'a Fields,
    errors: &'a mut Vec<Error>,
}

impl Compiler<'_> {
    fn error(&mut self, code: Code, at: &str, detail: String) {
        self.errors.push(Error::new(code, format!("{}.{at}", self.path), detail));
    }

    fn shape(&mut self, spec: &LifecycleSpec, dimension: &DimensionSpec) {
        if spec.moves.is_empty() {
            self.error(Code::EmptyList, "moves", "a lifecycle needs moves".to_owned());
        }
        let plain = matches!(dimension.hit, HitPolicy::First {} | HitPolicy::Unique {}) && dimension.combine.is_none();
        if !plain || matches!(dimension.null, NullPolicy::KeepLast { .. }) {
            let detail = "a lifecycle needs rules of which one decides (`first` or `unique`), and keeps the stage before by itself";
            self.errors.push(Error::new(Code::TypeMismatch, self.path, detail));
        }
    }

    fn stage(&mut self, stage: &str, at: &str) -> Option<u16> {
        let known = |code: &u16| self.domain.unknown != Some(*code);
        let code = self.domain.code(stage).filter(known);
        if code.is_none() {
            let error = Error::new(Code::UnknownValue, format!("{}.{at}", self.path), format!("the dimension {} has no value {}", quote(&self.domain.name), quote(stage)));
            self.errors.push(error.with_nearest(stage, (0_u16..).zip(&self.domain.values).filter(|(code, _)| known(code)).map(|(_, value)| value.as_str())));
        }
        code
    }

    fn rule(&mut self, text: Option<&str>, at: &str, machine: &mut Machine) -> Option<usize> {
        machine.rules.push(Rule::compile(text?, &format!("{}.{at}", self.path), self.fields, self.errors)?);
        Some(machine.rules.len() - 1)
    }

    /// Which stages nothing leads to, and which nothing leads out of.
    fn ways(&mut self, machine: &Machine, dimension: &DimensionSpec, ends: &[u16]) {
        let pointed: Vec<u16> = crate::tag::compile::given(dimension).filter_map(|(_, value)| self.domain.code(value)).collect();
        let mut reached: Vec<u16> = pointed.iter().copied().filter(|code| machine.start.is_empty() || machine.start.contains(code)).collect();
        // A move without a rule of its own is gone where the rules of the dimension point.
        let goes = |m: &&Move| m.has_rule() || pointed.contains(&m.to);
        let mut at = 0;
        while let Some(here) = reached.get(at).copied() {
            for m in machine.moves.iter().filter(|m| m.from == here).filter(goes) {
                if !reached.contains(&m.to) {
                    reached.push(m.to);
                }
            }
            at += 1;
        }
        let stages = (0_u16..).zip(&self.domain.values).filter(|(code, _)| self.domain.unknown != Some(*code));
        for (code, stage) in stages {
            if !reached.contains(&code) {
                let error = Error::new(Code::UnreachableStage, self.path, format!("no way leads to the stage {}", quote(stage)));
                let what = if pointed.contains(&code) {
                    "add a move that leads to it, or name it under `start`"
                } else {
                    "no rule points to it: give it one, or a move with `when` or `after`"
                };
                self.errors.push(error.with_help(what));
            } else if !machine.moves.iter().filter(|m| m.from == code).any(|m| goes(&m)) && !ends.contains(&code) {
                let error = Error::new(Code::DeadEnd, self.path, format!("no move leads out of the stage {}", quote(stage)));
                self.errors.push(error.with_help("add one, or name the stage under `final` if that is meant"));
            }
        }
    }
}
