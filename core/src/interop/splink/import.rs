//! Splink's settings to a spec.

use super::sql::{self, Sql};
use super::{FORM, Imported};
use crate::error::{Code, Error, Result, excerpt, quote};
use crate::identity::score::weight_of;
use crate::model::Finding;
use crate::schema::{DateOrder, FieldKind};
use crate::spec::{BlockingRule, ComparisonSpec, FieldSpec, KeySpec, LevelSpec, ModelComparison, ModelLevel, ModelSpec, Prior, Spec, TestSpec};
use serde::Deserialize;
use serde_json::{Map, Value};

/// Settings that say nothing about who is whom.
const SILENT: [&str; 15] = [
    "additional_columns_to_retain",
    "bayes_factor_column_prefix",
    "comparison_vector_value_column_prefix",
    "em_convergence",
    "linker_uid",
    "match_weight_column_prefix",
    "max_iterations",
    "retain_intermediate_calculation_columns",
    "retain_matching_columns",
    "source_dataset_column_name",
    "splink_version",
    "sql_dialect",
    "term_frequency_adjustment_column_prefix",
    "tf_calculation_mode",
    "training_session_id",
];

#[derive(Deserialize)]
struct Settings {
    #[serde(default)]
    link_type: Option<String>,
    #[serde(default)]
    probability_two_random_records_match: Option<f64>,
    #[serde(default)]
    unique_id_column_name: Option<String>,
    #[serde(default)]
    blocking_rules_to_generate_predictions: Vec<Rule>,
    comparisons: Vec<Comparison>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Rule {
    Text(String),
    Object { blocking_rule: String },
}

#[derive(Deserialize)]
struct Comparison {
    #[serde(default)]
    output_column_name: Option<String>,
    comparison_levels: Vec<Level>,
    #[serde(default, rename = "comparison_description")]
    _description: Option<String>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

#[derive(Deserialize)]
struct Level {
    sql_condition: String,
    #[serde(default)]
    label_for_charts: Option<String>,
    #[serde(default)]
    is_null_level: Option<bool>,
    /// A number, or a text that says why there is none.
    #[serde(default)]
    m_probability: Value,
    #[serde(default)]
    u_probability: Value,
    #[serde(default)]
    fix_m_probability: Option<bool>,
    #[serde(default)]
    fix_u_probability: Option<bool>,
    #[serde(default)]
    tf_adjustment_column: Option<String>,
    #[serde(default)]
    tf_adjustment_weight: Option<f64>,
    #[serde(default)]
    tf_minimum_u_value: Option<f64>,
    /// The place of the level, which says nothing that the order does not.
    #[serde(default, rename = "comparison_vector_value")]
    _place: Option<i64>,
    #[serde(flatten)]
    other: Map<String, Value>,
}

fn read(json: &str) -> Result<Settings> {
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let settings: Settings = serde_path_to_error::deserialize(&mut deserializer)?;
    deserializer.end().map_err(|e| Error::new(Code::InvalidJson, "", "there is text after the settings").with_source(e))?;
    Ok(settings)
}

/// The fields that Splink's settings ask for, one a column: dates where days are counted, e-mail addresses where the part
/// before the `@` is compared, else texts. A start where no spec has them.
///
/// # Errors
/// `invalid_json` when these are no settings. Conditions that cannot be read are [`import`]'s to report.
pub fn fields(json: &str) -> Result<Vec<FieldSpec>> {
    let settings = read(json)?;
    let conditions = settings.comparisons.iter().flat_map(|c| &c.comparison_levels).map(|l| &l.sql_condition);
    let rules = settings.blocking_rules_to_generate_predictions.iter().map(Rule::sql);
    let mut out: Vec<FieldSpec> = Vec::new();
    for text in conditions.map(String::as_str).chain(rules) {
        let Ok(sql) = sql::parse(text) else { continue };
        for column in sql.columns() {
            let name = column.split(FORM).next().unwrap_or(column);
            let kind = if days(&sql).is_some() {
                FieldKind::Date { order: DateOrder::default() }
            } else if text.contains(USER) {
                FieldKind::Email {}
            } else {
                FieldKind::Text {}
            };
            match out.iter_mut().find(|f| f.name == name) {
                Some(field) if field.kind == FieldKind::Text {} => field.kind = kind,
                Some(_) => {}
                None => out.push(FieldSpec::new(name, kind)),
            }
        }
    }
    Ok(out)
}

impl Rule {
    fn sql(&self) -> &str {
        match self {
            Rule::Text(sql) | Rule::Object { blocking_rule: sql } => sql,
        }
    }
}

/// Puts the comparisons, blocking rules, prior and trained model of Splink's settings into a spec whose fields are named as
/// the columns. Always-rules and exclusive fields are none: there the weights alone decide.
///
/// Where m and u of every level are known the spec gets the model, and nothing is trained; else what is known stands
/// with the levels and the rest is trained.
///
/// # Errors
/// `invalid_json` when these are no settings; `unknown_field` when a column is no field; `invalid_spec` for a condition that is
/// not understood or has no equivalent. All of them at once.
pub fn import(json: &str, spec: &Spec) -> Result<Imported> {
    let settings = read(json)?;
    let mut reader = Reader { spec, errors: Vec::new(), findings: Vec::new() };
    let read: Vec<(ComparisonSpec, ModelComparison)> = settings.comparisons.iter().enumerate().filter_map(|(i, c)| reader.comparison(c, &format!("comparisons[{i}]"))).collect();
    let rules = reader.blocking(&settings.blocking_rules_to_generate_predictions);
    reader.settings(&settings);
    let Reader { errors, mut findings, .. } = reader;
    if let Some(error) = Error::from_many(errors) {
        return Err(error);
    }
    let (mut comparisons, learned): (Vec<ComparisonSpec>, Vec<ModelComparison>) = read.into_iter().unzip();
    unique(comparisons.iter_mut().map(|c| &mut c.name), "_");
    let learned: Vec<ModelComparison> = learned.into_iter().zip(&comparisons).map(|(c, named)| ModelComparison { name: named.name.clone(), ..c }).collect();
    let mut spec = spec.clone();
    let known = learned.iter().flat_map(|c| c.levels.iter().skip(1)).all(|l| l.m.is_finite() && l.u.is_finite());
    let prior = settings.probability_two_random_records_match;
    match prior {
        Some(prior) if known && !learned.is_empty() => {
            let prior = Prior::RandomPair(weight_of(prior, 1.0 - prior));
            spec.identity.model = Some(ModelSpec { prior, records_per_customer: None, comparisons: learned, relatives: None, dependences: Vec::new(), calibration: None });
        }
        _ => {
            spec.identity.model = None;
            spec.identity.training.prior = prior.map(Prior::RandomPair);
            if prior.is_none() {
                findings.push(Finding::new("splink_untrained", "probability_two_random_records_match", "it is not given: a run trains it"));
            }
            // What is known of the levels is not to be estimated.
            for (comparison, learned) in comparisons.iter_mut().zip(&learned) {
                for (level, learned) in comparison.levels.iter_mut().zip(learned.levels.iter().skip(2).rev()) {
                    level.m = Some(learned.m).filter(|m| m.is_finite()).map(open);
                    level.u = Some(learned.u).filter(|u| u.is_finite()).map(open);
                }
            }
        }
    }
    spec.identity.comparisons = Some(comparisons);
    spec.identity.rules = Some(Vec::new());
    spec.identity.exclusive = Some(Vec::new());
    spec.identity.blocking.rules = Some(rules).filter(|rules| !rules.is_empty());
    for source in &mut spec.sources {
        source.unique |= settings.link_type.as_deref() == Some("link_only");
        if source.id.is_none() {
            source.id.clone_from(&settings.unique_id_column_name);
        }
    }
    Ok(Imported { spec, findings })
}

/// A probability that a level of a spec may have.
fn open(p: f64) -> f64 {
    p.clamp(1e-9, 1.0 - 1e-9)
}

/// Adds numbers to names that came before.
fn unique<'a>(names: impl Iterator<Item = &'a mut String>, between: &str) {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        let plain = name.clone();
        let mut number = 2;
        while seen.contains(name) {
            *name = format!("{plain}{between}{number}");
            number += 1;
        }
        seen.push(name.clone());
    }
}

/// Why a condition cannot be kept, and what to do.
type Refused = (String, &'static str);

fn refuse<T>(why: impl Into<String>, help: &'static str) -> std::result::Result<T, Refused> {
    Err((why.into(), help))
}

const WRITE_A_TEST: &str = "replace the level by one that has an equivalent, or write the comparison in the spec";
const ONE_FIELD: &str = "a comparison is of one field: give the table a column that joins them, or compare them one by one";
/// What is before the `@`.
const USER: &str = "^[^@]+";

/// A condition on two records: the field, the test, and whether it is not quite the same.
struct Read {
    field: String,
    test: TestSpec,
    other: Option<&'static str>,
}

/// A column of one side, with what is done to it.
struct Operand<'a> {
    column: &'a str,
    left: bool,
    part: Option<Part<'a>>,
}

#[derive(PartialEq)]
enum Part<'a> {
    Start(u32),
    Pattern(&'a str),
}

struct Reader<'a> {
    spec: &'a Spec,
    errors: Vec<Error>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    /// The comparison and its model; m and u that are not known are not numbers.
    fn comparison(&mut self, c: &Comparison, path: &str) -> Option<(ComparisonSpec, ModelComparison)> {
        let before = self.errors.len();
        let (mut levels, mut learned, mut last, mut null) = (Vec::new(), Vec::new(), None, Vec::new());
        let mut field: Option<String> = None;
        let (mut frequency, mut plain) = (false, None);
        self.unknown(&c.other, path);
        for (i, level) in c.comparison_levels.iter().enumerate() {
            let at = format!("{path}.comparison_levels[{i}]");
            self.unknown(&level.other, &at);
            let (m, u) = (level.m_probability.as_f64(), level.u_probability.as_f64());
            let unknown = if m.is_none() { "m" } else { "u" };
            if level.is_null_level != Some(true) && (m.is_none() || u.is_none()) {
                self.find("splink_untrained", &at, &level.sql_condition, &format!("{unknown} is not known: a run trains what is missing, and the rest is kept"));
            }
            for (name, p) in [("m", m), ("u", u)] {
                if p.is_some_and(|p| !(0.0..=1.0).contains(&p)) {
                    self.errors.push(Error::new(Code::OutOfRange, format!("{at}.{name}_probability"), "a probability lies between 0 and 1"));
                }
            }
            let (m, u) = (m.unwrap_or(f64::NAN), u.unwrap_or(f64::NAN));
            if last.is_some() {
                self.errors.push(Error::new(Code::InvalidSpec, format!("{at}.sql_condition"), "there is a level behind `ELSE`").with_help("put `ELSE` last"));
                continue;
            }
            if level.sql_condition.trim().eq_ignore_ascii_case("else") {
                last = Some((m, u));
                continue;
            }
            let read = sql::parse(&level.sql_condition).map_err(|why| (why, WRITE_A_TEST));
            if level.is_null_level == Some(true) {
                match read {
                    Ok(sql) => null.push((at, sql, level)),
                    Err(refused) => self.refused(&at, &level.sql_condition, refused),
                }
                continue;
            }
            let read = read.and_then(|sql| self.condition(&sql)).and_then(|read| of_field(read, &mut field));
            let read = match read {
                Ok(read) => read,
                Err(refused) => {
                    self.refused(&at, &level.sql_condition, refused);
                    continue;
                }
            };
            if let Some(other) = read.other {
                self.find("splink_level", &at, &level.sql_condition, other);
            }
            let counts = level.tf_adjustment_column.is_some();
            match &read.test {
                TestSpec::Exact {} | TestSpec::Same { .. } => {
                    frequency |= counts;
                    plain = plain.or((!counts).then(|| at.clone()));
                }
                _ if counts => self.find("splink_level", &at, &level.sql_condition, "the frequency of values counts on levels of equality alone: not on this one"),
                _ => {}
            }
            if level.tf_adjustment_column.as_ref().is_some_and(|column| self.column(column).is_ok_and(|(name, _)| name != read.field)) {
                self.find("splink_level", &at, &level.sql_condition, "frequencies are those of the field compared, not of another column");
            }
            if level.tf_adjustment_weight.is_some_and(|w| w != 1.0) || level.tf_minimum_u_value.is_some_and(|u| u != 0.0) {
                self.find("splink_level", &at, &level.sql_condition, "the frequency of values counts in full: `tf_adjustment_weight` and `tf_minimum_u_value` are left out");
            }
            let label = level.label_for_charts.clone().filter(|l| !l.trim().is_empty()).unwrap_or_else(|| level.sql_condition.clone());
            let label = if ["else", "missing"].contains(&label.as_str()) { format!("{label} level") } else { label };
            let fixed = |fix: Option<bool>, p: f64| Some(p).filter(|p| fix == Some(true) && p.is_finite()).map(open);
            levels.push(LevelSpec { label, test: read.test, weak: false, m: fixed(level.fix_m_probability, m), u: fixed(level.fix_u_probability, u) });
            learned.push((m, u));
        }
        unique(levels.iter_mut().map(|l| &mut l.label), " ");
        if frequency && let Some(at) = plain {
            self.findings.push(Finding::new("splink_level", at, "the frequency of values counts on every level of equality of the comparison, on this one too"));
        }
        let Some(field) = field else {
            if self.errors.len() == before {
                self.errors
                    .push(Error::new(Code::EmptyList, format!("{path}.comparison_levels"), "a comparison needs a level that is neither null nor `ELSE`").with_help(WRITE_A_TEST));
            }
            return None;
        };
        self.null(&null, &field, path);
        let name = c.output_column_name.clone().unwrap_or_else(|| field.clone());
        let (m, u) = last.unwrap_or_else(|| {
            self.findings.push(Finding::new("splink_level", path, "there is no `ELSE`: pairs on no level have what the others leave over"));
            let rest = |of: fn(&(f64, f64)) -> f64| (1.0 - learned.iter().map(of).sum::<f64>()).max(0.0);
            (rest(|l| l.0), rest(|l| l.1))
        });
        let labels = ["missing", "else"].into_iter().chain(levels.iter().rev().map(|l| l.label.as_str()));
        let numbers = [(0.0, 0.0), (m, u)].into_iter().chain(learned.into_iter().rev());
        let level = |(code, (label, (m, u))): (usize, (&str, (f64, f64)))| ModelLevel {
            label: label.to_owned(),
            m,
            u,
            weight: if code == 0 || !(m.is_finite() && u.is_finite()) { 0 } else { weight_of(m, u) },
            relatives: 0,
        };
        let learned = ModelComparison { name: name.clone(), levels: labels.zip(numbers).enumerate().map(level).collect(), one_customer: Vec::new() };
        Some((ComparisonSpec { name, field, levels, group: String::new(), term_frequency: frequency }, learned))
    }

    /// Whether the null levels are what `missing` is.
    fn null(&mut self, levels: &[(String, Sql, &Level)], field: &str, path: &str) {
        if levels.is_empty() {
            self.findings.push(Finding::new("splink_level", path, "there is no null level: missing values say nothing here, there they are on `ELSE`"));
        }
        for (at, sql, level) in levels {
            let usual = |sql: &Sql| sql.call(&["is null"]).and_then(|a| a.first()).and_then(operand).is_some_and(|o| self.column(o.column).is_ok_and(|(name, _)| name == field));
            if !sql.call(&["or"]).is_some_and(|sides| sides.iter().all(usual)) {
                self.find("splink_level", at, &level.sql_condition, "the level `missing` is that one of the two records has no value in the field compared");
            }
        }
    }

    fn refused(&mut self, at: &str, sql: &str, (why, help): Refused) {
        let code = if why.starts_with(NO_FIELD) { Code::UnknownField } else { Code::InvalidSpec };
        self.errors.push(Error::new(code, format!("{at}.sql_condition"), format!("`{}`: {why}", excerpt(sql, 200))).with_help(help));
    }

    fn find(&mut self, code: &'static str, at: &str, sql: &str, why: &str) {
        self.findings.push(Finding::new(code, at, format!("`{}`: {why}", excerpt(sql, 200))));
    }

    /// The field and derived form of a column.
    fn column<'a>(&self, column: &'a str) -> std::result::Result<(&'a str, Option<&'a str>), Refused> {
        let is = |name: &str| self.spec.fields.iter().any(|f| f.name == name);
        if is(column) {
            return Ok((column, None));
        }
        match column.split_once(FORM) {
            Some((field, form)) if is(field) => Ok((field, Some(form))),
            _ => refuse(format!("{NO_FIELD}{}", quote(column)), "a column is the field of the same name: add one, or rename the field"),
        }
    }

    /// The field and derived form that two operands are both sides of.
    fn sides(&self, a: &Sql, b: &Sql) -> std::result::Result<(String, Option<String>), Refused> {
        let (Some(x), Some(y)) = (operand(a), operand(b)) else {
            return refuse("what is compared is not a column", WRITE_A_TEST);
        };
        if x.column != y.column {
            return refuse(format!("two columns are compared, {} and {}", quote(x.column), quote(y.column)), ONE_FIELD);
        }
        if x.left == y.left || x.part != y.part {
            return refuse("the two sides are not the same of both records", WRITE_A_TEST);
        }
        let (field, form) = self.column(x.column)?;
        let kind = self.spec.fields.iter().find(|f| f.name == field).map(|f| &f.kind);
        let form = match (x.part, kind, form) {
            (None, _, form) => form,
            (Some(Part::Pattern(USER)), Some(FieldKind::Email {}), None) => Some("local_key"),
            (Some(Part::Pattern(USER)), ..) => return refuse("the part before the `@` is of an e-mail address", "give the field the kind `email`"),
            (Some(Part::Start(4)), Some(FieldKind::Text {}), None) => Some("prefix"),
            (Some(_), ..) => return refuse("this part of a value is no derived form of the field", "add a column of it, and a field of that column"),
        };
        Ok((field.to_owned(), form.map(str::to_owned)))
    }

    fn condition(&self, sql: &Sql) -> std::result::Result<Read, Refused> {
        let plain = |field, test| Ok(Read { field, test, other: None });
        if let Some((field, with)) = crosswise(sql) {
            let (field, with) = (self.column(field)?.0, self.column(with)?.0);
            return plain(field.to_owned(), TestSpec::Swapped { with: with.to_owned() });
        }
        if let Some(column) = both_absent(sql) {
            return plain(self.column(column)?.0.to_owned(), TestSpec::BothAbsent {});
        }
        if let Sql::Call(word, inner) = sql
            && (word == "and" || word == "or")
        {
            let mut field = None;
            let read: std::result::Result<Vec<Read>, Refused> = inner.iter().map(|one| self.condition(one).and_then(|read| of_field(read, &mut field))).collect();
            let read = read?;
            if read.iter().any(|r| matches!(r.test, TestSpec::Swapped { .. } | TestSpec::BothAbsent {})) {
                return refuse("`swapped` and `both_absent` stand alone", WRITE_A_TEST);
            }
            let other = read.iter().find_map(|r| r.other);
            let tests = read.into_iter().map(|r| r.test).collect();
            return Ok(Read { field: field.unwrap_or_default(), test: if word == "and" { TestSpec::All(tests) } else { TestSpec::Any(tests) }, other });
        }
        let Some([a, b]) = sql.call(&["=", "<=", "<", ">=", ">"]) else {
            return refuse("there is no such test", WRITE_A_TEST);
        };
        if sql.call(&["="]).is_some() {
            let (field, form) = self.sides(a, b)?;
            return plain(field, form.map_or(TestSpec::Exact {}, |component| TestSpec::Same { component }));
        }
        self.measured(sql, a, b)
    }

    /// A measure and what it is at least or at most.
    fn measured(&self, sql: &Sql, a: &Sql, b: &Sql) -> std::result::Result<Read, Refused> {
        // `0.9 <= f(x)` is `f(x) >= 0.9`.
        let flipped = a.number().is_some();
        let (measure, limit) = if flipped { (b, a) } else { (a, b) };
        let (least, strict) = (sql.call(&[">=", ">"]).is_some() != flipped, sql.call(&["<", ">"]).is_some());
        let Some(limit) = limit.number() else {
            return refuse("what is compared with is not a number", WRITE_A_TEST);
        };
        if let Some([x, y]) = measure.call(&["jaro_winkler_similarity", "jaro_winkler", "jarowinkler", "jaccard"])
            && least
        {
            let (field, component) = self.sides(x, y)?;
            // Similarities are counted in thousandths.
            let min = if strict { limit + 0.001 } else { limit };
            if !(0.0..=1.0).contains(&min) {
                return refuse("a similarity lies between 0 and 1", WRITE_A_TEST);
            }
            return Ok(match measure.call(&["jaccard"]) {
                Some(_) => Read { field, test: TestSpec::Jaccard { min, component }, other: Some("common words are counted here, common characters there") },
                None => Read { field, test: TestSpec::JaroWinkler { min, component }, other: None },
            });
        }
        if least && let Some([inner]) = measure.call(&["array_length", "array_size", "cardinality", "len", "size"]) {
            let Some([x, y]) = inner.call(&["list_intersect", "array_intersect"]) else {
                return refuse("there is no such test", WRITE_A_TEST);
            };
            let (field, form) = self.sides(x, y)?;
            let at_least = if strict { limit + 1.0 } else { limit };
            if at_least != 1.0 {
                return refuse("that values have more than one in common is no test", "keep the level of one value in common");
            }
            let other = Some("of a field of several values, one that both records have is enough: bind its columns one by one");
            return Ok(Read { field, test: form.map_or(TestSpec::Exact {}, |component| TestSpec::Same { component }), other });
        }
        let most = if strict { limit.ceil() - 1.0 } else { limit.floor() };
        let whole = |most: f64| if (0.0..=1e9).contains(&most) { Ok(most as u32) } else { refuse("what is compared with is out of range", WRITE_A_TEST) };
        if let Some([x, y]) = measure.call(&["levenshtein", "damerau_levenshtein", "editdist3", "edit_distance"])
            && !least
        {
            let (field, component) = self.sides(x, y)?;
            let other = measure.call(&["damerau_levenshtein"]).is_none().then_some("swapped neighbours are one edit here, two there");
            return Ok(Read { field, test: TestSpec::Edits { max: whole(most)?, component }, other });
        }
        if !least && let Some((x, y, unit)) = days(sql) {
            let (field, form) = self.sides(x, y)?;
            let dated = self.spec.fields.iter().any(|f| f.name == field && matches!(f.kind, FieldKind::Date { .. }));
            if form.is_some() || !dated {
                return refuse("days are counted between dates", "give the field the kind `date`");
            }
            let days = limit / unit;
            let other = (days != days.floor()).then_some("dates have no time of day: whole days are counted");
            let max = whole(if strict { days.ceil() - 1.0 } else { days.floor() })?;
            return Ok(Read { field, test: TestSpec::DaysWithin { max }, other });
        }
        let jaro = measure.call(&["jaro_similarity", "jaro"]).is_some();
        refuse("there is no such test", if jaro { "use `jaro_winkler_similarity`" } else { WRITE_A_TEST })
    }

    /// Rules of equalities; what else they ask for is left out, so that more pairs are looked at.
    fn blocking(&mut self, rules: &[Rule]) -> Vec<BlockingRule> {
        let mut out: Vec<BlockingRule> = Vec::new();
        for (i, rule) in rules.iter().enumerate() {
            let (text, at) = (rule.sql(), format!("blocking_rules_to_generate_predictions[{i}]"));
            let sql = match sql::parse(text) {
                Ok(sql) => sql,
                Err(why) => {
                    self.find("splink_blocking", &at, text, &format!("{why}: the rule is left out, and matches may be missed; write it as `l.x = r.x and …`"));
                    continue;
                }
            };
            let alternatives = sql.call(&["or"]).unwrap_or_else(|| std::slice::from_ref(&sql));
            for one in alternatives {
                let sides = one.call(&["and"]).unwrap_or_else(|| std::slice::from_ref(one));
                let mut keys: Vec<KeySpec> = Vec::new();
                for side in sides {
                    let read = match side.call(&["="]) {
                        Some([a, b]) => self.sides(a, b),
                        _ => refuse("it is no equality", WRITE_A_TEST),
                    };
                    match read {
                        Ok((field, component)) => keys.push(KeySpec { field, component, parts: None }),
                        Err((why, _)) => self.find("splink_blocking", &at, text, &format!("{why}: this condition is left out, and more pairs are looked at")),
                    }
                }
                if keys.is_empty() {
                    self.find("splink_blocking", &at, text, "no condition is left: the rule is left out, and matches may be missed; add a rule in the spec");
                } else if !out.iter().any(|rule| rule.keys == keys) {
                    out.push(BlockingRule { keys });
                }
            }
        }
        if out.is_empty() && !rules.is_empty() {
            let error = Error::new(Code::InvalidSpec, "blocking_rules_to_generate_predictions", "no rule has an equivalent");
            self.errors.push(error.with_help("a rule is equalities of columns: `l.x = r.x and l.y = r.y`"));
        } else if rules.is_empty() {
            self.findings.push(Finding::new("splink_blocking", "blocking_rules_to_generate_predictions", "there are no rules: those of the fields' kinds are used, not all pairs"));
        }
        out
    }

    fn unknown(&mut self, settings: &Map<String, Value>, path: &str) {
        for name in settings.keys().filter(|name| !SILENT.contains(&name.as_str())) {
            let path = if path.is_empty() { excerpt(name, 60) } else { format!("{path}.{}", excerpt(name, 60)) };
            self.findings.push(Finding::new("splink_setting", path, "this setting is not known and left out"));
        }
    }

    fn settings(&mut self, settings: &Settings) {
        if settings.comparisons.is_empty() {
            self.errors.push(Error::new(Code::EmptyList, "comparisons", "there are no comparisons"));
        }
        if settings.probability_two_random_records_match.is_some_and(|p| !(p > 0.0 && p < 1.0)) {
            self.errors.push(Error::new(Code::OutOfRange, "probability_two_random_records_match", "a probability lies between 0 and 1, both excluded"));
        }
        match settings.link_type.as_deref() {
            Some("link_only") => self.findings.push(Finding::new(
                "splink_setting",
                "link_type",
                "`link_only`: every source is taken to have no duplicates, so that a customer has at most one record of each",
            )),
            Some("dedupe_only" | "link_and_dedupe") | None => {}
            Some(other) => self.errors.push(
                Error::new(Code::UnknownValue, "link_type", format!("there is no link type {}", quote(other))).with_help("there are dedupe_only, link_only, link_and_dedupe"),
            ),
        }
        self.unknown(&settings.other, "");
    }
}

/// Begins the message about a column that is no field.
const NO_FIELD: &str = "there is no field ";

/// Takes what is read where it is of the one field, and gives swapped fields the order of that.
fn of_field(mut read: Read, field: &mut Option<String>) -> std::result::Result<Read, Refused> {
    let known = field.get_or_insert_with(|| read.field.clone());
    if let TestSpec::Swapped { with } = &mut read.test
        && *with == *known
    {
        std::mem::swap(with, &mut read.field);
    }
    if read.field == *known {
        return Ok(read);
    }
    refuse(format!("it is about {}, other levels about {}", quote(&read.field), quote(known)), ONE_FIELD)
}

/// A column of one side, below what changes nothing once values are normalized.
fn operand(sql: &Sql) -> Option<Operand<'_>> {
    match sql {
        Sql::Column { name, left } => Some(Operand { column: name, left: *left, part: None }),
        Sql::Call(name, inner) => {
            let mut found = operand(inner.first()?)?;
            match (name.as_str(), inner.get(1), inner.get(2)) {
                ("lower" | "upper" | "trim" | "ltrim" | "rtrim" | "date" | "to_date" | "to_timestamp", _, None) => Some(found),
                ("try_strptime" | "strptime" | "try_to_timestamp" | "try_to_date" | "date_parse", Some(Sql::Text(_)), None) => Some(found),
                ("nullif", Some(Sql::Text(text)), None) if text.is_empty() => Some(found),
                ("substr" | "substring", Some(Sql::Number(first)), Some(Sql::Number(n))) if *first == 1.0 && found.part.is_none() => {
                    found.part = Some(Part::Start(*n as u32));
                    Some(found)
                }
                ("left", Some(Sql::Number(n)), None) if found.part.is_none() => {
                    found.part = Some(Part::Start(*n as u32));
                    Some(found)
                }
                ("regexp_extract", Some(Sql::Text(pattern)), _) if found.part.is_none() => {
                    found.part = Some(Part::Pattern(pattern));
                    Some(found)
                }
                _ => None,
            }
        }
        Sql::Text(_) | Sql::Number(_) => None,
    }
}

/// `x_l = y_r and x_r = y_l`: x and y.
fn crosswise(sql: &Sql) -> Option<(&str, &str)> {
    let [one, two] = sql.call(&["and"])? else { return None };
    let pair = |sql: &'_ Sql| -> Option<(String, String)> {
        let [a, b] = sql.call(&["="])? else { return None };
        let (a, b) = (operand(a)?, operand(b)?);
        let (left, right) = if a.left { (a, b) } else { (b, a) };
        (left.left && !right.left && left.column != right.column).then(|| (left.column.to_owned(), right.column.to_owned()))
    };
    let ((x, y), (y_again, x_again)) = (pair(one)?, pair(two)?);
    if x != x_again || y != y_again {
        return None;
    }
    let columns = one.columns();
    let of = |name: &str| columns.iter().find(|c| **c == name).copied();
    Some((of(&x)?, of(&y)?))
}

/// `x_l is null and x_r is null`: x.
fn both_absent(sql: &Sql) -> Option<&str> {
    let [a, b] = sql.call(&["and"])? else { return None };
    let absent = |sql| operand(Sql::call(sql, &["is null"])?.first()?);
    let (a, b) = (absent(a)?, absent(b)?);
    (a.column == b.column && a.left != b.left).then_some(a.column)
}

/// The two dates whose difference is compared with a number, and how many of its units a day has.
fn days(sql: &Sql) -> Option<(&Sql, &Sql, f64)> {
    let [a, b] = sql.call(&["<=", "<", ">=", ">"])? else { return None };
    let [inner] = a.call(&["abs"]).or_else(|| b.call(&["abs"]))? else { return None };
    match inner.call(&["datediff", "date_diff", "-"])? {
        [Sql::Text(unit), x, y] if unit.eq_ignore_ascii_case("day") => Some((x, y, 1.0)),
        [x, y] => match (inner.call(&["-"]).is_some(), x.call(&["epoch", "unix_timestamp"]), y.call(&["epoch", "unix_timestamp"])) {
            (true, Some([x]), Some([y])) => Some((x, y, 86_400.0)),
            (false, None, None) => Some((x, y, 1.0)),
            _ => None,
        },
        _ => None,
    }
}
