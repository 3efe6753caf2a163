//! The command line.

use chrono::NaiveDate;
use guiyi::Language;
use guiyi::identity::evaluate::Sampling;
use guiyi::spec::Business;
use std::ffi::OsString;
use std::path::PathBuf;

/// What the command line asks for.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    pub(crate) spec: Option<PathBuf>,
    pub(crate) business: Option<Business>,
    pub(crate) model: Option<PathBuf>,
    pub(crate) splink_model: Option<PathBuf>,
    pub(crate) export_splink: Option<PathBuf>,
    pub(crate) sources: Vec<(String, PathBuf)>,
    pub(crate) manual: Option<PathBuf>,
    pub(crate) operator: Option<String>,
    pub(crate) source_column: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) ignore: Vec<String>,
    pub(crate) interactions: Option<PathBuf>,
    pub(crate) orders: Option<PathBuf>,
    pub(crate) as_of: Option<NaiveDate>,
    pub(crate) earlier: Option<NaiveDate>,
    pub(crate) unique: Vec<String>,
    pub(crate) threads: usize,
    pub(crate) only_links: bool,
    pub(crate) previous: Option<PathBuf>,
    pub(crate) out: PathBuf,
    pub(crate) truth: Option<PathBuf>,
    pub(crate) truth_sample: Option<Sampling>,
    pub(crate) sweep: bool,
    pub(crate) report: Option<PathBuf>,
    pub(crate) labels: Option<String>,
    pub(crate) label_pairs: Option<PathBuf>,
    pub(crate) explain: Vec<(String, String)>,
    pub(crate) timelines: Vec<(String, String)>,
    pub(crate) pairs: Vec<[(String, String); 2]>,
    pub(crate) paths: Vec<[(String, String); 2]>,
    pub(crate) without: Vec<(String, Option<String>)>,
    pub(crate) next: Vec<(String, String)>,
    pub(crate) ask: Option<PathBuf>,
    pub(crate) language: Language,
    pub(crate) views: Vec<String>,
}

/// How to call it.
pub(crate) const USAGE: &str = "\
unify: many channels' customer lists in, one customer list out

unify [--spec FILE.json|.toml] [--business NAME] --source NAME=FILE … --out DIR
Files are CSV (UTF-8, UTF-16, GB18030) or spreadsheets (.xlsx, .xlsm, .xlsb, .xls, .ods: the first sheet, or FILE#SHEET).
  --spec FILE            the spec; without one it is proposed, printed, and written to DIR/spec.json
  --business NAME        b2b, b2c, key_account, retail, services or startup: report what is collected beyond it and
                         what is missing; without a spec, draft one from the headers instead of the values, and write it to DIR/spec.json
  --model FILE           a trained model, the DIR/model.json of an earlier run: nothing is trained
  --splink-model FILE    a model that Splink saved: its comparisons, blocking rules and weights; without a spec, its columns
                         are the fields; writes DIR/spec.json and DIR/model.json
  --export-splink FILE   write the comparisons, blocking rules and the model as Splink's settings
  --source NAME=FILE     one channel's list (repeat)
  --manual FILE          rows entered by hand: the source `manual` (需保证信息准确)
  --operator NAME        who entered them, where no column 操作人 or 录入人 says so
  --source-column COLUMN a column of the lists that names the source of each row
  --id COLUMN            the record id (else `id` or `record_id`, else the row number)
  --ignore COLUMN        never use this column (repeat; by default cluster, alternate_cluster, test_group)
  --interactions FILE    events: what customers did
  --orders FILE          events: what customers bought
  --as-of YYYY-MM-DD     the date that tags are true at (default: the latest date in the inputs)
  --unique-source NAME   this source has no duplicates inside (repeat)
  --threads N            threads (default: all cores); never changes the output
  --only links           stop after links.csv (with --previous, also assignment.json and changes.csv)
  --previous FILE        the DIR/assignment.json or DIR/links.csv of an earlier run, or source,record_id,customer_id of a CRM: customers
                         keep these ids, and what changed is printed
  --truth FILE           source,record_id,customer: measure precision and recall against it
  --truth-sample HOW     with --truth of some customers only: estimate the whole, with intervals; HOW they were drawn:
                         uniform (customers), by_size (records, and the customers of those)
  --sweep                with --truth: cluster again at thresholds from 0.05 to 0.99, and say which is best
  --labels COLUMN        rows with the same entry here are known to be one customer, with different ones two: training uses them,
                         and how well the run agrees with them is printed
  --label-pairs FILE     source_a,record_a,source_b,record_b,match: pairs that somebody looked at, for the same
  --report FILE          write pairs, seconds, memory, expected precision and recall by threshold, and what was learned, as JSON
  --explain SOURCE/ID    explain the customer of this record (repeat)
  --pair SOURCE/ID SOURCE/ID  explain why two records are, or are not, one customer (repeat)
  --path SOURCE/ID SOURCE/ID  explain how two records are connected (repeat)
  --without FIELD[=VALUE]  which of the explained customers (without --explain: which of all) would fall apart if this field, or
                         this value of it, were ignored (repeat)
  --what-next NAME=VALUE  what keeps the explained customers from this value of a dimension, or this layer of a layering, and the
                         nearest changes that would bring them there (repeat)
  --ask FILE             answer the questions of a JSON file, {\"about\": …, \"language\": …} each: print the answers, and write
                         them to DIR/answers.json as data
  --language en|zh       the language of explanations (default: en)
  --view ROLE            write DIR/view_ROLE.csv: what this role is shown of every customer, by the spec, else
                         sales, service, marketing (销售, 客服, 市场) by what they need (repeat)
  --earlier YYYY-MM-DD   for the explained customers, also print the tags as of this date
  --timeline SOURCE/ID   what changed for the customer of this record, when and why, what is due, and what changes within a year if
                         nothing happens (repeat)
  --out DIR              where customers.csv, links.csv, tags.csv, notes.csv, the trained model.json, assignment.json (for --previous) and
                         changes.csv (since --previous) go";

impl Arguments {
    /// Reads the command line; an error is one line for the user.
    pub(crate) fn parse(words: impl Iterator<Item = OsString>) -> Result<Self, String> {
        let words: Result<Vec<String>, OsString> = words.map(OsString::into_string).collect();
        let mut words = words.map_err(|word| format!("the argument {word:?} is not UTF-8"))?.into_iter().peekable();
        let mut a = Arguments::default();
        let mut out = None;
        while let Some(word) = words.next() {
            let mut value = || words.next_if(|w| !w.starts_with("--")).ok_or_else(|| format!("{word} needs a value"));
            match word.as_str() {
                "--spec" => a.spec = Some(value()?.into()),
                "--business" => a.business = Some(business(&value()?)?),
                "--model" => a.model = Some(value()?.into()),
                "--splink-model" => a.splink_model = Some(value()?.into()),
                "--export-splink" => a.export_splink = Some(value()?.into()),
                "--source" => a.sources.push(pair(&value()?, '=', "--source NAME=FILE")?),
                "--manual" => a.manual = Some(value()?.into()),
                "--operator" => a.operator = Some(value()?),
                "--source-column" => a.source_column = Some(value()?),
                "--id" => a.id = Some(value()?),
                "--ignore" => {
                    a.ignore.push(value()?);
                    while let Some(more) = words.next_if(|w| !w.starts_with("--")) {
                        a.ignore.push(more);
                    }
                }
                "--interactions" => a.interactions = Some(value()?.into()),
                "--orders" => a.orders = Some(value()?.into()),
                "--as-of" => a.as_of = Some(date(&value()?)?),
                "--earlier" => a.earlier = Some(date(&value()?)?),
                "--unique-source" => a.unique.push(value()?),
                "--threads" => a.threads = value()?.parse().map_err(|_| "--threads needs a number".to_owned())?,
                "--only" => match value()?.as_str() {
                    "links" => a.only_links = true,
                    other => return Err(format!("--only knows `links`, not `{other}`")),
                },
                "--previous" => a.previous = Some(value()?.into()),
                "--truth" => a.truth = Some(value()?.into()),
                "--truth-sample" => a.truth_sample = Some(sampling(&value()?)?),
                "--sweep" => a.sweep = true,
                "--labels" => a.labels = Some(value()?),
                "--label-pairs" => a.label_pairs = Some(value()?.into()),
                "--report" => a.report = Some(value()?.into()),
                "--explain" => a.explain.push(record(&value()?)?),
                "--timeline" => a.timelines.push(record(&value()?)?),
                "--pair" => a.pairs.push([record(&value()?)?, record(&value()?)?]),
                "--path" => a.paths.push([record(&value()?)?, record(&value()?)?]),
                "--without" => a.without.push(without(&value()?)),
                "--what-next" => a.next.push(goal(&value()?)?),
                "--ask" => a.ask = Some(value()?.into()),
                "--language" => a.language = value()?.parse().map_err(|e: guiyi::Error| e.detail().to_owned())?,
                "--view" => a.views.push(value()?),
                "--out" => out = Some(value()?.into()),
                "--help" | "-h" => return Err(USAGE.to_owned()),
                other => return Err(format!("unknown argument `{other}`; --help lists them")),
            }
        }
        a.out = out.ok_or("--out DIR is required; --help lists the arguments")?;
        if a.sources.is_empty() && a.manual.is_none() {
            return Err("at least one --source NAME=FILE is required; --help lists the arguments".to_owned());
        }
        if a.splink_model.is_some() && (a.model.is_some() || a.business.is_some()) {
            return Err("--splink-model brings its own model and fields: leave out --model and --business".to_owned());
        }
        if a.operator.is_some() && a.manual.is_none() {
            return Err("--operator says who entered the rows of --manual FILE, which is not given".to_owned());
        }
        if a.truth_sample.is_some() && a.truth.is_none() {
            return Err("--truth-sample says how the customers of the known truth were drawn: give --truth FILE, too".to_owned());
        }
        if a.sweep && a.truth.is_none() {
            return Err("--sweep compares with the known truth: give --truth FILE, too".to_owned());
        }
        for (name, given) in [
            ("interactions", a.interactions.is_some()),
            ("orders", a.orders.is_some()),
            (crate::manual::SOURCE, a.manual.is_some()),
            (crate::sources::LABEL_PAIRS, a.label_pairs.is_some()),
        ] {
            if given && a.sources.iter().any(|(source, _)| source == name) {
                return Err(format!("`{name}` is what --{name} reads; give the source another name"));
            }
        }
        if a.ignore.is_empty() {
            a.ignore = ["cluster", "alternate_cluster", "test_group"].map(str::to_owned).to_vec();
        }
        Ok(a)
    }
}

fn sampling(name: &str) -> Result<Sampling, String> {
    match name {
        "uniform" => Ok(Sampling::Uniform),
        "by_size" => Ok(Sampling::BySize),
        other => Err(format!("--truth-sample knows `uniform` and `by_size`, not `{other}`")),
    }
}

fn business(name: &str) -> Result<Business, String> {
    let names = Business::ALL.map(Business::as_str).join(", ");
    Business::named(name).ok_or_else(|| format!("--business knows {names}, not `{name}`"))
}

fn pair(text: &str, at: char, form: &str) -> Result<(String, PathBuf), String> {
    match text.split_once(at) {
        Some((name, rest)) if !name.is_empty() && !rest.is_empty() => Ok((name.to_owned(), rest.into())),
        _ => Err(format!("`{text}` has not the form {form}")),
    }
}

fn record(text: &str) -> Result<(String, String), String> {
    pair(text, '/', "SOURCE/ID").map(|(source, id)| (source, id.to_string_lossy().into_owned()))
}

fn goal(text: &str) -> Result<(String, String), String> {
    let goal = text.split_once('=').filter(|(name, value)| !name.is_empty() && !value.is_empty());
    goal.map(|(name, value)| (name.to_owned(), value.to_owned())).ok_or_else(|| format!("`{text}` has not the form --what-next NAME=VALUE"))
}

fn without(text: &str) -> (String, Option<String>) {
    text.split_once('=').map_or_else(|| (text.to_owned(), None), |(field, value)| (field.to_owned(), Some(value.to_owned())))
}

fn date(text: &str) -> Result<NaiveDate, String> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| format!("`{text}` is not a date of the form YYYY-MM-DD"))
}
