//! Shares: how many customers each layer has, and how much of a sum is theirs (R84: «年交易额超10万元客户占比15%,贡献总营收60%»).

use super::number;
use crate::model::{FactTable, LayerTable};
use serde::Serialize;

/// What a layer has of the customers and of a sum. Shares are in millionths, rounded down; `None` of nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct LayerShareOf {
    /// The layer.
    pub layer: String,
    /// Its customers.
    pub customers: u64,
    /// Their share of all customers.
    pub of_customers: Option<u64>,
    /// The sum of their numbers, in the unit of the fact; what is not known adds nothing. `None`: no fact was asked for.
    pub sum: Option<i64>,
    /// Its share of the sum of all; `None`, too, where that sum is not above zero.
    pub of_sum: Option<i64>,
}

/// The shares of the layers of a layering, of the customers and of the sum of a fact.
#[must_use]
pub fn shares(table: &LayerTable, facts: &FactTable, by: Option<&str>) -> Vec<LayerShareOf> {
    let numbers = by.and_then(|by| number::of(facts, by));
    let mut sums = vec![0_i128; table.layers.len()];
    if let Some(numbers) = numbers {
        for (code, number) in table.codes.iter().zip(numbers.iter()) {
            if let Some(sum) = sums.get_mut(usize::from(*code)) {
                *sum += i128::from(number.unwrap_or(0));
            }
        }
    }
    let counts = table.counts();
    let (all, total) = (counts.iter().sum::<u64>(), sums.iter().sum::<i128>());
    let held = |sum: i128| i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX });
    let of = |((layer, customers), sum): ((&String, u64), i128)| LayerShareOf {
        layer: layer.clone(),
        customers,
        of_customers: (u128::from(customers) * 1_000_000).checked_div(u128::from(all)).and_then(|share| u64::try_from(share).ok()),
        sum: numbers.map(|_| held(sum)),
        of_sum: (numbers.is_some() && total > 0).then(|| held(sum.saturating_mul(1_000_000) / total)),
    };
    table.layers.iter().zip(counts).zip(sums).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FactColumn, FactUnit, FactValues};

    /// R84: 15 % of the customers make 60 % of the revenue.
    #[test]
    fn r84_customers_and_revenue_together() {
        let mut codes = vec![0_u16; 3];
        codes.resize(20, 1);
        let mut spent = vec![Some(20_000_000_i64); 3];
        spent.extend(vec![Some(2_352_941); 16]);
        spent.push(Some(2_352_944));
        let table = LayerTable { name: "年交易额".into(), layers: vec!["超10万元".into(), "其他".into()], codes, model: None };
        let column = FactColumn { name: "年交易额".into(), unit: FactUnit::Money, values: FactValues::Number(spent.into()) };
        let facts = FactTable { rows: 20, columns: vec![column] };
        let found = shares(&table, &facts, Some("年交易额"));
        let head = LayerShareOf { layer: "超10万元".into(), customers: 3, of_customers: Some(150_000), sum: Some(60_000_000), of_sum: Some(600_000) };
        assert_eq!(found[0], head);
        assert_eq!(shares(&table, &facts, None)[1], LayerShareOf { layer: "其他".into(), customers: 17, of_customers: Some(850_000), sum: None, of_sum: None });
        let nobody = LayerTable { codes: Vec::new(), ..table };
        assert_eq!(shares(&nobody, &FactTable { rows: 0, ..facts }, Some("年交易额"))[0].of_customers, None);
    }
}
