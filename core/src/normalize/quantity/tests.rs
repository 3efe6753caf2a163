//! Both ways of reading agree.

use super::*;
use crate::model::Normalized;

/// Whatever the short way reads, the long one reads alike.
#[test]
fn the_short_way_and_the_long_one_agree() {
    let numbers = ["0", "1", "50", "12.5", "1280", "1,280.00", "150,000", "0.05", "99999", "1234.5", "05", "1,28", "12,345,678"];
    let units = ["", "万", "亿", "元", "万元", "亿元", "k", "W", "人", "万人"];
    let mut texts = Vec::new();
    for number in numbers {
        for unit in units {
            for around in ["{}", "-{}", "¥{}", "￥{}", "-¥{}", "{}+", "{}以上", "{}以下", "{}以内", "¥{}+"] {
                texts.push(around.replace("{}", &format!("{number}{unit}")));
            }
            for (second, dash) in
                [("80", "-"), ("80万", "-"), ("2", "~"), ("3000元", "至"), ("¥100", "-"), ("1亿", "-"), ("20k", "-"), ("05", "-"), ("2000人", "-"), ("3万人", "~")]
            {
                texts.push(format!("{number}{unit}{dash}{second}"));
                texts.push(format!("¥{number}{unit}{dash}{second}"));
            }
        }
    }
    let (mut wrong, mut read_fast) = (Vec::new(), 0);
    for (text, column) in texts.iter().flat_map(|text| [(text, Column::money("CNY")), (text, Column::people())]) {
        let (mut short, mut long) = (Normalized::default(), Normalized::default());
        short.clear(5);
        long.clear(5);
        if !plain::read(text, &column, &mut short) {
            continue;
        }
        read_fast += 1;
        match read(text, &column, &mut String::new()) {
            Ok(quantity) => write(&quantity, column.home, &mut long),
            Err(reason) => long.invalid(reason),
        }
        if short != long {
            wrong.push(format!("{text}: {short:?} {long:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} {:#?}", wrong.len(), wrong.iter().take(10).collect::<Vec<_>>());
    assert!(read_fast > 800, "{read_fast}");
}
