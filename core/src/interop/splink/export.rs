//! A spec to Splink's settings.

use super::{Exported, FORM};
use crate::error::{Code, Error, Result, quote};
use crate::identity::score::{BIT, probability, weight_at};
use crate::model::Finding;
use crate::spec::{BlockingRule, ComparisonSpec, DecisionRule, KeySpec, LevelSpec, ModelComparison, Prior, Spec, TestSpec};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// The comparisons, blocking rules, prior and model of a spec as Splink's settings, with SQL for DuckDB.
///
/// Derived forms are columns of their own, `field__form`, that Splink's tables must then have. A level whose test has no
/// equivalent is joined with the next worse one. Rules, groups, relatives and dependences have none. All of it is reported.
///
/// # Errors
/// `empty_list` when the spec leaves the comparisons to the library: those of a plan's spec are written out. `invalid_spec` when
/// the model is not that of the comparisons, or its prior is of pairs within blocks, which only a run can turn.
pub fn export(spec: &Spec) -> Result<Exported> {
    let identity = &spec.identity;
    let Some(comparisons) = identity.comparisons.as_ref().filter(|c| c.iter().all(|c| !c.levels.is_empty())) else {
        let error = Error::new(Code::EmptyList, "identity.comparisons", "the comparisons and their levels are left to the library");
        return Err(error.with_help("compile the spec and export that of the plan, which has them written out"));
    };
    let mut writer = Writer { spec, findings: Vec::new(), forms: BTreeSet::new() };
    let mut written = Vec::new();
    for (i, comparison) in comparisons.iter().enumerate() {
        let path = format!("identity.comparisons[{i}]");
        let learned = match &identity.model {
            None => None,
            Some(model) => Some(model.comparisons.get(i).filter(|m| same(m, comparison)).ok_or_else(|| {
                let error = Error::new(Code::InvalidSpec, format!("identity.model.comparisons[{i}]"), "the model's comparisons and levels are not those of the spec");
                error.with_help("train the model with the same comparisons, or compile the spec to see what differs")
            })?),
        };
        written.extend(writer.comparison(comparison, learned, &path));
    }
    let rules: Vec<Value> = identity.blocking.rules.iter().flatten().map(|rule| json!({"blocking_rule": writer.rule(rule), "sql_dialect": "duckdb"})).collect();
    if identity.blocking.rules.is_none() {
        writer.find("identity.blocking.rules", "they are left to the library: the settings have none");
    }
    let mut settings = Map::new();
    settings.insert("link_type".to_owned(), json!(writer.link_type()));
    if let Some(prior) = prior(spec)? {
        settings.insert("probability_two_random_records_match".to_owned(), json!(prior));
    }
    settings.insert("blocking_rules_to_generate_predictions".to_owned(), Value::Array(rules));
    settings.insert("comparisons".to_owned(), Value::Array(written));
    if let Some(id) = spec.sources.first().and_then(|s| s.id.as_ref()) {
        settings.insert("unique_id_column_name".to_owned(), json!(id));
        if spec.sources.iter().any(|s| s.id.as_ref() != Some(id)) {
            writer.find("sources", "the sources have different columns of record ids: the tables need one name for all");
        }
    }
    writer.left_out();
    let settings = serde_json::to_string_pretty(&settings).map_err(|e| Error::new(Code::Internal, "", "the settings cannot be written").with_source(e))?;
    Ok(Exported { settings, findings: writer.findings })
}

fn same(model: &ModelComparison, comparison: &ComparisonSpec) -> bool {
    let name = if comparison.name.is_empty() { &comparison.field } else { &comparison.name };
    let labels = ["missing", "else"].into_iter().chain(comparison.levels.iter().rev().map(|l| l.label.as_str()));
    model.name == *name && labels.eq(model.levels.iter().map(|l| l.label.as_str()))
}

/// The probability of a random pair.
fn prior(spec: &Spec) -> Result<Option<f64>> {
    let within = |path: &str| {
        let error = Error::new(Code::InvalidSpec, path, "the prior is of pairs within blocks: what that is of a random pair, the counts of a run say");
        Err(error.with_help("export the model of a run, `outcome.model()`"))
    };
    match (&spec.identity.model, spec.identity.training.prior) {
        (Some(model), _) => match model.prior {
            Prior::RandomPair(weight) => Ok(Some(short(weight))),
            Prior::WithinBlock(_) => within("identity.model.prior"),
        },
        (None, Some(Prior::RandomPair(p))) => Ok(Some(p)),
        (None, Some(Prior::WithinBlock(_))) => within("identity.training.prior"),
        (None, None) => Ok(None),
    }
}

/// The shortest probability of a weight: the digits beyond say nothing.
fn short(weight: i32) -> f64 {
    let p = probability(weight);
    let digits = (1..=16).filter_map(|digits| format!("{p:.digits$e}").parse::<f64>().ok());
    digits.into_iter().find(|q| weight_at(*q) == weight && weight.abs() < 29 * BIT).unwrap_or(p)
}

struct Writer<'a> {
    spec: &'a Spec,
    findings: Vec<Finding>,
    forms: BTreeSet<(String, String)>,
}

impl Writer<'_> {
    fn find(&mut self, path: &str, text: impl Into<String>) {
        self.findings.push(Finding::new("splink_export", path, text));
    }

    fn comparison(&mut self, c: &ComparisonSpec, learned: Option<&ModelComparison>, path: &str) -> Option<Value> {
        let numbers = |i: usize, level: Option<&LevelSpec>| {
            let learned = learned.and_then(|m| m.levels.get(i));
            (learned.map(|l| l.m).or(level.and_then(|l| l.m)), learned.map(|l| l.u).or(level.and_then(|l| l.u)))
        };
        let is_null = format!("{} IS NULL OR {} IS NULL", self.side(&c.field, None, 'l'), self.side(&c.field, None, 'r'));
        let null = json!({"sql_condition": is_null, "label_for_charts": format!("{} is NULL", c.field), "is_null_level": true});
        let (mut before, mut levels) = (Vec::new(), vec![null]);
        // What the levels without an equivalent leave to the next worse one.
        let mut carried = (0.0, 0.0);
        for (i, level) in c.levels.iter().enumerate() {
            let at = format!("{path}.levels[{i}]");
            let (m, u) = numbers(c.levels.len() + 1 - i, Some(level));
            let Some(condition) = self.condition(&level.test, &c.field, &at) else {
                self.find(&at, format!("the test of {} has no equivalent: the level is joined with the next worse one", quote(&level.label)));
                carried = (carried.0 + m.unwrap_or(0.0), carried.1 + u.unwrap_or(0.0));
                continue;
            };
            if level.weak {
                self.find(&at, format!("{} only corroborates here; there it may suffice", quote(&level.label)));
            }
            let mut written = Map::new();
            written.insert("sql_condition".to_owned(), json!(condition));
            written.insert("label_for_charts".to_owned(), json!(level.label));
            insert(&mut written, m.map(|m| m + carried.0), u.map(|u| u + carried.1));
            carried = (0.0, 0.0);
            for (key, fixed) in [("fix_m_probability", level.m.is_some()), ("fix_u_probability", level.u.is_some())] {
                written.insert(key.to_owned(), json!(fixed));
            }
            if c.term_frequency {
                let column = match &level.test {
                    TestSpec::Exact {} => Some(c.field.clone()),
                    TestSpec::Same { component } => Some(format!("{}{FORM}{component}", c.field)),
                    _ => None,
                };
                if let Some(column) = column {
                    written.insert("tf_adjustment_column".to_owned(), json!(column));
                    written.insert("tf_adjustment_weight".to_owned(), json!(1.0));
                }
            }
            // What is asked of missing values is asked before the null level.
            if matches!(level.test, TestSpec::BothAbsent {}) { before.push(Value::Object(written)) } else { levels.push(Value::Object(written)) }
        }
        if before.len() + levels.len() == 1 {
            self.find(path, "no level has an equivalent: the comparison is left out");
            return None;
        }
        let (m, u) = numbers(1, None);
        let mut last = Map::new();
        last.insert("sql_condition".to_owned(), json!("ELSE"));
        last.insert("label_for_charts".to_owned(), json!("All other comparisons"));
        insert(&mut last, m.map(|m| m + carried.0), u.map(|u| u + carried.1));
        before.append(&mut levels);
        before.push(Value::Object(last));
        if !c.group.is_empty() {
            self.find(path, format!("the comparisons of the group {} count once here; there each counts", quote(&c.group)));
        }
        let name = if c.name.is_empty() { &c.field } else { &c.name };
        Some(json!({"output_column_name": name, "comparison_levels": before}))
    }

    /// A column of one side: `"name_l"`, `"name__pinyin_r"`.
    fn side(&mut self, field: &str, form: Option<&str>, side: char) -> String {
        quoted(&format!("{}_{side}", self.column(field, form)))
    }

    fn column(&mut self, field: &str, form: Option<&str>) -> String {
        match form {
            None => field.to_owned(),
            Some(form) => {
                self.forms.insert((field.to_owned(), form.to_owned()));
                format!("{field}{FORM}{form}")
            }
        }
    }

    fn condition(&mut self, test: &TestSpec, field: &str, path: &str) -> Option<String> {
        let mut sides = |form: Option<&str>| (self.side(field, form, 'l'), self.side(field, form, 'r'));
        Some(match test {
            TestSpec::Exact {} => {
                let (l, r) = sides(None);
                format!("{l} = {r}")
            }
            TestSpec::Same { component } => {
                let (l, r) = sides(Some(component));
                format!("{l} = {r}")
            }
            TestSpec::JaroWinkler { min, component } => {
                let (l, r) = sides(component.as_deref());
                format!("jaro_winkler_similarity({l}, {r}) >= {min}")
            }
            TestSpec::Edits { max, component } => {
                let (l, r) = sides(component.as_deref());
                format!("damerau_levenshtein({l}, {r}) <= {max}")
            }
            TestSpec::Jaccard { min, component } => {
                let (l, r) = sides(component.as_deref());
                self.find(path, "common words are counted here, common characters there");
                format!("jaccard({l}, {r}) >= {min}")
            }
            TestSpec::Contains { min, component } => {
                let (l, r) = sides(component.as_deref());
                format!("(contains({l}, {r}) AND length({r}) >= {min}) OR (contains({r}, {l}) AND length({l}) >= {min})")
            }
            TestSpec::DaysWithin { max } => {
                let (l, r) = sides(None);
                let epoch = |side: &str| format!("EPOCH(try_strptime({side}, '%Y-%m-%d'))");
                format!("ABS({} - {}) <= {}", epoch(&l), epoch(&r), u64::from(*max) * 86_400)
            }
            TestSpec::Lacking { component } => {
                let (l, r) = sides(Some(component));
                format!("{l} IS NULL OR {r} IS NULL")
            }
            TestSpec::Having { component } => {
                let (l, r) = sides(Some(component));
                format!("{l} IS NOT NULL AND {r} IS NOT NULL")
            }
            TestSpec::Is { component, of } => {
                let (l, r) = sides(Some(component));
                let of: Vec<String> = of.iter().map(|text| format!("'{}'", text.replace('\'', "''"))).collect();
                let of = of.join(", ");
                format!("{l} IN ({of}) AND {r} IN ({of})")
            }
            TestSpec::BothAbsent {} => {
                let (l, r) = sides(None);
                format!("{l} IS NULL AND {r} IS NULL")
            }
            TestSpec::Swapped { with } => {
                let (l, r) = sides(None);
                format!("{l} = {} AND {} = {r}", self.side(with, None, 'r'), self.side(with, None, 'l'))
            }
            TestSpec::All(tests) | TestSpec::Any(tests) => {
                let parts: Option<Vec<String>> = tests.iter().map(|test| Some(format!("({})", self.condition(test, field, path)?))).collect();
                parts?.join(if matches!(test, TestSpec::All(_)) { " AND " } else { " OR " })
            }
            TestSpec::KilometresWithin { .. }
            | TestSpec::RelativeWithin { .. }
            | TestSpec::Overlap { .. }
            | TestSpec::Cosine { .. }
            | TestSpec::SimilarGlyphs { .. }
            | TestSpec::NeighbouringKeys { .. }
            | TestSpec::SimilarSound { .. }
            | TestSpec::Masked { .. }
            | TestSpec::Misread { .. }
            | TestSpec::Transposed { .. }
            | TestSpec::ChangedTail { .. }
            | TestSpec::DayMonthSwapped {}
            | TestSpec::EitherOrder {}
            | TestSpec::Initial { .. } => return None,
        })
    }

    fn rule(&mut self, rule: &BlockingRule) -> String {
        let mut equal = |key: &KeySpec| {
            if key.parts.is_some() {
                self.find("identity.blocking.rules", "parts of a text are keys here; Splink is given the whole");
            }
            let column = quoted(&self.column(&key.field, key.component.as_deref()));
            format!("l.{column} = r.{column}")
        };
        rule.keys.iter().map(&mut equal).collect::<Vec<_>>().join(" AND ")
    }

    fn link_type(&mut self) -> &'static str {
        let sources = &self.spec.sources;
        match sources.len() {
            0 | 1 => "dedupe_only",
            _ if sources.iter().all(|s| s.unique) => "link_only",
            _ => {
                if sources.iter().any(|s| s.unique) {
                    self.find("sources", "some sources have no duplicates inside, others may: there all of them may");
                }
                "link_and_dedupe"
            }
        }
    }

    /// What has no equivalent, and the columns that are needed.
    fn left_out(&mut self) {
        let identity = &self.spec.identity;
        let always = |rule: &&DecisionRule| matches!(rule, DecisionRule::Always(_));
        let rules = identity.rules.iter().flatten().count();
        if rules > 0 {
            let always = identity.rules.iter().flatten().filter(always).count();
            self.find("identity.rules", format!("{always} always-rules and {} never-rules are left out: the weights alone decide", rules - always));
        }
        if identity.exclusive.iter().flatten().next().is_some() {
            self.find("identity.exclusive", "that a customer has one value of these fields is left out");
        }
        if let Some(model) = &identity.model {
            if !model.dependences.is_empty() {
                self.find("identity.model.dependences", "comparisons are independent there: these are left out");
            }
            if model.relatives.is_some() {
                self.find("identity.model.relatives", "there are matches and strangers there, no relatives: these are left out");
            }
            if model.calibration.is_some() {
                self.find("identity.model.calibration", "what labelled pairs said of the weights is left out");
            }
        }
        let forms: Vec<String> = self.forms.iter().map(|(field, form)| format!("{field}{FORM}{form}")).collect();
        if !forms.is_empty() {
            self.find("fields", format!("the tables need the columns of derived forms, as normalizing the fields gives them: {}", forms.join(", ")));
        }
        let fields: BTreeSet<&str> = identity.comparisons.iter().flatten().map(|c| c.field.as_str()).collect();
        let fields: Vec<&str> = fields.into_iter().collect();
        self.find("fields", format!("the columns are named as the fields, and hold the keys that normalizing gives: {}", fields.join(", ")));
    }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Shares that Splink takes: never 0, never more than 1.
fn insert(level: &mut Map<String, Value>, m: Option<f64>, u: Option<f64>) {
    for (key, p) in [("m_probability", m), ("u_probability", u)] {
        if let Some(p) = p {
            level.insert(key.to_owned(), json!(if p > 0.0 { p.min(1.0) } else { 1e-12 }));
        }
    }
}
