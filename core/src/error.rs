//! The one error type, and the table of codes that every language shares.
//!
//! Configuration errors surface when a plan is compiled, all in one pass; data never fails a run
//! (what is wrong with a value becomes a note on its record).

use std::fmt;

macro_rules! codes {
    ($($variant:ident = $number:literal, $code:literal, $class:ident, $meaning:literal;)*) => {
        /// A stable error code: a snake_case string, a C number and a Python class in one table.
        ///
        /// Numbers and strings are never reused and only ever appended.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $meaning] $variant,)*
        }

        impl Code {
            /// Every code, in the order of its number.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The stable name, such as `unknown_field`.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $code,)* }
            }

            /// The number that crosses the C boundary.
            #[must_use]
            pub const fn number(self) -> u32 {
                match self { $(Code::$variant => $number,)* }
            }

            /// The family, which is also the Python exception class.
            #[must_use]
            pub const fn class(self) -> Class {
                match self { $(Code::$variant => Class::$class,)* }
            }

            /// What the code means, in one line.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Code::$variant => $meaning,)* }
            }
        }
    };
}

codes! {
    InvalidJson = 100, "invalid_json", Config, "The text is not the JSON that was asked for.";
    InvalidSpec = 101, "invalid_spec", Config, "The spec holds one or more errors; they are listed under it.";
    UnsupportedVersion = 102, "unsupported_version", Config, "The spec's version is not one this library reads.";
    UnknownField = 103, "unknown_field", Config, "A name refers to a field that the schema does not declare.";
    UnknownComponent = 104, "unknown_component", Config, "A name refers to a derived form that the field's kind does not have.";
    UnknownSource = 105, "unknown_source", Config, "A name refers to a source that the spec does not declare.";
    UnknownComparison = 106, "unknown_comparison", Config, "A name refers to a comparison that the spec does not declare.";
    UnknownLevel = 107, "unknown_level", Config, "A name refers to a level that the comparison does not have.";
    UnknownMetric = 108, "unknown_metric", Config, "A rule refers to a metric, stream or attribute that is not declared.";
    UnknownDimension = 109, "unknown_dimension", Config, "A name refers to a tag dimension that is not declared.";
    UnknownValue = 110, "unknown_value", Config, "A name refers to a value that there is not: of a tag, a field, a parameter, or a language.";
    DuplicateName = 111, "duplicate_name", Config, "The same name is declared twice.";
    EmptyList = 112, "empty_list", Config, "A list that needs at least one entry is empty.";
    OutOfRange = 113, "out_of_range", Config, "A number lies outside its allowed range.";
    TypeMismatch = 114, "type_mismatch", Config, "A rule compares values of different types.";
    RuleSyntax = 115, "rule_syntax", Config, "A rule's text cannot be read.";
    IncompleteTable = 116, "incomplete_table", Config, "A decision table leaves cells without a value.";
    TooLarge = 117, "too_large", Config, "A declared limit is exceeded.";
    DependencyCycle = 118, "dependency_cycle", Config, "Definitions refer to one another in a circle.";
    InvalidDate = 119, "invalid_date", Config, "A date in the configuration or an argument cannot be read.";
    InvalidPack = 120, "invalid_pack", Config, "A pack of reference tables cannot be read.";
    MissingData = 121, "missing_data", Config, "The goal or the scope of an analysis requires data that the spec does not have.";
    UnknownRole = 122, "unknown_role", Config, "A name refers to a role whose view is not declared.";
    ContradictoryRules = 123, "contradictory_rules", Config, "An always-rule can never apply: a never-rule applies wherever it does.";
    MissingAsOf = 124, "missing_as_of", Config, "The outcome is not as of any date, and what is asked depends on one.";
    WrongWeights = 127, "wrong_weights", Config, "The weights of a score do not sum to what is declared.";
    ForeignModel = 128, "foreign_model", Config, "A model that is given was not fitted for this layering.";
    UnreachableStage = 130, "unreachable_stage", Config, "No way leads to a stage of a lifecycle.";
    DeadEnd = 131, "dead_end", Config, "No move leads out of a stage of a lifecycle that is not declared to be final.";
    NotPortable = 138, "not_portable", Config, "A rule says what the other language cannot say.";
    InvalidInput = 200, "invalid_input", Data, "The input as a whole has not the shape that was asked for.";
    UnknownCustomer = 201, "unknown_customer", Data, "No customer has this id in the outcome.";
    UnknownRecord = 202, "unknown_record", Data, "No record has this source and id in the outcome.";
    Cancelled = 203, "cancelled", Data, "The observer asked to stop.";
    ClockBackwards = 204, "clock_backwards", Data, "A timeline is asked to go back to a date before the one it is at.";
    UnknownEvent = 205, "unknown_event", Data, "A timeline has no such event to withdraw.";
    NullPointer = 300, "null_pointer", Config, "A required pointer argument is null.";
    InvalidUtf8 = 301, "invalid_utf8", Data, "A text argument is not UTF-8.";
    Internal = 900, "internal", Internal, "A defect in the library; please report it.";
}

/// The family of a code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Class {
    /// The caller's configuration or arguments are wrong (`guiyi.ConfigError`).
    Config,
    /// The data as a whole cannot be used (`guiyi.DataError`).
    Data,
    /// The library is wrong (`guiyi.InternalError`).
    Internal,
}

/// What went wrong, where, and what to do about it.
///
/// ```
/// let error = guiyi::Plan::from_json("{\"version\": 99}").unwrap_err();
/// assert_eq!(error.code().as_str(), "unsupported_version");
/// assert_eq!(error.path(), "version");
/// ```
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    code: Code,
    path: String,
    detail: String,
    help: Option<String>,
    related: Vec<Error>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A new error at a path (`identity.blocking.rules[2].keys[0]`; empty: the whole input).
    #[must_use]
    pub fn new(code: Code, path: impl Into<String>, detail: impl Into<String>) -> Self {
        Error(Box::new(Inner { code, path: path.into(), detail: detail.into(), help: None, related: Vec::new(), source: None }))
    }

    /// Adds what the user can do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Adds the nearest known name as help, if one is near enough.
    #[must_use]
    pub fn with_nearest<'a>(self, wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        match nearest(wanted, known) {
            Some(name) => self.with_help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Adds the error that caused this one.
    #[must_use]
    pub fn with_source(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// Folds a list of findings into one error; `None` when there are none.
    #[must_use]
    pub fn from_many(mut errors: Vec<Error>) -> Option<Self> {
        if errors.len() <= 1 {
            return errors.pop();
        }
        let mut all = Error::new(Code::InvalidSpec, "", format!("{} errors in the spec", errors.len()));
        all.0.related = errors;
        Some(all)
    }

    /// The stable code.
    #[must_use]
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Where: a path into the spec or the input, empty for the whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What: one line, lower case, no final period.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// The single findings behind a summary error.
    #[must_use]
    pub fn related(&self) -> &[Error] {
        &self.0.related
    }

    /// The error as JSON: `{"code", "number", "path", "message", "help", "related"}`.
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::json!({
            "code": self.code().as_str(),
            "number": self.code().number(),
            "path": self.path(),
            "message": self.detail(),
            "help": self.help(),
            "related": self.related().iter().map(Error::to_json).collect::<Vec<_>>(),
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.code().as_str())?;
        if !self.path().is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        f.write_str(self.detail())?;
        if let Some(help) = self.help() {
            write!(f, " ({help})")?;
        }
        for one in self.related() {
            write!(f, "\n  {one}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|s| s.as_ref() as &(dyn std::error::Error + 'static))
    }
}

impl From<serde_path_to_error::Error<serde_json::Error>> for Error {
    fn from(error: serde_path_to_error::Error<serde_json::Error>) -> Self {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        Error::new(Code::InvalidJson, path, excerpt(&error.inner().to_string(), 200)).with_source(error.into_inner())
    }
}

/// Untrusted text made safe for a message: escaped, cut, in backticks.
#[must_use]
pub(crate) fn quote(text: &str) -> String {
    format!("`{}`", excerpt(text, 60))
}

/// Untrusted text made safe for a message: escaped and cut.
pub(crate) fn excerpt(text: &str, most: usize) -> String {
    let mut out = String::new();
    for (n, c) in text.chars().enumerate() {
        if n == most {
            out.push('…');
            break;
        }
        if c.is_control() || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}') {
            out.extend(c.escape_default());
        } else {
            out.push(c);
        }
    }
    out
}

/// The known name within a third of the wanted name's length in edits (a swap of neighbours is one), the nearest first.
pub(crate) fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    let most = u32::try_from(wanted.chars().count() / 3).unwrap_or(u32::MAX).max(1);
    let near = |name: &'a str| Some((crate::text::similarity::osa::within(&chars(wanted), &chars(name), most)?, name));
    known.into_iter().filter_map(near).min().map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_unique_and_ordered() {
        let numbers: Vec<u32> = Code::ALL.iter().map(|c| c.number()).collect();
        let mut sorted = numbers.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(numbers, sorted);
        let mut names: Vec<&str> = Code::ALL.iter().map(|c| c.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn messages_escape_and_cut_untrusted_text() {
        assert_eq!(quote("a\u{202e}b\n"), "`a\\u{202e}b\\n`");
        assert!(quote(&"长".repeat(100)).chars().count() < 70);
    }

    #[test]
    fn the_nearest_name_is_offered() {
        let e = Error::new(Code::UnknownField, "x", "unknown").with_nearest("phnoe", ["phone", "email"]);
        assert_eq!(e.help(), Some("did you mean `phone`?"));
    }
}
