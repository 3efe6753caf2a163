//! Models of repeat buying over a stream of purchases: resolved, fitted, and told customer by customer.

use super::FactsPlan;
use super::accumulate::numbers;
use super::compile::{Metric, Source, named, no_attribute};
use super::definition::define;
use super::groups::{Groups, put_in_time};
use super::part::{Part, unit_of};
use super::span::day;
use super::today::Today;
use crate::error::{Code, Error, quote};
use crate::model::{EventStream, FactUnit, FactValues};
use crate::purchase::{BgNbd, Forecast, GammaGamma, PurchaseModel, Purchases, Refusal, Spending};
use crate::rule::parse_aggregate_filter;
use crate::spec::{FactsSpec, PurchaseFact, PurchaseSpec};
use hashbrown::{HashMap, HashSet};
use std::sync::Arc;

/// A model, resolved.
#[derive(Clone, Debug)]
pub(super) struct PurchasePlan {
    pub(super) name: String,
    pub(super) part: Part,
    pub(super) amount: Option<String>,
    ahead: f64,
    unit_days: f64,
    model: Option<PurchaseModel>,
}

/// A model of repeat buying as it was used, and why parts of it are not there.
#[derive(Clone, PartialEq, Debug)]
pub struct PurchaseFit {
    /// The model's name in the spec.
    pub name: String,
    /// The model; `None`: it could not be fitted.
    pub model: Option<PurchaseModel>,
    /// Whether the spec gave it.
    pub given: bool,
    /// Why there is no model of frequencies, or none of amounts.
    pub refused: Option<Refusal>,
    /// Repeat buyers whose amounts cannot be used: none of them is known, or they do not add up to something positive.
    pub without_amount: u64,
}

/// The longest way ahead, and the longest unit, in days.
const LONGEST: u32 = 36_500;

/// Resolves the models of a spec and adds their facts to the metrics.
pub(super) fn add(spec: &FactsSpec, plan: &mut FactsPlan, names: &mut HashSet<String>, errors: &mut Vec<Error>) {
    let mut models: HashSet<String> = HashSet::new();
    for (n, purchases) in spec.purchases.iter().enumerate() {
        let path = format!("facts.purchases[{n}]");
        named(&purchases.name, &path, "a model of repeat buying", &mut models, errors);
        check(purchases, &path, errors);
        let resolved = resolve(purchases, spec, &path, errors);
        for (fact, name) in purchases.gives.named() {
            let at = format!("{path}.gives.{}", fact.as_str());
            if name.is_empty() {
                errors.push(Error::new(Code::OutOfRange, at, "a fact needs a name"));
                continue;
            }
            if !names.insert(name.to_owned()) {
                errors.push(Error::new(Code::DuplicateName, at, format!("the name {} is declared twice", quote(name))));
            }
            let unit = if fact.is_money() { FactUnit::Money } else { FactUnit::Ratio };
            let of = purchases.amount.as_ref().map_or_else(|| purchases.of.clone(), |amount| format!("{}.{amount}", purchases.of));
            let filter = resolved.as_ref().and_then(|model| model.part.filter.as_ref()).map_or_else(String::new, |rule| format!(" where {}", rule.text()));
            let text = format!("{} of repeat buying({of}{filter}, {}d ahead)", fact.as_str(), purchases.ahead);
            let given = purchases.model.as_ref().map(|model| serde_json::to_string(model).unwrap_or_default());
            let definition = define(name, None, text, unit, &given.iter().map(String::as_str).collect::<Vec<_>>(), purchases.note.as_ref());
            plan.fields.push(name, unit);
            let source = resolved.as_ref().map_or(Source::Unresolved, |model| Source::Purchases {
                model: plan.purchases.len(),
                fact,
                part: model.part.clone(),
                amount: model.amount.clone(),
            });
            plan.metrics.push(Metric { definition: Arc::new(definition), source });
        }
        plan.purchases.extend(resolved);
    }
}

fn check(spec: &PurchaseSpec, path: &str, errors: &mut Vec<Error>) {
    for (part, days) in [("ahead", spec.ahead), ("unit_days", spec.unit_days)] {
        if !(1..=LONGEST).contains(&days) {
            errors.push(Error::new(Code::OutOfRange, format!("{path}.{part}"), format!("{days} days are not between 1 and {LONGEST}")));
        }
    }
    if spec.gives.named().next().is_none() {
        errors.push(Error::new(Code::EmptyList, format!("{path}.gives"), "a model of repeat buying needs to give at least one fact"));
    }
    for (fact, _) in spec.gives.named().filter(|(fact, _)| fact.is_money() && spec.amount.is_none()) {
        let error = Error::new(Code::MissingData, format!("{path}.gives.{}", fact.as_str()), "amounts are forecast from amounts");
        errors.push(error.with_help("name the attribute with the money that was paid in `amount`"));
    }
    if let Some(q) = spec.model.and_then(|model| model.amount).map(|amount| amount.q).filter(|q| q.get() <= 1.0) {
        errors.push(Error::new(Code::OutOfRange, format!("{path}.model.amount.q"), format!("with `q` = {q} amounts have no mean; it must be above 1")));
    }
}

fn resolve(purchases: &PurchaseSpec, spec: &FactsSpec, path: &str, errors: &mut Vec<Error>) -> Option<PurchasePlan> {
    let filter_path = format!("{path}.where");
    let filter = match &purchases.filter {
        Some(text) => Some(parse_aggregate_filter(text, &filter_path).map_err(|error| errors.push(error)).ok()?),
        None => None,
    };
    let part = Part::of(&purchases.of, filter.as_ref(), spec, &format!("{path}.of"), &filter_path, errors)?;
    if let (Some(name), Some(stream)) = (&purchases.amount, spec.streams.get(part.stream)) {
        let at = format!("{path}.amount");
        match stream.attributes.iter().find(|attribute| attribute.name == *name) {
            None => errors.push(no_attribute(stream, name, &at)),
            Some(attribute) if unit_of(attribute.kind) != FactUnit::Money => errors.push(Error::new(Code::TypeMismatch, at, format!("{} is no money", quote(name)))),
            Some(_) => {}
        }
    }
    Some(PurchasePlan {
        name: purchases.name.clone(),
        part,
        amount: purchases.amount.clone(),
        ahead: f64::from(purchases.ahead) / f64::from(purchases.unit_days.max(1)),
        unit_days: f64::from(purchases.unit_days.max(1)),
        model: purchases.model,
    })
}

/// What a customer bought; days count from the first purchase.
#[derive(Clone, Copy, Default)]
struct Bought {
    repeats: u32,
    recency: i64,
    age: i64,
    /// Repeat purchases whose amount is known, and their sum in 分.
    paid: u32,
    sum: i128,
}

impl Bought {
    fn purchases(&self, unit_days: f64) -> Purchases {
        Purchases { frequency: self.repeats, recency: self.recency as f64 / unit_days, age: self.age as f64 / unit_days }
    }

    /// In 元, so that parameters are.
    fn spending(&self) -> Option<Spending> {
        (self.paid > 0 && self.sum > 0).then(|| Spending { frequency: self.paid, mean: self.sum as f64 / f64::from(self.paid) / 100.0 })
    }
}

/// The forecasts of all customers.
pub(super) struct Told {
    pub(super) fit: PurchaseFit,
    forecasts: Vec<Option<Forecast>>,
    /// Per customer, the days with purchases.
    pub(super) samples: Vec<u32>,
}

impl PurchasePlan {
    /// Takes over a model that was fitted.
    pub(super) fn take(&mut self, fit: &PurchaseFit) {
        self.model = fit.model.filter(|_| fit.name == self.name).or(self.model);
    }

    /// Whether there is a model, so that nothing needs to be fitted.
    pub(super) fn is_given(&self) -> bool {
        self.model.is_some()
    }

    /// Fits the model, unless there is one, and tells what it says of each customer as of its day.
    pub(super) fn tell(&self, groups: &Groups, stream: &EventStream, today: Today<'_>) -> Told {
        let paid = self.amount.as_ref().and_then(|name| stream.attributes.iter().find(|a| a.name == *name)).map_or(&[][..], |a| numbers(Some(&a.values)));
        let mut dated = Vec::new();
        let bought: Vec<Option<Bought>> = groups
            .each()
            .enumerate()
            .map(|(customer, events)| {
                put_in_time(events, stream, &mut dated);
                bought(&dated, paid, today.of(customer)?)
            })
            .collect();
        let (mut fit, mut without_amount) = (PurchaseFit { name: self.name.clone(), model: self.model, given: self.model.is_some(), refused: None, without_amount: 0 }, 0);
        if self.amount.is_some() {
            without_amount = bought.iter().flatten().filter(|bought| bought.repeats > 0 && bought.spending().is_none()).count() as u64;
        }
        if self.model.is_none() {
            (fit.model, fit.refused) = self.fit(&bought);
        }
        fit.without_amount = without_amount;
        let forecasts = fit.model.map_or_else(|| vec![None; bought.len()], |model| self.forecasts(&model, &bought));
        let samples = bought.iter().map(|bought| bought.map_or(0, |bought| bought.repeats.saturating_add(1))).collect();
        Told { fit, forecasts, samples }
    }

    fn fit(&self, bought: &[Option<Bought>]) -> (Option<PurchaseModel>, Option<Refusal>) {
        let customers: Vec<Purchases> = bought.iter().flatten().map(|bought| bought.purchases(self.unit_days)).collect();
        let frequency = match BgNbd::fit(&customers) {
            Ok(frequency) => frequency,
            Err(refusal) => return (None, Some(refusal)),
        };
        if self.amount.is_none() {
            return (Some(PurchaseModel { frequency, amount: None }), None);
        }
        let spending: Vec<Spending> = bought.iter().flatten().filter_map(Bought::spending).collect();
        match GammaGamma::fit(&spending) {
            Ok(amount) => (Some(PurchaseModel { frequency, amount: Some(amount) }), None),
            Err(refusal) => (Some(PurchaseModel { frequency, amount: None }), Some(refusal)),
        }
    }

    /// Customers with the same purchases are computed once.
    fn forecasts(&self, model: &PurchaseModel, bought: &[Option<Bought>]) -> Vec<Option<Forecast>> {
        let frequencies = PurchaseModel { amount: None, ..*model };
        let mut known: HashMap<(u32, i64, i64), Option<Forecast>> = HashMap::new();
        let mut forecast = |bought: &Bought| {
            let key = (bought.repeats, bought.recency, bought.age);
            let found = *known.entry(key).or_insert_with(|| frequencies.forecast(&bought.purchases(self.unit_days), None, self.ahead));
            let mut forecast = found?;
            // A repeat buyer whose amounts cannot be used is not taken for one who is new.
            if let Some(amounts) = model.amount.filter(|_| bought.repeats == 0 || bought.spending().is_some()) {
                let amount = amounts.expected(bought.spending().as_ref());
                (forecast.amount, forecast.value) = (Some(amount), Some(amount * forecast.purchases));
            }
            Some(forecast)
        };
        bought.iter().map(|bought| forecast(bought.as_ref()?)).collect()
    }
}

/// Purchases by day, from events in the order of time.
fn bought(dated: &[(i64, u32)], paid: &[Option<i64>], today: i64) -> Option<Bought> {
    let mut found: Option<(Bought, i64)> = None;
    for of_day in dated.chunk_by(|a, b| day(a.0) == day(b.0)) {
        let Some(date) = of_day.first().map(|(time, _)| day(*time)).filter(|date| *date <= today) else { break };
        let Some((bought, first)) = &mut found else {
            found = Some((Bought { age: today - date, ..Bought::default() }, date));
            continue;
        };
        bought.repeats += 1;
        bought.recency = date - *first;
        let mut amounts = of_day.iter().filter_map(|(_, event)| paid.get(*event as usize).copied().flatten()).peekable();
        if amounts.peek().is_some() {
            bought.paid += 1;
            bought.sum += amounts.map(i128::from).sum::<i128>();
        }
    }
    found.map(|(bought, _)| bought)
}

impl Told {
    /// A fact of every customer: ratios in millionths, money in 分, each rounded half away from zero.
    pub(super) fn values(&self, fact: PurchaseFact) -> FactValues {
        let of = |forecast: &Forecast| match fact {
            PurchaseFact::Alive => whole(forecast.alive * 1e6),
            // So that both add up to 1.
            PurchaseFact::Churn => whole(forecast.alive * 1e6).map(|alive| 1_000_000 - alive),
            PurchaseFact::Silent => whole(forecast.silent * 1e6),
            PurchaseFact::Purchases => whole(forecast.purchases * 1e6),
            PurchaseFact::Amount => whole(forecast.amount? * 100.0),
            PurchaseFact::Value => whole(forecast.value? * 100.0),
        };
        FactValues::Number(self.forecasts.iter().map(|forecast| of(forecast.as_ref()?)).collect())
    }
}

/// A number as an integer; none beyond what a double tells apart.
fn whole(number: f64) -> Option<i64> {
    const MOST: f64 = 9.0e15;
    (number.abs() < MOST).then(|| libm::round(number) as i64)
}
