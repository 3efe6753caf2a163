//! Columns to rows: what belongs to one record lies together.

use super::FieldReader;
use crate::model::Records;
use crate::threads::each;

/// Rows that are written together: their ids stay in the processor's caches.
const BLOCK: usize = 512;

/// Writes the forms and values of every row.
pub(super) fn rows(columns: &[FieldReader<'_>], records: &mut Records) {
    let slots = records.slots;
    let cells = records.len() * slots;
    records.values = vec![0; cells];
    records.forms = vec![0; cells];
    if cells == 0 {
        return;
    }
    let mut blocks: Vec<(&mut [u32], &mut [u32])> = records.values.chunks_mut(BLOCK * slots).zip(records.forms.chunks_mut(BLOCK * slots)).collect();
    each(&mut blocks, |block, (values, forms)| {
        for column in columns {
            let width = column.width();
            let of_block = column.rows_from(block * BLOCK).chunks_exact(width);
            for ((of_row, values), forms) in of_block.zip(values.chunks_exact_mut(slots)).zip(forms.chunks_exact_mut(slots)) {
                let first = column.field.first_slot;
                let cells = values.iter_mut().zip(forms).skip(first).take(column.field.slots);
                for (form, (v, f)) in of_row.iter().zip(cells) {
                    (*v, *f) = (column.value(*form), *form);
                }
            }
        }
    });
}
