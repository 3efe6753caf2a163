//! What a column is, found in a sample and frozen.
//!
//! | column | values | kind |
//! |---|---|---|
//! | `注册日期` | `13/05/2023`, `5/10/2023` | `{"date": {"order": "day_first"}}` |
//! | `预算（万元）` | `50-80`, `120` | `{"amount": {"unit": "万元"}}` |
//! | `c7` | `a@b.cn`, `C@D.com` | `{"email": {}}` |
//! | `phone` | `0412 345 678` | `{"phone": {"region": "AU"}}` |
//!
//! JSON: the struct as it stands, `{"column": "注册日期", "kind": {"date": {"order": "day_first"}}, …}`. Only
//! `column` and `kind` decide how values are read; the rest says why.

use super::decimal::DecimalMark;
use super::finer;
use super::guess::{Guess, Looked, guess, readable};
use super::role::Role;
use super::sample::{Sample, SampledRows};
use crate::data::ReferenceTables;
use crate::model::Finding;
use crate::normalize::{self, Normalizer};
use crate::schema::FieldKind;
use crate::table::{Inputs, Table};
use crate::text::script::{self, Script};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What one column is.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnProfile {
    /// The column's name.
    pub column: String,
    /// What its values mean, with the parameters that the sample settled.
    pub kind: FieldKind,
    /// What the column is for.
    pub role: Role,
    /// Why it was taken for that, in words.
    pub why: String,
    /// Rows that were looked at.
    pub rows: u64,
    /// Share of them that hold a value.
    pub filled: f64,
    /// Distinct values per value.
    pub distinct: f64,
    /// Share of the values that read as the kind; suspicious and ambiguous ones count half.
    pub readable: f64,
    /// The script that most values are written in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<Script>,
    /// The decimal mark of its numbers, where it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decimal_mark: Option<DecimalMark>,
    /// A few of its values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
}

/// Values shown per column.
const EXAMPLES: usize = 3;

impl ColumnProfile {
    /// Looks at a sample of a column's values; missing ones may be among them.
    #[must_use]
    pub fn infer<'a>(column: &str, values: impl IntoIterator<Item = &'a str>, tables: &ReferenceTables) -> Self {
        Self::of(column, &Sample::of(values), tables)
    }

    fn of(column: &str, sample: &Sample, tables: &ReferenceTables) -> Self {
        let mut looked = Looked::of(sample);
        let mut guess = guess(column, &sample.texts, tables, &mut looked);
        finer::refine(column, &sample.texts, tables, &mut guess, &mut looked);
        Self::seen(column, sample, guess, looked)
    }

    /// A column that is read as a profile says.
    fn frozen(known: &ColumnProfile, sample: &Sample, tables: &ReferenceTables) -> Self {
        let looked = Looked { readable: readable(&known.kind, &sample.texts, tables), why: "as the profile says".to_owned(), ..Looked::of(sample) };
        Self::seen(&known.column, sample, Guess { kind: known.kind.clone(), ..Guess::of(known.role) }, looked)
    }

    fn seen(column: &str, sample: &Sample, guess: Guess, looked: Looked) -> Self {
        let texts = &sample.texts;
        let mut examples: Vec<String> = Vec::new();
        for text in texts {
            if examples.len() < EXAMPLES && !examples.contains(text) {
                examples.push(text.clone());
            }
        }
        let numbers = matches!(guess.kind, FieldKind::Amount { .. } | FieldKind::Scale {});
        ColumnProfile {
            column: column.to_owned(),
            decimal_mark: if numbers { DecimalMark::of(texts.iter().map(String::as_str)) } else { None },
            kind: guess.kind,
            role: guess.role,
            why: looked.why,
            rows: sample.looked as u64,
            filled: looked.filled,
            distinct: looked.distinct,
            readable: looked.readable,
            script: majority(texts),
            examples,
        }
    }

    /// The normalizer that reads the column's values from now on.
    #[must_use]
    pub fn normalizer(&self, tables: &ReferenceTables) -> Arc<dyn Normalizer> {
        normalize::builtin(&self.kind, tables)
    }
}

/// The script of most values; none where no script has half of them.
fn majority(texts: &[String]) -> Option<Script> {
    let mut counts: Vec<(Script, usize)> = Vec::new();
    for script in texts.iter().map(|text| script::of(text)) {
        match counts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, count)) => *count += 1,
            None => counts.push((script, 1)),
        }
    }
    counts.into_iter().find(|(_, count)| count * 2 > texts.len()).map(|(script, _)| script)
}

/// What the columns of a table are.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableProfile {
    /// The table's name.
    pub table: String,
    /// Its rows.
    pub rows: u64,
    /// Its columns, in their order.
    pub columns: Vec<ColumnProfile>,
}

impl TableProfile {
    /// Looks at evenly spaced rows of a table.
    #[must_use]
    pub fn infer(inputs: &Inputs<'_>, table: &str, tables: &ReferenceTables) -> Self {
        Self::of(inputs, table, |name, sample| ColumnProfile::of(name, sample, tables))
    }

    /// Looks at the table of this name again: columns that the profile knows are what it says, the others are looked at
    /// anew; the findings say which came and which went.
    #[must_use]
    pub fn again(&self, inputs: &Inputs<'_>, tables: &ReferenceTables) -> (Self, Vec<Finding>) {
        let known = |name: &str| self.columns.iter().find(|known| known.column == name);
        let found = Self::of(inputs, &self.table, |name, sample| match known(name) {
            Some(known) => ColumnProfile::frozen(known, sample, tables),
            None => ColumnProfile::of(name, sample, tables),
        });
        let at = |column: &ColumnProfile| format!("{}.{}", self.table, column.column);
        let gone = self.columns.iter().filter(|known| !found.columns.iter().any(|c| c.column == known.column));
        let mut findings: Vec<Finding> = gone.map(|known| Finding::new("missing_column", at(known), "the profile names a column that the table does not have")).collect();
        let new = found.columns.iter().filter(|c| known(&c.column).is_none());
        findings.extend(new.map(|column| Finding::new("unknown_column", at(column), "the profile does not know this column; it was looked at anew")));
        (found, findings)
    }

    fn of(inputs: &Inputs<'_>, table: &str, column: impl Fn(&str, &Sample) -> ColumnProfile) -> Self {
        let batches: Vec<&Table<'_>> = inputs.batches(table).collect();
        let rows: usize = batches.iter().map(|t| t.rows()).sum();
        let mut names: Vec<&str> = Vec::new();
        for (name, _) in batches.iter().flat_map(|t| t.columns()) {
            if !names.contains(&name.as_str()) {
                names.push(name);
            }
        }
        let sampled = SampledRows::of(batches);
        let columns = names.into_iter().map(|name| column(name, &sampled.column(name)));
        TableProfile { table: table.to_owned(), rows: rows as u64, columns: columns.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::{ColumnProfile, TableProfile};
    use crate::data::ReferenceTables;
    use crate::schema::FieldKind;
    use crate::table::{ColumnBuffer, Inputs, Table};

    #[test]
    fn what_columns_are() {
        for (column, values, kind) in [
            ("注册日期", &["13/05/2023", "5/10/2023", "待补充"][..], r#"{"date":{"order":"day_first"}}"#),
            ("c3", &["13/05/2023", "5/10/2023"], r#"{"date":{"order":"day_first"}}"#),
            ("预算（万元）", &["50-80", "120"], r#"{"amount":{"unit":"万元"}}"#),
            ("c1", &["a@b.cn", "C@D.com"], r#"{"email":{}}"#),
            ("所属行业", &["制造业-专用设备制造", "软件和信息技术服务业"], r#"{"industry":{}}"#),
            ("企业规模", &["100-500人", "50人以下"], r#"{"scale":{}}"#),
            ("客户来源", &["行业展会", "官网表单"], r#"{"channel":{}}"#),
            ("收货地址", &["浙江省杭州市西湖区文三路90号", "上海市徐汇区漕溪北路8号"], r#"{"address":{}}"#),
        ] {
            let profile = ColumnProfile::infer(column, values.iter().copied(), ReferenceTables::builtin());
            assert_eq!(serde_json::to_string(&profile.kind).unwrap(), kind, "{column}: {profile:?}");
        }
    }

    #[test]
    fn a_frozen_profile_decides_what_columns_are() {
        let tables = ReferenceTables::builtin();
        let cells = |texts: &[&str]| texts.iter().map(|t| Some(*t)).collect::<ColumnBuffer>();
        let (days, mails) = (cells(&["1/2/2023", "13/2/2023"]), cells(&["a@b.cn"]));
        let first = Inputs::new().with("t", Table::new([("日期", days.as_column())]));
        let profile = TableProfile::infer(&first, "t", tables);
        assert_eq!(profile.columns[0].kind.name(), "date");
        let second = Inputs::new().with("t", Table::new([("日期", mails.as_column()), ("c", mails.as_column())]));
        let (again, findings) = profile.again(&second, tables);
        assert_eq!((&again.columns[0].kind, again.columns[0].readable), (&profile.columns[0].kind, 0.0));
        assert_eq!(again.columns[1].kind, FieldKind::Email {});
        assert_eq!(findings.iter().map(|f| (f.code, f.path.as_str())).collect::<Vec<_>>(), [("unknown_column", "t.c")]);
    }
}
