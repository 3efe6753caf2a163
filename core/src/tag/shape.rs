//! Whether the parts of a dimension go together.

use super::compile::{UNKNOWN, given};
use crate::error::{Code, Error, quote};
use crate::model::NO_TAG;
use crate::spec::{DimensionSpec, HitPolicy, ManualPolicy, NullPolicy};

/// Pushes what is wrong with a dimension but for its rules' texts.
pub(super) fn shape(dimension: &DimensionSpec, path: &str, errors: &mut Vec<Error>) {
    let mut error = |code, part: &str, detail: &str| errors.push(Error::new(code, format!("{path}{part}"), detail));
    match &dimension.combine {
        None if dimension.rules.is_empty() => error(Code::EmptyList, ".rules", "a dimension needs rules, or `combine`"),
        Some(_) if !dimension.rules.is_empty() || dimension.otherwise.is_some() || dimension.unknown.is_some() || !dimension.domain.is_empty() => {
            error(Code::TypeMismatch, ".combine", "a combination has no rules and no values of its own");
        }
        Some(_) if !dimension.null.is_unknown() || !dimension.hit.is_first() || !dimension.manual.is_wins() => {
            error(Code::TypeMismatch, ".combine", "a combination has no policies of its own");
        }
        _ => {}
    }
    let score = matches!(dimension.hit, HitPolicy::Score { .. });
    for (part, value) in given(dimension) {
        let points = score && part.starts_with(".rules");
        if value.is_empty() != points {
            let detail = if points { "rules of a score add points, and its bands give the values" } else { "a value needs a text" };
            error(Code::OutOfRange, &part, detail);
        }
    }
    for (r, rule) in dimension.rules.iter().enumerate() {
        if rule.points.is_some() != score {
            let detail = if score { "a rule of a score needs points" } else { "only rules of a score have points" };
            error(Code::TypeMismatch, &format!(".rules[{r}].points"), detail);
        }
    }
    if dimension.unknown.as_deref() == Some("") {
        error(Code::OutOfRange, ".unknown", "a value needs a text");
    }
    if dimension.rules.len().max(dimension.domain.len()) >= usize::from(NO_TAG) - 2 {
        error(Code::TooLarge, ".rules", "a dimension has at most 65,532 rules and values");
    }
    if dimension.label.as_ref().is_some_and(|label| label.matches("{}").count() != 1) {
        error(Code::OutOfRange, ".label", "a label holds `{}` once, for the value");
    }
    if dimension.parent.as_ref().is_some_and(|parent| parent.split('/').any(str::is_empty)) {
        error(Code::OutOfRange, ".parent", "a path such as `一级/价值等级` has no empty part");
    }
    bands(dimension, path, errors);
    policies(dimension, path, errors);
    domain(dimension, path, errors);
}

/// Bands go down, and only the last one is open.
fn bands(dimension: &DimensionSpec, path: &str, errors: &mut Vec<Error>) {
    let HitPolicy::Score { bands } = &dimension.hit else { return };
    let path = format!("{path}.hit.score.bands");
    if dimension.otherwise.is_some() {
        errors.push(Error::new(Code::TypeMismatch, path.clone(), "a score has no `otherwise`: without a true rule it is 0 points"));
    }
    if bands.is_empty() {
        errors.push(Error::new(Code::EmptyList, path, "a score needs bands"));
        return;
    }
    for (n, band) in bands.iter().enumerate() {
        let above = n.checked_sub(1).and_then(|n| bands.get(n)).and_then(|band| band.from);
        let detail = match band.from {
            None if n + 1 < bands.len() => "only the last band has no `from`",
            Some(_) if n + 1 == bands.len() => "the last band has no `from`: it takes all that is left",
            Some(from) if above.is_some_and(|above| above <= from) => "bands go from the highest to the lowest",
            _ => continue,
        };
        errors.push(Error::new(Code::OutOfRange, format!("{path}[{n}].from"), detail));
    }
}

fn policies(dimension: &DimensionSpec, path: &str, errors: &mut Vec<Error>) {
    let many = dimension.hit == (HitPolicy::Collect {});
    let mut error = |code, part: &str, detail: &str| errors.push(Error::new(code, format!("{path}{part}"), detail));
    if dimension.most.is_some() && !many {
        error(Code::TypeMismatch, ".most", "only a dimension whose hit policy is `collect` gives several values");
    }
    if dimension.most == Some(0) {
        error(Code::OutOfRange, ".most", "a dimension of no values is none");
    }
    if let NullPolicy::KeepLast { .. } = dimension.null {
        if many {
            error(Code::TypeMismatch, ".null", "a dimension whose hit policy is `collect` keeps no last value");
        } else if given(dimension).any(|(_, value)| value == dimension.unknown.as_deref().unwrap_or(UNKNOWN)) {
            error(Code::TypeMismatch, ".null", "the unknown value is given by a rule as well, so that what is not decided cannot be told");
        }
    }
    if many && dimension.manual == (ManualPolicy::Fills {}) {
        error(Code::TypeMismatch, ".manual", "a dimension whose hit policy is `collect` is not filled: choices are added, or refused");
    }
}

/// Every value that is given is a declared one.
fn domain(dimension: &DimensionSpec, path: &str, errors: &mut Vec<Error>) {
    for (n, value) in dimension.domain.iter().enumerate() {
        let path = format!("{path}.domain[{n}]");
        if value.is_empty() {
            errors.push(Error::new(Code::OutOfRange, path, "a value needs a text"));
        } else if dimension.domain.iter().take(n).any(|other| other == value) {
            errors.push(Error::new(Code::DuplicateName, path, format!("the value {} stands twice", quote(value))));
        }
    }
    if dimension.domain.is_empty() {
        return;
    }
    for (part, value) in given(dimension).filter(|(_, value)| !value.is_empty() && !dimension.domain.iter().any(|v| v == value)) {
        let detail = format!("the domain of {} has no value {}", quote(&dimension.name), quote(value));
        let error = Error::new(Code::UnknownValue, format!("{path}{part}"), detail);
        errors.push(error.with_nearest(value, dimension.domain.iter().map(String::as_str)));
    }
}
