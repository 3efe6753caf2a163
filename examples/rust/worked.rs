//! A worked example over a data set: its command line, its document, and its files as tables.

mod customers;
mod told;

pub use customers::Register;
pub use told::{Told, Why};

use crate::file_table::FileTable;
use guiyi::Language;
use guiyi::spec::{FactsSpec, LayersSpec, TagsSpec};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the worked examples are called with.
#[derive(Debug)]
pub struct Arguments {
    /// Documents that are named; none: those that are shipped.
    pub specs: Vec<PathBuf>,
    /// The folder of data sets: `--data`, else what `GUIYI_DATA` names. `None`: there is no such folder.
    pub folder: Option<PathBuf>,
    /// The language of explanations.
    pub language: Language,
}

impl Arguments {
    /// Reads the command line; `None` where only the usage is asked for, which is printed. `--language` is there where the usage names it.
    ///
    /// # Errors
    /// In words.
    #[expect(clippy::print_stdout, reason = "a command-line program")]
    pub fn read(usage: &str) -> Result<Option<Self>, String> {
        let mut found = Arguments { specs: Vec::new(), folder: std::env::var_os("GUIYI_DATA").map(PathBuf::from), language: Language::En };
        let mut arguments = std::env::args_os().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("--help") => {
                    println!("{usage}");
                    return Ok(None);
                }
                Some("--data") => found.folder = Some(arguments.next().ok_or("--data needs a folder")?.into()),
                Some("--language") if usage.contains("--language") => {
                    found.language = match arguments.next().as_deref().and_then(|name| name.to_str()) {
                        Some("en") => Language::En,
                        Some("zh") => Language::Zh,
                        _ => return Err("--language is `en` or `zh`".to_owned()),
                    };
                }
                Some(unknown) if unknown.starts_with("--") => return Err(format!("there is no {unknown}; {usage}")),
                _ => found.specs.push(PathBuf::from(argument)),
            }
        }
        found.folder = found.folder.filter(|folder| folder.is_dir());
        Ok(Some(found))
    }

    /// Goes through the documents, those of a folder of `specs` where none is named: prints what each is about, and has it done where its
    /// files are there.
    ///
    /// # Errors
    /// In words, of the first document that cannot be read or done.
    #[expect(clippy::print_stdout, reason = "a command-line program")]
    pub fn each(mut self, specs: &str, mut done: impl FnMut(&Example, &Path, Language) -> Result<(), String>) -> Result<(), String> {
        if self.specs.is_empty() {
            let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("specs").join(specs);
            let names = std::fs::read_dir(&own).map_err(|e| format!("{}: {e}", own.display()))?;
            self.specs = names.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
            self.specs.sort();
        }
        let Some(folder) = self.folder else {
            println!("skipped: GUIYI_DATA names no folder of data sets, and neither does --data");
            return Ok(());
        };
        for path in &self.specs {
            let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
            let example = Example::read(&text).map_err(|e| format!("{}: {e}", path.display()))?;
            println!("\n== {} ==\n{}", path.file_stem().unwrap_or_default().to_string_lossy(), example.about);
            if let Some(missing) = example.files(&folder).find(|file| !file.is_file()) {
                println!("skipped: {} is not there", missing.display());
                continue;
            }
            done(&example, &folder, self.language)?;
        }
        Ok(())
    }
}

/// What an example reads, computes and shows.
#[derive(Debug)]
pub struct Example {
    /// What it is about, in a few words.
    pub about: String,
    /// The date that facts are true at.
    pub as_of: Option<chrono::NaiveDate>,
    /// An earlier date that layers are set beside.
    pub before: Option<chrono::NaiveDate>,
    tables: BTreeMap<String, Value>,
    /// A metric that is above zero of whoever is a customer at a date: others are left out. Empty: everybody is one.
    pub customer_by: String,
    /// The metric by which the first customers are shown.
    pub by: String,
    /// The metrics that are shown of them.
    pub show: Vec<String>,
    /// What stands under `facts` in a spec.
    pub facts: FactsSpec,
    /// What stands under `tags` in a spec, over facts alone.
    pub tags: TagsSpec,
    /// What stands under `rule_sets` in a spec: rules that are checked and never run, such as those of a template word for word.
    pub rule_sets: Vec<TagsSpec>,
    /// What is told of the tags.
    pub told: Told,
    /// What stands under `layers` in a spec, over facts alone.
    pub layers: LayersSpec,
}

impl Example {
    /// Reads a document.
    ///
    /// # Errors
    /// In words, where it cannot be read.
    pub fn read(text: &str) -> Result<Self, String> {
        let document: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
        let text = |key: &str| document.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let tables = document.get("tables").and_then(Value::as_object).ok_or("`tables` is missing")?;
        Ok(Example {
            about: text("about"),
            as_of: text("as_of").parse().ok(),
            before: text("before").parse().ok(),
            tables: tables.iter().map(|(name, table)| (name.clone(), table.clone())).collect(),
            customer_by: text("customer_by"),
            by: text("by"),
            show: document.get("show").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
            facts: serde_json::from_value(document.get("facts").cloned().unwrap_or_default()).map_err(|e| e.to_string())?,
            tags: document.get("tags").cloned().map_or(Ok(TagsSpec::default()), serde_json::from_value).map_err(|e| e.to_string())?,
            rule_sets: document.get("rule_sets").cloned().map_or(Ok(Vec::new()), serde_json::from_value).map_err(|e| e.to_string())?,
            told: Told::of(document.get("told").unwrap_or(&Value::Null)),
            layers: document.get("layers").cloned().map_or(Ok(LayersSpec::default()), serde_json::from_value).map_err(|e| e.to_string())?,
        })
    }

    /// The files that it reads.
    pub fn files(&self, folder: &Path) -> impl Iterator<Item = PathBuf> {
        let folder = folder.to_owned();
        self.tables.values().filter_map(|table| table.get("file")?.as_str()).map(move |file| folder.join(file))
    }

    /// The tables, each by its name.
    pub fn tables(&self, folder: &Path) -> impl Iterator<Item = Result<(&String, FileTable), String>> {
        self.tables.iter().zip(self.files(folder)).map(|((name, table), file)| {
            let bytes = std::fs::read(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            let bytes = if bytes.starts_with(&[0x1f, 0x8b]) { unpacked(&bytes).ok_or_else(|| format!("{}: cannot be unpacked", file.display()))? } else { bytes };
            let mut read = FileTable::read(name, &bytes);
            for (column, how) in table.get("derive").and_then(Value::as_object).into_iter().flatten() {
                derive(&mut read, column, how)?;
            }
            Ok((name, read))
        })
    }
}

/// The content of a gzip file (RFC 1952); of its header, the name may be there and nothing else.
fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    let (header, mut rest) = bytes.split_first_chunk::<10>()?;
    let [.., flags, _, _, _, _, _, _] = header;
    if flags & 0x08 != 0 {
        rest = rest.get(rest.iter().position(|byte| *byte == 0)? + 1..)?;
    }
    miniz_oxide::inflate::decompress_to_vec(rest).ok()
}

/// A column that the file has not: `{"product": ["quantity", "unit_price"]}`, exact; `{"local": ["ts", 8]}`, the clock of a fixed offset at
/// seconds since 1970; `{"kind": ["invoice", "C", "退货", "购买"]}`, by what a text begins with.
fn derive(table: &mut FileTable, name: &str, how: &Value) -> Result<(), String> {
    let part = |key: &str, at: usize| how.get(key).and_then(|list| list.get(at)).cloned().unwrap_or_default();
    let column = |key: &str, at: usize| {
        let wanted = part(key, at);
        let wanted = wanted.as_str().unwrap_or_default();
        table.column(wanted).ok_or_else(|| format!("there is no column {wanted}"))
    };
    let rows = table.rows;
    let cells: Vec<Option<String>> = if how.get("product").is_some() {
        let (times, each) = (column("product", 0)?, column("product", 1)?);
        (0..rows).map(|row| product(times.get(row)?, each.get(row)?)).collect()
    } else if how.get("local").is_some() {
        let seconds = column("local", 0)?;
        let offset = part("local", 1).as_i64().unwrap_or(0) * 3600;
        let clock = |row: usize| chrono::DateTime::from_timestamp(seconds.get(row)?.trim().parse::<i64>().ok()? + offset, 0);
        (0..rows).map(|row| clock(row).map(|at| at.format("%Y-%m-%d %H:%M:%S").to_string())).collect()
    } else {
        let text = column("kind", 0)?;
        let [prefix, yes, no] = [1, 2, 3].map(|at| part("kind", at).as_str().unwrap_or_default().to_owned());
        (0..rows).map(|row| Some(if text.get(row)?.starts_with(&prefix) { yes.clone() } else { no.clone() })).collect()
    };
    table.map(name, |row, _| cells.get(row).cloned().flatten());
    Ok(())
}

/// A whole number of times an amount with at most two decimals.
fn product(times: &str, each: &str) -> Option<String> {
    let (whole, cents) = each.trim().split_once('.').unwrap_or((each.trim(), ""));
    let cents: i64 = format!("{cents:0<2}").get(..2)?.parse().ok()?;
    let all = times.trim().parse::<i64>().ok()?.checked_mul(whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(cents)?)?;
    let sign = if all < 0 { "-" } else { "" };
    Some(format!("{sign}{}.{:02}", all.unsigned_abs() / 100, all.unsigned_abs() % 100))
}
