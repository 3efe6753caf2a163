//! k-means: groups of customers who are alike, for exploration.
//!
//! | numbers → group | |
//! |---|---|
//! | 3 days, 30 orders, ¥20,000 among many with 100 days, 2 orders, ¥300 | the group of the few who buy much |
//!
//! Numbers become coordinates: ln(1 + x) with the sign of x (or x as it stands), less the mean, by the standard deviation (of a sample, n − 1). Unscaled,
//! money alone would decide. Centres begin by k-means++ (Arthur, Vassilvitskii 2007) and are moved by Lloyd's algorithm (1982); of
//! several beginnings the tightest stands. Chance is drawn from the content of the numbers, and sums run in the order of the numbers: the
//! order of the customers and the number of threads never show. Numbers that are equal for all are left out and reported.
//!
//! Groups describe the customers that there are; they are no rule, and the next run may draw others. A model that is given keeps them.

mod fit;
mod near;
mod place;

use super::checker::Checker;
use super::number;
use super::{LayerRead, Layerer};
use crate::error::{Code, quote};
use crate::model::{CentreColumn, Centres, Decided, Explanation, FactTable, FactUnit, Finding, LayerModel, Numbers, Statement, TagTable};
use crate::rule::{decimal, number_text};
use crate::spec::KMeansSpec;

/// Groups, at most.
const MOST: usize = 64;
/// Numbers, at most.
const COLUMNS: usize = 16;
/// Of so many in a hundred customers in one group it is said that the groups hardly tell anybody apart.
const LOPSIDED: u64 = 90;
/// Millionths of one.
const ONE: f64 = 1e6;

/// Numbers and how many groups.
#[derive(Debug)]
pub(super) struct KMeans {
    name: String,
    layers: Vec<String>,
    groups: usize,
    otherwise: u16,
    columns: Vec<Column>,
    most: usize,
    given: Option<Centres>,
}

/// A number, and how it becomes a coordinate.
#[derive(Debug)]
struct Column {
    by: String,
    unit: FactUnit,
    lowest_first: bool,
    plain: bool,
}

impl KMeans {
    pub(super) fn compile(spec: &KMeansSpec, checker: &mut Checker<'_>) -> Self {
        if !(2..=MOST).contains(&spec.layers.len()) {
            checker.error(Code::OutOfRange, "layers", format!("there are from 2 to {MOST} groups, not {}", spec.layers.len()));
        }
        if spec.columns.is_empty() {
            checker.error(Code::EmptyList, "columns", "customers are alike in at least one number");
        } else if spec.columns.len() > COLUMNS {
            checker.error(Code::TooLarge, "columns", format!("there are at most {COLUMNS} numbers"));
        }
        if spec.most < 2 {
            checker.error(Code::OutOfRange, "most", "centres are fitted to at least two customers");
        }
        let mut layers = Vec::new();
        for (n, layer) in spec.layers.iter().enumerate() {
            checker.new_layer(&mut layers, layer, &format!("layers[{n}]"));
        }
        let mut columns: Vec<Column> = Vec::new();
        for (n, column) in spec.columns.iter().enumerate() {
            let at = format!("columns[{n}].by");
            if columns.iter().any(|other| other.by == column.by) {
                checker.error(Code::DuplicateName, &at, format!("{} stands twice", quote(&column.by)));
            }
            let unit = checker.number(&column.by, &at).unwrap_or(FactUnit::Count);
            columns.push(Column { by: column.by.clone(), unit, lowest_first: column.lowest_first, plain: column.plain });
        }
        let otherwise = checker.layer(&mut layers, &spec.otherwise, "otherwise");
        let mut means = KMeans { name: spec.name.clone(), layers, groups: spec.layers.len(), otherwise, columns, most: spec.most as usize, given: None };
        if let Some(model) = &spec.model {
            match means.centres(Some(model)) {
                Some(centres) => means.given = Some(centres.clone()),
                None => checker.foreign("model"),
            }
        }
        means
    }

    /// The centres of a model, if it is one of these groups.
    fn centres<'m>(&self, model: Option<&'m LayerModel>) -> Option<&'m Centres> {
        let Some(LayerModel::Centres(centres)) = model else { return None };
        let alike = |(own, of): (&Column, &CentreColumn)| own.by == of.by && own.unit == of.unit && own.plain == of.plain && of.deviation >= 0;
        let columns = centres.columns.len() == self.columns.len() && self.columns.iter().zip(&centres.columns).all(alike);
        let count = (1..=self.groups).contains(&centres.centres.len()) && centres.customers.len() == centres.centres.len();
        (columns && count && centres.centres.iter().all(|centre| centre.len() == self.columns.len())).then_some(centres)
    }

    fn numbers<'f>(&self, facts: &'f FactTable) -> Option<Vec<&'f Numbers>> {
        self.columns.iter().map(|column| number::of(facts, &column.by)).collect()
    }
}

/// A number as it is before it is standardised.
fn measured(value: i64, unit: FactUnit, plain: bool) -> f64 {
    let value = match unit {
        FactUnit::Money => value as f64 / 100.0,
        FactUnit::Ratio => value as f64 / ONE,
        _ => value as f64,
    };
    if plain { value } else { libm::copysign(libm::log1p(value.abs()), value) }
}

/// The coordinate of a number; 0 where all are equal.
fn coordinate(column: &CentreColumn, value: i64) -> f64 {
    if column.deviation == 0 {
        return 0.0;
    }
    (measured(value, column.unit, column.plain) - column.mean as f64 / ONE) / (column.deviation as f64 / ONE)
}

/// The nearest centre and its square distance, and those of the next one; of equals the first.
fn nearest(centres: &[Vec<i64>], point: &[f64]) -> ((usize, f64), Option<(usize, f64)>) {
    let (mut best, mut next) = ((0, f64::INFINITY), None);
    for (at, centre) in centres.iter().enumerate() {
        let far: f64 = centre.iter().zip(point).map(|(centre, x)| (x - *centre as f64 / ONE) * (x - *centre as f64 / ONE)).sum();
        if far < best.1 {
            next = best.1.is_finite().then_some(best);
            best = (at, far);
        } else if next.is_none_or(|(_, second)| far < second) {
            next = Some((at, far));
        }
    }
    (best, next)
}

impl Layerer for KMeans {
    fn name(&self) -> &str {
        &self.name
    }

    fn layers(&self) -> &[String] {
        &self.layers
    }

    fn reads(&self, model: Option<&LayerModel>) -> Vec<LayerRead> {
        let Some(centres) = self.centres(model) else { return Vec::new() };
        centres.columns.iter().map(|column| LayerRead { name: column.by.clone(), cuts: None }).collect()
    }

    fn fit(&self, facts: &FactTable, _: &TagTable) -> Option<LayerModel> {
        let fitted = || fit::centres(&self.columns, self.groups, self.most, &self.numbers(facts)?, facts.rows);
        self.given.clone().or_else(fitted).map(LayerModel::Centres)
    }

    fn findings(&self, model: Option<&LayerModel>) -> Vec<Finding> {
        let Some(centres) = self.centres(model) else {
            let text = "no customer's numbers are known, so nobody can be grouped";
            return vec![Finding::new("empty_population", &self.name, text)];
        };
        let mut found = Vec::new();
        for column in centres.columns.iter().filter(|column| column.deviation == 0) {
            found.push(Finding::new("constant_column", &self.name, format!("{} is the same for all customers and tells nobody apart", quote(&column.by))));
        }
        if centres.centres.len() < self.groups {
            let text = format!("the customers have only {} different combinations of numbers, fewer than {} groups", centres.centres.len(), self.groups);
            found.push(Finding::new("too_few_points", &self.name, text));
        }
        let (all, largest) = (centres.customers.iter().sum::<u64>(), centres.customers.iter().max().copied().unwrap_or(0));
        if centres.centres.len() > 1 && u128::from(largest) * 100 >= u128::from(all) * u128::from(LOPSIDED) {
            let text = format!("one group has {largest} of {all} customers: the groups hardly tell anybody apart");
            found.push(Finding::new("lopsided_groups", &self.name, text));
        }
        found
    }

    fn assign(&self, model: Option<&LayerModel>, facts: &FactTable, _: &TagTable) -> Vec<u16> {
        let (Some(centres), Some(numbers)) = (self.centres(model), self.numbers(facts)) else { return vec![self.otherwise; facts.rows] };
        near::Near::new(centres, facts.rows).groups(&numbers, facts.rows, self.otherwise)
    }

    fn explain(&self, model: Option<&LayerModel>, facts: &FactTable, _: &TagTable, row: usize) -> Explanation {
        let numbers = self.numbers(facts);
        let value = |at: usize| numbers.as_ref().and_then(|numbers| numbers.get(at)?.get(row));
        let values: Vec<Option<i64>> = (0..self.columns.len()).map(value).collect();
        let said = self.columns.iter().zip(&values).map(|(column, value)| (column.by.clone(), value.map(|value| number_text(value, column.unit)))).collect();
        let known: Option<Vec<i64>> = values.iter().copied().collect();
        let name = |code: usize| self.layers.get(code).cloned().unwrap_or_default();
        // Distances with two decimals.
        let far = |square: f64| decimal((libm::sqrt(square) * 100.0).round() as i64, 100);
        let (layer, decided) = match (self.centres(model), known) {
            (Some(centres), Some(known)) => {
                let point: Vec<f64> = centres.columns.iter().zip(&known).map(|(column, value)| coordinate(column, *value)).collect();
                let ((best, distance), next) = nearest(&centres.centres, &point);
                (name(best), Decided::Nearest { numbers: said, distance: far(distance), next: next.map(|(at, square)| (name(at), far(square))) })
            }
            _ => (name(usize::from(self.otherwise)), Decided::NoCell(said)),
        };
        Explanation::new(Statement::Layer { layering: self.name.clone(), layer, decided })
    }
}
