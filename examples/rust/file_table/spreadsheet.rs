//! Spreadsheets: `.xlsx`, `.xlsb`, `.xls`, `.ods`, told by what the file holds.

use super::cell::{self, Cell};
use super::filling::Filling;
use super::layout::{self, Cells, Merged};
use calamine::{Dimensions, Reader, SheetType, SheetVisible, Sheets, open_workbook_auto_from_rs};
use std::io::Cursor;

type Workbook<'a> = Sheets<Cursor<&'a [u8]>>;

/// Whether bytes begin as a zip or compound file does.
pub(super) fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// Reads a sheet, or the first one that can be seen.
///
/// # Errors
/// When there is no sheet of the name.
pub(super) fn read(filling: &mut Filling<'_>, bytes: &[u8], sheet: Option<&str>) -> Result<(), String> {
    let mut workbook = match open_workbook_auto_from_rs(Cursor::new(bytes)) {
        Ok(workbook) => workbook,
        Err(error) => {
            filling.odd("unreadable_workbook", format!("no row is read: {error}; is it damaged, or locked with a password?"));
            return Ok(());
        }
    };
    let sheets = workbook.sheets_metadata().to_vec();
    let names = || sheets.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
    let chosen = match sheet {
        Some(name) => Some(sheets.iter().find(|s| s.name == name).ok_or_else(|| format!("there is no sheet `{name}`; there are {}", names()))?),
        None => sheets.iter().find(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible).or(sheets.first()),
    };
    let Some(chosen) = chosen else {
        filling.odd("empty_file", "the workbook has no sheet");
        return Ok(());
    };
    if sheet.is_none() && sheets.len() > 1 {
        filling.odd("more_sheets", format!("the sheet {} is read; of {} choose another one with FILE#SHEET", chosen.name, names()));
    }
    let mut cells = Cells::new();
    if let Err(error) = gather(filling, &mut workbook, &chosen.name, &mut cells) {
        filling.odd("unreadable_sheet", format!("the sheet {} is read up to row {}: {error}", chosen.name, cells.keys().next_back().map_or(0, |r| r + 1)));
    }
    layout::fill(filling, cells, &merged(&mut workbook, &chosen.name));
    filling.end(&format!("the sheet {} is empty", chosen.name));
    Ok(())
}

/// Every cell that holds something. One far cell must not cost the memory of all before it, so nothing dense is built
/// where the format can do without.
fn gather(filling: &mut Filling<'_>, workbook: &mut Workbook<'_>, sheet: &str, cells: &mut Cells) -> Result<(), String> {
    match workbook {
        Sheets::Xlsx(book) => {
            let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
            while let Some(found) = reader.next_cell_with_formula().map_err(|e| e.to_string())? {
                let cell = cell::read(&found.value);
                if found.formula.is_some() && matches!(cell, Cell::Nothing) && !matches!(&found.value, calamine::DataRef::String(_) | calamine::DataRef::SharedString(_)) {
                    let (row, column) = found.pos;
                    filling.often("formula_without_value", || format!("{}: the program that wrote the file has not computed it; the cell is empty", place(row, column)));
                }
                put(filling, cells, found.pos, cell);
            }
        }
        Sheets::Xlsb(book) => {
            let mut reader = book.worksheet_cells_reader(sheet).map_err(|e| e.to_string())?;
            while let Some(found) = reader.next_cell().map_err(|e| e.to_string())? {
                put(filling, cells, found.get_position(), cell::read(found.get_value()));
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => {
            let range = workbook.worksheet_range(sheet).map_err(|e| e.to_string())?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                let at = |offset: usize, start: u32| u32::try_from(offset).unwrap_or(u32::MAX).saturating_add(start);
                put(filling, cells, (at(row, top), at(column, left)), cell::read_owned(value));
            }
        }
    }
    Ok(())
}

fn put(filling: &mut Filling<'_>, cells: &mut Cells, (row, column): (u32, u32), cell: Cell) {
    let text = match cell {
        Cell::Nothing => return,
        Cell::Text(text) => text,
        Cell::LongNumber(text) => {
            filling.often("long_number", || format!("{}: {text}: a number of more than 15 digits; the spreadsheet does not have the last ones", place(row, column)));
            text
        }
        Cell::Error(error) => {
            filling.often("error_cell", || format!("{}: {error}; it is read as empty", place(row, column)));
            return;
        }
    };
    if !text.trim().is_empty() {
        cells.entry(row).or_default().insert(column, text);
    }
}

/// `row 3, column AB`.
fn place(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("row {}, column {}", row + 1, letters.iter().rev().collect::<String>())
}

fn merged(workbook: &mut Workbook<'_>, sheet: &str) -> Vec<Merged> {
    let regions: Vec<Dimensions> = match workbook {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        // The other formats' regions are not known to the reader.
        Sheets::Xlsb(_) | Sheets::Ods(_) => Vec::new(),
    };
    regions.iter().map(|d| Merged { rows: (d.start.0, d.end.0), columns: (d.start.1, d.end.1) }).collect()
}
