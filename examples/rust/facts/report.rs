//! What metrics came to, for people: what each is, how it is spread over the customers, the shares, the first customers.

use guiyi::MetricsOutcome;
use guiyi::facts::PurchaseFit;
use guiyi::model::{FactColumn, FactUnit};
use guiyi::purchase::{BgNbd, GammaGamma, Positive};
use guiyi_examples::screen::row;
use guiyi_examples::worked::Example;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How many customers are shown.
const SHOWN: usize = 5;

pub(crate) fn print(example: &Example, found: &MetricsOutcome) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let as_of = found.as_of().map_or("no date".to_owned(), |day| day.to_string());
    writeln!(out, "{} customers, as of {as_of}", found.customers().len())?;
    spread(&mut out, found)?;
    for rate in found.rates() {
        let share = rate.value.map_or("nobody".to_owned(), |value| format!("{:.1} %", value as f64 / 1e4));
        writeln!(out, "{}: {share} ({} of {}; {} undecided) = {}", rate.definition.name, rate.holds, rate.n, rate.undecided, rate.definition.text)?;
    }
    for fit in found.purchase_models() {
        model(&mut out, fit)?;
    }
    first(&mut out, example, found)?;
    for finding in found.findings() {
        writeln!(out, "! {} {}: {}", finding.code, finding.path, finding.text)?;
    }
    Ok(())
}

/// A line per metric: its definition, for how many it is known, the tenth, the middle and the ninetieth of a hundred customers.
fn spread(out: &mut impl Write, found: &MetricsOutcome) -> io::Result<()> {
    const WIDE: [usize; 6] = [22, 8, 12, 12, 12, 10];
    let head = ["metric", "known", "10 %", "median", "90 %", "events"];
    row(out, &head.iter().copied().zip(WIDE).chain([("definition", 0)]).collect::<Vec<_>>())?;
    for ((column, samples), definition) in found.facts().columns.iter().zip(found.samples()).zip(found.metrics().definitions()) {
        let mut numbers: Vec<i64> = (0..found.facts().rows).filter_map(|customer| column.number(customer)).collect();
        numbers.sort_unstable();
        let (known, cells) =
            if column.unit == FactUnit::Text { frequent(column, found.facts().rows) } else { (numbers.len(), quantiles(&numbers, Unit::of(column, found.facts().rows))) };
        let events: u64 = samples.iter().map(|n| u64::from(*n)).sum();
        let (known, events) = (known.to_string(), events.to_string());
        let [low, middle, high] = &cells;
        let cells = [column.name.as_str(), &known, low, middle, high, &events];
        row(out, &cells.into_iter().zip(WIDE).chain([(format!("{}  {}", definition.text, definition.id).as_str(), 0)]).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// The parameters of a model of repeat buying, each with its standard error.
fn model(out: &mut impl Write, fit: &PurchaseFit) -> io::Result<()> {
    let Some(model) = fit.model else {
        return writeln!(out, "{}: no model, {}", fit.name, fit.refused.map_or_else(String::new, |refusal| refusal.to_string()));
    };
    let told = |names: &[&str], values: &[Positive], errors: Option<&[f64]>| -> String {
        let each = names.iter().zip(values).enumerate();
        let error = |at: usize| errors.and_then(|errors| errors.get(at)).map_or(String::new(), |error| format!(" ± {error:.3}"));
        each.map(|(at, (name, value))| format!("{name} {:.4}{}", value.get(), error(at))).collect::<Vec<_>>().join(", ")
    };
    let BgNbd { r, alpha, a, b, fit: how } = model.frequency;
    write!(out, "{}: {}", fit.name, told(&["r", "alpha", "a", "b"], &[r, alpha, a, b], how.as_ref().map(|how| &how.standard_errors[..])))?;
    if let Some(how) = how {
        write!(out, "; log-likelihood {:.3}, {} customers, {} of them bought again, {} steps", how.log_likelihood, how.customers, how.repeating, how.steps)?;
    }
    writeln!(out)?;
    let Some(GammaGamma { p, q, v, fit: how }) = model.amount else { return Ok(()) };
    write!(out, "  amounts: {}", told(&["p", "q", "v"], &[p, q, v], how.as_ref().map(|how| &how.standard_errors[..])))?;
    if let Some(how) = how {
        write!(out, "; log-likelihood {:.3}, {} customers, frequency and amount correlate by {:.3}", how.log_likelihood, how.customers, how.correlation)?;
    }
    writeln!(out)
}

fn quantiles(sorted: &[i64], unit: Unit) -> [String; 3] {
    let at = |percent: usize| sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).map_or(String::new(), |n| written(*n, unit));
    [at(10), at(50), at(90)]
}

/// How many customers have a text, and the three that most of them have.
fn frequent(column: &FactColumn, customers: usize) -> (usize, [String; 3]) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for text in (0..customers).filter_map(|customer| column.text(customer)) {
        *counts.entry(text).or_default() += 1;
    }
    let known = counts.values().sum();
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let of = |at: usize| counts.get(at).map_or(String::new(), |(text, n)| format!("{} {n}", guiyi_examples::screen::shown(text, 8)));
    (known, [of(0), of(1), of(2)])
}

/// The customers with the largest values of a metric.
fn first(out: &mut impl Write, example: &Example, found: &MetricsOutcome) -> io::Result<()> {
    let facts = found.facts();
    let Some(by) = facts.column(&example.by) else { return Ok(()) };
    let mut order: Vec<usize> = (0..facts.rows).filter(|customer| by.number(*customer).is_some()).collect();
    order.sort_by_key(|customer| (std::cmp::Reverse(by.number(*customer)), *customer));
    writeln!(out, "the first by {}:", example.by)?;
    for customer in order.into_iter().take(SHOWN) {
        let id = found.customers().get(customer).map_or("", String::as_str);
        let mut cells = Vec::new();
        for name in &example.show {
            let Some(column) = facts.column(name) else { continue };
            let unit = Unit::of(column, facts.rows);
            let value = column.text(customer).map(str::to_owned).or_else(|| column.number(customer).map(|n| written(n, unit)));
            let at = facts.columns.iter().position(|other| other.name == *name);
            let n = at.and_then(|at| found.samples().get(at)?.get(customer)).copied().unwrap_or(0);
            cells.push(format!("{name} {} (n={n})", value.unwrap_or("?".to_owned())));
        }
        writeln!(out, "  {id}: {}", cells.join(", "))?;
    }
    Ok(())
}

/// How the numbers of a column are written: shares in percent, but how many there are of something to the hundredth.
#[derive(Clone, Copy)]
pub(crate) enum Unit {
    Of(FactUnit),
    Hundredths,
}

impl Unit {
    pub(crate) fn of(column: &FactColumn, customers: usize) -> Self {
        // What is more than the whole is no share of it.
        let many = column.unit == FactUnit::Ratio && (0..customers).any(|customer| column.number(customer).is_some_and(|n| n > 2_000_000));
        if many { Unit::Hundredths } else { Unit::Of(column.unit) }
    }
}

pub(crate) fn written(number: i64, unit: Unit) -> String {
    match unit {
        Unit::Hundredths => format!("{:.2}", number as f64 / 1e6),
        Unit::Of(FactUnit::Money) => format!("{:.2}", number as f64 / 100.0),
        Unit::Of(FactUnit::Ratio) => format!("{:.1} %", number as f64 / 1e4),
        Unit::Of(FactUnit::Date) => i32::try_from(number).ok().and_then(chrono::NaiveDate::from_epoch_days).map_or(String::new(), |day| day.to_string()),
        Unit::Of(_) => number.to_string(),
    }
}
