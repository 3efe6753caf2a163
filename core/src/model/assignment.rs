//! Which customer id every record had: what one run hands to the next, so that ids stay (R37).

use crate::error::{Code, Error, Result, quote};
use crate::table::{Inputs, Interner, Texts};
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// The version of the document that this library writes, and the only one it reads.
pub const ASSIGNMENT_VERSION: u32 = 1;

/// The highest number of a day's sequence that is taken from a document: whatever is added to it stays a number.
pub(crate) const MOST_SEQUENCE: u64 = 999_999_999_999_999;

/// The customer ids of a run's records, and of the ids before them what became of each. Written by a run, given to the next one.
///
/// ```json
/// {"version": 1,
///  "links": [{"source": "官网", "record_id": "1", "customer_id": "C20240501001"}],
///  "redirects": {"C20240501002": "C20240501001", "C20240503001": null},
///  "next": {"C20240501": 3, "C20240503": 2}}
/// ```
///
/// Ids of other makes, such as a CRM's own, are kept as they are. Records are as many as links; texts lie in arenas.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    version: u32,
    links: Links,
    /// Ids that no customer has any more, and the id of the customer that each went into; `None`: into none.
    #[serde(default)]
    redirects: BTreeMap<String, Option<String>>,
    /// By prefix and date, the first number of the sequence that was never given.
    #[serde(default)]
    next: BTreeMap<String, u64>,
}

/// A record and its customer id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct AssignedRef<'a> {
    /// The source.
    pub source: &'a str,
    /// The record id.
    pub record_id: &'a str,
    /// The customer id.
    pub customer_id: &'a str,
}

#[derive(Clone, Debug, Default)]
struct Links {
    sources: Interner,
    source: Vec<u32>,
    records: Texts,
    ids: Interner,
    id: Vec<u32>,
}

impl Default for Assignment {
    fn default() -> Self {
        Assignment { version: ASSIGNMENT_VERSION, links: Links::default(), redirects: BTreeMap::new(), next: BTreeMap::new() }
    }
}

impl Assignment {
    /// The columns of a table of links.
    pub const COLUMNS: [&str; 3] = ["source", "record_id", "customer_id"];

    /// Nobody has an id.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says whose a record is; an empty customer id says nothing.
    pub fn push(&mut self, source: &str, record_id: &str, customer_id: &str) {
        self.links.push(source, record_id, customer_id);
    }

    /// Reads a table of `source`, `record_id`, `customer_id`, such as a former run's links or what a CRM knows; other columns are not
    /// looked at, rows without one of the three say nothing.
    ///
    /// # Errors
    /// `invalid_input` when one of the columns is not there.
    pub fn of_table(inputs: &Inputs<'_>, table: &str) -> Result<Self> {
        let mut out = Assignment::new();
        let [source, record_id, customer_id] = Self::COLUMNS;
        for batch in inputs.batches(table).filter(|batch| !batch.columns().is_empty()) {
            let column = |name: &str| {
                let missing = || {
                    let known = batch.columns().iter().map(|(known, _)| known.as_str());
                    Error::new(Code::InvalidInput, format!("{table}.{name}"), format!("the table has no column {}", quote(name))).with_nearest(name, known)
                };
                batch.column(name).ok_or_else(missing)
            };
            let (source, record, id) = (column(source)?, column(record_id)?, column(customer_id)?);
            for row in 0..batch.rows() {
                if let (Some(source), Some(record), Some(id)) = (source.get(row), record.get(row), id.get(row)) {
                    out.push(source, record, id);
                }
            }
        }
        Ok(out)
    }

    /// Whether this library can go on from it.
    ///
    /// # Errors
    /// `unsupported_version` at `version`, `out_of_range` at a sequence in `next`; each behind `path`.
    pub fn check(&self, path: &str) -> Result<()> {
        if self.version != ASSIGNMENT_VERSION {
            let detail = format!("this library reads assignments of version {ASSIGNMENT_VERSION}, this one has {}", self.version);
            return Err(Error::new(Code::UnsupportedVersion, format!("{path}version"), detail));
        }
        match self.next.iter().find(|(_, next)| **next > MOST_SEQUENCE) {
            Some((stem, _)) => Err(Error::new(Code::OutOfRange, format!("{path}next.{stem}"), format!("a sequence ends at {MOST_SEQUENCE}"))),
            None => Ok(()),
        }
    }

    /// Every record with its customer id, in the order of the document: canonical where a run wrote it.
    #[must_use]
    pub fn links(&self) -> impl ExactSizeIterator<Item = AssignedRef<'_>> {
        (0..self.links.id.len()).map(|at| self.links.get(at))
    }

    /// Ids that no customer has any more, in the order of their texts, and the id of the customer that each went into; `None`: its
    /// records are gone.
    #[must_use]
    pub fn redirects(&self) -> &BTreeMap<String, Option<String>> {
        &self.redirects
    }

    /// By prefix and date, the first number of the sequence that was never given.
    #[must_use]
    pub fn next(&self) -> &BTreeMap<String, u64> {
        &self.next
    }

    pub(crate) fn with_past(mut self, redirects: BTreeMap<String, Option<String>>, next: BTreeMap<String, u64>) -> Self {
        (self.redirects, self.next) = (redirects, next);
        self
    }

    /// The distinct ids of the links.
    pub(crate) fn ids(&self) -> &Interner {
        &self.links.ids
    }

    /// The index of a link's id among [`Assignment::ids`].
    pub(crate) fn id_at(&self, link: usize) -> Option<u32> {
        self.links.id.get(link).copied()
    }
}

impl Links {
    fn push(&mut self, source: &str, record_id: &str, customer_id: &str) {
        if customer_id.is_empty() {
            return;
        }
        self.source.push(self.sources.intern(source));
        self.records.push(record_id);
        self.id.push(self.ids.intern(customer_id));
    }

    fn get(&self, at: usize) -> AssignedRef<'_> {
        let of = |ids: &[u32]| ids.get(at).copied().unwrap_or(u32::MAX);
        AssignedRef { source: self.sources.get(of(&self.source)), record_id: self.records.get(at), customer_id: self.ids.get(of(&self.id)) }
    }
}

impl Serialize for Links {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((0..self.id.len()).map(|at| self.get(at)))
    }
}

impl<'de> Deserialize<'de> for Links {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(LinksVisitor)
    }
}

/// Reads links one by one into the arenas.
struct LinksVisitor;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Link<'a> {
    #[serde(borrow)]
    source: Cow<'a, str>,
    #[serde(borrow)]
    record_id: Cow<'a, str>,
    #[serde(borrow)]
    customer_id: Cow<'a, str>,
}

impl<'de> Visitor<'de> for LinksVisitor {
    type Value = Links;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of {source, record_id, customer_id}")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Links, A::Error> {
        let mut links = Links::default();
        while let Some(link) = seq.next_element::<Link<'de>>()? {
            links.push(&link.source, &link.record_id, &link.customer_id);
        }
        Ok(links)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{ColumnBuffer, Table};

    const DOCUMENT: &str = r#"{"version":1,"links":[{"source":"官网","record_id":"1","customer_id":"C20240501001"},{"source":"门店","record_id":"a\"b","customer_id":"K-7"}],"redirects":{"C1":"K-7","C2":null},"next":{"C20240501":3}}"#;

    #[test]
    fn a_document_is_read_and_written_alike() {
        let assignment: Assignment = serde_json::from_str(DOCUMENT).unwrap();
        assert_eq!(serde_json::to_string(&assignment).unwrap(), DOCUMENT);
        let links: Vec<_> = assignment.links().map(|l| (l.source, l.record_id, l.customer_id)).collect();
        assert_eq!(links, [("官网", "1", "C20240501001"), ("门店", "a\"b", "K-7")]);
        assert!(assignment.check("").is_ok());
    }

    #[test]
    fn what_cannot_be_gone_on_from_is_said() {
        let read = |text: &str| serde_json::from_str::<Assignment>(text);
        let error = read(r#"{"version":2,"links":[]}"#).unwrap().check("previous.").unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::UnsupportedVersion, "previous.version"));
        let error = read(r#"{"version":1,"links":[],"next":{"C20240501":9999999999999999}}"#).unwrap().check("").unwrap_err();
        assert_eq!((error.code(), error.path()), (Code::OutOfRange, "next.C20240501"));
        for wrong in [r#"{"version":1}"#, r#"{"version":1,"links":{}}"#, r#"{"version":1,"links":[{"source":"a","record_id":"1"}]}"#, r#"{"version":1,"links":[],"old":1}"#] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn tables_of_links_are_read() {
        let column = |texts: [Option<&str>; 3]| texts.into_iter().collect::<ColumnBuffer>();
        let (source, record, id) = (column([Some("官网"); 3]), column([Some("1"), Some("2"), None]), column([Some("K1"), None, Some("K3")]));
        let table = || [("source", source.as_column()), ("record_id", record.as_column()), ("customer_id", id.as_column())];
        let read = |name: &str| Assignment::of_table(&Inputs::new().with("previous", Table::new(table().map(|(n, c)| (if n == "customer_id" { name } else { n }, c)))), "previous");
        assert_eq!(read("customer_id").unwrap().links().map(|l| l.customer_id).collect::<Vec<_>>(), ["K1"]);
        let error = read("custmer_id").unwrap_err();
        assert_eq!((error.code(), error.path(), error.help()), (Code::InvalidInput, "previous.customer_id", Some("did you mean `custmer_id`?")));
    }
}
