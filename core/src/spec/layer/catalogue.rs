//! Ready-made decision tables: those of the templates (R69, R70, R71), every cell written out, by name and with a version.
//!
//! ```json
//! [{"catalogue": {"table": "composite"}},
//!  {"catalogue": {"table": "value_activity_loyalty", "name": "客户分层", "dimensions": {"交易价值": "价值"},
//!    "values": {"价值": {"VIP": "高", "普通": "低"}}}}]
//! ```
//!
//! | table | dimensions | layers | source |
//! |---|---|---|---|
//! | `composite` | 价值, 忠诚度, 活跃度; 状态 for the override | S级, A级, B级, C级 | R71, T10 |
//! | `purchase_and_interaction` | 购买频次, 金额, 互动深度 | 高价值客户, 潜力客户, 普通客户, 流失风险客户 | R69 |
//! | `value_activity_loyalty` | 交易价值, 活跃度, 忠诚度 | 高价值忠诚客户, 潜力客户, 流失风险客户 | R70 |
//!
//! A dimension has the values 高, 中 and 低. What the templates leave open is our own choice, as the notes say. `compile` writes a table
//! out, so that what runs can be read; whoever wants other cells copies it from there and changes them.

use super::{Cells, LayerTableSpec};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A decision table of the catalogue that a spec wants.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayerTableUse {
    /// Its name in the catalogue.
    pub table: String,
    /// What the layering is called here; left out, as there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What its dimensions are called here, where it is something else.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub dimensions: BTreeMap<String, String>,
    /// Of a dimension by its name here, the values and which of the table's each stands for. A dimension that is named here has these
    /// values and no others.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, BTreeMap<String, String>>,
}

/// A decision table of the catalogue.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LayerTableTemplate {
    /// Its name.
    pub name: String,
    /// Its version; a table that changes has another one.
    pub version: u32,
    /// What it is, in Chinese.
    pub label: String,
    /// The requirements that it comes from.
    pub seed: Vec<String>,
    /// The table.
    pub table: LayerTableSpec,
}

impl LayerTableTemplate {
    /// All of them.
    #[must_use]
    pub fn all() -> &'static [LayerTableTemplate] {
        static ALL: OnceLock<Vec<LayerTableTemplate>> = OnceLock::new();
        // That the file can be read, a test says.
        ALL.get_or_init(|| serde_json::from_str(include_str!("tables.json")).unwrap_or_default())
    }

    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static LayerTableTemplate> {
        Self::all().iter().find(|template| template.name == name)
    }
}

impl LayerTableUse {
    /// The layering's name; of a table that there is not, the name that was looked for.
    #[must_use]
    pub fn name(&self) -> &str {
        let named = || LayerTableTemplate::named(&self.table).map_or(self.table.as_str(), |template| template.table.name.as_str());
        self.name.as_deref().unwrap_or_else(named)
    }

    /// The table with the names and values of here. `None`: there is no such table.
    #[must_use]
    pub fn written(&self) -> Option<LayerTableSpec> {
        let mut table = LayerTableTemplate::named(&self.table)?.table.clone();
        self.name().clone_into(&mut table.name);
        for dimension in &mut table.dimensions {
            if let Some(own) = self.dimensions.get(dimension) {
                dimension.clone_from(own);
            }
        }
        let values: Vec<Option<&BTreeMap<String, String>>> = table.dimensions.iter().map(|name| self.values.get(name)).collect();
        table.cells = renamed(&table.cells, &values);
        for case in &mut table.overrides {
            // The one name that an override of the catalogue reads stands in front of it.
            if let Some((name, test)) = case.when.split_once(' ')
                && let Some(own) = self.dimensions.get(name)
            {
                case.when = format!("`{own}` {test}");
            }
        }
        Some(table)
    }

    /// The dimensions that the table knows: those of its cells and of its overrides.
    pub fn known_dimensions(&self) -> impl Iterator<Item = &'static str> {
        let table = LayerTableTemplate::named(&self.table).map(|template| &template.table);
        let cells = table.into_iter().flat_map(|table| table.dimensions.iter().map(String::as_str));
        cells.chain(table.into_iter().flat_map(|table| table.overrides.iter().filter_map(|case| Some(case.when.split_once(' ')?.0))))
    }
}

fn renamed(cells: &Cells, values: &[Option<&BTreeMap<String, String>>]) -> Cells {
    let (Cells::Split(below), Some((own, rest))) = (cells, values.split_first()) else { return cells.clone() };
    let there = |value: &str| below.get(value).map(|cells| renamed(cells, rest));
    Cells::Split(match own {
        Some(own) => own.iter().filter_map(|(value, stands_for)| Some((value.clone(), there(stands_for)?))).collect(),
        None => below.keys().filter_map(|value| Some((value.clone(), there(value)?))).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The cells of a table as `高中低 layer`.
    fn cells(table: &LayerTableSpec) -> Vec<(String, String)> {
        fn walk(cells: &Cells, way: String, out: &mut Vec<(String, String)>) {
            match cells {
                Cells::Layer(layer) => out.push((way, layer.clone())),
                Cells::Split(below) => below.iter().for_each(|(value, cells)| walk(cells, format!("{way}{value}"), out)),
            }
        }
        let mut out = Vec::new();
        walk(&table.cells, String::new(), &mut out);
        out
    }

    fn of(name: &str) -> Vec<(String, String)> {
        let table = &LayerTableTemplate::named(name).unwrap().table;
        let cells = cells(table);
        assert_eq!(cells.len(), 27, "{name}");
        for layer in &table.layers {
            assert!(cells.iter().any(|(_, of)| of == layer), "{name}: nobody is {layer}");
        }
        cells
    }

    fn is(cells: &[(String, String)], layer: &str, holds: impl Fn(&str) -> bool) {
        for (way, of) in cells {
            assert_eq!(of == layer, holds(way), "{way}: {of}");
        }
    }

    /// R71: S级(高价值高忠诚), A级(潜力客户), B级(普通客户), C级(流失风险) from 价值+忠诚度+活跃度. T10: every cell explicit, C before S when
    /// the state is 流失.
    #[test]
    fn r71_t10_all_27_cells_stand_there() {
        let template = LayerTableTemplate::named("composite").unwrap();
        assert_eq!(template.table.dimensions, ["价值", "忠诚度", "活跃度"]);
        assert_eq!(template.table.layers, ["S级", "A级", "B级", "C级"]);
        is(&of("composite"), "S级", |way| way.starts_with("高高"));
        assert_eq!((template.table.overrides[0].when.as_str(), template.table.overrides[0].layer.as_str()), ("状态 = \"流失\"", "C级"));
    }

    /// R69: by 购买频次, 金额, 互动深度: 高价值客户 / 潜力客户 / 普通客户 / 流失风险客户.
    #[test]
    fn r69_purchases_and_interaction() {
        let table = &LayerTableTemplate::named("purchase_and_interaction").unwrap().table;
        assert_eq!(table.dimensions, ["购买频次", "金额", "互动深度"]);
        assert_eq!(table.layers, ["高价值客户", "潜力客户", "普通客户", "流失风险客户"]);
        let cells = of("purchase_and_interaction");
        is(&cells, "流失风险客户", |way| way.ends_with('低') && way != "低低低");
        is(&cells, "高价值客户", |way| ["高高高", "高高中", "中高高", "中高中"].contains(&way));
        is(&cells, "普通客户", |way| ["低低低", "低低中", "低低高", "中低中"].contains(&way));
    }

    /// R70: by 交易价值, 活跃度, 忠诚度: 高价值忠诚客户 / 潜力客户 / 流失风险客户.
    #[test]
    fn r70_value_activity_and_loyalty() {
        let table = &LayerTableTemplate::named("value_activity_loyalty").unwrap().table;
        assert_eq!(table.dimensions, ["交易价值", "活跃度", "忠诚度"]);
        assert_eq!(table.layers, ["高价值忠诚客户", "潜力客户", "流失风险客户"]);
        let cells = of("value_activity_loyalty");
        is(&cells, "高价值忠诚客户", |way| ["高高高", "高中高"].contains(&way));
        is(&cells, "流失风险客户", |way| way.chars().nth(1) == Some('低'));
    }

    #[test]
    fn dimensions_and_values_go_by_the_names_of_here() {
        let wanted: LayerTableUse = serde_json::from_str(
            r#"{"table": "composite", "name": "分层", "dimensions": {"价值": "客户等级", "状态": "行为 状态"}, "values": {"客户等级": {"VIP": "高", "普通": "低"}}}"#,
        )
        .unwrap();
        let table = wanted.written().unwrap();
        assert_eq!((table.name.as_str(), table.dimensions[0].as_str()), ("分层", "客户等级"));
        assert_eq!(table.overrides[0].when, "`行为 状态` = \"流失\"");
        let cells = cells(&table);
        assert_eq!(cells.len(), 18);
        assert!(cells.contains(&("VIP高低".to_owned(), "S级".to_owned())), "{cells:?}");
        assert_eq!(wanted.known_dimensions().collect::<Vec<_>>(), ["价值", "忠诚度", "活跃度", "状态"]);
        assert_eq!(LayerTableUse::default().written(), None);
    }
}
