//! Values from a short list, such as a gender or a state.
//!
//! | raw | display | key |
//! |---|---|---|
//! | `华东` | `华东` | `华东` |
//! | `ＶＩＰ` | `ＶＩＰ` | `vip` |
//! | `潛力客戶` | `潛力客戶` | `潜力客户` |
//!
//! No derived forms. Signs are kept: `C++` and `C` are two values.
//!
//! JSON: `{"category": {}}`.

use super::Normalizer;
use super::clean;
use crate::data::ReferenceTables;
use crate::model::Normalized;
use crate::text::fold;

/// Reads values from a short list.
#[derive(Clone, Debug, Default)]
pub struct Category {
    tables: ReferenceTables,
}

impl Category {
    /// With these reference tables.
    #[must_use]
    pub fn new(tables: &ReferenceTables) -> Self {
        Category { tables: tables.clone() }
    }
}

impl Normalizer for Category {
    fn components(&self) -> &'static [&'static str] {
        &[]
    }

    fn read(&self, text: &str, out: &mut Normalized) {
        if clean::clean_name(text, out) {
            fold::key_into(self.tables.variants(), &out.display, &mut out.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Missing, Reason, Status};

    fn read(raw: &str) -> Normalized {
        let mut out = Normalized::default();
        Category::default().normalize(raw, &mut out);
        out
    }

    #[test]
    fn keys() {
        for (raw, key) in [("华东", "华东"), ("ＶＩＰ", "vip"), ("潛力客戶", "潜力客户"), (" 男 ", "男"), ("C++", "c++"), ("A  B", "a b")] {
            assert_eq!(read(raw).key, key, "{raw}");
        }
        assert_eq!(read("未知").missing, Some(Missing::Unknown));
        let long = read(&"a".repeat(5000));
        assert_eq!((long.status, long.reasons.as_slice()), (Status::Invalid, [Reason::TooLong].as_slice()));
    }
}
