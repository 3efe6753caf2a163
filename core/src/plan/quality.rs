//! The quality report of a run.

use super::Outcome;
use crate::columns::{Example, QualityReport, Tally};
use crate::model::Status;

impl Outcome {
    /// What became of the values of every source in every field that it feeds.
    #[must_use]
    pub fn quality(&self) -> QualityReport {
        let records = &self.records;
        let fed = |source: usize, slot: usize| self.plan.0.sources.get(source).is_some_and(|s| s.slots.iter().any(|(fed, _)| *fed == slot));
        let mut columns = Vec::new();
        for (source, name) in records.sources.iter().enumerate() {
            for field in &records.fields {
                let slots: Vec<usize> = (field.first_slot..field.first_slot + field.slots).filter(|slot| fed(source, *slot)).collect();
                if slots.is_empty() {
                    continue;
                }
                let mut tally = Tally::new(name, &field.name);
                for row in records.rows_of_source(source) {
                    for slot in &slots {
                        let form = records.row_forms(row).get(*slot).copied().unwrap_or(0);
                        let at = form as usize;
                        let forms = &field.forms;
                        let status = forms.status.get(at).copied().unwrap_or(Status::Missing);
                        let example = || Example { record: records.id(row).to_owned(), raw: forms.raw.get(form).to_owned(), display: forms.display(form).to_owned() };
                        tally.add(status, forms.missing.get(at).copied().flatten(), forms.reasons(form), example);
                    }
                }
                columns.push(tally.finish());
            }
        }
        QualityReport { columns }
    }
}
