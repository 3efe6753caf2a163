//! The models against what others published, against their own derivatives, and against bad input.

use super::*;

/// Customers of a small shop: frequency, recency, age in weeks, mean amount.
fn shop(customers: usize) -> (Vec<Purchases>, Vec<Spending>) {
    let (mut purchases, mut spending) = (Vec::new(), Vec::new());
    let mut state = 7_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    for _ in 0..customers {
        let age = 20.0 + (20.0 * random()).floor();
        let (rate, leaves) = (0.02 + 0.2 * random() * random(), 0.05 + 0.5 * random());
        let (mut at, mut frequency, mut recency) = (0.0, 0, 0.0);
        loop {
            at += -(1.0 - random()).ln() / rate;
            if at > age {
                break;
            }
            (frequency, recency) = (frequency + 1, at);
            if random() < leaves {
                break;
            }
        }
        purchases.push(Purchases { frequency, recency, age });
        if frequency > 0 {
            let own = 20.0 + 60.0 * random();
            spending.push(Spending { frequency, mean: own * (0.7 + 0.6 * random()) });
        }
    }
    (purchases, spending)
}

fn cdnow() -> BgNbd {
    serde_json::from_str(r#"{"r": 0.2425945, "alpha": 4.4136, "a": 0.79292, "b": 2.42593}"#).unwrap()
}

/// Equation (10) and P(alive) by adding up: the probability to leave cut into steps, everything else in closed form.
#[test]
fn expected_purchases_are_what_the_integral_over_customers_says() {
    let model = cdnow();
    let (r, alpha, a, b) = (model.r.get(), model.alpha.get(), model.a.get(), model.b.get());
    for (frequency, recency, age, ahead) in [(2, 30.43, 38.86, 39.0), (0, 0.0, 20.0, 10.0), (7, 12.0, 39.0, 52.0), (1, 1.71, 38.86, 39.0)] {
        let customer = Purchases { frequency, recency, age };
        let x = f64::from(frequency);
        // Of a customer who is alive: E over p ~ beta(a, b + x) of (1 - (1 + p w)^-(r + x)) / p, with w the time ahead by alpha and the age.
        let w = ahead / (alpha + age);
        let (mut sum, mut mass) = (0.0, 0.0);
        let steps = 400_000;
        for step in 0..steps {
            // p = s^4 takes the singularity of the density at 0 away.
            let s = (f64::from(step) + 0.5) / f64::from(steps);
            let p = s.powi(4);
            let density = p.powf(a - 1.0) * (1.0 - p).powf(b + x - 1.0) * s.powi(3);
            mass += density;
            sum += density * (1.0 - (1.0 + p * w).powf(-(r + x))) / p;
        }
        let expected = model.expected(&customer, ahead);
        assert!((expected / (sum / mass * model.alive(&customer)) - 1.0).abs() < 1e-5, "{customer:?}: {expected}");
    }
}

#[test]
fn the_formula_is_smooth_where_a_is_one() {
    let at = |a: f64| BgNbd { a: Positive::new(a).unwrap(), ..cdnow() }.expected(&Purchases { frequency: 3, recency: 20.0, age: 30.0 }, 26.0);
    let around = [0.998, 0.9995, 1.0, 1.0005, 1.002].map(at);
    assert!(around.windows(2).all(|pair| pair[0] > pair[1] && pair[0] - pair[1] < 2e-3), "{around:?}");
    // Where a + b is 1 and nothing was bought again, a whole number stands below the series.
    let model = BgNbd { a: Positive::new(0.25).unwrap(), b: Positive::new(0.75).unwrap(), ..cdnow() };
    let beside = BgNbd { a: Positive::new(0.250_01).unwrap(), ..model };
    let new = Purchases { frequency: 0, recency: 0.0, age: 10.0 };
    assert!((model.expected(&new, 10.0) - beside.expected(&new, 10.0)).abs() < 1e-4);
}

#[test]
fn a_fit_is_a_top_and_does_not_depend_on_the_order() {
    let (mut purchases, mut spending) = shop(800);
    let model = BgNbd::fit(&purchases).unwrap();
    let best = model.log_likelihood(&purchases);
    for (up, down) in [(1.01, 0.99)] {
        for factor in [up, down] {
            for which in 0..4 {
                let mut beside = model;
                let slot = [&mut beside.r, &mut beside.alpha, &mut beside.a, &mut beside.b].into_iter().nth(which).unwrap();
                *slot = Positive::new(slot.get() * factor).unwrap();
                assert!(beside.log_likelihood(&purchases) < best, "parameter {which} times {factor}");
            }
        }
    }
    let amounts = GammaGamma::fit(&spending).unwrap();
    purchases.reverse();
    spending.reverse();
    assert_eq!(BgNbd::fit(&purchases).unwrap(), model);
    assert_eq!(GammaGamma::fit(&spending).unwrap(), amounts);
    // Twice the unit of time, twice the scale; twice the customers, the same parameters, and errors smaller by the root of two.
    let doubled: Vec<Purchases> = purchases.iter().map(|c| Purchases { recency: c.recency * 2.0, age: c.age * 2.0, ..*c }).collect();
    assert!((BgNbd::fit(&doubled).unwrap().alpha.get() / model.alpha.get() - 2.0).abs() < 1e-4);
    let twice = BgNbd::fit(&[purchases.clone(), purchases.clone()].concat()).unwrap();
    assert!((twice.r.get() / model.r.get() - 1.0).abs() < 1e-5);
    let errors = (twice.fit.unwrap().standard_errors[0], model.fit.unwrap().standard_errors[0]);
    assert!((errors.1 / errors.0 - 2.0_f64.sqrt()).abs() < 1e-3, "{errors:?}");
}

#[test]
fn bad_input_is_refused_with_a_reason() {
    let (purchases, spending) = shop(400);
    let refusal = |customers: &[Purchases]| BgNbd::fit(customers).unwrap_err();
    assert_eq!(refusal(&purchases[..49]), Refusal::TooFew { customers: 49 });
    assert_eq!(refusal(&[]), Refusal::TooFew { customers: 0 });
    let never = vec![Purchases { frequency: 0, recency: 0.0, age: 30.0 }; 50];
    assert_eq!(refusal(&never), Refusal::TooFewRepeating { customers: 0, needed: 10 });
    for bad in [
        Purchases { frequency: 1, recency: 31.0, age: 30.0 },
        Purchases { frequency: 1, recency: f64::NAN, age: 30.0 },
        Purchases { frequency: 1, recency: 3.0, age: f64::INFINITY },
        Purchases { frequency: 1, recency: -1.0, age: 30.0 },
        Purchases { frequency: 1, recency: 0.0, age: 30.0 },
        Purchases { frequency: 0, recency: 5.0, age: 30.0 },
        Purchases { frequency: u32::MAX, recency: 5.0, age: 30.0 },
    ] {
        let with = [purchases.as_slice(), &[bad, bad]].concat();
        assert_eq!(refusal(&with), Refusal::Impossible { observations: 2 }, "{bad:?}");
        assert!(PurchaseModel { frequency: cdnow(), amount: None }.forecast(&bad, None, 10.0).is_none());
    }
    for bad in [Spending { frequency: 2, mean: -3.0 }, Spending { frequency: 2, mean: 0.0 }, Spending { frequency: 0, mean: 9.0 }, Spending { frequency: 1, mean: f64::NAN }] {
        assert_eq!(GammaGamma::fit(&[spending.as_slice(), &[bad]].concat()).unwrap_err(), Refusal::Impossible { observations: 1 });
    }
    assert_eq!(GammaGamma::fit(&spending[..29]).unwrap_err(), Refusal::TooFewRepeating { customers: 29, needed: 30 });
    // Everybody buys alike, so nothing tells how customers differ.
    let alike = vec![Purchases { frequency: 3, recency: 30.0, age: 30.0 }; 100];
    assert!(matches!(refusal(&alike), Refusal::Unbounded { .. } | Refusal::NotConverged), "{:?}", BgNbd::fit(&alike));
    let alike = vec![Spending { frequency: 3, mean: 30.0 }; 100];
    assert!(GammaGamma::fit(&alike).is_err());
}

/// A model that was written and read is the same one, and so are its forecasts, to the last bit.
#[test]
fn a_model_survives_json() {
    let (purchases, spending) = shop(500);
    let model = PurchaseModel { frequency: BgNbd::fit(&purchases).unwrap(), amount: Some(GammaGamma::fit(&spending).unwrap()) };
    let read: PurchaseModel = serde_json::from_str(&serde_json::to_string(&model).unwrap()).unwrap();
    assert_eq!(read, model);
    for customer in &purchases {
        let spending = Spending { frequency: customer.frequency, mean: 40.0 };
        let (a, b) = (model.forecast(customer, Some(&spending), 13.0).unwrap(), read.forecast(customer, Some(&spending), 13.0).unwrap());
        assert_eq!(a, b);
        assert!((0.0..=1.0).contains(&a.alive) && (0.0..=1.0).contains(&a.silent) && a.purchases >= 0.0 && a.value.unwrap() >= 0.0, "{customer:?}: {a:?}");
        assert!(a.silent >= 1.0 - a.alive - 1e-12);
    }
    assert!(serde_json::from_str::<PurchaseModel>(r#"{"frequency": {"r": 1, "alpha": 0, "a": 1, "b": 1}}"#).is_err());
}

/// The derivatives that the solver goes by are those of the likelihood, which is summed up anew here from the formulas of the papers.
#[test]
fn likelihoods_are_those_of_the_papers() {
    let (purchases, spending) = shop(120);
    let model = cdnow();
    let (r, alpha, a, b) = (model.r.get(), model.alpha.get(), model.a.get(), model.b.get());
    let g = libm::lgamma;
    let one = |c: &Purchases| {
        let x = f64::from(c.frequency);
        let common = g(r + x) - g(r) + r * alpha.ln() + g(a + b) + g(b + x) - g(b) - g(a + b + x);
        let gone = if c.frequency > 0 { a / (b + x - 1.0) * (alpha + c.recency).powf(-(r + x)) } else { 0.0 };
        common + ((alpha + c.age).powf(-(r + x)) + gone).ln()
    };
    let sum: f64 = purchases.iter().map(one).sum();
    assert!((model.log_likelihood(&purchases) / sum - 1.0).abs() < 1e-10);
    let amounts: GammaGamma = serde_json::from_str(r#"{"p": 6.25, "q": 3.74, "v": 15.44}"#).unwrap();
    let (p, q, v) = (6.25, 3.74, 15.44_f64);
    let one = |c: &Spending| {
        let x = f64::from(c.frequency);
        g(p * x + q) - g(p * x) - g(q) + q * v.ln() + (p * x - 1.0) * c.mean.ln() + p * x * x.ln() - (p * x + q) * (x * c.mean + v).ln()
    };
    let sum: f64 = spending.iter().map(one).sum();
    assert!((amounts.log_likelihood(&spending) / sum - 1.0).abs() < 1e-10);
}
