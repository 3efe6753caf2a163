use super::*;
use crate::model::{FactColumn, FactTable, FactUnit, FactValues};
use crate::rule::{Fields, Rule};
use crate::table::Interner;
use proptest::prelude::*;

fn fields() -> Fields {
    [("x", FactUnit::Count), ("y", FactUnit::Days), ("m", FactUnit::Money), ("c", FactUnit::Text)].into_iter().collect()
}

fn rule(text: &str) -> Rule {
    let mut errors = Vec::new();
    Rule::compile(text, "", &fields(), &mut errors).unwrap_or_else(|| panic!("{text}: {errors:?}"))
}

fn cut(rules: &[Rule]) -> Vec<Axis> {
    axes(rules.iter().map(Rule::predicate), &fields(), |_| false, |name| if name == "x" { Span::COUNT } else { Span::ANY })
}

/// Every point of a small world, one row each.
fn world() -> FactTable {
    let numbers = |low: i64| -> Vec<Option<i64>> { (low..8).map(Some).chain([None]).collect() };
    let texts = [Some("a"), Some("b"), Some("xa"), Some("yAb"), Some("zz"), None];
    let mut points = Vec::new();
    for x in (0..8).map(Some) {
        for y in numbers(-2) {
            for c in texts {
                points.push((x, y, c));
            }
        }
    }
    let mut interner = Interner::new();
    let ids = points.iter().map(|p| p.2.map(|t| interner.intern(t))).collect();
    let number = |name: &str, unit, values: Vec<Option<i64>>| FactColumn { name: name.to_owned(), unit, values: FactValues::Number(values.into()) };
    let columns = vec![
        number("x", FactUnit::Count, points.iter().map(|p| p.0).collect()),
        number("y", FactUnit::Days, points.iter().map(|p| p.1).collect()),
        FactColumn { name: "c".to_owned(), unit: FactUnit::Text, values: FactValues::Text { ids, texts: interner } },
    ];
    FactTable { rows: points.len(), columns }
}

fn text() -> impl Strategy<Value = String> {
    let op = prop::sample::select(vec![">=", "<=", "<", ">", "=", "!="]);
    let number = (prop::sample::select(vec!["x", "y"]), op, 0..7_u8).prop_map(|(n, op, k)| format!("{n} {op} {k}"));
    let between = (prop::sample::select(vec!["x", "y"]), 0..3_u8, 3..7_u8).prop_map(|(n, a, b)| format!("{n} in [{a}, {b})"));
    let texts = prop::sample::select(vec!["c = \"a\"", "c != \"b\"", "c in {\"a\", \"xa\"}", "c contains {\"a\"}", "c contains {\"b\", \"z\"}", "c is missing", "y is known"]);
    let leaf = prop_oneof![4 => number, 2 => between, 3 => texts.prop_map(str::to_owned)];
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) and ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) or ({b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

fn all(rule: &Rule, table: &FactTable) -> Vec<u8> {
    let mut out = Vec::new();
    rule.bind(table).blocks(|_, verdicts| out.extend_from_slice(verdicts));
    out
}

#[test]
fn cells_are_whole_numbers_between_the_constants() {
    let rules = [rule("x > 5"), rule("x >= 6"), rule("x in [2, 3]"), rule("m >= 10000元 or m in [3000元, 10000元]")];
    let axes = cut(&rules);
    let ranges = |axis: &Axis| axis.cells.iter().filter_map(|c| if let Cell::Range { low, high } = c { Some((*low, *high)) } else { None }).collect::<Vec<_>>();
    assert_eq!(ranges(&axes[0]), [(0, 0), (1, 1), (2, 3), (4, 5), (6, i64::MAX)]);
    assert_eq!(axes[0].cells.len(), 5, "a count is always known");
    assert_eq!(ranges(&axes[1]), [(i64::MIN, 299_999), (300_000, 999_999), (1_000_000, 1_000_000), (1_000_001, i64::MAX)]);
    assert_eq!(axes[1].cells.len(), 5);
    let told = |chosen: &[bool]| axes[1].predicate(chosen).map(|p| p.to_string());
    assert_eq!(told(&[false, true, false, false, false]).as_deref(), Some("m in [3000元, 10000元)"));
    assert_eq!(told(&[false, false, true, false, false]).as_deref(), Some("m = 10000元"));
    assert_eq!(told(&[false, false, false, true, true]).as_deref(), Some("m > 10000元 or m is missing"));
    assert_eq!(told(&[true, true, true, true, false]).as_deref(), Some("m is known"));
    assert_eq!(told(&[true; 5]), None);
}

#[test]
fn thresholds_by_convention_are_found() {
    let written = |text: &str| implied(text).into_iter().map(|i| (i.written, i.open_ended)).collect::<Vec<_>>();
    assert_eq!(written("年消费 10万+ 且 次数 3次+"), [("10万+".to_owned(), true), ("3次+".to_owned(), true)]);
    assert_eq!(written("年消费 5-10万元 or x in 3～5"), [("5-10万元".to_owned(), false), ("3～5".to_owned(), false)]);
    assert!(written("年消费 10万元以上 and y in [1, 2] and z 不满 3 and d >= 2024-05-01").is_empty());
}

#[test]
fn more_combinations_than_are_allowed_are_drawn() {
    let rules = [rule("x = 1 or x = 3 or x = 5"), rule("y = 1 or y = 3 or y = 5"), rule("c = \"a\"")];
    let axes = cut(&rules);
    assert!(product(axes.clone(), &Feasible::default(), 50).is_err());
    let drawn = sample(axes.clone(), &Feasible::default(), 50);
    assert_eq!((drawn.rows(), drawn.complete), (50, false));
    assert_eq!(product(axes.clone(), &Feasible::default(), 1000).unwrap().rows(), axes.iter().map(|a| a.cells.len()).product::<usize>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    /// Every point of the world lies in one cell, in which every rule says the same; a cover is true of its points and of no others.
    #[test]
    fn cells_mean_what_their_points_mean(texts in prop::collection::vec(text(), 1..4)) {
        let mut errors = Vec::new();
        let rules: Vec<Rule> = texts.iter().filter_map(|t| Rule::compile(t, "", &fields(), &mut errors)).collect();
        prop_assume!(!rules.is_empty());
        let world = world();
        let product = product(cut(&rules), &Feasible::default(), 100_000).unwrap();
        let cells = product.table();
        let of_points: Vec<Vec<u8>> = rules.iter().map(|r| all(r, &world)).collect();
        let of_cells: Vec<Vec<u8>> = rules.iter().map(|r| all(r, &cells)).collect();
        let wanted: Vec<bool> = of_cells[0].iter().map(|v| *v == 2).collect();
        let boxes = cover(&product, &wanted, 1000);
        let told: Vec<Option<Rule>> = boxes.iter().map(|b| b.predicate(&product).map(|p| rule(&p.to_string()))).collect();
        let inside: Vec<Vec<u8>> = told.iter().map(|t| t.as_ref().map_or(vec![2; world.rows], |t| all(t, &world))).collect();
        let alone: Vec<Rule> = (0..product.rows()).map(|row| Cover::of(&product, row).predicate(&product).map_or_else(|| rule("x is known"), |p| rule(&p.to_string()))).collect();
        let homes: Vec<Vec<u8>> = alone.iter().map(|r| all(r, &world)).collect();
        for point in 0..world.rows {
            let home: Vec<usize> = (0..product.rows()).filter(|row| homes[*row][point] == 2).collect();
            prop_assert_eq!(home.len(), 1, "{:?} {:?}", texts, home.iter().map(|r| alone[*r].text()).collect::<Vec<_>>());
            for (points, cells) in of_points.iter().zip(&of_cells) {
                prop_assert_eq!(points[point], cells[home[0]], "{:?}", texts);
            }
            prop_assert_eq!(of_points[0][point] == 2, inside.iter().any(|v| v[point] == 2), "{:?}", texts);
        }
    }
}
