//! The embedded reference tables and their readers.
//!
//! One compressed file of about a hundred kilobytes, rebuilt from `core/data/extract` and
//! `core/data/patch`; each table is inflated on first use. Every lookup is total.

pub mod area_code;
mod blob;
pub mod division;
pub mod pinyin;
pub mod surname;
pub mod variant;

/// What an embedded table is: its name, the date its content stands for, its number of rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableInfo {
    /// The table's name, as in `core/data`.
    pub name: &'static str,
    /// The date the content stands for, `yyyy-mm-dd`; empty when the source states none.
    pub as_of: String,
    /// How many rows the table has.
    pub rows: usize,
}

/// Every embedded table, in a fixed order.
#[must_use]
pub fn tables() -> Vec<TableInfo> {
    let info = |(id, name)| {
        let entry = blob::entry(id);
        let date = entry.map_or(0, |entry| entry.as_of);
        TableInfo {
            name,
            as_of: if date == 0 { String::new() } else { format!("{:04}-{:02}-{:02}", date / 10_000, date / 100 % 100, date % 100) },
            rows: entry.map_or(0, |entry| entry.rows),
        }
    };
    blob::Id::ALL.into_iter().map(info).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_table_reports_itself() {
        let tables = super::tables();
        assert_eq!(tables.len(), 7);
        for table in &tables {
            assert!(table.rows > 0 && table.as_of.len() == 10, "{table:?}");
        }
        assert_eq!((tables[0].as_of.as_str(), tables[0].rows), ("2026-07-17", 3214));
    }
}
