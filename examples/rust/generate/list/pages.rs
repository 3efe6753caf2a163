//! The rows of a list as text, and writing them in a random order.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use csv::{Writer, WriterBuilder};

use super::line::{COLUMNS, Line};
use crate::random::Random;

/// Bytes of a row, to begin with.
const BYTES: usize = 176;

/// Rows that wait for their number.
#[derive(Debug)]
pub(crate) struct Pages {
    text: Writer<Vec<u8>>,
    ends: Vec<usize>,
    customers: Vec<u32>,
}

impl Pages {
    /// Room for so many rows.
    pub(crate) fn new(records: usize) -> Self {
        let text = WriterBuilder::new().buffer_capacity(4096).from_writer(Vec::with_capacity(records * BYTES));
        Self { text, ends: Vec::with_capacity(records), customers: Vec::with_capacity(records) }
    }

    /// How many there are.
    pub(crate) fn rows(&self) -> usize {
        self.ends.len()
    }

    /// Keeps a row of a customer.
    pub(crate) fn push(&mut self, customer: u64, line: &Line) -> Result<(), Box<dyn Error>> {
        self.text.write_record(line.cells())?;
        self.text.flush()?;
        self.ends.push(self.text.get_ref().len());
        self.customers.push(u32::try_from(customer)?);
        Ok(())
    }

    /// Writes the rows and their customers.
    pub(crate) fn write(&self, folder: &Path, seed: u64) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(folder)?;
        let mut records = BufWriter::with_capacity(1 << 20, File::create(folder.join("records.csv"))?);
        let mut truth = BufWriter::new(File::create(folder.join("truth.csv"))?);
        writeln!(records, "{COLUMNS}")?;
        writeln!(truth, "record_id,customer")?;
        let text = self.text.get_ref();
        for (number, row) in self.order(seed)?.into_iter().enumerate() {
            let row = usize::try_from(row)?;
            let begin = row.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
            let end = self.ends.get(row).copied().unwrap_or(begin);
            let customer = self.customers.get(row).copied().unwrap_or(0);
            write!(records, "R{:07},", number + 1)?;
            records.write_all(text.get(begin..end).unwrap_or_default())?;
            writeln!(truth, "R{:07},C{:07}", number + 1, customer + 1)?;
        }
        records.flush()?;
        truth.flush()?;
        let customers = self.customers.last().map_or(0, |last| last + 1);
        writeln!(io::stdout(), "records.csv: {} rows of {customers} customers", self.rows())?;
        Ok(())
    }

    /// A random order of the rows.
    fn order(&self, seed: u64) -> Result<Vec<u32>, Box<dyn Error>> {
        let mut order: Vec<u32> = (0..u32::try_from(self.rows())?).collect();
        let mut random = Random::new(seed, "order", 0);
        for last in (1..order.len()).rev() {
            order.swap(last, usize::try_from(random.below(last as u64 + 1))?);
        }
        Ok(order)
    }
}
