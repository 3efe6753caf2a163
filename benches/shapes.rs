//! Lists that take customers apart or run them together: generated in memory, the same on every call.
//!
//! The bench `hostile` has them at full size, `tests/hostile.rs` at a size for every day.

use guiyi::{ColumnBuffer, Inputs, Plan, Table};
use serde_json::{Value, json};

/// One such list, and what must hold of it.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// What it is called.
    pub name: &'static str,
    /// Rows at full size.
    pub rows: usize,
    /// The largest customer that may come of it; `usize::MAX` where all rows are one customer's.
    pub largest: usize,
    /// The fewest customers there may be, by a thousand rows.
    pub fewest: usize,
    /// A finding that must be there.
    pub finding: Option<&'static str>,
    /// The names of the columns beside the record id, with the kinds of their fields.
    columns: &'static [(&'static str, &'static str)],
    /// The cells of a row, of so many rows.
    cells: fn(usize, usize) -> Vec<Option<String>>,
    /// Decision rules; a list without them is run as `propose` proposes.
    rules: Option<fn() -> Value>,
}

const PERSON: &[(&str, &str)] = &[("name", "person_name"), ("phone", "phone"), ("mail", "email")];
/// A telephone that is nobody's own.
const SHOP: &str = "021-62345678";
/// Rows of the unit that a list repeats.
const CLIQUE: usize = 20;

/// All of them.
pub const SHAPES: &[Shape] = &[
    // Every fourth row is the second one of the customer before.
    Shape { name: "shop_telephone", rows: 50_000, largest: 4, fewest: 700, finding: Some("generic_value"), columns: PERSON, cells: shop, rules: None },
    Shape {
        name: "one_telephone",
        rows: 1_000_000,
        largest: 4,
        fewest: 900,
        finding: Some("generic_value"),
        columns: &[("name", "person_name"), ("phone", "phone")],
        cells: one_phone,
        rules: None,
    },
    Shape { name: "identical_rows", rows: 1_000_000, largest: usize::MAX, fewest: 0, finding: Some("generic_value"), columns: PERSON, cells: identical, rules: None },
    Shape { name: "unique_noise", rows: 1_000_000, largest: 2, fewest: 990, finding: None, columns: &[("name", "person_name"), ("noise", "text")], cells: noise, rules: None },
    Shape { name: "all_nulls", rows: 1_000_000, largest: 1, fewest: 1000, finding: None, columns: PERSON, cells: nulls, rules: None },
    // Rows 10, 20 and 30 have a value of a megabyte; each row of the second half is the second one of a customer.
    Shape { name: "a_megabyte", rows: 2_000, largest: 3, fewest: 480, finding: None, columns: PERSON, cells: megabyte, rules: None },
    // Strangers of whom every two neighbours share a telephone or an address by turns.
    Shape { name: "chain", rows: 10_000, largest: 3, fewest: 500, finding: None, columns: PERSON, cells: chain, rules: None },
    // All have one name: at a small size chains of twenty hold together.
    Shape { name: "chain_of_namesakes", rows: 10_000, largest: 24, fewest: 40, finding: None, columns: PERSON, cells: namesakes, rules: None },
    Shape { name: "chain_without_names", rows: 10_000, largest: 3, fewest: 300, finding: None, columns: PERSON, cells: nameless, rules: None },
    // A record with three telephones of three others.
    Shape {
        name: "stars",
        rows: 10_000,
        largest: 2,
        fewest: 700,
        finding: None,
        columns: &[("name", "person_name"), ("phone", "phone"), ("phone2", "phone"), ("phone3", "phone")],
        cells: star,
        rules: None,
    },
    // Two customers of twenty rows, and one with the name and telephone of the first, the address of the second.
    Shape { name: "bridge", rows: 41 * 250, largest: CLIQUE + 1, fewest: 48, finding: None, columns: PERSON, cells: bridge, rules: None },
    // 1 and 2 share a telephone, 2 and 3 an address, which always join; the names of 1 and 3 never do.
    Shape { name: "contradictory_rules", rows: 9_999, largest: 2, fewest: 666, finding: None, columns: PERSON, cells: contradiction, rules: Some(contradictory) },
    // Twenty rows that agree in all but the day of birth, of which two halves have two: those never join.
    Shape {
        name: "ban_within_a_clique",
        rows: 10_000,
        largest: CLIQUE / 2,
        fewest: 100,
        finding: None,
        columns: &[("name", "person_name"), ("phone", "phone"), ("mail", "email"), ("born", "date")],
        cells: halves,
        rules: Some(birthdays),
    },
];

impl Shape {
    /// The list, with so many rows.
    #[must_use]
    pub fn columns(&self, rows: usize) -> Vec<(&'static str, ColumnBuffer)> {
        let names = std::iter::once("id").chain(self.columns.iter().map(|(name, _)| *name));
        let mut columns: Vec<(&str, ColumnBuffer)> = names.map(|name| (name, ColumnBuffer::new())).collect();
        for row in 0..rows {
            let cells = std::iter::once(Some(format!("{row:07}"))).chain((self.cells)(row, rows));
            columns.iter_mut().zip(cells).for_each(|((_, column), cell)| column.push(cell.as_deref()));
        }
        columns
    }

    /// What the list is run by: what is proposed for it, or fields and rules of its own.
    ///
    /// # Errors
    /// When the spec is none.
    pub fn plan(&self, inputs: &Inputs<'_>) -> guiyi::Result<Plan> {
        let Some(rules) = self.rules else {
            return Plan::compile(&guiyi::propose(inputs, Some("id"), &[], &[]).spec);
        };
        let fields: Vec<Value> = self.columns.iter().map(|(name, kind)| json!({"name": name, "kind": {*kind: {}}})).collect();
        let columns: Vec<Value> = self.columns.iter().map(|(name, _)| json!({"field": name, "from": [name]})).collect();
        let sources = json!([{"name": "list", "id": "id", "columns": columns}]);
        Plan::from_json(&json!({"version": 1, "fields": fields, "sources": sources, "identity": {"rules": rules()}}).to_string())
    }
}

/// The columns as the one source `list`.
#[must_use]
pub fn inputs<'a>(columns: &'a [(&'static str, ColumnBuffer)]) -> Inputs<'a> {
    Inputs::new().with("list", Table::new(columns.iter().map(|(name, column)| (*name, column.as_column()))))
}

/// A name of its own for every number below 96³.
fn person(n: usize) -> String {
    const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚";
    const GIVEN: &str = "伟芳娜敏静丽强磊洋艳勇军杰娟涛明超兰霞平刚桂英华玉萍红鹏辉斌波宁梅琳云峰莉燕健玲亮建春志海雪荣文新凤飞俊金永国庆东龙宇浩凯秀成家安思雨晨阳天佳欣怡子轩博睿诗涵梦琪嘉铭泽楠慧颖倩茜薇蕾菲瑶瑾璇岚";
    let of = |letters: &str, at: usize| letters.chars().nth(at % 96).unwrap_or('一');
    // Neighbours differ in every character.
    [of(SURNAMES, n), of(GIVEN, n / 96 + n * 7), of(GIVEN, n / 9_216 + n * 13)].iter().collect()
}

fn mobile(n: usize) -> Option<String> {
    Some(format!("138{:08}", n * 7919 % 100_000_000))
}

fn mail(n: usize) -> Option<String> {
    Some(format!("u{n}@example.com"))
}

fn shop(row: usize, _: usize) -> Vec<Option<String>> {
    let of = if row % 4 == 3 { row - 1 } else { row };
    vec![Some(person(of)), Some(SHOP.to_owned()), mail(of)]
}

fn one_phone(row: usize, _: usize) -> Vec<Option<String>> {
    vec![Some(person(row)), Some(SHOP.to_owned())]
}

fn identical(_: usize, _: usize) -> Vec<Option<String>> {
    vec![Some(person(7)), mobile(7), mail(7)]
}

fn noise(row: usize, _: usize) -> Vec<Option<String>> {
    let mixed = (row as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    vec![Some(person(row)), Some(format!("{:016x}{:016x}", mixed, mixed.rotate_left(29).wrapping_mul(0xBF58_476D_1CE4_E5B9)))]
}

fn nulls(_: usize, _: usize) -> Vec<Option<String>> {
    vec![None, None, None]
}

fn megabyte(row: usize, rows: usize) -> Vec<Option<String>> {
    let of = row % (rows / 2);
    let long = |piece: &str| Some(piece.repeat((1 << 20) / piece.len()));
    let (name, phone, address) = (Some(person(of)), mobile(of), mail(of));
    match row {
        10 => vec![long("王伟"), phone, address],
        20 => vec![name, long("138 0013 8000 / "), address],
        30 => vec![name, phone, long("someone@example.com;")],
        _ => vec![name, phone, address],
    }
}

/// Even rows share a telephone with the next one, odd rows an address.
fn links(row: usize) -> (Option<String>, Option<String>) {
    (mobile(row / 2), mail(row.div_ceil(2)))
}

fn chain(row: usize, _: usize) -> Vec<Option<String>> {
    let (phone, mail) = links(row);
    vec![Some(person(row)), phone, mail]
}

fn namesakes(row: usize, _: usize) -> Vec<Option<String>> {
    let (phone, mail) = links(row);
    vec![Some(person(0)), phone, mail]
}

fn nameless(row: usize, _: usize) -> Vec<Option<String>> {
    let (phone, mail) = links(row);
    vec![None, phone, mail]
}

fn star(row: usize, _: usize) -> Vec<Option<String>> {
    let (unit, at) = (row / 4, row % 4);
    let name = Some(person(row));
    if at == 0 { vec![name, mobile(unit * 4 + 1), mobile(unit * 4 + 2), mobile(unit * 4 + 3)] } else { vec![name, mobile(row), None, None] }
}

fn bridge(row: usize, _: usize) -> Vec<Option<String>> {
    let (unit, at) = (row / 41, row % 41);
    let of = unit * 2 + usize::from((CLIQUE..2 * CLIQUE).contains(&at));
    let address = if at == 2 * CLIQUE { unit * 2 + 1 } else { of };
    vec![Some(person(of)), mobile(of), mail(address)]
}

fn contradiction(row: usize, _: usize) -> Vec<Option<String>> {
    let (unit, at) = (row / 3, row % 3);
    match at {
        0 => vec![Some(person(row)), mobile(row), mail(row)],
        1 => vec![None, mobile(row - 1), mail(unit * 3 + 1)],
        _ => vec![Some(person(row)), mobile(row), mail(unit * 3 + 1)],
    }
}

fn contradictory() -> Value {
    let exact = |comparison: &str| json!([{"comparison": comparison, "at_least": "exact"}]);
    json!([{"always": exact("phone")}, {"always": exact("mail")}, {"never": [{"comparison": "name", "at_most": "else"}]}])
}

fn halves(row: usize, _: usize) -> Vec<Option<String>> {
    let (unit, at) = (row / CLIQUE, row % CLIQUE);
    let born = if at % 2 == 0 { "1985-03-17" } else { "1991-11-02" };
    vec![Some(person(unit)), mobile(unit), mail(unit), Some(born.to_owned())]
}

fn birthdays() -> Value {
    json!([{"never": [{"comparison": "born", "at_most": "else"}]}])
}
