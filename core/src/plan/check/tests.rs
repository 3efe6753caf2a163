use super::*;
use crate::model::Language;

pub(super) fn shop() -> Spec {
    serde_json::from_str(include_str!("../../../../examples/specs/shop.json")).unwrap()
}

#[test]
fn look() {
    let start = std::time::Instant::now();
    let report = check_rules(&shop());
    println!("{:?}", start.elapsed());
    for (list, findings) in report.lists() {
        for f in findings {
            println!("{list} {} {:?} {}\n   {}\n   {:?}", f.code, f.severity, f.cell, f.tell(Language::En), f.witness.as_ref().map(|w| &w.text["en"]));
        }
    }
}
