//! Why a customer has its tags and layers.

use super::super::outcome::Outcome;
use crate::error::Result;
use crate::model::Explanation;

impl Outcome {
    /// Why a customer has its tag: the rule, and the numbers it read.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`.
    pub fn explain_tag(&self, customer_id: &str, dimension: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        self.plan.0.tags.explain(&self.facts, &self.tags, dimension, customer.index)
    }

    /// Why a customer is in its layer.
    ///
    /// # Errors
    /// `unknown_customer`, `unknown_dimension`.
    pub fn explain_layer(&self, customer_id: &str, layerer: &str) -> Result<Explanation> {
        let customer = self.known(customer_id)?;
        self.plan.0.layers.explain(&self.layers, &self.facts, &self.tags, layerer, customer.index)
    }
}
