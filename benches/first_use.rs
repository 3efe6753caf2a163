//! What the first use of a reference table costs, and the first value of a kind: `--first-use`.
//!
//! Each is measured in processes of its own, the best of several: a table is read once in a process, and the memory it takes is new.

use guiyi::FieldKind;
use guiyi::data::ReferenceTables;
use guiyi::model::Normalized;
use guiyi::normalize::builtin;
use std::io::Write;
use std::process::Command;
use std::time::Instant;

/// What the child process is asked to measure stands behind this.
const CHILD: &str = "--first-use-of";

/// The most microseconds that the first use of one table may take.
const MOST: f64 = 10_000.0;

/// Processes per table; the best time counts.
const PROCESSES: usize = 7;

/// A table, and what reads it when it is first asked for.
type Table = (&'static str, fn(&ReferenceTables));

/// Every reference table, those that others are made from in front of them.
const TABLES: [Table; 17] = [
    ("area_codes", |tables| _ = tables.area_codes()),
    ("divisions", |tables| _ = tables.divisions()),
    ("history", |tables| _ = tables.history()),
    ("place_names", |tables| _ = tables.place_names()),
    ("region_groups", |tables| _ = tables.region_groups()),
    ("successors", |tables| _ = tables.successors()),
    ("gazetteer", |tables| builtin(&FieldKind::Region {}, tables).normalize("浙江省杭州市", &mut Normalized::default())),
    ("industries", |tables| _ = tables.industries()),
    ("channels", |tables| _ = tables.channels()),
    ("legal_forms", |tables| _ = tables.legal_forms()),
    ("trade_words", |tables| _ = tables.trade_words()),
    ("nicknames", |tables| _ = tables.nicknames()),
    ("romanizations", |tables| _ = tables.romanizations()),
    ("pinyin", |tables| _ = tables.pinyin()),
    ("surnames", |tables| _ = tables.surnames()),
    ("variants", |tables| _ = tables.variants()),
    ("phrases", |tables| _ = tables.phrases()),
];

/// Tables that others are made from: their time is not that of the table in question.
const BELOW: [(&str, &[&str]); 4] = [
    ("history", &["divisions"]),
    ("place_names", &["divisions", "history"]),
    ("successors", &["divisions", "history"]),
    ("gazetteer", &["divisions", "history", "place_names", "successors", "region_groups", "variants"]),
];

/// A value of each kind that needs most of its tables.
const VALUES: [(&str, &str); 11] = [
    ("phone", "021-62345678"),
    ("email", "wang.li@qq.com"),
    ("resident_id", "11010519491231002X"),
    ("credit_code", "91110105MA01A2B3C4"),
    ("person_name", "单雄信"),
    ("company", "深圳市腾讯计算机系统有限公司"),
    ("address", "浙江省杭州市西湖区文三路90号"),
    ("industry", "制造业-专用设备制造"),
    ("amount", "50-80万"),
    ("date", "2024年5月1日"),
    ("channel", "抖音"),
];

fn table(name: &str) -> Option<fn(&ReferenceTables)> {
    TABLES.iter().find(|(other, _)| *other == name).map(|(_, read)| *read)
}

/// Measures what the arguments ask for; false when they do not ask for this.
pub(super) fn child(arguments: &[String], out: &mut impl Write) -> std::io::Result<bool> {
    let Some(name) = arguments.iter().position(|a| a == CHILD).and_then(|at| arguments.get(at + 1)) else {
        return Ok(false);
    };
    let tables = ReferenceTables::builtin();
    let microseconds = if let Some(read) = table(name) {
        let below = BELOW.iter().find(|(above, _)| above == name).map_or(&[][..], |(_, below)| below);
        below.iter().filter_map(|name| table(name)).for_each(|read| read(tables));
        let started = Instant::now();
        read(tables);
        started.elapsed()
    } else {
        let kind: FieldKind = serde_json::from_value(serde_json::json!({ name.clone(): {} }))?;
        let value = VALUES.iter().find(|(kind, _)| kind == name).map_or("", |(_, value)| value);
        let (normalizer, mut one) = (builtin(&kind, tables), Normalized::default());
        let started = Instant::now();
        normalizer.normalize(value, &mut one);
        started.elapsed()
    };
    writeln!(out, "{}", microseconds.as_nanos() as f64 / 1e3)?;
    Ok(true)
}

/// Prints the table; whether every reference table is fast enough.
pub(super) fn table_of_times(out: &mut impl Write) -> std::io::Result<bool> {
    writeln!(out, "| first use of | µs |\n|---|---:|")?;
    let mut good = true;
    for (name, _) in TABLES {
        let best = best(name)?;
        good &= best <= MOST;
        writeln!(out, "| {name} | {best:.0} |")?;
    }
    for (kind, _) in VALUES {
        writeln!(out, "| the first {kind} | {:.0} |", best(kind)?)?;
    }
    Ok(good)
}

/// The best time of several processes, in microseconds.
fn best(name: &str) -> std::io::Result<f64> {
    let mut best = f64::INFINITY;
    for _ in 0..PROCESSES {
        let output = Command::new(std::env::current_exe()?).args([CHILD, name]).output()?;
        let printed = String::from_utf8_lossy(&output.stdout);
        best = best.min(printed.trim().parse().map_err(|_| std::io::Error::other(format!("{name}: {printed}")))?);
    }
    Ok(best)
}
