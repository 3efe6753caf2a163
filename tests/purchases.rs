//! Models of repeat buying on the set that they were published with: CDNOW, where `GUIYI_DATA` names a folder with `cdnow_sample`.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::print_stdout, reason = "a test: to stop is the answer")]

use guiyi::purchase::{BgNbd, GammaGamma, PurchaseModel, Purchases, Refusal, Spending};
use std::collections::BTreeMap;
use std::path::PathBuf;

fn read(file: &str) -> Option<Vec<Vec<String>>> {
    let Some(folder) = std::env::var_os("GUIYI_DATA").map(PathBuf::from).filter(|folder| folder.join("cdnow_sample").is_dir()) else {
        println!("skipped: GUIYI_DATA names no folder with cdnow_sample");
        return None;
    };
    let text = std::fs::read_to_string(folder.join("cdnow_sample").join(file)).expect("the file can be read");
    Some(text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect())
}

fn summary() -> Option<Vec<Purchases>> {
    let number = |text: &String| text.parse::<f64>().expect("a number");
    Some(read("calibration_summary.csv")?.iter().map(|row| Purchases { frequency: row[1].parse().expect("a count"), recency: number(&row[2]), age: number(&row[3]) }).collect())
}

/// The parameters of Fader, Hardie, Lee (2005), table 2: r 0.243, alpha 4.414, a 0.793, b 2.426; log-likelihood -9582.4.
#[test]
fn the_fit_is_the_published_one() {
    let Some(customers) = summary() else { return };
    let model = BgNbd::fit(&customers).expect("a model");
    for (found, published) in [(model.r, 0.243), (model.alpha, 4.414), (model.a, 0.793), (model.b, 2.426)] {
        assert!((found.get() - published).abs() < 6e-4, "{found} is not {published}");
    }
    let fit = model.fit.expect("how it was found");
    assert!((fit.log_likelihood + 9_582.426_8).abs() < 2e-3, "{fit:?}");
    assert!((model.log_likelihood(&customers) - fit.log_likelihood).abs() < 1e-6);
    // Errors by second differences of the likelihood alone: the inverse of the matrix has them on its diagonal; for alpha given the others, a lower bound.
    let at = |alpha: f64| BgNbd { alpha: guiyi::purchase::Positive::new(alpha).expect("positive"), ..model }.log_likelihood(&customers);
    let (h, alpha) = (0.01, model.alpha.get());
    let bend = (at(alpha + h) - 2.0 * at(alpha) + at(alpha - h)) / (h * h);
    assert!(fit.standard_errors[1] > (-1.0 / bend).sqrt() && fit.standard_errors[1] < 0.5, "{fit:?}");
    // The paper's example: 1.226 purchases of customer 1 in the next 39 weeks.
    let first = model.expected(&customers[0], 39.0);
    assert!((first - 1.226).abs() < 2e-3, "{first}");
    // Too few say nothing, and that is said.
    assert_eq!(BgNbd::fit(&customers[..20]), Err(Refusal::TooFew { customers: 20 }));
}

/// What the first 39 weeks say of the next 39: customers by their repeat purchases, expected beside what came. Amounts as published: p 6.25,
/// q 3.74, v 15.44.
#[test]
fn the_second_half_comes_out_as_expected() {
    let Some(rows) = read("transactions.csv") else { return };
    // Days since 1997-01-01; the year and the next one have 365.
    let day = |text: &str| {
        const BEFORE: [i64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let part = |at: usize| text.split('-').nth(at).and_then(|part| part.parse::<i64>().ok()).expect("a date");
        (part(0) - 1997) * 365 + BEFORE[usize::try_from(part(1) - 1).expect("a month")] + part(2) - 1
    };
    let mut bought: BTreeMap<&str, BTreeMap<i64, f64>> = BTreeMap::new();
    for row in &rows {
        *bought.entry(&row[0]).or_default().entry(day(&row[1])).or_default() += row[3].parse::<f64>().expect("an amount");
    }
    let end = day("1997-09-30");
    let mut customers: Vec<(Purchases, Option<Spending>, usize)> = Vec::new();
    for days in bought.values() {
        let before: Vec<(i64, f64)> = days.iter().filter(|(day, _)| **day <= end).map(|(day, amount)| (*day, *amount)).collect();
        let (first, last) = (before[0].0, before[before.len() - 1].0);
        let weeks = |days: i64| days as f64 / 7.0;
        let frequency = u32::try_from(before.len() - 1).expect("a count");
        let mean = before[1..].iter().map(|(_, amount)| amount).sum::<f64>() / f64::from(frequency.max(1));
        let spending = (frequency > 0 && mean > 0.0).then_some(Spending { frequency, mean });
        customers.push((Purchases { frequency, recency: weeks(last - first), age: weeks(end - first) }, spending, days.len() - before.len()));
    }
    let amount = GammaGamma::fit(&customers.iter().filter_map(|customer| customer.1).collect::<Vec<_>>()).expect("a model");
    for (found, published) in [(amount.p, 6.25), (amount.q, 3.74), (amount.v, 15.44)] {
        assert!((found.get() - published).abs() < 0.01, "{found} is not {published}");
    }
    let frequency = BgNbd::fit(&customers.iter().map(|customer| customer.0).collect::<Vec<_>>()).expect("a model");
    let model = PurchaseModel { frequency, amount: Some(amount) };
    let (mut all, mut came) = (0.0, 0.0);
    println!("repeat purchases   customers   expected   came");
    for x in 0..=7_u32 {
        let group: Vec<&(Purchases, Option<Spending>, usize)> = customers.iter().filter(|(c, ..)| c.frequency.min(7) == x).collect();
        let expected: f64 = group.iter().map(|(c, spending, _)| model.forecast(c, spending.as_ref(), 39.0).expect("a forecast").purchases).sum();
        let actual: f64 = group.iter().map(|(.., n)| *n as f64).sum();
        let n = group.len() as f64;
        println!("{:>10}{}{:>17}{:>11.2}{:>7.2}", x, if x == 7 { "+" } else { " " }, group.len(), expected / n, actual / n);
        assert!((expected / n - actual / n).abs() < 0.25 + 0.2 * actual / n, "{x}: {} beside {}", expected / n, actual / n);
        (all, came) = (all + expected, came + actual);
    }
    assert!((all / came - 1.0).abs() < 0.15, "{all:.0} purchases expected, {came} came");
}
