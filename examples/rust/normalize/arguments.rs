//! The command line.

use guiyi::FieldKind;
use serde_json::{Map, Value};
use std::ffi::OsString;
use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    kind: Option<String>,
    options: Map<String, Value>,
    pub(crate) packs: Vec<PathBuf>,
    pub(crate) tables: bool,
    pub(crate) help: bool,
}

/// How to call it.
pub(crate) const USAGE: &str = "\
normalize: raw values in (one per line on standard input), one JSON object per line out

normalize --kind KIND [--option NAME=VALUE …] [--pack FILE …] < lines
  --kind KIND          phone email resident_id credit_code org_code bank_card wechat_id person_name given_name
                       family_name company address region industry date amount scale title text nickname channel
                       code gender geo number category
  --option NAME=VALUE  phone: region=CN (ISO 3166), city=苏州; wechat_id, code: scope=…; date:
                       order=DMY|MDY|YMD|excel1900|excel1904; amount: unit=万元 (of the column), currency=CNY
  --pack FILE          reference tables of your own in the place of embedded ones (repeat)
  --tables             print what the reference tables are, and stop
  --help               print this

Each object holds raw, display, key, status, missing, reasons, components, candidates and confidence.";

impl Arguments {
    /// Reads the command line; an error is one line for the user.
    pub(crate) fn parse(words: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let words: Result<Vec<String>, OsString> = words.map(OsString::into_string).collect();
        let mut words = words.map_err(|word| format!("the argument {word:?} is not UTF-8"))?.into_iter();
        let mut arguments = Arguments::default();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--kind" => arguments.kind = Some(value()?),
                "--option" => {
                    let option = value()?;
                    let (name, value) = option.split_once('=').ok_or_else(|| format!("--option is written NAME=VALUE, not `{option}`"))?;
                    arguments.options.insert(name.to_owned(), value.into());
                }
                "--pack" => arguments.packs.push(value()?.into()),
                "--tables" => arguments.tables = true,
                "--help" | "-h" => arguments.help = true,
                other => return Err(format!("`{other}` is not an argument; try --help")),
            }
        }
        if arguments.kind.is_none() && !arguments.tables && !arguments.help {
            return Err("--kind is missing; try --help".to_owned());
        }
        Ok(arguments)
    }

    /// The field kind as a spec would write it.
    pub(crate) fn kind(&self) -> Result<FieldKind, String> {
        let name = self.kind.as_deref().unwrap_or_default();
        let mut options = self.options.clone();
        if name == "date"
            && let Some(order) = options.get_mut("order")
        {
            *order = match order.as_str() {
                Some("DMY") => "day_first".into(),
                Some("MDY") => "month_first".into(),
                Some("YMD") => "year_first".into(),
                Some("excel1900") => "excel_1900".into(),
                Some("excel1904") => "excel_1904".into(),
                _ => return Err(format!("the order is DMY, MDY, YMD, excel1900 or excel1904, not {order}")),
            };
        }
        let mut kind = Map::new();
        kind.insert(name.to_owned(), Value::Object(options));
        let kind: FieldKind = serde_json::from_value(Value::Object(kind)).map_err(|e| format!("--kind {name}: {e}"))?;
        let mut errors = Vec::new();
        guiyi::normalize::check(&kind, name, &mut errors);
        match guiyi::Error::from_many(errors) {
            Some(error) => Err(error.to_string()),
            None => Ok(kind),
        }
    }
}
