//! What layers and forecasts have to know of all customers together: fitted once, and then everybody stands alone.

use super::chosen::Keeps;
use super::judge::{People, Row, given_to, of_rows, reads};
use super::lifecycles::Lifecycles;
use crate::facts::PurchaseFit;
use crate::model::LayerModels;
use crate::plan::Plan;
use crate::plan::outcome::Outcome;
use crate::spec::LayererSpec;
use chrono::NaiveDate;

/// The models of a population.
#[derive(Clone, Debug, Default)]
pub(super) struct Fitted {
    /// Of layerings, by name.
    pub(super) layers: LayerModels,
    /// Of repeat buying, in the order of the spec.
    pub(super) purchases: Vec<PurchaseFit>,
}

impl Fitted {
    /// Those of an outcome.
    pub(super) fn of(outcome: &Outcome) -> Self {
        let layers = outcome.layers.iter().filter_map(|table| Some((table.name.clone(), table.model.clone()?)));
        Fitted { layers: layers.collect(), purchases: outcome.purchase_models.clone() }
    }

    /// Those of some customers as of one day, which is that of all rows. A model that the spec gives is that model. Where nobody is known there
    /// is none, and everybody has the layer of what is not known, until rules are published.
    pub(super) fn to(plan: &Plan, people: &People, rows: &[Row], day: NaiveDate) -> Self {
        let compiled = &plan.0;
        let alone = |layerer: &LayererSpec| matches!(layerer, LayererSpec::Table(_) | LayererSpec::Catalogue(_) | LayererSpec::Score(_));
        if compiled.spec.facts.purchases.is_empty() && compiled.spec.layers.layerers.iter().all(alone) {
            return Fitted::default();
        }
        let streams = people.histories.gather(rows, &reads(plan, &compiled.facts));
        let mut facts = compiled.facts.evaluate(&streams, rows.len(), Some(day));
        facts.table.columns.extend(people.fields.iter().map(|field| of_rows(field, rows)));
        let tags = compiled.tags.evaluate_with(&facts.table, &given_to(people, &Lifecycles::of(plan), &Keeps::of(&compiled.spec.tags), rows), Some(0));
        let models = compiled.layers.layerers().iter().filter_map(|layerer| Some((layerer.name().to_owned(), layerer.fit(&facts.table, &tags)?)));
        Fitted { layers: models.collect(), purchases: facts.purchase_models }
    }

    /// With the models that are known already, where another plan asks for the same: a layering by the same facts keeps its model, and so does
    /// a forecast. One that could not be fitted has none to keep.
    pub(super) fn keeping(mut self, plan: &Plan, before: &Plan, known: &Fitted) -> Self {
        let (spec, old) = (&plan.0.spec, &before.0.spec);
        if spec.facts != old.facts {
            return self;
        }
        for (own, known) in self.purchases.iter_mut().zip(&known.purchases).filter(|(_, known)| known.model.is_some()) {
            own.clone_from(known);
        }
        for layerer in &spec.layers.layerers {
            let same = old.layers.layerers.iter().any(|other| other == layerer);
            if let Some(model) = known.layers.get(layerer.name()).filter(|_| same) {
                self.layers.insert(layerer.name().to_owned(), model.clone());
            }
        }
        self
    }
}
