//! Writing the files: encodings, byte order mark and line ends.

use std::error::Error;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use csv::{Terminator, WriterBuilder};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// UTF-8 with line feeds.
    Plain,
    /// UTF-8 with a byte order mark.
    Marked,
    /// UTF-8 with carriage returns and line feeds.
    Windows,
    /// GB18030.
    National,
}

/// The folder that is written into.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// Makes the folder where it is missing.
    pub(crate) fn new(path: &Path) -> Result<Self, Box<dyn Error>> {
        fs::create_dir_all(path)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Writes one file and prints its summary.
    pub(crate) fn write<I>(&self, name: &str, form: Form, columns: &str, lines: I) -> Result<(), Box<dyn Error>>
    where
        I: IntoIterator<Item = Vec<String>>,
    {
        let terminator = match form {
            Form::Windows => Terminator::CRLF,
            _ => Terminator::Any(b'\n'),
        };
        let mut writer = WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        writer.write_record(columns.split(','))?;
        let mut count = 0;
        for line in lines {
            writer.write_record(line)?;
            count += 1;
        }
        let text = String::from_utf8(writer.into_inner()?)?;
        let bytes = match form {
            Form::Plain | Form::Windows => text.into_bytes(),
            Form::Marked => format!("\u{feff}{text}").into_bytes(),
            Form::National => national(&text)?,
        };
        fs::write(self.path.join(name), &bytes)?;
        writeln!(io::stdout(), "{name}: {count} rows, {} bytes", bytes.len())?;
        Ok(())
    }
}

fn national(text: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    let (bytes, _, lossy) = encoding_rs::GB18030.encode(text);
    if lossy {
        return Err("a character has no GB18030 form".into());
    }
    Ok(bytes.into_owned())
}
