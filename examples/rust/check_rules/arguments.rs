//! The command line.

use chrono::NaiveDate;
use guiyi::Language;
use std::path::PathBuf;

const USAGE: &str = "\
check_rules: what is wrong with the rules of a spec before any data is seen

check_rules SPEC.json [--data FOLDER] [--source NAME=FILE …] [--as-of DATE] [--text] [--language en|zh] [--vectors]
  --data FOLDER        count the customers in what is found: tables NAME.csv or NAME.xlsx, by the names that the spec uses
  --source NAME=FILE   one table of the spec by itself (repeat)
  --as-of DATE         the day that the rules are true at; needed with data
  --text               sentences instead of JSON
  --language en|zh     of the sentences; asks for them
  --vectors            test cases out of the rules instead of findings, as JSON; on standard error what there are none for, and why

Exit codes: 0 nothing graver than a note; 1 warnings or errors in the rules; 2 the spec or a table cannot be read.";

#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) spec: PathBuf,
    pub(crate) folder: Option<PathBuf>,
    pub(crate) sources: Vec<(String, PathBuf)>,
    pub(crate) as_of: Option<NaiveDate>,
    pub(crate) text: bool,
    pub(crate) language: Language,
    pub(crate) vectors: bool,
}

impl Arguments {
    /// Whether there is data to count on.
    pub(crate) fn has_data(&self) -> bool {
        self.folder.is_some() || !self.sources.is_empty()
    }

    /// The arguments; `Err` is for the user.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut a = Arguments::default();
        let mut spec = None;
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--data" => a.folder = Some(value()?.into()),
                "--source" => {
                    let text = value()?;
                    match text.split_once('=') {
                        Some((name, file)) if !name.is_empty() && !file.is_empty() => a.sources.push((name.to_owned(), file.into())),
                        _ => return Err(format!("`{text}` has not the form NAME=FILE")),
                    }
                }
                "--as-of" => {
                    let text = value()?;
                    a.as_of = Some(NaiveDate::parse_from_str(&text, "%Y-%m-%d").map_err(|_| format!("`{text}` is not a date of the form YYYY-MM-DD"))?);
                }
                "--text" => a.text = true,
                "--language" => {
                    a.language = value()?.parse().map_err(|e: guiyi::Error| e.detail().to_owned())?;
                    a.text = true;
                }
                "--vectors" => a.vectors = true,
                "--help" | "-h" => return Err(USAGE.to_owned()),
                other if other.starts_with("--") => return Err(format!("unknown argument `{other}`; --help lists them")),
                other if spec.is_none() => spec = Some(PathBuf::from(other)),
                other => return Err(format!("one spec at a time; `{other}` is one too many")),
            }
        }
        a.spec = spec.ok_or("a spec is required: check_rules SPEC.json; --help lists the arguments")?;
        if a.has_data() && a.as_of.is_none() {
            return Err("rules are true at a date: give --as-of DATE with the data".to_owned());
        }
        Ok(a)
    }
}
