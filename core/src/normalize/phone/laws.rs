//! The laws of normalizers on cells made of pieces of telephone numbers, at home in several places.

use super::Phone;
use super::tests::read;
use crate::data::ReferenceTables;
use crate::model::Status;
use crate::normalize::Normalizer;
use std::collections::HashMap;

const PIECES: &[&str] = &[
    "138",
    "1381234",
    "12345678",
    "62345678",
    "6234567",
    "13812345678",
    "13912345678",
    "1440012345678",
    "13800138000",
    "021",
    "0512",
    "0378",
    "21",
    "512",
    "86",
    "+86",
    "0086",
    "00",
    "+",
    "+1",
    "1",
    "415",
    "555",
    "2671",
    "4155552671",
    "+44",
    "(0)",
    "20",
    "7946 0958",
    "+852 6123 4567",
    "400",
    "820",
    "8820",
    "95588",
    "962288",
    "110",
    "17951",
    "801",
    "79",
    "9",
    "0",
    "5678",
    "-",
    "-",
    " ",
    " ",
    "/",
    "、",
    ",",
    ";",
    ".",
    "(",
    ")",
    "（",
    "）",
    "[",
    "]",
    "~",
    "至",
    "或",
    "转",
    "ext. ",
    "x",
    "#",
    "****",
    "x",
    "尾号",
    "手机：",
    "Tel",
    "张三",
    "O",
    "l",
    "１３８",
    "①",
    "一三八",
    "٠١٢",
    ".0",
    "E+10",
    "1.38",
    "FLOWERS",
    "800",
    "&nbsp;",
    "_x000D_",
    "<br>",
    "\u{202d}",
    "\u{fe0f}\u{20e3}",
    "\"",
    "=",
];

#[test]
fn cells_of_pieces() {
    let mut state = 11_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % n
    };
    let (forms, names) = (super::write::FORMS, super::write::COMPONENTS);
    for (region, city) in [("CN", ""), ("CN", "苏州"), ("US", ""), ("GB", "上海"), ("HK", ""), ("XX", "")] {
        let phone = Phone::new(region, city, ReferenceTables::builtin());
        let mut known: HashMap<String, (Vec<String>, String)> = HashMap::new();
        for _ in 0..6000 {
            let raw: String = (0..1 + next(7)).map(|_| PIECES[next(PIECES.len())]).collect();
            let out = read(&phone, &raw);
            let again = read(&phone, &out.display);
            assert_eq!(out.key, again.key, "{region} {raw:?} {:?}", out.display);
            assert!(!out.candidates.contains(&String::new()), "{raw:?}");
            assert_eq!(out.status == Status::Ambiguous, out.candidates.len() > 1, "{raw:?} {:?}", out.candidates);
            match out.status {
                Status::Ok => assert!(out.confidence == 100 && out.missing.is_none(), "{raw:?} {out:?}"),
                Status::Invalid => assert!(
                    out.key.is_empty() && names.iter().zip(&out.components).all(|(n, c)| c.is_empty() || n.starts_with("tail")) && out.confidence == 0 && !out.reasons.is_empty(),
                    "{raw:?} {out:?}"
                ),
                Status::Missing => assert!(out.display.is_empty(), "{raw:?}"),
                _ => assert!(!out.reasons.is_empty(), "{raw:?} {out:?}"),
            }
            if !out.key.is_empty() {
                assert_eq!(out.components[..forms], again.components[..forms], "{region} {raw:?} {:?}", out.display);
                let own = out.components[..forms].to_vec();
                let (first, from) = known.entry(out.key).or_insert_with(|| (own.clone(), raw.clone()));
                assert_eq!(*first, own, "{region} {from:?} {raw:?}");
            }
        }
    }
    assert_eq!(Phone::new("CN", "", ReferenceTables::builtin()).forms().len(), forms);
}
