//! The command line: `generate --out DIR [--seed N] [--customers N]`.

use std::error::Error;
use std::path::PathBuf;

/// What the caller asked for.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// The folder to write into.
    pub(crate) out: PathBuf,
    /// The seed of every draw.
    pub(crate) seed: u64,
    /// People and companies behind the rows.
    pub(crate) customers: usize,
}

impl Arguments {
    /// Reads the arguments that follow the program's name.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let (mut out, mut seed, mut customers) = (None, 20_240_630, 2000);
        while let Some(option) = words.next() {
            let value = words.next().ok_or_else(|| format!("`{option}` needs a value"))?;
            match option.as_str() {
                "--out" => out = Some(PathBuf::from(value)),
                "--seed" => seed = value.parse()?,
                "--customers" => customers = value.parse()?,
                _ => return Err(format!("unknown option `{option}`").into()),
            }
        }
        if !(100..=50_000).contains(&customers) {
            return Err("`--customers` must be in 100..=50000".into());
        }
        let out = out.ok_or("usage: generate --out DIR [--seed N] [--customers N]")?;
        Ok(Self { out, seed, customers })
    }
}
