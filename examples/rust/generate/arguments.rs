//! The command line: `generate --out DIR [--seed N] [--customers N | --records N [--profile NAME]]`.

use std::error::Error;
use std::path::PathBuf;

use crate::list::{Order, Profile};

const USAGE: &str = "usage: generate --out DIR [--seed N] [--customers N | --records N [--profile cn|west|mixed]]";

/// What the caller asked for.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// The folder to write into.
    pub(crate) out: PathBuf,
    /// The seed of every draw.
    pub(crate) seed: u64,
    /// People and companies behind the rows of the demo.
    pub(crate) customers: usize,
    /// A list to measure with, in place of the demo.
    pub(crate) list: Option<Order>,
}

impl Arguments {
    /// Reads the arguments that follow the program's name.
    pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Self, Box<dyn Error>> {
        let (mut out, mut seed, mut customers) = (None, 20_240_630, 2000);
        let (mut records, mut profile) = (None, None);
        while let Some(option) = words.next() {
            let value = words.next().ok_or_else(|| format!("`{option}` needs a value"))?;
            match option.as_str() {
                "--out" => out = Some(PathBuf::from(value)),
                "--seed" => seed = value.parse()?,
                "--customers" => customers = value.parse()?,
                "--records" => records = Some(value.parse()?),
                "--profile" => profile = Some(Profile::named(&value).ok_or_else(|| format!("`--profile` knows cn, west and mixed, not `{value}`"))?),
                _ => return Err(format!("unknown option `{option}`").into()),
            }
        }
        if !(100..=50_000).contains(&customers) {
            return Err("`--customers` must be in 100..=50000".into());
        }
        let list = records.map(|records| Order { seed, records, profile: profile.unwrap_or(Profile::Mixed) });
        if !list.is_none_or(|order| (1..=50_000_000).contains(&order.records)) {
            return Err("`--records` must be in 1..=50000000".into());
        }
        if list.is_none() && profile.is_some() {
            return Err("`--profile` is of a list: give `--records` too".into());
        }
        let out = out.ok_or(USAGE)?;
        Ok(Self { out, seed, customers, list })
    }
}
